"""The records that pass between the walk, the engines, the journal and the writers.

Promise: everything that crosses a process boundary is JSON and bytes, so that no result, however
it was made, can run code where it is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import asdict

from plancli.limits import DEFAULT_MAX_BYTES, DEFAULT_MAX_DEPTH, DEFAULT_TIMEOUT


class Limits(Struct, frozen=True):
    """What an input may cost before it is refused."""

    max_bytes: int = DEFAULT_MAX_BYTES
    """Of one file or archive member, decompressed."""
    timeout: float = DEFAULT_TIMEOUT
    """Seconds for one file."""
    max_depth: int = DEFAULT_MAX_DEPTH
    """Of nested tags; what is deeper is read without the page's structure."""
    max_members: int = 200_000
    """Of one archive."""
    max_ratio: int = 200
    """Decompressed to compressed size; HTML reaches about 30."""
    max_archive_bytes: int = 20_000_000_000
    """Of all members of one archive, decompressed."""


DEFAULT_LIMITS = Limits()


class Failure(Struct, frozen=True):
    """An input without a result, and why."""

    path: str
    code: str
    """Code of a PlancliError; timeout, worker, memory or bug; symlink or special for what is skipped."""
    message: str

    @property
    def is_skip(self) -> bool:
        """Whether the input was passed over by rule, which is no reason to fail the run."""
        return self.code in SKIP_CODES


SKIP_CODES = frozenset({"symlink", "special"})


class Place(Struct, frozen=True):
    """Where the bytes of an input are."""

    kind: str
    """file, zip (member ``first``), slice (``first`` offset, ``second`` length) or inline (in the task)."""
    path: str = ""
    """File system path, or a URL for fsspec."""
    first: int = 0
    second: int = 0


class Found(Struct, frozen=True):
    """One input as the walk finds it, or the record that it was not taken."""

    path: str
    """As shown to the user and kept in outputs: root as given, then the way down; `!/` enters an archive."""
    name: str
    """Way down from the root, with `/`; decides the shard and the name in an output folder."""
    place: Place | None
    data: bytes | None = None
    """Content, when it can be read only while the walk passes by (compressed tar)."""
    named: bool = False
    """The user gave this very path; what a walk meets is left out when plancli itself has written it."""
    failure: Failure | None = None
    together: str | None = None
    """Name that decides the shard instead, for what can be read only in one go: the members of a compressed tar."""


class Task(Struct, frozen=True):
    """One input to be parsed."""

    number: int
    """Position in the output."""
    path: str
    place: Place
    data: bytes | None = None
    known: str | None = None
    """Content hash for which a finished result is kept already."""
    named: bool = False
    """As in ``Found``."""

    def pack(self) -> tuple[bytes, bytes]:
        """Head and body of the task's frame."""
        place = self.place
        where = [place.kind, place.path, place.first, place.second]
        head = [self.number, self.path, *where, self.known, self.named]
        return json.dumps(head).encode("ascii"), self.data or b""

    @classmethod
    def unpack(cls, head: bytes, body: bytes) -> Task:
        """The task that ``pack`` packed."""
        number, path, kind, where, first, second, known, named = json.loads(head)
        data = body if kind == "inline" else None
        return cls(number, path, Place(kind, where, first, second), data, known, named)


class Outcome(Struct, frozen=True):
    """What became of one task."""

    number: int
    path: str
    sha256: str | None = None
    """Of the content; None when it was never read to its end."""
    payload: bytes = b""
    """Result in the form that the output's writer takes."""
    targets: int = 0
    deadlines: dict[str, int] = {}
    """Number of targets by deadline year; "" for those without."""
    failure: Failure | None = None
    unchanged: bool = False
    """The content has the hash that the task knew; the kept result stands."""
    left_out: bool = False
    """A walk met it, and plancli itself has written it."""

    def pack(self) -> tuple[bytes, bytes]:
        """Head and body of the outcome's frame."""
        failure = [self.failure.code, self.failure.message] if self.failure else None
        result = [self.targets, self.deadlines, failure, self.unchanged, self.left_out]
        head = [self.number, self.path, self.sha256, *result]
        return json.dumps(head).encode("ascii"), self.payload

    @classmethod
    def unpack(cls, head: bytes, body: bytes) -> Outcome:
        """The outcome that ``pack`` packed."""
        number, path, sha256, targets, deadlines, failure, unchanged, left_out = json.loads(head)
        record = Failure(path, failure[0], failure[1]) if failure else None
        return cls(number, path, sha256, body, targets, deadlines, record, unchanged, left_out)


class Recipe(Struct, frozen=True):
    """How a worker turns bytes into a payload; equal recipes and equal bytes give equal payloads."""

    kind: str
    """Form of the payload, one of ``encode.KINDS``."""
    encoding: str | None = None
    lexicons: tuple[tuple[str, str], ...] = ()
    """Name and text of the user's lexicon files; texts, because a worker may run on another machine."""
    limits: Limits = DEFAULT_LIMITS
    parse: str = "plancli.pipeline:parse"
    """Module and name of the function that parses."""

    def to_dict(self) -> dict[str, Any]:
        """The recipe as JSON values."""
        return {
            "kind": self.kind,
            "encoding": self.encoding,
            "lexicons": [list(pair) for pair in self.lexicons],
            "limits": asdict(self.limits),
            "parse": self.parse,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Recipe:
        """The recipe that ``to_dict`` gave."""
        return cls(
            kind=values["kind"],
            encoding=values["encoding"],
            lexicons=tuple((name, text) for name, text in values["lexicons"]),
            limits=Limits(**values["limits"]),
            parse=values["parse"],
        )


class Engine(Protocol):
    """What runs tasks: processes of this machine, or a cluster."""

    def run(self, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
        """Outcomes in order of completion, one for each task, and None now and then while there are none.

        Tasks are taken no faster than they are finished; None among them says that the next is not known yet.
        """

    def close(self) -> None:
        """Stop all that the engine has started."""


def shown(path: str) -> str:
    r"""*path* as valid Unicode: bytes of a file name that are not UTF-8 become \xff.

    >>> shown("a\udcff.html")
    'a\\xff.html'
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path
