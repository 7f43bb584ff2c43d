"""Paragraph text -> sentences -> segments, the stretches within which a number finds its words.

Promise: the segments of a sentence are in order and disjoint, and every quantity given lies in one segment.
A mark inside a quantity or date (1，000；2020、2025年) never cuts. No sentence is much longer than the limit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from plancli.models import Quantity, Span
from plancli.patterns import lazily

JOINER = r"以及|和|(?<!参)与|(?<![涉惠普波遍危顾提论触])及(?!以[上下内])"
"""What joins two names or clauses; 涉及, 参与 and 及以上 join nothing."""
# "按4%左右安排、 | 比上年提高1个百分点": what is compared is told of the clause before.
_COMPARES_RE = lazily(r"(?:比|较)(?:上年|去年|上一年|20[0-9]{2}年)")
# Ends of sentences, cuts inside them, and brackets, in one pass. A look at the first character spares most places
# the six ways in which a mark may begin.
_MARK_RE = lazily(
    rf"(?=[。！？!?；;，,：:、（）()\n\t|以和与及])(?:[。！？!?]+[”’」』）)]*|[；;，,：:、（）()\n\t|]|{JOINER})"
)
# "某社澜州4月6日电（记者某某）", "某报讯（记者某某）": what opens a news text belongs to none of its sentences.
_DATELINE_RE = lazily(
    r"[^，。；：（）()\n]{0,24}(?:[0-9]日(?:电|讯)(?![力网量子商站价煤动视信影器厂话源解热气路池机缆线压工梯台流荷])|(?:社|报|台|网|财经)(?:电|讯)(?=[（(]))"
    r"(?:[（(][^（）()\n]{1,30}[）)])?"
)
_LONGEST_DATELINE = 64
# "全省工作会议召开 | 力争收入8700亿元": a blank parts the halves of a title, and nothing in a paragraph.
_HALVES_RE = lazily(r"[^。；\s]{6,40}[ \u3000]+(?=[^。；\s]{6,60}(?:[ \u3000]|\Z))")
_SENTENCE_END = frozenset("。！？!?\n")
_OPEN = frozenset("（(")
_CLOSE = frozenset("）)")
_DONE_RE = lazily(r"[^（）()，。；]{0,12}前(?:完成|建成|投用|开工|落实|到位|竣工)[）)]")
_CLOSE_RE = lazily(r"[）)]")
JOINERS = frozenset(("、", "和", "与", "及", "以及"))
# Rules look at the sentence around each number, so its length bounds what a number costs. The longest
# sentence of the samples has 360 characters; what goes on past this is a list without full stops.
LONGEST_SENTENCE = 1000


class Segment(Struct):
    """A stretch between two marks, with the numbers in it."""

    start: int
    end: int
    mark: str
    """The mark before it: ，；：、（ or "" at the start of the sentence."""
    depth: int
    """1 inside brackets."""
    quantities: list[Quantity] = []


class Sentence(Struct):
    """From one full stop to the next within a block."""

    start: int
    end: int
    block: int
    """Index of its block."""
    segments: list[Segment] = []


def after_dateline(text: str) -> int:
    """Where the dateline that *text* opens with ends; 0 when there is none.

    >>> after_dateline("某社澜州4月6日电（记者某某）今年")
    15
    """
    if "电" not in text and "讯" not in text:
        return 0
    found = _DATELINE_RE.match(text)
    return found.end() if found is not None else 0


def _lives(text: str, start: int, at: int) -> bool:
    """True for the years of a life that is measured, at *at*: 人均预期寿命分别达到78.3岁和80岁."""
    told = "寿命" in text[max(start, at - _LIFE) : at].rpartition("；")[2]
    return told and _WHO_RE.match(text, at) is None


# "0—3岁婴幼儿托位", "65岁以上老年人": who, beside a life that is measured.
_WHO_RE = lazily(
    r"[0-9.—~-]{1,8}(?:周?岁)(?:及?以[上下])?的?(?:婴幼儿|婴儿|幼儿|儿童|老年|老人|人群|人口|青少年|居民|学生|妇女)"
)
_LIFE = 60
"""How far before an age its measure may stand."""


def halves(title: str) -> list[int]:
    """Where the second half of *title* begins, and any after it; none where it has a full stop.

    >>> halves("全省工作会议召开 力争收入8700亿元")
    [9]
    """
    whole = title.rstrip()
    at = len(whole) - len(whole.lstrip())
    starts: list[int] = []
    if "。" in whole or "；" in whole:
        return starts
    while (half := _HALVES_RE.match(whole, at)) is not None:
        at = half.end()
        starts.append(at)
    return starts


def split_sentences(
    text: str, start: int, end: int, block: int, quantities: Sequence[Quantity], whole: Sequence[Span]
) -> list[Sentence]:
    """Sentences of text[start:end] that hold at least one of *quantities* (in order, all inside).

    *whole* are spans that no mark may cut: numbers with their bound words, and dates.
    """
    sentences: list[Sentence] = []
    told = after_dateline(text[start : min(end, start + _LONGEST_DATELINE)])
    if told:
        sentences.append(Sentence(start, start + told, block, [Segment(start, start + told, "", 0)]))
        start += told
    sentence = Sentence(start, start, block)
    opened, mark, depth, passed = start, "", 0, start
    guard = iter(sorted(whole))
    kept = next(guard, None)
    solid = _merged(whole) if end - start > LONGEST_SENTENCE else []
    live = [q for q in quantities if q.role == "number"]
    # 婴儿和5岁以下儿童死亡率: an age tells who, and cuts no list of them; 预期寿命达到78.3岁和80岁 does.
    cutting = [q for q in live if "unit.age" not in q.rules or _lives(text, start, q.span[0])]
    heads = {q.outer[0] for q in cutting}
    tails = {q.outer[1] for q in cutting}
    starts = [q.span[0] for q in live]

    def close(at: int, after: int, new_mark: str) -> None:
        nonlocal opened, mark
        if at > opened:
            sentence.segments.append(Segment(opened, at, mark, 1 if depth else 0))
        opened, mark = after, new_mark

    def cut_to(at: int) -> None:
        nonlocal sentence, depth
        while at - sentence.start > LONGEST_SENTENCE:
            # Between two segments, or, when one alone is too long, between two numbers of it.
            cut = opened if opened > sentence.start else _outside(solid, opened + LONGEST_SENTENCE)
            if cut >= at:
                return
            close(cut, cut, "")
            sentence.end = cut
            sentences.append(sentence)
            sentence, depth = Sentence(cut, cut, block), 0

    for match in _MARK_RE.finditer(text, start, end):
        (at, after), found = match.span(), match[0]
        if at - sentence.start > LONGEST_SENTENCE:
            cut_to(at)
        while kept is not None and kept[1] <= at:
            kept = next(guard, None)
        if at < passed or (kept is not None and kept[0] <= at):
            continue
        deeper, new_mark = 0, found
        if found in JOINERS:
            # A joiner cuts only beside a number, or behind a bracket that ended one: 60项、主导…; 3个（6月底前完成）、….
            # Inside 智能工厂、车间 it does not.
            beside = at in tails or after in heads or (mark == "）" and opened == at)
            if not (beside or (found == "、" and _COMPARES_RE.match(text, after))):
                continue
        elif found in _OPEN:
            # 新建公园3个（6月底前完成）、绿道20公里: what says when a number is due ends its item.
            due = at in tails and _DONE_RE.match(text, after) is not None
            closing = 0 if due else _plain_bracket(text, at, end, starts)
            if closing:
                if at in tails:
                    tails.add(
                        closing
                    )  # 新建公园14个（含改造）、绿道25公里: the number's item ends behind its bracket
                passed = closing
                continue
            deeper, new_mark = 1, "（"
        elif found in _CLOSE:
            if depth == 0:
                continue
            deeper, new_mark = -1, "）"
        elif found[0] in _SENTENCE_END:
            new_mark = ""
        close(at, after, new_mark)
        depth += deeper
        if not new_mark:
            sentence.end = after
            if depth == 0 or found[0] == "\n":
                depth = 0
                sentences.append(sentence)
                sentence = Sentence(after, after, block)
    cut_to(end)
    close(end, end, "")
    sentence.end = end
    sentences.append(sentence)
    return _with_quantities(sentences, quantities)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """*spans* in order, those that overlap joined."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _outside(spans: Sequence[Span], place: int) -> int:
    """The first offset from *place* on that is not inside one of the *spans*, which do not overlap."""
    index = bisect_left(spans, (place, place)) - 1
    return max(place, spans[index][1]) if index >= 0 else place


def _plain_bracket(text: str, at: int, end: int, starts: Sequence[int]) -> int:
    """End of a short bracket without a number of its own (县（市、区）), which belongs to the words around it; else 0."""
    found = _CLOSE_RE.search(text, at, min(end, at + 40))
    if found is None or bisect_left(starts, at) != bisect_left(starts, found.start()):
        return 0
    return found.end()


def _with_quantities(sentences: list[Sentence], quantities: Sequence[Quantity]) -> list[Sentence]:
    kept: list[Sentence] = []
    index = 0
    for sentence in sentences:
        held = False
        for segment in sentence.segments:
            while index < len(quantities) and quantities[index].span[0] < segment.end:
                segment.quantities.append(quantities[index])
                index += 1
                held = True
        if held:
            kept.append(sentence)
    return kept
