"""Document -> what `plancli parse` and `plancli targets` show: the facts, the tree, the targets in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from plancli.models import Document, Period, Target
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, packed, plural, title_lines, words
from plancli.render.phrase import (
    BOUND_SIGNS,
    BOUND_WORDS,
    MEASURE_SIGNS,
    MEASURE_WORDS,
    due,
    file_name,
    goal,
    start,
)
from plancli.render.timeline import timeline
from plancli.render.tree import tree_view

# A floor is green, a ceiling yellow, an exact figure cyan; the sign before it says what it counts.
_BOUND_STYLES = {"ge": "green", "gt": "green", "le": "yellow", "lt": "yellow", "range": "blue"}
_MEASURE_STYLES = {"increase": "green", "decrease": "magenta", "multiple": "blue", "rank": "blue"}
_EXACT_STYLE = "cyan"
_WIDEST_GOAL = 24
# Beyond this many headings the tree of a long plan would push its targets off the first screens.
_TREE_LINES = 60


def document_view(document: Document, look: Look, *, by: str) -> str:
    """All of the view: facts, sections, targets grouped *by* section or deadline, warnings."""
    parts: list[RenderableType] = [_facts(document, look)]
    if document.sections:
        parts += [Text(), Text("Sections", style="bold underline"), *_sections(document, look)]
    parts += [Text(), *_targets(document, look, by)]
    parts += [words(f"! {warning}", "yellow") for warning in document.warnings]
    return as_text(parts, look)


def targets_view(document: Document, look: Look, *, by: str) -> str:
    """The targets alone under the title."""
    title = title_lines(document.meta.title, document.source.path, look)
    return as_text([*title, *_targets(document, look, by)], look)


def outline_view(document: Document, look: Look, *, depth: int | None) -> str:
    """The section tree alone under the title."""
    title = title_lines(document.meta.title, document.source.path, look)
    return as_text([*title, tree_view(document, look, depth=depth)], look)


def _facts(document: Document, look: Look) -> RenderableType:
    meta, file = document.meta, file_name(document.source.path)
    title = meta.title or meta.headline or file
    facts = [
        ("File", file if look.names_files and title != file else None),
        ("Plan", meta.plan if meta.plan != meta.title else None),
        ("Issuer", meta.issuer),
        ("Number", meta.document_number),
        ("Published", _joined(meta.published, meta.publisher)),
        ("Source", meta.origin if meta.origin != meta.publisher else None),
        ("Dated", meta.dated if meta.dated != meta.published else None),
        ("Region", meta.region),
        ("Period", _period(meta.period)),
    ]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style=DIM, no_wrap=True)
    table.add_column()
    for label, value in facts:
        if value:
            table.add_row(label, words(value))
    table.add_row("Read", Text(_counts(document)))
    told = Group(words(title, "bold"), table)
    if not look.pictures:
        return told
    return Panel(told, box=box.ROUNDED, border_style=DIM, padding=(0, 1))


def _joined(*parts: str | None) -> str | None:
    return " · ".join(part for part in parts if part) or None


def _period(period: Period) -> str | None:
    if period.start and period.end:
        return period.start if period.start == period.end else f"{period.start}–{period.end}"
    if period.end:
        return f"to {period.end}"
    return f"from {period.start}" if period.start else None


def _counts(document: Document) -> str:
    restated = sum(len(target.mentions) for target in document.targets)
    counts = [
        plural(len(document.targets), "target"),
        f"{restated} restated" if restated else None,
        plural(len(document.quantities), "number"),
        plural(len(document.text), "character"),
    ]
    return " · ".join(count for count in counts if count)


def _sections(document: Document, look: Look) -> Iterator[RenderableType]:
    """The tree, cut to the depth at which it fits in one or two screens."""
    counts = _headings_by_level(document)
    depth: int | None = None
    if sum(counts) > _TREE_LINES:
        depth, total = 1, counts[0]
        while depth < len(counts) and total + counts[depth] <= _TREE_LINES:
            total += counts[depth]
            depth += 1
    yield tree_view(document, look, depth=depth, empty_items=False)
    if depth is not None:
        hidden = sum(counts[depth:])
        yield Text(f"{plural(hidden, 'heading')} below; `plancli outline` shows all", style=DIM)


def _headings_by_level(document: Document) -> list[int]:
    counts: list[int] = []
    level = [section for section in document.sections if section.kind == "section"]
    while level:
        counts.append(len(level))
        level = [child for section in level for child in section.children if child.kind == "section"]
    return counts


def _targets(document: Document, look: Look, by: str) -> Iterator[RenderableType]:
    targets = document.targets
    yield Text(plural(len(targets), "target").capitalize(), style="bold underline")
    if not targets:
        numbers = len(document.quantities)
        none = "The only number is no goal" if numbers == 1 else f"None of the {numbers} numbers is a goal"
        said = f"{none}; `plancli explain` says why." if numbers else "The text holds no numbers."
        yield Text(said, style=DIM)
        return
    if look.pictures and (picture := timeline(document, look.width)) is not None:
        yield picture
    widest = max(cell_len(goal(target)) for target in targets)
    widths = (
        max(len(target.id) for target in targets),
        min(widest, _WIDEST_GOAL) if look.wraps else widest,
        max(len(due(target)) for target in targets),
    )
    for name, group in _grouped(targets, by):
        yield words(name, "bold blue")
        yield _target_table(group, widths)
    yield packed((Text(sign, style=DIM) for sign in _legend(targets)), look.width)


def _grouped(targets: tuple[Target, ...], by: str) -> Iterator[tuple[str, list[Target]]]:
    if by == "deadline":
        ordered = sorted(targets, key=lambda target: (target.deadline is None, target.deadline or ""))
        for deadline, group in groupby(ordered, key=lambda target: target.deadline):
            yield (f"By {deadline}" if deadline else "No deadline given"), list(group)
        return
    for path, group in groupby(targets, key=lambda target: target.section_path):
        yield " › ".join(path) if path else "Above the first heading", list(group)


def _target_table(targets: Iterable[Target], widths: tuple[int, int, int]) -> RenderableType:
    table = grid()
    table.add_column(width=widths[0], style=DIM, justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(width=widths[1], justify="right", overflow="fold")
    table.add_column(width=widths[2], no_wrap=True)
    for target in targets:
        table.add_row(target.id, _indicator(target), _goal(target), _deadline(target))
    return table


def _indicator(target: Target) -> Text:
    name = target.indicator or (target.cell.row if target.cell else "") or target.sentence
    text = words(name)
    notes = [
        start(target),
        {"binding": "约束性", "expected": "预期性"}.get(target.binding or "", ""),
        f"×{len(target.mentions) + 1}" if target.mentions else "",
    ]
    for note in notes:
        if note:
            text.append(f"  {note}", style=DIM)
    return text


def _goal(target: Target) -> Text:
    text = words(goal(target), _BOUND_STYLES.get(target.bound, _EXACT_STYLE))
    if sign := MEASURE_SIGNS.get(target.measure):
        text.stylize(_MEASURE_STYLES[target.measure], 0, len(sign))
    return text


def _deadline(target: Target) -> Text:
    stated = target.deadline_from == "sentence"
    return words(due(target), "bold" if stated else DIM, one_line=True)


def _legend(targets: tuple[Target, ...]) -> list[str]:
    """Each sign in use with what it means."""
    bounds = {target.bound for target in targets}
    measures = {target.measure for target in targets}
    signs = [f"{BOUND_SIGNS[key]} {word}" for key, word in BOUND_WORDS.items() if key in bounds]
    signs += [f"{MEASURE_SIGNS[key]} {word}" for key, word in MEASURE_WORDS.items() if key in measures]
    if any(target.approx for target in targets):
        signs.append("≈ about")
    if any(due(target).startswith("(") for target in targets):
        signs.append("(year) said elsewhere")
    if any(target.mentions for target in targets):
        signs.append("×2 stated twice")
    return signs
