"""The samples' gold files, and a document compared with one.

A gold file says what a careful reader takes from a sample: targets at anchors, the outline, the ends of the
body and snippets of page chrome. Text is compared without blanks and with widths folded, for layout is free.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plancli.models import Document, Section, Span, Target

ROOT = Path(__file__).parents[1]
Record = dict[str, Any]


def load(path: Path) -> Record:
    """The gold file at *path*."""
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    return record


GOLD = {path.stem: load(path) for path in sorted((ROOT / "tests/gold").glob("*.json"))}


@dataclass(frozen=True)
class Squeezed:
    """Text without blanks, each character with its place in the original."""

    text: str
    where: tuple[int, ...]

    @classmethod
    def of(cls, text: str | None) -> Squeezed:
        """*text* folded and squeezed; one character may fold to several."""
        pairs = [
            (folded, place)
            for place, char in enumerate(text or "")
            for folded in unicodedata.normalize("NFKC", char)
            if not folded.isspace()
        ]
        return cls("".join(char for char, _ in pairs), tuple(place for _, place in pairs))

    def span(self, anchor: str, number: str, occurrence: int = 1) -> Span | None:
        """Where in the original the *number* stands that ends the *anchor*, or None."""
        anchor, number = squeeze(anchor), squeeze(number)
        start = -1
        for _ in range(occurrence):
            start = self.text.find(anchor, start + 1)
            if start < 0:
                return None
        stop = start + len(anchor)
        return (self.where[stop - len(number)], self.where[stop - 1] + 1)


def squeeze(text: str | None) -> str:
    """*text* without blanks, widths folded."""
    return Squeezed.of(text).text


def headings(sections: tuple[Section, ...]) -> list[tuple[int | None, str]]:
    """Level and title of every section in order, items left out."""
    found: list[tuple[int | None, str]] = []
    for section in sections:
        if section.kind == "section":
            found.append((section.level, squeeze(section.title)))
        found.extend(headings(section.children))
    return found


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _in_cell(target: Target, cell: dict[str, str]) -> bool:
    # A row's label may be prefixed with its group's.
    return (
        target.cell is not None
        and squeeze(target.cell.row).endswith(squeeze(cell["row"]))
        and squeeze(target.cell.column).endswith(squeeze(cell["column"]))
    )


def compare(gold: Record, document: Document) -> tuple[list[str], list[str]]:
    """Targets of *gold* that *document* lacks, and those that it has beyond them, as words for a message."""
    body = Squeezed.of(document.text)
    free = [(span, target) for target in document.targets for span in (target.span, *target.mentions)]
    missed = []
    for want in gold["targets"]:
        if want.get("maybe"):
            continue
        if want["anchor"]:
            place = body.span(want["anchor"], want["number"], want.get("occurrence", 1))
            found = [entry for entry in free if place and _touch(entry[0], place)]
        else:
            found = [entry for entry in free if _in_cell(entry[1], want["cell"])]
            # One cell may hold two numbers, each with a target of its own.
            found.sort(key=lambda entry: float(entry[1].value) != want["value"])
        if found:
            free.remove(found[0])
        else:
            missed.append(want["anchor"] or f"{want['cell']['row']} | {want['cell']['column']}")
    open_ones = [*gold.get("maybe", []), *(want for want in gold["targets"] if want.get("maybe"))]
    spared = [body.span(want["anchor"], want["number"]) for want in open_ones]
    beyond = [
        document.text[max(0, span[0] - 16) : span[1]]
        for span, _ in free
        if not any(place and _touch(span, place) for place in spared)
    ]
    return missed, beyond
