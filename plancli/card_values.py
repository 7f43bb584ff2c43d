"""A line -> whether a value is all that it says, as on the cards of posts: 2200万吨左右."""

from __future__ import annotations

from plancli.patterns import lazily


def is_value(text: str) -> bool:
    """Whether *text* is a value and nothing else.

    >>> is_value("增长9%左右")
    True
    >>> is_value("地区生产总值")
    False
    """
    return _VALUE_RE.fullmatch(text) is not None


# "1.37亿吨标准煤左右", "稳定在2200万吨", "超过75%", "确保62亿元、力争65亿元": all that a line says.
_VALUE_RE = lazily(
    r"(?:约|近|超|达|≥|≤|>|<|超过|达到|突破|稳定在|保持在|控制在|不低于|不少于|不超过|增长|(?:提高|下降|降低|增加|减少|提升)[到至]?|新增){1,2}[0-9][0-9.,]*[^，。；：0-9]{0,10}"
    r"|[0-9.]{1,5}[%％]的[^，。；：、0-9]{2,10}"
    r"|[0-9][0-9.,]*[^，。；：0-9年]{0,10}?(?:左右|以上|以内|以下|[%％‰])"
    r"|[0-9]+\.[0-9]+[^，。；：0-9年]{1,8}|[0-9]+[万亿][^，。；：0-9]{1,6}"
    r"|[0-9][0-9,]*\+?(?![年月日号版期届条])[^\W0-9_]{1,2}"
    r"|(?:确保|力争|争取|挺进|冲刺|跻身|进入|实现|完成)[^，。；：0-9]{0,6}[0-9][0-9.,]*[^，。；：、0-9]{1,6}(?:、(?:确保|力争|冲刺)[0-9][0-9.,]*[^，。；：、0-9]{1,6})?"
)
