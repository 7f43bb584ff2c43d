"""Cells as the markup lists them -> a table whose spans are resolved, and the text of its rows.

Promise: each cell stands once, at its origin; tables that only lay a page out are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plancli.models import Cell, Table
from plancli.page import Page, RawBlock

# HTML Living Standard, 4.9.11: colspan is clamped to 1000, rowspan to 65534.
MOST_COLUMNS = 1000
# Grid places that spans may cover before they are read as 1; the largest real table seen has 4,000 cells.
MOST_PLACES = 400_000
# A cell that holds most of a table's text in many paragraphs is the page's column, not a value.
# Cells of real tables of measures run to 900 characters and 6 paragraphs.
COLUMN_SHARE = 0.7
COLUMN_LENGTH = 1200
COLUMN_PARAGRAPHS = 8


class RawCell(Struct, frozen=True):
    """A cell as the markup gives it: its paragraphs, its row, and the spans it asks for."""

    paragraphs: tuple[str, ...]
    row: int
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


def is_layout(cells: Sequence[RawCell], has_inner_table: bool) -> bool:
    """Whether a table of these *cells* only arranges what stands in it."""
    filled = [cell for cell in cells if cell.paragraphs]
    in_row = Counter(cell.row for cell in filled)
    # One column or one row: a box around paragraphs, as 专栏 are set, or a line of links.
    if has_inner_table or len(in_row) < 2 or max(in_row.values()) < 2:
        return True
    sizes = [sum(map(len, cell.paragraphs)) for cell in filled]
    largest = max(range(len(sizes)), key=sizes.__getitem__)
    return (
        sizes[largest] > COLUMN_LENGTH
        and len(filled[largest].paragraphs) >= COLUMN_PARAGRAPHS
        and sizes[largest] > COLUMN_SHARE * sum(sizes)
    )


def resolve(cells: Sequence[RawCell]) -> tuple[Table, str]:
    """The table of *cells*, and its text: rows as lines, the cells of a row that say something by tabs."""
    spans_fit = sum(min(c.colspan, MOST_COLUMNS) * min(c.rowspan, len(cells)) for c in cells) <= MOST_PLACES
    rows = sorted({cell.row for cell in cells if cell.paragraphs or cell.rowspan > 1})
    number = {row: index for index, row in enumerate(rows)}
    taken: dict[int, int] = {}
    """Column -> first row that is free again."""
    placed: list[Cell] = []
    lines: list[list[str]] = [[] for _ in rows]
    width = 0
    column = 0
    current = -1
    for cell in cells:
        row = number.get(cell.row)
        if row is None:
            continue
        if row != current:
            current, column = row, 0
        while taken.get(column, 0) > row:
            column += 1
        across = min(cell.colspan, MOST_COLUMNS) if spans_fit else 1
        down = _rows_covered(cell, row, number, len(rows)) if spans_fit else 1
        for place in range(column, column + across):
            taken[place] = row + down
        text = " ".join(cell.paragraphs)
        placed.append(Cell(text, row, column, down, across, cell.header))
        if text:
            lines[row].append(text)
        column += across
        width = max(width, column)
    texts = ["\t".join(line) for line in lines]
    return _with_offsets(placed, texts, width)


def _rows_covered(cell: RawCell, row: int, number: dict[int, int], rows: int) -> int:
    # rowspan="0" reaches to the end of the table; rows without text are not counted.
    if cell.rowspan == 0:
        return rows - row
    last = cell.row + cell.rowspan
    return max(1, sum(1 for other in range(cell.row, min(last, cell.row + rows * 4)) if other in number))


def _with_offsets(placed: Sequence[Cell], texts: Sequence[str], width: int) -> tuple[Table, str]:
    starts: list[int] = []
    at = 0
    kept: list[str] = []
    for text in texts:
        starts.append(at)
        if text:
            kept.append(text)
            at += len(text) + 1
    cells: list[Cell] = []
    row = -1
    for cell in placed:
        if cell.row != row:
            row, at = cell.row, starts[cell.row]
        cells.append(
            Cell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header, offset=at)
        )
        if cell.text:
            at += len(cell.text) + 1
    return Table(tuple(cells), len(texts), width), "\n".join(kept)


class OpenTable(Struct):
    """A table whose end has not been read."""

    first_block: int
    region: int
    cells: list[tuple[int, int, int, bool, int, int]] = []
    """(row, colspan, rowspan, is header, first block, block after the last) of each cell."""
    row: int = -1
    in_head: bool = False
    has_inner: bool = False


def close_table(page: Page, table: OpenTable) -> None:
    """Turn the blocks of a table that holds data into one; leave those of a layout table as they are."""
    blocks = page.blocks
    seen = [
        number
        for *_, first, after in table.cells
        for number in range(first, after)
        if not page.is_unseen(blocks[number].region)
    ]
    inside = set(seen)
    cells = [
        RawCell(
            tuple(_line(blocks[number]) for number in range(first, after) if number in inside),
            row,
            across,
            down,
            header,
        )
        for row, across, down, header, first, after in table.cells
    ]
    if is_layout(cells, table.has_inner):
        return
    resolved, text = resolve(cells)
    rest = [blocks[number] for number in range(table.first_block, len(blocks)) if number not in inside]
    caption = next((block.text for block in rest if page.names[block.region][0] == "caption"), None)
    links = sum(blocks[number].link_size for number in inside)
    del blocks[table.first_block :]
    blocks.extend(rest)
    blocks.append(
        RawBlock("table", text, table.region, link_size=links, table=replace(resolved, caption=caption))
    )


def _line(block: RawBlock) -> str:
    return f"{block.ordinal}{block.text}" if block.ordinal else block.text
