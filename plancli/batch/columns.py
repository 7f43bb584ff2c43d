"""Document -> rows with typed, documented columns, for Parquet, SQLite and CSV.

Promise: a column's type never depends on the data. Numbers are doubles here, which hold 15 digits; the
exact number as written is in ``text``, and JSON output is exact.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from plancli.batch.similarity import similarity_key
from plancli.models import Document, Section, Span
from plancli.serialize import Record, dumps, target_records

REAL = "real"
_LARGEST = sys.float_info.max


class Column(Struct, frozen=True):
    """One column of a table."""

    name: str
    type: str
    """text, integer, real, boolean, texts (a list) or spans (a list of pairs)."""
    meaning: str
    required: bool = False
    """Never null."""


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(
        Column(name, kind.rstrip("!"), meaning, required=kind.endswith("!")) for name, kind, meaning in rows
    )


TARGETS = _columns(
    ("source", "text!", "Path of the document, as in the other outputs."),
    ("sha256", "text!", "SHA-256 of the document's bytes; identifies it whatever its name."),
    (
        "similarity",
        "text!",
        "Key of the body text; documents that share 6 of its 8 groups are near-duplicates.",
    ),
    ("title", "text", "Title of the document."),
    ("id", "text!", "t1, t2, … in order of the text."),
    ("indicator", "text!", "What is measured, in the text's words, with its verb."),
    ("value", "real!", "Value in unit, as written."),
    ("value_max", "real", "Upper end of a range."),
    ("unit", "text!", "Unit as written, with its scale; empty for a fraction."),
    ("base_value", "real!", "Value with the scale multiplied out, in base_unit."),
    ("base_value_max", "real", "Upper end of a range, in base_unit."),
    ("base_unit", "text!", "Unit without scale, aliases folded."),
    ("bound", "text!", "eq, ge, gt, le, lt or range."),
    ("approx", "boolean!", "Hedged by 左右, 约, 近."),
    ("measure", "text!", "level, increase, decrease, multiple or rank."),
    ("per", "text", "year or month when the number is a rate."),
    ("hedge", "text", "Word of intent: 力争, 争取, 确保."),
    ("deadline", "text", "When it is due: ISO date, reduced to what the text says (2025, 2025-06)."),
    ("deadline_text", "text", "Words that say when."),
    ("deadline_from", "text", "sentence, list, heading, title or document."),
    ("deadline_start", "integer", "Where those words stand in the document's text, in code points."),
    ("deadline_end", "integer", "Where they end."),
    ("baseline", "text", "Date compared with, ISO, reduced."),
    ("baseline_value", "real", "Value at the baseline, in unit."),
    ("binding", "text", "binding (约束性) or expected (预期性)."),
    ("responsible", "texts!", "Bodies named as responsible."),
    ("section", "text", "Id of the innermost section or item."),
    ("section_path", "texts!", "Titles of the headings above, outermost first."),
    ("sentence", "text!", "Sentence that states it."),
    ("text", "text!", "The number with its unit, exactly as written."),
    ("start", "integer!", "Where it stands in the document's text, in code points."),
    ("end", "integer!", "Where it ends."),
    ("mentions", "spans!", "Where it is stated again: [start, end] pairs."),
    ("cell_row", "text", "Label of the row, in an indicator table."),
    ("cell_column", "text", "Label of the column, in an indicator table."),
    ("rules", "texts!", "Ids of the rules that read it."),
    ("score", "real!", "How often a target read by such rules is right, 0 to 1."),
)

DOCUMENTS = _columns(
    ("source", "text!", "Path of the document."),
    ("sha256", "text!", "SHA-256 of its bytes."),
    (
        "similarity",
        "text!",
        "Key of the body text; documents that share 6 of its 8 groups are near-duplicates.",
    ),
    ("bytes", "integer!", "Length in bytes."),
    ("encoding", "text!", "Codec it was read with."),
    ("format", "text!", "html, html-fragment, markdown or text."),
    ("title", "text", "Title."),
    ("headline", "text", "Headline of the page or feed."),
    ("plan", "text", "Name of the plan, without 《》."),
    ("publisher", "text", "Site or paper."),
    ("origin", "text", "Original source that a reprint names."),
    ("published", "text", "Date of publication, ISO."),
    ("dated", "text", "Date the document bears, ISO."),
    ("issuer", "text", "Issuing body."),
    ("document_number", "text", "Document number 发文字号."),
    ("index_no", "text", "Index number 索引号."),
    ("region", "text", "Province, city or county."),
    ("period_start", "text", "First year, month or day planned for."),
    ("period_end", "text", "Last year, month or day planned for."),
    ("url", "text", "Address of the page."),
    ("editor", "text", "Editor named by the page."),
    ("kind", "text", "Type of document: plan, report, news, …"),
    ("sections", "integer!", "Number of sections and items."),
    ("targets", "integer!", "Number of targets."),
    ("quantities", "integer!", "Number of numbers, targets included."),
    ("dropped", "integer!", "Number of blocks of the page left out."),
    ("warnings", "texts!", "What was odd, in sentences."),
    ("text", "text!", "Body text, one block a line."),
)

SECTIONS = _columns(
    ("id", "text!", "Stable path of child numbers: 2.2.1."),
    ("parent", "text", "Id of the section it stands in."),
    ("kind", "text!", "section or item."),
    ("level", "integer", "Depth among sections; null for items."),
    ("marker", "text!", "Numbering as written."),
    ("title", "text!", "Words of the heading."),
    ("start", "integer!", "Where it begins in the document's text."),
    ("end", "integer!", "Where what stands under it ends."),
)

QUANTITIES = _columns(
    ("text", "text!", "The number with its unit, exactly as written."),
    ("value", "real!", "Value in unit."),
    ("value_max", "real", "Upper end of a range."),
    ("unit", "text!", "Unit as written."),
    ("base_value", "real!", "Value with the scale multiplied out."),
    ("base_value_max", "real", "Upper end of a range, in base_unit."),
    ("base_unit", "text!", "Unit without scale, aliases folded."),
    ("bound", "text!", "eq, ge, gt, le, lt or range."),
    ("approx", "boolean!", "Hedged by 左右, 约, 近."),
    ("role", "text!", "target, or what else the number is: achieved, date, name, …"),
    ("start", "integer!", "Where it stands in the document's text."),
    ("end", "integer!", "Where it ends."),
    ("rules", "texts!", "Ids of the rules that read it."),
)

FAILURES = _columns(
    ("source", "text!", "Path of the input."),
    ("code", "text!", "Cause in one word: decode, format, empty, limit, timeout, worker, …"),
    ("message", "text!", "What happened and what to do."),
)


def target_lines(document: Document) -> Iterator[Record]:
    """Records of the targets that also say which document they come from, whatever its name."""
    extra = {"sha256": document.source.sha256, "similarity": similarity_key(document.text)}
    for record in target_records(document):
        yield {**record, **extra}


def target_rows(document: Document) -> Iterator[Record]:
    """One row a target, as in ``TARGETS``."""
    for record in target_lines(document):
        start, end = record["span"]
        cell = record["cell"] or {"row": None, "column": None}
        due = record["deadline_span"] or (None, None)
        record |= {
            "start": start,
            "end": end,
            "deadline_start": due[0],
            "deadline_end": due[1],
            "cell_row": cell["row"],
            "cell_column": cell["column"],
        }
        yield _typed(record, TARGETS)


def document_row(document: Document) -> Record:
    """The row of the document, as in ``DOCUMENTS``."""
    source, meta = document.source, document.meta
    record: Record = {column.name: getattr(meta, column.name, None) for column in DOCUMENTS}
    record |= {
        "source": source.path,
        "sha256": source.sha256,
        "similarity": similarity_key(document.text),
        "bytes": source.bytes,
        "encoding": source.encoding,
        "format": source.format,
        "period_start": meta.period.start,
        "period_end": meta.period.end,
        "sections": sum(1 for _ in section_rows(document)),
        "targets": len(document.targets),
        "quantities": len(document.quantities),
        "dropped": len(document.dropped),
        "warnings": list(document.warnings),
        "text": document.text,
    }
    return record


def section_rows(document: Document) -> Iterator[Record]:
    """One row a section or item, as in ``SECTIONS``, in reading order."""
    waiting: list[tuple[Section, str | None]] = [(section, None) for section in reversed(document.sections)]
    while waiting:
        section, parent = waiting.pop()
        yield {
            "id": section.id,
            "parent": parent,
            "kind": section.kind,
            "level": section.level if section.kind == "section" else None,
            "marker": section.marker,
            "title": section.title,
            **_span(section.span),
        }
        waiting.extend((child, section.id) for child in reversed(section.children))


def quantity_rows(document: Document) -> Iterator[Record]:
    """One row a number, as in ``QUANTITIES``."""
    for quantity in document.quantities:
        record = {column.name: getattr(quantity, column.name, None) for column in QUANTITIES}
        yield _typed({**record, **_span(quantity.span), "rules": list(quantity.rules)}, QUANTITIES)


def _span(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _typed(record: Record, columns: tuple[Column, ...]) -> Record:
    return {
        column.name: _double(record[column.name]) if column.type == REAL else record[column.name]
        for column in columns
    }


def _double(value: Any) -> float | None:
    # A hostile text can hold a number beyond what a double can; JSON has no infinity.
    return None if value is None else max(-_LARGEST, min(_LARGEST, float(value)))


def compact(values: object) -> str:
    """JSON text for a list in one cell."""
    return dumps(values)
