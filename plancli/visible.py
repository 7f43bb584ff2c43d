"""Text of a page -> text that a terminal shows and does not obey.

Promise: the result holds no control character but those asked for, no bidirectional override and no
lone surrogate; what stood there is still to be seen.
"""

from __future__ import annotations

import re

# Format characters that reorder, hide or tag text. Joiners (U+200C, U+200D) and variation selectors
# stay: emoji and some names need them, and they move nothing.
_INVISIBLE = (
    *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)
_TABLE = {code: chr(0x2400 + code) for code in range(0x20)}
_TABLE |= {code: f"⟦U+{code:04X}⟧" for code in (*range(0x80, 0xA0), *_INVISIBLE)}
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_TABLE[0x7F] = "\N{SYMBOL FOR DELETE}"
# What a terminal obeys, and what turns the order of the characters around it.
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_OBEYED = {
    code: shown
    for code, shown in _TABLE.items()
    if code not in (0x09, 0x0A, 0x0D) and (code < 0xA0 or code in _BIDI or 0xD800 <= code < 0xE000)
}
_LINES = {code: shown for code, shown in _TABLE.items() if code not in (0x09, 0x0A)}


def visible(text: str) -> str:
    r"""*text* on one line, with control and reordering characters as signs.

    >>> visible("目标\x1b[31m60项\u202e")
    '目标␛[31m60项⟦U+202E⟧'
    """
    return text if text.isprintable() else text.translate(_TABLE)


def visible_lines(text: str) -> str:
    """The same for a text of several lines: newlines and tabs stay."""
    return text.translate(_LINES)


def harmless(text: str) -> str:
    r"""*text* as data for a table: signs for what a terminal obeys, all else as it is.

    >>> harmless("目标\x1b[31m60\u200b项\r\n")
    '目标␛[31m60\u200b项\r\n'
    """
    return text if text.isprintable() else text.translate(_OBEYED)


def replace_surrogates(text: str) -> str:
    """*text* with each lone surrogate as U+FFFD, so that it can be written as UTF-8; same length."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text
