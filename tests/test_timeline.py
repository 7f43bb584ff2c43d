"""The terminal's picture of deadlines: where it helps, and never in a pipe."""

from __future__ import annotations

import pytest
from documents import document, target
from msgspec.structs import replace
from rich.cells import cell_len

from plancli.options import Look
from plancli.render.console import as_text
from plancli.render.terminal import document_view
from plancli.render.timeline import timeline

LOOK = Look(color=False, width=80, pictures=True)


def plan(*deadlines: str | None, measures: str = "level"):
    """A document with a target for each of *deadlines*."""
    goals = (target("60项", deadline=deadline, measure=measures) for deadline in deadlines)
    return document(targets=tuple(replace(goal, id=f"t{n}") for n, goal in enumerate(goals, 1)))


def picture(*deadlines: str | None, width: int = LOOK.width, **fields: str) -> list[str]:
    """Lines of the picture; none when there is none."""
    drawn = timeline(plan(*deadlines, **fields), width)
    look = replace(LOOK, width=width)
    return [] if drawn is None else as_text([drawn], look).rstrip().splitlines()


def test_bars_are_to_scale_in_order_of_time_with_the_undated_last():
    lines = picture("2030", "2025", "2025-06", None, "2025", "2025")

    assert [line.split()[:2] for line in lines if "▇" in line] == [["2025", "4"], ["2030", "1"], ["–", "1"]]
    assert [line.count("▇") for line in lines if "▇" in line] == [40, 10, 10]


def test_a_long_gap_is_marked_and_a_short_one_is_not():
    assert [line.strip() for line in picture("2025", "2035")][1] == "⋮"
    assert len(picture("2025", "2026", "2027")) == 3


def test_kinds_of_goals_have_a_sign_beside_the_colour():
    assert "↑1" in picture("2025", "2030", measures="increase")[0]


@pytest.mark.parametrize("width", [40, 44, 52, 60])
@pytest.mark.parametrize("measures", ["level", "increase"])
def test_on_a_narrow_terminal_the_bars_give_way_and_nothing_else(width, measures):
    wide = picture(*["2025"] * 120, *["2030"] * 40, None, measures=measures)
    narrow = picture(*["2025"] * 120, *["2030"] * 40, None, measures=measures, width=width)
    bars = [line.count("▇") for line in narrow]

    assert [line.replace("▇", "") for line in narrow] == [line.replace("▇", "") for line in wide]
    assert max(cell_len(line) for line in narrow) == min(width, max(cell_len(line) for line in wide))
    assert 0 < bars[3] < bars[2] < bars[0]


def test_one_deadline_alone_has_no_picture():
    assert picture("2025", "2025-12") == []
    assert picture() == []


def test_the_view_has_it_on_a_terminal_only():
    made = plan("2025", "2030")
    shown = document_view(made, LOOK, by="section")
    piped = document_view(made, replace(LOOK, pictures=False), by="section")

    assert "2030  1  ▇" in shown
    assert "2030  1  ▇" not in piped


def test_a_pipe_gets_no_picture(run, release):
    release.write_text("# 计划\n\n## 一、目标\n\n到2025年建成60个。到2030年建成90个。\n", encoding="utf-8")

    assert not any(line.startswith("2025  ") for line in run("parse", release).stdout.splitlines())
