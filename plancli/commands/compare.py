"""plancli compare: the same indicators across plans."""

from __future__ import annotations

import click

from plancli.messages import Failure
from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.suffixes import TEXT_SUFFIXES, form_options, format_of

_SUFFIXES = {".json": "json", ".csv": "csv", ".html": "html", ".htm": "html", **TEXT_SUFFIXES}


@click.command(short_help="The same indicators across plans.")
@form_options(csv="CSV, one row an indicator.", json="JSON, what was kept apart too.")
@click.option("--matrix", is_flag=True, help="Show two files side by side, not as an old and a new version.")
@click.option(
    "--all", "show_all", is_flag=True, help="Also indicators of one file alone, and what was kept apart."
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the HTML page's own words.",
)
@reads_files
def compare(
    inputs: Inputs, output: Output, look: Look, form: str | None, matrix: bool, show_all: bool, lang: str
) -> None:
    """The same indicators across plans.

    Two files are taken for an old and a new version: what was added, dropped, raised, lowered, postponed,
    brought forward, restated, unchanged. More make a table of indicator by file. Indicators are aligned when
    unit, kind of goal, rate, deadline and scope words agree and their names are alike; what was kept apart is
    in --json and --all with its reason. -o FILE.html writes the page with bars to scale.

    \b
      plancli compare draft.html final.html
      plancli compare city-a.html city-b.html city-c.html -o cities.html
      plancli compare draft.html final.html --json | jq '.rows[] | select(.change == "lowered")'
    """
    form = format_of(output, form, _SUFFIXES)
    if len(inputs.files) < 2:
        raise click.UsageError("name at least two files to compare")
    documents = list(inputs.documents())
    if len(documents) < 2:
        if inputs.failures < len(inputs.files):
            raise Failure("only one file could be read; there is nothing to compare it with")
        return
    from plancli.compare import compare as compare_documents

    comparison = compare_documents(documents, versions=not matrix, lexicon=inputs.lexicon)
    if form == "html":
        from plancli.review.html import review_html

        output.write(review_html(documents, language=lang, comparison=comparison))
    elif form == "csv":
        from plancli.render.comparison import comparison_columns, comparison_rows
        from plancli.render.records import write_records

        write_records(output, "csv", comparison_rows(comparison), comparison_columns(comparison))
    elif form == "json":
        from plancli.render.comparison import comparison_record
        from plancli.serialize import dumps

        output.write(dumps(comparison_record(comparison), indent=2) + "\n")
    else:
        from plancli.render.comparison import comparison_view

        output.write(comparison_view(comparison, look, show_all=show_all))
