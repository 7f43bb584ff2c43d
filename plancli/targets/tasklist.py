"""A count that no known verb governs -> whether it is an item of a plan's list of tasks: 墒情站110处，谷坊210道."""

from __future__ import annotations

from plancli.clauses import Segment, Sentence
from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import LIST_MARKS, Cues
from plancli.targets.voice import ISSUER

_LEAST = 2
"""Fewest clauses of a sentence that end in a count of their own for it to be a list of tasks."""
# What stands before a count that describes: 涉及居民3126户, 现有床位300张, 海岸线长3752公里, 每村2名, 围绕5条产业链.
_TELLS_RE = lazily(
    r"[每已近仅共约超达是为有在从由按对各]|涉及|现有|目前|累计|合计|总计|一共|拥有|下辖|辖|位于|占|途经|设计|总|全长|包括|其中|平均|人均|户均|不足|只有|尚|仍|保留|继续|获|列|围绕|聚焦|针对|依托|瞄准|立足|用好|满|面积|人口|长度|宽度|高度|直径|海拔|时速|投资|规模|容量|库容|装机|产能|价|班额|[大中小]班|长$|宽$|坝$|队员|成员|组长|领队|教练|考官|反馈问题|排污口|行政村$|自然村$|岸线$|耕地$"
)
# "上述94个站点中，| 公路站50个，铁路站44个"
_PARTS_RE = lazily(r"上述|以上|该|这[0-9一二三四五六七八九十两几些]|[^，。；]{0,20}[0-9][^，。；]{1,12}中，")
# "推进海州机场扩建，| 航站楼12万平方米", "依托资源优势，| 森林360万亩", "水系发达，| 河流120条": one work, a support, a description
_SETTING_RE = lazily(
    r"[^，。；0-9]{0,20}(?:(?:众多|发达|漫长|完善|坚实|大[市县省国]|较[高大]|便利|丰富|良好|优势|制度|资源)，|(?:工程|扩建|机场|大道|水库|港)，)|(?:依托|用[足好]|发挥|加强|深化|面对|对照|建立|位于|抽样|参会|针对|聚焦|围绕)"
)
# "全市 | 抢险队伍60支", "我县 | 景区12家"
_PLACE_RE = lazily(r"[我全本各][省市县区镇乡村州]")
# Headings over what there is or who takes part: 区域概况, 空间布局, 应急保障, 竞赛办法; not 优化产业布局.
_STOCK_RE = lazily(
    r"^(?!优化|强化|开发|扩大|承办|新增|改善|建设|完善|提升|加强|稳定|促进).*?(?:概况|布局|应急(?:保障|准备)|物资|竞赛|赛事|岗位|条件|范围)"
)
# "全市共有 | 行政村1200个", "已建成 | 站点30个"
_THERE_RE = lazily(r"共有|现有|涉及|拥有|下辖|辖[0-9]|共辖|已建成|已有")
# "2027年 | 报废机动车年拆解能力80万辆": when, before what is counted.
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
        and _is_item(claim)
    )


def is_listed_task(claim: Claim, cue: Cues) -> bool:
    """True for the count that ends its clause where the sentence is a list of such: 内涝点销号18处，清掏管网2600公里."""
    return (
        (claim.setting.meta.kind in ("plan", "report") or claim.voice == ISSUER or _is_led(claim))
        and claim.quantity.bound not in ("le", "lt")
        and _is_item(claim)
        and _is_list(claim, claim.sentence, cue)
    )


def _is_item(claim: Claim) -> bool:
    """True for a count outside of brackets that ends its clause and is not told of the past."""
    return (
        not (claim.is_percent or claim.is_money or claim.is_time or claim.is_rank)
        and claim.quantity.base_unit != ""
        and "unit.shared" not in claim.quantity.rules
        and claim.segment.depth == 0
        and claim.tense != "past"
        and _ends_in_count(claim, claim.segment)
    )


def _is_led(claim: Claim) -> bool:
    """True behind 到“十四五”末，…, whoever tells of it."""
    return claim.due is not None and claim.due_here and claim.due.sets_a_limit


def _is_list(claim: Claim, sentence: Sentence, cue: Cues) -> bool:
    """True for a sentence that lists things with their counts, and does not describe a place, a work or what there is."""
    text = claim.setting.text
    if claim.chain and _STOCK_RE.search(claim.chain[0].title):
        return False
    if _PARTS_RE.match(text, sentence.start) or _SETTING_RE.match(text, sentence.start):
        return False
    outer = [segment for segment in sentence.segments if segment.depth == 0]
    counted = [segment for segment in outer if _ends_in_count(claim, segment)]
    # 现有村1200个，自然村6800个: what there is goes on.
    told = any(
        segment.quantities and _THERE_RE.search(text, segment.start, segment.end)
        for segment in outer
        if segment.start < claim.segment.start
    )
    if len(counted) < _LEAST or told:
        return False
    # 全市抢险队伍60支，冲锋舟120艘: what a place has; 全市道路亮化1800盏 does something
    first = text[counted[0].start : counted[0].end]
    return _PLACE_RE.match(first) is None or cue.search("deliver", first) is not None


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
