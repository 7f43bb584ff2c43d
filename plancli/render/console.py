"""rich renderables -> text with or without colour.

Promise: text of a document enters only as ``rich.text.Text``, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from plancli.options import Look
from plancli.render.phrase import file_name
from plancli.visible import visible

DIM = "dim"
_DOT = " · "
# Cells that no line has.
_UNBOUNDED = 10**9


def words(text: str, style: str = "", *, one_line: bool = False) -> Text:
    """Text of a document for a terminal cell; *one_line* cuts it with … where the cell ends."""
    shown = Text(visible(text), style=style)
    if one_line:
        shown.no_wrap = True
        shown.overflow = "ellipsis"
    else:
        shown.overflow = "fold"
    return shown


def title_lines(title: str | None, path: str, look: Look) -> Iterator[Text]:
    """What stands over all that is told of one input: its title, or the name of its file; both where there are several."""
    yield words(title or file_name(path), "bold")
    if title and path and look.names_files:
        yield words(file_name(path), DIM)


def plural(count: int, noun: str, many: str | None = None) -> str:
    """*count* and *noun* in its number; *many* is a plural that adds no bare s.

    >>> plural(1, "target"), plural(2, "target"), plural(2, "entry", "entries")
    ('1 target', '2 targets', '2 entries')
    """
    return f"{count} {noun if count == 1 else many or f'{noun}s'}"


def packed(parts: Iterable[Text], width: int) -> Text:
    """*parts* with dots between them on as many lines of *width* cells as they fill; none is broken that fits one."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + len(_DOT) + part.cell_len <= width:
            lines[-1].append(_DOT, style=DIM).append_text(part)
        else:
            lines.append(part.copy())
    return Text("\n").join(lines)


def grid(*, header: bool = False) -> Table:
    """A table without lines."""
    return Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=header, header_style=DIM, expand=True
    )


def as_text(renderables: Iterable[RenderableType], look: Look) -> str:
    """The lines that *renderables* fill at the width of *look*, without blanks at their ends.

    Where *look* does not wrap, a text has the length it has and all tables the width that the widest needs, so that
    their columns stand under each other.
    """
    console = Console(
        file=StringIO(),
        width=look.width if look.wraps else _UNBOUNDED,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        no_color=not look.color,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    shown = list(renderables)
    widths: list[int | None] = [None] * len(shown)
    if not look.wraps:
        needed = [Measurement.get(console, console.options, renderable).maximum for renderable in shown]
        tables = [width for width, each in zip(needed, shown, strict=True) if isinstance(each, Table)]
        least = max([look.width, *tables])
        widths = [max(least, width) for width in needed]
    for renderable, width in zip(shown, widths, strict=True):
        console.print(renderable, width=width)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    if look.color:
        return text
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())
