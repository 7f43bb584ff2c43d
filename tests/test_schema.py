"""The JSON Schema: valid, complete, closed, and what every sample's output meets."""

from __future__ import annotations

import json

import pytest
from conftest import SAMPLES
from documents import document
from jsonschema import Draft202012Validator

from plancli import json_schema, parse_path, to_json
from plancli.serialize import document_record

SCHEMA = json_schema()


def nodes(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def test_the_schema_is_valid():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_property_is_described_and_no_other_allowed():
    objects = [node for node in nodes(SCHEMA) if node.get("type") == "object"]

    assert len(objects) == 7
    for node in objects:
        assert node["additionalProperties"] is False
        assert all(child.get("description") for child in node["properties"].values())


def test_properties_stand_in_the_order_of_the_document():
    record = json.loads(to_json(document()))

    assert list(SCHEMA["properties"]) == list(record)
    assert list(SCHEMA["properties"]["meta"]["properties"]) == list(record["meta"])
    assert list(SCHEMA["$defs"]["target"]["properties"]) == list(record["targets"][0])


def test_the_document_made_by_hand_meets_it():
    Draft202012Validator(SCHEMA).validate(json.loads(to_json(document())))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("targets", 0, "bound"), "about"),
        (("targets", 0, "value"), "60"),
        (("targets", 0, "deadline"), "2025年"),
        (("targets", 0, "extra"), 1),
        (("source", "sha256"), "x"),
        (("sections", 0, "span"), [1]),
    ],
)
def test_a_wrong_document_does_not(path, value):
    record = json.loads(to_json(document()))
    *way, last = path
    node = record
    for step in way:
        node = node[step]
    node[last] = value

    assert not Draft202012Validator(SCHEMA).is_valid(record)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_meets_it(path):
    read = parse_path(path)
    record = json.loads(to_json(read))

    Draft202012Validator(SCHEMA).validate(record)
    assert len(document_record(read)["targets"]) == len(read.targets)


def test_the_command_prints_it(run):
    assert json.loads(run("schema").stdout) == SCHEMA
