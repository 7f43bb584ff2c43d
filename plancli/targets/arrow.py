"""Words before a number -> the same without the value that an arrow leads from: 健康素养水平：21.9% → | 25%."""

from __future__ import annotations

from plancli.patterns import lazily

# Posts and tables drawn as text move from value to value so; ↑ and ↓ that no value stands before are verbs.
_ENDS = "→➔➜➝⇒⟶➡↑↓"
_ARROWS = frozenset(_ENDS)
_ARROW = f"[{_ENDS}]\ufe0f?"
ARROW_RE = lazily(rf"\s?{_ARROW}\s?(?:20[0-9]{{2}}年[底末]?\s?)?")
_VALUE_RE = lazily(
    rf"(?:约|近)?(?:[0-9][0-9.,]{{0,12}}|一半|过半|[一二两三四五六七八九]成)[^，。；：\s0-9]{{0,8}}(?:[0-9]{{1,4}}[^，。；：\s0-9]{{1,3}})?\s?{_ARROW}\s?(?:20[0-9]{{2}}年[底末]?\s?)?$"
)
_AHEAD = 10
"""Characters between an arrow and a number: a blank, a year."""
_LONGEST = 32


def before_arrow(text: str, start: int, end: int) -> int:
    """Where the words text[start:end] before a number end, when an arrow ends them: before the value it leads from.

    >>> before_arrow("健康素养水平：21.9% → 25%", 0, 15)
    7
    >>> before_arrow("健康素养水平达到25%", 0, 8)
    8
    """
    near = end - _AHEAD
    if _ARROWS.isdisjoint(text[start if start > near else near : end]):
        return end
    found = _VALUE_RE.search(text, max(start, end - _LONGEST), end)
    return found.start() if found is not None else end
