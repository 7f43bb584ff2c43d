"""Feeds: each entry is a release of its own, for every command, for batch and for the library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from batching import failures

import plancli
from plancli.errors import FormatError, InputError, LimitError
from plancli.feeds import is_feed, read_entries
from plancli.files import feed_entries, read_bytes

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<?xml-stylesheet type="text/xsl" href="feed.xsl"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>海州财经</title>
<item><title>海州：“标准化”计划出炉</title><link>https://news.example.org/a.html</link>
<pubDate>Thu, 17 Feb 2022 08:00:00 +0800</pubDate><description>摘要，不是正文。</description>
<content:encoded><![CDATA[<p>海州市人民政府2月17日发布标准化行动计划，到2025年，牵头制定国际标准60项。</p>]]></content:encoded></item>
<item><title>东湖：建设公园城市</title><link>https://news.example.org/b.html</link>
<pubDate>Fri, 18 Feb 2022 23:30:00 GMT</pubDate>
<description>&lt;p&gt;东湖市发布公园行动计划，到2026年，建设公园10个。&lt;/p&gt;</description></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>海州财经</title>
<entry><title>海州：节水行动</title><updated>2022-02-17T08:00:00+08:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>海州市发布节水行动计划，到2025年，改造管网300公里。</p></div></content>
</entry></feed>
"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(RSS.format(encoding="utf-8"), encoding="utf-8")
    return path


def read(paths: list[str]) -> list[tuple[str | None, str | None, list[str]]]:
    documents = [plancli.parse_path(path) for path in paths]
    return [(d.meta.title, d.meta.published, [t.text for t in d.targets]) for d in documents]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_each_entry_is_a_release_with_its_own_title_date_and_text(tmp_path, encoding):
    path = tmp_path / "FEED.XML"
    path.write_bytes(RSS.format(encoding=encoding).encode("gb18030" if encoding == "gb2312" else encoding))
    entries = feed_entries(str(path))

    assert entries == [f"{path}!/1", f"{path}!/2"]
    assert read(entries) == [
        ("海州：“标准化”计划出炉", "2022-02-17", ["60项"]),
        # Half past eleven in Greenwich is the next morning in Beijing.
        ("东湖：建设公园城市", "2022-02-19", ["10个"]),
    ]
    document = plancli.parse_path(entries[0])
    assert (document.meta.publisher, document.meta.url) == ("海州财经", "https://news.example.org/a.html")
    assert "摘要" not in document.text


def test_an_atom_feed_is_one_too(tmp_path):
    path = tmp_path / "feed.atom"
    path.write_text(ATOM, encoding="utf-8")

    assert read(feed_entries(str(path))) == [("海州：节水行动", "2022-02-17", ["300公里"])]


def test_a_page_or_other_xml_is_none(tmp_path):
    path = tmp_path / "page.xml"
    path.write_text("<?xml version='1.0'?><html><body><p>到2025年，建成水库3座。</p></body></html>", "utf-8")

    assert feed_entries(str(path)) == [str(path)]
    assert not is_feed(b"<p>rss</p>")
    assert [t.text for t in plancli.parse_path(path).targets] == ["3座"]


def test_commands_print_a_record_for_each_entry(feed, run):
    lines = run("parse", "--json", feed).stdout.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == [f"{feed}!/1", f"{feed}!/2"]

    second = run("targets", "--json", f"{feed}!/2")
    assert [record["text"] for record in json.loads(second.stdout)] == ["10个"]


@pytest.mark.parametrize("asked", [["--json", "--indent", "2"], ["-o", "out.json"]])
def test_a_feed_given_as_one_file_is_told_as_many_releases(feed, run, tmp_path, asked):
    wrong = run("parse", feed, *(str(tmp_path / word) if "." in word else word for word in asked))

    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert (
        f"{feed} is a feed of 2 releases ({feed}!/1 is the first), which are one object a line"
        in wrong.stderr
    )
    assert run("parse", f"{feed}!/1", "--json", "--indent", "2").exit_code == 0


def test_batch_takes_the_entries_of_a_feed_in_a_folder(feed, tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    feed.rename(folder / "feed.xml")
    (folder / "a.txt").write_text("海州市发布水利规划，到2025年，建成水库3座。", encoding="utf-8")
    (folder / "broken.rss").write_text("<rss version='2.0'><channel></channel></rss>", encoding="utf-8")
    output = tmp_path / "targets.jsonl"

    command = [sys.executable, "-m", "plancli", "batch", folder, "-o", output, "--jobs", "2"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    records = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [record["source"].removeprefix(f"{folder}/") for record in records] == [
        "a.txt",
        "feed.xml!/1",
        "feed.xml!/2",
    ]
    assert failures(output) == {"broken.rss": "format"}


def test_the_library_walks_them_with_the_other_releases(feed):
    found = list(plancli.parse_folder(feed.parent))
    assert [d.source.path for d in found] == [f"{feed}!/1", f"{feed}!/2"]


@pytest.mark.parametrize("number", ["0", "3"])
def test_an_entry_that_is_not_there_is_an_error(feed, number):
    with pytest.raises(InputError, match=r"feed\.xml!/. cannot be read: the feed's last entry is 2"):
        read_bytes(f"{feed}!/{number}")


def test_a_feed_is_bounded_as_a_file_is(feed):
    with pytest.raises(LimitError, match="more than 100 bytes"):
        feed_entries(str(feed), max_bytes=100)


def test_a_feed_without_entries_is_one_sentence(tmp_path, run):
    path = tmp_path / "empty.rss"
    path.write_text("<rss version='2.0'><channel><title>空</title></channel></rss>", encoding="utf-8")
    result = run("parse", path)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "empty.rss: " in result.stderr
    assert "feed" in result.stderr


def test_a_feed_on_standard_input_is_told_how_to_be_read(run):
    result = run("targets", "-", data=RSS.format(encoding="utf-8").encode())

    assert (result.exit_code, result.stdout) == (1, "")
    assert "one from standard input is saved under such a name first" in result.stderr


def test_bytes_of_a_feed_are_no_one_document():
    with pytest.raises(FormatError, match="several releases; give it as a file"):
        plancli.parse(RSS.format(encoding="utf-8").encode())


@pytest.mark.parametrize(
    "junk",
    [
        b"<rss version='2.0'><channel>" + b"<item>" * 5000,
        b"<rss version='2.0'><channel><item><description>" + b"<" * 50_000,
        b"<rss version='2.0'><channel><item><title>" + b"&" * 50_000,
        b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
        + b"]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>",
        b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        b"<rss version='2.0'><channel><item><title>a&x;b</title></item></channel></rss>",
    ],
    ids=["items", "angles", "ampersands", "bomb", "external"],
)
def test_a_hostile_feed_costs_little_and_brings_in_nothing(junk):
    posts = read_entries(junk)
    assert sum(map(len, posts)) < 2_000_000
    assert Path("/etc/hostname").read_bytes().strip() not in b"".join(posts)
