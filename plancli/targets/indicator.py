"""A claim that is a target -> the words for what is measured, and what kind of value it is.

The indicator is built of stretches of the text: topic, verb and the noun after the number.
"""

from __future__ import annotations

from msgspec import Struct

from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.regions import is_place, without_place
from plancli.targets.borrowed import IN_ALL, borrowed_clause, borrowed_topic, heading_noun, listed_before
from plancli.targets.claim import Claim, holds_number, is_money_unit, noun_after, told_as_well
from plancli.targets.context import with_context
from plancli.targets.deed_object import final_verb, named_by_deed
from plancli.targets.fund import fund_before, fund_set_up
from plancli.targets.label import label_noun
from plancli.targets.leads import trim_lead, trim_place
from plancli.targets.listed import GRADE_RE, goes_on, graded, in_years, noun_ahead
from plancli.targets.named_value import named_on_line
from plancli.targets.opening import is_lead
from plancli.targets.phases import phases
from plancli.targets.phrase import done_for
from plancli.targets.predicate import RATES, verbs
from plancli.targets.reference import is_multiple_of_then
from plancli.targets.shared import (
    HOUSES,
    PLACE_RE,
    SCOPE_RE,
    for_whom,
    same_of_another,
    same_of_group,
    shared_measure,
)
from plancli.targets.start import start_of
from plancli.targets.wording import clean_words

_MAX_TAIL = 48
"""Longest noun taken from after a number; the longest in real plans seen is 40 characters."""

_ADVERBS_RE = lazily(r"^(?:计划|拟|力争|将|要|共|累计|初步)+")
_EACH_YEAR_RE = lazily(r"(?:其中|并)?(?:年均|平均每年|每年)")
_COUNTED_RE = lazily(r"(?<=[^，。；0-9]{3})[0-9][0-9.]*[^，。；0-9]{1,3}$")
_BY_WHEN_RE = lazily(r"(?:[^，。；]{0,8}(?:前|内|底|半年|季度))?(?:全部|全面|集中)?")
_COVERING = frozenset({"覆盖", "惠及"})
"""Verbs after which a count names what is measured: 覆盖30个|建制镇."""
_NOUN_VERBS = frozenset({"减排", "增收", "增产", "节水", "节电", "节能", "节煤", "净流入"})
"""Verbs that belong to the name of what they change."""

_RANK_VERB = 6
"""Longest verb of a rank that names no field: 进入全国, 保持在全省."""


class Indicator(Struct, frozen=True):
    """Words for what is measured."""

    text: str
    rule: str


def name_indicator(claim: Claim, lexicon: Lexicon) -> Indicator:
    """Indicator of the claim; "" when the text gives no word for it."""
    setting = claim.setting
    text = setting.text
    predicate = claim.predicate
    topic = text[predicate.topic[0] : predicate.topic[1]]
    lead = text[predicate.lead[0] : predicate.lead[1]].removesuffix("长达")
    if claim.governing is not None and _MORE_RE.fullmatch(lead):
        return _clean(claim.governing.noun() or claim.governing.indicator, "indicator.previous")
    if claim.governing is not None and not claim.after and _REST_RE.fullmatch(lead):
        return _clean(claim.governing.indicator, "indicator.previous")
    same = claim.latest is not None and claim.latest.unit == claim.quantity.base_unit
    # 既有住宅加装电梯，每年不少于1500台 names its own
    follows = same and claim.previous is not None and holds_number(claim.previous)
    if follows and claim.latest is not None and _EACH_YEAR_RE.fullmatch(lead):
        return _clean(claim.latest.indicator, "indicator.previous")  # 累计回收2.8亿台，年均不少于9000万台
    if predicate.relative and claim.is_percent and text[slice(*predicate.verb)] == "占":
        # 注册志愿者占常住人口的|18%: of what the share is belongs to its name
        return _clean(text[predicate.topic[0] : predicate.lead[1]].removesuffix("的"), "indicator.topic")
    alone = claim.previous is not None and not claim.previous.quantities
    if claim.before in IN_ALL and alone and claim.segment.mark == "，" and claim.previous is not None:
        return _clean(borrowed_clause(claim, claim.previous, lexicon), "indicator.sum")
    if named := named_on_line(claim):
        return _clean(named, "indicator.label")
    if claim.latest is not None and is_multiple_of_then(claim):
        return _clean(claim.latest.indicator, "indicator.previous")  # 达到1200亿元，是2020年的|2倍
    if (yearly := in_years(claim)) is not None:
        return _clean(yearly.indicator, "indicator.previous")
    if told_as_well(claim):
        lead = text[
            predicate.lead[0] : claim.segment.quantities[claim.index - 1].outer[0]
        ]  # 改造管网12条、|30公里
    if claim.index and claim.is_count and is_money_unit(claim.segment.quantities[claim.index - 1]):
        behind = text[claim.segment.quantities[claim.index - 1].outer[1] : claim.quantity.outer[0]]
        lead = behind if verbs(lexicon).deliver.match(behind) else lead  # 投资5亿元新建医院|3所
    if "或" in lead and _OR_RE.match(lead):
        first = verbs(lexicon).deliver.match(lead)
        lead = (first[0] if first else "") + lead.rpartition("或")[2]  # 新增上市企业2家或上市后备企业|10家
    if claim.governing is not None and lead.endswith("其中"):
        return _clean(claim.governing.indicator, "indicator.previous")  # 2027年底前完成其中|1800座
    if is_lead(lead):
        if claim.governing is not None and _SUMMED_RE.search(lead):
            return _clean(
                claim.governing.noun() or claim.governing.indicator, "indicator.sum"
            )  # 五年累计|5亿亩
        lead = ""
    if (
        topic in _NO_TOPIC
        or ((topic[:1] in _POINTS or topic.endswith("它")) and _PRONOUN_RE.fullmatch(topic))
        or (topic.startswith("建议") and _NEW_VALUE_RE.fullmatch(topic))
        or (len(topic) <= 5 and topic.endswith("则"))
        or (topic.endswith(("任务", "目标", "计划")) and _YEARS_TASK_RE.fullmatch(topic))
        or (topic.endswith("基础上") and _ON_BASE_RE.fullmatch(topic))
    ):
        topic = ""
    moved = start_of(text, claim.segment.quantities, claim.index) if not claim.series else None
    if moved is not None and predicate.topic[0] <= moved.quantity.outer[0] < predicate.topic[1]:
        ahead = text[predicate.topic[0] : moved.quantity.outer[0]]
        told = _NOW_RE.search(ahead)
        # 将2023年实施的24项措施增加为30项
        topic = "" if told is not None and told[0] == "的" else _NOW_RE.sub("", ahead)
    if moved is not None and moved.noun and (not topic or moved.merges) and not noun_after(claim):
        return _clean(moved.noun, "indicator.topic")  # 42家|企业|合并为10家
    if claim.is_percent:
        topic = listed_before(claim, topic, lexicon) + topic
    if "在" in topic[:3] and _SOMEWHERE_RE.fullmatch(topic):
        topic = ""  # 建设基站1500个，2024年率先在甲区、乙区完成300个
    theirs = _ITS_GOAL_RE.fullmatch(topic) if claim.governing is not None else None
    if claim.governing is not None and theirs is not None and is_place(theirs[1], lexicon):
        return _clean(
            claim.governing.noun(), "indicator.previous"
        )  # 到2025年…人口达到1200万人。武汉的目标是1660万人
    noun = _AND_THEN_RE.sub("", noun_after(claim)[:_MAX_TAIL])
    if noun.endswith(("级", "型", "类")) and claim.is_count:
        noun += GRADE_RE.sub("", noun_ahead(claim))  # 建成3个国家级、12个省级产业园
    if noun and claim.is_count and topic.endswith(("领域", "方面", "环节", "方向")):
        topic = ""  # 在质谱仪等领域形成|3个|自主品牌
    if served := done_for(claim):
        return _clean(served, "indicator.count")  # 免费为8000名|农村妇女开展筛查
    if noun.startswith(("由", "用于")):
        lead = lead.removesuffix("的")  # 用电增量的|60%|由可再生能源满足
    of_all = claim.is_money or claim.is_percent
    if of_all and noun and predicate.kind == "deliver" and final_verb(lead, lexicon):
        noun = _COUNTED_RE.sub("", noun)  # 投资|5亿元|新建医院3所
        return _clean(lead + noun, "indicator.count")  # 设立|10亿元|科创基金, 支持航空业发行|2000亿元|债券
    topic, lead = fund_before(claim, topic), fund_before(claim, lead)
    funded = fund_set_up(claim, lead)
    if funded:
        return _clean(funded, "indicator.fund")
    counted = not (claim.is_percent or claim.is_money or claim.is_time)
    if topic in _SCOPES and noun and (counted or claim.before.endswith(("将", "把"))):
        topic = ""  # 全国至少1000家|县医院, 各地要将不少于60%的|资金用于培训
    if claim.series and counted and not noun and "分别" in claim.before and (ahead := noun_ahead(claim)):
        return _clean(
            claim.before.partition("分别")[2] + ahead, "indicator.noun_after"
        )  # 分别改造|3个|、4个老旧小区
    if counted and not noun and verbs(lexicon).deliver.fullmatch(lead) and (ahead := noun_ahead(claim)):
        return _clean(lead + ahead, "indicator.noun_after")  # 新建|4500万亩|、改造提升3500万亩高标准农田
    if predicate.kind in ("level", "increase", "decrease"):
        return _of_measure(claim, topic, lead, noun, lexicon)
    done = phases(lexicon).end.search(noun) if counted else None
    whole = claim.governing if done is not None and _BY_WHEN_RE.fullmatch(noun, 0, done.start()) else None
    if done is not None and whole is not None and whole.sentence is claim.sentence:
        # 新建学校5所，确保2所|8月底前投用
        named = phases(lexicon).end.sub("", whole.noun() or whole.indicator)
        return _clean(named + done[0], "indicator.previous")
    if noun and (counted or predicate.kind == "none"):
        verb = lead or claim.inherited_verb or ""
        if noun.startswith(("具有", "拥有")) and "的" not in noun:
            noun += "的" + noun_ahead(claim).rpartition("的")[2]  # 打造20个具有国际影响力、100个…的赛事
        return _clean(trim_place(verb, lexicon) + noun, "indicator.noun_after")
    deed = named_by_deed(claim, lead, lexicon)
    if deed:
        return _clean(deed, "indicator.verb")
    part = claim.governing_noun() if predicate.kind == "none" and not claim.is_percent else ""
    label = label_noun(claim, lexicon) if lead and claim.is_count and claim.predicate.kind == "none" else ""
    if label:
        return _clean(lead.removesuffix("各") + label, "indicator.label")
    if lead and part and _PERSONS_RE.fullmatch(lead):
        hired = (
            verbs(lexicon).deliver.match(claim.governing.indicator) if claim.governing is not None else None
        )
        return _clean(
            (hired[0] if hired is not None else "") + lead, "indicator.part"
        )  # 招聘毕业生50人，其中博士|5人
    if lead and part:
        part = without_place(part, lexicon) if is_place(lead, lexicon) else part
        # 油茶 of 种植面积; 国家级课题 of 立项课题 and 造林 of 造林种草任务 say it already.
        own = part.endswith(_SUMS) and _THING_RE.search(lead) is not None
        said = (
            lead in part
            or lead.endswith((part[-2:], "创业"))
            or (lead[-1] == part[-1] and lead[-1] in HOUSES)
        )
        aside = claim.segment.depth > 0 and len(lead) >= 2 and _OF_THEM_RE.search(lead) is None
        complete = own or said or aside or part.endswith(("任务", "目标", "指标", "计划"))
        part = _AMOUNT_RE.sub("", part) if lead.endswith(("元以上", "元以下")) else part
        return _clean(lead if complete else lead + part, "indicator.part")
    lead = _PER_HEAD_RE.sub("", trim_lead(lead, lexicon))
    if lead and (of_group := same_of_group(claim, lead, lexicon)):
        return _clean(of_group, "indicator.lead")
    if counted and lead.endswith(("级", "型", "类")):
        # 创建市级5个、县级20个美丽乡村; 打造国家级基地3个、省级10个
        lead += noun_ahead(claim) or graded(claim)
    if claim.is_count and claim.governing is not None and _SIZED_RE.fullmatch(lead):
        of = "" if lead.endswith("以上") else "的"  # 5000万元以上项目30个、亿元以上|15个
        lead = f"{lead.removesuffix('的')}{of}{_AMOUNT_RE.sub('', claim.governing.noun())}"  # 超100亿元的企业10家、超50亿元的|50家
    if lead:
        elsewhere = claim.predicate.kind == "none" and len(lead) <= 8
        elsewhere = elsewhere and (PLACE_RE.search(lead) is not None or is_place(lead, lexicon))
        tail = noun if claim.is_percent else ""
        prefix = claim.inherited_verb or "" if goes_on(claim, lead, lexicon) else ""
        if prefix and (prefix in lead or prefix[-2:] == lead[-2:]):
            prefix = ""  # 培训学员200人，从业人员培训100人; 堤防达标提升50公里，森林精准提升3万公顷
        if elsewhere and not tail:
            tail = without_place(SCOPE_RE.sub("", shared_measure(claim, lead, lexicon)), lexicon)
            prefix = "" if is_place(lead, lexicon) else prefix  # 青海600万千瓦，河北400万千瓦
            table = verbs(lexicon)
            if table.deliver.search(tail) or table.measure.search(tail):
                prefix = ""  # 全市造林20万亩，甲县5万亩
        return _clean(prefix + lead + tail, "indicator.lead")
    titled = heading_noun(claim, task=True) if not lead and claim.is_count and claim.due_here else ""
    named = titled or borrowed_topic(claim, lexicon) or heading_noun(claim)
    return _clean(named or noun_ahead(claim), "indicator.previous")


def _of_measure(claim: Claim, topic: str, lead: str, noun: str, lexicon: Lexicon) -> Indicator:
    """What a level or a change is of: *topic* before its verb, what it shares with the one before, or *noun* behind it."""
    text, predicate = claim.setting.text, claim.predicate
    counted = not (claim.is_percent or claim.is_money or claim.is_time)
    verb = text[predicate.verb[0] : predicate.verb[1]]
    if verb == "锚定" and (is_place(topic, lexicon) or PLACE_RE.search(topic) or topic.startswith(_POINTS)):
        topic = ""  # 浙江锚定|5000亿元|投资规模: who aims, and what at
        noun = noun or noun_ahead(claim)
    if predicate.kind == "increase" and counted and not noun and _ACTING_RE.match(topic):
        # 30个县计划新增200万套: the topic acts; what is added was named before.
        return _clean(_ADVERBS_RE.sub("", verb) + borrowed_topic(claim, lexicon), "indicator.previous")
    if noun and topic.endswith("对") and topic != "对":
        return _clean(noun, "indicator.count")  # 各省每年对不少于三分之一的|重点用能企业开展监察
    if noun and counted and topic and text[predicate.topic[0] - 1 : predicate.topic[0]] == "在" and verb:
        return _clean(verb + noun, "indicator.count")  # 在10个重点行业形成|20个|应用场景
    if noun and claim.is_money and not verb and final_verb(topic, lexicon):
        return _clean(topic + noun, "indicator.count")  # 财政每年安排不少于|2亿元|专项资金
    if noun and counted and verbs(lexicon).deliver.fullmatch(verb) and _AGENT_RE.fullmatch(topic):
        return _clean(verb + noun, "indicator.count")  # 水利部要完成|350个|县域达标建设复核
    if topic in _SERVES and noun:
        return _clean(topic + noun, "indicator.count")  # 满足超过|500万辆|电动汽车充电需求
    if noun and verb in _GIVING and not claim.is_percent and _WHO_GETS_RE.match(topic):
        return _clean(topic + verb + noun, "indicator.count")  # 为残疾人提供|500个|就业岗位
    if topic and verb in _NOUN_VERBS:
        # 二氧化碳减排100万吨, 减排二氧化碳100万吨
        topic = verb + topic if predicate.verb[1] <= predicate.topic[0] else topic + verb
    if verb == "形成" and noun and counted and verbs(lexicon).deliver.fullmatch(topic):
        return _clean(topic + noun, "indicator.count")  # 培育形成|10个|先进制造业集群
    if _THAN_BEFORE_RE.fullmatch(topic):
        topic = ""  # 亩均产油量达到30公斤，比改造前|增加1倍
    if topic.startswith("占"):
        topic = borrowed_topic(claim, lexicon) + topic
    if topic and predicate.kind == "level":
        shared = shared_measure(claim, topic, lexicon)
        # 广州筹建60万套，深圳不少于|40万套
        shared = without_place(shared, lexicon) if is_place(topic, lexicon) else shared
        topic = for_whom(claim, topic) + shared
    elif topic and not noun and claim.is_percent and verbs(lexicon).measure.search(topic) is None:
        topic += same_of_another(claim, topic, lexicon)  # 居住建筑|提升30%
    elif topic and claim.among and not noun and len(topic) <= 8 and PLACE_RE.search(topic):
        # 新增海水淡化规模125万吨，其中沿海城市|新增105万吨
        topic += SCOPE_RE.sub("", claim.governing.indicator) if claim.governing is not None else ""
    if not topic and not noun and verb in _NOUN_VERBS:
        return _clean(verb, "indicator.verb")  # 节水5000万立方米
    if topic and noun and counted and claim.before.endswith("有") and predicate.kind == "level":
        return _clean(topic + "有" + noun, "indicator.count")  # 每个县至少有1所|公办医院
    if noun and counted and not verb and (final_verb(topic, lexicon) or _EACH_PLACE_RE.fullmatch(topic)):
        return _clean(topic + noun, "indicator.count")  # 每个县建成至少一所|公办医院
    covers = noun != "" and verb in _COVERING and not claim.is_money
    if topic and not covers and not (noun and counted and predicate.kind != "level"):
        return _clean(with_context(claim, topic, lexicon), "indicator.topic")
    if noun and (counted or covers or not topic):
        acts = predicate.kind != "level" or verbs(lexicon).deliver.fullmatch(verb)
        joined = topic + (verb if acts else "") + noun
        return _clean(joined, "indicator.count")
    if claim.is_rank and not topic and len(verb) > _RANK_VERB:
        return _clean(verb, "indicator.verb")  # …、进入全省县域经济综合竞争力|前20强
    # 6月底前完成50个堵点治理，年底前再完成|30个
    counted_before = claim.previous is not None and bool(claim.previous.quantities)
    more = claim.among or (verb.endswith("完成") and claim.dated_clause and counted_before)
    whole = claim.governing if more and claim.is_count and not topic else None
    if whole is not None and whole.sentence is claim.sentence and verbs(lexicon).deliver.search(verb):
        return _clean(whole.noun() or whole.indicator, "indicator.previous")  # 其中年底前完成|28所
    named = borrowed_topic(claim, lexicon)
    if named and not topic and verb.removeprefix("年均") in RATES:
        named += verb  # 收入达到1.2万亿元、年均增速|15%
    if not named and (pronoun := _PRONOUN_RE.search(lead)) is not None:
        named = claim.governing.indicator if claim.governing is not None else pronoun[0]
    on = claim.latest if claim.is_percent and not (topic or clean_words(named)) else None
    if on is not None and on.unit == claim.quantity.base_unit and claim.dated_clause:
        named = on.indicator  # 一季度开工率30%、二季度累计达到|50%
    if not named and claim.is_rank:
        named = verb  # 挺进全国百强县 | 前50名
    told = claim.governing.noun() if claim.governing is not None and claim.is_count else ""
    return _clean(named or heading_noun(claim) or told, "indicator.previous")


# "组建1家中心 | 并于2023年底前通过验收", "20个领跑者灌区 | 以及一批领跑者城市"
_AND_THEN_RE = lazily(
    r"(?:以及|和|及|与)(?:一批|一系列|若干|一些).*$|(?:覆盖|惠及)[^，。；]*[0-9].*$|(?:并|且)(?:于|在|力争|争取)[^，。；]{0,4}[0-9].*$"
)
# "开工项目80个，比去年多 | 20个", "改造500公里，明年完成剩余的 | 400公里"
_MORE_RE = lazily(r"[比较](?:去年|上年|20[0-9]{2}年)(?:多|少|增|减)了?")
_REST_RE = lazily(r"(?:再|全面|全部)?完成(?:剩余|余下|其余|剩下)的?")
# "每个街道 | 至少1个 | 养老服务中心"
_EACH_PLACE_RE = lazily(r"每个?[^，。；的]{1,8}")
# 新签约 | 亿元以上 | 项目80个，其中10亿元以上12个: how large the parts are is their own.
_AMOUNT_RE = lazily(r"^(?:(?:[0-9.]+[万亿]*|[百千万亿]+)元)?(?:以上|以下)的?")
# "新建示范村30个（含 | 省级 | 10个）": what names no thing of its own
_OF_THEM_RE = lazily(
    r"[级型类]$|^(?:新建|改造|新增|改建|扩建|续建|已)|(?:[省市县区州乡镇]|地区|城区|县城|城市|街道|社区|乡村|农村|以上|以下|其他|其中)$"
)
# "招聘毕业生50人，其中 | 博士 | 5人"
_PERSONS_RE = lazily(r"(?:博士|硕士|研究生|本科生?|教授|院士|女性|骨干){1,2}(?:以上)?(?:学历)?")
# "示范企业 | 由现有的 | 12家增加到30家"
_NOW_RE = lazily(r"(?:由|从|将|把)?(?:目前|现有?|原有?|当前|现行|已有)?的?$")
# "水利部 | 要完成350个县域达标建设复核"
_AGENT_RE = lazily(
    r"我们|公司|各(?:省份?|地区?|市县?|县区?|乡镇|部门|单位)|[^，。；、0-9]{1,6}(?:部|局|委|厅|公司|集团)"
)
_NO_TOPIC = frozenset((
    "各", "年均", "月均", "平均", "累计", "总计", "合计", "共计", "均", "都", "同比", "坚决", "牢牢", "先", "再", "每年", "每月", "每季度", "每周", "分别", "又", "还", "仍", "首次", "同口径",
    "每人每月", "每人每年", "年", "现在", "连续", "要", "将", "应", "须", "力争", "争取", "确保", "努力", "目标", "任务", "恢复", "恢复并", "全年", "让", "使", "推动", "把", "将", "实现",
))  # fmt: skip
_SOMEWHERE_RE = lazily(r"(?:率先|优先|首先)?在[^，。；]{2,24}(?:[省市县区州镇乡]|地区|城区|园区)")
# "30个县 | 计划新增200万套"; not 35吨敞顶箱
_ACTING_RE = lazily(r"[^，。；]{0,6}[0-9]+[余多]?[个家省市县区镇村名户所]")
# "截至7月末筹集3.67万套， | 全年的任务 | 是6万套"
_YEARS_TASK_RE = lazily(r"(?:而|但)?(?:全年|年度|今年)的?(?:计划|目标|任务){1,2}")
# "提高10%和在2022年基础上 | 提高10%"
_ON_BASE_RE = lazily(
    r"在?(?:(?:20[0-9]{2}|[上去今前]|现有|此)年?[底末]?)?(?:[0-9][0-9.]{0,8}[^，。；0-9.]{1,6})?的?基础上"
)
_POINTS = tuple("这该上此")
_PRONOUN_RE = lazily(
    r"(?:这一|该|上述|此|这个)(?:数字|数据|比例|比率|比重|占比|指标|数值|目标|人次数|规模|产值|总量|面积|增速)|[^，。；]{0,4}它"
)
# "受人口流动影响，建议2025年目标值 | 由62%调整为59%": the measure was named a clause before.
_NEW_VALUE_RE = lazily(
    r"建议(?:将|把)?(?:(?:到)?20[0-9]{2}年的?)?(?:(?:预期|规划)?(?:目标|指标|任务)[值数]?)?"
)
_ITS_GOAL_RE = lazily(r"([^，。；]{2,6}?)的?(?:预期)?目标")
_SCOPES = ("全国", "全省", "全市", "全县", "全区", "全球", "各地")
_SUMMED_RE = lazily(r"年(?:累计|共计|合计|总计|共)$")


# "低保标准达到城市每人每月900元、农村 | 每人每月 | 750元"
_PER_HEAD_RE = lazily(r"(?<=[^，。；])每人每[年月日]$")


_THAN_BEFORE_RE = lazily(
    r"[比较](?:[^，。；、0-9]{1,8}[前初]|(?:目前|现有|当前|现在)的?(?:平均)?[^，。；、0-9]{0,6})"
)
_OR_RE = lazily(r"[^，。；]*[0-9][^，。；或]{0,3}或[^，。；0-9]{2,}$")
_GIVING = ("提供", "形成", "完成", "实现")
"""Verbs of a level whose object stands behind the number when who gets it stands before them."""
_WHO_GETS_RE = lazily(
    r"[^，。；、0-9]{0,4}?(?<![作成认行])(?:为|向|面向|给|替)(?![主了止])|(?:新增|再|新|可|还|新建)$"
)
_SERVES = ("满足", "保障", "服务", "惠及", "容纳", "对", "为")


_SUMS = ("总数", "总量", "数量", "规模")
# "A级景区总数达到1000家，其中…，国家级旅游度假区 | 5家": a thing with a name of its own.
_THING_RE = lazily(
    r"(?<=[^，。；]{3})(?:区|园|基地|中心|企业|项目|工程|平台|县|镇|村|学校|医院|机构|实验室|品牌)$"
)
_SIZED_RE = lazily(
    r"(?:年?(?:产值|营收|营业收入|主营业务收入|销售收入|销售额|规模))?(?:超过?|过|突破|达到?)?(?:[0-9.]+[百千万亿]*|[十百千万亿]+)元(?:以上)?的?"
)


def _clean(words: str, rule: str) -> Indicator:
    return Indicator(clean_words(words), rule)
