"""Results of an evaluation -> tables for the terminal, and plain records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from plancli.evaluate import Difference, Result, figures
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, plural, words
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


def scores_view(
    results: Sequence[Result], found: Mapping[str, float | None], look: Look, *, verbose: bool
) -> str:
    """A line a document, the figures of all together, and with *verbose* every difference."""
    parts: list[RenderableType] = [_documents(results), Text(), *_totals(results, found)]
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
    for heading in ("gold", "found", *_COLUMNS.values()):
        table.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        own = figures([result])
        table.add_row(
            words(result.doc, one_line=True),
            str(result.of["annotated"]),
            str(result.of["found"]),
            *(_figure(own[name]) for name in _COLUMNS),
        )
    return table


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
