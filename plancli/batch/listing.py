"""A list of paths, as it comes -> the paths.

Promise: a list that comes slowly, down a pipe, holds up nobody: while there is no path yet, that is said.
"""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from typing import IO

from plancli.errors import InputError

_BLOCK = 1 << 16
_MARK = b"\xef\xbb\xbf"
"""With which editors on Windows begin a text."""


def open_list(path: str, standard_input: IO[bytes] | None) -> Iterator[str | None]:
    """The paths that the file *path* lists, or *standard_input* when it is "-".

    Raises: InputError when it cannot be opened or, later, read.
    """
    if path != "-":
        try:
            return read_paths(open(path, "rb", buffering=0))
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if standard_input is None:
        raise InputError("standard input is closed; name a file that lists the paths")
    return read_paths(standard_input)


def read_paths(stream: IO[bytes]) -> Iterator[str | None]:
    """The paths in *stream*, one a line or, as `find -print0` ends them, with NUL; None while there is none yet."""
    descriptor = stream.fileno()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    rest, end = b"", b""
    begun = False
    try:
        while True:
            if not poll.poll(0):
                yield None
                continue
            block = os.read(descriptor, _BLOCK)
            if not block:
                break
            rest += block
            if not begun and (len(rest) >= len(_MARK) or rest != _MARK[: len(rest)]):
                rest, begun = rest.removeprefix(_MARK), True
            # Lines never hold NUL, and names may hold a newline.
            end = end or (b"\0" if b"\0" in rest else b"\n")
            *paths, rest = rest.split(end)
            yield from map(_decoded, paths)
    except OSError as error:
        raise InputError(f"the list of paths cannot be read any more: {error.strerror}") from error
    yield _decoded(rest)


def _decoded(path: bytes) -> str:
    return os.fsdecode(path.removesuffix(b"\r"))
