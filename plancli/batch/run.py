"""A plan -> its output: the walk, an engine, the journal and a writer put together.

Promise: results are kept as they come and written in the order of the inputs; until the last is written the
old output stands, and after any stop the next run goes on from what is kept.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from plancli.batch.arguments import expand
from plancli.batch.destination import Destination
from plancli.batch.encode import kind_of
from plancli.batch.inputs import find_inputs, in_shard
from plancli.batch.journal import Journal, Kept, discard, is_journal
from plancli.batch.selection import Selection
from plancli.batch.summary import Tally
from plancli.batch.work import DEFAULT_LIMITS, Engine, Failure, Limits, Outcome, Recipe, Task
from plancli.batch.writers import Writer, open_writer
from plancli.errors import (
    EngineError,
    InputError,
    JournalError,
    NothingTakenError,
    OutputError,
    OutputNameError,
)

Show = Callable[[Tally], None]


class Plan(Struct, frozen=True):
    """What a run is to do."""

    inputs: tuple[str, ...]
    output: str
    listed: Iterable[str | None] = ()
    """Further paths, and None while there is none yet; those that are missing are records."""
    read_too: tuple[str, ...] = ()
    """Files that are read beside the inputs, such as the list: the output may be none of them."""
    documents: bool = False
    """Documents instead of targets, where the output can hold either."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    shard: tuple[int, int] = (1, 1)
    encoding: str | None = None
    lexicon_files: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    jobs: int = 1
    engine: str = "local"
    """local or dask."""
    scheduler: str | None = None
    """Address of a Dask scheduler; without one a cluster is started here."""
    resume: bool = False
    force: bool = False
    parse: str = "plancli.pipeline:parse"


class _Settled(Struct, frozen=True):
    """An input that has come to its end and waits for its turn."""

    name: str
    offset: int
    length: int
    failure: Failure | None
    left_out: bool = False


class Run:
    """One run of a plan."""

    def __init__(self, plan: Plan, stop: Callable[[], bool] = lambda: False) -> None:
        """Check everything that can be checked before the first input is read.

        Raises: InputError, OutputError, JournalError, LexiconError or MissingPackageError.
        """
        self._plan = plan
        self._stop = stop
        self.roots = expand(plan.inputs, alone=plan.listed == ())
        self._recipe = Recipe(
            kind=kind_of(plan.output, plan.documents),
            encoding=plan.encoding,
            lexicons=_read_lexicons(plan.lexicon_files),
            limits=plan.limits,
            parse=plan.parse,
        )
        self._destination = Destination(plan.output, self._recipe.kind)
        self.selection = Selection(plan.include, plan.exclude, self._destination.is_own)
        self._check(self._destination.journal)
        self.tally = Tally(output=self._destination.output, journal=self._destination.journal)
        self._count = 0
        self._taken = 0
        self._forgets = False
        self._next = 0
        self._names: dict[int, str] = {}
        self._kept: dict[int, Kept] = {}
        self._waiting: dict[int, _Settled] = {}
        self._engine = self._open_engine()
        try:
            self._open(self._destination.journal)
        except OSError as error:
            self._engine.close()
            raise self._unwritable(error) from error
        except BaseException:
            self._engine.close()
            raise

    @property
    def unusable(self) -> int:
        """Results of an earlier run with another version or other options, which are done again."""
        return self._journal.others

    def _check(self, journal: str) -> None:
        plan = self._plan
        self.roots = [root for root in self.roots if not self._destination.wrote(root.path)]
        for path in (*(root.path for root in self.roots), *plan.lexicon_files, *plan.read_too):
            if self._destination.replaces(path):
                raise OutputNameError(f"{plan.output} is or holds {path}, an input; write to another name")
        if os.path.lexists(journal) and not is_journal(journal):
            raise JournalError(f"{journal}: not a journal of plancli batch; choose another output")
        goes_on = plan.resume and os.path.isdir(journal)
        advice = _how_to_replace(journal, asked_to_resume=plan.resume)
        self._destination.check(may_replace=plan.force or goes_on, advice=advice)
        if os.path.isdir(journal) and not (plan.resume or plan.force):
            raise JournalError(
                f"{journal} is left from an earlier run; --resume goes on with it, --force starts over"
            )

    def _open(self, journal: str) -> None:
        if not self._plan.resume:
            discard(journal)
        self._is_new = not os.path.isdir(journal)
        self._journal = Journal(journal, self._recipe)
        try:
            self._built = self._journal.partial(".folder" if self._recipe.kind == "folder" else ".file")
            self._writer: Writer = open_writer(self._recipe.kind, self._built)
            self._failures_path = self._journal.partial(".failures")
            self._failures = open(self._failures_path, "wb")  # noqa: SIM115 - closed in _close
        except BaseException:
            self._journal.close()
            if self._is_new:
                discard(journal)
            raise

    def go(self, show: Show = lambda _tally: None) -> Tally:
        """Do the work; *show* is called often with the figures so far.

        Raises: OutputError, EngineError or InputError when it cannot go on; what is done is kept.
        NothingTakenError when there was nothing to do; all is then as it was before the run.
        """
        started = time.monotonic()
        try:
            for outcome in self._engine.run(self._tasks()):
                if outcome is not None:
                    self._take(outcome)
                self.tally.seconds = time.monotonic() - started
                show(self.tally)
            self.tally.ignored += self.selection.ignored
            self.tally.stopped = self._next < self._count or self._stop()
            if not self.tally.stopped:
                if not self._taken:
                    raise NothingTakenError(self._why_nothing())
                self._publish()
            self.tally.seconds = time.monotonic() - started
        except (OSError, sqlite3.Error) as error:
            raise self._unwritable(error) from error
        except NothingTakenError:
            self._forgets = self._is_new
            raise
        except (OutputError, EngineError, InputError) as error:
            raise type(error)(f"{error}; {self._how_to_go_on()}") from error
        finally:
            self._close()
        return self.tally

    def _tasks(self) -> Iterator[Task | None]:
        listed = self._listed() if self._plan.listed != () else ()
        for found in find_inputs(self.roots, listed, self.selection, self._plan.limits):
            if found is None:
                yield None
                continue
            # A part of the work may be empty, the whole may not.
            self._taken += found.failure is None or not found.failure.is_skip
            if not in_shard(found.together or found.name, self._plan.shard):
                continue
            number = self._count
            self._count += 1
            if found.place is None:
                self.tally.add(0, {}, found.failure, kept=False)
                self._settle(number, _Settled(found.name, 0, 0, found.failure))
                continue
            self._names[number] = found.name
            kept = self._journal.lookup(found.path)
            if kept is not None:
                self._kept[number] = kept
            known = kept.sha256 if kept else None
            yield Task(number, found.path, found.place, found.data, known, found.named)

    def _listed(self) -> Iterator[str | None]:
        for path in self._plan.listed:
            if path and self._destination.wrote(path):
                continue
            if path and self._destination.replaces(path):
                raise OutputNameError(
                    f"{self._plan.output} is or holds {path}, which the list names; write to another name"
                )
            yield path

    def _take(self, outcome: Outcome) -> None:
        kept = self._kept.pop(outcome.number, None)
        name = self._names.pop(outcome.number)
        if outcome.unchanged and kept is not None:
            self.tally.add(kept.targets, kept.deadlines, kept.failure, kept=True)
            self._settle(outcome.number, _Settled(name, kept.offset, kept.length, kept.failure))
            return
        if outcome.left_out:
            # Nothing to keep: telling it costs less than looking it up.
            self.tally.leave_out()
            self._taken -= 1
            self._settle(outcome.number, _Settled(name, 0, 0, None, left_out=True))
            return
        offset = self._journal.keep(outcome)
        self.tally.add(outcome.targets, outcome.deadlines, outcome.failure, kept=False)
        settled = _Settled(name, offset, len(outcome.payload), outcome.failure)
        if outcome.number == self._next:
            self._next += 1
            self._write(settled, outcome.payload)
            self._write_waiting()
        else:
            self._settle(outcome.number, settled)

    def _settle(self, number: int, settled: _Settled) -> None:
        self._waiting[number] = settled
        self._write_waiting()

    def _write_waiting(self) -> None:
        while self._next in self._waiting:
            settled = self._waiting.pop(self._next)
            self._next += 1
            self._write(settled, self._journal.payload(settled.offset, settled.length))

    def _write(self, settled: _Settled, payload: bytes) -> None:
        if settled.left_out:
            return
        failure = settled.failure
        if failure is None:
            self._writer.write(settled.name, payload)
            return
        self._writer.fail(failure)
        record = {"path": failure.path, "code": failure.code, "message": failure.message}
        self._failures.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    def _publish(self) -> None:
        self._writer.finish()
        self._failures.close()
        listed = os.path.getsize(self._failures_path) > 0
        self._destination.publish(self._built, self._failures_path if listed else None)
        self.tally.failure_list = self._destination.failures if listed else None

    def _close(self) -> None:
        self._engine.close()
        with suppress(OSError, sqlite3.Error, ValueError):
            self._writer.abandon()
        with suppress(OSError):
            self._failures.close()
        self._journal.close()
        if self._forgets:
            discard(self._destination.journal)

    def _open_engine(self) -> Engine:
        if self._plan.engine == "dask":
            from plancli.batch.engine_dask import DaskEngine

            return DaskEngine(self._recipe, self._plan.jobs, self._plan.scheduler, self._stop)
        from plancli.batch.pool import Pool

        return Pool(self._recipe, self._plan.jobs, self._stop)

    def _how_to_go_on(self) -> str:
        count = self.tally.settled
        return f"{count:,} inputs are done and kept, and the same command with --resume goes on from there"

    def _why_nothing(self) -> str:
        skipped = sum(self.tally.skipped.values())
        reasons = [
            f"{count:,} {one if count == 1 else many}"
            for count, one, many in (
                (self.tally.ignored, "file was left out", "files were left out"),
                (skipped, "link or special file was skipped", "links or special files were skipped"),
            )
            if count
        ]
        if not (reasons or self.roots):
            reasons = ["the list names none"]
        return "; ".join(["no input was taken", *reasons, "check the paths, --include and --exclude"])

    def _unwritable(self, error: Exception) -> OutputError:
        reason = getattr(error, "strerror", None) or str(error)
        return OutputError(f"{self._plan.output}: cannot be written: {reason}; {self._how_to_go_on()}")


def _how_to_replace(journal: str, *, asked_to_resume: bool) -> str:
    """What can be done about an output that exists: without its *journal* there is nothing to resume."""
    if os.path.isdir(journal):
        return "--force replaces it, --resume brings it up to date"
    missing = f"there is no {journal} to resume from; " if asked_to_resume else ""
    return f"{missing}--force replaces it"


def _read_lexicons(paths: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if not paths:
        return ()
    from plancli.lexicon_check import read_lexicon

    # A malformed file is refused here, with its line, and not by every worker.
    read_lexicon(*paths)
    texts = []
    for path in paths:
        with open(path, encoding="utf-8-sig") as stream:
            texts.append((path, stream.read()))
    return tuple(texts)
