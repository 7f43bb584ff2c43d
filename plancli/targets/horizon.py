"""A date or a sentence, seen from the document's own date -> still to come, over, or neither."""

from __future__ import annotations

from plancli.dates import DateMention
from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.regions import is_place
from plancli.targets.setting import Setting


def is_due(setting: Setting, mention: DateMention) -> bool:
    """True when the mention names a time still to come, seen from the document's date."""
    if mention.end is None or setting.in_title(mention.core[0]):
        return False
    if mention.kind == "plan_period" and mention.relation == "plain":
        # “十四五”规划 names a plan; “十四五”，… and “十四五”新增 name a time.
        after = setting.text[mention.span[1] : mention.span[1] + 6].lstrip("”时期")
        if after.startswith(("规划", "国家", "全国", "发展", "重大", "重点", "计划", "纲要", "各类", "专项")):
            return False
        if _YEAR_OF_RE.match(setting.text, mention.span[1]):
            return False
    if _closes(setting, mention) or _is_vision(setting, mention):
        return False
    if _says_since_when(setting, mention):
        return False
    if mention.relation == "plain" and _EVENT_RE.match(setting.text, mention.span[1]):
        return False
    if mention.relation == "plain" and _holiday_over(setting, mention):
        return False
    if mention.relation in ("base", "since", "from") or _ELAPSED_RE.match(setting.text, mention.span[1]):
        return False
    if mention.relation == "as_of":
        return setting.year is not None and mention.end[:4] > setting.year
    if setting.reference is None:
        return True
    if mention.relation == "due":
        return mention.end >= setting.reference[: len(mention.end)]
    if len(mention.end) > 4:
        return mention.end > setting.reference[: len(mention.end)] or (
            _runs(setting, mention)
            and _MEANT_RE.search(setting.text, max(0, mention.core[0] - 2), mention.core[0]) is not None
        )
    season = mention.text.endswith("季") or _SEASON_RE.match(setting.text, mention.span[1])
    if season and mention.kind == "span" and setting.reference[5:7] >= _SEASON_OVER:
        return mention.end[:4] > setting.reference[:4]  # 2022—2023雪季, told in October 2023
    return mention.end[:4] >= setting.reference[:4]


def _is_vision(setting: Setting, mention: DateMention) -> bool:
    """True for the far goals that a plan's own are set by: 锚定到2035年基本实现现代化远景目标，力争实现以下目标."""
    if _VISION_RE.match(setting.text, mention.span[1]):
        return True
    far = _FAR_GOALS_RE.match(setting.text, mention.span[1])
    return far is not None and (
        _SET_BY_RE.search(setting.text, max(0, mention.core[0] - 6), mention.core[0]) is not None
    )


# "锚定二〇三五年远景目标，今后五年…": the name of goals that others set; not 远景目标是.
_VISION_RE = lazily(r"的?远景(?:目标)?(?!目标|[是为：:\n]|\Z)|[^，。；：0-9]{2,30}的远景目标(?=[，；、和与])")
_FAR_GOALS_RE = lazily(r"[^，。；0-9]{0,24}(?:远景|长远|宏伟|奋斗)目标")
_SET_BY_RE = lazily(
    r"(?:锚定|对标|对照|对表|瞄准|着眼|紧扣|围绕|根据|按照|面向|聚焦|紧盯)(?:“)?(?:到)?(?:“)?$"
)


def _holiday_over(setting: Setting, mention: DateMention) -> bool:
    """True for a holiday of the year of writing that has begun by then, where nothing says what is to be done in it."""
    found = _HOLIDAY_RE.match(setting.text, mention.span[1])
    today = setting.reference or ""
    if found is None or (mention.end or "")[:4] != today[:4]:
        return False
    if _UNDER_WAY_RE.match(setting.text, found.end()):
        return True
    return today[5:] >= _BEGINS[found[1][:2]] and _WILL_BE_RE.match(setting.text, found.end()) is None


_HOLIDAY_RE = lazily(
    r"[“‘]?(元旦|春节|清明|五一|劳动节|端午|中秋|国庆|双节|十一|春运|暑运)节?[”’]?(?:[、和]?(?:中秋|国庆)节?)?(?:小长)?(?:假期|黄金周|假日|期间|(?<=运))(?:期间)?(?!之?前)"
)
_UNDER_WAY_RE = lazily(r"首日|前[0-9一二三四五六七八九十]+[天日]|(?:启动)?以来|启动|落幕|过半")
_WILL_BE_RE = lazily(r"[^。；]{0,60}?(?:将|拟|计划|预计|力争|安排)")
_BEGINS = {
    "元旦": "01-01", "春节": "01-21", "清明": "04-03", "五一": "04-29", "劳动": "04-29", "端午": "05-28", "中秋": "09-10",
    "国庆": "09-28", "双节": "09-28", "十一": "09-28", "春运": "01-10", "暑运": "07-01",
}  # fmt: skip
"""Month and day on which a holiday begins at the earliest."""


def _closes(setting: Setting, mention: DateMention) -> bool:
    """True for a plan's period that ends with the year of writing, spoken of in its last quarter: 2025-12, “十四五”时期."""
    reference = setting.reference or ""
    named = mention.kind == "plan_period" and not mention.text.endswith(("末", "底"))
    if not named or (mention.end or "") != reference[:4] or reference[5:7] < _LAST_QUARTER:
        return False
    before = setting.text[max(0, mention.core[0] - _AROUND) : mention.core[0]].rpartition("\n")[2]
    after = setting.text[mention.core[0] : mention.span[1] + 2 * _AROUND].partition("\n")[0]
    return _TO_BE_MET_RE.search(before + after) is None


# "确保“十四五” | 时期能耗下降14%", "“十四五”期间，全市力争新增5万个"
_TO_BE_MET_RE = lazily(r"确保|力争|争取|计划|目标|圆满|收官|[^\W0-9_]将")
_AROUND = 12


_LAST_QUARTER = "10"
_SEASON_OVER = "06"
"""Month by which a season over two years is over in the second of them."""
_SEASON_RE = lazily(r"(?:年度?)?(?:冰?雪|采暖|供暖|取暖|榨|冬春?|旅游|赛)季")
# "确保 | 一季度增长6%", said in March.
_MEANT_RE = lazily(r"(?:力争|确保|争取|实现)$")


def _runs(setting: Setting, mention: DateMention) -> bool:
    """True for a quarter or half of the year that has not ended when the text is written."""
    reference = setting.reference or ""
    return mention.start != mention.end and len(mention.end or "") == 7 and mention.end == reference[:7]


def _says_since_when(setting: Setting, mention: DateMention) -> bool:
    """True for years counted from somebody's own day: 面向毕业3年内的高校毕业生."""
    start = max(0, mention.core[0] - 4)
    return (
        mention.kind == "duration" and _GRADUATES_RE.search(setting.text, start, mention.core[0]) is not None
    )


_GRADUATES_RE = lazily(r"(?:毕业|入职|离校|成立|注册|到岗|就业|落户)后?$")
# 2022年冬奥会用氢需求: an event called after its year.
_EVENT_RE = lazily(
    r"第?[^，。；：、0-9举召承办开]{0,6}?(?:奥运会|冬奥会|冬残奥会|亚运会|全运会|大运会|世博会|博览会|进博会|峰会|大会|论坛)"
)
# "2026年是“十五五” | 开局之年", "“十四五”承上启下的关键一年": the plan says which year of it is meant; not 每一年.
_YEAR_OF_RE = lazily(
    r"[^，。；：0-9每前后这]{0,14}?(?:之年|(?<!每)一年|元年|第[一二三四五]年|(?:开局|起步|收官|攻坚|关键|决胜|冲刺)年|(?:开好|起好|收好|走好)[局步官])"
)
# 今年前5个月, 今年1—7月, 今年一季度: the part of the running year that statistics tell of.
_ELAPSED_RE = lazily(
    r"前[0-9一二两三四五六七八九十]+个?(?:月|季度)|[0-9]{1,2}[-—~至][0-9]{1,2}月|一季度|前三季度|份?(?:[0-9]{1,2}月份?)?[入开]?[春夏秋冬汛学]?以来"
)


def is_past(setting: Setting, mention: DateMention) -> bool:
    """True when the mention names a time that is over, or the time of writing."""
    if mention.relation in ("base", "from") or mention.end is None or setting.in_title(mention.core[0]):
        return False
    if is_due(setting, mention):
        return False
    if _closes(setting, mention):
        return True
    if mention.kind == "plan_period" and mention.relation == "plain":
        over = setting.reference is not None and (mention.end or "9") < setting.reference[:4]
        return over and _DONE_IN_RE.match(setting.text, mention.span[1]) is not None
    if _says_since_when(setting, mention):
        return False
    if mention.kind == "relative" and _THOSE_OF_RE.match(setting.text, mention.span[1]):
        return False
    dealt = _DEALT_WITH_RE.search(setting.text, max(0, mention.core[0] - 2), mention.core[0])
    if mention.relation == "due" and (dealt or _THOSE_OF_RE.match(setting.text, mention.span[1])):
        return False
    of_then = dealt is not None and _OF_THEN_RE.match(setting.text, mention.span[1]) is not None
    worked = dealt is not None and dealt[0] not in "对将"
    if of_then and (mention.relation == "since" or (mention.relation == "plain" and worked)):
        return False  # 改造2000年建成的小区50个, 对2020年以来改造的5万户再排查一轮
    if setting.reference is None:
        return mention.relation in ("as_of", "since")
    if mention.relation == "since":
        return (mention.start or mention.end)[:4] <= setting.reference[:4]
    if mention.relation == "plain" and _runs(setting, mention):
        return False
    if mention.kind in ("day", "month") and mention.relation == "plain" and mention.start == mention.end:
        if mention.text.endswith("份") and _FIGURES_RE.match(setting.text, mention.span[1]):
            return mention.end < setting.reference[: len(mention.end)]  # 1月份，主要指标有升有降
        # The date of a meeting or a publication governs no numbers of its own year's plan.
        return mention.end[:4] < setting.reference[:4]
    # 备战2026年冬奥会, told in 2024, is over no more than it is a deadline.
    return mention.end[:4] <= setting.reference[:4]


# "1月份 | ，受春节影响，主要指标有升有降": how a month that is over went.
_FIGURES_RE = lazily(
    r"，?(?![^。；]{0,40}(?:(?<!主)要|将|确保|启动|力争))[^。；]{0,40}?(?:同比|环比|有升有降|平稳|回升|回落|增速)"
)
# "2000年底前 | 建成的城镇老旧小区": the date tells which ones.
_THOSE_OF_RE = lazily(
    r"(?:建成|建造|建设|竣工|交付|出生|投产|注册|登记|成立|认定|开工)(?:投产|投用|使用|入住)?的(?!目标|任务)"
)


# "改造 | 2000年以前老旧管网", "解决2018年以前办证难问题": a date after the verb that deals with what is of that time.
_DEALT_WITH_RE = lazily(r"(?:完成|改造|整治|解决|化解|更新|消除|淘汰|修缮|治理|补办|处理|加固|[对将])$")


_OF_THEN_RE = lazily(r"[^，。；、\n0-9]{2,10}的")
NAMED_DEED_RE = lazily(r"年(?:行动|攻坚|滚动)$")


STAGE = r"(?:20[0-9]{2}年|今年)?(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|底|末)?[以之]?前"
"""By when a stage of a year's work is done: 3月底前."""
# "3月底前：完成投资18亿元": an item whose head says by when, and no more.
_STAGE_RE = lazily(rf"{STAGE}|[^，。；（）]{{2,12}}（{STAGE}）")


def heading_dates(setting: Setting) -> dict[int, DateMention]:
    """For each section whose heading names a time to come, that date."""
    found: dict[int, DateMention] = {}
    for index, node in enumerate(setting.nodes):
        if node.kind != "section" and _STAGE_RE.fullmatch(node.title) is None:
            continue
        for mention in setting.dates_in(*node.heading):
            words = setting.text[node.heading[0] : mention.core[0]]
            if len(mention.end or "") > len("2025") and "，" in words:
                continue  # 1.新建公路300公里，10月底前完工。: the month is its own clause's
            if NAMED_DEED_RE.search(mention.text) and setting.meta.period.end:
                continue  # 6. 实施整治提升五年行动, in the tasks of one year
            if is_due(setting, mention):
                found[index] = mention
    return found


# A sentence that opens so tells what was, whatever its verbs.
_REVIEW_RE = lazily(
    r"[“”）]?(?:截至目前|截止目前|目前|当前|眼下|如今|现如今|时下|近年来|多年来|几年来|过去的?[一二三四五十几0-9]+年|[一二三四五0-9]+年来|[一二三四五六七八九十百几0-9]+[多余]?年前，|回顾|迄今|此前(?!提出|公布|印发|发布|出台|明确|曾?提)|经过[一二三四五六七八九十0-9]+年|去年以来|(?:据|经)?初步核算|会议(?:总结|回顾|通报)|今年以来|今年前[一二两三0-9]"
    # "4月份规模以上工业增加值同比下降2.9%，…"
    r"|[0-9]{1,2}月份[^，。；\n]{2,24}(?:同比|环比)(?![^。\n]*(?:将|力争|确保|下一步)))"
)


# "报告指出，过去一年，…": the review opens a clause.
_REVIEWED_RE = lazily(
    r"(?=[，：印实出启成开召施建运自现历翻。；—\n])(?:(?:现状|历史)数据[:：]|[，：](?:过去[一二三四五]年|[一二三四五]年来|过去的[一二三四五]年)，"
    r"|(?:印发|实施|出台|启动|成立|开展|召开|施行|建立|运行)以来，|，经过(?:这|近)?几年(?:来)?的?(?:努力|建设|发展|攻坚)，|翻开[^。；]{0,16}成绩单[^。；]{0,14}[，：]|(?:^|。|\n)自[^，。；]{2,40}(?:印发|实施|出台|施行)[^，。；]{0,4}，|，[0-9]{1,2}月份[^，。；\n]{2,24}(?:同比|环比)(?![^。\n]*(?:将|力争|确保|下一步))|[—；，]截至(?:目前|当前|现在)，(?![^。；]*(?:力争|确保|将|计划|下一步)))"
)


# "药品集采以来，平均降价53%"; not 入冬以来，…将新增.
_SINCE_RE = lazily(
    r"(?:据(?:介绍|了解|悉|统计)，|记者(?:获悉|了解到)，|[^，。；0-9]{2,12}(?:表示|介绍|说)，)?(?!长期|自古|有史|历史)[^，。；0-9]{2,14}以来，(?![^。；]*(?:将|要|力争|争取|确保|拟|计划|我们))"
)


# "以某省为例，今年前10个月…3.2亿吨，占比达到97%"
_EXAMPLE_RE = lazily(
    r"以[^，。；0-9]{2,16}为例，(?![^。\n]*(?:将|力争|争取|计划|目标|到20[0-9]{2}年|拟|要(?!求)))"
)
# "调查显示，我国…患龋率为34.5%": what was found, to the end of its sentence.
_FOUND_RE = lazily(r"(?:调查|监测|普查|统计|抽查|评估|检测)(?:结果|数据)?(?:显示|表明|发现)，")


# One of these stands in every sentence of which one of the five above is true.
_MAY_LOOK_BACK_RE = lazily(
    r"目前|当前|眼下|如今|时下|现在|年来|年前，|过去|回顾|迄今|此前|经过|以来|初步核算|会议[总通]|今年前|月份|数据|成绩单|截至|自|显示|表明|发现|为例"
)


def may_look_back(text: str, start: int, end: int) -> bool:
    """False for a sentence text[start:end] of which ``looks_back`` is true nowhere."""
    return _MAY_LOOK_BACK_RE.search(text, start, end) is not None


def looks_back(text: str, start: int, at: int) -> bool:
    """True when the sentence that begins at *start* says before *at* that it tells what was."""
    return (
        _REVIEW_RE.match(text, start) is not None
        or _SINCE_RE.match(text, start, at) is not None
        or _REVIEWED_RE.search(text, start, at) is not None
        or _FOUND_RE.search(text, start, at) is not None
        or _EXAMPLE_RE.match(text, start) is not None
    )


# "前11个月新开工项目2.73万个", told in December
_MONTHS_OVER_RE = lazily(r"[从由]?(?:今年)?前(1[01]|[2-9]|十一|[二两三四五六七八九十])个月(?!内)")
_MONTHS = {
    **{str(n): n for n in range(2, 12)},
    **dict(zip("二三四五六七八九十", range(2, 11), strict=True)),
    "两": 2,
    "十一": 11,
}
_AHEAD_RE = lazily(
    r"后[0-9一二两三四五六七八九]+个月|下半年|全年|年底|年末|[0-9]月底?前|力争|争取|努力|确保|目标|计划|将|要(?!求)|须|应当"
)


_SPRING, _MOST = 3, 9
"""Last month in which a report tells of the year before, and fewest of its months that it tells of then."""


def months_are_over(setting: Setting, start: int, at: int) -> bool:
    """True for *at* in a sentence from *start* on that tells of the first months of the year, which are over: 前11个月."""
    found = _MONTHS_OVER_RE.match(setting.text, start, at)
    if found is None or setting.reference is None or _AHEAD_RE.search(setting.text, found.end(), at):
        return False
    month, count = int(setting.reference[5:7] or 0), _MONTHS[found[1]]
    # A report of January tells of the year before, a plan of its own.
    return month > count or (setting.meta.kind != "plan" and 0 < month <= _SPRING and count >= _MOST)


# "过去一年，…。城镇新增就业1256万人": a paragraph that opens so tells what was, up to what is to come.
_LOOKS_OVER_RE = lazily(
    r"(?:[^，。；：\n]{2,12}(?:：|(?:指出|认为|强调|总结|表示|介绍|说)，))?[“”]?(?:回望|回首|回顾)?(?:过去的?[一二三四五几两0-9]+年|[一二三四五几0-9]+年来)，"
    # "1月份，运行平稳。完成货运量44.6亿吨，同比增长29.2%"
    r"|(?:20[0-9]{2}年|今年)?[0-9]{1,2}月份，(?=[^\n]*(?:同比|环比))(?![^\n]*(?:印发|力争|确保))"
)
# "（一）反馈问题：管网漏损率高达22%": what is to be put right is the case.
_PROBLEM_RE = lazily(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?[.、]?)?(?:反馈|存在的?|具体|主要|突出|整改)?问题(?:描述|表现)?[：:]"
)
_PUT_RIGHT_RE = lazily(r"(?:整改|解决|改进|工作|落实|治理)(?:措施|举措|目标|办法|要求|时限|任务|方案)[：:]")
_COMES_NEXT_RE = lazily(r"下一步|今后|未来|今年|明年|年内|将|要(?!求|素)|力争|争取|确保|计划|目标|拟")


# "一是完成投资创历史新高。全年完成水利投资10893亿元", in news; a plan sets goals under such words too.
_SUCCEEDED_RE = lazily(
    r"(?:第[一二三四五六七八九]，)?[^，。；\n]{2,18}(?:创历史新高|再创新高|成效显著|成效明显|成果丰硕|数量最多|取得(?:显著|明显|积极|历史性)的?(?:成效|进展|成就))。"
    r"(?![^\n]*(?:印发|力争|确保|年均|[到至]20[0-9]{2}年))"
)


def _told_of_past(setting: Setting, start: int) -> bool:
    """True when the paragraphs before *start* speak of what was achieved, and of no goal."""
    block = setting.block_at(start)
    above = setting.text[max(setting.blocks[max(0, block - _ABOVE)][0], start - _ABOVE_LONGEST) : start]
    return _ACHIEVED_RE.search(above) is not None and _SETS_RE.search(above) is None


_ABOVE = 5
"""Paragraphs above a list of successes that may say when they were."""
_ABOVE_LONGEST = 1200
"""Characters of them that are read."""
# "2024年，某市实现了粮食丰收"
_ACHIEVED_RE = lazily(
    r"取得了?[^。，]{0,12}(?:成就|成效|成绩|进展)|去年|过去一年|20[0-9]{2}年，[^。]{0,80}(?:实现|完成|取得)"
)
# "“十五五”时期的主要任务"
_SETS_RE = lazily(r"目标|十[四五六]五|任务|规划(?!计划司|[师司])|未来")


# "“十三五” | 交通投资完成约16万亿元", "比“十三五” | 净增的3500公里": what that period came to; “十三五”规划 is a name.
_DONE_IN_RE = lazily(
    r"”?(?!规划|国家|计划|纲要|确定|提出|以来)[^，。；0-9]{0,12}?(?:完成|净增|累计|实现|建成|取得)(?!率|度)"
)
# "记者：“十三五”完成得怎么样？", "问：五年来取得了哪些成效？": the answer tells what was.
_ASKED_OF_PAST_RE = lazily(
    r"^(?!.*(?:未来|今后|下一步|将|目标|今年))[^。？\n]*(?:十[一二三四五]五|过去|去年|年来|以来|此前)[^。？\n]{0,30}(?:完成得|完成情况|成效|成绩|进展|效果|成果|怎么样|情况如何)[^。\n]{0,12}？$"
)


def review_from(setting: Setting, start: int) -> str:
    """How the paragraph from *start* on tells of what was: as a "review", as a "problem", or "" for neither.

    A review looks back over years or, in news that tells of no goal, opens with a success.
    """
    text = setting.text
    asked = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)] if start else ""
    over = _LOOKS_OVER_RE.match(text, start) is not None or _ASKED_OF_PAST_RE.search(asked) is not None
    if not over and setting.meta.kind == "news":
        over = _SUCCEEDED_RE.match(text, start) is not None and _told_of_past(setting, start)
    return "review" if over else "problem" if _PROBLEM_RE.match(text, start) else ""


def is_reviewed(text: str, kind: str, start: int, sentence: int, at: int) -> bool:
    """True for *at* in the sentence from *sentence* on, in a paragraph from *start* on that is a review of *kind*."""
    if not kind or (kind == "problem" and _PUT_RIGHT_RE.search(text, start, at) is not None):
        return False
    return _COMES_NEXT_RE.search(text, sentence, at) is None


# "去年 | 以4580.3亿元居次席的江阴提出": group 1 is who; "去年 | 国务院印发的《某计划》也提出": which paper.
_WHICH_RE = lazily(
    r"[^，。；]{0,30}?[0-9][^，。；]{0,20}?的([^，。；、的0-9]{2,8}?)(，把|，|则|也|还|提出|明确|把|将|计划|力争)"
)
_SAYS = frozenset(("提出", "明确", "力争", "，把"))
_PAPER_OF_RE = lazily(
    r"[^，。；《0-9]{0,20}(?:印发|发布|出台|公布|制定|实施)的?《[^》]{2,40}》[^，。；]{0,6}(?:(?:提出|明确)(?!的)|已?为20[0-9]{2}年[设定]|要求(?=[，：到至]|今年|20[0-9]{2}年))"
)
_PRICES_RE = lazily(r"[^（），。；]{0,6}价格?(?:计算|计)?[）)]")


def tells_which(setting: Setting, mention: DateMention, lexicon: Lexicon) -> bool:
    """True for a date that only says which place, paper or prices: 去年以4580亿元居次席的江阴提出，…."""
    text, at = setting.text, mention.span[1]
    who = _WHICH_RE.match(text, at)
    named = who is not None and (who[2] in _SAYS or is_place(who[1], lexicon))
    return named or (_PAPER_OF_RE.match(text, at) or _PRICES_RE.match(text, at)) is not None
