"""Two measures joined by a dash, 至 or 到 -> one range: 6%—6.5%, 10到15个, 1.5万至2万人.

Promise: the first measure is changed only when the pair reads as a range from the lower to the higher.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from plancli.models import Quantity
from plancli.numerals import plain
from plancli.patterns import lazily
from plancli.readings import Measure

_ONE = Decimal(1)
# "10万元（含） | —20万元": the first is in the range, or is not.
_CONNECTOR_RE = lazily(r"(?:[（(]不?含[）)])?(?P<sign>[-~—–]{1,2}|[至到])|(?P<joint>[和与])")
# 1-2-3 and 600-1: a code, a score or a section number.
_MORE_RE = lazily(r"[-—~][0-9A-Za-z]")
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
    spoken = match["sign"] in ("至", "到")
    if match["joint"] and not text.startswith("之间", second.end):
        return False
    if spoken and first.unit and text[first.start - 1 : first.start] in ("从", "由", "自"):
        return False  # 从10家到20家 is a change
    if not _same_unit(first, second):
        return False
    if not first.unit and not second.unit and not (first.scale or second.scale) and not spoken:
        wide = first.value >= _WIDEST_BARE or second.value >= _WIDEST_BARE
        if wide or _MORE_RE.match(text, second.end) or text[first.start - 1 : first.start] in ("-", "—", "."):
            return False
    return _widen(first, second, match["sign"] or match["joint"])


# What may stand between 大于等于30 and 小于50.
_JOINTS = frozenset(
    ("", "、", "，", ",", "且", "并", "但", "而", "并且", "，且", "，但", "，并", "，而", "，并且")
)


def join_limits(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """The range from a lower limit to an upper one beside it: 大于等于30且小于50, 10人以上50人以下."""
    if low.bound not in ("ge", "gt") or high.bound not in ("le", "lt") or low.role != high.role:
        return None
    joint = text[low.outer[1] : high.outer[0]]
    if joint not in _JOINTS or low.base_value >= high.base_value:
        return None
    # 高于60%，低于70% is a range; 增长6%以上，控制在7%以内 speaks of two things.
    if joint in ("，", ",") and (low.outer[0] == low.span[0] or high.outer[0] == high.span[0]):
        return None
    if low.base_unit != high.base_unit and low.base_unit:
        return None
    factor = high.base_value / high.value if high.value else _ONE
    shared = not low.base_unit and high.base_unit != ""
    same = low.unit == high.unit or (shared and low.unit == "")
    span = (low.span[0], high.span[1])
    first = low.base_value * factor if shared else low.base_value
    if first >= high.base_value:
        return None
    return replace(
        low,
        span=span,
        text=text[span[0] : span[1]],
        value=low.value if same else first,
        value_max=high.value if same else high.base_value,
        unit=high.unit if same else high.base_unit,
        base_value=plain(first),
        base_value_max=high.base_value,
        base_unit=high.base_unit,
        bound="range",
        approx=low.approx or high.approx,
        outer=(low.outer[0], high.outer[1]),
        rules=(*low.rules, *high.rules, "range.limits"),
        cues=(*low.cues, *high.cues),
    )


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
