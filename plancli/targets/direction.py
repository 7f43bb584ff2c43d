"""A table's row, column and cell -> whether its number is a level, an increase, a decrease or a difference in points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plancli.models import Cell, Quantity
from plancli.patterns import lazily
from plancli.targets.headers import LABEL_UNIT_RE

_FALLS_RE = lazily(r"下降|降低|减少|削减|压减")
# 新增就业人数; 新增劳动力 are those who enter the labour market, whatever is said of them.
_ADDS_RE = lazily(r"(?:新增|净增)(?!劳动力)")
_RISES_RE = lazily(r"提高|增长|增加|新增(?!劳动力)|提升")


def measure_of(label: str, text: str, rate: bool) -> str:
    """decrease or increase by the words of the cell, the row's label or the kind of column; else level."""
    plain = LABEL_UNIT_RE.sub("", label)
    if (
        _FALLS_RE.search(text)
        or _FALLS_RE.match(plain)
        or re.search(rf"(?:{_FALLS_RE.pattern})(?:率|幅度)?$", plain)
    ):
        return "decrease"
    if rate or _RISES_RE.search(text) or _ADDS_RE.search(plain):
        return "increase"
    return "increase" if re.search(r"(?:增长|增速|增幅|涨幅|增长率)$", plain) else "level"


def is_difference(
    quantity: Quantity,
    goals: Sequence[Cell | None],
    by_cell: dict[tuple[int, int], list[Quantity]],
    base: tuple[list[Quantity], str | None] | None,
) -> bool:
    """True for what a row's goal is more, or less, than its base: points, where both are shares."""
    ends = [by_cell.get((cell.row, cell.column), []) for cell in goals if cell is not None]
    if not base or not base[0] or not ends or not ends[-1]:
        return False
    return abs(ends[-1][0].value - base[0][0].value) == abs(quantity.value) != 0
