"""plancli batch: folders of releases, in parallel and resumable."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from plancli.errors import OutputNameError, PlancliError
from plancli.messages import WrongUsage, say
from plancli.options import PATH, is_input, reading_options
from plancli.output import Output

if TYPE_CHECKING:
    from plancli.batch.run import Plan
    from plancli.batch.summary import Tally

PARSER = "plancli.pipeline:parse"
_COUNT_SECONDS = 2.0
"""What knowing the number of files, for the bar's time left, may cost."""


class Shard(click.ParamType):  # type: ignore[type-arg]
    """i/n, one of n equal parts of the work."""

    name = "i/n"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """The two numbers."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", str(value))
        if not match or not 1 <= int(match[1]) <= int(match[2]):
            self.fail(f"{value!r} is not i/n with i from 1 to n, such as 2/8", param, ctx)
        return int(match[1]), int(match[2])


class _Stop:
    """Whether the user or the system has asked the run to end."""

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None

    def __call__(self) -> bool:
        return self.signal is not None

    @contextmanager
    def listening(self) -> Iterator[None]:
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        # nohup, and a shell's background jobs, ask for some to be ignored.
        heeded = [number for number in signals if signal.getsignal(number) != signal.SIG_IGN]
        before = {number: signal.signal(number, self._asked) for number in heeded}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked(self, number: int, _: FrameType | None) -> None:
        self.signal = signal.Signals(number)
        # A second one ends the program at once.
        signal.signal(number, signal.SIG_DFL)


def _default_jobs() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


@click.command(short_help="Folders of releases, in parallel and resumable.")
@click.argument("inputs", nargs=-1, type=PATH, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=PATH, metavar="OUT", help="What to write; see above.")
@click.option(
    "--files-from", metavar="LIST", help="Read more paths from this file, one a line or -print0; - is stdin."
)
@click.option("--include", multiple=True, metavar="GLOB", help="Take only files that match; repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files or folders; repeatable.")
@click.option("--documents", is_flag=True, help="Whole documents, one a line or row, instead of targets.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; default: the cores.")
@reading_options
@click.option("--max-members", type=click.IntRange(min=1), default=200_000, show_default=True, metavar="N",
              help="Members of one archive.")  # fmt: skip
@click.option("--max-ratio", type=click.IntRange(min=1), default=200, show_default=True, metavar="N",
              help="Times its size that an archive may unpack to, above 10 MB.")  # fmt: skip
@click.option("--max-archive-bytes", type=click.IntRange(min=1), default=20_000_000_000, show_default=True,
              metavar="N", help="Bytes that one archive may unpack to.")  # fmt: skip
@click.option(
    "--resume", is_flag=True, help="Go on where an earlier run stopped; redo only what has changed."
)
@click.option("--force", is_flag=True, help="Replace the output and forget an earlier run.")
@click.option("--shard", type=Shard(), default="1/1", help="Do only part i of n; `plancli merge` joins them.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="Where the work is done.")  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", help="Dask scheduler, tcp://host:8786; default: a cluster here."
)
@click.option("--progress", type=click.Choice(["auto", "bar", "plain", "none"]), default="auto",
              show_default=True, help="How to show the run on standard error.")  # fmt: skip
@click.option("--summary", type=click.Choice(["table", "json", "none"]), default="table", show_default=True,
              help="The closing figures: a table on standard error, or JSON on standard output.")  # fmt: skip
@click.pass_context
def batch(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    files_from: str | None,
    quiet: bool,
    progress: str,
    summary: str,
    **options: object,
) -> None:
    """Parse folders of releases, in parallel and resumable.

    INPUT is a folder, a file, a glob pattern, a .zip or .tar archive (read in place) or a URL that fsspec
    knows; gzip'd files are unpacked. Page assets, tables of data and what plancli itself has written are left
    out of folders. OUT says by its suffix what is written:

    \b
      targets.jsonl    one target a line; with --documents one document a line
      targets.csv      for spreadsheets
      targets.parquet  typed columns, for pandas, DuckDB, Spark
      releases.db      SQLite: documents, sections, targets, quantities, failures; full-text search
      parsed           a folder with one JSON a file, in the tree of the input

    \b
      plancli batch releases/ -o targets.parquet
      plancli batch releases/ -o targets.parquet --resume
      find . -name '*.html' | plancli batch --files-from - -o targets.jsonl

    What fails is listed in OUT.failures.jsonl and the rest is delivered. OUT appears when it is complete;
    OUT.journal keeps what is done, for --resume. Exit status: 0 all parsed, 1 some failed, 2 nothing was
    begun or no input taken; 130 or 143 when a signal stopped it.
    """
    if not inputs and files_from is None:
        raise click.UsageError("name a folder or file, or give --files-from")
    if options["resume"] and options["force"]:
        raise click.UsageError(
            "--resume keeps what an earlier run did and --force forgets it; give one of them"
        )
    if options["scheduler"] is not None and options["engine"] != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    options.pop("debug")
    tally, stop = _run(inputs, output, files_from, progress, quiet, options)
    if summary == "json":
        import json

        with Output(None) as printed:
            printed.write(json.dumps(tally.to_dict(), ensure_ascii=False) + "\n")
    elif summary == "table" and not quiet:
        from plancli.batch.progress import print_summary

        print_summary(tally)
    if tally.stopped:
        name = stop.signal.name if stop.signal else "a signal"
        say(f"stopped by {name}; {tally.settled:,} inputs are done and kept in {tally.journal}", bad=True)
        say("the same command with --resume goes on from there")
        context.exit(128 + (stop.signal or signal.SIGTERM))
    if tally.failed:
        total = tally.documents + tally.failed
        say(f"{tally.failed:,} of {total:,} inputs failed; they are listed in {tally.failure_list}", bad=True)
        context.exit(1)


def _run(
    inputs: tuple[str, ...],
    output: str,
    files_from: str | None,
    progress: str,
    quiet: bool,
    options: dict[str, object],
) -> tuple[Tally, _Stop]:
    from plancli.batch.inputs import count_inputs
    from plancli.batch.progress import open_progress, style_for
    from plancli.batch.run import Run

    stop = _Stop()
    with stop.listening():
        try:
            plan = _plan(inputs, output, files_from, options)
            run = Run(plan, stop)
        except PlancliError as error:
            raise WrongUsage(str(error)) from error
        if run.unusable and not quiet:
            say(f"{run.unusable:,} results kept from another version or other options are not used")
        style = style_for(progress, quiet=quiet)
        if style != "none" and files_from is None:
            run.tally.total = count_inputs(run.roots, run.selection, plan.shard, _COUNT_SECONDS)
        with open_progress(style) as shown:
            return run.go(shown.show), stop


def _plan(inputs: tuple[str, ...], output: str, files_from: str | None, options: dict[str, object]) -> Plan:
    from plancli.batch.listing import open_list
    from plancli.batch.run import Plan
    from plancli.batch.work import Limits

    standard_input = sys.stdin.buffer if sys.stdin else None
    if files_from == "-" and os.path.isfile(output) and is_input("-", output):
        raise OutputNameError(f"{output} is the list on standard input; write to another name")
    limits = {name: options.pop(name) for name in Limits.__struct_fields__}
    values = {name: value for name, value in options.items() if value is not None}
    return Plan(
        inputs=inputs,
        output=output,
        listed=open_list(files_from, standard_input) if files_from is not None else (),
        read_too=(files_from,) if files_from not in (None, "-") else (),
        parse=PARSER,
        limits=Limits(**limits),  # type: ignore[arg-type]
        **{"jobs": _default_jobs(), **values},  # type: ignore[arg-type]
    )
