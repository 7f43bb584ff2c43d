"""A claim of a plan that sets no date -> whether it is a deed that the plan orders all the same."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim

# "费率由1.5% | 降至 | 1%", "资金池规模由3亿元 | 增加到 | 10亿元"; what 达到 and 为 say is as often a norm.
_MOVES_TO_RE = lazily(r"(?!达|做|得)[^，。；]{1,4}[到至]$")
_MOVED_RE = lazily(r"(?:率|成本|比重|占比|规模|面积|能力|产量)$")
# What people are granted, owe or have to wait for is moved by rules, not reached: 产假延长至158天, 低保标准提高到700元.
_GRANTED_RE = lazily(r"假|标准|待遇|额度|限额|上限|保证金|时限|时间|养老金|补助|补贴|救助|费用|工资|门槛")
# 办理时限由20个工作日压缩至5个 is a deed all the same.
_SERVED_RE = lazily(r"办理|审批|办结|审查|审核|开办|通关|流转|受理")
_SHORTENS = ("压缩", "缩短", "压减")
_THEN_PAID_RE = lazily(r"[^，。；]{0,6}(?:的)?，(?:按|给予|一次性|最高)")


def is_deed(claim: Claim) -> bool:
    """True for what is to be built or moved, which a plan that sets no date orders all the same: 布局10个园区."""
    text = claim.setting.text
    verb = text[slice(*claim.predicate.verb)]
    if claim.previous_role == "achieved" or "每" in claim.before:
        return False  # 已建成气象站7万个，提前量由33分钟提高到38分钟
    if claim.predicate.kind == "deliver":
        return verb in _DEEDS and _THEN_PAID_RE.match(text, claim.quantity.outer[1]) is None
    topic = text[slice(*claim.predicate.topic)]
    moved = _MOVED_RE.search(topic) or claim.previous_role == "reference"
    return (
        bool(moved)
        and _MOVES_TO_RE.match(verb) is not None
        and (
            _GRANTED_RE.search(topic) is None
            or (verb.startswith(_SHORTENS) and _SERVED_RE.search(topic) is not None)
        )
    )


_DEEDS = frozenset(
    [
        "建设",
        "建成",
        "新建",
        "创建",
        "培育",
        "打造",
        "引进",
        "攻克",
        "集聚",
        "布局",
        "布局建设",
        "改造",
        "改建",
        "扩建",
        "新改建",
        "改扩建",
        "新改扩建",
        "续建",
        "规划建设",
        "规划布局",
        "推出",
        "设立",
        "组建",
        "出资",
        "培训",
        "培养",
        "新增",
    ]
)


# "全年干成哪些事", "二季度抓什么", "2025，重点这么干"
_YEARS_TASKS_RE = lazily(r"今年|全年|年内|20[0-9]{2}|[一二三四]季度|[上下]半年|下一步|今后|未来|新的一年")


def under_years_tasks(claim: Claim) -> bool:
    """True under a heading on what is to be done, which names the time: in the news it orders what its text tells."""
    sections = (node for node in claim.chain if node.kind == "section")
    return any(node.polarity == "goal" and _YEARS_TASKS_RE.search(node.title) for node in sections)
