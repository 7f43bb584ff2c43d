"""Plain text and Markdown -> raw blocks, one a paragraph, list item, heading or pipe table.

Promise: every visible character but the marks of Markdown itself is in one block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from plancli.blanks import columns, squeeze, taken_out
from plancli.drawn import drawn_rows
from plancli.markup import read_page
from plancli.page import Page, RawBlock
from plancli.patterns import lazily
from plancli.tables import RawCell, resolve

HEADING_RE = lazily(r" {0,3}(#{1,6})[ \t]+(.*)$")
BULLET_RE = lazily(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
QUOTE_RE = lazily(r"[ \t]*(?:>[ \t]?)+")
RULE_RE = lazily(r" {0,3}(?:-[ \t]*){3,}$| {0,3}(?:\*[ \t]*){3,}$| {0,3}(?:_[ \t]*){3,}$| {0,3}={3,}[ \t]*$")
FENCE_RE = lazily(r" {0,3}(?:```|~~~)")
DELIMITER_RE = lazily(r" {0,3}\|?[ \t]*:?-{1,}:?[ \t]*+(?:\|[ \t]*:?-{1,}:?[ \t]*+){0,200}\|?[ \t]*$")
CELL_END_RE = lazily(r"(?<!\\)\|")
BOLD_OPENING_RE = lazily(r"[ \t　]*(\*\*|__)(?=\S)([^\n*_]{1,40})(?<=\S)\1")
BOLD_LINE_RE = lazily(r"[ \t]*(\*\*|__)(?=\S)(?:(?!\1).)+\1[:：]?[ \t]*$")
# ![图](…), [文字](…), [文字][1], <https://…>
IMAGE_RE = lazily(r"!\[([^\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
LINK_RE = lazily(
    r"\[([^\]\n]{1,300})\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,200}\))?(?:\s\"[^\"]{0,300}\")?\)|\[[^\]\n]{0,60}\])"
)
EMPHASIS_RE = lazily(r"(\*\*|__|~~|`)(?=\S)([^\n]{1,400}?)(?<=\S)\1")
# 3*4*5 is a product.
STAR_RE = lazily(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![*A-Za-z0-9])")
ESCAPE_RE = lazily(r"\\([!-/:-@\[-`{-~])")
INLINE_TAG_RE = lazily(
    r"</?(?:[biusap]|br|em|strong|span|font|sup|sub|div|center|img|mark)\b[^<>\n]{0,500}/?>", re.I
)
BREAK_TAG_RE = lazily(r"<br\s{0,3}/?>|</p>|</div>", re.IGNORECASE)
BOLD_OPENS_RE = lazily(r"[ \t]{0,8}(?:[-*+][ \t]{1,4})?\*\*[^\s*]")
CONTAINERS = frozenset({"div", "section", "center"})
"""Tags in which CommonMark lets Markdown go on after a blank line (section 4.6, HTML blocks)."""
HTML_BLOCK_RE = lazily(r"[ \t]*<(table|div|p|ul|ol|section|center|dl|h[1-6])\b", re.IGNORECASE)

# Text wrapped by hand: lines of one width that stop in mid-sentence. Paragraphs of a plain export are
# one line each, of any length.
WRAPPED_LINES = 8
WRAPPED_SHARE = 0.6
WIDTH_SPREAD = 8
"""Columns by which full lines differ: a mark that may not begin a line is drawn in or left out, and so are words."""
LEAST_WIDTH = 16
"""Fewest columns or characters of a full line: shorter lines are a list, a menu or the cells of a table."""
NARROWEST, WIDEST, NARROW_SPREAD, LEAST_FULL = 32, 110, 5, 2
"""Columns of the lines of a text that was wrapped by hand, by how many they differ, and fewest of them in a short text."""
LENGTH_SPREAD = 3
"""Characters by which full lines differ where a program has wrapped them."""
PAGE_NUMBER_RE = lazily(r"[ \t\u3000]*[-—–][ \t\u3000]*[0-9]{1,4}[ \t\u3000]*[-—–][ \t\u3000]*")
PAUSE_RE = lazily(r"[，、；]")
CLOSING = "。！？；：…”）】.!?;:"
# A line that opens like these is a paragraph of its own whatever stands above it.
OPENING_RE = lazily(
    r"[ \t|]|\u3000|[^\n]{1,80}?\S(?:\t|[ \u3000]{2})|第[一二三四五六七八九十百零〇0-9]{1,5}[编篇章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,3}[.．、](?![0-9])|[—●○▷•▪■◆·①-⑳]|专栏|附件"
)


def read_text(content: str) -> Page:
    """The page of plain text *content*: a paragraph a line, lines wrapped by hand joined; rows set by tabs or blanks a table."""
    page = Page(names=[("text", "", "")], taken=Counter(taken_out(content)))
    lines = unwrap(content.splitlines())
    at = 0
    while at < len(lines):
        rows, end = drawn_rows(lines, at)
        if rows:
            _append_table(page, rows)
            at = end
            continue
        text = squeeze(lines[at])
        if text:
            page.blocks.append(RawBlock("paragraph", text, 0))
        at += 1
    return page


def _append_table(page: Page, rows: Sequence[Sequence[str]]) -> None:
    """Append a table of *rows*, the first of them its header."""
    cells = [
        RawCell((text,) if text else (), number, header=number == 0)
        for number, row in enumerate(rows)
        for text in row
    ]
    table, text = resolve(cells)
    if text:
        page.blocks.append(RawBlock("table", text, 0, table=table))


def unwrap(lines: Sequence[str]) -> list[str]:
    """*lines* with those joined that were wrapped by hand; lines of an export stay as they are.

    The number of a page, between two lines of a paragraph, stands above the paragraph then.
    """
    told = _without_page_edges(lines)
    followed = [
        line.rstrip()
        for line, after in pairwise(line for line in told if PAGE_NUMBER_RE.fullmatch(line) is None)
        if line.strip() and after.strip() and not OPENING_RE.match(after)
    ]
    # Print wraps by columns, programs by characters: what fits more of the lines.
    measured = max(
        (_Width(columns, WIDTH_SPREAD, followed), _Width(len, LENGTH_SPREAD, followed)), key=_Width.count
    )
    if not measured.is_wrapped():
        narrow = _Narrow(told, followed)
        if not narrow.is_wrapped():
            return list(lines)
        measured = narrow
    joined: list[list[str]] = []
    open_line = False
    for line in told:
        bare = line.rstrip()
        if open_line and PAGE_NUMBER_RE.fullmatch(bare):
            joined.insert(-1, [bare])
            continue
        if open_line and bare.strip() and not OPENING_RE.match(line):
            joined[-1].append(bare)
        else:
            joined.append([bare])
        open_line = bare.endswith(("，", "、")) or (bool(bare.strip()) and measured.fills(bare))
    return ["\n".join(paragraph) for paragraph in joined]


class _Width:
    """How wide the lines of a text are that was wrapped by hand, by one way of measuring them."""

    def __init__(self, measure: Callable[[str], int], spread: int, followed: Sequence[str]) -> None:
        """Of the lines *followed* by one that may go on with them, which are full up to *spread*."""
        self._measure, self._spread = measure, spread
        sizes = sorted(map(measure, followed))
        self._width = sizes[len(sizes) * 9 // 10] if sizes else 0
        # A short line is a heading, a cell or the end of a paragraph, and says nothing of how wide lines are.
        asked = [line for line in followed if measure(line) > self._width // 2]
        self._full = [line for line in asked if abs(measure(line) - self._width) <= spread]
        self._asked = len(asked)

    def count(self) -> int:
        """How many lines are full."""
        return len(self._full)

    def is_wrapped(self) -> bool:
        """Whether most lines are full, and most of those stop in mid-sentence."""
        cut = sum(line[-1] not in CLOSING for line in self._full)
        wide = self._width >= LEAST_WIDTH
        enough = wide and len(self._full) >= max(WRAPPED_LINES, WRAPPED_SHARE * self._asked)
        return enough and cut >= WRAPPED_SHARE * len(self._full)

    def fills(self, line: str) -> bool:
        """Whether *line* is as wide as a full one."""
        return self._measure(line) >= self._width - self._spread


class _Narrow(_Width):
    """The same of a short text with few full lines: none is wider, and each of them stops in mid-sentence."""

    def __init__(self, lines: Sequence[str], followed: Sequence[str]) -> None:
        """Of *lines*, those *followed* by one that may go on with them."""
        super().__init__(columns, NARROW_SPREAD, followed)
        self._width = max((columns(line.rstrip()) for line in lines), default=0)
        self._full = [line for line in followed if self.fills(line)]

    def is_wrapped(self) -> bool:
        """Whether two lines or more are as wide as the widest, and all of them are cut."""
        cut = all(line[-1] not in CLOSING and PAUSE_RE.search(line) for line in self._full)
        return NARROWEST <= self._width <= WIDEST and len(self._full) >= LEAST_FULL and cut


def _without_page_edges(lines: Sequence[str]) -> list[str]:
    """*lines* without the blank ones above and below the number of a page."""
    kept: list[str] = []
    numbered = False
    for line in lines:
        if PAGE_NUMBER_RE.fullmatch(line) is not None:
            above = next((each.rstrip() for each in reversed(kept) if each.strip()), "")
            # A page that ends with a sentence may end with its paragraph.
            numbered = above[-1:] not in CLOSING
            while numbered and kept and not kept[-1].strip():
                kept.pop()
        elif line.strip():
            numbered = False
        elif numbered:
            continue
        kept.append(line)
    return kept


def read_markdown(content: str) -> Page:
    """The page of Markdown *content*; a block of HTML in it is read as such."""
    page = Page(names=[("text", "", "")], taken=Counter(taken_out(content)))
    lines = unwrap(content.splitlines())
    at = 0
    fenced = False
    unclosed: set[str] = set()
    while at < len(lines):
        line = lines[at]
        if FENCE_RE.match(line):
            fenced = not fenced
            at += 1
        elif fenced:
            _append(page, "paragraph", squeeze(line))
            at += 1
        elif HTML_BLOCK_RE.match(line):
            at = _read_html(page, lines, at, unclosed)
        elif (
            "|" in line and at + 1 < len(lines) and "-" in lines[at + 1] and DELIMITER_RE.match(lines[at + 1])
        ):
            at = _read_table(page, lines, at)
        elif RULE_RE.match(line):
            if "=" in line and at and lines[at - 1].strip() and page.blocks:
                page.blocks[-1].kind, page.blocks[-1].level = "heading", 1
            at += 1
        else:
            _read_line(page, line)
            at += 1
    return page


def _read_line(page: Page, line: str) -> None:
    heading = HEADING_RE.match(line)
    if heading:
        title = heading[2].rstrip(" \t").rstrip("#")
        _append(page, "heading", _inline(title), level=len(heading[1]))
        return
    quoted = QUOTE_RE.match(line)
    if quoted:
        line = line[quoted.end() :]
    bullet = BULLET_RE.match(line)
    if bullet:
        line = line[bullet.end() :]
    bold = BOLD_LINE_RE.match(line) is not None
    opens = BOLD_OPENING_RE.match(line) if not bold else None
    opening = len(_inline(opens[2])) if opens is not None else 0
    for number, piece in enumerate(BREAK_TAG_RE.split(line)):
        _append(
            page, "item" if bullet and not number else "paragraph", _inline(piece), bold=bold, opening=opening
        )
        opening = 0


def _append(
    page: Page, kind: str, text: str, level: int | None = None, bold: bool = False, opening: int = 0
) -> None:
    if text:
        page.blocks.append(RawBlock(kind, text, 0, level, bold=bold, opening=opening))


def _inline(text: str) -> str:
    """*text* without the marks of Markdown."""
    if "[" in text:
        # A line of pictures has no words of its own; 见![示意图](…) has.
        alone = not IMAGE_RE.sub("", text).strip()
        text = "" if alone else LINK_RE.sub(r"\1", IMAGE_RE.sub(r"\1", text))
    if "<" in text:
        text = INLINE_TAG_RE.sub("", text)
    if "*" in text or "_" in text or "`" in text or "~" in text:
        text = STAR_RE.sub(r"\1", EMPHASIS_RE.sub(r"\2", EMPHASIS_RE.sub(r"\2", text)))
    if "\\" in text:
        text = ESCAPE_RE.sub(r"\1", text)
    return squeeze(text)


def _read_table(page: Page, lines: Sequence[str], at: int) -> int:
    """Append the pipe table that starts at *at*; returns the line after it."""
    rows: list[list[str]] = []
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        if len(rows) == 1 and DELIMITER_RE.match(lines[at]):
            at += 1
            continue
        bare = lines[at].strip().removeprefix("|")
        bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
        rows.append([_inline(piece.replace("\\|", "|")) for piece in CELL_END_RE.split(bare)])
        at += 1
    _append_table(page, rows)
    return at


def _read_html(page: Page, lines: Sequence[str], at: int, unclosed: set[str]) -> int:
    """Append the blocks of the HTML that starts at *at*; returns the line after it.

    It ends at the first blank line after its tag is closed; for a tag that the text never closes (*unclosed*
    collects those, so that each is looked for once), at the first blank line.
    """
    found = HTML_BLOCK_RE.match(lines[at])
    tag = found[1].lower() if found else ""
    stop = at + 1
    depth = _depth(lines[at], tag)
    while stop < len(lines) and (lines[stop].strip() or (depth > 0 and tag not in unclosed)):
        if tag in CONTAINERS and not lines[stop].strip() and _goes_on_as_markdown(lines, stop):
            break
        depth += _depth(lines[stop], tag)
        stop += 1
    if depth > 0 and stop == len(lines):
        unclosed.add(tag)
        stop = next((n for n in range(at + 1, len(lines)) if not lines[n].strip()), len(lines))
    source = "\n".join(lines[at:stop])
    inner = read_page(source)
    # What stands in the source is counted with the whole text; &#x202e; is not.
    page.taken.update(inner.taken - Counter(taken_out(source)))
    for block in inner.blocks:
        block.region = 0
        block.parts = ()
        page.blocks.append(block)
    return stop


def _goes_on_as_markdown(lines: Sequence[str], at: int) -> bool:
    """Whether what follows the blank lines from *at* on is Markdown, as it may be inside <div>."""
    following = next((line for line in lines[at:] if line.strip()), "")
    return HEADING_RE.match(following) is not None or BOLD_OPENS_RE.match(following) is not None


def _depth(line: str, tag: str) -> int:
    """How many more of *tag* the line opens than it closes."""
    low = line.lower()
    return low.count(f"<{tag}>") + low.count(f"<{tag} ") - low.count(f"</{tag}>")
