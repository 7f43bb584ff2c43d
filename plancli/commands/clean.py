"""plancli clean: the body text alone, or what was left out of it."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output


@click.command(short_help="The body text alone.")
@click.option("--show-dropped", is_flag=True, help="What was taken for page chrome, and by which rule.")
@reads_files
def clean(inputs: Inputs, output: Output, look: Look, show_dropped: bool) -> None:
    """The body text alone.

    One paragraph, heading or table row a line. Control characters of the page are shown as signs; the JSON
    document has the text as it is.

    \b
      plancli clean article.html > article.txt
      plancli clean article.html --show-dropped
    """
    from plancli.visible import visible_lines

    for count, document in enumerate(inputs.documents()):
        inputs.warn(document.source.path, document.warnings)
        output.write("\n" if count else "")
        if show_dropped:
            from plancli.render.dropped import dropped_view

            output.write(dropped_view(document, look))
        else:
            output.write(visible_lines(document.text) + "\n")
