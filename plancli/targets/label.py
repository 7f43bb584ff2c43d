"""A number in a list under a label or a line of its own -> the words that they give it: 各乡镇改厕任务：甲镇210户."""

from __future__ import annotations

from collections.abc import Sequence

from plancli.cards import MOST_CARDS
from plancli.clauses import Sentence
from plancli.lexicon import Lexicon
from plancli.models import Target
from plancli.patterns import PICTURE, lazily
from plancli.regions import is_place, opening_place
from plancli.standalone import LED_RE
from plancli.targets.claim import Claim, segment_text
from plancli.targets.cues import LIST_MARKS
from plancli.targets.predicate import verbs
from plancli.targets.setting import Setting

OF_ANYTHING = ("行动", "工作", "总体", "主要", "重点", "年度", "发展", "具体", "预期", "阶段性", "奋斗")
"""Ends of a label or a heading that name nothing: 重点任务, 主要目标."""
# "分县（市、区）播种面积任务为：", "新建任务分解为：", "各乡镇改厕任务：": around what a label sets for each of a list.
_LABEL_TAIL_RE = lazily(
    r"(?:具体)?(?:分解|分配)(?:情况)?(?:如下|为|到[省市县区乡镇村]{1,2})$|(?:分解|分配)?(?:目标)?(?:任务|目标|指标|计划)数?(?:分解|分配|安排)?(?:如下|为|是)?$"
)
_LABEL_LEAD_RE = lazily(r"^(?:其中)?(?:分|各)?(?:[省市县区州乡镇街道（）、]{1,10}|地区|地市|单位|企业)?")


def names_places(claim: Claim, lexicon: Lexicon) -> bool:
    """True for a number whose own words are a place and nothing else: 甲县5万亩, 农村达到2.5万元."""
    predicate, text = claim.predicate, claim.setting.text
    words = text[slice(*(predicate.lead if predicate.kind == "none" else predicate.topic))]
    return is_place(words, lexicon) or _PLACES_RE.fullmatch(words) is not None


def line_above(claim: Claim) -> str:
    """The words on the line above, for a number that stands alone on its own: 关键工序数控化率 / 超过75%; else ""."""
    setting = claim.setting
    block = setting.block_at(claim.quantity.span[0])
    if not block or claim.sentence.start != setting.blocks[block][0]:
        return ""
    rest = setting.text[claim.quantity.outer[1] : setting.blocks[block][1]].strip("以上下。；，")
    if rest and _KIND_OF_GOAL_RE.fullmatch(rest) is None:
        return ""  # 增长6%以上！这是今年的目标。
    words = _label_at(setting, block - 1)
    below = _label_at(setting, block + 1)
    if below and _is_heading(setting, block + 1):
        # 到2025年，累计达到9000张。 / 二、保障措施; an emoji makes a name a title where its value stands above: 430亿元 / 🚧公路投资
        pictured = PICTURED_RE.match(setting.text, setting.blocks[block + 1][0])
        below = below if pictured is not None else ""
    led = [
        LED_RE.match(setting.text, start) is not None
        for start, _ in setting.blocks[block - 1 : block + 2 : 2]
    ]
    if led[0]:  # 01 肉类总产量 / 8900万吨 / 02 …; not 01 抓工业 / 50家 / 新增企业
        return words if all(led) or not below else below
    if not below or (words and not _begins_with_value(setting, block)):
        return words
    return below  # 300家 / 相关企业 / 10家 / 龙头企业


def before_colon(claim: Claim) -> str:
    """The whole label before the colon that opens the number's clause: 15岁以上人群吸烟率：25.13% → 低于23%; else ""."""
    if claim.segment.mark not in ("：", ":"):
        return ""
    label = claim.setting.text[claim.sentence.start : claim.segment.start - 1]
    own = label[max(label.rfind(mark) for mark in "；。，") + 1 :].strip()
    pictured = PICTURED_RE.match(own)
    return own[pictured.end() :] if pictured is not None else own


# "企业开办时间：0.5个工作日以内": a line that is a label and its value, and no more.
_LABELLED_RE = lazily(
    r"[^，。；：:、0-9]{2,24}(?:[（(][^（()）]{1,12}[)）])?[：:]\s?[^，。；：0-9]{0,16}[0-9][0-9.,]*[^，。；：0-9]{0,10}[。；]?"
)
_OF_GOALS_RE = lazily(r"(?:目标|任务|(?<!技术)(?<!控制)指标)(?:[（(][^（()）]{1,12}[)）])?[：:]?$")


def labelled_line(claim: Claim) -> bool:
    """True for the value of a line in a list of labels and values whose head calls them goals: 核心指标提升目标（2024年）."""
    setting = claim.setting
    block = setting.block_at(claim.quantity.span[0])
    if claim.segment.mark not in ("：", ":") or claim.segment.depth:
        return False
    last = max(0, block - MOST_CARDS)
    at = block
    while at >= last:
        if _OF_GOALS_RE.search(setting.text, *setting.blocks[at]):
            return at < block
        if not _LABELLED_RE.fullmatch(setting.text, *setting.blocks[at]):
            return False
        at -= 1
    return False


def counted_under_label(claim: Claim) -> bool:
    """True in a plan for a line of nothing but a label and things with their counts: 绿色制造体系：绿色工厂 | 120家、…."""
    if claim.setting.meta.kind != "plan" or not claim.is_count or claim.segment.depth:
        return False
    start, end = claim.setting.blocks[claim.setting.block_at(claim.quantity.span[0])]
    return _COUNTED_RE.fullmatch(claim.setting.text, start, end) is not None


_COUNTED_RE = lazily(
    r"[^\w]{0,3}(?:到20[0-9]{2}年[底末]?，)?(?![^：]{0,14}(?:[现原已共]有|已|现状|基础|成效|目前|截至|来源|构成|组成|其中|规模|面积|补[贴助]|奖|标准|责任|牵头|条件|要求|范围|对象|名额))[^\W0-9_]{2,14}[：:]"
    r"(?:[^\W0-9_]{1,16}[0-9][0-9.,]{0,8}[万亿千百]{0,2}[余多]?[^\W0-9_]{1,2}(?:以上|左右)?[、，]?){2,8}[；。]?"
)


def _label_at(setting: Setting, block: int) -> str:
    """The line of *block* when it may name a value beside it, else ""."""
    if not 0 <= block < len(setting.blocks):
        return ""
    words = setting.text[slice(*setting.blocks[block])]
    marked = _MARKED_RE.match(words) or LED_RE.match(words)  # "一、", "01 粮食综合生产能力"
    marked = marked or PICTURED_RE.match(words)
    words = words[marked.end() :] if marked is not None else words
    return words if _LABEL_LINE_RE.fullmatch(words) else ""


def _begins_with_value(setting: Setting, block: int) -> bool:
    """True when the values and names around *block* alternate from a value on: what is above it heads them all."""
    last = max(2, block - MOST_CARDS)
    while block >= last and _label_at(setting, block - 1) and _is_value(setting, block - 2):
        block -= 2
    return _is_heading(setting, block - 1) or not _label_at(setting, block - 1)


def _is_heading(setting: Setting, block: int) -> bool:
    """True when *block* is a section's title."""
    if block >= len(setting.blocks):
        return False
    start = setting.blocks[block][0]
    node = setting.node_at(start)
    top = setting.nodes[node] if node is not None else None
    return top is not None and top.kind == "section" and top.heading[0] == start


def _is_value(setting: Setting, block: int) -> bool:
    return _VALUE_LINE_RE.fullmatch(setting.text, *setting.blocks[block]) is not None


_VALUE_LINE_RE = lazily(
    r"(?!\D{0,6}20[0-9]{2}(?:年|\s|·|$))(?:[^，。；：、0-9]{0,6}[0-9][0-9.,]*(?:/[0-9]+万)?[^，。；：、0-9→]{0,8}→)?[^，。；：、0-9]{0,6}[0-9][0-9.,]*(?:/[0-9]+万)?[^，。；：、0-9]{0,8}"
)


PICTURED_RE = lazily(rf"(?:{PICTURE})+\s*")
_MARKED_RE = lazily(r"[一二三四五六七八九十]{1,3}、")
_KIND_OF_GOAL_RE = lazily(r"[（(](?:约束性|预期性|约束|预期)(?:指标)?[)）]")
_LABEL_LINE_RE = lazily(
    r"(?![（(]|本报|记者|来源|通讯员|作者|编辑)(?:[^。；：，0-9]|[0-9.]{1,6}[万亿]{0,2}[元岁人米](?=以上|以下)){2,40}(?<![局委厅])"
)


def labelled_place(claim: Claim) -> str:
    """The place before a colon whose goals the number is among: 东县：新建学校5所，改造医院2家；西县：…; else ""."""
    segments = claim.sentence.segments
    for place in range(claim.position, 0, -1):
        mark = segments[place].mark
        if mark in ("：", ":"):
            words = segment_text(claim.setting, segments[place - 1])
            return words if _LABEL_PLACE_RE.fullmatch(words) else ""
        if mark in ("；", ";", ""):
            return ""
    return ""


_LABEL_PLACE_RE = lazily(
    r"(?![全各本其我]|主要|重点|以下|下列|建设|打造|创建|依托|推进|做[强大优]|加快|发展|支持|提升|聚焦|围绕|突出)"
    r"[^，。；：、0-9（）]{1,5}(?:(?<![楼股强大夜])[省市县州乡镇旗]|(?<![社小景园校病库假地])区|街道|园区|开发区)"
)


def label_noun(claim: Claim, lexicon: Lexicon) -> str:
    """What the label before a colon sets for each place of a list: 各乡镇改厕任务：甲镇210户、乙镇185户; else ""."""
    if not names_places(claim, lexicon):
        return ""
    for segment in reversed(claim.sentence.segments[: claim.position]):
        if not segment.quantities:
            words = segment_text(claim.setting, segment)
            tail = _LABEL_TAIL_RE.search(words)
            if tail is None:
                return ""
            named = _LABEL_LEAD_RE.sub("", words[: tail.start()])
            if named.endswith(OF_ANYTHING):
                return ""  # 重点任务：全市建设示范村20个，每县2个
            acts = named == "" or verbs(lexicon).deliver.fullmatch(named) is not None
            return named + (claim.governing.noun() if acts and claim.governing is not None else "")
    return ""


_PLACES_RE = lazily(
    r"(?:[^，。；：、0-9]{1,6}[省市县区州乡镇旗]、?){1,6}各?|县城|(?:农村|乡村|城镇|城市|城区)(?:地区)?|其他县（市、区）"
)


# "各乡镇改厕任务：甲镇210户、乙镇185户": the label before the colon, and how long an item's name may be.
_TASK_LABEL_RE = lazily(
    r"(?:任务|目标|指标|计划数)(?:分解|分配|安排)?(?:如下|为)?$|(?:具体|各地)?(?:分解|分配)(?:情况)?(?:如下|为|到[省市县区乡镇村]{1,2})$"
)
_ITEM_NAME = 12


# "目标任务：新增学位2100个", "进展情况：已完工2所", "下步打算：10月底前完工": what the lines of a report on tasks open with.
_LINE_GOAL_RE = lazily(
    r"[ \u3000]*[【（(]?(?:(?:年度|工作|建设|总体|今年|全年|主要)?(?:目标任务|任务目标)|(?:年度|工作|建设|总体|今年|全年|主要)(?:目标|任务)|下一?步(?:工作)?(?:打算|安排|计划|举措)|工作打算)[】）)]?[：:]"
)
_LINE_PAST_RE = lazily(
    r"[ \u3000]*[【（(]?(?:(?:工作|目前|当前|项目|实施|推进|建设)?进展(?:情况)?|(?:完成|推进|实施|落实|建设|执行)情况|(?:主要|工作)成效)[】）)]?[：:]"
)
_LABEL_SIZE = 16


def line_polarity(setting: Setting, sentence: Sentence) -> str | None:
    """goal or past, by the label that opens the sentence's line; None for a line without one."""
    start = setting.blocks[sentence.block][0]
    opening = setting.text[start : start + _LABEL_SIZE]
    if "：" not in opening and ":" not in opening:
        return None
    if _LINE_GOAL_RE.match(setting.text, start):
        return "goal"
    return "past" if _LINE_PAST_RE.match(setting.text, start) else None


def under_label(claim: Claim) -> bool:
    """True for one of a list of names with numbers in one unit under a label that calls them a task."""
    segments = claim.sentence.segments
    for segment in reversed(segments[: claim.position + 1]):
        if not segment.quantities or segment.quantities[-1].base_unit != claim.quantity.base_unit:
            return False
        name = claim.setting.text[segment.start : segment.quantities[-1].outer[0]]
        if len(segment.quantities) > 1 and not name.endswith(("合计", "共", "共计")):
            return False
        if not 2 <= len(name) <= _ITEM_NAME:
            return False
        if segment.mark in ("：", ":"):
            before = claim.setting.text[max(0, segment.start - 24) : segment.start - 1]
            return _TASK_LABEL_RE.search(before) is not None
        if segment.mark not in LIST_MARKS:
            return False
    return False


def run_in_title(claim: Claim) -> str:
    """The title that opens the claim's own paragraph, of which it says no more than the deed: 适老化改造。2025年前完成 | 5.2万户."""
    node = claim.chain[0] if claim.chain else None
    if node is None or node.heading[0] < claim.setting.blocks[claim.sentence.block][0]:
        return ""
    told = node.heading[1] <= claim.sentence.start and _NO_WORK_RE.search(node.title) is None
    return node.title if told else ""


_TOPIC_RE = lazily(
    r"\s*+[—●▷◆■]*+(?![^。\n]{0,20}(?:提[高升]|增[强加]|扩大|优化|完善|保持|稳定|强化|推[进动]|加[快强]|夯实|壮大|做[大优强]|促进|培育|改善|降低|压[减降]))"
    r"([^，。；：“”0-9\n]{2,20}(?:率|[程密强额]度|[^质力]量|值|比重?|收入|能力|产能|人次|面积|规模|水平|投资|里程|人数|系数|指数|总额|寿命))。(?=[^\n])"
)


def opening_topic(claim: Claim, before: Sequence[Target]) -> str:
    """What the first sentence of the claim's paragraph names and says no more of: 农业劳动生产率。2020年达到 | 4.7万元/人."""
    start = claim.setting.blocks[claim.sentence.block][0]
    found = _TOPIC_RE.match(claim.setting.text, start)
    if found is None or found.end() > claim.sentence.start:
        return ""
    # 产业规模。产值达到3200亿元，年均增长45%: what the goal before it measures
    other = before and before[-1].span[0] >= start and found[1] not in before[-1].indicator
    return "" if other else found[1]


def of_next_place(claim: Claim, indicator: str, before: Sequence[Target], lexicon: Lexicon) -> str:
    """*indicator* with what the place before has so many of, where it names another place and no more.

    甲市完成改造18万户，乙、丙市分别不少于 | 5万户、6万户.
    """
    last = before[-1] if before else None
    if last is None or last.base_unit != claim.quantity.base_unit or last.span[0] < claim.sentence.start:
        return indicator
    if not (2 <= len(indicator) <= _LONGEST_PLACE and is_place(indicator, lexicon)):
        return indicator
    if is_place(last.indicator, lexicon):
        return indicator  # 任务分解为：某省5000万亩、某省2500万亩
    place = opening_place(last.indicator, lexicon, longest=_LONGEST_PLACE, rest=1)
    return indicator + _IN_YEARS_RE.sub("", last.indicator[place:]) if place else indicator


_LONGEST_PLACE = 8
_IN_YEARS_RE = lazily(r"^[二三四五2-5]年(?:内|间)?(?:累计|共)?")


# 总体要求, 强化组织领导: what such a title heads it does not name.
_NO_WORK_RE = lazily(r"(?:要求|目标|任务|领导|保障|布局|机制|措施|体系|重点)$|^(?:总体|主要)")


# "平均每个县（市、区）", "每省（区、市）": whose it is, and no more.
_EACH_PLACE_RE = lazily(
    r"小学|初中|(?:普通)?高中|中职|幼儿园|(?:平均)?每个?[省市县区乡镇街道村社]{1,3}(?:（[^（）]{1,10}）)?(?:每年)?"
)


def of_each_place(claim: Claim, indicator: str) -> str:
    """*indicator* with what the whole counts, where it only says that each place has so many: 新建中心200个，平均每个县 | 2个."""
    whole = claim.governing
    if whole is None or whole.sentence is not claim.sentence or _EACH_PLACE_RE.fullmatch(indicator) is None:
        return indicator
    return indicator + whole.indicator
