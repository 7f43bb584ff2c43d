"""Records -> the short expressions that every view shows: ≥60项, ↑300个/年, 2025."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plancli.files import STANDARD_INPUT
from plancli.models import Quantity, Section, Target
from plancli.serialize import number

BOUND_SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "range": ""}
BOUND_WORDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
MEASURE_SIGNS = {"level": "", "increase": "↑", "decrease": "↓", "multiple": "×", "rank": "#"}
MEASURE_WORDS = {"increase": "add", "decrease": "cut", "multiple": "times", "rank": "rank"}
_PER_SIGNS = {"year": "/年", "month": "/月"}
_HUNDRED = Decimal(100)


def file_name(path: str) -> str:
    """*path* as people are told it: standard input has a name too."""
    return "standard input" if path == STANDARD_INPUT else path


def figure(value: Decimal | None) -> str:
    """*value* in plain digits."""
    shown = number(value)
    return "" if shown is None else f"{Decimal(shown):f}"


def is_reckoned(quantity: Quantity | Target) -> bool:
    """Whether the text writes a share or ratio whose decimals are only reckoned: 三分之二, 一半, 1:15."""
    return not quantity.unit and (quantity.base_unit == "%" or "numeral.ratio" in quantity.rules)


def amount(quantity: Quantity | Target) -> str:
    """Bound sign, value or range, and unit: ≥60项, 6–6.5%; a fraction as it is written: ≥三分之二."""
    if is_reckoned(quantity):
        return _signs(quantity) + quantity.text
    return _signs(quantity) + _ends(quantity.value, quantity.value_max) + _after_digits(quantity.unit)


def base_amount(quantity: Quantity | Target) -> str:
    """The same with the scale multiplied out: ≥3650000000000元."""
    ends = _ends(quantity.base_value, quantity.base_value_max)
    return _signs(quantity) + ends + _after_digits(quantity.base_unit)


def _signs(quantity: Quantity | Target) -> str:
    return BOUND_SIGNS.get(quantity.bound, "") + ("≈" if quantity.approx else "")


def _after_digits(unit: str) -> str:
    """*unit*, apart from the digits before it when it begins with some itself: 9 1/10万."""
    return f" {unit}" if unit[:1].isdigit() else unit


def _ends(low: Decimal, high: Decimal | None) -> str:
    return figure(low) if high is None else f"{figure(low)}–{figure(high)}"


def goal(target: Target) -> str:
    """Direction, amount and rate of a target: ↑≥300个/年."""
    return f"{MEASURE_SIGNS.get(target.measure, '')}{amount(target)}{_PER_SIGNS.get(rate(target) or '', '')}"


def rate(target: Target) -> str | None:
    """Period of the rate, as far as the unit does not say it already: year of 年均300个, None of 100场次/年."""
    said = target.per is not None and target.base_unit.endswith(_PER_SIGNS[target.per])
    return None if said else target.per


def in_percent(target: Target, row: Sequence[Target]) -> str:
    """The share of *target* on the scale of the others in *row*, to stand behind it: ` (66.67%)`, or "".

    It is given where shares are written in different ways (三分之二 and 70%, 八成 and 85%), and where they are
    fractions: nobody sees at once by how much 三分之二 is more than 五分之三.
    """
    alike = bool(target.unit) and all(other.unit == target.unit for other in row)
    if len(row) < 2 or alike or target.base_unit != "%" or target.unit == "%":
        return ""
    return f" ({_ends(target.base_value, target.base_value_max)}%)"


def due(target: Target) -> str:
    """The deadline, in brackets when another sentence, a heading or the title gives it."""
    if target.deadline is None:
        return ""
    return target.deadline if target.deadline_from == "sentence" else f"({target.deadline})"


def start(target: Target) -> str:
    """What the target is compared with: "from 4.1% in 2020", "against 2020", or nothing."""
    if target.baseline_value is not None:
        when = f" in {target.baseline}" if target.baseline else ""
        # The text of a baseline is not kept: where the goal is a fraction, its decimals become per cent.
        if is_reckoned(target) and target.base_unit:
            return f"from {figure(target.baseline_value * _HUNDRED)}{target.base_unit}{when}"
        return f"from {figure(target.baseline_value)}{_after_digits(target.unit)}{when}"
    return f"against {target.baseline}" if target.baseline else ""


def heading(section: Section) -> str:
    """Marker and title as one would write them: 二、明确总体要求, 第一章 总则."""
    if not section.marker or not section.title:
        return section.marker or section.title
    blank = " " if section.marker[-1].isalnum() or section.marker[-1] in "—●•▷#." else ""
    return f"{section.marker}{blank}{section.title}"
