"""Targets -> a small picture for the terminal: bars by deadline year, gaps in time marked.

``timeline(document, width)`` gives a rich renderable, or None when a picture would say nothing (fewer than two
deadlines). Call it only where ``Look.pictures`` is set, which is never for a pipe or a file.

Promise: years, counts and signs are whole at any width that ``Look`` has; only the bars give way.
"""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from plancli.models import Document, Target
from plancli.render.console import DIM
from plancli.render.tree import bar

# Cells of the longest bar on a wide terminal.
_WIDTH = 40
_YEAR = len("2025")
# Blanks behind each column but the last.
_GUTTER = 2
# A break in the column of years longer than this is shown.
_GAP = 2
# One stretch of the bar for each kind of goal, in this order, with a sign of its own in the legend.
_MEASURES = {
    "level": ("", "cyan"),
    "increase": ("↑", "green"),
    "decrease": ("↓", "magenta"),
    "multiple": ("×", "blue"),
    "rank": ("#", "yellow"),
}


def timeline(document: Document, width: int) -> RenderableType | None:
    """Bars of the document's targets by deadline year in *width* cells, or None when all are of one year."""
    by_year: dict[str, list[Target]] = {}
    for target in document.targets:
        by_year.setdefault(target.deadline[:4] if target.deadline else "", []).append(target)
    if len(by_year) < 2:
        return None
    most = max(len(targets) for targets in by_year.values())
    signs = {year: _signs(targets) for year, targets in by_year.items()}
    beside = _YEAR + len(str(most)) + 2 * _GUTTER + max(map(len, signs.values()))
    longest = max(1, min(_WIDTH, width - beside))
    table = Table(box=None, padding=(0, _GUTTER, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style=DIM, justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    before: int | None = None
    for year in sorted(by_year, key=lambda name: (name == "", name)):
        if before is not None and year and int(year) - before > _GAP:
            table.add_row("⋮", "", "")
        before = int(year) if year else None
        drawn = _bar(by_year[year], most, longest).append(signs[year], style=DIM)
        table.add_row(year or "–", str(len(by_year[year])), drawn)
    return Group(table, Text())


def _bar(targets: list[Target], most: int, longest: int) -> Text:
    """One bar, its stretches coloured by kind of goal; that of *most* targets has *longest* cells."""
    length = len(bar(len(targets), most, longest))
    counts = Counter(target.measure for target in targets)
    text = Text()
    done = share = 0
    for measure, (_, style) in _MEASURES.items():
        share += counts[measure]
        end = round(length * share / len(targets))
        text.append("▇" * (end - done), style=style)
        done = end
    return text


def _signs(targets: list[Target]) -> str:
    """How many are of each of the rarer kinds, as stands behind the bar: ` ↑3 ×1`."""
    counts = Counter(target.measure for target in targets)
    return "".join(
        f" {sign}{counts[measure]}" for measure, (sign, _) in _MEASURES.items() if sign and counts[measure]
    )
