"""plancli lexicon: what the rules know, and a check of a user's own words."""

from __future__ import annotations

import click

from plancli.messages import debug_option, say
from plancli.options import PATH, lexicon_option, look_for, refuse_own_input, writing_options
from plancli.suffixes import LINES_SUFFIXES, TEXT_SUFFIXES, format_of


@click.group(short_help="What the rules know; check your own lexicon.")
def lexicon() -> None:
    """What the rules know; check your own lexicon.

    A lexicon file is TOML: arrays of tables, [[unit]], each entry with an id, its forms, and texts that must
    match (examples) and must not (not). An entry of yours with the id of a shipped one replaces it.

    \b
      [[unit]]
      id = "炉"
      forms = ["炉", "炉次"]
      examples = ["年产300炉"]
    """


@lexicon.command("list", short_help="Tables of the lexicon, or the entries of one.")
@click.argument("table", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON record an entry and line.")
@lexicon_option
@writing_options
@debug_option
def list_entries(
    table: str | None,
    as_json: bool,
    lexicon_files: tuple[str, ...],
    output_path: str | None,
    force: bool,
    color: bool | None,
    debug: bool,
) -> None:
    """Tables of the lexicon, or the entries of one.

    \b
      plancli lexicon list
      plancli lexicon list unit
    """
    from plancli.lexicon_check import read_lexicon
    from plancli.output import Output
    from plancli.render.entries import entries_view, entry_record, tables_view
    from plancli.serialize import dumps

    refuse_own_input(output_path, click.get_current_context())
    loaded = read_lexicon(*lexicon_files)
    if table is not None and table not in loaded.tables:
        raise click.UsageError(f"there is no table {table}; there are {', '.join(sorted(loaded.tables))}")
    with Output(output_path, force=force) as output:
        form = format_of(output, "json" if as_json else None, {**LINES_SUFFIXES, **TEXT_SUFFIXES})
        look = look_for(output, color)
        if form == "json":
            for name in [table] if table else sorted(loaded.tables):
                for entry in loaded.table(name):
                    output.write(dumps(entry_record(entry)) + "\n")
        elif table:
            output.write(entries_view(loaded.table(table), look))
        else:
            output.write(tables_view(loaded, look))


@lexicon.command("check", short_help="Check lexicon files; each fault with its line.")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@debug_option
def check_files(files: tuple[str, ...], debug: bool) -> None:
    """Check lexicon files; each fault with its line.

    Looks for tables and fields that no rule reads, fields that are missing or hold something else than they must,
    patterns that do not compile or are slow, ids used twice, examples that hold none of the forms or are refused
    under `not`, and units that are not read in their examples, or are in what they refuse.
    """
    from plancli.errors import LexiconError
    from plancli.lexicon import read_lexicon_file
    from plancli.lexicon_check import file_faults, trial_faults
    from plancli.output import Output
    from plancli.render.console import plural
    from plancli.visible import visible

    found = 0
    printed = Output(None)
    for path in files:
        try:
            wrong = file_faults(path) or trial_faults(path)
        except LexiconError as error:
            wrong = [str(error)]
        for fault in wrong:
            say(fault, bad=True)
        found += len(wrong)
        if not wrong:
            tables = read_lexicon_file(path)
            entries = plural(sum(len(rows) for rows in tables.values()), "entry", "entries")
            printed.write(f"{visible(path)}: {entries} in {plural(len(tables), 'table')}, no fault\n")
    if found:
        click.get_current_context().exit(1)
