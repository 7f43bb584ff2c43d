"""How far works have come: the phases that the lexicon names, and a thing named with its phase.

Promise: words in, words out; nothing of a text is looked at.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import IDEOGRAPH, lazily


class Phases(Struct, frozen=True):
    """Compiled tables work_phase and work_phase_after."""

    all: frozenset[str]
    after: frozenset[str]
    """Phases that may follow another at once: 竣工 | 投产."""
    end: re.Pattern[str]
    """A phase at the end of a name: 老楼加装电梯 | 新开工, 项目 | 竣工投产."""
    after_first: re.Pattern[str]
    """A phase that opens what follows another one: 投产 | 项目."""
    works: re.Pattern[str]
    """A name of works that a phase ends; group 1 is the works: 省级重点项目 | 开工."""


@lru_cache(maxsize=8)
def phases(lexicon: Lexicon) -> Phases:
    """The phases of *lexicon*."""
    after = frozenset(lexicon.forms("work_phase_after"))
    each = frozenset(lexicon.forms("work_phase")) | after
    any_of = alternation(each)
    works = (
        rf"(?:^{IDEOGRAPH}{{0,14}}?|(?<=以上){IDEOGRAPH}{{0,6}}?|(?<=以下){IDEOGRAPH}{{0,6}}?)(?:项目|工程)"
    )
    return Phases(
        each,
        after,
        lazily(rf"(?:{any_of}){{1,2}}$"),
        lazily(rf"^{alternation(after)}(?=.{{2}})"),
        lazily(rf"({works}){any_of}$"),
    )
