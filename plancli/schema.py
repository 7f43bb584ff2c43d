"""JSON Schema of the document that `plancli parse --json` prints.

Promise: every property is described, and a property that is not described is not there.
"""

from __future__ import annotations

from typing import Any

from plancli.serialize import SCHEMA_VERSION

Node = dict[str, Any]

BOUNDS = ("eq", "ge", "gt", "le", "lt", "range")
MEASURES = ("level", "increase", "decrease", "multiple", "rank")
DEADLINE_ORIGINS = ("sentence", "list", "heading", "title", "document")

_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _closed(description: str, properties: Node, optional: tuple[str, ...] = ()) -> Node:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _text(description: str) -> Node:
    return {"type": "string", "description": description}


def _maybe_text(description: str) -> Node:
    return {"type": ["string", "null"], "description": description}


def _maybe_date(description: str) -> Node:
    return {"type": ["string", "null"], "pattern": _DATE, "description": description}


def _number(description: str) -> Node:
    return {"type": "number", "description": description}


def _maybe_number(description: str) -> Node:
    return {"type": ["number", "null"], "description": description}


def _choice(description: str, values: tuple[str, ...], *, null: bool = False) -> Node:
    return {"enum": [*values, None] if null else list(values), "description": description}


def _list_of(description: str, items: Node) -> Node:
    return {"type": "array", "description": description, "items": items}


_SPAN: Node = {
    "type": "array",
    "description": "Half-open [start, end) in Unicode code points of `text`.",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}


def _span(description: str) -> Node:
    return {"$ref": "#/$defs/span", "description": description}


def _source() -> Node:
    return _closed(
        "Where the document came from.",
        {
            "path": _text("Path as given; - is standard input."),
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Hash of the bytes."},
            "bytes": {"type": "integer", "minimum": 0, "description": "Length of the input in bytes."},
            "encoding": _text("Codec the bytes were read with, lower case."),
            "format": _text("html, html-fragment, markdown or text, told by content."),
        },
    )


def _meta() -> Node:
    period = {
        "start": _maybe_date("First year, month or day planned for."),
        "end": _maybe_date("Last year, month or day planned for."),
    }
    return _closed(
        "What the document says about itself; null where it does not say.",
        {
            "title": _maybe_text("Title of the release or article."),
            "headline": _maybe_text("Headline of the page or feed."),
            "plan": _maybe_text("Name of the plan, without 《》."),
            "publisher": _maybe_text("Site or paper that published the page."),
            "origin": _maybe_text("Original source that a reprint names (来源)."),
            "published": _maybe_date("Date of publication 发布日期, Beijing time."),
            "dated": _maybe_date("Date the document bears 成文日期."),
            "issuer": _maybe_text("Issuing body 发文机关."),
            "document_number": _maybe_text("Document number 发文字号."),
            "index_no": _maybe_text("Index number 索引号."),
            "region": _maybe_text("Province, city or county that the plan is for."),
            "period": _closed("Period that the plan covers.", period),
            "url": _maybe_text("Address of the page, when the page tells it."),
            "editor": _maybe_text("Editor named by the page 责任编辑."),
            "kind": _maybe_text("Type of document that decides how numbers are read: plan, report, news, …"),
        },
    )


def _section() -> Node:
    return _closed(
        "A heading, or a list item, with what stands under it.",
        {
            "id": _text('Stable path of child numbers: "2.2.1".'),
            "kind": _choice("A heading, or an item of a list (——, ●, 一是).", ("section", "item")),
            "level": {"type": "integer", "minimum": 1, "description": "Depth of a heading; items have none."},
            "marker": _text('Numbering as written: 二、 （二） ——; "" when there is none.'),
            "title": _text("Words of the heading, or of the item's first clause, as many as a title holds."),
            "span": _span("From the heading's first character to the last under it."),
            "children": _list_of("Headings and items below.", {"$ref": "#/$defs/section"}),
        },
        optional=("level",),
    )


def _target() -> Node:
    cell = {"row": _text("Label of the row."), "column": _text("Label of the column.")}
    return _closed(
        "A number that the issuer has set itself to reach.",
        {
            "id": _text("t1, t2, … in order of the text."),
            "indicator": _text("What is measured, in the text's words, with its verb."),
            "value": _number("Value in `unit`, as written."),
            "value_max": _maybe_number("Upper end of a range."),
            "unit": _text('Unit as written, with its scale: 万亿元, %, 个百分点; "" for a fraction.'),
            "base_value": _number("Value with the scale multiplied out, in `base_unit`."),
            "base_value_max": _maybe_number("Upper end of a range, in `base_unit`."),
            "base_unit": _text("Unit without scale, aliases folded; shares are in %."),
            "bound": _choice("= ≥ > ≤ < or a range.", BOUNDS),
            "approx": {"type": "boolean", "description": "Hedged by 左右, 约, 近."},
            "measure": _choice("What the value counts.", MEASURES),
            "per": _choice("Period of a rate: 年均, 每年, 每月.", ("year", "month"), null=True),
            "hedge": _maybe_text("Word of intent: 力争, 争取, 确保."),
            "deadline": _maybe_date("When it is due."),
            "deadline_text": _maybe_text("Words that say when."),
            "deadline_from": _choice("Where those words stand.", DEADLINE_ORIGINS, null=True),
            "deadline_span": {
                "anyOf": [{"$ref": "#/$defs/span"}, {"type": "null"}],
                "description": "Where those words stand in `text`, when they are part of it.",
            },
            "baseline": _maybe_date("Date compared with 基期."),
            "baseline_value": _maybe_number(
                "Value at the baseline, in `unit`; a share of 成 or a fraction in per cent."
            ),
            "binding": _choice("约束性 or 预期性.", ("binding", "expected"), null=True),
            "responsible": _list_of("Bodies named as responsible.", _text("Name as written.")),
            "section": _maybe_text("Id of the innermost section or item."),
            "section_path": _list_of("Titles of the headings above, outermost first.", _text("Title.")),
            "sentence": _text("Sentence that states it."),
            "text": _text("The number with its unit: `text[span]`."),
            "span": _span("Where it stands."),
            "mentions": _list_of("Where it is stated again.", {"$ref": "#/$defs/span"}),
            "cell": {
                "anyOf": [_closed("Cell of an indicator table.", cell), {"type": "null"}],
                "description": "Labels of its cell, when it stands in a table.",
            },
            "rules": _list_of("Ids of the rules that read it.", _text("Rule id.")),
            "score": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "description": "How often a target read by such rules is right.",
            },
        },
    )


def json_schema() -> Node:
    """The schema, JSON Schema 2020-12."""
    document = _closed(
        "A government release: its text, its section tree and its quantified targets.",
        {
            "schema_version": {"const": SCHEMA_VERSION, "description": "Version of this form."},
            "source": _source(),
            "meta": _meta(),
            "text": _text("Body text, one block a line."),
            "sections": _list_of("Section tree in order.", {"$ref": "#/$defs/section"}),
            "targets": _list_of("Targets in order of the text.", {"$ref": "#/$defs/target"}),
            "dropped": {
                "type": "integer",
                "minimum": 0,
                "description": "Blocks of the page left out; `plancli clean --show-dropped` lists them.",
            },
            "warnings": _list_of("What was odd, in sentences.", _text("Warning.")),
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:plancli:document:{SCHEMA_VERSION}",
        "title": "plancli document",
        **document,
        "$defs": {"span": _SPAN, "section": _section(), "target": _target()},
    }
