"""Body -> the year in which an undated text speaks.

Promise: None without evidence: results of a year, a year reviewed or set to work, a deed of a day. A goal is none.
"""

from __future__ import annotations

from plancli.models import Body
from plancli.patterns import lazily

# "2025年，全市新增就业12万人，同比增长3%", "2025年末总人口…比上年增加", never "力争2025年…比上年增长6%".
_RESULT_RE = lazily(
    r"(?<![0-9到至])(?<!力争)(?<!确保)(?<!预计)(20[0-9]{2})年(?!(?:[上下]半年|前|[一二三四1-4]季|第|[0-9]{1,2}月|1[-—~至])|.{0,3}(?:目标|计划|预期))"
    r"(?:(?!力争|目标|预期|预计|计划|确保|要|将|20[0-9]{2}年)[^。；！？\n]){0,60}?"
    r"(?:同比|(?:比|较)(?:上年|去年|20[0-9]{2}年))"
)
# "截至2025年底，已建成", "截至2025年末"
_AS_OF_RE = lazily(r"截[至止]到?(20[0-9]{2})年(?:年?[底末]|12月)")
# "2025年工作回顾", "2025年工作总结", "2025年主要工作完成情况"
_REVIEW_RE = lazily(
    r"(20[0-9]{2})年(?:的|度)?(?:主要|重点)?(?:工作|任务|目标|指标|计划)*(?:回顾|总结|(?:完成|进展|开展|执行)?情况)"
)
# "2026年工作安排", "2026年重点任务"; "2025年前三季度…同比增长"; "截至2025年6月"; "2025年6月3日，市政府召开"
_WITHIN_RE = lazily(
    r"(20[0-9]{2})年(?:的|度)?(?:(?:主要|重点|政府)?工作(?:安排|打算|思路|部署|要点|计划|重点|建议|任务|总体)|"
    r"(?:[上下]半年|前[一二三]季度|[一二三四1-4]季度|第[一二三四]季度|1?[0-9]?[-—~至]?[0-9]{1,2}月)份?，?"
    r"[^。；！？\n]{0,40}?同比|[0-9]{1,2}月[0-9]{1,2}日，[^。；！？\n]{0,30}?(?:召开|举行|印发|发布|公布|出台|获悉))"
    r"|截[至止]到?(20[0-9]{2})年(?:[0-9]|1[01])月"
)


def find_present(body: Body) -> str | None:
    """The year a text without any date is told in: after the years it tells results of, in the year it sets to work."""
    over = [
        match[1] for pattern in (_RESULT_RE, _AS_OF_RE, _REVIEW_RE) for match in pattern.finditer(body.text)
    ]
    within = [match[1] or match[2] for match in _WITHIN_RE.finditer(body.text)]
    return max([*within, *(str(int(year) + 1) for year in over)], default=None)
