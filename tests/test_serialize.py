"""Document -> JSON: exact numbers, the order of the contract, valid UTF-8."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from documents import FIRST, document, target
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plancli.serialize import dumps, number, to_json

DESIGN_TARGET_KEYS = [
    "id",
    "indicator",
    "value",
    "value_max",
    "unit",
    "base_value",
    "base_unit",
    "bound",
    "approx",
    "measure",
    "per",
    "hedge",
    "deadline",
    "deadline_text",
    "deadline_from",
    "baseline",
    "baseline_value",
    "binding",
    "responsible",
    "section",
    "section_path",
    "sentence",
    "text",
    "span",
    "mentions",
    "cell",
    "rules",
    "score",
]
DESIGN_META_KEYS = [
    "title",
    "headline",
    "plan",
    "publisher",
    "published",
    "issuer",
    "document_number",
    "region",
    "period",
    "url",
    "editor",
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("60", "60"),
        ("60.0", "60"),
        ("6E+1", "60"),
        ("3.650", "3.65"),
        ("0.30", "0.3"),
        ("-0", "0"),
        ("3.65E+12", "3650000000000"),
        ("0.3333", "0.3333"),
        ("12345678901234567890123456789.125", "12345678901234567890123456789.125"),
        ("1E+30", "1" + "0" * 30),
        ("0.1", "0.1"),
    ],
)
def test_numbers_are_exact_and_plain(written, expected):
    assert dumps(number(Decimal(written))) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_a_number_is_read_back_as_it_was(value):
    assert json.loads(dumps(number(value)), parse_float=Decimal, parse_int=Decimal) == value


def test_a_number_of_many_digits_is_written():
    assert dumps(number(Decimal("9" * 5000))) == "9" * 5000


def test_keys_stand_in_the_order_of_the_contract():
    record = json.loads(to_json(document()))

    assert list(record) == [
        "schema_version",
        "source",
        "meta",
        "text",
        "sections",
        "targets",
        "dropped",
        "warnings",
    ]
    assert [key for key in record["meta"] if key in DESIGN_META_KEYS] == DESIGN_META_KEYS
    assert [key for key in record["targets"][0] if key in DESIGN_TARGET_KEYS] == DESIGN_TARGET_KEYS


def test_values_are_those_of_the_records():
    record = json.loads(to_json(document()), parse_float=Decimal)
    first, second, third, fourth = record["targets"]

    assert record["meta"]["period"] == {"start": None, "end": "2025"}
    assert record["dropped"] == 1
    assert first["mentions"] == [[18, 22]]
    assert (second["value"], second["baseline_value"], second["score"]) == (
        Decimal("3.65"),
        Decimal("3.1"),
        Decimal("0.333"),
    )
    assert third["deadline_span"] is None
    assert (fourth["base_value"], fourth["base_value_max"]) == (50, 80)
    assert record["text"][slice(*first["span"])] == first["text"] == "60项"


def test_an_item_has_no_level():
    plain = document()
    (section,) = plain.sections
    item = replace(section, id="1.1", kind="item", level=None, marker="——")
    record = json.loads(to_json(replace(plain, sections=(replace(section, children=(item,)),))))

    assert record["sections"][0]["level"] == 1
    assert "level" not in record["sections"][0]["children"][0]


def test_lone_surrogates_are_replaced_with_a_warning():
    odd = document(targets=(target("60项", sentence=FIRST + "\ud800"),))
    text = to_json(odd)

    assert text.encode("utf-8")
    record = json.loads(text)
    assert record["targets"][0]["sentence"] == FIRST + "\ufffd"
    assert len(record["warnings"]) == 1
    assert json.loads(to_json(document()))["warnings"] == []


def test_the_same_document_gives_the_same_text():
    assert to_json(document()) == to_json(document())


def test_whole_numbers_of_any_size_are_written_beside_odd_text():
    assert (
        dumps({"\ud800": [10**30, -(10**30), True, ("a",)]})
        == f'{{"\ufffd":[{10**30},{-(10**30)},true,["a"]]}}'
    )


def test_a_record_is_not_changed_and_a_copy_is_one_of_its_own():
    first = target("60项")

    with pytest.raises(AttributeError):
        first.unit = "个"
    assert replace(first, unit="个") != first == replace(first)
