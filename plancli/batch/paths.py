"""Paths and URLs -> open files: the one place where local files and object stores meet.

Promise: a path without `scheme://` never loads fsspec; a local file is opened only if it is regular.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from plancli.errors import InputError, MissingPackageError, PlancliError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

URL_RE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://")
"""Two letters at least, so that C:// is a Windows path."""


def is_url(path: str) -> bool:
    """Whether *path* is left to fsspec.

    >>> is_url("s3://releases/2022"), is_url("releases/2022")
    (True, False)
    """
    return URL_RE.match(path) is not None


def local_path(path: str) -> str | None:
    """The local file that *path* names, as a path or a file:// URL; None for an object in a store.

    >>> local_path("file:///a/b%20c.csv"), local_path("a.csv"), local_path("s3://a/b.csv")
    ('/a/b%20c.csv', 'a.csv', None)
    """
    if not is_url(path):
        return path
    scheme, _, rest = path.partition("://")
    return rest if scheme.lower() in ("file", "local") else None


def file_system(url: str) -> tuple[AbstractFileSystem, str]:
    """fsspec's file system of *url* and the path in it.

    Raises: MissingPackageError when fsspec or the scheme's driver is not installed.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingPackageError(
            f"{url}: reading URLs needs fsspec; install it with: pip install 'plancli[cluster]'"
        ) from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise MissingPackageError(f"{url}: no driver for this kind of URL ({error})") from error
    return system, str(path)


@contextmanager
def driver_faults(kind: type[PlancliError], what: str) -> Iterator[None]:
    """Raise as *kind*, beginning with *what*, whatever a driver of fsspec raises: drivers agree on no error."""
    try:
        yield
    except (PlancliError, MemoryError):
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise kind(f"{what}: {reason}") from error


def open_input(path: str) -> IO[bytes]:
    """The file at *path*, open for reading and seeking.

    Raises: InputError when it is not a regular file or cannot be read.
    """
    if is_url(path):
        with driver_faults(InputError, "cannot be read"):
            system, inner = file_system(path)
            opened: Any = system.open(inner, "rb")
            return opened  # type: ignore[no-any-return]
    try:
        # The walk saw a regular file; by now a link or FIFO may stand there, and a FIFO would block.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise InputError("not a regular file any more; it changed while the run was going")
        return os.fdopen(descriptor, "rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
