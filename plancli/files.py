"""Paths -> bytes -> documents.

Promise: a file that cannot be read is one PlancliError that names it; no more than the limit is read.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from plancli.errors import ArchiveError, InputError, LimitError, PlancliError
from plancli.feeds import FEED_SUFFIXES, SNIFFED, is_feed, read_entries
from plancli.lexicon import Lexicon
from plancli.limits import DEFAULT_MAX_BYTES, DEFAULT_MAX_DEPTH
from plancli.models import Document

RELEASE_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown", ".txt"})
# What desktops put into every folder they show, in lower case.
DESKTOP_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
# ._a.html holds what a Mac knows of a.html beside its text, ~$a.html and .~lock.a.html# say who has it open.
_COMPANIONS = ("._", "~$", ".~lock.")
STANDARD_INPUT = "-"
ENTERS = "!/"
"""Enters a feed, as it does an archive: feed.xml!/2 is its second entry."""


def read_bytes(path: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> bytes:
    """Bytes of the file *path*, of an entry of a feed (feed.xml!/2), or of standard input when it is "-".

    Raises: InputError when it cannot be read, LimitError when it holds more than *max_bytes*, ArchiveError when it
    cannot be unpacked, FormatError for a feed without entries.
    """
    feed, _, number = path.rpartition(ENTERS)
    if (
        number.isascii()
        and number.isdecimal()
        and feed.lower().endswith(FEED_SUFFIXES)
        and not os.path.exists(path)
    ):
        posts = _entries(feed, max_bytes)
        if not 1 <= int(number) <= len(posts):
            raise InputError(f"{path} cannot be read: the feed's last entry is {len(posts)}")
        return posts[int(number) - 1]
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError("standard input is closed; name a file or pipe one in")
            return _read_at_most(sys.stdin.buffer, max_bytes, "standard input")
        with open(path, "rb") as stream:
            return unpacked(path, _read_at_most(stream, max_bytes, path), max_bytes)
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; `plancli batch {path}` reads folders") from error
    except (OSError, ValueError) as error:
        archive, enters, _ = path.partition(ENTERS)
        if enters and os.path.isfile(archive):
            raise InputError(
                f"{path} is in an archive; `plancli batch {archive}` reads all in it, unpack it to read one"
            ) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}") from error


def unpacked(path: str, data: bytes, max_bytes: int) -> bytes:
    """The content *data* of the file *path*, unpacked when it is named .gz and is gzip'd.

    Raises: ArchiveError when it is damaged, LimitError when it unpacks to more than *max_bytes*.
    """
    if not (path.lower().endswith(".gz") and data.startswith(b"\x1f\x8b")):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"{path}: the gzip file is damaged ({error})") from error
    if len(content) > max_bytes:
        raise LimitError(f"{path}: unpacks to more than {max_bytes} bytes; raise the limit with --max-bytes")
    return content


def feed_entries(path: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> list[str]:
    """Paths of the entries of the feed *path*, in its order; [path] for what is no feed.

    Raises: as ``read_bytes``.
    """
    if not is_feed_file(path):
        return [path]
    return [f"{path}{ENTERS}{number}" for number in range(1, len(_entries(path, max_bytes)) + 1)]


def is_companion(path: str) -> bool:
    """Whether the name of *path* is that of a file which a system or an office program puts beside others.

    >>> is_companion("2022/._a.html"), is_companion("~$计划.html"), is_companion("计划.html")
    (True, True, False)
    """
    name = path.rpartition("/")[2]
    return name.startswith(_COMPANIONS) or name.lower() in DESKTOP_FILES


def is_feed_file(path: str) -> bool:
    """Whether *path* has a feed's suffix and begins as one."""
    if not path.lower().endswith(FEED_SUFFIXES):
        return False
    try:
        with open(path, "rb") as stream:
            return is_feed(stream.read(SNIFFED))
    except (OSError, ValueError):
        return False  # told when it is its turn


def _entries(path: str, max_bytes: int) -> list[bytes]:
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return _entries_of(path, status.st_mtime_ns, status.st_size, max_bytes)


@lru_cache(maxsize=1)
def _entries_of(path: str, _changed: int, _size: int, max_bytes: int) -> list[bytes]:
    # One entry after the other is asked for: the feed is read once for all of them.
    return read_entries(read_bytes(path, max_bytes=max_bytes))


def _read_at_most(stream: BinaryIO, max_bytes: int, name: str) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise LimitError(f"{name} holds more than {max_bytes} bytes; raise the limit with --max-bytes")
    return data


def parse_path(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_depth: int = DEFAULT_MAX_DEPTH,
) -> Document:
    """The document in the file *path*.

    Raises: PlancliError that names the file.
    """
    from plancli.pipeline import parse

    name = os.fspath(path)
    data = read_bytes(name, max_bytes=max_bytes)
    return parse(data, path=name, encoding=encoding, lexicon=lexicon, max_depth=max_depth)


def parse_folder(
    folder: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_depth: int = DEFAULT_MAX_DEPTH,
    on_error: Callable[[str, PlancliError], None] | None = None,
) -> Iterator[Document]:
    """The documents of the releases under *folder*, the entries of feeds among them, in order of path, one at a time.

    Hidden files, lock files, links, other suffixes and plancli's own pages are passed over. With *on_error* a file that
    fails is handed to it, with its error, and the rest follow.

    Raises: PlancliError of the first file that fails, unless *on_error* is given.
    """
    from plancli.own_output import own_output
    from plancli.pipeline import parse

    for path in release_paths(folder):
        try:
            entries = feed_entries(path, max_bytes=max_bytes)
        except PlancliError:
            entries = [path]
        for each in entries:
            try:
                data = read_bytes(each, max_bytes=max_bytes)
                if own_output(data) is None:
                    yield parse(data, path=each, encoding=encoding, lexicon=lexicon, max_depth=max_depth)
            except PlancliError as error:
                if on_error is None:
                    raise
                on_error(each, error)


def release_paths(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Paths of the regular files under *folder* whose suffix is one that releases are saved with, and of feeds."""
    root = Path(folder)
    if not root.exists():
        raise InputError(f"{root} does not exist; check the path of the folder")
    if not root.is_dir():
        raise InputError(f"{root} is not a folder; parse_path reads one file")
    for directory, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory, name)
            if name.startswith(".") or is_companion(name) or path.is_symlink() or not path.is_file():
                continue
            if path.suffix.lower() in RELEASE_SUFFIXES or is_feed_file(str(path)):
                yield str(path)
