"""The wheel and the sdist: what they hold, and that they work where nothing else is."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import SAMPLES

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def run(*command: str | Path, where: Path) -> str:
    result = subprocess.run(
        list(map(str, command)), cwd=where, capture_output=True, text=True, timeout=600, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("distributions")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, where=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions) -> Path:
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(distributions) -> Path:
    (path,) = distributions.glob("*.tar.gz")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "plancli").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in names if not name.split("/")[0].endswith(".dist-info")} == package
    assert any(name.endswith("LICENSE") for name in names)


def test_the_wheel_runs_in_an_empty_environment(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / "bin"
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, where=tmp_path)
    installed = run(programs / "plancli", "parse", SAMPLES[0], "--json", where=tmp_path)
    here = run(sys.executable, "-m", "plancli", "parse", SAMPLES[0], "--json", where=tmp_path)

    assert installed == here
    assert "/env/" in run(
        programs / "python", "-c", "import plancli; print(plancli.__file__)", where=tmp_path
    )


def test_the_sdist_holds_the_checkout_and_nothing_else(sdist):
    if not (ROOT / ".git").exists():
        pytest.skip("only a checkout tells what belongs to it")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", where=ROOT)
    checkout = {name for name in listed.split("\0") if (ROOT / name).is_file()}
    with tarfile.open(sdist) as archive:
        held = {member.name.partition("/")[2] for member in archive}

    assert held == checkout | {"PKG-INFO"}


def test_the_tests_run_from_the_sdist(sdist, tmp_path):
    """All can be collected; those that read the files around the package are run."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    run(sys.executable, "-m", "pytest", "-q", "--collect-only", where=unpacked)
    names = ("docs", "golden", "samples", "bounds", "lexicon", "layers")
    output = run(
        sys.executable, "-m", "pytest", "-q", *(f"tests/test_{name}.py" for name in names), where=unpacked
    )

    assert " passed" in output
    assert str(unpacked) in run(
        sys.executable, "-c", "import plancli; print(plancli.__file__)", where=unpacked
    )
