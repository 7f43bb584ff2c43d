"""Title, plan name and opening paragraphs -> the period the document plans for.

Promise: a year that lies before the document is no period; two different end years in the text give none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancli.fold import fold
from plancli.lexicon import Lexicon, alternation
from plancli.models import Body, Period
from plancli.patterns import lazily

# "2021—2025年", "（2023-2025年）", "2021年至2025年", "2021~2025"
_RANGE_RE = lazily(
    r"(?<![0-9])(20[0-9]{2})\s?年?\s?(?:-{1,2}|—{1,2}|~|至|到|–)\s?(20[0-9]{2})(?!\s?年?\s?[0-9]{1,2}月)(?![0-9])"
)
# "到2025年", "力争2025年", "2030年前": a year to reach.
_GOAL_RE = lazily(
    r"(?:到|至|力争|争取|确保)\s?(20[0-9]{2})年(?!以来|来|度|\s?[0-9])|(20[0-9]{2})年(?:前|底前|末)"
)
# "2024年工作要点", "现代化2035": a year, not a date (2024年3月) and not an amount (2035家).
_YEAR_RE = lazily(
    r"(?<![0-9])(20[0-9]{2})(?:\s?年(?!以来|来|度以来|\s?[0-9]{1,2}\s?月)|(?![0-9年.%万亿元个项家人亩吨千米多余]))"
)
# "13市晒出2022年计划书", "2024年增长目标出炉": the year of writing is the one planned for.
_SETS_RE = lazily(r"目标|计划|任务|部署|安排|锚定|定调|清单|作战图|[这怎]么干|这样干")
# "规划期为2021年至2025年", "规划期限2023—2035年"
_EDITION_RE = lazily(r"年(?:修订|版|修正)")
_STATED_RE = lazily(r"(?:规划|计划|方案|实施)(?:期|期限|周期|年限)")
_SPAN_RE = lazily(r"([一二两三四五六十])年(?:行动|计划|规划|滚动|攻坚|提升)")
_YEARS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10}
_OPENING, _LONGEST = 12, 1200


@lru_cache(maxsize=8)
def _named_re(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Period]]:
    periods = {
        fold(form): Period(str(entry.fields["start"]), str(entry.fields["end"]))
        for entry in lexicon.table("plan_period")
        for form in entry.forms
    }
    return lazily(alternation(periods)), periods


@lru_cache(maxsize=8)
def _annual_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(alternation(lexicon.forms("annual")))


# "财经早报：某部部署两年任务 …", "某县发改动态": what such a text names is of one of its items.
_DIGEST_RE = lazily(
    r"早报|晚报(?!讯)|早餐|早知道|早读|周报|(?:财经|产业|行业|市场)日报|一周(?:要闻|回顾|盘点|速览)|^(?:要闻|速递|简讯|快讯)|(?:要闻|速递|简报|简讯|快讯)(?:$|[（(])|动态(?:$|[（(])"
    r"|(?:信息|政策)(?:汇总|摘编)"
)


def is_digest(title: str) -> bool:
    """Whether *title* is that of a text of several items, none of which speaks for the others.

    >>> is_digest("财经早报：两部门部署节能任务")
    True
    """
    return _DIGEST_RE.search(title) is not None


def find_period(
    names: tuple[str | None, ...], body: Body, kind: str | None, issued: str | None, lexicon: Lexicon
) -> Period:
    """The planning period: from *names* (plan, title, headline), else from the opening paragraphs.

    *issued* is the ISO date of the document: a 三年行动 runs from its year, a work report is for its year.
    """
    # An executive meeting goes through several matters, none of which speaks for the others.
    digest = kind == "news" and any(name and (is_digest(name) or "常务会议" in name) for name in names)
    if digest or kind in ("statistics", "results", "rules"):
        return Period()
    for name in names:
        period = _from_name(fold(name), issued, lexicon) if name else None
        if period is None and name and kind == "plan":
            period = _of_its_year(fold(name), issued)
        if period:
            return period
    if kind == "report":
        year = issued[:4] if issued else None
        congress = any(name and _CONGRESS_RE.search(name) for name in names)
        return Period(year, str(int(year) + _TERM) if congress and year else year)
    year = _year_of_meeting(body, issued)
    if year is not None:
        return Period(year, year)
    last = _valid_until(body) if kind in ("plan", "news") and issued else None
    if last is not None and issued and last > issued[:4] and _aims_at(body, issued[:4]):
        last = issued[:4]
    if last is not None and issued and issued[:4] <= last <= str(int(issued[:4]) + 1):
        return Period(None, last)
    period = _from_opening(body, issued) if kind in ("plan", "communique", "news", None) else Period()
    if (
        issued
        and kind == "news"
        and period.end is None
        and _on_report(body)
        and _sets_the_year(body, issued[:4])
    ):
        return Period(None, issued[:4])
    # News of the year's goals tells of 2030 in passing: of what is done next the year is the term.
    if issued and kind == "news" and period.start is None and (period.end or "") > issued[:4]:
        named = any(name and _PART_OF_YEAR_RE.search(name) for name in names) and _aims_at(body, issued[:4])
        if issued[5:7] >= _YEAR_END and _sets_the_year(body, coming := str(int(issued[:4]) + 1), named=True):
            return Period(coming, coming)
        return Period(None, issued[:4]) if named or _sets_the_year(body, issued[:4]) else period
    return period


# "某省上半年GDP增长5.3% 下半年这样干"
_PART_OF_YEAR_RE = lazily("[上下]半年|半年报|[一二三]季度")


def _on_report(body: Body) -> bool:
    """True for news of a people's congress at which the year's report was given."""
    opening = "\n".join(block.text[:_LONGEST] for block in body.blocks[:_OPENING])
    met = "大会" in opening or "人代会" in opening
    return met and _REPORT_GIVEN_RE.search(opening) is not None


_REPORT_GIVEN_RE = lazily(r"作(?:了)?(?:政府)?工作报告|所作的政府工作报告")


def _sets_the_year(body: Body, year: str, *, named: bool = False) -> bool:
    """True when a paragraph states the goals of *year*: 2025年全省经济社会发展主要预期目标是：地区生产总值增长5%.

    The year must be *named* where it is the next one: 今年 and 全年 are the running year's.
    """
    found = (m[1] for block in body.blocks for m in _GOALS_OF_RE.finditer(block.text[:_LONGEST]))
    return any((not named and of in ("今年", "全年")) or of.startswith(year) for of in found)


# "2025年全省主要预期目标是：", not "2024年超额完成全年目标任务，"
_GOALS_OF_RE = lazily(
    r"(20[0-9]{2}年|今年|全年)(?![^。，；]{0,24}(?:完成|实现|超额))[^。，；]{0,24}目标(?:任务)?(?:分别|初步|拟)?(?:确定|设定|安排|定)?[是为：]"
)


# "在中国共产党某市第六次代表大会上的报告": a party congress plans for its term; not the yearly meetings of 人民代表 and 职工代表.
_CONGRESS_RE = lazily(
    r"(?:共产党|党的)[^，。]{0,24}代表大会(?:上的报告|报告(?=$|（(?:摘登|全文|摘要|节选|摘编)))"
)
_TERM = 5
# "12月28日，市委经济工作会议召开", "全市召开经济工作会议"; not 贯彻中央经济工作会议精神.
_MEETING_RE = lazily(
    r"经济工作会议[^，。；]{0,12}(?:举行|召开)|(?:召开|举行)[^，。；]{0,18}经济工作会议(?!精神)"
)
_YEAR_END = "11"
"""Month from which a yearly meeting on the economy sets the goals of the next year."""


def _year_of_meeting(body: Body, issued: str | None) -> str | None:
    """The year that a yearly meeting on the economy plans for, when the opening tells of one; else None."""
    if issued is None or len(issued) < len("2023-12"):
        return None
    opening = "\n".join(block.text[:_LONGEST] for block in body.blocks[:3])
    if "经济工作会议" not in opening or _MEETING_RE.search(opening) is None:
        return None
    return str(int(issued[:4]) + (issued[5:7] >= _YEAR_END))


# "本措施自印发之日起施行，有效期至2024年12月31日": as long as a package of a year or two holds, it plans.
_VALID_RE = lazily(
    r"(?:(?:本|以上|上述|上列|其余|各项)(?:政策措施|措施|政策|意见|办法|方案|细则|通知|若干|条款)[^。；]{0,30}|(?:^|[。；])政策(?:措施)?|(?:自|从)[^，。；]{2,14}(?:施行|实施|执行|生效)，?)"
    r"(?<![券面书证照])有效期(?:限)?(?:自[^，。；]{2,16})?[到至为]?至?(20[0-9]{2})年"
)


def _valid_until(body: Body) -> str | None:
    """The year up to which a document says that it holds, or None."""
    for block in body.blocks:
        if "有效期" in block.text and (found := _VALID_RE.search(fold(block.text))) is not None:
            return found[1]
    return None


def _aims_at(body: Body, year: str) -> bool:
    """True when a paragraph wants something of the whole of *year*: 力争2022年全省进出口总额突破6800亿元."""
    wanted = (m[1] for block in body.blocks for m in _WANTED_RE.finditer(fold(block.text)))
    return any(of is None or of == year for of in wanted)


_WANTED_RE = lazily(
    r"(?:力争|确保|争取|实现)(?:到)?(?:(20[0-9]{2})年|今年|全年)(?![、和至—-]|第?[一二三四1-4]季度|[0-9]{1,2}月|[上下]半年|[底末内无])[^，。；]{2,40}?[0-9]"
)
_TOLD = 16
"""Characters behind a year within which its work is named."""


def _is_years_plan(name: str) -> bool:
    """True for 2022年目标出炉; not for 三年行动计划（2023年修订）."""
    return _SETS_RE.search(name) is not None and not (_SPAN_RE.search(name) or _EDITION_RE.search(name))


def _of_its_year(name: str, issued: str | None) -> Period | None:
    """The year of issue that the *name* of a plan gives alone: 关于开展2023年专项行动的通知; None for 2023年版."""
    years = {match[1] for match in _YEAR_RE.finditer(name)}
    if not years and issued and "今年" in name:
        return Period(issued[:4], issued[:4])
    if not issued or years != {issued[:4]} or _SPAN_RE.search(name) or _EDITION_RE.search(name):
        return None
    return Period(issued[:4], issued[:4])


def _from_name(name: str, issued: str | None, lexicon: Lexicon) -> Period | None:
    found = _RANGE_RE.search(name)
    if found and found[1] < found[2]:
        return Period(found[1], found[2])
    pattern, periods = _named_re(lexicon)
    named = pattern.search(name)
    opening = _YEAR_RE.search(name)
    if named and opening is not None and opening.end() <= named.start():
        # 2025年15件民生实事，还有“十五五”新蓝图: what the year's work is comes first.
        told = name[opening.end() : min(named.start(), opening.end() + _TOLD)]
        if _annual_re(lexicon).search(told):
            return Period(opening[1], opening[1])
    if named:
        return periods[named[0]]
    goal = _GOAL_RE.search(name)
    if goal:
        return Period(None, goal[1] or goal[2])
    years = {match[1] for match in _YEAR_RE.finditer(name)}
    if years and _annual_re(lexicon).search(name):
        # 2023年计划执行情况与2024年计划草案: the later year is the one planned for.
        return Period(max(years), max(years))
    if len(years) == 1:
        year = years.pop()
        if not issued or year > issued[:4] or (year == issued[:4] and _is_years_plan(name)):
            return Period(None, year)
    span = _SPAN_RE.search(name)
    if span and issued:
        return Period(issued[:4], str(int(issued[:4]) + _YEARS[span[1]] - 1))
    return None


def _from_opening(body: Body, issued: str | None) -> Period:
    paragraphs = [
        fold(block.text[:_LONGEST]) for block in body.blocks[: _OPENING * 3] if len(block.text) > 20
    ]
    for text in paragraphs:
        stated = _STATED_RE.search(text)
        found = _RANGE_RE.search(text, stated.end()) if stated else None
        if found and found.start() - (stated.end() if stated else 0) <= 6:
            return Period(found[1], found[2])
    ends = {match[1] or match[2] for text in paragraphs for match in _GOAL_RE.finditer(text)}
    end = ends.pop() if len(ends) == 1 else None
    if end is None or (issued and end < issued[:4]):
        return Period()
    # 水质监测覆盖率到2024年底前达到100% says nothing of a plan that tells of 2025年 too.
    later = any(match[1] > end for text in paragraphs for match in _YEAR_RE.finditer(text))
    return Period() if later else Period(None, end)
