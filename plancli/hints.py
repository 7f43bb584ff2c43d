"""What a page states about itself, in its own words: head, site fields, index tables, lines round the text.

Promise: values are raw; where a page states a thing twice, the words nearest to the reader come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from plancli.blanks import squeeze
from plancli.isodate import beijing_date
from plancli.lexicon import Lexicon, text_of
from plancli.page import Page
from plancli.patterns import lazily
from plancli.sites import RegionIndex, Template, read_scripted

# "2024 05/09 22:27:02", "2019年06月15日08:18", "2021-09-02"
TIME_RE = lazily(
    r"(?:19|20)[0-9]{2}[0-9]{2}/[0-9]{2}(?=\s?[0-9]{2}:)|(?:19|20)[0-9]{2}\s?[-/.年 ]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?"
    r"(?:\s?[T|｜]?\s?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
ORIGIN_RE = lazily(r"(?:来源|转自|稿源)\s?[:：]\s?([^\s|｜()（）:：]{1,40})(?=[\s|｜()（）]|$)")
# "【我要纠错】 | 责任编辑： | 赵六"
EDITOR_RE = lazily(r"(?:责任编辑|责编|编辑)\s?[:：]\s?(.+)")
LABEL_RE = lazily(r"^[（(【\[]?\s?[^\s:：]{1,6}\s?[:：]\s?|[)）】\]]$")
LONGEST_VALUE = 200


@lru_cache(maxsize=8)
def _meta_names(lexicon: Lexicon) -> Mapping[str, tuple[str, int]]:
    """Name of a <meta> -> hint and how good a source of it the name is, 0 the best."""
    return {
        form: (text_of(entry, "hint"), rank)
        for entry in lexicon.table("page_meta")
        for rank, form in enumerate(entry.forms)
    }


def read_head(page: Page, lexicon: Lexicon) -> dict[str, str]:
    """Hints of the page's head."""
    hints: dict[str, str] = {}
    ranks: dict[str, int] = {}
    known = _meta_names(lexicon)
    for name, content in page.metas:
        hint, rank = known.get(name, ("", 0))
        if hint and content and rank < ranks.get(hint, 99):
            hints[hint], ranks[hint] = _bare(hint, content), rank
    url = page.canonical or hints.get("url") or page.saved_from
    hints.pop("url", None)
    if url.startswith(("http://", "https://")):
        hints["url"] = url
    if page.title:
        hints["title"] = page.title
    return {hint: value for hint, value in hints.items() if value}


def read_site(
    template: Template, page: Page, index: RegionIndex, content: str
) -> tuple[dict[str, str], dict[int, str]]:
    """Hints that a site template names, and the regions they were read from with the rule that said so."""
    hints = read_scripted(template, content)
    found: dict[int, str] = {}
    for hint, selectors in template.fields.items():
        for selector in selectors:
            regions = index.find(selector)
            text = next(filter(None, (_text_in(page, index.inside(region)) for region in regions)), "")
            if not text or len(text) > LONGEST_VALUE:
                continue
            rule = "headline" if hint == "headline" else f"{template.id}.{hint}"
            found.update((inner, rule) for region in regions for inner in index.inside(region))
            value = _bare(hint, text)
            if value:
                hints.setdefault(hint, value)
            origin = ORIGIN_RE.search(text) if hint == "published" else None
            if origin:
                hints.setdefault("origin", origin[1])
            break
    if template.publisher:
        hints.setdefault("publisher", template.publisher)
    return hints, found


def _text_in(page: Page, regions: range) -> str:
    """Text of the blocks, and the parts of blocks, in *regions*; of what is shown when the first of them is."""
    unseen = page.is_unseen(regions[0])
    texts: list[str] = []
    for block in page.blocks:
        if not block.parts:
            if block.region in regions:
                texts.append(block.text)
            continue
        parts = [(region, text) for region, text in block.parts if unseen or not page.is_unseen(region)]
        if block.region in regions and len(parts) == len(block.parts):
            texts.append(block.text)
        else:
            texts.extend(squeeze(text) for region, text in parts if region in regions)
    return " ".join(filter(None, texts))


def _bare(hint: str, value: str) -> str:
    """*value* without what pages print around it: labels, brackets, the rest of its line."""
    if hint == "published":
        found = TIME_RE.search(value)
        return found[0] if found and beijing_date(found[0]) else ""
    if hint in ("editor", "origin"):
        found = (ORIGIN_RE if hint == "origin" else EDITOR_RE).search(value)
        return (found[1] if found else LABEL_RE.sub("", value)).strip(" 【】[]（）()")
    return value


def combine(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Hints of all *parts*; the first that states a thing is believed."""
    hints: dict[str, str] = {}
    for part in parts:
        for hint, value in part.items():
            if value:
                hints.setdefault(hint, value)
    return hints
