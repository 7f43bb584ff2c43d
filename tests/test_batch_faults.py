"""Faults that are real: workers killed and crashing, files that never end, full disks, lost inputs."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import batch_parser
import pytest
from batching import (
    DRIVER,
    command,
    content,
    descendants,
    failures,
    journal_lines,
    make_inputs,
    run,
    sources,
    start,
    wait_until,
)

from plancli.batch.pool import Pool
from plancli.batch.work import Limits, Place, Recipe, Task
from plancli.errors import EngineError, OutputError

pytestmark = pytest.mark.slow
RECIPE = Recipe("targets.jsonl", parse=batch_parser.NAME, limits=Limits(timeout=5))


def tasks(folder: Path) -> list[Task]:
    paths = sorted(folder.iterdir())
    return [Task(number, str(path), Place("file", str(path))) for number, path in enumerate(paths)]


def test_a_worker_killed_from_outside_costs_no_file(tmp_path):
    folder = make_inputs(tmp_path / "in", 60, **{"0-slow": "SLOW 1"})
    process = start("batch", folder, "-o", tmp_path / "out.jsonl", "-j", 2, "--summary", "json")
    wait_until(lambda: journal_lines(tmp_path / "out.jsonl") > 2)
    # The nursery is the only child; the workers are its children.
    workers = wait_until(lambda: descendants(process.pid)[1:])
    os.kill(workers[0], signal.SIGKILL)
    output, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert json.loads(output)["documents"] == 61
    assert len(sources(tmp_path / "out.jsonl")) == 61


@pytest.mark.parametrize("command_word", ["SEGFAULT", "EXIT 3", "EXIT 0"])
def test_a_file_that_ends_its_worker_is_named_and_alone_blamed(tmp_path, command_word):
    folder = make_inputs(tmp_path / "in", 40, **{"010-poison": command_word})
    result = command("batch", folder, "-o", tmp_path / "out.jsonl", "-j", 2)
    record = json.loads((tmp_path / "out.jsonl.failures.jsonl").read_text())

    assert result.returncode == 1
    assert "1 of 41 inputs failed" in result.stderr
    assert failures(tmp_path / "out.jsonl") == {"010-poison.html": "worker"}
    assert ("SIGSEGV" if command_word == "SEGFAULT" else f"status {command_word[-1]}") in record["message"]
    assert len(sources(tmp_path / "out.jsonl")) == 40


def test_poison_files_one_after_the_other(tmp_path):
    poison = {f"01{number}-poison": "EXIT 1" for number in range(16)}
    tally = run(make_inputs(tmp_path / "in", 20, **poison), output=tmp_path / "out.jsonl", jobs=3)

    assert tally.failures == {"worker": 16}
    assert len(sources(tmp_path / "out.jsonl")) == 20


def test_a_folder_of_nothing_but_poison_ends(tmp_path):
    poison = {f"{number:02}": "SEGFAULT" for number in range(30)}
    tally = run(make_inputs(tmp_path / "in", 0, **poison), output=tmp_path / "out.jsonl", jobs=2)

    assert tally.failures == {"worker": 30}


@pytest.mark.parametrize("command_word", ["HANG", "SPIN"])
def test_a_file_that_never_ends_is_stopped(tmp_path, command_word):
    folder = make_inputs(tmp_path / "in", 40, **{"010-endless": command_word})
    started = time.monotonic()
    tally = run(folder, output=tmp_path / "out.jsonl", limits={"timeout": 0.7}, jobs=2)

    assert time.monotonic() - started < 10
    assert tally.failures == {"timeout": 1}
    assert failures(tmp_path / "out.jsonl") == {"010-endless.html": "timeout"}
    assert len(sources(tmp_path / "out.jsonl")) == 40


def test_faults_of_the_parser_are_records_with_their_place(tmp_path):
    folder = make_inputs(tmp_path / "in", 3, bug="BUG", memory="MEMORY", refused="REFUSE")
    run(folder, output=tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl.failures.jsonl").read_text().splitlines()
    messages = {record["code"]: record["message"] for record in map(json.loads, lines)}

    assert "KeyError: 'missing'" in messages["bug"]
    assert "tests/batch_parser.py:" in messages["bug"]
    assert messages["decode"] == "byte 7 is not text; try --encoding"
    assert set(messages) == {"bug", "memory", "decode"}


def test_a_file_that_needs_too_much_memory_costs_no_other(tmp_path):
    """Given more memory than Python and the other file need, and less than the first does."""
    folder = make_inputs(tmp_path / "in", 5, large="文" * 17_000_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (180 * 2**20, 180 * 2**20))

    result = command(
        *("batch", folder, "-o", tmp_path / "out.jsonl", "-j", 2, "--quiet", "--summary", "none"),
        env={**os.environ, "PLANCLI_TEST_PARSER": "plancli.pipeline:parse"},
        preexec_fn=limit,
    )

    assert result.returncode == 1
    assert failures(tmp_path / "out.jsonl")["large.html"] == "memory"
    assert "Traceback" not in result.stderr


def test_too_large_files_are_not_read(tmp_path):
    folder = make_inputs(tmp_path / "in", 2, large="x" * 5000)
    run(folder, output=tmp_path / "out.jsonl", limits={"max_bytes": 4000})

    assert failures(tmp_path / "out.jsonl") == {"large.html": "limit"}


def test_an_input_that_vanishes_or_becomes_a_pipe_is_a_record(tmp_path):
    folder = make_inputs(tmp_path / "in", 4)
    work = tasks(folder)
    (folder / "001.html").unlink()
    (folder / "002.html").unlink()
    os.mkfifo(folder / "002.html")
    (folder / "003.html").unlink()
    (folder / "003.html").symlink_to("000.html")
    pool = Pool(RECIPE, 2)
    outcomes = {outcome.number: outcome for outcome in pool.run(iter(work)) if outcome}
    pool.close()

    assert [outcomes[number].failure is None for number in range(4)] == [True, False, False, False]
    assert {outcomes[number].failure.code for number in (1, 2, 3)} == {"input"}


def test_the_loss_of_the_nursery_costs_no_file(tmp_path):
    folder = make_inputs(tmp_path / "in", 40, **{"000-slow": "SLOW 0.5", "001-slow": "SLOW 0.5"})
    pool = Pool(RECIPE, 2)
    outcomes = []
    for outcome in pool.run(iter(tasks(folder))):
        if outcome and not outcomes:
            assert pool.nursery_pid is not None
            os.kill(pool.nursery_pid, signal.SIGKILL)
        if outcome:
            outcomes.append(outcome)
    pool.close()

    assert sorted(outcome.number for outcome in outcomes) == list(range(42))
    assert not any(outcome.failure for outcome in outcomes)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_whole_group_is_heard_by_the_command_alone(tmp_path, monkeypatch, number):
    """Also when it comes while the nursery's interpreter starts."""

    def popen(*arguments: Any, **options: Any) -> Any:
        process = real(*arguments, **options)
        process.send_signal(number)
        return process

    real = subprocess.Popen
    monkeypatch.setattr("plancli.batch.pool.subprocess.Popen", popen)
    tally = run(make_inputs(tmp_path / "in", 3), output=tmp_path / "out.jsonl", jobs=1)

    assert tally.documents == 3


def test_workers_that_cannot_start_are_one_error(tmp_path):
    folder = make_inputs(tmp_path / "in", 3)
    with pytest.raises(EngineError, match="nosuch_module"):
        run(folder, output=tmp_path / "out.jsonl", parse="nosuch_module:parse", jobs=1)


def test_worn_workers_are_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.pool.RECYCLE_AFTER", 7)
    tally = run(make_inputs(tmp_path / "in", 100), output=tmp_path / "out.jsonl", jobs=2)

    assert tally.documents == 100


def test_results_gather_before_they_are_taken(tmp_path):
    """The process that serves the workers wakes less often than they have results."""
    special = {f"{number:03}": "SLOW 0.004" for number in range(200)}
    pool = Pool(RECIPE, 2)
    wakes = 0
    select = pool._selector.select

    def counted(timeout: float) -> object:
        nonlocal wakes
        wakes += 1
        return select(timeout)

    pool._selector.select = counted  # type: ignore[method-assign]
    done = sum(
        outcome is not None for outcome in pool.run(iter(tasks(make_inputs(tmp_path / "in", 0, **special))))
    )
    pool.close()

    assert done == 200
    assert wakes < 120


def test_results_gather_less_where_workers_would_run_idle(tmp_path):
    """Many short files between few long ones: their mean does not tell how long a worker has work."""
    special = {f"{number:03}": f"SLOW {0.0002 if number % 15 else 0.06}" for number in range(400)}
    pool = Pool(RECIPE, 2)
    outcomes = pool.run(iter(tasks(make_inputs(tmp_path / "in", 0, **special))))
    spells = [pool._gather for outcome in outcomes if outcome is not None and 100 < outcome.number < 350]
    pool.close()

    assert sum(spells) / len(spells) < 0.02


def test_the_time_of_workers_is_part_of_the_command_s_own(tmp_path):
    """`time plancli batch` tells what the run has cost, not only what its first process has."""
    folder = make_inputs(tmp_path / "in", 0, a="WORK 1")
    before = os.times()
    run(folder, output=tmp_path / "out.jsonl", jobs=1)
    after = os.times()

    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent >= 1


def test_no_process_is_left_behind(tmp_path):
    folder = make_inputs(tmp_path / "in", 4, **{"000-endless": "SPIN"})
    process = start("batch", folder, "-o", tmp_path / "out.jsonl", "-j", 2)
    family = wait_until(lambda: len(found := descendants(process.pid)) >= 3 and found)
    process.kill()
    process.communicate()

    wait_until(lambda: not any(is_running(pid) for pid in family))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    """The walk gives out no more than the workers can hold, however many files there are."""
    given = 0

    def endless():
        nonlocal given
        while given < 1000:
            yield Task(given, f"{given}.html", Place("inline"), b"x" * 1000)
            given += 1

    pool = Pool(RECIPE, 2)
    furthest = done = 0
    for outcome in pool.run(endless()):
        done += outcome is not None
        furthest = max(furthest, given - done)
    pool.close()

    assert done == 1000
    assert furthest <= 40


def test_large_content_is_held_for_few_tasks_only(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.pool.INLINE_BYTES", 900_000)
    given = done = furthest = 0

    def large():
        nonlocal given
        while given < 40:
            given += 1
            yield Task(given, f"{given}.html", Place("inline"), b"x" * 300_000)

    pool = Pool(RECIPE, 2)
    for outcome in pool.run(large()):
        done += outcome is not None
        furthest = max(furthest, given - done)
    pool.close()

    assert done == 40
    assert furthest <= 6


# -- outputs that cannot be written


@pytest.mark.parametrize("name", ["out.jsonl", "out.db", "out.parquet", "out"])
def test_a_full_disk_is_one_clear_error_and_the_run_goes_on_when_there_is_room(tmp_path, small_disk, name):
    folder = make_inputs(tmp_path / "in", 150)
    result = command("batch", folder, "-o", small_disk / name, "-j", 2, "--quiet", "--summary", "none")
    kept = journal_lines(small_disk / name)

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "No space left on device" in result.stderr or "disk is full" in result.stderr
    assert "--resume" in result.stderr
    assert not (small_disk / name).exists()
    assert kept > 10

    subprocess.run(["mount", "-o", "remount,size=40M", str(small_disk)], check=True)
    log = tmp_path / "log"
    log.mkdir()
    result = command(
        *("batch", folder, "-o", small_disk / name, "--resume", "-j", 2),
        env={**os.environ, batch_parser.LOG: str(log)},
    )
    run(folder, output=tmp_path / name)

    assert result.returncode == 0
    assert len(list(log.iterdir())) <= 150 - kept
    assert content(small_disk / name) == content(tmp_path / name)


def test_a_limit_on_file_size_is_one_clear_error(tmp_path):
    folder = make_inputs(tmp_path / "in", 100)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    result = command("batch", folder, "-o", tmp_path / "out.jsonl", "--quiet", preexec_fn=limit)

    assert result.returncode == 1
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_folder_that_is_not_there_or_not_writable_is_said_before_the_work(tmp_path):
    folder = make_inputs(tmp_path / "in", 2)
    with pytest.raises(OutputError, match="create it first"):
        run(folder, output=tmp_path / "nosuch/out.jsonl")
    # Root may write anywhere but where nobody can.
    result = command("batch", folder, "-o", "/proc/out.jsonl")

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_package_is_named_with_its_extra(tmp_path):
    folder = make_inputs(tmp_path / "in", 2)
    hidden = "import sys; sys.modules.update(pyarrow=None, distributed=None, fsspec=None); "
    main = "sys.argv[0] = 'plancli'; from plancli.cli import main; main()"
    for arguments, extra in (
        (["-o", "out.parquet"], "plancli[parquet]"),
        (["-o", "out.jsonl", "--engine", "dask"], "plancli[cluster]"),
        (["-o", "s3://bucket/out.jsonl"], "plancli[cluster]"),
    ):
        result = subprocess.run(
            [DRIVER[0], "-c", hidden + main, "batch", str(folder), *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )

        assert result.returncode == 2
        assert extra in result.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


class _StoppingClock:
    """The clock of a process that is kept from running for seconds, again and again."""

    def __init__(self) -> None:
        self.calls = self.lost = 0

    def monotonic(self) -> float:
        self.calls += 1
        self.lost += 3 * (self.calls % 5 == 0)
        return time.monotonic() + self.lost

    sleep = staticmethod(time.sleep)


def test_a_process_that_is_kept_from_running_goes_on(tmp_path, monkeypatch):
    """What its workers waited for it is taken off, and no wait is shorter than none."""
    clock = _StoppingClock()
    monkeypatch.setattr("plancli.batch.pool.time", clock)

    tally = run(make_inputs(tmp_path / "in", 60), output=tmp_path / "out.jsonl", jobs=2)

    assert clock.lost > 30
    assert tally.failures == {}
    assert len(sources(tmp_path / "out.jsonl")) == 60
