"""What the tests of batch share: folders of inputs, and runs with the parser of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import batch_parser

from plancli.batch.run import Plan, Run
from plancli.batch.summary import Tally
from plancli.batch.work import Engine, Limits, Outcome, Recipe, Task
from plancli.batch.worker import prepare

HERE = Path(__file__).parent
DRIVER = [sys.executable, str(HERE / "batch_driver.py")]


def make_inputs(folder: Path, count: int = 20, **special: str) -> Path:
    """A folder with *count* numbered inputs, and one of each *special* name with that content."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.html").write_text(f"计划{number}\n第{number}号", "utf-8")
    for name, content in special.items():
        (folder / f"{name}.html").write_text(content, "utf-8")
    return folder


class _Inline:
    """An engine that does the work in this process, for tests of what is around it: it starts at once."""

    def __init__(self, recipe: Recipe) -> None:
        self._perform = prepare(recipe)

    def run(self, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
        for task in tasks:
            if task is None:
                yield None
                continue
            # As between processes.
            outcome = self._perform(Task.unpack(*task.pack()))
            yield Outcome.unpack(*outcome.pack())

    def close(self) -> None:
        pass


class _InlineRun(Run):
    def _open_engine(self) -> Engine:
        return _Inline(self._recipe)


def run(
    *inputs: Path | str, output: Path, show: Callable[[Tally], None] | None = None, **options: Any
) -> Tally:
    """The figures of a run; without *jobs* or *engine* it is done in this process."""
    kind = Run if {"jobs", "engine"} & options.keys() else _InlineRun
    limits = Limits(**options.pop("limits", {}))
    values = {"parse": batch_parser.NAME, "limits": limits, **options}
    plan = Plan(inputs=tuple(str(path) for path in inputs), output=str(output), **values)
    return kind(plan).go(show or (lambda _tally: None))


def command(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run(
        [*DRIVER, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False, **options
    )


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """The command, started and left to itself."""
    return subprocess.Popen(
        [*DRIVER, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def failures(output: Path) -> dict[str, str]:
    """Cause by name of the input, from the list of failures."""
    listed = Path(f"{output}.failures.jsonl")
    if not listed.exists():
        return {}
    records = [json.loads(line) for line in listed.read_text("utf-8").splitlines()]
    return {Path(record["path"]).name: record["code"] for record in records}


def sources(output: Path) -> list[str]:
    """Names of the documents in a JSON lines output, in order, each once."""
    names = [Path(json.loads(line)["source"]).name for line in output.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(names))


def content(output: Path) -> dict[str, bytes]:
    """The bytes of an output and of its list of failures, by relative name."""
    listed = Path(f"{output}.failures.jsonl")
    files = [path for path in (output, listed) if path.is_file()]
    files += [path for path in output.rglob("*") if path.is_file()] if output.is_dir() else []
    return {
        os.path.relpath(path, output.parent).replace(output.stem, "OUT"): path.read_bytes() for path in files
    }


def wait_until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """What *condition* returns once it is true.

    Raises: AssertionError when it does not become so.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def journal_lines(output: Path) -> int:
    """Number of inputs that the journal of *output* holds."""
    path = Path(f"{output}.journal/journal.jsonl")
    return path.read_bytes().count(b'"sha256"') if path.exists() else 0


def descendants(pid: int) -> list[int]:
    """Processes below *pid*, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(0), [])
        found += below
        waiting += below
    return found
