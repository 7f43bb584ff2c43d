"""Targets in text order -> one target for each goal, with its other statements as mentions.

A statement repeats another when number, unit, measure, rate and deadline agree and one indicator
says no more than the other. Statements in two different sections are two records: each has its own section_path.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from plancli.models import Target

_SIMILAR = 0.85
"""Shared characters, as an F1, above which two indicators are the same words (set on our own samples)."""


def _plain(indicator: str) -> str:
    return re.sub(r"[^0-9A-Za-z一-鿿]", "", indicator)


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


def _same_goal(first: Target, second: Target) -> bool:
    return (
        first.base_value == second.base_value
        and first.base_value_max == second.base_value_max
        and first.base_unit == second.base_unit
        and first.measure == second.measure
        and first.per == second.per
        and (first.deadline == second.deadline or first.deadline is None or second.deadline is None)
        and first.cell == second.cell
        and same_indicator(first.indicator, second.indicator)
    )


def merge_statements(targets: Sequence[Target]) -> list[Target]:
    """*targets* with repeated statements merged, in text order of the statement kept, renumbered."""
    kept: list[Target] = []
    for target in targets:
        for place, earlier in enumerate(kept):
            if not _same_goal(earlier, target) or not _restates(earlier, target):
                continue
            # The statement in the plan's own section is kept, the lead or summary becomes a mention.
            main, other = (
                (target, earlier)
                if earlier.section is None and target.section is not None
                else (earlier, target)
            )
            mentions = sorted({*main.mentions, *other.mentions, other.span} - {main.span})
            kept[place] = replace(main, mentions=tuple(mentions))
            break
        else:
            kept.append(target)
    kept.sort(key=lambda t: t.span)
    return [replace(t, id=f"t{number}") for number, t in enumerate(kept, 1)]


def _restates(first: Target, second: Target) -> bool:
    if first.sentence == second.sentence:
        return False
    return first.section is None or second.section is None or first.section_path == second.section_path


def contradictions(targets: Sequence[Target]) -> list[str]:
    """Warnings on pairs that set one indicator two different levels for one date."""
    found: list[str] = []
    seen: dict[tuple[str, str | None, str, str, str | None], Target] = {}
    for target in targets:
        if target.measure != "level" or target.value_max is not None or len(_plain(target.indicator)) < 4:
            continue
        key = (_plain(target.indicator), target.deadline, target.base_unit, target.measure, target.per)
        earlier = seen.setdefault(key, target)
        if earlier.base_value != target.base_value and earlier.bound == target.bound:
            found.append(
                f"{earlier.id} and {target.id} set {target.indicator} to {earlier.text} and {target.text}"
                f" for {target.deadline or 'no date'}"
            )
    return found
