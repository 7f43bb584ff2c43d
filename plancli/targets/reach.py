"""A date in its sentence -> how far it governs: its clause, what 、 joins to it, the sentence, or those after it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from plancli.clauses import Segment, Sentence, after_dateline
from plancli.dates import DateMention
from plancli.lexicon import Lexicon, alternation
from plancli.models import Period, Span
from plancli.patterns import PICTURE, lazily
from plancli.regions import is_place
from plancli.targets.claim import Due
from plancli.targets.horizon import NAMED_DEED_RE, STAGE
from plancli.targets.setting import Setting
from plancli.targets.years import has_years

LEAD_DISTANCE = 12
"""A date this close to the start of its sentence leads what follows: "“十四五”期间，", "力争到2025年，"."""
REACH = 3000
"""How far back in its paragraph a number finds a date. Paragraphs of the samples stay under 1,500 characters;
the bound is for those that run on without end."""
_SUBJECT = 8
"""Longest subject before a date that what it plans shares: 某市 | 今年 | 计划新增80条、…."""
DIGIT_RE = lazily(r"[0-9]")
MARKER_RE = lazily(r"^\s*[（(]?[0-9]{1,2}[)）.、．]\s*")
# "《方案》提出， | 到2025年6月底": whose words they are does not push a date into mid-sentence.
_REPORT_RE = lazily(
    r"[^，。；]{0,40}(?:提出|明确|要求|指出|部署|规定|强调|表示)，|(?:根据|按照|依据)[^，。；]{2,40}，"
)
# "自 | 2008年以来", "今年 | 1月份以来": what may stand before a date since which something holds.
_SINCE_WHEN_RE = lazily(r"[自从]?(?:今年|去年|前年)?$")
_LABEL_END_RE = lazily(
    r"[^，。；：:\n]{0,24}(?:目标|任务书?|指标|计划书?|安排|清单|[下定了]一?组数字)”?(?:如下|设?定?为|是)?[：:]"
)
# Before a date that leads its clause: a mark, then at most connectives, hedges and the date's own 到.
_OPENING_RE = lazily(
    rf"(?:[，。；：:、（(！？\n]|(?![●▷—]){PICTURE}\s?)(?:[（(]?[0-9一二三四五六七八九十]{{1,2}}(?:[）)][、.]?|[、.])\s?|[①-⑳]|{PICTURE}\s?)?[—\-●▷“]*(?:其中|第[一二三四](?:个?阶段|步)|就是?|力争|争取|确保|计划|预计|规划|目标|通过|再?用|经过|同时|而|但|并|且|使|要|将|展望|远景|远期|近期|我市|我省|省里|市里|县里|落|具体|全市|全省|全县|全区|全国|也|单看|只看|先看|再看){{0,2}}"
    r"(?:到了?|至|在|于|力争到|争取到|确保到|截至)?[“‘\"]?$"
    r"|(?:力争|争取|确保)(?:到|至|在|于)?[“‘\"]?$"
    r"|[，。；！？\n][^，。；：、\n]{2,6}(?:计划|拟|力争)(?:到|至|在|于)$"
    r"|(?:提出|明确|要求|指出|强调|表示|规定|部署|目标是|目标为|[则还]计划)(?:了|，|：)?(?:到|至|在|于|力争到|争取到|确保到)?[“‘\"]?$"
    r"|(?:[印下]发|发布|公布)之日起，?$"
)


_STAGE_SET_RE = lazily(r"(?:确定为|定为|作为|划为|列为)[^，。；]{2,20}(?:期|阶段)，")


def leads_clause(setting: Setting, mention: DateMention) -> bool:
    """True when only connectives stand between the date and the mark before it."""
    before = words_before(setting, mention)
    if mention.relation == "since":
        before = _SINCE_WHEN_RE.sub("", before)
    closes = setting.text.startswith("，", mention.span[1]) and _HAS_DONE_RE.search(before) is not None
    closes = closes or (
        setting.text.startswith("，", mention.span[1]) and _TIME_OF_RE.search(before) is not None
    )
    closes = closes or (
        setting.text.startswith("，", mention.span[1]) and _PERIOD_IS_RE.search(before) is not None
    )
    # 《规划》将2023年到2025年定为加速发展期，提出…
    closes = closes or (
        mention.kind == "span" and _STAGE_SET_RE.match(setting.text, mention.span[1]) is not None
    )
    works = before.endswith("做好") and _WORK_OF_RE.match(setting.text, mention.span[1]) is not None
    sees_to = mention.relation == "due" and (
        _SEES_TO_RE.search(before) or (len(mention.end or "") == len("2030") and _WHO_RE.search(before))
    )
    return closes or works or bool(sees_to) or _OPENING_RE.search(before) is not None


def begins_ahead(setting: Setting, mention: DateMention) -> bool:
    """True for a beginning that is still to come."""
    return setting.year is not None and (mention.end or "")[:4] >= setting.year


# "某广场确保 | 10月份前开业；"
_SUBJECT_RE = lazily(
    r"[^，。；：、\n](?:广场|工程|项目|[线桥园站馆厂路院校港]|中心|基地|机场|隧道|大厦|水库|枢纽)(?:力争|争取|确保|计划|预计)?[到至在于]?$"
)


def of_own_deed(text: str, start: int, at: int, behind: str) -> bool:
    """True for a date at *at* in a clause that names whose it is, counts nothing, and that a ； in the words *behind* ends."""
    own, ends, _ = behind.partition("；")
    return bool(ends) and not DIGIT_RE.search(own) and _SUBJECT_RE.search(text, start, at) is not None


def beyond_the_year(setting: Setting, mention: DateMention, start: int) -> bool:
    """True for a year beyond that of one year's plan, inside its paragraph, which begins at *start*.

    实施三年行动，到2027年达到20万亩。新增4家: the second is of the plan's year.
    """
    period = setting.meta.period
    if period.end is None or period.start != period.end or (mention.end or "")[:4] <= period.end[:4]:
        return False
    before = words_before(setting, mention)
    opens = before[max(map(before.rfind, "。；！？\n")) + 1 :].strip("到至在力争“ ") == ""
    deed = NAMED_DEED_RE.search(mention.text) is not None
    return deed or (mention.core[0] - start > LEAD_DISTANCE and not opens)


# "到2025年 | ，主要指标如下："; not 在6月底前制定方案，明确责任，按下表推进。
_INTRODUCES_RE = lazily(r"，?[^，。；\n]{0,40}(?:[：:]|(?:如下|下表)[^，。；\n]{0,4}[。：:]?)\s*$")


_LAST_WEEKS = "11"
"""From this month on what is said of the coming year is meant by 全年."""


def introduces(setting: Setting, mention: DateMention, end: int) -> bool:
    """True for a date whose line, which ends at *end*, opens a list or a table: 到2026年，实现以下目标：."""
    return _INTRODUCES_RE.match(setting.text, mention.span[1], end) is not None


def _opens_list(setting: Setting, mention: DateMention) -> bool:
    return introduces(setting, mention, setting.blocks[setting.block_at(mention.core[0])][1])


def yields(setting: Setting, lead: DateMention | None, headed: DateMention) -> bool:
    """True where a heading on the year of writing goes on below it, though the paragraph of *lead* looks further.

    二、今年要干什么 / 到2025年，总量过600亿元。 / （一）抓工业; not 到2026年，实现以下目标： / （一）….
    """
    own = setting.year == (headed.end or "")[:4]
    return (
        own and lead is not None and (lead.end or "")[:4] != setting.year and not _opens_list(setting, lead)
    )


def beyond_this_year(setting: Setting, due: Due) -> bool:
    """True for a date that 全年 in news does not mean: of a plan to 2027, or of 到2025年 said before, in 2024.

    明年 at the head of a list, and 2025年 in the last weeks of 2024, may be meant.
    """
    mention, early = due.mention, (setting.reference or "")[5:7] < _LAST_WEEKS
    by_then = (
        early and mention is not None and mention.relation == "due" and not _opens_list(setting, mention)
    )
    nearest = {"list": 0 if by_then else 1, "title": 0, "document": 0}.get(due.source, 99)
    return int(due.end[:4]) > int(setting.year or 0) + nearest


def due_by(setting: Setting, mention: DateMention, source: str) -> Due:
    """The deadline that *mention*, whose end is known, sets; a stretch as long as the plan ends with it."""
    assert mention.end is not None
    if mention.kind != "duration":
        return Due(mention, mention.end, source)
    last, first = int(mention.end[:4]), int((mention.start or mention.end)[:4])
    for period in (setting.meta.period, _named_before(setting, mention)):
        if period.end is None:
            continue
        # 三年内 in a three-year plan is the plan's own period, whichever year one counts from.
        # 五年内 of a five-year plan issued in its second year is still the plan's; 未来五年 counts from today.
        far = 2 if period.start and not mention.text.startswith(("未来", "今后")) else 1
        near = abs(last - int(period.end[:4])) <= far
        years = int(period.end[:4]) - int(period.start[:4]) + 1 if period.start else last - first
        if near and years in (last - first, last - first + 1):
            return Due(mention, period.end, source)
    return Due(mention, mention.end, source)


def said_by(setting: Setting, due: Due) -> tuple[str | None, Span | None]:
    """The words that set *due*, and where in Document.text they stand."""
    if due.mention is None:
        return due.said or (None, None)
    cue, span = due.mention.cue, due.mention.span
    where = setting.view.source_span(min(cue[0], span[0]), span[1])
    return setting.source[slice(*where)], where


def _named_before(setting: Setting, mention: DateMention) -> Period:
    """The period of the plan whose name stands last before *mention*: 印发《某方案（2023—2025年）》，提出三年内…."""
    for named in reversed(setting.dates_in(max(0, mention.core[0] - REACH), mention.core[0])):
        if named.kind == "span" and setting.in_title(named.core[0]):
            return Period(named.start, named.end)
    return Period()


# "疫情前的 | 2019年，接待游客8900万人次"
_TIME_OF_RE = lazily(r"(?:^|[。；\n])[^，。；0-9]{1,8}的$")
# "试点期为 | 2023—2025年，": how long the whole runs
_PERIOD_IS_RE = lazily(r"(?:试点|实施|规划|创建|建设|行动|执行|示范)(?:期|期限|周期|时间)[为是]$")
# "对做好 | 2026年 | 经济工作作出部署，强调…": whose work is told of from there on.
_WORK_OF_RE = lazily(r"[^，。；：]{0,12}工作(?:作出|做出|进行|作)[^，。；：]{0,6}(?:部署|安排)")
# "推动钢铁行业 | 到2025年 | 吨钢能耗降低2%，…": whom the sentence moves stands before its date.
_SEES_TO_RE = lazily(r"(?:^|[，。；：）、.])(?:推动|促进|引导|支持|指导)[^，。；：、0-9]{2,10}$")
# "东北黑土区 | 2030年前 | 基本建成高标准农田，占比不低于25%": those who have until then open the sentence.
_WHO_RE = lazily(
    r"(?:^|[。；\n])[^，。；：、0-9\s]{1,8}(?:(?<![院校园景社小])区|区域|流域|省份|[省市县]|城市)$"
)
# "将指导各地在 | 2023年底前，每个县…": what somebody is to see to is behind the mark.
_HAS_DONE_RE = lazily(r"(?:将|要|拟|指导|推动|督促)[^，。；0-9]{0,10}(?:在|于)$")


# "健全养老服务体系，| 建成1000个": what is to be done, after a sentence on how things stood.
_TASK_RE = lazily(
    r"(?:健全|完善|加快|推进|加强|深化|优化|推动|大力|着力|构建|统筹|落实|强化|坚持|鼓励|引导|积极|稳步|持续|聚焦|围绕|面向|支持|培育|打造|遴选|组织|实施)(?![^。；]{0,30}(?:[^\W0-9_]了|已|先后))"
)
_DOCUMENT_SAYS = r"(?:对此，)?[^，。；：《》]{0,6}(?:报告|方案|规划|意见|《[^》]{2,40}》)(?:(?:的表述|的提法)是|提出|明确|要求)"
_AGENCY_WILL = (
    r"(?:[^，。；：、\n0-9]{0,12}(?:(?<![总全西东中南北内外局乐目挥])部|委|(?<!当)局|厅|(?:[省市县区州盟旗级]|自治区|地方|人民|中央|我国|中国)政府|[省市县区]里|中央财政|央行|国务院)|国家)"
    r"(?:今年|明年|年内|下一步|接下来|还|也){0,2}将(?![军来])"
)


def agency_will(lexicon: Lexicon) -> str:
    """Pattern of 民航局将, 市政府下一步将; not of 多数企业总部将, 印度政府将."""
    return rf"(?!{alternation(lexicon.forms('state_abroad'))}){_AGENCY_WILL}"


# "民航局将制定促进发展的政策，把试验区由17个扩大到 | 20个以上"
@lru_cache(maxsize=8)
def _tasks_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(f"{_DOCUMENT_SAYS}|{agency_will(lexicon)}|{_TO_THAT_END}")


# "2020年是20.69%。| 为此，将建设场馆1000家"
_TO_THAT_END = r"(?:为此|对此|下一步|接下来)，(?:[^，。；]{0,6}(?:将|要)(?!求))"
# 2022年已下达5亿元。| 三年统筹安排240亿元: a plan's own years begin what is to come.
_IN_PLAN_YEARS_RE = lazily(
    r"(?<=。)([二三四五2-5])年(?:内|间)?(?:统筹|计划|拟|力争|安排|新[增建]|完成|建[设成]|推广|筹集|投入|制定|制?修订|培[育训]|打造|实施|开展)(?!了)"
)


def begins_tasks(setting: Setting, mention: DateMention, sentence: Sentence, lexicon: Lexicon) -> bool:
    """True for a sentence that begins with a task of the plan, after one as of a day, or with what a document says.

    截至2025年底，占比20.6%。健全…; 去年产能1.5万吨。对此，报告的表述是….
    """
    if _tasks_re(lexicon).match(setting.text, sentence.start):
        return True
    begins = _IN_PLAN_YEARS_RE.search(setting.text, mention.span[1], sentence.start + LEAD_DISTANCE)
    if begins is not None and has_years(setting.meta.period, begins[1]):
        return True
    plan = setting.meta.kind == "plan" and mention.relation == "as_of"
    return plan and opens_as_task(setting.text, sentence.start)


def opens_as_task(text: str, start: int) -> bool:
    """True for a sentence, which begins at *start*, that begins with what is to be done: 大力发展文旅康养，…."""
    return _TASK_RE.match(text, start) is not None


def opens_year(setting: Setting, mention: DateMention) -> bool:
    """True for 今年 that opens what is planned, after a colon or a full stop: 市里下了任务：今年增长9%."""
    before = setting.text[mention.core[0] - 1 : mention.core[0]]
    return mention.kind == "relative" and mention.text.startswith(("今年", "明年")) and before in "：。；:"


def of_other_years(leads: Mapping[int, Sequence[DateMention]], end: str | None) -> set[int]:
    """Where the dates of *leads* stand that are not of the year in which the plan ends: 力争2028年, in a plan to 2030."""
    if end is None:
        return set()
    return {m.core[0] for told in leads.values() for m in told if (m.end or "")[:4] != end[:4]}


def opens_aspects(setting: Setting, mention: DateMention) -> bool:
    """True when the paragraph below goes on with another aspect of what *mention* dates: 服务质量方面，…."""
    year, below = setting.year, setting.block_at(mention.core[0]) + 1
    near = year is None or int((mention.end or year)[:4]) <= int(year) + _NEAR_YEARS
    starts = setting.blocks[below][:1] if below < len(setting.blocks) else ()
    return near and any(_ASPECT_RE.match(setting.text, start) is not None for start in starts)


_ASPECT_RE = lazily(r"在?[^，。；：\n]{2,12}(?:方面|领域|环节)，")
_NEAR_YEARS = 5
"""Years of a plan; what lies beyond is a vision (展望2035年)."""


# "▶首季开门红（3月底前）": the line above a stage's goals; not 小区改造（3月底前） among tasks of its kind.
_STAGE_LINE_RE = lazily(rf"\n[^，。；（）0-9\n]{{2,10}}（{STAGE}）[:：]?\n(?![^\n]{{2,40}}（{STAGE}）)")
_STAGE_OPENS_RE = lazily(r"\n[^\w\n]{0,5}(?:力争|确保|争取)?[到至]?")
_STAGE_CLOSES_RE = lazily(r"，?[^，。；：0-9\n]{0,12}[：:]\n")


def heads_stage(setting: Setting, mention: DateMention) -> bool:
    """True for the date of a line that is the head of a stage, and no more: ▶首季开门红（3月底前）; 🎯到2026年底，要做到：."""
    if mention.relation != "due":
        return False
    start, near = mention.core[0], max(0, mention.core[0] - LEAD_DISTANCE)
    line = max(near, setting.text.rfind("\n", near, start))
    if _STAGE_LINE_RE.match(setting.text, line) is not None:
        return True
    opens = _STAGE_OPENS_RE.fullmatch(setting.text, line, mention.cue[0] if mention.cue[0] < start else start)
    return opens is not None and _STAGE_CLOSES_RE.match(setting.text, mention.span[1]) is not None


_AT_HEAD = 8
"""Characters before a quarter of the year that heads its paragraph: （二）第三季度，."""


def is_own_month(setting: Setting, mention: DateMention) -> bool:
    """True for a month, day or quarter that governs no sentence but its own: 新院区10月底前投用; not 12月底前完成以下任务：."""
    if len(mention.end or "") <= len("2025"):
        return False
    text, before = setting.text, words_before(setting, mention)
    if heads_stage(setting, mention):
        return False
    if (
        mention.text.endswith("季度")
        and not text.startswith("，", mention.span[1])
        and mention.core[0] - setting.blocks[setting.block_at(mention.core[0])][0] > _AT_HEAD
    ):
        return True  # 全年增长7%以上；三季度增速不低于6.8%
    opening = _REPORT_RE.sub("", before[max(map(before.rfind, "。；！？\n")) + 1 :])
    if DIGIT_RE.search(opening) or not leads_clause(setting, mention):
        return True
    stop = text.find("。", mention.span[1], mention.span[1] + REACH)
    stages = setting.dates_in(mention.span[1], max(stop, mention.span[1]))
    if any(len(stage.end or "") > len("2025") and stage.end != mention.end for stage in stages):
        return True  # 4月底前开复工率达到80%，6月底前全部开工。
    rest = text[mention.span[1] : mention.span[1] + REACH].partition("\n")[0]
    led = rest.endswith(("：", ":")) or not opening.strip("在到至于“ ")
    return not led  # 力争上半年开工3个。… is of its own sentence


def after_place(setting: Setting, mention: DateMention, lexicon: Lexicon) -> bool:
    """True when only the name of a place stands before the date in its clause: 某省 | 今年 | 减税…，全省计划安排…."""
    before = words_before(setting, mention)
    subject = before[max(map(before.rfind, "，。；：\n")) + 1 :]
    # 深圳的“十四五”目标是最猛的，建设筹集74万套
    aims = mention.kind == "plan_period" and _GOAL_IS_RE.match(setting.text, mention.span[1]) is not None
    if aims and is_place(subject.rstrip("“").removesuffix("的"), lexicon):
        return True
    return mention.kind == "relative" and 2 <= len(subject) <= _SUBJECT and is_place(subject, lexicon)


_GOAL_IS_RE = lazily(r"”?(?:时?期?间?的?)?(?:住房|发展|建设|筹建)?目标(?:是|为|定|[^，。；0-9]{0,4}，)")


def is_shared(setting: Setting, mention: DateMention, segment: Segment) -> bool:
    """True for the date of the first deed of several: 某市今年计划新增80条、累计超过600个; 某局今年将建设60个，培育200家.

    So is one inside the clause that 和 goes on with: 在2023年底前通达95%的县城和 | 35%的乡镇.
    """
    text = setting.text
    between = text[mention.span[1] : segment.start]
    if segment.mark in ("和", "及") and not any(mark in between for mark in "，；：、"):
        return True
    joined = segment.mark == "、" and not any(mark in between for mark in "，；：")
    follows = segment.mark == "，" and text.startswith("将", mention.span[1]) and "；" not in between
    if not (joined or (follows and _DEED_RE.match(text, segment.start))):
        return False
    before = words_before(setting, mention)
    subject = before[max(map(before.rfind, "，。；：\n")) + 1 :]
    return len(subject) <= _SUBJECT and text.startswith(("计划", "将", "拟", "要", "力争"), mention.span[1])


_DEED_RE = lazily(
    r"(?:建设|新建|改造|改建|扩建|打造|培育|引进|开工|建成|培训|发放|创建|实施|启动|推出|新增|完成|组织|举办|支持|争取|力争|确保)"
)


_WAS_RE = lazily(r"[底末]?(?:仅|只)?(?:为|是)[0-9.]+[^，。；、0-9]{1,8}(?=[；，。])")
_COMES_NEXT_RE = lazily(r"(?:下一步|接下来|今后|下阶段)[^。；]{0,8}(?:将|要|拟|计划|力争)")


def in_aside(setting: Setting, mention: DateMention, at: int) -> bool:
    """True for a date that the text has left before *at*.

    In a bracket with a number of its own (提高到35%（2022年为22.7%），…), with what was then (，2020年为5700公里；…), or
    where what comes next is told (截至去年11月，…，下一步将改造4000亩).
    """
    text = setting.text
    was = _WAS_RE.match(text, mention.span[1])
    if was is not None and was.end() < at and text[mention.core[0] - 1 : mention.core[0]] in ("，", "；"):
        return True
    if mention.relation == "as_of" and _COMES_NEXT_RE.search(text, mention.span[1], at):
        return True
    close = text.find("）", mention.span[1], at)
    if close < 0 or "（" in text[mention.span[1] : close]:
        return False
    opening = text.rfind("（", max(0, mention.core[0] - LEAD_DISTANCE), mention.core[0])
    within = opening >= 0 and "）" not in text[opening : mention.core[0]]
    return within and DIGIT_RE.search(text, mention.span[1], close) is not None


def is_label(setting: Setting, mention: DateMention, at: int) -> bool:
    """True for a date in the label before a colon, seen from *at* behind it: 部分市公布了2022年投资目标：甲市增长7%."""
    colon = _LABEL_END_RE.match(setting.text, mention.span[1])
    return colon is not None and colon.end() <= at


def words_before(setting: Setting, mention: DateMention) -> str:
    """The words before the date, back to well before its sentence can have begun."""
    text = setting.text[max(0, mention.core[0] - 2 * LEAD_DISTANCE) : mention.core[0]]
    line = text[max(text.rfind("\n"), text.rfind("\t")) + 1 :]  # a table's cell begins afresh
    return "\n" + line[after_dateline(line) :]
