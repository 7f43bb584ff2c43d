"""A gold document and what plancli reads off the same input -> what was found, missed and read differently.

Text is compared without blanks and with widths folded, so that layout is free. Each statement of a target is
scored on its own: a target that is stated twice is two chances to be right.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from plancli.gold import FIELDS, UNSURE, GoldDocument, GoldTarget
from plancli.models import Document, Section, Span, Target

# Written in a unit, and what they multiply by; longest first.
_SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "百": 2, "十": 1,
}  # fmt: skip
_UNIT_NAMES = {"百分点": "个百分点", "位": "名", "公里": "千米", "公斤": "千克", "人民币": "元"}
# A third has four places.
_TOLERANCE = Decimal("0.001")
# An indicator is right when it holds the core and shares this much of its characters.
_LEAST_OVERLAP = 0.6
# The kind of difference for which the annotation is to blame: it was made of another text.
UNPLACED = "not in the text"


class Difference(Struct, frozen=True):
    """One thing that was read otherwise than by the annotator."""

    kind: str
    """missed, invented, UNPLACED, or the name of what differs: number, deadline, heading, ..."""
    where: str
    got: str = ""
    want: str = ""


class Result(Struct):
    """Counts for one document, or the sum of several."""

    doc: str
    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = []

    def count(self, what: str, is_right: bool) -> bool:
        """Add one case of *what*; returns *is_right*."""
        self.of[what] += 1
        self.right[what] += is_right
        return is_right

    def share(self, what: str) -> float | None:
        """Right cases of *what* among all, None when there is none."""
        return self.right[what] / self.of[what] if self.of[what] else None


def evaluate(gold: GoldDocument, document: Document) -> Result:
    """How *document* compares with *gold*."""
    result = Result(gold.doc)
    body = Squeezed.of(document.text)
    _score_frame(gold, document, body, result)
    _score_outline(gold, document, result)
    _score_targets(gold, document, body, result)
    return result


def figures(results: Sequence[Result]) -> dict[str, float | None]:
    """The figures of all *results* together, each from 0 to 1 and None where nothing was to be scored."""
    total = Result("")
    for result in results:
        total.right.update(result.right)
        total.of.update(result.of)
    by_document = [_document_f1(result) for result in results]
    found = {
        "target_f1_by_document": sum(by_document) / len(by_document) if by_document else None,
        "target_precision": total.share("found"),
        "target_recall": total.share("annotated"),
        "target_f1": _f1(total.right["annotated"], total.of["found"], total.of["annotated"]),
        "number": total.share("number"),
        **{name: total.share(name) for name in (*FIELDS, "indicator", "section")},
        "outline_f1": _f1(total.right["heading"], total.of["heading_found"], total.of["heading"]),
        **{name: total.share(name) for name in ("body_ends", "chrome_gone", "title", "published")},
    }
    return {name: None if value is None else round(value, 4) for name, value in found.items()}


def _document_f1(result: Result) -> float:
    """Each document counts once; one without targets is right when none is found."""
    if not result.of["annotated"]:
        return float(result.of["found"] == 0)
    return _f1(result.right["annotated"], result.of["found"], result.of["annotated"]) or 0.0


def _f1(right: int, found: int, annotated: int) -> float | None:
    return 2 * right / (found + annotated) if found + annotated else None


class Squeezed(Struct, frozen=True):
    """Text without blanks and with widths folded, each character with its place in the original."""

    text: str
    where: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Squeezed:
        """*text* squeezed; one character may fold to several."""
        pairs = [
            (folded, place)
            for place, char in enumerate(text)
            for folded in (char if char.isascii() else unicodedata.normalize("NFKC", char))
            if not folded.isspace()
        ]
        return cls("".join(char for char, _ in pairs), tuple(place for _, place in pairs))

    def span(self, anchor: str, number: str, occurrence: int = 1) -> Span | None:
        """Where in the original the *number* stands that ends the *occurrence*-th *anchor*, or None."""
        anchor, size = squeeze(anchor), len(squeeze(number))
        at = -len(anchor)
        for _ in range(occurrence):
            at = self.text.find(anchor, at + len(anchor)) if anchor else -1
            if at < 0:
                return None
        stop = at + len(anchor)
        return (self.where[max(stop - size, at)], self.where[stop - 1] + 1)


def squeeze(text: str | None) -> str:
    """*text* without blanks and with widths folded."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _score_frame(gold: GoldDocument, document: Document, body: Squeezed, result: Result) -> None:
    """Body, page chrome, title and date."""
    for words in gold.body_ends:
        if not result.count("body_ends", squeeze(words) in body.text):
            result.differences.append(Difference("body_ends", words))
    for words in gold.chrome:
        if not result.count("chrome_gone", squeeze(words) not in body.text):
            result.differences.append(Difference("chrome_gone", words))
    meta = document.meta
    if gold.title:
        # Archives lose quotation marks in titles.
        names = {_letters(name) for name in (meta.title, meta.headline) if name}
        if not result.count("title", _letters(gold.title) in names):
            result.differences.append(Difference("title", "", meta.title or "", gold.title))
    if gold.published:
        day = (meta.published or "")[: len("2022-02-17")]
        if not result.count("published", day == gold.published[: len(day) or None]):
            result.differences.append(Difference("published", "", meta.published or "", gold.published))


def _letters(text: str) -> str:
    return "".join(char for char in squeeze(text) if char.isalnum())


def headings(sections: Sequence[Section], level: int = 1) -> Iterator[tuple[int, str]]:
    """Depth and title of each section in order; items are looked through."""
    for section in sections:
        if section.kind == "section":
            yield level, squeeze(section.title)
        yield from headings(section.children, level + (section.kind == "section"))


def _score_outline(gold: GoldDocument, document: Document, result: Result) -> None:
    if gold.outline is None:
        return
    want = [(level, squeeze(title)) for level, title in gold.outline]
    have = list(headings(document.sections))
    result.of["heading"] += len(want)
    result.of["heading_found"] += len(have)
    result.right["heading"] += _common_in_order(want, have)
    for entry in sorted((Counter(want) - Counter(have)).elements()):
        result.differences.append(Difference("heading missed", entry[1], want=f"level {entry[0]}"))
    for entry in sorted((Counter(have) - Counter(want)).elements()):
        result.differences.append(Difference("heading invented", entry[1], got=f"level {entry[0]}"))


def _common_in_order(left: Sequence[object], right: Sequence[object]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = 0
        for place, other in enumerate(right, 1):
            before, row[place] = row[place], before + 1 if one == other else max(row[place], row[place - 1])
    return row[-1]


def _score_targets(gold: GoldDocument, document: Document, body: Squeezed, result: Result) -> None:
    free = [
        (span, target)
        for target in document.targets
        for span in dict.fromkeys((target.span, *target.mentions))
    ]
    unsure: list[_Place] = []
    for want in gold.targets:
        place = _Place.of(want, body)
        if place.is_nowhere:
            rarer = f"fewer than {want.occurrence} times" if want.occurrence > 1 else ""
            result.differences.append(Difference(UNPLACED, want.where, rarer, want.number))
        if want.maybe:
            unsure.append(place)
            continue
        candidates = [entry for entry in free if place.holds(*entry)]
        chosen = next(
            (e for e in candidates if same_number(want, e[1])), candidates[0] if candidates else None
        )
        if not result.count("annotated", chosen is not None) or chosen is None:
            if not place.is_nowhere:
                result.differences.append(Difference("missed", want.where, want=want.number))
            continue
        free.remove(chosen)
        result.count("found", True)
        _score_fields(want, chosen[1], result)
    for span, target in free:
        if not any(place.holds(span, target) for place in unsure):
            result.count("found", False)
            result.differences.append(Difference("invented", document.text[max(0, span[0] - 18) : span[1]]))


class _Place(Struct, frozen=True):
    """Where a gold target stands."""

    span: Span | None
    cell: tuple[str, str] | None

    @classmethod
    def of(cls, want: GoldTarget, body: Squeezed) -> _Place:
        if want.anchor is not None:
            return cls(body.span(want.anchor, want.number, want.occurrence), None)
        assert want.cell is not None
        return cls(None, (squeeze(want.cell[0]), squeeze(want.cell[1])))

    @property
    def is_nowhere(self) -> bool:
        """Whether the words that should tell it are not in the document."""
        return self.span is None and self.cell is None

    def holds(self, span: Span, target: Target) -> bool:
        """Whether a target stated at *span* stands here."""
        if self.span is not None:
            return span[0] < self.span[1] and self.span[0] < span[1]
        # A row's label may be prefixed with its group's.
        return (
            self.cell is not None
            and target.cell is not None
            and squeeze(target.cell.row).endswith(self.cell[0])
            and squeeze(target.cell.column).endswith(self.cell[1])
        )


def _score_fields(want: GoldTarget, target: Target, result: Result) -> None:
    def note(name: str, is_right: bool, got: Any, wanted: Any) -> None:
        if not result.count(name, is_right):
            result.differences.append(Difference(name, want.where, _shown(got), _shown(wanted)))

    gold = want.fields
    if gold.get("value", UNSURE) != UNSURE:
        wanted = _amount(gold["value"], gold.get("value_max"), gold.get("unit"))
        got = _amount(target.value, target.value_max, target.unit)
        note("number", same_number(want, target), got, wanted)
    for name in FIELDS:
        wanted = gold.get(name, UNSURE)
        # A file need not say how a plain number is bound or what it counts.
        if wanted != UNSURE and not (wanted is None and name in ("bound", "measure")):
            got = getattr(target, name)
            note(name, got == wanted, got, wanted)
    if gold.get("indicator", UNSURE) not in (None, UNSURE):
        overlap = _overlap(gold["indicator"], target.indicator)
        core = squeeze(gold.get("core")) in squeeze(target.indicator)
        note("indicator", core and overlap >= _LEAST_OVERLAP, target.indicator, gold["indicator"])
    if gold.get("section", UNSURE) not in (None, UNSURE):
        path = [squeeze(title) for title in target.section_path]
        note("section", path == [squeeze(title) for title in gold["section"]], path, gold["section"])


def _amount(value: Any, value_max: Any, unit: str | None) -> str:
    """What ``same_number`` compares; the text of both sides may be the same."""
    ends = _shown(value) if value_max is None else f"{_shown(value)}–{_shown(value_max)}"
    return f"{ends} {unit or ''}".rstrip()


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return " > ".join(str(part) for part in value)
    return "null" if value is None else str(value)


def _overlap(left: str, right: str) -> float:
    """F1 of the characters that two names share."""
    one, other = squeeze(left), squeeze(right)
    if not one or not other:
        return float(one == other)
    return 2 * sum((Counter(one) & Counter(other)).values()) / (len(one) + len(other))


def same_number(want: GoldTarget, target: Target) -> bool:
    """Whether the value, its upper end and the unit are the same, scale words and ‰ reckoned with."""
    unit = want.fields.get("unit") or ""
    pairs = [(want.fields.get("value"), target.value), (want.fields.get("value_max"), target.value_max)]
    return all(_same_amount((gold, unit), (got, target.unit)) for gold, got in pairs)


def _same_amount(one: tuple[Any, str], other: tuple[Decimal | None, str]) -> bool:
    if one[0] is None or other[0] is None or one[0] == UNSURE:
        return one[0] == UNSURE or one[0] is other[0]
    (gold, gold_unit), (got, got_unit) = _canonical(Decimal(one[0]), one[1]), _canonical(other[0], other[1])
    if {gold_unit, got_unit} == {"", "%"}:
        # A fraction may be given as a share of one or in per cent.
        gold, got = (gold * 100 if gold_unit == "" else gold), (got * 100 if got_unit == "" else got)
    elif gold_unit != got_unit:
        return False
    return abs(gold - got) <= _TOLERANCE * max(Decimal(1), abs(gold))


def _canonical(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The scale moved from the unit into the value: 3.65 万亿元 is 3650000000000 元."""
    # The name first: the 百 of 百分点 is no scale, and 公里 is 千米.
    unit = _UNIT_NAMES.get(squeeze(unit), squeeze(unit))
    for scale, power in _SCALES.items():
        if unit.startswith(scale) and not unit.startswith(f"{scale}分之"):
            value, unit = value.scaleb(power), unit[len(scale) :]
            unit = _UNIT_NAMES.get(unit, unit)
            break
    if unit == "‰":
        value, unit = value / 10, "%"
    return value, unit
