"""Money for a fund -> the fund's name: 设立总规模50亿元的产业投资基金，首期规模10亿元."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim, segment_text

_PARTS = ("首期", "首期规模", "总规模", "基金规模", "首期募集规模", "首期出资")
_TOLD_RE = lazily(r"(?:的|设立|组建|成立|建立|发起|做大|做强|做优)([^，。；、的0-9]{2,30}?基金群?)$")
# "设立 | 总规模"
_SETS_UP_RE = lazily(
    r"(?:[^，。；]{0,12}?)((?:发起)?(?:设立|组建|成立|建立|安排))(?:首期|总)?(?:规模|额)(?:为|达|约|不低于)?(?:的[^，。；]?)?$"
)
_NAME_RE = lazily(r"的([^，。；、]{2,30}?(?:基金|资金))")
_CLAUSES = 2
"""How many clauses before a part of a fund may name it."""
_REACH = 60
"""Characters after the size within which the fund is named."""


def fund_before(claim: Claim, words: str) -> str:
    """*words*, after the name of the fund that a clause before sets up when they call a part of it: 首期规模."""
    if words not in _PARTS:
        return words
    for segment in reversed(claim.sentence.segments[max(0, claim.position - _CLAUSES) : claim.position]):
        told = _TOLD_RE.search(segment_text(claim.setting, segment))
        if told is not None:
            return told[1] + words
    return words


def fund_set_up(claim: Claim, lead: str) -> str:
    """What is set up with the money, the fund's name after it (设立总规模 | 50亿元的 | 产业投资基金), or "".

    *lead* are the words before the number; the name stands in its own clause, or after 、 in the next.
    """
    deed = _SETS_UP_RE.match(lead + claim.after[:2]) if claim.is_money else None
    if deed is None:
        return ""
    start, end = claim.quantity.outer[1], claim.sentence.end
    found = _NAME_RE.search(claim.setting.text, start, min(end, start + _REACH))
    named = found is not None and "，" not in claim.setting.text[start : found.start()]
    return deed[1] + found[1] if found is not None and named else ""
