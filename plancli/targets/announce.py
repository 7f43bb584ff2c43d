"""Text of the news -> where it tells what somebody is to do in the year: 今年的任务是，…; to the end of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from plancli.lexicon import Lexicon, alternation
from plancli.models import Span
from plancli.patterns import lazily
from plancli.targets.setting import Setting

# "今年下达的任务是，", "全年盘子，", "2024年要点写明，", "政府工作报告中，", "公布的节奏是，": what opens the list.
_OPENS_RE = lazily(
    r"(?:实事(?:项目)?(?=[里中，：]{0,2}(?:包括|涵盖|有))|(?:主要|发展|预期|目标|规划){1,2}指标(?:体系)?|任务(?:书|清单|单|分解表)?|盘子|工作要点|要点|(?:政府)?工作报告|计划|节奏|活计|功课|要求|安排|时间表|路线图|清单)"
    r"(?:[里中上内]?，?(?:包括|涵盖|[是为：:]|写明|写着|明确|显示|列出|载明)[，,：:]?|[里中上内][，,]|(?<=盘子)[，,]|(?<=要点)[，,]|(?<=计划)[，,]|[里中上内](?=[^\W0-9_]))"
)
# The year it is for, in the words before.
_FOR_RE = lazily(r"今年|全年|本年|年度|年内|明年|下一步|新一年|下半年|未来[两三四五]年|(20[0-9]{2})年")
# Words whose list needs no year before it.
_OWN_YEAR = (
    "政府工作报告",
    "任务书",
    "任务单",
    "任务分解",
    "任务清单",
    "工作报告",
    "节奏",
    "时间表",
    "路线图",
    "活计",
    "功课",
    "盘子",
)
_MEASURES = ("主要", "发展", "预期", "目标", "规划")
"""How the measures of a plan are called: 主要发展指标中，… in news on one plan."""
# Titles of news on a plan, and openings of news on a congress: the measures they tell of are goals.
_PLAN_RE = lazily(r"规划|纲要|方案|行动计划")
_CONGRESS_RE = lazily(r"人民代表大会|人大会议|两会|政府工作报告|20[0-9]{2}年[^，。；\n]{0,6}(?:指标|目标)")
_OPENING = 120
"""Characters at the head of a text in which a congress is named."""
# "制定 | 时间表、路线图，": drawn up, not told.
_PACE = ("时间表", "路线图", "任务书")
_DRAWN_UP_RE = lazily(r"制定[^，。；]{0,8}$")
# "完成全年任务", "占年度计划，", "按照要求，": nothing is announced.
_DONE_RE = lazily(
    r"(?:加快|踩准|把准|做[足大]|签订|认领|细化|对标|看到|回望|盘点|完成|占|超(?!市)|达到|实现|距离?|为|对照|落实|按照?|根据|围绕|符合|满足|取消|没有|纳入|列入|去年|上年|了|调整|(?<!\w)原|[比较把将]原)[^，。；：\n]{0,14}$"
)
# Whose plans are no body's: firms, persons, countries, and schools' intakes.
_FIRM_RE = lazily(
    r"专家|学者|建议|大户|村民|企业|劳模|老师|师傅|大爷|先生|女士|同学|招生|公司|集团|股份|控股|年报|业绩会|董事|券商|证券|银行|机构|研究院|协会"
)
_REACH = 40
"""How far before the words that open the list its sentence is looked at, and how far the year may stand."""


@lru_cache(maxsize=8)
def _abroad_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(alternation(lexicon.forms("state_abroad")))


class Announced(Struct, frozen=True):
    """A list of goals that words like 今年的任务是 open."""

    told: int
    """Where the sentence of those words begins, or where they are too far back to matter."""
    start: int
    """Where the list begins."""
    end: int
    """Where its sentence ends."""


# "原文就一句：", "今年分到的任务：", "报告里是这么写的：": a line, or the end of one, that leads on to what is quoted below it.
_QUOTES_RE = lazily(
    r"(?:^|(?<=。))[^。\n0-9]{0,30}(?:(?:原文|原话|报告|文件|任务|方案|规划|目标|部署|提法|表述|要求)[^。\n0-9]{0,12}|这么写(?:的|道)?|写道|加码|反倒[^。\n0-9]{2,6}|摘[录抄]如下)[：:]$",
    re.MULTILINE,
)
_OWN_WORDS_RE = lazily(r"我(?![省市县区州国])|你|咱|网友|朋友|读者")


def quoted_below(setting: Setting) -> Iterator[Span]:
    """The paragraphs that the line above them announces as the words of a report or a plan."""
    text = setting.text
    for opens in _QUOTES_RE.finditer(text):
        start = opens.end() + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if start < end and _OWN_WORDS_RE.search(text, start, end) is None:
            yield start, end


def announced_lists(setting: Setting, lexicon: Lexicon) -> Iterator[Announced]:
    """The lists of goals that a text announces, in order."""
    text, abroad = setting.text, _abroad_re(lexicon)
    opening = f"{setting.meta.title or ''}\n{text[:_OPENING]}"
    planned = setting.meta.plan is not None or _PLAN_RE.search(setting.meta.title or "") is not None
    planned = planned or _CONGRESS_RE.search(opening) is not None
    for opens in _OPENS_RE.finditer(text):
        start = max(0, opens.start() - _REACH)
        start = max(start, *(text.rfind(mark, start, opens.start()) + 1 for mark in "。\n！？；"))
        before = text[start : opens.start()]
        own = opens[0].startswith(_OWN_YEAR) or (
            planned and opens[0].startswith(_MEASURES) and "显示" not in opens[0]
        )
        if opens[0].startswith(_PACE) and _DRAWN_UP_RE.search(before):
            continue
        years = list(_FOR_RE.finditer(before))
        coming = bool(years) and not (years[-1][1] and setting.year and years[-1][1] < setting.year)
        if (
            not (coming or (own and not years))
            or _DONE_RE.search(before)
            or _FIRM_RE.search(before)
            or abroad.search(before)
        ):
            continue
        ends = (text.find(mark, opens.end()) for mark in "。\n！？")
        yield Announced(start, opens.end(), min((at for at in ends if at >= 0), default=len(text)))
