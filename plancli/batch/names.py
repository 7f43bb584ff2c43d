r"""Ways down from an input -> names in an output folder that every file system takes.

Promise: a name stays below the folder, whatever an archive calls its members (`../`, absolute, `C:\`), has
components of at most 255 bytes, and never meets another, in upper or lower case.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from plancli.batch.scratch import scratch
from plancli.batch.work import shown

_LONGEST = 200
"""Bytes of a component, which leaves room for a suffix."""
_LONGEST_WAY = 1500
"""Bytes of a whole path; systems take 4,096 with the folder's own."""
_REFUSED_RE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_DEVICE_RE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")


class Names:
    """Gives out names, each once."""

    def __init__(self, suffix: str, reserved: tuple[str, ...] = ()) -> None:
        """Names end in *suffix*; *reserved* are taken already."""
        self._suffix = suffix
        # Not a set in memory: there may be millions.
        self._taken = scratch(
            self, "CREATE TABLE taken (name TEXT PRIMARY KEY, folder INTEGER) WITHOUT ROWID"
        )
        for name in reserved:
            self._taken.execute("INSERT INTO taken VALUES (?, 0)", (name.casefold(),))

    def give(self, way: str) -> str:
        """A free relative path for the input *way*; the same for the same inputs in the same order."""
        parts = [safe_component(part) for part in re.split(r"[/\\]", way) if part not in ("", ".", "..")]
        if len("/".join(parts).encode("utf-8")) > _LONGEST_WAY:
            # An archive can name its members at any length.
            parts = [parts[0], f"{parts[-1][:40]}~{_digest(way)}"]
        folder = ""
        for part in parts[:-1]:
            folder = self._claim(folder, part, "", is_folder=True)
        return self._claim(folder, parts[-1] if parts else "_", self._suffix, is_folder=False)

    def _claim(self, folder: str, part: str, suffix: str, *, is_folder: bool) -> str:
        name = f"{folder}/{part}" if folder else part
        path, count = name + suffix, 0
        while not self._take(path, is_folder):
            count += 1
            path = f"{name}~{count}{suffix}"
        return path

    def _take(self, path: str, is_folder: bool) -> bool:
        # Many file systems hold names to be equal that differ in case or in how an accent is written.
        key = unicodedata.normalize("NFC", path).casefold()
        row = self._taken.execute("SELECT folder FROM taken WHERE name = ?", (key,)).fetchone()
        if row is not None:
            return is_folder and bool(row[0])
        self._taken.execute("INSERT INTO taken VALUES (?, ?)", (key, is_folder))
        return True


def safe_component(part: str) -> str:
    r"""*part* as one component of a path.

    >>> safe_component("C:"), safe_component("a\x00b.html"), safe_component("con.html")
    ('C_', 'a_b.html', '_con.html')
    """
    name = _REFUSED_RE.sub("_", shown(part)).rstrip(". ") or "_"
    if _DEVICE_RE.match(name):
        name = f"_{name}"
    raw = name.encode("utf-8")
    if len(raw) <= _LONGEST:
        return name
    return raw[: _LONGEST - 9].decode("utf-8", "ignore") + "~" + _digest(part)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
