"""plancli targets: the targets alone, as a table or as records that stand alone."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files
from plancli.output import Output
from plancli.render.records import FORMATS_BY_SUFFIX, RECORD_FORMS, write_records
from plancli.suffixes import TEXT_SUFFIXES, form_options, format_of


@click.command(short_help="The targets alone, as a table or as data.")
@form_options(**RECORD_FORMS, markdown="A Markdown table a file.")
@click.option(
    "--by",
    type=click.Choice(["section", "deadline"]),
    default="section",
    show_default=True,
    help="Group the table so.",
)
@reads_files
def targets(inputs: Inputs, output: Output, look: Look, form: str | None, by: str) -> None:
    """The targets alone, as a table or as data.

    Each record of --json, --jsonl and --csv also carries the source, the title and the section path, so that
    it stands alone. Without a flag the suffix of -o decides.

    \b
      plancli targets article.html
      plancli targets *.html -o targets.csv
      plancli targets *.html --jsonl | jq -c 'select(.deadline == "2025")'
    """
    form = format_of(output, form, {**FORMATS_BY_SUFFIX, ".md": "markdown", **TEXT_SUFFIXES})
    if form is not None and by == "deadline":
        raise click.UsageError("--by groups the table for people; sort the records instead")
    documents = inputs.documents()
    if form in ("json", "jsonl", "csv"):
        from plancli.render.delimited import TARGET_COLUMNS
        from plancli.serialize import target_records

        write_records(
            output, form, (record for doc in documents for record in target_records(doc)), TARGET_COLUMNS
        )
        return
    for count, document in enumerate(documents):
        inputs.warn(document.source.path, document.warnings)
        if form == "markdown":
            from plancli.render.markdown import targets_markdown

            output.write(targets_markdown(document, names_file=look.names_files))
        else:
            from plancli.render.terminal import targets_view

            output.write(("\n" if count else "") + targets_view(document, look, by=by))
