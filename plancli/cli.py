"""The command line: which commands there are, and what becomes of errors.

Promise: a command's module is loaded only when it is called; no error ends in a traceback.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from plancli import __version__
from plancli.errors import (
    InstallationError,
    LexiconError,
    NothingTakenError,
    OutputFormError,
    OutputNameError,
    PlancliError,
)
from plancli.messages import DEBUG_KEY, Failure, WrongUsage, debug_option, say, unexpected

# By what they are for: name, where it is, and the first line of its help, which the command repeats.
GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "Read releases": {
        "parse": ("plancli.commands.parse:parse", "What a release is, its outline and its targets."),
        "targets": ("plancli.commands.targets:targets", "The targets alone, as a table or as data."),
        "outline": ("plancli.commands.outline:outline", "The section tree alone."),
        "clean": ("plancli.commands.clean:clean", "The body text alone."),
        "quantities": ("plancli.commands.quantities:quantities", "Every number, target or not."),
        "explain": ("plancli.commands.explain:explain", "Why each number is or is not a target."),
    },
    "Many files": {
        "batch": ("plancli.commands.batch:batch", "Folders of releases, in parallel and resumable."),
        "merge": ("plancli.commands.merge:merge", "Join the outputs of several batches."),
    },
    "See and compare": {
        "review": ("plancli.commands.review:review", "A page with every target marked where it stands."),
        "compare": ("plancli.commands.compare:compare", "The same indicators across plans."),
        "eval": ("plancli.commands.eval:evaluate", "Score plancli against annotated releases."),
    },
    "Look up": {
        "schema": ("plancli.commands.schema:schema", "The JSON Schema of the document."),
        "lexicon": ("plancli.commands.lexicon:lexicon", "What the rules know; check your own lexicon."),
        "completion": ("plancli.commands.completion:completion", "A script that completes commands."),
    },
}
COMMANDS = {name: place for group in GROUPS.values() for name, place in group.items()}

# What a shell reports for a program that Ctrl-C ended.
_INTERRUPTED = 130
# Loading a command makes tens of thousands of objects that all stay: looking among them for garbage every
# 700, as Python does, is a tenth of the time of a short run.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class LazyGroup(click.Group):
    """A group whose commands are loaded by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that *args* name; one that is misspelt is told with the one spelt most like it."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            if near:
                ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without loading one."""
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, summary) for name, (_, summary) in commands.items()])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the whole; --help and --version print while it is made."""
        with _quietly():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error is one line, a fault too unless --debug is given."""
        try:
            with _quietly():
                return super().invoke(ctx)
        except (LexiconError, NothingTakenError, OutputNameError, OutputFormError) as error:
            raise WrongUsage(str(error)) from error
        except PlancliError as error:
            raise Failure(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.meta.get(DEBUG_KEY):
                raise
            raise Failure(unexpected(error)) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plancli")
@debug_option
def plancli(debug: bool) -> None:
    """Read Chinese government releases.

    A saved page goes in; clean text, the section tree and every quantified target come out, each tied to the
    exact characters it was read from. No network, no model.

    \b
      plancli parse article.html
      plancli parse article.html --json | jq '.targets[] | {indicator, value, unit, deadline}'
      plancli targets *.html -o targets.csv

    Data goes to standard output; warnings and errors go to standard error. Exit status: 0 all parsed,
    1 some input failed (the rest is delivered), 2 wrong usage.
    """


@contextmanager
def _quietly() -> Iterator[None]:
    """Where the reader (head, a pager) has what it wanted, the command has done its work."""
    try:
        yield
    except BrokenPipeError:
        _close_standard_output()
        raise click.exceptions.Exit(0) from None


def _close_standard_output() -> None:
    """What is still buffered goes nowhere, so that it is not tried again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminated(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def main() -> None:
    """Run the command line and exit with its status."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    # As Ctrl-C does: what is half written is taken away.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        status = plancli.main(prog_name="plancli", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    except OSError as error:
        status = 0 if isinstance(error, BrokenPipeError) else 1
        if status:
            say(f"standard output cannot be written: {error.strerror or error}", bad=True)
        _close_standard_output()
    # Of a damaged installation the command has told.
    with suppress(InstallationError):
        if patterns := sys.modules.get("plancli.patterns"):
            patterns.keep_compiled()
    # The process ends: what is left needs no collection.
    gc.freeze()
    sys.exit(status if isinstance(status, int) else 0)
