"""A parser for the tests of batch: quick, and each input says what is to happen when it is read."""

from __future__ import annotations

import ctypes
import hashlib
import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from documents import TEXT, document

from plancli.errors import DecodeError
from plancli.models import Document, Source

NAME = "batch_parser:parse"
LOG = "PLANCLI_TEST_LOG"
"""Names the folder in which each parse leaves a file, so that they can be counted."""


def parse(data: bytes, *, path: str, encoding: str | None, lexicon: Any, max_depth: int) -> Document:
    """A document with the input's own first line as its title, after obeying the input's command."""
    text = data.decode()
    command, _, argument = text.partition("\n")[0].partition(" ")
    if LOG in os.environ and path != "-":
        name = hashlib.sha256(path.encode()).hexdigest()[:16]
        with open(Path(os.environ[LOG], name), "a", encoding="utf-8") as stream:
            stream.write(path + "\n")
    if command == "SLOW":
        time.sleep(float(argument))
    elif command == "WORK":
        until = time.process_time() + float(argument)
        while time.process_time() < until:
            pass
    elif command == "HANG":
        time.sleep(3600)
    elif command == "SPIN":
        while True:
            pass
    elif command == "SEGFAULT":
        ctypes.string_at(0)
    elif command == "EXIT":
        os._exit(int(argument))
    elif command == "CALL":
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), 1)
    elif command == "MEMORY":
        raise MemoryError
    elif command == "BUG":
        raise KeyError("missing")
    elif command == "REFUSE":
        raise DecodeError(f"{path}: byte 7 is not text; try --encoding")
    source = Source(path, hashlib.sha256(data).hexdigest(), len(data), "utf-8", "html")
    plain = document()
    return document(source=source, text=TEXT + "\n" + text, meta=_titled(plain.meta, text))


def _titled(meta: Any, text: str) -> Any:
    from msgspec.structs import replace

    return replace(meta, title=text.partition("\n")[0])


def parsed() -> list[str]:
    """Paths parsed so far, as often as they were."""
    folder = Path(os.environ[LOG])
    return sorted(line for file in folder.iterdir() for line in file.read_text("utf-8").splitlines())
