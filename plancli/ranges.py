"""Two measures joined by a dash, 至 or 到 -> one range: 6%—6.5%, 10到15个, 1.5万至2万人.

Promise: the first measure is changed only when the pair reads as a range from the lower to the higher.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from plancli.numerals import plain
from plancli.readings import Measure

_ONE = Decimal(1)
_CONNECTOR_RE = re.compile(r"[-~—–]{1,2}|[至到]|[和与]")
# 1-2-3 and 600-1: a code, a score or a section number.
_MORE_RE = re.compile(r"[-—~][0-9A-Za-z]")
_WIDEST_BARE = 100_000
"""Numbers without unit above this that stand on either side of a dash are codes."""


def join_range(text: str, first: Measure, read_at: Callable[[int], Measure | None]) -> bool:
    """Widen *first* to the range it begins; False when it begins none."""
    if first.high is not None or first.bound is not None or (first.kind == "pp" and first.unit == "BP"):
        return False
    match = _CONNECTOR_RE.match(text, first.end)
    if match is None:
        return False
    second = read_at(match.end())
    if second is None or second.high is not None or second.bound is not None:
        return False
    spoken = match.group() in ("至", "到")
    if match.group() in ("和", "与") and not text.startswith("之间", second.end):
        return False
    if spoken and first.unit and text[first.start - 1 : first.start] in ("从", "由", "自"):
        return False  # 从10家到20家 is a change
    if not _same_unit(first, second):
        return False
    if not first.unit and not second.unit and not (first.scale or second.scale) and not spoken:
        wide = first.value >= _WIDEST_BARE or second.value >= _WIDEST_BARE
        if wide or _MORE_RE.match(text, second.end) or text[first.start - 1 : first.start] in ("-", "—", "."):
            return False
    return _widen(first, second, match.group())


def _same_unit(first: Measure, second: Measure) -> bool:
    if not first.unit and first.kind != "fraction":
        return True
    if not second.unit and second.kind != "fraction":
        return first.kind == "percent" and first.numeral == "parts"  # 百分之五到十
    return first.base == second.base and first.kind == second.kind


def _widen(first: Measure, second: Measure, connector: str) -> bool:
    low, high = first.value, second.value
    unit = second if second.base or second.unit else first
    scale, scale_factor = second.scale, second.scale_factor
    if first.unit and second.unit and (first.factor != second.factor):
        return False
    # 1-2万人 shares the scale; 8000-1.2万人 and 5000万-1亿元 have one each.
    if first.scale != second.scale and (first.scale or first.unit or low >= high):
        low, high = plain(low * first.scale_factor), plain(high * second.scale_factor)
        scale, scale_factor = "", _ONE
    if low >= high:
        return False
    first.value, first.high = low, high
    first.scale, first.scale_factor = scale, scale_factor
    first.unit, first.base, first.factor = unit.unit, unit.base, unit.factor
    first.kind, first.loose = unit.kind, unit.loose
    first.end = second.end
    first.rules.append("range.words" if connector in "至到和与" else "range.dash")
    first.rules += [rule for rule in second.rules if rule not in first.rules]
    return True
