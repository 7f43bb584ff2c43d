"""The name of a file below an input -> whether it is taken.

Promise: what is not taken is counted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from msgspec import Struct

from plancli.errors import InputError
from plancli.files import is_companion

# What a browser saves beside a page: a folder of saved pages holds more of these than pages. And tables of data,
# such as batch itself writes.
ASSET_SUFFIXES = frozenset(
    "." + suffix
    for kind in (
        ("css", "js", "mjs", "map"),
        ("png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "tif", "tiff"),
        ("woff", "woff2", "ttf", "otf", "eot"),
        ("jsonl", "ndjson", "csv", "tsv", "parquet", "db", "sqlite", "sqlite3"),
        ("mp3", "mp4", "m4a", "webm", "ogg", "wav", "avi", "mov", "flv", "swf"),
    )
    for suffix in kind
)


class Selection(Struct):
    """Which files below the inputs are taken."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    is_own: Callable[[str], bool] = lambda _path: False
    """Whether a path is the run's own output."""
    ignored: int = 0
    """Files passed over: hidden, page assets, what systems put beside files, not included or excluded."""
    _include: list[re.Pattern[str]] = []
    _exclude: list[re.Pattern[str]] = []

    def __post_init__(self) -> None:
        """Compile the patterns once."""
        self._include = [glob_pattern(pattern) for pattern in self.include]
        self._exclude = [glob_pattern(pattern) for pattern in self.exclude]

    def takes(self, name: str) -> bool:
        """Whether the file *name* below an input is parsed; counts it when not."""
        base = name.rsplit("/", 1)[-1]
        if is_companion(base) or self.excludes(name):
            taken = False
        elif self._include:
            taken = self._includes(name)
        else:
            taken = not base.startswith(".") and os.path.splitext(base)[1].lower() not in ASSET_SUFFIXES
        self.ignored += not taken
        return taken

    def takes_named(self, name: str) -> bool:
        """Whether the file *name*, which the user or a list names, is parsed; counts it when not."""
        taken = not is_companion(name)
        self.ignored += not taken
        return taken

    def enters(self, name: str) -> bool:
        """Whether the members of the archive *name* below an input are met; counts it when not."""
        base = name.rsplit("/", 1)[-1]
        hidden = base.startswith(".") and not self._includes(name)
        taken = not (hidden or is_companion(base) or self.excludes(name))
        self.ignored += not taken
        return taken

    def _includes(self, name: str) -> bool:
        return any(pattern.fullmatch(name) for pattern in self._include)

    def excludes(self, name: str) -> bool:
        """Whether the file or folder *name* is excluded by a pattern."""
        return any(pattern.fullmatch(name) for pattern in self._exclude)


def glob_pattern(pattern: str) -> re.Pattern[str]:
    """Expression for the way down from an input: a pattern without `/` may match at any depth.

    >>> bool(glob_pattern("*.html").fullmatch("2022/a.html"))
    True
    >>> bool(glob_pattern("2022/*.html").fullmatch("2022/05/a.html"))
    False
    >>> bool(glob_pattern("2022/**/*.html").fullmatch("2022/05/a.html"))
    True
    """
    stem = pattern.strip("/")
    body = []
    for part in re.findall(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]{0,99}\]|.", stem, re.DOTALL):
        if part == "**/":
            body.append("(?:[^/]+/)*")
        elif part == "**":
            body.append(".*")
        elif part == "*":
            body.append("[^/]*")
        elif part == "?":
            body.append("[^/]")
        elif len(part) > 1:
            inner = part[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
            body.append(f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]")
        else:
            body.append(re.escape(part))
    depth = "" if "/" in stem else "(?:.*/)?"
    try:
        return re.compile(depth + "".join(body), re.DOTALL)
    except re.error as error:
        raise InputError(f"{pattern}: not a pattern ({error}); use *, ?, [abc] and **") from error
