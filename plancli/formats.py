"""Text -> payload: the format told by content and never by a suffix, front matter set apart.

Promise: any text has a format; bytes of a format that holds no plain text are refused by name.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from plancli.errors import FormatError
from plancli.models import Payload
from plancli.patterns import lazily

_SAVE_AS_TEXT = "open it and save its text or a web page"
_UNPACK = "unpack it and give its members"
_BATCH = "`plancli batch` reads the members of a file named {}"
_OCR = "read its text with an OCR program first"

# First bytes of formats that are mistaken for releases, what they are, and what to do.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text first, as with pdftotext -layout"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or WPS file", _SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF file", _SAVE_AS_TEXT),
    (b"\x1f\x8b", "gzip data", "unpack it first, as with gunzip, or name it .gz"),
    (b"BZh", "bzip2 data", f"unpack it first, as with bunzip2; {_BATCH.format('.tar.bz2')}"),
    (b"\xfd7zXZ\0", "xz data", f"unpack it first, as with unxz; {_BATCH.format('.tar.xz')}"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first, as with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _OCR),
    (b"\xff\xd8\xff", "a JPEG image", _OCR),
    (b"GIF87a", "a GIF image", _OCR),
    (b"GIF89a", "a GIF image", _OCR),
    (b"II*\0", "a TIFF image", _OCR),
    (b"MM\0*", "a TIFF image", _OCR),
    (b"SQLite format 3\0", "an SQLite database", "export its text"),
    (b"PAR1", "a Parquet file", "export its text"),
    (b"bplist00", "a Safari web archive", "save the page as HTML source"),
    (b"\x7fELF", "a program", "give a text or a web page"),
    (b"MZ\x90\0", "a program", "give a text or a web page"),
)
# POSIX.1-1988, in the header of a tar's first member.
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257
# High bytes in UTF-16 of Chinese characters, and of ASCII, “—”, 、。 and ，：.
HIGH_BYTES = range(0x4E, 0xA0)
HIGH_BYTES_OF_SIGNS = (0x00, 0x20, 0x30, 0xFF)
# Members that tell what a zip file is; their names stand in its plain bytes.
ZIP_MEMBERS = (
    (b"word/", "a Word document (DOCX)", _SAVE_AS_TEXT),
    (b"xl/", "an Excel workbook (XLSX)", _SAVE_AS_TEXT),
    (b"ppt/", "a PowerPoint file (PPTX)", _SAVE_AS_TEXT),
    (b"OFD.xml", "an OFD document", "convert it to text with an OFD reader first"),
    (b"mimetypeapplication/epub", "an e-book (EPUB)", _UNPACK),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file", _SAVE_AS_TEXT),
)
# ISO/IEC 23008-12: brands of pictures in the container that videos have too.
HEIF_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
MHTML_RE = lazily(rb"^content-type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)

# 目标：... --- title: '…' --- <div>…; front matter is closed within the first 64 KB or it is none.
FRONT_RE = lazily(r"\s*---[ \t]*\r?\n")
FRONT_END_RE = lazily(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
FRONT_WITHIN = 65536
FRONT_LINE_RE = lazily(r"([A-Za-z_][\w .-]{0,40}?)[ \t]{0,9}[:：][ \t]*(.*)")
# libyaml reads nested brackets by recursion in C; real front matter has a handful.
FRONT_BRACKETS = 200

# Control characters that no text has: all but zero, which UTF-16 has, and blanks, line ends and the like.
CONTROLS = bytes((*range(1, 9), *range(14, 32)))
PAGE_RE = lazily(r"<(?:!doctype\s+html|html|head|body|frameset)\b", re.IGNORECASE)
# Tags that lay text out. Names that could be words of a text (<title>, <main>) are left out.
BLOCK_TAG_RE = lazily(
    r"</?(?:p|div|table|tr|td|ul|ol|li|h[1-6]|section|article|blockquote|br)\b", re.IGNORECASE
)
TAG_RE = lazily(
    r"</?(?:[pabi]|div|span|font|strong|table|ul|ol|li|h[1-6]|section|article|img|br|center)\b", re.I
)
LEAD_TAG_RE = lazily(r"<(?:img|a|br|h1|b|strong|center|p)\b", re.I)
LEAST_HEADINGS = 2
"""Headings in Markdown that tell a post whose first tag only holds it together."""
ATX_RE = lazily(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
# # 标题 / - 项 / | 指标 | 单位 | / **粗体** / [名称](http…) / ![图](…)
MARKDOWN_RE = lazily(
    r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\||^ {0,3}(?:[-*+] |> )\S"
    r"|\*\*\S[^*\n]{0,200}\*\*|!?\[[^\]\n]{0,200}\]\((?:https?:|/|#|\.)|^(?:```|~~~)",
    re.MULTILINE,
)


def refuse_binary(data: bytes) -> None:
    """Return when *data* may be text.

    Raises: FormatError naming the format and what to do with it.
    """
    name = _binary_format(data)
    if name is not None:
        raise FormatError(f"the input is {name[0]}, which plancli does not read; {name[1]}")


def _binary_format(data: bytes) -> tuple[str, str] | None:
    for signature, name, advice in SIGNATURES:
        if data.startswith(signature):
            return name, advice
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = ((name, advice) for member, name, advice in ZIP_MEMBERS if member in data)
        return next(found, ("a zip archive", _BATCH.format(".zip")))
    if data.startswith(_TAR_MARK, _TAR_MARK_AT):
        return "a tar archive", _BATCH.format(".tar or .tar.gz")
    if b"%PDF-" in data[:1024]:
        return "a PDF", "extract its text first, as with pdftotext -layout"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image", _OCR
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "a BMP image", _OCR
    if data[4:8] == b"ftyp":
        is_image = data[8:12] in HEIF_BRANDS
        return ("a HEIC or AVIF image", _OCR) if is_image else ("a video", "give a text or a web page")
    if b"multipart/" in data[:4096].lower() and MHTML_RE.search(data, 0, 4096):
        return "an MHTML archive", "save the page as HTML source"
    return ("binary data", "give a text or a web page") if _is_binary(data) else None


def _is_binary(data: bytes) -> bool:
    """Whether control characters are too many for text in any encoding."""
    sample = data[:8192]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls * 20 > len(sample) and not _is_chinese_utf16(sample, controls):
        return True
    zeros = sample.count(0)
    odd = sample[1::2].count(0)
    # UTF-16 and UTF-32 have their zeros on one parity; stray ones are left to the decoder.
    return (
        zeros * 10 > len(sample)
        and min(odd, zeros - odd) * 4 > zeros
        and any(sample[3::4])
        and any(sample[::4])
    )


def _is_chinese_utf16(sample: bytes, controls: int) -> bool:
    """Whether one byte of each two is the high one of a Chinese character, which explains *controls* in the other."""
    for high in (sample[::2], sample[1::2]):
        chinese = sum(map(high.count, HIGH_BYTES))
        others = len(high) - sum(map(high.count, HIGH_BYTES_OF_SIGNS))
        # A low byte is a control character once in ten, and those of most signs are.
        if chinese * 10 >= others * 9 and chinese >= controls:
            return True
    return False


def tell(text: str) -> Payload:
    """Payload of *text*: its format, what stands after the front matter, and the front matter.

    >>> tell("---\\ntitle: 某市规划\\n---\\n<p>到2025年……</p>").front
    {'title': '某市规划'}
    """
    text = text.removeprefix("\ufeff")
    front, rest, warnings = _split_front(text)
    return Payload(_format_of(rest), rest, front, warnings)


def _split_front(text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    opened = FRONT_RE.match(text)
    closed = FRONT_END_RE.search(text, opened.end(), opened.end() + FRONT_WITHIN) if opened else None
    if opened is None or closed is None:
        return {}, text, ()
    source = text[opened.end() : closed.start()]
    front = _read_yaml(source)
    warnings: tuple[str, ...] = ()
    if front is None:
        front = _read_lines(source)
        warnings = ("the front matter is not valid YAML and was read line by line",) if front else ()
    if not front:
        # Two rules with text between them: Markdown, not metadata.
        return {}, text, ()
    return front, text[closed.end() :], warnings


def _read_yaml(source: str) -> dict[str, object] | None:
    """Fields of the YAML mapping *source*, or None if it is not a sound one."""
    if source.count("[") + source.count("{") > FRONT_BRACKETS:
        return None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loaded = yaml.load(source, Loader=loader)
    # A date such as 2021-13-45 is a ValueError, a deep nest a RecursionError.
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None
    if not isinstance(loaded, dict):
        return None
    return {str(key).strip().lower(): _plain(value) for key, value in loaded.items()}


def _plain(value: object) -> object:
    """*value* without structure deeper than a list of words: aliases can nest without end."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, (str, int, float, datetime, date))]
    return value if isinstance(value, (str, int, float, datetime, date, type(None))) else None


def _read_lines(source: str) -> dict[str, object]:
    """Fields of lines "key: value"; a line that starts with a dash continues a list."""
    front: dict[str, object] = {}
    key = ""
    for line in source.splitlines():
        bare = line.strip()
        found = FRONT_LINE_RE.match(line)
        if found:
            key = found[1].strip().lower()
            front[key] = found[2].strip().strip("'\"")
        elif bare.startswith("- ") and key:
            listed = front[key]
            front[key] = [*(listed if isinstance(listed, list) else []), bare[2:].strip().strip("'\"")]
    return front


def _format_of(text: str) -> str:
    head = text[:8192]
    if PAGE_RE.search(head):
        return "html"
    bare = text.lstrip()
    # A post in Markdown may open with a picture or a heading in HTML.
    if TAG_RE.match(bare) and len(ATX_RE.findall(text)) >= LEAST_HEADINGS:
        return "markdown"
    if TAG_RE.match(bare) and not (LEAD_TAG_RE.match(bare) and MARKDOWN_RE.search(text)):
        return "html-fragment"
    if bare.startswith("<!--") and BLOCK_TAG_RE.search(text):
        return "html-fragment"
    lines = [line for line in text.splitlines() if line.strip()]
    tagged = sum(1 for line in lines if BLOCK_TAG_RE.search(line))
    # A page cut in its middle, or a post with a line of text above the markup.
    if tagged * 3 >= max(1, len(lines)) and not ATX_RE.search(text):
        return "html-fragment"
    if MARKDOWN_RE.search(text) or tagged:
        return "markdown"
    return "text"
