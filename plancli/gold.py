"""JSON text of the annotation format -> gold documents, checked.

A gold file says what a careful reader takes from one document: targets, each at the words that end with its
number, the outline, the ends of the body, and snippets that are not part of it. "?" in a field means that two
readings are possible: it is kept as UNSURE and never scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from plancli.errors import GoldError

UNSURE = "?"
_MOST_DIGITS = 60
# Scored by equality; indicator, section and the number itself have rules of their own.
FIELDS = ("bound", "approx", "measure", "per", "deadline", "baseline", "baseline_value")
# All that a file may hold; some is for other readers: the page's marks of what it was told, remarks of the annotator.
_STATEMENT = frozenset(FIELDS) | {
    *("anchor", "occurrence", "cell", "number", "value", "value_max", "unit"),
    *("indicator", "core", "section", "maybe", "same_as", "note", "why"),
}
_KNOWN = {
    "targets": _STATEMENT,
    "maybe": _STATEMENT,
    "not_targets": _STATEMENT,
    "outline": frozenset(("level", "title", "marker", "note")),
}
_DOCUMENT = frozenset((*_KNOWN, "doc", "title", "published", "body_first", "body_last", "chrome", "note"))


class GoldTarget(Struct, frozen=True):
    """One statement of a target."""

    anchor: str | None
    """Words that end with the number; None for a table's cell."""
    occurrence: int
    cell: tuple[str, str] | None
    """Labels of row and column."""
    number: str
    fields: dict[str, Any]
    """value, value_max, unit, indicator, core, section and FIELDS, as far as the file has them."""
    maybe: bool
    """Careful readers differ: finding it is neither right nor wrong."""

    @property
    def where(self) -> str:
        """The place in words, for messages."""
        return self.anchor if self.anchor is not None else " | ".join(self.cell or ())


class GoldDocument(Struct, frozen=True):
    """One document as a careful reader reads it."""

    doc: str
    title: str | None
    published: str | None
    body_ends: tuple[str, ...]
    chrome: tuple[str, ...]
    outline: tuple[tuple[int, str], ...] | None
    """Level and title of each heading; None when it is not annotated."""
    targets: tuple[GoldTarget, ...]
    unread: tuple[str, ...] = ()
    """A sentence for each field that the annotation format does not have: it is misspelt, and was not read."""


def parse_gold(text: str, name: str) -> list[GoldDocument]:
    """The documents of a gold file: one, or a list as the review page writes it for several.

    Raises: GoldError that names *name* and what is wrong.
    """
    try:
        # By the standard library, whose messages name line and column: people write these files.
        record = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise GoldError(f"{name}: not JSON: {error}") from error
    except (ValueError, ArithmeticError) as error:
        raise GoldError(f"{name}: a number in it is too large; write it as the document does") from error
    records = record if isinstance(record, list) else [record]
    if not records:
        raise GoldError(f"{name}: the list holds no document; annotate at least one")
    return [_document(each, name) for each in records]


def _document(record: Any, name: str) -> GoldDocument:
    if not isinstance(record, dict) or not isinstance(record.get("doc"), str):
        raise GoldError(f"{name}: not a gold file: it has no `doc` that names its document")
    targets = record.get("targets")
    if not isinstance(targets, list):
        raise GoldError(f"{name}: `targets` must be a list, empty when the document sets none")
    for key in ("title", "published", "body_first", "body_last"):
        if not isinstance(record.get(key), str | None):
            raise GoldError(f"{name}: `{key}` must be a text or null")
    chrome = record.get("chrome") or ()
    if not isinstance(chrome, list | tuple) or not all(isinstance(text, str) for text in chrome):
        raise GoldError(f"{name}: `chrome` must be a list of texts")
    return GoldDocument(
        doc=record["doc"],
        title=record.get("title"),
        published=record.get("published"),
        body_ends=tuple(record[key] for key in ("body_first", "body_last") if record.get(key)),
        chrome=tuple(chrome),
        outline=_outline(record.get("outline"), name),
        targets=tuple(
            _target(entry, f"{name}: {part} {place}", maybe=part == "maybe" or bool(entry.get("maybe")))
            for part in ("targets", "maybe")
            for place, entry in enumerate(_entries(record.get(part) or (), f"{name}: {part}"), 1)
        ),
        unread=tuple(_unread(record, name)),
    )


def _unread(record: dict[str, Any], name: str) -> Iterator[str]:
    """A sentence for each field of *record* and of its parts that the format does not have."""
    yield from _strangers(record, _DOCUMENT, name)
    for part, known in _KNOWN.items():
        entries = record.get(part)
        for place, entry in enumerate(entries if isinstance(entries, list) else (), 1):
            if isinstance(entry, dict):
                yield from _strangers(entry, known, f"{name}: {part} {place}")


def _strangers(entry: dict[str, Any], known: frozenset[str], where: str) -> Iterator[str]:
    for field in entry:
        if field not in known:
            near = get_close_matches(field, sorted(known), 1)
            yield f"{where}: no field is named `{field}`" + (f"; did you mean `{near[0]}`?" if near else "")


def _entries(entries: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, dict) for entry in entries):
        raise GoldError(f"{where} must be a list of objects")
    return list(entries)


def _outline(entries: Any, name: str) -> tuple[tuple[int, str], ...] | None:
    if entries is None:
        return None
    try:
        return tuple((int(entry["level"]), str(entry["title"])) for entry in entries)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{name}: each heading of `outline` needs a level and a title") from error


def _target(entry: dict[str, Any], where: str, *, maybe: bool) -> GoldTarget:
    anchor, cell, number = entry.get("anchor"), entry.get("cell"), entry.get("number")
    if not isinstance(number, str) or not number:
        raise GoldError(f"{where} has no `number`; write it with its unit as the document does")
    if anchor is not None and not isinstance(anchor, str):
        raise GoldError(f"{where}: `anchor` must be a text that ends with the number, or null for a cell")
    if anchor is None and not (isinstance(cell, dict) and {"row", "column"} <= cell.keys()):
        raise GoldError(f"{where} has neither an `anchor` nor a `cell` with row and column")
    for field in ("value", "value_max", "baseline_value"):
        value = entry.get(field)
        if value not in (None, UNSURE) and not isinstance(value, int | Decimal):
            raise GoldError(f"{where}: `{field}` must be a number, null or {UNSURE}")
        if isinstance(value, int | Decimal) and abs(Decimal(value).adjusted()) > _MOST_DIGITS:
            raise GoldError(
                f"{where}: `{field}` has more than {_MOST_DIGITS} digits; write it as the document does"
            )
    occurrence = entry.get("occurrence")
    return GoldTarget(
        anchor=anchor,
        occurrence=occurrence if isinstance(occurrence, int) and occurrence > 0 else 1,
        cell=None if anchor is not None or cell is None else (str(cell["row"]), str(cell["column"])),
        number=number,
        fields=entry,
        maybe=maybe,
    )
