"""Comparison of plans -> tables for the terminal, CSV rows and plain records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from plancli.compare import CHANGES, Comparison, Refusal, Row
from plancli.models import Document, Target
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, packed, plural, title_lines, words
from plancli.render.delimited import flat
from plancli.render.phrase import goal, in_percent
from plancli.serialize import SCHEMA_VERSION, Record, number

_CHANGE_NAMES = {"advanced": "brought forward"}
_CHANGE_STYLES = {
    "added": "green", "raised": "green", "advanced": "green",
    "dropped": "red", "lowered": "yellow", "postponed": "yellow",
}  # fmt: skip
_CHANGE_SIGNS = {
    "added": "+", "dropped": "-", "raised": "▲", "lowered": "▼",
    "postponed": "→", "advanced": "←", "restated": "≈", "unchanged": "=",
}  # fmt: skip
_WIDEST_VALUE = 28


def comparison_view(comparison: Comparison, look: Look, *, show_all: bool) -> str:
    """What changed between two versions, or the matrix of indicators by document."""
    parts: list[RenderableType] = [*_titles(comparison.documents, look), Text()]
    if not comparison.rows:
        parts.append(Text("None of the files sets a target; there is nothing to compare.", style=DIM))
    elif comparison.versions:
        parts += _versions(comparison, look)
    else:
        parts += _matrix(comparison, look, show_all)
    if show_all and comparison.refused:
        parts += [Text(), Text("Kept apart", style="bold underline"), _refused(comparison.refused)]
    elif comparison.refused:
        parts.append(
            Text(
                f"{plural(len(comparison.refused), 'pair')} of like names kept apart; --all says why",
                style=DIM,
            )
        )
    return as_text(parts, look)


def _titles(documents: tuple[Document, ...], look: Look) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    table.add_column(style=DIM, no_wrap=True)
    for letter, document in zip(_letters(len(documents)), documents, strict=True):
        title = Text("\n").join(title_lines(document.meta.title, document.source.path, look))
        table.add_row(letter, title, plural(len(document.targets), "target"))
    yield table


def _letters(count: int) -> list[str]:
    """A, B, ... Z, then numbers."""
    return [chr(ord("A") + place) if place < 26 else str(place + 1) for place in range(count)]


def _versions(comparison: Comparison, look: Look) -> Iterator[RenderableType]:
    counts = (
        Text(f"{count} {_change_name(name)}", style=_CHANGE_STYLES.get(name, ""))
        for name, count in comparison.counts.items()
    )
    yield packed(counts, look.width)
    for change in CHANGES:
        rows = [row for row in comparison.rows if row.changes[0] == change]
        if rows:
            yield Text()
            heading = Text(f"{_CHANGE_SIGNS[change]} {_change_name(change).capitalize()} {len(rows)}")
            heading.stylize(f"bold {_CHANGE_STYLES.get(change, '')}".strip())
            yield heading
            yield _change_table(rows)


def _goal(target: Target, row: Row) -> str:
    """The goal of *target* beside those of its row."""
    return goal(target) + in_percent(target, row.present)


def _change_name(change: str) -> str:
    return _CHANGE_NAMES.get(change, change)


def _change_table(rows: list[Row]) -> Table:
    table = grid()
    table.add_column(ratio=1)
    table.add_column(justify="right", overflow="fold")
    table.add_column(no_wrap=True)
    for row in rows:
        old, new = row.targets
        values = Text(" → ").join(words(_goal(target, row)) for target in row.present)
        if old and new and goal(old) == goal(new):
            values = words(goal(new))
        dates = list(dict.fromkeys(target.deadline or "–" for target in row.present))
        name = words(row.indicator)
        notes = [_change_name(change) for change in row.changes[1:]] + ([row.effort] if row.effort else [])
        if notes:
            name.append("  " + ", ".join(notes), style=DIM)
        table.add_row(name, values, Text(" → ".join(dates), style=DIM))
    return table


def _matrix(comparison: Comparison, look: Look, show_all: bool) -> Iterator[RenderableType]:
    rows = [row for row in comparison.rows if show_all or len(row.present) > 1]
    alone = len(comparison.rows) - len([row for row in comparison.rows if len(row.present) > 1])
    if rows:
        table = grid(header=True)
        table.add_column("indicator", ratio=1)
        table.add_column("by", no_wrap=True)
        widest = max(cell_len(_goal(target, row)) for row in rows for target in row.present)
        widest = min(widest, _WIDEST_VALUE) if look.wraps else widest
        for letter in _letters(len(comparison.documents)):
            table.add_column(letter, justify="right", overflow="fold", max_width=widest)
        for row in rows:
            best = max(target.base_value for target in row.present)
            table.add_row(
                words(row.indicator),
                Text(row.present[0].deadline or "–", style=DIM),
                *(
                    _value(
                        target,
                        row,
                        is_most=len(row.present) > 1 and target is not None and target.base_value == best,
                    )
                    for target in row.targets
                ),
            )
        yield table
    else:
        yield Text("No indicator stands in two of the files.", style=DIM)
    if alone and not show_all:
        yield Text(f"{plural(alone, 'target')} of one file alone; --all shows them", style=DIM)


def _value(target: Target | None, row: Row, *, is_most: bool) -> Text:
    if target is None:
        return Text("–", style=DIM)
    return words(_goal(target, row), "bold cyan" if is_most else "cyan")


def _refused(refused: tuple[Refusal, ...]) -> Table:
    table = grid()
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    for refusal in refused:
        table.add_row(
            words(f"{refusal.left.indicator} {goal(refusal.left)} {refusal.left.deadline or ''}"),
            words(f"{refusal.right.indicator} {goal(refusal.right)} {refusal.right.deadline or ''}"),
            Text(f"{refusal.score:.2f} {refusal.reason}", style=DIM),
        )
    return table


def comparison_record(comparison: Comparison) -> Record:
    """Rows, counts and refusals as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "versions" if comparison.versions else "matrix",
        "documents": [
            {"path": d.source.path, "title": d.meta.title, "region": d.meta.region, "targets": len(d.targets)}
            for d in comparison.documents
        ],
        "counts": comparison.counts,
        "rows": [_row_record(row) for row in comparison.rows],
        "refused": [
            {
                "left": _target_record(r.left, r.left_document),
                "right": _target_record(r.right, r.right_document),
                "score": r.score,
                "reason": r.reason,
            }
            for r in comparison.refused
        ],
    }


def _row_record(row: Row) -> Record:
    record: Record = {"indicator": row.indicator}
    if row.changes:
        record |= {"change": row.changes[0], "changes": list(row.changes), "effort": row.effort}
    record["score"] = row.score
    record["targets"] = [
        None if target is None else _target_record(target, place) for place, target in enumerate(row.targets)
    ]
    return record


def _target_record(target: Target, document: int) -> Record:
    return {
        "document": document,
        "id": target.id,
        "indicator": target.indicator,
        "text": target.text,
        "value": number(target.value),
        "value_max": number(target.value_max),
        "unit": target.unit,
        "base_value": number(target.base_value),
        "base_value_max": number(target.base_value_max),
        "base_unit": target.base_unit,
        "bound": target.bound,
        "approx": target.approx,
        "measure": target.measure,
        "per": target.per,
        "deadline": target.deadline,
        "baseline": target.baseline,
        "section_path": list(target.section_path),
        "span": list(target.span),
    }


_CELL_COLUMNS = (
    "source",
    "title",
    "id",
    "section_path",
    "text",
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
    "deadline",
)


def comparison_columns(comparison: Comparison) -> tuple[str, ...]:
    """CSV columns: the row's own, then each document's with its letter."""
    own = (
        ("indicator", "change", "changes", "effort", "score")
        if comparison.versions
        else ("indicator", "score")
    )
    letters = _letters(len(comparison.documents))
    return (*own, *(f"{name}_{letter}" for letter in letters for name in _CELL_COLUMNS))


def comparison_rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """One flat record an indicator."""
    letters = _letters(len(comparison.documents))
    for row in comparison.rows:
        record: dict[str, Any] = {"indicator": row.indicator, "score": row.score, "effort": row.effort}
        if row.changes:
            record |= {"change": row.changes[0], "changes": list(row.changes)}
        for letter, document, target in zip(letters, comparison.documents, row.targets, strict=True):
            if target is None:
                continue
            cells = flat(_target_record(target, 0))
            cells |= {"source": document.source.path, "title": document.meta.title}
            record |= {f"{name}_{letter}": cells[name] for name in _CELL_COLUMNS}
        yield record
