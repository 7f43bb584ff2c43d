"""Blocks of a document -> elements of the page with every mark on its exact characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plancli.models import Block, Cell, Document, Section, Span, Target
from plancli.review.marking import Mark, Piece, cut
from plancli.review.wording import year_of

# h1 is the document's title; HTML has six levels.
_LOWEST_HEADING = 6


class CellView(Struct, frozen=True):
    """One cell of a table."""

    pieces: list[Piece]
    header: bool
    rowspan: int
    colspan: int


class BlockView(Struct, frozen=True):
    """One block: a heading, a paragraph or a table."""

    kind: str
    """heading, paragraph or table."""
    level: int
    """1-6 of a heading element."""
    anchor: str
    """Element id of a section's heading."""
    classes: str
    ordinal: str | None
    pieces: list[Piece]
    rows: list[list[CellView]]


def mention_anchor(prefix: str, target: Target, place: int) -> str:
    """Element id of the mark at a target's *place*-th mention, counted from 0."""
    return f"{prefix}-{target.id}" + (f"-{place + 1}" if place else "")


def deadline_anchor(prefix: str, span: Span) -> str:
    """Element id of the words that give a deadline."""
    return f"{prefix}-w{span[0]}"


def section_anchor(prefix: str, section_id: str) -> str:
    """Element id of a section's heading."""
    return f"{prefix}-s{section_id}"


def mentions_of(target: Target) -> list[Span]:
    """Every place that states *target*, its own first; none twice."""
    return list(dict.fromkeys([target.span, *target.mentions]))


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections and items in reading order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def block_views(document: Document, prefix: str, colours: dict[str, int]) -> list[BlockView]:
    """The body's blocks; *colours* gives the colour number of each deadline year."""
    blocks = document.blocks
    starts = [block.start for block in blocks]
    by_block: list[list[Mark]] = [[] for _ in blocks]
    anchors: dict[int, tuple[str, int]] = {}
    for mark in _marks(document, prefix, colours):
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for index in range(first, len(blocks)):
            if blocks[index].start >= mark.end:
                break
            whole = mark.kind == "heading" and _covers(mark, blocks[index])
            if whole and index not in anchors:
                anchors[index] = (mark.anchor, mark.level)
            else:
                by_block[index].append(mark)
    return [_block_view(block, by_block[index], anchors.get(index)) for index, block in enumerate(blocks)]


def _covers(mark: Mark, block: Block) -> bool:
    return mark.start <= block.start and mark.end >= block.end


def _marks(document: Document, prefix: str, colours: dict[str, int]) -> Iterator[Mark]:
    for section in walk(document.sections):
        kind = "heading" if section.kind == "section" else "lead"
        level = min((section.level or 1) + 1, _LOWEST_HEADING)
        start, end = section.heading_span
        yield Mark(start, max(end, start), kind, section_anchor(prefix, section.id), level=level)
    stated: set[Span] = set()
    for target in document.targets:
        year = year_of(target.deadline)
        for place, (start, end) in enumerate(mentions_of(target)):
            stated.add((start, end))
            classes = f"t y{colours[year]} m-{_name(target.measure)}"
            anchor = mention_anchor(prefix, target, place)
            yield Mark(start, end, "target", anchor, classes, year[2:])
    deadlines = {t.deadline_span for t in document.targets if t.deadline_span is not None}
    for span in sorted(deadlines):
        yield Mark(*span, "deadline", deadline_anchor(prefix, span), "w")
    for order, quantity in enumerate(document.quantities):
        if quantity.span not in stated:
            role = _name(quantity.role)
            yield Mark(*quantity.span, "number", str(order), f"q r-{role}")


def _name(word: str) -> str:
    return re.sub("[^a-z0-9]", "-", word.lower())


def _block_view(block: Block, marks: Sequence[Mark], heading: tuple[str, int] | None) -> BlockView:
    names = [name for name in ("bold", "centered") if getattr(block, name)]
    if block.table is not None and (rows := _rows(block, marks)):
        return BlockView("table", 0, heading[0] if heading else "", "", None, [], rows)
    pieces = cut(block.text, block.start, marks)
    if heading is not None:
        anchor, level = heading
        return BlockView("heading", level, anchor, " ".join(names), block.ordinal, pieces, [])
    if block.kind in ("item", "heading", "table"):
        names.append(block.kind)
    return BlockView("paragraph", 0, "", " ".join(names), block.ordinal, pieces, [])


def _rows(block: Block, marks: Sequence[Mark]) -> list[list[CellView]]:
    """Rows of cells, or none when the cells' offsets do not spell the block's text."""
    assert block.table is not None
    rows: list[list[CellView]] = [[] for _ in range(block.table.rows)]
    for cell in block.table.cells:
        if block.text[cell.offset : cell.offset + len(cell.text)] != cell.text or cell.row >= len(rows):
            return []
        rows[cell.row].append(_cell_view(block, cell, marks))
    return rows


def _cell_view(block: Block, cell: Cell, marks: Sequence[Mark]) -> CellView:
    pieces = cut(cell.text, block.start + cell.offset, marks)
    return CellView(pieces, cell.header, max(cell.rowspan, 1), max(cell.colspan, 1))
