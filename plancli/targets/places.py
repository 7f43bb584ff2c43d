"""News that goes through places -> the stretches in which each of them speaks for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.patterns import lazily
from plancli.regions import is_place


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


# "隔壁的 | 浙江 | 把重点放在…", "湖北：技改提能": a sentence of a round-up whose subject is a place; not 北京大学, 上海某公司.
_SUBJECT_RE = lazily(
    r"^[ \t\u3000]*(?:(?:隔壁|邻近|相邻|近邻|同处[^，。；\n]{2,8}|地处[^，。；\n]{2,8}|作为[^，。；\n]{2,16})的?，?|再看|而|反观|在)?([^\W0-9A-Za-z_]{2,3}?)[省市]?"
    r"(?=则|也|还|又|去年|今年|明年|提出|计划|明确|要求|拟|力争|安排|部署|继续|将|把|要|的|从|是|人|盯|着眼|聚焦|锚定|瞄准|：|，|[省市]?[^，。；\n]{0,6}(?:厅|局|委|政府)[^，。；\n]{0,4}(?:提出|给出|明确|要求|今年))",
    re.MULTILINE,
)


def places_in_turn(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """From where a round-up's paragraph makes a place its subject to the paragraph's end."""
    for found in _SUBJECT_RE.finditer(text.replace("。", "\n")):
        if is_place(found[1], lexicon):
            end = text.find("\n", found.end())
            yield found.start(1), end if end >= 0 else len(text)
