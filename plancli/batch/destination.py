"""The name of an output -> whether it may be written, and the step that puts it there whole.

Promise: until ``publish`` nothing under the output's name changes; then the old output gives way to the new in
one step, so that a kill at any moment leaves one of them.
"""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import shutil
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from plancli.batch.journal import is_journal, journal_folder
from plancli.batch.paths import driver_faults, file_system, is_url, local_path
from plancli.batch.writers.folder import MANIFEST
from plancli.errors import OutputError, OutputNameError
from plancli.files import DESKTOP_FILES
from plancli.own_output import HEAD, is_document

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

FAILURES = ".failures.jsonl"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Destination:
    """Where an output goes, its list of failures beside it."""

    def __init__(self, output: str, kind: str) -> None:
        """Write an output of *kind* to the path or URL *output*."""
        # A file:// URL is a file of this machine, and is kept from harm like one.
        output = local_path(output) or output
        self.output = output.rstrip("/") or output
        self.kind = kind
        self.failures = self.output + FAILURES
        self._may_replace = False
        self._remote = is_url(output)
        # An output in an object store is built here and sent when it is whole.
        self.journal = journal_folder(os.path.basename(self.output) if self._remote else self.output)

        self._ran_before = os.path.isdir(self.journal) and is_journal(self.journal)
        own = (self.output, self.failures, self.journal)
        self._own = {os.path.basename(path): path for path in own}

    def check(self, *, may_replace: bool, advice: str = "--force replaces it") -> None:
        """Refuse early what would fail after hours of work; *advice* says how an output that exists is replaced.

        Raises: OutputNameError when the output exists and *may_replace* is false, or cannot have its name;
        OutputError when it cannot be written.
        """
        self._may_replace = may_replace
        if self._remote:
            self._check_remote(may_replace, advice)
            return
        parent = os.path.dirname(self.output) or "."
        if not os.path.isdir(parent):
            raise OutputNameError(f"{parent}: no such folder; create it first")
        if not os.access(parent, os.W_OK | os.X_OK):
            raise OutputError(f"{parent}: the folder is not writable; choose another or change its mode")
        if os.path.lexists(self.output):
            self._check_existing(may_replace, advice)
        self._check_beside()
        if os.path.lexists(self.failures) and not may_replace:
            raise OutputNameError(f"{self.failures} exists; {advice}")

    def _check_remote(self, may_replace: bool, advice: str) -> None:
        with driver_faults(OutputError, f"{self.output}: cannot be written"):
            system, path = file_system(self.output)
            if not may_replace and system.exists(path):
                raise OutputNameError(f"{self.output} exists; {advice}")
            self._check_remote_folder(system, path)
            # Only a trial tells whether the store lets this user write.
            trial = _part(path)
            system.pipe_file(trial, b"")
            with suppress(Exception):
                system.rm_file(trial)

    def _check_remote_folder(self, system: AbstractFileSystem, path: str) -> None:
        """As ``_check_content``, by the names alone: to read every object in a store would cost more than the run."""
        if self.kind != "folder" or not system.exists(path):
            return
        below = sorted(str(name)[len(path.rstrip("/")) + 1 :] for name in system.find(path))
        foreign = [name for name in below if not name.endswith(".json")]
        if below and (foreign or MANIFEST not in below):
            raise self._holds(foreign[0] if foreign else "files")

    def _check_existing(self, may_replace: bool, advice: str) -> None:
        if os.path.islink(self.output):
            raise OutputNameError(f"{self.output} is a symbolic link; name the file it points to")
        is_folder = os.path.isdir(self.output)
        if is_folder != (self.kind == "folder"):
            what = "a folder" if is_folder else "a file"
            raise OutputNameError(f"{self.output} is {what}; choose another name")
        if is_folder:
            if os.listdir(self.output) and not _is_ours(self.output):
                raise OutputNameError(
                    f"{self.output} holds files that batch did not write; choose an empty folder"
                )
            if os.listdir(self.output) and not may_replace:
                raise OutputNameError(f"{self.output} exists; {advice}")
            self._check_content()
        elif not stat.S_ISREG(os.stat(self.output).st_mode):
            raise OutputNameError(f"{self.output} is not a regular file; choose another name")
        elif not may_replace:
            raise OutputNameError(f"{self.output} exists; {advice}")

    def _check_beside(self) -> None:
        """Refuse what would spoil the output, or what the run cannot replace at its end."""
        for suffix in ("-journal", "-wal") if self.kind == "db" else ():
            if os.path.lexists(self.output + suffix):
                raise OutputNameError(
                    f"{self.output}{suffix} is there: a program has {self.output} open, or was killed; "
                    "close it, or open the database once with sqlite3"
                )
        if os.path.isdir(self.failures):
            raise OutputNameError(f"{self.failures} is a folder; move it away or choose another output")

    def _check_content(self) -> None:
        """Refuse a folder in which something stands that batch did not write: it gives way whole."""
        foreign = _foreign(self.output)
        if foreign is not None:
            raise self._holds(foreign)

    def _holds(self, foreign: str) -> OutputNameError:
        return OutputNameError(
            f"{self.output} holds {foreign}, which batch did not write; move it away or choose another folder"
        )

    def replaces(self, path: str) -> bool:
        """Whether the output, once it is written, has taken the place of the file or folder *path*."""
        other = local_path(path)
        if self._remote or other is None:
            return self.output == path.rstrip("/")
        if self.kind == "folder" and _is_below(other, self.output):
            return True
        own = os.path.realpath(self.output)
        return os.path.realpath(other) in (own, own + FAILURES)

    def wrote(self, path: str) -> bool:
        """Whether *path*, which the user or a shell's pattern names, is what an earlier run wrote: no input."""
        other = local_path(path)
        if other is None or self._remote:
            return False
        if self.is_own(other) or _is_below(other, self.journal):
            return self._ran_before
        below = self.kind == "folder" and _is_below(other, self.output)
        return below and (_is_document(other) or os.path.basename(other) == MANIFEST)

    def is_own(self, path: str) -> bool:
        """Whether *path*, met in a walk, is the run's own output, journal or list of failures."""
        own = self._own.get(path.rpartition("/")[2])
        return own is not None and os.path.realpath(path) == os.path.realpath(own)

    def publish(self, built: str, failures: str | None) -> None:
        """Give what is *built*, and the list of *failures* if there is one, their names."""
        if self._remote:
            with driver_faults(OutputError, f"{self.output}: cannot be written"):
                self._send(built, failures)
            return
        for path in (self.output, self.failures):
            if os.path.lexists(path) and not self._may_replace:
                raise OutputNameError(f"{path} was created meanwhile; --force replaces it")
        self._check_beside()
        if self.kind == "folder" and os.path.isdir(self.output):
            self._check_content()
        if failures is not None:
            os.replace(failures, self.failures)
        else:
            with suppress(FileNotFoundError):
                os.unlink(self.failures)
        with suppress(OSError):
            os.chmod(built, stat.S_IMODE(os.stat(self.output).st_mode))
        if self.kind == "folder":
            _swap(built, self.output)
        else:
            _sync(built)
            os.replace(built, self.output)
        with suppress(OSError):
            _sync(os.path.dirname(self.output) or ".")

    def _send(self, built: str, failures: str | None) -> None:
        system, path = file_system(self.output)
        listed = path + FAILURES
        if failures is not None:
            system.put_file(failures, listed)
        elif system.exists(listed):
            system.rm_file(listed)
        if self.kind == "folder":
            self._check_remote_folder(system, path)
            if system.exists(path):
                system.rm(path, recursive=True)
            system.put(built, path, recursive=True)
        else:
            # Object stores show a file when it is complete; elsewhere it is moved into place.
            part = _part(path)
            system.put_file(built, part)
            system.mv(part, path)


def _part(path: str) -> str:
    """A name beside *path* that nobody has taken."""
    return f"{path}.{secrets.token_hex(6)}.part"


def _is_below(path: str, folder: str) -> bool:
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def _foreign(folder: str) -> str | None:
    """The way down to the first entry of *folder*, an output, that is none of its documents; None without one."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(parent, name)
            if name.lower() in DESKTOP_FILES or (name == MANIFEST and parent == folder):
                continue
            if not _is_document(path):
                return os.path.relpath(path, folder)
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        if links:
            return os.path.relpath(os.path.join(parent, links[0]), folder)
    return None


def _is_document(path: str) -> bool:
    try:
        if os.path.islink(path) or not path.endswith(".json"):
            return False
        with open(path, "rb") as stream:
            return is_document(stream.read(HEAD))
    except OSError:
        return False


def _is_ours(folder: str) -> bool:
    try:
        with open(os.path.join(folder, MANIFEST), encoding="utf-8") as stream:
            return "plancli" in json.load(stream)
    except (OSError, ValueError, TypeError):
        return False


def _swap(built: str, folder: str) -> None:
    """Let *built* take the place of *folder*, whose content is then removed."""
    try:
        os.rename(built, folder)
        return
    except OSError:
        # It exists and is not empty.
        if not os.path.isdir(folder):
            raise
    if not _exchange(built, folder):
        # Without the system call there is a moment in which neither stands there.
        os.rename(folder, built + ".old")
        os.rename(built, folder)
        built += ".old"
    shutil.rmtree(built)


def _exchange(one: str, other: str) -> bool:
    """Swap two names in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(OSError, AttributeError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        names = os.fsencode(one), os.fsencode(other)
        return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
    return False


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
