"""Payloads of JSON rows -> Parquet with typed columns, a description on each.

Promise: the size of row groups depends on the rows alone, and memory on the size of one group.
"""

from __future__ import annotations

import io
from typing import Any

from plancli.batch.columns import DOCUMENTS, TARGETS, Column
from plancli.batch.work import Failure
from plancli.errors import MissingPackageError

_GROUP_BYTES = 16_000_000
"""Of JSON; about 16,000 targets."""
_PART_BYTES = 2_000_000
"""Of JSON parsed at once, which takes about five times as much memory."""


class ParquetWriter:
    """Collects rows and writes them by row group."""

    def __init__(self, path: str, kind: str) -> None:
        """Begin the file *path*.

        Raises: MissingPackageError without pyarrow.
        """
        try:
            import pyarrow as arrow
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise MissingPackageError(
                "Parquet output needs pyarrow; install it with: pip install 'plancli[parquet]'"
            ) from error
        self._schema = schema(TARGETS if kind.startswith("targets") else DOCUMENTS)
        # Freed blocks go back to the system: the default allocator would keep each group's.
        arrow.set_memory_pool(arrow.system_memory_pool())
        self._writer: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows = bytearray()
        self._parts: list[Any] = []
        self._size = 0

    def write(self, name: str, payload: bytes) -> None:
        """Add the rows of one input."""
        self._rows += payload
        if len(self._rows) >= _PART_BYTES or self._size + len(self._rows) >= _GROUP_BYTES:
            self._parse()
        if self._size >= _GROUP_BYTES:
            self._flush()

    def _parse(self) -> None:
        import pyarrow.json as reader

        if not self._rows:
            return
        # One thread and one block: a row longer than a block would be refused.
        table = reader.read_json(
            io.BytesIO(self._rows),
            reader.ReadOptions(use_threads=False, block_size=len(self._rows) + 1),
            reader.ParseOptions(explicit_schema=self._schema, unexpected_field_behavior="error"),
        )
        self._parts.append(table.cast(self._schema))
        self._size += len(self._rows)
        self._rows.clear()

    def _flush(self) -> None:
        import pyarrow as arrow

        self._parse()
        if self._parts:
            table = arrow.concat_tables(self._parts)
            self._writer.write_table(table, row_group_size=len(table))
        self._parts.clear()
        self._size = 0

    def fail(self, failure: Failure) -> None:
        """Nothing: failures have a file of their own."""

    def finish(self) -> None:
        """Write the last group and the footer."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self._rows.clear()
        self._parts.clear()
        self._writer.close()


def schema(columns: tuple[Column, ...]) -> Any:
    """The Arrow schema of *columns*, their meaning as field metadata."""
    import pyarrow as arrow

    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
        "texts": arrow.list_(arrow.string()),
        "spans": arrow.list_(arrow.list_(arrow.int64())),
    }
    return arrow.schema(
        [
            arrow.field(
                column.name,
                types[column.type],
                nullable=not column.required,
                metadata={"comment": column.meaning},
            )
            for column in columns
        ]
    )
