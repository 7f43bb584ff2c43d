"""Text -> a file that appears whole or not at all, or standard output.

Promise: an existing file is replaced only when asked, and then in one step: a kill at any moment leaves
the old file or the new one. A device or a pipe is written to as it is. Text is UTF-8 whatever the locale.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from plancli.errors import OutputError, OutputNameError

# Names of standard output: what is opened anew under one of them would begin at the start of a file.
_STANDARD_OUTPUTS = frozenset(("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))
# "/dev/fd/63", as a shell writes >(gzip): what the process was given open. [1] its number
_DESCRIPTOR_RE = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")


class Output:
    """Where a command's data goes; a context manager that keeps a file only if its block succeeds.

    Afterwards: the file is complete under its name, or, when the block raised, nothing has changed.
    """

    def __init__(self, path: str | None, *, force: bool = False) -> None:
        """Write to *path*, or to standard output when it is None or one of its names: "-", /dev/stdout.

        Raises: OutputNameError when *path* exists and *force* is not set, or its folder is not there.
        """
        self.path = None if path is None or path in _STANDARD_OUTPUTS else path
        self._force = force
        self._stream: BinaryIO | None = None
        self._temporary: Path | None = None
        if self.path is not None:
            self._refuse(self.path)

    @property
    def is_file(self) -> bool:
        """The data goes to a named file."""
        return self.path is not None

    def _refuse(self, name: str) -> None:
        if not name:
            raise OutputNameError("the name of the output is empty; give the name of a file")
        path = Path(name)
        if _DESCRIPTOR_RE.fullmatch(name):
            return
        if path.is_dir():
            raise OutputNameError(f"{path} is a folder; give the name of a file in it")
        if not path.parent.is_dir():
            raise OutputNameError(f"{path.parent} is not a folder; create it first")
        if path.is_file() and not self._force:
            raise OutputNameError(f"{path} exists; --force replaces it")

    def write(self, text: str) -> None:
        """Add *text*.

        Raises: OutputError with the system's reason; BrokenPipeError when the reader has gone.
        """
        with self._reasons():
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(text.encode("utf-8", "replace"))

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            with self._reasons():
                self._finish()
        except BaseException:
            self._discard()
            raise

    def _open(self) -> BinaryIO:
        if self.path is None:
            if sys.stdout is None:
                raise OutputError("standard output is closed; write to a file with -o")
            return sys.stdout.buffer
        given = _DESCRIPTOR_RE.fullmatch(self.path)
        if given is not None:
            return open(os.dup(int(given[1])), "wb")
        # A device or a pipe takes data but cannot be renamed over.
        if os.path.exists(self.path) and not stat.S_ISREG(os.stat(self.path).st_mode):
            return open(self.path, "wb")
        # Through a link to the file it names.
        final = Path(os.path.realpath(self.path))
        # Cut so that the longer name is one too: 255 bytes, three or four a character.
        self._temporary = final.with_name(f".{final.name[:40]}.{os.urandom(6).hex()}.part")
        return open(self._temporary, "xb")

    def _finish(self) -> None:
        if self.path is None:
            if self._stream is not None:
                self._stream.flush()
            return
        stream = self._stream or self._open()
        stream.flush()
        if self._temporary is None:
            stream.close()
            return
        os.fsync(stream.fileno())
        stream.close()
        final = Path(os.path.realpath(self.path))
        if final.exists():
            with suppress(OSError):
                self._temporary.chmod(stat.S_IMODE(final.stat().st_mode))
        if self._force:
            os.replace(self._temporary, final)
        else:
            self._take_free_name(self._temporary, final)
        self._temporary = None

    def _take_free_name(self, temporary: Path, final: Path) -> None:
        # A link fails when the name was taken since the command began; a rename would replace that file.
        try:
            os.link(temporary, final)
        except FileExistsError:
            raise OutputError(f"{self.path} was created meanwhile; --force replaces it") from None
        except OSError:
            # File systems without hard links.
            os.replace(temporary, final)
        else:
            temporary.unlink()

    def _discard(self) -> None:
        if self.path is not None and self._stream is not None:
            with suppress(OSError):
                self._stream.close()
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.unlink()

    @contextmanager
    def _reasons(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            name = self.path or "standard output"
            raise OutputError(f"{name} cannot be written: {error.strerror or error}") from error
