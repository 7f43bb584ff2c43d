"""Tables of a user's lexicon file -> what is wrong with them, one sentence a fault.

Promise: each fault names the file and line, and says what would be right. The shipped lexicon, which the
rules read, is the measure: which tables there are, which keys they have and of which kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plancli.errors import LexiconError
from plancli.fold import view
from plancli.lexicon import Entry, Lexicon, default_lexicon, load_lexicon, read_lexicon_file
from plancli.pumping import slow_text


def faults(tables: Mapping[str, Sequence[Entry]], known: Lexicon | None = None) -> list[str]:
    """Faults of *tables* in the order of the file; none when the rules can use every entry."""
    known = known or default_lexicon()
    found: list[str] = []
    for name, entries in tables.items():
        shipped = known.table(name)
        if not shipped:
            there = ", ".join(sorted(known.tables))
            found.append(f"{entries[0].where}: no rule reads a table {name}; there are {there}")
            continue
        kinds = _kinds(shipped)
        needs_forms = all(entry.forms for entry in shipped)
        # In some tables a form is a pattern (#大 is any number of them); there examples say nothing about words.
        literal = not any(unmatched for entry in shipped for unmatched in _unmatched_examples(entry))
        seen: dict[str, str] = {}
        for entry in entries:
            if entry.id in seen:
                found.append(f"{entry.where}: the id {entry.id} is taken at {seen[entry.id]}; choose another")
            seen[entry.id] = entry.where
            found += _entry_faults(entry, kinds, needs_forms)
            if literal:
                found += [
                    f"{entry.where}: the example {example!r} of {entry.id} holds none of its forms"
                    for example in _unmatched_examples(entry)
                ]
    return found


def checked_lexicon(paths: tuple[str, ...]) -> Lexicon:
    """The shipped lexicon with the users' files *paths* laid over it.

    Raises: LexiconError that names the first faulty line.
    """
    for path in paths:
        for fault in faults(read_lexicon_file(path)):
            raise LexiconError(fault)
    return load_lexicon(paths)


def _kinds(shipped: Sequence[Entry]) -> dict[str, type]:
    kinds: dict[str, type] = {}
    for entry in shipped:
        for key, value in entry.fields.items():
            kinds[key] = _kind(value)
    return kinds


def _kind(value: Any) -> type:
    """Numbers are of one kind whether written 1 or 1.0."""
    return float if type(value) is int else type(value)


def _entry_faults(entry: Entry, kinds: Mapping[str, type], needs_forms: bool) -> Iterator[str]:
    if needs_forms and not entry.forms:
        yield f"{entry.where}: {entry.id} has no forms; give at least one word"
    for key, value in entry.fields.items():
        if key not in kinds:
            keys = ", ".join(sorted(kinds)) or "forms alone"
            yield f"{entry.where}: no rule reads the key {key} of {entry.id}; [[{entry.table}]] has {keys}"
        elif _kind(value) is not kinds[key]:
            yield f"{entry.where}: {key} of {entry.id} must be {_word(kinds[key])}"
    for pattern, anchored in _patterns(entry):
        try:
            slow = slow_text(pattern, anchored=anchored)
        except (re.error, OverflowError, RecursionError) as error:
            yield f"{entry.where}: the pattern {pattern!r} of {entry.id} does not compile: {error}"
        else:
            if slow is not None:
                yield (
                    f"{entry.where}: the pattern {pattern!r} of {entry.id} takes too long on {slow!r}; "
                    "bound what it repeats, .{0,40} for .*, and repeat nothing that repeats"
                )


def _unmatched_examples(entry: Entry) -> list[str]:
    # Texts under `not` are for the rules' own tests: context refuses them, and they may hold a form.
    forms = [view(form).text for form in entry.forms]
    return [
        example
        for example in entry.examples
        if forms and not any(form in view(example).text for form in forms)
    ]


def _patterns(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Regular expressions of *entry*, each with whether it is tried at the start of a text alone."""
    line = entry.fields.get("pattern")
    if isinstance(line, str):
        yield line, True
    scripted = entry.fields.get("scripted")
    for texts in scripted.values() if isinstance(scripted, dict) else ():
        yield from ((text, False) for text in texts if isinstance(text, str))


def _word(kind: type) -> str:
    return {str: "a text", bool: "true or false", float: "a number", list: "a list"}.get(kind, "a table")
