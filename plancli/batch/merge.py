"""Outputs of several batches -> one, without documents that are there twice.

Promise: shards of one input give the bytes that a single run would have given, had it met each content once;
what is dropped or looks alike is listed. Memory does not grow with the shards.
"""

from __future__ import annotations

import heapq
import json
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from msgspec import Struct

from plancli.batch.destination import FAILURES, Destination
from plancli.batch.encode import kind_of
from plancli.batch.paths import is_url
from plancli.batch.scratch import scratch
from plancli.batch.shards import Part, check_kind, read_parts, way
from plancli.batch.similarity import NEAR, likeness, parts
from plancli.batch.work import Failure
from plancli.batch.writers import open_writer
from plancli.errors import InputError, OutputError, OutputNameError

_Entry = Part | Failure
DUPLICATES = ".duplicates.jsonl"
_CANDIDATES = 50
"""Documents compared for one shared part; more share it only if it is boilerplate."""


class Merged(Struct):
    """What a merge has done."""

    documents: int = 0
    same: int = 0
    """Documents dropped: their bytes are those of one that came before."""
    near: int = 0
    """Documents kept and listed: most of their text is that of one that came before."""
    failures: int = 0
    duplicate_list: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The figures as JSON values."""
        return {
            "documents": self.documents,
            "same": self.same,
            "near": self.near,
            "failures": self.failures,
            "duplicate_list": self.duplicate_list,
        }


def merge(shards: list[str], output: str, *, documents: bool = False, force: bool = False) -> Merged:
    """Join *shards*, outputs of batch, to *output*, which has their form.

    Raises: InputError when a shard is not such an output, OutputNameError or OutputFormError when the result
    cannot have its name, OutputError when it cannot be written.
    """
    kind = kind_of(output, documents)
    for shard in (*shards, output):
        if is_url(shard):
            raise InputError(
                f"{shard}: merge joins local files; fetch the shards and send the result yourself"
            )
    for shard in shards:
        if not os.path.lexists(shard):
            raise InputError(f"{shard}: no such file or folder; check the path")
        check_kind(shard, kind)
    destination = Destination(output, kind)
    for shard in shards:
        if destination.replaces(shard) or os.path.realpath(shard) == os.path.realpath(
            destination.output + DUPLICATES
        ):
            raise OutputNameError(f"{output} is or holds {shard}, one of the shards; write to another name")
    destination.check(may_replace=force)
    duplicates = destination.output + DUPLICATES
    if os.path.lexists(duplicates) and not force:
        raise OutputNameError(f"{duplicates} exists; --force replaces it")
    _allow_open_files(2 * len(shards))
    try:
        work = tempfile.mkdtemp(prefix=".plancli-merge-", dir=os.path.dirname(destination.output) or ".")
        try:
            result = _build(shards, kind, work)
            listed = os.path.join(work, "duplicates")
            if os.path.getsize(listed):
                os.replace(listed, duplicates)
                result.duplicate_list = duplicates
            else:
                with suppress(FileNotFoundError):
                    os.unlink(duplicates)
            failures = os.path.join(work, "failures")
            destination.publish(os.path.join(work, "output"), failures if result.failures else None)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{output}: cannot be written: {reason}; the shards are as they were") from error
    return result


def _allow_open_files(count: int) -> None:
    """Raise the soft limit, which is as low as 256 on some systems: all shards are open at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 64
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def _build(shards: list[str], kind: str, work: str) -> Merged:
    result = Merged()
    writer = open_writer(kind, os.path.join(work, "output"))
    known = _Known()
    try:
        with (
            open(os.path.join(work, "duplicates"), "wb") as duplicates,
            open(os.path.join(work, "failures"), "wb") as failures,
        ):
            streams = [_of_shard(shard, kind) for shard in shards]
            for entry in heapq.merge(*streams, key=lambda entry: way(entry.path)):
                if isinstance(entry, Failure):
                    result.failures += 1
                    writer.fail(entry)
                    record = {"path": entry.path, "code": entry.code, "message": entry.message}
                    failures.write(_line(record))
                    continue
                twin = known.meet(entry)
                if twin is not None:
                    duplicates.write(_line(twin))
                    if twin["kind"] == "same":
                        result.same += 1
                        continue
                    result.near += 1
                result.documents += 1
                writer.write(entry.name, entry.payload)
        writer.finish()
    finally:
        with suppress(OSError, sqlite3.Error):
            writer.abandon()
    return result


def _of_shard(shard: str, kind: str) -> Iterator[_Entry]:
    streams: list[Iterable[_Entry]] = [read_parts(shard, kind), _failures(shard)]
    yield from heapq.merge(*streams, key=lambda entry: way(entry.path))


def _failures(shard: str) -> Iterator[Failure]:
    path = shard.rstrip("/") + FAILURES
    if not os.path.exists(path):
        path = os.path.realpath(shard) + FAILURES  # of a shard that is named by a link
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            try:
                record = json.loads(line)
                yield Failure(record["path"], record["code"], record["message"])
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise InputError(f"{path}: not a list of failures of batch ({error})") from error


def _line(record: Mapping[str, object]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


class _Known:
    """The documents met so far, in a temporary database."""

    def __init__(self) -> None:
        self._base = scratch(
            self,
            "CREATE TABLE document (id INTEGER PRIMARY KEY, path TEXT, sha256 TEXT UNIQUE, similarity TEXT);"
            "CREATE TABLE part (position INTEGER, value TEXT, document INTEGER,"
            " PRIMARY KEY (position, value, document)) WITHOUT ROWID;",
        )

    def meet(self, part: Part) -> dict[str, object] | None:
        """The record that *part* is a duplicate, or None; remembers it."""
        execute = self._base.execute
        row = execute("SELECT path FROM document WHERE sha256 = ?", (part.sha256,)).fetchone()
        if row is not None:
            return {"path": part.path, "of": row[0], "kind": "same", "likeness": 1.0}
        twin = self._nearest(part)
        cursor = execute(
            "INSERT INTO document (path, sha256, similarity) VALUES (?, ?, ?)",
            (part.path, part.sha256, part.similarity),
        )
        self._base.executemany(
            "INSERT INTO part VALUES (?, ?, ?)",
            [(position, value, cursor.lastrowid) for position, value in parts(part.similarity)],
        )
        return twin

    def _nearest(self, part: Part) -> dict[str, object] | None:
        met: dict[int, None] = {}
        for position, value in parts(part.similarity):
            rows = self._base.execute(
                "SELECT document FROM part WHERE position = ? AND value = ? ORDER BY document LIMIT ?",
                (position, value, _CANDIDATES),
            )
            met |= dict.fromkeys(row[0] for row in rows)
        best: tuple[float, str] | None = None
        for number in sorted(met):
            path, similarity = self._base.execute(
                "SELECT path, similarity FROM document WHERE id = ?", (number,)
            ).fetchone()
            share = likeness(part.similarity, similarity)
            if share >= NEAR and (best is None or share > best[0]):
                best = share, path
        if best is None:
            return None
        return {"path": part.path, "of": best[1], "kind": "near", "likeness": round(best[0], 3)}
