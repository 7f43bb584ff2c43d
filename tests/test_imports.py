"""What starting costs: heavy packages are loaded when they are needed and not before."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest
from conftest import SAMPLES

HEAVY = {
    "bs4",
    "dask",
    "distributed",
    "fsspec",
    "jieba",
    "jinja2",
    "lxml",
    "pkg_resources",
    "pyarrow",
    "rich",
    "yaml",
}


def loaded(script: str) -> set[str]:
    """Top-level modules that a new interpreter has after *script*."""
    probe = f"{script}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True
    )
    return set(result.stdout.splitlines()[-1].split())


def test_importing_the_library_loads_none_of_its_packages():
    assert loaded("import plancli") & (HEAVY | {"click"}) == set()


def test_help_loads_click_alone():
    script = "from plancli.cli import plancli\nplancli.main(['--help'], standalone_mode=False)"

    assert loaded(script) & HEAVY == set()


def test_reading_a_page_as_json_loads_what_reads_it_and_no_more():
    page = next(path for path in SAMPLES if path.name == "sina_full_page.html")
    script = f"from plancli.cli import plancli\nplancli.main(['parse', '--json', {str(page)!r}], standalone_mode=False)"

    assert loaded(script) & (HEAVY - {"lxml"}) == set()


def test_every_module_of_the_package_can_be_imported():
    script = (
        "import importlib, pkgutil, plancli\n"
        "for found in pkgutil.walk_packages(plancli.__path__, 'plancli.'):\n"
        "    if found.name != 'plancli.__main__': importlib.import_module(found.name)\n"
    )

    assert "plancli" in loaded(script)


@pytest.mark.slow
def test_help_starts_within_its_budget():
    """At most 1.5 times as slow as importing click, in alternating runs."""

    def seconds(*command: str) -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        return time.perf_counter() - begin

    ours: list[float] = []
    clicks: list[float] = []
    for _ in range(15):
        clicks.append(seconds("-c", "import click"))
        ours.append(seconds("-m", "plancli", "--help"))

    assert statistics.median(ours) <= 1.5 * statistics.median(clicks)
