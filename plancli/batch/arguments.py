"""Arguments of the command -> the files, folders, archives and URLs that they name, patterns replaced by matches.

Promise: patterns match in the order of names, and what a pattern's signs meet is walked like a folder: its
symbolic links are not followed.
"""

from __future__ import annotations

import fnmatch
import glob
import os
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plancli.batch.paths import driver_faults, file_system, is_url
from plancli.batch.work import shown
from plancli.errors import InputError

_NO_FILE = "no such file or folder; check the path"
_NO_MATCH = "the pattern matches no file; check it, or quote it"


class Root(Struct, frozen=True):
    """Where a walk begins."""

    path: str
    matched: bool = False
    """Met by a pattern, not named: a link is not followed."""


def expand(arguments: Sequence[str], *, alone: bool = True) -> list[Root]:
    """The roots that *arguments* name, patterns replaced by what they match.

    What names nothing stays as it is, for the walk to make a record of.
    Raises: InputError when none names anything and they are *alone*, without a list of further paths;
    MissingPackageError when a URL needs a driver.
    """
    matches = [_matches(argument) for argument in arguments]
    if alone and matches and not any(matches):
        raise InputError(f"{shown(arguments[0])}: {_NO_MATCH if glob.has_magic(arguments[0]) else _NO_FILE}")
    return [
        root
        for argument, found in zip(arguments, matches, strict=True)
        for root in (found or [Root(argument)])
    ]


def steps(path: str) -> list[str]:
    """Sort key that keeps what is in one folder together."""
    return path.split("/")


def _matches(argument: str) -> list[Root]:
    """The roots that *argument* names; none when there is nothing of that name or pattern."""
    if is_url(argument):
        return [Root(url) for url in _url_matches(argument)]
    if os.path.lexists(argument):
        return [Root(argument)]
    return list(_pattern_matches(argument)) if glob.has_magic(argument) else []


def _url_matches(url: str) -> list[str]:
    with driver_faults(InputError, f"{shown(url)}: cannot be listed"):
        system, path = file_system(url)
        # An object's name may hold a pattern's signs.
        if not glob.has_magic(path) or system.exists(path):
            return [url]
        return [str(system.unstrip_protocol(match)) for match in sorted(system.glob(path), key=steps)]


class _Parts:
    """The parts of a pattern from its first sign on; a state is the number of parts that are matched."""

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self._patterns = [re.compile(fnmatch.translate(part)) for part in parts]
        self.end = len(parts)
        self.start = self._skipping({0})

    def after(self, states: frozenset[int], name: str) -> frozenset[int]:
        """The states in which the entry *name* leaves *states*; none when it matches nowhere."""
        met = set()
        for state in states - {self.end}:
            # As in a shell, signs match hidden names only behind a dot.
            if name.startswith(".") and not self._parts[state].startswith("."):
                continue
            if self._parts[state] == "**":
                met.add(state)
            elif self._patterns[state].match(name):
                met.add(state + 1)
        return self._skipping(met)

    def _skipping(self, states: set[int]) -> frozenset[int]:
        # ** is no folder too: a/**/b matches a/b. At the end it is all that is there.
        found = set(states)
        for state in range(self.end):
            if state in found and self._parts[state] == "**":
                found.add(state + 1)
        return frozenset(found)


def _pattern_matches(pattern: str) -> Iterator[Root]:
    """What *pattern* matches, in the order of names; a folder stands for all that is in it.

    Links in its way are given as well, for the walk to make records of, and folders that cannot be read.
    """
    stem = pattern.rstrip("/")
    written = stem.split("/")
    fixed = next(number for number, part in enumerate(written) if glob.has_magic(part))
    parts = _Parts([part for part in written[fixed:] if part not in ("", ".")])
    base = "".join(f"{part}/" for part in written[:fixed])
    # The folder in which a pattern begins is no match of it.
    stack: list[tuple[str, frozenset[int], bool, bool]] = [(base, parts.start - {parts.end}, True, False)]
    while stack:
        path, states, is_folder, is_link = stack.pop()
        if parts.end in states:
            if is_folder or stem == pattern:
                yield Root(path, matched=True)
        elif is_link and os.path.isdir(path):
            yield Root(path, matched=True)
        elif is_folder:
            try:
                with os.scandir(path or ".") as listing:
                    entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                yield Root(path or ".", matched=path != base)
                continue
            start = os.path.join(path, "")
            for entry in entries:
                after = parts.after(states, entry.name)
                if after:
                    is_below = entry.is_dir(follow_symlinks=False)
                    stack.append((start + entry.name, after, is_below, entry.is_symlink()))
