"""targets, quantities, explain, outline, clean and lexicon: the records they give."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest

from plancli.cli import COMMANDS, plancli
from plancli.render.delimited import QUANTITY_COLUMNS, TARGET_COLUMNS


def test_target_records_stand_alone(run, release):
    array = json.loads(run("targets", release, release, "--json").stdout)
    lines = [json.loads(line) for line in run("targets", release, release, "--jsonl").stdout.splitlines()]

    assert array == lines
    assert len(array) == 4
    assert array[0]["source"] == str(release)
    assert array[0]["title"] == "海州市标准化发展行动计划"
    assert array[0]["section_path"][-1] == "发展目标"


def test_no_targets_is_an_empty_array(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("会议强调要认真学习。\n", encoding="utf-8")

    assert run("targets", path, "--json").stdout == "[]\n"
    assert run("targets", path, "--jsonl").stdout == ""


def test_csv_has_the_columns_of_the_records(run, release):
    rows = list(csv.DictReader(io.StringIO(run("targets", release, "--csv").stdout)))

    assert tuple(rows[0]) == TARGET_COLUMNS
    assert [(row["value"], row["unit"], row["bound"]) for row in rows] == [
        ("60", "项", "eq"),
        ("300", "家", "ge"),
    ]


def test_the_suffix_of_the_output_names_the_format(run, release, tmp_path):
    for suffix, flag in ((".json", "--json"), (".jsonl", "--jsonl"), (".md", "--markdown")):
        path = tmp_path / f"out{suffix}"
        result = run("targets", release, "-o", path)
        assert (result.exit_code, result.stdout) == (0, "")
        assert path.read_text(encoding="utf-8") == run("targets", release, flag).stdout


def commands_that_write() -> Iterator[list[str]]:
    """Every command with -o, its words."""
    for name in COMMANDS:
        command = plancli.get_command(None, name)  # type: ignore[arg-type]
        below = getattr(command, "commands", {None: command})
        for inner, each in below.items():
            if any("-o" in parameter.opts for parameter in each.params):
                yield [name, inner] if inner else [name]


@pytest.mark.parametrize("words", [*commands_that_write()], ids=" ".join)
def test_a_suffix_that_the_command_does_not_write_is_wrong_usage(run, release, tmp_path, words):
    """For each command, so that no table for people ends in what is named a spreadsheet."""
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"doc": release.name, "targets": []}), encoding="utf-8")
    files = {"schema": [], "lexicon": [], "eval": [gold, release], "compare": [release, release]}
    before = sorted(tmp_path.iterdir())
    for suffix in (".xlsx", ".XYZ"):
        result = run(*words, *files.get(words[0], [release]), "-o", tmp_path / f"out{suffix}")

        assert (result.exit_code, result.stdout) == (2, "")
        assert f"out{suffix}: {suffix.lower()} is not an output of" in result.stderr
        assert re.search(r"; use \.\w+", result.stderr)
        assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["out", "out.txt", "OUT.TXT"])
def test_text_for_people_is_written_under_a_name_that_promises_nothing_else(run, release, tmp_path, name):
    for command in ("parse", "targets", "outline", "clean", "quantities", "explain"):
        run(command, release, "-o", tmp_path / name, "--force")

        assert (tmp_path / name).read_text(encoding="utf-8") == run(command, release).stdout


@pytest.mark.parametrize(
    ("words", "suffix"),
    [
        (["parse"], ".json"),
        (["parse"], ".ndjson"),
        (["outline"], ".jsonl"),
        (["explain"], ".jsonl"),
        (["lexicon", "list"], ".jsonl"),
    ],
)
def test_a_suffix_says_json_as_the_flag_does(run, release, tmp_path, words, suffix):
    files = [] if words[0] == "lexicon" else [release]
    assert run(*words, *files, "-o", tmp_path / f"out{suffix}").exit_code == 0

    assert (tmp_path / f"out{suffix}").read_text(encoding="utf-8") == run(*words, *files, "--json").stdout


def test_a_flag_decides_where_the_suffix_names_no_form(run, release, tmp_path):
    assert run("targets", release, "--csv", "-o", tmp_path / "out.table").exit_code == 0

    assert (tmp_path / "out.table").read_text(encoding="utf-8-sig") == run("targets", release, "--csv").stdout


def test_csv_in_a_file_opens_in_a_spreadsheet(run, release, tmp_path):
    path = tmp_path / "out.csv"
    run("targets", release, "-o", path)

    assert path.read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert not run("targets", release, "--csv").stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_quantities_names_the_target_of_each_number(run, release):
    records = json.loads(run("quantities", release, "--json").stdout)
    found = {record["text"]: (record["role"], record["target"]) for record in records}

    assert found["60项"] == ("target", "t1")
    assert found["300家"] == ("target", "t2")


def test_quantities_of_a_role(run, release):
    records = json.loads(run("quantities", release, "--json", "--role", "target").stdout)

    assert {record["role"] for record in records} == {"target"}


def test_quantities_reads_lines(run):
    data = "增长6.5%左右\n没有数字\n1.5万至2万人\n".encode()
    result = run("quantities", "-", "--line", "--jsonl", data=data)
    records = [json.loads(line) for line in result.stdout.splitlines()]

    assert [(record["line"], record["text"], record["value"], record["value_max"]) for record in records] == [
        (1, "6.5%", 6.5, None),
        (3, "1.5万至2万人", 1.5, 2),
    ]
    assert records[0]["approx"] is True
    header = run("quantities", "-", "--line", "--csv", data=data).stdout.splitlines()[0]
    assert header.split(",") == list(QUANTITY_COLUMNS)
    assert "6.5%" in run("quantities", "-", "--line", data=data).stdout


def test_lines_without_a_number_of_the_role_are_left_out(run):
    data = "增长6.5%左右\n2023年建成50家\n2024年\n".encode()
    dates = run("quantities", "-", "--line", "--role", "date", data=data).stdout

    assert [line for line in dates.splitlines() if line.startswith("-:")] == ["-:2", "-:3"]
    assert run("quantities", "-", "--line", "--role", "phone", data=data).stdout == "No such number.\n"
    assert run("quantities", "-", "--line", data=b"-\n").stdout == "The text holds no numbers.\n"


def test_explain_shows_rules_and_words(run, release):
    shown = run("explain", release, "--match", "60项").stdout
    record = json.loads(run("explain", release, "--match", "t1", "--json").stdout)

    assert "target t1" in shown
    assert "rule" in shown
    assert record["text"] == "60项"
    assert record["target"] == "t1"
    assert record["inherited"]["deadline"] == "2025"
    assert record["reasons"]
    assert "No such number." in run("explain", release, "--match", "77项").stdout


def test_explain_reads_by_the_path_that_parses(run, release):
    parsed = json.loads(run("parse", release, "--json").stdout)["targets"]
    explained = [json.loads(line) for line in run("explain", release, "--json").stdout.splitlines()]

    for target in parsed:
        record = next(record for record in explained if record["span"] == target["span"])
        assert record["target"] == target["id"]
        assert set(target["rules"]) <= {reason["rule"] for reason in record["reasons"]}


def test_outline_as_tree_and_as_json(run, release):
    tree = run("outline", release).stdout
    record = json.loads(run("outline", release, "--json").stdout)

    assert "一、发展目标" in tree
    assert record["source"] == str(release)
    bare = [{key: value for key, value in s.items() if key != "targets"} for s in record["sections"]]
    assert json.loads(run("parse", release, "--json").stdout)["sections"] == bare


def test_outline_as_json_counts_the_targets_at_and_under_each_heading(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "海州市规划\n一、目标\n到2025年，覆盖率达到60%。\n（一）近期\n到2025年，新建学校5所、医院2所。\n二、保障\n加大投入。\n",
        encoding="utf-8",
    )
    record = json.loads(run("outline", path, "--json").stdout)
    cut = json.loads(run("outline", path, "--json", "--depth", "1").stdout)
    first, last = record["sections"]

    assert (record["targets"], first["targets"], last["targets"]) == (3, 3, 0)
    assert first["children"][0]["targets"] == 2
    assert [section["targets"] for section in cut["sections"]] == [3, 0]


@pytest.mark.parametrize("depth", [1, 2])
def test_outline_as_json_has_no_more_levels_than_asked_for(run, tmp_path, depth):
    path = tmp_path / "a.txt"
    path.write_text(
        "一、目标\n（一）近期\n1. 学校\n新建学校5所。\n二、保障\n（一）资金\n加大投入。\n", encoding="utf-8"
    )
    sections = json.loads(run("outline", path, "--json", "--depth", str(depth)).stdout)["sections"]
    below = [child for section in sections for child in section["children"]]

    assert sections
    assert bool(below) == (depth > 1)
    assert all(child["children"] == [] for child in below)


def test_clean_gives_the_text_of_the_document(run, release):
    text = json.loads(run("parse", release, "--json").stdout)["text"]

    assert run("clean", release).stdout == text + "\n"


def test_clean_shows_what_was_dropped_and_by_which_rule(run, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><nav><a href='/'>首页</a></nav><article><h1>海州市行动计划</h1>"
        "<p>到2025年，牵头制定国际标准60项，新增企业300家以上，建成示范园区10个。</p></article></body></html>",
        encoding="utf-8",
    )
    result = run("clean", path, "--show-dropped")

    assert "首页" in result.stdout
    assert "furniture" in result.stdout


def test_clean_of_a_page_without_a_body_is_an_error(run, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body><nav><a href='/'>首页</a></nav></body></html>", encoding="utf-8")
    result = run("clean", path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"plancli: {path}: ")


def test_lexicon_list(run):
    tables = run("lexicon", "list").stdout
    entries = run("lexicon", "list", "plan_period").stdout
    records = [
        json.loads(line) for line in run("lexicon", "list", "plan_period", "--json").stdout.splitlines()
    ]

    assert "plan_period" in tables
    assert "“十四五”" in entries
    assert {record["table"] for record in records} == {"plan_period"}
    assert any("“十四五”" in record["forms"] for record in records)
    wrong = run("lexicon", "list", "no_such_table")
    assert wrong.exit_code == 2
    assert "plan_period" in wrong.stderr


def test_a_lexicon_changes_what_is_read(run, tmp_path):
    release = tmp_path / "a.txt"
    release.write_text(
        "海州市“十九五”发展规划\n一、发展目标\n“十九五”期间，新建学校50所。\n", encoding="utf-8"
    )
    lexicon = tmp_path / "my.toml"
    lexicon.write_text(
        '[[plan_period]]\nid = "195"\nforms = ["“十九五”"]\nstart = "2096"\nend = "2100"\n'
        'examples = ["“十九五”期间"]\n',
        encoding="utf-8",
    )
    plain = json.loads(run("parse", release, "--json").stdout)
    extended = json.loads(run("parse", release, "--json", "--lexicon", lexicon).stdout)

    assert run("lexicon", "check", lexicon).stdout == f"{lexicon}: 1 entry in 1 table, no fault\n"
    assert plain["targets"][0]["deadline"] is None
    assert extended["targets"][0]["deadline"] == "2100"
