"""Lexicon files (data/*.toml) -> tables of entries that stages compile into patterns.

Promise: the only module that opens data files; a bad entry is refused with its file and line. The shipped
files are read from data/lexicon.json, which `make lexicon` makes of them: TOML takes a tenth of a second.
A file holds arrays of tables, ``[[unit]]``; each entry has an ``id`` unique in its table, usually ``forms``
(words, longest first when compiled), ``examples`` that must match and ``not`` that must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct, json

from plancli.errors import InstallationError, LexiconError

# Read by tests, `lexicon check` and people, not by stages.
DOCUMENTATION_KEYS = frozenset({"examples", "not", "why", "meaning", "source"})
# Lists of words that an entry of any table may hold.
_WORD_KEYS = ("forms", "examples", "not")

_DATA = Path(__file__).parent / "data"
COMPILED = _DATA / "lexicon.json"
PREFILTERS = _DATA / "prefilters.json"


class Entry(Struct, frozen=True):
    """One entry of a table."""

    table: str
    id: str
    forms: tuple[str, ...] = ()
    fields: Mapping[str, Any] = {}
    """The entry's other keys: bound, factor, alias, ..."""
    examples: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """The key ``not``: texts the entry must not match."""
    where: str = ""
    """File and line, for messages."""
    meaning: str = ""
    """What the entry stands for, for people; the key ``meaning``, else ``why``."""
    lines: tuple[tuple[str, int], ...] = ()
    """Line of each key, and of the entry under ""; empty for what was compiled."""

    def line(self, key: str = "") -> int:
        """The line of *key*, else of the entry; 0 when it is not known."""
        lines = dict(self.lines)
        return lines.get(key) or lines.get("", 0)

    def place(self, key: str = "") -> str:
        """File and line of *key*, else of the entry."""
        line = self.line(key)
        return f"{self.where.rpartition(':')[0]}:{line}" if line else self.where

    def named(self, key: str = "") -> str:
        """The entry, or its *key*, in a message."""
        return f"{f'{key} of ' if key else ''}{self.id or 'an entry'} in [[{self.table}]]"


class Lexicon(Struct, frozen=True, eq=False):
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

    Words of one first character stand together, which of five hundred verbs takes half the time to try.

    Raises: LexiconError when there are none, because an empty group matches everywhere.

    >>> alternation(["超", "超过", "达到"])
    '(?:超(?:过|)|达到)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered or "" in ordered:
        raise LexiconError("a list of words is empty or holds an empty word; give at least one word")
    tails: dict[str, list[str]] = {}
    for word in ordered:
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(re.escape(first) + _any_of(ends) for first, ends in tails.items()) + ")"


def _any_of(ends: Sequence[str]) -> str:
    return ends[0] if len(ends) == 1 else f"(?:{'|'.join(ends)})"


def parse_lexicon(text: str, name: str) -> dict[str, list[Entry]]:
    """Tables of one lexicon file.

    Raises: LexiconError naming *name* and the line when the file or an entry is malformed.
    """
    tables, wrong = read_entries(text, name)
    if wrong:
        raise LexiconError(min(wrong)[1])
    return tables


def read_entries(text: str, name: str) -> tuple[dict[str, list[Entry]], list[tuple[int, str]]]:
    """Tables of one lexicon file as far as they are well formed; line and sentence of each fault of form.

    Raises: LexiconError naming *name* when it is not TOML.
    """
    # Loaded for a user's file only; the shipped ones are compiled.
    import tomllib

    from plancli.lexicon_lines import entry_lines

    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(f"{name}: {error}; see `plancli lexicon --help` for the form") from error
    except ValueError as error:
        raise LexiconError(
            f"{name}: a number in it has thousands of digits; see `plancli lexicon --help`"
        ) from error
    lines = entry_lines(text)
    found: dict[str, list[Entry]] = {}
    wrong: list[tuple[int, str]] = []
    for table, rows in tables.items():
        places = lines[table]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            line = places[0][""]
            wrong.append((line, f"{name}:{line}: {table} must be written [[{table}]]"))
            continue
        for number, row in enumerate(rows):
            # Rows may be written without headers too: unit = [{id = …}].
            entry = _entry(table, row, name, places[min(number, len(places) - 1)])
            found.setdefault(table, []).append(entry)
            wrong += [
                (entry.line(key), f"{entry.place(key)}: {said}") for key, said in _malformed(entry, row)
            ]
    return found, wrong


def _entry(table: str, row: dict[str, Any], name: str, lines: Mapping[str, int]) -> Entry:
    return Entry(
        table=table,
        id=row["id"] if _is_word(row.get("id")) else "",
        forms=_words(row, "forms"),
        fields={k: v for k, v in row.items() if k not in DOCUMENTATION_KEYS and k not in ("id", "forms")},
        examples=_words(row, "examples"),
        refused=_words(row, "not"),
        where=f"{name}:{lines['']}",
        meaning=str(row.get("meaning") or row.get("why") or ""),
        lines=tuple(lines.items()),
    )


def _malformed(entry: Entry, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Key and fault of each that every table asks for and *row* does not give."""
    if not entry.id:
        yield "id", f"an entry of [[{entry.table}]] has no id; give it one that is unique there"
    for key in _WORD_KEYS:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(map(_is_word, value)):
            yield key, f"{entry.named(key)} must be a list of texts"


def _words(row: dict[str, Any], key: str) -> tuple[str, ...]:
    """The words of the list *key*, and a word that stands there without its brackets."""
    value = row.get(key, [])
    return tuple(filter(_is_word, value if isinstance(value, list) else [value]))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value != ""


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
    parts = _shipped(COMPILED, list[dict[str, list[list[Any]]]])
    return tuple(
        {table: [_compiled_entry(table, row) for row in rows] for table, rows in part.items()}
        for part in parts
    )


def _shipped(path: Path, form: Any) -> Any:
    """What the file *path* of the installation holds.

    Raises: InstallationError when it is damaged.
    """
    try:
        return json.decode(path.read_bytes(), type=form)
    except MsgspecError as error:
        raise InstallationError(
            f"{path} is damaged ({str(error)[:1].lower()}{str(error)[1:]}): install plancli again"
        ) from error


def source_parts() -> tuple[dict[str, list[Entry]], ...]:
    """Tables of each TOML file in plancli/data, in order of file name."""
    files = sorted(_DATA.glob("*.toml"))
    return tuple(parse_lexicon(file.read_text(encoding="utf-8"), file.name) for file in files)


def compiled_text(parts: Iterable[Mapping[str, list[Entry]]]) -> str:
    """What data/lexicon.json holds for *parts*, an entry a line."""

    def line(entry: Entry) -> str:
        row = [entry.id, entry.forms, entry.fields, entry.examples, entry.refused, entry.where, entry.meaning]
        return json.format(json.encode(row), indent=0).decode()

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
    return parse_lexicon(lexicon_text(path), path)


def lexicon_text(path: str) -> str:
    """Text of the user's file *path*.

    Raises: LexiconError when it cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except OSError as error:
        raise LexiconError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: byte {error.start} is not UTF-8; save the lexicon as UTF-8") from error


@cache
def prefilters() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Groups of words by the digest of a pattern (patterns.py): each match of it holds one word of each group.

    `make lexicon` reads them off the patterns; one that is not there is compiled when it is first used.

    Raises: InstallationError when the file is damaged.
    """
    if not PREFILTERS.exists():
        return {}
    words: dict[str, tuple[tuple[str, ...], ...]] = _shipped(
        PREFILTERS, dict[str, tuple[tuple[str, ...], ...]]
    )
    return words


@cache
def word_counts() -> dict[str, int]:
    """Words of data/words.txt with their counts."""
    text = (_DATA / "words.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}
