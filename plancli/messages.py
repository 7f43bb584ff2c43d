"""Lines on standard error, and the option that asks for more of them.

Promise: importing this costs nothing beyond click, because `plancli --help` does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import click

DEBUG_KEY = "plancli.debug"

Command = TypeVar("Command", bound=Callable[..., Any])


def unexpected(error: Exception) -> str:
    """One line for a fault that nobody foresaw."""
    return f"unexpected {type(error).__name__}: {error}; this is a fault of plancli, --debug shows where"


def say(message: str, *, bad: bool = False) -> None:
    """Write one line to standard error; *bad* for an error."""
    from plancli.visible import visible

    colored = bad and wants_color(None, sys.stderr)
    prefix = click.style("plancli:", fg="red", bold=True) if colored else "plancli:"
    # Where nobody can be told, on a full disk or to a reader that has gone, the work still goes on.
    with suppress(OSError):
        click.echo(f"{prefix} {visible(message)}", err=True, color=colored)


def wants_color(asked: bool | None, stream: Any) -> bool:
    """Colour for *stream*: as *asked*, else on a terminal that has colours and no NO_COLOR."""
    if asked is not None:
        return asked
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(stream is not None and stream.isatty())


def _remember_debug(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.meta[DEBUG_KEY] = context.meta.get(DEBUG_KEY, False) or value
    return value


def debug_option(function: Command) -> Command:
    """--debug: show the traceback of a fault."""
    return click.option(
        "--debug",
        is_flag=True,
        hidden=True,
        callback=_remember_debug,
        help="Show the traceback when something unforeseen goes wrong.",
    )(function)


class Failure(click.ClickException):
    """An error told in the same form as that of a file that fails."""

    def show(self, file: Any = None) -> None:
        """Write the message to standard error."""
        say(self.message, bad=True)


class WrongUsage(Failure):
    """An error of the command line itself, which no other input would cure."""

    exit_code = 2
