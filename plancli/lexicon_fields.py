"""Tables of a lexicon -> what an entry of each may hold and must hold: the one place that says so.

Promise: data alone. ``lexicon_check`` holds every entry to it, and the tests hold it to what the stages read and
to what is shipped. A table or field that a stage begins to read is declared here.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from plancli.chrome import PLACES
from plancli.models import ROLES

# How a kind is named in a message; lexicon_check has a test for each.
KINDS = {
    "text": "a text",
    "any text": "a text, which may be empty",
    "flag": "true or false",
    "whole": "a whole number",
    "number": "a number",
    "factor": 'a number above 0, such as "0.1" or "10000"',
    "year": 'a year in quotes, such as "2025"',
    "date": 'a year, month or day in quotes, such as "2025" or "2025-06"',
    "texts": "a list of texts",
    "pattern": "a regular expression",
    "selectors": 'a list of selectors, such as "#content" or "div.article h1"',
    "selectors by hint": "a table with a list of selectors for each of what the page states",
    "patterns by hint": "a table with a list of regular expressions for each of what the page states",
}


class Field(Struct, frozen=True):
    """What one field of an entry must be."""

    kind: str
    """One of KINDS."""
    required: bool = False
    choices: tuple[str, ...] = ()
    """All that a text, a list's texts or a table's keys may be; empty for any."""
    between: tuple[float, float] | None = None
    """Least and greatest number."""

    @property
    def expected(self) -> str:
        """What is expected, for a message."""
        if self.choices and self.kind == "text":
            return f"one of {', '.join(self.choices)}"
        limits = f" from {self.between[0]:g} to {self.between[1]:g}" if self.between else ""
        among = f", each one of {', '.join(self.choices)}" if self.choices else ""
        return KINDS[self.kind] + limits + among


class Table(Struct, frozen=True):
    """What the entries of one table hold beside their id."""

    fields: Mapping[str, Field] = {}
    has_forms: bool = True
    """Whether entries have forms, and then at least one."""
    literal: bool = True
    """Whether a form stands as it is in a text: not where # is any numeral, or the words of a name are joined."""


FLAG = Field("flag")
WORDS = Field("texts")
# Bounds that a word can say; a range is two of them.
BOUNDS = ("ge", "gt", "le", "lt")
SIDES = ("before", "after")
LAYERS = ("furniture", "notes")
# What a unit measures, and what else a number with its unit may be.
UNIT_KINDS = (
    "age", "area", "count", "energy", "grade", "identifier", "information", "length", "mass", "money", "multiple",
    "percent", "physics", "place", "power", "pp", "speed", "temperature", "time", "volume",
)  # fmt: skip
MEASURE_KINDS = (*UNIT_KINDS, "compound", "fraction", "ratio")
# Types of documents that decide how their numbers are read.
DOCUMENT_KINDS = ("communique", "news", "plan", "report", "results", "rules", "speech", "statistics")
# What a page states about itself, by the names of the document's metadata.
HINTS = (
    "dated", "document_number", "editor", "headline", "index_no", "issuer", "origin", "published", "publisher",
    "title", "url",
)  # fmt: skip
RELATIONS = ("due", "base", "since", "from", "as_of")
# A word for a number is none itself.
NAME_ROLES = tuple(role for role in ROLES if role != "target")
LAYER = Field("text", required=True, choices=LAYERS)
HINT = Field("text", choices=HINTS)
SELECTORS = Field("selectors")
COUNT = Field("whole", required=True, between=(0, 10**9))

# Of words that stand beside a number and say how it is bound.
_BESIDE = {
    "side": Field("text", choices=SIDES),
    "before_not": WORDS,
    "after_not": WORDS,
    "kinds": Field("texts", choices=MEASURE_KINDS),
    "kinds_not": Field("texts", choices=MEASURE_KINDS),
    "only": Field("text", choices=("range",)),
    "of_share": Field("text", choices=BOUNDS),
    "weak": FLAG,
    "bare": FLAG,
    "gap": FLAG,
    "far": FLAG,
}
# Of words that hold a numeral.
_AROUND = {"numeral": Field("pattern"), "bare": FLAG, "before_not": WORDS, "after_not": WORDS}

# Tables whose entries are words and nothing else.
_WORD_TABLES = (
    "achieved", "actor_verb", "agency", "announce", "announced", "annual", "attribute", "budget", "bullet",
    "chrome_bar", "chrome_notice", "compared", "condition_head", "contents_title", "core_verb", "counting",
    "decrease_noun", "decrease_verb", "deed_noun", "deliver_verb", "doing_heading", "duty", "eligible", "entitlement",
    "enumerator", "forecast", "future_span", "give", "goal_heading", "grant_noun", "heading_label", "hedge",
    "increase_noun", "increase_verb", "issued_text", "lead_in", "level_verb", "limit_noun", "market",
    "measure_noun", "neutral_verb", "norm_noun", "not_unit", "official", "organ", "other_body", "ought",
    "outer_matter", "outsider", "past_heading", "past_span", "planned", "press", "quoting", "raise_money",
    "reach_verb", "recipient", "review_heading", "running", "same_unit", "same_word", "saying", "says_goal",
    "sets_goal", "share_verb", "state_abroad", "take", "term", "text_name", "weight_noun", "work_phase",
    "work_phase_after",
)  # fmt: skip

TABLES: Mapping[str, Table] = {
    **{name: Table() for name in _WORD_TABLES},
    "approx": Table({**_BESIDE, "bound": Field("text", choices=BOUNDS), "exact": FLAG}),
    "bound": Table({**_BESIDE, "bound": Field("text", required=True, choices=BOUNDS)}),
    "chrome_line": Table(
        {
            "pattern": Field("pattern", required=True),
            "where": Field("text", required=True, choices=PLACES),
            "layer": LAYER,
            "hint": HINT,
            "long": FLAG,
        },
        has_forms=False,
    ),
    "chrome_name": Table({"layer": LAYER, "firm": FLAG}, literal=False),
    "chrome_tag": Table({"layer": LAYER}),
    "confidence": Table({"right": COUNT, "found": COUNT}, has_forms=False),
    "contrast": Table({"scope": FLAG}),
    "date_after": Table({"relation": Field("text", required=True, choices=RELATIONS)}),
    "date_before": Table({"relation": Field("text", required=True, choices=RELATIONS)}),
    "digit": Table({"value": Field("whole", required=True, between=(0, 9))}),
    "document_type": Table(
        {
            "kind": Field("text", required=True, choices=DOCUMENT_KINDS),
            "weight": Field("whole", required=True, between=(0, 3)),
        }
    ),
    "era": Table({"end": Field("year", required=True)}),
    # Ranks of markers lie between 1, 第一篇, and 9.
    "heading_unit": Table({"rank": Field("number", required=True, between=(0, 9))}),
    "name": Table({**_AROUND, "role": Field("text", choices=NAME_ROLES)}, literal=False),
    "not_heading": Table({"position": Field("text", required=True, choices=("start", "end"))}),
    "page_field": Table({"hint": HINT}),
    "page_meta": Table({"hint": Field("text", required=True, choices=HINTS)}),
    "page_stub": Table({"says": Field("text", required=True)}),
    "plan_period": Table({"start": Field("date", required=True), "end": Field("date", required=True)}),
    "region": Table({"places": WORDS}),
    # 前年 is -2; a century is more than any word says.
    "relative_year": Table({"offset": Field("whole", required=True, between=(-100, 100))}),
    # 亿亿 is the largest that is written.
    "scale": Table({"exponent": Field("whole", required=True, between=(1, 24))}),
    "site": Table(
        {
            "marks": WORDS,
            "fragment": FLAG,
            "main": Field("selectors", required=True),
            "furniture": SELECTORS,
            "notes": SELECTORS,
            "fields": Field("selectors by hint", choices=HINTS),
            "scripted": Field("patterns by hint", choices=HINTS),
            "begin": WORDS,
            "end": WORDS,
            "publisher": Field("text"),
        },
        has_forms=False,
    ),
    "tens": Table({"value": Field("whole", required=True, between=(10, 90))}),
    "title_cue": Table({"kind": Field("text", required=True, choices=DOCUMENT_KINDS)}),
    "unit": Table(
        {
            "kind": Field("text", choices=UNIT_KINDS),
            "base": Field("any text"),
            "factor": Field("factor"),
            "loose": FLAG,
            "below": FLAG,
            "after_not": WORDS,
        }
    ),
    "unit_before": Table({"unit": Field("text", required=True), "kind": Field("text", choices=UNIT_KINDS)}),
    "vague": Table(
        {
            "bound": Field("text", choices=("eq", *BOUNDS)),
            "approx": FLAG,
            "place": Field("text", choices=SIDES),
        }
    ),
    "word": Table(_AROUND),
}
