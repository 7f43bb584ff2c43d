"""Lexicon tables of role words -> patterns, each with the place where its words must stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import lazily

Verdict = tuple[str, str] | None
"""(role, rule id), or None to ask the next rule."""
JOINED = frozenset(("", "、", "和", "及", "与", "或", "或者"))
"""Between two numbers of one list."""
LIST_MARKS = frozenset(("，", "、", "；", ",", ";", "和", "及", "与", "以及"))

# Where the words of a table must stand; {} is the alternation of its forms.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "achieved": ("achieved", "{}(?!(?<=项目前)期)"),
    "compared": ("compared", "{}"),
    "forecast": ("forecast", "{}(?!(?<=测算)(?:规模|口径|范围))"),
    "budget": ("budget", "{}"),
    # 应保证 is a duty and 保证率 a measure; what refuses them stands behind the words, for a pattern that begins with
    # words is looked for by their first characters.
    "hedge": (
        "hedge",
        "{}(?<!应保证)(?!(?<=必须)(?:清醒|看到|认识|正视|承认))(?!(?<=保证)[率金险](?![先融村户情]))",
    ),
    "announced": ("announced", "{}"),
    "planned": ("planned", "{}"),
    "runs": ("running", "{}"),
    "quoting": ("quoting", "{}"),
    "quoted": (
        "other_body",
        "{}[^，。；]{{0,16}}?(?:提出|明确|预计|预测|认为|确定|喊出|下达)",
    ),
    "abroad": ("state_abroad", "(?:{}|欧美|美欧|发达国家|发达经济体|国外)[、和的]"),
    # "欧盟 | 计划到2030年…", "美国 | 拟对进口汽车加征25%关税"; not 欧盟市场销量将增长10%.
    "abroad_means": (
        "state_abroad",
        "{}(?:政府|委员会)?(?:也|则|还|已)?(?:计划|提出|宣布|拟|承诺|决定|设定|要求)[^。；]*$",
    ),
    # 按设备投资的10%给予: a rate between 按 and a verb of giving
    "give": (
        "give",
        "{}(?!(?<=一次性)(?:化解|解决|签约|通过|合格|告知|验收|交验|办结|塑料|餐|用品|制品|日用|筷|包装|消费品|使用|不可))|按[^，。；]{{0,20}}(?:给|补|奖|返)",
    ),
    "raise_money": ("raise_money", "{}"),
    "give_before": ("grant_noun", "{}[^，。；]{{0,12}}$"),
    "each_recipient": ("recipient", "(?:{}[^，。；]{{0,14}}|每月[^，。；]{{0,8}})$"),
    "single": ("recipient", "{}(?!冠军|(?<=单项)(?:体育|运动|社会组织))"),
    "give_after": ("grant_noun", "(?:以内|左右)?的?{}"),
    "entitlement": ("entitlement", "{}"),
    "take": ("take", "(?<!减免)(?<!免收)(?<!减收){}(?!(?<=房租)赁|(?<=价)(?:综合|机制)?改革)"),
    "condition_head": ("condition_head", "(?:^|[，。；：省市县区]){}[^，。；]{{0,40}}$"),
    "weight": ("weight_noun", "{}[^，。；]{{0,6}}$"),
    "ought": ("ought", "{}"),
    "norm_noun": ("norm_noun", "{}[^，。；]{{0,8}}$"),
    "duty": ("duty", "{}"),
    "limit_noun": ("limit_noun", "{}(?!内)[^，。；缩减]{{0,8}}$"),
    "eligible": ("eligible", "{}"),
    "attribute": ("attribute", "{}[^，。]{{0,8}}$"),
    "actor_verb": ("actor_verb", "{}"),
    # 80% | 以上的综合医院建成: the share is of those who do it
    "share_of": (
        "reach_verb",
        "(?:以上)?的?[^，。；]{{1,24}}?(?:{}|(?<=[镇村县区校户道])(?:有|通(?![报知告])))",
    ),
    "share_verb": ("share_verb", "(?:以上)?{}"),
    # 5个 | 县（市）达到: the number counts those who reach it
    "reaches": ("reach_verb", "[^，。；]{{1,20}}?(?:{}|突破|(?<!不)超过?(?=[0-9百千万亿]))"),
    "deliver": ("deliver_verb", "{}"),
    "measure_noun": ("measure_noun", "{}$"),
}


class Cues(Struct, frozen=True):
    """Compiled word tables, by the name of their shape."""

    patterns: Mapping[str, re.Pattern[str]]

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """First place in *text* where a word of the table stands as its shape asks."""
        return self.patterns[name].search(text)

    def match(self, name: str, text: str) -> re.Match[str] | None:
        """The same, at the start of *text* only."""
        return self.patterns[name].match(text)


@lru_cache(maxsize=8)
def cues(lexicon: Lexicon) -> Cues:
    """Compiled cue tables of *lexicon*."""
    return Cues(
        {
            name: lazily(shape.format(alternation(lexicon.forms(table))))
            for name, (table, shape) in _SHAPES.items()
        }
    )
