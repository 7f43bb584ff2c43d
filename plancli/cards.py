"""Short lines -> whether they are cards, values with their names, and no headings: 原油产量 / 2200万吨左右."""

from __future__ import annotations

from plancli.card_values import is_value
from plancli.lines import Line

MOST_CARDS = 60
"""Lines of cards that are looked through for where they begin."""


def is_card(lines: list[Line], at: int) -> bool:
    """Whether a line is a value, or the name of one, as posts set them on cards: 原油产量 / 2200万吨左右.

    Names stand under their values where the cards begin with a value.
    """
    if any(is_value(line.text) for line in lines[at : at + 2]):
        return True
    top = at - 1
    if top < 0 or not is_value(lines[top].text):
        return False
    while top >= max(2, at - MOST_CARDS) and is_value(lines[top - 2].text):
        top -= 2
    above = lines[top - 1] if top else None
    return above is None or above.prose or above.closed or above.text.endswith(("：", ":"))
