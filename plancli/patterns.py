"""Questions asked of compiled patterns."""

from __future__ import annotations

import re


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of *pattern* in *text*, or None.

    >>> last_match(re.compile("[0-9]"), "1和2").group()
    '2'
    """
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
