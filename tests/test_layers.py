"""The direction of imports: each module knows only what stands before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import plancli

ROOT = Path(plancli.__file__).parent

# From the bottom up. A package stands once; inside it imports must not run in a circle.
ORDER = (
    "errors",
    "limits",
    "models",
    "fold",
    "visible",
    "lexicon_lines",
    "lexicon",
    "forms",
    "decode",
    "opcodes",
    "patterns",
    "isodate",
    "asides",
    "formats",
    "feeds",
    "own_output",
    "blanks",
    "pieces",
    "surnames",
    "tags",
    "comments",
    "page",
    "styles",
    "tables",
    "reader",
    "markup",
    "sites",
    "hints",
    "chrome",
    "scorer",
    "layout",
    "drawn",
    "textual",
    "layers",
    "assign",
    "card_values",
    "finish",
    "clean",
    "markers",
    "lines",
    "headings",
    "cards",
    "embedded",
    "run_in",
    "standalone",
    "contents",
    "outline",
    "numerals",
    "names",
    "bounds",
    "units",
    "figures",
    "readings",
    "ranges",
    "records",
    "date_patterns",
    "date_values",
    "dates",
    "period",
    "present",
    "titles",
    "issuer",
    "regions",
    "genre",
    "metadata",
    "words",
    "clauses",
    "proportions",
    "quantities",
    "targets",
    "pipeline",
    "pumping",
    "lexicon_fields",
    "lexicon_check",
    "serialize",
    "schema",
    "files",
    "output",
    "messages",
    "alarm",
    "suffixes",
    "options",
    "alignment",
    "compare",
    "gold",
    "evaluate",
    "render",
    "batch",
    "review",
    "commands",
    "cli",
    "__main__",
)

# Stages are functions of their arguments: what they would need these for is done by others.
IMPURE = {"io", "logging", "os", "pathlib", "random", "shutil", "socket", "subprocess", "tempfile", "time"}
# The tables that come with the program, and what it keeps of their patterns: no result depends on the latter.
MAY_OPEN_FILES = {"lexicon": {"pathlib"}, "opcodes": {"os", "pathlib"}}
LAST_STAGE = "pipeline"


def modules() -> dict[str, Path]:
    """Path of each module by its dotted name below plancli, but for the package's own __init__."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = path
    return found


MODULES = modules()


def imported(path: Path) -> Iterator[str]:
    """Dotted names of all that *path* imports anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            assert node.module is not None
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def own_imports(path: Path) -> Iterator[str]:
    """Modules below plancli that *path* imports."""
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "plancli":
            for length in range(len(parts), 1, -1):
                if ".".join(parts[1:length]) in MODULES:
                    yield ".".join(parts[1:length])
                    break


def test_the_order_names_every_module_once():
    assert sorted(ORDER) == sorted({name.partition(".")[0] for name in MODULES})


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_before(name):
    layer = name.partition(".")[0]
    before = set(ORDER[: ORDER.index(layer)])
    used = {target.partition(".")[0] for target in own_imports(MODULES[name])} - {layer}

    assert used - before == set()


def test_inside_a_package_imports_do_not_run_in_a_circle():
    graph = {
        name: {target for target in own_imports(path) if target != name} for name, path in MODULES.items()
    }
    done: set[str] = set()
    while ready := {name for name, needs in graph.items() if name not in done and needs <= done}:
        done |= ready

    assert sorted(set(graph) - done) == []


STAGES = [name for name in MODULES if name.partition(".")[0] in ORDER[: ORDER.index(LAST_STAGE) + 1]]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_reads_and_writes_nothing(name):
    used = {target.partition(".")[0] for target in imported(MODULES[name])}
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    opens_files = name in MAY_OPEN_FILES
    assert used & IMPURE <= MAY_OPEN_FILES.get(name, set())
    assert calls & {"print", "input"} == set()
    assert "open" not in calls or opens_files


@pytest.mark.parametrize("name", MODULES)
def test_a_module_holds_one_idea(name):
    """Under 400 lines, and its first line says what it turns into what."""
    text = MODULES[name].read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 400
    assert name == "__main__" or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_gives_a_name_once(name):
    """A pattern that a second one of its name replaces is asked no more, and no linter tells so."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    targets = [
        target
        for node in tree.body
        for target in (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
    ]
    given = [target.id for target in targets if isinstance(target, ast.Name)]

    assert sorted(given) == sorted(set(given))
