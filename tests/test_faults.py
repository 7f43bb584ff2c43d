"""Faults of disks, streams and signals while a command reads single files; all of them are real."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from batching import wait_until
from conftest import SAMPLES

pytestmark = pytest.mark.slow
SAMPLE = SAMPLES[0].parent / "city_a.html"
GOLD = Path(__file__).parent / "gold/city_a.json"
# What each command that prints is run with; the second release is there for those that need two.
PRINTING = {
    **{name: [name, "$1"] for name in ("parse", "targets", "outline", "clean", "quantities", "explain")},
    "compare": ["compare", "$1", "$2"],
    "eval": ["eval", "$3", "$1"],
    "schema": ["schema"],
    "lexicon list": ["lexicon", "list"],
    "lexicon check": ["lexicon", "check", "$4"],
    "completion": ["completion", "bash"],
    "batch": ["batch", "$1", "-o", "$5", "--force", "--summary", "json"],
    "merge": ["merge", "$6", "-o", "$5", "--force", "--summary", "json"],
    "help": ["--help"],
}


def shell(script: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """*script* with the command as $PLANCLI."""
    return subprocess.run(
        ["bash", "-c", script, "bash", *map(str, arguments)],
        env={**os.environ, "PLANCLI": f"{sys.executable} -m plancli"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


@pytest.fixture
def arguments(tmp_path: Path) -> list[object]:
    """What $1, $2, … of `PRINTING` stand for."""
    (tmp_path / "words.toml").write_text(
        '[[unit]]\nid = "炉"\nforms = ["炉"]\nexamples = ["年产300炉"]\n', "utf-8"
    )
    shell('$PLANCLI batch "$1" -o "$2"', SAMPLE, tmp_path / "shard.jsonl")
    files = ("words.toml", "out.jsonl", "shard.jsonl")
    return [SAMPLE, SAMPLES[0].parent / "city_b.html", GOLD, *(tmp_path / name for name in files)]


# -- streams


@pytest.mark.parametrize("name", PRINTING)
def test_an_output_that_is_full_is_one_clear_line(arguments, name):
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    words = " ".join(f'"{word}"' for word in PRINTING[name])
    result = shell(f"$PLANCLI {words} > /dev/full", *arguments)

    assert result.returncode == 1
    assert result.stderr == "plancli: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize("name", [name for name in PRINTING if name != "help"])
def test_an_output_that_is_closed_is_one_clear_line(arguments, name):
    words = " ".join(f'"{word}"' for word in PRINTING[name])
    result = shell(f"$PLANCLI {words} >&-", *arguments)

    assert result.returncode == 1
    assert result.stderr == "plancli: standard output is closed; write to a file with -o\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A file that fails, of which every command tells."""
    path = tmp_path / "empty.html"
    path.touch()
    return path


@pytest.mark.parametrize("errors", ["2>&-", "2>/dev/full"])
def test_where_nobody_can_be_told_the_data_is_delivered(release, empty, tmp_path, errors):
    plain = shell('$PLANCLI parse --json "$1"', release)
    parsed = shell(f'$PLANCLI parse --json "$1" "$2" {errors}', empty, release)
    batch = shell(f'$PLANCLI batch "$1" "$2" -o "$3" {errors}', empty, release, tmp_path / "out.jsonl")
    wrong = shell(f"$PLANCLI nonsense {errors}")

    assert (parsed.returncode, parsed.stdout) == (1, plain.stdout)
    assert batch.returncode == 1
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 2
    assert wrong.returncode == 2


@pytest.mark.parametrize("name", ["parse", "batch"])
def test_a_reader_of_errors_that_leaves_stops_nothing(release, empty, tmp_path, name):
    script = f'$PLANCLI {name} "$1" "$2" -o "$3" 2>&1 >/dev/null | true; exit "${{PIPESTATUS[0]}}"'
    result = shell(script, empty, release, tmp_path / "out.jsonl")

    assert result.returncode == 1
    assert (tmp_path / "out.jsonl").exists()


# -- disks


@pytest.mark.parametrize("old", ["", "old"])
def test_a_full_disk_is_one_clear_line_and_leaves_what_was_there(small_disk, old):
    output = small_disk / "out.json"
    if old:
        output.write_text(old)
    with suppress(OSError), open(small_disk / "other.txt", "wb", buffering=0) as stream:
        while stream.write(bytes(4096)):
            pass
    result = shell('$PLANCLI parse --json --force -o "$1" "$2"', output, SAMPLE)

    assert result.returncode == 1
    assert result.stderr == f"plancli: {output} cannot be written: No space left on device\n"
    assert {path.name for path in small_disk.iterdir()} == {"other.txt", *(["out.json"] if old else [])}
    assert not old or output.read_text() == old


@pytest.mark.parametrize("name", ["parse", "batch"])
def test_a_disk_that_may_only_be_read_is_one_clear_line(small_disk, release, name):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = shell('$PLANCLI "$1" "$2" -o "$3"', name, release, small_disk / "out.jsonl")

    assert result.returncode == (2 if name == "batch" else 1)
    assert "Read-only file system" in result.stderr or "is not writable" in result.stderr
    assert result.stderr.count("\n") == 1


# -- signals and inputs


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_file_is_parsed_leaves_what_was_there(tmp_path, release, blow):
    """The first file is written and the second, of some seconds, is being parsed."""
    slow = tmp_path / "slow.txt"
    slow.write_text("到2025年，建成学校50所。\n" * 100_000, encoding="utf-8")
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    process = subprocess.Popen(
        [sys.executable, "-m", "plancli", "parse", "--json", release, slow, "--force", "-o", output],
        stderr=subprocess.PIPE,
        # A shell's background jobs ignore Ctrl-C, and so would their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    wait_until(lambda: any(path.suffix == ".part" for path in tmp_path.iterdir()))
    process.send_signal(blow)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 128 + blow
    assert errors.strip() == b""
    assert output.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "release.md", "slow.txt"]


def test_an_input_that_cannot_be_read_to_its_end_is_one_line(tmp_path, release):
    """Reading the memory of a process fails in mid-file, as a bad disk does."""
    if not os.path.exists("/proc/self/mem"):
        pytest.skip("this system has no file that fails when it is read")
    result = shell('$PLANCLI parse --json /proc/self/mem "$1"', release)

    assert result.returncode == 1
    assert result.stderr == "plancli: /proc/self/mem cannot be read: Input/output error\n"
    assert json.loads(result.stdout)["source"]["path"] == str(release)
