"""Plain text and Markdown -> raw blocks, one a paragraph, list item, heading or pipe table.

Promise: every visible character but the marks of Markdown itself is in one block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from plancli.blanks import squeeze, taken_out
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
BOLD_LINE_RE = lazily(r"[ \t]*(\*\*|__)(?=\S)(?:(?!\1).)+\1[:：]?[ \t]*$")
# ![图](…), [文字](…), [文字][1], <https://…>
IMAGE_RE = lazily(r"!\[([^\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
LINK_RE = lazily(r"\[([^\]\n]{1,300})\](?:\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)|\[[^\]\n]{0,60}\])")
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

# Tabs in a row of a table that was pasted as text; one alone only sets a label off.
LEAST_TABS = 2
# "县（区）\t2024年任务（万亩）": the header of a table of two columns, below which each row has a number.
PAIR_HEADER_RE = lazily(
    r"[^\t0-9]{1,14}\t[^\t。；]{0,20}(?:20[0-9]{2}年?|目标|任务|指标|计划|数量?|[（(][^（()）]{1,8}[)）])"
)
PAIR_VALUE_RE = lazily(r"[≥≤><约]?\s?[0-9][0-9.,]*\s?(?:[^\W0-9_]{0,4}|[%％])(?:以上|以下|左右)?")
# A row set by blanks: 规模以上企业　　　家　　　556　　　650.
GAP_RE = lazily(r"[ \t\u3000]{2,}")
BLANK_RE = lazily(r"[ \t\u3000]+")
# "序号 指标 单位 2022年 2025年": the header of a table whose columns one blank divides.
VALUES_RE = lazily(
    r"^(?![0-9])\S+[ \u3000](?:\S+[ \u3000])*?[^ \u3000]*(?:20[0-9]{2}年?|目标值?|现状值?)[^ \u3000]{0,6}(?=[ \u3000]|$)"
)
VALUE_RE = lazily(r"[≥≤><约]?\s?-?[0-9]")
YEAR_RE = lazily(r"20[0-9]{2}年?(?![0-9])")
LONGEST_GROUP = 16
"""Characters of a line between the rows of a table that names a group of them."""
SENTENCE_ENDS = ("。", "；", "！", "？", "：")
LEAST_COLUMNS, LEAST_ROWS = 3, 3
# Text wrapped by hand: lines of one width that stop in mid-sentence. Paragraphs of a plain export are
# one line each, of any length.
WRAPPED_LINES = 8
WRAPPED_SHARE = 0.6
WIDTH_SPREAD = 8
"""Columns by which full lines differ: a mark that may not begin a line is drawn in or left out, and so are words."""
LENGTH_SPREAD = 3
"""Characters by which full lines differ where a program has wrapped them."""
PAGE_NUMBER_RE = lazily(r"[ \t\u3000]*[-—–][ \t\u3000]*[0-9]{1,4}[ \t\u3000]*[-—–][ \t\u3000]*")
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
        rows = _plain_rows(lines, at)
        if rows:
            _append_table(page, rows)
            at += len(rows)
            continue
        text = squeeze(lines[at])
        if text:
            page.blocks.append(RawBlock("paragraph", text, 0))
        at += 1
    return page


def _plain_rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """Cells of the table without marks that begins at *at*; [] when none does."""
    tabs, header = lines[at].count("\t"), lines[at].strip()
    if tabs >= LEAST_TABS:
        return _tabbed_rows(lines, at)
    if tabs == 1 and PAIR_HEADER_RE.fullmatch(header):
        rows = _tabbed_rows(lines, at)
        pairs = len(rows) > LEAST_ROWS and all(PAIR_VALUE_RE.fullmatch(row[1]) for row in rows[1:])
        return rows if pairs else []
    if GAP_RE.search(header):
        return _spaced_rows(lines, at, GAP_RE)
    return _spaced_rows(lines, at, BLANK_RE) if VALUES_RE.search(header) else []


def _spaced_rows(lines: Sequence[str], at: int, gap: re.Pattern[str]) -> list[list[str]]:
    """Cells of the rows from *at* on that *gap* divides into columns: a header, then values; [] for less than three rows.

    Words spread out by hand (通　　知) and signatures side by side are no table: each row below the first has a number.
    """
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        cells = [squeeze(cell) for cell in gap.split(lines[number].strip())]
        if rows and _is_header(cells):
            break
        if (
            len(cells) == 1
            and rows
            and 0 < len(cells[0]) <= LONGEST_GROUP
            and not cells[0].endswith(SENTENCE_ENDS)
        ):
            cells += [""] * (len(rows[0]) - 1)  # 一、服务保障, above its rows
            rows.append(cells)
            continue
        if len(cells) < LEAST_COLUMNS or (rows and len(cells) != len(rows[0])):
            break
        values = sum(VALUE_RE.match(cell) is not None for cell in cells[1:])
        if any(cell.endswith(SENTENCE_ENDS) for cell in cells) or (rows and not values):
            break
        rows.append(cells)
    while rows and rows[-1][1:] == [""] * (len(rows[-1]) - 1):
        rows.pop()
    return rows if sum(row[1] != "" for row in rows) >= LEAST_ROWS else []


def _is_header(cells: Sequence[str]) -> bool:
    """True for a row whose numbers are all years: the header of the next table."""
    values = [cell for cell in cells[1:] if VALUE_RE.match(cell)]
    return bool(values) and all(YEAR_RE.match(cell) for cell in values)


def _tabbed_rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """Cells of the rows from *at* on that tabs divide into one number of columns; [] for less than two rows."""
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        cells = [squeeze(cell) for cell in lines[number].rstrip("\n").split("\t")]
        filled = sum(cell != "" for cell in cells)
        if any(cell.endswith(("。", "；", "，", "：")) for cell in cells):
            break  # sentences that tabs only set apart
        if (rows and len(cells) != len(rows[0])) or filled < min(2, len(cells)) or not cells[0] + cells[1]:
            break
        rows.append(cells)
    return rows if len(rows) > 1 else []


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
        return list(lines)
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
        # A short line that opens so is a heading, and says nothing of how wide lines are.
        asked = [line for line in followed if measure(line) > self._width // 2 or not OPENING_RE.match(line)]
        self._full = [line for line in asked if abs(measure(line) - self._width) <= spread]
        self._asked = len(asked)

    def count(self) -> int:
        """How many lines are full."""
        return len(self._full)

    def is_wrapped(self) -> bool:
        """Whether most lines are full, and most of those stop in mid-sentence."""
        cut = sum(line[-1] not in CLOSING for line in self._full)
        enough = len(self._full) >= max(WRAPPED_LINES, WRAPPED_SHARE * self._asked)
        return enough and cut >= WRAPPED_SHARE * len(self._full)

    def fills(self, line: str) -> bool:
        """Whether *line* is as wide as a full one."""
        return self._measure(line) >= self._width - self._spread


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


def columns(line: str) -> int:
    """Columns that *line* takes where a Chinese character takes two.

    >>> columns("到2025年")
    8
    """
    return len(line) + sum(char > "\u2e7f" for char in line)


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
    for number, piece in enumerate(BREAK_TAG_RE.split(line)):
        _append(page, "item" if bullet and not number else "paragraph", _inline(piece), bold=bold)


def _append(page: Page, kind: str, text: str, level: int | None = None, bold: bool = False) -> None:
    if text:
        page.blocks.append(RawBlock(kind, text, 0, level, bold=bold))


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
