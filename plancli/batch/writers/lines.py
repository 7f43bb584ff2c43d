"""Payloads that are lines already -> JSON lines or CSV."""

from __future__ import annotations

from plancli.batch.encode import csv_columns
from plancli.batch.work import Failure


class LinesWriter:
    """Joins lines; a CSV begins with its byte order mark and header."""

    def __init__(self, path: str, kind: str) -> None:
        """Begin the file *path*."""
        self._stream = open(path, "wb", buffering=1 << 20)  # noqa: SIM115 - closed by finish or abandon
        if kind.endswith(".csv"):
            from plancli.render.delimited import BYTE_ORDER_MARK, csv_header

            self._stream.write((BYTE_ORDER_MARK + csv_header(csv_columns(kind))).encode())

    def write(self, name: str, payload: bytes) -> None:
        """Add the lines of one input."""
        self._stream.write(payload)

    def fail(self, failure: Failure) -> None:
        """Nothing: failures have a file of their own."""

    def finish(self) -> None:
        """Write what is buffered."""
        self._stream.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self._stream.close()
