"""Text of a lexicon file -> the line of each entry and of each of its keys, which a TOML parser does not tell.

Promise: data alone; in a text that TOML reads, every table has its entries in the order in which it reads them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

# What the last line of a statement of several lines holds: the end of an array or of a long string.
_ENDS = ("]", '"""', "'''")


def entry_lines(text: str) -> dict[str, list[dict[str, int]]]:
    """For each table, of each entry the line of its keys, and under "" of its header.

    A table that is not written [[table]] has one line, that of its name.

    >>> entry_lines('[[unit]]\\nid = "炉"\\nforms = [\\n  "炉",\\n]\\nfactor = "1"\\n')
    {'unit': [{'': 1, 'id': 2, 'forms': 3, 'factor': 6}]}
    """
    found: dict[str, list[dict[str, int]]] = {}
    # Where a key that follows belongs: None in a table below an entry, whose own key is known by its header.
    keys: dict[str, int] | None = None
    at_top = True
    for line, is_header, statement in _statements(text):
        at_top = at_top and not is_header
        for name, value in statement.items():
            if is_header and isinstance(value, list):
                keys = {"": line}
                found.setdefault(name, []).append(keys)
            elif is_header or at_top:
                keys = None
                above = found.setdefault(name, [{"": line}])[-1]
                for key in value if isinstance(value, dict) else ():
                    above.setdefault(key, line)
            elif keys is not None:
                keys.setdefault(name, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, bool, dict[str, Any]]]:
    """First line of each statement, whether it is a header, and what it says by itself."""
    pending, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        start = start if pending else number
        is_first = not pending
        pending += f"{line}\n"
        if is_first or any(end in line for end in _ENDS):
            statement = _read(pending)
            if statement is not None:
                yield start, pending.lstrip().startswith("["), statement
                pending = ""


def _read(text: str) -> dict[str, Any] | None:
    """What *text* says, or None while it is only the beginning of a statement."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
