"""plancli outline: the section tree alone."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.suffixes import json_asked


@click.command(short_help="The section tree alone.")
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="Only N levels.")
@click.option("--json", "as_json", is_flag=True, help="The tree as JSON; several files, one a line.")
@reads_files
def outline(inputs: Inputs, output: Output, look: Look, depth: int | None, as_json: bool) -> None:
    """The section tree alone.

    Headings and list items, with the number of targets under each.

    \b
      plancli outline plan.html
      plancli outline plan.html --depth 2
    """
    as_json = json_asked(output, inputs.files, flag=as_json)
    for count, document in enumerate(inputs.documents()):
        inputs.warn(document.source.path, document.warnings)
        if as_json:
            from plancli.render.counts import outline_record
            from plancli.serialize import dumps

            output.write(dumps(outline_record(document, depth)) + "\n")
        else:
            from plancli.render.terminal import outline_view

            output.write(("\n" if count else "") + outline_view(document, look, depth=depth))
