"""A table -> its cells by place, the numbers in each, the labels of its columns, and which of them hold figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from plancli.fold import fold
from plancli.models import Block, Cell, Quantity, Span, Table, Target
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.headers import YEAR_RE, is_header_word

ROLES_IN_CELLS = frozenset(("number", "ordinal", "identifier", "name", "ratio"))


_DIGIT_RE = lazily(r"[0-9]")
_ORDINAL_RE = lazily(r"[（(]\s*[0-9]{1,2}\s*[)）]")
_WORDS_RE = lazily(IDEOGRAPH)


def grid_of(table: Table) -> list[list[Cell | None]]:
    """Cells by row and column, a spanning cell standing in each place it covers."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(table.rows, cell.row + cell.rowspan)):
            for column in range(cell.column, min(table.columns, cell.column + cell.colspan)):
                grid[row][column] = cell
    return grid


# "2025年", "2030年目标", "现状（2020年）": what a row of years is called.
_YEAR_ROW_RE = lazily(
    r"(?:现状|基期|基准)?[（(]?20[0-9]{2}年?(?:底|末)?[)）]?(?:[（(]?(?:现状|基期|基准|实绩|目标|规划|计划|预期|完成)[值数年]?[)）]?)?"
)
_YEAR_ROWS = 2
# "180", "9.5以上", "15～20", "—": what a cell of figures holds; a name beside the year makes it a list of projects.
_FIGURE_RE = lazily(
    r"(?:[≥≤<>约达〔\[(（]|超过?|不[低少超高][于过]){0,3}[0-9][0-9.,]*(?:[~～—–-][0-9.,]+)?[%％〕\])）]{0,3}(?:以上|以下|以内|左右)?|[—–/-]*"
)
_NO_GOALS_RE = lazily(r"补贴|补助|标准(?!煤|化)|限额|预测|利率|还本|电价")


def upright(table: Table, reference: str | None) -> Table:
    """*table* with its years as columns: turned where each row is a year to come or a base and the rest are figures."""
    rows: dict[int, str] = {cell.row: fold(cell.text).strip() for cell in table.cells if cell.column == 0}
    years = [row for row, text in rows.items() if _YEAR_ROW_RE.fullmatch(text)]
    first = min(years, default=0)
    if len(years) < _YEAR_ROWS or first == 0 or years != list(range(first, table.rows)):
        return table
    last = max(found[0] for row in years if (found := YEAR_RE.search(rows[row])) is not None)
    heads = [cell.text for cell in table.cells if cell.row < first and cell.column > 0]
    figures = all(
        _FIGURE_RE.fullmatch(fold(cell.text).strip())
        for cell in table.cells
        if cell.row >= first and cell.column > 0
    )
    ahead = reference is None or last > reference[: len(last)]
    if not (ahead and figures) or any(YEAR_RE.search(head) or _NO_GOALS_RE.search(head) for head in heads):
        return table
    cells = (
        replace(c, row=c.column, column=c.row, rowspan=c.colspan, colspan=c.rowspan) for c in table.cells
    )
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return replace(table, cells=tuple(ordered), rows=table.columns, columns=table.rows)


def holds_figures(grid: Sequence[Sequence[Cell | None]], column: int, first: int, words: int) -> bool:
    """Whether most cells with digits in *column*, from row *first* on, have at most *words* ideographs beside them."""
    texts = [fold(cell.text).strip() for row in grid[first:] if (cell := row[column]) is not None]
    counted = [text for text in texts if _DIGIT_RE.search(text) and not _ORDINAL_RE.fullmatch(text)]
    if not counted and any(map(_ORDINAL_RE.fullmatch, texts)):
        return False  # （1）, （2） beside what is numbered so
    return 2 * sum(len(_WORDS_RE.findall(text)) > words for text in counted) <= len(counted)


def quantities_inside(quantities: Sequence[Quantity], starts: Sequence[int], span: Span) -> list[Quantity]:
    """Those of *quantities*, which begin at *starts*, that lie in *span*."""
    near = quantities[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
    return [q for q in near if q.span[1] <= span[1]]


def quantities_by_cell(
    block: Block, table: Table, quantities: Sequence[Quantity]
) -> dict[tuple[int, int], list[Quantity]]:
    """The numbers of each cell, by its row and column."""
    found: dict[tuple[int, int], list[Quantity]] = {}
    starts = [q.span[0] for q in quantities]
    for cell in table.cells:
        start = block.start + cell.offset
        end = start + len(cell.text)
        inside = quantities_inside(quantities, starts, (start, end))
        if inside:
            found[cell.row, cell.column] = inside
    return found


# "领　域": what is set wide.
_SPACED_RE = lazily(rf"(?<={IDEOGRAPH})\s+(?={IDEOGRAPH})")
# A year in a label; 2000个 is an amount.
_YEAR_SAID_RE = lazily(r"(?:19|20|21)[0-9]{2}(?=年|\W|$)")
# "50所", "≥3万个": a figure with its unit, which no header row below the first holds.
_AMOUNT_RE = lazily(
    rf"(?:[≥≤<>约达]|超过?|突破|达到|不[低少超高][于过]|力争|至少)?[0-9][0-9.,]*%?{IDEOGRAPH}{{1,5}}"
)


# "—", "〔14〕", "下降14%", "预期性": what a cell below the header holds, and no header.
_VALUE_RE = lazily(
    r"[—–/\-]{1,3}|[〔\[【]\s?[≥≤<>]?[0-9][0-9.]*%?\s?[〕\]】]|[^，。；0-9]{0,10}(?:增长|下降|提高|提升|降低|减少|增加|达到|控制在|保持在)[约]?[0-9][^，。；]{0,12}|(?:约束|预期)性(?:指标)?"
)


def header_rows(table: Table, grid: list[list[Cell | None]]) -> int:
    """Rows at the top that hold labels only: years and words, no other numbers."""
    count = 0
    for row in grid:
        texts = [fold(cell.text) for cell in row if cell is not None and cell.text]
        if not texts:
            break
        if not all(cell.header for cell in row if cell is not None):
            rest = [_YEAR_SAID_RE.sub("", text) for text in texts]
            if any(
                re.fullmatch(r"[≥≤<>约]?[0-9.,%\-—/\[\]（）()]*[0-9][0-9.,%\-—/\[\]（）()]*", text)
                for text in rest
            ):
                break
            if count and any(_AMOUNT_RE.fullmatch(text) or _VALUE_RE.fullmatch(text) for text in rest):
                break  # 新建学校 | 50所 | 2024年底; 单位能耗降低（%） | — | 〔14〕
            if (
                count
                and not _under_labels(grid[count - 1], row)
                and not any(is_header_word(text) for text in texts)
            ):
                break
        count += 1
        if count == 3:
            break
    return count


def _under_labels(above: Sequence[Cell | None], row: Sequence[Cell | None]) -> bool:
    """True for a row that only divides labels which span columns: 播种面积 | 产量 under 粮食, nothing under 责任单位."""
    spans = [cell is not None and cell.colspan > 1 for cell in above]
    return any(spans) and all(
        spanned or cell is None or cell is over or not cell.text
        for spanned, over, cell in zip(spans, above, row, strict=True)
    )


def column_labels(table: Table, grid: list[list[Cell | None]], rows: int) -> list[str]:
    """The label of each column: its cells in the first *rows*, one above the other, joined."""
    labels = []
    heads = [_spread(table, grid, row, rows) for row in range(rows)]
    for column in range(table.columns):
        parts: list[str] = []
        for words in heads:
            if words[column] and words[column] not in parts:
                parts.append(words[column])
        # 目标 above 2025年目标 says nothing more.
        distinct = [part for part in parts if not any(part != other and part in other for other in parts)]
        labels.append(_SPACED_RE.sub("", "".join(distinct)))
    return labels


def _spread(table: Table, grid: list[list[Cell | None]], row: int, rows: int) -> list[str]:
    """Words of a header row by column; in a table without spans a label goes on over the blanks beside it.

    浓度 | (blank) | 比率 | (blank) over 2024年 | 2025年 | 2024年 | 2025年.
    """
    words = [cell.text if cell and cell.colspan < table.columns else "" for cell in grid[row]]
    below = grid[row + 1] if row + 1 < rows else []
    divided = [cell is not None and cell.row > row and cell.text != "" for cell in below]
    for column, over in enumerate(divided):
        if column and over and divided[column - 1] and not words[column]:
            words[column] = words[column - 1]
    return words


class Rows:
    """The rows of all tables, by place in Document.text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Note where each row of the tables among *blocks* begins."""
        cells = [
            (block.start + cell.offset, (number, cell.row))
            for number, block in enumerate(blocks)
            if block.table is not None
            for cell in block.table.cells
        ]
        self._starts = [start for start, _ in cells]
        self._rows = [row for _, row in cells]
        self._ends = {number: block.start + len(block.text) for number, block in enumerate(blocks)}

    def differ(self, first: Target, second: Target) -> bool:
        """Whether the two stand in different rows of one table."""
        one, other = self._row(first.span[0]), self._row(second.span[0])
        return one is not None and other is not None and one[0] == other[0] and one[1] != other[1]

    def _row(self, at: int) -> tuple[int, int] | None:
        """(block, row) of the cell at *at*, None outside of tables."""
        place = bisect_right(self._starts, at) - 1
        return self._rows[place] if place >= 0 and at < self._ends[self._rows[place][0]] else None
