"""Tables of a user's lexicon file -> what is wrong with them, one sentence a fault.

Promise: each fault names the file and line, the table, the entry and the field, and says what would be right;
what passes breaks no stage. ``lexicon_fields`` says which tables there are and what their entries hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from plancli.errors import LexiconError
from plancli.fold import view
from plancli.lexicon import Entry, Lexicon, lexicon_text, load_lexicon, read_entries
from plancli.lexicon_fields import TABLES, Field, Table
from plancli.pumping import slow_text
from plancli.quantities import find_numbers
from plancli.sites import parse_selector

_YEAR_RE = re.compile(r"(?:19|20|21)[0-9]{2}")
_DATE_RE = re.compile(rf"(?:{_YEAR_RE.pattern})(?:-[0-9]{{2}}){{0,2}}")
_FACTOR_RE = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?")


def faults(tables: Mapping[str, Sequence[Entry]]) -> list[str]:
    """Faults of *tables* in the order of their lines; none when the rules can use every entry."""
    return _in_order(_faults(tables))


def file_faults(path: str) -> list[str]:
    """Faults of the user's file *path* in the order of its lines, those of its form among them.

    Raises: LexiconError when it cannot be read or is not TOML.
    """
    tables, malformed = read_entries(lexicon_text(path), path)
    return _in_order([*malformed, *_faults(tables)])


def read_lexicon(*paths: str) -> Lexicon:
    """The shipped lexicon with one's own files *paths* laid over it, for ``parse(…, lexicon=…)``.

    Raises: LexiconError that names the first faulty line.
    """
    for path in paths:
        for fault in file_faults(path):
            raise LexiconError(fault)
    return load_lexicon(paths)


def trial_faults(path: str) -> list[str]:
    """Units of the file *path*, which has no other fault, that are not read in their examples or are in what they refuse."""
    lexicon = load_lexicon((path,))
    found = []
    for entry in read_entries(lexicon_text(path), path)[0].get("unit", ()):
        for key, texts, wanted in (("examples", entry.examples, True), ("not", entry.refused, False)):
            for text in texts:
                if _reads(entry, text, lexicon) != wanted:
                    does = "it does not read" if wanted else "it reads all the same"
                    said = f"{entry.place(key)}: {entry.named(key)} holds {text!r}, which {does}"
                    found.append((entry.line(key), said))
    return _in_order(found)


def _reads(entry: Entry, text: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* has the unit *entry*, alone or in a unit that is put together (元/吨)."""
    numbers = find_numbers(view(text), lexicon)
    return any(
        f"unit.{entry.id}" in number.rules
        or ("unit.compound" in number.rules and any(form in number.unit for form in entry.forms))
        for number in numbers
    )


def _in_order(found: Iterable[tuple[int, str]]) -> list[str]:
    return [said for _, said in sorted(found, key=lambda fault: fault[0])]


def _faults(tables: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[int, str]]:
    """Line and sentence of each fault."""
    for name, entries in tables.items():
        table = TABLES.get(name)
        if table is None:
            there = ", ".join(sorted(TABLES))
            yield entries[0].line(), f"{entries[0].where}: no rule reads a table {name}; there are {there}"
            continue
        seen: dict[str, str] = {}
        for entry in entries:
            for key, said in _entry_faults(entry, table, seen):
                yield entry.line(key), f"{entry.place(key)}: {said}"
            seen[entry.id] = entry.where


def _entry_faults(entry: Entry, table: Table, seen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and sentence of each fault of *entry*; *seen* has the places of the ids before it."""
    if entry.id and entry.id in seen:
        yield "id", f"{entry.named()} is there already, at {seen[entry.id]}; choose another id"
    yield from _form_faults(entry, table)
    yield from _field_faults(entry, table)
    yield from _relation_faults(entry)
    yield from _pattern_faults(entry, table)


# Forms and examples


def _form_faults(entry: Entry, table: Table) -> Iterator[tuple[str, str]]:
    if table.has_forms and not entry.forms:
        yield "forms", f"{entry.named()} has no forms; give at least one word"
    if entry.forms and not table.has_forms:
        yield "forms", f"{entry.named('forms')} is read by no rule; the table has {_names(table)}"
    for example in _unmatched_examples(entry) if table.literal else ():
        yield "examples", f"{entry.named('examples')} holds {example!r}, in which none of its forms stands"
    for text in entry.refused:
        if text in entry.examples:
            yield (
                "not",
                f"{entry.named('not')} holds {text!r}, which is an example too; keep it in one of them",
            )


def _unmatched_examples(entry: Entry) -> list[str]:
    # Texts under `not` are for the rules' own tests: context refuses them, and they may hold a form.
    forms = [view(form).text for form in entry.forms]
    return [
        example
        for example in entry.examples
        if forms and not any(form in view(example).text for form in forms)
    ]


# Fields


def _field_faults(entry: Entry, table: Table) -> Iterator[tuple[str, str]]:
    for key, value in entry.fields.items():
        if key not in table.fields:
            yield key, f"{entry.named(key)} is read by no rule; the table has {_names(table)}"
        elif not _is_right(value, table.fields[key]):
            yield key, f"{entry.named(key)} must be {table.fields[key].expected}"
    for key, field in table.fields.items():
        if field.required and key not in entry.fields:
            yield key, f"{entry.named()} has no {key}, which must be {field.expected}"


def _names(table: Table) -> str:
    """What an entry of *table* may hold."""
    return ", ".join([*(["forms"] if table.has_forms else []), *sorted(table.fields)])


def _is_right(value: Any, field: Field) -> bool:
    """Whether *value* is what *field* must be; patterns are tried apart, as they have faults of their own."""
    if not _TESTS[field.kind](value):
        return False
    if field.between is not None:
        return field.between[0] <= float(value) <= field.between[1]
    texts = value if isinstance(value, list | dict) else (value,)
    return not field.choices or all(text in field.choices for text in texts)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def _is_factor(value: Any) -> bool:
    """A float would not be exact: 0.1 is written as a text."""
    written = str(value) if _is_whole(value) else value
    return isinstance(written, str) and _FACTOR_RE.fullmatch(written) is not None and float(written) > 0


def _is_year(value: Any) -> bool:
    return isinstance(value, str) and _YEAR_RE.fullmatch(value) is not None


def _is_date(value: Any) -> bool:
    """An ISO date of which day, or month and day, may be missing."""
    if not isinstance(value, str) or _DATE_RE.fullmatch(value) is None:
        return False
    try:
        date(*(int(part) for part in [*value.split("-"), "1", "1"][:3]))
    except ValueError:
        return False
    return True


def _are_selectors(value: Any) -> bool:
    try:
        return _are_texts(value) and all(parse_selector(text) for text in value)
    except LexiconError:
        return False


def _by_hint(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(is_right, value.values()))


_TESTS: Mapping[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "any text": lambda value: isinstance(value, str),
    "flag": lambda value: isinstance(value, bool),
    "whole": _is_whole,
    "number": _is_number,
    "factor": _is_factor,
    "year": _is_year,
    "date": _is_date,
    "texts": _are_texts,
    "pattern": _is_text,
    "selectors": _are_selectors,
    "selectors by hint": _by_hint(_are_selectors),
    "patterns by hint": _by_hint(_are_texts),
}


# What one field asks of another


def _relation_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    fields = entry.fields
    start: Any = fields.get("start")
    end: Any = fields.get("end")
    if entry.table == "plan_period" and _is_date(start) and _is_date(end) and end < start[: len(end)]:
        yield "end", f"{entry.named('end')} must not be before its start, {start}"
    if entry.table in ("bound", "approx") and fields.get("side") == "after":
        for key in ("gap", "far"):
            if fields.get(key):
                yield key, f"{entry.named(key)} must not be true of a word whose side is after"


# Patterns


def _pattern_faults(entry: Entry, table: Table) -> Iterator[tuple[str, str]]:
    for key, pattern, group in _patterns(entry, table):
        anchored = table.fields[key].kind == "pattern"
        try:
            groups = re.compile(pattern)
            slow = slow_text(pattern, anchored=anchored)
        except (re.error, OverflowError, RecursionError) as error:
            yield key, f"{entry.named(key)}, {pattern!r}, does not compile: {error}"
            continue
        if slow is not None:
            yield (
                key,
                f"{entry.named(key)}, {pattern!r}, takes too long on {slow!r}; "
                "bound what it repeats, .{0,40} for .*, and repeat nothing that repeats",
            )
        if group is not None and group not in {*groups.groupindex, *range(1, groups.groups + 1)}:
            written = f"(?P<{group}>…)" if isinstance(group, str) else "(…)"
            yield key, f"{entry.named(key)}, {pattern!r}, needs a group {written} for what is stated"


def _patterns(entry: Entry, table: Table) -> Iterator[tuple[str, str, str | int | None]]:
    """Regular expressions of *entry*: field, text, and the group that the rule reads, if any.

    Those of a single field are tried at the start of a text alone.
    """
    for key, field in table.fields.items():
        value: Any = entry.fields.get(key)
        if field.kind == "pattern" and _is_text(value):
            yield key, value, "value" if "hint" in entry.fields else None
        elif field.kind == "patterns by hint" and _TESTS[field.kind](value):
            yield from ((key, text, 1) for texts in value.values() for text in texts)
