"""Records -> JSON, JSON lines or CSV, written as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click

from plancli.messages import Command
from plancli.output import Output

FORMATS_BY_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}


def format_options(function: Command) -> Command:
    """--json, --jsonl and --csv, as the parameter ``form``."""
    options: tuple[tuple[str, str], ...] = (
        ("csv", "CSV; cells that a spreadsheet would run are made text."),
        ("jsonl", "One JSON record a line."),
        ("json", "One JSON array of all records."),
    )
    for name, help_text in options:
        decorate: Callable[[Command], Command] = click.option(
            f"--{name}", "form", flag_value=name, type=click.UNPROCESSED, help=help_text
        )
        function = decorate(function)
    return function


def write_records(
    output: Output, form: str, records: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> None:
    """Write *records* as *form*: json, jsonl or csv with *columns*."""
    from plancli.serialize import dumps
    from plancli.visible import replace_surrogates

    if form == "csv":
        from plancli.render.delimited import BYTE_ORDER_MARK, csv_header, csv_rows

        output.write((BYTE_ORDER_MARK if output.is_file else "") + csv_header(columns))
        for record in records:
            output.write(csv_rows([record], columns))
    elif form == "jsonl":
        for record in records:
            output.write(replace_surrogates(dumps(record)) + "\n")
    else:
        opening = "["
        for record in records:
            output.write(f"{opening}\n{replace_surrogates(dumps(record))}")
            opening = ","
        output.write("\n]\n" if opening == "," else "[]\n")
