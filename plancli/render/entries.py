"""Lexicon entries -> tables and records."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from plancli.lexicon import Entry, Lexicon
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, words
from plancli.serialize import Record

_FORMS_SHOWN = 12


def tables_view(lexicon: Lexicon, look: Look) -> str:
    """Name, number of entries and first forms of each table."""
    table = grid(header=True)
    table.add_column("table", no_wrap=True, style="cyan")
    table.add_column("entries", justify="right", no_wrap=True)
    table.add_column("such as", ratio=1, no_wrap=True, overflow="ellipsis")
    for name, entries in sorted(lexicon.tables.items()):
        samples = [entry.forms[0] if entry.forms else entry.id for entry in entries]
        table.add_row(name, str(len(entries)), words(" ".join(samples[:_FORMS_SHOWN])))
    return as_text([table, Text("`plancli lexicon list TABLE` shows the entries of one.", style=DIM)], look)


def entries_view(entries: Sequence[Entry], look: Look) -> str:
    """Id, forms, values and meaning of each entry."""
    table = grid(header=True)
    table.add_column("id", max_width=24 if look.wraps else None, overflow="fold", style="cyan")
    table.add_column("forms", ratio=2, overflow="fold")
    table.add_column("values and meaning", ratio=2, overflow="fold")
    for entry in entries:
        values = "  ".join(f"{key}={value}" for key, value in entry.fields.items())
        about = words(values)
        if entry.meaning:
            about.append_text(words(f"{'  ' if values else ''}{entry.meaning}", DIM))
        table.add_row(words(entry.id), words(" ".join(entry.forms)), about)
    return as_text([table], look)


def entry_record(entry: Entry) -> Record:
    """The entry as plain data."""
    return {
        "table": entry.table,
        "id": entry.id,
        "forms": list(entry.forms),
        **entry.fields,
        "meaning": entry.meaning,
        "examples": list(entry.examples),
        "not": list(entry.refused),
        "where": entry.where,
    }
