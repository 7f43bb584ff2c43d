"""Paths -> bytes -> documents.

Promise: a file that cannot be read is one PlancliError that names it; no more than the limit is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from plancli.errors import InputError, LimitError, PlancliError
from plancli.lexicon import Lexicon
from plancli.limits import DEFAULT_MAX_BYTES, DEFAULT_MAX_DEPTH
from plancli.models import Document

RELEASE_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown", ".txt"})
STANDARD_INPUT = "-"


def read_bytes(path: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> bytes:
    """Bytes of the file *path*, or of standard input when it is "-".

    Raises: InputError when it cannot be read, LimitError when it holds more than *max_bytes*.
    """
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError("standard input is closed; name a file or pipe one in")
            return _read_at_most(sys.stdin.buffer, max_bytes, "standard input")
        with open(path, "rb") as stream:
            return _read_at_most(stream, max_bytes, path)
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; `plancli batch {path}` reads folders") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}") from error


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
    """The documents of the releases under *folder*, in order of path, one at a time.

    Hidden files, links, other suffixes and plancli's own pages are passed over. With *on_error* a file that
    fails is handed to it, with its error, and the rest follow.

    Raises: PlancliError of the first file that fails, unless *on_error* is given.
    """
    from plancli.own_output import own_output
    from plancli.pipeline import parse

    for path in release_paths(folder):
        try:
            data = read_bytes(path, max_bytes=max_bytes)
            if own_output(data) is None:
                yield parse(data, path=path, encoding=encoding, lexicon=lexicon, max_depth=max_depth)
        except PlancliError as error:
            if on_error is None:
                raise
            on_error(path, error)


def release_paths(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Paths of the regular files under *folder* whose suffix is one that releases are saved with."""
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{root} is not a folder; parse_path reads one file")
    for directory, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory, name)
            if name.startswith(".") or path.suffix.lower() not in RELEASE_SUFFIXES:
                continue
            if path.is_file() and not path.is_symlink():
                yield str(path)
