"""Section tree -> how many targets stand at and under each section, and the tree as plain data.

Promise: loads nothing that only a terminal needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plancli.models import Document, Target
from plancli.serialize import Record, section_record


def target_counts(targets: Sequence[Target]) -> Counter[str]:
    """Number of targets at or below each section, by its id."""
    counts: Counter[str] = Counter()
    for target in targets:
        parts = target.section.split(".") if target.section else []
        for depth in range(1, len(parts) + 1):
            counts[".".join(parts[:depth])] += 1
    return counts


def outline_record(document: Document, depth: int | None) -> Record:
    """The section tree as plain data, *depth* levels of it, each section with its number of targets."""
    counts = target_counts(document.targets)

    def counted(record: Record) -> Record:
        children = [counted(child) for child in record.pop("children")]
        return {**record, "targets": counts[record["id"]], "children": children}

    return {
        "source": document.source.path,
        "title": document.meta.title,
        "sections": [counted(section_record(section, depth)) for section in document.sections],
        "targets": len(document.targets),
    }
