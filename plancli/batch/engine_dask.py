"""Tasks -> outcomes, by the workers of a Dask cluster.

Promise: the outcomes are those of the local engine, because each Dask worker runs that engine on its batches: a
file that kills its process kills none of Dask's. When a Dask worker is lost for good, its batch is
done again file by file.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from plancli import __version__
from plancli.batch.pool import INLINE_BYTES, Pool
from plancli.batch.work import Failure, Outcome, Recipe, Task
from plancli.errors import EngineError, MissingPackageError

BATCH = 200
"""Files sent at once: a second's work, beside which a batch's own cost of some 10 ms is small."""
_FIRST_BATCH = 20
"""The first batches are small, so that every worker has one even when there are few files."""
_AHEAD = 2
"""Batches for each thread of the cluster."""
_POLL = 0.2
_COUNT_EVERY = 2.0
"""Seconds between looks at how many workers there are."""
CONNECT = 15.0
"""Seconds to wait for the scheduler."""
PATIENCE = 120.0
"""Seconds to wait for a worker; schedulers of shared machines may take as long to start one."""
LOGGERS = ("distributed", "distributed.client", "distributed.gc")
"""Those that distributed gives a level of their own, so that the first does not speak for the others."""

Packed = tuple[bytes, bytes]


class DaskEngine:
    """The cluster engine."""

    def __init__(
        self, recipe: Recipe, jobs: int, scheduler: str | None, stop: Callable[[], bool] = lambda: False
    ) -> None:
        """Connect to the scheduler at *scheduler*, or start one here with *jobs* workers.

        Raises: MissingPackageError without dask, EngineError when there is no answer.
        """
        try:
            self._distributed: Any = import_module("distributed")
        except ImportError as error:
            raise MissingPackageError(
                "--engine dask needs dask and distributed; install them with: pip install 'plancli[cluster]'"
            ) from error
        # What Dask has to say about lost workers is said here, in one line.
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._recipe = recipe
        self._stop = stop
        self._cluster: Any = None
        try:
            if scheduler is None:
                self._cluster = self._distributed.LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    dashboard_address=None,
                    # The work, and its memory, is in the engine's own processes.
                    memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )
            address = self._cluster or scheduler
            self._client: Any = self._distributed.Client(address, timeout=CONNECT)
        except (OSError, ValueError, RuntimeError) as error:
            where = scheduler or "a local cluster"
            raise EngineError(
                f"{where}: cannot be reached or started ({error}); check the address"
            ) from error
        self._threads = 0
        self._counted = 0.0
        self._last_seen = time.monotonic()

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        """Outcomes batch by batch, in order of completion, and None while there are none.

        Raises: EngineError when the scheduler or all workers are gone.
        """
        pending: dict[Any, list[Task]] = {}
        """Futures and what they are of."""
        sent = 0
        more = True
        while not self._stop():
            self._count_threads()
            while more and len(pending) < _AHEAD * max(self._threads, 1):
                batch = _take(tasks, min(BATCH, _FIRST_BATCH * (1 + sent // max(self._threads, 1))))
                more = bool(batch)
                if batch:
                    sent += 1
                    pending[self._submit(batch)] = batch
            if not pending:
                return
            try:
                done = self._distributed.wait(list(pending), _POLL, "FIRST_COMPLETED").done
            except TimeoutError:
                yield None
                continue
            for future in done:
                batch = pending.pop(future)
                if future.status == "finished":
                    yield from _outcomes(future.result())
                    continue
                error = future.exception() if future.status == "error" else None
                if isinstance(error, EngineError):
                    raise error
                if len(batch) > 1:
                    pending |= {self._submit([task]): [task] for task in batch}
                else:
                    yield _lost(batch[0])
        self._client.cancel(list(pending), force=True)

    def close(self) -> None:
        """Leave the cluster, and end it if it was started here."""
        with suppress(Exception):
            self._client.close(timeout=5)
        if self._cluster is not None:
            with suppress(Exception):
                self._cluster.close(timeout=10)

    def _submit(self, batch: list[Task]) -> Any:
        packed = [task.pack() for task in batch]
        return self._client.submit(perform_batch, self._recipe.to_dict(), packed, __version__, pure=False)

    def _count_threads(self) -> None:
        now = time.monotonic()
        if now - self._counted < _COUNT_EVERY and self._threads:
            return
        self._counted = now
        if self._client.status != "running":
            raise EngineError("the connection to the scheduler is lost")
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise EngineError(f"the scheduler does not answer ({error})") from error
        if self._threads:
            self._last_seen = now
        elif now - self._last_seen > PATIENCE:
            raise EngineError(f"the cluster has had no worker for {PATIENCE:g} seconds")


def _take(tasks: Iterator[Task], count: int) -> list[Task]:
    batch: list[Task] = []
    held = 0
    while len(batch) < count and held < INLINE_BYTES:
        task = next(tasks, None)
        if task is None:
            break
        batch.append(task)
        held += len(task.data or b"")
    return batch


def _outcomes(packed: list[Packed]) -> Iterator[Outcome]:
    for head, body in packed:
        yield Outcome.unpack(head, body)


def _lost(task: Task) -> Outcome:
    message = "every cluster worker that was given it was lost; see the workers' logs"
    return Outcome(task.number, task.path, failure=Failure(task.path, "worker", message))


_kept = threading.local()


def perform_batch(recipe: dict[str, Any], packed: list[Packed], version: str) -> list[Packed]:
    """The outcomes of *packed* tasks; what a Dask worker runs.

    Raises: EngineError when this worker has another version of plancli.
    """
    if version != __version__:
        raise EngineError(f"a worker has plancli {__version__}, this is {version}; install the same on both")
    tasks = (Task.unpack(head, body) for head, body in packed)
    pool = _pool(Recipe.from_dict(recipe))
    try:
        return [outcome.pack() for outcome in pool.run(tasks) if outcome is not None]
    except BaseException:
        _drop()
        raise


def _pool(recipe: Recipe) -> Pool:
    """This thread's pool of one process, kept warm for the next batch."""
    if getattr(_kept, "recipe", None) != recipe:
        _drop()
        _kept.pool, _kept.recipe = Pool(recipe, jobs=1), recipe
    pool: Pool = _kept.pool
    return pool


def _drop() -> None:
    if getattr(_kept, "recipe", None) is not None:
        _kept.pool.close()
        _kept.recipe = None
