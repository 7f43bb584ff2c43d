"""A process that loads the parser once and forks workers from it.

Promise: a worker starts in milliseconds with every table built; none outlives the program that asked for
it. The program itself never forks, so its threads, open databases and files are nobody else's.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Any

from plancli.batch.channel import Closed, receive, send
from plancli.batch.work import Recipe
from plancli.batch.worker import Perform, prepare, serve, warm
from plancli.patterns import keep_compiled

BOOT = (
    "import json, sys; setup = json.load(sys.stdin); sys.path[:] = setup['path']; "
    "from plancli.batch.nursery import main; main(setup)"
)
FORK, KILL = b"fork", b"kill"
GROUP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a scheduler and a terminal that closes reach the whole group; the parent decides what becomes of it. It
starts the nursery with these blocked, as they would end an interpreter that is not yet up."""


def main(setup: dict[str, Any]) -> None:
    """Run the nursery on the socket named in *setup* until its other end is closed."""
    control = socket.socket(fileno=setup["socket"])
    for number in GROUP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, GROUP_SIGNALS)
    recipe = Recipe.from_dict(setup["recipe"])
    try:
        perform = prepare(recipe)
        warm(perform)
        keep_compiled()
    except Exception:
        with suppress(OSError):
            _tell(control, {"error": traceback.format_exc(limit=-1).strip().splitlines()[-1]})
        return
    # A dying worker's last words (glibc's, an interpreter's) would run into the progress bar.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # What is loaded stays; without this the first collection in a worker would copy all its pages.
    gc.collect()
    gc.freeze()
    _tell(control, {"ready": True})
    _Nursery(control, perform, recipe.limits.timeout).run()


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    send(control, json.dumps(message).encode())


class _Nursery:
    def __init__(self, control: socket.socket, perform: Perform, timeout: float) -> None:
        self._control = control
        self._perform = perform
        self._timeout = timeout
        self._children: set[int] = set()
        self._awake, wake = socket.socketpair()
        self._awake.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._wake = wake
        signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)

    def run(self) -> None:
        """Serve requests until the parent is gone, then leave nobody behind."""
        selector = selectors.DefaultSelector()
        selector.register(self._control, selectors.EVENT_READ)
        selector.register(self._awake, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._awake:
                        with suppress(BlockingIOError):
                            self._awake.recv(4096)
                    else:
                        self._obey()
                self._bury()
        except (Closed, OSError):
            for child in self._children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            # The system adds the time of those that are waited for to that of the command.
            for child in self._children:
                with suppress(ChildProcessError):
                    os.waitpid(child, 0)

    def _obey(self) -> None:
        word, descriptors, _, _ = socket.recv_fds(self._control, 4, 1, socket.MSG_WAITALL)
        if not word:
            raise Closed
        if word == FORK:
            self._fork(descriptors[0])
        else:
            child = json.loads(receive(self._control)[0])
            # Only a child that has not been waited for: its number cannot belong to another process yet.
            if child in self._children:
                os.kill(child, signal.SIGKILL)

    def _fork(self, descriptor: int) -> None:
        child = os.fork()
        if child == 0:
            self._become_worker(descriptor)
        os.close(descriptor)
        self._children.add(child)
        _tell(self._control, {"born": child})

    def _become_worker(self, descriptor: int) -> None:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for inherited in (self._control, self._awake, self._wake):
                inherited.close()
            serve(socket.socket(fileno=descriptor), self._perform, self._timeout)
            status = 0
        finally:
            # Never back into the nursery's own frames.
            os._exit(status)

    def _bury(self) -> None:
        while self._children:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if child == 0:
                return
            self._children.discard(child)
            _tell(self._control, {"died": child, "status": os.waitstatus_to_exitcode(status)})


def setup_for(recipe: Recipe, descriptor: int) -> bytes:
    """What ``BOOT`` reads from standard input."""
    setup = {"socket": descriptor, "path": sys.path, "recipe": recipe.to_dict()}
    return json.dumps(setup).encode("ascii")
