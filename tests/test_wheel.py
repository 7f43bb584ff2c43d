"""The wheel: what it holds, and that it runs where nothing else is installed."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import SAMPLES

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, where: Path) -> str:
    result = subprocess.run(
        list(map(str, command)), cwd=where, capture_output=True, text=True, timeout=600, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT, where=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "plancli").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in names if not name.split("/")[0].endswith(".dist-info")} == package
    assert any(name.endswith("LICENSE") for name in names)


@pytest.mark.slow
@pytest.mark.timeout(600)
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
