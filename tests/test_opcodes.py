"""What is kept of compiled patterns changes nothing but time, whatever has become of the file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from compiled import every_pattern
from conftest import SAMPLES

from plancli import opcodes
from plancli.lexicon import prefilters
from plancli.opcodes import FEWEST_WORTH_KEEPING, FOLDER_KEY, compile_pattern, keep
from plancli.patterns import digest

# Prints how many patterns a command had to compile.
COUNTED = """
import atexit, sys
from plancli import opcodes
from plancli.cli import main
atexit.register(lambda: print(len(opcodes._new), file=sys.stderr))
main()
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where this test's file is; nothing is compiled yet."""
    path = tmp_path / "caches" / "kept"
    monkeypatch.setenv(FOLDER_KEY, str(path))
    forget(monkeypatch)
    return path


def forget(monkeypatch) -> None:
    """As a new process knows nothing but the file."""
    monkeypatch.setattr(opcodes, "_new", {})
    opcodes._kept.cache_clear()


def parse(page: Path, **environment: str) -> tuple[bytes, int]:
    """Output of a new process for *page* and the number of patterns that it compiled."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, "parse", "--json", str(page)],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout, int(done.stderr)


@pytest.fixture
def patterns() -> list[tuple[str, str]]:
    """Texts and names of more patterns than it takes to have them kept."""
    texts = [f"(?P<n>[0-9]+)项{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"]
    assert len(texts) >= FEWEST_WORTH_KEEPING
    return [(text, digest(text)) for text in texts]


@pytest.mark.slow
def test_every_pattern_of_the_program_is_that_of_re(folder, monkeypatch):
    """Made here, and read back from the file."""
    uses = [(use.text.encode("latin-1") if use.is_bytes else use.text, use.flags) for use in every_pattern()]
    expected = {(text, flags): re.compile(text, flags) for text, flags in uses}
    for _ in range(2):
        assert {use: compile_pattern(*use, digest(*use)) for use in uses} == expected
        keep({digest(*use) for use in uses})
        made = len(opcodes._new)
        forget(monkeypatch)

    assert made == 0


def test_the_second_command_compiles_what_the_first_did_not(folder):
    page = next(path for path in SAMPLES if path.name == "sina_full_page.html")
    first, compiled = parse(page)
    second, again = parse(page)

    assert (first, 0) == (second, again)
    assert compiled > 100
    assert [path.parent for path in folder.iterdir()] == [folder]


def test_nothing_is_kept_where_the_user_wants_nothing(tmp_path, folder):
    page = SAMPLES[0]
    _, compiled = parse(page, **{FOLDER_KEY: "", "HOME": str(tmp_path / "home")})

    assert compiled > 100
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HOME": "/home/someone"}, "/home/someone/.cache/plancli"),
        ({"HOME": "/home/someone", "XDG_CACHE_HOME": "/var/caches"}, "/var/caches/plancli"),
        ({"HOME": "/home/someone", "XDG_CACHE_HOME": "here"}, "/home/someone/.cache/plancli"),
        ({"HOME": ""}, None),
        ({}, None),
    ],
)
def test_it_is_kept_where_the_system_keeps_such(monkeypatch, environment, expected):
    for name in (FOLDER_KEY, "HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    path = opcodes._path()

    assert (path and str(path.parent)) == expected


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, folder):
    """A file stands where the folder would be."""
    (tmp_path / "file").touch()
    output, compiled = parse(SAMPLES[0], **{FOLDER_KEY: str(tmp_path / "file" / "kept")})

    assert compiled > 100
    assert output == parse(SAMPLES[0])[0]


def test_a_torn_or_foreign_file_is_as_none(folder, monkeypatch, patterns):
    for text, name in patterns:
        compile_pattern(text, 0, name)
    keep(dict(patterns).values())
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "empty": b"",
        "its head alone": whole[:40],
        "its half": whole[:middle],
        "all but a byte": whole[:-1],
        "a byte more": whole + b"\0",
        "one bit turned": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "another interpreter's": whole.replace(str(sys.hexversion).encode(), b"50000000"),
    }
    assert set(opcodes._read(path)) == set(dict(patterns).values())

    for what, stored in damaged.items():
        path.write_bytes(stored)
        assert opcodes._read(path) == {}, what
        forget(monkeypatch)
        assert compile_pattern(*patterns[0][:1], 0, patterns[0][1]) == re.compile(patterns[0][0])


def test_what_other_processes_kept_stays_and_what_no_version_asks_for_goes(folder, monkeypatch, patterns):
    for text, name in patterns[:FEWEST_WORTH_KEEPING]:
        compile_pattern(text, 0, name)
    opcodes._kept()
    keep(dict(patterns).values())
    (path,) = folder.iterdir()
    more = {f"{name}*": f"{text}*" for text, name in patterns}
    forget(monkeypatch)
    for name, text in more.items():
        compile_pattern(text, 0, name)
    stays = {name for _, name in patterns[:3]}
    keep(stays | set(more))

    assert set(opcodes._read(path)) == stays | set(more)


def test_a_few_are_not_worth_a_file(folder, patterns):
    for text, name in patterns[: FEWEST_WORTH_KEEPING - 1]:
        compile_pattern(text, 0, name)
    keep(dict(patterns).values())

    assert not folder.exists()


def test_an_interpreter_of_another_kind_compiles(folder, monkeypatch):
    monkeypatch.setattr(opcodes, "_engine", lambda: None)
    name = next(iter(prefilters()))

    assert compile_pattern("[0-9]+项", 0, name) == re.compile("[0-9]+项")
    assert opcodes._new == {}


def test_a_users_pattern_is_not_kept(folder, tmp_path):
    """Its text may be anybody's secret, and nothing would ever take it away."""
    from plancli.patterns import lazily

    assert lazily("某某[0-9]+项").search("某某3项")
    assert opcodes._new == {}
