"""One task -> its outcome; what every process that parses does, wherever it runs.

Promise: whatever the bytes and the parser do, short of ending the process, comes back as an outcome.
"""

from __future__ import annotations

import hashlib
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import nullcontext, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from plancli.batch.archives import read_at_most, read_zip_member, too_many_bytes
from plancli.batch.channel import Closed, receive, send
from plancli.batch.encode import encoder
from plancli.batch.paths import driver_faults, is_url, open_input
from plancli.batch.work import Failure, Outcome, Recipe, Task
from plancli.errors import ArchiveError, InputError, LimitError, PlancliError
from plancli.files import unpacked
from plancli.own_output import HEAD, own_output

if TYPE_CHECKING:
    from plancli.models import Document

Perform = Callable[[Task], Outcome]

# Something to parse before the first task, so that tables and patterns are built before workers fork.
WARM_PAGE = (
    "<html><head><title>示例市发展规划</title></head><body><p>一、发展目标</p>"
    "<p>到2030年，新建示范基地12个，覆盖率达到80%以上，比2025年提高5个百分点。</p></body></html>"
).encode()


def prepare(recipe: Recipe) -> Perform:
    """The function that performs tasks by *recipe*, with all that it needs loaded.

    Raises: PlancliError when a lexicon of the recipe is malformed.
    """
    module, _, name = recipe.parse.partition(":")
    parse: Callable[..., Document] = getattr(import_module(module), name)
    encode = encoder(recipe.kind)
    lexicon = None
    if recipe.lexicons:
        from plancli.lexicon import builtin_parts, merge, parse_lexicon

        lexicon = merge([*builtin_parts(), *(parse_lexicon(text, name) for name, text in recipe.lexicons)])
    limits = recipe.limits

    def perform(task: Task) -> Outcome:
        sha256 = None
        try:
            data = read(task, limits.max_bytes)
            if data is None:
                return Outcome(task.number, task.path, left_out=True)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 == task.known:
                return Outcome(task.number, task.path, sha256, unchanged=True)
            document = parse(
                data,
                path=task.path,
                encoding=recipe.encoding,
                lexicon=lexicon,
                max_depth=limits.max_depth,
            )
            payload = encode(document)
        except PlancliError as error:
            failure = Failure(task.path, error.code, str(error).removeprefix(f"{task.path}: "))
        except MemoryError:
            failure = Failure(task.path, "memory", "ran out of memory; free some or use fewer --jobs")
        except OSError as error:
            failure = Failure(task.path, InputError.code, f"cannot be read: {error.strerror or error}")
        except Exception as error:
            failure = Failure(task.path, "bug", _fault(error))
        else:
            deadlines: dict[str, int] = {}
            for target in document.targets:
                year = (target.deadline or "")[:4]
                deadlines[year] = deadlines.get(year, 0) + 1
            return Outcome(
                task.number, task.path, sha256, payload, targets=len(document.targets), deadlines=deadlines
            )
        return Outcome(task.number, task.path, sha256, failure=failure)

    return perform


def warm(perform: Perform) -> None:
    """Let *perform* do one task, so that later ones find everything loaded."""
    from plancli.batch.work import Place

    perform(Task(0, "-", Place("inline"), WARM_PAGE))


def _fault(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = "/".join(last.filename.split("/")[-2:])
    reason = f": {error}" if str(error) else ""
    return f"unexpected {type(error).__name__}{reason} ({where}:{last.lineno}); please report it"


def read(task: Task, max_bytes: int) -> bytes | None:
    """Content of the task's input, unpacked if it is gzip'd; None when a walk met it and plancli itself wrote it.

    Raises: InputError, LimitError or ArchiveError.
    """
    with driver_faults(InputError, "cannot be read") if is_url(task.place.path) else nullcontext():
        data = _read_place(task, max_bytes)
    if data is not None:
        data = unpacked(task.path, data, max_bytes)
    return None if data is None or _is_left_out(task, data) else data


def _is_left_out(task: Task, head: bytes) -> bool:
    # Asked here and not in the walk, which would have to open each file once more.
    return not task.named and own_output(head) is not None


def _read_place(task: Task, max_bytes: int) -> bytes | None:
    place = task.place
    if place.kind == "inline":
        return task.data or b""
    if place.kind == "zip":
        return read_zip_member(place.path, place.first, max_bytes)
    with open_input(place.path) as stream:
        if place.kind != "slice":
            # The rest of a large output need not be read, nor be within the limit.
            if _is_left_out(task, stream.read(HEAD)):
                return None
            stream.seek(0)
            return read_at_most(stream, max_bytes)
        if place.second > max_bytes:
            raise LimitError(too_many_bytes(max_bytes))
        stream.seek(place.first)
        data = stream.read(place.second)
        if len(data) < place.second:
            raise ArchiveError("the archive is damaged: it ends within the member")
        return data


def serve(connection: socket.socket, perform: Perform, timeout: float) -> None:
    """Perform the tasks that come over *connection* until it is closed."""
    with suppress(Closed, OSError):
        # So that the parent can tell a worker that never lived from one that a file has killed.
        send(connection, b"")
        while True:
            task = Task.unpack(*receive(connection))
            # The parent kills a worker whose time is up; this is for a worker that has lost its parent.
            signal.alarm(int(timeout) * 2 + 10)
            outcome = perform(task)
            signal.alarm(0)
            send(connection, *outcome.pack())
