"""No pattern blows up: each stays linear on texts made to hurt it, those of a user's lexicon too."""

from __future__ import annotations

import re

import pytest
from compiled import Use, call_sites, every_pattern

from plancli.lexicon import parse_lexicon
from plancli.lexicon_check import faults
from plancli.pumping import pumps, slow_text

# A user's lexicon with words that mean something in a regular expression, and patterns of its own.
OWN = """
[[unit]]
id = "own"
forms = ["(a+)+", "[甲", "亩*", "\\\\d+个"]
kind = "count"

[[plan_period]]
id = "own"
forms = ["(?:新区)+攻坚期", "攻坚.*期"]
start = "2023"
end = "2025"

[[chrome_line]]
id = "own"
pattern = "本页由[^。]{0,40}制作$"
where = "any"
layer = "notes"
"""
# Calls whose pattern is the caller's, or a user's who is told when it is slow.
GIVEN = {
    "opcodes.py",
    "patterns.py",
    "pumping.py",
    "lexicon_check.py",
    "batch/arguments.py",
    "batch/selection.py",
    "lexicon.py",
}


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> list[Use]:
    path = tmp_path_factory.mktemp("lexicon") / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return every_pattern(path)


def test_every_pattern_of_the_program_is_known(patterns: list[Use]) -> None:
    """A call that the samples do not reach has its pattern written there, and is tested by that."""
    ran = {(use.file, use.line) for use in patterns}
    unknown = [
        f"{site.file}:{site.first}"
        for site in call_sites()
        if site.text is None and site.file not in GIVEN and not _reached(site, ran)
    ]

    assert unknown == []
    assert len(patterns) > 300


def _reached(site, ran) -> bool:
    return any((site.file, line) in ran for line in range(site.first, site.last + 1))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_pattern_is_linear(patterns: list[Use]) -> None:
    """Fed with each of its own repetitions at length, and refused at the end."""
    ran = {(use.file, use.line) for use in patterns}
    unreached = [
        Use(site.file, site.first, site.text, 0)
        for site in call_sites()
        if site.text is not None and not _reached(site, ran)
    ]
    distinct = {(use.text, use.flags, use.is_anchored): use for use in (*patterns, *unreached)}
    slow = [
        f"{use.file}:{use.line} on {found!r}: {use.text[:80]}"
        for use in distinct.values()
        if (found := slow_text(use.text, use.flags, anchored=use.is_anchored)) is not None
    ]

    assert slow == []


def test_words_of_a_lexicon_are_words(patterns: list[Use]) -> None:
    """What looks like an expression in a user's word is escaped."""
    texts = [use.text for use in patterns]

    assert any(re.escape("攻坚.*期") in text for text in texts)
    assert not any("攻坚.*期" in text for text in texts)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:甲+)+乙",
        "(甲|甲甲)*乙",
        "(?:[甲-癸]{1,9}){1,40}。",
        "(甲*)*$",
        "甲*甲*甲*乙",
        r"(\s+\S?)+;",
        "((?:ab?)+)+c",
    ],
)
def test_a_slow_pattern_is_told(pattern):
    assert slow_text(pattern) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        "甲+乙",
        "责任编辑[:：].{0,40}$",
        "[^。]{0,40}扫码[^。]{0,40}",
        r"(?:[0-9]{1,3}\s){3,60}下一页$",
        "(?:甲|乙|丙)+丁",
        "",
        "(?P<a>甲)(?P=a)?",
        "(?>甲+)乙",
    ],
)
def test_a_quick_pattern_is_not(pattern):
    assert slow_text(pattern, anchored=True) is None


def test_what_is_quick_at_the_start_of_a_text_may_be_slow_within_it():
    assert slow_text("甲+乙", anchored=True) is None
    assert slow_text("甲+乙") is not None


def test_repetitions_are_fed_with_what_they_repeat():
    found = list(pumps("第(?:[0-9]{1,2}、)*号"))

    assert ("第", "1、") in found
    assert all(pump for _, pump in found)


def test_a_slow_pattern_of_a_user_is_refused_with_its_line():
    text = "\n[[chrome_line]]\nid = 'mine'\npattern = '(?:甲+)+乙'\nwhere = 'any'\nlayer = 'notes'\n"
    (fault,) = faults(parse_lexicon(text, "mine.toml"))

    assert fault.startswith(
        "mine.toml:4: pattern of mine in [[chrome_line]], '(?:甲+)+乙', takes too long on"
    )
    assert "bound what it repeats" in fault


def test_a_slow_pattern_over_scripts_is_refused_too():
    text = "[[site]]\nid = 'mine'\nscripted = { published = ['a+b'] }\n"

    assert any("takes too long" in fault for fault in faults(parse_lexicon(text, "mine.toml")))
