"""The compiled lexicon: the shipped one says what the TOML files say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import SAMPLES
from msgspec.structs import replace

from plancli.lexicon import (
    COMPILED,
    Entry,
    alternation,
    builtin_parts,
    compiled_text,
    parse_lexicon,
    source_parts,
)


def test_the_compiled_lexicon_is_that_of_the_files() -> None:
    assert COMPILED.exists(), "run `make lexicon`"
    assert COMPILED.read_text("utf-8") == compiled_text(source_parts()), "run `make lexicon`"


def test_what_is_compiled_reads_back_as_it_was() -> None:
    """All but the lines of the keys, which only messages on a user's file need."""
    source = tuple(
        {table: [replace(entry, lines=()) for entry in entries] for table, entries in part.items()}
        for part in source_parts()
    )

    assert builtin_parts() == source


@pytest.mark.parametrize("path", sorted(COMPILED.parent.glob("*.toml")), ids=lambda path: path.name)
def test_every_key_of_an_entry_is_known_by_its_line(path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for table, entries in parse_lexicon(path.read_text("utf-8"), path.name).items():
        for entry in entries:
            places = dict(entry.lines)

            assert lines[places.pop("") - 1].split("#")[0].strip() == f"[[{table}]]"
            assert set(places) >= {"id", *entry.fields}
            assert all(
                re.match(rf"{key}\s*=|\[{table}\.{key}\]", lines[line - 1]) for key, line in places.items()
            )


WORD_FILES = ("dates.toml", "periods.toml", "roles.toml", "terms.toml", "verbs.toml")
ENTRIES = [
    pytest.param(entries, entry, id=f"{table}.{entry.id}")
    for name in WORD_FILES
    for table, entries in parse_lexicon((COMPILED.parent / name).read_text("utf-8"), name).items()
    for entry in entries
]


def words_found(text: str, entries: list[Entry]) -> set[str]:
    """Forms of a table found in *text*, the longest that fits first, as stages find them."""
    return set(re.findall(alternation(form for entry in entries for form in entry.forms), text))


@pytest.mark.parametrize(("entries", "entry"), ENTRIES)
def test_an_entry_matches_its_examples_and_no_others(entries: list[Entry], entry: Entry) -> None:
    """Every example holds a form of its entry; no counter-example does."""
    assert entry.examples
    assert entry.refused
    assert [text for text in entry.examples if not words_found(text, entries) & set(entry.forms)] == []
    assert [text for text in entry.refused if words_found(text, entries) & set(entry.forms)] == []


@pytest.mark.parametrize("name", ["lexicon.json", "prefilters.json"])
def test_a_damaged_data_file_is_one_sentence(name, tmp_path) -> None:
    shutil.copytree(
        COMPILED.parent.parent, tmp_path / "plancli", ignore=shutil.ignore_patterns("__pycache__")
    )
    damaged = tmp_path / "plancli" / "data" / name
    damaged.write_bytes(damaged.read_bytes()[:5000])
    done = subprocess.run(
        [sys.executable, "-P", "-m", "plancli", "parse", str(SAMPLES[0])],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"{damaged} is damaged" in done.stderr
    assert "install plancli again" in done.stderr
