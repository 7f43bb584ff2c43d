"""plancli explain: why each number is or is not a target."""

from __future__ import annotations

import click

from plancli.options import Inputs, Look, reads_files, role_option
from plancli.output import Output
from plancli.suffixes import LINES_SUFFIXES, TEXT_SUFFIXES, format_of

_SUFFIXES = {**LINES_SUFFIXES, **TEXT_SUFFIXES}


@click.command(short_help="Why each number is or is not a target.")
@click.option("--match", metavar="TEXT", help="Only numbers that hold this text, or the target of this id.")
@role_option
@click.option("--json", "as_json", is_flag=True, help="One JSON record a number and line.")
@reads_files
def explain(
    inputs: Inputs, output: Output, look: Look, match: str | None, role: tuple[str, ...], as_json: bool
) -> None:
    """Why each number is or is not a target.

    For each number: what it was read as, the words and rules that decided, the target it became, and what
    that target inherited from where.

    \b
      plancli explain article.html
      plancli explain article.html --match 60项
      plancli explain article.html --role achieved
    """
    from plancli.render.numbers import explain as explanations
    from plancli.render.numbers import explain_view, explanation_record
    from plancli.serialize import dumps

    as_json = format_of(output, "json" if as_json else None, _SUFFIXES) is not None
    for count, document in enumerate(inputs.documents()):
        inputs.warn(document.source.path, document.warnings)
        chosen = [
            explanation
            for explanation in explanations(document, inputs.lexicon)
            if (not role or explanation.quantity.role in role)
            and (
                not match
                or match in explanation.quantity.text
                or (explanation.target is not None and explanation.target.id == match)
            )
        ]
        if as_json:
            for explanation in chosen:
                record = {"source": document.source.path, **explanation_record(explanation)}
                output.write(dumps(record) + "\n")
        else:
            output.write(("\n" if count else "") + explain_view(document, chosen, look))
