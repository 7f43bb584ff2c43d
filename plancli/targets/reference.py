"""A claim -> whether its number is what a goal starts from or is compared with."""

from __future__ import annotations

from itertools import pairwise

from plancli.patterns import lazily
from plancli.targets.arrow import ARROW_RE
from plancli.targets.claim import Claim, Whole
from plancli.targets.cues import JOINED, Cues, Verdict
from plancli.targets.start import change_between, is_step

# "由4.1% | 提高到 | 4.5%": what stands before the first and between the two.
_FROM_RE = lazily(r"(?:由|从|自)[^，。；]{0,14}$")
_CHANGE_RE = lazily(r"到|至|为|升|增|降|减|提(?!出|供)|扩")
# "算力已有30EFLOPS，是2020年的 | 3.3倍": what a fact is compared with; behind a goal the multiple is one as well.
_TIMES_RE = lazily(r"^(?:也|约)?[是为](?:20[0-9]{2}年|目前|现在|去年|上年)[^，。；]{0,6}的$")
# "什么概念？ | 相当于过去十几年建成能力的 | 八成": what the number before comes to.
_EQUALS_RE = lazily(
    r"(?:约|大[约致])?相当于(?![^，。；]{0,12}(?:生产总值|GDP|财政))[^，。；]{2,24}的(?:约|近)?"
)
# "达到6000万户，较2020年的 | 640万户增长近9倍"
_THAN_RE = lazily(
    r"[较比](?:20[0-9]{2}年[底末]?|去年|上年|今年|目前|现在)(?:的|实际|实际增[速长]的?|增速的?|水平的?|占比的?)$"
)
_MORE_RE = lazily(r"[^，。；0-9]{0,3}?(?:增长|增加|提高|提升|下降|减少|降低|[高低多少])")
# "在现有12家 | 的基础上再培育8家"
_ON_TOP_RE = lazily(r"[^，。；]{0,12}的?基础上")
# "在确保粮食播种面积稳定在 | 500万亩 | 的基础上，新增10万亩": what is kept is a goal too.
_KEEPS_RE = lazily(r"确保|稳定|保持|坚守|守住|每年|坚持")
# "在实施面积达到 | 4.3亿亩 | 的基础上，再完成3亿亩"
_GOES_BEYOND_RE = lazily(r"，[^，。；0-9]{0,10}(?:再|新|继续|累计)")
_ON_THAT_BASE_RE = lazily(r"[^，。；]{0,40}基础上")
_OF_THEN_RE = lazily(r"在20[0-9]{2}年[底末]?(?:的|约)?$")
_EXISTING_RE = lazily(r"(?:[现原已]有?|既定的?)[^，。；]{0,8}$")


def _is_base(claim: Claim) -> bool:
    """True for what there is, on top of which the goal goes."""
    if claim.after.startswith(("基础上", "的基础上")) and _OF_THEN_RE.search(claim.before):
        return True  # 在2020年78.5岁基础上提高1岁
    if _ON_TOP_RE.match(claim.after) is not None:
        if _EXISTING_RE.search(claim.before) is not None:
            return True  # 在现有12家的基础上再培育8家
        kept = claim.hedged or _KEEPS_RE.search(claim.before) is not None
        beyond = _GOES_BEYOND_RE.match(claim.setting.text, claim.segment.end) is not None
        if claim.before.startswith("在") and beyond and not kept:
            return True
    # 支持585个县整县推进的基础上，再支持100个
    deed = claim.predicate.kind == "deliver" and not (claim.hedged or claim.due_here)
    return deed and _ON_THAT_BASE_RE.fullmatch(claim.after) is not None and not claim.before.endswith("完成")


def starting_value(claim: Claim, cue: Cues) -> Verdict:
    """由4.1%提高到4.5%: the first number is where the goal starts from; a goal told once more as a multiple is one."""
    bare = claim.quantity.bound == "eq" and (claim.is_percent or claim.quantity.base_unit in ("倍", "成"))
    if bare and _EQUALS_RE.fullmatch(claim.before):
        return ("reference", "role.reference.multiple")
    if "基础上" in claim.after and _is_base(claim):
        return ("reference", "role.reference.base")
    if is_multiple_of_then(claim):
        goal = claim.previous_role == "target" and claim.latest is not None
        return ("target", "role.target.stated") if goal else ("reference", "role.reference.multiple")
    if _THAN_RE.search(claim.before) and _MORE_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return ("reference", "role.reference.base")  # 达到6000万户，较2020年的640万户增长近9倍
    if claim.segment.depth and claim.latest is not None and _was_before(claim, claim.latest):
        return ("reference", "role.reference.base")  # 达到60%（2020年为55%）
    following = claim.segment.quantities[claim.index + 1 :]
    if following and ARROW_RE.fullmatch(claim.setting.text, claim.quantity.outer[1], following[0].outer[0]):
        return ("reference", "role.reference.start")  # 健康素养水平：21.9% → 25%
    if not following:
        return None
    if change_between(claim.setting.text, claim.quantity, following[0]) is not None:
        return ("reference", "role.reference.start")  # 42家企业合并为10家
    if not _FROM_RE.search(claim.before):
        return None
    for one, other in pairwise((claim.quantity, *following)):
        between = claim.setting.text[one.outer[1] : other.outer[0]]
        if between not in JOINED:
            return ("reference", "role.reference.start") if _CHANGE_RE.search(between) else None
    return None


def is_multiple_of_then(claim: Claim) -> bool:
    """True for how many times a year's value what was just told is: 达到1200亿元，是2020年的 | 2倍."""
    return claim.quantity.base_unit == "倍" and _TIMES_RE.search(claim.before) is not None


def _was_before(claim: Claim, latest: Whole) -> bool:
    """True in the bracket behind a goal for what it was in a year before that goal's."""
    found = _IN_YEAR_RE.fullmatch(claim.before)
    due = latest.due.end[:4] if latest.due is not None else ""
    today, begins = claim.setting.year, claim.setting.meta.period.start
    over = found is not None and found[1] < due and not is_step(found[1], today, begins)
    return over and latest.unit == claim.quantity.base_unit


_IN_YEAR_RE = lazily(r"(20[0-9]{2})年[底末]?(?:仅|只)?(?:约?[为是])?约?")


def since_last(claim: Claim) -> bool:
    """True where the year of comparison is the one before the plan or its date: 比2025年高1个百分点, in 2026."""
    found, begins = _THAN_YEAR_RE.search(claim.before), claim.setting.meta.period.start
    if found is None:
        return False
    years = [int(year[:4]) - 1 for year in (claim.setting.year, begins) if year]
    return found[1] is None or int(found[1]) in years


_THAN_YEAR_RE = lazily(r"[比较](?:(20[0-9]{2})年|上年)")
