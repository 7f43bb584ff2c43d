"""Text -> format and front matter: the cases of cases/formats.toml; bytes that are refused by name."""

from __future__ import annotations

import gzip
import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from plancli.decode import decode
from plancli.errors import FormatError
from plancli.formats import SIGNATURES, ZIP_MEMBERS, refuse_binary, tell

CASES = tomllib.loads((Path(__file__).parent / "cases" / "formats.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    payload = tell(case["input"])
    assert payload.format == case["expect"]
    assert {k: v for k, v in payload.front.items() if v is not None} == case.get("front", {})
    assert payload.content == case.get("content", payload.content)
    assert case.get("warning", "") in "\n".join(payload.warnings)
    assert bool(payload.warnings) == bool(case.get("warning"))


def test_aliases_do_not_grow() -> None:
    """A few lines of YAML that stand for a billion words."""
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    payload = tell("---\ntitle: 某市规划\n" + "\n".join(rows) + "\n---\n文")
    assert len(str(payload.front)) < 5000


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_yaml_is_no_crash(opening: str) -> None:
    """libyaml reads nests by recursion in C."""
    assert tell(f"---\n{opening * 20000}\n---\n文").content.endswith("文")


@given(st.text())
def test_any_text_has_a_format(text: str) -> None:
    payload = tell(text)
    assert payload.format in ("html", "html-fragment", "markdown", "text")
    assert text.removeprefix("\ufeff").endswith(payload.content)


@given(st.text(alphabet="-\n:abc [{&*!'\"#", max_size=80))
def test_any_front_matter_is_read(text: str) -> None:
    assert tell(f"---\n{text}\n---\n文").content.endswith("文")


@pytest.mark.parametrize(("signature", "name"), [(s, n) for s, n, _ in SIGNATURES])
def test_binary_formats_are_refused_by_name(signature: bytes, name: str) -> None:
    with pytest.raises(FormatError, match=name.removeprefix("a ").removeprefix("an ")):
        refuse_binary(signature + b"\0\1\2" * 30)


@pytest.mark.parametrize(("member", "name"), [(m, n) for m, n, _ in ZIP_MEMBERS])
def test_office_files_are_told_by_their_members(member: bytes, name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if member.startswith(b"mimetype"):
            archive.writestr("mimetype", member[8:])
        else:
            archive.writestr(member.decode() + ("document.xml" if member.endswith(b"/") else ""), "x")
    with pytest.raises(FormatError) as error:
        refuse_binary(buffer.getvalue())
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gzip.compress(b"x" * 100), "gzip"),
        (b"\n\n%PDF-1.7\n", "PDF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"BM\x36\x00\x0c\x00\0\0\0\0\x36\0", "BMP"),
        (b"\0\0\0\x20ftypisom", "video"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"From: <Saved by a browser>\r\nContent-Type: multipart/related;\r\n", "MHTML"),
        (bytes(range(1, 32)) * 40, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_other_binary_data_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(FormatError, match=name):
        refuse_binary(data)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_in_any_encoding_is_not_binary(encoding: str) -> None:
    text = "BM指数上涨\n<p>到2025年，全市建成公园12个，Rate of 3.5% per year。</p>\n" * 5
    refuse_binary(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_chinese_in_utf16_is_not_binary(path: Path, encoding: str) -> None:
    """Half its bytes may be anything, control characters among them: the page, its middle, its Chinese alone."""
    text = decode(path.read_bytes()).text
    chinese = "".join(char for char in text if char >= "\u3000")
    for part in (text, text[len(text) // 2 :][:300], chinese, chinese[:200]):
        data = part.encode(encoding)
        refuse_binary(data)
        assert decode(data).text == part.removeprefix("\ufeff")


def test_stray_controls_are_not_binary() -> None:
    refuse_binary(("到2025年，全市建成公园12个。" * 20 + "\0\x0c\x1b").encode())
