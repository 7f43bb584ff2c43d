"""Text of a page -> its paragraphs, headings, list items and tables in reading order, each with its region.

Promise: every visible character of the page is in one raw block; scripts, styles and tags are not.
Nothing here knows sites or chrome.
"""

from __future__ import annotations

import re
import warnings
from html import unescape

from lxml import etree

from plancli.blanks import squeeze, taken_out
from plancli.comments import BLOCK_END_RE, TAG_RE, UNSEEN_RE
from plancli.limits import DEFAULT_MAX_DEPTH
from plancli.page import Page, RawBlock
from plancli.reader import Reader
from plancli.visible import replace_surrogates

CHUNK = 16384
# Documents with fewer tags than this cost half a second at most, however they nest.
FEW_TAGS = 20_000

# HTML Living Standard, 13.2.5.6: "<" opens a tag only before a letter, "/", "!" or "?"; parsers older
# than it take `<1` and `<人均` of real tables for tags.
# Looked for in bytes, where the next "<" is found four times as fast.
STRAY_LT_RE = re.compile(rb"<(?![A-Za-z/!?])")
# <?xml …?><!DOCTYPE html SYSTEM "a.dtd" [<!ENTITY a "b">]>: HTML parsers take its end for text.
INTERNAL_SUBSET_RE = re.compile(
    r"\s{0,99}(?:<\?[^>]{0,300}>\s{0,99}){0,9}<!doctype\b[^\[>]{0,300}\[[^\]]*\]\s{0,99}>", re.IGNORECASE
)
CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])


def read_page(content: str, max_depth: int = DEFAULT_MAX_DEPTH) -> Page:
    """The page of *content*, a full page or a fragment.

    A page of many tags nested deeper than *max_depth* is read without its structure.

    Afterwards: block texts are squeezed; no region is deeper than its parent's number plus one.
    """
    reader = Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    data = prepare(content, reader.page)
    if not data.strip():
        return reader.page
    if data.count(b"<") < FEW_TAGS:
        parser.feed(data)
    else:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
            if reader.deepest > max_depth:
                flat = _read_flat(content)
                flat.warnings = (
                    f"tags are nested deeper than {max_depth}; the text was read without the page's structure",
                )
                return flat
    try:
        parser.close()
    except etree.XMLSyntaxError:
        # Nothing that a parser takes for an element: the flat reading has whatever text there is.
        return _read_flat(content)
    return reader.page


def prepare(content: str, page: Page) -> bytes:
    """*content* in UTF-8 without what parsers stumble over: declarations, stray "<", controls, lone surrogates.

    Afterwards: *page* knows the controls.
    """
    subset = INTERNAL_SUBSET_RE.match(content)
    own = content[subset.end() :] if subset else content
    try:
        data = own.encode()
    except UnicodeEncodeError:
        data = replace_surrogates(own).encode()
    data = STRAY_LT_RE.sub(b"&lt;", data)
    kept = data.translate(None, CONTROLS)
    if len(kept) < len(data):
        page.taken.update(chr(byte) for byte in data if byte in CONTROLS)
    return kept


def read_again(content: str) -> Page:
    """The page of *content* by html.parser, which recovers text that libxml2 takes for markup."""
    from bs4 import BeautifulSoup
    from bs4.element import CData, Comment, NavigableString, Tag

    reader = Reader()
    open_tags: list[Tag] = []
    with warnings.catch_warnings():
        # It takes short text for the name of a file and says so on standard error.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(prepare(content, reader.page).decode(), "html.parser")
    for node in soup.descendants:
        parent = node.parent
        while open_tags and open_tags[-1] is not parent:
            reader.end(open_tags.pop().name)
        if isinstance(node, Tag):
            attributes = {
                key: " ".join(value) if isinstance(value, list) else value
                for key, value in node.attrs.items()
            }
            reader.start(node.name, attributes)
            open_tags.append(node)
        elif isinstance(node, Comment) and not isinstance(node, CData):
            reader.comment(str(node))
        elif isinstance(node, NavigableString):
            reader.data(str(node))
    while open_tags:
        reader.end(open_tags.pop().name)
    return reader.close()


def _read_flat(content: str) -> Page:
    """Blocks between block tags, with no regions: for markup nested past any use."""
    page = Page()
    bare = UNSEEN_RE.sub(" ", content)
    page.taken.update(taken_out(bare))
    for piece in BLOCK_END_RE.split(bare):
        text = squeeze(unescape(TAG_RE.sub("", piece)))
        if text:
            page.blocks.append(RawBlock("paragraph", text, 0))
    return page
