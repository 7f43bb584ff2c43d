"""A claim whose own words name nothing -> the words for it from the clause before, the label or the heading above."""

from __future__ import annotations

import re

from plancli.clauses import Segment
from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.regions import is_place
from plancli.targets.claim import Claim, inside_noun, is_money_unit, segment_text
from plancli.targets.label import OF_ANYTHING
from plancli.targets.opening import is_lead, strip_lead
from plancli.targets.predicate import read_predicate, verbs
from plancli.targets.voice import SPOKEN

# Measures of whatever was told before: 新增小额信贷2.2亿元，逾期率控制在0.5%.
BARE_RE = lazily(
    r"(?:平均)?(?:办理|审批|审查)?时限|逾期率|支出进度|合格率|(?:群众)?满意[率度]|巩固率|毛?入学率|受益(?:人口|农户|群众)|惠及(?:居民|群众)|任务数|总[数量]|参与人数|达标率|完好率|到位率|办结率|年产能|[年日]处理能力"
)


# "永久基本农田要全部建成高标准农田，累计 | 560万亩"
IN_ALL = ("累计", "共计", "合计", "总计", "共")


def measured_before(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """What the clause before does or counts, for a measure that names nothing itself; "" where it measures too."""
    if topic in ("总数", "总量", "任务数") and claim.governing is not None:
        return claim.governing.noun()
    previous = claim.previous
    if previous is not None and topic == "总量" and (claim.segment.mark == "、" or claim.is_money):
        named = borrowed_clause(claim, previous, lexicon)
        return _KIND_OF_RE.sub("", named)  # 财政总收入增长10%、总量突破36亿元
    if previous is None or _MANNER_RE.search(segment_text(claim.setting, previous)):
        return ""  # 坚持以人民为中心，群众满意度达到95%
    if previous.quantities:
        first = previous.quantities[-1]
        if read_predicate(claim.setting, previous.start, first, lexicon).kind not in ("deliver", "none"):
            return ""
    elif not topic.endswith(_OF_A_DEED):
        return ""
    named = borrowed_clause(claim, previous, lexicon)
    if named.endswith("率"):
        return ""  # 信访投诉办结率100%，群众满意率达95%
    return named if 2 <= len(named) <= _TITLE_SIZE and _DIGIT_RE.search(named) is None else ""


_KIND_OF_RE = lazily(r"(?:强度|面积|单产|增速|率)$")
# 普及高中阶段教育，毛入学率…; what a clause says of how things are done is measured by nothing.
_OF_A_DEED = ("时限", "入学率", "巩固率", "总数", "总量")
_MANNER_RE = lazily(r"坚持|深化|改革|应[^，]尽|(?:工作|考核|领导|管理)$")
_DIGIT_RE = lazily(r"[0-9]")


_TASK_TAIL_RE = lazily(r"(?:年度)?(?:任务|目标|指标|建设|工程|试点|推进)$")
# 实施基础设施建设工程, 家政培训提升行动: what is to be done, not what is counted.
_DEED_TITLE_RE = lazily(
    r"^(?:实施|推进|加强|加快|完善|优化|提升|强化|打造|建设|推动|促进|构建|健全|深化|聚焦|坚持|加大)|，|行动$|要求$|思想$|原则$"
)
_TITLE_SIZE = 16


def heading_noun(claim: Claim, *, task: bool = False) -> str:
    """What the heading above is about, for a number whose own words name nothing: 公共充电桩年度任务。建成6000个.

    With *task* only of a heading that calls it one; else of any for things, not for people or money (人才队伍。引进100名).
    """
    title = claim.chain[0].title if claim.chain else ""
    longest = _SPOKEN_TITLE_SIZE if claim.setting.meta.kind in SPOKEN else _TITLE_SIZE
    if not 2 <= len(title) <= longest or _DEED_TITLE_RE.search(title):
        return ""
    held = claim.quantity.base_unit in _PEOPLE and not title.endswith(_THOSE)
    if not claim.under_task and (task or held or claim.is_money or claim.is_percent or claim.is_time):
        return ""
    named = _TASK_TAIL_RE.sub("", title)
    return "" if named.endswith(OF_ANYTHING) or _DIGIT_RE.search(named) else named


_SPOKEN_TITLE_SIZE = 8
"""Longest heading of a report or of news that may name a thing and is no headline."""
_THOSE = ("农民", "教师", "干部", "人员", "工人", "医生", "护士", "学生", "居民", "职工", "骨干", "人才")
_PEOPLE = frozenset({"人", "名", "位", "人次", "场", "场次", "期", "次", "户"})


def completed(claim: Claim, words: str, lexicon: Lexicon) -> str:
    """*words* for what is measured with those that a bracket parts from them, or that were said a clause before.

    规模以上工业（年收入2000万元以上） | 增加值; 大宗固废年利用量达到40亿吨；到2030年， | 年利用量 | 达到45亿吨.
    """
    text, start = claim.setting.text, claim.segment.start
    if claim.is_money or (claim.is_count and not claim.is_rank):
        words = _GROWTH_END_RE.sub("", words) or words  # 零售总额增速7%左右，突破2000亿元
    sized = claim.is_money or (claim.segment.mark == "、" and _SIZE_RE.fullmatch(words) is not None)
    if sized and claim.things is not None and _COST_RE.fullmatch(words):
        return _projects(claim.things.indicator, lexicon) + words
    if claim.segment.mark == "）" and words and text.startswith(words[:2], start):
        bracket = inside_noun(text, claim.sentence.start, start - 2)
        before = next((s for s in claim.sentence.segments if bracket and s.end == bracket[0]), None)
        if before is not None and all(q.outer[1] < before.end for q in before.quantities):
            return text[strip_lead(claim.setting, before.start, before.end) : before.end] + words
    if _measures_as_well(claim, words, lexicon) and claim.governing is not None:
        return claim.governing.indicator
    budget = claim.latest.indicator if claim.latest is not None and words == "支出" and claim.is_money else ""
    if _BUDGET_RE.search(budget):
        return budget[: budget.rfind("收入")] + words  # 国有资本经营收入安排85.6亿元，支出47.3亿元
    whole = claim.governing
    if (
        whole is None
        and claim.is_percent
        and claim.previous_role == "target"
        and _BARE_GROWTH_RE.fullmatch(words)
    ):
        whole = claim.latest  # 营业收入突破1万亿元，年均增速保持在10%以上
    if whole is None or whole.sentence is not claim.sentence or claim.among or len(words) < 2:
        return words
    measured = verbs(lexicon).measure.search(whole.indicator) is not None
    if _BARE_GROWTH_RE.fullmatch(words) and (measured or not verbs(lexicon).deliver.search(whole.indicator)):
        # 规模达到5000亿元，年均增速达到12%; GDP总量保持前5，增速进入前3
        return _GROWTH_END_RE.sub("", whole.indicator).removesuffix("总量") + words
    owner = whole.indicator.removesuffix(words)
    if words == "强度" and claim.latest is not None and claim.latest.indicator.endswith("投入"):
        return claim.latest.indicator + words  # 研发经费投入年均增长12%，强度达到2.6%
    again = (
        2 <= len(owner) <= _OWNER
        and _WHEN_RE.search(owner) is None
        and owner != whole.indicator
        and not verbs(lexicon).deliver.search(owner)
    )
    later = claim.due is not None and whole.due is not None and claim.due.end != whole.due.end
    return whole.indicator if again and later else words


# "山西力争形成600万千瓦左右 | 容量"
_MERE_SIZE_RE = lazily(r"(?:形成|实现|达到|建成)?(?:容量|规模|产能|装机)")
_PUTS_FORWARD_RE = lazily(r"(?:分别|均|都|也|则|各)?(?:提出|明确|要求|力争|计划)?(?:均|都)?(?:为|达到?|在)?$")


def _measures_as_well(claim: Claim, words: str, lexicon: Lexicon) -> bool:
    """True in news that goes through places for one that says its number and no more: 甲省装机达到600万千瓦，乙、丙分别提出500万千瓦、450万千瓦."""
    whole = claim.governing
    if claim.setting.meta.kind not in SPOKEN or whole is None or whole.sentence is not claim.sentence:
        return False
    if claim.among or verbs(lexicon).deliver.match(whole.indicator) is not None:
        return False
    named = _PUTS_FORWARD_RE.sub("", words.removeprefix(claim.inherited_verb or ""))
    places = [part for part in re.split("[、和及与]", named) if part]
    return _MERE_SIZE_RE.fullmatch(words) is not None or (
        bool(places) and all(is_place(part, lexicon) for part in places)
    )


_BUDGET_RE = lazily(r"(?:预算|基金|国有资本|财政|保险)[^，。；]{0,8}收入")
_BARE_GROWTH_RE = lazily(r"(?:年均|年)?(?:复合)?(?:增速|增长率|增幅|涨幅|增长速度)")
# "安排重点项目60个， | 总投资 | 700亿元": whose cost it is.
_COST_RE = lazily(
    r"(?:年度|预计|估算|计划|规划|当年|年内)?(?:完成|总|计划|预计)?投资(?:额|总额|规模)?|(?:总|装机|总装机|建设)?规模"
)
# "再开工抽水蓄能项目3个、 | 规模 | 400万千瓦"
_SIZE_RE = lazily(r"(?:总|装机|总装机|建设)?规模")
_PROJECTS_RE = lazily(r"[^，。；、的0-9]{2,10}(?:项目|工程)$")


def _projects(counted: str, lexicon: Lexicon) -> str:
    """The projects that *counted* is about, without the deed: 某省安排重点项目 -> 重点项目; else ""."""
    verb = verbs(lexicon).deliver
    deeds = [
        m.end()
        for m in verb.finditer(counted)
        if counted[m.end() : m.end() + 1] not in _NAMING and _PROJECTS_RE.fullmatch(counted, m.end())
    ]
    if not deeds and verb.search(counted) is not None:
        return ""  # 力争引进项目50个
    found = _PROJECTS_RE.fullmatch(counted, deeds[-1] if deeds else 0)
    return found[0] if found is not None else ""


_NAMING = frozenset("业性型类商")
"""Behind a verb they make a name of it: 现代服务|业."""
_WHEN_RE = lazily("[年月日期季]")
_OWNER = 12
"""Longest name of what a measure is of that is left out when it is said again."""


# "下一步将以某方案为抓手": how it is to be reached names nothing that is measured.
_MEANS_RE = lazily(
    r"以[^，。；]{2,40}为(?:抓手|重点|契机|主线|引领|导向|依托|牵引|载体|统领|核心|目标|支撑|基础)$"
)


# "某部副部长 | 表示", "报告 | 提出", "按照规划"
_TELLS_RE = lazily(
    r"^按(?:计划|规划|进度|要求|节点)$|^(?:按照|根据|依据|依照|坚持|本着|遵循|秉持|结合|考虑到?|综合考虑|鉴于|由于)|^受[^，。；]{2,24}影响$|^(?:我们|他们)?给自己[^，。；]{0,6}(?:是|为)$|(?:来看|上看|表示|介绍|指出|透露|强调|提出|明确|认为|补充说|[他她]说|讲了|讲到|提到|谈到|要求|(?:数据|资料|统计|信息|报告|年报|文件|清单)显示|(?:梳理|统计|调查|研究)发现)(?:到)?$|^(?:居|位居|位列|排名|排在|名列|位于)(?:全[国省市]|世界|全球)|^(?:在)?全[国省市县区](?:倒数|第[一二三]|领先|垫底|前列|最[高低多少])"
)


def borrowed_topic(claim: Claim, lexicon: Lexicon) -> str:
    """Topic of the nearest clause before that names something."""
    segments = claim.sentence.segments
    depth = claim.segment.depth
    for place in range(claim.position - 1, max(-1, claim.position - 5), -1):
        segment = segments[place]
        words = segment_text(claim.setting, segment)
        if (
            segment.depth > depth
            or words.startswith(
                ("以此", "较", "比上年", "比20", "是20", "为20", "高于", "低于", "快于", "优于")
            )
            or words.endswith(("目标是", "目标为"))
            or _MEANS_RE.search(words)
            or _TELLS_RE.search(words)
            or (words[:1] in _SPOKEN_OF and _COMMENT_RE.match(words))
        ):
            continue
        if claim.is_count and words.startswith("其中") and _outgrows(claim, segments[place - 1]):
            continue
        name = _HAS_RE.sub("", _TODAY_RE.sub("", borrowed_clause(claim, segment, lexicon))).removesuffix("呢")
        grown = claim.predicate.kind == "increase" and claim.quantity.base_unit == "%"
        if name.startswith("占") and (grown or not claim.is_percent):
            continue  # 占住房供应的46%；到2022年，力争累计新增|10万套, 增加值超过7000亿元，占GDP比重超过10%，年均增速|13%
        if not claim.is_percent or claim.before.startswith("占"):
            name = _GROWTH_END_RE.sub("", name) or name
        if len(name) >= 2 and name not in _NO_NAMES and not is_lead(name):
            return name
    return ""


def _outgrows(claim: Claim, whole: Segment) -> bool:
    """True when what was told last, a part, is smaller than its *whole*, and the number larger: 500家，其中100家，增加到|800家."""
    told = [q for q in whole.quantities if q.base_unit == claim.quantity.base_unit and q.role == "number"]
    return told != [] and claim.quantity.base_value >= told[-1].base_value


# "治理率去年只有47%，我脸上挂不住，今年干到 | 55%", "利用率呢，给我三年时间，我要把它提到60%": what the speaker adds.
_SPOKEN_OF = frozenset("我你他她谁给大这说")
_COMMENT_RE = lazily(
    r"(?:给|说)?(?:我(?![国省市县区州盟镇乡村校院厂局厅])|你|他|她|谁|大家(?!居)|这[是就事话])"
)
# "2024年 | 有 | 公办园300所，2027年增加到350所"
_HAS_RE = lazily(r"^有(?=(?![机线轨色效关氧源])[^，。；]{2})")
# "示范企业 | 目前 | 已有12家，到2026年增加到30家"
_TODAY_RE = lazily(r"(?:截至)?(?:目前|现在|当前|现)(?:已|共|已有|共有)?$")
_NO_NAMES = ("首次", "连续", "同比", "环比", "位居")
"""What a clause before may open with and names nothing: 连续13年位居第一，今年稳定在1500亿斤."""


def listed_before(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """What a measure is of besides, where the list begins with a size: 600米以下空域通信、导航、 | 监视覆盖率; else ""."""
    text, opens = claim.setting.text, claim.predicate.topic[0]
    segments = claim.sentence.segments
    first = claim.position
    while first and segments[first].start > opens:
        first -= 1
    segment = segments[first]
    while first and segments[first].mark == "、" and not segments[first - 1].quantities:
        first -= 1  # 毛入园率、九年义务教育巩固率、高中阶段毛入学率
    sizes = [q for q in segment.quantities if q.outer[1] <= opens]
    joined = segments[first] is not segment and segment.start == opens
    if not (joined or (sizes and _GOES_ON_RE.fullmatch(text, sizes[-1].outer[1], opens))):
        return ""
    listed = text[strip_lead(claim.setting, segments[first].start, opens) : opens]
    measures = verbs(lexicon).measure.search(topic) is not None
    return listed if measures and verbs(lexicon).deliver.search(_RATES_RE.sub("", listed)) is None else ""


_RATES_RE = lazily(r"[^，。；、0-9]{1,8}率")
_GOES_ON_RE = lazily(r"[^，。；：、0-9]{2,16}、(?:[^，。；：0-9]{1,16}、)?")


# "零售总额增速 | 7%，突破2000亿元", "增加值增速 | 7%，占GDP比重达到55%": amounts and shares are of what grows.
_GROWTH_END_RE = lazily(
    r"(?:年均|同比)?(?:增速|增幅|涨幅)(?:(?:不低于|不慢于|高于|快于)[^，。；0-9]{0,16})?$"
)


# "2024年 | 保障性住房 | 建设任务", "老旧小区 | 改造"
_ARRANGEMENT_RE = lazily(
    r"^20[0-9]{2}年度?|(?<=[^，。；]{2})(?:的?(?:建设|改造|筹建|筹集|治理|整治|开工|供应)?(?:任务|工作|计划|项目)?)$"
)
# "《方案》首次对 | 配售型保障性住房 | 给出分年度安排：2024年筹建1.2万套"
_ARRANGED_RE = lazily(
    r"[对就]([^，。；]{2,16}?)(?:给出|[作做]出|提出|进行|明确)[^，。；]{0,10}(?:安排|部署|目标|任务|要求)$"
)


# "实际使用外资 | 5亿美元，增长8%", "进出口总额": names that a verb begins or ends.
_TRADE_RE = lazily(
    r"(?:货物|服务|外贸|对外贸易|一般|加工|跨境电商)?(?:贸易)?(?:进出口|(?<!进)出口|进口)(?:总?[额值量])?(?=[0-9])|(?:实际|实到|到位)?(?:使用|利用)?外资(?=[0-9])"
)
_ON_TOP_OF_RE = lazily(r"的?([^，。；0-9]{2,14}?)的?基础上")
# "研发 | 投入强度", "建设 | 用地面积": the verb tells what for.
_OF_THE_DEED_RE = lazily(r"投入|经费|费用|强度|用地")


def borrowed_clause(claim: Claim, segment: Segment, lexicon: Lexicon) -> str:
    """What *segment*, a clause before that of *claim*, does something to or measures."""
    setting = claim.setting
    numbers = [q for q in segment.quantities if q.role != "ordinal"]
    if all(q.role == "date" for q in numbers):
        arranged = _ARRANGED_RE.search(segment_text(setting, segment))
        if arranged is not None:
            return _ARRANGEMENT_RE.sub("", arranged[1])
        if setting.text.startswith("“十", segment.start):
            numbers = []  # “十四五”期间…比例逐年提高，到2025年达到50%
    if numbers:
        first = numbers[-1]
        if (base := _ON_TOP_OF_RE.fullmatch(setting.text, first.outer[1], segment.end)) is not None:
            return base[1]  # 在现有300家规上企业的基础上，净增50家
        trade = _TRADE_RE.search(segment_text(setting, segment))
        if trade is not None:
            return trade[0]
        predicate = read_predicate(setting, segment.start, first, lexicon)
        if predicate.topic[1] > predicate.topic[0]:
            return setting.text[predicate.topic[0] : predicate.topic[1]]
        # 年度计划投资|5670亿元, 健康服务业总规模|8万亿元: the verb ends what it names, or stands within it.
        ahead = setting.text[predicate.lead[0] : predicate.verb[0]]
        inside = len(ahead) >= 2 and ADDED_UP_RE.fullmatch(ahead) is None
        start = predicate.lead[0] if inside else predicate.verb[1]
        start = max(
            [start, *(q.outer[1] for q in numbers[:-1] if is_money_unit(q))]
        )  # 投资3亿元改造|小区|21个
        words = setting.text[first.outer[1] : segment.end]
        if words.endswith("中") and len(words) > 2:
            return words[:-1]  # 700个重点项目中，续建480个
        dates = setting.dates_in(start + 2, first.outer[0])
        late = dates[-1].span if dates and first.outer[0] - dates[-1].span[1] <= 3 else None
        return setting.text[start : late[0] if late else first.outer[0]]  # 总规模2020年已超过|8万亿元
    start = strip_lead(setting, segment.start, segment.end)
    words = setting.text[start : segment.end]
    match = verbs(lexicon).deliver.match(words) or re.match(
        r"加快|推进|推动|促进|加强|提升|发展|扩大|普及|简化", words
    )
    often = claim.is_count and _HOW_OFTEN_RE.match(claim.before) is not None
    while (
        match and not often and match.end() < len(words) and _OF_THE_DEED_RE.match(words, match.end()) is None
    ):
        words = words[match.end() :]
        match = verbs(lexicon).deliver.match(words)
    return DRIFT_RE.sub("", words).removesuffix("方面")


# "年内走访企业，| 每季度 | 不少于10家": the deed itself is counted
_HOW_OFTEN_RE = lazily(r"每(?:半年|季度?|个?月|周)")
# "全国累计 | 培训农业转移人口": how the deeds are counted, before their verb.
ADDED_UP_RE = lazily(r"(?:全[国省市县区])?(?:现?已)?(?:累计|总计|合计|共计|共)?")
# 比重逐年提高，…末不低于9.5%: how it moves is no part of its name.
DRIFT_RE = lazily(
    r"(?:(?:逐年|稳步|持续|不断|进一步|显著|明显|大幅|逐步|有效)(?:提高|提升|下降|降低|增长|增加|改善|优化|扩大|增强|壮大)|(?:力争|确保|努力)?(?:实现|保持)?(?:正|平稳|稳定|较快|两位数|合理)增长|实现倍增|倍增|实现零的?突破|应[^，。；]尽[^，。；]|全面普及|只[增减升降]不[增减升降]|稳中有[升降进增])$"
)
