"""The documents and the program say the same."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import re
from pathlib import Path

import pytest

from plancli import __version__
from plancli.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WITH_EXAMPLES = [
    path for path in sorted((ROOT / "plancli").rglob("*.py")) if ">>>" in path.read_text(encoding="utf-8")
]


def docs_tool():
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tests/tools/docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_parts_of_the_readme_are_up_to_date():
    """`make docs` rewrites them."""
    assert README.splitlines() == docs_tool().generated(README).splitlines()


def test_the_readme_has_generated_parts_of_every_kind():
    tool = docs_tool()

    assert {match[1] for match in tool._PART_RE.findall(README)} == set(tool.KINDS)


def test_the_python_of_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")

    assert results.attempted >= 5
    assert results.failed == 0


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_docstring_hold(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))

    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"`{name}`" in README
    assert f"plancli {name}" in README


def test_links_within_the_readme_lead_somewhere():
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#([^)]*)\)", README)) <= anchors


def test_files_that_the_readme_names_are_there():
    for name in re.findall(r"\b(?:samples|tests)/[\w./-]*\w", README):
        assert (ROOT / name).exists()


def test_tests_that_the_readme_names_are_there():
    named = re.findall(r"`(test_\w+)::(\w+)`", README)

    assert len(named) > 30
    for module, function in named:
        source = (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", source, re.MULTILINE), f"{module}::{function}"


def test_every_target_of_the_makefile_that_the_readme_names_is_listed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))

    assert {"demo", "test", "check", "fix", "bench", "eval", "golden", "docs", "fuzz", "clean"} <= listed
    assert set(re.findall(r"`make ([\w-]+)`", README)) <= listed


def test_the_changelog_knows_the_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_ci_script_can_be_run():
    assert os.access(ROOT / ".ci/run", os.X_OK)
