"""Bytes -> text, decoded once, so that parsers never guess.

Promise: what was replaced or overruled is said in ``warnings``; bytes that are no text are refused with
the offset of the first byte that failed and the flag to try.
"""

from __future__ import annotations

import codecs
import re
from typing import NoReturn

from plancli.errors import DecodeError
from plancli.models import Decoded

# Longest first: the mark of UTF-16-LE begins that of UTF-32-LE.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Pages labelled gb2312 hold characters outside it (镕, €, 𠮷); gb18030 reads all of GBK and GB 2312.
# WHATWG Encoding Standard, 4.2: the labels of gbk, and for decoding its decoder is gb18030's.
GB_LABELS = frozenset(
    ("gb2312", "gb231280", "csgb2312", "euccn", "gbk", "xgbk", "cp936", "ms936", "936", "gb18030", "chinese")
)

DECLARATION_RE = re.compile(
    # <meta charset="gb2312">, <meta http-equiv=... content="text/html; charset=gbk">
    rb"""<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_:.-]{2,40})"""
    # <?xml version="1.0" encoding="utf-8"?>
    rb"""|<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
# Browsers look for a declaration in the first 1024 bytes; pages with long heads put it later.
DECLARATION_WITHIN = 4096

# The characters that most often stand in Chinese running text, simplified and traditional; any page of
# it has some, and text read in a wrong encoding has next to none.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此"
    "變條件這為個國來們時產發對會過說經進電體實現從業應開還與關數間樣點當兩機無級報"
    "，。、：；（）《》“”—"
)
# Share of FREQUENT among the characters that are not ASCII, below which text is taken for misread.
# Releases have 0.30 to 0.55, tables of names 0.12, gb18030 read as big5 under 0.05.
READABLE = 0.08
SAMPLE = 600
# UTF-8 writes characters from here on in three bytes or more, Chinese among them.
CJK_START = "\u0800"
BEYOND_ASCII_RE = re.compile(r"[^\x00-\x7f\s]+")
# Where one part of a file may end and another, in another encoding, begin; <p>甲</p> has three parts.
PART_END_RE = re.compile(rb"(?<=[\n>])|(?=<)")

_DAMAGE = "\ufffd"


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of *data* and the codec that read it; *encoding* overrides every sign in the data.

    Afterwards: no byte order mark, no NUL, no lone surrogate.
    Raises: DecodeError naming the first byte that failed and what to try.

    >>> decode("到2025年".encode("gbk")).encoding
    'gb18030'
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark) and encoding is None:
            rest = data[len(mark) :]
            return _finish(_mostly(rest, codec) or _marked_wrongly(rest, codec) or _refuse(data, codec))
    if encoding is not None:
        named = codec_of(encoding)
        if named is None:
            raise DecodeError(f"there is no encoding {encoding!r}; try --encoding gb18030 or utf-8")
        if named != "utf-8":
            data = data.removeprefix(codecs.BOM_UTF8)
        return _finish(_strictly(data, named) or _mostly(data, named) or _refuse(data, named))
    declared = _declared(data)
    found = (
        _utf16_by_zeros(data)
        or _strict_utf8(data, declared)
        or _named(data, declared)
        or _by_evidence(data)
        or _mixed(data)
        or _mostly(data, "utf-8")
        or _mostly(data, "gb18030")
        or _last_resort(data)
        or _refuse(data, codec_of(declared) or "utf-8")
    )
    if declared is not None and codec_of(declared) != found.encoding and not data.isascii():
        lie = f"the page says {declared} but was read as {found.encoding}; --encoding overrides this"
        found = Decoded(found.text, found.encoding, (lie, *found.warnings))
    return _finish(found)


def _marked_wrongly(rest: bytes, codec: str) -> Decoded | None:
    """What follows the mark of UTF-8 and is not UTF-8: a program put the mark before other bytes."""
    if codec != "utf-8":
        return None
    found = _named(rest, _declared(rest)) or _by_evidence(rest)
    if found is None:
        return None
    lie = (
        f"the file begins with the mark of UTF-8 but was read as {found.encoding}; --encoding overrides this"
    )
    return Decoded(found.text, found.encoding, (lie, *found.warnings))


def codec_of(label: str | None) -> str | None:
    """Python's name of the codec that reads *label*, or None if there is none for text."""
    if label is None:
        return None
    name = label.strip().lower()
    bare = name.replace("-", "").replace("_", "")
    if bare in GB_LABELS:
        return "gb18030"
    if bare in ("utf16", "unicode"):
        return "utf-16-le"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in ("idna", "punycode", "unicode_escape", "undefined"):
        return None
    return "utf-8" if found.name in ("utf-8-sig", "ascii") else found.name


def _declared(data: bytes) -> str | None:
    found = DECLARATION_RE.search(data, 0, DECLARATION_WITHIN)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def _strictly(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeError:
        # WHATWG Encoding Standard, 11.1: what is called Big5 on the web has the Hong Kong characters too.
        return _strictly(data, "big5hkscs") if codec == "big5" else None


def _strict_utf8(data: bytes, declared: str | None) -> Decoded | None:
    """Reading as UTF-8 unless that is a coincidence: a few two-byte pairs may be UTF-8 and GBK at once."""
    found = _strictly(data, "utf-8")
    if found is None or found.text.isascii() or codec_of(declared) in (None, "utf-8"):
        return found
    # A character of Chinese takes three bytes in UTF-8; short GBK text may pass as two-byte characters.
    if max(found.text) >= CJK_START:
        return found
    other = _strictly(data, codec_of(declared) or "utf-8")
    return found if other is None or _readable(other.text) < READABLE else None


def _named(data: bytes, declared: str | None) -> Decoded | None:
    """Reading in the declared encoding when every byte fits it and what comes out can be text."""
    codec = codec_of(declared)
    if codec is None or codec == "utf-8":
        return None
    found = _strictly(data, codec)
    if found is None or codec == "gb18030":
        # Big5 bytes are nearly always GB18030 too; the label is believed unless the text denies it.
        return found if found and _readable(found.text) >= READABLE else None
    rival = _strictly(data, "gb18030")
    if rival is not None and _readable(rival.text) > max(READABLE, 2 * _readable(found.text)):
        return None
    return found


def _readable(text: str) -> float:
    """Share of frequent characters among those of *text* that are not ASCII; 1.0 when all are ASCII."""
    sample = _beyond_ascii(text)
    if not sample:
        return 1.0
    return sum(map(sample.count, FREQUENT)) / len(sample)


def _beyond_ascii(text: str) -> str:
    """The first characters of *text* that are neither ASCII nor blank, as many as evidence needs."""
    size = 0
    runs: list[str] = []
    for run in BEYOND_ASCII_RE.finditer(text):
        runs.append(run[0])
        size += len(run[0])
        if size >= SAMPLE:
            break
    return "".join(runs)[:SAMPLE]


def _utf16_by_zeros(data: bytes) -> Decoded | None:
    """Reading as UTF-16 or UTF-32 without a mark, when every other byte of the ASCII in it is zero."""
    sample = data[:4096]
    zeros = sample.count(0)
    if zeros < 2 or zeros * 100 < len(sample):
        return None
    # Chinese in UTF-32: the fourth byte of each character, or the first, is always zero.
    for order, lowest, highest in (("utf-32-le", 0, 3), ("utf-32-be", 3, 0)):
        if any(sample[lowest::4]) and not any(sample[highest::4]):
            wide = _strictly(data, order)
            if wide is not None:
                return wide
    odd = sample[1::2].count(0)
    # One parity holds nearly all zeros in UTF-16; in binary data they fall on both.
    if min(odd, zeros - odd) * 10 > zeros:
        return None
    by_zeros, other = ("utf-16-le", "utf-16-be") if odd * 2 > zeros else ("utf-16-be", "utf-16-le")
    found, rival = _mostly(data, by_zeros), _mostly(data, other)
    # In a line of nothing but Chinese the zeros are those of 一, 开 and the wide blank, on the other side.
    is_swapped = (
        rival and _readable(rival.text) >= READABLE and not (found and _readable(found.text) >= READABLE)
    )
    return rival if is_swapped else found


def _by_evidence(data: bytes) -> Decoded | None:
    """The strict reading with the most frequent characters, if any has enough of them."""
    readings = [_strictly(data, codec) for codec in ("gb18030", "big5", "utf-16-le", "utf-16-be")]
    found = [reading for reading in readings if reading is not None]
    best = max(found, key=lambda reading: _readable(reading.text), default=None)
    if best is not None and _readable(best.text) >= READABLE:
        return best
    # Names and figures alone: no frequent word to go by, but GB18030 is what such files are in.
    return next((one for one in found if one.encoding == "gb18030" and _is_common(one.text)), None)


def _is_common(text: str) -> bool:
    """Whether nearly all of *text* that is not ASCII is Chinese of the basic block or its punctuation."""
    odd = _beyond_ascii(text)
    good = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in odd)
    return good * 20 >= len(odd) * 19


def _mostly(data: bytes, codec: str) -> Decoded | None:
    """Reading with the broken sequences replaced, when they are few: a cut end, a damaged byte."""
    text = data.decode(codec, errors="replace")
    broken = text.count(_DAMAGE) - _genuine_damage(data, codec)
    if broken <= 0:
        return Decoded(text, codec)
    beyond_ascii = sum(char > "\x7f" for char in text[:200000]) * max(1.0, len(text) / 200000) - broken
    # Text read as another encoding breaks at every second to third character; damage is rarer by far.
    # One broken sequence at the very end (a cut file) is forgiven even in short text.
    cut_end = broken == 1 and text.endswith(_DAMAGE)
    if beyond_ascii < broken * (2 if cut_end else 20) or _readable(text) < READABLE:
        return None
    noun = "sequence was" if broken == 1 else "sequences were"
    said = f"{broken} broken byte {noun} replaced ({codec}, from {_place(data, codec)})"
    return Decoded(text, codec, (said,))


def _genuine_damage(data: bytes, codec: str) -> int:
    """How many replacement characters *data* itself holds: pages saved from damaged pages do."""
    try:
        return data.count(_DAMAGE.encode(codec))
    except UnicodeEncodeError:
        return 0


def _mixed(data: bytes) -> Decoded | None:
    """Reading part by part, for files put together from UTF-8 and GB18030."""
    parts = [part for part in PART_END_RE.split(data) if part]
    read: list[str] = []
    foreign: list[str] = []
    utf8 = 0
    for part in parts:
        own = _strictly(part, "utf-8")
        if own is None or (not part.isascii() and max(own.text) < CJK_START):
            own = _strictly(part, "gb18030")
            if own is None:
                return None
            foreign.append(own.text)
        elif not part.isascii():
            utf8 += 1
        read.append(own.text)
    if not utf8 or _readable("".join(foreign)) < READABLE:
        return None
    said = f"{len(foreign)} of {len(parts)} lines or tags are gb18030 in a utf-8 file; each was read as what it is"
    return Decoded("".join(read), "utf-8", (said,))


def _last_resort(data: bytes) -> Decoded | None:
    """Reading in the first encoding that beautifulsoup4's detection proposes and every byte fits."""
    # EncodingDetector is the half of UnicodeDammit that proposes; the other half replaces what does not
    # fit and says so on standard error.
    from bs4.dammit import EncodingDetector

    detector = EncodingDetector(data[:200000], is_html=True)
    # Preset, it does not ask chardet or charset_normalizer: the reading depends on no package that happens to be there.
    detector.chardet_encoding = "utf-8"
    proposed = (codec_of(label) for label in detector.encodings)
    readings = (_strictly(data, codec) for codec in proposed if codec is not None)
    found = next((reading for reading in readings if reading is not None), None)
    if found is None or any(char < " " and char not in "\t\n\r\f" for char in found.text):
        return None
    # windows-1252 takes nearly any byte; prose in it is ASCII with some quotation marks and accents.
    high = sum(byte > 0x7F for byte in data)
    if found.encoding.startswith(("cp125", "iso8859", "latin")) and high * 8 > len(data):
        return None
    said = f"the encoding is not declared and was guessed to be {found.encoding}"
    return Decoded(found.text, found.encoding, (said,))


def _place(data: bytes, codec: str) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return f"byte {error.start}"
    return "byte 0"


def _refuse(data: bytes, codec: str) -> NoReturn:
    at = 0
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        at = error.start
    other = "utf-8" if codec == "gb18030" else "gb18030"
    byte = f"0x{data[at]:02x}" if at < len(data) else "the end"
    raise DecodeError(f"byte {at} ({byte}) is not {codec}; try --encoding {other} or another it may be in")


def _finish(found: Decoded) -> Decoded:
    text = found.text.removeprefix("\ufeff")
    zeros = text.count("\0")
    if not zeros:
        return Decoded(text, found.encoding, found.warnings)
    said = "1 NUL character was removed" if zeros == 1 else f"{zeros} NUL characters were removed"
    return Decoded(text.replace("\0", ""), found.encoding, (*found.warnings, said))
