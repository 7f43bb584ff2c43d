"""Text as markup lays it out -> text as it is read: one blank where there were many, none between lines of Chinese.

Promise: every visible character stays, in order.
"""

from __future__ import annotations

from plancli.patterns import lazily

# Stands in for a blank text node with a line break in it: `2023</span>\n<span>年`.
MARKUP_BREAK = "\x01"
BLANKS = " \t\n\r\f\xa0\u3000" + MARKUP_BREAK

# Zero-width characters, soft hyphens and directional marks; then controls, which XML does not allow.
INVISIBLE_RE = lazily(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\x00\x02-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
# Of these, what a terminal obeys and what turns the order of a text: a reader is told that it is gone.
TELLING_RE = lazily("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x02-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
BLANK_RE = lazily(f"[\\s{MARKUP_BREAK}]+")


def squeeze(text: str) -> str:
    """*text* on one line: blanks of any width and number become one space, invisible characters vanish.

    A line break next to a Chinese character or its punctuation is markup and vanishes too.

    >>> squeeze("  到\\n 2025年　　达到 ")
    '到2025年 达到'
    """
    text = text.strip()
    # Serves the articles of the benchmark: nine paragraphs in ten hold nothing to change.
    if text.isprintable() and "  " not in text:
        return text
    text = INVISIBLE_RE.sub("", text)
    pieces: list[str] = []
    last = 0
    for blank in BLANK_RE.finditer(text):
        start, end = blank.span()
        pieces.append(text[last:start])
        if start and end < len(text) and not _is_markup_break(blank[0], text[start - 1], text[end]):
            pieces.append(" ")
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


def columns(line: str) -> int:
    """Columns that *line* takes where a Chinese character takes two.

    >>> columns("到2025年")
    8
    """
    return len(line) + sum(char > "\u2e7f" for char in line)


def taken_out(text: str) -> list[str]:
    r"""Control and direction characters that ``squeeze`` takes out of *text*, in order.

    >>> taken_out("目标\x1b[31m60\u202e项\u200b")
    ['\x1b', '\u202e']
    """
    return [] if text.isprintable() else TELLING_RE.findall(text)


def _is_markup_break(blank: str, before: str, after: str) -> bool:
    if "\u3000" in blank or "\xa0" in blank:
        return False
    if MARKUP_BREAK in blank and before.isdigit() and after.isdigit():
        return True
    return (MARKUP_BREAK in blank or "\n" in blank or "\r" in blank) and (_is_wide(before) or _is_wide(after))


def _is_wide(char: str) -> bool:
    """Whether *char* is a Chinese character or punctuation, which no blank sets apart from its neighbour."""
    return char >= "\u2e80" or char in "“”‘’—…·"
