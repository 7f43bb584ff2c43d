"""Lines of text out of a PDF -> rows of the table whose columns they keep by place alone.

A cell may be wrapped over lines, a row may lack cells, and a header may have two lines: 规模化供水工程服务农村 | 人口比例.
Promise: every word of the lines taken is in one cell; lines that keep no columns are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from plancli.blanks import squeeze
from plancli.patterns import lazily

_CELL_RE = lazily(r"\S(?:[^ \t\u3000]|[ \t\u3000](?![ \t\u3000]))*")
_TAB = 8
# What a header of such a table has among its words, one of them at least.
_HEADER_RE = lazily(r"指标|单位|目标|任务|序号|名称|属性|(?:19|20)[0-9]{2}\s?年")
_YEAR_RE = lazily(r"(?:19|20)[0-9]{2}(?:\s?年|\b)")
# "≥90", "[12]", "1.2万", "—": what stands below a header for a year; not 3.农业 or 12.3公里以外的村.
_VALUE_RE = lazily(
    r"[\[［〔【(（]?[≥≤><约]?\s?-?[0-9][0-9,.]*\s?(?:[%％‰]|[^\W0-9_]{1,6})?(?:以上|以下|左右|以内)?[\]］〕】)）]?(?:[*※①-⑨]|\[[0-9]\])?"
)
_NONE = frozenset(("-", "—", "——", "－", "/", "--"))
_SERIAL_RE = lazily(r"[0-9]{1,3}[.．、]?")
_GROUP_RE = lazily(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_STOPS = ("。", "；", "！", "？")
LEAST_COLUMNS, LEAST_ROWS = 3, 2
_MOST_COLUMNS = 20
_FARTHEST = 10
"""Columns of the screen that may part a cell from the header above it."""
_BLANK_LINES = 2
"""Most empty lines between two rows."""
_WRAPS_AT, _LAST_ROWS = 0.8, 40
"""Share of the widest name in the last rows of a table from which on a name may go on below."""


class _Placed(Struct):
    """A cell of one line: its words and the columns of the screen that they take."""

    text: str
    start: int
    end: int


class _Row(Struct):
    """A row as it is put together."""

    cells: list[str]
    valued: bool
    """It has a number, or a dash, in a column behind the first."""


def laid_out_rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Cells of the table whose header is line *at*, and the line behind it; no rows when none begins there."""
    header, below = _placed(lines[at]), at + 1
    if [cell.text for cell in header] == ["序"] and below < len(lines):
        header, below = (
            header + _placed(lines[below]),
            below + 1,
        )  # 序 and 号, above and below the line of the others
    if not LEAST_COLUMNS <= len(header) <= _MOST_COLUMNS or not _is_header(header):
        return [], at
    names = [[cell.text] for cell in header]
    rows: list[_Row] = []
    fragments: list[list[str]] = []
    end, empty = below, 0
    for number in range(below, len(lines)):
        cells = _placed(lines[number])
        if not cells:
            empty += 1
            if empty > _BLANK_LINES:
                break
            continue
        if any(cell.text.endswith(_STOPS) for cell in cells) or (
            rows and len(cells) > 1 and _is_header(cells)
        ):
            break
        row = _in_columns(cells, header)
        if row is None or (len(cells) == 1 and (empty or _VALUE_RE.fullmatch(cells[0].text))):
            break
        empty = 0
        if not _has_values(row):
            if not rows and not fragments and (not row[0] or row[0] == "号"):
                for column, cell in enumerate(row):
                    names[column] += [cell] if cell else []  # （基期） below 2025年
            else:
                fragments.append(row)
            if len(fragments) > 2:
                break
            continue
        rows += _complete(rows, fragments, row)
        fragments = []
        end = number + 1
    if fragments and rows and len(fragments) == 1 and _goes_on(rows, fragments[0]):
        _add(rows[-1].cells, fragments[0], behind=True)
        end += 1
    valued = sum(row.valued for row in rows)
    if valued < LEAST_ROWS or valued < len(rows) / 2:
        return [], at
    return [["".join(name) for name in names], *(row.cells for row in rows)], end


def _placed(line: str) -> list[_Placed]:
    """The cells of *line* that two blanks or a tab part."""
    if not line.strip():
        return []
    line = line.expandtabs(_TAB)
    placed: list[_Placed] = []
    behind = at = 0
    for cell in _CELL_RE.finditer(line):
        start = at + _width(line[behind : cell.start()])
        at, behind = start + _width(cell[0]), cell.end()
        placed.append(_Placed(squeeze(cell[0]), start, at))
    return placed


def _width(text: str) -> int:
    return len(text) + sum(char > "\u2e7f" for char in text)


def _is_header(cells: Sequence[_Placed]) -> bool:
    """True for words of which one heads a column, and no number but a year."""
    heads = any(_HEADER_RE.search(cell.text) for cell in cells)
    numbers = [cell.text for cell in cells if "0" <= cell.text[0] <= "9" or cell.text in _NONE]
    return heads and all(_YEAR_RE.match(text) for text in numbers)


def _in_columns(cells: Sequence[_Placed], header: Sequence[_Placed]) -> list[str] | None:
    """The words of *cells* by column, "" where there are none; None when one stands below no header.

    Each cell goes to a column behind that of the cell before it, so that all together are as near as can be.
    """
    if len(cells) > len(header):
        return None
    # best[n]: least distance, and places, of the cells so far when the last stands in column n.
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for index, cell in enumerate(cells):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (cost, places) in best.items():
            for column in range(last + 1, len(header) - (len(cells) - index - 1)):
                near = cost + _distance(cell, header[column])
                if column not in following or near < following[column][0]:
                    following[column] = (near, (*places, column))
        best = following
    _, places = min(best.values())
    row = [""] * len(header)
    for cell, column in zip(cells, places, strict=True):
        if max(header[column].start - cell.end, cell.start - header[column].end) > _FARTHEST:
            return None
        row[column] = cell.text
    return row


def _distance(cell: _Placed, head: _Placed) -> float:
    """How far *cell* stands from *head*: the gap between them, and a little for centres that differ."""
    gap = max(head.start - cell.end, cell.start - head.end, -1) + 1
    return gap + abs(head.start + head.end - cell.start - cell.end) / 100


def _has_values(row: Sequence[str]) -> bool:
    return any(cell in _NONE or _VALUE_RE.fullmatch(cell) is not None for cell in row[1:])


def _complete(rows: list[_Row], fragments: list[list[str]], row: list[str]) -> list[_Row]:
    """The rows that *row*, which has values, and the *fragments* above it make; those that end a row before are added to it."""
    made: list[_Row] = []
    for place, fragment in enumerate(fragments):
        first = next(cell for cell in fragment if cell)
        lone = sum(cell != "" for cell in fragment) == 1
        last = place == len(fragments) - 1
        lacks = any(cell and not have for cell, have in zip(fragment, row, strict=True))
        serial = _SERIAL_RE.fullmatch(fragment[0]) is not None
        if lone and _GROUP_RE.match(first):
            made.append(_Row(fragment, valued=False))
        elif last and (serial or lacks) and not (serial and row[0]):
            _add(row, fragment, behind=False)
        elif rows and not made and _goes_on(rows, fragment):
            _add(rows[-1].cells, fragment, behind=True)
        elif last and not lone:
            _add(row, fragment, behind=False)
        else:
            made.append(_Row(fragment, valued=False))
    return [*made, _Row(row, valued=True)]


def _goes_on(rows: Sequence[_Row], fragment: Sequence[str]) -> bool:
    """Whether *fragment* may end cells of the last row: each of them is about as wide as its column gets."""
    last = rows[-1].cells
    for column, cell in enumerate(fragment):
        widest = max(_width(row.cells[column]) for row in rows[-_LAST_ROWS:])
        if cell and (not last[column] or _width(last[column]) < _WRAPS_AT * widest):
            return False
    return True


def _add(row: list[str], fragment: Sequence[str], *, behind: bool) -> None:
    """Join *fragment* to the cells of *row*, behind or before what they hold."""
    for column, cell in enumerate(fragment):
        row[column] = row[column] + cell if behind else cell + row[column]
