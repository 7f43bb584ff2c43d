"""Measures and asides -> Quantity records in order, with range, sign, currency, bounds and the role the form tells.

Promise: records do not overlap, and a number whose part is not told by its form keeps the role "number".
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from plancli.asides import Aside, date_at
from plancli.bounds import Limits, bound_words, read_after, read_before
from plancli.figures import CHINESE, read_arabic, read_chinese, read_parts
from plancli.forms import FormIndex
from plancli.lexicon import Lexicon
from plancli.models import Quantity
from plancli.numerals import ARABIC, parse_numeral, plain
from plancli.patterns import lazily
from plancli.ranges import join_limits, join_range
from plancli.readings import Measure, read_measure
from plancli.units import read_unit, unit_index

# "1个专班 | + | 1个平台": a plus after what a number counts adds the next.
_ADDEND_RE = lazily(r"[0-9一二三四五六七八九十][^，。；、+0-9%]{1,8}$")
_FIRST_RE = lazily(rf"{ARABIC}|[{CHINESE}]+")
# 第5—10位, 第一至第三: the second half of a stretch of places
_ONWARD_RE = lazily(rf"(?:[-—~至到]第?)(?:[0-9]{{1,4}}|[{CHINESE}]{{1,4}})")
_TITLE_RE = lazily(r"《[^《》\n]{1,120}》")
_QUOTE_OPEN = frozenset("“‘「『")
_QUOTED_RE = lazily(r"[^“”‘’「」『』，。；！？\n]{0,12}[”’」』]")
# Last characters of 负, 零下 and the like.
_SIGNS = frozenset("-+±负下")
# 肩负3项任务 and 担负 are verbs, not signs.
_SIGN_REFUSED = frozenset("肩担背自抱胜欺减")
# Words that end in 前 and are not the first so many.
_FRONT_REFUSED = (
    *(
        "提前",
        "目前",
        "当前",
        "以前",
        "之前",
        "此前",
        "年前",
        "月前",
        "日前",
        "底前",
        "末前",
        "事前",
        "空前",
        "会前",
        "疫情前",
        "疫前",
    ),
    *("支前", "眼前", "产前", "术前", "课前", "超前", "往前", "向前", "面前"),
)
_LISTED = frozenset("、和与及或")
_ORDINAL_JOINTS = frozenset(("、", "和", "及", "至", "-", "—", "~", "与"))
_RANK_UNITS = frozenset({"位", "名", "强", "%", "‰", ""})
_COUNTIES = frozenset(
    {"县", "市", "区", "省", "国", "州", "旗", "盟", "省市", "县市", "市县", "区县", "县区", "国家", "省份"}
)
# A share or an amount in quotation marks is still one; 5个中心 in them is a name.
STRONG = frozenset(
    {"percent", "pp", "multiple", "money", "length", "area", "volume", "mass", "energy", "power"}
)


@lru_cache(maxsize=8)
def units_before(lexicon: Lexicon) -> FormIndex[tuple[str, str]]:
    """Words before a number that are its unit: $ -> (美元, money)."""
    return FormIndex(
        (form, (str(entry.fields["unit"]), str(entry.fields.get("kind", "money"))))
        for entry in lexicon.table("unit_before")
        for form in entry.forms
    )


class Recorder:
    """Collects the records of one text from left to right."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Empty list of records of *text*."""
        self.text = text
        self.lexicon = lexicon
        self.units = unit_index(lexicon)
        self.prefixes = units_before(lexicon)
        self._bounds = bound_words(lexicon)
        self.found: list[Quantity] = []
        self.done = 0
        """Where the last record ended; no later one begins before it."""
        self._titles = [match.span() for match in _TITLE_RE.finditer(text)] if "《" in text else []
        self._title_starts = [span[0] for span in self._titles]

    def add_aside(self, aside: Aside) -> int:
        """Record *aside*; returns where it ends."""
        first = _FIRST_RE.search(self.text, aside.start, aside.end)
        numeral = first.group() if first else ""
        # 十四五 is no numeral; its year count is 十四.
        value = parse_numeral(numeral) or parse_numeral(numeral[:-1]) or Decimal(0)
        end, unit, base = aside.end, "", ""
        if aside.rule == "ordinal.numbered":
            onward = _ONWARD_RE.match(self.text, end)
            end = onward.end() if onward else end
            counted = read_unit(self.text, end, self.units)
            if counted is not None:
                end, unit, base = counted.end, counted.text, counted.base
        start = max(aside.start, self.done)
        span = (start, end)
        # By position, here and below: by keyword a record of so many fields takes three times as long to make.
        self.found.append(
            Quantity(
                span, self.text[start:end], value, None, unit, value, None, base, "eq", False,
                span, aside.role, (aside.rule,),
            )
        )  # fmt: skip
        self.done = end
        return end

    def add_measure(self, measure: Measure) -> int:
        """Record *measure* with what stands around it; returns where it ends."""
        text = self.text
        start = self.signed_start(measure.start)
        if start < measure.start and text[start] in "-负零":
            measure.value = -measure.value
        measure.start = start
        if text[start] == "第":
            measure.rules.append("numeral.rank")
        self.join_upper(measure)
        limits = Limits(self._take_currency(measure), measure.end)
        front = ends_in_front(text, limits.start)
        role, rule = self._role(measure, limits.start, front)
        self.note_bounds(measure, limits)
        value, high = plain(measure.value), measure.high and plain(measure.high)
        bound = limits.bound or measure.bound or "eq"
        if limits.weak and (limits.approx or measure.approx):
            bound = measure.bound or "eq"
        if measure.high is not None:
            bound = "range"
        unit = measure.scale + measure.unit
        if rule == "bound.le.rank" and high is None:
            # 进入全国前三 ranks, though nothing says of what kind the places are.
            bound = "le"
            if not measure.kind:
                unit = measure.base = "名"
            limits.cues.append((limits.start - 1, limits.start))
            limits.start -= 1
        worth = measure.scale_factor * measure.factor
        rules = (*measure.rules, *limits.rules, rule) if rule else (*measure.rules, *limits.rules)
        base_value = value if worth == 1 else plain(value * worth)
        outer = (max(limits.start, self.done), limits.end)
        self.found.append(
            Quantity(
                (measure.start, measure.end), text[measure.start : measure.end],
                value, high, unit, base_value, high and plain(high * worth), measure.base,
                bound, limits.approx or measure.approx, outer, role, rules, (*measure.cues, *limits.cues),
            )
        )  # fmt: skip
        self.done = measure.end
        self._share_unit()
        if len(self.found) > 1:
            joined = join_limits(text, self.found[-2], self.found[-1])
            if joined is not None:
                self.found[-2:] = [joined]
        return measure.end

    def note_bounds(self, measure: Measure, limits: Limits) -> None:
        """Read the bound words on both sides of *measure* into *limits*."""
        read_before(self.text, limits.start, measure.kind, self._bounds, limits)
        read_after(self.text, measure.end, measure.kind, measure.high is not None, self._bounds, limits)

    def bounded(self, measure: Measure) -> bool:
        """Whether a bound word stands beside *measure*: 近千, 小于等于十."""
        limits = Limits(measure.start, measure.end)
        self.note_bounds(measure, limits)
        return bool(limits.rules)

    def signed_start(self, at: int) -> int:
        """Start of the number that begins at *at*, with its sign."""
        text = self.text
        if at - 1 < self.done or text[at - 1] not in _SIGNS:
            return at - 1 if at - 1 >= self.done and text[at - 1] == "第" else at
        if text.endswith("零下", self.done, at):
            return at - 2
        sign, before = text[at - 1], text_before(text, at - 1)
        if sign in "-+±":
            joined = before and ((before.isascii() and before.isalnum()) or before in "-—~")
            if sign == "+" and _ADDEND_RE.search(text, max(at - 12, 0), at - 1):
                joined = True  # 1个专班+1个平台
            return at if joined else at - 1
        return at - 1 if sign == "负" and before not in _SIGN_REFUSED else at

    def join_upper(self, measure: Measure) -> None:
        """Widen *measure* to the range that it begins, if it begins one."""
        join_range(self.text, measure, self._read_upper)

    def _read_upper(self, at: int) -> Measure | None:
        """The measure that starts at *at*, for the upper end of a range."""
        text = self.text
        start = at + 1 if text[at : at + 1] == "-" else at
        char = text[start : start + 1]
        if "0" <= char <= "9":
            figure = None if date_at(text, start) else read_parts(text, start)
            figure = figure or (None if date_at(text, start) else read_arabic(text, start, self.units))
        elif char and char in CHINESE:
            figure = read_parts(text, start) or read_chinese(text, start, self.units)
        else:
            return None
        if figure is None or figure.kind == "scale":
            return None
        measure = read_measure(text, figure, self.lexicon)
        if start > at:
            measure.value = -measure.value
        return measure

    def _take_currency(self, measure: Measure) -> int:
        """Start of *measure* with the unit written before it: $50, 人民币500万元, 华氏85度."""
        found = self.unit_before(measure.start)
        if found is None:
            return measure.start
        size, unit, kind = found
        if kind == "money" and measure.kind == "money":
            return measure.start - size
        if kind == "money" and measure.kind:
            return measure.start
        if kind == "temperature" and measure.unit != "度":
            return measure.start
        measure.unit = measure.base = unit
        measure.kind = kind
        measure.rules.append("unit.before")
        measure.start -= size
        return measure.start

    def unit_before(self, at: int) -> tuple[int, str, str] | None:
        """(length, unit, kind) of the unit that ends at *at*, with a blank after its Latin letters or without."""
        blank = 1 if at > self.done and self.text[at - 1] == " " else 0
        found = self.prefixes.ending(self.text, at - blank)
        if found is None or at - blank - found[0] < self.done:
            return None
        return found[0] + blank, *found[1]

    def _role(self, measure: Measure, outer: int, front: bool) -> tuple[str, str]:
        """(role, rule) that the form tells; "number" and no rule when it tells nothing."""
        text = self.text
        before = text_before(text, outer)
        if front:
            if measure.kind == "time":
                return "date", "date.first"
            if measure.unit in _RANK_UNITS:
                return "number", "bound.le.rank"
            if measure.kind == "count" and not measure.scale:
                return "ordinal", "ordinal.front"
        if before == "每":
            return "qualifier", "qualifier.each"
        if measure.kind == "grade" and (
            measure.scale or measure.unit.endswith(("元级", "吨级", "瓦级", "伏级"))
        ):
            return "qualifier", "qualifier.size_class"
        if measure.unit in _COUNTIES and not measure.scale:
            return "name", "name.places"
        if before in _QUOTE_OPEN and measure.kind not in STRONG and _QUOTED_RE.match(text, measure.end):
            return "name", "name.quoted"
        if self._in_title(measure.start):
            return "name", "name.title"
        if not measure.kind and not measure.scale and self._follows_ordinal(outer):
            return "ordinal", "ordinal.listed"
        return "number", ""

    def _in_title(self, at: int) -> bool:
        index = bisect_right(self._title_starts, at) - 1
        return index >= 0 and at < self._titles[index][1]

    def _follows_ordinal(self, at: int) -> bool:
        """Whether the number goes on a list of ordinals: 图1、2、3."""
        last = self.found[-1] if self.found else None
        return last is not None and last.role == "ordinal" and self.text[last.span[1] : at] in _ORDINAL_JOINTS

    def _share_unit(self) -> None:
        """Give the last record's unit to bare numbers listed before it: 分别达到10、20和30个."""
        last = self.found[-1]
        if (
            len(self.found) < 2
            or not _lacks_unit(self.found[-2], last)
            or not last.unit
            or last.role != "number"
            or not last.value
        ):
            return
        following = last
        for index in range(len(self.found) - 2, max(-1, len(self.found) - 9), -1):
            one = self.found[index]
            gap = self.text[one.span[1] : following.span[0]]
            if one.role != "number" or not _lacks_unit(one, last) or gap not in _LISTED:
                return
            worth = last.base_value / last.value
            self.found[index] = replace(
                one,
                unit=last.unit,
                base_value=plain(one.value * worth),
                base_unit=last.base_unit,
                rules=(*one.rules, "unit.shared"),
            )
            following = one


def text_before(text: str, at: int) -> str:
    """The character before *at*, or ""."""
    return text[at - 1] if at > 0 else ""


def ends_in_front(text: str, at: int) -> bool:
    """Whether 前 stands before *at* and means the first so many."""
    return text_before(text, at) == "前" and not text.endswith(_FRONT_REFUSED, 0, at)


def _lacks_unit(one: Quantity, last: Quantity) -> bool:
    """True for a number whose unit *last*, further on in its list, gives: 10、20和30个, 6个、15个和25个工作日.

    Of 10.6万、3.8万和3.3万亩 each has the scale already.
    """
    if one.unit and not one.base_unit:
        return last.base_unit != "" and last.unit.startswith(one.unit)
    if one.unit == "个":
        return last.unit.startswith("个") and last.unit != "个"
    return not (one.unit or one.base_unit)
