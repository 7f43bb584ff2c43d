"""plancli parse: the whole document, for reading or as JSON."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.suffixes import json_asked


@click.command(short_help="What a release is, its outline and its targets.")
@click.option("--json", "as_json", is_flag=True, help="The document as JSON; several files, one a line.")
@click.option(
    "--indent", type=click.IntRange(0, 8), metavar="N", help="Indent the JSON of one input by N blanks."
)
@click.option(
    "--by",
    type=click.Choice(["section", "deadline"]),
    default="section",
    show_default=True,
    help="Group the targets so.",
)
@reads_files
def parse(inputs: Inputs, output: Output, look: Look, as_json: bool, indent: int | None, by: str) -> None:
    """What a release is, its outline and its targets.

    FILE may be an HTML page, a fragment, Markdown or plain text, told by content; - reads standard input.

    \b
      plancli parse article.html
      plancli parse article.html --by deadline
      plancli parse article.html --json | jq '.targets[] | {indicator, value, unit, deadline}'
      curl -s https://… | plancli parse -
    """
    as_json = json_asked(output, inputs.files, flag=as_json, indent=indent)
    if indent is not None and not as_json:
        raise click.UsageError("--indent is for JSON; add --json")
    if as_json and by == "deadline":
        raise click.UsageError(
            "--by groups what is printed for people; JSON has each target once, as in the text"
        )
    if as_json:
        from plancli.serialize import to_json

        for document in inputs.documents():
            output.write(to_json(document, indent=indent) + "\n")
        return
    from plancli.render.terminal import document_view

    for count, document in enumerate(inputs.documents()):
        output.write(("\n" if count else "") + document_view(document, look, by=by))
