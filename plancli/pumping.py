"""A regular expression -> the texts on which it would be slow, if any, and whether it is.

Promise: a pattern that passes takes time in proportion to the text on every text tried here: each of its
repetitions fed as long as may be, from its start and from the middle, and then refused.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# Characters that policy text repeats, tried where a set takes them, and those that end a repetition.
_COMMON = "1一年，、。；： \t\n\u3000（《“”》）<>&/-—.a|*#\x00\ufffe"
_MOST_PUMPS = 40
# Growing in steps that an exponential pattern cannot leap over: it takes 2**4 times as long a step.
_SIZES = (*range(8, 64, 4), *(64 << doubled for doubled in range(10)))
# A linear pattern takes microseconds on texts of these sizes; what takes this long is tried no longer.
_SECONDS = 0.05
# Four times the text takes four times as long in linear time and 16 times as long in quadratic time.
_STEEP = 9

Node = Sequence[tuple[Any, Any]]
Look = Callable[[str], Iterable[object]]


def slow_text(pattern: str, flags: int = 0, *, anchored: bool = False) -> str | None:
    """The start of a text on which *pattern* takes more than linear time; None when none of those tried is.

    An *anchored* pattern is only ever asked for a match at the start of a text.

    >>> slow_text("(?:甲+)+乙") is None, slow_text("甲{1,9}乙") is None
    (False, True)
    """
    compiled = re.compile(pattern, flags)
    look: Look = (lambda text: [compiled.match(text)]) if anchored else compiled.finditer
    for head, pump in pumps(pattern, flags):
        if _is_steep(look, head, pump):
            return f"{head}{pump}{pump}…" if len(pump) < 20 else f"{pump[:20]}…"
    return None


def pumps(pattern: str, flags: int = 0) -> Iterator[tuple[str, str]]:
    """(what leads to a repetition, what it repeats) for each repetition of *pattern*, and for its letters."""
    tree = _parser.parse(pattern, flags)
    seen: set[tuple[str, str]] = set()
    letters = "".join(dict.fromkeys(_literals(tree)))
    chosen = [*_repeated(tree, ""), *(("", char) for char in letters[:_MOST_PUMPS] + _COMMON)]
    for pair in chosen:
        if pair[1] and pair not in seen:
            seen.add(pair)
            yield pair


def _is_steep(look: Look, head: str, pump: str) -> bool:
    took: dict[int, float] = {}
    for size in _SIZES:
        text = head + pump * max(1, size // len(pump)) + "\ufffe"
        took[size] = _seconds(look, text)
        if took[size] > _SECONDS:
            # Once more: the machine may have been busy.
            took[size] = min(took[size], _seconds(look, text))
            if took[size] > _SECONDS:
                return size <= 64 or took[size] > _STEEP * took[size // 4]
    return False


def _seconds(look: Look, text: str) -> float:
    start = time.process_time()
    deque(look(text), maxlen=0)
    return time.process_time() - start


def _repeated(tree: Node, lead: str) -> Iterator[tuple[str, str]]:
    for kind, value in tree:
        for body in _bodies(kind, value):
            if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
                for char in _choices(body):
                    yield lead, char
                    yield "", char
            yield from _repeated(body, lead)
        lead += _sample([(kind, value)])


def _bodies(kind: Any, value: Any) -> list[Node]:
    """The parts of a node that are patterns themselves."""
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[-1]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _choices(body: Node) -> list[str]:
    """Texts that *body* matches: the shortest, and each common character that it takes alone."""
    alone = body[0] if len(body) == 1 else None
    taken = [char for char in _COMMON if alone is not None and _takes(*alone, char)]
    return [text for text in (_sample(body), *taken[:6]) if text]


def _sample(tree: Node) -> str:
    """A short text that *tree* matches; lookarounds and references are left out."""
    pieces: list[str] = []
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            pieces.append(_sample(value[2]) * min(max(1, value[0]), 50))
        elif kind is op.BRANCH:
            pieces.append(_sample(value[1][0]))
        elif kind is op.SUBPATTERN:
            pieces.append(_sample(value[-1]))
        elif kind is op.ATOMIC_GROUP:
            pieces.append(_sample(value))
        elif kind is op.LITERAL:
            pieces.append(chr(value))
        elif kind in (op.IN, op.ANY, op.NOT_LITERAL):
            literal = next((chr(v) for k, v in value if k is op.LITERAL), "") if kind is op.IN else ""
            common = next((char for char in _COMMON if _takes(kind, value, char)), "")
            pieces.append(common or literal or _first_of_range(value))
    return "".join(pieces)


def _first_of_range(items: Any) -> str:
    return next((chr(value[0]) for kind, value in items if kind is op.RANGE), "")


def _takes(kind: Any, value: Any, char: str) -> bool:
    """Whether a node for one character matches *char*."""
    code = ord(char)
    if kind is op.LITERAL:
        return bool(value == code)
    if kind is op.NOT_LITERAL:
        return bool(value != code)
    if kind is op.ANY:
        return char != "\n"
    if kind is op.RANGE:
        return bool(value[0] <= code <= value[1])
    if kind is op.CATEGORY:
        return _CATEGORIES[value](char)
    if kind is op.IN:
        negated = value[0][0] is op.NEGATE
        return negated != any(_takes(item[0], item[1], char) for item in value if item[0] is not op.NEGATE)
    return False


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdigit(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    op.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _literals(tree: Node) -> Iterator[str]:
    for kind, value in tree:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind is op.IN:
            yield from (chr(v) for k, v in value if k is op.LITERAL)
        for body in _bodies(kind, value):
            yield from _literals(body)
