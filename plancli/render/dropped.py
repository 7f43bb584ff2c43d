"""Dropped blocks -> a table of what was left out and the rule that said so."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from plancli.models import Block
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, plural, words
from plancli.render.phrase import file_name

_LAYER_STYLES = {"furniture": "yellow", "notes": "cyan"}


def dropped_view(path: str, dropped: Sequence[Block], look: Look) -> str:
    """Layer, rule and words of each dropped block, in reading order."""
    title = words(f"{file_name(path)}: {plural(len(dropped), 'block')} left out", "bold")
    table = grid(header=True)
    table.add_column("layer", no_wrap=True)
    table.add_column("rule", max_width=28 if look.wraps else None, overflow="fold", style=DIM)
    table.add_column("words", ratio=1)
    for block in dropped:
        table.add_row(
            Text(block.layer, style=_LAYER_STYLES.get(block.layer, "")),
            words(block.rule),
            words(block.text.replace("\n", " ⏎ ").replace("\t", " | ")),
        )
    return as_text([title, table] if dropped else [title], look)
