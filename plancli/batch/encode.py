"""Document -> the bytes that the writer of an output puts into it.

Promise: all that can be done with one document alone is done here, in the worker, so that the one
process that writes has little to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from plancli.errors import OutputFormError, OutputNameError
from plancli.visible import replace_surrogates

if TYPE_CHECKING:
    from plancli.models import Document

Encoder = Callable[["Document"], bytes]


def encoder(kind: str) -> Encoder:
    """The function that encodes a document for outputs of *kind*, one of ``KINDS``."""
    return KINDS[kind]


def kind_of(path: str, documents: bool) -> str:
    """The kind that the name of the output asks for; *documents* for documents instead of targets.

    Raises: OutputNameError when it is empty; OutputFormError when the suffix is unknown, or *documents* makes no
    difference to it.
    """
    if not path:
        raise OutputNameError("the name of the output is empty; give the name of a file or folder")
    if path == "-":
        raise OutputFormError("- is not an output of batch, which appears whole or not at all; name a file")
    base = path.rstrip("/").rsplit("/", 1)[-1].lower()
    dot = base.rfind(".")
    suffix = base[dot:] if dot > 0 and not path.endswith("/") else ""
    if suffix in (".jsonl", ".ndjson", ".csv", ".parquet"):
        form = "jsonl" if suffix == ".ndjson" else suffix[1:]
        return f"{'documents' if documents else 'targets'}.{form}"
    if documents:
        raise OutputFormError(
            f"{path}: --documents is for .jsonl, .csv and .parquet; databases and folders hold all"
        )
    if suffix in (".db", ".sqlite", ".sqlite3"):
        return "db"
    if suffix and not os.path.isdir(path):
        # More likely a hope for some other form than the name of a folder.
        raise OutputFormError(
            f"{path}: {suffix} is not an output of batch; use .jsonl, .csv, .parquet, .db, or end it with / "
            "for a folder"
        )
    return "folder"


def _targets_jsonl(document: Document) -> bytes:
    from plancli.batch.columns import target_lines
    from plancli.serialize import dumps

    return "".join(dumps(record) + "\n" for record in target_lines(document)).encode()


def _documents_jsonl(document: Document) -> bytes:
    from plancli.serialize import to_json

    return (to_json(document) + "\n").encode()


def _folder(document: Document) -> bytes:
    from plancli.serialize import to_json

    return (to_json(document, indent=2) + "\n").encode()


def _targets_csv(document: Document) -> bytes:
    from plancli.batch.columns import target_lines
    from plancli.render.delimited import csv_rows

    return _utf8(csv_rows(target_lines(document), csv_columns("targets.csv")))


def _documents_csv(document: Document) -> bytes:
    from plancli.batch.columns import document_row
    from plancli.render.delimited import csv_rows

    return _utf8(csv_rows([document_row(document)], csv_columns("documents.csv")))


def csv_columns(kind: str) -> list[str]:
    """Names of the columns of a CSV output."""
    if kind == "documents.csv":
        from plancli.batch.columns import DOCUMENTS

        return [column.name for column in DOCUMENTS]
    from plancli.render.delimited import TARGET_COLUMNS

    return [*TARGET_COLUMNS, "sha256", "similarity"]


def _targets_parquet(document: Document) -> bytes:
    from plancli.batch.columns import target_rows
    from plancli.serialize import dumps

    return "".join(dumps(row) + "\n" for row in target_rows(document)).encode()


def _documents_parquet(document: Document) -> bytes:
    from plancli.batch.columns import document_row
    from plancli.serialize import dumps

    return (dumps(document_row(document)) + "\n").encode()


def _database(document: Document) -> bytes:
    from plancli.batch.columns import document_row, quantity_rows, section_rows, target_rows
    from plancli.serialize import dumps

    rows = {
        "documents": [document_row(document)],
        "sections": list(section_rows(document)),
        "targets": list(target_rows(document)),
        "quantities": list(quantity_rows(document)),
    }
    return dumps(rows).encode()


def _utf8(text: str) -> bytes:
    return replace_surrogates(text).encode("utf-8")


KINDS: dict[str, Encoder] = {
    "targets.jsonl": _targets_jsonl,
    "documents.jsonl": _documents_jsonl,
    "targets.csv": _targets_csv,
    "documents.csv": _documents_csv,
    "targets.parquet": _targets_parquet,
    "documents.parquet": _documents_parquet,
    "db": _database,
    "folder": _folder,
}
