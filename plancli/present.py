"""Titles and body -> the time in which an undated text speaks.

Promise: None without evidence: results of a year, a year reviewed or set to work, a deed of a day. A goal is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plancli.models import Body
from plancli.patterns import lazily

# Each year of the text is found by this, and what stands around it by the patterns below, matched at the year.
_YEAR_RE = lazily(r"20[0-9]{2}年")
# "2025年，全市新增就业12万人，同比增长3%", "2025年末总人口…比上年增加", never "力争2025年…比上年增长6%".
_RESULT_RE = lazily(
    r"(?<![0-9到至])(?<!力争)(?<!确保)(?<!预计)20[0-9]{2}年(?!(?:[上下]半年|前|[一二三四1-4]季|第|[0-9]{1,2}月|1[-—~至])|.{0,3}(?:目标|计划|预期))"
    r"(?:(?!力争|目标|预期|预计|计划|确保|要|将|20[0-9]{2}年)[^。；！？\n]){0,60}?"
    r"(?:同比|(?:比|较)(?:上年|去年))"
)
# "截至2025年底，已建成", "截至2025年末"
_AS_OF_RE = lazily(r"(?:(?<=截[至止])|(?<=截[至止]到))20[0-9]{2}年(?:年?[底末]|12月)")
# "2025年工作回顾", "2025年工作总结", "2025年主要工作完成情况", on a line of its own
_REVIEW_RE = lazily(
    r"20[0-9]{2}年(?:的|度)?(?:主要|重点)?(?:工作|任务|目标|指标|计划)*(?:回顾|总结|(?:完成|进展|开展|执行)?情况)(?=\n|$)"
)
_LINE_HEAD_RE = lazily(r"\n[^，。；：\n]{0,8}$")
# "2026年工作安排", "2026年重点任务"; "2025年6月3日，市政府召开"
_WITHIN_RE = lazily(
    r"20[0-9]{2}年(?:的|度)?(?:(?:主要|重点|政府)?工作(?:安排|打算|思路|部署|要点|计划|重点|建议|任务|总体)|"
    r"[0-9]{1,2}月[0-9]{1,2}日，[^。；！？\n]{0,30}?(?:召开|举行|印发|发布|公布|出台|获悉))"
)
# "2025年上半年执行情况", "2025年前三季度…同比增长", "截至2025年6月": the month after is the earliest it can be told in.
_PART_RE = lazily(
    r"20[0-9]{2}年(?:(?!力争|目标|20[0-9]{2}年)[^。；！？，\n]){0,20}?(?:上半年|前半年|(?P<quarter>(?:第?一|前[二三两])季度)|(?:1[-—~至]|前)(?P<last>[0-9]{1,2})个?月)份?"
    r"(?:，?(?:(?!力争|目标|确保|计划|预计|要(?!求|素))[^。；！？\n]){0,40}?(?:同比|(?:增长|下降)[0-9.]{1,5}%(?!以|左|的))|[^。；，！？\n]{0,12}(?:情况|回顾|总结))"
    r"|(?:(?<=截[至止])|(?<=截[至止]到))20[0-9]{2}年(?P<month>[0-9]|1[01])月"
)
# "2024年，新增企业120家。今年，…": this year is the next one.
_TURNS_RE = lazily(
    r"(?:(?<=\n)|(?<=。))20[0-9]{2}年，(?:(?!力争|目标|预期|预计|计划|确保|将|20[0-9]{2}年)[^\n]){4,160}?[。；\n]{1,2}今年"
)
_QUARTER_ENDS = {"一": 3, "二": 6, "两": 6, "三": 9}
# "（2025年9月）" on a line of its own: when it was written.
_DATED_RE = lazily(r"(?:(?<=\n)|(?<=\n[（(]))20[0-9]{2}年([0-9]{1,2})月(?:[0-9]{1,2}日)?[）)]?(?=\n|$)")
# "某市2025年工作要点": the year of a plan in its title; not that of what it reports.
_TITLED_RE = lazily(
    r"(20[0-9]{2})(?:[-—~至]{1,2}20[0-9]{2})?年(?!前|远景|愿景|.*(?:总结|情况|回顾|决算|盘点))[^，。\n]{0,30}"
    r"(?:计划|方案|要点|安排|任务|清单|意见|规划|项目)"
)
# "某局2024年工作总结和下一步打算", "关于2024年工作情况的汇报", "2024年民生实事项目全面完成": titles of what is over.
_OVER_RE = lazily(
    r"(?<!报送)(20[0-9]{2})年(?![^\n]*(?:考核|督查|通知|半年|季度|月))[^，。\n]{0,20}(?:总结|回顾|(?:工作|完成|进展|执行|推进|落实|建设|运行|开展|办理|整改)情况|情况的?(?:汇报|报告|通报)|完成|收官|盘点|成绩单)(?=$|[和及与暨（(])"
)
# "到2024年底，全市已建成": no goal; "到2025年" in a text named after 2030 is one, and the title's year where the plan ends.
_REACHED_RE = lazily(r"20[0-9]{2}年(?:底|末)?[^。；\n]{0,20}已")
# "2023年，自来水普及率达到88%，较2015年提高10个百分点": a result beside goals of later years.
_BASED_RE = lazily(
    r"(?<![0-9到至])(?<!力争)(?<!确保)(?<!预计)20[0-9]{2}年，"
    r"(?:(?!力争|目标|预期|预计|计划|确保|要|将|20[0-9]{2}年)[^。；！？\n]){0,60}?(?:比|较)20[0-9]{2}年"
)
_ACHIEVED_RE = lazily(r"成效|成就|成绩|收官|(?:圆满|全面|超额|提前|顺利)完成")


def find_present(names: Sequence[str], body: Body) -> str | None:
    """ISO year or month in which a text without any date is told: after what it tells results of, in the year it sets to work.

    *names* are the titles; the body need not repeat them.
    """
    text = "\n".join(("", *names, body.text))
    years = [match.start() for match in _YEAR_RE.finditer(text)]
    told = [time for at in years for time in _times(text, at)]
    due = [text[at : at + 4] for at in years if text[at - 1] == "到" and not _REACHED_RE.match(text, at)]
    achieved = any(_ACHIEVED_RE.search(name) for name in names)
    results = [text[at : at + 4] for at in years if _BASED_RE.match(text, at)]
    # 2025年…，较2020年下降10%；2026年…: several years are steps on the way.
    if achieved or len(set(results)) == 1:
        told += [str(int(year) + 1) for year in results if achieved or any(end > year for end in due)]
    told += [str(int(match[1]) + 1) for name in names for match in _OVER_RE.finditer(name)]
    plans = () if achieved else names
    titled = max((match[1] for name in plans for match in _TITLED_RE.finditer(name)), default=None)
    if titled is not None and all(end >= titled for end in due):
        told = [titled, *(date for date in told if date[:4] <= titled)]
    return max(told, default=None)


def _times(text: str, at: int) -> Iterator[str]:
    """What the year at *at* says of the time in which *text* is told."""
    year = text[at : at + 4]
    dated = _DATED_RE.match(text, at)
    if dated is not None and _is_signed(text, at, dated.end()):
        yield f"{year}-{int(dated[1]):02d}"
    part = _PART_RE.match(text, at)
    if part is not None:
        yield _told_after(year, part)
    if _WITHIN_RE.match(text, at):
        yield year
    reviewed = _REVIEW_RE.match(text, at) and _LINE_HEAD_RE.search(text, max(0, at - 9), at)
    over = reviewed or _RESULT_RE.match(text, at) or _AS_OF_RE.match(text, at) or _TURNS_RE.match(text, at)
    if over:
        yield str(int(year) + 1)


def _is_signed(text: str, start: int, end: int) -> bool:
    """True for the date of writing: in brackets, above all sentences or at the end; not 2025年12月 over a task."""
    return text[start - 1] in "（(" or "。" not in text[:start] or "。" not in text[end:]


def _told_after(year: str, match: re.Match[str]) -> str:
    """ISO month after the part of *year* that *match* tells of."""
    last = match["last"] or match["month"]
    if match["quarter"]:
        month = _QUARTER_ENDS[match["quarter"].lstrip("第前")[0]]
    else:
        month = int(last) if last else 6
    return f"{year}-{min(month + 1, 12):02d}"
