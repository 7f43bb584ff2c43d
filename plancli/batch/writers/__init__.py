"""Payloads in order -> an output file, database or folder, one module a form.

Promise: a writer builds under the path it is given and touches nothing else; the same payloads in the
same order give the same bytes.
"""

from __future__ import annotations

from typing import Protocol

from plancli.batch.work import Failure


class Writer(Protocol):
    """What builds one output."""

    def write(self, name: str, payload: bytes) -> None:
        """Add the result of one input; *name* is its way down from the input's root."""

    def fail(self, failure: Failure) -> None:
        """Add the record of an input that has no result, where the form has a place for it."""

    def finish(self) -> None:
        """Complete the output."""

    def abandon(self) -> None:
        """Release what is open; the caller removes what was built."""


def open_writer(kind: str, path: str) -> Writer:
    """The writer that builds an output of *kind* at *path*.

    Raises: MissingPackageError when the form needs a package that is not installed.
    """
    if kind == "folder":
        from plancli.batch.writers.folder import FolderWriter

        return FolderWriter(path)
    if kind == "db":
        from plancli.batch.writers.database import DatabaseWriter

        return DatabaseWriter(path)
    if kind.endswith(".parquet"):
        from plancli.batch.writers.parquet import ParquetWriter

        return ParquetWriter(path, kind)
    from plancli.batch.writers.lines import LinesWriter

    return LinesWriter(path, kind)
