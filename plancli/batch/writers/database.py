"""Payloads of rows -> a SQLite database with indexes and a full-text index that can search Chinese.

Promise: every value is bound, never put into a statement; rows have the same ids in every run.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from plancli.batch.columns import DOCUMENTS, FAILURES, QUANTITIES, SECTIONS, TARGETS, Column, compact
from plancli.batch.work import Failure
from plancli.errors import OutputError

# Columns that the document's own table has; the other tables refer to it.
_FROM_DOCUMENT = frozenset({"source", "sha256", "similarity", "title"})
TABLES: dict[str, tuple[Column, ...]] = {
    "documents": DOCUMENTS,
    "sections": SECTIONS,
    "targets": tuple(column for column in TARGETS if column.name not in _FROM_DOCUMENT),
    "quantities": QUANTITIES,
    "failures": FAILURES,
}
CHILDREN = ("sections", "targets", "quantities")
_TYPES = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
    "texts": "TEXT",
    "spans": "TEXT",
}
_INDEXES = (
    "CREATE INDEX documents_sha256 ON documents (sha256)",
    "CREATE INDEX documents_region ON documents (region)",
    "CREATE INDEX sections_document ON sections (document)",
    "CREATE INDEX targets_document ON targets (document)",
    "CREATE INDEX targets_deadline ON targets (deadline)",
    "CREATE INDEX targets_unit ON targets (base_unit, base_value)",
    "CREATE INDEX quantities_document ON quantities (document)",
)
# Trigrams find any word of three characters or more without knowing where Chinese words end. The text
# itself stays in the documents table only.
_SEARCH = """
CREATE VIRTUAL TABLE documents_search USING fts5(title, text, content='documents', content_rowid='document',
    tokenize='trigram');
CREATE VIRTUAL TABLE targets_search USING fts5(indicator, sentence, content='targets', content_rowid='target',
    tokenize='trigram');
"""
# What the index gathers in memory before it writes: the default megabyte costs twice the time.
_GATHER = 16 << 20
_CHUNK = 1000
"""Documents in one transaction."""


class DatabaseWriter:
    """Fills the tables; indexes come last, when they are cheapest."""

    def __init__(self, path: str) -> None:
        """Begin the database *path*.

        Raises: OutputError when this Python's SQLite is too old.
        """
        if sqlite3.sqlite_version_info < (3, 34):
            raise OutputError(f"{path}: SQLite {sqlite3.sqlite_version} cannot index Chinese; 3.34 is needed")
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The file is not the output until it is complete and renamed, so a crash may leave it in any state.
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;"
            "PRAGMA temp_store = FILE;"
        )
        for name, columns in TABLES.items():
            self._connection.execute(_create(name, columns))
        self._connection.executescript(_SEARCH)
        for index in ("documents_search", "targets_search"):
            self._connection.execute(
                f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)",
                (_GATHER,),
            )
        self._connection.execute("BEGIN")
        self._insert = {name: _insert(name, columns) for name, columns in TABLES.items()}
        self._documents = 0
        self._targets = 0

    def write(self, name: str, payload: bytes) -> None:
        """Add the rows of one document."""
        rows: dict[str, list[dict[str, Any]]] = json.loads(payload)
        self._documents += 1
        number = self._documents
        document = rows["documents"][0]
        execute = self._connection.execute
        execute(self._insert["documents"], (number, *_values(document, TABLES["documents"])))
        execute(
            "INSERT INTO documents_search (rowid, title, text) VALUES (?, ?, ?)",
            (number, document["title"], document["text"]),
        )
        for table in CHILDREN:
            columns = TABLES[table]
            self._connection.executemany(
                self._insert[table], [(None, *_values(row, columns), number) for row in rows[table]]
            )
        found = [(row["indicator"], row["sentence"]) for row in rows["targets"]]
        self._connection.executemany(
            "INSERT INTO targets_search (rowid, indicator, sentence) VALUES (?, ?, ?)",
            [(self._targets + count, *texts) for count, texts in enumerate(found, 1)],
        )
        self._targets += len(found)
        if number % _CHUNK == 0:
            execute("COMMIT")
            execute("BEGIN")

    def fail(self, failure: Failure) -> None:
        """Add a row to the failures."""
        self._connection.execute(
            self._insert["failures"], (None, failure.path, failure.code, failure.message)
        )

    def finish(self) -> None:
        """Build the indexes, and end the statistics with ANALYZE so that queries use them."""
        for statement in ("COMMIT", *_INDEXES, "ANALYZE"):
            self._connection.execute(statement)
        self._connection.close()

    def abandon(self) -> None:
        """Close the database as it is."""
        self._connection.close()


def _create(table: str, columns: tuple[Column, ...]) -> str:
    # Comments stay in the schema: `.schema` shows what each column means.
    lines = [
        f"{table.removesuffix('s').replace('quantitie', 'quantity')} INTEGER PRIMARY KEY, -- Number in order."
    ]
    for column in columns:
        required = " NOT NULL" if column.required else ""
        lines.append(f'"{column.name}" {_TYPES[column.type]}{required}, -- {column.meaning}')
    if table in CHILDREN:
        lines.append('"document" INTEGER NOT NULL REFERENCES documents, -- Document it stands in.')
    declared, _, comment = lines[-1].rpartition(", -- ")
    lines[-1] = f"{declared} -- {comment}"
    return f"CREATE TABLE {table} (\n  " + "\n  ".join(lines) + "\n)"


def _insert(table: str, columns: tuple[Column, ...]) -> str:
    count = 1 + len(columns) + (table in CHILDREN)
    return f"INSERT INTO {table} VALUES ({', '.join('?' * count)})"


def _values(row: dict[str, Any], columns: tuple[Column, ...]) -> list[Any]:
    return [_bindable(row[column.name]) for column in columns]


def _bindable(value: Any) -> Any:
    if isinstance(value, list):
        return compact(value)
    # A whole number of a REAL column may come as an int that SQLite cannot hold.
    return float(value) if type(value) is int and abs(value) >= 1 << 63 else value
