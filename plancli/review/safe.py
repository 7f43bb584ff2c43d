"""Text of a release -> text that a browser shows as it stands and does not obey."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from plancli.serialize import dumps
from plancli.visible import visible, visible_lines


def _is_seen(char: str) -> bool:
    return visible_lines(char) == char


def shown(text: object) -> Markup:
    """*text* as HTML, each control or reordering character as a sign that keeps its code point.

    >>> shown("a\\u202e<b>")
    Markup('a<span class="ctl" data-c="202e">⟦U+202E⟧</span>&lt;b&gt;')
    """
    words = str(text)
    if visible_lines(words) == words:
        return escape(words)
    return Markup("").join(
        escape("".join(chars))
        if seen
        else Markup("").join(
            Markup('<span class="ctl" data-c="{}">{}</span>').format(f"{ord(c):x}", visible_lines(c))
            for c in chars
        )
        for seen, chars in groupby(words, _is_seen)
    )


def plain(text: object) -> str:
    """*text* for an attribute or a title: signs instead of control and reordering characters."""
    return visible(str(text))


def script_json(value: Any) -> Markup:
    """*value* as JSON that may stand in a <script> element: whatever could end it or hide in it is escaped."""
    text = dumps(value)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    if visible_lines(text) != text:
        text = "".join(char if _is_seen(char) else json.dumps(char)[1:-1] for char in text)
    return Markup(text)  # safe: no <, > or & is left in it
