"""An output of batch -> its documents in order, as payloads that a writer takes again.

Promise: what is read is what was written, byte for byte where the form has bytes; a file that batch did not
write is refused by name.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from io import StringIO
from itertools import groupby
from typing import Any

from msgspec import Struct

from plancli.batch.columns import DOCUMENTS, TARGETS
from plancli.batch.encode import csv_columns, kind_of
from plancli.batch.similarity import similarity_key
from plancli.batch.writers.database import CHILDREN, TABLES
from plancli.batch.writers.folder import MANIFEST
from plancli.errors import InputError, MissingPackageError, OutputError
from plancli.serialize import dumps

# What reading a file of another form raises.
_MISFITS = (ValueError, KeyError, TypeError, RecursionError, sqlite3.DatabaseError, csv.Error)
_OTHER_FORM = {"targets": "documents", "documents": "targets"}


class Part(Struct, frozen=True):
    """All that a shard holds of one document."""

    path: str
    sha256: str
    similarity: str
    name: str
    """Way down in an output folder, without the suffix that the writer adds."""
    payload: bytes


def way(path: str) -> list[str]:
    """Sort key in the order of the walk, which enters an archive where its name stands."""
    return [part.removesuffix("!") for part in path.split("/")]


def check_kind(shard: str, kind: str) -> None:
    """Refuse a *shard* that has another form than *kind*.

    Raises: InputError that says which.
    """
    try:
        own = kind_of(shard, documents=False)
    except OutputError as error:
        raise InputError(str(error)) from error
    if own.rpartition(".")[2] != kind.rpartition(".")[2]:
        raise InputError(f"{shard}: is not of the form of the output; merge joins outputs of one form")
    if (own == "folder") != os.path.isdir(shard):
        raise InputError(f"{shard}: not an output of batch; name the file or folder that it wrote")


def read_parts(shard: str, kind: str) -> Iterator[Part]:
    """The documents of *shard* in the order in which they stand.

    Raises: InputError when it is not an output of batch of that kind.
    """
    try:
        yield from _READERS[kind](shard)
    except _MISFITS as error:
        form, _, suffix = kind.partition(".")
        if form in _OTHER_FORM and _begins_as(shard, f"{_OTHER_FORM[form]}.{suffix}"):
            how = "without" if form == "documents" else "with"
            raise InputError(
                f"{shard}: holds {_OTHER_FORM[form]}, not {form}; merge such shards {how} --documents"
            ) from error
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{shard}: not an output of batch of this form ({reason})") from error
    except OSError as error:
        raise InputError(f"{shard}: cannot be read: {error.strerror or error}") from error


def _begins_as(shard: str, kind: str) -> bool:
    """Whether the first document of *shard* is one of *kind*."""
    with suppress(*_MISFITS):
        next(_READERS[kind](shard), None)
        return True
    return False


def _targets_jsonl(shard: str) -> Iterator[Part]:
    with open(shard, "rb") as stream:
        rows = ((json.loads(line), line) for line in stream)
        yield from _by_document(rows, lambda lines: b"".join(lines))


def _documents_jsonl(shard: str) -> Iterator[Part]:
    with open(shard, "rb") as stream:
        for line in stream:
            yield _document(json.loads(line), line, "")


def _folder(shard: str) -> Iterator[Part]:
    # Files are not in the order of their inputs: names in the tree end in .json, and some were changed.
    with closing(sqlite3.connect("")) as order:
        order.execute("CREATE TABLE file (way BLOB, name TEXT)")
        for folder, _, files in os.walk(shard):
            for file in files:
                name = os.path.relpath(os.path.join(folder, file), shard)
                if name != MANIFEST:
                    key = "\0".join(way(_read(shard, name)[0]["source"]["path"]))
                    order.execute("INSERT INTO file VALUES (?, ?)", (key.encode(), name))
        for (name,) in order.execute("SELECT name FROM file ORDER BY way, name"):
            record, content = _read(shard, name)
            yield _document(record, content, name.removesuffix(".json"))


def _read(shard: str, name: str) -> tuple[dict[str, Any], bytes]:
    with open(os.path.join(shard, name), "rb") as stream:
        content = stream.read()
    return json.loads(content), content


def _document(record: dict[str, Any], payload: bytes, name: str) -> Part:
    source = record["source"]
    return Part(source["path"], source["sha256"], similarity_key(record["text"]), name, payload)


def _targets_csv(shard: str) -> Iterator[Part]:
    yield from _csv(shard, csv_columns("targets.csv"))


def _documents_csv(shard: str) -> Iterator[Part]:
    yield from _csv(shard, csv_columns("documents.csv"))


def _csv(shard: str, columns: list[str]) -> Iterator[Part]:
    csv.field_size_limit(1 << 30)
    with open(shard, encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        if next(reader, None) != columns:
            raise ValueError("other columns")
        rows = ((dict(zip(columns, row, strict=True)), row) for row in reader)
        yield from _by_document(rows, _csv_lines)


def _csv_lines(rows: list[list[str]]) -> bytes:
    # Cells are made safe already, and are written as they were read.
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def _targets_parquet(shard: str) -> Iterator[Part]:
    yield from _parquet(shard, [column.name for column in TARGETS])


def _documents_parquet(shard: str) -> Iterator[Part]:
    yield from _parquet(shard, [column.name for column in DOCUMENTS])


def _parquet(shard: str, columns: list[str]) -> Iterator[Part]:
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MissingPackageError(
            "Parquet needs pyarrow; install it with: pip install 'plancli[parquet]'"
        ) from error
    with parquet.ParquetFile(shard) as opened:
        if opened.schema_arrow.names != columns:
            raise ValueError("other columns")
        rows = ((row, row) for batch in opened.iter_batches(batch_size=1000) for row in batch.to_pylist())
        yield from _by_document(rows, lambda found: "".join(dumps(row) + "\n" for row in found).encode())


def _by_document(
    rows: Iterable[tuple[dict[str, Any], Any]], join: Callable[[list[Any]], bytes]
) -> Iterator[Part]:
    """One part for the rows of each document, which stand together."""
    for (path, sha256, similarity), group in groupby(
        rows, key=lambda pair: (pair[0]["source"], pair[0]["sha256"], pair[0]["similarity"])
    ):
        yield Part(path, sha256, similarity, path, join([raw for _, raw in group]))


def _database(shard: str) -> Iterator[Part]:
    connection = sqlite3.connect(f"file:{_quoted(os.path.abspath(shard))}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        for document in connection.execute("SELECT * FROM documents ORDER BY document"):
            row = _row(document, "documents")
            rows: dict[str, list[dict[str, Any]]] = {"documents": [row]}
            for table in CHILDREN:
                found = connection.execute(
                    # The names are the program's own.
                    f"SELECT * FROM {table} WHERE document = ? ORDER BY rowid",
                    (document["document"],),
                )
                rows[table] = [_row(child, table) for child in found]
            yield Part(row["source"], row["sha256"], row["similarity"], row["source"], dumps(rows).encode())
    finally:
        connection.close()


def _row(row: sqlite3.Row, table: str) -> dict[str, Any]:
    values = {}
    for column in TABLES[table]:
        value = row[column.name]
        values[column.name] = json.loads(value) if column.type in ("texts", "spans") else value
    return values


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


_READERS: dict[str, Callable[[str], Iterator[Part]]] = {
    "targets.jsonl": _targets_jsonl,
    "documents.jsonl": _documents_jsonl,
    "targets.csv": _targets_csv,
    "documents.csv": _documents_csv,
    "targets.parquet": _targets_parquet,
    "documents.parquet": _documents_parquet,
    "db": _database,
    "folder": _folder,
}
