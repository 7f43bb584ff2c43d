"""Body blocks -> lines with what their form alone tells: prose, date line, signature, marker.

Promise: a line's text, folded where headings stand, has the length of its block's, so offsets agree.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise

from msgspec import Struct

from plancli.card_values import is_value
from plancli.fold import fold
from plancli.lexicon import Lexicon
from plancli.markers import Marker, as_bullet, as_heading, as_title, find_marker, is_pictured
from plancli.models import Block
from plancli.patterns import IDEOGRAPH, lazily

# A sentence closed by its mark, the mark perhaps inside a quotation or bracket: …。” …。） …。〔1〕
_ENDS = frozenset("。！？；!?;…")
_CLOSED_RE = lazily(r"[。！？；!?;…](?:[”’」』）)】]|[〔\[【][0-9]{1,3}[〕\]】])*$")
_YEAR = r"(?:[12][0-9]{3}|[〇零一二三四五六七八九]{4})"
# "2023年4月6日", "（二〇二三年四月六日）", "2023-04-06".
_DATE_LINE_RE = lazily(
    rf"[（(]?\s*{_YEAR}(?:\s?年\s?[0-9〇一二三四五六七八九十]{{1,2}}\s?月(?:\s?[0-9〇一二三四五六七八九十]{{1,3}}\s?日)?"
    r"|[-./][0-9]{1,2}[-./][0-9]{1,2})\s*[）)]?"
)
_IN_BRACKETS_RE = lazily(r"[（(][^（()）]*[)）]")
_IDEOGRAPH_RE = lazily(IDEOGRAPH)
_NO_LETTER_RE = lazily(r"[\W_]")
_LONGEST_TITLE = 50
# Longer than any title and than any line that is told by its form.
_FOLDED = 160


class Line(Struct):
    """One block as the outline reads it."""

    index: int
    block: Block
    text: str
    marker: Marker | None
    closed: bool
    """Ends as a sentence does."""
    prose: bool
    """Running text: closed, or too long for a heading."""
    dated: bool
    """A date and nothing else."""
    bracketed: bool
    """Wholly in brackets: （此件公开发布）, （2023年4月6日通过）."""
    signature: bool = False
    """A date line, or the bodies that sign above one."""
    contents: bool = False
    """In a table of contents, or its title."""


def read_lines(blocks: tuple[Block, ...], lexicon: Lexicon) -> list[Line]:
    """One line for each block, signatures marked."""
    lines = [_read_line(index, block, lexicon) for index, block in enumerate(blocks)]
    _list_pictures(lines)
    for line in lines:
        if line.dated and not line.bracketed:
            _mark_signature(lines, line.index)
    return lines


def _read_line(index: int, block: Block, lexicon: Lexicon) -> Line:
    # Markers and titles stand at the start; folding all the prose would cost a fifth of a whole parse.
    text = fold(block.text[:_FOLDED]) + block.text[_FOLDED:]
    table = block.kind == "table"
    closed = table or text[-1:] in _ENDS or bool(_CLOSED_RE.search(text[-8:]))
    size = len(text)
    marker = None if table else find_marker(text, lexicon)
    if marker is not None and marker.kind == "count" and block.bold and not closed and size <= _LONGEST_TITLE:
        marker = as_heading(marker)  # 第二，绿色金融取得积极进展, in bold on a line of its own
    prose = not table and ((closed and size >= 12) or size > 60)
    dated = size <= 24 and bool(_DATE_LINE_RE.fullmatch(text))
    bracketed = size <= 80 and bool(_IN_BRACKETS_RE.fullmatch(text))
    return Line(index, block, text, marker, closed, prose, dated, bracketed)


def _list_pictures(lines: list[Line]) -> None:
    """One emoji before line after line is a bullet of each; over a text of its own it sets off a title.

    A title that the page sets in bold may have a colon in it: 🚢 水运：黄金水道流金淌银.
    """
    for line in lines:
        if is_pictured(line.marker) and line.block.bold and _TOLD_RE.fullmatch(line.text, line.marker.end):
            line.marker = as_title(line.marker)
    valued: Counter[str] = Counter()
    for line, below in pairwise(lines):
        if is_pictured(line.marker) and is_value(below.text) and not line.closed:
            line.marker = as_bullet(line.marker)  # 📈地区生产总值 / 增长9%左右
            valued[line.text[0]] += 1
    for line in lines:
        # ✅县域医共体 / 县县全覆盖, beside ✅诊疗量占比 / 60%左右
        if is_pictured(line.marker) and valued[line.text[0]] >= _SHOWN and not line.block.bold:
            line.marker = as_bullet(line.marker)
    for _, run in groupby(lines, key=lambda line: line.text[0] if is_pictured(line.marker) else ""):
        listed = [(line, line.marker) for line in run]
        for line, marker in listed if len(listed) >= _LISTED else ():
            if is_pictured(marker):
                line.marker = as_bullet(marker)


_TOLD_RE = lazily(
    r"(?![^：]{0,6}(?:时间|日期|地点|地址|电话|单位|规模|投资|来源|主题|对象|方式|联系|期限|费用)：)[^\s0-9，。；：%]{2,10}：[^\s0-9，。；：%]{2,16}"
)
_SHOWN = 2
"""Fewest lines over a value that show an emoji to be a bullet wherever it stands."""
_LISTED = 3
"""Fewest lines in a row that begin with one emoji and are no title over a title."""
# Up to six bodies sign a joint notice; a longer run of short lines above a date is a list.
_SIGNERS = 6


def _mark_signature(lines: list[Line], at: int) -> None:
    """Mark the date line and the short unmarked lines straight above it."""
    lines[at].signature = True
    first = at
    while first > 0 and at - first < _SIGNERS:
        above = lines[first - 1]
        short = 2 <= len(above.text) <= 40 and _IDEOGRAPH_RE.search(above.text) is not None
        if not short or above.closed or above.marker or above.block.kind != "paragraph" or above.block.bold:
            break
        if above.text[-1] in "：:":
            break
        first -= 1
    # A title line above the date of a cover is followed by text, a signature by nothing or a new part.
    if first > 0 and lines[first - 1].prose:
        for line in lines[first:at]:
            line.signature = True


def plain(text: str) -> str:
    """*text* without anything but letters, digits and Chinese characters, to compare titles."""
    return _NO_LETTER_RE.sub("", text)
