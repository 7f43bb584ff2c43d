"""A pattern that is compiled late answers as one that is compiled at once."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from compiled import Use, every_pattern
from hypothesis import given
from hypothesis import strategies as st

from plancli import patterns
from plancli.lexicon import PREFILTERS, prefilters
from plancli.patterns import digest, lazily

TOOLS = Path(__file__).parent / "tools"


def tool(name: str):
    """The module *name* of tests/tools."""
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(TOOLS))


prefilter, Lines = tool("prefilter").prefilter, tool("prefilter").Lines
LINES = Lines(["新增就业12万人", "建成学校三十所", "比上年增长6.5%", "到2027年", "责任编辑：某某"])


@pytest.fixture(scope="module")
def uses() -> list[Use]:
    return [use for use in every_pattern() if not use.is_bytes]


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("(?:甲|乙丙)[0-9]*丁?", [["乙丙", "甲"]]),
        ("责任编辑\\s?[:：]", [["责任编辑"]]),
        ("责任编辑|编辑：", [["编辑：", "责任编辑"]]),
        ("责任编辑|编辑", [["编辑"]]),
        ("[甲乙]丙{2,3}", [["丙"]]),
        ("(?<=不)甲(?!乙)丙", [["甲丙"]]),
        ("[0-9]+(?=%)", [["%"]]),
        ("(?P<n>甲)乙(?P=n)", [["甲乙"]]),
        ("(?:甲乙)+丙?", [["甲乙"]]),
        # What may be left out, is any of many or stands in another spelling tells nothing.
        ("甲?|乙", []),
        ("[^，。]{2,9}", []),
        ("[一-龥]", []),
        ("(?i)abc", []),
        ("(?i:abc)", []),
        ("(?!甲).", []),
        ("(?:甲|)乙*", []),
    ],
)
def test_the_words_that_no_match_can_do_without(pattern, groups):
    assert prefilter(pattern, 0, LINES) == groups


def test_of_two_words_the_one_seen_less_often_is_asked_for():
    assert prefilter("增长[0-9.]+%", 0, Lines(["增长6%", "下降7%", "占8%"])) == [["增长"]]
    assert prefilter("增长[0-9.]+%", 0, Lines(["增长", "增长很快", "增长8%"])) == [["%"]]


def test_a_second_group_is_asked_for_when_it_rules_out_more():
    lines = Lines(["增长很快", "增长很慢", "增长6%", "占8%", "占9%"])

    assert prefilter("增长[0-9.]+%", 0, lines) == [["%"], ["增长"]]


def test_the_shipped_prefilters_are_those_of_the_patterns():
    assert PREFILTERS.read_text("utf-8") == tool("compile_lexicon").prefilters_text(), "run `make lexicon`"


def test_most_patterns_that_an_article_asks_stay_uncompiled():
    """Seen on the shipped file: without it each would be compiled."""
    useful = sum(bool(groups) for groups in prefilters().values())

    assert useful > 0.7 * len(prefilters()) > 500


@pytest.mark.slow
def test_no_match_lacks_the_words_of_its_prefilter(uses):
    """On every line of the samples, from every pattern."""
    lines = sorted(set(tool("compile_lexicon").sample_lines()))
    wrong = []
    for use in uses:
        pattern = re.compile(use.text, use.flags)
        for groups in prefilters()[digest(use.text, use.flags)]:
            lacking = (line for line in lines if not any(word in line for word in groups))
            wrong += [(use.text, line) for line in lacking if pattern.search(line)]

    assert wrong == []


@given(st.data())
def test_a_late_pattern_answers_as_a_compiled_one(uses, data):
    """Texts are of the pattern's own words and letters, so that many nearly match."""
    use = data.draw(st.sampled_from(uses))
    words = [word for group in prefilters()[digest(use.text, use.flags)] for word in group]
    letters = [char for char in use.text if char not in "\\()[]{}?*+|^$"]
    text = "".join(data.draw(st.lists(st.sampled_from([*words, *letters, "，", "6", "\n"]), max_size=12)))
    at = data.draw(st.integers(0, len(text)))
    pattern = re.compile(use.text, use.flags)
    spans = [match.span() for match in pattern.finditer(text)]

    assert [match.span() for match in lazily(use.text, use.flags).finditer(text)] == spans
    for method in ("search", "match", "fullmatch"):
        for window in ((), (at,), (0, at), (-1,), (at, -1)):
            found = getattr(lazily(use.text, use.flags), method)(text, *window)
            same = getattr(pattern, method)(text, *window)
            assert (found and found.span()) == (same and same.span())
    assert lazily(use.text, use.flags).sub("", text) == pattern.sub("", text)
    assert lazily(use.text, use.flags).split(text) == pattern.split(text)
    assert lazily(use.text, use.flags).findall(text) == pattern.findall(text)


@pytest.fixture
def shipped(monkeypatch) -> str:
    """A pattern with a prefilter, as if it were one of plancli's own."""
    text = "增长[0-9.]+%"
    monkeypatch.setattr(patterns, "prefilters", lambda: {digest(text): (("增长",), ("%",))})
    return text


def compiled_within(monkeypatch) -> list[str]:
    """The patterns that are compiled from now on."""
    seen: list[str] = []
    real, shipped = re.compile, patterns.compile_pattern
    monkeypatch.setattr(re, "compile", lambda text, flags=0: seen.append(text) or real(text, flags))
    monkeypatch.setattr(
        patterns, "compile_pattern", lambda text, *more: seen.append(text) or shipped(text, *more)
    )
    return seen


def test_a_pattern_is_compiled_when_a_text_may_match(shipped, monkeypatch):
    seen = compiled_within(monkeypatch)
    pattern = lazily(shipped)

    assert pattern.search("下降7%") is None
    assert list(pattern.finditer("增长很快")) == []
    assert pattern.search("增长6%", 0, 2) is None
    assert seen == []
    assert pattern.search("增长6%")
    assert pattern.search("增长7%")
    assert seen == [shipped]


def test_a_pattern_asked_often_is_compiled(shipped, monkeypatch):
    seen = compiled_within(monkeypatch)
    search = lazily(shipped).search

    assert [search("下降7%") for _ in range(200)] == [None] * 200
    assert seen == [shipped]


def test_a_long_text_is_not_looked_through(shipped, monkeypatch):
    """To copy and search it for each question would take longer than the pattern."""
    seen = compiled_within(monkeypatch)

    assert lazily(shipped).match("下降7%，" * 5000, 4) is None
    assert seen == [shipped]


def test_a_pattern_of_a_user_is_compiled_when_it_is_first_used(monkeypatch):
    seen = compiled_within(monkeypatch)

    assert lazily("(?:某甲|某乙)局").search("无") is None
    assert seen == ["(?:某甲|某乙)局"]


def test_a_method_that_was_kept_answers_after_the_pattern_is_compiled(shipped):
    pattern = lazily(shipped)
    search = pattern.search

    assert search("增长6%").group() == pattern.search("增长6%").group() == search("增长6%").group()
    assert pattern.pattern == shipped
