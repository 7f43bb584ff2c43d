"""Tasks -> outcomes, by worker processes of this machine.

Promise: each task has exactly one outcome, whatever becomes of its worker; a file is blamed for the death of
a worker only when it has killed a second one that had nothing else to do; memory does not grow with the
number of tasks.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress

from msgspec import Struct, field

from plancli.batch.channel import Channel, Closed, receive, send
from plancli.batch.nursery import BOOT, FORK, GROUP_SIGNALS, KILL, setup_for
from plancli.batch.work import Failure, Outcome, Recipe, Task
from plancli.errors import EngineError

WINDOW = 16
"""Most tasks that a worker is given ahead."""
_AHEAD = 0.08
"""Seconds of work given ahead: it covers the pauses of this process, and at the end no worker is idle for long
while another has a full queue."""
INLINE_BYTES = 32_000_000
"""Content held in tasks given out, beyond one task a worker."""
RECYCLE_AFTER = 5000
"""Tasks after which a worker is replaced, so that what C libraries never free stays small."""
_GATHER = 0.03
"""Most seconds that results wait for each other: waking for each of them takes twice as long, on cores that the
workers need. `make bench` shows it as the throughput of two jobs over that of one."""
_POLL = 0.2
"""Seconds between looks at the clock and at the stop flag."""
_STILLBORN = 10
"""Workers in a row that died before they began."""


class _Worker(Struct, eq=False):
    channel: Channel
    pid: int | None = None
    """None until the nursery has told it."""
    queue: deque[Task] = field(default_factory=deque)
    """Given and not finished; the first is being worked on."""
    since: float = 0.0
    """When work on the first began."""
    given: int = 0
    alive: bool = False
    """It has said that it is there."""
    blocked: bool = False
    """It does not take what is sent to it for now."""
    alone: bool = False
    """It has one suspect and gets nothing more until that is settled."""
    closed: bool = False
    status: int | None = None
    late: Task | None = None
    """What it was working on when it was killed for taking too long."""
    lost: bool = False
    """It went down with the nursery; its tasks are not to blame."""


class Pool:
    """The local engine."""

    def __init__(self, recipe: Recipe, jobs: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Use *jobs* processes; ``run`` ends early when *stop* says so."""
        self._recipe = recipe
        self._jobs = jobs
        self._stop = stop
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []
        self._returned: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._stillborn = 0
        self._held = 0
        """Bytes of content in the tasks given out."""
        self._pace = _AHEAD
        """Seconds a task takes, lately."""
        self._gather = 0.0
        """Seconds for which results may gather: more while no worker runs out of tasks meanwhile."""
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
        """Outcomes in order of completion, and None while there are none.

        Raises: EngineError when workers cannot be started.
        """
        more = True
        before = time.monotonic()
        while not self._stop():
            more = self._hand_out(tasks, more)
            if not more and not self._busy():
                return
            time.sleep(self._spare())
            ready = self._selector.select(_POLL)
            now = time.monotonic()
            if now - before > 1:
                # This process was kept from running (a stopped job, a slow disk), the workers perhaps with it.
                for worker in self._workers:
                    worker.since += now - before
            heard: set[_Worker] = set()
            for key, events in ready:
                if key.fileobj is self._control:
                    self._listen()
                    continue
                worker = key.data
                if worker.closed:
                    # The nursery went down in this same round.
                    continue
                if events & selectors.EVENT_WRITE:
                    worker.channel.flush()
                if events & selectors.EVENT_READ:
                    heard.add(worker)
                    yield from self._read(worker)
                self._watch(worker)
            idle = more and any(worker.alive and not worker.queue for worker in heard)
            self._gather = self._gather / 2 if idle else min(_GATHER, self._gather + _GATHER / 30)
            yield from self._bury()
            self._kill_late(now, heard)
            before = now
            if not heard:
                yield None

    @property
    def nursery_pid(self) -> int | None:
        """Process from which the workers come, while there is one."""
        return self._nursery.pid if self._nursery else None

    def close(self) -> None:
        """Kill the workers and their nursery."""
        for worker in self._workers:
            worker.channel.close()
        self._workers.clear()
        self._end_nursery()
        self._selector.close()

    def _busy(self) -> bool:
        return bool(self._suspects or self._returned or any(worker.queue for worker in self._workers))

    def _spare(self) -> float:
        """Seconds for which no worker will need this process, so that results can gather."""
        # A partial frame means that its worker waits until it can send the rest.
        waiting = [0 if w.channel.has_partial else len(w.queue) - 1 for w in self._workers]
        return min(self._gather, max(0, min(waiting, default=0)) * self._pace / 2)

    # -- giving

    def _hand_out(self, tasks: Iterator[Task | None], more: bool) -> bool:
        """Fill the workers' queues; False when *tasks* has ended."""
        takers = self._takers()
        while True:
            # A task is there before a worker is started for it.
            if more and not (self._returned or self._suspects):
                try:
                    task = next(tasks)
                except StopIteration:
                    more = False
                else:
                    self._returned.extend([task] if task else [])
            if not (self._returned or self._suspects):
                return more
            worker = next(takers, None)
            if worker is None:
                return more
            if self._suspects:
                worker.alone = True
                self._give(worker, self._suspects.popleft())
            else:
                self._give(worker, self._returned.popleft())

    def _takers(self) -> Iterator[_Worker]:
        """The workers that may be given a task, one for each: the idle, new ones, the shortest queues."""
        working = [worker for worker in self._workers if not worker.closed]
        for worker in working:
            if not worker.queue and worker.given < RECYCLE_AFTER:
                yield worker
            elif not worker.queue:
                self._retire(worker)
        for _ in range(self._jobs - sum(not worker.closed for worker in working)):
            yield self._start()
        window = min(WINDOW, max(2, int(_AHEAD / max(self._pace, 1e-4))))
        for length in range(1, window):
            for worker in working:
                # While a suspect waits, queues run down, so that some worker is free for it.
                if self._suspects or self._held > INLINE_BYTES:
                    return
                if len(worker.queue) == length and not worker.alone and worker.given < RECYCLE_AFTER:
                    yield worker

    def _give(self, worker: _Worker, task: Task) -> None:
        if not worker.queue:
            worker.since = time.monotonic()
        worker.queue.append(task)
        worker.given += 1
        self._held += len(task.data or b"")
        worker.channel.post(*task.pack())
        self._watch(worker)

    def _watch(self, worker: _Worker) -> None:
        if not worker.closed and worker.blocked != worker.channel.has_outgoing:
            worker.blocked = worker.channel.has_outgoing
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.blocked else 0)
            self._selector.modify(worker.channel.connection, events, worker)

    # -- taking

    def _read(self, worker: _Worker) -> Iterator[Outcome]:
        frames, closed = worker.channel.frames()
        for head, body in frames:
            self._stillborn = 0
            if not head:
                worker.alive = True
                continue
            self._held -= len(worker.queue.popleft().data or b"")
            now = time.monotonic()
            # Since may lie ahead, where the wait of a stopped process was taken off.
            self._pace += 0.1 * (max(0.0, now - worker.since) - self._pace)
            worker.since = now
            worker.alone = False
            yield Outcome.unpack(head, body)
        if closed:
            worker.closed = True
            self._selector.unregister(worker.channel.connection)
            worker.channel.close()

    def _bury(self) -> Iterator[Outcome]:
        """Settle what the dead have left: blame a lone or late file, give the rest to others."""
        for worker in [w for w in self._workers if w.closed and w.status is not None]:
            self._workers.remove(worker)
            self._held -= sum(len(task.data or b"") for task in worker.queue)
            if not worker.queue:
                continue
            if worker.lost or not worker.alive:
                self._count_stillborn()
                self._returned.extend(worker.queue)
                continue
            first = worker.queue.popleft()
            if worker.late is first:
                yield _blame(first, "timeout", _late(self._recipe.limits.timeout))
            elif worker.alone:
                yield _blame(first, "worker", _killed(worker.status or 0))
            else:
                # Tasks are done in order and each is told at once, so the first was being worked on. It may
                # still be innocent: the blow can come from outside, or from damage done by an earlier one.
                self._suspects.append(first)
            self._returned.extend(worker.queue)

    def _count_stillborn(self) -> None:
        self._stillborn += 1
        if self._stillborn > _STILLBORN + 2 * self._jobs:
            raise EngineError(
                f"{self._stillborn} workers in a row ended before they began; "
                "check the limits on memory and processes"
            )

    def _kill_late(self, now: float, heard: set[_Worker]) -> None:
        for worker in self._workers:
            late = worker.queue and not worker.closed and now - worker.since > self._recipe.limits.timeout
            if late and worker.late is None and worker not in heard and worker.pid is not None:
                worker.late = worker.queue[0]
                self._kill(worker.pid)

    # -- the nursery

    def _start(self) -> _Worker:
        control = self._control or self._start_nursery()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 18)
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        worker = _Worker(Channel(ours))
        try:
            socket.send_fds(control, [FORK], [theirs.fileno()])
        except OSError as error:
            raise EngineError(f"workers cannot be started: {error.strerror or error}") from error
        finally:
            theirs.close()
        self._workers.append(worker)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _retire(self, worker: _Worker) -> None:
        """Let a worker end that has nothing to do: it does so when its connection closes."""
        self._selector.unregister(worker.channel.connection)
        worker.channel.close()
        worker.closed = True

    def _start_nursery(self) -> socket.socket:
        if not hasattr(os, "fork"):
            raise EngineError("batch needs a system that can fork: Linux, macOS, or Windows with WSL")
        ours, theirs = socket.socketpair()
        setup = setup_for(self._recipe, theirs.fileno())
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, GROUP_SIGNALS)
        try:
            self._nursery = subprocess.Popen(
                [sys.executable, "-c", BOOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
            with self._nursery.stdin as stdin:  # type: ignore[union-attr]
                stdin.write(setup)
        except OSError as error:
            ours.close()
            raise EngineError(f"workers cannot be started: {error.strerror or error}") from error
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            theirs.close()
        try:
            first = json.loads(receive(ours)[0])
        except (Closed, OSError) as error:
            ours.close()
            raise EngineError("workers cannot be started: their parent process ended at once") from error
        if "error" in first:
            ours.close()
            raise EngineError(f"workers cannot be started: {first['error']}")
        self._control = ours
        self._selector.register(ours, selectors.EVENT_READ)
        return ours

    def _listen(self) -> None:
        """Take the nursery's next message; if it is gone, its workers are as well."""
        assert self._control is not None
        try:
            message = json.loads(receive(self._control)[0])
        except (Closed, OSError):
            self._selector.unregister(self._control)
            self._end_nursery()
            for worker in self._workers:
                if worker.status is None:
                    worker.status, worker.lost = -signal.SIGKILL, True
                if not worker.closed:
                    self._retire(worker)
            return
        if "born" in message:
            # Births are told in the order they were asked for.
            next(w for w in self._workers if w.pid is None and w.status is None).pid = message["born"]
            return
        for worker in self._workers:
            if worker.pid == message["died"]:
                worker.status = message["status"]

    def _kill(self, pid: int) -> None:
        if self._control is not None:
            with suppress(OSError):
                self._control.sendall(KILL)
                send(self._control, json.dumps(pid).encode())

    def _end_nursery(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._nursery is not None:
            try:
                self._nursery.wait(5)
            except subprocess.TimeoutExpired:
                self._nursery.kill()
                self._nursery.wait()
            self._nursery = None


def _blame(task: Task, code: str, message: str) -> Outcome:
    return Outcome(task.number, task.path, failure=Failure(task.path, code, message))


def _late(timeout: float) -> str:
    return f"took longer than {timeout:g} seconds and was stopped; raise the limit with --timeout"


def _killed(status: int) -> str:
    if status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return f"two processes that read it were ended, the last by {name}; please report the file"
    return f"two processes that read it ended, the last with status {status}; please report the file"
