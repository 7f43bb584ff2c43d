"""A figure in the text -> the measure it begins: figure, vagueness, unit, and what is added to it.

Promise: the measure ends with its unit; bound words and ranges are read around it by others.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from plancli.figures import CHINESE, Figure
from plancli.forms import FormIndex
from plancli.lexicon import Lexicon
from plancli.numerals import SCALES, parse_numeral, parse_scale, plain
from plancli.patterns import lazily
from plancli.units import Unit, UnitIndex, read_unit, unit_index

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_FIVE = Decimal(5)
_HUNDRED = Decimal(100)
_MILLION = Decimal(10**6)
_SCALE_RE = lazily(rf"[{SCALES}]{{1,4}}")
# 三年半, 两小时半: not 三年半导体.
_HALF_AFTER_RE = lazily(r"半(?![年个径导岛数途夜封个月天路山])")
# 两个半月, 一个多小时, 3个多亿
_INNER_RE = lazily(r"个(?P<inner>半|多|余)")
# 七成五, 七成半
_TENTH_MORE_RE = lazily(r"(?P<more>[一二三四五六七八九]|半)(?![百千万亿十个家项年月])")
_LOOSE_TAIL_RE = lazily(rf"[1-9一二两三四五六七八九](?![0-9{CHINESE}.个家项年月日])")
# "三角", "20分钟", "5": n, unit
_SMALL_RE = lazily(
    rf"(?P<n>[0-9]{{1,3}}(?:\.[0-9]+)?|零?[{CHINESE}]{{1,4}})(?P<unit>个小时|个月|分钟|公里|千米|公斤|千克|分米|厘米|小时|[元角毛分年天日米克斤两])?"
)
# Units that are read as one amount when they follow each other downwards: 五元三角, 3小时20分钟.
_WORTH = {
    "money": {"元": 100, "块": 100, "角": 10, "毛": 10, "分": 1, "块钱": 100},
    "time": {
        "年": 518400,
        "个月": 43200,
        "天": 1440,
        "日": 1440,
        "小时": 60,
        "个小时": 60,
        "分钟": 1,
        "分": 1,
    },
    "length": {"千米": 100000, "公里": 100000, "米": 100, "分米": 10, "厘米": 1},
    "mass": {"吨": 2000000, "千克": 1000, "公斤": 1000, "斤": 500, "两": 50, "克": 1},
}


class Measure(Struct):
    """A number with its unit. Filled in place while it is read: a document holds hundreds."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    numeral: str
    """Kind of the figure: arabic, chinese, mixed, parts or scale."""
    figure_end: int
    """End of the figure alone."""
    rules: list[str]
    scale: str = ""
    scale_factor: Decimal = _ONE
    unit: str = ""
    base: str = ""
    factor: Decimal = _ONE
    kind: str = ""
    """Kind of the unit: count, percent, money, ...; fraction; "" without a unit."""
    loose: bool = False
    bound: str | None = None
    approx: bool = False
    cues: list[tuple[int, int]] = []


class Vague(Struct, frozen=True):
    """Words inside or before a number that leave its end open."""

    bound: str
    approx: bool
    rule: str


class _Vagueness(Struct, frozen=True):
    after: dict[str, Vague] = {}
    before: FormIndex[Vague] = field(default_factory=lambda: FormIndex(()))


@lru_cache(maxsize=8)
def vague_words(lexicon: Lexicon) -> _Vagueness:
    """The words 多, 余, 几 after a figure and 数, 几 before a scale."""
    after: dict[str, Vague] = {}
    before: list[tuple[str, Vague]] = []
    for entry in lexicon.table("vague"):
        vague = Vague(
            str(entry.fields.get("bound", "gt")),
            bool(entry.fields.get("approx", False)),
            f"vague.{entry.id}",
        )
        for form in entry.forms:
            if entry.fields.get("place") == "before":
                before.append((form, vague))
            else:
                after[form] = vague
    return _Vagueness(after, FormIndex(before))


def read_measure(text: str, figure: Figure, lexicon: Lexicon) -> Measure:
    """The measure that *figure* begins."""
    if figure.kind == "parts":
        return _parts(figure)
    units = unit_index(lexicon)
    start, end = figure.start, figure.end
    measure = Measure(
        start, end, figure.value, figure.high, figure.kind, end, [f"numeral.{figure.kind}"],
        figure.scale, figure.factor,
    )  # fmt: skip
    unit = read_unit(text, figure.end, units) or _after_blank(text, figure.end, units)
    if unit is None:
        vague = vague_words(lexicon).after.get(text[figure.end : figure.end + 1])
        unit = _read_vague(text, measure, vague, units) if vague else None
    if unit is not None and unit.text == "个" and figure.high is None:
        unit = _read_inner(text, measure, unit, units)
    if unit is None:
        return measure
    _set_unit(measure, unit)
    measure.rules.append(f"unit.{unit.id}")
    _extend(text, measure)
    return measure


def _after_blank(text: str, at: int, units: UnitIndex) -> Unit | None:
    """300 EFLOPS, 20 GW: a blank before a Latin unit of two letters or more; 5 G is no unit."""
    unit = read_unit(text, at + 1, units) if text[at : at + 1] == " " else None
    return unit if unit is not None and len(unit.text) > 1 else None


def _set_unit(measure: Measure, unit: Unit) -> None:
    measure.end, measure.unit, measure.base = unit.end, unit.text, unit.base
    measure.factor, measure.kind, measure.loose = unit.factor, unit.kind, unit.loose


def _read_vague(text: str, measure: Measure, vague: Vague, units: UnitIndex) -> Unit | None:
    """20多万人, 十余家: note the word and return the unit after it."""
    end = measure.end
    more = None if measure.scale else _SCALE_RE.match(text, end + 1)
    wider = parse_scale(more.group()) if more else None
    after = more.end() if more and wider else end + 1
    unit = read_unit(text, after, units)
    if not wider and unit is None and not _open_end(text, end + 1, vague):
        return None
    if more and wider:
        measure.scale, measure.scale_factor = more.group(), wider
    measure.bound, measure.approx, measure.end = vague.bound, vague.approx, after
    measure.rules.append(vague.rule)
    measure.cues.append((end, end + 1))
    return unit


def _read_inner(text: str, measure: Measure, unit: Unit, units: UnitIndex) -> Unit:
    """两个半月, 一个多小时: the unit is 个月, 个小时."""
    inner = _INNER_RE.match(text, unit.end - 1)
    if inner is None:
        return unit
    # 月 alone is a date; 个月 is the unit.
    below = read_unit("个" + text[inner.end() : inner.end() + 4], 0, units)
    if below is None or below.kind not in ("time", "multiple"):
        return unit
    below.end += inner.end() - 1
    if inner["inner"] == "半":
        measure.value += _HALF
        measure.rules.append("numeral.half")
    else:
        measure.bound = "gt"
        measure.rules.append("vague.more")
        measure.cues.append((unit.end, unit.end + 1))
    return below


def _open_end(text: str, at: int, vague: Vague) -> bool:
    """多 or 余 with nothing after it that could make it another word: 超过20多，, 3亿多农民; 100+ whatever follows."""
    word = "一" <= text[at : at + 1] <= "鿿"
    scaled = text[at - 2 : at - 1] in ("万", "亿") and text[at : at + 1] not in _MANY
    return vague.bound == "ge" or (vague.bound == "gt" and (not word or scaled))


_MANY = frozenset("种样媒方边极维层次功彩式渠点头产选能重部")
"""What 多 begins a word with: 多种, 多元, 多层次."""


def _parts(figure: Figure) -> Measure:
    """百分之五 has the unit %, 三分之一 is a share with none."""
    of, part = figure.of or _ONE, figure.value
    unit = {_HUNDRED: "%", Decimal(1000): "‰"}.get(of, "")
    if not unit:
        return fraction(figure.start, figure.end, part / of, "numeral.fraction")
    return Measure(
        start=figure.start,
        end=figure.end,
        value=part,
        high=None,
        numeral="parts",
        figure_end=figure.end,
        rules=["numeral.parts", "unit.percent" if unit == "%" else "unit.permille"],
        unit=unit,
        base="%",
        factor=_HUNDRED / of,
        kind="percent",
    )


def fraction(start: int, end: int, share: Decimal, rule: str) -> Measure:
    """A share of the whole: value to four places without unit, base in per cent.

    >>> found = fraction(0, 4, Decimal(1) / 3, "numeral.fraction")
    >>> found.value, found.base
    (Decimal('0.3333'), '%')
    """
    # A share below 1/1000 keeps four figures: 十万分之三 is not 0.
    last = -4 if share.adjusted() >= -3 else share.adjusted() - 3
    return Measure(
        start=start,
        end=end,
        value=plain(share.quantize(_ONE.scaleb(last))) if share.adjusted() < 20 else share,
        high=None,
        numeral="parts",
        figure_end=end,
        rules=[rule],
        base="%",
        factor=_HUNDRED,
        kind="fraction",
    )


def _extend(text: str, measure: Measure) -> None:
    """Add 半, a further digit or a smaller unit that belongs to *measure*."""
    end = measure.end
    following = text[end : end + 1]
    if measure.unit == "折" and measure.numeral == "half":
        measure.value = _FIVE  # 半折 is half the price
    elif measure.unit == "折" and measure.value >= 10 and not measure.scale:
        measure.value = plain(measure.value / 10)  # 九五折, 85折
    if not following or measure.high is not None or measure.bound is not None:
        return
    halved = measure.kind in ("time", "multiple", "mass", "length", "age") or measure.unit == "成"
    if following == "半" and halved and _HALF_AFTER_RE.match(text, end):
        measure.value += _HALF
        measure.end += 1
        measure.rules.append("numeral.half")
    elif measure.unit == "成":
        more = _TENTH_MORE_RE.match(text, end)
        digit = parse_numeral(more.group()) if more else None
        if digit is not None:
            measure.value += digit / 10
            measure.end += 1
    elif not measure.scale and measure.value < _MILLION:
        if measure.unit == "块" and _LOOSE_TAIL_RE.match(text, measure.end):
            measure.kind, measure.base = "money", "元"  # 3块5; 足球场地30块 counts
        if measure.unit in _WORTH.get(measure.kind, ()):
            _chain(text, measure, _WORTH[measure.kind])


def _chain(text: str, measure: Measure, worths: dict[str, int]) -> None:
    """五元三角 is 5.3 元, 3小时20分钟 3.3333 小时, 3块5 3.5 块."""
    top = last = worths[measure.unit]
    end, value = measure.end, measure.value
    for _ in range(2):
        match = _SMALL_RE.match(text, end)
        number = parse_numeral(match["n"]) if match else None
        if match is None or number is None:
            break
        worth = worths.get(match["unit"] or "")
        if match["unit"] is None and measure.unit in ("块", "毛"):
            if not _LOOSE_TAIL_RE.match(text, end):
                break
            worth = last // 10
        elif worth is None or worth >= last or number * worth >= last:
            break
        end = match.end()
        value += number * worth / top
        last = worth
    if end > measure.end:
        measure.end = end
        measure.value = plain(value.quantize(Decimal("0.0001")))
        measure.rules.append("numeral.chain")
