"""Marked lines -> headings and list items: where the title ends, and whether there is one.

Promise: a numbered paragraph that has a title is a section; one that is a sentence of an enumeration is an
item. Siblings are judged together and are all one or the other, so that a long title stays in its series.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from plancli.lines import Line
from plancli.markers import Marker
from plancli.patterns import IDEOGRAPH, lazily

_SENTENCE_END_RE = lazily(r"[。！？；!?;]")
_ITEM_END_RE = lazily(r"[。！？；：:;!?]")
_COLON_RE = lazily(r"[：:]")
_COUNTS_RE = lazily(r"[0-9]|[，、](?:市|县|区|省)")
# Words of a rule or statement, which no title has: 应当 (not 应急, 供应), 不得, 对…的，给予, 由…负责, 有下列情形.
_STATEMENT_RE = lazily(
    r"(?<![适供响反效相对顺因])应(?![急用对届援战变])|不得|必须|可以|有下列|依照|本(?:办法|条例|规定|预案|细则|意见|通知|方案)"
    r"|对[^，。；]{2,30}的，[^，。；]{0,8}(?:给予|予以|按|奖|补)|由.{2,20}负责|(?<![于但只还可就])是(?![非否])|以下"
)
# "建设水源（责任单位：市水务局）": who is responsible is no part of a title.
_DUTY_RE = lazily(r"[（(【\[](?:责任|牵头|主办|配合|完成时限|市级责任|省级责任)[^（(）)】\]]{0,4}[：:]")
# What may follow the last sentence: closing marks, and brackets with those responsible.
_AFTER_RE = lazily(r"[”」』）)]*(?:\s?[（(【\[][^（）()【】\[\]]*[）)】\]]。?)*")
_TWO_IDEOGRAPHS_RE = lazily(IDEOGRAPH + "{2}")
# Longest title that opens a paragraph: the longest seen run to 27 characters; beyond 45 they are sentences.
_TITLE, _LONG_TITLE, _LINE_TITLE, _LONGEST = 30, 45, 60, 80
_ARTICLE_TITLE = 14
_LABEL = 20
_ITEM_TITLE = 40


class Heading(Struct):
    """A heading or item before it has its place in the tree; offsets are within its block."""

    line: int
    start: int
    marker: str
    style: str
    rank: float
    number: int | None
    title: tuple[int, int]
    """Offsets of the title; empty when there is none."""
    shape: str
    """bare (a line of its own), titled (opens its paragraph), sentence (one short sentence), long."""
    kind: str = "section"
    end_line: int = -1
    """Line of the title's end when the title stands below its marker."""
    parents: tuple[int, ...] = ()
    standalone: bool = False
    """Without a marker."""


def find_title(text: str, start: int, style: str) -> tuple[tuple[int, int], str]:
    """Offsets of the title in *text* after a marker that ends at *start*, and the shape of the line.

    >>> find_title("（一）供水。到明年，全市供水能力达到规划水平。", 3, "paren")
    ((3, 5), 'titled')
    """
    start = _skip(text, start)
    rest = text[start:]
    if not rest:
        return (start, start), "bare"
    if rest[0] == "【" and "】" in rest[:_LABEL]:
        return (start + 1, start + rest.index("】")), "titled"
    end = _SENTENCE_END_RE.search(rest)
    size = end.start() if end else len(rest)
    duty = _DUTY_RE.search(rest, 2, min(size, _LONG_TITLE) + 1)
    if duty:
        return (start, start + len(rest[: duty.start()].rstrip())), "titled" if size > _LINE_TITLE else "bare"
    label = _label_end(rest, size, end.group() if end else "")
    longest = _ARTICLE_TITLE if style == "article" else _TITLE
    if not end:
        bare = rest.rstrip("：:")
        if len(bare) <= (longest if style == "article" else _LINE_TITLE) and label is None:
            return (start, start + len(bare)), "bare"
        return ((start, start + label), "titled") if label else ((start, start), "long")
    if label:
        return (start, start + label), "titled"
    blank = _blank_end(rest, size)
    if blank:
        return (start, start + blank), "titled"
    last = _AFTER_RE.fullmatch(rest, end.end()) is not None
    if last and end.group() in "？?" and size <= _LONG_TITLE:
        return (start, start + size + 1), "sentence"  # 四、照护是群众的急难愁盼，《规划》怎么回应？
    if last and end.group() in "；;":
        return (start, start), "long"
    # （一）对首次认定的企业，给予一次性奖补80万元；…
    spoken = end.group() in "；;" and "，" in rest[:size] and _COUNTS_RE.search(rest, 0, size) is not None
    if (
        spoken
        or size > _LONG_TITLE
        or _STATEMENT_RE.search(rest, 0, size)
        or (style == "article" and size > longest)
    ):
        return (start, start), "long"
    if size <= longest:
        # 有哪些安排？ asks, and keeps its mark.
        asks = end.group() in "？?！!"
        return (start, start + size + asks), "sentence" if last else "titled"
    return ((start, start), "long") if last else ((start, start + size), "weak")


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t：:、.|｜丨":
        start += 1
    return start


def _label_end(rest: str, size: int, mark: str) -> int | None:
    """Length of a title closed by a colon: 工作目标：到2027年，…; None when the colon is part of the title.

    重大平台：建设大学城。 is one title, for what follows the colon is as short as a title; not so when a
    semicolon ends it (*mark*), for then the colon opens a list. A line that no mark ends may have a comma in its
    title (创新驱动：培育新动能，塑造新优势), but no number.
    """
    colon = _COLON_RE.search(rest, 0, min(size, _LABEL) + 1)
    if not colon or not 2 <= colon.start() <= _LABEL:
        return None
    head, tail = rest[: colon.start()], rest[colon.end() : size]
    if "，" in head:
        return None
    clauses = "，" in tail and (mark != "" or _COUNTS_RE.search(tail) is not None)
    opens = mark in ("；", ";") or len(tail) > 25 or clauses or (tail != "" and tail[0] in "到以")
    return colon.start() if opens else None


def _blank_end(rest: str, size: int) -> int | None:
    """Length of a title closed by a blank alone: 指导思想 以…为指导，…."""
    blank = rest.find(" ", 2, 21)
    if blank < 0 or size - blank < 30:
        return None
    pair = rest[blank - 1] + rest[blank + 1]
    return blank if _TWO_IDEOGRAPHS_RE.fullmatch(pair) and "，" not in rest[:blank] else None


# A bracket, closed or cut off by the end.
_BRACKET_RE = lazily(r"（[^（）]*(?:）|$)")


def item_title(text: str, start: int) -> tuple[int, int]:
    """Offsets of an item's title: the words up to the first mark, or as many of them as are short enough.

    >>> item_title("一是到2027年，建成水库三座。", 2)
    (2, 15)
    """
    while start < len(text) and text[start] in " \t，,、.：:":
        start += 1
    longest = start + _ITEM_TITLE
    mark = _ITEM_END_RE.search(text, start, longest + 1)
    end = mark.start() if mark else len(text)
    if end <= longest:
        return (start, end)
    # 对商事制度改革成效显著、社会反映好的市（地、州），…: a first clause too long is cut at a mark inside it.
    words = _BRACKET_RE.sub(lambda found: "_" * len(found[0]), text[start:longest])
    cut = next((at for at in (words.rfind("，"), words.rfind("、")) if at > 1), len(words))
    return (start, start + cut)


def mark_headings(lines: list[Line]) -> list[Heading]:
    """Headings and numbered items among the marked *lines*, in order."""
    decimals = any(line.marker and line.marker.style == "decimal.2" for line in lines)
    short, titled = _short_lines(lines), _bare_titles(lines)
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        marker = line.marker
        if line.contents or marker is None or marker.kind in ("bullet", "count"):
            continue
        if marker.style == "bare" and not (line.index in titled or (decimals and not line.prose)):
            continue
        if marker.kind == "attachment":
            heading, at = _attachment(lines, line.index, marker, short)
        else:
            heading, at = _numbered(lines, line.index, marker)
        if heading:
            found.append(heading)
    for series in _series(found, lines):
        _judge(series, lines)
    return found


def _bare_titles(lines: list[Line]) -> set[int]:
    """Lines that bare numbers rising from 1 make titles, each with text below it: 1 科创“名城”再加码.

    Entries of a list stand line upon line.
    """
    found: list[int] = []
    for line in lines:
        marker = line.marker
        if marker is None or marker.style != "bare" or marker.number != len(found) + 1:
            continue
        words = line.text[marker.end :]
        apart = not found or line.index > found[-1] + 1
        if apart and len(words) <= _BARE_TITLE and not (line.closed or _COUNTS_RE.search(words)):
            found.append(line.index)
    return set(found) if len(found) >= _SERIES and found[-1] + 1 < len(lines) else set()


_BARE_TITLE, _SERIES = 20, 3


def _numbered(lines: list[Line], index: int, marker: Marker) -> tuple[Heading | None, int]:
    line = lines[index]
    title, shape = find_title(line.text, marker.end, marker.style)
    heading = Heading(
        index, 0, line.block.text[: marker.end], marker.style, marker.rank, marker.number, title, shape,
        parents=marker.parents,
    )  # fmt: skip
    if title[0] == title[1] and shape == "bare":
        # 第一章 on a line, 总则 on the next. Other markers alone on a line are list numbers.
        below = lines[index + 1] if index + 1 < len(lines) else None
        if marker.rank > 3.0 and marker.kind != "box":
            return None, index + 1
        if below and _is_title_line(below):
            heading.end_line, heading.title = index + 1, (0, len(below.text))
            return heading, index + 2
    return heading, index + 1


def _is_title_line(line: Line) -> bool:
    return (
        line.block.kind != "table"
        and not line.marker
        and not (line.closed or line.prose or line.signature or line.bracketed)
        and 2 <= len(line.text) <= _LINE_TITLE
    )


def _short_lines(lines: list[Line]) -> tuple[str, list[int]]:
    """The text of all lines but the prose, and where each line begins in it."""
    parts = ["" if line.prose else line.text for line in lines]
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    return "\n".join(parts), starts


def _attachment(
    lines: list[Line], index: int, marker: Marker, short: tuple[str, list[int]]
) -> tuple[Heading | None, int]:
    """The heading of an attachment, or None for the list of attachments under a notice."""
    line = lines[index]
    title, _ = find_title(line.text, marker.end, marker.style)
    heading = Heading(
        index, 0, line.block.text[: marker.end].rstrip(), "attachment", 0.0, marker.number, title, "bare"
    )
    at = index + 1
    if title[0] == title[1]:
        last = at
        while last < len(lines) and last < at + 3 and _is_title_line(lines[last]):
            if last > at and not (lines[last].block.centered and lines[at].block.centered):
                break
            last += 1
        if last > at:
            heading.end_line, heading.title = last - 1, (0, len(lines[last - 1].text))
            return heading, last
        return (heading, at) if at < len(lines) and not lines[at].signature else (None, at)
    if line.prose:
        return None, at
    # "附件：1.甲 / 2.乙" and "附件：甲" above a signature name what comes later.
    listed = _FIRST_LISTED_RE.match(line.text, title[0]) is not None
    while listed and at < len(lines) and _is_listed(lines[at]):
        at += 1
    if listed or at >= len(lines) or lines[at].signature:
        return None, at if listed else index + 1
    words = line.text[title[0] : title[1]]
    text, starts = short
    if text.find(words, starts[index + 1]) >= 0:
        return None, index + 1
    return heading, index + 1


# "附件：1.甲"; not "附件1 2024年主要指标".
_FIRST_LISTED_RE = lazily(r"(?!(?:19|20)[0-9]{2}年)[0-9]")


def _is_listed(line: Line) -> bool:
    return line.marker is not None and line.marker.style == "arabic" and not line.prose


def _series(found: list[Heading], lines: list[Line]) -> Iterator[list[Heading]]:
    """Runs of one style whose numbers rise; a restart at 1 begins a new run.

    A list below a heading that the page itself marks as one does not end the headings' run: ### 8. / 1. 2. 3. / ### 9.
    """
    open_runs: dict[str, list[list[Heading]]] = {}
    for heading in found:
        runs = open_runs.setdefault(heading.style, [])
        own = _is_marked(heading, lines)
        while runs:
            last = runs[-1][-1]
            rises = heading.number is not None and (last.number or 0) < heading.number
            if rises and (len(runs) == 1 or _is_marked(last, lines) == own):
                runs[-1].append(heading)
                break
            if len(runs) == 1 and _is_marked(last, lines) and not own:
                runs.append([heading])
                break
            yield runs.pop()
        else:
            runs.append([heading])
    yield from (run for runs in open_runs.values() for run in runs)


def _is_marked(heading: Heading, lines: list[Line]) -> bool:
    return lines[heading.line].block.level is not None


def _judge(series: list[Heading], lines: list[Line]) -> None:
    """Set ``kind`` of the whole *series* by what most of its members are."""
    if series[0].style in ("attachment", "box"):
        return
    votes = [_vote(heading, lines) for heading in series]
    if len(series) > 1 and votes[-2] is False and series[-1].shape in ("bare", "sentence"):
        # The last of a list of names is followed by text that is not its own.
        votes[-1] = None
    heads, others = votes.count(True), votes.count(False)
    if heads > 0 and heads >= others:
        for heading in series:
            if heading.title[0] == heading.title[1] and heading.shape == "long":
                heading.title = _long_title(lines[heading.line].text, heading.title[0])
        return
    for heading in series:
        heading.kind = "item"
        heading.title = item_title(lines[heading.line].text, heading.start + len(heading.marker))
        heading.end_line = -1


def _long_title(text: str, start: int) -> tuple[int, int]:
    """First sentence of a paragraph in a series of headings, or its first clause when that is long too."""
    for mark, longest in (("。", _LONGEST), ("，", _LINE_TITLE)):
        end = text.find(mark, start, start + longest)
        if end > start:
            return (start, end)
    return (
        (start, min(len(text), start + _LINE_TITLE)) if len(text) - start <= _LINE_TITLE else (start, start)
    )


def _vote(heading: Heading, lines: list[Line]) -> bool | None:
    """Whether *heading* speaks for headings (True), for an enumeration (False) or for neither."""
    if heading.shape == "titled":
        return True
    if heading.shape == "long":
        return False
    if heading.shape == "weak":
        return None
    after = lines[(heading.end_line if heading.end_line >= 0 else heading.line) + 1 :][:1]
    if not after:
        return None if heading.shape == "bare" else False
    below = after[0]
    if below.signature or below.contents:
        return None if heading.shape == "bare" else False
    marker = below.marker
    if marker is None or marker.kind in ("bullet", "count"):
        return True
    if marker.style == heading.style:
        return False
    if marker.rank < heading.rank and marker.number != 1:
        return None if heading.shape == "bare" else False
    return True
