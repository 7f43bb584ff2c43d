"""Runs that stop and go on: nothing is lost, nothing is done twice, the bytes are the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import batch_parser
import pytest
from batching import (
    command,
    content,
    descendants,
    journal_lines,
    make_inputs,
    run,
    sources,
    start,
    wait_until,
)

from plancli.batch.journal import Journal, discard, journal_folder, run_key
from plancli.batch.work import Limits, Outcome, Recipe
from plancli.errors import JournalError

pytestmark = pytest.mark.slow


@pytest.fixture
def log(tmp_path, monkeypatch):
    folder = tmp_path / "log"
    folder.mkdir()
    monkeypatch.setenv(batch_parser.LOG, str(folder))
    return folder


def slow_inputs(folder: Path) -> Path:
    return make_inputs(folder, 30, **{f"{number:03}-slow": "SLOW 0.05" for number in range(20)}, bad="REFUSE")


@pytest.mark.parametrize(
    ("name", "blow"),
    [
        ("out.jsonl", signal.SIGINT),
        ("out.jsonl", signal.SIGTERM),
        ("out.jsonl", signal.SIGKILL),
        ("out.db", signal.SIGTERM),
        ("out.parquet", signal.SIGINT),
        ("out", signal.SIGKILL),
    ],
)
def test_a_stopped_run_goes_on_to_the_same_bytes(tmp_path, log, name, blow):
    folder = slow_inputs(tmp_path / "in")
    process = start("batch", folder, "-o", tmp_path / name, "-j", 2)
    wait_until(lambda: journal_lines(tmp_path / name) > 5)
    process.send_signal(blow)
    _, errors = process.communicate(timeout=20)
    kept = journal_lines(tmp_path / name)

    assert process.returncode == (-9 if blow is signal.SIGKILL else 128 + blow)
    assert blow is signal.SIGKILL or "--resume goes on from there" in errors
    assert not (tmp_path / name).exists()
    assert 5 < kept < 51

    before = batch_parser.parsed()
    result = command("batch", folder, "-o", tmp_path / name, "-j", 2, "--resume", "--summary", "json")
    again = len(batch_parser.parsed()) - len(before)
    run(folder, output=tmp_path / f"whole-{name}")

    assert result.returncode == 1
    assert again == 51 - kept
    assert json.loads(result.stdout)["documents"] == 50
    assert list(content(tmp_path / name).values()) == list(content(tmp_path / f"whole-{name}").values())


def test_only_what_has_changed_is_done_again(tmp_path, log):
    folder = make_inputs(tmp_path / "in", 20, bad="REFUSE")
    run(folder, output=tmp_path / "out.jsonl")
    (folder / "007.html").write_text("新的内容")
    (folder / "003.html").unlink()
    (folder / "new.html").write_text("新的文件")
    # A new date on the old content changes nothing.
    os.utime(folder / "001.html", (0, 0))
    before = len(batch_parser.parsed())
    tally = run(folder, output=tmp_path / "out.jsonl", resume=True)
    redone = [Path(path).name for path in batch_parser.parsed()]

    assert len(redone) - before == 2
    assert redone.count("007.html") == 2
    assert redone.count("new.html") == 1
    assert (tally.documents, tally.kept, tally.failures) == (20, 18, {"decode": 1})
    assert "003.html" not in sources(tmp_path / "out.jsonl")
    assert tally.targets == 80

    run(folder, output=tmp_path / "fresh.jsonl")

    assert list(content(tmp_path / "out.jsonl").values()) == list(content(tmp_path / "fresh.jsonl").values())


def test_files_that_failed_for_a_passing_cause_are_tried_again(tmp_path, log):
    folder = make_inputs(tmp_path / "in", 2, slow="SLOW 2", bad="REFUSE")
    first = run(folder, output=tmp_path / "out.jsonl", limits={"timeout": 0.5}, jobs=2)
    before = len(batch_parser.parsed())
    second = run(folder, output=tmp_path / "out.jsonl", limits={"timeout": 30}, resume=True, jobs=2)

    assert first.failures == {"timeout": 1, "decode": 1}
    assert second.failures == {"decode": 1}
    assert len(batch_parser.parsed()) - before == 1


def test_results_of_other_options_or_versions_are_not_used(tmp_path, log, monkeypatch):
    folder = make_inputs(tmp_path / "in", 5)
    run(folder, output=tmp_path / "out.jsonl")
    run(folder, output=tmp_path / "out.jsonl", encoding="gb18030", resume=True)

    assert len(batch_parser.parsed()) == 10

    run(folder, output=tmp_path / "out.jsonl", resume=True)

    assert len(batch_parser.parsed()) == 10

    monkeypatch.setattr("plancli.batch.journal.__version__", "9.9")
    tally = run(folder, output=tmp_path / "out.jsonl", resume=True)

    assert len(batch_parser.parsed()) == 15
    assert tally.kept == 0


def test_an_old_journal_is_told(tmp_path):
    folder = make_inputs(tmp_path / "in", 5)
    run(folder, output=tmp_path / "out.jsonl")
    result = command("batch", folder, "-o", tmp_path / "out.jsonl", "--resume", "--encoding", "gb18030")

    assert "5 results kept from another version or other options are not used" in result.stderr


def test_the_key_holds_all_that_decides_a_result():
    plain = Recipe("targets.jsonl")
    others = [
        Recipe("db"),
        Recipe("targets.jsonl", encoding="utf-8"),
        Recipe("targets.jsonl", lexicons=(("a", "b"),)),
        Recipe("targets.jsonl", limits=Limits(max_bytes=1)),
    ]

    assert run_key(plain) == run_key(Recipe("targets.jsonl", limits=Limits(timeout=1)))
    assert len({run_key(recipe) for recipe in [plain, *others]}) == 5


@pytest.mark.parametrize("damage", ["cut", "zeros", "results", "results cut", "no newline"])
def test_a_damaged_journal_costs_only_what_is_damaged(tmp_path, log, damage):
    folder = make_inputs(tmp_path / "in", 20)
    run(folder, output=tmp_path / "out.jsonl")
    before = content(tmp_path / "out.jsonl")
    lines, results = tmp_path / "out.jsonl.journal/journal.jsonl", tmp_path / "out.jsonl.journal/results.bin"
    size = lines.stat().st_size
    if damage == "cut":
        os.truncate(lines, size - 150)
    elif damage == "no newline":
        os.truncate(lines, size - 1)
    elif damage == "zeros":
        lines.write_bytes(lines.read_bytes()[: size // 2] + b"\0" * 500)
    elif damage == "results":
        raw = bytearray(results.read_bytes())
        raw[3000] ^= 1
        results.write_bytes(raw)
    else:
        os.truncate(results, results.stat().st_size - 10)
    tally = run(folder, output=tmp_path / "out.jsonl", resume=True)

    assert 20 > tally.kept >= (8 if damage == "zeros" else 18)
    assert content(tmp_path / "out.jsonl") == before


@pytest.mark.parametrize("notes", ["my own notes\n", "[" * 100_000 + "\n", "\0" * 1000 + "\n"])
def test_what_is_no_journal_is_left_alone(tmp_path, notes):
    folder = make_inputs(tmp_path / "in", 2)
    journal = Path(journal_folder(str(tmp_path / "out.jsonl")))
    journal.mkdir()
    (journal / "journal.jsonl").write_text(notes)
    (journal / "diary.txt").write_text("dear diary")
    for how in ("resume", "force"):
        with pytest.raises(JournalError, match="not a journal"):
            run(folder, output=tmp_path / "out.jsonl", **{how: True})

    assert (journal / "journal.jsonl").read_text() == notes
    assert (journal / "diary.txt").read_text() == "dear diary"


def test_what_others_put_into_a_journal_stays(tmp_path):
    folder = make_inputs(tmp_path / "in", 2)
    run(folder, output=tmp_path / "out.jsonl")
    mine = tmp_path / "out.jsonl.journal" / "partial-draft.txt"
    mine.write_text("dear diary")
    run(folder, output=tmp_path / "out.jsonl", resume=True)
    run(folder, output=tmp_path / "out.jsonl", force=True)

    assert mine.read_text() == "dear diary"


def test_a_journal_of_another_form_says_what_to_do(tmp_path):
    folder = make_inputs(tmp_path / "in", 2)
    journal = Path(journal_folder(str(tmp_path / "out.jsonl")))
    journal.mkdir()
    (journal / "journal.jsonl").write_text('{"plancli_journal": 99}\n')
    with pytest.raises(JournalError, match="--force"):
        run(folder, output=tmp_path / "out.jsonl", resume=True)


def test_two_runs_do_not_write_one_output(tmp_path):
    journal = Journal(str(tmp_path / "out.jsonl.journal"), Recipe("targets.jsonl"))
    journal.keep(Outcome(0, "a", "0" * 64, b"payload"))
    with pytest.raises(JournalError, match="another run"):
        Journal(str(tmp_path / "out.jsonl.journal"), Recipe("targets.jsonl"))
    with pytest.raises(JournalError, match="another run"):
        discard(str(tmp_path / "out.jsonl.journal"))
    journal.close()


def test_a_stop_does_not_wait_for_a_file_that_never_ends(tmp_path):
    folder = make_inputs(tmp_path / "in", 2, **{"000-endless": "HANG"})
    process = start("batch", folder, "-o", tmp_path / "out.jsonl", "-j", 1)
    wait_until(lambda: len(descendants(process.pid)) == 2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)

    assert process.returncode == 130
    assert "stopped by SIGINT" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_list_that_comes_slowly_holds_up_neither_the_work_nor_a_stop(tmp_path, number):
    folder = make_inputs(tmp_path / "in", 3)
    output = tmp_path / "out.jsonl"
    process = start("batch", "--files-from", "-", "-o", output, "-j", 1, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(f"{folder}/000.html\n{folder}/001.html\n")
    process.stdin.flush()
    wait_until(lambda: journal_lines(output) == 2)
    process.stdin.write(f"{folder}/002.html\n")
    process.stdin.flush()
    wait_until(lambda: journal_lines(output) == 3)
    process.send_signal(number)

    assert process.wait(10) == 128 + number
    assert "3 inputs are done" in process.communicate()[1]
