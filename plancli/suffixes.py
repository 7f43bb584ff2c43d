"""Flags and the name of the output -> the form that is written.

Promise: nobody finds another form in a file than its name says, unless a flag asked for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from plancli.messages import Command

if TYPE_CHECKING:
    from plancli.output import Output

# Suffixes of files and the form each names; None is the form for people, which a name without a suffix gets too.
TEXT_SUFFIXES: Mapping[str, str | None] = {".txt": None}
LINES_SUFFIXES: Mapping[str, str | None] = {".jsonl": "json", ".ndjson": "json"}


def form_options(**helps: str) -> Callable[[Command], Command]:
    """A flag for each form of the output, with its help, as the one parameter ``form``.

    Afterwards: two of them at once are wrong usage.
    """

    def decorate(function: Command) -> Command:
        @wraps(function)
        def run(*arguments: Any, **options: Any) -> Any:
            chosen = [name for name in helps if options.pop(name)]
            if len(chosen) > 1:
                flags = " and ".join(f"--{name}" for name in chosen)
                raise click.UsageError(f"{flags} are different forms of the output; give one of them")
            return function(*arguments, form=chosen[0] if chosen else None, **options)

        for name, said in reversed(helps.items()):
            run = click.option(f"--{name}", is_flag=True, help=said)(run)
        return run  # type: ignore[return-value]

    return decorate


def format_of(output: Output, asked: str | None, by_suffix: Mapping[str, str | None]) -> str | None:
    """The format *asked* for, else the one that the suffix of the output file names.

    Raises: UsageError when *by_suffix* does not know the suffix: whoever writes it hopes for some other form.
    """
    if asked is not None or output.path is None:
        return asked
    suffix = os.path.splitext(output.path)[1].lower()
    if suffix and suffix not in by_suffix:
        context = click.get_current_context()
        known = ", ".join(by_suffix)
        raise click.UsageError(
            f"{output.path}: {suffix} is not an output of {context.command_path}; use {known} or no suffix",
            context,
        )
    return by_suffix.get(suffix)
