"""What the program needs is bounded on both sides, and the tests run on both ends."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
SHIPPED = [*PROJECT["dependencies"], *EXTRAS["parquet"], *EXTRAS["cluster"]]
TESTED = [*SHIPPED, *(line for line in EXTRAS["test"] if not line.startswith("plancli["))]


def pins(name: str) -> dict[str, Version]:
    """Version by package that the constraints file *name* gives."""
    lines = (ROOT / "tests" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(package): Version(version) for package, version in pairs}


def lower_bound(requirement: Requirement) -> Version:
    (bound,) = (each.version for each in requirement.specifier if each.operator == ">=")
    return Version(bound)


@pytest.mark.parametrize("line", SHIPPED)
def test_what_is_needed_to_run_is_bounded_on_both_sides(line):
    assert {each.operator for each in Requirement(line).specifier} == {">=", "<"}


def test_the_lowest_versions_are_those_that_are_allowed():
    allowed = {canonicalize_name(each.name): lower_bound(each) for each in map(Requirement, TESTED)}

    assert pins("constraints-lowest.txt") == allowed


@pytest.mark.parametrize("line", [*TESTED, *EXTRAS["dev"][:-1]])
def test_the_versions_of_a_usual_run_are_pinned_and_allowed(line):
    requirement = Requirement(line)

    assert requirement.specifier.contains(pins("constraints.txt")[canonicalize_name(requirement.name)])
