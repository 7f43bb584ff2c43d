"""Folding keeps length; a view finds its way back to the text it was made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plancli.fold import fold, view

TEXT = st.text(st.sampled_from("到年达 5％２a　(（）)—-~～〇○\n\t“”㈠①"), max_size=40) | st.text(max_size=40)


@given(TEXT)
def test_fold_keeps_length(text: str) -> None:
    """A span in the folded text is the same span in the text."""
    assert len(fold(text)) == len(text)


@given(TEXT)
def test_view_characters_come_from_their_places(text: str) -> None:
    """Each character of a view is the folded character at the offset it names."""
    seen = view(text)

    assert [fold(text)[seen.source(i)] for i in range(len(seen.text))] == list(seen.text)
    assert seen.source(len(seen.text)) == len(text)


@given(TEXT)
def test_view_drops_blanks_only(text: str) -> None:
    """Nothing but blanks is missing from a view."""
    assert view(text).text.replace(" ", "") == fold(text).replace(" ", "")


@given(TEXT)
def test_locate_inverts_source(text: str) -> None:
    """Going to the text and back ends where it began."""
    seen = view(text)

    assert [seen.locate(seen.source(i)) for i in range(len(seen.text) + 1)] == list(range(len(seen.text) + 1))


def test_view_keeps_the_blank_between_digits() -> None:
    """Two numbers side by side stay two."""
    assert view("专栏7 5G 工程").text == "专栏7 5G工程"


def test_fold_does_not_decompose() -> None:
    """㈠ and ① stay one character."""
    assert fold("㈠①２．５％") == "㈠①2.5%"
