"""Documents -> the records that the page's script reads, as small as they can be.

What the script can see in the page is not repeated, empty and commonest values are left out, and lists that
many records share stand once in ``shared`` and are named by their place there.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from plancli.models import Block, Document, Quantity, Section, Target
from plancli.review.body import mentions_of
from plancli.review.wording import base_value
from plancli.serialize import number, target_record

# The script fills these in again.
_COMMONEST: dict[str, object] = {"bound": "eq", "measure": "level", "approx": False, "unit": "", "score": 1.0}
_UNUSED = ("span", "mentions", "section", "base_value", "base_value_max", "base_unit")
_IN_THE_PAGE = ("indicator", "text")
_DUE = ("deadline", "deadline_text", "deadline_from", "deadline_span")
_SHARED = ("section_path", "rules", "responsible")


class _Shared:
    """Values by the place where each stands once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        if value not in self._places:
            self._places[value] = len(self.values)
            self.values.append(value)
        return self._places[value]


def document_record(document: Document, key: str) -> dict[str, Any]:
    """What the script needs to know of *document*, whose elements have ids that begin with *key*."""
    meta, shared = document.meta, _Shared()
    starts = [block.start for block in document.blocks]
    return {
        "key": key,
        "doc": os.path.basename(document.source.path),
        "title": meta.title,
        "published": meta.published,
        "outline": _outline(document.sections),
        "targets": [
            _target(target, document, starts, shared)
            | ({} if target.id == f"t{place}" else {"id": target.id})
            for place, target in enumerate(document.targets, 1)
        ],
        "numbers": {
            order: _number(quantity, shared)
            for order, quantity in enumerate(document.quantities)
            if quantity.role != "target"
        },
        "shared": shared.values,
    }


def _outline(sections: Sequence[Section]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for section in sections:
        if section.kind == "section":
            found.append({"level": section.level, "marker": section.marker, "title": section.title})
        found.extend(_outline(section.children))
    return found


def _target(target: Target, document: Document, starts: list[int], shared: _Shared) -> dict[str, Any]:
    left_out = {"id", "sentence", *_UNUSED, *_IN_THE_PAGE, *_DUE}
    record = {
        field: value
        for field, value in target_record(target).items()
        if field not in left_out and value not in (None, [], "") and _COMMONEST.get(field) != value
    }
    for field in _SHARED:
        if field in record:
            record[field] = shared.place(tuple(record[field]))
    if target.deadline is not None:
        span = target.deadline_span
        words = None if span is None else span[0]
        record["due"] = shared.place((target.deadline, target.deadline_text, target.deadline_from, words))
    if not target.indicator:
        # Its row shows the number instead.
        record["indicator"] = ""
    record["sentence"] = _sentence(target, document, starts)
    # Sorting needs the order of magnitude alone.
    if target.base_value != target.value:
        record["base_value"] = number(target.base_value)
    if (normal := base_value(target)) != target.text:
        record["normal"] = normal
    if (places := len(mentions_of(target))) > 1:
        record["places"] = places
    return record


def _sentence(target: Target, document: Document, starts: list[int]) -> str | list[int]:
    """The sentence as block, start and end there, when the page shows it whole; else its words."""
    place = bisect_right(starts, target.span[0]) - 1
    block: Block | None = document.blocks[place] if place >= 0 else None
    # A table's cells are laid out without what joins them in the block's text.
    if block is None or block.table is not None or (start := block.text.find(target.sentence)) < 0:
        return target.sentence
    return [place, start, start + len(target.sentence)]


def _number(quantity: Quantity, shared: _Shared) -> list[Any]:
    """Role, value, upper value, unit, bound, approx, rules."""
    return [
        shared.place(quantity.role),
        number(quantity.value),
        0 if quantity.value_max is None else number(quantity.value_max),
        shared.place(quantity.unit),
        shared.place(quantity.bound),
        int(quantity.approx),
        shared.place(quantity.rules),
    ]
