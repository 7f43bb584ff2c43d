"""plancli eval: what plancli reads against what a careful reader wrote down."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click
from msgspec.structs import replace

from plancli.errors import GoldError, OutputNameError
from plancli.evaluate import UNPLACED, Result, figures
from plancli.evaluate import evaluate as score
from plancli.gold import GoldDocument
from plancli.messages import say
from plancli.options import PATH, Between, Inputs, Look, is_input, reads_files
from plancli.output import Output
from plancli.suffixes import TEXT_SUFFIXES, form_options, format_of


@click.command(name="eval", short_help="Score plancli against annotated releases.")
@click.argument("gold", type=PATH, metavar="GOLD")
@form_options(json="All figures and differences as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="List every difference.")
@click.option(
    "--fail-under",
    type=Between(0, 1),
    metavar="F1",
    help="End with status 1 when the targets' F1 is lower.",
)
@reads_files
def evaluate(
    inputs: Inputs,
    output: Output,
    look: Look,
    gold: str,
    form: str | None,
    verbose: bool,
    fail_under: float | None,
) -> None:
    """Score plancli against annotated releases.

    GOLD is a file of annotations, or a folder of them; each names its document, which is looked for by that
    name among FILE... and in folders given there. The review page exports such files.

    \b
      plancli review plan.html -o review.html       # judge the targets in the page, export
      plancli eval plan.gold.json plan.html -v
      plancli eval gold/ documents/ --fail-under 0.9
    """
    form = format_of(output, form, {".json": "json", **TEXT_SUFFIXES})
    _refuse_beside(output.path, gold)
    golds = list(_read_golds(gold, inputs.max_bytes))
    if not inputs.quiet:
        for sentence in (sentence for each in golds for sentence in each.unread):
            say(f"warning: {sentence}")
    pairs = list(_pair(golds, inputs.files))
    by_path = {path: each for each, path in pairs if path is not None}
    if output.path is not None and any(is_input(path, output.path) for path in by_path):
        raise OutputNameError(f"{output.path} is one of the inputs; write to another file")
    # One that is paired is told of when it is read.
    absent = [path for path in inputs.files if path not in by_path and not os.path.lexists(path)]
    for path in absent:
        say(f"{path}: no such file or folder; check the path", bad=True)
    missing = [each.doc for each, path in pairs if path is None]
    for doc in missing:
        say(f"{doc}: no such file among those named", bad=True)
    if missing and not by_path:
        click.get_current_context().exit(1)
    chosen = replace(inputs, files=tuple(path for _, path in pairs if path is not None))
    results = []
    for document in chosen.documents():
        results.append(score(by_path[document.source.path], document))
        inputs.warn(document.source.path, tuple(_misfits(results[-1])))
    inputs.failures += chosen.failures + len(missing) + len(absent)
    inputs.delivered += chosen.delivered
    found = figures(results)
    if form == "json":
        from plancli.render.scores import scores_record
        from plancli.serialize import dumps

        output.write(dumps(scores_record(results, found), indent=2) + "\n")
    elif results:
        from plancli.render.scores import scores_view

        output.write(scores_view(results, found, look, verbose=verbose))
    reached = found["target_f1_by_document"] if found["target_f1"] is None else found["target_f1"]
    if fail_under is not None and (reached is None or reached < fail_under):
        say(f"F1 of the targets is {reached}, lower than {fail_under}", bad=True)
        # The status is 1, and the scores are delivered all the same.
        inputs.failures += 1


def _refuse_beside(output_path: str | None, gold: str) -> None:
    """Return when *output_path* would not be read as an annotation of the folder *gold*, now or the next time.

    Raises: OutputNameError that says so.
    """
    if output_path is None or not (os.path.isdir(gold) and output_path.endswith(".json")):
        return
    if os.path.realpath(os.path.dirname(output_path) or ".") == os.path.realpath(gold):
        raise OutputNameError(
            f"{output_path} is one of the inputs, as an annotation; write to another folder"
        )


def _misfits(result: Result) -> Iterator[str]:
    """A warning for each anchor of the annotation that is not in the document."""
    for difference in result.differences:
        if difference.kind == UNPLACED:
            often = difference.got or "nowhere"
            yield f"the annotation does not fit the document: “{difference.where}” stands {often} in it"


def _read_golds(path: str, max_bytes: int) -> Iterator[GoldDocument]:
    """Gold documents of the file or folder *path*, in the order of names."""
    from plancli.files import read_bytes
    from plancli.gold import parse_gold

    if os.path.isdir(path):
        names = sorted(name for name in os.listdir(path) if name.endswith(".json"))
        if not names:
            raise GoldError(f"{path}: the folder holds no .json file of annotations")
        paths = [os.path.join(path, name) for name in names]
    else:
        paths = [path]
    for each in paths:
        try:
            text = read_bytes(each, max_bytes=max_bytes).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise GoldError(f"{each}: not UTF-8 at byte {error.start}") from error
        yield from parse_gold(text, each)


def _pair(golds: list[GoldDocument], files: tuple[str, ...]) -> Iterator[tuple[GoldDocument, str | None]]:
    """Each gold document and the file of its name among *files*, or None: a figure of another text says nothing."""
    named = [path for path in files if not os.path.isdir(path)]
    folders = [path for path in files if os.path.isdir(path)]
    for gold in golds:
        # A name in a gold file is a name, not a path.
        name = os.path.basename(gold.doc)
        inside = (os.path.join(folder, name) for folder in folders)
        found = [path for path in named if os.path.basename(path) == name]
        found += [path for path in inside if os.path.isfile(path)]
        if len({os.path.realpath(path) for path in found}) > 1:
            say(f"{name}: {len(found)} files bear this name; {found[0]} is scored", bad=True)
        yield gold, found[0] if found else None
