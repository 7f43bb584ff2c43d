"""Lines of plain text -> rows of the table that they draw with tabs, blanks or a line for each cell.

Promise: each cell is squeezed; lines that draw no table are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, takewhile

from plancli.blanks import squeeze
from plancli.layout import laid_out_rows
from plancli.patterns import lazily

# Tabs in a row of a table that was pasted as text; one alone only sets a label off.
LEAST_TABS = 2
# "县（区）\t2024年任务（万亩）": the header of a table of two columns, below which each row has a number.
PAIR_HEADER_RE = lazily(
    r"[^\t0-9]{1,14}\t[^\t。；]{0,20}(?:20[0-9]{2}年?|目标|任务|指标|计划|数量?|[（(][^（()）]{1,8}[)）])"
)
PAIR_VALUE_RE = lazily(r"[≥≤><＞＜约]?\s?[0-9][0-9.,]*\s?(?:[^\W0-9_]{0,4}|[%％])(?:以上|以下|左右)?")
# A row set by blanks: 规模以上企业　　　家　　　556　　　650.
GAP_RE = lazily(r"[ \t\u3000]{2,}")
BLANK_RE = lazily(r"[ \t\u3000]+")
# "序号 指标 单位 2022年 2025年": the header of a table whose columns one blank divides.
VALUES_RE = lazily(
    r"^(?![0-9])\S+[ \u3000](?:\S+[ \u3000])*?[^ \u3000]*(?:20[0-9]{2}年?|目标值?|现状值?)[^ \u3000]{0,6}(?=[ \u3000]|$)"
)
# "≥90", "[12]": sums over the years of a plan stand in brackets.
VALUE_RE = lazily(r"[\[［〔【(（]?[≥≤><约]?\s?-?[0-9]")
YEAR_RE = lazily(r"20[0-9]{2}年?(?![0-9])")
LONGEST_GROUP = 16
"""Characters of a line between the rows of a table that names a group of them."""
SENTENCE_ENDS = ("。", "；", "！", "？", "：")
LEAST_COLUMNS, LEAST_ROWS = 3, 3
NUMBER_HEADERS = frozenset({"序号", "编号"})
"""What heads the numbers of the rows of a table that has a line for each cell."""
WIDEST_STACK = 9
"""Most columns of such a table."""
LINES_AHEAD = 96
"""Lines in which the header and the first rows of one without numbers must stand."""
LONGEST_LABEL = 30
"""Most characters of a row's label there: 政府投资的公共建筑绿色建材应用比例（%）."""
# "2020年（%）", "目标值": what heads a column of values.
VALUE_HEADER_RE = lazily(r"(?:19|20)[0-9]{2}年|目标值?|现状值?|基期值?|任务数|计划数|指标值|数值?$|数量")
SUM_MARKS = "[]［］〔〕【】()（）"
"""What stands around a sum over the years of a plan: [239]."""
NO_VALUE = frozenset("-—/－–") | {"——", "--", "无"}


def drawn_rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Cells of the table without marks that begins at line *at*, and the line behind it; no rows when none does."""
    rows, end = _stacked_rows(lines, at)
    if not rows:
        rows, end = _stacked_values(lines, at)
    if not rows:
        rows = _plain_rows(lines, at)
        end = at + len(rows)
        bare = lines[at].strip()
        if bare == "序" or ("\t" not in bare and (GAP_RE.search(bare) or VALUES_RE.search(bare))):
            placed, behind = laid_out_rows(lines, at)
            rows, end = (placed, behind) if placed and behind >= end else (rows, end)
    return rows, end


def _stacked_rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Cells of the table that begins at *at* with a line for each cell, and where it ends; no rows when none does.

    序号 / 重点任务 / 完成时限 / 1 / 建设基地 / 2024年12月 / 2 / …, as exports of databases give it: the numbers of the
    rows, all as far apart as the header is long, tell that it is one.
    """
    if squeeze(lines[at]) not in NUMBER_HEADERS:
        return [], at
    width = 0
    for n in _filled(lines, at, len(lines)):
        cell = squeeze(lines[n])
        if cell == "1":
            break
        width += 1
        if width > WIDEST_STACK or len(cell) > LONGEST_GROUP or cell.endswith(SENTENCE_ENDS):
            return [], at
    if width < LEAST_COLUMNS:
        return [], at
    rows, end = _stack(lines, at, width, lambda number, row: row[0] == str(number))
    return (rows, end) if len(rows) > LEAST_ROWS else ([], at)


def _stack(
    lines: Sequence[str], at: int, width: int, fits: Callable[[int, list[str]], bool]
) -> tuple[list[list[str]], int]:
    """The rows from *at* on of *width* cells, a line for each, and where they end; a header, then rows that *fits* takes."""
    rows: list[list[str]] = []
    end, row = at, list[str]()
    for place in _filled(lines, at, len(lines)):
        row.append(squeeze(lines[place]))
        if len(row) < width:
            continue
        if rows and not fits(len(rows), row):
            break
        rows.append(row)
        end, row = place + 1, []
    return rows, end


def _stacked_values(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """The same of a table without numbers of its rows, where the columns that the header calls values hold nothing else.

    市（州） / 2016年（%） / 2020年（%） / 某市 / 93.5 / 97 / 另一市 / 98.6 / 99 / …
    """
    if not _is_label(squeeze(lines[at])) or GAP_RE.search(lines[at].strip()):
        return [], at
    ahead = _filled(lines, at, min(len(lines), at + LINES_AHEAD))
    cells = [squeeze(lines[place]) for place in islice(ahead, WIDEST_STACK)]
    # A sentence or a title among them heads no column.
    short = takewhile(lambda cell: len(cell) <= LONGEST_GROUP and not cell.endswith(SENTENCE_ENDS), cells)
    headed = [VALUE_HEADER_RE.search(cell) is not None for cell in short]
    if not any(headed) or headed[0]:
        return [], at
    cells += [squeeze(lines[place]) for place in islice(ahead, WIDEST_STACK * LEAST_ROWS)]
    for width in range(headed.index(True) + 1, min(len(headed), len(cells) // (LEAST_ROWS + 1)) + 1):
        valued = headed[:width]
        starts = range(width, width * (LEAST_ROWS + 1), width)
        if all(_is_row(cells[start : start + width], valued) for start in starts):
            return _stack(lines, at, width, partial(_has_values, valued))
    return [], at


def _filled(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    return (place for place in range(start, end) if lines[place].strip())


def _has_values(valued: Sequence[bool], _: int, cells: Sequence[str]) -> bool:
    return _is_row(cells, valued)


def _is_row(cells: Sequence[str], valued: Sequence[bool]) -> bool:
    return all((_is_value if is_one else _is_label)(cell) for cell, is_one in zip(cells, valued, strict=True))


def _is_label(cell: str) -> bool:
    return 0 < len(cell) <= LONGEST_LABEL and not (VALUE_RE.match(cell) or cell.endswith(SENTENCE_ENDS))


def _is_value(cell: str) -> bool:
    return cell in NO_VALUE or PAIR_VALUE_RE.fullmatch(cell.strip(SUM_MARKS)) is not None


def _plain_rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """Cells of the table without marks that begins at *at*; [] when none does."""
    tabs, header = lines[at].count("\t"), lines[at].strip()
    if tabs >= LEAST_TABS:
        return _tabbed_rows(lines, at)
    if tabs == 1 and PAIR_HEADER_RE.fullmatch(header):
        rows = _tabbed_rows(lines, at)
        pairs = len(rows) > LEAST_ROWS and all(PAIR_VALUE_RE.fullmatch(row[1]) for row in rows[1:])
        return rows if pairs else []
    if GAP_RE.search(header):
        return _spaced_rows(lines, at, GAP_RE)
    return _spaced_rows(lines, at, BLANK_RE) if VALUES_RE.search(header) else []


def _spaced_rows(lines: Sequence[str], at: int, gap: re.Pattern[str]) -> list[list[str]]:
    """Cells of the rows from *at* on that *gap* divides into columns: a header, then values; [] for less than three rows.

    Words spread out by hand (通　　知) and signatures side by side are no table: each row below the first has a number.
    """
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        cells = [squeeze(cell) for cell in gap.split(lines[number].strip())]
        if rows and _is_header(cells):
            break
        if (
            len(cells) == 1
            and rows
            and 0 < len(cells[0]) <= LONGEST_GROUP
            and not cells[0].endswith(SENTENCE_ENDS)
        ):
            cells += [""] * (len(rows[0]) - 1)  # 一、服务保障, above its rows
            rows.append(cells)
            continue
        if len(cells) < LEAST_COLUMNS or (rows and len(cells) != len(rows[0])):
            break
        values = sum(VALUE_RE.match(cell) is not None for cell in cells[1:])
        if any(cell.endswith(SENTENCE_ENDS) for cell in cells) or (rows and not values):
            break
        rows.append(cells)
    while rows and rows[-1][1:] == [""] * (len(rows[-1]) - 1):
        rows.pop()
    return rows if sum(row[1] != "" for row in rows) >= LEAST_ROWS else []


def _is_header(cells: Sequence[str]) -> bool:
    """True for a row whose numbers are all years: the header of the next table."""
    values = [cell for cell in cells[1:] if VALUE_RE.match(cell)]
    return bool(values) and all(YEAR_RE.match(cell) for cell in values)


def _tabbed_rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """Cells of the rows from *at* on that tabs divide into one number of columns; [] for less than two rows."""
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        cells = [squeeze(cell) for cell in lines[number].rstrip("\n").split("\t")]
        filled = sum(cell != "" for cell in cells)
        if any(cell.endswith(("。", "；", "，", "：")) for cell in cells):
            break  # sentences that tabs only set apart
        if (rows and len(cells) != len(rows[0])) or filled < min(2, len(cells)) or not cells[0] + cells[1]:
            break
        rows.append(cells)
    return rows if len(rows) > 1 else []
