"""The library: the names it promises, and files and folders through them."""

from __future__ import annotations

from pathlib import Path

import pytest

import plancli
from plancli.errors import InputError, LimitError


def test_the_promised_names_are_there():
    promised = {
        "Document",
        "PlancliError",
        "Target",
        "find_quantities",
        "json_schema",
        "parse",
        "parse_folder",
        "parse_path",
        "read_lexicon",
        "to_json",
    }

    assert set(plancli.__all__) == promised
    assert promised <= set(dir(plancli))
    assert all(getattr(plancli, name) for name in promised)
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        plancli.no_such_name  # noqa: B018


def test_a_file_is_parsed_as_its_bytes_are(release):
    from_path = plancli.parse_path(release)
    from_bytes = plancli.parse(release.read_bytes(), path=str(release))

    assert plancli.to_json(from_path) == plancli.to_json(from_bytes)
    assert isinstance(from_path, plancli.Document)
    assert all(isinstance(target, plancli.Target) for target in from_path.targets)


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path, release):
    with pytest.raises(InputError, match="missing"):
        plancli.parse_path(tmp_path / "missing")
    with pytest.raises(InputError, match="plancli batch"):
        plancli.parse_path(tmp_path)
    with pytest.raises(LimitError, match="10 bytes"):
        plancli.parse_path(release, max_bytes=10)
    with pytest.raises(plancli.PlancliError):
        plancli.parse_path("a\0b")


@pytest.mark.parametrize("data", ["到2025年，新建学校50所。", Path("release.md"), None])
def test_what_is_no_bytes_is_refused_with_what_to_do(data):
    with pytest.raises(TypeError, match=rf"not {type(data).__name__}; .*encode\(\).*parse_path"):
        plancli.parse(data)


def test_a_folder_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(InputError, match="nope does not exist"):
        list(plancli.parse_folder(tmp_path / "nope"))


def test_a_folder_gives_its_releases_in_order(tmp_path, release):
    text = release.read_bytes()
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/2.html", "b/1.TXT", "a.htm", "notes.pdf", ".c.html", "~$a.htm", ".hidden/d.html"):
        (tmp_path / name).write_bytes(text)
    (tmp_path / "link.html").symlink_to(release)
    (tmp_path / "folder.html").mkdir()
    found = [document.source.path for document in plancli.parse_folder(tmp_path)]

    assert found == [str(tmp_path / name) for name in ("a.htm", "release.md", "b/1.TXT", "b/2.html")]
    with pytest.raises(InputError, match="not a folder"):
        list(plancli.parse_folder(release))


def test_a_failing_file_of_a_folder_is_told_and_the_rest_follow(tmp_path, release):
    (tmp_path / "empty.txt").write_bytes(b"")
    failed: list[tuple[str, str]] = []
    found = list(
        plancli.parse_folder(tmp_path, on_error=lambda path, error: failed.append((path, error.code)))
    )

    assert [document.source.path for document in found] == [str(release)]
    assert failed == [(str(tmp_path / "empty.txt"), "empty")]
    with pytest.raises(plancli.PlancliError):
        list(plancli.parse_folder(tmp_path))


def test_a_lexicon_of_ones_own_is_laid_over_the_shipped_one(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[unit]]\nid = "炉"\nforms = ["炉次"]\nkind = "count"\nexamples = ["炼钢300炉次"]\nnot = ["炉子"]\n',
        encoding="utf-8",
    )
    data = "# 海州市计划\n\n到2025年，炼钢300炉次。\n".encode()
    units = [
        [q.unit for q in plancli.parse(data, lexicon=lexicon).quantities if q.value == 300]
        for lexicon in (plancli.read_lexicon(str(own)), plancli.read_lexicon())
    ]

    assert units[0] == ["炉次"] != units[1]
    own.write_text("[[unit]]\nid = 1\n", encoding="utf-8")
    with pytest.raises(plancli.PlancliError, match=r"own\.toml"):
        plancli.read_lexicon(str(own))


def test_quantities_have_the_promised_attributes():
    (quantity,) = plancli.find_quantities("研发经费投入强度达到３.65%左右")

    assert quantity.text == "３.65%"
    assert str(quantity.value) == "3.65"
    assert (quantity.value_max, quantity.base_value_max) == (None, None)
    assert (quantity.unit, quantity.base_unit) == ("%", "%")
    assert quantity.approx is True
    assert quantity.span == (10, 15)
