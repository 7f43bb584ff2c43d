"""Site templates (data/sites.toml) -> which regions of a page hold its text, its chrome and its facts.

Promise: a template only names regions; what becomes of them is the cleaner's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from plancli.blanks import squeeze
from plancli.errors import LexiconError
from plancli.lexicon import Entry, Lexicon
from plancli.page import Page
from plancli.patterns import lazily

# h1.main-title, #zoom, div.a.b
SIMPLE_RE = lazily(r"([a-z][a-z0-9-]*)?((?:[#.][\w-]+)*)$", re.IGNORECASE)
NAME_RE = lazily(r"[#.][\w-]+")
EPOCH_RE = lazily(r"1[0-9]{9}$")
BEIJING = timedelta(hours=8)
# A template's region must hold this much of the page's prose; else the name is used for something else.
# Lower for templates that know the site.
SHARE_KNOWN = 0.12
SHARE_ANY = 0.4


class Simple(Struct, frozen=True):
    """One compound of a selector."""

    tag: str
    id: str
    classes: frozenset[str]


Selector = tuple[Simple, ...]
"""Compounds, outermost first; each stands somewhere inside the one before."""


class Template(Struct, frozen=True, eq=False):
    """A site template, compiled."""

    id: str
    marks: tuple[str, ...]
    fragment: bool
    main: tuple[Selector, ...]
    furniture: tuple[Selector, ...]
    notes: tuple[Selector, ...]
    fields: Mapping[str, tuple[Selector, ...]]
    begin: frozenset[str]
    end: frozenset[str]
    scripted: Mapping[str, tuple[re.Pattern[str], ...]]
    publisher: str | None


@lru_cache(maxsize=8)
def templates(lexicon: Lexicon) -> tuple[Template, ...]:
    """Templates in the order in which they are tried: those that know their site first."""
    compiled = [_compile(entry) for entry in lexicon.table("site")]
    return tuple(sorted(compiled, key=lambda template: not template.marks))


def _compile(entry: Entry) -> Template:
    fields = entry.fields

    def selectors(key: str) -> tuple[Selector, ...]:
        return tuple(parse_selector(text, entry.where) for text in fields.get(key, ()))

    return Template(
        id=entry.id,
        marks=tuple(fields.get("marks", ())),
        fragment=bool(fields.get("fragment", False)),
        main=selectors("main"),
        furniture=selectors("furniture"),
        notes=selectors("notes"),
        fields={
            hint: tuple(parse_selector(text, entry.where) for text in texts)
            for hint, texts in fields.get("fields", {}).items()
        },
        begin=frozenset(fields.get("begin", ())),
        end=frozenset(fields.get("end", ())),
        scripted={
            hint: tuple(_pattern(text, entry.where) for text in texts)
            for hint, texts in fields.get("scripted", {}).items()
        },
        publisher=fields.get("publisher"),
    )


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise LexiconError(f"{where}: {text!r} is not a regular expression: {error}") from error


def parse_selector(text: str, where: str = "") -> Selector:
    """Selector of *text*: compounds of a tag, #id and .class with blanks between.

    Raises: LexiconError when it is more than that.
    """
    parts: list[Simple] = []
    for compound in text.split():
        found = SIMPLE_RE.match(compound)
        if found is None or not compound:
            raise LexiconError(f"{where}: {text!r} is not a selector of tags, #ids and .classes")
        names = NAME_RE.findall(found[2])
        ids = [name[1:] for name in names if name[0] == "#"]
        classes = frozenset(name[1:] for name in names if name[0] == ".")
        parts.append(Simple((found[1] or "").lower(), ids[0] if ids else "", classes))
    if not parts:
        raise LexiconError(f"{where}: a selector is empty")
    return tuple(parts)


class RegionIndex:
    """The regions of a page by id, class and tag."""

    def __init__(self, page: Page) -> None:
        """Index *page*."""
        self._page = page
        self._ends = list(range(1, len(page.parents) + 1))
        for region in range(len(page.parents) - 1, 0, -1):
            parent = page.parents[region]
            self._ends[parent] = max(self._ends[parent], self._ends[region])
        self._by_key: dict[str, list[int]] = {}
        for region, (tag, identifier, classes) in enumerate(page.names):
            self._by_key.setdefault(tag, []).append(region)
            if identifier:
                self._by_key.setdefault("#" + identifier.strip(), []).append(region)
            if classes:
                for name in classes.split():
                    self._by_key.setdefault("." + name, []).append(region)

    def inside(self, region: int) -> range:
        """Numbers of *region* and all that it holds: they follow each other in reading order."""
        return range(region, self._ends[region])

    def find(self, selector: Selector) -> list[int]:
        """Regions that *selector* matches, in reading order."""
        last = selector[-1]
        key = "#" + last.id if last.id else "." + min(last.classes) if last.classes else last.tag
        return [region for region in self._by_key.get(key, ()) if self._matches(region, selector)]

    def _matches(self, region: int, selector: Selector) -> bool:
        if not self._is(region, selector[-1]):
            return False
        above = self._page.parents[region]
        for simple in reversed(selector[:-1]):
            while above >= 0 and not self._is(above, simple):
                above = self._page.parents[above]
            if above < 0:
                return False
            above = self._page.parents[above]
        return True

    def _is(self, region: int, simple: Simple) -> bool:
        tag, identifier, classes = self._page.names[region]
        return (
            (not simple.tag or simple.tag == tag)
            and (not simple.id or simple.id == identifier.strip())
            and (not simple.classes or simple.classes <= set(classes.split()))
        )


def choose(
    content: str, format: str, page: Page, index: RegionIndex, sums: Sequence[float], lexicon: Lexicon
) -> tuple[Template | None, frozenset[int]]:
    """The first template that reads the page, and its main regions; none of either when none does.

    A template that knows the site but finds no main text is returned for its other rules.
    """
    fitting = [one for one in templates(lexicon) if not one.fragment or format == "html-fragment"]
    for template in fitting:
        main = _main_of(template, page, index, sums)
        # Asked last: to look for all marks takes longer than to read the regions of a page of 400 KB.
        if main and (not template.marks or _is_marked(template, content)):
            return template, main
    known = (template for template in fitting if template.marks and _is_marked(template, content))
    return next(known, None), frozenset()


def _is_marked(template: Template, content: str) -> bool:
    return any(mark in content for mark in template.marks)


def _main_of(template: Template, page: Page, index: RegionIndex, sums: Sequence[float]) -> frozenset[int]:
    """Regions of the first selector for the main text that holds enough of the page's prose; else none."""
    share = SHARE_KNOWN if template.marks else SHARE_ANY
    for selector in template.main:
        found = _outermost(index.find(selector), page)
        held = sum(sums[region] for region in found)
        if held > 0 and held >= share * sums[0]:
            return frozenset(found)
    return frozenset()


def _outermost(regions: Iterable[int], page: Page) -> list[int]:
    kept: set[int] = set()
    for region in regions:
        above = page.parents[region]
        while above >= 0 and above not in kept:
            above = page.parents[above]
        if above < 0:
            kept.add(region)
    return sorted(kept)


def marked_stretch(page: Page, lexicon: Lexicon) -> range | None:
    """Numbers of the blocks between the remarks that a content system puts around its text."""
    if not page.remarks:
        return None
    begins = {remark for template in templates(lexicon) for remark in template.begin}
    ends = {remark for template in templates(lexicon) for remark in template.end}
    start = next((at for at, remark in page.remarks if remark in begins), None)
    if start is None:
        return None
    stop = next((at for at, remark in reversed(page.remarks) if remark in ends and at > start), None)
    return None if stop is None else range(start, stop)


def read_scripted(template: Template, content: str) -> dict[str, str]:
    """Hints that the page's scripts hold; times given in seconds become Beijing time."""
    hints: dict[str, str] = {}
    for hint, patterns in template.scripted.items():
        found = next(filter(None, (pattern.search(content) for pattern in patterns)), None)
        if found:
            value = squeeze(found[1] or "")
            if EPOCH_RE.match(value):
                value = (datetime.fromtimestamp(int(value), UTC) + BEIJING).strftime("%Y-%m-%d %H:%M:%S")
            hints[hint] = value
    return hints
