"""What a run has finished, kept beside its output: the run can go on after whatever has stopped it.

Promise: both files only grow; what is in them is used only if the path, the content's hash, the program's
version and the options are the same and the kept bytes pass their checksum.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
import zlib
from contextlib import suppress
from typing import Any

from msgspec import Struct

from plancli import __version__
from plancli.batch.scratch import scratch
from plancli.batch.work import Failure, Outcome, Recipe
from plancli.errors import JournalError, OutputError

FORMAT = 1
SUFFIX = ".journal"
LINES, RESULTS = "journal.jsonl", "results.bin"
PARTIAL = "partial"
"""Prefix of what writers build in the journal's folder before it gets the output's name."""
_BUILT = tuple(
    PARTIAL + suffix for suffix in (".folder", ".folder.old", ".file", ".file-journal", ".failures")
)
_SYNC_EVERY = 2.0
"""Seconds; what a power failure may cost. A killed program loses nothing."""
# Causes that may be gone next time; the others would only be found again.
PASSING = frozenset({"timeout", "worker", "memory", "input"})


class Kept(Struct, frozen=True):
    """Where a finished result is."""

    sha256: str | None
    offset: int
    length: int
    targets: int
    deadlines: dict[str, int]
    failure: Failure | None


def journal_folder(output: str) -> str:
    """The folder in which the run that writes *output* keeps its journal."""
    return output.rstrip("/") + SUFFIX


class Journal:
    """The journal of one output, open for one run."""

    def __init__(self, folder: str, recipe: Recipe) -> None:
        """Open the journal in *folder*, or begin one.

        Raises: JournalError when it is in use, foreign or of another format; OutputError when it cannot
        be written.
        """
        self.folder = folder
        self.key = run_key(recipe)
        self.others = 0
        """Finished files of other versions or options, which are done again."""
        self._mine = 0
        self._synced = time.monotonic()
        try:
            os.makedirs(folder, exist_ok=True)
            self._lines = self._open(LINES)
            try:
                _lock(self._lines, folder)
                self._results = self._open(RESULTS)
            except (OSError, JournalError):
                os.close(self._lines)
                raise
        except OSError as error:
            raise _unwritable(folder, error) from error
        # On disk when it outgrows the cache, so that ten million files need no more memory than ten.
        self._index = scratch(self, "CREATE TABLE kept (path TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._end = os.fstat(self._results).st_size
        try:
            self._load()
            self._clear_partial()
            self._append({"plancli_journal": FORMAT, "version": __version__, "key": self.key})
        except OSError as error:
            self._release()
            raise _unwritable(folder, error) from error
        except JournalError:
            self._release()
            raise

    def lookup(self, path: str) -> Kept | None:
        """The finished result for *path*, if it is whole and its cause, when it failed, is a lasting one."""
        if not self._mine:
            return None
        row = self._index.execute("SELECT line FROM kept WHERE path = ?", (path,)).fetchone()
        if row is None:
            return None
        entry = json.loads(self._line_at(row[0]))
        failure = Failure(path, *entry["failure"]) if entry["failure"] else None
        if failure is not None and failure.code in PASSING:
            return None
        kept = Kept(
            entry["sha256"], entry["at"], entry["length"], entry["targets"], entry["deadlines"], failure
        )
        return kept if zlib.crc32(self.payload(kept.offset, kept.length)) == entry["crc"] else None

    def keep(self, outcome: Outcome) -> int:
        """Where the payload of *outcome* is kept from now on.

        Raises: OutputError when the disk is full or gone.
        """
        offset = self._end
        try:
            _write(self._results, outcome.payload)
            self._end += len(outcome.payload)
            failure = outcome.failure
            self._append(
                {
                    "path": outcome.path,
                    "sha256": outcome.sha256,
                    "at": offset,
                    "length": len(outcome.payload),
                    "crc": zlib.crc32(outcome.payload),
                    "targets": outcome.targets,
                    "deadlines": outcome.deadlines,
                    "failure": [failure.code, failure.message] if failure else None,
                }
            )
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        if time.monotonic() - self._synced > _SYNC_EVERY:
            self.sync()
        return offset

    def payload(self, offset: int, length: int) -> bytes:
        """The kept bytes; fewer when they are not all there."""
        data = b""
        while len(data) < length:
            part = os.pread(self._results, length - len(data), offset + len(data))
            if not part:
                break
            data += part
        return data

    def sync(self) -> None:
        """Have the disk hold what has been kept."""
        with suppress(OSError):
            os.fdatasync(self._results) if hasattr(os, "fdatasync") else os.fsync(self._results)
            os.fsync(self._lines)
        self._synced = time.monotonic()

    def partial(self, suffix: str) -> str:
        """Path in the journal's folder, on the output's file system, for an output that is being built."""
        return os.path.join(self.folder, PARTIAL + suffix)

    def close(self) -> None:
        """Release the journal; it stays on disk."""
        self._clear_partial()
        self.sync()
        self._release()

    def _release(self) -> None:
        self._index.close()
        os.close(self._results)
        os.close(self._lines)

    def _open(self, name: str) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        return os.open(os.path.join(self.folder, name), flags, 0o644)

    def _append(self, entry: dict[str, Any]) -> None:
        _write(self._lines, json.dumps(entry, separators=(",", ":")).encode("ascii") + b"\n")

    def _line_at(self, offset: int) -> bytes:
        size = 512
        while b"\n" not in (data := os.pread(self._lines, size, offset)):
            size *= 4
        return data[: data.index(b"\n")]

    def _load(self) -> None:
        offset = 0
        mine = False
        with open(os.path.join(self.folder, LINES), "rb") as stream:
            for number, line in enumerate(stream):
                entry = _entry(line)
                if number == 0 and (entry is None or "plancli_journal" not in entry) and line.endswith(b"\n"):
                    raise JournalError(
                        f"{self.folder}: not a journal of plancli batch; choose another output"
                    )
                if entry is not None and "plancli_journal" in entry:
                    if entry["plancli_journal"] != FORMAT:
                        raise JournalError(
                            f"{self.folder}: its form is {entry['plancli_journal']}, of another version of "
                            "plancli; finish it with that version, or start over with --force"
                        )
                    mine = entry.get("key") == self.key
                elif entry is not None and mine:
                    self._mine += 1
                    self._index.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (entry["path"], offset))
                elif entry is not None:
                    self.others += 1
                offset += len(line)
                torn = not line.endswith(b"\n")
                if torn:
                    offset -= len(line)
        # A line that a full disk or a kill has cut short is taken off, so that the next begins on its own.
        os.ftruncate(self._lines, offset)

    def _clear_partial(self) -> None:
        for name in os.listdir(self.folder):
            if name in _BUILT:
                path = os.path.join(self.folder, name)
                if os.path.isdir(path) and not os.path.islink(path):
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        os.unlink(path)


def run_key(recipe: Recipe) -> str:
    """Hash of all that decides what a file's result is, apart from the file."""
    values = recipe.to_dict()
    # How long a file may take decides only whether there is a result.
    del values["limits"]["timeout"]
    text = json.dumps([FORMAT, __version__, values], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def discard(folder: str) -> None:
    """Remove the journal in *folder*, and nothing that is not part of one.

    Raises: JournalError when it is in use, OutputError when it cannot be removed.
    """
    if not os.path.isdir(folder) or os.path.islink(folder):
        return
    try:
        with suppress(FileNotFoundError), open(os.path.join(folder, LINES), "rb") as stream:
            _lock(stream.fileno(), folder)
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if name in _BUILT and os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            elif name in (LINES, RESULTS, *_BUILT):
                os.unlink(path)
        with suppress(OSError):
            os.rmdir(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be removed: {error.strerror or error}") from error


def is_journal(folder: str) -> bool:
    """Whether *folder* is one of batch's journals, or one that was begun and holds nothing yet."""
    try:
        with open(os.path.join(folder, LINES), "rb") as stream:
            first = stream.readline()
    except FileNotFoundError:
        return os.path.isdir(folder) and not os.path.islink(folder) and set(os.listdir(folder)) <= {RESULTS}
    except OSError:
        return False
    return not first.endswith(b"\n") or first.startswith(b'{"plancli_journal":')


def _entry(line: bytes) -> dict[str, Any] | None:
    """A journal line, or None when it is not one: what a crash of the machine leaves may be zeros."""
    if not line.endswith(b"\n"):
        return None
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_header = isinstance(entry, dict) and "plancli_journal" in entry
    return entry if is_header or (isinstance(entry, dict) and entry.keys() >= _FIELDS) else None


_FIELDS = {"path", "sha256", "at", "length", "crc", "targets", "deadlines", "failure"}


def _lock(descriptor: int, folder: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise JournalError(f"{folder}: another run is writing this output; wait for it") from error
    except OSError as error:
        # Some network file systems have no locks; there it is up to the user not to run twice.
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL):
            raise


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _unwritable(folder: str, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written: {error.strerror or error}")
