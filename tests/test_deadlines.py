"""Deadlines that no sentence states: the words that do are named, and where they stand."""

from __future__ import annotations

import pytest

from plancli import parse

TABLE = """# 海州市发展规划

到2025年，主要指标如下：

| 指标 | 2020年 | 2025年 | 属性 |
|---|---|---|---|
| 城镇化率（%） | 60 | 65 | 预期性 |
"""
TITLED = """海州市建设行动计划（2023—2025年）

一、主要任务

建设学校10所。

| 指标 | 目标值 |
|---|---|
| 绿地率（%） | 40 |
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TITLED, [("10所", "2025", "2023—2025年", "title"), ("40", "2025", "2023—2025年", "title")]),
        (TABLE, [("65", "2025", "2025年", "heading")]),
    ],
)
def test_a_deadline_of_title_or_header_is_tied_to_its_words(text, expected):
    document = parse(text.encode())
    found = [(t.text, t.deadline, t.deadline_text, t.deadline_from) for t in document.targets]

    assert found == expected
    for target in document.targets:
        assert target.deadline_span is not None
        assert document.text[slice(*target.deadline_span)] == target.deadline_text


def test_a_table_of_an_undated_text_starts_from_the_year_before_the_one_it_is_introduced_for():
    (target,) = parse(TABLE.encode()).targets

    assert (target.baseline, target.baseline_value) == ("2020", 60)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("# 海州市“十四五”规划\n\n## 二、2035年远景目标\n\nTABLE", "2035"),
        ("# 海州市规划\n\n到2027年，主要指标如下：\n\nTABLE", "2027"),
        ("# 海州市“十四五”规划\n\n## 二、主要目标\n\nTABLE", "2025"),
    ],
)
def test_cells_that_state_no_deadline_have_that_of_what_stands_above_their_table(text, deadline):
    table = "| 指标 | 2020年 | 目标值 |\n|---|---|---|\n| 绿地率（%） | 38 | 40 |\n"
    (target,) = parse(text.replace("TABLE", table).encode()).targets

    assert target.deadline == deadline
    assert target.deadline_span is not None


def test_a_column_that_tells_how_far_a_goal_came_is_no_start():
    text = "# 海州市“十四五”规划\n\n| 指标 | “十三五”目标完成率% | 2025年目标 |\n|---|---|---|\n| 绿地率（%） | 102 | 40 |\n"
    (target,) = parse(text.encode()).targets

    assert (target.value, target.baseline, target.baseline_value) == (40, None, None)


def test_what_the_years_of_a_plan_come_to_is_a_goal_by_its_end():
    text = "# 海州市三年行动计划（2025—2027年）\n\n| 指标 | 2025年 | 2026年 | 2027年 | 三年合计 |\n|---|---|---|---|---|\n| 改造危桥（座） | 20 | 30 | 40 | 90 |\n"
    found = [(target.text, target.deadline) for target in parse(text.encode()).targets]

    assert found == [("20", "2025"), ("30", "2026"), ("40", "2027"), ("90", "2027")]


def test_a_date_of_another_deed_above_a_table_is_not_its_deadline():
    text = (
        "# 海州市“十四五”规划\n\n各县区要在2022年6月底前制定方案，明确责任，按下表目标推进。\n\n"
        "| 指标 | 目标值 |\n|---|---|\n| 绿地率（%） | 40 |\n"
    )
    (target,) = parse(text.encode()).targets

    assert target.deadline == "2025"


def test_sums_of_years_that_are_over_are_no_goals():
    text = (
        "---\ndate: 2026-03-01\n---\n\n# 海州市“十五五”规划\n\n## 一、完成情况\n\n"
        "| 指标 | 2024年 | 2025年 | 两年合计 |\n|---|---|---|---|\n| 改造危桥（座） | 20 | 30 | 50 |\n"
    )

    assert parse(text.encode()).targets == ()
