"""Page -> the regions that hold its main text, found by where the prose is; works on any page.

Promise: a page with prose has a main region; what is chosen does not depend on any name but chrome's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plancli.page import Page, RawBlock

PUNCTUATION = "，。；：、！？"
# Prose has a mark of punctuation in every ten to twenty characters; link lists and menus have none.
# A title or a table cell counts for something, or pages of lists would have no main text.
UNPUNCTUATED = 0.2
TABLE_WEIGHT = 0.4
# A child that holds this share of the prose is the text itself, and what is beside it is not.
# Tried on 28 pages with a known container: 0.9 stops at wrappers with footers, 0.6 cuts articles in parts.
DOMINANT = 0.78
# A neighbour of the main region is text too when it is prose at this density and of this size, per character.
NEIGHBOUR_SHARE = 0.12
NEIGHBOUR_SIZE = 60


def weigh(page: Page) -> list[float]:
    """How much prose each block is, in characters."""
    return [_weight(block) for block in page.blocks]


def _weight(block: RawBlock) -> float:
    text = block.text
    size = len(text) - block.link_size
    if block.kind == "table":
        return size * TABLE_WEIGHT
    marks = sum(map(text.count, PUNCTUATION))
    if not marks or size <= 0:
        return max(0, size) * UNPUNCTUATED
    # Forty characters to a mark is the longest that prose goes; code and lists of names go on for more.
    return min(size, marks * 40 + size * UNPUNCTUATED)


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
    children: dict[int, list[int]] = {}
    for region in range(1, len(page.parents)):
        if region not in closed and sums[region] > 0:
            children.setdefault(page.parents[region], []).append(region)
    main = 0
    trail: list[int] = []
    while True:
        below = children.get(main, ())
        best = max(below, key=sums.__getitem__, default=None)
        if best is None or sums[best] < DOMINANT * sums[main]:
            break
        trail.append(main)
        main = best
    return frozenset([main, *_neighbours(main, trail, children, sums, page)])


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
