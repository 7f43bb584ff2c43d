"""A claim behind words of the past -> whether they only lead to what is still to be done: 《方案》部署了24项任务，安排项目86个."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim


def issued(claim: Claim) -> bool:
    """True behind words on what was issued: in the sentence, or a plan by name since the past date."""
    if _ISSUED_RE.search(claim.earlier):
        return True
    date = claim.tense_date
    between = claim.setting.text[date.span[1] : claim.quantity.span[0]] if date is not None else ""
    return _PLAN_ISSUED_RE.search(between) is not None


# "前不久，我们印发了工业领域的专项方案。每年推进项目 | 600个"
_PLAN_ISSUED_RE = lazily(r"(?:印发|出台|制定|发布)了?[^。；]{0,16}(?:方案|规划|计划|意见)")
_ISSUED_RE = lazily(r"出台|推出|制定|提出|印发|实施")


def taken_up(claim: Claim) -> bool:
    """True after a clause on what is done with those of an earlier year: 对2024年获批的20个项目，加快前期工作，完成投资5亿元."""
    return _TAKEN_UP_RE.search(claim.earlier) is not None


_TAKEN_UP_RE = lazily(r"[对将]20[0-9]{2}年[^，。；]{0,40}，(?:[^，。；0-9]{2,30}，)+[^，。；]{0,12}$")


def lays_out(claim: Claim) -> bool:
    """True for what a plan lays out: 《方案》部署了5大行动24项任务，配套安排项目 | 86个."""
    return _LAYS_OUT_RE.match(claim.earlier) is not None


_LAYS_OUT_RE = lazily(
    r"[^，。；《》]{0,6}(?:《[^》]{1,40}》|方案|规划|意见|计划)[^，。；0-9]{0,24}(?:部署|提出|明确|安排|设置|设定|确定|列出|谋划)了[^，。；]{2,24}，(?!其中|累计|已|目前|现)(?![^，。；]*(?:累计|已))[^，。；0-9]{0,14}$"
)
