"""Records -> JSON, JSON lines or CSV, written as they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plancli.output import Output

# What form_options takes.
RECORD_FORMS = {
    "json": "One JSON array of all records.",
    "jsonl": "One JSON record a line.",
    "csv": "CSV; cells that a spreadsheet would run are made text.",
}
FORMATS_BY_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}


def write_records(
    output: Output, form: str, records: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> None:
    """Write *records* as *form*: json, jsonl or csv with *columns*."""
    from plancli.serialize import dumps

    if form == "csv":
        from plancli.render.delimited import BYTE_ORDER_MARK, csv_header, csv_rows

        output.write((BYTE_ORDER_MARK if output.is_file else "") + csv_header(columns))
        for record in records:
            output.write(csv_rows([record], columns))
    elif form == "jsonl":
        for record in records:
            output.write(dumps(record) + "\n")
    else:
        opening = "["
        for record in records:
            output.write(f"{opening}\n{dumps(record)}")
            opening = ","
        output.write("\n]\n" if opening == "," else "[]\n")
