"""A count that no known verb governs -> whether it is an item of a plan's list of tasks: 墒情站110处，谷坊210道."""

from __future__ import annotations

from plancli.clauses import Segment, Sentence
from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import LIST_MARKS
from plancli.targets.voice import ISSUER

_LEAST = 2
"""Fewest clauses of a sentence that end in a count of their own for it to be a list of tasks."""
# What stands before a count that describes: 涉及居民3126户, 现有床位300张, 海岸线长3752公里, 每村2名, 围绕5条产业链.
_TELLS_RE = lazily(
    r"[每已近仅共约超达是为有在从由按对各]|涉及|现有|目前|累计|合计|总计|一共|拥有|下辖|辖|位于|占|途经|设计|总|全长|包括|其中|平均|人均|户均|不足|只有|尚|仍|保留|继续|获|列|围绕|聚焦|针对|依托|瞄准|立足|用好|满|面积|人口|长度|宽度|高度|直径|海拔|时速|投资|规模|容量|库容|装机|产能|价|班额|[大中小]班|长$"
)
# "上述94个站点中，| 公路站50个，铁路站44个"
_PARTS_RE = lazily(r"上述|以上|该|这[0-9一-十些]|[^，。；]{0,20}[0-9][^，。；]{1,12}中，")
_DATE_RE = lazily(r"^到?(?:20)?[0-9]{2}年[底末]?")
# What ends a clause behind its count.
_BOUND_RE = lazily(r"(?:左右|以上|以内|以下|上下)?")


def goes_on_in_news(claim: Claim) -> bool:
    """True in news for what ends its clause right after a target of its sentence: 增长6%以上，海洋牧场2处，养殖工船5艘."""
    return (
        claim.previous_role == "target"
        and claim.predicate.kind == "none"
        and claim.due is not None
        and claim.segment.mark in LIST_MARKS
        and claim.segment.depth == 0
        and claim.tense != "past"
        and not (claim.is_time or claim.is_rank or claim.is_percent or claim.is_money)
        and claim.quantity.base_unit != ""
        and "unit.shared" not in claim.quantity.rules
        and _ends_in_count(claim, claim.segment)
    )


def is_listed_task(claim: Claim) -> bool:
    """True for the count that ends its clause where the sentence is a list of such: 内涝点销号18处，清掏管网2600公里."""
    return (
        (claim.setting.meta.kind in ("plan", "report") or claim.voice == ISSUER)
        and not (claim.is_percent or claim.is_money or claim.is_time or claim.is_rank)
        and claim.quantity.base_unit != ""
        and "unit.shared" not in claim.quantity.rules
        and claim.quantity.bound not in ("le", "lt")
        and claim.segment.depth == 0
        and claim.tense != "past"
        and _ends_in_count(claim, claim.segment)
        and _is_list(claim, claim.sentence)
    )


def _is_list(claim: Claim, sentence: Sentence) -> bool:
    if _PARTS_RE.match(claim.setting.text, sentence.start):
        return False
    counted = sum(_ends_in_count(claim, segment) for segment in sentence.segments if segment.depth == 0)
    return counted >= _LEAST


def _ends_in_count(claim: Claim, segment: Segment) -> bool:
    """True for a clause of words and one number at its end, the words of which describe nothing."""
    text = claim.setting.text
    live = [q for q in segment.quantities if q.role == "number"]
    if len(live) != 1:
        return False
    before = _DATE_RE.sub("", text[segment.start : live[0].outer[0]])
    behind = text[live[0].outer[1] : segment.end]
    return (
        len(before) >= _LEAST and _TELLS_RE.search(before) is None and _BOUND_RE.fullmatch(behind) is not None
    )
