"""Figures of a run -> what people see of it on standard error.

Promise: a bar only on a terminal that can draw it; elsewhere plain lines, few enough for a log.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from io import StringIO
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import click

from plancli.batch.summary import Tally
from plancli.visible import visible

if TYPE_CHECKING:
    from rich.table import Table

_BAR_EVERY, _LINE_EVERY = 0.1, 5.0
"""Seconds between updates."""
_YEARS_SHOWN = 12


class Progress(Protocol):
    """What shows a run while it goes."""

    def __enter__(self) -> Progress: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def show(self, tally: Tally) -> None:
        """Show the figures; called for every input."""


def open_progress(style: str) -> Progress:
    """Progress in *style*: bar, plain or none."""
    return {"bar": _Bar, "plain": _Lines, "none": _Nothing}[style]()


def style_for(asked: str, *, quiet: bool) -> str:
    """The style that *asked* (auto, bar, plain, none) stands for on this standard error."""
    if quiet or sys.stderr is None:
        return "none"
    if asked != "auto":
        return asked
    from plancli.messages import wants_color

    return "bar" if sys.stderr.isatty() and wants_color(True, sys.stderr) and not _is_dumb() else "plain"


def _is_dumb() -> bool:
    return os.environ.get("TERM", "dumb") == "dumb"


class _Nothing:
    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, tally: Tally) -> None:
        return


class _Lines(_Nothing):
    def __init__(self) -> None:
        self._next = time.monotonic() + _LINE_EVERY

    def show(self, tally: Tally) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _LINE_EVERY
            # A reader that has gone (2>&1 | head) is no reason to stop the work.
            with suppress(OSError):
                click.echo(f"plancli: {line(tally)}", err=True)


class _Bar(_Nothing):
    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._next = 0.0
        self._progress = Progress(
            TextColumn("{task.fields[counts]}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            # The bar is drawn when figures come; no thread draws it meanwhile.
            auto_refresh=False,
            transient=True,
            expand=True,
        )
        self._task = self._progress.add_task("", total=None, counts="starting", rate="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, tally: Tally) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BAR_EVERY
        with suppress(OSError):
            self._progress.update(
                self._task,
                completed=tally.settled,
                total=tally.total,
                counts=counts(tally),
                rate=f"{tally.rate:,.0f}/s",
            )
            self._progress.refresh()


def counts(tally: Tally) -> str:
    """Files, targets and failures so far.

    >>> counts(Tally(documents=1200, targets=34000, failures={"empty": 2}, total=5000))
    '1,202 of 5,000 files, 34,000 targets, 2 failed'
    """
    files = f"{tally.settled:,} of {tally.total:,} files" if tally.total else f"{tally.settled:,} files"
    return f"{files}, {tally.targets:,} targets, {tally.failed:,} failed"


def line(tally: Tally) -> str:
    """The figures with the rate and the time left, on one line."""
    left = ""
    if tally.total and tally.rate:
        seconds = int((tally.total - tally.settled) / tally.rate)
        left = f", {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"
    return f"{counts(tally)}, {tally.rate:,.1f} files/s{left}"


def print_summary(tally: Tally) -> None:
    """The closing table on standard error; plain where there is no terminal."""
    from rich.console import Console

    if sys.stderr is None:
        return
    terminal = sys.stderr.isatty()
    shown = StringIO()
    console = Console(
        file=shown,
        force_terminal=terminal,
        no_color=None if terminal else True,
        width=None if terminal else 80,
    )
    console.print(_table(tally))
    with suppress(OSError):
        click.echo(shown.getvalue(), err=True, nl=False, color=terminal)


def _table(tally: Tally) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_header=False, show_edge=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")

    def row(label: str, value: Any, style: str = "") -> None:
        # Text and not markup: causes and years are ours, paths are not.
        table.add_row(Text(visible(label), style=style), Text(visible(str(value)), style=style))

    def section(title: str, counts: dict[str, int], style: str = "") -> None:
        if counts:
            table.add_section()
            row(title, f"{sum(counts.values()):,}", style or "bold")
            for label, count in counts.items():
                row(f"  {label}", f"{count:,}", style)

    row("documents", f"{tally.documents:,}", "bold")
    if tally.kept:
        row("  kept from before", f"{tally.kept:,}")
    row("  files a second", f"{tally.rate:,.1f}")
    row("  seconds", f"{tally.seconds:,.1f}")
    section("targets by deadline", _by_deadline(tally.deadlines))
    section("failed", dict(sorted(tally.failures.items())), "red")
    section("skipped", dict(sorted(tally.skipped.items())))
    if tally.ignored:
        row("not taken (page assets, data, own output, hidden, excluded)", f"{tally.ignored:,}")
    return table


def _by_deadline(deadlines: dict[str, int]) -> dict[str, int]:
    years = sorted(year for year in deadlines if year)
    shown = sorted(sorted(years, key=lambda year: -deadlines[year])[:_YEARS_SHOWN])
    rows = {year: deadlines[year] for year in shown}
    others = sum(deadlines[year] for year in years if year not in rows)
    if others:
        rows["other years"] = others
    if deadlines.get(""):
        rows["no deadline"] = deadlines[""]
    return rows
