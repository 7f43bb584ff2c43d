"""A claim -> whether it is a result held against what was aimed at: 好于预期, 超额完成任务, 完成目标的55%."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Cues, Verdict
from plancli.targets.voice import SPOKEN

# 其中，新改建30所，今年秋季投入使用
TO_COME_RE = lazily(r"今年|明年|年内|年底|月底?前|[，将]将?于20[0-9]{2}年")
# "工业增长7.3%，好于7%左右的预期；…，超额完成70万人的年度任务": what came out is held against what was meant.
_BEATS_RE = lazily(
    r"(?:(?:好于|优于|快于)[^，。；]{0,10}|(?:高于|低于|超出|未达到?)[^，。；0-9]{0,10})(?:预期(?!目标为)|年初[^，。；]{0,6}目标|年度目标)|(?:高于|快于|优于|好于)[^，。；0-9]{0,20}的?目标要求"
    r"|超额完成[^，。；]{0,12}(?:任务|目标|计划)"
)


# A report's own list of goals says 超额完成省定目标任务; what it was, with its number, only a look back says.
_BEATS_NUMBER_RE = lazily(
    r"(?:好于|优于|快于)[^，。；0-9]{0,4}[0-9][^，。；]{0,8}(?:预期|目标)|超额完成[^，。；0-9]{0,4}[0-9][^，。；]{0,10}(?:任务|目标|计划)"
)
_MEANT_RE = lazily(r"确保|力争|争取|全力")


def beats_a_goal(claim: Claim) -> bool:
    """True in a sentence that compares results with the goals set for them and names nothing to come."""
    told = claim.words
    if "预期" not in told and "目标" not in told and "超额" not in told:
        return False
    beats = _BEATS_RE if claim.setting.meta.kind in SPOKEN else _BEATS_NUMBER_RE
    if beats.search(told) is None:
        return False
    return TO_COME_RE.search(told) is None and _MEANT_RE.search(told) is None


# "计划新改建300公里，| 完成路基 | 85公里", in a notice on how far things are.
_PROGRESS_RE = lazily(
    r"^(?!.*(?:方案|制度|办法|加快)).*(?:进展|完成|推进|开工)情况(?:的?(?:通报|报告|公示))?$"
)
_OF_THE_PLAN_RE = lazily(r"(?:计划|目标|任务)[^，。；]{0,14}[0-9][^，。；]{0,10}，$")
_DONE_SO_FAR_RE = lazily(r"(?:现|均|目前)?(?:完成|建成|开工|竣工|完工|投用|新增|落实)(?!投资率|率)")


def progresses(claim: Claim) -> bool:
    """True in a progress report for what is done of a number that the clause before plans."""
    told = claim.setting.text[claim.sentence.start : claim.segment.start]
    return (
        _DONE_SO_FAR_RE.match(claim.before) is not None
        and _OF_THE_PLAN_RE.search(told) is not None
        and _PROGRESS_RE.search(claim.setting.meta.title or "") is not None
    )


_OF_THE_AIM_RE = lazily(r"完成[^，。；]{0,12}(?:目标|任务|计划)(?:[^，。；]{0,20}的|(?:约|近)?)$")


def fulfils(claim: Claim) -> bool:
    """True for the share of an aim that a sentence on years that are over tells of: 2021年至2023年建成72万套，完成目标任务130万套的55%."""
    aim = _OF_THE_AIM_RE.search(claim.before)
    if not claim.is_percent or claim.hedged or aim is None:
        return False
    # 2024年结转的项目，6月底前完成年度计划的60%: the date nearest to the deed is to come.
    start = claim.quantity.outer[0] - len(claim.before) + aim.start()
    told = claim.setting.dates_in(claim.sentence.start, start)
    year = claim.setting.year
    return bool(told) and year is not None and all((date.end or "9") < year for date in told)


# "占五年 | 350万人 | 目标的53%", "与 | 4.6个 | 的规划目标相比", "要实现 | 2.8% | 的目标，后三年…"
_CALLED_AIM_RE = lazily(
    r"(?:左右|以上|以内|以下)?的?(?:[一二三四五]年|规划|预期|约束性|年度|全年|总体|发展|增长|“?十[三四五六]五”?(?:规划|时期|末)?){0,2}目标(?:值|任务)?(?=的(?:[0-9一二三四五六七八九]|差距|要求)|还|仍|尚|相比|差|有|$)"
)
_HELD_AGAINST_RE = lazily(
    r"(?:占|距离?|离|与|同|完成|对比|对照)了?[^，。；]{0,16}$|(?:要|需)(?:如期)?(?:实现|完成|达到)[^，。；]{0,12}$"
)


# "仅完成2025年500万千瓦 | 目标的 | 40%"
_OF_THE_WHOLE_AIM_RE = lazily(
    r"(?:占|仅|已|完成)[^，。；]{0,30}[0-9][^，。；]{1,8}目标(?:任务|计划)?的(?:约|近)?$"
)
_TO_COME_TOO_RE = lazily(r"将|要(?!求)|[月年]底?前")
_OF_A_YEAR_RE = lazily(r"的?(?:年度|全年|当年|年初)")
_CLAUSE_RE = lazily("[，。；：]")


def aimed_at(claim: Claim, cue: Cues) -> Verdict:
    """The goal that the news holds a result against, where it is not one of a year that is over."""
    del cue
    setting, due = claim.setting, claim.due
    reported = setting.meta.kind in SPOKEN and claim.is_percent and not (claim.hedged or claim.planned)
    if (
        reported
        and _OF_THE_WHOLE_AIM_RE.search(claim.earlier)
        and _TO_COME_TOO_RE.search(claim.before) is None
    ):
        return ("achieved", "role.achieved.compared")
    if not is_held_against(claim):
        return None
    end = due.end if due is not None else setting.meta.period.end
    if end is None or end[:4] < (setting.year or "0"):
        return None
    clause = claim.quantity.outer[0] - len(_CLAUSE_RE.split(claim.earlier)[-1])
    told = setting.dates_in(clause, claim.quantity.outer[0])
    over = any((date.end or "9")[:4] < (setting.year or "0") for date in told)
    # 2016年竣工6.4万套，超额完成5万套和6万套的年度目标
    over = over or (claim.tense == "past" and _OF_A_YEAR_RE.match(claim.after) is not None)
    return None if over else ("target", "role.target.aimed")


def is_held_against(claim: Claim) -> bool:
    """True in the news for an aim that a result is measured by: 占五年 | 350万人 | 目标的53%."""
    if claim.setting.meta.kind not in SPOKEN or "目标" not in claim.after:
        return False
    return (
        _CALLED_AIM_RE.match(claim.after) is not None and _HELD_AGAINST_RE.search(claim.earlier) is not None
    )
