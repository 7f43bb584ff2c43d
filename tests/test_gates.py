"""Where a cheap look spares a pattern, the pattern would have found nothing."""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.targets import condition, forecast, horizon, opening, predicate, reference, state, which, wording

TOOLS = Path(__file__).parent / "tools"
CASES = sorted(Path(__file__).parent.joinpath("cases").glob("*.toml"))


@pytest.fixture(scope="module")
def lines():
    """All lines of the cases' texts."""
    texts = [
        case.get("input", "") for file in CASES for case in tomllib.loads(file.read_text("utf-8"))["case"]
    ]
    return list(dict.fromkeys(line for text in texts if isinstance(text, str) for line in text.splitlines()))


@pytest.fixture(scope="module")
def needed(lines):
    """Pattern -> groups of words, each of which every match holds one of."""
    sys.path.insert(0, str(TOOLS))
    try:
        tool = importlib.import_module("prefilter")
    finally:
        sys.path.remove(str(TOOLS))
    seldom = tool.Lines(lines[:400])
    return lambda pattern: tool._needed(_parser.parse(pattern.pattern), seldom)


@pytest.mark.parametrize(
    ("pattern", "gate"),
    [
        (wording._HEDGE_RE, ("力争", "确保")),
        (wording._WHO_SETS_RE, tuple("给把将设定")),
        (wording._BY_WHEN_RE, tuple("0123456789年前季")),
        (wording._YEAR_WORD_RE, tuple("0123456789年前")),
        (wording._ASIDE_RE, ("）",)),
        (forecast._GAP_RE, ("缺口",)),
        (forecast._GUESS_RE, forecast._GUESS_WORDS),
        (state._AS_THEN_RE, ("同期",)),
        (reference._ON_TOP_RE, ("基础上",)),
        (reference._ON_THAT_BASE_RE, ("基础上",)),
        (which._NAMED_WORKS_RE, ("总投资",)),
        (which._DESIGNED_RE, ("设计",)),
        (predicate._PER_RE, ("每",)),
        (predicate._WIDE_RE, ("全",)),
        (opening._FROM_DAY_RE, ("日起",)),
        (opening._ASKS_ALL_RE, ("要求",)),
    ],
)
def test_every_match_holds_a_word_of_the_gate(pattern, gate, needed):
    assert any(all(any(word in told for word in gate) for told in group) for group in needed(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        horizon._REVIEW_RE,
        horizon._SINCE_RE,
        horizon._REVIEWED_RE,
        horizon._FOUND_RE,
        horizon._EXAMPLE_RE,
    ],
)
def test_a_sentence_that_looks_back_may_do_so(pattern, needed, lines):
    opens = horizon._MAY_LOOK_BACK_RE.search
    structural = any(all(opens(told) for told in group) for group in needed(pattern))
    found = [match[0] for line in lines if (match := pattern.search(line))]
    assert structural or (found and all(map(opens, found)))


def _edge_characters(tree, *, last: bool) -> set[str]:
    """Characters that a match of *tree* may end with, or begin with unless *last*; "\\s" for blanks."""
    edge: set[str] = set()
    for kind, value in reversed(list(tree)) if last else tree:
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue
        if kind is op.LITERAL:
            return edge | {chr(value)}
        if kind is op.IN:
            for what, each in value:
                low, high = each if what is op.RANGE else (each, each)
                edge |= {"\\s"} if what is op.CATEGORY else {chr(code) for code in range(low, high + 1)}
            return edge
        if kind is op.SUBPATTERN:
            return edge | _edge_characters(value[-1], last=last)
        if kind is op.BRANCH:
            return edge.union(*(_edge_characters(branch, last=last) for branch in value[1]))
        edge |= _edge_characters(value[2], last=last)
        if value[0]:
            return edge
    return edge


def test_a_clause_opens_without_a_name_by_its_first_character():
    begins = _edge_characters(_parser.parse(opening._LEAD_RE.pattern), last=False)
    assert begins - {"\\s"} == opening._LEAD_BEGINS


def test_a_name_is_trimmed_at_its_end_by_its_last_character():
    ends = _edge_characters(_parser.parse(wording._TRAILING_RE.pattern), last=True)
    assert ends - {"\\s"} == wording._TRAILING_ENDS


@given(st.text(alphabet="年前0123二三提高增加了率去今明底末的，。目全面完成投用", max_size=16))
def test_a_name_without_a_time_says_no_time(words):
    if not wording._TIMED_RE.search(words):
        for pattern in (wording._YEARS_BEHIND_RE, wording._BY_WHEN_RE, wording._YEAR_WORD_RE):
            assert pattern.search(words) is None


def test_what_ends_its_clause_is_no_condition(lines):
    asked = (
        condition._THOSE_OF_RE,
        condition._THOSE_TOO_RE,
        condition._GRANTED_RE,
        condition._THEN_RE,
        condition._EXEMPT_RE,
        condition._WHEN_RE,
        condition._AS_MAIN_RE,
    )
    for line in lines:
        for at, char in enumerate(line):
            if char in condition._STOPS and not line.startswith("，且", at):
                assert not any(pattern.match(line, at) for pattern in asked), line[at:]


def test_an_adverb_is_looked_for_by_its_last_character():
    ends = _edge_characters(_parser.parse(predicate._ADVERB_TAIL_RE.pattern), last=True)
    assert ends <= predicate._ADVERB_ENDS
