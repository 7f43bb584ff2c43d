"""A deed in the news -> whether it is what offices do day by day, told in numbers, and no goal."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.voice import ISSUER, SPOKEN

# "负责人表示，将在全国建设20个": what an official says will be done.
WILL_RE = lazily(
    r"(?:^|还|也|并|[年里内]|[我全本][省市区县州])将(?![军来领才])|(?:全年|年内|今年|明年|下一步)(?:还|也)?(?:要(?!求)|将|拟|计划)"
)
# What offices do day by day: the news tells of it in numbers, 今年受理诉求12万件.
_DAILY = frozenset(
    ("受理", "办结", "审结", "侦破", "查处", "抽检", "抽查", "检查", "走访", "慰问", "走访慰问", "表彰", "演出", "展演", "巡演", "调处", "追回", "追缴", "挽损", "回访", "返还", "采集", "复查", "推送")
)  # fmt: skip


def is_daily(claim: Claim) -> bool:
    """True in the news for what offices do day by day, where nothing says that it is to be done."""
    verb, today = claim.setting.text[slice(*claim.predicate.verb)], claim.setting.reference or ""
    daily = verb in _DAILY or (verb in _OF_WORKS and today[5:7] >= "07")
    if claim.setting.meta.kind not in SPOKEN or not daily:
        return False
    due = claim.due
    ahead = claim.hedged or claim.planned or claim.voice == ISSUER or claim.previous_role == "target"
    ahead = (
        ahead or claim.polarity == "goal" or "将" in claim.before or _BY_RE.search(claim.earlier) is not None
    )
    ahead = ahead or (due is not None and (due.sets_a_limit or due.end[:4] > today[:4]))
    if not ahead and verb not in _NEVER_PLANNED:
        ahead = today[5:7] <= "02" or _ON_TASKS_RE.search(claim.setting.meta.title or "") is not None
    return not (ahead or WILL_RE.search(claim.earlier))


_OF_WORKS = frozenset(("掘进", "浇筑", "上线", "举行", "承接"))
_NEVER_PLANNED = frozenset(("受理", "办结", "审结", "侦破", "查处", "追回", "追缴", "挽损", "返还"))
_BY_RE = lazily(r"下半年|[底末]之?前|[0-9一二三四五六七八九十]月之?前")
_ON_TASKS_RE = lazily(r"20[0-9]{2}年[^，。；]*(?:任务|计划|目标|方案|安排)|实事(?:项目|清单)")
