"""Records -> CSV that spreadsheets open as data.

Promise: no cell is run as a formula, and no number is changed. A text that begins with = + - @, a tab or a
return gets an apostrophe before it, unless the whole of it is a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from plancli.visible import harmless

# Excel takes a file without it for the system's code page, and Chinese is lost.
BYTE_ORDER_MARK = "\ufeff"

# Full-width forms too: spreadsheets in Chinese and Japanese settings read ＝ as =.
_FORMULA_RE = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_NUMBER_RE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")

Cell = str | int | float | Decimal | bool | None

TARGET_COLUMNS = (
    "source",
    "title",
    "section_path",
    "id",
    "indicator",
    "value",
    "value_max",
    "unit",
    "base_value",
    "base_value_max",
    "base_unit",
    "bound",
    "approx",
    "measure",
    "per",
    "hedge",
    "deadline",
    "deadline_text",
    "deadline_from",
    "deadline_start",
    "deadline_end",
    "baseline",
    "baseline_value",
    "binding",
    "responsible",
    "section",
    "cell_row",
    "cell_column",
    "sentence",
    "text",
    "start",
    "end",
    "mentions",
    "rules",
    "score",
)
QUANTITY_COLUMNS = (
    "source",
    "line",
    "text",
    "value",
    "value_max",
    "unit",
    "base_value",
    "base_value_max",
    "base_unit",
    "bound",
    "approx",
    "role",
    "target",
    "start",
    "end",
    "rules",
)


def safe_cell(value: Cell) -> str:
    """*value* as the text of a CSV cell.

    >>> safe_cell('=HYPERLINK("x")'), safe_cell("-5%"), safe_cell(Decimal("-1.5"))
    ('\\'=HYPERLINK("x")', '-5%', '-1.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return str(value)
    if _FORMULA_RE.match(value) and not _NUMBER_RE.fullmatch(value):
        value = f"'{value}"
    return harmless(value)


def flat(record: Mapping[str, Any]) -> dict[str, Cell]:
    """A record with lists joined and its spans and cell in columns of their own."""
    row: dict[str, Cell] = {}
    for key, value in record.items():
        if key == "span":
            row["start"], row["end"] = value
        elif key == "deadline_span":
            row["deadline_start"], row["deadline_end"] = value or (None, None)
        elif key == "cell":
            row["cell_row"] = value["row"] if value else None
            row["cell_column"] = value["column"] if value else None
        elif key == "mentions":
            row[key] = ";".join(f"{start}-{end}" for start, end in value)
        elif key == "section_path":
            row[key] = " > ".join(value)
        elif isinstance(value, list):
            row[key] = ";".join(str(part) for part in value)
        else:
            row[key] = value
    return row


def csv_header(columns: Sequence[str]) -> str:
    """The first line."""
    return _line(columns)


def csv_rows(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """One line a record; what is not among *columns* is left out."""
    lines = []
    for record in records:
        row = flat(record)
        lines.append(_line([safe_cell(row.get(column)) for column in columns]))
    return "".join(lines)


def _line(cells: Sequence[str]) -> str:
    buffer = StringIO()
    # With a bare newline as its terminator the writer leaves a carriage return in a cell unquoted.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"
