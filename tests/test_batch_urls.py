"""URLs as inputs and outputs, through fsspec: memory for stores that work, a driver of our own for those that do not."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batching import command, failures, make_inputs, run, sources

from plancli.batch.arguments import Root, expand
from plancli.errors import InputError, MissingPackageError, OutputError

fsspec = pytest.importorskip("fsspec")


class _StoreError(Exception):
    """What a store's driver raises: no OSError."""


class _Failing(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """A store whose credentials have run out after the listing."""

    protocol = "failing"
    cachable = False

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        if "denied" in path:
            raise _StoreError("credentials are missing")
        entries = [{"name": f"{path}/{name}", "size": 1, "type": "file"} for name in ("a.html", "b.zip")]
        return entries if detail else [entry["name"] for entry in entries]

    def isdir(self, path: str) -> bool:
        return not path.endswith((".html", ".zip"))

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        raise _StoreError("the token has run out")

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **_: Any) -> None:
        raise _StoreError("write access is denied")

    def exists(self, path: str, **_: Any) -> bool:
        return False


@pytest.fixture(autouse=True)
def _stores(tmp_path, monkeypatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    fsspec.register_implementation("failing", _Failing, clobber=True)
    memory = fsspec.filesystem("memory")
    yield
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def test_folders_and_archives_of_a_store_are_read_and_outputs_sent(tmp_path):
    memory = fsspec.filesystem("memory")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("c.html", "计划丙")
    memory.pipe({"/in/a.html": b"A", "/in/sub/b.html": b"B", "/in/x.zip": packed.getvalue()})
    for output in ("memory://out/t.jsonl", "memory://out/tree/"):
        tally = run("memory://in", output=output)

        assert (tally.documents, tally.failed) == (3, 0)
    lines = memory.cat("/out/t.jsonl").decode().splitlines()

    assert {json.loads(line)["source"] for line in lines} == {
        "memory:///in/a.html",
        "memory:///in/sub/b.html",
        "memory:///in/x.zip!/c.html",
    }
    assert json.loads(memory.cat("/out/tree/sub/b.html.json"))["meta"]["title"] == "B"
    assert not [name for name in memory.find("/out") if name.endswith(".part")]


def test_a_pattern_in_a_url(tmp_path):
    make_inputs(tmp_path / "in", 3, **{"0[x]": "a"})
    url = f"file://{tmp_path}/in"
    run(f"{url}/00[02].html", output=tmp_path / "out.jsonl")

    assert sources(tmp_path / "out.jsonl") == ["000.html", "002.html"]
    assert expand([f"{url}/0[x].html"]) == [Root(f"{url}/0[x].html")]
    with pytest.raises(InputError, match="matches no file"):
        expand([f"{url}/nosuch*"])


def test_a_store_without_a_driver_is_said_before_the_work(tmp_path):
    result = command("batch", "nosuch://bucket/", "-o", tmp_path / "out.jsonl")

    assert result.returncode == 2
    assert "no driver" in result.stderr
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(MissingPackageError):
        expand(["nosuch://bucket/*.html"])


def test_what_a_driver_raises_is_a_record_of_its_input(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    listed = ["failing://denied/x", "nosuch://bucket/a.html"]
    run(folder, "failing://store/f", output=tmp_path / "out.jsonl", listed=listed)
    records = [json.loads(line) for line in Path("out.jsonl.failures.jsonl").read_text().splitlines()]

    assert sources(tmp_path / "out.jsonl") == ["000.html"]
    assert set(failures(tmp_path / "out.jsonl").values()) == {"input"}
    assert [record["message"].partition(":")[2].strip() for record in records[:3]] == [
        "the token has run out",
        "the token has run out",
        "credentials are missing",
    ]
    assert "no driver" in records[3]["message"]


def test_a_store_that_takes_nothing_is_said_before_the_work(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    with pytest.raises(
        OutputError, match=r"failing://store/out\.jsonl: cannot be written: write access is denied"
    ):
        run(folder, output="failing://store/out.jsonl")
    with pytest.raises(OutputError, match="no such folder; create it first"):
        run(folder, output=f"file://{tmp_path}/nosuch/out.jsonl")

    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_what_others_put_into_a_folder_of_a_store_stays(tmp_path):
    folder = make_inputs(tmp_path / "in", 1)
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/other/notes.txt", b"mine")
    run(folder, output="memory://out")
    run(folder, output="memory://out", force=True)
    memory.pipe_file("/out/notes.txt", b"mine")
    for name in ("out", "other"):
        with pytest.raises(OutputError, match=r"holds notes\.txt, which batch did not write"):
            run(folder, output=f"memory://{name}", force=True)

    assert memory.cat_file("/out/notes.txt") == memory.cat_file("/other/notes.txt") == b"mine"
