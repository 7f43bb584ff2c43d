"""Words of a lexicon table -> an index that finds the longest one at or up to a place in the text.

A look-up costs a few slices however many words there are, where a regular expression would try them in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class FormIndex(Generic[T]):
    """Words with a value each; of words that fit the longest is found."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        """Index of *pairs*; the last of two equal words counts."""
        self._values = dict(pairs)
        first: dict[str, set[int]] = {}
        last: dict[str, set[int]] = {}
        for form in self._values:
            first.setdefault(form[0], set()).add(len(form))
            last.setdefault(form[-1], set()).add(len(form))
        self._first = {char: tuple(sorted(sizes, reverse=True)) for char, sizes in first.items()}
        self._last = {char: tuple(sorted(sizes, reverse=True)) for char, sizes in last.items()}

    def starting(self, text: str, at: int) -> tuple[int, T] | None:
        """(length, value) of the longest word that starts at *at*, or None.

        >>> FormIndex([("千瓦", 1), ("千瓦时", 2)]).starting("12亿千瓦时", 3)
        (3, 2)
        """
        for size in self._first.get(text[at : at + 1], ()):
            form = text[at : at + size]
            if form in self._values and len(form) == size:
                return size, self._values[form]
        return None

    def shorter(self, text: str, at: int, than: int) -> tuple[int, T] | None:
        """As ``starting``, of the words shorter than *than*."""
        for size in self._first.get(text[at : at + 1], ()):
            form = text[at : at + size]
            if size < than and form in self._values and len(form) == size:
                return size, self._values[form]
        return None

    def ending(self, text: str, at: int) -> tuple[int, T] | None:
        """(length, value) of the longest word that ends just before *at*, or None.

        >>> FormIndex([("超过", 1), ("不超过", 2)]).ending("控制在不超过5%", 6)
        (3, 2)
        """
        if at <= 0:
            return None
        for size in self._last.get(text[at - 1], ()):
            if size <= at:
                form = text[at - size : at]
                if form in self._values:
                    return size, self._values[form]
        return None

    def first_chars(self) -> Iterable[str]:
        """Characters that a word may start with."""
        return self._first.keys()

    def last_chars(self) -> Iterable[str]:
        """Characters that a word may end with."""
        return self._last.keys()
