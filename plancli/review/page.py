"""Documents -> the model of the review page: what each template shows, and the records its script reads.

Promise: everything in the model is data; escaping is left to the templates.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from plancli.compare import Comparison, compare
from plancli.models import Block, Document, Section, Target
from plancli.review.body import BlockView, block_views, mention_anchor, section_anchor
from plancli.review.comparing import ComparisonView, comparison_view
from plancli.review.labels import labels, role_label
from plancli.review.pictures import Timeline, colours_of, timeline
from plancli.review.records import document_record
from plancli.review.wording import UNDATED, rate_word, short_value, year_of

# In the order in which a reader looks for them.
_META_FIELDS = (
    "plan", "issuer", "document_number", "index_no", "dated", "published", "publisher", "origin", "region",
    "period", "editor", "url",
)  # fmt: skip
# A table of more columns is no longer read; `plancli compare` makes one of any number.
_MOST_COMPARED = 12
# A browser takes a second to lay out thousands of rows; measured by the large page in tests/test_browser.py.
_ROWS_AT_FIRST = 200


class Node(Struct, frozen=True):
    """One heading of the outline."""

    id: str
    href: str
    marker: str
    title: str
    count: int
    """Targets in it and under it."""
    is_section: bool
    children: list[Node]


class Row(Struct, frozen=True):
    """One target in the table."""

    order: int
    anchor: str
    indicator: str
    value: str
    deadline: str
    year: str
    colour: int
    section: str
    binding: str | None


class DocumentView(Struct, frozen=True):
    """One document of the page."""

    key: str
    name: str
    title: str
    issuer: str
    date: str
    meta: list[tuple[str, str]]
    outline: list[Node]
    blocks: list[BlockView]
    rows: list[Row]
    timeline: Timeline
    by_year: Counter[str]
    roles: list[tuple[str, str, int]]
    """Roles of the numbers that are no target: class, name, how many."""
    measures: list[str]
    dropped: tuple[Block, ...]
    warnings: tuple[str, ...]


class Page(Struct, frozen=True):
    """The whole page."""

    title: str
    documents: list[DocumentView]
    records: list[dict[str, Any]]
    """What the script reads, one record a document."""
    colours: dict[str, int]
    columns: list[str]
    """Deadline years of all documents, the undated last."""
    roles: dict[str, str]
    """Names of the roles of numbers."""
    rows: int
    """How many rows of a table are laid out before more are asked for."""
    comparison: ComparisonView | None
    comparison_first: bool
    """The comparison is what the page is for, not an addition to it."""


def build_page(documents: Sequence[Document], language: str, comparison: Comparison | None = None) -> Page:
    """Model of the page that shows *documents* in order, and *comparison* before them when it is given."""
    words = labels(language)
    years = {year_of(t.deadline) for d in documents for t in d.targets}
    colours = colours_of(years)
    views = [_view(document, f"d{place}", colours, language) for place, document in enumerate(documents, 1)]
    title = views[0].title if len(views) == 1 else words["comparison" if comparison else "index"]
    records = [document_record(document, view.key) for document, view in zip(documents, views, strict=True)]
    shown = comparison or (compare(documents, versions=False) if 2 <= len(views) <= _MOST_COMPARED else None)
    return Page(
        title=title,
        documents=views,
        records=records,
        colours=colours,
        columns=sorted(years, key=lambda year: (year == UNDATED, year)),
        roles={role: name for view in views for role, name, _ in view.roles},
        rows=_ROWS_AT_FIRST,
        comparison=comparison_view(shown, [v.key for v in views], [v.title for v in views], words)
        if shown
        else None,
        comparison_first=comparison is not None,
    )


def _view(document: Document, key: str, colours: dict[str, int], language: str) -> DocumentView:
    words = labels(language)
    meta = document.meta
    name = os.path.basename(document.source.path)
    roles = Counter(q.role for q in document.quantities if q.role != "target")
    return DocumentView(
        key=key,
        name=name,
        title=meta.title or meta.headline or meta.plan or name,
        issuer=meta.issuer or meta.publisher or "",
        date=meta.published or meta.dated or "",
        meta=_meta_rows(document, words),
        outline=_nodes(document.sections, _counts(document), key),
        blocks=block_views(document, key, colours),
        rows=[_row(t, place, key, colours, words) for place, t in enumerate(document.targets, 1)],
        timeline=timeline(document.targets, colours),
        by_year=Counter(year_of(t.deadline) for t in document.targets),
        roles=[(role, role_label(role, language), count) for role, count in sorted(roles.items())],
        measures=sorted({t.measure for t in document.targets}),
        dropped=document.dropped,
        warnings=document.warnings,
    )


def _meta_rows(document: Document, words: dict[str, str]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    meta = document.meta
    if meta.headline and meta.headline != meta.title:
        rows.append((words["headline"], meta.headline))
    for field in _META_FIELDS:
        value = getattr(meta, field)
        if field == "period":
            value = (
                "—".join(end or "…" for end in (value.start, value.end)) if value.start or value.end else None
            )
        if value and value != meta.title:
            rows.append((words[field], value))
    source = document.source
    rows.append((words["file"], f"{source.path} · {source.bytes:,} B · {source.encoding} · {source.format}"))
    rows.append(("SHA-256", source.sha256))
    return rows


def _counts(document: Document) -> Counter[str]:
    """Targets at each section or item, those under it included."""
    counts: Counter[str] = Counter()
    for target in document.targets:
        parts = target.section.split(".") if target.section else []
        counts.update(".".join(parts[: depth + 1]) for depth in range(len(parts)))
    return counts


def _nodes(sections: Sequence[Section], counts: Counter[str], key: str) -> list[Node]:
    """Every section, and the list items that hold targets."""
    return [
        Node(
            id=section.id,
            href="#" + section_anchor(key, section.id),
            marker=section.marker,
            title=section.title,
            count=counts[section.id],
            is_section=section.kind == "section",
            children=_nodes(section.children, counts, key),
        )
        for section in sections
        if section.kind == "section" or counts[section.id]
    ]


def _row(target: Target, order: int, key: str, colours: dict[str, int], words: dict[str, str]) -> Row:
    binding = words.get(f"binding_{target.binding}") if target.binding else None
    return Row(
        order=order,
        anchor=mention_anchor(key, target, 0),
        indicator=target.indicator or target.text,
        value=short_value(target, rate_word(target, words)),
        deadline=target.deadline or words["undated"],
        year=year_of(target.deadline),
        colour=colours[year_of(target.deadline)],
        section=" › ".join(target.section_path),
        binding=binding,
    )
