"""Numerals: the cases of cases/numerals.toml, the lexicon's characters, and the round trip."""

from __future__ import annotations

import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.lexicon import default_lexicon
from plancli.numerals import DIGITS, SCALES, parse_numeral, parse_scale, plain

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numerals.toml").read_text("utf-8"))["case"]
CHARACTERS = [
    (form, entry)
    for table in ("digit", "scale", "tens")
    for entry in default_lexicon().table(table)
    for form in entry.forms
]
ANY_NUMERAL = st.text(alphabet=f"0123456789.,，点半负-分之廿卅壹拾佰万亿 {DIGITS}{SCALES}", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    value = parse_numeral(case["input"])

    assert ("" if value is None else f"{value:f}") == case["expect"], case["why"]


@pytest.mark.parametrize(
    ("form", "entry"), CHARACTERS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_each_character_has_the_value_that_unicode_gives_it(form: str, entry: Any) -> None:
    """An independent table says what each digit and scale is worth."""
    own = {"兆": 10**12, "幺": 1, "两": 2}  # Unicode knows 兆 as 10^6 and 两 as a weight
    fields = entry.fields
    value = 10 ** fields["exponent"] if entry.table == "scale" else fields["value"]

    assert value == own.get(form, unicodedata.numeric(form, None))


def written(value: int) -> str:
    """*value* as a Chinese numeral: 10050 -> 一万零五十."""
    if value < 10:
        return "零一二三四五六七八九"[value]
    for scale, worth in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if value >= worth:
            head, rest = divmod(value, worth)
            gap = "零" if rest and rest < worth // 10 else ""
            return written(head) + scale + (gap + written(rest) if rest else "")
    raise AssertionError(value)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_round_trip(value: int) -> None:
    """A number written in Chinese digits is read as itself."""
    assert parse_numeral(written(value)) == value


@given(st.integers(min_value=0, max_value=10**20), st.integers(min_value=0, max_value=6))
def test_round_trip_of_arabic(value: int, places: int) -> None:
    """A number written in Arabic digits, with commas or without, is read as itself."""
    number = Decimal(value).scaleb(-places)

    assert parse_numeral(f"{number:f}") == number
    assert parse_numeral(f"{number:,f}") == number


@given(ANY_NUMERAL)
def test_total(text: str) -> None:
    """Any text gives a finite value or None, in a form without exponent."""
    value = parse_numeral(text)

    assert value is None or (value.is_finite() and "E" not in str(value))


@given(st.text(alphabet=SCALES, max_size=12))
def test_scales(text: str) -> None:
    """A run of scales is a power of ten or nothing."""
    scale = parse_scale(text)

    assert scale is None or str(plain(scale)).strip("0") == "1"
