"""Lines of text out of a PDF -> rows of the table whose columns they keep by place, or by what stands in them.

A cell may be wrapped over lines, a row may lack cells, and a header may have several lines: 规模化供水工程服务农村 | 人口比例.
Promise: every word of the lines taken is in one cell; lines that keep no columns are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from plancli.blanks import columns, squeeze
from plancli.patterns import lazily

# Cells that two blanks part, and cells that one blank parts: 2025 年 is one, and so is [ 12 ].
_GAP_CELL_RE = lazily(r"\S(?:[^ \t\u3000]|[ \t\u3000](?![ \t\u3000]))*")
_BLANK_CELL_RE = lazily(r"\S+(?:(?<=[0-9])[ \u3000]年\S*|(?<=\[)[ \u3000]\S+|[ \u3000](?=\])\S+)*")
_TAB = 8
# What a header of such a table has among its words, one of them at least.
_HEADER_RE = lazily(r"指标|单位|目标|任务|序号|名称|属性|(?:19|20)[0-9]{2}\s?年")
_TWO_YEARS_RE = lazily(r"20[0-9]{2}\s?年\S{0,4} (?:20[0-9]{2})")
_YEAR_RE = lazily(r"(?:19|20)[0-9]{2}(?:\s?年|\b)")
# What a column holds, by its header.
_SERIAL_HEAD_RE = lazily(r"序号?|编号")
_VALUE_HEAD_RE = lazily(r"(?:19|20)[0-9]{2}|目标|现状|基期|增长|累计|[（(]20|数量|任务数|实际|完成(?!时)")
_UNIT_HEAD_RE = lazily(r"(?:计量)?单位")
_KIND_HEAD_RE = lazily(r"属性|性质|类型")
_NAME_HEAD_RE = lazily(r"指标(?!属|性|类|值)|名称|任务|项目|内容|县|区|市|地")
# "≥90", "[12]", "1.2万", "—": what stands below a header for a year; not 3.农业 or 12.3公里以外的村.
_VALUE_RE = lazily(
    r"[\[［〔【(（]?\s?[≥≤><＞＜约]?\s?-?[0-9][0-9,.]*\s?(?:[%％‰]|[^\W0-9_]{1,6})?(?:以上|以下|左右|以内)?\s?[\]］〕】)）]?(?:[*※①-⑨]|\[[0-9]\])?"
)
_NONE = frozenset(("-", "—", "——", "－", "/", "--"))
_KINDS, _SHARES = ("约束", "预期"), frozenset("%％‰")
_SERIAL_RE = lazily(r"[0-9]{1,3}[.．、]?")
_GROUP_RE = lazily(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_SECTION_RE = lazily(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节]|专栏|附件|注[：:]"
)
_STOPS = ("。", "；", "！", "？")
LEAST_COLUMNS, LEAST_ROWS = 3, 2
_MOST_COLUMNS = 20
_FARTHEST, _ASTRAY = 10, 4
"""Columns of the screen that may part a cell from the header above it, and by which years may overlap another's."""
_WRONG_KIND, _NO_NAME = 15.0, 5.0
"""What a cell costs below a header of another kind, and a row without a name, in columns of the screen."""
_BLANK_LINES = 2
"""Most empty lines between two rows."""
_WRAPS_AT, _LAST_ROWS = 0.8, 40
"""Share of the widest name in the last rows of a table from which on a name may go on below."""


class _Cell(Struct):
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
    """Cells of the table whose header is line *at*, and the line behind it; no rows when none begins there.

    Read twice: with cells that two blanks part, then with cells that one does, where place tells nothing.
    """
    readings = [
        _Reading(lines, at, _GAP_CELL_RE, placed=True),
        _Reading(lines, at, _BLANK_CELL_RE, placed=False),
    ]
    if _TWO_YEARS_RE.search(lines[at]):
        readings.reverse()  # the columns of the years stand one blank apart
    rows, end = readings[0].rows()
    return (rows, end) if rows else readings[1].rows()


class _Reading:
    """One way of reading the table whose header is line *at*."""

    def __init__(self, lines: Sequence[str], at: int, cell: re.Pattern[str], *, placed: bool) -> None:
        """*placed*: the columns of a line stand below those of the header."""
        self._lines, self._at, self._cell, self._placed = lines, at, cell, placed
        self._header: list[_Cell] = []
        self._names: list[list[str]] = []
        self._rows: list[_Row] = []

    def rows(self) -> tuple[list[list[str]], int]:
        """The cells of the header and of each row, and the line behind the last; no rows where it is no table."""
        below = self._read_header()
        if below == self._at:
            return [], self._at
        rows = self._rows
        fragments: list[list[str]] = []
        end, empty, last = below, 0, below
        for number in range(below, len(self._lines)):
            cells = self._cells(self._lines[number])
            if not cells:
                empty += 1
                if empty > _BLANK_LINES:
                    break
                continue
            if self._ends(cells, number):
                break
            row = self._in_columns(cells)
            if row is None or (len(cells) == 1 and (empty or _is_value(cells[0].text))):
                break
            if row[0] == "1" and rows and not fragments and rows[-1].cells[0] not in ("", "1"):
                break  # another list
            empty = 0
            if not self._is_row(row, len(cells)):
                grouped = _GROUP_RE.match(cells[0].text) is not None
                if not (rows or fragments or grouped) and (not row[0] or row[0] == "号"):
                    for column, words in enumerate(row):
                        self._names[column] += [words] if words else []  # （基期） below 2025年
                else:
                    fragments.append(row)
                    last = number
                if len(fragments) > 2:
                    break
                continue
            rows += _complete(rows, fragments, row)
            fragments = []
            end = number + 1
        if len(fragments) == 1 and rows and last == end and _goes_on(rows, fragments[0]):
            _add(rows[-1].cells, fragments[0], behind=True)
            end += 1
        valued = sum(row.valued for row in rows)
        if valued < LEAST_ROWS or valued < len(rows) / 2:
            return [], self._at
        return [["".join(name) for name in self._names], *(row.cells for row in rows)], end

    def _read_header(self) -> int:
        """The line behind the header's; where it begins when there is none."""
        lines, at = self._lines, self._at
        header, below = self._cells(lines[at]), at + 1
        if [cell.text for cell in header] == ["序"] and below < len(lines):
            # 序 and 号, above and below the line of the others
            header, below = header + self._cells(lines[below]), below + 1
        if not LEAST_COLUMNS <= len(header) <= _MOST_COLUMNS or not _is_header(header):
            return at
        if self._placed and below < len(lines):
            years = self._cells(lines[below])
            apart = all(min(_gap(year, head) for head in header) > -_ASTRAY for year in years)
            if years and apart and all(_YEAR_RE.match(year.text) for year in years):
                # 目标值 above, 2023年 and 2025年 below the line of the others
                header, below = sorted([*header, *years], key=lambda cell: cell.start), below + 1
        self._header = header
        self._names = [[cell.text] for cell in header]
        return below

    def _cells(self, line: str) -> list[_Cell]:
        """The cells of *line*."""
        if not line.strip():
            return []
        line = line.expandtabs(_TAB)
        cells: list[_Cell] = []
        behind = at = 0
        for cell in self._cell.finditer(line):
            start = at + columns(line[behind : cell.start()])
            at, behind = start + columns(cell[0]), cell.end()
            cells.append(_Cell(squeeze(cell[0]), start, at))
        return cells

    def _ends(self, cells: Sequence[_Cell], number: int) -> bool:
        """True for a line that is none of the table's: a sentence, the next header, a section's title."""
        stops = any(cell.text.endswith(_STOPS) for cell in cells)
        numbered = len(cells) == len(self._header) and _SERIAL_RE.fullmatch(cells[0].text) is not None
        if (stops and not numbered) or (self._rows and len(cells) > 1 and _is_header(cells)):
            return True
        words = "".join(cell.text for cell in cells)
        if _SECTION_RE.match(words) is None or (len(cells) > 1 and any(_is_value(c.text) for c in cells[1:])):
            return False
        if not _GROUP_RE.match(words):
            return True
        following = next(
            (line for line in self._lines[number + 1 : number + 2 + _BLANK_LINES] if line.strip()), ""
        )
        below = self._cells(following)
        row = self._in_columns(below) if len(below) > 1 else None
        return row is None or not self._is_row(row, len(below))

    def _is_row(self, row: Sequence[str], filled: int) -> bool:
        """True for a row with a value, or one of tasks: a number and all its cells."""
        if any(_is_value(cell) for cell in row[1:]):
            return True
        return filled == len(row) and _SERIAL_RE.fullmatch(row[0]) is not None

    def _in_columns(self, cells: Sequence[_Cell]) -> list[str] | None:
        """The words of *cells* by column, "" where there are none; None when one stands below no header.

        Each cell goes to a column behind that of the cell before it, so that all together cost as little as can be.
        """
        header = self._header
        if len(cells) > len(header):
            return None
        if len(cells) == len(header):
            return [cell.text for cell in cells]
        # best[n]: least cost, and places, of the cells so far when the last stands in column n.
        best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
        for index, cell in enumerate(cells):
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for last, (cost, places) in best.items():
                for column in range(last + 1, len(header) - (len(cells) - index - 1)):
                    near = cost + self._cost(cell, header[column])
                    if column not in following or near < following[column][0]:
                        following[column] = (near, (*places, column))
            best = following
        named = [n for n, head in enumerate(header) if _NAME_HEAD_RE.search(head.text)]
        _, places = min(
            (cost + (_NO_NAME if named and not set(named) & set(places) else 0.0), places)
            for cost, places in best.values()
        )
        row = [""] * len(header)
        for cell, column in zip(cells, places, strict=True):
            if self._placed and _gap(cell, header[column]) > _FARTHEST:
                return None
            row[column] = cell.text
        return row

    def _cost(self, cell: _Cell, head: _Cell) -> float:
        """How far *cell* stands from *head*, and how little what it holds is what such a column holds."""
        wrong = _WRONG_KIND if _is_of_another_kind(cell.text, head.text) else 0.0
        if not self._placed:
            return wrong
        centres = abs(head.start + head.end - cell.start - cell.end) / 100
        return max(_gap(cell, head), -1) + 1 + centres + wrong


def _gap(cell: _Cell, head: _Cell) -> int:
    """Columns of the screen between the two; less than 1 when they overlap."""
    return max(head.start - cell.end, cell.start - head.end)


def _is_value(text: str) -> bool:
    return text in _NONE or _VALUE_RE.fullmatch(text) is not None


def _is_of_another_kind(text: str, head: str) -> bool:
    """True for a number below a name, words below a year, and the like."""
    if text.startswith(("（", "(")) and not _is_value(text):
        return False  # （基期） below 2025年
    if _SERIAL_HEAD_RE.fullmatch(head):
        return _SERIAL_RE.fullmatch(text) is None and text != "号"
    if _UNIT_HEAD_RE.fullmatch(head):
        return text[0].isdigit() and text not in _NONE
    if _KIND_HEAD_RE.search(head):
        return not text.startswith(_KINDS)
    if text.startswith(_KINDS):
        return True
    if _NAME_HEAD_RE.search(head) and not _YEAR_RE.match(head):
        return _is_value(text) or text in _SHARES
    return _VALUE_HEAD_RE.search(head) is not None and not _is_value(text)


def _is_header(cells: Sequence[_Cell]) -> bool:
    """True for words of which one heads a column, and no number but a year."""
    heads = any(_HEADER_RE.search(cell.text) for cell in cells)
    numbers = [cell.text for cell in cells if "0" <= cell.text[0] <= "9" or cell.text in _NONE]
    return heads and all(_YEAR_RE.match(text) for text in numbers)


def _complete(rows: list[_Row], fragments: list[list[str]], row: list[str]) -> list[_Row]:
    """The rows that *row* and the *fragments* above it make; those that end a row before are added to it."""
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
        widest = max(columns(row.cells[column]) for row in rows[-_LAST_ROWS:])
        if cell and (not last[column] or columns(last[column]) < _WRAPS_AT * widest):
            return False
    return True


def _add(row: list[str], fragment: Sequence[str], *, behind: bool) -> None:
    """Join *fragment* to the cells of *row*, behind or before what they hold."""
    for column, cell in enumerate(fragment):
        row[column] = row[column] + cell if behind else cell + row[column]
