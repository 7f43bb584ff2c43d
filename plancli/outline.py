"""Body -> tree of sections and list items.

Promise: total on any blocks; spans nest; the text before the first heading and the sections tile the body.
"""

from __future__ import annotations

import re

from plancli.lexicon import Lexicon
from plancli.models import Body, Outline, Section

_MARKER_RE = re.compile(r"(?P<one>[一二三四五六七八九十]+、)|(?P<two>（[一二三四五六七八九十]+）)")


def build_outline(body: Body, lexicon: Lexicon | None = None) -> Outline:
    """The section tree of *body* and what is odd about its numbering."""
    starts = [
        (1 if match["one"] else 2, block, match)
        for block in body.blocks
        if (match := _MARKER_RE.match(block.text))
    ]
    sections: list[Section] = []
    for index, (level, block, match) in enumerate(starts):
        end = next((b.start - 1 for lv, b, _ in starts[index + 1 :] if lv <= level), len(body.text))
        title = re.split("[。：]", block.text[match.end() :])[0]
        head = (block.start, block.start + match.end() + len(title))
        section = Section("", "section", level, match[0], title, (block.start, end), head)
        if level == 2 and sections:
            parent = sections.pop()
            children = (*parent.children, _with_id(section, f"{parent.id}.{len(parent.children) + 1}"))
            sections.append(_with_id(parent, parent.id, children))
        else:
            sections.append(_with_id(section, str(len(sections) + 1)))
    return Outline(tuple(sections))


def _with_id(section: Section, path: str, children: tuple[Section, ...] = ()) -> Section:
    return Section(
        path, section.kind, section.level, section.marker, section.title, section.span, section.heading_span, children
    )
