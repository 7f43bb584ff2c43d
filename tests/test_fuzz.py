"""Any input gives a document that keeps every promise, or one error that plancli raises on purpose.

Over the whole line, from bytes to each form of output. In a plain run each property sees a hundred inputs,
always the same; `make fuzz` takes seven thousand of each.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from conftest import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from promises import check
from shown import check_shown

from plancli import PlancliError, parse, to_json
from plancli.alarm import time_limit
from plancli.decode import decode
from plancli.errors import LimitError
from plancli.lexicon import default_lexicon

OUTCOMES: Counter[str] = Counter()
CRASHES, HANGS, BROKEN = "crashes", "hangs", "broken promises"
# An input takes some milliseconds.
SECONDS = 20

# What pages are broken with: tags, comments, entities and characters that parsers trip over.
FRAGMENTS = [
    *("<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#", "&#xD800;", "&#0;", "&nbsp;", "&lt;1"),
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<td rowspan=99999 colspan=-1>",
        "</table>",
        "<ol start=x>",
    ),
    *("<script>", "</script>", "<style>", "<body>", "</body>", "<frameset>", "<meta charset=gb2312>", "<br>"),
    *("\0", "\x1b[31m", "\ufeff", "\u202e", "\u200b", "\u3000", "\xa0", "\ufffd", "\r", "\n", "\t", "---\n"),
    *(
        "一、",
        "（一）",
        "1.",
        "第一章 ",
        "——",
        "●",
        "%",
        "％",
        "万亿",
        "到2025年",
        "〔2022〕",
        "9" * 400,
        "亿" * 40,
    ),
]
ENCODINGS = ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-8-sig", "latin-1"]
PUNCTUATION = [
    "，",
    "。",
    "；",
    "、",
    "：",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "\n",
    " ",
    "-",
    "—",
    "~",
    "至",
    "比",
    "的",
]
# Longer samples say nothing new and take longer.
FEW_BYTES = 25_000


def read(data: bytes) -> None:
    """Takes *data* through the whole line and counts what came of it.

    Raises: what a crash, a hang or a broken promise is told by.
    """
    try:
        with time_limit(SECONDS, "an input"):
            outcome = outcome_of(data)
    except LimitError:
        outcome = HANGS
        raise
    except AssertionError:
        outcome = BROKEN
        raise
    except Exception:
        outcome = CRASHES
        raise
    finally:
        OUTCOMES[outcome] += 1


def outcome_of(data: bytes) -> str:
    """Reads *data* twice, checks the promises and returns the error's code, or "document"."""
    try:
        document = parse(data)
    except PlancliError as error:
        refusal = error
    else:
        check(document)
        check_shown(document)
        assert to_json(parse(data)) == to_json(document)
        return "document"
    assert str(refusal)
    assert "\n" not in str(refusal)
    return refusal.code


@cache
def bases() -> list[str]:
    texts = [decode(path.read_bytes()).text for path in SAMPLES]
    return [text for text in texts if len(text.encode()) < FEW_BYTES]


@cache
def vocabulary() -> list[str]:
    """Every word that the rules look for."""
    lexicon = default_lexicon()
    words = {form for table in lexicon.tables.values() for entry in table for form in entry.forms}
    return sorted(words)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with parts cut, moved, repeated or overwritten, in some encoding."""
    text = draw(st.sampled_from(bases()))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 400)))
        part = text[start:end]
        kind = draw(st.sampled_from(["cut", "repeat", "move", "insert", "end"]))
        if kind == "cut":
            text = text[:start] + text[end:]
        elif kind == "repeat":
            text = text[:end] + part * draw(st.integers(1, 5)) + text[end:]
        elif kind == "move":
            rest = text[:start] + text[end:]
            at = draw(st.integers(0, len(rest)))
            text = rest[:at] + part + rest[at:]
        elif kind == "insert":
            text = text[:start] + draw(st.sampled_from(FRAGMENTS)) + text[start:]
        else:
            text = text[:start]
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return data[: len(data) - draw(st.integers(0, 3))]


pieces = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.sampled_from(PUNCTUATION),
    st.deferred(lambda: st.sampled_from(vocabulary())),
    st.integers(0, 3000).map(str),
    st.decimals(0, 1000, places=2).map(str),
    st.text(alphabet="零一二三四五六七八九十百千万亿两半", min_size=1, max_size=6),
)


@given(
    st.one_of(
        st.binary(max_size=600),
        st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(
            lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes(data):
    read(data)


@given(mutated())
def test_broken_pages(data):
    read(data)


@given(st.lists(pieces, min_size=1, max_size=60).map("".join))
def test_text_grown_from_the_rules_own_words(text):
    read(text.encode("utf-8"))


def test_the_figures(capsys: pytest.CaptureFixture[str]):
    """Last, so that it tells what the properties above have seen."""
    inputs = sum(OUTCOMES.values())
    if not inputs:
        pytest.skip("no property ran before this")
    with capsys.disabled():
        faults = ", ".join(f"{OUTCOMES.pop(name, 0)} {name}" for name in (CRASHES, HANGS, BROKEN))
        outcomes = ", ".join(f"{count} {name}" for name, count in OUTCOMES.most_common())
        print(f"\n{inputs} inputs; {faults}; {outcomes}")
    assert inputs >= 3 * settings.default.max_examples
    assert OUTCOMES["document"] * 2 > inputs, "most inputs should reach the rules"
