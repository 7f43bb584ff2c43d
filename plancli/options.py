"""Options that every command shares, and what they stand for: the inputs, the output and its look.

Promise: an input that fails is one line on standard error, the others are still delivered, and the command
then ends with status 1.
"""

from __future__ import annotations

import math
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from plancli.alarm import time_limit
from plancli.errors import OutputNameError, PlancliError
from plancli.feeds import FEED_SUFFIXES
from plancli.messages import Command, debug_option, say, unexpected, wants_color

if TYPE_CHECKING:
    from plancli.lexicon import Lexicon
    from plancli.models import Document
    from plancli.output import Output

# What a terminal that tells no width and the examples of the README are set to, and a pipe at least.
PLAIN_WIDTH = 80
# A file that cannot be read is told when it is its turn: refused by click it would cost the user the others.
PATH = click.Path(readable=False)


class Look(Struct, frozen=True):
    """How text for people is laid out."""

    color: bool
    width: int
    pictures: bool
    """The box around the facts and bars: on a terminal only, and not where colour is refused."""
    names_files: bool = False
    """Several inputs: what is told of each names its file, for two may have one title."""
    wraps: bool = True
    """Lines end at *width*. Not in a pipe or a file, where what is broken in two is not found any more."""


class Inputs(Struct):
    """Files named on the command line and how to read them; counts those that fail and those that do not."""

    files: tuple[str, ...]
    encoding: str | None
    lexicon_files: tuple[str, ...]
    max_bytes: int
    max_depth: int
    timeout: float
    quiet: bool
    debug: bool
    failures: int = 0
    delivered: int = 0

    @property
    def lexicon(self) -> Lexicon:
        """The shipped lexicon with the user's files over it.

        Raises: LexiconError that names the line of the first bad entry.
        """
        from plancli.lexicon import default_lexicon

        if not self.lexicon_files:
            return default_lexicon()
        from plancli.lexicon_check import read_lexicon

        return read_lexicon(*self.lexicon_files)

    def documents(self) -> Iterator[Document]:
        """The document of each file that can be read, in the order given."""
        from plancli.files import parse_path

        lexicon = self.lexicon
        return self.each(
            lambda path: parse_path(
                path,
                encoding=self.encoding,
                lexicon=lexicon,
                max_bytes=self.max_bytes,
                max_depth=self.max_depth,
            )
        )

    def each(self, read: Callable[[str], Any]) -> Iterator[Any]:
        """What *read* makes of each file, without those that fail."""
        for path in self.files:
            try:
                with time_limit(self.timeout, path):
                    result = read(path)
            except (PlancliError, RecursionError) as error:
                self.failures += 1
                self._report(path, str(error))
            except MemoryError:
                self.failures += 1
                self._report(path, "there is not enough memory to read it")
            except Exception as error:
                # A fault of the program in one file must not cost the user the others.
                self.failures += 1
                self._report(path, unexpected(error))
                if self.debug:
                    import traceback

                    traceback.print_exc()
            else:
                self.delivered += 1
                yield result

    def warn(self, path: str, warnings: tuple[str, ...]) -> None:
        """Tell what was odd about the file *path*, unless the user asked for quiet."""
        if not self.quiet:
            for warning in warnings:
                say(f"{path}: warning: {warning}")

    @staticmethod
    def _report(path: str, message: str) -> None:
        say(message if path in message else f"{path}: {message}", bad=True)


def look_for(output: Output, color: bool | None, *, inputs: int = 1) -> Look:
    """How to lay text on so many *inputs* out for *output*: coloured as asked, as wide as the terminal."""
    terminal = not output.is_file and sys.stdout is not None and sys.stdout.isatty()
    asked = "COLUMNS" in os.environ
    width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    colored = terminal and wants_color(color, sys.stdout)
    return Look(
        color=color is True or colored,
        width=max(width, 40) if terminal or asked else PLAIN_WIDTH,
        pictures=colored and os.environ.get("TERM") != "dumb",
        names_files=inputs > 1,
        wraps=terminal or asked,
    )


def lexicon_option(function: Command) -> Command:
    """--lexicon FILE, repeatable."""
    return click.option(
        "--lexicon",
        "lexicon_files",
        multiple=True,
        type=PATH,
        metavar="FILE",
        help="Lay this lexicon over the shipped one; repeatable.",
    )(function)


class Between(click.FloatRange):
    """A number from *low*, or above it when *above*, to *high*."""

    def __init__(self, low: float, high: float, *, above: bool = False) -> None:
        super().__init__(low, high, min_open=above)
        self._said = f"{'above' if above else 'from'} {low:g} and at most {high:g}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; nan, which a range does not refuse as it is neither below nor above it, is none."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value} is not a number {self._said}", param, ctx)
        return number


class Encoding(click.ParamType):  # type: ignore[type-arg]
    """The name of an encoding of text."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it was given."""
        from plancli.decode import codec_of

        if codec_of(value) is None:
            self.fail(f"there is no encoding {value!r}; try gb18030 or utf-8", param, ctx)
        return str(value)


def role_option(function: Command) -> Command:
    """--role ROLE, repeatable."""
    from plancli.models import ROLES

    return click.option(
        "--role",
        multiple=True,
        type=click.Choice(ROLES),
        metavar="ROLE",
        help=f"Only numbers of this role; repeatable. Roles: {', '.join(ROLES)}.",
    )(function)


def reading_options(function: Command) -> Command:
    """The family of options that say how inputs are read."""
    from plancli.limits import (
        DEFAULT_MAX_BYTES,
        DEFAULT_MAX_DEPTH,
        DEFAULT_TIMEOUT,
        MOST_MAX_BYTES,
        MOST_TIMEOUT,
    )

    for decorate in (
        debug_option,
        click.option("-q", "--quiet", is_flag=True, help="No warnings and no progress; errors remain."),
        click.option(
            "--timeout",
            type=Between(0, MOST_TIMEOUT, above=True),
            default=DEFAULT_TIMEOUT,
            show_default=True,
            metavar="SECONDS",
            help="Give up on a file after this long; at most a day.",
        ),
        click.option(
            "--max-depth",
            type=click.IntRange(min=1),
            default=DEFAULT_MAX_DEPTH,
            show_default=True,
            metavar="N",
            help="Read pages whose tags nest deeper without their structure.",
        ),
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1, max=MOST_MAX_BYTES),
            default=DEFAULT_MAX_BYTES,
            metavar="N",
            help=f"Refuse a file larger than this; default {DEFAULT_MAX_BYTES // 2**20} MiB.",
        ),
        lexicon_option,
        click.option(
            "--encoding",
            type=Encoding(),
            metavar="NAME",
            help="Read the bytes so, whatever the page declares.",
        ),
    ):
        function = decorate(function)
    return function


def writing_options(function: Command) -> Command:
    """The family of options that say where the output goes and how it looks."""
    for decorate in (
        click.option(
            "--color/--no-color", default=None, help="Colour; by default on a terminal without NO_COLOR."
        ),
        click.option("--force", is_flag=True, help="Replace the output file if it exists."),
        click.option(
            "-o",
            "--output",
            "output_path",
            type=PATH,
            metavar="FILE",
            help="Write to this file instead of printing; its suffix says in which form.",
        ),
    ):
        function = decorate(function)
    return function


def reads_files(function: Callable[..., None]) -> Callable[..., None]:
    """Give *function* an ``Inputs``, an ``Output`` and a ``Look`` in place of the shared options.

    Afterwards: the output file is there only if at least one input was delivered, and the status is 1
    when any failed.
    """

    @click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
    @writing_options
    @reading_options
    @wraps(function)
    def run(
        files: tuple[str, ...],
        output_path: str | None,
        force: bool,
        color: bool | None,
        encoding: str | None,
        lexicon_files: tuple[str, ...],
        max_bytes: int,
        max_depth: int,
        timeout: float,
        quiet: bool,
        debug: bool,
        **own: Any,
    ) -> None:
        from plancli.output import Output

        context = click.get_current_context()
        files = tuple(entry for path in files for entry in _entries_of(path, max_bytes, timeout))
        inputs = Inputs(files, encoding, lexicon_files, max_bytes, max_depth, timeout, quiet, debug)
        refuse_own_input(output_path, context)
        with Output(output_path, force=force) as output:
            function(inputs, output, look_for(output, color, inputs=len(files)), **own)
            if inputs.failures and not inputs.delivered:
                context.exit(1)
        if inputs.failures:
            context.exit(1)

    return run


def _entries_of(path: str, max_bytes: int, timeout: float) -> list[str]:
    """The entries of the feed *path* as inputs of their own; the path itself for what is none or cannot be read."""
    if not path.lower().endswith(FEED_SUFFIXES):
        return [path]
    from plancli.files import feed_entries

    try:
        with time_limit(timeout, path):
            return feed_entries(path, max_bytes=max_bytes)
    except Exception:
        return [path]  # told when it is its turn


def refuse_own_input(output_path: str | None, context: click.Context) -> None:
    """Return when *output_path* is no file that another argument or option names.

    Raises: OutputNameError that says so.
    """
    if output_path is None or not os.path.isfile(output_path):
        return
    for parameter in context.command.params:
        if not isinstance(parameter.type, click.Path) or parameter.name == "output_path":
            continue
        named = context.params[parameter.name or ""]
        for path in (named,) if isinstance(named, str) else named or ():
            if is_input(path, output_path):
                raise OutputNameError(f"{output_path} is one of the inputs; write to another file")


def is_input(path: str, output_path: str) -> bool:
    """Whether the file *output_path* is *path*, or what standard input, for -, comes from."""
    if path == "-":
        with suppress(OSError):
            return os.path.samestat(os.fstat(0), os.stat(output_path))
        return False
    return os.path.isfile(path) and os.path.exists(output_path) and os.path.samefile(path, output_path)
