"""Short lines -> whether they are cards, values with their names, and no headings: 原油产量 / 2200万吨左右."""

from __future__ import annotations

from plancli.lines import Line
from plancli.patterns import lazily

# "1.37亿吨标准煤左右", "稳定在2200万吨", "超过75%": all that a line says.
_VALUE_RE = lazily(
    r"(?:约|近|超|达|≥|≤|>|<|超过|达到|突破|稳定在|保持在|控制在|不低于|不少于|不超过|增长|提高|下降|降低|新增|增加|减少|提升){1,2}[0-9][0-9.,]*[^，。；：0-9]{0,10}"
    r"|[0-9][0-9.,]*[^，。；：0-9年]{0,10}?(?:左右|以上|以内|以下|[%％‰])"
    r"|[0-9]+\.[0-9]+[^，。；：0-9年]{1,8}|[0-9]+[万亿][^，。；：0-9]{1,6}"
    r"|[0-9][0-9,]*\+?(?![年月日号版期届条])[^\W0-9_]{1,2}"
)


MOST_CARDS = 60
"""Lines of cards that are looked through for where they begin."""


def is_card(lines: list[Line], at: int) -> bool:
    """Whether a line is a value, or the name of one, as posts set them on cards: 原油产量 / 2200万吨左右.

    Names stand under their values where the cards begin with a value.
    """
    if any(_VALUE_RE.fullmatch(line.text) for line in lines[at : at + 2]):
        return True
    top = at - 1
    if top < 0 or _VALUE_RE.fullmatch(lines[top].text) is None:
        return False
    while top >= max(2, at - MOST_CARDS) and _VALUE_RE.fullmatch(lines[top - 2].text):
        top -= 2
    above = lines[top - 1] if top else None
    return above is None or above.prose or above.closed or above.text.endswith(("：", ":"))
