"""Targets in text order -> one target for each goal, with its other statements as mentions.

A statement repeats another when number, unit, measure, rate and deadline agree, neither's bound nor base year speaks
against the other's and one indicator says no more than the other. Statements in two different sections are two records: each has its own section_path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from plancli.lexicon import Lexicon
from plancli.models import Span, Target
from plancli.patterns import lazily
from plancli.regions import last_place, within

IN_HEADING = "statement.heading"
"""Rule id that marks a target stated in a section's heading."""
_SIMILAR = 0.85
"""Shared characters, as an F1, above which two indicators are the same words (set on our own samples)."""

_MOST_RIVALS = 100
"""Statements of one number that a further one is compared with: half of them the first, half the latest.
A long plan sets one number to 30 things; the bound is for texts that repeat it without end."""


_NO_LETTER_RE = lazily(r"[\W_]")


def _plain(indicator: str) -> str:
    return _NO_LETTER_RE.sub("", indicator)


def same_indicator(first: str, second: str) -> bool:
    """True when the two name the same thing.

    >>> same_indicator("牵头制定国际标准", "制定国际标准")
    True
    >>> same_indicator("国际标准", "国家标准")
    False
    """
    first, second = _plain(first), _plain(second)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    shared = sum((Counter(first) & Counter(second)).values())
    return 2 * shared / (len(first) + len(second)) >= _SIMILAR


_FLOORS, _CEILINGS = frozenset(("ge", "gt")), frozenset(("le", "lt"))


def _against(first: Target, second: Target) -> bool:
    """True when a ceiling meets a floor or what is called about so much, or when the two start from different years."""
    apart = first.baseline and second.baseline and first.baseline != second.baseline
    pairs = ((first, second), (second, first))
    return bool(apart) or any(
        one.bound in _CEILINGS and (other.bound in _FLOORS or (other.bound == "eq" and other.approx))
        for one, other in pairs
    )


def _is_of_row(cell: Target, other: Target) -> bool:
    """True for a cell whose row tells whose the goal is, where *other* names nobody of that name: 定西市 毛入园率, 毛入园率."""
    row = cell.cell.row if cell.cell is not None else ""
    return bool(row) and cell.indicator.startswith(f"{row} ") and row not in other.indicator


def _same_goal(first: Target, second: Target) -> bool:
    return (
        first.base_value == second.base_value
        and first.base_value_max == second.base_value_max
        and first.base_unit == second.base_unit
        and first.measure == second.measure
        and first.per == second.per
        and (first.deadline == second.deadline or first.deadline is None or second.deadline is None)
        and (first.cell == second.cell or first.cell is None or second.cell is None)
        and not (_is_of_row(first, second) or _is_of_row(second, first))
        and not _against(first, second)
        and same_indicator(first.indicator, second.indicator)
    )


def merge_statements(
    targets: Sequence[Target], apart: Callable[[Target, Target], bool] = lambda first, second: False
) -> list[Target]:
    """*targets* with repeated statements merged, in text order of the statement kept, renumbered.

    *apart* tells statements of two places that set one number each: 甲省 and 乙省 share no goal.
    """
    kept: dict[int, Target] = {}
    mentions: dict[int, set[Span]] = {}
    by_value: dict[tuple[object, ...], list[int]] = {}
    for place, target in enumerate(targets):
        rivals = by_value.setdefault((target.base_value, target.base_value_max, target.base_unit), [])
        for rival in _bounded(rivals):
            earlier = kept[rival]
            if _heads(earlier, target) or (
                _same_goal(earlier, target) and _restates(earlier, target) and not apart(earlier, target)
            ):
                # The plan's own sentence is kept; the lead, headline or summary becomes a mention.
                announces = earlier.section is None and target.section is not None
                main, other = (earlier, target)
                if announces or earlier.rules[-1] == IN_HEADING:
                    main, other = target, earlier
                said = mentions.setdefault(rival, set(earlier.mentions))
                said.update(target.mentions, (other.span,))
                said.discard(main.span)
                kept[rival] = replace(
                    main,
                    cell=main.cell or other.cell,
                    binding=main.binding or other.binding,
                    baseline=main.baseline or other.baseline,
                    baseline_value=other.baseline_value
                    if main.baseline_value is None
                    else main.baseline_value,
                )
                break
        else:
            kept[place] = target
            rivals.append(place)
    ordered = sorted(kept.items(), key=lambda item: item[1].span)
    return [
        replace(
            target,
            id=f"t{number}",
            mentions=tuple(sorted(mentions[place])) if place in mentions else target.mentions,
        )
        for number, (place, target) in enumerate(ordered, 1)
    ]


def _bounded(rivals: Sequence[int]) -> Sequence[int]:
    if len(rivals) <= _MOST_RIVALS:
        return rivals
    half = _MOST_RIVALS // 2
    return [*rivals[:half], *rivals[-half:]]


def _heads(heading: Target, statement: Target) -> bool:
    """True when *heading* stands in a section's heading and *statement* says its number below it."""
    return (
        heading.rules[-1] == IN_HEADING
        and statement.section_path[: len(heading.section_path)] == heading.section_path
        and heading.base_value == statement.base_value
        and heading.base_unit == statement.base_unit
        and heading.measure == statement.measure
        and heading.cell == statement.cell
    )


def _restates(first: Target, second: Target) -> bool:
    if first.sentence == second.sentence and abs(first.span[0] - second.span[0]) < len(first.sentence):
        return False
    return first.section is None or second.section is None or first.section_path == second.section_path


def of_two_places(text: str, lexicon: Lexicon, first: Target, second: Target) -> bool:
    """True for statements of two places, neither of which lies in the other; *text* is Document.text."""
    one, other = _whose(text, lexicon, first), _whose(text, lexicon, second)
    if one is None or other is None or one == other:
        return False
    return not (within(one, other, lexicon) or within(other, one, lexicon))


def _whose(text: str, lexicon: Lexicon, target: Target) -> str | None:
    """The place that a statement of the news is about: the last one that its sentence names before the number."""
    start = text.rfind(target.sentence, 0, target.span[0] + len(target.sentence))
    return last_place(text[start : target.span[0]], lexicon) if start >= 0 else None


def contradictions(targets: Sequence[Target], apart: Callable[[Target, Target], bool]) -> list[str]:
    """Warnings on pairs that set one indicator two different levels for one date.

    *apart* tells those that set them for two things: two places, two rows of a table.
    """
    found: list[str] = []
    seen: dict[tuple[str, str | None, str, str, str | None], Target] = {}
    for target in targets:
        if target.measure != "level" or target.value_max is not None or len(_plain(target.indicator)) < 4:
            continue
        key = (_plain(target.indicator), target.deadline, target.base_unit, target.measure, target.per)
        earlier = seen.setdefault(key, target)
        if (
            earlier.base_value != target.base_value
            and earlier.bound == target.bound
            and not apart(earlier, target)
        ):
            found.append(
                f"{earlier.id} and {target.id} set {target.indicator} to {earlier.text} and {target.text}"
                f" for {target.deadline or 'no date'}"
            )
    return found
