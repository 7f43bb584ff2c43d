"""Regions of a page -> the layer that their names put them in, and the rule that said so.

Promise: a name alone never drops the text: a region that holds most of the page's prose keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from plancli.lexicon import Lexicon, text_of
from plancli.page import Page
from plancli.patterns import lazily
from plancli.sites import RegionIndex, Template
from plancli.tags import BLOCKS

Verdict = tuple[str, str]
"""Layer and rule."""

HIDDEN: Verdict = ("furniture", "hidden")
ADS_IN_COMMENT: Verdict = ("furniture", "comment.adlist")
COMMENT: Verdict = ("furniture", "comment")
# newsPopWin: news Pop Win; right-side-ad1: right side ad
WORD_RE = lazily(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
LETTERS_RE = lazily(r"[^a-z]+")
# Names that hold this share of a page's prose do not mean what they say: <div id="share_wrap"> around all.
MOST_PROSE = 0.4
# Inside the main text a box of this share of it is part of it: <div class="hot">, <div class="special">.
SOME_PROSE = 0.2
# Text that waits for a script to show it is hidden whole; a copy for another device is half of the prose.
ALL_PROSE = 0.9


class NameRules:
    """What the words of ids and classes, and tags, say of a region."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the tables chrome_name, text_name and chrome_tag."""
        self._by_word: dict[str, Verdict] = {}
        self.firm: set[Verdict] = set()
        """Names that are never put on the text itself."""
        # section-header: words of chrome that name a part of the text when they stand together.
        self._own = {_letters(form) for form in lexicon.forms("text_name")}
        for entry in lexicon.table("chrome_name"):
            verdict = (text_of(entry, "layer"), f"name.{entry.id}")
            if entry.fields.get("firm"):
                self.firm.add(verdict)
            for form in entry.forms:
                self._by_word.setdefault(_letters(form), verdict)
        self._by_tag = {
            form: (text_of(entry, "layer"), f"tag.{entry.id}")
            for entry in lexicon.table("chrome_tag")
            for form in entry.forms
        }
        self._seen: dict[tuple[str, str, str], Verdict | None] = {}

    def verdict(self, name: tuple[str, str, str]) -> Verdict | None:
        """What is known of a region called *name*."""
        if name in self._seen:
            return self._seen[name]
        found = self._by_tag.get(name[0]) or self._by_names(name)
        # Ids are endless; what one page names is what the next page of the site names.
        if len(self._seen) > 20_000:
            self._seen.clear()
        self._seen[name] = found
        return found

    def _by_names(self, name: tuple[str, str, str]) -> Verdict | None:
        if name[0] not in BLOCKS or name[0] in ("body", "html", "head"):
            return None
        for part in (name[1], *name[2].split()):
            if part.startswith("Mso"):
                continue  # MsoFooter: a style of a word processor
            words = words_of(part)
            if not self._own.isdisjoint(words):
                continue
            for word in words:
                found = self._by_word.get(word)
                if found is not None:
                    return found
        return None


def words_of(name: str) -> list[str]:
    """Words in the id or class *name*, pairs of neighbours, and the whole, in lower case.

    >>> words_of("newsPopWin")
    ['news', 'pop', 'win', 'newspop', 'popwin', 'newspopwin']
    """
    words = [word.lower() for word in WORD_RE.findall(name)]
    pairs = [first + second for first, second in pairwise(words)]
    return list(dict.fromkeys([*words, *pairs, _letters(name)]))


def _letters(name: str) -> str:
    return LETTERS_RE.sub("", name.lower())


@lru_cache(maxsize=8)
def name_rules(lexicon: Lexicon) -> NameRules:
    """The compiled rules of *lexicon*."""
    return NameRules(lexicon)


def named_verdicts(page: Page, sums: Sequence[float], lexicon: Lexicon) -> dict[int, Verdict]:
    """Regions that are chrome by their own name, tag or style, without those that hold the prose."""
    rules = name_rules(lexicon)
    found: dict[int, Verdict] = {}
    for region, name in enumerate(page.names):
        verdict = HIDDEN if region in page.hidden else rules.verdict(name)
        if verdict is None:
            continue
        share = ALL_PROSE if verdict is HIDDEN or verdict in rules.firm else MOST_PROSE
        if sums[region] <= share * sums[0]:
            found[region] = verdict
    for region in page.comments:
        found[region] = ADS_IN_COMMENT if "adlist" in page.names[region][2] else COMMENT
    return found


def within_main(
    page: Page, main: Collection[int], own: dict[int, Verdict], sums: Sequence[float], lexicon: Lexicon
) -> dict[int, Verdict]:
    """*own* without what cannot hold in a page with this *main* text.

    That is: verdicts on it and around it, and names inside it that hold a good part of its prose.
    """
    around: set[int] = set()
    for region in main:
        while region >= 0 and region not in around:
            around.add(region)
            region = page.parents[region]
    most = SOME_PROSE * sum(sums[region] for region in main)
    firm = name_rules(lexicon).firm
    return {
        region: verdict
        for region, verdict in own.items()
        if region not in around
        and (sums[region] <= most or verdict in firm or not verdict[1].startswith("name."))
    }


def site_verdicts(template: Template, index: RegionIndex) -> dict[int, Verdict]:
    """Regions that the template of the site labels."""
    found: dict[int, Verdict] = {}
    for layer, selectors in (("furniture", template.furniture), ("notes", template.notes)):
        for selector in selectors:
            rule = f"{template.id} {_label(selector[-1].id, selector[-1].classes, selector[-1].tag)}"
            for region in index.find(selector):
                found.setdefault(region, (layer, rule))
    return found


def _label(identifier: str, classes: frozenset[str], tag: str) -> str:
    return f"#{identifier}" if identifier else "." + ".".join(sorted(classes)) if classes else tag


def inherit(page: Page, own: dict[int, Verdict]) -> list[Verdict | None]:
    """Verdict on each region: of the outermost region around it that has one."""
    verdicts: list[Verdict | None] = []
    for region, parent in enumerate(page.parents):
        above = verdicts[parent] if parent >= 0 else None
        verdicts.append(above or own.get(region))
    return verdicts
