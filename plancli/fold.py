"""Text -> text of the same length in which each character has one written form.

Promise: ``len(fold(text)) == len(text)``, so a span in one is a span in the other. NFKC is not used
because it turns ㈠ into three characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

# Full-width ASCII (！ to ～) and the forms of dash, dot, slash, tilde and percent seen in releases.
# ： ， ； （ ） ！ ？ stay full width: rules read Chinese punctuation in its Chinese form.
_KEEP = "：，；（）！？"
_FORMS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEEP}
_FORMS |= {
    odd: plain
    for plain, odds in {
        "-": "‐‑‒−﹣",
        "—": "―─━",
        ".": "﹒",
        "%": "﹪٪",
        "~": "〜∼",
        ":": "∶",
        "/": "∕⁄",
        "≥": "≧⩾",
        "≤": "≦⩽",
        "·": "・•‧",
        "〇": "○◯",
    }.items()
    for odd in odds
}
# str.translate looks every character up in the table; on Chinese prose this is 15 times as fast.
_ODD_RE = re.compile("[" + re.escape("".join(_FORMS)) + "]")

# A blank that does not stand between two ASCII letters or digits.
_LOOSE_BLANK_RE = re.compile(" (?:(?<![A-Za-z0-9] )|(?![A-Za-z0-9]))")


def fold(text: str) -> str:
    """*text* with full-width and variant characters replaced one for one.

    >>> fold("２０２５年达到６．５％")
    '2025年达到6.5%'
    """
    return _ODD_RE.sub(_plain, text)


def compact(text: str) -> str:
    """*text* folded, without the blanks that stand between characters of one expression.

    >>> compact("２０３０ 年目标 （ 个 ）")
    '2030年目标（个）'
    """
    return _LOOSE_BLANK_RE.sub("", fold(text))


def _plain(match: re.Match[str]) -> str:
    return _FORMS[match[0]]


class View(Struct, frozen=True):
    """Folded text without the blanks that stand between characters of one expression.

    Rules read ``text``; ``source`` and ``locate`` change offsets to and from the original.
    Newlines and tabs stay. A blank stays only between two ASCII letters or digits.
    """

    text: str
    blanks: list[int]
    """Original offsets of what was removed."""
    cuts: list[int]
    """Where each of them stood in ``text``."""

    def source(self, offset: int) -> int:
        """Original offset of the character at *offset*."""
        return offset + bisect_right(self.cuts, offset) if self.cuts else offset

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Original span of [start, end): ends just after its last character."""
        cuts = self.cuts
        if not cuts:
            return (start, end)
        first = start + bisect_right(cuts, start)
        return (first, end + bisect_right(cuts, end - 1 if end > start else end))

    def locate(self, offset: int) -> int:
        """Offset in ``text`` of the first kept character at or after the original *offset*."""
        return offset - bisect_left(self.blanks, offset) if self.blanks else offset


def view(text: str) -> View:
    """Folded and blank-free view of *text*.

    >>> view("到 2025 年达到 5 %").text
    '到2025年达到5%'
    """
    folded = fold(text)
    blanks = [blank.start() for blank in _LOOSE_BLANK_RE.finditer(folded)]
    if not blanks:
        return View(folded, [], [])
    cuts = [offset - before for before, offset in enumerate(blanks)]
    return View(_LOOSE_BLANK_RE.sub("", folded), blanks, cuts)
