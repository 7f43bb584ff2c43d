"""Text -> every number with its unit and bound and, where the form alone tells, what else it is.

Promise: total, in one pass from left to right, linear in the text; the records come in order and do not
overlap. Chinese digits count only where a unit or their own length shows that they are a number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from plancli import asides
from plancli.asides import Aside
from plancli.figures import CHINESE, Figure, read_arabic, read_chinese, read_parts
from plancli.fold import View
from plancli.fold import view as fold_view
from plancli.lexicon import Lexicon, default_lexicon
from plancli.models import Quantity
from plancli.names import Name, find_bare_name, find_name, name_table
from plancli.numerals import ARABIC
from plancli.patterns import IDEOGRAPH, lazily
from plancli.proportions import read_doubling, read_mixed_fraction, read_proportion
from plancli.readings import Measure, fraction, read_measure, vague_words
from plancli.records import STRONG, Recorder, text_before
from plancli.units import unit_index

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_ARABIC_RE = lazily(ARABIC)
_RUN_RE = lazily(rf"[{CHINESE}]+")
_LATIN_RE = lazily(r"[A-Za-z][A-Za-z0-9.\-_/+&@:?=#~]*")
_URL_RE = lazily(r"[!-~]+")
_DIGITS_RE = lazily(r"[0-9]+(?:\.[0-9]+)?")
# "一半", "大半": not 一半径
_HALF_WORD_RE = lazily(r"一半(?![径导岛封])")
_AFTER_DATE = frozenset("年月世季届级时点:：-—~至到./、,，和及与")
_PROPORTION_MARKS = frozenset("/:：比")
_RANGE_MARKS = frozenset("至到-—~")
_CHINESE_DATE_AFTER = frozenset("年月季世代")
# 人数十分重要, 倍数百倍: the 数 of a noun.
_NOUN_BEFORE = frozenset("次人户件家个天分指系参总基套岁倍级函常位点多少大整奇偶负正")
# 三十五 and 三点五 are numbers by themselves; 一二三 is counting out.
_SCALED_RE = lazily(r"[十百千万亿廿卅卌点點拾佰仟萬億兆]")
# What comes whole: 1.2等级 at a line's start is a heading numbered 1.2.
_UNDIVIDED = frozenset({"", "count", "grade", "place"})
_COMPARISONS = frozenset("≥≤<>")
_CELL_EDGE = frozenset(("", "\n", "\t"))
_PAIR_RE = lazily(f"一{IDEOGRAPH}一{IDEOGRAPH}")


def find_numbers(view: View, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Numbers of *view* in order, spans in ``view.text``.

    >>> from plancli.fold import view
    >>> [(q.text, q.value, q.unit, q.bound) for q in find_numbers(view("带动就业20万人以上"))]
    [('20万人', Decimal('20'), '万人', 'ge')]
    """
    return _Scan(view.text, lexicon or default_lexicon()).run()


def find_quantities(text: str, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Numbers of *text* in order, spans and words as in *text*.

    >>> [(q.text, q.base_value, q.base_unit) for q in find_quantities("投资 3.65 万亿元")]
    [('3.65 万亿元', Decimal('3650000000000'), '元')]
    """
    view = fold_view(text)
    found = find_numbers(view, lexicon)
    if view.text == text:
        return found
    located: list[Quantity] = []
    for one in found:
        span = view.source_span(*one.span)
        located.append(
            replace(
                one,
                span=span,
                text=text[span[0] : span[1]],
                outer=view.source_span(*one.outer),
                cues=tuple(view.source_span(*cue) for cue in one.cues),
            )
        )
    return located


@lru_cache(maxsize=8)
def _start_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Places where a number may start.

    Most Chinese digits stand in words; the pattern passes those that neither a unit, a numeral or the rest
    of a name follows nor 第, 前 or a bracket precedes, which is nine in ten.
    """
    names, units = name_table(lexicon), unit_index(lexicon)
    after = {
        *units.first_chars(),
        *names.after.first_chars(),
        *CHINESE,
        *"分点多余来几是、.）)月年世季半又比至到-—~0123456789",
    }
    after |= {key[2] for key in names.literals if key[2]}
    before = {key[0] for key in names.literals if key[0] and not key[2]}
    before |= {*names.before.last_chars(), *"第前（("}
    follow, lead = re.escape("".join(sorted(after))), re.escape("".join(sorted(before)))
    return re.compile(
        rf"[0-9A-Za-z{CHINESE}半几数翻]"
        rf"(?:(?<=[0-9A-Za-z半翻])|(?<=[{CHINESE}])(?:(?=[{follow}])|(?<=[{lead}].)|(?!{IDEOGRAPH}))"
        r"|(?<=[几数])(?=[十百千万亿]))"
    )


class _Scan:
    """One pass over a text. Each reader takes what starts at *at* and returns where to go on."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.units = unit_index(lexicon)
        self.names = name_table(lexicon)
        self.records = Recorder(text, lexicon)

    def run(self) -> list[Quantity]:
        search, text = _start_pattern(self.lexicon).search, self.text
        place = search(text, 0)
        while place is not None:
            at = place.start()
            char = text[at]
            if "0" <= char <= "9":
                end = self._arabic(at)
            elif char.isascii():
                end = self._latin(at)
            elif char in "几数":
                end = self._several(at)
            elif char == "半":
                end = self._half(at)
            elif char == "翻":
                doubling = read_doubling(text, at)
                end = self.records.add_measure(doubling) if doubling else at + 1
            else:
                end = self._chinese(at)
            place = search(text, end)
        return self.records.found

    def _arabic(self, at: int) -> int:
        text, records = self.text, self.records
        match = _ARABIC_RE.match(text, at)
        end = match.end() if match else at + 1
        after = text[end : end + 1]
        aside = (
            asides.marker_before_year(text, at)
            or asides.standard_at(text, at)
            or asides.ordinal_at(text, at, end)
            or (asides.date_at(text, at) if after in _AFTER_DATE or end - at > 6 else None)
            or (asides.day_at(text, at) if after == "日" and not self._longer_unit(end) else None)
            or asides.code_at(text, at, end)
        )
        if aside is not None:
            return records.add_aside(aside)
        return self._proportion(at, after) or self._digits(at, end)

    def _longer_unit(self, at: int) -> bool:
        """Whether a unit begins with the 日 at *at*: 日元."""
        found = self.units.starting(self.text, at)
        return found is not None and found[0] > 1 and found[1] is not None

    def _digits(self, at: int, end: int) -> int:
        """Arabic digits that are neither a date, an ordinal, a code nor a ratio."""
        text = self.text
        name = find_name(text, at, end, self.names)
        if name is not None:
            return self._named(name, end)
        if text[at] == "0" and end > at + 1 and text[at:end].isdigit():
            return self.records.add_aside(Aside(at, end, "identifier", "identifier.zero"))
        figure = read_parts(text, at) if text[end : end + 1] == "分" else None
        figure = figure or read_arabic(text, at, self.units)
        if figure is None:
            return self.records.add_aside(Aside(at, end, "identifier", "identifier.long"))
        measure = read_measure(text, figure, self.lexicon)
        if (
            asides.section_number(text, at, end)
            and measure.kind in _UNDIVIDED
            and not measure.scale
            and not self.records.bounded(measure)
        ):
            # "1. 100家" has lost its blank: the marker 1 and a count.
            dot = text.index(".", at)
            if measure.unit and not measure.loose and end - dot > 2:
                end = dot
            return self.records.add_aside(Aside(at, end, "ordinal", "ordinal.section"))
        if not measure.kind and not measure.scale:
            aside = self._bare(at, measure.end)
            if aside is not None:
                return self.records.add_aside(aside)
        return self.records.add_measure(measure)

    def _bare(self, at: int, end: int) -> Aside | None:
        """What digits without a unit are instead of a number: a name, a year or a code."""
        text = self.text
        before = text_before(text, at)
        if (before in _CELL_EDGE or before in _COMPARISONS) and text[end : end + 1] in _CELL_EDGE:
            return None  # the value of a table cell, ≥1950 as well
        name = find_bare_name(text, at, end, self.names)
        if name is not None:
            return Aside(name.start, name.end, name.role, name.rule)
        latin = _LATIN_RE.match(text, end)
        if latin is not None:
            return Aside(at, latin.end(), "name", "name.alphanumeric")
        if self.records.unit_before(at):
            return None
        if asides.after_letters(text, at):
            return Aside(at, end, "name", "name.latin_blank")  # iPhone 15
        if asides.page_leader(text, at):
            return Aside(at, end, "page", "page.leader")
        if asides.bare_year(text, at, end):
            return Aside(at, end, "date", "date.bare_year")
        if asides.long_code(text, at, end):
            return Aside(at, end, "identifier", "identifier.long")
        return None

    def _proportion(self, at: int, mark: str) -> int:
        """Record 1/3, 1:1.5 or 3比1; 0 when there is none."""
        if not mark or mark not in _PROPORTION_MARKS:
            return 0
        found = read_proportion(self.text, at, mark, self.units)
        if found is None:
            return 0
        if isinstance(found, Aside):
            return self.records.add_aside(found)
        return self.records.add_measure(found)

    def _chinese(self, at: int) -> int:
        text, records = self.text, self.records
        run = _RUN_RE.match(text, at)
        end = run.end() if run else at + 1
        after = text[end : end + 1]
        aside = asides.ordinal_at(text, at, end)
        if aside is None and after in _CHINESE_DATE_AFTER:
            aside = asides.chinese_date_at(text, at)
        if aside is not None:
            return records.add_aside(aside)
        figure = read_parts(text, at) if after == "分" else None
        if figure is not None:
            return records.add_measure(read_measure(text, figure, self.lexicon))
        name = find_name(text, at, end, self.names)
        if name is not None and name.role:
            return self._named(name, end)
        if name is None and end == at + 1 and _PAIR_RE.match(text, at):
            return records.add_aside(Aside(at, at + 4, "idiom", "idiom.pair"))  # 一村一品
        if after == "半" and _HALF_WORD_RE.match(text, at):
            return records.add_measure(fraction(at, end + 1, _HALF, "numeral.half"))
        stop = self._proportion(at, after) if after == "比" else 0
        if stop:
            return stop
        if name is not None and name.start < at:
            return max(name.end, end)  # 进一步, 第一时间: whatever follows, the word has begun before
        figure = read_mixed_fraction(text, at, end) if after == "又" else read_chinese(text, at, self.units)
        if figure is None:
            return end
        measure = read_measure(text, figure, self.lexicon)
        # 三公 is a word and 三公斤 a measure: the longer reading holds.
        if name is not None and (measure.loose or measure.end <= max(name.end, end)):
            edges = text_before(text, at) in _CELL_EDGE and text[measure.end : measure.end + 1] in _CELL_EDGE
            if not (edges and measure.kind == "money"):
                return max(name.end, end)
        if not measure.unit and text[measure.end : measure.end + 1] in _RANGE_MARKS:
            # 两到三家: the unit after the second number serves both.
            records.join_upper(measure)
        if not self._counts(measure):
            return max(end, measure.figure_end)
        if measure.kind in ("grade", "identifier") and not measure.scale:
            return records.add_aside(Aside(at, measure.end, "ordinal", "ordinal.grade"))  # 三级医院
        return records.add_measure(measure)

    def _counts(self, measure: Measure) -> bool:
        """Whether Chinese digits are a number here: those of 三座 are, that of 三明 is not."""
        text, at = self.text, self.records.signed_start(measure.start)
        before, after = text_before(text, at), text[measure.end : measure.end + 1]
        alone = not _is_word(before) and not _is_word(after)
        several = measure.figure_end - measure.start > 1
        if (
            several
            and measure.high is None
            and not _SCALED_RE.search(text, measure.start, measure.figure_end)
        ):
            # 五一节 and 二三产业 only look like numbers; 九五折 is one.
            return measure.unit == "折" or (alone and measure.figure_end - measure.start > 2)
        if measure.numeral == "scale":
            if measure.bound or (several and (alone or (measure.unit and not measure.loose))):
                return True
            return self.records.bounded(measure)
        if measure.unit:
            signed = at < measure.start or self.records.unit_before(measure.start) is not None
            return not measure.loose or several or alone or before == "前" or signed
        if before == "前":
            return True
        if measure.high is not None:
            return alone
        if several:
            return True
        whole = before in _CELL_EDGE and after in _CELL_EDGE
        if measure.bound or (alone and (whole or at < measure.start)):
            return True
        return not _is_word(after) and self.records.bounded(measure)

    def _several(self, at: int) -> int:
        """数十家, 几百人."""
        text = self.text
        vague = vague_words(self.lexicon).before.starting(text, at)
        figure = read_chinese(text, at + 1, self.units)
        if vague is None or figure is None or (text[at] == "数" and text_before(text, at) in _NOUN_BEFORE):
            return at + 1
        measure = read_measure(text, figure, self.lexicon)
        measure.start = at
        measure.bound, measure.approx = vague[1].bound, vague[1].approx
        measure.rules.append(vague[1].rule)
        measure.cues.append((at, at + 1))
        return self.records.add_measure(measure)

    def _half(self, at: int) -> int:
        """半年, 半小时, 过半, 半数."""
        text, records = self.text, self.records
        name = find_name(text, at, at + 1, self.names)
        if name is not None:
            return self._named(name, at + 1)
        if text.startswith("半百", at):
            return records.add_measure(
                read_measure(text, Figure(at, at + 2, _HALF * 100, None, "", _ONE, "chinese"), self.lexicon)
            )
        if text.startswith("半数", at):
            return records.add_measure(fraction(at, at + 2, _HALF, "numeral.half"))
        measure = read_measure(text, Figure(at, at + 1, _HALF, None, "", _ONE, "half"), self.lexicon)
        if measure.kind in ("time", "mass", "length", "percent", "pp", "multiple") and not measure.loose:
            return records.add_measure(measure)
        before = text_before(text, at)
        alone = not _is_word(before) and not _is_word(text[at + 1 : at + 2])
        if alone or before in ("过", "超", "近", "逾"):
            return records.add_measure(fraction(at, at + 1, _HALF, "numeral.half"))
        return at + 1

    def _latin(self, at: int) -> int:
        """PM2.5 and ISO9001 are names; GDP5% and USD500 a word and a number."""
        text, records = self.text, self.records
        match = _LATIN_RE.match(text, at)
        run, end = (match.group(), match.end()) if match else (text[at], at + 1)
        if "://" in run or "@" in run or run.startswith("www."):
            address = _URL_RE.match(text, at)
            return address.end() if address else end
        digits = _DIGITS_RE.search(run)
        if digits is None:
            return end
        place = at + digits.start()
        if records.unit_before(place):
            return self._digits(place, at + digits.end())
        figure = read_arabic(text, place, self.units) if _word_of_letters(run[: digits.start()]) else None
        if figure is not None:
            measure = read_measure(text, figure, self.lexicon)
            counted = digits.start() > 1 and measure.kind == "count" and not measure.loose
            if measure.kind in STRONG or counted:
                return records.add_measure(measure)
        stop = max(at + len(run.rstrip(".-_/+&:?=#~")), at + digits.end())
        return records.add_aside(Aside(at, stop, "name", "name.latin"))

    def _named(self, name: Name, end: int) -> int:
        if name.role:
            self.records.add_aside(Aside(name.start, name.end, name.role, name.rule))
        return max(name.end, end)


def _word_of_letters(run: str) -> bool:
    """GDP and R&D, but not COVID- and V2.0/."""
    return run.replace("&", "").isalpha()


def _is_word(char: str) -> bool:
    return "一" <= char <= "鿿" or (char.isascii() and char.isalnum())
