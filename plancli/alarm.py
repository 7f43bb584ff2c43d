"""A block of code and a number of seconds -> the block, given up when it has computed for longer.

Promise: without effect where there is nothing to interrupt with: in a thread, and on Windows.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from plancli.errors import LimitError

# Raised again at this interval, in case the first fell into code that drops errors (a finalizer).
_AGAIN = 1.0


@contextmanager
def time_limit(seconds: float, name: str) -> Iterator[None]:
    """Let the block compute for *seconds* of processor time; waiting for a slow pipe does not count.

    Raises: LimitError that names *name*.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_: int, __: FrameType | None) -> None:
        raise LimitError(f"{name} takes longer than {seconds:g} seconds; raise the limit with --timeout")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
