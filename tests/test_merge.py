"""Joining shards: the bytes of one run, every content once, reposts reported."""

from __future__ import annotations

import json
import resource
import signal
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from batching import command, content, make_inputs, run, start, wait_until

from plancli.batch.merge import merge
from plancli.batch.similarity import NEAR, likeness, similarity_key
from plancli.errors import InputError, OutputError

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


@pytest.mark.parametrize(("name", "documents"), FORMS)
def test_merged_shards_are_what_one_run_gives(tmp_path, name, documents):
    folder = make_inputs(tmp_path / "in", 12, bad="REFUSE", formula='=1+1\n"x"')
    make_inputs(folder / "000", 6, worse="REFUSE")
    for number in range(6):
        (folder / "000" / f"{number:03}.html").write_text(f"分{number}")
    for archive in ("x.tar", "x.tar.gz"):
        with tarfile.open(folder / archive, "w:gz" if archive.endswith("gz") else "w") as members:
            for number in (4, 2, 3, 0, 1):
                member = tarfile.TarInfo(f"{number}.html")
                member.size = len(archive)
                members.addfile(member, BytesIO(archive[:-1].encode() + b"%d" % number))
    shards = []
    for index in (1, 2, 3):
        (tmp_path / str(index)).mkdir()
        shards.append(str(tmp_path / str(index) / name))
        run(folder, output=Path(shards[-1]), shard=(index, 3), documents=documents)
    (tmp_path / "whole").mkdir()
    (tmp_path / "merged").mkdir()
    run(folder, output=tmp_path / "whole" / name, documents=documents)
    result = merge(shards, str(tmp_path / "merged" / name), documents=documents)

    assert (result.documents, result.same, result.failures) == (29, 0, 2)
    assert content(tmp_path / "merged" / name) == content(tmp_path / "whole" / name)


def test_the_same_content_under_two_names_is_kept_once(tmp_path):
    for shard in ("a", "b"):
        make_inputs(tmp_path / shard, 3)
        run(tmp_path / shard, output=tmp_path / f"{shard}.jsonl", documents=True)
    shards = [str(tmp_path / "b.jsonl"), str(tmp_path / "a.jsonl")]
    result = merge(shards, str(tmp_path / "out.jsonl"), documents=True)
    kept = [json.loads(line)["source"]["path"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    listed = [json.loads(line) for line in (tmp_path / "out.jsonl.duplicates.jsonl").read_text().splitlines()]
    listed = [record for record in listed if record["kind"] == "same"]

    assert (result.documents, result.same) == (3, 3)
    assert kept == [f"{tmp_path}/a/00{number}.html" for number in range(3)]
    assert listed[0] == {"path": f"{tmp_path}/b/000.html", "of": kept[0], "kind": "same", "likeness": 1.0}


def test_the_first_of_the_walk_is_kept_whatever_the_order_in_the_shard(tmp_path):
    folder = make_inputs(tmp_path / "in", 0, **{"a b": "同", "a": "同", "m": "同二"})
    make_inputs(folder / "c", 0, z="同二")
    run(folder, output=tmp_path / "parsed")
    merge([str(tmp_path / "parsed")], str(tmp_path / "merged"))
    kept = {
        path.relative_to(tmp_path / "merged").as_posix()
        for path in (tmp_path / "merged").rglob("*.html.json")
    }

    assert kept == {"a b.html.json", "c/z.html.json"}


def test_a_shard_in_an_object_store_is_to_be_fetched_first(tmp_path):
    with pytest.raises(InputError, match=r"memory://x/a\.jsonl: merge joins local files"):
        merge(["memory://x/a.jsonl"], str(tmp_path / "out.jsonl"))


def test_more_shards_than_files_may_be_open(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    run(folder, output=tmp_path / "0.jsonl")
    for number in range(1, 90):
        (tmp_path / f"{number}.jsonl").write_bytes((tmp_path / "0.jsonl").read_bytes())
    shards = [f"{number}.jsonl" for number in range(90)]
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    result = command(
        "merge",
        *shards,
        "-o",
        "out.jsonl",
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, limits[1])),
    )

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "0.jsonl").read_bytes()


CLAUSES = [f"到2030年第{number}类基地达到{number}个，牵头单位是第{number}局" for number in range(40)]


def test_a_repost_is_reported_and_kept(tmp_path):
    folder = make_inputs(tmp_path / "in", 0)
    (folder / "a.html").write_text("海州市计划\n" + "。".join(CLAUSES))
    (folder / "b.html").write_text("转载\n记者报道如下。" + "。".join(CLAUSES) + "。责任编辑某某")
    (folder / "c.html").write_text(
        "云港市计划\n" + "。".join(clause.replace("类", "种") for clause in CLAUSES[:20])
    )
    run(folder, output=tmp_path / "out.jsonl")
    result = merge([str(tmp_path / "out.jsonl")], str(tmp_path / "merged.jsonl"))
    listed = [
        json.loads(line) for line in (tmp_path / "merged.jsonl.duplicates.jsonl").read_text().splitlines()
    ]

    assert (result.documents, result.same, result.near) == (3, 0, 1)
    assert [(Path(r["path"]).name, Path(r["of"]).name, r["kind"]) for r in listed] == [
        ("b.html", "a.html", "near")
    ]
    assert listed[0]["likeness"] >= NEAR


def test_csv_reports_the_near_duplicates_of_jsonl(tmp_path):
    """Keys of short texts have empty parts, which a spreadsheet's escape must not shift."""
    folder = make_inputs(tmp_path / "in", 40)
    for number in range(40):
        (folder / f"{number:03}.html").write_text(f"海州市第{number}号意见\n到2025年，建成5G基站4万个。")
    near = []
    for suffix in ("jsonl", "csv"):
        run(folder, output=tmp_path / f"out.{suffix}")
        near.append(merge([str(tmp_path / f"out.{suffix}")], str(tmp_path / f"merged.{suffix}")).near)

    assert near[0] == near[1] > 0


def test_likeness_estimates_what_texts_share():
    whole = "。".join(CLAUSES)
    estimates = [
        likeness(similarity_key(whole), similarity_key("。".join(CLAUSES[:count]))) for count in (40, 36, 8)
    ]

    assert estimates[0] == 1.0
    assert estimates[1] >= NEAR
    assert estimates[2] < NEAR
    assert likeness(similarity_key(""), similarity_key("")) == 0.0
    assert len(similarity_key("")) == len(similarity_key(whole)) == 48


@pytest.mark.parametrize("name", ["bad.jsonl", "bad.csv", "bad.parquet", "bad.db"])
def test_a_shard_that_batch_did_not_write_is_named(tmp_path, name):
    (tmp_path / name).write_text('{"a": 1}\n')
    with pytest.raises(InputError, match="not an output of batch"):
        merge([str(tmp_path / name)], str(tmp_path / ("out." + name.partition(".")[2])))

    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize(("is_whole", "said"), [(True, "with --documents"), (False, "without --documents")])
def test_targets_and_documents_are_not_mistaken_for_each_other(tmp_path, suffix, is_whole, said):
    shard = tmp_path / f"shard.{suffix}"
    run(make_inputs(tmp_path / "in", 2), output=shard, documents=is_whole)
    held = "documents, not targets" if is_whole else "targets, not documents"
    with pytest.raises(InputError, match=f": holds {held}; merge such shards {said}$"):
        merge([str(shard)], str(tmp_path / f"out.{suffix}"), documents=not is_whole)


def test_shards_and_output_have_one_form(tmp_path):
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "folder.jsonl").mkdir()
    for shard in ("a.csv", "folder.jsonl", "nosuch.jsonl"):
        with pytest.raises(InputError, match=shard):
            merge([str(tmp_path / shard)], str(tmp_path / "out.jsonl"))


def test_an_existing_output_stays(tmp_path):
    run(make_inputs(tmp_path / "in", 2), output=tmp_path / "a.jsonl")
    (tmp_path / "out.jsonl").write_text("mine")
    # Even beside a journal: merge has no --resume.
    (tmp_path / "out.jsonl.journal").mkdir()
    with pytest.raises(OutputError, match=r"out\.jsonl exists; --force replaces it$"):
        merge([str(tmp_path / "a.jsonl")], str(tmp_path / "out.jsonl"))
    with pytest.raises(OutputError, match="one of the shards"):
        merge([str(tmp_path / "a.jsonl")], str(tmp_path / "a.jsonl"), force=True)

    assert (tmp_path / "out.jsonl").read_text() == "mine"
    assert merge([str(tmp_path / "a.jsonl")], str(tmp_path / "out.jsonl"), force=True).documents == 2


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_in_mid_merge_leaves_what_was_there(tmp_path, blow):
    line = (tmp_path / "line.jsonl").absolute()
    run(make_inputs(tmp_path / "in", 1), output=line, documents=True)
    record = json.loads(line.read_text("utf-8"))
    with open(tmp_path / "shard.jsonl", "w", encoding="utf-8") as shard:
        for number in range(20_000):
            record["source"]["sha256"] = f"{number:064x}"
            shard.write(json.dumps(record, ensure_ascii=False) + "\n")
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    before = {path.name for path in tmp_path.iterdir()}
    process = start("merge", tmp_path / "shard.jsonl", "-o", output, "--documents", "--force")
    wait_until(lambda: any(tmp_path.glob(".plancli-merge-*/*")))
    process.send_signal(blow)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == (-blow if blow is signal.SIGKILL else 128 + blow)
    assert "Traceback" not in errors
    assert output.read_text() == "old"
    assert blow is signal.SIGKILL or {path.name for path in tmp_path.iterdir()} == before
