"""Text and the spans to mark in it -> a flat list of pieces that opens and closes elements properly.

Promise: the pieces' texts joined are the text, whatever the spans; a span that crosses another is closed
and opened again, so the elements always nest.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct


class Mark(Struct, frozen=True):
    """One span to mark, in offsets of Document.text."""

    start: int
    end: int
    kind: str
    """target, number, deadline or heading."""
    anchor: str = ""
    """Element id; "" for none."""
    classes: str = ""
    tag: str = ""
    """A few characters set beside the mark, so that colour never says anything alone."""
    level: int = 0
    """Heading level of a heading that is run into its paragraph."""


class Piece(Struct, frozen=True):
    """A stretch of text, or the opening or closing of a mark."""

    text: str = ""
    opened: Mark | None = None
    closed: Mark | None = None
    again: bool = False
    """The mark was opened before and only continues here."""


def cut(text: str, offset: int, marks: Iterable[Mark]) -> list[Piece]:
    """Pieces of *text*, which starts at *offset*; the parts of *marks* outside it are left out.

    >>> [piece.text for piece in cut("新增60项", 0, [Mark(2, 5, "target")]) if piece.text]
    ['新增', '60项']
    """
    end = offset + len(text)
    waiting = sorted(
        (m for m in marks if m.start < end and m.end > offset and m.start < m.end),
        key=lambda m: (max(m.start, offset), -m.end),
    )
    pieces: list[Piece] = []
    opened: list[Mark] = []
    at = offset
    for place, starting in groupby(waiting, key=lambda m: max(m.start, offset)):
        at = _close_until(place, text, offset, at, opened, pieces)
        for mark in starting:
            # The mark's own beginning stands in another block: this is its second part.
            pieces.append(Piece(opened=mark, again=mark.start < offset))
            opened.append(mark)
    _close_until(end, text, offset, at, opened, pieces)
    return pieces


def _close_until(place: int, text: str, offset: int, at: int, opened: list[Mark], pieces: list[Piece]) -> int:
    limit = offset + len(text)
    while opened and (stop := min(min(m.end, limit) for m in opened)) <= place:
        if stop > at:
            pieces.append(Piece(text=text[at - offset : stop - offset]))
        at = max(at, stop)
        first = min(index for index, mark in enumerate(opened) if min(mark.end, limit) == stop)
        closing, staying = opened[first:], [m for m in opened[first:] if min(m.end, limit) > stop]
        pieces.extend(Piece(closed=mark) for mark in reversed(closing))
        pieces.extend(Piece(opened=mark, again=True) for mark in staying)
        opened[first:] = staying
    if place > at:
        pieces.append(Piece(text=text[at - offset : place - offset]))
    return max(at, place)
