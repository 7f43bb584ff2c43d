"""A number without a unit -> whether its words name an index that it measures: 万车死亡率控制在 | 1.5以内."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim

_INDEX_RE = lazily(
    r"(?:系数|指数|死亡率|献血率|优良路率|[^车校]比|得分|评分|强度|（[A-Z]{2,5}[0-9.]*）|PUE|（PUE值?）|PUE值)(?:均)?值?$"
)
_STATED_RE = lazily(r"[^，。；、]{3,12}(?:系数|指数)$")


def names_index(claim: Claim) -> bool:
    """True for an index right before its number: 用水量下降16%，灌溉水有效利用系数 | 0.62."""
    return _STATED_RE.search(claim.before) is not None


def is_index(claim: Claim) -> bool:
    """True in a plan for what is to be reached or kept of an index: 灌溉水有效利用系数提高到 | 0.62以上."""
    setting, topic = claim.setting, claim.predicate.topic
    named = _INDEX_RE.search(setting.text, *topic) is not None
    to = setting.text[slice(*claim.predicate.verb)].endswith(("到", "至", "在", "达"))
    plans = setting.meta.kind in ("plan", "report") and claim.polarity != "past"
    return plans and named and (to or claim.quantity.bound in ("ge", "le"))
