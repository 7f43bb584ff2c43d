"""Targets and the numbers of headings -> the targets with the headings that repeat them as mentions.

A heading of the news says its section's number in few words, often without the verb or the date that makes it a goal
(妇幼：筛查率过半, 一根笋：种出60万亩); the text below it is what makes it one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from plancli.models import Quantity, Section, Target

_OPEN = frozenset(("number", "qualifier"))
"""Roles of a number that nothing in its heading decides."""
_SHARED = 2
"""Characters in a row that heading and indicator have in common."""


def find_echoes(
    sections: Sequence[Section], targets: Sequence[Target], quantities: Sequence[Quantity], text: str
) -> tuple[list[Target], list[Quantity]]:
    """(*targets*, *quantities*) with the numbers of headings that a target below them states; spans in *text*."""
    places = [q.span[0] for q in quantities]
    starts = [t.span[0] for t in targets]
    told = list(quantities)
    found = list(targets)
    for section in _walk(sections):
        first, last = section.heading_span
        for place in range(bisect_left(places, first), bisect_left(places, last)):
            quantity = told[place]
            if quantity.role not in _OPEN:
                continue
            for index in range(bisect_left(starts, last), bisect_left(starts, section.span[1])):
                target = found[index]
                if _states(target, quantity) and _share_words(text[first:last], target.indicator):
                    mentions = tuple(sorted({*target.mentions, quantity.span}))
                    found[index] = replace(target, mentions=mentions)
                    rules = (*quantity.rules[:-1], "role.target.echo")
                    told[place] = replace(quantity, role="target", rules=rules)
                    break
    return found, told


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    stack = list(reversed(sections))
    while stack:
        section = stack.pop()
        if section.kind == "section":
            yield section
        stack.extend(reversed(section.children))


def _states(target: Target, quantity: Quantity) -> bool:
    return (
        target.cell is None
        and target.base_value == quantity.base_value
        and target.base_value_max == quantity.base_value_max
        and target.base_unit == quantity.base_unit
    )


def _share_words(heading: str, indicator: str) -> bool:
    return any(indicator[at : at + _SHARED] in heading for at in range(len(indicator) - _SHARED + 1))
