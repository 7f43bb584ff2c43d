"""plancli review: one page with every target marked where it stands."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.suffixes import format_of


@click.command(short_help="A page with every target marked where it stands.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the page's own words.",
)
@reads_files
def review(inputs: Inputs, output: Output, look: Look, lang: str) -> None:
    """A page with every target marked where it stands.

    One HTML file that needs neither network nor server: the outline, the text with its marks, the table of
    targets and a card for each. Several files make one page with an index, a search over all targets and the
    indicators they share. Corrections made in the page are exported for `plancli eval`.

    \b
      plancli review article.html -o review.html
      plancli review plans/*.html -o plans-review.html --lang en
    """
    # Whoever names standard output, -o - or a device, does not want it on a terminal by mistake.
    if click.get_current_context().params["output_path"] is None:
        raise click.UsageError("the page is a file: name it with -o review.html")
    format_of(output, None, {".html": "html", ".htm": "html"})
    documents = []
    for document in inputs.documents():
        inputs.warn(document.source.path, document.warnings)
        documents.append(document)
    if documents:
        from plancli.review.html import review_html

        output.write(review_html(documents, language=lang))
