"""A count without a verb -> whether it says how many of a thing there are to be: 发展目标。全省A级物流企业600家以上."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.voice import SPOKEN

# "全省A级物流企业 | 600家以上", "到2025年入园企业 | 60户": a thing and how many of it, no more.
_THINGS_RE = lazily(
    r"(?![^，。；]*(?:[现原共已]有|涉及|已|拥有|共计?$|目前|其中|包括|涵盖|达|为$|有$|存量|常住(?!人口)|户籍|(?<!千)(?<!万)(?<!常住)人口|行政村|自然村|乡镇|街道|老旧小区|危房|危旧|老年人|老人|儿童|学生|教师|农户|居民|患者))[^，。；：、0-9（）]{3,30}"
)


# "数读｜某市卫生规划，这些数字和你有关！", "一图读懂", "一篇看完关键数字"
_DIGEST_RE = lazily(
    r"[一两]?[图文篇表张]{1,2}[^，。；]{0,2}(?:读懂|看懂|看完|速览|了解|全解|读完)|数[读说]|(?:这些|关键|核心)数字|划重点|速览"
)


def in_digest(claim: Claim) -> bool:
    """True in a post that sums up a plan in short lines, outside of what it tells of the past."""
    meta = claim.setting.meta
    digest = meta.kind == "plan" and _DIGEST_RE.search(meta.headline or meta.title or "") is not None
    return digest and "past" not in (claim.polarity, claim.tense)


def is_counted(claim: Claim) -> bool:
    """True for things and their number alone, under a heading of goals or after the year by which they are to be."""
    quoting = claim.setting.meta.kind in SPOKEN and claim.setting.meta.plan is not None
    if not (quoting or claim.setting.meta.kind == "plan") or claim.after or claim.tense == "past":
        return False
    start, end = claim.predicate.lead
    if claim.previous_role not in (None, "target", "qualifier"):
        return False
    goals = claim.under_goals or in_digest(claim)
    mention = claim.due.mention if claim.due_here and claim.due is not None else None
    opens = (
        mention is not None and mention.relation == "due" and mention.span[1] <= start <= mention.span[1] + 1
    )
    listed = mention is None and _is_item_of(claim)
    things = _THINGS_RE.fullmatch(claim.setting.text, start, end) if goals or opens or listed else None
    return things is not None and not (goals and is_territory(things[0]))


def _is_item_of(claim: Claim) -> bool:
    """True in a list whose lead gives the date: 到2025年，培育目标如下： / ——创新型中小企业 | 10000家以上."""
    setting, due = claim.setting, claim.due
    mention = due.mention if due is not None and due.source == "list" else None
    if mention is None or mention.relation != "due" or claim.position or claim.segment.depth:
        return False
    lead = setting.block_at(mention.core[0])
    item = setting.block_at(claim.sentence.start)
    opens = setting.text[setting.blocks[lead][1] - 1] in "：:"
    return opens and lead < item and claim.sentence.start <= setting.blocks[item][0] + _MARKER


_MARKER = 8
"""Most characters of what marks an item: ——, （12）."""
# "规划区总面积 | 201万平方公里", "区内沙化土地面积 | 8800余万公顷": how large the land is; not 造林面积.
_TERRITORY_RE = lazily(
    r"[^，。；、]{0,10}(?:(?:国土|区域|幅员|流域|辖区|规划区?|行政区域?|[市县区省内])总?面积|^总面积|陆域面积|海域面积|[区县市省]内[^，。；、]{0,8}面积|户籍人口|岸线(?:总长|长度))"
)


def is_territory(topic: str) -> bool:
    """True for what a land is, which no plan changes by saying it without a verb.

    >>> is_territory("总面积"), is_territory("区内沙化土地面积"), is_territory("造林面积")
    (True, True, False)
    """
    return _TERRITORY_RE.fullmatch(topic) is not None


_YEAR_ALONE_RE = lazily(r"(?:到|至)?20[0-9]{2}年(?:底|末)?(?:为|达|达到)?")


def is_stage(claim: Claim) -> bool:
    """True for a later year's value of what was just set, in the same unit: 2025年产值180亿元，2027年260亿元."""
    before = list(claim.previous.quantities) if claim.previous is not None else []
    same = before != [] and before[-1].base_unit == claim.quantity.base_unit
    return same and claim.due_here and not claim.after and _YEAR_ALONE_RE.fullmatch(claim.before) is not None
