"""plancli merge: join the outputs of several batches."""

from __future__ import annotations

import click

from plancli.errors import InputError, OutputFormError, OutputNameError
from plancli.messages import WrongUsage, debug_option, say
from plancli.options import PATH
from plancli.output import Output


@click.command(short_help="Join the outputs of several batches.")
@click.argument("shards", nargs=-1, required=True, type=PATH, metavar="SHARD...")
@click.option("-o", "--output", required=True, type=PATH, metavar="OUT", help="What to write.")
@click.option("--documents", is_flag=True, help="The shards were written with --documents.")
@click.option("--force", is_flag=True, help="Replace the output if it exists.")
@click.option("-q", "--quiet", is_flag=True, help="No closing figures; errors remain.")
@click.option(
    "--summary",
    type=click.Choice(["text", "json", "none"]),
    default="text",
    show_default=True,
    help="The closing figures: a line on standard error, or JSON on standard output.",
)
@debug_option
def merge(
    shards: tuple[str, ...], output: str, documents: bool, force: bool, quiet: bool, summary: str, debug: bool
) -> None:
    """Join the outputs of several batches, without duplicates.

    The shards and OUT have one form. A document whose bytes are those of one before it is dropped, whatever
    its name; one that repeats most of another's text is kept. Both are listed in OUT.duplicates.jsonl.

    \b
      plancli batch releases/ --shard 1/2 -o part1.parquet
      plancli batch releases/ --shard 2/2 -o part2.parquet
      plancli merge part1.parquet part2.parquet -o targets.parquet
    """
    from plancli.batch.merge import merge as join

    try:
        result = join(list(shards), output, documents=documents, force=force)
    except (InputError, OutputNameError, OutputFormError) as error:
        raise WrongUsage(str(error)) from error
    if summary == "json":
        import json

        with Output(None) as printed:
            printed.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
    elif summary == "text" and not quiet:
        listed = f"; they are listed in {result.duplicate_list}" if result.duplicate_list else ""
        say(
            f"{result.documents:,} documents, {result.same:,} dropped as the same, "
            f"{result.near:,} near-duplicates kept{listed}"
        )
