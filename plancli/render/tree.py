"""Section tree -> lines with guides and, at the right, the number of targets under each heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from plancli.models import Document, Section
from plancli.options import Look
from plancli.render.console import DIM, grid, words
from plancli.render.counts import target_counts
from plancli.render.phrase import heading

_BAR_WIDTH = 10


def tree_lines(
    sections: Sequence[Section], counts: Counter[str], *, depth: int | None, empty_items: bool
) -> Iterator[tuple[str, Section]]:
    """Guides and section of each line; without *empty_items* only items that hold targets."""

    def under(children: Sequence[Section], guides: str, level: int) -> Iterator[tuple[str, Section]]:
        shown = [child for child in children if child.kind == "section" or empty_items or counts[child.id]]
        for child in shown:
            last = child is shown[-1]
            yield guides + ("" if level == 1 else "└─ " if last else "├─ "), child
            if depth is None or level < depth:
                below = guides + ("" if level == 1 else "   " if last else "│  ")
                yield from under(child.children, below, level + 1)

    yield from under(sections, "", 1)


def tree_view(
    document: Document, look: Look, *, depth: int | None = None, empty_items: bool = True
) -> RenderableType:
    """The section tree; a heading is cut where the line ends."""
    counts = target_counts(document.targets)
    table = grid()
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    if look.pictures:
        table.add_column(width=_BAR_WIDTH, no_wrap=True)
    most = max((counts[section.id] for section in document.sections), default=0)
    for guides, section in tree_lines(document.sections, counts, depth=depth, empty_items=empty_items):
        style = "bold" if section.level == 1 else DIM if section.kind == "item" else ""
        line = Text.assemble((guides, DIM), words(heading(section), style))
        line.no_wrap, line.overflow = True, "ellipsis"
        count = counts[section.id]
        row = [line, Text(str(count) if count else "", style="cyan")]
        if look.pictures:
            row.append(Text(bar(count, most, _BAR_WIDTH), style="cyan"))
        table.add_row(*row)
    return table


def bar(count: int, most: int, width: int) -> str:
    """A bar of at most *width* cells; a count above zero has at least one."""
    return "▇" * max(round(count * width / most), 1) if count and most else ""
