"""Document -> JSON text and plain records, in the order of the contract.

Promise: numbers are exact decimals in their shortest form (3.65, 60), text is valid UTF-8, and one document
always gives the same characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import json

from plancli.models import Document, Meta, Quantity, Section, Span, Target
from plancli.visible import replace_surrogates

SCHEMA_VERSION = "1"
Record = dict[str, Any]

# Beyond this int() and str() of an int grow costly and Python refuses more than 4300 digits.
_INT_LIMIT = Decimal(10) ** 18
# The calibrated score is not known better than this.
_SCORE_DIGITS = 3
_ENCODER = json.Encoder(decimal_format="number")
_SURROGATE_WARNING = "characters that are not valid Unicode were replaced with U+FFFD"


def number(value: Decimal | None) -> int | Decimal | None:
    """*value* as an int when it is whole, else a Decimal without trailing zeros.

    >>> number(Decimal("6E+1")), number(Decimal("3.650"))
    (60, Decimal('3.65'))
    """
    if value is None:
        return None
    if abs(value) < _INT_LIMIT:
        whole = int(value)
        if whole == value:
            return whole
    # normalize() would round to the context's 28 digits.
    plain = format(value, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def to_json(document: Document, *, indent: int | None = None) -> str:
    """The document as JSON text, on one line unless *indent* is given."""
    record = document_record(document)
    try:
        return _text(_ENCODER.encode(record), indent)
    except UnicodeEncodeError:
        record["warnings"].append(_SURROGATE_WARNING)
        return dumps(record, indent=indent)


def dumps(record: object, *, indent: int | None = None) -> str:
    """JSON text of plain records that may hold decimals; a lone surrogate is written as U+FFFD."""
    try:
        data = _ENCODER.encode(record)
    except (UnicodeEncodeError, OverflowError):
        data = _ENCODER.encode(_encodable(record))
    return _text(data, indent)


def _text(data: bytes, indent: int | None) -> str:
    return (data if indent is None else json.format(data, indent=indent)).decode()


def _encodable(value: Any) -> Any:
    """*value* without the two things that the encoder refuses: lone surrogates, and integers beyond 64 bits."""
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(each) for each in value]
    return Decimal(value) if isinstance(value, int) and abs(value) >= _INT_LIMIT else value


def document_record(document: Document) -> Record:
    """The document as the contract orders it; quantities and dropped blocks are not part of it."""
    source = document.source
    return {
        "schema_version": SCHEMA_VERSION,
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "bytes": source.bytes,
            "encoding": source.encoding,
            "format": source.format,
        },
        "meta": meta_record(document.meta),
        "text": document.text,
        "sections": [section_record(section) for section in document.sections],
        "targets": [target_record(target) for target in document.targets],
        "dropped": len(document.dropped),
        "warnings": list(document.warnings),
    }


def meta_record(meta: Meta) -> Record:
    """What the document says about itself."""
    return {
        "title": meta.title,
        "headline": meta.headline,
        "plan": meta.plan,
        "publisher": meta.publisher,
        "origin": meta.origin,
        "published": meta.published,
        "dated": meta.dated,
        "issuer": meta.issuer,
        "document_number": meta.document_number,
        "index_no": meta.index_no,
        "region": meta.region,
        "period": {"start": meta.period.start, "end": meta.period.end},
        "url": meta.url,
        "editor": meta.editor,
        "kind": meta.kind,
    }


def section_record(section: Section, depth: int | None = None) -> Record:
    """A section with its children, *depth* levels in all; a list item has no level."""
    record: Record = {"id": section.id, "kind": section.kind}
    if section.kind == "section":
        record["level"] = section.level
    record["marker"] = section.marker
    record["title"] = section.title
    record["span"] = list(section.span)
    below = None if depth is None else depth - 1
    record["children"] = [] if below == 0 else [section_record(child, below) for child in section.children]
    return record


def target_record(target: Target) -> Record:
    """All fields of a target."""
    cell = target.cell
    return {
        "id": target.id,
        "indicator": target.indicator,
        "value": number(target.value),
        "value_max": number(target.value_max),
        "unit": target.unit,
        "base_value": number(target.base_value),
        "base_value_max": number(target.base_value_max),
        "base_unit": target.base_unit,
        "bound": target.bound,
        "approx": target.approx,
        "measure": target.measure,
        "per": target.per,
        "hedge": target.hedge,
        "deadline": target.deadline,
        "deadline_text": target.deadline_text,
        "deadline_from": target.deadline_from,
        "deadline_span": _span(target.deadline_span),
        "baseline": target.baseline,
        "baseline_value": number(target.baseline_value),
        "binding": target.binding,
        "responsible": list(target.responsible),
        "section": target.section,
        "section_path": list(target.section_path),
        "sentence": target.sentence,
        "text": target.text,
        "span": list(target.span),
        "mentions": [list(mention) for mention in target.mentions],
        "cell": None if cell is None else {"row": cell.row, "column": cell.column},
        "rules": list(target.rules),
        "score": round(target.score, _SCORE_DIGITS),
    }


def target_records(document: Document) -> Iterator[Record]:
    """Each target with the source and the title it stands in: one record stands alone."""
    for target in document.targets:
        yield {
            "source": document.source.path,
            "title": document.meta.title,
            **target_record(target),
        }


def quantity_record(quantity: Quantity) -> Record:
    """All fields of a number, whatever its role."""
    return {
        "text": quantity.text,
        "value": number(quantity.value),
        "value_max": number(quantity.value_max),
        "unit": quantity.unit,
        "base_value": number(quantity.base_value),
        "base_value_max": number(quantity.base_value_max),
        "base_unit": quantity.base_unit,
        "bound": quantity.bound,
        "approx": quantity.approx,
        "span": list(quantity.span),
        "role": quantity.role,
        "rules": list(quantity.rules),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
