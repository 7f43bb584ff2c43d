"""Indicators of two targets -> how alike they are, from 0 to 1, or why they are not compared.

Promise: what is counted must be the same, not only written alike: the unit, the kind of goal, the rate, the
base year and every word that sets an indicator off from its neighbours (农村, 省级, 5G, 每万人) are conditions,
not weights. Only the rest of the name is scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from plancli.fold import view
from plancli.lexicon import Lexicon, alternation
from plancli.models import Target
from plancli.patterns import lazily

# Below this, names share words but not a meaning: 数字经济领域上市企业 and 数字经济龙头企业 score 0.53.
# Tuned on invented pairs in tests/cases/compare.toml; run that file after changing it.
LEAST_SCORE = 0.8
# What a name is worth that is the end of the other: its scope is left to the context (规上工业企业|数字化改造覆盖率).
_TAIL_SCORE = 0.85
# A shorter ending is a bare measure: 覆盖率, 上云率, 占比.
_LEAST_TAIL = 5

# Region and time, which the documents and the deadline hold: 全市, 我省, 到2025年, “十四五”期间.
_PLACE_RE = lazily("^(?:全|我|本)(?:国|省|市|县|区|州|盟|旗|域|社会)(?!民)")
_TIME_RE = lazily(
    "(?:到|至)?(?:(?:19|20)[0-9]{2}年?(?:年?底|末)?(?:前)?|十[一二三四五六七]五(?:期间|末|时期)?|期末|届时)"
)
# A dropped subject: 占生产总值的比重 is the share of something that another clause names.
_SUBJECTLESS_RE = lazily("^(?:占|其中占|所占)")
_PUNCTUATION_RE = lazily(r"[^\w.&%]|_|\.(?![0-9])")
# 高标准农田面积 and 高标准农田: what is counted of it, the unit says. 指数 is a measure of its own.
_COUNT_TAIL_RE = lazily("(?:数量|总数|总量|个数|数目|人数|户数|家数|面积|(?<!指)数)$")
# 5G, PM2.5, 65岁, 三级, 每千人: two names with different ones are different things.
_TOKEN_RE = lazily(
    "[0-9A-Za-z.&]+|[一二三四五六七八九十两](?:级|类|甲|等|星|产|孩|胎)|每[一二三四五六七八九十百千万亿两]*(?=[^年月季天日])"
)


class Name(Struct, frozen=True):
    """An indicator without what its document, its verb and its fields already say."""

    core: str
    grams: tuple[tuple[str, int], ...]
    tokens: frozenset[str]
    contrasts: tuple[tuple[str, bool, frozenset[str]], ...]
    """Entry, whether it sets a scope, and its words that the name holds."""


class Verdict(Struct, frozen=True):
    """Whether two targets are of one indicator."""

    score: float
    """Likeness of the names; what the reason says is not in it."""
    reason: str = ""
    """Why they are not aligned; "" when they are."""


class _Words(Struct, frozen=True):
    same: re.Pattern[str]
    first: dict[str, str]
    verbs: re.Pattern[str]
    contrasts: tuple[tuple[str, bool, re.Pattern[str]], ...]
    units: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    same = {_bare(form): entry.forms[0] for entry in lexicon.table("same_word") for form in entry.forms}
    units: dict[str, frozenset[str]] = {}
    for entry in lexicon.table("same_unit"):
        for form in entry.forms:
            units[form] = units.get(form, frozenset()) | {entry.id}
    return _Words(
        same=lazily(alternation(same)),
        first=same,
        # 建 is a verb before a name, not in 建筑业; 完成 is one, but not in 完成率.
        verbs=lazily(
            "^(?:了|的|" + alternation(lexicon.forms("neutral_verb")) + "(?!筑|率|量|轻|龄|度|业|额|值|均))"
        ),
        contrasts=tuple(
            (entry.id, bool(entry.fields.get("scope")), lazily(alternation(entry.forms)))
            for entry in lexicon.table("contrast")
        ),
        units=units,
    )


def names_of(targets: Sequence[Target], region: str | None, lexicon: Lexicon) -> list[Name]:
    """What the indicators of *targets*, in reading order in a document about *region*, name."""
    names: list[Name] = []
    subject: Target | None = None
    for target in targets:
        indicator = target.indicator
        if not _SUBJECTLESS_RE.match(view(indicator).text):
            subject = target
        elif subject is not None and subject.sentence == target.sentence:
            # 核心产业增加值年均增长12%，占生产总值的比重达到10.5%: the share is that of the clause before.
            indicator = subject.indicator + indicator
        names.append(name_of(indicator, region, lexicon))
    return names


def name_of(indicator: str, region: str | None, lexicon: Lexicon) -> Name:
    """What *indicator* names, in a document about *region*."""
    return _name(indicator, region or "", lexicon)


@lru_cache(maxsize=65536)
def _name(indicator: str, region: str, lexicon: Lexicon) -> Name:
    words = _words(lexicon)
    core = _bare(indicator)
    core = words.same.sub(lambda found: words.first[found[0]], _TIME_RE.sub("", core))
    places = [place for place in (region, region.rstrip("省市县区州盟旗")) if len(place) > 1]
    while True:
        shorter = _PLACE_RE.sub("", words.verbs.sub("", core))
        for place in places:
            shorter = shorter.removeprefix(place)
        if shorter == core or not shorter:
            break
        core = shorter
    core = _COUNT_TAIL_RE.sub("", core).replace("的", "") or core
    grams = Counter(core[at : at + 2] for at in range(len(core) - 1))
    contrasts = tuple(
        (key, scope, frozenset(pattern.findall(core))) for key, scope, pattern in words.contrasts
    )
    return Name(
        core=core,
        grams=tuple(sorted(grams.items())),
        tokens=frozenset(_TOKEN_RE.findall(core)),
        contrasts=tuple(entry for entry in contrasts if entry[2]),
    )


def _bare(text: str) -> str:
    return _PUNCTUATION_RE.sub("", view(text).text)


def likeness(left: Name, right: Name) -> float:
    """Share of the character pairs that the names have in common; 1 for equal names."""
    if left.core == right.core:
        return 1.0
    shorter, longer = sorted((left.core, right.core), key=len)
    common = sum((Counter(dict(left.grams)) & Counter(dict(right.grams))).values())
    total = sum(count for name in (left, right) for _, count in name.grams)
    dice = 2 * common / total if total else 0.0
    if len(shorter) >= _LEAST_TAIL and longer.endswith(shorter) and not _SUBJECTLESS_RE.match(shorter):
        return max(dice, _TAIL_SCORE)
    return dice


def judge(left: Target, right: Target, names: tuple[Name, Name], lexicon: Lexicon) -> Verdict:
    """Whether *left* and *right*, whose *names* are given, are of one indicator; deadlines are not looked at."""
    one, other = names
    score = round(likeness(one, other), 3)
    return Verdict(score, _condition(left, right, names, lexicon) or ("" if score >= LEAST_SCORE else "name"))


def _condition(left: Target, right: Target, names: tuple[Name, Name], lexicon: Lexicon) -> str:
    """The first condition that the two do not meet, or ""."""
    one, other = names
    if not one.core or not other.core:
        return "no name"
    if not same_unit(left.base_unit, right.base_unit, lexicon):
        return "unit"
    if left.measure != right.measure:
        return "kind of goal"
    if left.per != right.per:
        return "rate"
    if left.baseline and right.baseline and left.baseline != right.baseline and left.measure != "level":
        return "base year"
    if one.tokens != other.tokens:
        return "scope: " + _listed(one.tokens ^ other.tokens)
    if different := _contrast(one, other):
        return "scope: " + _listed(different)
    # The head of a Chinese name is its end: 上云企业 is an enterprise, 企业上云率 a rate.
    return "" if one.core[-1] == other.core[-1] else "name"


def same_unit(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether two units count the same kind of thing."""
    units = _words(lexicon).units
    return left == right or bool(units.get(left, frozenset()) & units.get(right, frozenset()))


def _contrast(one: Name, other: Name) -> frozenset[str]:
    """Words that set the names apart."""
    theirs = {key: words for key, _, words in other.contrasts}
    for key, scope, words in one.contrasts:
        found = theirs.pop(key, frozenset())
        if words != found and (scope or (found and words)):
            return words ^ found
    scopes = {key for key, scope, _ in other.contrasts if scope}
    return next((words for key, words in theirs.items() if key in scopes), frozenset())


def _listed(words: frozenset[str]) -> str:
    return "、".join(sorted(words))
