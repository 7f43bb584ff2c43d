"""Compiled patterns: made when first asked, and questions asked of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

IDEOGRAPH = r"[^\W0-9A-Za-z_]"
"""A letter of any script but Latin. A class that spells out 一-鿿 takes thirty times as long to compile."""

PICTURE = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u20e3\u200d]*"
"""An emoji or a geometric mark that sets off a line: arrows, dingbats, pictographs; not ≥, ① or ×."""


class _Compiled:
    """Stands for a pattern that has been compiled: its attributes are the pattern's own."""


class _Lazy:
    """Stands for a pattern until it is first asked for anything."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # A class without __getattr__ finds the methods, asked for three thousand times an article, a third faster.
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in _ATTRIBUTES)
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(self, name)


_ATTRIBUTES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def lazily(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern *text*, compiled when it is first used: most releases need but a few of them.

    Some two hundred are compiled for one file, and a command reads one file.

    >>> lazily("[0-9]").search("增长6%").group()
    '6'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of *pattern* in *text*, or None.

    >>> last_match(re.compile("[0-9]"), "1和2").group()
    '2'
    """
    # Most texts have none, and one search tells so in half the time that an iterator takes.
    found = match = pattern.search(text)
    while match is not None:
        found, match = match, pattern.search(text, max(match.end(), match.start() + 1))
    return found
