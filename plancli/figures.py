"""A place in the text where a numeral starts -> the figure written there: head, scale and vagueness.

Promise: the figure is the longest that reads as a number; its end is before the unit.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from plancli.numerals import (
    ARABIC,
    DIGITS,
    FORMAL_DIGITS,
    FORMAL_SCALES,
    LONGEST,
    SCALES,
    parse_numeral,
    parse_scale,
    plain,
)
from plancli.patterns import lazily
from plancli.units import UnitIndex

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
CHINESE = DIGITS + SCALES + "廿卅卌" + FORMAL_DIGITS + FORMAL_SCALES
_CHINESE_RUN = rf"[{CHINESE}]+"
# "3万5千", "1亿2300万", "2万零500": a further figure after the scale.
_ARABIC_RE = lazily(
    rf"(?P<head>{ARABIC})(?P<power>[eE][+-]?[0-9]{{1,2}}(?![0-9A-Za-z])|\^[0-9]{{1,2}}(?![0-9]))?"
)
_SCALE_RUN_RE = lazily(rf"[{SCALES}]+")
# Counted repeats keep a text of nothing but 1万1万1万 linear.
_MIXED_RE = lazily(
    r"(?:零?[0-9]{1,16}(?:\.[0-9]{1,16})?[十百千万亿]{1,3}){0,4}(?:零?[0-9]{1,16}(?:\.[0-9]{1,16})?)?(?![0-9])"
)
_CHINESE_RE = lazily(rf"{_CHINESE_RUN}(?:[点點](?=[{DIGITS}])[{DIGITS}]+[{SCALES}]*)?")
# "三四百", "十五六", "两三": head, the two digits, tail.
_NEIGHBOURS_RE = lazily(
    rf"(?P<head>[{CHINESE}]*?)(?P<low>[一二两三四五六七八])(?P<high>[两二三四五六七八九])(?P<tail>[十百千万亿]*)"
)
# "百分之五", "三分之一", "十万分之三", "百分之负四", "3分之1".
_PARTS_RE = lazily(
    rf"(?P<of>[0-9]{{1,6}}|[{CHINESE}]{{1,8}})分之(?P<sign>负)?"
    rf"(?P<part>(?:{ARABIC})|[{CHINESE}]{{1,12}}(?:[点點][{DIGITS}]{{1,8}})?)"
)
_FAR_SPLIT_RE = lazily(r"(?<![万亿萬億])[万亿萬億]+$")


class Figure(Struct):
    """A number without its unit."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    """Upper end of 三四百."""
    scale: str
    """Scale that stays in the unit as written: 万亿."""
    factor: Decimal
    """What the scale is worth."""
    kind: str
    """arabic, chinese, mixed, parts (三分之一, 百分之五) or scale (百, 万亿 without a digit)."""
    of: Decimal | None = None
    """Denominator of parts."""


def read_arabic(text: str, at: int, units: UnitIndex) -> Figure | None:
    """The figure whose Arabic digits start at *at*."""
    match = _ARABIC_RE.match(text, at)
    if match is None or match.end() - at > LONGEST:
        return None
    head, end = match["head"], match.end()
    value = parse_numeral(match.group())
    if value is None:
        return None
    if match["power"]:
        return Figure(at, end, value, None, "", _ONE, "arabic")
    scale_run = _SCALE_RUN_RE.match(text, end)
    if scale_run is None:
        return Figure(at, end, value, None, "", _ONE, "arabic")
    scale = _scale_before_unit(text, end, scale_run.end(), units)
    if scale is None:
        return Figure(at, end, value, None, "", _ONE, "arabic")
    after = end + len(scale)
    rest = _MIXED_RE.match(text, after)
    if rest is not None and rest.end() > after and head.isdigit() and rest.end() - at <= LONGEST:
        whole = parse_numeral(text[at : rest.end()])
        if whole is not None and not _is_year(text, after, rest.end()):
            return Figure(at, rest.end(), whole, None, "", _ONE, "mixed")
    return Figure(at, after, value, None, scale, parse_scale(scale) or _ONE, "arabic")


def _is_year(text: str, start: int, end: int) -> bool:
    return end - start == 4 and text[end : end + 1] == "年"


def _scale_before_unit(text: str, start: int, end: int, units: UnitIndex) -> str | None:
    """The scale text[start:end] without a last 千 or 百 that belongs to the unit: 万 of 万千瓦."""
    for stop in range(end, start, -1):
        if text[stop - 1] in "千百":
            found = units.starting(text, stop - 1)
            if found is not None and found[0] > 1 and found[1] is not None:
                continue
        scale = text[start:stop]
        if parse_scale(scale) is not None:
            return scale
    return None


def read_chinese(text: str, at: int, units: UnitIndex) -> Figure | None:
    """The figure whose Chinese digits start at *at*."""
    match = _CHINESE_RE.match(text, at)
    if match is None or match.end() - at > LONGEST:
        return None
    end = match.end()
    run = match.group()
    if run[-1] in "千百" and len(run) > 1:
        found = units.starting(text, end - 1)
        if found is not None and found[0] > 1 and found[1] is not None:
            run, end = run[:-1], end - 1  # 三千瓦 is 三 千瓦
    pair = _neighbours(at, run)
    if pair is not None:
        return pair
    value = parse_numeral(run)
    if value is None:
        return None
    far = _FAR_SPLIT_RE.search(run)
    if far is not None and far.start() > 0:
        head = parse_numeral(run[: far.start()])
        factor = parse_scale(far.group())
        # 一万二千亿 is 12000 of 亿, 一亿五千万 one number.
        wider = "亿億" if far.group()[0] in "亿億" else "万亿萬億"
        if head is not None and factor is not None and not set(run[: far.start()]) & set(wider):
            return Figure(at, end, head, None, far.group(), factor, "chinese")
    if run[0] in "百千万亿":
        factor = parse_scale(run)
        if factor is None:
            return None
        if run[0] in "百千":
            return Figure(at, end, factor, None, "", _ONE, "scale")
        return Figure(at, end, _ONE, None, run, factor, "scale")
    return Figure(at, end, value, None, "", _ONE, "chinese")


def _neighbours(at: int, run: str) -> Figure | None:
    """三四百, 十五六, 一两: from the lower to the higher digit."""
    match = _NEIGHBOURS_RE.fullmatch(run)
    if match is None:
        return None
    head, tail = match["head"], match["tail"]
    low, high = parse_numeral(match["low"]), parse_numeral(match["high"])
    if low is None or high is None or (high - low != 1 and match["low"] + match["high"] != "三五"):
        return None
    if head and head[-1] in DIGITS:
        return None
    lower, upper = parse_numeral(head + match["low"] + tail), parse_numeral(head + match["high"] + tail)
    if lower is None or upper is None:
        return None
    far = _FAR_SPLIT_RE.search(tail)
    factor = parse_scale(far.group()) if far else None
    if far is None or factor is None or set(head) & set("万亿"):
        return Figure(at, at + len(run), lower, upper, "", _ONE, "chinese")
    return Figure(
        at, at + len(run), plain(lower / factor), plain(upper / factor), far.group(), factor, "chinese"
    )


def read_parts(text: str, at: int) -> Figure | None:
    """百分之五, 三分之一 at *at*."""
    if text.startswith("百分百", at):
        return Figure(at, at + 3, _HUNDRED, None, "", _ONE, "parts", _HUNDRED)
    match = _PARTS_RE.match(text, at)
    if match is None:
        return None
    of_text = match["of"]
    of = parse_scale(of_text) if of_text[0] in "百千万亿" else parse_numeral(of_text)
    end = match.end()
    part = parse_numeral(match["part"])
    if part is None or not of:
        return None
    if match["sign"]:
        part = -part
    return Figure(at, end, part, None, "", _ONE, "parts", of)
