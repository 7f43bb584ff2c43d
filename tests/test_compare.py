"""Which indicators are of one row, and what is said to have changed."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from documents import document, target
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plancli.alignment import judge, name_of, same_unit
from plancli.compare import CHANGES, compare, same_deadline
from plancli.lexicon import default_lexicon
from plancli.pipeline import parse
from plancli.review.comparing import difference

ROOT = Path(__file__).parents[1]
CASES = tomllib.loads((ROOT / "tests/cases/alignment.toml").read_text(encoding="utf-8"))["case"]
EXPECTED = tomllib.loads((ROOT / "tests/gold/compare.toml").read_text(encoding="utf-8"))
LEXICON = default_lexicon()


def goal(indicator: str, value: str = "60", unit: str = "%", **fields: object):
    """A target of an invented plan."""
    plain = {
        "indicator": indicator,
        "value": Decimal(value),
        "base_value": Decimal(value),
        "unit": unit,
        "base_unit": unit,
        "sentence": indicator,
    }
    return target("60项", **(plain | fields))


def plan(*targets):
    """A document that sets *targets*."""
    return document(targets=tuple(replace(t, id=f"t{place}") for place, t in enumerate(targets, 1)))


def changes(old, new) -> list[tuple[str, ...]]:
    return [row.changes for row in compare([plan(*old), plan(*new)]).rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_pair_is_aligned_or_kept_apart_for_its_reason(case):
    one = goal(
        case["left"],
        unit=case.get("unit", "%"),
        measure=case.get("measure", "level"),
        per=case.get("per"),
        baseline=case.get("baseline"),
    )
    other = goal(
        case["right"],
        unit=case.get("other_unit", case.get("unit", "%")),
        measure=case.get("other_measure", "level"),
        baseline=case.get("other_baseline"),
    )
    region = case.get("region")
    names = (
        name_of(one.indicator, region, LEXICON),
        name_of(other.indicator, case.get("other_region", region), LEXICON),
    )
    verdict = judge(one, other, names, LEXICON)
    back = judge(other, one, names[::-1], LEXICON)

    assert (verdict.reason == "") is case["aligned"]
    assert verdict.reason.startswith(case.get("reason", ""))
    assert (back.reason == "", back.score) == (case["aligned"], verdict.score)


@pytest.mark.parametrize("table", ["same_word", "neutral_verb", "same_unit", "contrast"])
def test_entries_hold_their_forms_in_their_examples_and_not_in_what_they_refuse(table):
    entries = LEXICON.table(table)
    assert entries
    for entry in entries:
        assert entry.examples
        assert entry.refused
        assert all(any(form in example for form in entry.forms) for example in entry.examples), entry.id


def test_words_of_one_meaning_and_verbs_that_change_nothing_give_one_name():
    for entry in LEXICON.table("same_word"):
        cores = {name_of(f"公共服务{form}", None, LEXICON).core for form in entry.forms}
        assert len(cores) == 1, entry.id
    for entry in LEXICON.table("neutral_verb"):
        cores = {name_of(f"{form}充电桩", None, LEXICON).core for form in entry.forms}
        assert cores == {"充电桩"}, entry.id
        for refused in entry.refused:
            assert name_of(refused, None, LEXICON).core == refused, entry.id


def test_every_pair_of_contrasting_words_keeps_names_apart():
    for entry in LEXICON.table("contrast"):
        first, *others = entry.forms
        for other in others:
            if other in first or first in other:
                continue
            one, two = goal(f"{first}公共服务设施覆盖率"), goal(f"{other}公共服务设施覆盖率")
            names = (name_of(one.indicator, None, LEXICON), name_of(two.indicator, None, LEXICON))
            assert judge(one, two, names, LEXICON).reason, (first, other)


def test_units_of_one_kind_are_the_same_and_others_are_not():
    assert same_unit("个", "家", LEXICON)
    assert same_unit("", "", LEXICON)
    assert not same_unit("人", "人次", LEXICON)
    assert not same_unit("家", "名", LEXICON)


@pytest.mark.parametrize(
    ("old", "new", "want"),
    [
        ({}, {"value": "70"}, ("raised",)),
        ({}, {"value": "50"}, ("lowered",)),
        ({}, {"deadline": "2027"}, ("postponed",)),
        ({}, {"deadline": "2024"}, ("advanced",)),
        ({}, {"value": "70", "deadline": "2027"}, ("raised", "postponed")),
        ({}, {"bound": "ge"}, ("restated",)),
        ({}, {"deadline": None}, ("restated",)),
        ({}, {"deadline": "2025-12-31"}, ("unchanged",)),
        ({}, {}, ("unchanged",)),
    ],
)
def test_a_change_is_named(old, new, want):
    assert changes([goal("森林覆盖率", **old)], [goal("森林覆盖率", **new)]) == [want]


@pytest.mark.parametrize(
    ("fields", "step", "effort"),
    [
        ({"bound": "ge"}, "70", "stronger"),
        ({"bound": "le"}, "70", "weaker"),
        ({"bound": "le"}, "50", "stronger"),
        ({"measure": "decrease"}, "70", "stronger"),
        ({"measure": "rank"}, "50", "stronger"),
        ({"bound": "eq"}, "70", None),
    ],
)
def test_effort_is_told_only_where_the_bound_or_the_kind_says_so(fields, step, effort):
    """A bare level may be good high (覆盖率) or low (死亡率)."""
    rows = compare([plan(goal("某项指标", **fields)), plan(goal("某项指标", step, **fields))]).rows

    assert [row.effort for row in rows] == [effort]


def test_a_goal_of_two_deadlines_is_not_a_moved_one():
    old = [goal("森林覆盖率", "24", deadline="2025"), goal("森林覆盖率", "26", deadline="2030")]
    new = [goal("森林覆盖率", "25", deadline="2025"), goal("森林覆盖率", "26", deadline="2030")]

    assert changes(old, new) == [("raised",), ("unchanged",)]


def test_of_two_like_rows_the_one_of_the_same_section_is_taken():
    old = [goal("示范区", "10", "个", section_path=("甲",)), goal("示范区", "20", "个", section_path=("乙",))]
    new = [goal("示范区", "20", "个", section_path=("甲",)), goal("示范区", "10", "个", section_path=("乙",))]

    assert changes(old, new) == [("raised",), ("lowered",)]


def test_a_share_without_a_subject_takes_that_of_the_clause_before():
    sentence = "核心产业增加值年均增长12%，占地区生产总值的比重达到10.5%"
    old = [goal("核心产业增加值占GDP比重", "10")]
    new = [
        goal("核心产业增加值", "12", measure="increase", per="year", sentence=sentence),
        goal("占地区生产总值的比重", "10.5", sentence=sentence),
    ]

    assert changes(old, new) == [("raised",), ("added",)]


def test_rows_of_many_plans_hold_only_targets_that_all_go_together():
    """A chain of likenesses does not make its ends alike."""
    plans = [
        plan(goal("数字化改造覆盖率")),
        plan(goal("规上工业企业数字化改造覆盖率")),
        plan(goal("中小商贸企业数字化改造覆盖率")),
    ]
    rows = compare(plans).rows
    names = [{t.indicator for t in row.present} for row in rows]

    assert not any({"规上工业企业数字化改造覆盖率", "中小商贸企业数字化改造覆盖率"} <= row for row in names)
    assert sum(len(row.present) for row in rows) == 3


def test_what_is_kept_apart_is_told_with_its_reason():
    refused = compare(
        [plan(goal("上云企业", unit="家", measure="increase")), plan(goal("上云企业", unit="家"))]
    ).refused

    assert [(r.score, r.reason) for r in refused] == [(1.0, "kind of goal")]


INDICATORS = st.sampled_from(
    ["森林覆盖率", "农村森林覆盖率", "新增企业", "建设5G基站", "5G基站总数", "上云企业", "占比", ""]
)
TARGETS = st.builds(
    goal,
    INDICATORS,
    st.sampled_from(["1", "2.5", "60"]),
    st.sampled_from(["%", "个", "家"]),
    deadline=st.sampled_from([None, "2025", "2025-06", "2030"]),
    measure=st.sampled_from(["level", "increase"]),
)


@given(st.lists(st.lists(TARGETS, max_size=6), min_size=2, max_size=4), st.booleans())
def test_each_target_stands_in_exactly_one_row(lists, versions):
    documents = [plan(*targets) for targets in lists]
    comparison = compare(documents, versions=versions)
    seen = [
        sorted(row.targets[place].id for row in comparison.rows if row.targets[place])
        for place in range(len(lists))
    ]

    assert seen == [sorted(t.id for t in doc.targets) for doc in documents]
    assert all(row.present for row in comparison.rows)
    assert {row.changes[0] for row in comparison.rows if row.changes} <= set(CHANGES)


@given(st.lists(TARGETS, max_size=8))
def test_a_plan_compared_with_itself_has_not_changed(targets):
    rows = compare([plan(*targets), plan(*targets)]).rows

    assert {row.changes for row in rows if row.indicator not in ("", "60项")} <= {("unchanged",)}


@given(st.lists(TARGETS, max_size=5), st.lists(TARGETS, max_size=5))
def test_what_one_order_adds_the_other_drops(old, new):
    there, back = compare([plan(*old), plan(*new)]).counts, compare([plan(*new), plan(*old)]).counts

    assert (there.get("added", 0), there.get("dropped", 0)) == (back.get("dropped", 0), back.get("added", 0))


@given(
    st.sampled_from([None, "2025", "2025-06", "2025-12-31"]),
    st.sampled_from([None, "2025", "2026", "2025-06"]),
)
def test_deadlines_agree_both_ways(left, right):
    one, other = goal("x", deadline=left), goal("x", deadline=right)

    assert same_deadline(one, other) == same_deadline(other, one)


# On the samples


def sample(name: str):
    return parse((ROOT / "samples" / name).read_bytes(), path=name)


def test_two_versions_of_a_plan_differ_as_they_were_made_to():
    expected = EXPECTED["versions"]
    rows = compare([sample(expected["old"]), sample(expected["new"])]).rows

    def side(one, value_key, date_key):
        return (one.get(value_key) and Decimal(str(one[value_key])), one.get(date_key))

    want = sorted(
        (e["kind"], e["unit"], *side(e, "old", "old_deadline"), *side(e, "new", "new_deadline"))
        for e in expected["change"]
    )
    have = sorted(
        (
            row.changes[0],
            row.present[0].unit,
            *((row.targets[0].value, row.targets[0].deadline) if row.targets[0] else (None, None)),
            *((row.targets[1].value, row.targets[1].deadline) if row.targets[1] else (None, None)),
        )
        for row in rows
    )

    assert list(map(str, have)) == list(map(str, want))


def test_three_cities_share_what_they_share_and_no_decoy():
    expected = EXPECTED["cities"]
    rows = compare([sample(name) for name in expected["files"]]).rows
    shared = [row for row in rows if len(row.present) > 1]

    assert [
        ([float(t.value) if t else None for t in row.targets], row.present[0].unit, row.present[0].deadline)
        for row in shared
    ] == [([float(v) for v in e["values"]], e["unit"], e["deadline"]) for e in expected["shared"]]


# The command

CITIES = [ROOT / "samples" / name for name in EXPECTED["cities"]["files"]]
VERSIONS = [ROOT / "samples" / EXPECTED["versions"][key] for key in ("old", "new")]


def test_the_table_of_two_versions_names_each_kind_of_change(run):
    result = run("compare", *VERSIONS)

    assert (result.exit_code, result.stderr) == (0, "")
    for words in ("Raised", "Lowered", "Added", "Dropped", "Postponed", "60% → 65%", "2025 → 2026"):
        assert words in result.stdout


def test_the_matrix_shows_shared_rows_and_with_all_the_rest(run):
    short, full = run("compare", *CITIES), run("compare", *CITIES, "--all")

    assert "5G基站" in short.stdout
    assert "智算中心" not in short.stdout
    assert "智算中心" in full.stdout
    assert "kind of goal" in full.stdout


def test_json_says_what_was_aligned_and_what_was_kept_apart(run):
    record = json.loads(run("compare", *VERSIONS, "--json").stdout)

    assert record["kind"] == "versions"
    assert sum(record["counts"].values()) == len(record["rows"])
    assert {row["change"] for row in record["rows"]} <= set(CHANGES)
    assert all(len(row["targets"]) == 2 for row in record["rows"])
    assert json.loads(run("compare", *VERSIONS, "--json", "--matrix").stdout)["kind"] == "matrix"


def test_csv_has_a_group_of_columns_for_each_file(run, tmp_path):
    out = tmp_path / "cities.csv"
    assert run("compare", *CITIES, "-o", out).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    shared = [row for row in rows if row["value_A"] and row["value_B"] and row["value_C"]]

    assert [[row[f"value_{letter}"] for letter in "ABC"] for row in shared] == [
        [f"{value:g}" for value in e["values"]] for e in EXPECTED["cities"]["shared"]
    ]


def test_csv_tells_kinds_of_goals_apart(run, tmp_path):
    """A growth of 12% a year is no level of 12%, and 约6000张 no 6000张 exactly."""
    plans = {
        "old.txt": "海州市发展规划\n一、目标\n（一）经济\n到2025年，工业增加值年均增长12%。\n新增床位约6000张。\n",
        "new.txt": "海州市发展规划\n一、目标\n（一）经济\n到2025年，工业增加值年均增长13%。\n新增床位7000张。\n",
    }
    for name, text in plans.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("compare", *(tmp_path / name for name in plans), "--csv")
    cells = [
        [row[f"{name}_A"] for name in ("text", "measure", "per", "approx", "section_path", "title", "id")]
        for row in csv.DictReader(io.StringIO(result.stdout))
    ]

    assert cells == [
        ["12%", "increase", "year", "false", "目标 > 经济", "海州市发展规划", "t1"],
        ["6000张", "increase", "", "true", "目标 > 经济", "海州市发展规划", "t2"],
    ]


def test_a_name_that_a_spreadsheet_would_run_is_made_text(run, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text("到2025年，=cmd()设施覆盖率达到60%。\n", encoding="utf-8")
    text = run("compare", tmp_path / "a.md", tmp_path / "b.md", "--csv").stdout

    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(text)) for cell in row)


def test_the_page_of_a_comparison_is_written(run, tmp_path):
    out = tmp_path / "cities.html"
    assert run("compare", *CITIES, "-o", out, "--lang", "en").exit_code == 0
    assert "Shared indicators" in out.read_text(encoding="utf-8")


def test_shares_are_compared_on_one_scale(run, tmp_path):
    """On the terminal, side by side and on the page; the data has the values as they are."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("到2025年，覆盖率达到三分之二以上。\n", encoding="utf-8")
    new.write_text("到2025年，覆盖率达到70%以上。\n", encoding="utf-8")
    page = tmp_path / "page.html"
    run("compare", old, new, "-o", page)
    row = json.loads(run("compare", old, new, "--json").stdout)["rows"][0]

    assert "≥三分之二 (66.67%) → ≥70%" in run("compare", old, new).stdout
    assert re.search(r"≥三分之二 \(66\.67%\) +≥70%", run("compare", old, new, "--matrix").stdout)
    assert "≥ 三分之二 (66.67%)" in page.read_text(encoding="utf-8")
    assert "+3.33个百分点" in page.read_text(encoding="utf-8")
    assert [each["value"] for each in row["targets"]] == [0.6667, 70]


def test_the_step_between_two_fractions_is_in_points():
    pair = [goal("覆盖率", v, "", base_unit="%", base_value=Decimal(v) * 100) for v in ("0.5", "0.75")]

    assert difference(compare([plan(pair[0]), plan(pair[1])]).rows[0]) == "+25个百分点"


@pytest.mark.parametrize("options", [[], ["--matrix"], ["--all"]])
def test_where_no_file_sets_a_target_it_is_said(run, tmp_path, options):
    path = tmp_path / "a.txt"
    path.write_text("会议强调要认真学习。\n", encoding="utf-8")
    result = run("compare", path, path, *options)

    assert result.exit_code == 0
    assert result.stdout.endswith("\nNone of the files sets a target; there is nothing to compare.\n")


def test_one_file_is_not_compared(run):
    assert run("compare", CITIES[0]).exit_code == 2


def test_files_that_fail_leave_the_others_compared(run, tmp_path):
    result = run("compare", *VERSIONS, tmp_path / "none.html")

    assert result.exit_code == 1
    assert "Raised" in result.stdout
    assert "none.html" in result.stderr
    assert run("compare", VERSIONS[0], tmp_path / "none.html").exit_code == 1
