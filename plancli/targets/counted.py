"""A count without a verb -> whether it says how many of a thing there are to be: 发展目标。全省A级物流企业600家以上."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.voice import SPOKEN

# "全省A级物流企业 | 600家以上", "到2025年入园企业 | 60户": a thing and how many of it, no more.
_THINGS_RE = lazily(
    r"(?![^，。；]*(?:[现原共已]有|涉及|已|拥有|共计?$|目前|其中|包括|涵盖|达|为$|有$|存量|常住|户籍|人口|行政村|自然村|乡镇|街道|老旧小区|危房|危旧|老年人|老人|儿童|学生|教师|农户|居民|患者))[^，。；：、0-9（）]{3,30}"
)


def is_counted(claim: Claim) -> bool:
    """True for things and their number alone, under a heading of goals or after the year by which they are to be."""
    quoting = claim.setting.meta.kind in SPOKEN and claim.setting.meta.plan is not None
    if not (quoting or claim.setting.meta.kind == "plan") or claim.after or claim.tense == "past":
        return False
    start, end = claim.predicate.lead
    goals = any("目标" in node.title for node in claim.chain if node.kind == "section")
    mention = claim.due.mention if claim.due_here and claim.due is not None else None
    opens = (
        mention is not None and mention.relation == "due" and mention.span[1] <= start <= mention.span[1] + 1
    )
    first = claim.previous_role in (None, "target", "qualifier")
    return (goals or opens) and first and _THINGS_RE.fullmatch(claim.setting.text, start, end) is not None
