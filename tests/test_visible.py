"""Text of a page on a terminal: seen, not obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.visible import replace_surrogates, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("到2025年达到60项", "到2025年达到60项"),
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x9b31m", "⟦U+009B⟧31m"),
        ("a\u202egnp.exe", "a⟦U+202E⟧gnp.exe"),
        ("\u2066x\u2069", "⟦U+2066⟧x⟦U+2069⟧"),
        ("a\nb\tc\rd\x7f", "a␊b␉c␍d␡"),
        ("a\u2028b\u200bc\ufeff", "a⟦U+2028⟧b⟦U+200B⟧c⟦U+FEFF⟧"),
        ("\U000e0041", "⟦U+E0041⟧"),
        ("\ud800", "\ufffd"),
        # A joiner in an emoji moves and hides nothing.
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_visible(text, shown):
    assert visible(text) == shown


def test_lines_keep_their_breaks():
    assert visible_lines("a\tb\nc\x1b") == "a\tb\nc␛"


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_that_moves_a_cursor_remains(text):
    shown = visible(text)

    assert shown == shown.encode("utf-8").decode("utf-8")
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert visible(shown) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_surrogates_are_replaced_one_for_one(text):
    clean = replace_surrogates(text)

    assert clean == clean.encode("utf-8").decode("utf-8")
    assert len(clean) == len(text)
