"""Speakers of a text with title and name (研究院副院长某某某认为) -> the places where the name alone speaks again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import IDEOGRAPH, lazily

_AFTER = "(?=[在对向就还也（]|日前|近日|此前|进一步|同时|"
"""What follows a name, but for a verb of saying."""
# "秘书长 | 某某某 | 告诉", "首席经济学家 | 某某 | 在论坛上表示": a title's last character, a name, what goes on.
_NAMED = (
    r"(?:[长员授师士任席裁记官]|学家|学者|发言人|负责人|首席|总监|经理|合伙人)"
    + rf"(?P<name>(?![在对向就还也今明昨日前近此这那们曾])(?:{IDEOGRAPH}){{2,3}}?)"
    + _AFTER
)
_GOES_ON = 8
"""Characters between a name and its verb of saying: 某某某在接受采访时说 is told by the title before."""
# What a known person does that is saying, too.
_TELLS = r"提醒|举例|算了(?:一)?笔账|感慨|直言|总结道|回忆"
_NO_NAMES = lazily(
    r"(?:同时|特别|随后|最后|再次|分别|委员|代表|有关|相关|公开|明确|指出|表示|介绍|认为|告诉|多次|共同|一致|透露|强调)"
)


def name_in(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The name of the person whose title and verb of saying stand in text[start:end], or nothing.

    >>> from plancli.lexicon import default_lexicon
    >>> words = "某研究院副院长何德某认为"
    >>> name_in(words, 0, len(words), default_lexicon())
    ('何德某',)
    """
    found = _named_re(lexicon).search(text, start, end)
    return () if found is None or _NO_NAMES.match(found["name"]) else (found["name"],)


@lru_cache(maxsize=8)
def _named_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(f"{_NAMED}{alternation(lexicon.forms('saying'))})")


def known_speakers(text: str, names: Set[str], lexicon: Lexicon) -> Iterator[int]:
    """Where one of the persons called *names* speaks, with or without a title."""
    if not names:
        return
    say = f"(?:{alternation(lexicon.forms('saying'))}|{_TELLS})"
    named = rf"(?<![长任记席])({alternation(sorted(names))}){_AFTER}{say})"
    pattern = lazily(rf"{named}[^，。；：\n]{{0,{_GOES_ON}}}?{say}")
    for match in pattern.finditer(text):
        yield match.start()
