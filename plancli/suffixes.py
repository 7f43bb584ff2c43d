"""Flags and the name of the output -> the form that is written.

Promise: no file holds another form than its suffix promises to the programs that go by it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from plancli.messages import Command

if TYPE_CHECKING:
    from plancli.output import Output

# Suffixes of files and the form each names; None is the form for people, which a name without a suffix gets too.
TEXT_SUFFIXES: Mapping[str, str | None] = {".txt": None}
LINES_SUFFIXES: Mapping[str, str | None] = {".jsonl": "json", ".ndjson": "json"}
_JSON_SUFFIXES: Mapping[str, str | None] = {".json": "json", **LINES_SUFFIXES, **TEXT_SUFFIXES}
# Suffixes by which programs choose how to read a file: a flag for another form would lead them astray.
_TELLING = frozenset(
    (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xls", ".xlsx", ".html", ".htm", ".md", ".parquet", ".db")
)


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

    Raises: UsageError when *by_suffix* does not know the suffix, as whoever writes it hopes for some other form, and
    when it names another form than the one asked for.
    """
    suffix = _suffix_of(output)
    context = click.get_current_context()
    if asked is None:
        if suffix and suffix not in by_suffix:
            known = ", ".join(by_suffix)
            raise click.UsageError(
                f"{output.path}: {suffix} is not an output of {context.command_path}; use {known} or no suffix",
                context,
            )
        return by_suffix.get(suffix)
    if suffix in _TELLING and by_suffix.get(suffix) != asked:
        written = " or ".join(known for known, form in by_suffix.items() if form == asked)
        raise click.UsageError(
            f"{output.path}: --{asked} of {context.command_path} writes {written}, not {suffix}", context
        )
    return asked


def json_asked(output: Output, files: Sequence[str], *, flag: bool, indent: int | None = None) -> bool:
    """Whether documents go out as JSON, one of them for each of *files*: by the *flag* or by the suffix of *output*.

    Raises: UsageError when lines, which several are, go neither with *indent* nor with the suffix.
    """
    suffix = _suffix_of(output)
    if len(files) > 1 and indent is not None:
        raise click.UsageError(f"--indent is for one input: {_several(files)} one object a line")
    if len(files) > 1 and suffix == ".json":
        raise click.UsageError(f"{output.path}: {_several(files)} one object a line; use .jsonl or .ndjson")
    if indent is not None and suffix in LINES_SUFFIXES:
        raise click.UsageError(f"{output.path}: {suffix} holds one object a line; leave --indent out")
    return format_of(output, "json" if flag else None, _JSON_SUFFIXES) is not None


def _several(files: Sequence[str]) -> str:
    """What *files* are, before "one object a line"; a feed that was given as one is told as many."""
    from plancli.files import ENTERS

    feed, entered, _ = files[0].rpartition(ENTERS)
    if entered and all(path.startswith(f"{feed}{ENTERS}") for path in files):
        return f"{feed} is a feed of {len(files)} releases ({files[0]} is the first), which are"
    return "several inputs are"


def _suffix_of(output: Output) -> str:
    return os.path.splitext(output.path)[1].lower() if output.path is not None else ""
