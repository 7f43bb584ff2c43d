"""The floors of the scores: a fall is told, and only a rise is written."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

TOOL = Path(__file__).parent / "tools/floors.py"


@pytest.fixture
def floors(tmp_path, monkeypatch):
    """The tool with a file of its own and figures that a test sets as ``tool.figures``."""
    spec = importlib.util.spec_from_file_location("floors", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.FLOORS = tmp_path / "floors.json"
    tool.FLOORS.write_text(json.dumps({"samples": {"target_f1": 0.9}, "annotated": {"titles": 1.0}}))
    monkeypatch.setattr(tool, "samples_figures", lambda verbose: {"target_f1": tool.reached})
    return tool


def status(tool, monkeypatch, *options):
    monkeypatch.setattr("sys.argv", ["floors.py", *options])
    return tool.main()


def test_a_fall_is_told_by_name(floors, monkeypatch, capsys):
    floors.reached = 0.89

    assert status(floors, monkeypatch) == 1
    assert "samples: target_f1 is 0.89, its floor is 0.9" in capsys.readouterr().err


@pytest.mark.parametrize("reached", [0.9, 0.8996, 0.95])
def test_a_figure_at_its_floor_or_above_passes(floors, monkeypatch, reached):
    floors.reached = reached

    assert status(floors, monkeypatch) == 0


def test_a_figure_that_is_gone_has_fallen(floors):
    assert floors.fallen("samples", {}, {"target_f1": 0.9}) != []


def test_update_raises_and_lowers_only_when_told_to(floors, monkeypatch):
    floors.reached = 0.95
    assert status(floors, monkeypatch, "--update") == 0
    assert json.loads(floors.FLOORS.read_text()) == {
        "samples": {"target_f1": 0.95},
        "annotated": {"titles": 1.0},
    }

    floors.reached = 0.8
    assert status(floors, monkeypatch, "--update") == 1
    assert json.loads(floors.FLOORS.read_text())["samples"] == {"target_f1": 0.95}

    assert status(floors, monkeypatch, "--update", "--allow-regression") == 0
    assert json.loads(floors.FLOORS.read_text())["samples"] == {"target_f1": 0.8}


def test_a_scorer_in_a_folder_of_its_own_is_found_and_told_where_all_lies(floors, tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/score.py").write_text(
        "import json, sys\n"
        "folders = {sys.argv[i + 1].rsplit('/', 1)[1] for i, word in enumerate(sys.argv) if word in ('--docs', '--gold')}\n"
        "print(json.dumps({'documents': 2, 'failed': 0, 'told': float(folders == {'docs', 'gold'})}))\n"
    )

    assert floors.annotated_figures(tmp_path, verbose=False) == {"told": 1.0}


def test_a_folder_without_a_scorer_is_no_pass(floors, monkeypatch, tmp_path):
    floors.reached = 0.9

    with pytest.raises(SystemExit, match=r"no score\.py"):
        status(floors, monkeypatch, "--eval", str(tmp_path))
