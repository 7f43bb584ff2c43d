"""Dates: the cases of cases/dates.toml, and that nothing makes the reader fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.dates import find_dates
from plancli.fold import fold
from plancli.lexicon import default_lexicon

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text("utf-8"))["case"]
WORDS = [
    "2025",
    "年",
    "月",
    "底前",
    "到",
    "比",
    "截至",
    "“十四五”",
    "今年",
    "、",
    "至",
    "—",
    "三",
    "内",
    "6",
    "日",
    "未来",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    found = find_dates(fold(case["input"]), default_lexicon(), case.get("reference"))

    assert [[d.text, d.end or "", d.relation] for d in found] == case["expect"], case["why"]


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_mentions_are_slices_in_order(text: str) -> None:
    """Every mention is the slice at its span, and mentions follow one another."""
    found = find_dates(text, default_lexicon(), "2024-01-01")

    assert [d.text for d in found] == [text[slice(*d.span)] for d in found]
    assert [d.core[0] for d in found] == sorted(d.core[0] for d in found)
