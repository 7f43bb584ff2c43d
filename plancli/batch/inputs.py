"""Files, folders, archives and URLs -> the inputs at and below them, in a fixed order.

Promise: folders are walked in the order of their names, whatever the file system says; nothing is
read twice, whatever leads to it; what is not taken is either a record or, by the rules of ``Selection``, counted.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plancli.batch.archives import is_archive, list_members
from plancli.batch.arguments import Root, steps
from plancli.batch.journal import SUFFIX as JOURNAL_SUFFIX
from plancli.batch.journal import is_journal
from plancli.batch.paths import driver_faults, file_system, is_url, local_path
from plancli.batch.scratch import scratch
from plancli.batch.selection import Selection
from plancli.batch.work import Failure, Found, Limits, Place, shown
from plancli.errors import InputError, PlancliError
from plancli.files import is_feed_file


def find_inputs(
    roots: Sequence[Root], listed: Iterable[str | None], selection: Selection, limits: Limits
) -> Iterator[Found | None]:
    """Every input under *roots* and then *listed*, in order, each file once; None where the list has None.

    What is missing is a record. A file that is met again keeps the path
    and the name under which it was met first.
    """
    several = len(roots) > 1
    seen = _Seen()
    names = _RootNames()
    for root in roots:
        below = _under(root, names.prefix(root.path) if several else "", selection, limits)
        # The walk of one root meets a file once; only further roots and a list can return to it.
        yield from seen.new(root, below) if several or listed != () else below
    for path in listed:
        if path is None:
            yield None
        elif path:
            root = Root(path)
            yield from seen.new(root, _under(root, _listed_prefix(path), selection, limits))


def count_inputs(
    roots: Sequence[Root], selection: Selection, shard: tuple[int, int], seconds: float
) -> int | None:
    """Number of inputs under *roots*, or None when only the work itself can tell, or it takes too long."""
    if any(is_url(root.path) for root in roots):
        return None
    # A selection of its own, as each counts what it passes over.
    selection = Selection(selection.include, selection.exclude, selection.is_own)
    count = 0
    deadline = time.monotonic() + seconds
    # With no members allowed an archive is not listed, but refused at once.
    for found in find_inputs(roots, (), selection, Limits(max_members=0)):
        if found is None:
            continue
        if (found.failure is not None and found.failure.code == "limit") or time.monotonic() > deadline:
            return None
        count += in_shard(found.together or found.name, shard)
    return count


def in_shard(name: str, shard: tuple[int, int]) -> bool:
    """Whether the input *name* belongs to shard i of n.

    A hash of the name decides, so that files that come later move no other file to another shard.
    """
    index, count = shard
    digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count == index - 1


def _listed_prefix(path: str) -> str:
    return os.path.dirname(path).lstrip("/") if not is_url(path) else ""


class _Seen:
    """The files met, held in a temporary database so that they need not fit in memory."""

    def __init__(self) -> None:
        self._connection = scratch(self, "CREATE TABLE seen (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def new(self, root: Root, inputs: Iterator[Found]) -> Iterator[Found]:
        """Those of *inputs*, at and below *root*, that are met for the first time."""
        start = len(shown(root.path).rstrip("/"))
        # A walk follows no links: the real place of its root tells that of all below.
        real = "" if is_url(root.path) else _real(root).rstrip("/")
        for found in inputs:
            if is_url(root.path):
                local = local_path(found.path)
                place = found.path if local is None else _real(Root(local))
            else:
                place = real + re.sub("^/+", "/", found.path[start:])
            cursor = self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (place,))
            if cursor.rowcount == 1:
                yield found


def _real(root: Root) -> str:
    """Where *root* is, behind all links; a link that is not followed, or leads nowhere, stands for itself."""
    path = root.path
    if "\0" in path:
        return path  # a list may hold what cannot be a path
    if os.path.exists(path) and not root.matched:
        return shown(os.path.realpath(path))
    return shown(os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)))


class _RootNames:
    """Names for several roots in one output tree: x/a and y/a become a and a~2."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def prefix(self, root: str) -> str:
        if not is_url(root) and not os.path.isdir(root) and not is_archive(root):
            return ""
        base = os.path.basename(root.rstrip("/")) or "root"
        count = self._taken[base] = self._taken.get(base, 0) + 1
        return base if count == 1 else f"{base}~{count}"


def _join(prefix: str, name: str) -> str:
    return f"{prefix}/{name}" if prefix else name


def _under(root: Root, prefix: str, selection: Selection, limits: Limits) -> Iterator[Found]:
    """Inputs at and below *root*, which is taken whatever its suffix, as the user has named it."""
    path = root.path
    if selection.is_own(path):
        return  # a shell's pattern names the journal, the output and its list too
    if is_url(path):
        yield from _under_url(path, prefix, selection, limits)
        return
    try:
        # What the user names may be a link; what a walk meets is not followed.
        status = os.stat(path, follow_symlinks=not root.matched)
    except (OSError, ValueError) as error:
        # A list may hold what cannot be a path: a NUL.
        yield refused(path, path, "input", f"cannot be read: {getattr(error, 'strerror', error)}")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, prefix, selection, limits)
        return
    if not selection.takes_named(path):
        return
    base = os.path.basename(path)
    in_archive = prefix if is_archive(path) and prefix.split("~")[0] == base else _join(prefix, base)
    target = os.path.realpath(path) if os.path.islink(path) else path
    for found in _file(path, in_archive, status.st_mode, selection, limits, target):
        yield found if is_archive(path) else replace(found, named=True)


def _walk(root: str, prefix: str, selection: Selection, limits: Limits) -> Iterator[Found]:
    stack = [(root, "", prefix)]
    pending: list[list[tuple[str, str, str, int]]] = []
    while stack or pending:
        if stack:
            folder, below, named = stack.pop()
            try:
                pending.append(_entries(folder, below, named))
            except OSError as error:
                yield refused(folder, named or below, "input", f"the folder cannot be read: {error.strerror}")
            continue
        level = pending[-1]
        if not level:
            pending.pop()
            continue
        path, below, named, mode = level.pop()
        if selection.is_own(path):
            continue
        base = os.path.basename(path)
        if stat.S_ISDIR(mode):
            is_page_folder = not base.startswith(".") and not (
                base.endswith(JOURNAL_SUFFIX) and is_journal(path)
            )
            if is_page_folder and not selection.excludes(below):
                stack.append((path, below, named))
        elif is_archive(base) and stat.S_ISREG(mode):
            if selection.enters(below):
                yield from _file(path, named, mode, selection, limits)
        elif selection.takes(below):
            yield from _file(path, named, mode, selection, limits)


def _entries(folder: str, below: str, named: str) -> list[tuple[str, str, str, int]]:
    """Entries of *folder*, last first: path, way down for patterns, name in the output, mode."""
    with os.scandir(folder) as listing:
        entries = sorted(((entry.name, _mode(entry)) for entry in listing), reverse=True)
    start = os.path.join(folder, "")
    return [(f"{start}{name}", _join(below, name), _join(named, name), mode) for name, mode in entries]


def _mode(entry: os.DirEntry[str]) -> int:
    # is_dir and its fellows come from the listing itself; lstat would be one more call for each file.
    if entry.is_symlink():
        return stat.S_IFLNK
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    return stat.S_IFIFO


def _file(
    path: str, name: str, mode: int, selection: Selection, limits: Limits, target: str | None = None
) -> Iterator[Found]:
    if stat.S_ISLNK(mode):
        yield refused(path, name, "symlink", "symbolic link, not followed; name its target to read it")
    elif not stat.S_ISREG(mode):
        yield refused(path, name, "special", "not a regular file (FIFO, socket or device), not opened")
    elif is_archive(path):
        yield from list_members(target or path, shown(path), name, selection.takes, limits)
    elif is_feed_file(target or path):
        yield from list_members(target or path, shown(path), name, lambda _entry: True, limits)
    else:
        yield Found(shown(path), name, Place("file", target or path))


def _under_url(root: str, prefix: str, selection: Selection, limits: Limits) -> Iterator[Found]:
    try:
        with driver_faults(InputError, "cannot be listed"):
            system, base = file_system(root)
            is_folder = system.isdir(base)
            paths = sorted(system.find(base), key=steps) if is_folder else [base]
    except PlancliError as error:
        yield refused(root, root, InputError.code, str(error))
        return
    for path in paths:
        url = str(system.unstrip_protocol(path))
        below = path[len(base.rstrip("/")) + 1 :] if is_folder else os.path.basename(path)
        if is_archive(path):
            if selection.enters(below) if is_folder else selection.takes_named(below):
                yield from list_members(url, url, _join(prefix, below), selection.takes, limits)
        elif selection.takes(below) if is_folder else selection.takes_named(below):
            yield Found(url, _join(prefix, below), Place("file", url), named=not is_folder)


def refused(path: str, name: str, code: str, message: str) -> Found:
    """The record that *path* is not parsed."""
    return Found(shown(path), name, None, failure=Failure(shown(path), code, message))
