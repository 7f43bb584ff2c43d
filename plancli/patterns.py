"""Compiled patterns: made when first needed, and questions asked of them.

Promise: a pattern answers as ``re`` would; that it is not compiled yet shows in nothing but time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, AnyStr, cast

from plancli.lexicon import prefilters
from plancli.opcodes import compile_pattern, keep

IDEOGRAPH = r"[^\W0-9A-Za-z_]"
"""A letter of any script but Latin. A class that spells out 一-鿿 takes thirty times as long to compile."""

PICTURE = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u20e3\u200d]*"
"""An emoji or a geometric mark that sets off a line: arrows, dingbats, pictographs; not ≥, ① or ×."""

# To look for its words takes a pattern's first texts a microsecond each, and to compile it a hundred: one
# that is asked more often than this is compiled, whatever the texts hold.
_ASKED_BEFORE_COMPILED = 64
# A long text counts for several: to look through it takes longer, and a document of its size is asked about often.
_CHARACTERS_AN_ASK = 256


class _Compiled:
    """Stands for a pattern that has been compiled: its attributes are the pattern's own.

    Those defined here answer until then, and afterwards where one has been kept: ``search = PATTERN_RE.search``.
    """

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags
        self._asked = 0
        self._needed: tuple[tuple[str, ...], ...] | None = None
        self._pattern: re.Pattern[Any] | None = None

    def search(self, text: str, *window: int) -> re.Match[str] | None:
        return None if self._rules_out(text, *window) else self._compiled().search(text, *window)

    def match(self, text: str, *window: int) -> re.Match[str] | None:
        return None if self._rules_out(text, *window) else self._compiled().match(text, *window)

    def fullmatch(self, text: str, *window: int) -> re.Match[str] | None:
        return None if self._rules_out(text, *window) else self._compiled().fullmatch(text, *window)

    def finditer(self, text: str, *window: int) -> Iterator[re.Match[str]]:
        return iter(()) if self._rules_out(text, *window) else self._compiled().finditer(text, *window)

    def findall(self, text: str, *window: int) -> list[Any]:
        return [] if self._rules_out(text, *window) else self._compiled().findall(text, *window)

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return [text] if self._rules_out(text) else self._compiled().split(text, maxsplit)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return text if self._rules_out(text) else self._compiled().sub(put, text, count)

    def _rules_out(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether *text* from *start* to *end* lacks what every match holds."""
        if self._pattern is not None:
            return False
        if self._needed is None:
            self._needed = prefilters().get(digest(self._text, self._flags), ())
        start = max(0, start)
        size = max(0, (len(text) if end is None else min(end, len(text))) - start)
        self._asked += 1 + size // _CHARACTERS_AN_ASK
        if self._asked > _ASKED_BEFORE_COMPILED:
            return False
        if size < len(text):
            text = text[start : start + size]
        for words in self._needed:
            for word in words:
                if word in text:
                    break
            else:
                return True
        return False

    def _compiled(self) -> re.Pattern[Any]:
        if self._pattern is None:
            name = digest(self._text, self._flags)
            # Those of a user's lexicon would never leave the file that the others are kept in.
            if name in prefilters():
                self._pattern = compile_pattern(self._text, self._flags, name)
            else:
                self._pattern = re.compile(self._text, self._flags)
            self.__dict__.update((each, getattr(self._pattern, each)) for each in _ATTRIBUTES)
            self.__class__ = _Compiled
        return self._pattern


class _Lazy(_Compiled):
    """Stands for a pattern until a text may hold a match of it.

    A class without __getattr__ finds the methods, asked for three thousand times an article, a third faster:
    a pattern that is compiled becomes a ``_Compiled``.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)


_ATTRIBUTES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def lazily(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern *text*, compiled when a text may hold a match of it.

    One file asks three hundred patterns and finds a match of fifty; to compile them all takes as long as all
    else that a command does for it.

    >>> lazily("[0-9]").search("增长6%").group()
    '6'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))


def keep_compiled() -> None:
    """Spare the next process the compiling of plancli's own patterns that this one needed."""
    keep(prefilters())


def is_shipped(text: str, flags: int = 0) -> bool:
    """Whether the pattern *text* is one of plancli's own, known to compile."""
    return digest(text, flags) in prefilters()


def digest(text: str | bytes, flags: int = 0) -> str:
    """Name of a pattern in the file of prefilters: 16 hexadecimal digits."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8, salt=int(flags).to_bytes(4, "little")).hexdigest()


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
