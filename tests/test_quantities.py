"""Quantities: the cases of cases/quantities.toml, the lexicons' examples, and what holds of any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.lexicon import Entry, default_lexicon, merge, parse_lexicon
from plancli.models import Quantity
from plancli.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text("utf-8"))["case"]
LEXICON = default_lexicon()
ENTRIES = [
    entry
    for table in ("unit", "not_unit", "unit_before", "bound", "approx", "vague")
    for entry in LEXICON.table(table)
]
FORMS = [
    form.replace("#", "5")
    for table in (
        "unit",
        "not_unit",
        "unit_before",
        "bound",
        "approx",
        "vague",
        "word",
        "name",
        "scale",
        "digit",
    )
    for form in LEXICON.forms(table)
]
PIECES = st.one_of(
    st.sampled_from(FORMS),
    st.sampled_from(
        [
            *"0123456789一二三十百千万亿半几数多余.,，、:-—~至到/+%（）〔〕《》“” \n\t第前每翻番年月日",
            "分之",
            "1e9",
        ]
    ),
)


def shown(quantity: Quantity) -> list[str]:
    """*quantity* as the cases write it."""

    def span(low: Any, high: Any) -> str:
        return f"{low:f}" if high is None else f"{low:f}..{high:f}"

    base = f"{span(quantity.base_value, quantity.base_value_max)} {quantity.base_unit}".strip()
    value = span(quantity.value, quantity.value_max)
    return [quantity.text, value, quantity.unit, quantity.bound + "~" * quantity.approx, base]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    found = [shown(q) for q in find_quantities(case["input"]) if q.role == "number"]

    assert found == case["expect"], case["why"]


def reads(entry: Entry, text: str) -> bool:
    """Whether *entry* took part in reading *text*."""
    found = find_quantities(text)
    if entry.table == "unit":
        return any(rule in (f"unit.{entry.id}", "unit.compound") for q in found for rule in q.rules) and any(
            form in q.unit for q in found for form in entry.forms
        )
    if entry.table == "not_unit":
        return any(
            text.startswith(form, q.span[1]) or (form in text and not q.unit)
            for q in found
            for form in entry.forms
        )
    if entry.table == "unit_before":
        return any(q.base_unit == entry.fields["unit"] and q.text.startswith(entry.forms) for q in found)
    return any(f"{entry.table}.{entry.id}" in q.rules for q in found)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.table}.{entry.id}")
def test_each_entry_reads_its_examples_and_no_others(entry: Entry) -> None:
    """Every lexicon entry is matched by all its examples and by none of its counterexamples."""
    assert entry.examples, f"{entry.where}: no examples"
    assert [text for text in entry.examples if not reads(entry, text)] == []
    assert [text for text in entry.refused if reads(entry, text)] == []


@pytest.mark.parametrize(
    "form",
    [
        form
        for entry in LEXICON.table("unit")
        if not entry.fields.get("below") and entry.id != "grade.rank"
        for form in entry.forms
    ],
)
def test_each_unit_is_read_whole(form: str) -> None:
    """A number with the unit is one quantity with that unit."""
    assert [
        q.unit for q in find_quantities(f"达到25{form}以内，") if q.role in ("number", "qualifier", "name")
    ][:1] == [form]


def test_a_users_unit_is_read() -> None:
    """A lexicon file of the user adds units and bounds."""
    own = parse_lexicon(
        '[[unit]]\nid = "own"\nforms = ["帮包"]\n[[bound]]\nid = "own"\nforms = ["准超"]\nbound = "gt"\nside = "before"',
        "my.toml",
    )
    lexicon = merge([{table: list(entries) for table, entries in LEXICON.tables.items()}, own])

    (quantity,) = find_quantities("新增准超30帮包", lexicon)

    assert shown(quantity) == ["30帮包", "30", "帮包", "gt", "30 帮包"]


@given(st.lists(PIECES, max_size=14).map("".join))
def test_records_are_slices_in_order(text: str) -> None:
    """Records are slices of the text in order, do not overlap, and a range has two ends that rise."""
    found = find_quantities(text)

    assert [q.text for q in found] == [text[slice(*q.span)] for q in found]
    ends = [place for q in found for place in q.span]
    assert ends == sorted(ends)
    for quantity in found:
        assert quantity.outer[0] <= quantity.span[0] < quantity.span[1] <= quantity.outer[1]
        assert all(0 <= start <= end <= len(text) for start, end in quantity.cues)
        assert (quantity.value_max is not None) == (quantity.bound == "range")
        assert quantity.value_max is None or quantity.value < quantity.value_max
        assert "E" not in f"{quantity.value}{quantity.base_value}"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0"])
def test_blanks_inside_a_quantity_are_covered(blank: str) -> None:
    """Blanks between a number and its unit stay in the text and change nothing else."""
    (quantity,) = find_quantities(f"完成投资{blank.replace(chr(0xA0), ' ')}3.5 万亿元".replace("\u3000", " "))

    assert (quantity.text, quantity.unit) == ("3.5 万亿元", "万亿元")


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "、1",
        "1万",
        "1-",
        "1.",
        "1/",
        "1:",
        "百",
        "第一",
        "（1）",
        "1,111",
        "半",
        "数十",
        "2020、",
        "“1",
        "1至",
        "5G",
        "《1》",
        "1个",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Ten times the text takes about ten times as long, whatever it repeats."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = 9e9
        for _ in range(3):
            start = time.perf_counter()
            find_quantities(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(10_000) < 40 * seconds(1_000) + 0.05
