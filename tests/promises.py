"""What the contract promises of every document, whatever was read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

from jsonschema import Draft202012Validator

from plancli import Document, json_schema, to_json
from plancli.models import Section

VALIDATOR = Draft202012Validator(json_schema())


def check(document: Document) -> None:
    """Fails with the promise that *document* breaks."""
    text = document.text
    assert text
    assert "\n".join(block.text for block in document.blocks) == text, "the blocks are the text"
    for block in document.blocks:
        assert text[block.start : block.end] == block.text
    sections = dict(walk(document.sections, 0, len(text)))
    for quantity in document.quantities:
        assert text[slice(*quantity.span)] == quantity.text
        assert all(0 <= start <= end <= len(text) for start, end in (quantity.outer, *quantity.cues))
    for before, after in pairwise(document.quantities):
        assert before.span[1] <= after.span[0], "numbers stand in order and do not overlap"
    spans = {quantity.span for quantity in document.quantities}
    for number, target in enumerate(document.targets, 1):
        assert target.id == f"t{number}"
        assert text[slice(*target.span)] == target.text
        assert target.span in spans, "a target is one of the numbers"
        assert all(0 <= start < end <= len(text) for start, end in target.mentions)
        assert target.section is None or target.section in sections
        assert 0 <= target.score <= 1
        if target.cell is None:
            assert target.sentence in text, "a sentence is the text's own"
            assert target.text in target.sentence
        if target.deadline_span is not None:
            assert text[slice(*target.deadline_span)] == target.deadline_text
    printed = to_json(document)
    assert printed.encode("utf-8")
    VALIDATOR.validate(json.loads(printed))


def walk(sections: tuple[Section, ...], start: int, end: int) -> Iterator[tuple[str, Section]]:
    """All sections by id; each stands inside its parent and after its sibling."""
    for section in sections:
        assert start <= section.span[0] <= section.heading_span[0]
        assert section.heading_span[0] <= section.heading_span[1] <= section.span[1] <= end
        yield section.id, section
        yield from walk(section.children, section.heading_span[1], section.span[1])
        start = section.span[1]
