"""Inputs made to break a reader, each given to the real command with a bound on its memory and its time."""

from __future__ import annotations

import gzip
import io
import json
import resource
import subprocess
import sys
import zipfile

import pytest

pytestmark = pytest.mark.slow
# Twice what the largest of these inputs takes.
MEMORY = 2**31
SECONDS = 60
TEXT = "到2025年，牵头制定国际标准60项，新增企业300家以上。"
PAGE = f"<p>{TEXT}</p>"
MILLION = 1_000_000
FIFTY_MB = 50 * 2**20


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return buffer.getvalue()


def entity_bomb() -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    return f'<!DOCTYPE html [<!ENTITY e0 "文字">{levels}]>{PAGE}<p>&e19;</p>'


def yaml_bomb() -> str:
    levels = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 20))
    return f"---\nk0: &k0 [文字]\n{levels}---\n{TEXT}"


def command(data: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    """`plancli parse --json` on *data*, bound in memory and time."""
    return subprocess.run(
        [sys.executable, "-m", "plancli", "parse", "-", "--json", *options],
        input=data,
        capture_output=True,
        timeout=2 * SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )


REFUSED = {
    "empty file": (b"", "no text"),
    "blank file": (b" \r\n\t" * 100, "no text"),
    "zeros": (bytes(10_000), "no text"),
    "binary": (bytes(range(256)) * 40, "binary data"),
    "image": (
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "a PNG image, which plancli does not read; read its text",
    ),
    "PDF": (b"%PDF-1.7\n" + bytes(range(256)), "a PDF, which plancli does not read; extract its text first"),
    "DOCX": (zipped("[Content_Types].xml", "word/document.xml"), "DOCX"),
    "OFD": (zipped("OFD.xml", "Doc_0/Document.xml"), "an OFD document"),
    "gzip": (gzip.compress(PAGE.encode()), "gzip data, which plancli does not read; unpack it first"),
    "only a script": (
        f"<html><body><div id=app></div><script>window.page = '{TEXT}'</script></body></html>".encode(),
        "only scripts, which put its text in; open it in a browser",
    ),
    "paywall": (
        "<h1>海州市规划</h1><p>海州市近日印发规划……</p><p>订阅后阅读全文</p>".encode(),
        "behind a login or a payment",
    ),
    "frames": (b"<html><frameset><frame src=a.html></frameset></html>", "save the frame with the article"),
    "too large": (b"x" * 1001, "--max-bytes"),
    "too slow": ((TEXT * (FIFTY_MB // 80)).encode(), "raise the limit with --timeout"),
}
OPTIONS = {"too large": ["--max-bytes", "1000"], "too slow": ["--timeout", "1"]}

READ = {
    "truncated multibyte": PAGE.encode() + "完".encode()[:-1],
    "mixed encodings": f"{TEXT}\n".encode() + "规划期内新建学校。\n".encode("gb18030"),
    "UTF-16 without a mark": PAGE.encode("utf-16-le"),
    "lone surrogates": (TEXT * 40 + "\ud800" + "\udfff").encode("utf-8", "surrogatepass"),
    "surrogates by number": f"<p>{TEXT}&#xD800;&#xDFFF;&#0;</p>".encode(),
    "NULs": TEXT.replace("，", "，\0").encode(),
    "200,000 deep": b"<div>" * 200_000 + PAGE.encode() + b"</div>" * 200_000,
    "200,000 deep in a paragraph": b"<p>" + b"<span>" * 200_000 + TEXT.encode(),
    "200,000 brackets in front matter": b"---\na: " + b"[" * 200_000 + b"\n---\n" + TEXT.encode(),
    "a million tags": b"<b></b>" * (MILLION // 2) + PAGE.encode(),
    "a million line breaks": b"<br>" * MILLION + PAGE.encode(),
    "unclosed comment": PAGE.encode() + b"<!-- " * MILLION,
    "unclosed script": PAGE.encode() + b"<script>" + PAGE.encode() * 10_000,
    "entity flood": entity_bomb().encode(),
    "a million entities": PAGE.encode() + b"<p>" + b"&nbsp;&amp;" * (MILLION // 2),
    "alias flood": yaml_bomb().encode(),
    "lying charset": f'<meta charset="gb2312">{PAGE}'.encode(),
    "lying charset the other way": f'<meta charset="utf-8">{PAGE}'.encode("gb18030"),
    "charset that is none": f'<meta charset="base64">{PAGE}'.encode(),
    "several bodies": f"<html><body><p>甲</p></body><body>{PAGE}</body></html>".encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_in_one_line_that_says_what_to_do(name):
    data, said = REFUSED[name]
    result = command(data, *OPTIONS.get(name, []))
    errors = result.stderr.decode()

    assert (result.returncode, result.stdout) == (1, b"")
    assert said in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("name", READ)
def test_what_is_hard_to_read_is_read(name):
    """The command may warn, but the goals of the text are found."""
    result = command(READ[name])

    assert result.returncode == 0, result.stderr
    targets = json.loads(result.stdout)["targets"]
    assert [target["text"] for target in targets][:2] == ["60项", "300家"]


@pytest.mark.parametrize("unit", ["1", "文", "<"])
def test_fifty_megabytes_of_one_line_are_a_document_or_one_error(unit):
    data = TEXT.encode() + unit.encode() * ((FIFTY_MB - 100) // len(unit.encode()))
    result = command(data, "--timeout", str(SECONDS))

    if result.returncode:
        assert result.stderr.decode().count("\n") == 1
    else:
        assert json.loads(result.stdout)["source"]["bytes"] == len(data)


def test_a_file_that_takes_too_much_memory_costs_no_other(tmp_path, release):
    """With less memory than the first file needs, the second is still delivered."""
    large = tmp_path / "large.txt"
    large.write_text("文" * (FIFTY_MB // 3), encoding="utf-8")
    limit = 180 * 2**20
    result = subprocess.run(
        [sys.executable, "-m", "plancli", "parse", "--json", str(large), str(release)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )

    assert result.returncode == 1
    assert result.stderr == f"plancli: {large}: there is not enough memory to read it\n"
    assert json.loads(result.stdout)["source"]["path"] == str(release)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("words.toml", ["targets", "OWN", "--lexicon", "FILE"]),
        ("words.toml", ["lexicon", "check", "FILE"]),
        ("gold.json", ["eval", "FILE", "OWN"]),
        ("shard.jsonl", ["merge", "FILE", "-o", "OUT"]),
        ("shard.csv", ["merge", "FILE", "-o", "OUT"]),
        ("shard.db", ["merge", "FILE", "-o", "OUT"]),
        ("shard.parquet", ["merge", "FILE", "-o", "OUT"]),
    ],
)
@pytest.mark.parametrize("content", [bytes(range(256)), b"x = " + b"[" * 100_000, b"[" * 100_000, b"\0"])
def test_other_files_that_a_command_reads_are_refused_in_one_line(
    run, release, tmp_path, name, arguments, content
):
    """Lexicons, annotations and shards come from elsewhere too: binary, or nested without end."""
    file = tmp_path / name
    file.write_bytes(content)
    names = {"OWN": release, "FILE": file, "OUT": tmp_path / f"out{file.suffix}"}
    result = run(*(names.get(word, word) for word in arguments))

    assert result.exit_code in (1, 2)
    assert str(file) in result.stderr
    assert "fault of plancli" not in result.stderr
    assert result.stderr.count("\n") == 1
