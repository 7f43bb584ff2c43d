"""Names of bodies, plans and titles -> the province, city or county they are about.

Promise: a place is read only where a title or a body's name puts it, first; a company called after a city, or
a city mentioned in passing, gives no region.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.fold import fold
from plancli.lexicon import Lexicon, alternation
from plancli.patterns import IDEOGRAPH, last_match, lazily

# What follows a bare name (滨江 without 市) in the name of a body, of a plan or in a headline.
_AFTER_SHORT_RE = lazily(
    r"(?=：|:|市|省|印发|出台|发布|公布|力争|将|拟|计划|推出|\d{4}年|“?十[二三四五六]五|今年|明年|到20|方案)"
)
_LATEST = 12
"""Characters of a title before which its place must begin."""
# "滨湖区人民政府", "青溪县供水规划": a county or district, at the start only.
_COUNTY_RE = lazily(
    rf"^({IDEOGRAPH}{{1,5}}(?:自治县|自治旗|新区|[县区市旗]))"
    rf"(?=人民政府|政府|委|办公|{IDEOGRAPH}{{2,4}}局|关于|[0-9]{{4}}|“?十[二三四五六]五)"
)
# "海州市节水规划", "某省某市人民政府": places that no table has, at the start of an official name.
_CHAIN_RE = lazily(
    rf"^(?:{IDEOGRAPH}{{2,7}}?(?:省|自治区))?({IDEOGRAPH}{{2,4}}?(?:市(?!场|值|级|内外|容环境)|自治州))"
    rf"|^({IDEOGRAPH}{{2,7}}?(?:省(?!份|级|际|内外|会)|自治区))"
)
_NOT_PLACE_RE = lazily(
    r"^(?:.{0,3}[各全本我城都股上超门菜夜楼债强大]市|[各全本我跨]省|.*(?:关于|以及|推进|城市|都市|上市|超市|股市))"
)
_YEAR_RE = lazily(r"^20[0-9]{2}年(?:度)?")
_NOT_COUNTY_RE = lazily(
    r"^(?:各|全|本|我|自治|示范|试验|开发|合作|.{0,3}(?:[城地社园景小校山灾老库林牧湖港片郊矿特辖街]|开发)区$)"
)


# Ends of names that are whole as the table gives them; 杭州 is not one.
_WHOLE = ("市", "自治州", "盟", "地区", "新区")


class _Places(Struct, frozen=True):
    """Names of places, full ones with 省, 市 and the like, and the full name of each."""

    full: dict[str, str]
    short: dict[str, str]
    names: dict[str, str]
    """Both."""
    sizes: tuple[int, ...]
    """Lengths of names, the longest first."""


@lru_cache(maxsize=8)
def _places(lexicon: Lexicon) -> _Places:
    full: dict[str, str] = {}
    short: dict[str, str] = {}
    for entry in lexicon.table("region"):
        whole = entry.forms[0]
        full[whole] = whole
        short |= dict.fromkeys(entry.forms[1:], whole)
        for place in entry.fields.get("places", ()):
            whole = place if place.endswith(_WHOLE) else f"{place}市"
            full[whole] = whole
            if whole != place:
                short.setdefault(place, whole)
    names = full | short
    return _Places(full, short, names, tuple(sorted({len(name) for name in names}, reverse=True)))


def find_region(names: tuple[str | None, ...], lexicon: Lexicon) -> str | None:
    """Full name of the place that the first of *names* (bodies, plans, titles) to name one is about.

    >>> from plancli.lexicon import default_lexicon
    >>> find_region((None, "绍兴市教育局"), default_lexicon())
    '绍兴市'
    >>> find_region(("读懂滨江市碳达峰方案",), default_lexicon())
    '滨江市'
    """
    for name in names:
        place = _listed_place(name, lexicon) or _unlisted_place(name) if name else None
        if place:
            return place
    return None


def without_place(words: str, lexicon: Lexicon) -> str:
    """*words* without the place that they open with: 广州筹建住房 -> 筹建住房."""
    return words[opening_place(words, lexicon, longest=4, rest=2) :]


def opening_place(words: str, lexicon: Lexicon, *, longest: int, rest: int) -> int:
    """Characters of the listed place that *words* open with, at most *longest*, *rest* of them left; 0 for none.

    >>> from plancli.lexicon import default_lexicon
    >>> opening_place("广州筹建住房", default_lexicon(), longest=4, rest=2)
    2
    """
    sizes = range(min(len(words) - rest, longest), 1, -1)
    return next((size for size in sizes if is_place(words[:size], lexicon)), 0)


def is_place(name: str, lexicon: Lexicon) -> bool:
    """Whether *name* is that of a listed place and nothing more."""
    return name in _places(lexicon).names


def within(words: str, region: str | None, lexicon: Lexicon) -> bool:
    """Whether *words* end with the name of a listed city in the province *region*.

    >>> from plancli.lexicon import default_lexicon
    >>> within("记者获悉，深圳", "广东省", default_lexicon())
    True
    """
    cities = _cities(lexicon).get(region) if region else None
    return cities is not None and words.endswith(cities)


@lru_cache(maxsize=8)
def _cities(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """For each province the names of its cities, with and without 市."""
    return {
        entry.forms[0]: tuple(
            form for place in entry.fields.get("places", ()) for form in (place, f"{place}市")
        )
        for entry in lexicon.table("region")
    }


def place_names(lexicon: Lexicon) -> tuple[str, ...]:
    """Names of all listed places, full and short."""
    return tuple(_places(lexicon).names)


def last_place(words: str, lexicon: Lexicon) -> str | None:
    """Full name of the listed place that *words* name last, or None.

    >>> from plancli.lexicon import default_lexicon
    >>> last_place("湖南提出，长沙市和株洲", default_lexicon())
    '株洲市'
    """
    pattern, places = _any_place(lexicon)
    found = last_match(pattern, words)
    return places[found[0]] if found is not None else None


@lru_cache(maxsize=8)
def _any_place(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    places = _places(lexicon).names
    return lazily(alternation(places)), places


def _listed_place(name: str, lexicon: Lexicon) -> str | None:
    places = _places(lexicon)
    text = _bare(name)
    at = 0
    while at <= _LATEST:
        size = _name_at(text, at, places.full, places)
        if size:
            return places.full[_last_of_chain(text, at, size, places)]
        at += 1
    # A bare name counts where nothing but a particle stands before it.
    for start in {len(particle) for particle in ("中共", "在", "《") if text.startswith(particle)} | {0}:
        for size in places.sizes:
            if text[start : start + size] in places.short and _AFTER_SHORT_RE.match(text, start + size):
                return places.short[text[start : start + size]]
    return None


def _last_of_chain(text: str, at: int, size: int, places: _Places) -> str:
    """浙江省杭州市人民政府: the last of an unbroken chain of full names is the place."""
    place = text[at : at + size]
    while size:
        at += size
        size = _name_at(text, at, places.full, places) if at <= _LATEST else 0
        place = text[at : at + size] or place
    return place


def _name_at(text: str, at: int, names: dict[str, str], places: _Places) -> int:
    """Length of the longest of *names* at *at*, 0 for none; 吉林市 is longer than 吉林."""
    return next(
        (size for size in places.sizes if text[at : at + size] in names and len(text) >= at + size), 0
    )


def _bare(name: str) -> str:
    """*name* from its first word on: 2026年滨江市政府工作报告 and 一图读懂滨江市规划 begin with the city."""
    return _YEAR_RE.sub("", _READ_RE.sub("", fold(name)).lstrip('《“" '))


_READ_RE = lazily(
    r"^(?:一图|一文|一张图|带你|快来|速览|视频|图解)?(?:读懂|看懂|了解|解读|速览|图解|聚焦|关注|透视)(?:[:：|｜丨]\s?)?"
)


def _unlisted_place(name: str) -> str | None:
    text = _bare(name)
    chain = _CHAIN_RE.match(text)
    if chain and not _NOT_PLACE_RE.match(chain[0]):
        return chain[1] or chain[2]
    county = _COUNTY_RE.match(text)
    return county[1] if county and not _NOT_COUNTY_RE.match(county[1]) else None
