"""What plancli has written itself is no release: left out of folders, refused when it is named."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from batching import run as run_batch
from conftest import SAMPLES

import plancli
from plancli.batch.summary import Tally
from plancli.own_output import HEAD, own_output

ROOT = Path(__file__).parents[1]
OUTPUTS = {
    "document": ["parse", "FILE", "--json"],
    "indented": ["parse", "FILE", "--json", "--indent", "2"],
    "targets": ["targets", "FILE", "--json"],
    "quantities": ["quantities", "FILE", "--json"],
    "lines": ["quantities", "FILE", "--json", "--line"],
    "explanations": ["explain", "FILE", "--json"],
    "outline": ["outline", "FILE", "--json"],
    "comparison": ["compare", "FILE", "FILE", "--json"],
    "scores": ["eval", "GOLD", "FILE", "--json"],
    "schema": ["schema"],
    "targets table": ["targets", "FILE", "--csv"],
    "quantities table": ["quantities", "FILE", "--csv"],
    "comparison table": ["compare", "FILE", "FILE", "--csv"],
    "review": ["review", "FILE", "-o", "OUT"],
    "compare": ["compare", "FILE", "FILE", "-o", "OUT"],
}


@pytest.fixture
def written(run, release, tmp_path):
    """Gives the bytes that a command of OUTPUTS writes for a release with an odd name and title."""
    odd = tmp_path / f'{"名" * 60}"\\n.md'
    odd.write_text(release.read_text("utf-8").replace("# 海州市", '# 海州"市\\'), encoding="utf-8")
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"doc": odd.name, "targets": []}), encoding="utf-8")

    def write(name: str) -> bytes:
        page = tmp_path / "page.html"
        words = {"FILE": odd, "GOLD": gold, "OUT": page}
        result = run(*(words.get(word, word) for word in OUTPUTS[name]))
        assert result.exit_code == 0
        return page.read_bytes() if "OUT" in OUTPUTS[name] else result.stdout_bytes

    return write


def own_folder(folder: Path) -> Path:
    """A folder with one release and what batch and review make of it."""
    folder.mkdir()
    release = folder / "city_c.txt"
    release.write_bytes((ROOT / "samples/city_c.txt").read_bytes())
    run_batch(folder, output=folder / "parsed", parse="plancli.pipeline:parse")
    document = next((folder / "parsed").glob("*.txt.json")).read_bytes()
    page = plancli_page(release)
    (folder / "review.html").write_bytes(page)
    (folder / "packed.json.gz").write_bytes(gzip.compress(document))
    with zipfile.ZipFile(folder / "members.zip", "w") as archive:
        archive.writestr("a.json", document)
        archive.writestr("b.html", page)
    return folder


def plancli_page(release: Path) -> bytes:
    from plancli.review.html import review_html

    return review_html([plancli.parse_path(release)]).encode()


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_is_told_by_its_first_bytes(written, name):
    data = written(name)

    assert own_output(data) is not None
    assert own_output(data[:HEAD]) == own_output(data)
    assert own_output(b"\xef\xbb\xbf" + data) == own_output(data)


def test_what_batch_and_the_page_write_beside_documents_is_told_too():
    corrections = (ROOT / "tests/gold/city_c.json").read_bytes()

    assert own_output(corrections) == own_output(b"[\n" + corrections) == "corrections"
    assert own_output(b'{"plancli": "0.1.0", "documents": 3}\n') == "the manifest of a folder"


@pytest.mark.parametrize("documents", [False, True])
def test_tables_of_batch_are_told(release, tmp_path, documents):
    run_batch(release, output=tmp_path / "out.csv", documents=documents)

    assert own_output((tmp_path / "out.csv").read_bytes()) == "a table"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_release_is_taken_for_an_output(path):
    assert own_output(path.read_bytes()) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"source": "新华网", "title": "某市规划", "content": "到2025年……"}',
        '{"source": "新华网", "title": "某市规划", "id": "20220217", "text": "……"}',
        '{"schema_version": "1", "source": "新华网"}',
        '{"documents": 3, "releases": []}',
        '<meta name="generator" content="WordPress">',
        "plancli 0.1.0",
        "",
    ],
)
def test_what_others_write_is_read_as_ever(text):
    assert own_output(text.encode()) is None


@pytest.mark.parametrize("name", ["document", "review"])
@pytest.mark.parametrize("command", ["parse", "targets", "clean", "outline", "explain", "batch"])
def test_an_output_that_is_named_is_refused_in_one_line(run, written, tmp_path, name, command):
    path = tmp_path / "own.html"
    path.write_bytes(written(name))
    output = ["-o", tmp_path / "out.jsonl", "--summary", "none", "-q"] if command == "batch" else []
    result = run(command, path, *output)
    told = (tmp_path / "out.jsonl.failures.jsonl").read_text("utf-8") if command == "batch" else result.stderr

    assert (result.exit_code, result.stdout) == (1, "")
    assert "that plancli wrote and no release; give the release itself" in told
    assert result.stderr.count("\n") == told.count("\n") == 1


@pytest.mark.parametrize("options", [{}, {"include": ("*.json", "*.html", "*.txt", "*.gz")}, {"jobs": 2}])
def test_outputs_that_a_walk_meets_are_left_out_and_counted(tmp_path, options):
    """In folders and archives, packed or not, whatever the patterns ask for; no record is made of them."""
    folder = own_folder(tmp_path / "in")
    tally = run_batch(folder, output=tmp_path / "out.jsonl", parse="plancli.pipeline:parse", **options)

    assert (tally.documents, tally.targets, tally.failures, tally.skipped) == (1, 10, {}, {})
    assert tally.ignored == len(["a.txt.json", "manifest", "page", "packed", "a.json", "b.html"])
    assert tally.failure_list is None


def test_going_on_leaves_them_out_again_and_what_became_one(tmp_path):
    folder, options = own_folder(tmp_path / "in"), {"parse": "plancli.pipeline:parse", "resume": True}
    (folder / "turned.html").write_bytes((ROOT / "samples/city_a.html").read_bytes())
    first = run_batch(folder, output=tmp_path / "out.jsonl", **options)
    (folder / "turned.html").write_bytes((folder / "review.html").read_bytes())
    second = run_batch(folder, output=tmp_path / "out.jsonl", **options)

    assert (first.documents, second.documents, second.kept) == (2, 1, 1)
    assert second.ignored == first.ignored + 1


def test_the_rest_of_an_output_is_not_read(tmp_path):
    """It may be larger than any release."""
    folder = own_folder(tmp_path / "in")
    with (folder / "review.html").open("ab") as page:
        page.truncate(2**30)
    tally = run_batch(folder, output=tmp_path / "out.jsonl", parse="plancli.pipeline:parse")

    assert (tally.documents, tally.failures) == (1, {})


def test_what_is_left_out_is_no_part_of_the_total():
    """So that the bar comes to its end."""
    tally = Tally(total=3)
    tally.leave_out()

    assert (tally.total, tally.ignored) == (2, 1)


def test_the_library_passes_over_pages_in_a_folder(tmp_path):
    folder = own_folder(tmp_path / "in")

    assert [Path(document.source.path).name for document in plancli.parse_folder(folder)] == ["city_c.txt"]
