"""The forms of output: complete, typed, the same whatever the number of jobs, safe to open."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest
from batching import content, failures, make_inputs, run, sources
from documents import document

from plancli.batch.columns import DOCUMENTS, TARGETS
from plancli.batch.encode import encoder, kind_of
from plancli.batch.merge import merge
from plancli.batch.work import Failure
from plancli.batch.writers import open_writer
from plancli.errors import JournalError, OutputError

FORMS = [
    ("out.jsonl", False),
    ("out.jsonl", True),
    ("out.csv", False),
    ("out.csv", True),
    ("out.parquet", False),
    ("out.parquet", True),
    ("out.db", False),
    ("out", False),
]
SPECIAL = {
    "bad": "REFUSE",
    "formula": '=HYPERLINK("x")\n国际标准',
    "later": "SLOW 0.2\n它比别的慢",
    "quote": '"a", <b>\n',
}


@pytest.mark.parametrize(("name", "documents"), FORMS)
def test_bytes_do_not_depend_on_jobs(tmp_path, name, documents):
    folder = make_inputs(tmp_path / "in", 30, **SPECIAL)
    outputs = []
    for jobs in (1, 3):
        (tmp_path / str(jobs)).mkdir()
        run(folder, output=tmp_path / str(jobs) / name, jobs=jobs, documents=documents)
        outputs.append(content(tmp_path / str(jobs) / name))

    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_targets_jsonl_is_one_target_a_line_in_order_of_the_inputs(tmp_path):
    tally = run(make_inputs(tmp_path / "in", 5, **SPECIAL), output=tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]

    assert tally.documents == 8
    assert sources(tmp_path / "out.jsonl") == [
        *("000.html", "001.html", "002.html", "003.html", "004.html"),
        *("formula.html", "later.html", "quote.html"),
    ]
    assert len(lines) == 8 * 4
    assert lines[0] | {"indicator": "制定国际标准", "value": 60, "unit": "项", "title": "计划0"} == lines[0]
    assert failures(tmp_path / "out.jsonl") == {"bad.html": "decode"}


def test_documents_jsonl_holds_what_parse_prints(tmp_path):
    run(make_inputs(tmp_path / "in", 3), output=tmp_path / "out.jsonl", documents=True)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]

    assert [line["meta"]["title"] for line in lines] == ["计划0", "计划1", "计划2"]
    assert lines[0]["schema_version"] == "1"


def test_csv_opens_in_a_spreadsheet_as_data(tmp_path):
    run(make_inputs(tmp_path / "in", 0, **SPECIAL), output=tmp_path / "out.csv")
    raw = (tmp_path / "out.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))

    assert raw.startswith(b"\xef\xbb\xbf")
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[2]["value"] == "13.5"


def test_parquet_has_the_documented_columns_and_duckdb_reads_it(tmp_path):
    run(make_inputs(tmp_path / "in", 3), output=tmp_path / "out.parquet")
    table = parquet.read_table(tmp_path / "out.parquet")
    found = duckdb.sql(
        f"SELECT indicator, value, deadline, section_path FROM '{tmp_path}/out.parquet' WHERE unit = '项'"
    ).fetchall()

    assert table.schema.names == [column.name for column in TARGETS]
    assert str(table.schema.field("value").type) == "double"
    assert table.schema.field("unit").metadata[b"comment"]
    assert found == [("制定国际标准", 60.0, "2025", ["发展目标"])] * 3


def test_parquet_writes_row_groups_of_the_same_size_for_any_rows(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.writers.parquet._GROUP_BYTES", 20_000)
    run(make_inputs(tmp_path / "in", 40), output=tmp_path / "out.parquet")
    metadata = parquet.read_metadata(tmp_path / "out.parquet")

    assert metadata.num_rows == 160
    assert metadata.num_row_groups > 3


def test_parquet_takes_little_memory_for_a_row_group(tmp_path):
    """A group is parsed by parts: the peak hardly grows with the rows."""
    code = """
import json, resource, sys
from plancli.batch.writers import open_writer
payload = sys.stdin.buffer.read()
writer = open_writer("targets.parquet", sys.argv[1])
writer.write("", payload)
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(40_000_000 // len(payload)):
    writer.write("", payload)
writer.finish()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024)
"""
    payload = encoder("targets.parquet")(document()) * 20
    grown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x.parquet")],
        input=payload,
        capture_output=True,
        check=True,
    )

    assert int(grown.stdout) < 30


def test_duckdb_reads_the_jsonl(tmp_path):
    run(make_inputs(tmp_path / "in", 3), output=tmp_path / "out.jsonl")
    query = f"SELECT count(*), sum(value) FROM read_json('{tmp_path}/out.jsonl') WHERE unit = '项'"

    assert duckdb.sql(query).fetchall() == [(3, 180)]


def test_sqlite_answers_a_full_text_query(tmp_path):
    run(make_inputs(tmp_path / "in", 3, bad="REFUSE"), output=tmp_path / "out.db")
    base = sqlite3.connect(tmp_path / "out.db")
    documents = base.execute(
        "SELECT documents.title FROM documents JOIN documents_search ON document = documents_search.rowid"
        " WHERE documents_search MATCH '国际标准' ORDER BY document"
    ).fetchall()
    targets = base.execute(
        "SELECT targets.indicator, value, unit FROM targets JOIN targets_search ON target = targets_search.rowid"
        " WHERE targets_search MATCH 'indicator : 国际标准' AND unit = '项'"
    ).fetchall()
    counts = {
        table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("documents", "sections", "targets", "quantities", "failures")
    }
    plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM targets WHERE deadline = '2025'").fetchone()[3]
    base.close()

    assert documents == [("计划0",), ("计划1",), ("计划2",)]
    assert targets == [("制定国际标准", 60.0, "项")] * 3
    assert counts == {"documents": 3, "sections": 3, "targets": 12, "quantities": 15, "failures": 1}
    assert "targets_deadline" in plan


def test_sqlite_takes_any_text_as_text(tmp_path):
    title = "计划'); DROP TABLE targets; --\""
    run(make_inputs(tmp_path / "in", 1, quote=f"{title}\n文"), output=tmp_path / "one.db")
    merge([str(tmp_path / "one.db")], str(tmp_path / "out.db"))
    for name in ("one.db", "out.db"):
        base = sqlite3.connect(tmp_path / name)
        titles = [row[0] for row in base.execute("SELECT title FROM documents ORDER BY document")]
        targets = base.execute("SELECT count(*) FROM targets").fetchone()[0]
        base.close()

        assert titles == ["计划0", title]
        assert targets == 8


def test_sqlite_takes_more_documents_than_one_transaction(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.writers.database._CHUNK", 3)
    run(make_inputs(tmp_path / "in", 10), output=tmp_path / "out.db")
    base = sqlite3.connect(tmp_path / "out.db")
    numbers = base.execute("SELECT count(*), max(document) FROM targets").fetchone()
    base.close()

    assert numbers == (40, 10)


def test_a_folder_keeps_the_tree_and_no_name_collides(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    for name in ("a.html", "a.md", "A.html", "sub/a.html", "a.html.json/x.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    run(folder, output=tmp_path / "out")
    written = sorted(
        str(path.relative_to(tmp_path / "out"))
        for path in (tmp_path / "out").rglob("*.json")
        if path.is_file()
    )
    titles = {json.loads((tmp_path / "out" / n).read_text())["meta"]["title"] for n in written if n[0] != "p"}

    assert "000.html.json" in written
    assert "sub/a.html.json" in written
    assert len({name.casefold() for name in written}) == len(written) == 7
    assert titles == {"计划0", "a.html", "a.md", "A.html", "sub/a.html", "a.html.json/x.html"}


def test_numbers_beyond_a_double_do_not_stop_a_run(tmp_path):
    row = {column.name: [] if column.type in ("texts", "spans") else None for column in DOCUMENTS}
    row |= dict.fromkeys(("source", "sha256", "similarity", "encoding", "format", "text"), "")
    row |= dict.fromkeys(("bytes", "sections", "targets", "quantities", "dropped"), 1 << 62)
    writer = open_writer("documents.parquet", str(tmp_path / "out.parquet"))
    writer.write("x", json.dumps(row).encode() + b"\n")
    writer.fail(Failure("x", "empty", ""))
    writer.finish()

    assert parquet.read_table(tmp_path / "out.parquet")["bytes"].to_pylist() == [1 << 62]


@pytest.mark.parametrize("name", ["out.jsonl", "out.db", "out"])
def test_an_output_that_exists_stays(tmp_path, name):
    folder = make_inputs(tmp_path / "in", 2)
    run(folder, output=tmp_path / name)
    before = content(tmp_path / name)
    make_inputs(tmp_path / "in", 3)
    with pytest.raises(OutputError, match="--force"):
        run(folder, output=tmp_path / name)

    assert content(tmp_path / name) == before

    run(folder, output=tmp_path / name, force=True)

    assert content(tmp_path / name) != before


def test_a_journal_without_an_output_is_not_thrown_away(tmp_path):
    folder = make_inputs(tmp_path / "in", 2)
    run(folder, output=tmp_path / "out.jsonl")
    (tmp_path / "out.jsonl").unlink()
    with pytest.raises(JournalError, match="--resume"):
        run(folder, output=tmp_path / "out.jsonl")


def test_force_does_not_empty_a_folder_of_other_files(tmp_path):
    make_inputs(tmp_path / "mine", 2)
    with pytest.raises(OutputError, match="batch did not write"):
        run(make_inputs(tmp_path / "in", 1), output=tmp_path / "mine", force=True)

    assert len(list((tmp_path / "mine").iterdir())) == 2


@pytest.mark.parametrize("goes_on", ["force", "resume"])
@pytest.mark.parametrize("name", ["notes.txt", "sub/own.json", "own.csv"])
def test_what_others_put_into_an_output_folder_stays(tmp_path, name, goes_on):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "out")
    mine = tmp_path / "out" / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text('{"mine": 1}')
    with pytest.raises(OutputError, match=f"holds {name}, which batch did not write"):
        run(folder, output=tmp_path / "out", **{goes_on: True})

    assert mine.read_text() == '{"mine": 1}'


def test_what_comes_into_an_output_folder_while_the_run_goes_stays(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "out")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        run(
            folder,
            output=tmp_path / "out",
            force=True,
            show=lambda _: (tmp_path / "out/notes.txt").write_text("mine"),
        )

    assert (tmp_path / "out/notes.txt").read_text() == "mine"


@pytest.mark.parametrize("how", ["root", "url", "list"])
def test_an_input_below_the_output_stays(tmp_path, how):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "out")
    new = make_inputs(tmp_path / "out/new", 1) / "000.html"
    roots = {"root": [new.parent], "url": [f"file://{new}"], "list": []}[how]
    with pytest.raises(OutputError):
        run(*roots, output=tmp_path / "out", listed=[str(new)] if how == "list" else (), force=True)

    assert new.read_text() == "计划0\n第0号"


@pytest.mark.parametrize("how", ["url", "list", "lexicon", "read_too"])
def test_no_file_that_is_read_is_the_output(tmp_path, how):
    folder = make_inputs(tmp_path / "in", 1)
    own = tmp_path / "own.csv"
    own.write_text('[[unit]]\nid = "炉"\nforms = ["炉"]\nkind = "count"\nexamples = ["年产300炉"]\n', "utf-8")
    before = own.read_bytes()
    roots = [folder, f"file://{own}"] if how == "url" else [folder]
    options = {
        "list": {"listed": [str(folder / "000.html"), str(own)]},
        "lexicon": {"lexicon_files": (str(own),)},
        "read_too": {"read_too": (str(own),)},
    }
    with pytest.raises(OutputError, match="write to another name"):
        run(*roots, output=own, force=True, **options.get(how, {}))

    assert own.read_bytes() == before


def test_a_list_or_pattern_may_name_what_an_earlier_run_wrote(tmp_path):
    """`find . | plancli batch --files-from -` and `plancli batch *` meet the output, its journal and its list."""
    folder = make_inputs(tmp_path / "in", 2, bad="REFUSE")
    for name in ("out.jsonl", "out"):
        run(folder, output=folder / name)
        met = sorted(str(path) for path in folder.rglob("*") if path.is_file())
        by_list = run(listed=met, output=folder / name, resume=True)
        by_roots = run(*sorted(folder.iterdir()), output=folder / name, force=True)

        assert {t.documents for t in (by_list, by_roots)} == {2}
        assert {t.failed for t in (by_list, by_roots)} == {1}
        for path in (
            folder / name,
            Path(f"{folder / name}.journal"),
            Path(f"{folder / name}.failures.jsonl"),
        ):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_a_database_that_another_program_has_open_is_not_replaced(tmp_path, suffix):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "out.db")
    (tmp_path / f"out.db{suffix}").write_bytes(b"pages")
    before = content(tmp_path / "out.db")
    with pytest.raises(OutputError, match=f"out.db{suffix} is there"):
        run(folder, output=tmp_path / "out.db", force=True)

    assert content(tmp_path / "out.db") == before


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.failures.jsonl"])
def test_what_comes_under_the_name_of_the_output_meanwhile_stays(tmp_path, name):
    with pytest.raises(OutputError, match="created meanwhile"):
        run(
            make_inputs(tmp_path / "in", 1),
            output=tmp_path / "out.jsonl",
            show=lambda _: (tmp_path / name).write_text("mine"),
        )

    assert (tmp_path / name).read_text() == "mine"


def test_files_of_the_desktop_do_not_keep_a_folder_from_being_replaced(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "out")
    (tmp_path / "out/.DS_Store").write_bytes(b"")

    assert run(folder, output=tmp_path / "out", force=True).documents == 1


def test_a_url_of_this_machine_is_kept_from_harm_like_a_path(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    (tmp_path / "out.jsonl.part").write_text("mine")
    run(folder, output=f"file://{tmp_path}/out.jsonl")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "out.jsonl")
    with pytest.raises(OutputError, match="symbolic link"):
        run(folder, output=f"file://{tmp_path}/link.jsonl", force=True)

    assert sources(tmp_path / "out.jsonl") == ["000.html"]
    assert (tmp_path / "out.jsonl.part").read_text() == "mine"


def test_merge_keeps_a_shard_below_its_output(tmp_path):
    run(make_inputs(tmp_path / "in", 1), output=tmp_path / "out")
    run(tmp_path / "in", output=tmp_path / "out/part1")
    with pytest.raises(OutputError, match="one of the shards"):
        merge([str(tmp_path / "out/part1")], str(tmp_path / "out"), force=True)

    assert (tmp_path / "out/part1/000.html.json").exists()


@pytest.mark.parametrize("name", ["in", "in.journal", "in/000.html"])
def test_an_input_is_not_an_output(tmp_path, name):
    folder = make_inputs(tmp_path / "in", 1)
    with pytest.raises(OutputError):
        run(folder, folder / "000.html", output=tmp_path / name, force=True)

    assert (folder / "000.html").read_text() == "计划0\n第0号"


def test_the_run_does_not_read_what_it_writes(tmp_path):
    folder = make_inputs(tmp_path / "in", 2, bad="REFUSE")
    run(folder, output=folder / "out.jsonl")
    tally = run(folder, output=folder / "out.jsonl", force=True)

    assert tally.documents == 2
    assert sources(folder / "out.jsonl") == ["000.html", "001.html"]


@pytest.mark.parametrize("name", ["out.xlsx", "out.json", "out.tar.gz"])
def test_an_unknown_suffix_is_refused(name):
    with pytest.raises(OutputError, match=r"\.jsonl, \.csv"):
        kind_of(name, documents=False)


def test_standard_output_is_no_folder():
    with pytest.raises(OutputError, match="name a file"):
        kind_of("-", documents=False)


def test_documents_is_refused_where_it_says_nothing():
    with pytest.raises(OutputError, match="hold all"):
        kind_of("out.db", documents=True)


def test_a_folder_may_have_a_dot_in_its_name():
    assert kind_of("releases.2022/", documents=False) == "folder"


def test_a_failure_list_goes_when_nothing_fails_any_more(tmp_path: Path):
    folder = make_inputs(tmp_path / "in", 1, bad="REFUSE")
    run(folder, output=tmp_path / "out.jsonl")
    (folder / "bad.html").write_text("好了")
    tally = run(folder, output=tmp_path / "out.jsonl", resume=True)

    assert tally.failed == 0
    assert not Path(f"{tmp_path}/out.jsonl.failures.jsonl").exists()
