"""Text of the news -> whose words stand at a place: those of the body that sets goals, or somebody else's.

Promise: an issuer, an official or a document speaks until another is named, at most to the end of the paragraph;
in news about one plan also over paragraphs in which nobody is named, and what announces several aspects (在…方面，)
also for the paragraphs on each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from plancli.issuer import is_body
from plancli.lexicon import Lexicon, alternation
from plancli.patterns import lazily
from plancli.regions import last_place, place_names, within
from plancli.targets.announce import Announced, quoted_below
from plancli.targets.interview import answers
from plancli.targets.persons import known_speakers, name_in
from plancli.targets.places import headed_places, labelled_places, places_in_turn
from plancli.targets.polarity import is_beside, names_plan
from plancli.targets.reach import agency_will, opens_as_task
from plancli.targets.setting import Setting
from plancli.targets.several import announces_tasks, begins_list, is_one_of_several, opens_aspect

ISSUER, OTHER, TOLD = "issuer", "other", "told"
SPOKEN = frozenset({"news", "statistics", "results"})
"""Kinds of text in which others than the issuer speak."""
# Groups of the pattern that are not somebody else's voice.
_VOICES = {
    **dict.fromkeys(("paper", "report", "office", "ground", "place", "aims", "will"), ISSUER),
    **dict.fromkeys(("told", "bureau"), TOLD),
}
# 《…行动方案（2024—2027年）》: names of what a body issues end so.
_OFFICIAL_RE = lazily(
    r"(?:方案|规划|计划|意见|纲要|办法|通知|条例|决定|措施|细则|公告|报告|行动|要点|清单|规定|指引|指南|标准|通告|公报|建议|函|批复|目标)(?:（[^（）]{1,10}）)?$"
)
# "多地加码氢能产业": every place in such news speaks for itself.
_ROUNDUP_RE = lazily(r"多地|各地|[多各][省市县区城州]|地方|[0-9一二三四五六七八九十]{1,3}[省城]")
# "他山之石：苏州等地怎么做": what others do is told as an example.
_MODELS_RE = lazily(r"他山之石|借鉴|经验|怎么[做看]|对标|先进|启示")
# 支持科研机构发布…, 建设研究院: what a deed is done to or by does not speak.
_DEED_RE = lazily(r"支持|推动|依托|建设|鼓励|引导|培育|组织|联合|新建|打造|引进|发展|设立|由|与|和|及|对|向")
# Between a speaker and the verb: a name, a paper, an occasion (日前在新闻发布会上).
_NEAR, _FAR = 10, 26
_NAME, _SEVERAL = 2, 3
"""Last characters by which places are told apart, and how many others make it news of all."""
_SUBJECT = 14
"""How far into its clause a speaker may be named: 某大学航空经济研究所所长."""
# 某省, 某市 and 某县, which no list of places holds; not 城市, 各省.
_PLACE_RE = lazily(r"(?<![城都超上股各全本我])[省市县区州]$")
_NAMES_RE = lazily(r"[^，。；、：“”]{2,5}、[^，。；、：“”]{2,5}$")
# "全省工作的主要目标是：", whoever tells of it; not a firm's.
_AIMS = r"(?:工作|发展)的?(?:主要|总体|预期){0,2}目标(?:任务)?[是为]"
_FIRM_RE = lazily(r"公司|企业|集团|我们|本行")
# "报告指出， | 今年赤字率拟按2.8%安排"
_YEAR_BEHIND_RE = lazily(r"，?(?:今年|20[0-9]{2}年)")
# What news of a report on the budget or the plan tells of at its head.
_BUDGET_RE = lazily(r"人代会|两会|全国人大|作报告|预算(?:报告|草案|执行)|计划(?:报告|草案)|赤字率拟|拟按")
# "推进适老化改造，| 某区完成 | 改造3000户", "日均服务5000人次": a place or a firm has done it; not 26县新增, 市属企业投放.
_DONE_THERE_RE = lazily(
    r"[，。；：\n](?![^，。；]{0,4}(?:市属|国有|重点|龙头|规上|民营|骨干|中心城?区|主城|高新|开发区|山区|园区|社区))[^，。；0-9全各每个]{1,6}"
    r"(?:(?:[区县镇乡村]|街道|公司|集团|企业)(?:在[^，。；]{1,6})?(?:已|共|先后|累计)?(?:完成|建成|开通|投放|新增|新建|建起|办起|打造|引进|实现|启动)|(?:公司|集团)(?:将|拟|计划))"
    r"|日均(?:服务|接待|客流|就餐)[^，。；]{0,10}(?=[，。；\n])(?<!以上)"
)
_PLANS_RE = lazily(r"每年|力争|确保|到20[0-9]{2}年")
# "国网公司年度工作会议", "某集团召开2022年工作会议"
_OWN_MEETING_RE = lazily(
    r"(?:集团|公司|电网|铁路|石油|石化)(?![^，。；\n]{0,30}(?:中央|经济|解读))[^，。；\n]{0,30}工作会议"
    # "某电网公司发布“碳达峰、碳中和”行动方案": a firm's own plan is the news.
    r"|(?:集团|公司|电网|铁路|石油|石化)[^，。；\n]{0,12}(?:发布|印发|出台|公布)[^，。；\n]{0,30}(?:行动方案|行动计划|规划)"
)
# "（作者系某券商首席经济学家，本文仅代表个人观点）": what nobody else is named for is the author's own.
_ESSAY_RE = lazily(
    r"(?:作者|笔者)[系为是](?![^，。；\n]{0,20}[省市县区]长|[^，。；\n]{0,20}书记)[^，。；\n]{0,30}(?:经济学家|分析师|研究员|研究院|教授|学者)"
)
_OPENING, _LEAD = 400, 240
_ISSUE_RE = lazily(r"印发|发布|出台|公布|提出|明确")
_ENDS_RE = lazily(r"[。\n]")
_COMPARES_RE = lazily(r"(?:^|，)(?:对标|对照|学习|借鉴|继|较|与)[^，]*(?=，)")
_FINDS_GOALS_RE = lazily(r"[^。\n]{0,60}(?:(?:增速|增长|预期)目标|提出的[^，。\n]{2,24}目标)")
_FIRMS = ("集团", "公司", "董事长", "总经理", "股份", "控股")
_SETS = ("提出", "明确", "要求", "部署", "安排")
# "市工业和信息化局提出", "省教育厅要求", "该局总工程师某某表示"; not 布局, 格局, 邮局.
_BUREAU = r"(?:(?<=[\w）])(?<![布格结时开全定政变残僵邮书药饭当])局|(?<=[\w）])(?<![客餐歌舞大展])厅|管委会|(?<=[改健信委国资])委(?![员托派]))"
# "根据会上提出的工作安排，": whose arrangements are the issuer's; not a firm's or a contract's.
_ABOVE = "(?:党中央|国务院|省委|市委|县委|政府|会议|会上|报告|全会)"
_NAMING = ("outsider", "press", "issued_text", "official", "market")
"""Tables whose words a voice may begin with."""
_NOT_SAID = r"(?![明清]书|明书|法|得上|呼|量)"


class Voices:
    """The speakers of a text, found once."""

    def __init__(self, setting: Setting, announced: Sequence[Announced], lexicon: Lexicon) -> None:
        """Find the speakers of *setting*'s text; what is *announced* the issuer says."""
        self._setting = setting
        several = _ROUNDUP_RE.search(setting.meta.title or "") is not None
        region = None if several else setting.meta.region
        # A group's own yearly meeting: what it sets itself is the news.
        opening = f"{setting.meta.title or ''}\n{setting.text[:_OPENING]}"
        own = _OWN_MEETING_RE.search(opening) is not None
        # 财政部：2022年赤字率拟按2.8%左右安排: the report that such news tells of is the body's own.
        body = is_body((setting.meta.title or "").partition("：")[0], lexicon)
        reports = "工作报告" in opening or (body and _BUDGET_RE.search(opening) is not None)
        issued = [(each.start, each.end) for each in announced]
        issued += labelled_places(setting.text, lexicon)
        issued += headed_places(setting, lexicon)
        issued += quoted_below(setting)
        if several:
            issued += places_in_turn(setting.meta.title or "", setting.text, lexicon)
        spans = [(start, end, ISSUER) for start, end in issued]
        self._spans = sorted([*_speakers(setting, region, own, body, reports, lexicon), *spans])
        self._starts = [start for start, _, _ in self._spans]
        self._carries = setting.meta.plan is not None
        self._on_plan = self._carries and names_plan(f"{setting.meta.headline}\n{setting.meta.title}")
        # News of a people's congress: what nobody else is named for is the report's, from heading to heading.
        if reports and setting.meta.period.end is not None and setting.meta.period.end == setting.year:
            self._carries = self._on_plan = True
        ends = setting.meta.period.end
        self._to_come = setting.meta.plan is not None and ends is not None and ends >= (setting.year or "9")
        """The news is on one plan, whose years are not over: 大力发展… tells what it says."""
        self._author = OTHER if _ESSAY_RE.search(setting.text) else None
        # Per paragraph, what was found above it: each paragraph is looked at once, however many there are.
        self._aspects: dict[int, str | None] = {}
        self._above: dict[int, str | None] = {}
        self._tasks: dict[int, bool] = {}
        """Per paragraph, whether it tells of tasks."""

    def at(self, offset: int) -> str | None:
        """ISSUER, OTHER (in an essay its author too), TOLD for an official who tells of facts as well, or None."""
        block = self._setting.block_at(offset)
        own = self._within(self._setting.blocks[block][0], offset)
        if own is None:
            own = self._announcing(block)
        carried = self._carried(block) if own is None and self._carries else own
        if carried is None and own is None and self._to_come and self._tells_tasks(block):
            carried = ISSUER
        return self._author if carried is None else carried

    def _tells_tasks(self, block: int) -> bool:
        """True for a paragraph that begins with a task and tells of nothing that a place or a firm has done."""
        if block not in self._tasks:
            text, (start, end) = self._setting.text, self._setting.blocks[block]
            self._tasks[block] = opens_as_task(text, start) and (
                _DONE_THERE_RE.search(text, start, end) is None
                or _PLANS_RE.search(text, start, end) is not None
            )
        return self._tasks[block]

    def _announcing(self, block: int) -> str | None:
        """For a paragraph 在…方面，… or 一、…: the voice that ends the paragraph before the first such one."""
        setting = self._setting
        passed: list[int] = []
        while block not in self._aspects:
            start, end = setting.blocks[block]
            if block == 0 or not is_one_of_several(setting.text, start):
                colon = setting.text[end - 1 : end] in ("：", ":")
                below = setting.blocks[block + 1][0] if passed else end
                begun = passed and begins_list(setting.text, start, end, below)
                tasks = passed and announces_tasks(setting, start, end)
                opens = passed and (colon or begun or tasks or opens_aspect(setting.text, below))
                voice = self._within(start, end) if opens else None
                voice = ISSUER if tasks and voice is None else voice
                # An outsider told of one matter; 资源循环方面，… is the paper's again.
                voice = voice if colon or voice != OTHER else None
                break
            passed.append(block)
            block -= 1
        else:
            voice = self._aspects[block]
        self._aspects.update(dict.fromkeys(passed, voice))
        return voice

    def _carried(self, block: int) -> str | None:
        """ISSUER when the last voice of the paragraphs above, in the same section, is the issuer's."""
        setting = self._setting
        passed: list[int] = []
        voice: str | None = None
        node = setting.node_at(setting.blocks[block][0])
        while voice is None:
            if block in self._above:
                voice = self._above[block]
                break
            passed.append(block)
            block -= 1
            if block < 0:
                break
            if setting.node_at(setting.blocks[block][0]) != node:
                if not self._on_plan or node is None or setting.nodes[node].kind != "section":
                    break
                if is_beside(setting.nodes[node].title):
                    break  # 商家：信心更足, 他山之石, 新闻链接
                node = setting.node_at(setting.blocks[block][0])
            voice = self._within(*setting.blocks[block])
        voice = voice if voice == ISSUER else None
        self._above.update(dict.fromkeys(passed, voice))
        return voice

    def _within(self, start: int, offset: int) -> str | None:
        """The last voice of [start, offset] that is not over at *offset*."""
        place = bisect_right(self._starts, offset) - 1
        while place >= 0 and self._starts[place] >= start:
            _, end, voice = self._spans[place]
            if offset < end or end < 0:
                return voice
            place -= 1
        return None


def _speaks(text: str, at: int) -> bool:
    """True when the name at *at* is the subject of its clause."""
    first = max(0, at - _SUBJECT - 1)
    opening = max(text.rfind(mark, first, at) for mark in "，。；：、？！“”（\n") + 1
    return at - opening <= _SUBJECT and _DEED_RE.search(text, opening, at) is None


def _is_headed(setting: Setting, at: int, place: str) -> bool:
    """True under a heading that names *place* or several places: 上海、四川等地各有侧重."""
    return any(
        (place in node.title or "等地" in node.title or _ROUNDUP_RE.search(node.title))
        and not _MODELS_RE.search(node.title)
        for node in setting.chain(setting.node_at(at))
        if node.kind == "section"
    )


def _home(region: str | None) -> str:
    """Name of the document's own place without its suffix: 澜州市 -> 澜州, 某某自治区 -> its short name."""
    short = _PEOPLES_RE.sub("", region or "")
    if short != (region or ""):
        return short
    return region[:-1] if region and len(region) > 2 and region[-1] in "省市县区州" else region or ""


_PEOPLES_RE = lazily(
    r"(?<=..)(?:维吾尔|(?:壮|回|苗|侗|彝|藏|羌|傣|景颇|傈僳|白|哈尼|土家|布依|蒙古|哈萨克|柯尔克孜|朝鲜|黎|瑶|满|土|撒拉|仡佬|水|佤|拉祜|纳西|仫佬|毛南)族){0,5}自治[区州县旗]$"
)


def _speakers(
    setting: Setting, region: str | None, own: bool, body: bool, reports: bool, lexicon: Lexicon
) -> Iterator[tuple[int, int, str]]:
    """(where a voice begins, where it ends or -1 for until the next, the voice)."""
    pattern, places = _patterns(lexicon)
    text, home = setting.text, _home(region)
    planned = setting.meta.plan is not None
    issued = _ISSUE_RE.search(text, 0, _LEAD)
    # 对标苏州、无锡，杭州市近日印发: whom one compares with does not issue.
    told = _ENDS_RE.split(text[: issued.start()])[-1] if issued else ""
    issuing = _COMPARES_RE.sub("", told)
    spring = body and (setting.reference or "9999-99")[5:7] <= "03"
    outsiders: set[str] = set()
    strangers: list[int] = []
    told_of: set[str] = set()
    for match in pattern.finditer(text):
        group, start = match.lastgroup, match.start()
        voice = _VOICES.get(group or "", OTHER)
        titled = group == "paper" and match[0][0] == "》"
        if titled and not _OFFICIAL_RE.search(text, max(0, start - 12), start):
            continue  # 《算力产业白皮书》 is no plan
        if group == "report" and not reports:
            continue  # a consultant's report, in a text that tells of none by the government
        if group == "study" and (
            (reports and match[0].endswith("指出"))
            or text.endswith(("预算", "计划"), 0, start)
            or (spring and match[0].endswith("指出") and _YEAR_BEHIND_RE.match(text, match.end()))
        ):
            voice = ISSUER  # 报告指出，今年赤字率拟按2.8%左右安排
        if group == "aims" and not own and _FIRM_RE.search(text, max(0, start - _NEAR), start):
            continue
        meets = own or "工作会议" in match[0]
        if meets and group == "outsider" and match[0].startswith(_FIRMS):
            if not match[0].endswith(_SETS):
                continue
            voice = ISSUER
        through = planned and "梳理" in match[0]  # 记者梳理发现，…: of the places it tells of, or the plan
        if group == "press" and (through or _FINDS_GOALS_RE.match(text, match.end())):
            continue
        if group == "outsider" and not _speaks(text, start):
            continue
        if group == "place":
            before = text[max(0, start - _NEAR) : start]
            listed = "目标" in match[0] and _NAMES_RE.search(before)  # 甲、乙、丙的增速目标
            if not (before.endswith(places) or _PLACE_RE.search(before) or listed):
                continue
            # Districts that the news of a city or province tells of are its own.
            near = home in before or before[-2:-1] in ("该", "本") or within(before, region, lexicon)
            if before[-1:] in ("区", "县") and not near:
                city = last_place(before, lexicon)  # 上海浦东新区, in the news of another city
                near = city is None or within(city, region, lexicon)
            # 某省、某省联合印发…。某省提出: those the opening names, or a heading above, are of the news.
            named = before[-_NAME:] in issuing or _is_headed(setting, start, before[-_NAME:])
            if home and not near:
                told_of.add(before[-_NAME:])
                if not named:
                    strangers.append(start)
                    continue
        elif group == "will" and home and home not in match[0]:
            city = last_place(match[0], lexicon)  # 另一省政府将投资1000亿元
            if city is not None and not (
                within(city, region, lexicon) or within(region or "", city, lexicon)
            ):
                voice = OTHER
        elif group == "market":
            start = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
        if group == "advice" or (
            group == "outsider" and _GOES_BY_RE.search(text, max(0, start - _NEAR), start)
        ):
            yield start, text.find("。", start) + 1 or len(text), OTHER  # it ends with its sentence
            continue
        if group == "outsider" and voice == OTHER:
            outsiders.update(name_in(text, start, match.end(), lexicon))
        yield from _said(text, start, voice, match.end())
    # 邻近的某市提出, in news of one place's plan; where many places do and the news is of no one plan, it is of them all.
    several = not planned and len(told_of) >= _SEVERAL
    for start in strangers:
        yield from _said(text, start, ISSUER if several else OTHER)
    for start, who in answers(text, lexicon):
        yield start, -1, ISSUER if who == "office" else OTHER
    for start in known_speakers(text, outsiders, lexicon):
        yield from _said(text, start, OTHER)


# "据 | 某协会 | 预测，…": gone by for a sentence.
_GOES_BY_RE = lazily(r"(?:^|[。；，：\n])据[^，。；\n]{0,12}$")


def _said(text: str, start: int, voice: str, end: int = -1) -> Iterator[tuple[int, int, str]]:
    """What a speaker named at *start* says: from there on, and the quotation before: “…。”某协会秘书长说.

    Where that quotation is all and the words of saying, up to *end*, close the sentence, the speaker ends there.
    """
    opening = text.rfind("”", max(0, start - 2 * _NEAR), start)
    quoted = opening >= 0 and "。" not in text[opening + 1 : start] and "\n" not in text[opening:start]
    yield start, end + 1 if quoted and voice == OTHER and text[end : end + 1] == "。" else -1, voice
    if quoted:
        begin = text.rfind("“", max(0, opening - 300), opening)
        if begin >= 0:
            yield begin, opening, voice


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Speakers, told by the group that matched, and names of places.

    "《规划》要求": paper. "报告提出": report. "省长某某在报告中提出": office. "司长某某介绍": told. "市商务局提出": bureau. "根据《规划》，": ground. "河南则提出": place.
    "工作的主要目标是": aims. "某证券首席分析师认为": outsider. "某某股份1-8月销售": firm. "某机构报告称": study. "股价收涨3%": market.
    """
    say = alternation(lexicon.forms("saying")) + _NOT_SAID
    goal = alternation(lexicon.forms("says_goal"))
    paper, office = alternation(lexicon.forms("issued_text")), alternation(lexicon.forms("official"))
    outsider, press = alternation(lexicon.forms("outsider")), alternation(lexicon.forms("press"))
    market = alternation(lexicon.forms("market"))
    aims = alternation(lexicon.forms("sets_goal"))
    gap = "[^，。；：\n]"
    named = (
        rf"(?P<outsider>{outsider}{gap}{{0,{_FAR}}}?{say})"
        rf"|(?P<press>(?<![诉对向]){press}{gap}{{0,{_NEAR}}}?(?:{say}|注意到|梳理(?=[0-9]|[^，。]{{0,16}}发现)))"
        rf"|(?P<ground>(?:根据|按照|依据|依照|翻开|翻阅|细看|细读)[^，。；\n]{{0,40}}?(?:{paper}|{_ABOVE}[^，。；\n]{{0,12}}(?:安排|部署))[^，。；\n]{{0,6}}[，,])"
        rf"|(?P<paper>》，(?:并|还|其中)?(?:提出|明确(?!的)|要求)|》(?:早?已)?为20[0-9]{{2}}年[设定]|{paper}(?!报告)”?(?:（[^（）\n]{{1,20}}）)?{gap}{{0,{_NEAR}}}?(?:{say}|把|将|[定设]下|列出|给出))"
        rf"|(?P<report>(?<![究研析告察书度计])报告(?:[中里还也的]|同时|又){{0,3}}(?:{goal}|(?:表述|提法|说法|写法)[是为]|有(?:这样)?[一两]句|[就对围][^。；\n]{{2,50}}?[作做]出(?:安排|部署)，(?:并|还)?{goal}))"
        rf"|(?P<study>(?<!作)报告{gap}{{0,6}}?(?:称|显示|认为|预计|预测|指出))"
        rf"|(?P<office>{office}{gap}{{0,{_FAR}}}?(?:{goal}|(?:政府)?工作报告(?:时|中|里){gap}{{0,4}}?{say}))"
        rf"|(?P<told>{office}{gap}{{0,{_FAR}}}?{say})"
        rf"|(?P<bureau>{_BUREAU}{gap}{{0,{_NEAR}}}?{say})"
        r"|(?P<advice>(?<=[。；”])(?:[他她](?:还|也|同时)?|(?:有)?(?:专家|学者|业内人士)(?:还|也)?)建议(?!的|书|案)"
        r"|(?<!根据)(?<!按照)(?<!采纳)(?<!吸收)(?<!吸纳)(?<!结合)(?:人大代表|政协委员|(?<![^有位。；\n])代表|(?<=[有位])委员)"
        r"(?:[^\W0-9A-Za-z_]{1,4}?)?(?:表示|认为|说|提出)?，?(?:建议|呼吁)(?=[，：将把到对在由从尽加推进提增设出完继扩新再]|20))"
        rf"|(?P<aims>{_AIMS}|实事(?:项目)?，?(?:主要|具体|分别)?(?:包括|涵盖|是|为)：|(?<=[年期末的])(?:主要|总体|预期)目标(?:任务)?(?:是|为|如下)?："
        r"|(?<!去年的)(?<!整改)(?:(?:任务|民生|实事|目标|工作|行动|项目|作战|攻坚|重点|消费)清单|(?:(?<=[局委办厅心府]的)|(?<=里的)|(?<=新一年的)|(?<=今年的))清单)(?:[上里中]?(?:写着|列着|写明|列明|载明|写的是)|[是为]：))"
        rf"|(?P<market>{market})"
    )
    firm = rf"(?P<firm>(?<=[。；\n])(?!推动|支持|引导|确保|力争|培育|鼓励|加快|帮助|依托|推进|扶持|助推|打造|组建|建设|成立|创建|发展|引进|新建|壮大|整合){gap}{{1,8}}(?:股份|(?<!教育)(?<!医疗)(?<!办学)集团|控股|证券)(?:{gap}{{0,{_FAR}}}?{say})?)"
    will = rf"(?P<will>(?:(?<=[。\n；])(?:(?:针对|围绕|聚焦|为了?)[^，。；\n]{{2,20}}，)?|\A|(?<=下一步，)|(?<=接下来，)){agency_will(lexicon)})"
    place = rf"(?P<place>(?:则|还|也|亦|又|同时|去年|今年|明年|日前|近日|此前|全省|全市){{0,3}}(?:{aims}|(?:“?十[三四五六]五”?期间)?的[^，。；\n]{{1,12}}目标))"
    # Most places in a text begin nothing of all this, which their character tells at once.
    begins = _any_of(
        "根按依翻细报局厅管委工发他她有专学业代政主总预清任民实目行项作攻重消",
        (form[0] for t in _NAMING for form in lexicon.forms(t)),
    )
    set_by_place = _any_of(
        "则还也亦又同去今明日近此全“十的", (form[0] for form in lexicon.forms("sets_goal"))
    )
    return lazily(f"(?={begins})(?:{named})|{firm}|{will}|(?={set_by_place}){place}"), place_names(lexicon)


def _any_of(chars: str, more: Iterable[str]) -> str:
    """Class of *chars* and *more*."""
    return f"[{re.escape(''.join(sorted({*chars, *more})))}]"
