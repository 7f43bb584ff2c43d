"""Targets -> the short forms that tables and tooltips show: ≥ 60项, ↓ 13.5%, 3650000000000元 grouped."""

from __future__ import annotations

from decimal import Decimal

from plancli.models import Target
from plancli.render.phrase import is_reckoned, rate
from plancli.serialize import number

BOUND_SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "range": ""}
MEASURE_SIGNS = {"level": "", "increase": "↑", "decrease": "↓", "multiple": "×", "rank": "№"}
UNDATED = ""


def year_of(deadline: str | None) -> str:
    """Year of an ISO date of any precision; UNDATED when there is none."""
    return deadline[:4] if deadline else UNDATED


def short_value(target: Target, per: str = "") -> str:
    """Value of *target* as one short expression, *per* being the word for its rate.

    The unit is the text's own, a fraction wholly; the sign before it is that of the bound.
    """
    low, high = grouped(target.value), target.value_max
    figure = low if high is None else f"{low}—{grouped(high)}"
    signs = [
        MEASURE_SIGNS.get(target.measure, ""),
        BOUND_SIGNS.get(target.bound, "") + ("≈" if target.approx else ""),
        target.text if is_reckoned(target) else with_unit(figure, target.unit),
        per,
    ]
    return " ".join(sign for sign in signs if sign)


def rate_word(target: Target, words: dict[str, str]) -> str:
    """What *words* call the rate of *target*; "" when it has none or its unit says it."""
    period = rate(target)
    return words[f"per_{period}"] if period else ""


def base_value(target: Target) -> str:
    """Value of *target* in its base unit, grouped in threes."""
    low, high = grouped(target.base_value), target.base_value_max
    return with_unit(low if high is None else f"{low}—{grouped(high)}", target.base_unit)


def with_unit(figure: str, unit: str) -> str:
    """*figure* and *unit*, a blank between them where the unit begins with a digit of its own.

    >>> with_unit("9", "1/10万"), with_unit("60", "项")
    ('9 1/10万', '60项')
    """
    return f"{figure} {unit}" if unit[:1].isdigit() else figure + unit


def grouped(value: Decimal) -> str:
    """*value* without trailing zeros, its whole part in groups of three.

    >>> grouped(Decimal("3650000.50"))
    '3,650,000.5'
    """
    return f"{number(value):,}"
