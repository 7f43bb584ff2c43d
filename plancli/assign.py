"""Page -> its blocks, each in the layer that the place it stands in gives it.

Promise: every raw block comes out once, or in parts that are the whole; words are not read here.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plancli.blanks import squeeze
from plancli.hints import read_head, read_site
from plancli.layers import Verdict, inherit, named_verdicts, site_verdicts, within_main
from plancli.lexicon import Lexicon
from plancli.models import Payload
from plancli.page import Page, RawBlock
from plancli.scorer import find_main, subtotals, weigh
from plancli.sites import SHARE_ANY, RegionIndex, choose, marked_stretch

OUTSIDE: Verdict = ("furniture", "outside")
BODY: Verdict = ("body", "")


class Draft(Struct):
    """A block on its way to its layer."""

    raw: RawBlock
    layer: str
    rule: str

    def put(self, layer: str, rule: str) -> None:
        """Move it to *layer* by *rule*."""
        self.layer, self.rule = layer, rule


class Assigned(Struct):
    """The blocks of a page by place, and what its head and template state."""

    drafts: list[Draft]
    site: dict[str, str] = {}
    """Hints read by the site template."""
    head: dict[str, str] = {}
    """Hints of the page's head."""
    fields: dict[int, str] = {}
    """Regions from which the template reads hints, and the rule of each."""


def assign_text(page: Page) -> Assigned:
    """All blocks of plain text: body."""
    return Assigned([Draft(block, *BODY) for block in page.blocks])


def assign(page: Page, payload: Payload, lexicon: Lexicon) -> Assigned:
    """Blocks of a page, body where the main text is, furniture or notes elsewhere."""
    weights = weigh(page, lexicon)
    own = named_verdicts(page, subtotals(page, weights), lexicon)
    sums = subtotals(page, weights, own)
    index = RegionIndex(page)
    template, main = choose(payload.content, payload.format, page, index, sums, lexicon)
    labelled = site_verdicts(template, index) if template else {}
    stretch = None if main else _stretch(page, weights, sums, lexicon)
    if not main and stretch is None:
        if payload.format == "html-fragment" and payload.front:
            # A post of a feed archive is an article without the page around it.
            main = frozenset([0])
        else:
            main = find_main(page, weights, own.keys() | labelled.keys())
    verdicts = inherit(page, within_main(page, main, {**own, **labelled}, sums, lexicon))
    is_main = _mark(page, main)
    drafts: list[Draft] = []
    for number, block in enumerate(page.blocks):
        held = number in stretch if stretch is not None else None
        drafts.extend(_drafts_of(block, verdicts, is_main, held))
    site, fields = read_site(template, page, index, payload.content) if template else ({}, {})
    site["site"] = template.id if template else "generic"
    return Assigned(drafts, site, read_head(page, lexicon), fields)


def _stretch(page: Page, weights: Sequence[float], sums: Sequence[float], lexicon: Lexicon) -> range | None:
    """Blocks between the remarks around the text, when they hold enough of the prose to be it."""
    stretch = marked_stretch(page, lexicon)
    if stretch is None or sum(weights[number] for number in stretch) < SHARE_ANY * sums[0]:
        return None
    return stretch


def _mark(page: Page, main: frozenset[int]) -> list[bool]:
    """For each region whether it is main or in one that is."""
    marks: list[bool] = []
    for region, parent in enumerate(page.parents):
        marks.append(region in main or (parent >= 0 and marks[parent]))
    return marks


def _drafts_of(
    block: RawBlock, verdicts: Sequence[Verdict | None], is_main: Sequence[bool], held: bool | None
) -> list[Draft]:
    """The block in its layer; in parts when an inline tag in it is labelled apart."""

    def verdict(region: int) -> Verdict:
        inside = is_main[region] if held is None else held
        return verdicts[region] or (BODY if inside else OUTSIDE)

    whole = verdict(block.region)
    if not block.parts or all(verdict(region) == whole for region, _ in block.parts):
        return [Draft(block, *whole)]
    # What stands before and after an inline note is one paragraph.
    texts: dict[Verdict, str] = {whole: ""}
    for region, text in block.parts:
        found = verdict(region)
        texts[found] = texts.get(found, "") + text
    return [
        Draft(replace(block, text=text, parts=()), *found)
        for found, text in ((found, squeeze(text)) for found, text in texts.items())
        if text
    ]
