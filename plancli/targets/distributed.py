"""A list of dates and one of numbers -> a date for each number: 到2020、2022、2025年分别达到1、2、3."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from plancli.dates import DateMention
from plancli.models import Quantity
from plancli.patterns import lazily
from plancli.targets.horizon import is_due
from plancli.targets.setting import Setting


def distribute(
    text: str, dates: Sequence[DateMention], series: Sequence[Quantity]
) -> Sequence[DateMention] | None:
    """A date of *dates* for each number of *series* when they stand as one list for it, else None.

    到2020、2022、2025年分别达到1、2、3; for 2022年和2030年 also 30%、18%和45%、25%, two numbers for each.
    """
    listed: list[DateMention] = []
    for mention in reversed(dates):
        if mention.relation == "base":
            continue  # 在2019年基础上提高10%
        if listed and text[mention.span[1] : listed[0].span[0]] not in _BETWEEN_DATES:
            break
        listed.insert(0, mention)
    if len(listed) == len(series):
        return listed
    if len(listed) == 1 and listed[0].kind == "span":
        told = _EACH_OF_THEM_RE.fullmatch(text, listed[0].span[1], series[0].span[0])
        return _years_of(listed[0], len(series)) if told else None
    size = size_of_rounds(text, series)
    if size < 2 or len(listed) * size != len(series):
        return None
    return [mention for mention in listed for _ in range(size)]


# "2023至2025年 | ，每年分别建成 | 1万、1.2万、1.5万个": one thing, and no list that 分别 goes through.
_EACH_OF_THEM_RE = lazily(r"[^。；、和及与]{0,40}分别[^。；、和及与]{0,20}")


def _years_of(mention: DateMention, count: int) -> Sequence[DateMention] | None:
    """A date for each year of a span of *count* years: 2023至2025年，每年分别建成1万、1.2万、1.5万个."""
    first, last = int((mention.start or "0")[:4]), int((mention.end or "0")[:4])
    if last - first + 1 != count:
        return None
    years = [str(year) for year in range(first, last + 1)]
    return [replace(mention, start=year, end=year, kind="year") for year in years]


def size_of_rounds(text: str, series: Sequence[Quantity]) -> int:
    """How many numbers stand in each of the equal groups that 和 joins (30%、18%和45%、25%: 2), 0 when none do."""
    marks = [text[one.outer[1] : other.outer[0]] for one, other in pairwise(series)]
    size = next((n for n, mark in enumerate(marks, start=1) if mark in _AND), 0)
    if not size or len(series) % size:
        return 0
    fits = all((mark in _AND) == (n % size == 0) for n, mark in enumerate(marks, start=1))
    return size if fits else 0


def in_turn(
    setting: Setting, dates: Sequence[DateMention], start: int, series: Sequence[Quantity]
) -> Sequence[DateMention] | None:
    """The dates of the clauses before *start*, one for each number of one measure: 到2026年…、到2028年…，…率分别达到85%、95%."""
    text = setting.text
    topic, respectively, _ = text[start : series[0].outer[0]].partition("分别")
    if not respectively or any(mark in topic for mark in "、和及与"):
        return None
    dues = [mention for mention in dates if is_due(setting, mention)]
    # 到2025年，分别达到10个、100家: the last date is that of both.
    own = dues and _DIGIT_RE.search(text, dues[-1].span[1], start) is not None
    return dues if own and len({m.end for m in dues}) == len(dues) == len(series) else None


_DIGIT_RE = lazily(r"[0-9]")
_BETWEEN_DATES = ("", "、", "和", "及", "与", "年和", "年、")
_AND = ("和", "及", "与", "以及")
