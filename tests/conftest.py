"""What all tests share: reproducible property tests, a plain environment, and the command runner."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from plancli.cli import plancli

# Derandomized: a failure in one run is a failure in all. `make fuzz` takes the longer profile.
settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fuzz", settings.get_profile("fixed"), max_examples=7000)
settings.load_profile(os.environ.get("PLANCLI_HYPOTHESIS", "fixed"))

# What one test's command has compiled, the next need not; the user's own folder is left alone.
CACHE = tempfile.TemporaryDirectory(prefix="plancli-tests-")
os.environ["PLANCLI_CACHE_DIR"] = CACHE.name

# A shell that starts the tests in its background has them ignore Ctrl-C, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

SAMPLES = sorted(
    path for path in Path(__file__).parents[1].joinpath("samples").iterdir() if path.name != "README.md"
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs a command; output, errors and status are apart in the result."""

    def invoke(*arguments: str | Path, data: bytes | None = None) -> Result:
        return CliRunner().invoke(plancli, [str(part) for part in arguments], input=data)

    return invoke


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A small release on disk."""
    path = tmp_path / "release.md"
    path.write_text(
        "# 海州市标准化发展行动计划\n\n## 一、发展目标\n\n"
        "到2025年，牵头制定国际标准60项，新增企业300家以上。\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KB."""
    mount = tmp_path / "disk"
    mount.mkdir()
    options = ["-t", "tmpfs", "-o", "size=400k", "tmpfs", str(mount)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)
