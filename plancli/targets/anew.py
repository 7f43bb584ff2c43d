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
    """True after a clause on what is done with those of an earlier year: 对2024年获批的20个项目，加快前期工作，完成投资5亿元.

    So it is of the months that are left: 前7个月建成12所，后5个月建成 | 8所.
    """
    left = _MONTHS_LEFT_RE.match(claim.before) is not None
    return left or _TAKEN_UP_RE.search(claim.earlier) is not None


_MONTHS_LEFT_RE = lazily(r"后[0-9一二两三四五六七八九]+个?(?:月|季度)|下半年|剩余")
_TAKEN_UP_RE = lazily(r"[对将]20[0-9]{2}年[^，。；]{0,40}，(?:[^，。；0-9]{2,30}，)+[^，。；]{0,12}$")


def lays_out(claim: Claim) -> bool:
    """True for what a plan lays out: 《方案》部署了5大行动24项任务，配套安排项目 | 86个."""
    return _LAYS_OUT_RE.match(claim.earlier) is not None


_LAYS_OUT_RE = lazily(
    r"[^，。；《》]{0,6}(?:《[^》]{1,40}》|方案|规划|意见|计划)[^，。；0-9]{0,24}(?:部署|提出|明确|安排|设置|设定|确定|列出|谋划)了[^，。；]{2,24}，(?!其中|累计|已|目前|现)(?![^，。；]*(?:累计|已))[^，。；0-9]{0,14}$"
)


def by_efforts(claim: Claim) -> bool:
    """True under a heading of goals in a plan for what years of effort lead to: 经过三年努力，产业规模突破500亿元."""
    aimed = (
        claim.polarity == "goal"
        and claim.tense_date is None
        and claim.setting.meta.kind in ("plan", "report")
    )
    return aimed and _EFFORTS_RE.match(claim.setting.text, claim.sentence.start) is not None


_EFFORTS_RE = lazily(
    r"经过[一二三四五六七八九十0-9]+年(?:左右)?的?(?:持续)?(?:努力|奋斗|攻坚|建设|发展)，(?![^。\n]*(?:已|了(?!解)|现有|目前|累计|奠定))"
)


def is_years_task(claim: Claim) -> bool | None:
    """Whether the year's task is still to be met by what was told before: 截至7月末筹集3.67万套，全年的任务是6万套.

    None for what is no such task.
    """
    if claim.dated_clause or _TASK_IS_RE.fullmatch(claim.before) is None:
        return None
    return _short_of(claim)


def _short_of(claim: Claim) -> bool:
    """True where what was told before of the same falls short of the number, and nothing says that it is met."""
    before = (
        [q for q in claim.previous.quantities if q.base_unit == claim.quantity.base_unit]
        if claim.previous
        else []
    )
    met = _MET_LATER_RE.match(claim.setting.text, claim.quantity.outer[1]) is not None
    return (
        claim.polarity != "past" and not met and all(q.base_value < claim.quantity.base_value for q in before)
    )


def begins_new(claim: Claim) -> bool:
    """True in a plan's tasks for new works beside those carried over: 续建2023年结转小区4个，新开工改造 | 11个."""
    tasks = claim.setting.meta.kind == "plan" and claim.polarity == "goal"
    return tasks and _NEWLY_RE.match(claim.before) is not None


_NEWLY_RE = lazily(r"新(?:开工|建|改建|增|启动)")


def plans_the_year(claim: Claim) -> bool:
    """True in a look back at the year's first months for what the whole of it is planned to bring: 全年计划新开工 | 4286套."""
    today, due = claim.setting.reference or "", claim.due
    running = due is not None and due.end[:4] == today[:4] and "03" <= today[5:7] <= "11"
    return running and _YEAR_PLANNED_RE.search(claim.earlier) is not None


_YEAR_PLANNED_RE = lazily(
    r"(?:^|[，。；])[^，。；0-9]{0,12}(?:全年|年度)计划(?:投资|总投资|新|改|建|完成|实施|开工|筹集|培训|招引|引进)[^，。；]{0,40}$"
)
_MET_LATER_RE = lazily(r"，(?:完成率|超额|提前|圆满|如期|已(?!(?:新[增建]|完成|开工|建成|筹集)[0-9])|完成)")
# "省下达我市今年改造任务75个小区", "投资任务全年186亿元"
YEARS_TASK = r"[^，。；0-9]{0,20}(?:今年|全年|年度)[^，。；0-9]{0,8}(?:任务|目标)(?:数|为|是)?|[^，。；0-9]{2,24}(?:任务|目标)全年"
_TASK_IS_RE = lazily(
    r"(?:而|但)?(?:全年|年度|今年)的?(?:(?:计划|目标|任务)(?:任务)?[数量]?(?:是|为)|(?:预期|工作)?目标)"
    # "投资任务全年186亿元，已完成97亿元"; not 完成年度任务75个
    rf"|(?!.{{0,20}}(?:完成|实现|达成|占|超额?|兑现))(?:{YEARS_TASK})"
)


def turns_ahead(claim: Claim) -> bool:
    """True behind a sentence of the paragraph on what comes next: 下半年，我们将抓好增产保供。全年产量达到47亿吨."""
    text, sentence = claim.setting.text, claim.sentence
    start = claim.setting.blocks[sentence.block][0]
    return _COMES_NEXT_RE.search(text, start, sentence.start) is not None


_COMES_NEXT_RE = lazily(r"(?<![^。\n])(?:下半年|下一步|接下来|今后|下一阶段)，?[^。]{0,16}(?:将|要)(?!求)")
