"""A table -> its cells by place, the numbers in each, and which columns hold figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from plancli.fold import fold
from plancli.models import Block, Cell, Quantity, Table
from plancli.patterns import IDEOGRAPH, lazily

ROLES_IN_CELLS = frozenset(("number", "ordinal", "identifier", "name", "ratio"))


_DIGIT_RE = lazily(r"[0-9]")
_WORDS_RE = lazily(IDEOGRAPH)


def grid_of(table: Table) -> list[list[Cell | None]]:
    """Cells by row and column, a spanning cell standing in each place it covers."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(table.rows, cell.row + cell.rowspan)):
            for column in range(cell.column, min(table.columns, cell.column + cell.colspan)):
                grid[row][column] = cell
    return grid


def holds_figures(grid: Sequence[Sequence[Cell | None]], column: int, first: int, words: int) -> bool:
    """Whether most cells with digits in *column*, from row *first* on, have at most *words* ideographs beside them."""
    texts = [fold(cell.text) for row in grid[first:] if (cell := row[column]) is not None]
    counted = [text for text in texts if _DIGIT_RE.search(text)]
    return 2 * sum(len(_WORDS_RE.findall(text)) > words for text in counted) <= len(counted)


def quantities_by_cell(
    block: Block, table: Table, quantities: Sequence[Quantity]
) -> dict[tuple[int, int], list[Quantity]]:
    """The numbers of each cell, by its row and column."""
    found: dict[tuple[int, int], list[Quantity]] = {}
    starts = [q.span[0] for q in quantities]
    for cell in table.cells:
        start = block.start + cell.offset
        end = start + len(cell.text)
        near = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        inside = [q for q in near if q.span[1] <= end]
        if inside:
            found[cell.row, cell.column] = inside
    return found
