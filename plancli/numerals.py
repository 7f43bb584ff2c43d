"""Numeral text -> exact Decimal: Arabic, grouped, Chinese, formal and mixed (3.65万亿, 1万2千, 一百零五万).

Promise: total; text that is no numeral gives None, and no numeral takes more than linear time.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from plancli.fold import fold
from plancli.lexicon import default_lexicon
from plancli.patterns import lazily

LONGEST = 40
"""Characters of the longest numeral read; 10^40 is beyond any quantity, longer runs are codes or noise."""
MOST_DIGITS = 24
"""Before or after the point; Decimal computes with 28 and would round what is longer without a word."""

# "1,234.5", "1，234", "6.5", "2022.3.1" (more than one point: a version or date, told apart by the caller).
ARABIC = (
    r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:，[0-9]{3})+)(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)*"
)
DIGITS = "零〇一二两三四五六七八九"
# 兆 is left out: after a number it is oftener a megabyte or a megabit than 10^12.
SCALES = "十百千万亿"
FORMAL_DIGITS = "壹贰貳叁參肆伍陆陸柒捌玖"
FORMAL_SCALES = "拾佰仟萬億"

_PIECE_RE = lazily(rf"(?P<arabic>{ARABIC})|(?P<other>.)", re.DOTALL)
_FRACTION_RE = lazily(r"(?P<of>[^分]{1,20})分之(?P<part>.{1,20})", re.DOTALL)
_POWER_RE = lazily(
    r"(?P<base>[0-9]{1,6}(?:\.[0-9]{1,6})?)(?:[eE](?P<e>[+-]?[0-9]{1,2})|\^(?P<power>-?[0-9]{1,2}))"
)
_SIGNS = {"-": -1, "−": -1, "负": -1, "零下": -1, "+": 1, "正": 1}
_TEN = Decimal(10)
# 亿亿 is the largest that physics and finance write; 亿亿亿亿… is no number.
_LARGEST_SCALE = 24
_ONE = Decimal(1)


@cache
def _values() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Digits, scale exponents, and tens by character."""
    lexicon = default_lexicon()
    return (
        {form: int(entry.fields["value"]) for entry in lexicon.table("digit") for form in entry.forms},
        {form: int(entry.fields["exponent"]) for entry in lexicon.table("scale") for form in entry.forms},
        {form: int(entry.fields["value"]) for entry in lexicon.table("tens") for form in entry.forms},
    )


def parse_numeral(text: str) -> Decimal | None:
    """Value of a Chinese, Arabic or mixed numeral, or None if *text* is not one.

    >>> parse_numeral("3.7亿")
    Decimal('370000000')
    >>> parse_numeral("一百零五万"), parse_numeral("两万五"), parse_numeral("百分之三点五")
    (Decimal('1050000'), Decimal('25000'), Decimal('0.035'))
    """
    return _parse(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _parse(text: str) -> Decimal | None:
    # Serves the bench case "numbers": a release repeats few numerals many times.
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) <= MOST_DIGITS else None
    text = fold(text).replace(" ", "")
    factor = 1
    for sign in _SIGNS:
        if text.startswith(sign):
            text, factor = text[len(sign) :], _SIGNS[sign]
            break
    value = _unsigned(text)
    # Sums are kept exact by Decimal's 28 digits; a numeral beyond them would be rounded silently.
    if value is None or abs(value.adjusted()) > MOST_DIGITS:
        return None
    return plain(value * factor)


def plain(value: Decimal) -> Decimal:
    """*value* in its shortest written form, without an exponent.

    >>> plain(Decimal("370000000.0")), plain(Decimal("6.50")), plain(Decimal("1E+3"))
    (Decimal('370000000'), Decimal('6.5'), Decimal('1000'))
    """
    whole = value.to_integral_value()
    if value != whole:
        return value.normalize()
    # quantize refuses what has more than the context's 28 digits.
    return whole.quantize(_ONE) if whole.adjusted() < 28 else Decimal(f"{whole:f}")


def parse_scale(text: str) -> Decimal | None:
    """Multiplier that a run of scale characters stands for (万亿, 千万), or None when it is not one.

    >>> parse_scale("万亿")
    Decimal('1000000000000')
    """
    _, scales, _ = _values()
    exponent = last = 0
    for char in text:
        step = scales.get(char)
        # 千万 grows; 万千 is the head of 万千瓦 or a figure of speech.
        if step is None or step < last:
            return None
        exponent, last = exponent + step, step
        if exponent > _LARGEST_SCALE:
            return None
    return _TEN**exponent if text else None


def _unsigned(text: str) -> Decimal | None:
    if not text:
        return None
    if "分之" in text:
        return _fraction(text)
    if text == "半":
        return Decimal("0.5")
    power = _POWER_RE.fullmatch(text)
    if power:
        base = Decimal(power["base"])
        return base.scaleb(int(power["e"])) if power["e"] else _power(base, int(power["power"]))
    return _combined(text)


def _power(base: Decimal, exponent: int) -> Decimal | None:
    return None if base == 0 and exponent <= 0 else base**exponent


def _fraction(text: str) -> Decimal | None:
    match = _FRACTION_RE.fullmatch(text)
    if match is None:
        return None
    of = Decimal(100) if match["of"] == "百" else _SCALE_OF.get(match["of"]) or _unsigned(match["of"])
    part = _unsigned(match["part"])
    if part is None or not of:
        return None
    return part / of


_SCALE_OF = {"千": Decimal(1000), "万": Decimal(10000), "十万": Decimal(100000), "亿": Decimal(10**8)}


def _combined(text: str) -> Decimal | None:
    """Value of digits and scales in falling order: 3亿5千万, 一百零五万, 二〇二五, 一点五亿."""
    digits, scales, tens = _values()
    parts: list[tuple[Decimal, int]] = []  # (value, exponent of its scale)
    pending: Decimal | None = None  # the number waiting for its scale
    written = ""  # Chinese digits of pending, one after the other
    decimals: list[str] | None = None  # Chinese digits after 点
    zero = False  # 零 since the last scale: what follows keeps its place
    arabic = False
    for piece in _PIECE_RE.finditer(text):
        found = piece.group()
        if piece["arabic"]:
            if pending is not None or found.count(".") > 1:
                return None
            pending, arabic = Decimal(found.replace(",", "").replace("，", "")), True
        elif found in digits:
            if decimals is not None:
                decimals.append(str(digits[found]))
            elif arabic and pending is not None:
                return None
            elif found in "零〇" and not written and (parts or pending is not None):
                zero = True
            else:
                written += str(digits[found])
                pending = Decimal(written)
        elif found in "点點":
            if (pending is None and not parts) or decimals is not None or arabic:
                return None
            pending, decimals = pending or Decimal(0), []
        elif found in tens:
            if pending is not None or (parts and parts[-1][1] <= 1):
                return None
            parts.append((Decimal(tens[found]), 1))
        elif found in scales:
            if decimals is not None:
                if not decimals or pending is None:
                    return None
                pending = Decimal(f"{pending}.{''.join(decimals)}")
            elif len(written) > 1:
                return None  # 三四百 is a range, 一二三百 nothing
            exponent = scales[found]
            value = pending or Decimal(0)
            below = pending is not None
            while parts and parts[-1][1] < exponent:
                value += parts.pop()[0]
                below = True
            if parts and parts[-1][1] == exponent:
                return None  # 一百二百
            parts.append(((value if below else Decimal(1)) * _TEN**exponent, exponent))
            pending, written, decimals, zero, arabic = None, "", None, False, False
        elif found == "半" and not parts and pending is None:
            pending = Decimal("0.5")
        else:
            return None
    if decimals is not None:
        if not decimals or pending is None:
            return None
        pending = Decimal(f"{pending}.{''.join(decimals)}")
    if pending is not None:
        if parts:
            last = parts[-1][1]
            if not zero and last >= 2 and pending < 10 and decimals is None and pending == int(pending):
                pending *= _TEN ** (last - 1)  # 三百五 is 350, 两万五 is 25000
            elif pending >= _TEN**last:
                return None
        parts.append((pending, 0))
    if not parts:
        return None
    return sum((value for value, _ in parts), Decimal(0))
