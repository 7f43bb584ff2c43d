"""Text -> a key by which reposts of one release are told, though their pages differ.

Promise: equal texts have equal keys; the share of equal parts of two keys estimates the share of clauses that
the texts have in common (minhash with one permutation: eight parts, each the least hash of its share).
"""

from __future__ import annotations

import zlib

PARTS = 8
WIDTH = 6
"""Hexadecimal digits of a part."""
EMPTY = "." * WIDTH
"""No sign with which a spreadsheet would begin a formula: in CSV the key stands as it is."""
NEAR = 0.75
"""Reposts that add a lead and an editor's line share over nine clauses in ten; plans of one series that repeat
each other's phrases share fewer than three."""

_MARKS = " \t，。、；：！？（）()《》“”,;:"
# Four characters in UTF-8: shorter clauses (一是, 同时) are in every release.
_SHORTEST = 12


def similarity_key(text: str) -> str:
    """The key of *text*: ``PARTS`` groups of ``WIDTH`` digits.

    >>> similarity_key("到2030年新建基地12个。") == similarity_key("到2030年新建基地12个")
    True
    """
    for mark in _MARKS:
        text = text.replace(mark, "\n")
    clauses = [part for part in text.encode("utf-8", "replace").split(b"\n") if len(part) >= _SHORTEST]
    least: dict[int, int] = {}
    # In ascending order the first of each part is its least, and a few are enough to meet all parts.
    for code in sorted(set(map(zlib.crc32, clauses))):
        if len(least) == PARTS:
            break
        least.setdefault(code % PARTS, code)
    return "".join(f"{least[part] >> 8:06x}" if part in least else EMPTY for part in range(PARTS))


def parts(key: str) -> list[tuple[int, str]]:
    """The filled parts of a key with their positions; two texts with none in common are not near."""
    groups = [key[start : start + WIDTH] for start in range(0, len(key), WIDTH)]
    return [(position, group) for position, group in enumerate(groups) if group != EMPTY]


def likeness(one: str, other: str) -> float:
    """Estimated share of clauses in common, 0 to 1."""
    first, second = dict(parts(one)), dict(parts(other))
    filled = first.keys() | second.keys()
    if not filled:
        return 0.0
    return sum(first.get(position) == second.get(position) for position in filled) / len(filled)
