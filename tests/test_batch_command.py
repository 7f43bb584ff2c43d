"""The command itself: exit codes, what goes to which stream, the bar, the summary, the real parser."""

from __future__ import annotations

import json
import os
import pty
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from batching import DRIVER, HERE, command, content, failures, make_inputs, run, sources

from plancli.batch.progress import counts, line, open_progress, style_for
from plancli.batch.summary import Tally

SAMPLES = Path(__file__).parent.parent / "samples"


def test_all_parsed_is_0_and_standard_output_stays_empty(tmp_path):
    result = command("batch", make_inputs(tmp_path / "in", 3), "-o", tmp_path / "out.jsonl")

    assert result.returncode == 0
    assert result.stdout == ""
    assert "documents" in result.stderr
    assert "targets by deadline" in result.stderr
    assert "2025" in result.stderr


def test_some_failed_is_1_with_the_count_and_the_list(tmp_path):
    folder = make_inputs(tmp_path / "in", 3, bad="REFUSE", worse="BUG")
    result = command("batch", folder, "-o", tmp_path / "out.jsonl", "--quiet")

    assert result.returncode == 1
    assert result.stderr == (
        f"plancli: 2 of 5 inputs failed; they are listed in {tmp_path}/out.jsonl.failures.jsonl\n"
    )
    assert sources(tmp_path / "out.jsonl") == ["000.html", "001.html", "002.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "out.jsonl"],
        ["nosuch", "-o", "out.jsonl"],
        ["in"],
        ["in", "-o", "out.pdf"],
        ["in", "-o", "out.jsonl", "--shard", "3/2"],
        ["in", "-o", "out.jsonl", "--shard", "0/2"],
        ["in", "-o", "out.jsonl", "--jobs", "0"],
        ["in", "-o", "out.jsonl", "--scheduler", "tcp://localhost:1"],
        ["in", "-o", "out.jsonl", "--include", "[z-a]"],
        ["in", "-o", "out.jsonl", "--resume", "--force"],
        ["in", "-o", "out.jsonl", "--lexicon", "nosuch.toml"],
        ["--files-from", "nosuch.txt", "-o", "out.jsonl"],
        ["in", "-o", "nosuch/out.jsonl"],
    ],
)
def test_a_wrong_command_is_2_and_writes_nothing(tmp_path, arguments):
    make_inputs(tmp_path / "in", 1)
    result = command("batch", *arguments, cwd=tmp_path)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_an_existing_output_is_2(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    (tmp_path / "out.jsonl").write_text("mine")
    result = command("batch", folder, "-o", tmp_path / "out.jsonl")
    resumed = command("batch", folder, "-o", tmp_path / "out.jsonl", "--resume")

    assert (result.returncode, resumed.returncode) == (2, 2)
    assert "--force replaces it" in result.stderr
    assert (tmp_path / "out.jsonl").read_text() == "mine"


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_resuming_is_advised_only_where_it_can_be_done(tmp_path, name):
    """With the journal --resume goes on; without it, and when it was given already, there is --force alone."""
    output = tmp_path / name
    words = ["batch", make_inputs(tmp_path / "in", 1), "-o", output]
    assert command(*words).returncode == 0

    assert command(*words).stderr.endswith(
        f"{output} exists; --force replaces it, --resume brings it up to date\n"
    )
    shutil.rmtree(f"{output}.journal")
    assert command(*words).stderr.endswith(f"{output} exists; --force replaces it\n")
    assert command(*words, "--resume").stderr.endswith(
        f"{output} exists; there is no {output}.journal to resume from; --force replaces it\n"
    )


def test_the_list_on_standard_input_is_never_the_output(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    listed = tmp_path / "list.csv"
    listed.write_text(f"{folder}/000.html\n")
    with listed.open("rb") as stream:
        result = command("batch", "--files-from", "-", "-o", listed, "--force", stdin=stream)

    assert result.returncode == 2
    assert "is the list on standard input" in result.stderr
    assert listed.read_text() == f"{folder}/000.html\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in", "--include", "*.{txt,md}"], "no input was taken; 4 files were left out; check the paths"),
        (["in", "--exclude", "*"], "no input was taken; 4 files were left out; check"),
        (["empty"], "no input was taken; check the paths, --include and --exclude"),
        (["in/link.html*"], "no input was taken; 1 link or special file was skipped; check"),
        (["own", "--quiet"], "no input was taken; 1 file was left out; check"),
        (["--files-from", "-"], "no input was taken; the list names none; check"),
    ],
)
def test_where_nothing_is_taken_it_is_wrong_usage_and_all_is_as_it_was(tmp_path, arguments, said):
    """A scheduled run with a slip in a pattern must not pass for one with nothing new, nor replace the output."""
    folder = make_inputs(tmp_path / "in", 2)
    (folder / "link.html").symlink_to("000.html")
    (folder / ".hidden").write_text("a")
    for name in ("empty", "own"):
        (tmp_path / name).mkdir()
    shutil.copy(HERE / "golden" / "city_c.json", tmp_path / "own")
    before = sorted(tmp_path.rglob("*"))
    result = command("batch", *arguments, "-o", "out.jsonl", cwd=tmp_path, input="")

    assert result.returncode == 2
    assert said in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_part_of_the_work_may_be_empty(tmp_path):
    """`merge` waits for the output of each shard."""
    folder = make_inputs(tmp_path / "in", 1)
    results = [
        command("batch", folder, "-o", tmp_path / f"{index}.jsonl", "--shard", f"{index}/2")
        for index in (1, 2)
    ]

    assert [result.returncode for result in results] == [0, 0]
    assert sorted(bool((tmp_path / f"{index}.jsonl").stat().st_size) for index in (1, 2)) == [False, True]


def test_a_slip_in_a_pattern_costs_no_output(tmp_path):
    words = ["batch", make_inputs(tmp_path / "in", 2), "-o", tmp_path / "out.jsonl"]
    assert command(*words).returncode == 0
    before = (tmp_path / "out.jsonl").read_bytes()

    for mode in ("--resume", "--force"):
        assert command(*words, "--include", "*.nosuch", mode).returncode == 2
        assert (tmp_path / "out.jsonl").read_bytes() == before


def test_summary_json_goes_to_standard_output(tmp_path):
    folder = make_inputs(tmp_path / "in", 3, bad="REFUSE")
    (folder / "logo.png").write_bytes(b"")
    (folder / "link.html").symlink_to("000.html")
    result = command("batch", folder, "-o", tmp_path / "out.jsonl", "--summary", "json", "--progress", "none")
    summary = json.loads(result.stdout)

    assert (
        summary
        | {
            "documents": 3,
            "targets": 12,
            "targets_by_deadline": {"none": 3, "2025": 9},
            "failed": 1,
            "failures": {"decode": 1},
            "skipped": {"symlink": 1},
            "ignored": 1,
            "stopped": False,
        }
        == summary
    )


def test_paths_from_standard_input(tmp_path):
    folder = make_inputs(tmp_path / "in", 5)
    listed = f"{folder}/003.html\n{folder}/nosuch.html\n{folder}/001.html\n"
    result = command("batch", "--files-from", "-", "-o", tmp_path / "out.jsonl", input=listed)

    assert result.returncode == 1
    assert sources(tmp_path / "out.jsonl") == ["003.html", "001.html"]


@pytest.mark.parametrize("missing", ["nosuch.html", "nosuch*.html"])
def test_a_named_path_that_is_not_there_costs_no_other(tmp_path, missing):
    make_inputs(tmp_path / "in", 2)
    result = command("batch", "in/000.html", missing, "in/001.html", "-o", "out.jsonl", cwd=tmp_path)

    assert result.returncode == 1
    assert sources(tmp_path / "out.jsonl") == ["000.html", "001.html"]
    assert failures(tmp_path / "out.jsonl") == {missing: "input"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [("nosuch.html", "no such file or folder; check the path"), ("*.xyz", "the pattern matches no file")],
)
def test_where_nothing_that_is_named_is_there_nothing_is_begun(tmp_path, missing, said):
    alone = command("batch", missing, "other", "-o", "out.jsonl", cwd=tmp_path)
    listed = command("batch", missing, "--files-from", "-", "-o", "out.jsonl", cwd=tmp_path, input="x.html\n")

    assert alone.returncode == 2
    assert alone.stderr.startswith(f"plancli: {missing}: {said}")
    assert listed.returncode == 1
    assert failures(tmp_path / "out.jsonl") == {missing: "input", "x.html": "input"}


def test_progress_is_plain_lines_where_there_is_no_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("plancli.batch.progress._LINE_EVERY", 0.0)
    assert style_for("auto", quiet=False) == "plain"
    folder = make_inputs(tmp_path / "in", 1, **{"000-slow": "SLOW 0.8"})
    with open_progress("plain") as progress:
        run(folder, output=tmp_path / "out.jsonl", show=progress.show, jobs=2)
    lines = capsys.readouterr().err.splitlines()

    # Lines come while a file is being worked on as well.
    assert len([shown for shown in lines if shown.startswith("plancli: 1 files, 4 targets, 0 failed, ")]) >= 2
    assert "\x1b" not in "".join(lines)


def test_a_line_of_progress_tells_rate_and_time_left():
    tally = Tally(documents=500, targets=9000, failures={"empty": 2}, seconds=5.0, total=4502)

    assert counts(tally) == "502 of 4,502 files, 9,000 targets, 2 failed"
    assert line(tally).endswith("100.4 files/s, 0:00:39 left")


def test_a_terminal_gets_a_bar(tmp_path):
    folder = make_inputs(tmp_path / "in", 6, **{"000-slow": "SLOW 0.3"})
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    shown = subprocess.Popen(
        [*DRIVER, "batch", str(folder), "-o", str(tmp_path / "bar.jsonl")], stderr=theirs, env=environment
    )
    os.close(theirs)
    screen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        screen += part
    shown.wait()
    os.close(ours)

    assert "of 7 files" in screen.decode()
    assert b"\x1b[" in screen


def test_hostile_names_do_not_reach_the_terminal(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    output = tmp_path / "o\x1b[31m.jsonl"
    (folder / "bad.html").write_text("REFUSE")
    result = command("batch", folder, "-o", output)

    assert result.returncode == 1
    assert "\x1b" not in result.stderr


def test_shards_and_merge_give_what_one_run_gives(tmp_path):
    folder = make_inputs(tmp_path / "in", 30, bad="REFUSE")
    command("batch", folder, "-o", tmp_path / "whole.jsonl")
    parts = []
    for index in (1, 2):
        parts.append(tmp_path / f"part{index}.jsonl")
        command("batch", folder, "-o", parts[-1], "--shard", f"{index}/2")
    result = command("merge", *parts, "-o", tmp_path / "merged.jsonl")

    assert result.returncode == 0
    assert (tmp_path / "merged.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert all(part.stat().st_size for part in parts)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ""])
def test_equal_files_are_kept_by_a_run_and_dropped_by_merge(tmp_path, suffix):
    """The shards, merged, have the bytes of a single run that is merged alone."""
    folder = make_inputs(tmp_path / "in", 20)
    for number in range(5):
        shutil.copy(folder / "010.html", folder / f"copy{number}.html")
    whole, *parts = [tmp_path / f"{name}{suffix}" for name in ("whole", "one", "two", "three")]
    command("batch", folder, "-o", whole)
    for index, part in enumerate(parts, start=1):
        command("batch", folder, "-o", part, "--shard", f"{index}/3")
    alone, joined = tmp_path / f"alone{suffix}", tmp_path / f"joined{suffix}"

    assert command("merge", whole, "-o", alone).stderr.startswith("plancli: 20 documents, 5 dropped as")
    assert command("merge", *parts, "-o", joined).stderr.startswith("plancli: 20 documents, 5 dropped as")
    assert list(content(alone).values()) == list(content(joined).values())


def test_the_samples_with_the_real_parser(tmp_path):
    environment = {**os.environ, "PLANCLI_TEST_PARSER": "plancli.pipeline:parse"}
    result = command("batch", SAMPLES, "-o", tmp_path / "out.db", "--summary", "json", env=environment)
    summary = json.loads(result.stdout)
    base = sqlite3.connect(tmp_path / "out.db")
    found = base.execute(
        "SELECT count(*) FROM documents_search WHERE documents_search MATCH '国际标准'"
    ).fetchone()
    base.close()

    assert summary["documents"] >= 8
    assert summary["targets"] > 20
    assert set(summary["failures"]) <= {"format", "empty"}
    assert found[0] >= 1
