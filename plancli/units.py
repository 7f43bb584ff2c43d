"""Text after a number -> the unit written there: 元/平方米, 套（间）, 吨标准煤, 个百分点.

Promise: total; a word that only begins like a unit (人均, 家庭, 角度) is none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from plancli.forms import FormIndex
from plancli.lexicon import Entry, Lexicon
from plancli.numerals import parse_scale
from plancli.patterns import lazily

_ONE = Decimal(1)
_SCALE_RE = lazily(r"[十百千万亿]{1,3}")
_BRACKET_CLOSE = {"（": "）", "(": ")"}
# Kinds of which a further bracketed or slashed unit is a way of counting the same: 套（间）, 人（次）.
_COUNTED = frozenset({"count", "place", "area", "identifier"})


class Unit(Struct):
    """A unit as written and what it is folded to."""

    end: int
    text: str
    base: str
    factor: Decimal
    kind: str
    id: str
    loose: bool


class _Word(Struct, frozen=True):
    base: str
    factor: Decimal
    kind: str
    id: str
    loose: bool
    latin: bool
    after_not: tuple[str, ...]
    below: bool
    """Stands only under a line: 元/月. A month by itself is a date."""


UnitIndex = FormIndex[_Word | None]


@lru_cache(maxsize=8)
def unit_index(lexicon: Lexicon) -> UnitIndex:
    """Index of all units; words that are none have the value None."""
    pairs: list[tuple[str, _Word | None]] = [(form, None) for form in lexicon.forms("not_unit")]
    for entry in lexicon.table("unit"):
        pairs += [(form, _word(form, entry)) for form in entry.forms]
    return FormIndex(pairs)


def _word(form: str, entry: Entry) -> _Word:
    fields = entry.fields
    return _Word(
        base=str(fields.get("base", form)),
        factor=Decimal(str(fields.get("factor", "1"))),
        kind=str(fields.get("kind", "count")),
        id=entry.id,
        loose=bool(fields.get("loose", False)),
        latin=form[-1].isascii() and form[-1].isalpha(),
        after_not=tuple(fields.get("after_not", ())),
        below=bool(fields.get("below", False)),
    )


def read_unit(text: str, at: int, index: UnitIndex) -> Unit | None:
    """The unit that starts at *at*, with its alternatives in brackets and its denominator."""
    found = _plain_unit(text, at, index)
    if found is None:
        return None
    size, word = found
    end = at + size
    base, factor, kind, identifier = word.base, word.factor, word.kind, word.id
    if text[end : end + 1] in _BRACKET_CLOSE:
        close = _alternatives(text, end, index)
        if close:
            base += text[end:close]
            end = close
    for _ in range(2):
        mark = text[end : end + 1]
        if mark not in ("/", "每", "·") or not mark:
            break
        if mark == "每" and kind in ("count", "percent", "pp", "multiple", "time", "age"):
            break  # 新增100家每年 is read as 100家; 60英里每小时 is one unit
        below = _denominator(text, end + 1, index)
        if below is None:
            break
        close, below_base, below_factor = below
        base = f"{base}{'·' if mark == '·' else '/'}{below_base}"
        factor /= below_factor
        end, kind, identifier = close, "compound", "compound"
    return Unit(end, text[at:end], base, factor, kind, identifier, word.loose)


def _plain_unit(text: str, at: int, index: UnitIndex, below: bool = False) -> tuple[int, _Word] | None:
    found = index.starting(text, at)
    while found is not None:
        size, word = found
        if word is None:
            return None
        after = text[at + size : at + size + 1]
        # km, GW and t end where the Latin word ends: 5G and 3D printing have no unit.
        cut = (word.below and not below) or (word.latin and after.isascii() and after.isalnum())
        if not cut and not (word.after_not and text.startswith(word.after_not, at + size)):
            return size, word
        found = index.shorter(text, at, size)
    return None


def _alternatives(text: str, at: int, index: UnitIndex) -> int | None:
    """End of （间） or （市、区） at *at* when all it holds are units."""
    close = text.find(_BRACKET_CLOSE[text[at]], at + 1, at + 12)
    if close < 0:
        return None
    place = at + 1
    while True:
        found = _plain_unit(text, place, index)
        if found is None or found[1].kind not in _COUNTED:
            return None
        place += found[0]
        if place == close:
            return close + 1
        if text[place] not in "、/，,":
            return None
        place += 1


def _product(text: str, at: int, index: UnitIndex) -> tuple[int, str, Decimal] | None:
    """(end, base, factor) of units multiplied in a bracket under the line: /（平方公里·月）."""
    place, factor = at + 1, _ONE
    bases: list[str] = []
    while (found := _plain_unit(text, place, index, below=True)) is not None:
        bases.append(found[1].base)
        factor *= found[1].factor or _ONE
        place += found[0]
        if text[place : place + 1] == "）" and len(bases) > 1:
            return place + 1, f"（{'·'.join(bases)}）", factor
        if text[place : place + 1] != "·":
            break
        place += 1
    return None


def _denominator(text: str, at: int, index: UnitIndex) -> tuple[int, str, Decimal] | None:
    """(end, base, factor) of the unit under the line, which may have a scale: /万人."""
    found = _plain_unit(text, at, index, below=True)
    scale = ""
    if text[at : at + 1] == "（":
        return _product(text, at, index)
    if found is None:
        match = _SCALE_RE.match(text, at)
        if match is None:
            return None
        scale = match.group()
        found = _plain_unit(text, match.end(), index)
        if found is None or parse_scale(scale) is None:
            return None
    size, word = found
    if word.kind in ("percent", "pp"):
        return None
    return at + len(scale) + size, scale + word.base, word.factor or _ONE
