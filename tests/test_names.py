"""Numerals that count nothing: the cases of cases/names.toml and the lexicon's examples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from plancli.lexicon import Entry, default_lexicon
from plancli.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text("utf-8"))["case"]
LEXICON = default_lexicon()
WORDS = [form for entry in LEXICON.table("word") for form in entry.forms]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    found = [[q.text, q.role] for q in find_quantities(case["input"])]

    assert found == case["expect"], case["why"]


@pytest.mark.parametrize("entry", LEXICON.table("name"), ids=lambda entry: entry.id)
def test_each_name_is_told_from_its_counterexamples(entry: Entry) -> None:
    """Every name is found in its examples by its own rule and in none of its counterexamples."""

    def named(text: str) -> bool:
        return any(f"name.{entry.id}" in q.rules for q in find_quantities(text))

    assert entry.examples, f"{entry.where}: no examples"
    assert [text for text in entry.examples if not named(text)] == []
    assert [text for text in entry.refused if named(text)] == []


@pytest.mark.parametrize("entry", LEXICON.table("word"), ids=lambda entry: entry.id)
def test_each_word_hides_its_numeral_alone(entry: Entry) -> None:
    """A word's examples hold no number and its counterexamples do."""
    assert entry.examples, f"{entry.where}: no examples"
    assert [text for text in entry.examples if find_quantities(text)] == []
    assert [text for text in entry.refused if not find_quantities(text)] == []


@pytest.mark.parametrize("word", WORDS)
def test_no_word_is_a_number(word: str) -> None:
    """The word in a sentence gives no record, and a count after it is still read."""
    assert [q.text for q in find_quantities(f"关于{word}的工作，新增30家")] == ["30家"]
