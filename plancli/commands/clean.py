"""plancli clean: the body text alone, or what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.suffixes import TEXT_SUFFIXES, format_of

if TYPE_CHECKING:
    from plancli.models import Body


@click.command(short_help="The body text alone.")
@click.option("--show-dropped", is_flag=True, help="What was taken for page chrome, and by which rule.")
@reads_files
def clean(inputs: Inputs, output: Output, look: Look, show_dropped: bool) -> None:
    """The body text alone.

    One paragraph, heading or table row a line; of several files each under its name. Control characters and
    overrides of direction are taken out, as from every text; a warning says how many and which.

    \b
      plancli clean article.html > article.txt
      plancli clean article.html --show-dropped
    """
    from plancli.errors import EmptyDocumentError
    from plancli.files import read_bytes
    from plancli.pipeline import read_body
    from plancli.render.phrase import file_name
    from plancli.visible import visible, visible_lines

    format_of(output, None, TEXT_SUFFIXES)
    lexicon = inputs.lexicon

    def read(path: str) -> tuple[str, Body]:
        data = read_bytes(path, max_bytes=inputs.max_bytes)
        decoded, _, cleaned, body = read_body(
            data, encoding=inputs.encoding, lexicon=lexicon, max_depth=inputs.max_depth
        )
        if not body.text and not show_dropped:
            raise EmptyDocumentError(
                f"{path}: no body text was found; --show-dropped lists what was left out"
            )
        inputs.warn(path, (*decoded.warnings, *cleaned.warnings))
        return path, body

    for count, (path, body) in enumerate(inputs.each(read)):
        output.write("\n" if count else "")
        if show_dropped:
            from plancli.render.dropped import dropped_view

            output.write(dropped_view(path, body.dropped, look))
        else:
            # As head and tail do: no line of a text is taken for the name of its file.
            name = f"==> {visible(file_name(path))} <==\n" if look.names_files else ""
            output.write(name + visible_lines(body.text) + "\n")
