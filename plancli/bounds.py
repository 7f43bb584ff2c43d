"""Words on either side of a number -> its bound and whether it is approximate.

Promise: only whole words of the lexicon count: 节约30% is not 约30%, 不超过 is not 超过.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.forms import FormIndex
from plancli.lexicon import Entry, Lexicon, alternation
from plancli.models import Span
from plancli.patterns import lazily

# 最高不超过, 约超过, 不低于约: a bound and an approximation, seldom a third word.
_STACKED = 3
# 至少要建成3所, 最多可申报2项: characters between the word and its number.
_GAP = 10
# 不低于同级学校平均水平的10倍: characters of what is compared with.
_FAR = 24
_INCLUDING_RE = lazily(r"[（(](?:不)?含[^（）()\n]{0,10}[）)]")
_BARE_SCALES = frozenset("百千万亿")
# "2025年 | 过80亿元", "产值 | 过10亿元"; not 通过, 年过.
_MEASURED_RE = lazily(
    r"(?:[0-9]年|产值|收入|规模|总[量额数]|投资|营收|税收|销售额|占比|比[例重]|(?<!功)率)(?:[要将再]|有望|力争)?$"
)
_PASSED = ("money", "percent", "count")
"""Kinds of which 过 behind such a measure is 超过: 产值过20亿元, 占比过30%, 总数要过1300家."""


class _Word(Struct, frozen=True):
    bound: str | None
    """None for words of approximation."""
    approx: bool
    weak: bool
    of_share: str | None
    """Bound of a percentage, when it is another: 优于."""
    bare: bool
    before_not: tuple[str, ...]
    after_not: tuple[str, ...]
    kinds: frozenset[str] | None
    kinds_not: frozenset[str]
    only: str
    rule: str


class _Words(Struct, frozen=True):
    before: FormIndex[_Word]
    after: FormIndex[_Word]
    gap: re.Pattern[str]
    far: re.Pattern[str]
    by_form: dict[str, _Word]


class Limits(Struct):
    """What the words around a number say; ``start`` and ``end`` widen its span over them."""

    start: int
    end: int
    bound: str | None = None
    approx: bool = False
    weak: bool = False
    rules: list[str] = []
    cues: list[Span] = []


@lru_cache(maxsize=8)
def bound_words(lexicon: Lexicon) -> _Words:
    """Indexes of the bound and approximation words of *lexicon*."""
    sides: dict[str, list[tuple[str, _Word]]] = {"before": [], "after": []}
    gap: list[str] = []
    far: list[str] = []
    for entry in (*lexicon.table("bound"), *lexicon.table("approx")):
        word = _word(entry)
        sides[str(entry.fields.get("side", "before"))] += [(form, word) for form in entry.forms]
        gap += entry.forms if entry.fields.get("gap") else ()
        far += entry.forms if entry.fields.get("far") else ()
    return _Words(
        before=FormIndex(sides["before"]),
        after=FormIndex(sides["after"]),
        gap=lazily(rf"({alternation(gap)})[^，。；！？、：:;,“”《》0-9\n]{{1,{_GAP}}}$"),
        far=lazily(rf"({alternation(far)})[^，。；！？、：:;,“”《》0-9\n]{{2,{_FAR}}}的$"),
        by_form=dict(sides["before"]),
    )


def _word(entry: Entry) -> _Word:
    fields = entry.fields
    kinds = fields.get("kinds")
    return _Word(
        bound=str(fields["bound"]) if "bound" in fields else None,
        approx=entry.table == "approx" and not fields.get("exact"),
        weak=bool(fields.get("weak")),
        of_share=str(fields["of_share"]) if "of_share" in fields else None,
        bare=bool(fields.get("bare")),
        before_not=tuple(fields.get("before_not", ())),
        after_not=tuple(fields.get("after_not", ())),
        kinds=frozenset(kinds) if kinds else None,
        kinds_not=frozenset(fields.get("kinds_not", ())),
        only=str(fields.get("only", "")),
        rule=f"{entry.table}.{entry.id}",
    )


def read_before(text: str, at: int, kind: str, words: _Words, limits: Limits) -> None:
    """Note in *limits* the words that end at *at*; the one nearest to the number counts first."""
    bare = text[at : at + 1]
    for _ in range(_STACKED):
        found = words.before.ending(text, at)
        if found is None:
            break
        size, word = found
        start = at - size
        if not _fits(word, kind, text, start, bare, text[start:at]):
            break
        _note(word, kind, start, at, limits)
        limits.start = at = start
    if limits.bound is None:
        _read_apart(text, at, kind, words, limits)


def _fits(word: _Word, kind: str, text: str, start: int, bare: str, form: str) -> bool:
    # 上百家 and 过万人, but not 上半年 and 通过5项; 过半 is one word of the two.
    if word.bare and bare not in _BARE_SCALES:
        return False
    if form == "过" and bare not in _BARE_SCALES and bare != "半":
        return kind in _PASSED and _MEASURED_RE.search(text, max(0, start - 5), start) is not None
    if (word.kinds is not None and kind not in word.kinds) or kind in word.kinds_not:
        return False
    return not (word.before_not and text.endswith(word.before_not, max(0, start - 4), start))


def _read_apart(text: str, at: int, kind: str, words: _Words, limits: Limits) -> None:
    """A bound word with other words between it and the number: 至少建成3所, 不低于平均水平的10倍."""
    window = text[max(0, at - _FAR - 6) : at]
    pattern = words.gap
    if kind in ("percent", "multiple", "fraction") and window.endswith("的"):
        pattern = words.far
    elif "至" not in window and "最" not in window and "起" not in window:
        return
    match = pattern.search(window)
    if match is None:
        return
    word = words.by_form[match.group(1)]
    start = at - len(window) + match.start()
    if _fits(word, kind, text, start, "", match.group(1)):
        _note(word, kind, start, start + len(match.group(1)), limits)


def read_after(text: str, at: int, kind: str, ranged: bool, words: _Words, limits: Limits) -> None:
    """Note in *limits* the words that start at *at*: 以上, （含）以上, 左右."""
    for _ in range(_STACKED):
        including = _INCLUDING_RE.match(text, at) if text[at : at + 1] in ("（", "(") else None
        start = including.end() if including else at
        found = words.after.starting(text, start)
        if found is None:
            return
        size, word = found
        end = start + size
        if word.kinds is not None and kind not in word.kinds:
            return
        if word.only == "range" and not ranged:
            return
        if word.after_not and text.startswith(word.after_not, end):
            return
        _note(word, kind, start, end, limits)
        limits.end = at = end


def _note(word: _Word, kind: str, start: int, end: int, limits: Limits) -> None:
    if word.bound is not None and (limits.bound is None or limits.weak):
        limits.bound, limits.weak = word.bound, word.weak
        if kind == "percent" and word.of_share is not None:
            limits.bound = word.of_share
    limits.approx = limits.approx or word.approx
    limits.rules.append(word.rule)
    limits.cues.append((start, end))
