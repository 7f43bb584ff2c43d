"""What compiling a pattern gave, kept from run to run in the user's cache folder.

Promise: a pattern from here equals that of ``re.compile``. A file that is missing, foreign, torn or cannot be
written costs time and nothing else.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Container
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

FEWEST_WORTH_KEEPING = 16
"""Writing the file takes as long as compiling ten patterns."""

FOLDER_KEY = "PLANCLI_CACHE_DIR"
"""Environment variable that names another folder; empty, nothing is kept."""

_CHECKSUM_BYTES = 4
_NEWEST = (3, 14)
"""Version of CPython up to which ``_sre.compile`` and the steps before it are known."""

# By a pattern's name: its flags, opcodes, groups, and the groups' names both ways, as _sre.compile takes them.
_Program = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_new: dict[str, bytes] = {}


def compile_pattern(text: str | bytes, flags: int, name: str) -> re.Pattern[Any]:
    """The pattern *text*; its opcodes are those kept under *name*, or are made and remembered for ``keep``.

    Serves the cold start of `make bench`: compiling is six tenths of what one command does for one article.

    Raises: re.error.
    """
    engine = _engine()
    if engine is None:
        return re.compile(text, flags)
    entry = _kept().get(name)
    if entry is None:
        entry = _new[name] = marshal.dumps(_program(text, flags))
    all_flags, code, groups, numbers, names = marshal.loads(entry)
    codes = array("I")
    codes.frombytes(code)
    pattern: re.Pattern[Any] = engine.compile(text, all_flags, codes.tolist(), groups, numbers, names)
    return pattern


def keep(names: Container[str]) -> None:
    """Write down what was compiled in this process, for the next one; of all that was kept before, *names* stay."""
    path = _path()
    if path is None or len(_new) < FEWEST_WORTH_KEEPING:
        return
    data = marshal.dumps({name: entry for name, entry in _read(path).items() if name in names} | _new)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    # What cannot be kept is made again.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(_head() + crc32(data).to_bytes(_CHECKSUM_BYTES, "little") + data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _program(text: str | bytes, flags: int) -> _Program:
    """The steps of ``re._compiler.compile`` but the last."""
    parsed = import_module("re._parser").parse(text, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    all_flags = int(flags | parsed.state.flags)
    return (
        all_flags,
        array("I", code).tobytes(),
        parsed.state.groups - 1,
        parsed.state.groupdict,
        tuple(names),
    )


@cache
def _engine() -> Any:
    """The module that runs opcodes, or None where it is not known how it takes them."""
    known = sys.implementation.name == "cpython" and sys.version_info[:2] <= _NEWEST
    engine = import_module("_sre") if known else None
    return engine if getattr(engine, "CODESIZE", None) == array("I").itemsize else None


@cache
def _kept() -> dict[str, bytes]:
    path = _path()
    return {} if path is None else _read(path)


def _read(path: Path) -> dict[str, bytes]:
    """What the file *path* holds: nothing, unless this very interpreter has written it whole."""
    try:
        stored = path.read_bytes()
    except OSError:
        return {}
    head = _head()
    start = len(head) + _CHECKSUM_BYTES
    data = memoryview(stored)[start:]
    if not stored.startswith(head) or stored[len(head) : start] != crc32(data).to_bytes(
        _CHECKSUM_BYTES, "little"
    ):
        return {}
    entries: dict[str, bytes] = marshal.loads(data)
    return entries


def _path() -> Path | None:
    """The file of this interpreter, or None where none is to be kept."""
    folder = os.environ.get(FOLDER_KEY)
    if folder is None:
        caches = _user_caches()
        folder = os.path.join(caches, "plancli") if os.path.isabs(caches) else ""
    return Path(folder, f"patterns.{sys.implementation.cache_tag}") if folder else None


def _user_caches() -> str:
    """Where programs keep what they can make again; platformdirs tells the same and takes 17 ms to load."""
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA", "")
    home = os.environ.get("HOME", "")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches")
    # A relative one is to be passed over: XDG Base Directory Specification.
    asked = os.environ.get("XDG_CACHE_HOME", "")
    return asked if os.path.isabs(asked) else os.path.join(home, ".cache")


def _head() -> bytes:
    magic = getattr(_engine(), "MAGIC", None)
    return (
        f"plancli opcodes, {sys.implementation.cache_tag} {sys.hexversion} {magic} {sys.byteorder}\n".encode()
    )
