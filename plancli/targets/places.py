"""News that goes through places -> the stretches in which each of them speaks for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.patterns import lazily
from plancli.regions import is_place
from plancli.targets.setting import Setting


def labelled_places(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """The paragraphs of news that go through places, each under its name: 甲市：五年筹集住房54万套."""
    labels = [found for found in _LABEL_RE.finditer(text) if is_place(found[1], lexicon)]
    if len({found[1] for found in labels}) < _LABELS:
        return
    for found in labels:
        end = text.find("\n", found.end())
        yield found.start(1), end if end >= 0 else len(text)


_LABELS = 2
_LABEL_RE = lazily(r"^[ \t\u3000●·▶◆■—]{0,4}([^，。；：\s]{2,6})[:：](?=.{6})", re.MULTILINE)


# "十省2025年目标全梳理": what such sections tell of is what each place sets itself; not 各地成绩单.
_ON_GOALS_RE = lazily(
    r"(?!.*(?:成绩|答卷|回顾|盘点|完成|超额|怎么样|过半|兑现|落实情况|收官|(?<!怎么)(?<!如何)(?<!怎样)实现|达成|进展|亮家底|开门红|季度|实干|奋进))"
    r".*?(?:(?:(?P<year>20[0-9]{2})年?|今年|明年|新一?年|“?十[五六]五”?)[^。；]{0,12}(?:目标|任务|怎么干|施工图)"
    r"|(?:公布|定下|划定|晒出|亮出)[^，。；]{0,8}目标|目标(?:公布|出炉|来了|一览|梳理))"
)
_HEADED = 3
"""Fewest sections that are each headed by no more than a place."""


def headed_places(setting: Setting, lexicon: Lexicon) -> Iterator[Span]:
    """The paragraphs of a round-up of goals, as its title says, in sections that go through places: 01 甲省, 02 乙省."""
    titled = _ON_GOALS_RE.match(setting.meta.title or "")
    if titled is None or (titled["year"] or "9999") < (setting.year or ""):
        return
    headed = [node for node in setting.nodes if node.kind == "section" and is_place(node.title, lexicon)]
    if len(headed) < _HEADED:
        return
    for node in headed:
        yield from (block for block in setting.blocks if node.heading[1] <= block[0] < node.end)


# "多地部署2026年制造业", "新春第一会怎么开": news of what is to be done; not 各地2025年成绩单出炉, 一季度多地经济运行.
_AHEAD_RE = lazily(
    r".{0,80}(?:部署|目标|行动方案|明确|规划|任务|计划|怎么干|第一会|施工图)"
    r"|(?!.{0,80}(?:季度|上半年|[0-9]月|成绩单|年报|假期|春节|国庆|五一|开门红|运行|红火|出炉|收官|答卷|回顾|盘点|复苏|回暖|数据|增速|亮|交出|完成))"
    r".{0,80}(?:安排|两会|布局|行动|方案|发力|加码|力争|提出|出台|竞逐|抢跑|开局|稳增长|今年|20[0-9]{2}年)"
)
# "隔壁的 | 浙江 | 把重点放在…", "湖北：技改提能": a sentence of a round-up whose subject is a place; not 北京大学, 上海某公司.
_SUBJECT_RE = lazily(
    r"^[ \t\u3000]*(?:(?:隔壁|邻近|相邻|近邻|同处[^，。；\n]{2,8}|地处[^，。；\n]{2,8}|作为[^，。；\n]{2,16})的?，?|再看|而|反观|在(?=[^\W0-9A-Za-z_]{2,4}，(?:今年|全年|明年|将|计划|力争)))?([^\W0-9A-Za-z_]{2,3}?)[省市]?"
    r"(?=则|也|还|又|今年|明年|提出|计划|明确|要(?!求)|拟|力争|安排|部署|继续|将|把|的(?:目标|办法|做法|打算|计划|重点|思路|解法|应对|路径|着力点|盘子|方案|部署|安排|任务)"
    r"|从(?!20|去年|前年|今年[0-9])|是(?!全国|我国|中国)|人(?:说得|说，|讲)|盯|着眼|聚焦|锚定|瞄准|：|，(?:今年|全年|明年|将|计划|力争)|[省市]?[^，。；\n]{0,6}(?:厅|局|委|政府)[^，。；\n]{0,4}(?:提出|给出|明确|要求|今年))",
    re.MULTILINE,
)


def places_in_turn(title: str, text: str, lexicon: Lexicon) -> Iterator[Span]:
    """From where a paragraph makes a place its subject to its end, in a round-up whose *title* looks ahead."""
    if _AHEAD_RE.match(title) is None:
        return
    for found in _SUBJECT_RE.finditer(text.replace("。", "\n")):
        if is_place(found[1], lexicon):
            end = text.find("\n", found.end())
            yield found.start(1), end if end >= 0 else len(text)
