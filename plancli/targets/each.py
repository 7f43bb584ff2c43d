"""A count and an amount of money behind it -> whether each of those counted is to be over the amount."""

from __future__ import annotations

from plancli.models import Quantity
from plancli.patterns import lazily
from plancli.targets.claim import is_money_unit

# "3个 | 以上设区市产业规模 | 超2000亿元", "家企业营收"; not 13个县区 of the whole, nor what they reach together.
_EACH_OVER_RE = lazily(
    r"(?:以上|左右)?(?:的)?[^，。；、0-9]{0,12}(?:省份|市|县|区|镇|乡|街道|企业|园区|集群|公司|村)(?:的)?[^，。；、0-9]{0,10}?"
    r"(?:营收|营业收入|收入|产值|规模|销售额|市值|利润|交易额|总量|增加值|税收)(?:均|都|各)?$"
)
_SINGLE = 10
"""Most of those that are told apart: 13个产业集群营收突破1万亿元 is what they reach together."""
_EACH_LEAD_RE = lazily(r"(?:，|^)?(?:力争|争取|确保|实现|推动|新增|有)?$")


def each_over(before: str, between: str, counted: Quantity, amount: Quantity) -> bool:
    """True for so many, each of which is to be over an amount of money: 3个以上设区市产业规模超2000亿元."""
    return (
        is_money_unit(amount)
        and (counted.base_value <= _SINGLE or counted.bound == "ge")
        and amount.bound == "gt"
        and _EACH_LEAD_RE.match(before.strip()) is not None
        and _EACH_OVER_RE.match(between) is not None
    )
