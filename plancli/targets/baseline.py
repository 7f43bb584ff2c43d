"""A number's clause -> the date it is compared with and the value it starts from."""

from __future__ import annotations

from decimal import Decimal

from plancli.models import Quantity, Span, Target
from plancli.numerals import plain
from plancli.patterns import lazily
from plancli.targets.claim import Claim, holds_number, noun_after
from plancli.targets.predicate import FROM, OUT_OF
from plancli.targets.start import is_multiple_of, is_step, start_of

# "较上年", "比去年", "比上年年初预算": the year before the plan's.
_OPENING = 2
_LAST_YEAR_RE = lazily(r"(?:比|较|与|同)(?:上年|去年|上一年)")
# "由4.1%提高到4.5%", "从2020年的12%提升至15%": what stands before the starting value; not 路由器, 自由.
_FROM_RE = lazily(rf"(?:{FROM}|{OUT_OF}|自(?!由))[^，。；、]{{0,14}}?$")


def find_baseline(claim: Claim, measure: str, start: Quantity | None) -> str | None:
    """ISO date that the number is compared with, or None; *start* is the value that it starts from.

    The comparison must stand in the number's clause, or earlier in its sentence for a change.
    """
    setting = claim.setting
    quantity = claim.quantity
    if start is not None and (since := _year_of(claim, start)) is not None:
        return since
    for mention in reversed(setting.dates_in(claim.clause_start, quantity.span[0])):
        if measure == "level" and not claim.series and mention.span[0] < claim.segment.start:
            continue  # 较2020年翻一番，突破6500亿元
        if mention.relation == "base" or is_multiple_of(setting.text, mention):
            return (
                setting.year if _plans_next_year(claim) and mention.text.startswith("上年") else mention.end
            )
    for mention in setting.dates_in(quantity.outer[1], min(claim.sentence.end, quantity.outer[1] + 8)):
        # 下降6%（以2020年为基数）, 下降12%以上（较2020年）
        if mention.relation == "base" and setting.text[quantity.outer[1]] in "（(":
            return mention.end
    words = setting.text[claim.clause_start : quantity.span[0]]
    if claim.due is not None and words.rstrip("增长下降提高减少加升新净约近超过达到").endswith(
        ("同比", "较年初", "比年初")
    ):
        return str(int(claim.due.end[:4]) - 1)
    if _LAST_YEAR_RE.search(words) and setting.year:
        # 2024年，…较上年提高8个百分点, written in December 2023
        coming = str(int(setting.year) + 1)
        next_year = claim.due is not None and claim.due.end[:4] == coming
        next_year = next_year and (claim.due_here or _plans_next_year(claim))
        return setting.year if next_year else str(int(setting.year) - 1)
    if measure in ("increase", "decrease", "multiple"):
        for mention in reversed(setting.dates_in(claim.sentence.start, claim.clause_start)):
            if mention.relation == "base":
                # 与2020年相比，A下降13.5%，B下降18%: the comparison leads the clauses after it.
                return mention.end if _leads(claim, mention.span[0]) else None
    return None


def _plans_next_year(claim: Claim) -> bool:
    """True in a text that plans for the year after it was written, whose 上年 is that in which it was."""
    year, period = claim.setting.year, claim.setting.meta.period
    return year is not None and period.start == period.end == str(int(year) + 1)


_WAS_JOINTS = frozenset(
    ("", "的", "为", "是", "约", "达", "有", "的约", "约为", "为约", "达到", "已达", "仅为", "仅")
)
"""Between a year and the value of then: 从2022年的189家, （去年为92家）, 2020年为65%."""


def _year_of(claim: Claim, start: Quantity) -> str | None:
    """The year that is named right before the value that the number starts from, or None."""
    setting = claim.setting
    told = setting.dates_in(claim.sentence.start, start.outer[0])[-1:]
    if not told or told[0].kind not in ("year", "relative", "plan_period") or told[0].end is None:
        return None
    joined = setting.text[told[0].span[1] : start.outer[0]] in _WAS_JOINTS
    # 今年的71% is no year of the past; 从“十三五”末的39个 is.
    over = told[0].kind == "year" or setting.year is None or told[0].end[:4] < setting.year
    return told[0].end[:4] if joined and over else None


# "在2020年的基础上 | 单位面积能耗下降5%、碳排放下降7%，…"
_ON_TOP_RE = lazily(r"年[底末]?的?基础上")


def _leads(claim: Claim, at: int) -> bool:
    """True when the comparison stands alone in its clause (与2020年相比，…), or opens the sentence as 在…基础上."""
    text, sentence = claim.setting.text, claim.sentence
    opening = text[max(sentence.start, at - _OPENING) : at].strip("在") in ("", "，", "；", "：")
    if opening and _ON_TOP_RE.search(text, at, at + 14):
        return True
    for segment in claim.sentence.segments:
        if segment.start <= at < segment.end:
            return not holds_number(segment)
    return False


def carried_baseline(claim: Claim, before: Target, measure: str, due: str | None) -> str | None:
    """The year with which the change before it is compared: 能耗比2020年降低13.5%，二氧化碳排放降低 | 18%; else None.

    *before* is the target before it in its sentence, *measure* and *due* are its own.
    """
    alike = before.measure == measure and before.deadline == due and before.base_unit == "%"
    if not alike or before.baseline is None or before.per is not None or not claim.is_percent:
        return None
    between = claim.setting.source[before.span[1] : claim.setting.view.source_span(*claim.quantity.span)[0]]
    told = claim.setting.source[max(0, before.span[0] - _COMPARED) : before.span[0]]
    own = _OWN_RE.search(between) is not None
    named = f"比{before.baseline[:4]}年" in told or f"较{before.baseline[:4]}年" in told
    return before.baseline if named and not own else None


_COMPARED = 60
"""Characters before a change in which the year that it is compared with is named."""
# A clause with a comparison, a date or a rate of its own, or of another sentence or list.
_OWN_RE = lazily(r"[。；;比较]|年均|每年|同比|年(?!龄|级)")


# "分别由2022年的 | 93%、90% | 提高到98%、96%": where each of several starts from.
_STARTS_RE = lazily(
    r"(?:由|从)(?:20[0-9]{2}年[底末]?的?)?([0-9][0-9.]*[^，。；、0-9和]{1,6}(?:[、和][0-9][0-9.]*[^，。；、0-9和]{1,6}){1,5}?)"
    r"(?:分别)?(?:提高|增加|提升|增长|上升|扩大|下降|降低|减少|压减|缩短|降)[^，。；0-9]{0,2}[到至为]"
)


def start_lists(text: str, start: int, end: int) -> list[Span]:
    """Spans between *start* and *end* that list what several numbers start from; no mark inside parts them."""
    if "由" not in text[start:end] and "从" not in text[start:end]:
        return []
    return [found.span(1) for found in _STARTS_RE.finditer(text, start, end)]


# "提升到32% | （2020年为30%左右）"
_WAS_RE = lazily(
    r"(?:20[0-9]{2}年[底末]?|去年|上年|目前|现状|基期|当前|现有?|已有)(?:底|末)?(?:约?[为是：:]|仅|有)?约?"
)


def _in_bracket(claim: Claim) -> Quantity | None:
    """The value that a bracket right after the number says it had before: 提升到32%（2020年为30%）."""
    text, at = claim.setting.text, claim.quantity.outer[1]
    after = claim.sentence.segments[claim.position + 1 : claim.position + 2]
    if text[at : at + 1] not in ("（", "(") or not after or not after[0].quantities:
        return None
    numbers = (q for q in after[0].quantities if q.role != "date")
    told = next((q for q in numbers if q.base_unit == claim.quantity.base_unit), None)
    year = text[at + 1 : at + 5]
    begins = claim.setting.meta.period.start
    if year.isdigit() and is_step(year, claim.setting.year, begins):
        return None  # 提高到40%（2025年为35%）, in a plan of 2021
    if told is None or _WAS_RE.fullmatch(text, at + 1, told.outer[0]) is None:
        return None
    return told if text[told.outer[1] : told.outer[1] + 1] in ("）", ")") else None


def find_start(claim: Claim) -> Quantity | None:
    """The quantity that the number starts from (由4.1%提高到4.5%), or None."""
    first = claim.series[0] if claim.series else claim.quantity
    head = next((s for s in claim.sentence.segments if s.start <= first.span[0] < s.end), claim.segment)
    if (told := _in_bracket(claim) or claim.moves_from) is not None:
        return told
    moved = start_of(claim.setting.text, claim.segment.quantities, claim.index)
    other = (
        moved is not None
        and moved.noun
        and noun_after(claim)
        and not noun_after(claim).startswith(moved.noun[-2:])
    )
    if moved is not None and not claim.series and not other:
        return moved.quantity
    before_it = [q for q in head.quantities if q.span[0] < first.span[0] and q.role not in ("date", "name")]
    if not before_it:
        return _told_before(claim)
    count = len(claim.series)
    listed = before_it[-count:] if count and len(before_it) >= count else before_it[-1:]
    start = listed[min(claim.place, len(listed) - 1)]
    before = claim.setting.text[head.start : listed[0].outer[0]]
    compared = _THAN_THEN_RE.search(before) and _CHANGES_RE.match(claim.setting.text, start.outer[1])
    points = start.base_unit == "%" and claim.quantity.base_unit == "个百分点"
    if start.base_unit != claim.quantity.base_unit and start.unit and not (compared and points):
        return None
    return start if compared or _FROM_RE.search(before) else None


def start_value(start: Quantity | None, quantity: Quantity) -> Decimal | None:
    """The value of *start* in the unit of *quantity*: 由9800万元提高到1.2亿元 -> 0.98, 由九成提高到95% -> 90."""
    if start is None:
        return None
    alike = start.base_unit == quantity.base_unit and start.unit != quantity.unit
    # 由28.6%提高到1/3, 由45%提高到七成: a share stays in per cent.
    spoken = quantity.base_unit == "%" and quantity.unit != "%"
    if spoken or not (alike and quantity.value):
        return start.value
    return plain(start.base_value * quantity.value / quantity.base_value)


# "比2020年的78.6岁 | 提高1岁", "在2020年78.5岁 | 基础上提高1岁"
_THAN_THEN_RE = lazily(r"[比较在](?:20[0-9]{2}年[底末]?|去年|上年)(?:实际)?[^，。；、0-9]{0,4}$")
_CHANGES_RE = lazily(r"(?:的?基础上)?[^，。；、0-9]{0,3}?(?:提[高升]|增|下降|减|降|上升|扩大|[高低多少])")


# "目前已有12家，到2026年 | 增加到 | 30家"
_GOES_TO_RE = lazily(
    r"(?:^|[，将年末底要再]|力争|争取|确保|努力)(?:增加|扩大|提高|提升|增长|减少|压减|降低|下降|发展|增|减|降|升|扩|[干做开]|(?<=年|底|末)达)[到至]$"
)


def _told_before(claim: Claim) -> Quantity | None:
    """What the clause before says there is, of which the number tells no more than the change: 目前已有12家，到2026年增加到 | 30家."""
    previous = claim.previous
    if claim.previous_role != "achieved" or previous is None or _GOES_TO_RE.search(claim.before) is None:
        return None
    if claim.setting.text.startswith("其中", previous.start):
        return None  # 有企业500家，其中高新企业100家，2026年底增加到800家
    numbers = [q for q in previous.quantities if q.role != "date"]
    alone = len(numbers) == 1 and numbers[0].base_unit == claim.quantity.base_unit
    return numbers[0] if alone and not claim.series else None
