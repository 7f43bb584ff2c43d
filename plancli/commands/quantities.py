"""plancli quantities: every number with its unit, bound and role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from plancli.options import Inputs, Look, reads_files, role_option
from plancli.output import Output
from plancli.render.records import FORMATS_BY_SUFFIX, RECORD_FORMS, write_records
from plancli.suffixes import TEXT_SUFFIXES, form_options, format_of

if TYPE_CHECKING:
    from plancli.models import Document, Quantity
    from plancli.serialize import Record

Row = tuple["Quantity", str | None]


@click.command(short_help="Every number, target or not.")
@form_options(**RECORD_FORMS)
@click.option("--line", "by_line", is_flag=True, help="Each line of the input is a text of its own.")
@role_option
@reads_files
def quantities(
    inputs: Inputs, output: Output, look: Look, form: str | None, by_line: bool, role: tuple[str, ...]
) -> None:
    """Every number, target or not.

    Each with its place, value, unit, bound and role. --line reads plain lines instead of a page: sentences,
    cells of a spreadsheet, one a line; such numbers have no heading or date around them that tells goals.

    \b
      plancli quantities article.html
      plancli quantities article.html --role target --jsonl
      echo 研发经费投入强度达到3.5%左右 | plancli quantities --line --json -
    """
    form = format_of(output, form, {**FORMATS_BY_SUFFIX, **TEXT_SUFFIXES})
    if form is not None:
        from plancli.render.delimited import QUANTITY_COLUMNS

        records = _line_records(inputs, role) if by_line else _document_records(inputs, role)
        write_records(output, form, records, QUANTITY_COLUMNS)
        return
    from plancli.render.numbers import nothing_view, quantities_view

    texts = _lines(inputs, role) if by_line else _documents(inputs, role)
    gap = ""
    for title, path, text, rows in texts:
        output.write(gap + quantities_view(title, text, rows, look, path=path, is_choice=bool(role)))
        gap = "\n"
    if inputs.delivered and not gap:
        output.write(nothing_view(look, is_choice=bool(role)))


def _chosen(rows: list[Row], roles: tuple[str, ...]) -> list[Row]:
    return [row for row in rows if not roles or row[0].role in roles]


def _rows(document: Document) -> list[Row]:
    from plancli.render.numbers import target_by_span

    owners = target_by_span(document.targets)
    return [
        (quantity, owners[quantity.span].id if quantity.span in owners else None)
        for quantity in document.quantities
    ]


def _documents(inputs: Inputs, roles: tuple[str, ...]) -> Iterator[tuple[str | None, str, str, list[Row]]]:
    """Title, path, text and chosen numbers of each document."""
    for document in inputs.documents():
        inputs.warn(document.source.path, document.warnings)
        chosen = _chosen(_rows(document), roles)
        yield document.meta.title, document.source.path, document.text, chosen


def _document_records(inputs: Inputs, roles: tuple[str, ...]) -> Iterator[Record]:
    from plancli.render.numbers import quantity_records

    for document in inputs.documents():
        inputs.warn(document.source.path, document.warnings)
        yield from quantity_records(document.source.path, _chosen(_rows(document), roles))


def _read_lines(inputs: Inputs) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of each input."""
    from plancli.decode import decode
    from plancli.files import read_bytes

    def read(path: str) -> tuple[str, list[str]]:
        data = read_bytes(path, max_bytes=inputs.max_bytes)
        return path, decode(data, inputs.encoding).text.splitlines()

    return inputs.each(read)


def _lines(inputs: Inputs, roles: tuple[str, ...]) -> Iterator[tuple[str | None, str, str, list[Row]]]:
    """The same of each line that has any number of *roles*; its title is its place, which names the path."""
    from plancli.quantities import find_quantities

    lexicon = inputs.lexicon
    for path, lines in _read_lines(inputs):
        for number, line in enumerate(lines, 1):
            chosen = _chosen([(quantity, None) for quantity in find_quantities(line, lexicon)], roles)
            if chosen:
                yield f"{path}:{number}", "", line, chosen


def _line_records(inputs: Inputs, roles: tuple[str, ...]) -> Iterator[Record]:
    from plancli.quantities import find_quantities
    from plancli.render.numbers import quantity_records

    lexicon = inputs.lexicon
    for path, lines in _read_lines(inputs):
        for number, line in enumerate(lines, 1):
            found: list[Row] = [(q, None) for q in find_quantities(line, lexicon)]
            yield from quantity_records(path, _chosen(found, roles), number)
