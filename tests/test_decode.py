"""Bytes -> text: the cases of cases/decode.toml, and what holds for any bytes."""

from __future__ import annotations

import codecs
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.decode import decode
from plancli.errors import DecodeError

CASES = tomllib.loads((Path(__file__).parent / "cases" / "decode.toml").read_text("utf-8"))["case"]
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


def bytes_of(case: dict[str, Any]) -> bytes:
    parts = case.get("parts") or [[case["text"], case["as"]]]
    data = bytearray(b"".join(text.encode(encoding) for text, encoding in parts))
    if "spoil" in case:
        data[case["spoil"]] = 0xFF
    return bytes(data[: len(data) - case.get("cut", 0)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    data = bytes_of(case)
    if "error" in case:
        with pytest.raises(DecodeError, match=case["error"]):
            decode(data, case.get("override"))
        return
    found = decode(data, case.get("override"))
    assert found.encoding == case["expect"]
    if "spoil" not in case:
        assert found.text == case.get("read", case.get("text"))
    warnings = "\n".join(found.warnings)
    assert case["warning"] in warnings
    assert bool(warnings) == bool(case["warning"])


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_one_error(data: bytes) -> None:
    try:
        found = decode(data)
    except DecodeError as error:
        said = str(error)
        found = None
    if found is None:
        assert "byte " in said
        assert "--encoding" in said
        return
    assert "\0" not in found.text
    found.text.encode("utf-8")


@given(HAN, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_unicode_with_its_mark_comes_back(text: str, encoding: str) -> None:
    data = text.encode("utf-8-sig" if encoding == "utf-8" else encoding)
    assert decode(data).text == text


@given(HAN)
def test_an_override_that_fits_is_taken(text: str) -> None:
    assert decode(text.encode("gb18030"), "gbk").text == text


@given(HAN)
def test_valid_utf8_is_read_as_such_whatever_is_declared(text: str) -> None:
    page = f"<meta charset=gb2312><p>{text}</p>"
    assert decode(page.encode()).text == page


def test_nothing_is_printed_or_logged(capfd: pytest.CaptureFixture[str]) -> None:
    """beautifulsoup4's UnicodeDammit writes to standard error when it replaces characters."""
    with pytest.raises(DecodeError):
        decode(bytes(range(128, 256)) * 20)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("override", [None, "gb18030"])
def test_the_mark_of_utf8_before_other_bytes_hides_nothing(override: str | None) -> None:
    text = "到2025年，全市建成公园12个，森林覆盖率达到60%。" * 4
    found = decode(codecs.BOM_UTF8 + text.encode("gb18030"), override)

    assert (found.text, found.encoding) == (text, "gb18030")
    assert any("begins with the mark of UTF-8" in said for said in found.warnings) == (override is None)
