"""Outline, dates and metadata -> what holds at a place in the document: section, polarity, dates.

Promise: questions about a place cost no more than a walk up its sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plancli.dates import DateMention
from plancli.fold import View
from plancli.lexicon import Lexicon
from plancli.models import Body, Meta, Section, Span
from plancli.patterns import lazily
from plancli.targets.polarity import (
    AHEAD_RE,
    EVALUATES_RE,
    REPORTS_RE,
    looks_back,
    polarity_of,
    tells_ahead,
    year_is_over,
)


class Node(Struct, frozen=True):
    """A section or item in view coordinates with its place in the tree."""

    id: str
    kind: str
    title: str
    start: int
    end: int
    heading: Span
    parent: int | None
    """Index of the enclosing node."""
    polarity: str | None
    """past, goal or None, from its own title or the nearest title above that has one."""


# "01 上半年，交出一份亮眼答卷", in July
_PART_OVER_RE = lazily(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]?\s?)?(上半年|一季度|前三季度)[，：:|｜]?[^。；，]{0,12}(?:答卷|成绩|回顾|运行|亮点|战报)"
)
_PART_ENDS = {"一": "03", "上": "06", "前": "09"}
"""First character of a part of the year -> its last month."""


class Setting(Struct, frozen=True):
    """The document as the target rules see it; offsets are those of ``view.text``."""

    view: View
    text: str
    source: str
    """Document.text, of which ``text`` is the view."""
    blocks: tuple[Span, ...]
    nodes: tuple[Node, ...]
    """In document order, parents before children."""
    node_starts: tuple[int, ...]
    dates: tuple[DateMention, ...]
    date_starts: tuple[int, ...]
    meta: Meta
    reference: str | None
    """The document's own date, ISO."""
    chinese_figures: bool
    """The text writes its figures in Chinese numerals: 三十八万亩."""
    polarity: str | None
    """past for a document that tells what was, above whose text no heading says otherwise."""
    reviewed: tuple[Span, ...]
    """What stands under a line of no marker that tells of a year that is over: 2024年成绩单."""
    titles: tuple[Span, ...]
    """《…》: dates and numbers in the name of a document say nothing of the plan."""

    def block_at(self, offset: int) -> int:
        """Index of the block that holds *offset*."""
        return bisect_right(self.blocks, (offset, len(self.text) + 1)) - 1

    def node_at(self, offset: int) -> int | None:
        """Index of the innermost node whose span holds *offset*."""
        index = bisect_right(self.node_starts, offset) - 1
        while index >= 0 and self.nodes[index].end <= offset:
            parent = self.nodes[index].parent
            index = -1 if parent is None else parent
        return index if index >= 0 else None

    def chain(self, index: int | None) -> list[Node]:
        """The node and those above it, innermost first."""
        found = []
        while index is not None:
            found.append(self.nodes[index])
            index = self.nodes[index].parent
        return found

    def is_reviewed(self, offset: int) -> bool:
        """True under a line that looks back on a year that is over."""
        return any(start <= offset < end for start, end in self.reviewed)

    def dates_in(self, start: int, end: int) -> Sequence[DateMention]:
        """Date mentions whose core starts in [start, end), in order."""
        starts = self.date_starts
        first = bisect_left(starts, start)
        # Three questions in four are asked of a stretch without dates.
        if first == len(starts) or starts[first] >= end:
            return ()
        return self.dates[first : bisect_left(starts, end, first)]

    def in_title(self, offset: int) -> bool:
        """True inside 《…》."""
        return self.title_at(offset) is not None

    def title_at(self, offset: int) -> Span | None:
        """The 《…》 around *offset*, or None."""
        index = bisect_left(self.titles, (offset + 1, 0)) - 1
        return self.titles[index] if index >= 0 and offset < self.titles[index][1] else None

    @property
    def year(self) -> str | None:
        """Year of the document."""
        return self.reference[:4] if self.reference else None


def _reviewed(
    text: str, blocks: Sequence[Span], nodes: Sequence[Node], reference: str | None, *, own: bool
) -> tuple[Span, ...]:
    """Spans under the lines that look back on a year that is over, each to the next heading or line that looks ahead.

    Such a line has no marker and no stop, or leads to what was done: 一年来，我们主要做了以下工作：. In a report, whose words
    are its *own*, a paragraph above all headings does too that tells of such a year: 过去一年，我们聚力稳增长，….
    """
    spans: list[Span] = []
    if reference is None:
        return ()
    headings = {node.heading[0]: node for node in nodes}
    first = next((node.start for node in nodes if node.kind == "section"), len(text))
    begun: int | None = None
    led, limit = False, len(text)
    ahead = str(int(reference[:4]) - 1)
    for start, end in blocks:
        line = text[start:end].strip() if end - start <= _REVIEW_LINE else ""
        node = headings.get(start)
        turn = _TURNS_RE.match(text, start) if begun is not None else None
        if begun is not None and (
            start >= limit
            or (node is not None and ((node.kind == "section" and not led) or tells_ahead(node.title, ahead)))
            or (turn is not None and ((turn[1] or turn[2] or reference) >= reference[:4]))
            or (line[-1:] not in ("", "。", "；", "！", "：") and tells_ahead(line, ahead))
        ):
            spans.append((begun, start))
            begun = None
        if begun is None and own and start < first and _LED_RE.match(line) is None:
            # A report without headings: 过去一年，…。/ 聚力惠民生，新建学校12所.
            begun = end if _tells_of_year(text, start, end, reference) else None
            led, limit = True, first
        if begun is not None or node is not None or not line:
            continue
        led_in = _LED_RE.match(line)
        leads = led_in is not None and (led_in[1] is None or led_in[1] <= reference[:4])
        if leads or (line[-1] not in "。；！：，" and year_is_over(line.strip("【】◆■●▎“”"), reference)):
            begun, led = end, leads
            limit = min((n.end for n in nodes if n.start <= start < n.end), default=len(text))
    if begun is not None:
        spans.append((begun, limit))
    return tuple(spans)


_REVIEW_LINE = 40
"""Longest line that heads or leads what it looks back on."""
# "一年来，我们主要做了以下工作：", "2024年，我们做了这些事："
_LED_RE = lazily(
    r"(?:过去(?:的)?一年|一年来|去年以来|回顾过去(?:的)?一年|(20[0-9]{2})年(?:以来)?)，[^。；0-9]{0,16}(?:做了|开展了|完成了|抓了|取得了|办了|做成了)[^。；0-9]{0,16}[：。]$"
)
_TURNS_RE = lazily(r"(?:今年|新的一年|明年|下一?步|展望|面向未来|做好今年|做好(20[0-9]{2})年|(20[0-9]{2})年)")
# "过去一年，我们…", "2024年，全县上下…": what a paragraph of a report opens with.
_TELLS_OF_RE = lazily(
    r"(?:回[顾望首])?(?:刚刚)?(?:过去的?一年(?:[里来]|中)?|一年来|(20[0-9]{2})年(?:以来)?)[，是]"
)
_TO_COME_RE = lazily(r"今年|新的一年|明年|下一?步|力争|确保|(?<!主)要(?![求素点闻地害])|将(?!军)|目标|计划")


def _tells_of_year(text: str, start: int, end: int, reference: str) -> bool:
    """True for a paragraph that opens with a year that is over and says nothing of what is to come."""
    opens = _TELLS_OF_RE.match(text, start)
    if opens is None or (opens[1] is not None and opens[1] >= reference[:4]):
        return False
    return _TO_COME_RE.search(text, start, end) is None


def _is_over(section: Section, view: View, dates: Sequence[DateMention], reference: str | None) -> bool:
    """True for a heading on a plan's period, a year or a part of it that is over: “十三五”新增了多少, 2025这一年, 上半年成绩单."""
    if reference is None:
        return False
    if year_is_over(section.title, reference):
        return True
    part = _PART_OVER_RE.match(section.title)
    if part is not None and AHEAD_RE.search(section.title) is None:
        return reference[5:7] > _PART_ENDS[part[1][0]]
    if "五" not in section.title:
        return False
    start, end = view.locate(section.heading_span[0]), view.locate(section.heading_span[1])
    named = [d for d in dates if start <= d.core[0] < end]
    return bool(named) and all(d.kind == "plan_period" and (d.end or "9") < reference[:4] for d in named)


# "二、分类抽检结果", "三、不合格原因分析": findings, in a text that is no plan; 健全整改情况跟踪机制 is to be done.
_FOUND_RE = lazily(
    r"(?!做好|健全|加强|推进|完善|规范|强化|落实|开展|抓好|推动)[^，。；]{0,16}?(?:(?:工作|建设|推进|落实|整改|处置|检查|抽查|抽检|监测|运行|总体)情况"
    r"|(?:抽检|抽查|检查|监测|检测|评估|考核|调查)结果|(?:原因|结果)分析)"
)


def _reviewing(sections: Sequence[Section], meta: Meta, reference: str | None) -> frozenset[str]:
    """Ids of the top sections of a summary that tell what was: all but those on next steps; with plans, those before."""
    title = meta.title or ""
    if REPORTS_RE.search(title) is None and EVALUATES_RE.search(title) is None:
        return frozenset()
    year = reference[:4] if reference else None
    ahead = [tells_ahead(section.title, year) for section in sections]
    if looks_back(title):
        return frozenset(s.id for s, to_come in zip(sections, ahead, strict=True) if not to_come)
    first = ahead.index(True) if "总结" in title and True in ahead else 0
    return frozenset(section.id for section in sections[:first])


def _finds(section: Section, meta: Meta, reference: str | None) -> bool:
    """True for a heading on findings, of no year to come, in a text that is no plan."""
    if meta.kind in ("plan", "rules") or _FOUND_RE.fullmatch(section.title) is None:
        return False
    return not tells_ahead(section.title, str(int(reference[:4]) - 1) if reference else None)


# "锚定2025：目标定了", "今年目标", "2025年怎么干"
_THIS_YEAR_RE = lazily(r"今年|新年|新的一年|全年|20[0-9]{2}")


# What a post tells besides.
_BESIDE_RE = lazily(r"观点|案例|手记|声音|底蕴|版图|概况|简介|链接|背景|花絮|故事|访谈|评论|看点")


def _told_after_goals(nodes: list[Node], reference: str) -> list[Node]:
    """*nodes* of a post, the sections of goals too that follow a look back and the goals of the year.

    回望2024 / 锚定2025：目标定了 / 产业：…焕新 / 民生：10件实事: how the goals are reached is what the topics tell.
    """
    tops = [node for node in nodes if node.parent is None and node.kind == "section"]
    past = next((node.start for node in tops if node.polarity == "past"), None)
    named = [
        node.start
        for node in tops
        if past is not None
        and node.start > past
        and node.polarity == "goal"
        and (found := _THIS_YEAR_RE.search(node.title)) is not None
        and (not found[0].isdigit() or found[0] >= reference[:4])
    ]
    if not named:
        return nodes
    return [
        replace(node, polarity="goal")
        if node.polarity is None and node.start > named[0] and _BESIDE_RE.search(node.title) is None
        else node
        for node in nodes
    ]


def build_setting(
    body: Body,
    view: View,
    sections: Sequence[Section],
    dates: Sequence[DateMention],
    meta: Meta,
    reference: str | None,
    chinese_figures: bool,
    lexicon: Lexicon,
) -> Setting:
    """The setting of a document."""
    nodes: list[Node] = []
    reviewing = _reviewing(sections, meta, reference)
    stack: list[tuple[Section, int | None]] = [(s, None) for s in reversed(sections)]
    while stack:
        section, parent = stack.pop()
        own = polarity_of(section.title, lexicon) if section.kind == "section" else None
        above = nodes[parent].polarity if parent is not None else None
        if own is None and section.kind == "section" and _is_over(section, view, dates, reference):
            own = "past"  # “十三五”新增了多少？
        if own is None and (section.id in reviewing or _finds(section, meta, reference)):
            own = "past"
        if above == "past" and not AHEAD_RE.search(section.title):
            own = above  # under 工作回顾 产业转型加快 is what was done
        start, heading_end = section.span[0], section.heading_span[1]
        heading = (view.locate(section.heading_span[0]), view.locate(heading_end))
        nodes.append(
            Node(
                section.id, section.kind, section.title, view.locate(start), view.locate(section.span[1]),
                heading, parent, own or above,
            )
        )  # fmt: skip
        index = len(nodes) - 1
        stack.extend((child, index) for child in reversed(section.children))
    blocks = tuple((view.locate(b.start), view.locate(b.end)) for b in body.blocks)
    if meta.kind == "news" and reference and (meta.period.end or "") >= reference[:4]:
        nodes = _told_after_goals(nodes, reference)
    reviewed = _reviewed(view.text, blocks, nodes, reference, own=meta.kind in ("report", "speech"))
    if reviewed:
        nodes = [
            replace(node, polarity="past")
            if AHEAD_RE.search(node.title) is None and any(a <= node.start < b for a, b in reviewed)
            else node
            for node in nodes
        ]
    return Setting(
        view=view,
        text=view.text,
        source=body.text,
        blocks=blocks,
        nodes=tuple(nodes),
        node_starts=tuple(node.start for node in nodes),
        dates=tuple(dates),
        date_starts=tuple(d.core[0] for d in dates),
        meta=meta,
        reference=reference,
        chinese_figures=chinese_figures,
        polarity="past" if looks_back(meta.title or "") else None,
        reviewed=reviewed,
        titles=tuple(m.span() for m in re.finditer(r"《[^》\n]{1,200}》", view.text)),
    )
