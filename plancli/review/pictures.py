"""Targets -> the geometry of the small pictures: columns by deadline and ticks along the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from plancli.models import Target
from plancli.review.wording import UNDATED, year_of

# Distinct hues that stay apart for colour-blind readers; further years share the last.
COLOURS = 6
# Number of the neutral colour of targets without a deadline.
NEUTRAL = COLOURS

_WIDTH, _HEIGHT = 420, 64
# One column alone has nothing to be compared with.
_LONE_HEIGHT = 18
_COLUMN, _GAP = 26, 40
# Room for the half of a label that is wider than its column.
_MARGIN = 6


class Column(Struct, frozen=True):
    """Targets of one deadline year, drawn at its place in time."""

    year: str
    count: int
    colour: int
    x: float
    height: float
    width: int = _COLUMN


class Timeline(Struct, frozen=True):
    """Columns in order of time, the undated last."""

    columns: list[Column]
    width: float
    height: int


def colours_of(years: Iterable[str]) -> dict[str, int]:
    """Colour number of each year, earliest first; the same for a year wherever it appears."""
    dated = sorted(set(years) - {UNDATED})
    colours = {year: min(place, COLOURS - 1) for place, year in enumerate(dated)}
    colours[UNDATED] = NEUTRAL
    return colours


def timeline(targets: Sequence[Target], colours: dict[str, int]) -> Timeline:
    """Columns whose distance is the time between them, pushed apart where they would touch."""
    counts = Counter(year_of(target.deadline) for target in targets)
    dated = sorted(year for year in counts if year != UNDATED)
    most = max(counts.values(), default=1)
    numbers = [int(year) for year in dated]
    room = _WIDTH - _MARGIN - _GAP * (2 if UNDATED in counts else 1)
    step = room / max(numbers[-1] - numbers[0], 1) if numbers else 0
    height = _HEIGHT if len(counts) > 1 else _LONE_HEIGHT
    columns: list[Column] = []
    for year, number in zip(dated, numbers, strict=True):
        x = _MARGIN + (number - numbers[0]) * min(step, _GAP * 1.6)
        if columns:
            x = max(x, columns[-1].x + _GAP)
        columns.append(_column(year, counts[year], colours, x, height / most))
    if UNDATED in counts:
        x = columns[-1].x + _GAP if columns else _MARGIN
        columns.append(_column(UNDATED, counts[UNDATED], colours, x, height / most))
    width = columns[-1].x + _GAP if columns else _GAP
    return Timeline(columns, max(width, _WIDTH), height)


def _column(year: str, count: int, colours: dict[str, int], x: float, scale: float) -> Column:
    # The shortest column is still tall enough to click.
    return Column(year, count, colours[year], round(x, 1), max(round(count * scale, 1), 4.0))
