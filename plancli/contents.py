"""Lines -> which of them are a table of contents, whose entries are not headings.

Promise: a line is taken for an entry only inside a run of entries: under 目录, with leaders and page
numbers, or repeated in full later.
"""

from __future__ import annotations

from collections.abc import Callable

from plancli.lexicon import Lexicon
from plancli.lines import Line, plain
from plancli.patterns import lazily

# "一、总体要求………3", "第一章 总则......(12)", "（一）现状 ---- 4".
_LEADER_RE = lazily(r"(?:…|\.{3}|·{3}|-{4}|—{3}|_{3})[\s….·—_-]{0,99}[（(-]?\s*[0-9]{1,3}\s*[)）-]?$")
# A page number that stands after a blank only: "第一章 总则 3".
_LONGEST, _PAGE_ENDS = 100, tuple("0123456789)）-—")
_PAGE_RE = lazily(r"\s[0-9]{1,3}$")
# Entries repeated later that make a run of headings a table of contents although nothing says so.
_REPEATED = 4


def mark_contents(lines: list[Line], lexicon: Lexicon) -> None:
    """Set ``contents`` on the lines of each table of contents."""
    titles = set(lexicon.forms("contents_title"))
    index = 0
    while index < len(lines):
        line = lines[index]
        if len(line.text) <= 6 and plain(line.text) in titles:
            end = _end_of_titled(lines, index)
            if end - index > 2:
                for entry in lines[index:end]:
                    entry.contents = True
                index = end
                continue
        index += 1
    _mark_runs(lines, _has_leader, 3)
    _mark_repeated(lines)


def _has_leader(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST
        and line.text[-1:] in _PAGE_ENDS
        and _LEADER_RE.search(line.text) is not None
    )


def _entry_key(text: str) -> str:
    return plain(_PAGE_RE.sub("", _LEADER_RE.sub("", text)))


def _end_of_titled(lines: list[Line], title: int) -> int:
    """Index after the last entry under the title 目录."""
    seen: set[str] = set()
    at = title + 1
    while at < len(lines):
        line = lines[at]
        if line.prose or line.block.kind == "table":
            # The line before the first paragraph is the heading of that paragraph.
            return at if _has_leader(lines[at - 1]) else max(at - 1, title + 1)
        key = _entry_key(line.text)
        if key in seen:
            return at
        if at > title + 1 and _has_leader(lines[at - 1]) and not (_has_leader(line) or line.marker):
            return at
        seen.add(key)
        at += 1
    return title


def _mark_runs(lines: list[Line], is_entry: Callable[[Line], bool], least: int) -> None:
    if sum(map(is_entry, lines)) < least:
        return
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and not lines[end].contents and is_entry(lines[end]):
            end += 1
        if end - start >= least:
            for line in lines[start:end]:
                line.contents = True
        start = max(end, start + 1)


def _mark_repeated(lines: list[Line]) -> None:
    """Mark runs of marked lines that stand once more, in the same words, further down."""
    last: dict[str, int] = {}
    for line in lines:
        if line.marker and not line.contents and len(line.text) <= 60 and not line.prose:
            last[plain(line.text)] = line.index
    _mark_runs(
        lines,
        lambda line: bool(line.marker) and not line.prose and last.get(plain(line.text), -1) > line.index,
        _REPEATED,
    )
