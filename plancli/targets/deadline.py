"""A place in the document -> when a number there is due, and whether the clause speaks of the past.

Order of sources: the sentence, the paragraph and the list's lead, the headings, the title, the plan's period.
A date governs what follows it until another takes over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from plancli.clauses import Segment, Sentence
from plancli.dates import DateMention
from plancli.lexicon import Lexicon
from plancli.models import Quantity, Span
from plancli.patterns import lazily
from plancli.targets.claim import Due
from plancli.targets.closing import closing
from plancli.targets.distributed import distribute, in_turn
from plancli.targets.heads import Heads, goal_spans, is_item_below, speaks_for
from plancli.targets.horizon import (
    NAMED_DEED_RE,
    is_due,
    is_past,
    is_reviewed,
    looks_back,
    may_look_back,
    months_are_over,
    review_from,
    tells_which,
)
from plancli.targets.reach import (
    DIGIT_RE,
    LEAD_DISTANCE,
    MARKER_RE,
    after_place,
    begins_ahead,
    begins_tasks,
    beyond_the_year,
    beyond_this_year,
    due_by,
    heads_stage,
    in_aside,
    introduces,
    is_label,
    is_own_month,
    is_shared,
    leads_clause,
    of_own_deed,
    opens_year,
    yields,
)
from plancli.targets.setting import Setting
from plancli.targets.start import is_compared
from plancli.targets.superseded import is_own_deeds, superseded
from plancli.targets.voice import SPOKEN
from plancli.targets.whole_year import due_this_year, sets_years_aim
from plancli.targets.years import counted_from, counts_whole_period, due_after_years, due_by_count

# "2023年汛期前完成37处，三年改造420公里": a count of years without a date is that of the whole plan.
_WHOLE_PERIOD_RE = lazily(
    r"[，；]([2-9]|[二两三四五六七八九十])年(?:内|间|累计|共)?(?![前后来内级制期义一行以攻滚计])"
)
# "今年修复300亩。湿地这块，…": what comes behind is of the whole plan.
_TURNS_RE = lazily(r"下一步|今后|(?:。|\n)[^，。；：\n]{2,6}(?:这块|这一块|方面)，")
_OF_THE_YEAR_RE = lazily(r"全年(?:的)?(?:目标|任务|计划|预期|投资){1,3}(?:总?[数量额])?的$")
_YEARS_TASKS_RE = lazily(r"(?:全年|今年|年内)[^。；]{0,40}[0-9][^。]*；")
# "其中2025年不少于200部，群众满意度 | 达到95%": how things are to be, at the end of what the part is of.
_NEXT_YEAR_RE = lazily(r"[，；]20[0-9]{2}年[^。]{0,40}?[率度重比](?:达到?|提[高升]到|为)?[0-9.]+%")
_STATE_RE = lazily(
    r"，[^，。；、0-9]{2,16}[率度重比](?:达到?|提[高升][到至]|保持在|稳定在|不低于|超过)[^，。；、0-9]{0,4}$"
)
# "其中2025年不少于35万人次、2026年 | …": what is told of a part.
_AMONG_RE = lazily(r"其中[^，；]*$")
# "今年办好十大项目。 | 包括：改造小区2000个；…"
_INCLUDES_RE = lazily(r"(?:主要|具体|分别|内容)?(?:包括|包含|涵盖|如下|为|是|即)[：:]")
# "5月中旬公布的《某方案（2024—2027年）》": digits that count nothing.
_NO_COUNT_RE = lazily(r"《[^》]{0,60}》|(?<![0-9])[0-9]{1,4}(?:[—-][0-9]{1,4})?[年月日]")


class Timeline:
    """Dates that govern each place; built once, asked in reading order or not."""

    def __init__(
        self,
        setting: Setting,
        heads: Heads,
        heading_dates: dict[int, DateMention],
        title_due: Due | None,
        lexicon: Lexicon,
    ) -> None:
        self._setting = setting
        self._lexicon = lexicon
        self._heading_dates = heading_dates
        self._title_due = title_due
        self._heads = heads
        self._last = (-1, False)
        """Where the sentence begins that was asked about last, and whether it may tell what was."""
        self._paragraph = (-1, "")
        """Where the paragraph begins that was asked about last, and how it tells of what was."""
        goals = goal_spans(setting)
        dates = [
            mention
            for start, end in goals
            for mention in setting.dates_in(start, end)
            if mention.end and mention.relation == "due" and is_due(setting, mention)
        ]
        self.sets_dates = bool(dates)
        """A section of goals names a date to come."""
        # 全国总量2030年前尽早达峰 is of its own clause.
        years = {
            mention.end[:4]
            for mention in dates
            if mention.end and (leads_clause(setting, mention) or self._heads.sets_goals(mention))
        }
        planned = self._title_due is None and setting.meta.kind == "plan"
        if planned and (year := self._heads.period_of_plan(goals) or self._heads.year_of_plan(years, goals)):
            self._title_due = Due(None, year, "document")

    def tense(
        self, sentence: Sentence, segment: Segment, quantity: Quantity
    ) -> tuple[str | None, DateMention | None]:
        """Past or future by the last date before the number in its sentence, else in its paragraph."""
        setting = self._setting
        anew = setting.text.startswith(("下一步", "接下来", "下阶段", "下一阶段"), sentence.start)
        anew = anew or sets_years_aim(setting, sentence)
        half = setting.text.rfind("；", sentence.start, quantity.span[0]) + 1
        if half and months_are_over(setting, half, quantity.span[0]):
            return "past", None  # 今年装机增加1.6亿千瓦；前7个月新增9716万千瓦
        for mention in reversed(setting.dates_in(sentence.start, quantity.span[0])):
            if self._widened(mention, quantity) or tells_which(setting, mention, self._lexicon):
                continue
            if in_aside(setting, mention, quantity.span[0]):
                continue
            if "基础上" in setting.text[mention.span[1] : quantity.span[0]]:
                continue  # 去年整治1.6万亩的基础上，再整治3000亩
            if is_compared(setting, mention, quantity, segment.quantities, sentence):
                continue  # 达到上年度消费支出的40%, 从2025年的13.2%提高到16%
            if mention.relation == "from" and setting.year and (mention.end or "")[:4] >= setting.year:
                return None, None  # 从2022年起每年改造50万户: what runs from now on
            of_object = setting.text[mention.core[0] - 1] in "对将把" and not is_due(setting, mention)
            leads = leads_clause(setting, mention) or self._heads.announces(mention, quantity.span[0])
            if mention.core[0] < segment.start and (of_object or not leads):
                # 巩固去年12个项目成果，再招引130个: the date is its own clause's, but 今年的办法是… ends 去年
                anew = anew or (mention.kind == "relative" and is_due(setting, mention))
                continue
            if is_due(setting, mention):
                return "future", mention
            if is_past(setting, mention):
                return "past", mention
        if self._may_look_back(sentence) and looks_back(setting.text, sentence.start, quantity.span[0]):
            return "past", None
        if months_are_over(setting, sentence.start, quantity.span[0]):
            return "past", None
        start = setting.blocks[sentence.block][0]
        if self._paragraph[0] != start:
            self._paragraph = (start, review_from(setting, start))
        if self._paragraph[1] != "review" and counted_from(setting, sentence, segment.start) is not None:
            return "future", None  # 2020年底只有186架。五年里扩大到300架
        for mention in self._heads.before(sentence):
            if is_due(setting, mention):
                return "future", mention
            # 去年产值148亿元，今年要突破170亿元。研发投入增长18%: what came last in the sentence goes on.
            stop = setting.text.find("。", mention.span[1], sentence.start)
            later = setting.dates_in(mention.span[1], sentence.start) if stop > 0 else ()
            # 2020年占62.7%。有序推进，到2025年降至57%。装机达到4200万千瓦: so does a date to come said since.
            ahead = any(
                is_due(setting, d) and (d.relation == "due" or d.core[0] < stop or opens_year(setting, d))
                for d in later
            )
            # 一季度培训25万人次。…，全年新增90万人次
            ahead = ahead or self._widened(mention, quantity)
            if is_past(setting, mention) and not (
                anew or ahead or begins_tasks(setting, mention, sentence, self._lexicon)
            ):
                # A fact carries over the full stop only from a date that leads its sentence.
                return "past", mention
        if is_reviewed(setting.text, self._paragraph[1], start, sentence.start, quantity.span[0]):
            return "past", None
        return None, None

    def _may_look_back(self, sentence: Sentence) -> bool:
        if self._last[0] != sentence.start:  # each number of a sentence asks again
            self._last = (sentence.start, may_look_back(self._setting.text, sentence.start, sentence.end))
        return self._last[1]

    def due(
        self,
        sentence: Sentence,
        segment: Segment,
        quantity: Quantity,
        series: Sequence[Quantity],
        clause_start: int,
    ) -> Due | None:
        """The deadline of a number, or None when nothing gives one.

        *clause_start* is where its predicate's clause begins: for a series, that of the first number.
        """
        setting = self._setting
        at = quantity.span[0]
        if series:
            told = setting.dates_in(sentence.start, series[0].span[0])
            words = setting.text[clause_start : series[0].outer[0]]
            listed = distribute(setting.text, told, series) or in_turn(setting, told, clause_start, series)
            place = next((i for i, q in enumerate(series) if q is quantity), 0)
            if listed is not None and is_due(setting, listed[place]):
                return due_by(setting, listed[place], "sentence")
            start, end = setting.meta.period.start, setting.meta.period.end
            if "分年度" in words and start and end and int(end[:4]) - int(start[:4]) + 1 == len(series):
                return Due(None, str(int(start[:4]) + place), "document")  # 分年度培育10家、15家、20家
        if (later := due_by_count(setting, sentence.start, at)) is not None:
            return later  # 到2025年达到600亿元，两年后达到800亿元
        done = closing(setting, sentence, segment, quantity)
        if done is not None and not {"，", "并"} & set(setting.text[quantity.outer[1] : done.span[0]]):
            return due_by(setting, done, "sentence")  # 首期20亿元2024年底前到位, 12所学校9月1日前投用
        for mention in reversed(setting.dates_in(sentence.start, at)):
            if mention.end is None and mention.kind == "relative" and leads_clause(setting, mention):
                # 今年, in a text without a date: the year that title or sentences before name, not 到2029年.
                named = self._inherited(sentence, at)
                far = named and named.mention and named.mention.relation == "due"
                return None if far else named
            if (
                mention.relation == "from"
                and mention.core[0] >= clause_start
                and begins_ahead(setting, mention)
            ):
                break  # 2022年、2023年每年新增75家，2024年起每年不少于50家: to the plan's end
            if not is_due(setting, mention) or self._ends_before(mention, sentence, at):
                continue
            if NAMED_DEED_RE.search(mention.text) and beyond_the_year(setting, mention, sentence.start):
                continue  # 实施茶产业振兴三年行动，建设茶园1万亩, in the tasks of one year
            if in_aside(setting, mention, at) or self._turns_from(mention, at):
                continue
            if mention.text.startswith("今明") and self._title_due and mention.core[0] < clause_start:
                continue  # 今明两年每年改造80公里，创建示范村4个: what is next is of the plan's own year
            if mention.end and self._widened(mention, quantity):
                return Due(None, mention.end[:4], "sentence")
            # A date inside an earlier clause (建档率2023年底前达到100%，) is that clause's own.
            if (
                mention.core[0] >= clause_start
                or leads_clause(setting, mention)
                or is_shared(setting, mention, segment)
                or is_label(setting, mention, at)
                or self._heads.announces(mention, at)
                or after_place(setting, mention, self._lexicon)
            ):
                early = mention.core[0] < segment.start
                if early and done and (done.end or "") > (mention.end or ""):
                    # 6月底前完成招标，建设100座，2025年底前全部投用
                    return due_by(setting, done, "sentence")
                whole = self._title_due
                yearly = setting.text.startswith("每年", clause_start)
                yearly = yearly and DIGIT_RE.search(setting.text, mention.span[1], clause_start) is not None
                if whole and yearly and superseded(setting, mention, at, self._title_due):
                    return whole  # 2022年底前达到100%，2023年底前打通612个，每年督办15家
                opens = max(mention.span[1], setting.text.rfind("；", mention.span[1], at))
                counts = _WHOLE_PERIOD_RE.search(setting.text, opens, at)
                longer = whole and whole.end != mention.end and whole.end[:4] != setting.year
                if counts and longer:
                    return whole
                if counts and (counted := due_after_years(setting, counts)) is not None:
                    return counted
                return due_by(setting, mention, "sentence")
        if done is not None:
            return due_by(setting, done, "sentence")
        inherited, whole = self._inherited(sentence, at), self._title_due
        if whole is not None and counts_whole_period(setting, clause_start):
            inherited = inherited if inherited is not None and inherited.end == whole.end else whole
        elif (counted := counted_from(setting, sentence, clause_start)) is not None:
            return counted
        if inherited is None or (setting.meta.kind in SPOKEN and beyond_this_year(setting, inherited)):
            return due_this_year(setting, sentence, segment, clause_start, at) or inherited
        return inherited

    def _turns_from(self, mention: DateMention, at: int) -> bool:
        """True for this year's word before the text turns to what the whole plan is to bring: …，下一步…, 湿地这块，…."""
        if mention.text != "今年" or self._title_due is None:
            return False
        return _TURNS_RE.search(self._setting.text, mention.span[1], at) is not None

    def told_in(self, span: Span) -> Due | None:
        """The date to come that the words at *span* or just before them name (2023年 | GDP增长目标), or None."""
        for mention in reversed(self._setting.dates_in(max(0, span[0] - LEAD_DISTANCE), span[1])):
            if is_due(self._setting, mention):
                return due_by(self._setting, mention, "sentence")
        return None

    def _inherited(self, sentence: Sentence, at: int) -> Due | None:
        setting = self._setting
        block = setting.blocks[sentence.block]
        named = self._heads.named_plan(block[0], at)
        spoken = named is not None and named.core[0] >= block[0] and speaks_for(setting, named, at)
        beside = named if spoken else None
        for mention in self._heads.before(sentence):
            if beside is not None and mention.core[0] <= beside.core[0]:
                break  # 今年新建8万套。《“十四五”规划》给出的数是：40万套
            if is_own_month(setting, mention) or beyond_the_year(setting, mention, block[0]):
                continue
            if is_own_deeds(setting, mention, self._title_due) or self._turns_from(
                mention, sentence.start + 12
            ):
                continue
            if is_due(setting, mention) and (
                mention.relation == "due" or mention.kind in ("year", "relative", "span", "plan_period")
            ):
                if _INCLUDES_RE.match(setting.text, sentence.start):
                    return due_by(setting, mention, "sentence")  # 今年办好十大项目。包括：改造小区2000个
                if superseded(setting, mention, sentence.start, self._title_due):
                    break  # 到2020年建成574万亩，到2022年再新增60万亩。…: neither holds on
                return due_by(setting, mention, "list")
        if beside is not None:
            return due_by(setting, beside, "document")
        index = setting.node_at(at)
        period_end = setting.meta.period.end
        first = True
        around = setting.chain(index)
        while True:
            key = -1 if index is None else index
            leads = self._heads.sections.get(key, ())
            place = bisect_left(leads, block[0], key=lambda date: date.core[0]) if leads else 0
            lead, headed = leads[place - 1] if place else None, self._heading_dates.get(key)
            told = headed is not None and not first and yields(setting, lead, headed)
            if lead is not None and (told or lead.core[0] in self._heads.passing):
                lead = None
            # A date above the first heading governs a text without headings, not the sections below it.
            if lead is not None and (index is not None or all(each.kind == "item" for each in around)):
                beyond = period_end is not None and (lead.end or "") > period_end
                if not (beyond and first and not is_item_below(setting, sentence, lead)) or heads_stage(
                    setting, lead
                ):
                    return due_by(setting, lead, "list")
            if index is None:
                break
            if headed is not None:
                return due_by(setting, headed, "heading")
            first, index = False, setting.nodes[index].parent
        return due_by(setting, named, "document") if named and not self._title_due else self._title_due

    def over_table(self, start: int) -> Due | None:
        """The deadline of cells that state none, in the table at *start*: of the line above, a heading, or the title."""
        setting = self._setting
        line = setting.text.rfind("\n", 0, max(0, start - 1)) + 1
        introduced = [
            d
            for d in setting.dates_in(line, start)
            if d.relation == "due" and d.end and is_due(setting, d) and introduces(setting, d, start)
        ]
        if introduced:
            return due_by(setting, introduced[-1], "list")  # 到2025年，主要指标如下：
        index = setting.node_at(start)
        while index is not None:
            if index in self._heading_dates:
                return due_by(setting, self._heading_dates[index], "heading")
            index = setting.nodes[index].parent
        return self._title_due

    def _widened(self, mention: DateMention, quantity: Quantity) -> bool:
        """一季度增长6%，全年增长5.5%: 全年 ends what a part of the year governs."""
        partial = len(mention.end or "") > 4
        between = self._setting.text[mention.span[1] : quantity.span[0]]
        # 6月底前完成全年目标任务的60%: of what the part is.
        return partial and "全年" in between and _OF_THE_YEAR_RE.search(between) is None

    def _ends_before(self, mention: DateMention, sentence: Sentence, at: int) -> bool:
        """True when a ； ends what a date behind a number governs: a month, or a year beyond a report's own."""
        text = self._setting.text
        between = text[mention.span[1] : at]
        part = len(mention.end or "") > len("2025")
        before = sentence.start, mention.core[0]
        # 全年实施项目380个；上半年开工率达到85%；工业投资增长15%
        years = "；" in between and _YEARS_TASKS_RE.search(text, *before)
        if part and (years or of_own_deed(text, *before, between)):
            return True
        if "；" not in between:
            # 全年新增60家，其中上半年不少于25家，铸造行业占比提高到35%
            among = text.endswith(("其中", "其中，"), 0, mention.span[0])
            if not among or "，" not in between[1:]:
                return False
            # 其中2025年完成投资100亿元，竣工20个 goes on with the deeds of that year, 满意度达到95% with the whole.
            # …，2026年改造2万户，普及率达到90%: where the next year has its own, so has this.
            state = _STATE_RE.search(between) and not _NEXT_YEAR_RE.search(text, at, sentence.end)
            return len(mention.end or "") > len("2025") or bool(state)
        opening = _NO_COUNT_RE.sub("", text[sentence.start : mention.core[0]].rpartition("；")[2])
        if not DIGIT_RE.search(MARKER_RE.sub("", opening)):
            return False  # else 到2025年更新600辆，其中2024年200辆；…, 今年新建50个，两年内实现覆盖率100%；…
        # 治理1900万亩，力争2028年底前歼灭流动沙地；某地治理1600万亩: the date is of a deed without a number.
        part = _AMONG_RE.search(opening) is not None or not DIGIT_RE.search(between.partition("；")[0])
        if part or mention.kind == "duration" or len(mention.end or "") > len("2025"):
            return True
        year = self._setting.meta.period.end
        if year is None or self._setting.meta.period.start != year or (mention.end or "") <= year:
            return False
        inherited = self._inherited(sentence, at)
        return inherited is None or inherited.end == year
