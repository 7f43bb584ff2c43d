"""Regular expression -> the words that no match of it can do without: the prefilter of plancli/patterns.py.

A prefilter is a list of groups of words; a text that holds no word of one of the groups holds no match. Groups are
chosen by how seldom their words occur in sample lines. (The idea and the name are RE2's: FilteredRE2, prefilter.h.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Node = Sequence[tuple[Any, Any]]
Words = frozenset[str]

# More words than these take longer to look for than a pattern takes to compile, spread over its calls.
_MOST_WORDS = 64
_MOST_SPELLINGS = 400
_WIDEST_RANGE = 12
# A prefilter that lets through more lines than this share is not worth its question; a second group must
# halve what the first lets through.
_MOST_PASSED = 0.8
_SECOND_PASSES = 0.5
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Lines:
    """Sample lines, asked which of them hold a word of a group."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(dict.fromkeys(lines))
        self._with: dict[str, frozenset[int]] = {}

    def having(self, words: Words) -> frozenset[int]:
        """Numbers of the lines that hold one of *words*."""
        return frozenset().union(*(self._having(word) for word in words))

    def share(self, lines: frozenset[int]) -> float:
        """The part of all lines that *lines* are."""
        return len(lines) / len(self._lines)

    def _having(self, word: str) -> frozenset[int]:
        if word not in self._with:
            self._with[word] = frozenset(n for n, line in enumerate(self._lines) if word in line)
        return self._with[word]


def prefilter(pattern: str, flags: int, lines: Lines) -> list[list[str]]:
    """Groups of words, each of which any match of *pattern* holds one of; none when there are no useful ones.

    >>> prefilter("(?:甲|乙丙)[0-9]*丁?", 0, Lines(["甲", "乙", "丙"]))
    [['乙丙', '甲']]
    """
    tree = _parser.parse(pattern, flags)
    if tree.state.flags & re.IGNORECASE:
        return []
    found = [words for words in _needed(tree, lines) if len(words) <= _MOST_WORDS]
    if not found:
        return []
    first = min(found, key=lambda words: _cost(words, lines))
    passed = lines.having(first)
    groups = [first]
    rest = [words for words in found if words != first and len(words) + len(first) <= _MOST_WORDS]
    if rest and passed:
        second = min(rest, key=lambda words: (len(passed & lines.having(words)), len(words), sorted(words)))
        if len(passed & lines.having(second)) <= _SECOND_PASSES * len(passed):
            passed &= lines.having(second)
            groups.append(second)
    if lines.share(passed) > _MOST_PASSED:
        return []
    return [sorted(words) for words in groups]


def _cost(words: Words, lines: Lines) -> tuple[int, int, list[str]]:
    return len(lines.having(words)), len(words), sorted(words)


def _needed(tree: Node, lines: Lines) -> list[Words]:
    """Groups of words, each of which what *tree* matches holds one of."""
    found: list[Words] = []
    run = [""]  # what the literals up to here may have spelled

    def end_run() -> None:
        if "" not in run:
            found.append(_shortest(run))
        run[:] = [""]

    for kind, value in tree:
        spelled = _spellings([(kind, value)])
        if spelled is not None and len(run) * len(spelled) <= _MOST_WORDS:
            run[:] = dict.fromkeys(head + tail for head in run for tail in spelled)
            continue
        end_run()
        if spelled is not None and "" not in spelled:
            run[:] = spelled
        elif kind is op.BRANCH:
            ways = [_needed(way, lines) for way in value[1]]
            if all(ways):
                best = [min(way, key=lambda words: _cost(words, lines)) for way in ways]
                found.append(_shortest(frozenset().union(*best)))
        else:
            for body in _certain(kind, value):
                found.extend(_needed(body, lines))
    end_run()
    return found


def _certain(kind: Any, value: Any) -> list[Node]:
    """The parts of a node that every match holds at its own place or further on; what stands before is not asked."""
    if kind in _REPEATS:
        return [value[2]] if value[0] else []
    if kind is op.SUBPATTERN:
        return [] if value[1] & re.IGNORECASE else [value[-1]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.ASSERT:
        return [value[1]] if value[0] > 0 else []
    return []


def _spellings(tree: Node) -> list[str] | None:
    """All that *tree* matches, when that is few words; lookarounds that spell nothing are left out."""
    found = [""]
    for kind, value in tree:
        if kind is op.LITERAL:
            some: list[str] | None = [chr(value)]
        elif kind is op.IN:
            some = _characters(value)
        elif kind is op.SUBPATTERN and not value[1] and not value[2]:
            some = _spellings(value[-1])
        elif kind is op.ATOMIC_GROUP:
            some = _spellings(value)
        elif kind is op.BRANCH:
            ways = [_spellings(way) for way in value[1]]
            some = None if None in ways else [word for way in ways for word in way or ()]
        elif kind in _REPEATS and value[:2] == (0, 1):
            some = _spellings(value[2])
            some = None if some is None else ["", *some]
        elif kind in (op.AT, op.ASSERT_NOT) or (kind is op.ASSERT and value[0] < 0):
            some = [""]
        else:
            some = None
        if some is None or len(found) * len(some) > _MOST_SPELLINGS:
            return None
        found = list(dict.fromkeys(head + tail for head in found for tail in some))
    return found


def _characters(items: Any) -> list[str] | None:
    """The characters of a set, when they are few."""
    found: list[str] = []
    for kind, value in items:
        if kind is op.LITERAL:
            found.append(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _WIDEST_RANGE:
            found.extend(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return found


def _shortest(words: Iterable[str]) -> Words:
    """*words* without those that hold another of them."""
    kept = frozenset(words)
    return frozenset(word for word in kept if not any(other != word and other in word for other in kept))
