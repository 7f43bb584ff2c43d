"""What a run takes and what it leaves: folders, patterns, lists, archives; hostile names and sizes."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from batching import failures, make_inputs, run, sources

from plancli.batch.arguments import Root, expand
from plancli.batch.inputs import count_inputs, find_inputs, in_shard
from plancli.batch.listing import read_paths
from plancli.batch.names import Names
from plancli.batch.selection import Selection, glob_pattern
from plancli.batch.work import Limits
from plancli.errors import InputError


def found(*roots: Path | str, listed: tuple[str, ...] = (), **selection: tuple[str, ...]) -> list[str]:
    """Names of the inputs, or their cause in brackets."""
    chosen = Selection(**selection)
    entries = find_inputs([Root(str(root)) for root in roots], listed, chosen, Limits())
    return [f"{e.name} ({e.failure.code})" if e.failure else e.name for e in entries]


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_a_folder_is_walked_in_the_order_of_names(tmp_path):
    touch(tmp_path, "b.html", "a/z.html", "a/b/c.html", "c.md", "a.html", "无后缀")

    assert found(tmp_path) == ["a/b/c.html", "a/z.html", "a.html", "b.html", "c.md", "无后缀"]


def test_page_assets_and_hidden_files_are_counted_not_taken(tmp_path):
    touch(
        tmp_path, "a.html", "a_files/x.css", "a_files/x.JS", "logo.png", ".DS_Store", ".git/config", "x.pdf"
    )
    touch(tmp_path, "old.jsonl", "old.jsonl.journal/journal.jsonl", "old.jsonl.journal/results.bin")
    selection = Selection()
    names = [entry.name for entry in find_inputs([Root(str(tmp_path))], (), selection, Limits())]

    assert names == ["a.html", "x.pdf"]
    assert selection.ignored == 5


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (("*.html",), (), ["2022/05/b.html", "2022/a.html", "c.html"]),
        (("2022/*",), (), ["2022/a.html", "2022/n.md"]),
        (("2022/**",), ("*.md",), ["2022/05/b.html", "2022/a.html"]),
        ((), ("2022",), ["c.html"]),
        ((), ("05/",), ["2022/a.html", "2022/n.md", "c.html"]),
        (("[ac].html", "?.md"), (), ["2022/a.html", "2022/n.md", "c.html"]),
        (("[!a].html",), (), ["2022/05/b.html", "c.html"]),
        (("*.png",), (), ["c.png"]),
    ],
)
def test_patterns_choose(tmp_path, include, exclude, expected):
    touch(tmp_path, "2022/a.html", "2022/05/b.html", "2022/n.md", "c.html", "c.png")

    assert found(tmp_path, include=include, exclude=exclude) == expected


def test_what_systems_put_beside_files_is_never_taken(tmp_path, monkeypatch):
    """Nor a failure: whatever the patterns, in archives, as an archive, and where a shell or a list names it."""
    companions = ["._a.html", "~$a.html", ".~lock.a.html#", "desktop.ini", "Thumbs.db", ".DS_Store"]
    touch(tmp_path, "a.html", *companions, "__MACOSX/._a.html", "._b.zip", ".hidden.zip", ".hidden.html")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name in ("b.html", "._b.html", "__MACOSX/._b.html"):
            archive.writestr(name, name)
    monkeypatch.chdir(tmp_path)
    below = ["a.html", "b.zip/b.html"]

    assert found(".") == below
    assert found(".", include=("*.html",)) == [".hidden.html", *below]
    assert [name.rpartition("/")[2] for name in found(*companions, "a.html", listed=("._b.zip",))] == [
        "a.html"
    ]
    assert found(f"file://{tmp_path}/~$a.html") == []
    selection = Selection()
    list(find_inputs([Root(".")], (), selection, Limits()))
    assert selection.ignored == 12


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(InputError, match="not a pattern"):
        glob_pattern("[z-a]")


def test_a_file_that_is_named_is_taken_whatever_its_suffix(tmp_path):
    touch(tmp_path, "notes.css")

    assert found(tmp_path / "notes.css") == ["notes.css"]


def test_roots_that_overlap_give_each_file_once(tmp_path):
    touch(tmp_path, "a/x.html", "b/x.html")

    assert found(tmp_path / "a", tmp_path / "a/x.html", tmp_path / "b") == ["a/x.html", "b/x.html"]


def test_folders_of_one_name_stay_apart(tmp_path):
    touch(tmp_path, "one/in/x.html", "two/in/x.html")

    assert found(tmp_path / "one/in", tmp_path / "two/in") == ["in/x.html", "in~2/x.html"]


def test_glob_arguments_and_missing_ones(tmp_path):
    folder = make_inputs(tmp_path / "in", 12)
    tally = run(f"{folder}/00*.html", output=tmp_path / "out.jsonl")

    assert tally.documents == 10
    for argument in (tmp_path / "nosuch", f"{tmp_path}/*.nosuch"):
        with pytest.raises(InputError, match="nosuch"):
            run(argument, output=tmp_path / "other.jsonl")
    assert not list(tmp_path.glob("other*"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**/*.html", ["a/b/x.html", "a/x.html", "a~.html", "a.html"]),
        ("**/x.html", ["a/b/x.html", "a/x.html"]),
        ("*", ["a", "a~.html", "a.html", "n.md"]),
        ("**", ["a", "a~.html", "a.html", "n.md"]),
        ("*/", ["a"]),
        ("a/**/b", ["a/b"]),
        ("./a/**/**/*.html", ["./a/b/x.html", "./a/x.html"]),
        ("[a]*.[!m]*", ["a~.html", "a.html"]),
        ("?/*/x.html", ["a/b/x.html"]),
        (".*/*", [".h/x.html"]),
        ("a//*.html", ["a//x.html"]),
        ("nosuch/*", ["nosuch/*"]),
        ("a.html/*", ["a.html/*"]),
    ],
)
def test_a_pattern_matches_in_the_order_of_names(tmp_path, monkeypatch, pattern, expected):
    """Hidden names only behind a dot, folders as wholes, and what matches nothing stands for itself."""
    touch(tmp_path, "a/b/x.html", "a/x.html", "a.html", "a~.html", ".h/x.html", ".x.html", "n.md")
    monkeypatch.chdir(tmp_path)

    assert [root.path for root in expand([pattern], alone=False)] == sorted(
        expected, key=lambda path: path.split("/")
    )


def test_a_pattern_follows_no_link(tmp_path):
    """What its signs meet is a record, as in a folder; what the user writes before them is named."""
    touch(tmp_path, "in/p.html", "in/a/q.html")
    (tmp_path / "in/a/up").symlink_to("..")
    (tmp_path / "in/link.html").symlink_to("p.html")
    (tmp_path / "named").symlink_to("in")
    skipped = {"up": "symlink", "link.html": "symlink"}
    for number, pattern in enumerate(["in/**/*.html", "named/**/*.html", "in/**"]):
        output = tmp_path / f"{number}.jsonl"
        run(f"{tmp_path}/{pattern}", output=output)

        assert sorted(sources(output)) == ["p.html", "q.html"]
        assert failures(output) == skipped
    assert [root.path for root in expand([f"{tmp_path}/in/*/up/p.html"])] == [f"{tmp_path}/in/a/up"]


def test_links_and_special_files_are_records(tmp_path):
    touch(tmp_path, "in/a.html", "secret")
    (tmp_path / "in/link.html").symlink_to(tmp_path / "secret")
    (tmp_path / "in/folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in/pipe.html")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "in/socket"))
    tally = run(tmp_path / "in", output=tmp_path / "out.jsonl")
    server.close()

    assert tally.documents == 1
    assert tally.failed == 0
    assert tally.skipped == {"symlink": 2, "special": 2}
    assert failures(tmp_path / "out.jsonl") == {
        "folder": "symlink",
        "link.html": "symlink",
        "pipe.html": "special",
        "socket": "special",
    }


def test_a_link_that_is_named_is_followed(tmp_path):
    touch(tmp_path, "in/a.html")
    (tmp_path / "folder").symlink_to(tmp_path / "in")
    (tmp_path / "file.html").symlink_to(tmp_path / "in/a.html")
    (tmp_path / "gone.html").symlink_to(tmp_path / "in/b.html")

    assert found(tmp_path / "folder") == ["a.html"]
    assert found(tmp_path / "file.html") == ["file.html"]
    assert found(tmp_path / "gone.html") == [f"{tmp_path}/gone.html (input)"]


def test_one_file_under_two_spellings_is_taken_once(tmp_path):
    touch(tmp_path, "in/a.html")

    assert found(tmp_path / "in", f"{tmp_path}/in/./a.html") == ["in/a.html"]
    assert found(listed=(f"{tmp_path}/in/a.html", f"{tmp_path}/in/../in/a.html")) == [
        f"{tmp_path}/in/a.html".lstrip("/")
    ]


def test_one_file_is_taken_once_whatever_leads_to_it(tmp_path, monkeypatch):
    """Relative and absolute, by a link, by a folder and by itself; the first path and name stay."""
    touch(tmp_path, "in/a.html", "in/b.html")
    (tmp_path / "link.html").symlink_to(tmp_path / "in/a.html")
    (tmp_path / "folder").symlink_to(tmp_path / "in")
    with zipfile.ZipFile(tmp_path / "in/x.zip", "w") as archive:
        archive.writestr("m.html", "m")
    monkeypatch.chdir(tmp_path)
    all_below = ["in/a.html", "in/b.html", "in/x.zip/m.html"]

    assert found("in/a.html", tmp_path / "in/a.html") == ["a.html"]
    assert found("in", tmp_path / "in", "./in/", "in/x.zip", "folder", "link.html") == all_below
    assert found("link.html", "in/a.html") == ["link.html"]
    assert found("in/b.html", f"file://{tmp_path}/in/b.html") == ["b.html"]
    assert found("in", listed=("in/a.html", "folder//b.html", "in/x.zip")) == [
        name.removeprefix("in/") for name in all_below
    ]


def test_links_that_lead_nowhere_are_each_told(tmp_path):
    for name in ("one.html", "two.html"):
        (tmp_path / name).symlink_to(tmp_path / "gone.html")

    assert len(found(tmp_path / "one.html", tmp_path / "two.html", listed=("c\0/../d",))) == 3


def test_two_files_of_one_name_behind_a_link_are_two(tmp_path):
    touch(tmp_path, "a.html", "real/a.html", "real/sub/b.html")
    (tmp_path / "link").symlink_to(tmp_path / "real/sub")

    assert len(found(listed=(f"{tmp_path}/a.html", f"{tmp_path}/link/../a.html"))) == 2


def test_a_list_of_paths(tmp_path):
    touch(tmp_path, "a.html", "b.html")
    names = found(listed=(f"{tmp_path}/b.html", f"{tmp_path}/nosuch.html", f"{tmp_path}/a.html", "", "c\0d"))

    assert [name.rpartition("/")[2] for name in names] == [
        "b.html",
        "nosuch.html (input)",
        "a.html",
        "c\0d (input)",
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([b"a.html\nb c.html\r\n", b"d", b".html"], ["a.html", "b c.html", "d.html"]),
        ([b"a.html\0b\nc.html\0", b"d.html\0"], ["a.html", "b\nc.html", "d.html"]),
        ([b"\xef\xbb\xbfa.html\r\n", b"b.html\r\n"], ["a.html", "b.html"]),
        ([b"\xef", b"\xbb", b"\xbfa.html\n"], ["a.html"]),
        ([b""], []),
    ],
)
def test_a_list_is_read_as_it_comes(blocks, expected):
    """One path a line or NUL after each; while there is none yet, that is said and nothing waits."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as stream:
        paths = read_paths(stream)
        read = [next(paths)]
        for block in blocks:
            os.write(writing, block)
            while (path := next(paths)) is not None:
                read.append(path)
        os.close(writing)
        read += paths

    assert read[0] is None
    assert [path for path in read if path] == expected


def test_a_file_name_that_is_not_unicode(tmp_path):
    make_inputs(tmp_path / "in", 1)
    with open(os.fsencode(tmp_path / "in") + b"/\xb9\xfa.html", "wb") as stream:
        stream.write("国".encode())
    run(tmp_path / "in", output=tmp_path / "out.jsonl")

    assert sources(tmp_path / "out.jsonl") == ["000.html", "\\xb9\\xfa.html"]


def test_shards_part_the_inputs_and_new_files_move_none():
    names = [f"2022/{number}.html" for number in range(300)]
    parts = [[name for name in names if in_shard(name, (index, 3))] for index in (1, 2, 3)]

    assert sorted(parts[0] + parts[1] + parts[2]) == sorted(names)
    assert all(len(part) > 60 for part in parts)
    assert in_shard("a.html", (1, 1))


def test_counting_gives_up_on_archives(tmp_path):
    make_inputs(tmp_path / "in", 7)

    assert count_inputs([Root(str(tmp_path))], Selection(), (1, 1), 5) == 7
    with zipfile.ZipFile(tmp_path / "in/a.zip", "w") as archive:
        archive.writestr("a.html", "a")

    assert count_inputs([Root(str(tmp_path))], Selection(), (1, 1), 5) is None


# -- archives


MODES = {"x.tar": "w", "x.tar.gz": "w:gz", "x.tgz": "w:gz", "x.tar.bz2": "w:bz2", "x.tar.xz": "w:xz"}


def make_tar(path: Path, members: dict[str, bytes], mode: str) -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tgz", "x.tar.bz2", "x.tar.xz"])
def test_archive_members_are_read_in_place(tmp_path, name):
    members = {
        "甲.html": "计划甲".encode(),
        "sub/乙.html.gz": gzip.compress("计划乙".encode()),
        "x.png": b"\x89",
    }
    folder = tmp_path / "in"
    folder.mkdir()
    if name == "x.zip":
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
    else:
        make_tar(folder / name, members, MODES[name])
    run(folder, output=tmp_path / "out.jsonl", documents=True)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]

    # What can be read in one go only stays in its own order, the rest is in that of a walk.
    first, second = ["sub/乙.html.gz", "甲.html"] if name in ("x.zip", "x.tar") else list(members)[:2]
    assert [line["source"]["path"] for line in lines] == [
        f"{folder}/{name}!/{first}",
        f"{folder}/{name}!/{second}",
    ]
    assert {line["meta"]["title"] for line in lines} == {"计划甲", "计划乙"}
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_gzip_file_is_unpacked(tmp_path):
    folder = make_inputs(tmp_path / "in", 0)
    (folder / "a.html.gz").write_bytes(gzip.compress("计划".encode()))
    (folder / "cut.html.gz").write_bytes(gzip.compress(os.urandom(999))[:500])
    (folder / "bomb.html.gz").write_bytes(gzip.compress(b" " * 3_000_000))
    run(folder, output=tmp_path / "out.jsonl", limits={"max_bytes": 1_000_000})

    assert sources(tmp_path / "out.jsonl") == ["a.html.gz"]
    assert failures(tmp_path / "out.jsonl") == {"bomb.html.gz": "limit", "cut.html.gz": "archive"}


def test_names_of_chinese_windows_archives(tmp_path):
    info = zipfile.ZipInfo("x.html")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "计划")
    raw = (tmp_path / "a.zip").read_bytes().replace(b"x.html", "划.htm".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(raw)

    assert found(tmp_path / "a.zip") == ["a.zip/划.htm"]


def test_member_names_cannot_climb_out(tmp_path):
    folder = make_inputs(tmp_path / "in", 0)
    names = [
        "../up.html",
        "/etc/abs.html",
        "a/../../../b.html",
        "C:\\win.html",
        "..\\..\\back.html",
        "x" * 400 + ".html",
    ]
    names += [
        "dup.html",
        "dup.html",
        "DUP.html",
        "a" + "/d" * 2000 + ".html",
        "con.html",
        "..",
        "nul\x01.html",
    ]
    make_tar(folder / "x.tar.gz", {}, "w:gz")
    with tarfile.open(folder / "x.tar.gz", "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 6
            archive.addfile(member, io.BytesIO(b"\xe7\x94\xb2" * 2))
    tally = run(folder, output=tmp_path / "out")
    written = [
        path
        for path in tmp_path.rglob("*.json")
        if "journal" not in path.parts[-2] and path.name != "plancli-batch.json"
    ]

    # A member called .. is nothing that can be read.
    assert tally.documents == len(written) == len(names) - 1
    assert all(path.is_relative_to(tmp_path / "out") for path in written)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out", "out.journal"]


def test_links_and_devices_in_a_tar_are_records(tmp_path):
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)

    assert found(tmp_path / "x.tar") == [
        *("x.tar/d (special)", "x.tar/h (symlink)", "x.tar/p (special)", "x.tar/s (symlink)")
    ]


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"max_members": 3}, "limit"), ({"max_archive_bytes": 3000}, "limit"), ({}, None)],
)
@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
def test_archives_beyond_the_limits(tmp_path, name, limits, code):
    members = {f"{number}.html": b"x" * 1000 for number in range(5)}
    if name == "x.zip":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member, data in members.items():
                archive.writestr(member, data)
    else:
        make_tar(tmp_path / name, members, "w" if name == "x.tar" else "w:gz")
    if name == "x.tar" and "max_archive_bytes" in limits:
        pytest.skip("what is not compressed cannot unpack to more than it is")
    tally = run(tmp_path / name, output=tmp_path / "out.jsonl", limits=limits)

    assert failures(tmp_path / "out.jsonl") == ({} if code is None else {name: code})
    assert tally.documents + tally.failed >= 1


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.tar.bz2"])
def test_a_bomb_is_not_unpacked(tmp_path, name):
    zeros = b"\0" * 100_000_000
    if name == "x.zip":
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.html", zeros)
    else:
        make_tar(tmp_path / name, {"a.html": zeros}, MODES[name])
    tally = run(tmp_path / name, output=tmp_path / "out.jsonl")

    assert tally.documents == 0
    assert set(tally.failures) == {"limit"}


def test_a_zip_whose_directory_is_forged_is_refused_unread(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.html", "a")
    raw = bytearray((tmp_path / "x.zip").read_bytes())
    end = raw.rfind(b"PK\5\6")
    struct.pack_into("<HH", raw, end + 8, 60000, 60000)
    (tmp_path / "x.zip").write_bytes(raw)
    entries = list(find_inputs([Root(str(tmp_path / "x.zip"))], (), Selection(), Limits(max_members=1000)))

    assert [entry.failure.code for entry in entries if entry.failure] == ["limit"]


def test_a_tar_whose_member_has_an_endless_name_is_refused(tmp_path):
    member = tarfile.TarInfo("././@LongLink")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 1 << 32
    (tmp_path / "x.tar").write_bytes(member.tobuf() + b"x" * 4096)

    assert found(tmp_path / "x.tar") == ["x.tar (limit)"]


def test_what_a_damaged_archive_holds_before_the_damage_is_delivered(tmp_path):
    members = {f"{number}.html": os.urandom(3000).hex().encode() for number in range(20)}
    make_tar(tmp_path / "x.tar.gz", members, "w:gz")
    raw = (tmp_path / "x.tar.gz").read_bytes()
    (tmp_path / "x.tar.gz").write_bytes(raw[: len(raw) // 2])
    tally = run(tmp_path / "x.tar.gz", output=tmp_path / "out.jsonl")

    assert 5 < tally.documents < 15
    assert failures(tmp_path / "out.jsonl") == {"x.tar.gz": "archive"}


def test_an_encrypted_member_says_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.html", "a")
    raw = bytearray((tmp_path / "x.zip").read_bytes())
    raw[6] |= 1
    raw[raw.rfind(b"PK\1\2") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(raw)
    run(tmp_path / "x.zip", output=tmp_path / "out.jsonl")

    assert "encrypted" in (tmp_path / "out.jsonl.failures.jsonl").read_text()


def test_names_are_the_same_on_every_run_and_never_equal():
    def given() -> list[str]:
        names = Names(".json")
        return [names.give(way) for way in ("a", "A", "a.json/b", "a~1", "", "../..", "a/b", "é", "e\u0301")]

    assert given() == given()
    assert len({name.casefold() for name in given()}) == 9
    assert given()[:3] == ["a.json", "A~1.json", "a.json~1/b.json"]
