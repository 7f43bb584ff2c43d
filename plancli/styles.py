"""Attributes of a tag -> what they say of the text in it: hidden, bold, coloured, centred.

Promise: each attribute value is read once; what it does not say is None.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plancli.patterns import lazily

HIDDEN_RE = lazily(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
WEIGHT_RE = lazily(r"font-weight\s{0,3}:\s{0,3}(bold(?:er)?|[1-9]00|normal|lighter)", re.IGNORECASE)
ALIGN_RE = lazily(r"text-align\s{0,3}:\s{0,3}(\w+)", re.IGNORECASE)
COLOUR_RE = lazily(r"(?:^|[;\s])color\s{0,3}:\s{0,3}([^;]{1,40})", re.IGNORECASE)
FONT_RE = lazily(r"font(?:-family)?\s{0,3}:\s{0,3}([^;]{1,120})", re.IGNORECASE)
KEPT_LINES_RE = lazily(r"white-space\s{0,3}:\s{0,3}pre", re.IGNORECASE)

# GB/T 9704-2012, 7.3.2 and 7.3.3: titles are in 小标宋, headings of the first level in 黑体.
HEADING_FONTS = ("黑体", "simhei", "heiti", "小标宋")
# Sina's editor writes its styles as words: cms-style="font-L strong-Bold color210 align-Center".
# color0 is its plain text.
SINA_COLOUR_RE = lazily(r"\bcolor[1-9][0-9]{0,3}\b")
GREY_RE = lazily(r"#?([0-9a-f]{1,2})\1\1$|rgba?\(\s*([0-9]{1,3}),\s*\2,\s*\2\b")
# Values that leave text in the page's own colour, or paint it over.
PLAIN_COLOURS = frozenset(
    ("black", "windowtext", "inherit", "initial", "auto", "currentcolor", "gray", "grey")
)


class Style(NamedTuple):
    """What a style says of text; None where it leaves the matter to what is outside."""

    hidden: bool = False
    bold: bool | None = None
    coloured: bool | None = None
    centered: bool | None = None
    heading_font: bool | None = None
    keeps_lines: bool = False


NO_STYLE = Style()


@lru_cache(maxsize=4096)
def read_style(style: str) -> Style:
    """What the style attribute *style* says."""
    weight = WEIGHT_RE.search(style)
    align = ALIGN_RE.search(style)
    colour = COLOUR_RE.search(style)
    font = FONT_RE.search(style)
    return Style(
        hidden=HIDDEN_RE.search(style) is not None,
        bold=weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900") if weight else None,
        coloured=is_colour(colour[1]) if colour else None,
        centered=align[1].lower() == "center" if align else None,
        heading_font=any(name in font[1].lower() for name in HEADING_FONTS) if font else None,
        keeps_lines=KEPT_LINES_RE.search(style) is not None,
    )


@lru_cache(maxsize=1024)
def read_sina_style(style: str) -> Style:
    """What Sina's cms-style attribute *style* says."""
    return Style(
        bold=True if "strong-Bold" in style else None,
        coloured=True if SINA_COLOUR_RE.search(style) else None,
        centered=True if "align-Center" in style else None,
    )


@lru_cache(maxsize=1024)
def is_colour(value: str) -> bool:
    """Whether the CSS colour *value* sets text off; black and greys do not."""
    bare = value.lower().replace("!important", "").strip()
    return bool(bare) and bare not in PLAIN_COLOURS and GREY_RE.match(bare) is None


def whole_number(value: str | None, default: int) -> int:
    """Number that an attribute gives, or *default* when it gives none of use."""
    bare = (value or "").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 6 else default
