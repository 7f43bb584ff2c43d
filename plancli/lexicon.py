"""Lexicon files (data/*.toml) -> tables of entries that stages compile into patterns.

Promise: the only module that opens data files; a bad entry is refused with its file and line. The shipped
files are read from data/lexicon.json, which `make lexicon` makes of them: TOML takes a tenth of a second.
A file holds arrays of tables, ``[[unit]]``; each entry has an ``id`` unique in its table, usually ``forms``
(words, longest first when compiled), ``examples`` that must match and ``not`` that must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from plancli.errors import LexiconError

# Read by tests, `lexicon check` and people, not by stages.
DOCUMENTATION_KEYS = frozenset({"examples", "not", "why", "meaning", "source"})

_DATA = Path(__file__).parent / "data"
COMPILED = _DATA / "lexicon.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a table."""

    table: str
    id: str
    forms: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The entry's other keys: bound, factor, alias, ..."""
    examples: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """The key ``not``: texts the entry must not match."""
    where: str = ""
    """File and line, for messages."""
    meaning: str = ""
    """What the entry stands for, for people; the key ``meaning``, else ``why``."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All tables; compared and hashed by identity, so that compiled patterns can be cached on it."""

    tables: Mapping[str, tuple[Entry, ...]]

    def table(self, name: str) -> tuple[Entry, ...]:
        """Entries of the table *name* in file order, the user's after the built-in ones."""
        return self.tables.get(name, ())

    def forms(self, name: str) -> tuple[str, ...]:
        """Every form of every entry of the table *name*."""
        return tuple(form for entry in self.table(name) for form in entry.forms)


def text_of(entry: Entry, key: str) -> str:
    """The text that *entry* gives for *key*.

    Raises: LexiconError when it gives none.
    """
    value = entry.fields.get(key)
    if not isinstance(value, str) or not value:
        raise LexiconError(
            f"{entry.where}: {entry.id} has no {key}; give it one, as the shipped entries have"
        )
    return value


def alternation(words: Iterable[str]) -> str:
    """Regular expression that matches any of *words*, longest first.

    Raises: LexiconError when there are none, because an empty group matches everywhere.

    >>> alternation(["超", "超过"])
    '(?:超过|超)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered or "" in ordered:
        raise LexiconError("a list of words is empty or holds an empty word; give at least one word")
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"


def parse_lexicon(text: str, name: str) -> dict[str, list[Entry]]:
    """Tables of one lexicon file.

    Raises: LexiconError naming *name* and the line when the file or an entry is malformed.
    """
    # Loaded for a user's file only; the shipped ones are compiled.
    import tomllib

    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(f"{name}: {error}; see `plancli lexicon --help` for the form") from error
    found: dict[str, list[Entry]] = {}
    for table, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise LexiconError(f"{name}: {table} must be written [[{table}]]")
        # Rows may be written without headers too: unit = [{id = …}].
        places = [f"{name}:{line}" for line in _header_lines(text, table)]
        for number, row in enumerate(rows):
            where = places[number] if number < len(places) else name
            found.setdefault(table, []).append(_entry(table, row, where))
    return found


def _header_lines(text: str, table: str) -> list[int]:
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]


def _entry(table: str, row: dict[str, Any], where: str) -> Entry:
    identifier = row.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise LexiconError(f"{where}: an entry of [[{table}]] has no id; give it one that is unique there")
    for key in ("forms", "examples", "not"):
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise LexiconError(f"{where}: {key} of {identifier} in [[{table}]] must be a list of texts")
    return Entry(
        table=table,
        id=identifier,
        forms=tuple(row.get("forms", ())),
        fields={k: v for k, v in row.items() if k not in DOCUMENTATION_KEYS and k not in ("id", "forms")},
        examples=tuple(row.get("examples", ())),
        refused=tuple(row.get("not", ())),
        where=where,
        meaning=str(row.get("meaning") or row.get("why") or ""),
    )


def merge(parts: Iterable[Mapping[str, list[Entry]]]) -> Lexicon:
    """One lexicon of all *parts*; an id that returns replaces the earlier entry of its table."""
    tables: dict[str, dict[str, Entry]] = {}
    for part in parts:
        for table, entries in part.items():
            for entry in entries:
                tables.setdefault(table, {})[entry.id] = entry
    return Lexicon({table: tuple(entries.values()) for table, entries in tables.items()})


@cache
def builtin_parts() -> tuple[dict[str, list[Entry]], ...]:
    """Tables of each shipped file, in order of file name; a checkout that has not compiled them reads them."""
    if not COMPILED.exists():
        return source_parts()
    import simplejson

    parts = simplejson.loads(COMPILED.read_text(encoding="utf-8"))
    return tuple(
        {table: [_compiled_entry(table, row) for row in rows] for table, rows in part.items()}
        for part in parts
    )


def source_parts() -> tuple[dict[str, list[Entry]], ...]:
    """Tables of each TOML file in plancli/data, in order of file name."""
    files = sorted(_DATA.glob("*.toml"))
    return tuple(parse_lexicon(file.read_text(encoding="utf-8"), file.name) for file in files)


def compiled_text(parts: Iterable[Mapping[str, list[Entry]]]) -> str:
    """What data/lexicon.json holds for *parts*, an entry a line."""
    import simplejson

    def line(entry: Entry) -> str:
        row = [entry.id, entry.forms, entry.fields, entry.examples, entry.refused, entry.where, entry.meaning]
        return simplejson.dumps(row, ensure_ascii=False)

    def part_text(part: Mapping[str, list[Entry]]) -> str:
        return ",\n".join(
            f'"{table}": [\n' + ",\n".join(map(line, entries)) + "\n]" for table, entries in part.items()
        )

    return "[\n" + ",\n".join("{" + part_text(part) + "}" for part in parts) + "\n]\n"


def _compiled_entry(table: str, row: list[Any]) -> Entry:
    identifier, forms, fields, examples, refused, where, meaning = row
    return Entry(table, identifier, tuple(forms), fields, tuple(examples), tuple(refused), where, meaning)


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that plancli ships."""
    return merge(builtin_parts())


@lru_cache(maxsize=8)
def load_lexicon(paths: tuple[str, ...]) -> Lexicon:
    """The shipped lexicon with the users' files *paths* laid over it.

    Raises: LexiconError that names the file, and the line of the entry that is wrong.
    """
    if not paths:
        return default_lexicon()
    return merge([*builtin_parts(), *(read_lexicon_file(path) for path in paths)])


def read_lexicon_file(path: str) -> dict[str, list[Entry]]:
    """Tables of the user's file *path*.

    Raises: LexiconError when it cannot be read or is malformed.
    """
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return parse_lexicon(stream.read(), path)
    except OSError as error:
        raise LexiconError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: byte {error.start} is not UTF-8; save the lexicon as UTF-8") from error


@cache
def word_counts() -> dict[str, int]:
    """Words of data/words.txt with their counts."""
    text = (_DATA / "words.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}
