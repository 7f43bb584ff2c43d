"""A document's dates -> which of them lead a sentence or a section, and so govern what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from plancli.clauses import Sentence
from plancli.dates import DateMention
from plancli.models import Span
from plancli.patterns import lazily
from plancli.targets.announce import Announced
from plancli.targets.horizon import is_due
from plancli.targets.reach import (
    LEAD_DISTANCE,
    REACH,
    heads_stage,
    is_own_month,
    leads_clause,
    of_other_years,
    opens_aspects,
    words_before,
)
from plancli.targets.setting import Setting
from plancli.targets.voice import SPOKEN

_DATED_CELL = 4
"""Characters behind a date in a cell that says when the rest of its row is due, and no more: 6月底前 | 完成."""
_TOPIC = 5
"""Characters before a date in its clause from which they are what is measured: 充电站覆盖率 | 2023年达到70%."""
# "印发《规划》，提出 | 到2025年": what is reported begins with its date.
_REPORTED_RE = lazily(
    r"(?:提出|明确|要求|指出|规定|部署|目标是|目标为)(?:了|，|：)?(?:到|至|在|于|力争到|争取到|确保到)?[“‘\"]?$"
)
# "以冬奥会示范工程为依托， | 2023年前": on what it rests comes first.
_PREFACE_RE = lazily(
    r"(?:以|围绕|按照|根据|依托|聚焦|通过|抢抓|立足|紧扣)[^，。；0-9]{4,40}，(?:到|至|在|于|力争|力争到|争取)?[“‘\"]?"
)
_PLANNED = 4
"""Years that a plan looks ahead: 2030 is a vision in 2022."""
# "以旧换新政策问答": what explains a plan tells its own year's work too.
_EXPLAINS_RE = lazily(r"问答|解读|图解|一图|划重点|答记者问")
_NAMED_OFTEN, _NAMED_ONCE = 3, 5
"""How often the tasks of a plan name the year that they are all due by, and how many times as often as another."""
_THEN_VERB_RE = lazily(r"(?:要|将|均|就)?(?:达到|达|超过|突破|不低于|不少于|提高到|提升到|降至|降到|控制在)")
_SET_OUT_RE = lazily(r"(?:制定|提出|明确|确定|设定|部署)了?(?:到|至)?$")
_AIMS_RE = lazily(r"的?(?:主要|总体|具体|发展|阶段性?|工作|量化|预期){0,3}目标")
_BELOW_RE = lazily(r"(?:以下|下列|下述)(?:各项)?(?:任务|项目|工作|事项|实事)[^。；\n]{0,20}$")
_DONE_RE = lazily(r"(?:全部|全面|基本)?完成[。；]?$")
_LISTED_RE = lazily(r"的?(?:主要|总体|具体|量化|发展|预期){0,2}(?:指标|目标|任务|要求)[^。；0-9]{0,12}[：:]$")


_SETS_BY_RE = lazily(r"[到至]20[0-9]{2}年[底末]?，(?=[^。\n]{0,60}[0-9%])")


def goal_spans(setting: Setting) -> list[Span]:
    """Where a text sets its goals: its sections of goals, else the sentences of its opening that begin with a date."""
    sections = [node for node in setting.nodes if node.kind == "section"]
    goals = [(node.start, node.end) for node in sections if "目标" in node.title]
    if goals or not sections:
        return goals
    # 若干措施 have no section of goals, but set them above their first heading: 到2025年，产值达到30亿元;
    # notices set them in their 总体要求.
    asked = [node for node in sections if node.title.endswith(("要求", "思路"))]
    places = [(0, sections[0].start), *((node.start, node.end) for node in asked[:1])]
    return [found.span() for place in places for found in _SETS_BY_RE.finditer(setting.text, *place)]


class Heads:
    """The dates that stand at the head of a sentence, of the whole text and of each section."""

    def __init__(self, setting: Setting, announced: Sequence[Announced]) -> None:
        """Find those of *setting*, and what dates the lists that are *announced*."""
        self._setting = setting
        self._announced = announced
        self._known: dict[int, bool] = {}
        """Whether the date at an offset leads its sentence: asked for by every number that follows."""
        self._last: tuple[int, Sequence[DateMention]] = (-1, ())
        """Where the sentence begins that was asked about last, and the dates before it."""
        self._headings = {
            setting.block_at(node.heading[0]): node.heading
            for node in setting.nodes
            if node.kind == "section"
        }
        self._plans: list[DateMention] | None = None
        """Years in the names of plans, in order; None until they are asked for."""
        self._plans_agree = False
        """They are all one year."""
        self.passing: set[int] = set()
        """Where those stand that are of their own paragraph alone."""
        self.sections = self._section_leads()
        """For each node, -1 for none, the dates that open sentences of its own paragraphs."""

    def before(self, sentence: Sentence) -> Sequence[DateMention]:
        """Dates that lead a sentence of the paragraph before this one, the nearest first."""
        if self._last[0] != sentence.start:  # asked twice by each number of a sentence
            self._last = (sentence.start, tuple(self._before(sentence)))
        return self._last[1]

    def _before(self, sentence: Sentence) -> Iterator[DateMention]:
        start = max(self._setting.blocks[sentence.block][0], sentence.start - REACH)
        start = max(
            start, self._setting.text.rfind("\n", start, sentence.start) + 1
        )  # a table's row begins afresh
        for mention in reversed(self._setting.dates_in(start, sentence.start)):
            beside = self._setting.text.find("\t", mention.span[1], sentence.start)
            if beside - mention.span[1] > _DATED_CELL:
                continue  # 上半年造林9万亩 | 造林2万亩: it dates the tasks of its own cell
            if self._setting.text[mention.core[0] - 1] in "（(" and not _labels(self._setting, mention):
                continue  # 提高到70%（2025年为65%）。倍差缩小到1.7: it dates what the bracket tells
            if self._leads(mention):
                yield mention

    def _section_leads(self) -> dict[int, list[DateMention]]:
        """For each node, the dates that open sentences of its own paragraphs."""
        leads: dict[int, list[DateMention]] = {}
        passing: set[int] = set()
        setting = self._setting
        for mention in setting.dates:
            heading = self._headings.get(setting.block_at(mention.core[0]))
            if heading is not None and heading[0] <= mention.core[0] < heading[1]:
                continue
            if mention.relation == "plain" and mention.kind not in (
                "year",
                "relative",
                "plan_period",
                "span",
                "duration",
            ):
                continue
            if not is_due(setting, mention):
                continue
            block = setting.blocks[setting.block_at(mention.core[0])]
            lists = self._lists(mention)
            if not lists and is_own_month(setting, mention):
                continue
            month = len(mention.end or "") > len("2025") and not lists
            if month and setting.text[block[1] - 1] not in "：:" and not heads_stage(setting, mention):
                continue  # 2022年6月底前完成3200户改造。, a paragraph of its own
            opening = setting.text[max(block[0], mention.core[0] - LEAD_DISTANCE) : mention.core[0]]
            opening = opening[max(map(opening.rfind, "。；！？\n")) + 1 :]
            # 高标准农田建设工程。2026年建设500万亩: the second sentence of its paragraph is no head of those below.
            far = mention.core[0] - block[0] > LEAD_DISTANCE
            far = far or setting.text.find("。", block[0], mention.core[0]) >= 0
            inside = far and not (self.sets_goals(mention) or lists)
            if inside and len(opening) >= LEAD_DISTANCE:
                continue
            # 今年臭氧污染有所抬头, told within a plan for five years, is of its own paragraph too.
            if inside and (mention.kind != "relative" or setting.meta.period.end is not None):
                passing.add(mention.core[0])
            node = setting.node_at(mention.core[0])
            if node is not None and setting.nodes[node].kind == "item" and heads_stage(setting, mention):
                node = setting.nodes[node].parent  # its goals are lines of their own
            leads.setdefault(-1 if node is None else node, []).append(mention)
        if setting.meta.kind not in SPOKEN:
            self.passing = passing & of_other_years(leads, setting.meta.period.end)
            return leads
        if len({(mention.end or "")[:4] for told in leads.values() for mention in told}) < 2:
            return leads
        # Where the news tells of several years, one named inside a paragraph is of that paragraph alone.
        self.passing = {
            m.core[0]
            for told in leads.values()
            for m in told
            if m.core[0] in passing and not opens_aspects(setting, m)
        }
        return leads

    def announces(self, mention: DateMention, at: int) -> bool:
        """True where *mention* says for when the list of goals is in which *at* stands: 今年的任务是，…."""
        return any(each.told <= mention.core[0] < each.start <= at < each.end for each in self._announced)

    def named_plan(self, start: int, at: int) -> DateMention | None:
        """The year of the plan whose name stands before *at*, in the news: in its paragraph, which begins at *start*, or above.

        《某市2024年工作要点》提出，新建学校20所. Where the text names the plans of one year alone, it holds after them too.
        """
        setting = self._setting
        if setting.meta.kind not in SPOKEN:
            return None
        if self._plans is None:
            self._plans = [m for m in setting.dates if _is_plans_year(setting, m)]
            self._plans_agree = len({(m.end or "")[:4] for m in self._plans}) == 1
        place = bisect_left(self._plans, at, key=lambda mention: mention.core[0])
        if place == 0:
            return None
        last = self._plans[place - 1]
        if last.core[0] >= start:
            return last
        for node in setting.chain(setting.node_at(at)):
            if "《" in setting.text[slice(*node.heading)]:
                return None  # the heading names what its text tells of
        return last if self._plans_agree and not _is_read(setting, last) else None

    def period_of_plan(self, goals: Sequence[Span]) -> str | None:
        """The last year of the stretch that opens the goals, begun by the year after the plan's: 2013年至2017年，改造60万户."""
        setting = self._setting
        if setting.year is None:
            return None
        ends = {
            mention.end[:4]
            for start, end in goals
            for mention in setting.dates_in(start, end)
            if mention.kind == "span"
            and mention.end
            and (mention.start or "9")[:4] <= str(int(setting.year) + 1)
            and is_due(setting, mention)
            and leads_clause(setting, mention)
        }
        return ends.pop() if len(ends) == 1 else None

    def year_of_plan(self, years: Set[str], goals: Sequence[Span]) -> str | None:
        """The year a plan is for: the only one of *years*, which its *goals* name, or the one its tasks name time and again.

        *goals* are the spans in which the goals stand. Else the last of *years* that is near enough to be planned for:
        2027 beside 2025 in a plan of 2024, 2025 beside 2030 in one of 2022.
        """
        if len(years) < 2:
            return next(iter(years), None)
        named = Counter(
            (mention.end or "")[:4]
            for mention in self._setting.dates
            if mention.kind in ("year", "span")
            and is_due(self._setting, mention)
            and not any(start <= mention.core[0] < end for start, end in goals)
        )
        told, *others = sorted(years, key=lambda year: -named[year])
        alone = all(_NAMED_ONCE * named[year] <= named[told] for year in others)
        if alone and named[told] >= _NAMED_OFTEN:
            return told
        if self._setting.year is None or _EXPLAINS_RE.search(self._setting.meta.title or ""):
            return None
        this = int(self._setting.year)
        last = this + _PLANNED
        near = max((year for year in years if int(year) <= last), default=None)
        # 2023 beside 2030 in a plan of 2022 is a first step.
        step = near is not None and int(near) <= this + 1 and int(max(years)) > last
        return None if step else near

    def sets_goals(self, mention: DateMention) -> bool:
        """True for the date of goals that a text says a plan sets, and then tells: 制定了到2025年的主要目标，…."""
        before = words_before(self._setting, mention)
        said = _SET_OUT_RE.search(before) is not None
        return said and _AIMS_RE.match(self._setting.text, mention.span[1]) is not None

    def _leads(self, mention: DateMention) -> bool:
        """True when the date stands at the head of its sentence, give or take a few words."""
        known = self._known.get(mention.core[0])
        if known is None:
            known = self._known[mention.core[0]] = self._is_at_head(mention)
        return known

    def _lists(self, mention: DateMention) -> bool:
        """True for the date of goals that the paragraphs below list.

        文件提了到2025年的指标，我摘一下：; 以下任务除注明时限外，均应于2024年11月底前完成。
        """
        setting = self._setting
        end = setting.blocks[setting.block_at(mention.core[0])][1]
        if mention.relation != "due":
            return False
        below = _BELOW_RE.search(words_before(setting, mention)) is not None
        if below and _DONE_RE.match(setting.text, mention.span[1], end):
            return True
        return _LISTED_RE.match(setting.text, mention.span[1], end) is not None

    def _is_at_head(self, mention: DateMention) -> bool:
        if self._lists(mention):
            return True
        before = words_before(self._setting, mention)
        opening = len(before) - 1 - max(map(before.rfind, "。；！？\n"))
        if mention.kind == "duration" and "，" in before[len(before) - opening :]:
            return False  # 开展重卡示范，10年内逐步替代: the stretch is its own clause's
        if opening >= _TOPIC and _THEN_VERB_RE.match(self._setting.text, mention.span[1]):
            return False  # 覆盖率2023年达到70%、2024年达到100%。: each is its own number's
        # 根据去年发布的《某方案（2021—2025年）》，2023年前，…
        prefaced = before.endswith(("》，", "》，到", "》，至"))
        prefaced = prefaced or _PREFACE_RE.fullmatch(before, len(before) - opening) is not None
        return opening < LEAD_DISTANCE or prefaced or _REPORTED_RE.search(before) is not None


# "《2024年海州市政府工作报告》", "《某行动方案（2024—2026年）》"
_PLAN_NAME_RE = lazily(
    r"(?:要点|工作报告|计划|方案|规划|任务|安排|措施|行动|纲要|清单)(?:[（(][^（）()》]{1,20}[)）]){0,2}》?$"
)


# "近期目标（2025年）：…。森林覆盖率达到45.8%", "第一阶段（2025年底前）：…"
_STAGE_LABEL_RE = lazily(r"[^，。；：\n0-9]{0,10}(?:目标|阶段|近期|中期|远期|任务)[（(]$")


def _labels(setting: Setting, mention: DateMention) -> bool:
    """True for a date in brackets behind the name of a stage that its paragraph opens with."""
    closes = setting.text[mention.span[1] : mention.span[1] + 2] in ("）：", "）。", "):", ")：", "）:")
    start = setting.blocks[setting.block_at(mention.core[0])][0]
    return closes and _STAGE_LABEL_RE.fullmatch(setting.text, start, mention.core[0]) is not None


def _is_plans_year(setting: Setting, mention: DateMention) -> bool:
    """True for a year, or years, in the name of a plan that are not over."""
    name = _name_around(setting, mention) if mention.kind in ("year", "span", "plan_period") else None
    if name is None:
        return False
    ahead = setting.year is not None and (mention.end or "")[:4] >= setting.year
    named = ahead and _PLAN_NAME_RE.search(setting.text, *name) is not None
    if not named or mention.kind != "plan_period":
        return named
    return speaks(setting, mention) or _is_cited(setting, *name)


_SERVES = 12
"""Characters before the name of a plan in which a verb may lead to it: 按照《, 会议审议了《."""


def _led_by(verbs: re.Pattern[str], setting: Setting, start: int) -> bool:
    """True where *verbs* stand right before the name of a plan at *start*."""
    return verbs.search(setting.text, max(0, start - _SERVES), start) is not None


# "《“十四五”住房规划》 | 给出的数是：", "《2024年工作要点》 | ，提出"; not 落实《…》, 是《…》确定的任务.
_SPEAKS_RE = lazily(
    r"》?(?:（[^（）]{1,20}）)?[，：:]?(?:[^，。；：]{0,4}?)(?:提出|明确(?!的)|给出|要求|指出|规定|部署|设定|列出|显示|确定(?!的|目标任务))"
)
# "根据《“十四五”住房规划》 | ，海州将新增公寓300套": where what follows comes from, when nothing nearer dates it.
_CITES_RE = lazily(r"(?:根据|按照|依据|依照)[^，。；]{0,6}《?$")
_CITED_RE = lazily(r"》?(?:（[^（）]{1,20}）)?(?:，|(?:提出|确定|明确)的(?:目标|要求|任务))")


def _is_cited(setting: Setting, start: int, end: int) -> bool:
    """True for the name of a plan at *start*, *end* that is said to be the source of what follows."""
    return _led_by(_CITES_RE, setting, start) and _CITED_RE.match(setting.text, end - 1) is not None


# "落实《…规划》部署要求，", "按照《…规划》要求，": what is done serves the plan, which says nothing.
_SERVED_RE = lazily(
    r"(?:落实|贯彻|对照|围绕|衔接|遵循|锚定|依据|按照|根据|完成|审议|通过|实施|推进)[^，。；]{0,6}《?$"
)
# What comes from then on is the speaker's again.
_TURNS_AWAY_RE = lazily(r"下一步|下个?[月周]|同时，|此外|另外|还将|届时|今年|明年|会议(?:强调|要求|指出)")


# "会议审议了《…行动方案（2023—2025年）》": one item of what a meeting went through.
_READ_RE = lazily(r"(?:审议|研究|听取|讨论|审定|通过)(?:了|并)?[^，。；]{0,6}《?$")


def _is_read(setting: Setting, mention: DateMention) -> bool:
    """True for the name of a plan that a meeting reads: the items after it are others."""
    name = setting.title_at(mention.core[0])
    return name is not None and _led_by(_READ_RE, setting, name[0])


# "某市“十四五” | ”氢能规划", without the marks of a title
_BARE_NAME_RE = lazily(r"”?[^，。；：“”《》0-9]{2,14}?(?:规划|纲要)(?=[中里]?(?:提出|明确|给出|要求|指出))")


def _name_around(setting: Setting, mention: DateMention) -> Span | None:
    """The name of a plan that holds *mention*: between 《》, or told by what stands around it; or None."""
    name = setting.title_at(mention.core[0])
    if name is not None or mention.kind != "plan_period":
        return name
    bare = _BARE_NAME_RE.match(setting.text, mention.span[1])
    return (mention.core[0], bare.end()) if bare is not None else None


def speaks(setting: Setting, mention: DateMention) -> bool:
    """True where the plan whose name holds *mention* is what says the words that follow it."""
    name = _name_around(setting, mention)
    if name is None or _SPEAKS_RE.match(setting.text, name[1] - 1) is None:
        return False
    return not _led_by(_SERVED_RE, setting, name[0])


def speaks_for(setting: Setting, mention: DateMention, at: int) -> bool:
    """True where that plan still speaks at *at*, which follows its name.

    根据《…（2021—2025年）》，到期末，…: or is still what it comes from.
    """
    name = _name_around(setting, mention) if mention.kind == "span" else None
    source = speaks(setting, mention) or (name is not None and _is_cited(setting, *name))
    return source and _TURNS_AWAY_RE.search(setting.text, mention.span[1], at) is None


def is_item_below(setting: Setting, sentence: Sentence, lead: DateMention) -> bool:
    """True when the sentence's block is an item under the paragraph that holds *lead*."""
    above = setting.block_at(lead.core[0])
    if above != sentence.block - 1:
        return False
    node = setting.node_at(sentence.start)
    in_item = node is not None and setting.nodes[node].kind == "item"
    return in_item or setting.text[setting.blocks[above][1] - 1] in "：:"
