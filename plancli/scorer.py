"""Page -> the regions that hold its main text, found by where the prose is; works on any page.

Promise: a page with prose has a main region; what is chosen does not depend on any name but chrome's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from plancli.lexicon import Lexicon, alternation
from plancli.page import Page, RawBlock
from plancli.patterns import lazily

# The colon is left out: lines of fields and credits have one.
PUNCTUATION = "，。；、！？"
# Prose has a mark of punctuation in every ten to twenty characters; link lists and menus have none.
# Forty characters to a mark is the longest that prose goes; code and lists of names go on for more.
PER_MARK = 40
# A title or a table cell counts for something, or pages of lists would have no main text.
UNPUNCTUATED = 0.2
TABLE_WEIGHT = 0.4
# A site's notices are shorter than this; a text that speaks of copyright may be of any length.
LONGEST_NOTICE = 200
# A child that holds this share of the prose is the text itself, and what is beside it is not.
# Tried on 28 pages with a known container: 0.9 stops at wrappers with footers, 0.6 cuts articles in parts.
DOMINANT = 0.78
# Of a region that is a table and its caption, this share is in the table.
ALL_TABLE = 0.9
# A neighbour of the main region is text too when it is prose at this density and of this size, per character.
NEIGHBOUR_SHARE = 0.12
NEIGHBOUR_SIZE = 60
LINKS_BESIDE = 0.3


def weigh(page: Page, lexicon: Lexicon) -> list[float]:
    """How much prose each block is, in characters."""
    notice = _notice_re(lexicon)
    return [_weight(block, notice) for block in page.blocks]


@lru_cache(maxsize=8)
def _notice_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(alternation(lexicon.forms("chrome_notice")))


def _weight(block: RawBlock, notice: re.Pattern[str]) -> float:
    text = block.text
    size = len(text) - block.link_size
    if block.kind == "table":
        return size * TABLE_WEIGHT
    marks = 0
    # Prose has enough of the first one or two.
    for mark in PUNCTUATION:
        marks += text.count(mark)
        if marks * PER_MARK + size * UNPUNCTUATED >= size:
            break
    if not marks or size <= 0:
        return max(0, size) * UNPUNCTUATED
    if len(text) < LONGEST_NOTICE and notice.search(text):
        return size * UNPUNCTUATED
    return min(size, marks * PER_MARK + size * UNPUNCTUATED)


def subtotals(page: Page, weights: Sequence[float], closed: Collection[int] = ()) -> list[float]:
    """Prose in each region, all that it holds included; that of *closed* regions counts for none above them."""
    sums = [0.0] * len(page.parents)
    for block, weight in zip(page.blocks, weights, strict=True):
        sums[block.region] += weight
    parents = page.parents
    for region in range(len(parents) - 1, 0, -1):
        if region not in closed:
            sums[parents[region]] += sums[region]
    return sums


def find_main(page: Page, weights: Sequence[float], closed: Collection[int]) -> frozenset[int]:
    """Regions that hold the main text; *closed* ones, chrome by name, are left out of the reckoning."""
    sums = subtotals(page, weights, closed)
    figures = [w if block.kind == "table" else 0.0 for block, w in zip(page.blocks, weights, strict=True)]
    tables = subtotals(page, figures, closed)
    children: dict[int, list[int]] = {}
    for region in range(1, len(page.parents)):
        if region not in closed and sums[region] > 0:
            children.setdefault(page.parents[region], []).append(region)
    main = 0
    trail: list[int] = []
    while True:
        below = children.get(main, ())
        best = max(below, key=sums.__getitem__, default=None)
        if best is None or sums[best] < DOMINANT * sums[main] or tables[best] > ALL_TABLE * sums[best]:
            break  # a table of figures is part of the text that it stands in, however large
        trail.append(main)
        main = best
    main = _whole_table(main, trail, page)
    return frozenset([main, *_neighbours(main, trail, children, sums, page)])


def _whole_table(main: int, trail: Sequence[int], page: Page) -> int:
    """*main*, or the table that it is a cell of: old pages set title and text in cells above each other.

    A table with a cell of links is the page's, with the text in one column.
    """
    if page.names[main][0] != "td":
        return main
    table = next((region for region in reversed(trail) if page.names[region][0] == "table"), main)
    beside = [block for block in page.blocks if _stands_in(page, block.region, table, main)]
    links = sum(block.link_size for block in beside)
    return main if links > LINKS_BESIDE * sum(len(block.text) for block in beside) else table


def _stands_in(page: Page, region: int, outer: int, inner: int) -> bool:
    """Whether *region* stands in *outer* but not in *inner*."""
    while region > outer:
        if region == inner:
            return False
        region = page.parents[region]
    return region == outer


def _neighbours(
    main: int, trail: Sequence[int], children: dict[int, list[int]], sums: Sequence[float], page: Page
) -> list[int]:
    """Regions beside *main*, or beside one it stands in, that go on with the text."""
    found: list[int] = []
    inside = main
    for above in reversed(trail):
        for region in children.get(above, ()):
            share = sums[region] / sums[main] if sums[main] else 0
            if region != inside and share >= NEIGHBOUR_SHARE and sums[region] >= NEIGHBOUR_SIZE:
                found.append(region)
        inside = above
        # A column beside the column of the text is another matter.
        if page.names[above][0] in ("td", "body", "html"):
            break
    return found
