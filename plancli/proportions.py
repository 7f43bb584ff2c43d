"""Shares, ratios, rates and doublings -> the measure that they are: 1/3, 1:1.5, 三比一, 8.5/10万, 翻一番.

Promise: total; a stroke or colon that joins two numbers of their own gives nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from plancli.asides import Aside
from plancli.figures import CHINESE, Figure, read_parts
from plancli.numerals import parse_numeral, plain
from plancli.patterns import lazily
from plancli.readings import Measure, fraction
from plancli.units import UnitIndex, read_unit

_ONE = Decimal(1)
_LARGEST_MIXED = 10**6
# "1/3": a=1 b=3
_SLASH_RE = lazily(r"(?P<a>[1-9][0-9]{0,2})/(?P<b>[0-9]{1,4})(?![0-9/.年月日])")
# "8.5/10万", "12/万人": n=8.5
_RATE_RE = lazily(r"(?P<n>[0-9]{1,5}(?:\.[0-9]{1,4})?)/(?:10{0,2})?[十百千万]{1,2}(?![0-9])")
# "1:1.5", "5:3:2"
_RATIO_RE = lazily(r"[0-9]{1,5}(?:\.[0-9]{1,4})?(?:[:：][0-9]{1,5}(?:\.[0-9]{1,4})?){1,4}(?![0-9])")
# "3比1": not 3比2020年
_VERSUS_RE = lazily(rf"(?:[0-9]{{1,3}}|[{CHINESE}]{{1,3}})比(?:[0-9]{{1,3}}(?![0-9年.])|[{CHINESE}]{{1,3}})")
# "翻一番" n=一, "翻了两番" n=两, "翻番", "翻倍", "翻两倍" fold=两
_DOUBLED_RE = lazily(r"翻(?:了|上|(?P<nearly>近))?(?:(?P<n>[一两二三四五1-5])?番(?!茄)|一?倍|(?P<fold>两)倍)")


def read_proportion(text: str, at: int, mark: str, units: UnitIndex) -> Measure | Aside | None:
    """The share, rate or ratio whose first numeral starts at *at* and is followed by *mark*: / : or 比."""
    if mark == "/":
        return _read_rate(text, at, units) or _read_slash(text, at)
    if mark == "比":
        match = _VERSUS_RE.match(text, at)
        if match is None or units.starting(text, match.end()):
            return None
    else:
        match = _RATIO_RE.match(text, at)
        if match is None:
            return None
        if text.startswith("万", match.end()):
            return Aside(at, match.end() + 1, "name", "name.map_scale")  # 1:5万
    parts = [parse_numeral(part) for part in re.split("[:：比]", match.group())]
    if len(parts) == 2 and parts[0] is not None and parts[1]:
        measure = fraction(at, match.end(), parts[0] / parts[1], "numeral.ratio")
        measure.base, measure.factor, measure.kind = "", _ONE, "ratio"
        return measure
    return Aside(at, match.end(), "ratio", "numeral.ratio")


def _read_slash(text: str, at: int) -> Measure | Aside | None:
    match = _SLASH_RE.match(text, at)
    if match is None or (at and text[at - 1] == "/"):
        return None
    part, of = Decimal(match["a"]), Decimal(match["b"])
    if part >= of:
        return Aside(at, match.end(), "name", "name.slash")  # 24/7
    if "\t" in (text[at - 1 : at], text[match.end() : match.end() + 1]):
        return None  # 5/16 in a table's cell: two numbers
    return fraction(at, match.end(), part / of, "numeral.fraction")


def _read_rate(text: str, at: int, units: UnitIndex) -> Measure | None:
    """8.5/10万: so many in a hundred thousand."""
    match = _RATE_RE.match(text, at)
    value = parse_numeral(match["n"]) if match else None
    if match is None or value is None:
        return None
    below = read_unit(text, match.end(), units)
    end = below.end if below is not None and below.kind == "count" else match.end()
    unit = text[match.end("n") : end]
    return Measure(
        start=at,
        end=end,
        value=value,
        high=None,
        numeral="arabic",
        figure_end=match.end("n"),
        rules=["numeral.arabic", "unit.rate"],
        unit=unit,
        base=unit,
        kind="compound",
    )


def read_doubling(text: str, at: int) -> Measure | None:
    """翻一番 at *at*: twice as much."""
    match = _DOUBLED_RE.match(text, at)
    if match is None:
        return None
    times = parse_numeral(match["n"] or match["fold"] or "一") or _ONE
    return Measure(
        start=at,
        end=match.end(),
        value=Decimal(2) ** int(times),
        high=None,
        numeral="doubling",
        figure_end=match.end(),
        rules=["numeral.doubling", "unit.multiple"],
        unit="倍",
        base="倍",
        kind="multiple",
        approx=match["nearly"] is not None,
    )


def read_mixed_fraction(text: str, at: int, end: int) -> Figure | None:
    """三又二分之一, whose 又 stands at *end*."""
    whole, part = parse_numeral(text[at:end]), read_parts(text, end + 1)
    if whole is None or whole > _LARGEST_MIXED or part is None or not part.of:
        return None
    value = plain((whole + part.value / part.of).quantize(Decimal("0.0001")))
    return Figure(at, part.end, value, None, "", _ONE, "chinese")
