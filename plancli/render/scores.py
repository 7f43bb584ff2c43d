"""Results of an evaluation -> tables for the terminal, and plain records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plancli.evaluate import Difference, Result, figures
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, packed, plural, words
from plancli.serialize import Record

# Above the first a figure is good, below the second it needs work: for colour alone.
_GOOD, _POOR = 0.95, 0.8
_COLUMNS = {
    "target_f1": "targets",
    "number": "number",
    "deadline": "deadline",
    "indicator": "indicator",
    "outline_f1": "outline",
}
# Headings and figures of the table fill sixty cells; with less than this beside them no name can be told.
_LEAST_WIDTH = 72
_INDENT = 2


def scores_view(
    results: Sequence[Result], found: Mapping[str, float | None], look: Look, *, verbose: bool
) -> str:
    """A line a document, the figures of all together, and with *verbose* every difference."""
    documents = [_documents(results)] if look.width >= _LEAST_WIDTH else _stacked(results, look.width)
    parts: list[RenderableType] = [*documents, Text(), *_totals(results, found)]
    if verbose:
        for result in results:
            if result.differences:
                parts += [Text(), words(result.doc, "bold"), _differences(result.differences)]
    elif any(result.differences for result in results):
        count = sum(len(result.differences) for result in results)
        parts.append(Text(f"{plural(count, 'difference')}; -v lists them", style=DIM))
    return as_text(parts, look)


def _documents(results: Sequence[Result]) -> Table:
    table = grid(header=True)
    table.add_column("document", ratio=1)
    for heading in _figures(Result("")):
        table.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        table.add_row(words(result.doc, one_line=True), *_figures(result).values())
    return table


def _stacked(results: Sequence[Result], width: int) -> Iterator[RenderableType]:
    """The same where a table has no room: the figures under the name, each behind its heading."""
    for result in results:
        yield words(result.doc, one_line=True)
        named = (Text(f"{name} ", style=DIM).append_text(figure) for name, figure in _figures(result).items())
        yield Padding(packed(named, width - _INDENT), (0, 0, 0, _INDENT))


def _figures(result: Result) -> dict[str, Text]:
    """What is told of one document, by its heading."""
    own = figures([result])
    return {
        "gold": Text(str(result.of["annotated"])),
        "found": Text(str(result.of["found"])),
        **{heading: _figure(own[name]) for name, heading in _COLUMNS.items()},
    }


def _totals(results: Sequence[Result], found: Mapping[str, float | None]) -> list[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for name, value in found.items():
        table.add_row(Text(name.replace("_", " "), style=DIM), _figure(value))
    return [Text(f"Together, {plural(len(results), 'document')}", style="bold underline"), table]


def _figure(value: float | None) -> Text:
    if value is None:
        return Text("–", style=DIM)
    style = "green" if value >= _GOOD else "red" if value < _POOR else "yellow"
    return Text(f"{value:.3f}", style=style)


def _differences(differences: Sequence[Difference]) -> Table:
    table = grid()
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for difference in differences:
        text = words(difference.where)
        if difference.got or difference.want:
            text.append(f"  {_against(difference)}", style=DIM)
        table.add_row(Text(difference.kind, style="yellow"), text)
    return table


def _against(difference: Difference) -> Text:
    parts = [
        f"got {difference.got}" if difference.got else "",
        f"gold {difference.want}" if difference.want else "",
    ]
    return words(", ".join(part for part in parts if part), DIM)


def scores_record(results: Sequence[Result], found: Mapping[str, float | None]) -> Record:
    """All figures, together and by document, with the differences."""
    return {
        "documents": len(results),
        "figures": dict(found),
        "by_document": [
            {
                "doc": result.doc,
                "annotated": result.of["annotated"],
                "found": result.of["found"],
                "figures": figures([result]),
                "differences": [
                    {"kind": d.kind, "where": d.where, "got": d.got, "gold": d.want}
                    for d in result.differences
                ],
            }
            for result in results
        ],
    }
