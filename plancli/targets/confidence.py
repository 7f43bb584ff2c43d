"""A target -> its score: how often one read so was right on the annotated samples.

The score is the share of right targets among those of the same rule, weighed by the share among those whose
deadline came from the same source (data/confidence.toml). 0.95 says: of twenty such targets nineteen were right.
"""

from __future__ import annotations

from functools import lru_cache

from plancli.lexicon import Lexicon

_HIGHEST = 0.99
"""No rule is surer than its sample is large."""
_NAMELESS = 0.5
"""A number for which the text gives no indicator is as likely a misreading."""


@lru_cache(maxsize=8)
def _shares(lexicon: Lexicon) -> tuple[dict[str, float], float]:
    """Share of right targets by trait, and over all rules."""
    entries = lexicon.table("confidence")
    # One right and one wrong added: a rule seen once is not certain.
    shares = {e.id: (int(e.fields["right"]) + 1) / (int(e.fields["found"]) + 2) for e in entries}
    rules = [e for e in entries if e.id.startswith("role.")]
    right = sum(int(e.fields["right"]) for e in rules)
    found = sum(int(e.fields["found"]) for e in rules)
    return shares, (right + 1) / (found + 2)


def score_target(rule: str, deadline_from: str | None, indicator: str, lexicon: Lexicon) -> float:
    """Between 0 and 1, to two places."""
    shares, overall = _shares(lexicon)
    by_rule = shares.get(rule, overall)
    by_date = shares.get(f"deadline.{deadline_from or 'none'}", overall)
    score = by_rule * by_date / overall
    return round(min(_HIGHEST, score if indicator else score * _NAMELESS), 2)
