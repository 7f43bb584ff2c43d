"""What counts as found, missed and right when a document is scored against a gold file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from documents import TEXT, document, target
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plancli.errors import GoldError
from plancli.evaluate import Squeezed, evaluate, figures, same_number, squeeze
from plancli.gold import FIELDS, GoldTarget, parse_gold

ROOT = Path(__file__).parents[1]


def gold_of(*entries: dict, **parts: object):
    """The gold document of documents.document()."""
    plain = {"doc": "海州.html", "targets": list(entries)}
    return parse_gold(json.dumps(plain | parts, ensure_ascii=False), "gold.json")[0]


def entry(anchor: str, number: str, value: float, unit: str, **fields: object) -> dict:
    return {"anchor": anchor, "number": number, "value": value, "unit": unit} | fields


ALL = (
    entry("牵头制定国际标准", "国际标准", 60, "项"),
    entry("牵头制定国际标准60项", "60项", 60, "项"),
    entry("提高到3.65%", "3.65%", 3.65, "%"),
    entry("下降13.5%", "13.5%", 13.5, "%"),
    entry("50家至80家", "50家至80家", 50, "家", value_max=80),
)


def scores(*entries: dict, made=None, **parts: object) -> dict:
    return figures([evaluate(gold_of(*entries, **parts), made or document())])


def test_all_found_and_read_right_is_one():
    found = scores(*ALL)

    assert {
        found[name]
        for name in ("target_precision", "target_recall", "target_f1", "number", "target_f1_by_document")
    } == {1.0}


def test_a_statement_left_out_of_the_gold_is_invented():
    assert scores(*ALL[:4])["target_precision"] == 0.8
    assert scores(*ALL[:4])["target_recall"] == 1.0


def test_a_gold_statement_that_is_not_read_is_missed():
    found = scores(*ALL, entry("新增企业300家", "300家", 300, "家"))

    assert found["target_recall"] == round(5 / 6, 4)
    assert found["target_precision"] == 1.0


@pytest.mark.parametrize("place", ["entry", "list"])
def test_a_number_on_which_readers_differ_is_neither_right_nor_wrong(place):
    unsure = {"anchor": "50家至80家", "number": "50家至80家"}
    found = (
        scores(*ALL[:4], unsure | {"maybe": True}) if place == "entry" else scores(*ALL[:4], maybe=[unsure])
    )

    assert (found["target_precision"], found["target_recall"]) == (1.0, 1.0)
    assert scores(*ALL, maybe=[{"anchor": "新增企业300家", "number": "300家"}])["target_f1"] == 1.0


def test_the_number_decides_between_two_targets_at_one_place():
    start, end = document().targets[0].span
    twin = replace(
        target("60项"), id="t9", value=Decimal(61), base_value=Decimal(61), span=(start, end), mentions=()
    )
    made = document(targets=(twin, replace(target("60项"), mentions=())))
    result = evaluate(gold_of(entry("标准60项", "60项", 60, "项")), made)

    assert result.share("number") == 1.0
    assert [d.kind for d in result.differences] == ["invented"]


def test_an_anchor_is_found_whatever_its_blanks_and_widths():
    made = document(
        text=TEXT.replace("60项", "６０ 项"),
        targets=(replace(target("60项"), mentions=(), text="６０ 项", span=(20, 24)),),
    )
    start = made.text.index("６０")
    made = document(text=made.text, targets=(replace(made.targets[0], span=(start, start + 4)),))

    assert scores(entry("国际 标准60项", "60项", 60, "项"), made=made)["target_f1"] == 1.0


def test_a_second_occurrence_is_not_the_first():
    text = "新增60项。新增60项。"
    made = document(text=text, sections=(), targets=(replace(target("60项"), mentions=(), span=(8, 11)),))

    assert text[8:11] == "60项"
    assert scores(entry("新增60项", "60项", 60, "项", occurrence=2), made=made)["target_recall"] == 1.0
    assert scores(entry("新增60项", "60项", 60, "项"), made=made)["target_recall"] == 0.0


def test_a_cell_is_found_by_the_ends_of_its_labels():
    from plancli.models import TargetCell

    made = document(
        targets=(replace(target("60项"), mentions=(), cell=TargetCell("绿色发展 森林覆盖率", "2025年目标")),)
    )
    want = {
        "anchor": None,
        "cell": {"row": "森林 覆盖率", "column": "2025年目标"},
        "number": "60项",
        "value": 60,
        "unit": "项",
    }

    assert scores(want, made=made)["target_f1"] == 1.0
    assert (
        scores(want | {"cell": {"row": "湿地覆盖率", "column": "2025年目标"}}, made=made)["target_f1"] == 0.0
    )


FIELD_VALUES = {
    "bound": ("ge", "le"),
    "approx": (True, False),
    "measure": ("increase", "level"),
    "per": ("year", None),
    "deadline": ("2025", "2026"),
    "baseline": ("2020", None),
    "baseline_value": (3.1, 4.1),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_right_when_equal_and_unscored_when_unsure_or_absent(name):
    right, wrong = FIELD_VALUES[name]
    got = Decimal(str(right)) if name == "baseline_value" else right
    made = document(targets=(replace(target("60项"), mentions=(), **{name: got}),))
    want = entry("标准60项", "60项", 60, "项")

    assert scores(want | {name: right}, made=made)[name] == 1.0
    assert scores(want | {name: wrong}, made=made)[name] == 0.0
    assert scores(want | {name: "?"}, made=made)[name] is None
    assert scores(want, made=made)[name] is None


@pytest.mark.parametrize(
    ("indicator", "core", "share"),
    [
        ("制定国际标准", "国际标准", 1.0),
        ("牵头制定国际标准", "国际标准", 1.0),
        ("制定国际标准", "地方标准", 0.0),
        ("由市市场监督管理局会同有关部门牵头负责的国际标准", "国际标准", 0.0),
        ("制定国际标准", None, 1.0),
    ],
)
def test_an_indicator_holds_the_core_and_most_of_the_words(indicator, core, share):
    found = scores(entry("标准60项", "60项", 60, "项", indicator=indicator, core=core))

    assert found["indicator"] == share


def test_a_section_is_the_path_of_titles():
    assert scores(entry("标准60项", "60项", 60, "项", section=["发展 目标"]))["section"] == 1.0
    assert scores(entry("标准60项", "60项", 60, "项", section=["总体要求"]))["section"] == 0.0


@pytest.mark.parametrize(
    ("value", "unit", "got", "got_unit", "same"),
    [
        ("3.65", "万亿元", "3.65", "万亿元", True),
        ("3.65", "万亿元", "36500", "亿元", True),
        ("1.2", "万个", "12000", "个", True),
        ("0.3333", "", "33.33", "%", True),
        ("5", "‰", "0.5", "%", True),
        ("300", "位", "300", "名", True),
        ("60", "项", "60", "个", False),
        ("60", "项", "61", "项", False),
        ("5", "%", "5", "个百分点", False),
        ("5", "百分点", "5", "个百分点", True),
        ("2", "千米", "2", "公里", True),
    ],
)
def test_a_number_is_the_same_in_its_unit_or_another_scale(value, unit, got, got_unit, same):
    want = GoldTarget("x", 1, None, "x", {"value": Decimal(value), "unit": unit}, maybe=False)
    read = target("60项", value=Decimal(got), unit=got_unit)

    assert same_number(want, read) is same


def test_a_range_needs_both_its_ends():
    want = GoldTarget("x", 1, None, "x", {"value": 50, "value_max": 80, "unit": "家"}, maybe=False)

    assert same_number(want, target("60项", value=Decimal(50), value_max=Decimal(80), unit="家"))
    assert not same_number(want, target("60项", value=Decimal(50), unit="家"))
    assert not same_number(want, target("60项", value=Decimal(50), value_max=Decimal(90), unit="家"))


def test_frame_and_outline_are_scored_apart():
    made = document()
    found = scores(
        title="海州市标准化发展行动计划",
        published="2022-02-17",
        body_first="一、发展目标",
        body_last="年均新增 50家至80家。",
        chrome=["责任编辑", "全市"],
        outline=[{"level": 1, "title": "发展目标"}, {"level": 1, "title": "保障措施"}],
        made=made,
    )

    assert (found["title"], found["published"], found["body_ends"], found["chrome_gone"]) == (
        1.0,
        1.0,
        1.0,
        0.5,
    )
    assert found["outline_f1"] == round(2 / 3, 4)


def test_headings_out_of_order_do_not_all_count():
    made = document()
    first = made.sections[0]
    other = replace(first, id="2", title="保障措施")
    made = document(sections=(other, first))
    found = scores(outline=[{"level": 1, "title": "发展目标"}, {"level": 1, "title": "保障措施"}], made=made)

    assert found["outline_f1"] == 0.5


def test_a_document_without_targets_counts_as_one_document():
    none = evaluate(gold_of(), document(targets=()))
    some = evaluate(gold_of(), document())

    assert figures([none])["target_f1_by_document"] == 1.0
    assert figures([some])["target_f1_by_document"] == 0.0
    assert figures([none, some])["target_f1_by_document"] == 0.5


@given(st.text(max_size=30))
def test_squeezed_text_knows_where_each_character_stood(text):
    squeezed = Squeezed.of(text)

    assert squeezed.text == squeeze(text)
    assert len(squeezed.where) == len(squeezed.text)
    assert list(squeezed.where) == sorted(squeezed.where)


# Gold files


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "holds no document"),
        ("{}", "`doc`"),
        ('{"doc": "a"}', "`targets`"),
        ('{"doc": "a", "targets": [1]}', "list of objects"),
        ('{"doc": "a", "targets": [{"anchor": "x"}]}', "`number`"),
        ('{"doc": "a", "targets": [{"anchor": null, "number": "1"}]}', "`cell`"),
        ('{"doc": "a", "targets": [{"anchor": 5, "number": "1"}]}', "`anchor`"),
        ('{"doc": "a", "targets": [{"anchor": "x", "number": "1", "value": "1"}]}', "`value`"),
        ('{"doc": "a", "targets": [], "outline": [{"title": "x"}]}', "`outline`"),
        ('{"doc": "a",\n"targets": []', "line 2 column 14"),
        ('{"doc": "a", "targets": [], "title": 1}', "`title`"),
        ('{"doc": "a", "targets": [], "chrome": ["x", 1]}', "`chrome`"),
        ('{"doc": "a", "targets": [], "maybe": 1e9999999999999999999}', "too large"),
        ('{"doc": "a", "targets": [{"anchor": "x", "number": "1", "value": 1e999}]}', "digits"),
    ],
)
def test_a_bad_gold_file_is_refused_by_name_and_place(text, words):
    with pytest.raises(GoldError, match=r"^g\.json") as caught:
        parse_gold(text, "g.json")
    assert words in str(caught.value)


def test_a_field_that_the_format_does_not_have_is_named(run, release, tmp_path):
    """Misspelt, it would be taken for absent and never be scored."""
    gold = tmp_path / "g.json"
    wrong = entry("国际标准60项", "60项", 60, "项", bond="ge", note="第2段", same_as="t1")
    heading = {"level": 1, "title": "发展目标", "tilte": ""}
    record = {"doc": release.name, "targts": [], "targets": [entry("x1", "1", 1, ""), wrong], "zzz": 0}
    gold.write_text(json.dumps(record | {"outline": [heading], "maybe": [wrong]}), encoding="utf-8")
    said = [
        "no field is named `targts`; did you mean `targets`?",
        "no field is named `zzz`",
        "targets 2: no field is named `bond`; did you mean `bound`?",
        "maybe 1: no field is named `bond`; did you mean `bound`?",
        "outline 1: no field is named `tilte`; did you mean `title`?",
    ]
    told = run("eval", gold, release)

    assert told.exit_code == 0
    assert told.stderr.splitlines()[: len(said)] == [f"plancli: warning: {gold}: {words}" for words in said]
    assert run("eval", gold, release, "--quiet").stderr == ""


def test_the_annotated_samples_are_read():
    golds = [
        gold
        for path in ROOT.joinpath("tests/gold").glob("*.json")
        for gold in parse_gold(path.read_text(encoding="utf-8"), path.name)
    ]

    assert len(golds) >= 10
    assert all((ROOT / "samples" / gold.doc).is_file() for gold in golds)
    assert not any(gold.unread for gold in golds)


# The command


def test_the_command_pairs_a_folder_of_gold_with_a_folder_of_documents(run):
    result = run("eval", ROOT / "tests/gold", ROOT / "samples")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "target f1" in result.stdout
    assert "sina_standard" in result.stdout


@pytest.mark.parametrize("columns", ["40", "60", "71", "72", "100"])
def test_names_and_headings_are_whole_on_a_terminal_of_any_width(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shown = run("eval", ROOT / "tests/gold/city_a.json", ROOT / "samples").stdout

    for words in ("city_a.html", "gold", "found", "targets", "number", "deadline", "indicator", "outline"):
        assert words in shown
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_the_command_lists_differences_and_gives_data(run, release, tmp_path):
    gold = tmp_path / "g.json"
    gold.write_text(
        json.dumps({"doc": "release.md", "targets": [entry("国际标准60项", "60项", 61, "项")]}),
        encoding="utf-8",
    )
    words = run("eval", gold, release, "-v").stdout
    record = json.loads(run("eval", gold, release, "--json").stdout)

    assert "invented" in words
    assert "got 60 项, gold 61 项" in words
    assert record["figures"]["target_recall"] == 1.0
    assert {d["kind"] for d in record["by_document"][0]["differences"]} == {"number", "invented"}


def test_a_number_that_differs_only_in_its_unit_or_upper_end_shows_it():
    made = document(targets=(replace(target("60项"), mentions=(), value_max=Decimal("65.50")),))
    gold = gold_of(entry("标准60项", "60项", 60, "个", value_max=65))
    (difference,) = evaluate(gold, made).differences

    assert (difference.kind, difference.got, difference.want) == ("number", "60–65.50 项", "60–65 个")


def test_an_anchor_that_is_nowhere_is_told_as_a_fault_of_the_annotation(run, release, tmp_path):
    """It counts as not found all the same: what the document lacks cannot be read off it."""
    gold = tmp_path / "g.json"
    targets = [
        entry("国际标准60项", "60项", 60, "项"),
        entry("别的标准60项", "60项", 60, "项"),
        entry("国际标准60项", "60项", 60, "项", occurrence=2),
        entry("另一处80项", "80项", 80, "项", maybe=True),
    ]
    gold.write_text(json.dumps({"doc": "release.md", "targets": targets}), encoding="utf-8")
    result = run("eval", gold, release, "-v")
    figures = json.loads(run("eval", gold, release, "--json", "-q").stdout)["figures"]

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"plancli: {release}: warning: the annotation does not fit the document: {said} in it"
        for said in (
            "“别的标准60项” stands nowhere",
            "“国际标准60项” stands fewer than 2 times",
            "“另一处80项” stands nowhere",
        )
    ]
    assert result.stdout.count("not in the text") == 3
    assert "missed" not in result.stdout
    assert figures["target_recall"] == 0.3333


def test_scores_below_the_floor_are_written_all_the_same(run, release, tmp_path):
    gold = tmp_path / "g.json"
    wrong = {"anchor": "国际标准61项", "number": "61项", "value": 61, "unit": "项"}
    gold.write_text(json.dumps({"doc": release.name, "targets": [wrong]}), encoding="utf-8")
    result = run("eval", gold, release, "--fail-under", "0.99", "-o", tmp_path / "scores.json")

    assert result.exit_code == 1
    assert json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["documents"] == 1


def test_a_score_below_the_floor_ends_with_status_1(run, release, tmp_path):
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps({"doc": "release.md", "targets": []}), encoding="utf-8")

    assert run("eval", gold, release).exit_code == 0
    assert run("eval", gold, release, "--fail-under", "0.5").exit_code == 1


def test_documents_that_are_not_there_are_told_and_the_rest_is_scored(run, release, tmp_path):
    golds = [{"doc": "release.md", "targets": []}, {"doc": "none.html", "targets": []}]
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps(golds), encoding="utf-8")
    result = run("eval", gold, release.parent)

    assert result.exit_code == 1
    assert "none.html" in result.stderr
    assert "release.md" in result.stdout


def test_a_file_that_is_not_there_is_told_beside_the_document_that_is_sought(run, release, tmp_path):
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps({"doc": "release.md", "targets": []}), encoding="utf-8")
    absent = f"plancli: {tmp_path / 'nofile'}: no such file or folder; check the path\n"
    alone = run("eval", gold, tmp_path / "nofile")
    beside = run("eval", gold, tmp_path / "nofile", release)
    same_name = run("eval", gold, tmp_path / "x" / "release.md")

    assert (alone.exit_code, beside.exit_code, same_name.exit_code) == (1, 1, 1)
    assert alone.stderr == f"{absent}plancli: release.md: no such file among those named\n"
    assert beside.stderr == absent
    assert "release.md" in beside.stdout
    assert same_name.stderr.count("\n") == 1


def test_the_scores_are_written_whatever_else_is_missing(run, release, tmp_path):
    golds = [{"doc": "release.md", "targets": []}, {"doc": "none.html", "targets": []}]
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps(golds), encoding="utf-8")

    assert run("eval", gold, release, "-o", tmp_path / "scores.json").exit_code == 1
    assert json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["documents"] == 1


def test_two_documents_of_one_name_are_told(run, release, tmp_path):
    other = tmp_path / "other" / release.name
    other.parent.mkdir()
    other.write_text("# 海州市计划\n\n无数字。\n", encoding="utf-8")
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps({"doc": release.name, "targets": []}), encoding="utf-8")
    twice = run("eval", gold, release, other.parent, "--json")
    once = run("eval", gold, release, release, "--json")

    assert f"{release.name}: 2 files bear this name; {release} is scored" in twice.stderr
    assert "bear this name" not in once.stderr


def test_a_name_in_a_gold_file_is_not_a_path(run, release, tmp_path):
    gold = tmp_path / "g.json"
    gold.write_text(
        json.dumps([{"doc": "../../../release.md", "targets": []}, {"doc": "x", "targets": []}]),
        encoding="utf-8",
    )
    result = run("eval", gold, release.parent, "--json")

    assert json.loads(result.stdout)["documents"] == 1


@pytest.mark.parametrize("options", [[], ["--json"], ["--fail-under", "0.5"]])
def test_a_file_of_another_name_is_never_scored(run, release, tmp_path, options):
    """Not even when there is one gold document and one file: its figures would be those of a wrong text."""
    gold = tmp_path / "g.json"
    gold.write_text(json.dumps({"doc": "other.html", "targets": []}), encoding="utf-8")
    result = run("eval", gold, release, *options)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "plancli: other.html: no such file among those named\n"
