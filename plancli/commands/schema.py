"""plancli schema: the JSON Schema of the document."""

from __future__ import annotations

import click

from plancli.messages import debug_option
from plancli.options import writing_options
from plancli.suffixes import format_of


@click.command(short_help="The JSON Schema of the document.")
@writing_options
@debug_option
def schema(output_path: str | None, force: bool, color: bool | None, debug: bool) -> None:
    """The JSON Schema of the document.

    JSON Schema 2020-12; each property is described, no other is allowed.

    \b
      plancli schema > plancli.schema.json
    """
    from plancli.output import Output
    from plancli.schema import json_schema
    from plancli.serialize import dumps

    with Output(output_path, force=force) as output:
        format_of(output, None, {".json": "json"})
        output.write(dumps(json_schema(), indent=2) + "\n")
