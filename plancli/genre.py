"""Titles, structure and opening words -> what kind of text it is, and the plan it is or reports on.

Promise: the kind decides how numbers are read, so a doubtful text is None and not a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from plancli.fold import fold
from plancli.lexicon import Entry, Lexicon, alternation
from plancli.models import Body, Outline, Section
from plancli.patterns import PICTURE, lazily
from plancli.titles import document_type

_ISSUED_RE = lazily(
    r"(?:印发|发布|公布|下达|转发|批转|实施)(?:修订后的)?(.{4,90}?)的(?:通知|函|公告|决定|批复)"
)
_NAMED_RE = lazily(r"《([^《》]{4,80})》")
# "滨江市节水规划政策解读": group 1 is what is explained.
_EXPLAINED_RE = lazily(r"《?(.{4,60}?)》?的?(?:政策|文字|图文|图示|一图|专家|媒体)?解读")
_PLAN_WEIGHT = 2
_LEAD_PARAGRAPHS, _LEAD_LENGTH = 3, 400
# Articles of a law, or years-on-year figures of a statistics release, that settle the kind.
_ARTICLES, _COMPARED, _PARTS = 5, 5, 3
_COMPARED_RE = lazily(r"同比|环比|比上年|较上年|比去年")
_AHEAD_RE = lazily(
    r"[到至]20[0-9]{2}年|力争|规划|目标|计划|“十[一二三四五六]五”|今年[^，。；]{0,12}(?:将|拟|安排)|全年[^，。；]{0,10}(?:将|规模)|会议(?:决定|要求|部署)|[今全]年[^，。；]{0,14}(?:要(?!求)|计划)|年内"
)
# 一图读懂某市“十四五”成就 tells what was.
_BEHIND_RE = lazily(
    r"^(?!.*(?:目标|怎么[干答]|这[样么]干|新答卷|方案|规划|计划|任务)).*(?:成就|成绩|成效|业绩|答卷|回顾|年报|财报|战报|完成情况)"
)
# 民生实事项目全部完成 tells what was done; 民生实事项目责任分解表 what is to be.
_DONE_TITLE_RE = lazily(
    r"实事[^，。；\s]{0,8}(?:完成|完工|竣工|兑现|交付|收官|期末考|成绩单|回头看|验收|见成效|进展|过半|盘点|落地|加速|加快推进|暖(?:民心|人心|心田)|交出)(?!.*(?:方案|计划|安排|通知|清单)$)|(?:项目|清单)[^，。；]{0,8}(?:完成|完工|建成|竣工|兑现|落地|见效|交付|收官|进展|推进|惠及|期末考|成绩单|回头看|验收)"
)
# "年终盘点：2024滨江十大民生实事", "2025年十大民生实事，请你来投票": neither is what a body will do.
_ALL_DONE_RE = lazily(
    r"完成|完工|竣工|兑现|交付|收官|期末|成绩|成效|成就|回头看|验收|见效|进展|过半|盘点|答卷|办结|账单|巡礼|回望|数说|办得|回音|走访|都办好|请[你您]|候选|启事|变化|回眸|回顾|综述|纪实|加码|征集结果|邀[你您]|征求意见(?!结束|完)"
)
# "2025年十大民生实事加快推进"; not "票选出炉！2025年十大民生实事来了"
_HOW_IT_GOES_RE = lazily(r"办好|实现|看见|暖(?:民心|人心|心田)|落地|加快|加速|推进|提速|票选|投票|征集|征求")
_ANNOUNCED_RE = lazily(r"定了|来了|公布|发布|出炉|确定|产生|将(?!惠及)|划重点|抢先看|看过来|期待")
_YEAR_NAMED_RE = lazily(r"20[0-9]{2}|[今明新]年|新的一年")
_TO_REACH_RE = lazily(r"[到至]20[0-9]{2}年|目标|力争|行动计划|行动方案|规划")
# "某部负责人就《…计划》答记者问": its parts are questions.
_INTERVIEW_RE = lazily(r"答.{0,8}记者.{0,4}问|记者问$|专访|访谈$")
_DATELINE_RE = lazily(r"^.{2,20}?(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:电|讯)[\s（(]|^本报讯|记者|据.{2,10}报道")
_FULL_TEXT_RE = lazily(r"全文如下|全文：|原文如下|以下为.{0,12}全文|方案如下|通知如下")


def find_plan(titles: tuple[str, ...], official: bool, body: Body, lexicon: Lexicon) -> str | None:
    """Name of the plan: what the notice issues, the document itself, or what the news lead announces."""
    for title in titles:
        issued = _ISSUED_RE.search(title)
        if issued:
            return _issued_plan(issued[1], body, lexicon)
    if official:
        entry = document_type(titles[0], lexicon)
        if entry and int(entry.fields["weight"]) >= 1:
            named = _NAMED_RE.fullmatch(titles[0].strip())
            return named[1] if named else titles[0]
        return None
    for title in titles:
        named = _NAMED_RE.search(title) or _EXPLAINED_RE.match(title)
        if named and _weight(named[1], lexicon) >= _PLAN_WEIGHT:
            return named[1]
    return _announced_plan(body, lexicon)


def _issued_plan(words: str, body: Body, lexicon: Lexicon) -> str:
    """The plan among the documents that a notice issues: 甲政策和乙行动计划 are two."""
    names = _NAMED_RE.findall(words)
    if not names:
        notice = "".join(block.text for block in body.blocks[:12] if len(block.text) < _LEAD_LENGTH)
        whole = re.sub(r"\W", "", words)
        names = [name for name in _NAMED_RE.findall(notice) if re.sub(r"\W", "", name) in whole]
    if not names:
        names = _parts(words.strip("《》 "), lexicon)
    return max(names, key=lambda name: _weight(name, lexicon))


def _parts(words: str, lexicon: Lexicon) -> list[str]:
    """Names joined by 和 or 及, where what stands before it is a whole name: 甲行动方案和乙若干措施."""
    for joint in re.finditer(r"[和及、]", words):
        before, after = words[: joint.start()], words[joint.end() :]
        if _weight(before, lexicon) and _weight(after, lexicon):
            return [before, *_parts(after, lexicon)]
    return [words]


def _weight(name: str, lexicon: Lexicon) -> int:
    entry = document_type(name, lexicon)
    return int(entry.fields["weight"]) if entry else 0


@lru_cache(maxsize=8)
def _announced_re(lexicon: Lexicon) -> re.Pattern[str]:
    # "发布滨江市节水行动计划。": group 1 is the plan, up to a mark.
    types = [
        form
        for entry in lexicon.table("document_type")
        if entry.id in ("plan", "rules")
        for form in entry.forms
    ]
    verb = alternation(lexicon.forms("announce"))
    return lazily(
        rf"{verb}(?:了)?((?:[^\W_A-Za-z]|[“”—（）-]){{2,36}}?{alternation(types)}(?:（[^（）]{{1,24}}）)?)(?=[，。；,、]|$)"
    )


@lru_cache(maxsize=8)
def _tells_of_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(alternation((*lexicon.forms("announce"), "介绍", "解读")))


_POINT_RE = lazily(rf"(?:{PICTURE})|.{{1,12}}$")


def _announced_plan(body: Body, lexicon: Lexicon) -> str | None:
    verb = _tells_of_re(lexicon)
    # A post opens with its points; the paper stands in the first paragraph below them.
    points = next((n for n, block in enumerate(body.blocks) if not _POINT_RE.match(block.text)), 0)
    for block in body.blocks[points : points + _LEAD_PARAGRAPHS]:
        text = fold(block.text[:_LEAD_LENGTH])
        for named in _NAMED_RE.finditer(text):
            before, after = (
                text[max(0, named.start() - 24) : named.start()],
                text[named.end() : named.end() + 30],
            )
            if _weight(named[1], lexicon) >= _PLAN_WEIGHT and (verb.search(before) or verb.search(after)):
                return block.text[named.start(1) : named.end(1)]
        found = _announced_re(lexicon).search(text)
        if found:
            return block.text[found.start(1) : found.end(1)]
    return None


# "某市第十一次代表大会报告（摘登）"; not 学习宣传某市第八次代表大会报告 部署明年工作.
_CONGRESS_RE = lazily(
    r"^(?!.*(?:学习|贯彻|宣传|解读|图读)).*次代表大会报告(?:（(?:摘登|全文|摘要|节选|摘编)）)?$"
)


def find_kind(
    titles: tuple[str, ...],
    official: bool,
    plan: str | None,
    body: Body,
    outline: Outline,
    lexicon: Lexicon,
    bylines: Sequence[str] = (),
) -> str | None:
    """plan, report, rules, statistics, results, communique, speech, news or None; *bylines* are lines above the text."""
    for title in titles:
        if any(cue.id == "report" for cue in _cues_of(title, lexicon)) or _CONGRESS_RE.search(title):
            return "report"
    if official:
        named = _kind_of_document(titles[0], plan, lexicon)
        if named:
            return (
                "rules"
                if named == "plan" and _articles(outline) >= _ARTICLES and not _planned(plan)
                else named
            )
    if _articles(outline) >= _ARTICLES:
        return "rules"
    if any(_INTERVIEW_RE.search(title) for title in titles):
        return "news"
    if _is_own_account(titles, body, lexicon) or _is_signed(bylines, body):
        return "speech"
    for title in titles:
        for cue in _cues_of(title, lexicon):
            if not _overruled(cue, title, plan, body):
                return str(cue.fields["kind"])
    opening = [fold(block.text[:_LEAD_LENGTH]) for block in body.blocks[:_LEAD_PARAGRAPHS]]
    parts = sum(node.kind == "section" and node.marker != "" for node in outline.sections)
    quoted = any(_FULL_TEXT_RE.search(text) for text in opening)
    # 一、五年150万套 …: news of a plan may number its parts too.
    if parts >= _PARTS and (quoted or (plan is not None and _FIRM_VOICE_RE.search(body.text) is None)):
        return "plan"
    if plan is None and not parts and _is_statistics(body.text):
        return "statistics"
    if any(_DATELINE_RE.search(text) for text in opening) or not official:
        return "news" if titles else None
    return None


def _is_own_account(titles: tuple[str, ...], body: Body, lexicon: Lexicon) -> bool:
    """True for what an official tells in the first person, as papers print it: 县长某某某口述, 口述：某某某."""
    opening = [*titles, *(block.text for block in body.blocks[:_BYLINES] if len(block.text) < _BYLINE)]
    words = "\n".join(opening)
    official = _official_re(lexicon)
    return _TOLD_RE.search(words) is not None and official.search(words) is not None


def _is_signed(bylines: Sequence[str], body: Body) -> bool:
    """True for an article that the head of a body signs and that speaks of what “we” will do: □ 市长 某某某."""
    signed = any(_SIGNED_RE.fullmatch(fold(line).strip()) for line in bylines)
    return signed and "记者" not in body.text and _WE_WILL_RE.search(body.text) is not None


# "□ 市委副书记、市长 某某某", "作者：某县县委书记 某某某"
_SIGNED_RE = lazily(
    r"[□■◇◆●]?\s?(?:作者[:：]\s?)?[^，。：:0-9]{0,24}(?:省长|市长|州长|县长|区长|旗长|镇长|书记|局长|厅长|部长|主任|主席)\s{1,2}[^\W0-9A-Za-z_]{2,4}(?:\s[^\W0-9A-Za-z_])?"
)
_WE_WILL_RE = lazily(r"我们[^。；\n]{0,20}(?:将|要(?!求)|必须)|我[省市州县区][^。；\n]{0,8}(?:将|要(?!求))")


@lru_cache(maxsize=8)
def _official_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(alternation(lexicon.forms("official")))


_TOLD_RE = lazily(r"(?:口述|自述|讲述)(?:人|者)?[：:]|(?<![上所])口述(?!历史|史|实录)|[长记任]自述")
_BYLINES, _BYLINE = 5, 60
"""Lines above the text that may say who tells it, and how long such a line is at most."""


def _is_statistics(text: str) -> bool:
    """True when a text compares with last year more often than it looks ahead."""
    compared = len(_COMPARED_RE.findall(text))
    return compared >= _COMPARED and compared >= len(_AHEAD_RE.findall(text))


# "这份《关于推进新型工业化的若干措施》共24条": a post on what was issued says so at once; not 根据《…》.
_PAPER = "《[^《》]{4,50}(?:措施|方案|规划|计划|意见|办法|政策|要点|行动)(?:（[^（）《》]{1,20}）)?》"
_PAPER_RE = lazily(
    rf"(?:印发|出台|发布|公布|推出|制定|这份|一份)了?(?![^，。；《》]{{0,8}}(?:落实|根据|按照|贯彻|依据|围绕))[^，。；《》]{{0,8}}{_PAPER}(?!并(?:公布|发布)名单)"
    rf"|{_PAPER}(?:（[^（）]{{1,20}}）)?[^，。；《》]{{0,10}}(?:(?:印发|出台|发布|公布)(?!以来|后|[一二三两半]年)|亮相|出炉|来了|来啦|共[0-9])"
)
# "滨江两年行动方案来了！" names what arrived; a list of firms, a survey's results and the school holidays are no plans.
_PLAN_NAMED_RE = lazily(
    r".{0,80}(?:方案|规划|计划|措施|意见|办法|纲要|要点)(?:（[^（）]{1,20}）)?[》”]?(?:正式)?(?:来了|来啦|发布|印发|出炉|定了|公布)(?!.{0,20}专家)"
    r"|(?!.{0,80}(?:榜|名单|名录|案例|结果|月报|新闻|指数|排行|白皮书|分数线|招聘|通报|专家|[中高]考|[春暑寒]假|数据(?:出炉|发布|公布|来了)))"
    r".{0,80}(?:方案|规划|计划|措施|意见|办法|政策|要点|行动|条例|任务|蓝图|目标|清单|安排|纲要|举措|[0-9]{1,3}条|实事|服务|补贴|号文|新政|这[样么]干|划重点)"
)
# "滨江经济“半年报”出炉", "下半年这么干": a place's half-year, not a company's.
_OF_PLACE_RE = lazily(
    r"(?:GDP|经济|外贸|工业|投资|消费|民生|项目|发展|成绩|财政|文旅(?=“)|(?<=[市县区省州])文旅)(?:[“的首份上半前一二三四0-9年]|运行|发展|建设|成绩|数据|亮眼|最新|交出|晒出|实事|情况){0,8}(?:季报|年报)|(?:GDP|生产总值)[^，。]{0,10}(?:增长|突破|超)"
)
# "民生银行半年报：营收增长8%"
_FIRM_TITLE_RE = lazily(r"净利|营收|归母|(?:股份|银行|证券|集团|公司)[^，。：！]{0,6}(?:季报|年报)")
_NEXT_HALF_RE = lazily(r"下半年[^，。]{0,4}(?:这[么样]干|怎么干)")
# "二、下半年，这样干": a line of its own in a post that says how.
_WHAT_NEXT_RE = lazily(r"下半年|怎么干|这[么样]干")
_FIRST_HALF_RE = lazily("上半年|今年以来|[1１一][—–~至-]6月")
_HEADING = 24
"""Characters of a line that may head what follows."""
# "某公司董事长表示", "某研究员认为，2030年产值将达100亿元": whoever else speaks, the text is no body's own.
_FIRM_VOICE_RE = lazily(
    r"董事长|副总裁|首席(?:经济学家|执行官|策略)|分析师|(?:研究员|专家|教授|协会|院士)[^，。；]{0,10}(?:表示|认为|指出|说|建议)，[^。]{0,120}[0-9]"
)
_OPENING = 600
"""Characters of the text in which a post names the paper that it is on."""


def _overruled(cue: Entry, title: str, plan: str | None, body: Body) -> bool:
    """True where the rest of the title or the text says otherwise than *cue*.

    某市行动计划：到2025年营收突破200亿元 and a place's 半年报 are no company's results, a list of projects all done no
    plan, and a press conference on the first quarter that looks ahead more than back no statistics release.
    """
    folded = fold(title)
    if cue.id == "results":
        of_place = _OF_PLACE_RE.search(folded) is not None and _FIRM_TITLE_RE.search(folded) is None
        of_place = of_place or _NEXT_HALF_RE.search(folded) is not None
        return plan is not None or of_place or _TO_REACH_RE.search(folded) is not None
    if cue.id == "livelihood":
        return _DONE_TITLE_RE.search(folded) is not None
    if cue.id == "livelihood_of_year":
        told = _HOW_IT_GOES_RE.search(folded) is not None or "记者" in body.text
        done = _ALL_DONE_RE.search(folded) or (told and _ANNOUNCED_RE.search(folded) is None)
        return bool(done) or _YEAR_NAMED_RE.search(folded) is None
    if cue.id in ("digest", "arrived", "year_s_work"):
        if _BEHIND_RE.search(folded) is not None:
            return True
        reported, ahead = "记者" in body.text, _looks_ahead(body.text)
        if cue.id != "digest" and _FIRM_VOICE_RE.search(body.text) is not None:
            return True
        if cue.id == "arrived":
            named = _PAPER_RE.search(title + body.text[:_OPENING]) is not None
            named = named and _PLAN_NAMED_RE.match(folded) is not None
            return reported or not named or _is_statistics(body.text)
        if cue.id == "digest":
            return reported or not ahead
        named = _YEAR_NAMED_RE.search(folded) is not None or _tells_of_next_half(folded, body)
        return (reported and not ahead) or not named
    return cue.id == "statistics" and (_tells_of_next_half(folded, body) or _looks_ahead(body.text))


def _tells_of_next_half(folded: str, body: Body) -> bool:
    """True for a post on the next half-year that tells of it alone, or gives it a heading."""
    if "下半年" not in folded:
        return False
    if _FIRST_HALF_RE.search(body.text) is None:
        return True
    return any(
        len(block.text) <= _HEADING and _WHAT_NEXT_RE.search(fold(block.text)) for block in body.blocks
    )


def _looks_ahead(text: str) -> bool:
    """True when a text speaks of what is to come more often than it compares with last year."""
    return len(_AHEAD_RE.findall(text)) > len(_COMPARED_RE.findall(text))


def _kind_of_document(title: str, plan: str | None, lexicon: Lexicon) -> str | None:
    entry = document_type(title, lexicon)
    if entry and entry.id == "notice":
        # A notice is what it issues; a company's notice is about its results.
        cue = next(_cues_of(title, lexicon), None)
        entry = (document_type(plan, lexicon) if plan else cue) or entry
    return str(entry.fields["kind"]) if entry else None


def _planned(plan: str | None) -> bool:
    return plan is not None and re.search(r"规划|计划|方案|纲要|意见", plan) is not None


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Entry]]:
    forms = {form: entry for entry in lexicon.table("title_cue") for form in entry.forms}
    return lazily(alternation(forms)), forms


def _cues_of(title: str, lexicon: Lexicon) -> Iterator[Entry]:
    """Entries of the words in *title* that tell a kind, in order."""
    pattern, forms = _cues(lexicon)
    return (forms[found[0]] for found in pattern.finditer(fold(title)))


def _articles(outline: Outline) -> int:
    return sum(node.marker[:1] == "第" and node.marker[-1:] == "条" for node in _walk(outline.sections))


def _walk(nodes: tuple[Section, ...]) -> Iterator[Section]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
