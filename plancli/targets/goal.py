"""A claim that nothing else explains -> whether it is a goal, and whose.

A verb makes it a goal; a plan, a date, a hedge or a heading makes it the issuer's.
"""

from __future__ import annotations

from plancli.models import Span
from plancli.patterns import lazily
from plancli.targets.claim import Claim, noun_after, segment_text
from plancli.targets.counted import is_counted, is_stage, is_territory
from plancli.targets.cues import LIST_MARKS, Cues, Verdict
from plancli.targets.deed import is_deed, under_years_tasks
from plancli.targets.fund import fund_before
from plancli.targets.label import labelled_line, line_above, under_label
from plancli.targets.phrase import COMPLETES_RE, DEALS_RE, deals_with
from plancli.targets.reached import keeps_up, responds
from plancli.targets.share import is_share
from plancli.targets.voice import ISSUER, OTHER, SPOKEN, TOLD


def target(claim: Claim, cue: Cues) -> Verdict:
    """A verb that makes it a goal, and a plan, a date or a heading that makes it the issuer's."""
    if claim.voice == OTHER or (claim.before.startswith("涉及") and not claim.is_percent):
        return None  # 新建学校8所，涉及6个区县
    if claim.place_topic is not None and claim.due is not None:
        return ("target", "role.target.place_list")
    if claim.bracket_topic is not None and _sets_goals(claim, claim.bracket_topic):
        return ("target", "role.target.bracket_list")
    # “5%左右的增速目标，兼顾了需要与可能。”该负责人说
    rate = claim.is_percent and claim.voice in (ISSUER, TOLD) and claim.setting.meta.kind in SPOKEN
    met = not claim.hedged and _MET_RE.search(claim.before)  # 圆满完成6%的年度增长目标
    if (
        rate
        and not met
        and claim.tense != "past"
        and _GOAL_CALLED_RE.match(claim.setting.text, claim.quantity.span[1])
    ):
        return ("target", "role.target.aimed")
    dated = claim.due_listed or (claim.due is not None and claim.polarity == "goal")
    told = claim.setting.meta.kind in SPOKEN and claim.setting.meta.plan is None and claim.voice != ISSUER
    if claim.moves_from is not None and claim.due is not None and claim.tense != "past" and not told:
        return ("target", "role.target.labelled")  # 健康素养水平：21.9% → 25%
    if claim.due is not None and claim.tense != "past" and labelled_line(claim):
        return ("target", "role.target.labelled")  # 企业开办时间：0.5个工作日以内
    if not claim.before and dated and claim.tense != "past" and line_above(claim):
        return ("target", "role.target.labelled")  # 原油产量 / 2200万吨左右
    meant = _is_meant(claim)
    if not (meant or _plan_speaks(claim, cue)) or not _has_a_term(claim, cue):
        return None
    bare = claim.quantity.unit == "" and not (claim.is_rank or claim.is_percent)
    kind = claim.predicate.kind
    if kind in ("level", "increase", "decrease"):
        return ("target", f"role.target.{kind}") if not bare or meant else None
    if kind == "deliver":
        counted = not bare or ("vague.plus" in claim.quantity.rules and noun_after(claim))
        return ("target", "role.target.deliver") if counted else None
    return None if bare else _without_verb(claim, cue, meant)


def _in_plan(claim: Claim) -> bool:
    """In the plan itself a section that is no review speaks of what is to be done."""
    return claim.setting.meta.kind == "plan" and bool(claim.chain) and claim.polarity is None


# 占全省总量10%, 比去年多20个, 建有车站20座: about what was told, and no goal more.
_ABOUT_RE = lazily(r"^(?:占|比|较|相当于)|[建拥设]有|合计占")


def _is_meant(claim: Claim) -> bool:
    """True when a date, a hedge, a heading or the issuer's own voice says that it is to be."""
    news = claim.setting.meta.kind in SPOKEN
    planned = claim.planned and (claim.due_listed or not news)
    if claim.due_here or claim.hedged or planned or (claim.tense == "future" and not news):
        return True
    # 增长目标定为6.5%，其中，工业增长8%，新增就业32万人: a list of goals goes on in other units.
    goes_on = claim.voice is None and claim.previous_role == "target" and claim.segment.mark == "，"
    if goes_on and claim.tense != "past" and _ABOUT_RE.search(claim.before) is None:
        return True
    if _runs_from_now(claim) or (news and _is_carried(claim)):
        return True
    if news and claim.voice is None and claim.due is not None and claim.due.source == "list":
        acts = claim.predicate.kind == "deliver" and claim.tense != "past"
        if acts and _WILL_DO_RE.match(claim.before):
            return True  # “十四五”期间，…。此外，全国还将支持200万户家庭改造
    if claim.voice == TOLD:
        listed = claim.previous is not None and claim.segment.mark in ("：", ":")
        opening = segment_text(claim.setting, claim.previous) if listed and claim.previous else claim.before
        ahead = claim.tense != "past" and _NEXT_RE.search(claim.earlier) is not None
        will = _WILL_RE.search(opening) or _WILL_RE.search(claim.before)  # 某人告诉记者：“全年要引进3户…”
        return claim.previous_role == "target" or ahead or will is not None
    return claim.polarity == "goal" or _in_plan(claim) or claim.voice == ISSUER


# "从2022年起每年实施 | 50万户": what runs on from the year of writing.
_FROM_ON_RE = lazily(r"从(20[0-9]{2})年(?:起|开始)，?每年")


def _runs_from_now(claim: Claim) -> bool:
    start = _FROM_ON_RE.search(claim.earlier) if "从20" in claim.earlier else None
    return start is not None and claim.setting.year is not None and start[1] >= claim.setting.year


# "下一步，我们将指导各地…": so is all of the sentence.
_NEXT_RE = lazily(
    r"(?:下一步，[^。]*?(?:将|要(?!求))|今后[^。]*?(?:将(?![军来领])|要(?!求)|推动|确保|力争))(?![^。]*(?:目前|现有|已))"
)
# "负责人表示，将在全国建设20个": what an official says will be done.
_WILL_RE = lazily(
    r"(?:^|还|也|并|[年里内]|[我全本][省市区县州])将(?![军来领才])|(?:全年|年内|今年|明年|下一步)(?:还|也)?(?:要(?!求)|将|拟|计划)"
)
_WILL_DO_RE = lazily(r"(?:全[国省市县区])?(?:还|也)?将(?![军来领才])")


def _is_carried(claim: Claim) -> bool:
    """True in news for a sentence right after a target, under the same date: 到2025年，毛入园率达到95%。毛入学率达到92%."""
    before, due = claim.carried, claim.due
    if before is None or due is None or before.due is None or due.source != "list":
        return False
    ahead = claim.voice is None and claim.tense == "future" and claim.polarity != "past"
    predicate = claim.predicate
    acts = predicate.kind == "deliver" and predicate.verb[0] == predicate.lead[0]
    moves = predicate.kind in ("level", "increase", "decrease") and claim.is_percent
    # 该园区占地2000亩，入驻企业300家 tells what is.
    fits = claim.previous_role is None and (acts or moves) and _OF_ITS_OWN_RE.search(claim.before) is None
    return ahead and before.due.end == due.end and fits and _ABOUT_RE.search(claim.before) is None


# "电商快件不再二次包装比例已超过 | 95%", "每年…严格控制在 | 7亿立方米", "较上年下调 | 0.5个百分点"
_OF_ITS_OWN_RE = lazily(r"已|该|占地|入驻|灌溉|每年|严格|[较比](?:上年|去年)")


def _has_a_term(claim: Claim, cue: Cues) -> bool:
    """True when something says by when, or when none is needed: a hedge, goals, a rate, the issuer's firm word."""
    if claim.due is not None or claim.hedged:
        return True
    if claim.voice == ISSUER and claim.polarity != "goal":
        return _is_firm(claim)
    if claim.predicate.kind == "none":
        # 培育龙头企业10家，中小企业100家
        tasked = claim.previous_role in ("target", "qualifier") and bool(claim.inherited_verb)
    else:
        tasked = claim.dated_plan or is_deed(claim)
    tasked = tasked and _in_plan(claim)
    return claim.polarity == "goal" or tasked or cue.search("runs", claim.earlier) is not None


_IN_SO_MANY_RE = lazily(r"在(?:全[国省市县区])?(?:不少于|至少|超过)?$")
_TRIED_RE = lazily(
    r"(?:以上)?(?:的)?[^，。；、0-9]{2,12}?(?:开展|推进|启动|实施|推行|组织|部署)[^，。；]{0,12}(?:试点|示范|试验|应用|建设|改造|服务)"
)
# What a plan lays out it will have: "专栏一 国家综合立体交通网布局".
_LAID_OUT_RE = lazily(r"网(?:络)?布局$|布局(?:规模|方案)$")


def _without_verb(claim: Claim, cue: Cues, meant: bool) -> Verdict:
    """A number that no verb governs: an item of a list, a part, a share, a stated level."""
    listed = claim.segment.mark in LIST_MARKS
    if claim.is_count and claim.before.startswith(("瞄准", "聚焦", "围绕", "针对")):
        return None  # 瞄准20条产业链: what is aimed at
    if (
        claim.is_count
        and claim.due_here
        and _IN_SO_MANY_RE.search(claim.before)
        and _TRIED_RE.match(claim.after)
    ):
        return ("target", "role.target.deliver")  # 到2027年底，在全国1000个居住区开展试点
    sized = claim.is_money and not claim.before and _SCALE_NOUN_RE.search(noun_after(claim)) is not None
    if (claim.is_count or sized) and claim.inherited_verb is not None and listed:
        return ("target", "role.target.list")
    if meant and claim.is_count and not claim.after and _NEW_RE.fullmatch(claim.before):
        return ("target", "role.target.deliver")  # 新入规企业4户
    if meant and claim.is_money and claim.before in _GATHERS:
        return ("target", "role.target.deliver")  # 统筹5亿元促进汽车、家电消费
    if meant and claim.is_count and _HELPS_RE.search(claim.before):
        return ("target", "role.target.deliver")  # 促进高校毕业生就业创业40万人以上
    # 泊位48个（其中原油码头2座、集装箱泊位6个）
    whole = claim.governing or (claim.latest if claim.segment.depth and claim.is_count else None)
    if whole is not None and _names_a_part(claim):
        return ("target", "role.target.part")
    on = claim.previous_role == "target" and claim.governing is not None
    if on and listed and (claim.at_best or is_stage(claim)):
        return ("target", "role.target.list")  # 甲省目标最高，为7%以上、力争8%
    if claim.due is None:
        return None
    if listed and claim.previous_role == "target" and claim.governing and _SUM_RE.fullmatch(claim.before):
        return ("target", "role.target.sum")  # 每年安排专项资金3亿元，五年共计15亿元
    laid_out = claim.setting.meta.kind == "plan" and any(
        _LAID_OUT_RE.search(n.title) for n in claim.chain[:2]
    )
    if laid_out and not claim.is_percent and claim.after[:1] in ("", "（") and len(claim.before) >= 2:
        return ("target", "role.target.titled")  # 国家综合交通网布局: 普速铁路13万公里，合计20万公里左右
    # 接待游客突破1亿人次；邮轮靠泊80航次: under a title with a year a bare count goes on too.
    bare = (
        claim.due.source in ("title", "document", "heading") and not claim.after and "每" not in claim.before
    )
    dated = claim.due_here or claim.polarity == "goal" or claim.voice == ISSUER or bare
    if claim.is_count and dated and listed and claim.previous_role == "target":
        lead = claim.setting.text[slice(*claim.predicate.lead)]
        served = lead.startswith(("满足", "能够", "可", "相当于", "服务"))
        if served:
            return None
        if len(lead) >= 2:
            return ("target", "role.target.list")
    if listed and claim.is_money and _NAMES_INDUSTRY_RE.fullmatch(claim.before) and not claim.after:
        whole = claim.governing
        if claim.previous_role == "target" and whole is not None and whole.sentence is claim.sentence:
            return ("target", "role.target.list")  # 轻合金材料突破1500亿元；合成材料3500亿元
    named = claim.is_money and listed and claim.previous_role == "target" and not claim.after
    if named and _EARNS_RE.fullmatch(claim.before):
        return ("target", "role.target.list")  # 接待游客1500万人次、旅游总收入160亿元
    if claim.due_here and claim.quantity.bound in ("ge", "gt") and claim.before.endswith("满足"):
        # 满足400万辆以上电动汽车的充电需求: what is bounded is to be reached, not only served.
        return ("target", "role.target.meets") if "需求" in claim.after else None
    if meant and claim.is_percent and keeps_up(claim):
        return ("target", "role.target.level")
    if claim.lists_on and claim.is_count and len(claim.before) >= 2:
        return ("target", "role.target.list")
    spoken = claim.due_here or claim.voice in (ISSUER, TOLD)
    own = claim.setting.meta.kind in ("plan", "report") or (spoken and claim.is_percent)
    called = own and _GOAL_CALLED_RE.match(claim.setting.text, claim.quantity.span[1])
    set_so = claim.is_count and claim.polarity != "past" and _AIM_IS_RE.fullmatch(claim.before)
    if (
        called
        or (set_so and (meant or claim.setting.meta.kind in ("plan", "report")))
        or (claim.due_here and claim.after.startswith("的目标"))
    ):
        return ("target", "role.target.aimed")  # 离2025年5万亿元的目标还有距离
    if responds(claim):
        return ("target", "role.target.within")
    if claim.segment.mark in ("：", ":") and not claim.before and claim.previous is not None:
        label = segment_text(claim.setting, claim.previous)
        return ("target", "role.target.labelled") if cue.search("measure_noun", label) else None
    instalment = claim.is_money and _INSTALMENT_RE.search(claim.before) is not None
    if (claim.is_count or instalment) and claim.due_here and _DONE_BY_RE.match(claim.after):
        return ("target", "role.target.done_by")
    if claim.is_count and claim.due_here and _PLANS_RE.match(claim.before):
        return ("target", "role.target.stated")  # 到2023年，规划加氢站接近100座
    if claim.is_count and is_counted(claim):
        return ("target", "role.target.stated")  # 发展目标。全省A级物流企业600家以上
    if claim.is_count and _is_whole_task(claim):
        return ("target", "role.target.titled")
    if claim.is_count and under_label(claim):
        return ("target", "role.target.labelled")
    acts = len(claim.before) <= 2 and claim.before not in ("聚焦", "围绕", "针对", "面向")
    # 6家焦化企业、9家水泥企业完成改造: what the last of a list does all of it does.
    listed_on = claim.setting.text[claim.segment.end : claim.segment.end + 1] == "、"
    stop = claim.sentence.end if listed_on else claim.segment.end
    onward = claim.setting.text[claim.quantity.outer[1] : stop]
    if claim.is_count and meant and acts and cue.match("reaches", onward):
        return ("target", "role.target.subject")
    to = claim.before.startswith("对") and not claim.before.startswith(_NOT_TO)
    treated = to and _TREATS_RE.match(claim.after)
    dealt = _WILL_DEAL_RE.fullmatch(claim.before) and DEALS_RE.match(claim.after)
    helped = _FOR_RE.search(claim.before) and _SERVES_RE.match(claim.setting.text, claim.quantity.span[1])
    if meant and claim.is_count and (treated or dealt or helped):
        return ("target", "role.target.object")  # 将对124处灌区实施改造
    if meant and claim.before.endswith("等") and (deals_with(claim) or COMPLETES_RE.match(claim.after)):
        return ("target", "role.target.object")
    if claim.bracket_topic is not None and claim.due_here:
        return ("target", "role.target.bracket_list")
    if claim.is_percent and claim.before.endswith("的") and _SERVED_BY_RE.match(claim.after):
        return ("target", "role.target.share")  # 用电增量的60%由可再生能源满足
    spent = claim.previous_role == "target" and claim.after.startswith("用于")
    if claim.is_percent and (spent or is_share(claim, cue) or cue.match("share_verb", claim.after)):
        return ("target", "role.target.share")
    return ("target", "role.target.stated") if meant and _names_indicator(claim, cue) else None


# "新入规企业 | 4户", "新换发社保卡 | 3万张": 新 before whatever deed; not 新能源汽车, 新一代, 新型.
_NEW_RE = lazily(
    r"新(?!能源|材料|型|兴|区|县|疆|时|冠|城|农|乡|一|质|媒|业态|产品|技术|装备|经济|市民|生|消费|老|年|药|房|房屋|基建|动能|机遇|就业形态|市|村|品种|职业|就诊|发病|患)[^，。；：0-9]{3,14}"
)
_GATHERS = ("统筹", "统筹整合", "整合", "省级统筹", "市级统筹", "县级统筹", "再统筹")
_EARNS_RE = lazily(r"[^，。；、0-9]{0,8}(?:收入|产值|营收|交易额|销售额|出口额|成交额)")
_SERVED_BY_RE = lazily(r"由[^，。；]{2,16}(?:满足|供应|提供)")
# "第一批 | 1.5万个 | 于2022年9月底前完成"
_DONE_BY_RE = lazily(
    r"[^，。；0-9]{0,8}?(?:于|在|须|要|将)?[^，。；]{2,14}[前内底](?:全部|全面|基本)?(?:完成|建成|投用|开工|到位|投产)"
)
_HELPS_RE = lazily(r"(?:促进|帮助|带动)[^，。；0-9]{0,16}(?:就业|创业|增收|致富|转移)$")
_NAMES_INDUSTRY_RE = lazily(
    r"(?![^，。；]*(?:投资|补助|奖|资金|费|贷款|补贴|收入))[^，。；、：（）0-9]{2,10}"
)
_NOT_TO = ("对照", "对标", "对接", "对应", "对口")
# "对 | 96条河流 | 开展系统治理"
_TREATS_RE = lazily(
    r"[^，。；0-9]{2,20}?(?:实施|开展|进行)[^，。；]{0,14}(?:改造|治理|修复|整治|提升|加固|维修|更新|清淤|保护)"
)
# "免费为全县 | 8000名 | 35—64岁农村妇女开展“两癌”筛查"
_FOR_RE = lazily(r"(?:^|、)(?:免费)?为(?!期|主|止|限)[^，。；0-9]{0,10}$")
_SERVES_RE = lazily(r"[^，。；]{2,24}?(?:开展|提供|实施|发放|配备|安装|办理|购买|建立|进行)[^，。；]{2,}")
# "将对 | 124处大型灌区 | 实施改造"
_WILL_DEAL_RE = lazily(r"[^，。；0-9]{0,8}(?:将|要|拟|计划)对(?:现有|全[国省市县]|辖区)?")
# "6.5% | 左右的增长目标，既考虑了…"
# "全年目标 | 2000个"
_AIM_IS_RE = lazily(r"(?:全年|年度|今年|本年度)(?:的)?(?:目标|任务)(?:任务)?数?(?:为|是)?")
_MET_RE = lazily(
    r"(?:(?:已|圆满|顺利|如期|超额|提前|全面)(?:完成|实现|达成)|(?:完成|实现|达成)了|超过|高于|好于)[^，。；]{0,4}$"
)
_GOAL_CALLED_RE = lazily(
    r"(?:左右|以上|以内)?的(?:增长|增速|预期|年度)*目标(?=[，：]|是|既|考虑|不变|没有变|不动摇)"
)
# "打造10个品牌、 | 1000亿元 | 产业规模"
_SCALE_NOUN_RE = lazily(r"(?:规模|产值|产业|集群|基金)$")
# "首期 | 10亿元 | 于2024年内到位"
_INSTALMENT_RE = lazily(r"(?:首期|首批|资金|基金|债券)[^，。；0-9]{0,4}$")
# "规划加氢站接近 | 100座"
_PLANS_RE = lazily(r"(?:计划|规划|拟)[^，。；0-9]{2,10}$")
_SUM_RE = lazily(r"(?:[二三四五六七八九十0-9]{1,2}年|全年)?(?:累计|共计|合计|总计|共)")


def _sets_goals(claim: Claim, topic: Span) -> bool:
    """True when what a list of names measures is called a goal: 从GDP增速目标看，…：甲市（6%）、乙市（5%）."""
    return claim.due is not None and _GOALS_RE.match(claim.setting.text, topic[1]) is not None


_GOALS_RE = lazily(r"的?(?:预期|年度){0,2}目标")


def _is_firm(claim: Claim) -> bool:
    """True for what is to be held or done, told without a date: 稳定在13万户以上; not 高于110%为红色区域."""
    predicate = claim.predicate
    listed = claim.previous_role == "target" and claim.segment.mark == "，"
    strict = claim.quantity.bound in ("gt", "lt") and " vague." not in claim.read_by
    verb = claim.setting.text[slice(*predicate.verb)]
    states = verb in _STATES and claim.quantity.bound == "eq" and not claim.quantity.approx
    if (strict and not listed) or predicate.relative or (states and not listed):
        return False
    if predicate.kind == "deliver":
        # 阶段性减征, 全面推广: a word on how may stand before the verb.
        return predicate.verb[0] - predicate.lead[0] <= 3 or claim.previous_role == "target"
    if predicate.kind == "none":
        goes_on = claim.segment.mark in LIST_MARKS and claim.previous_role == "target"
        return goes_on or _HELPS_RE.search(claim.before) is not None
    return predicate.verb[1] > predicate.verb[0] or claim.quantity.bound in ("ge", "le")


# 优良天数比例为81.6%: what is the case, in the mouth of whoever tells of it.
_STATES = frozenset({"为", "是", "有", "在", "占", "达"})


def _dated_above(claim: Claim) -> bool:
    """True when the date of a paragraph above still holds."""
    return claim.due is not None and claim.due.source == "list" and claim.predicate.kind == "level"


# "服务方面，全年航班正常率要保持在 | 80%以上，…"
_MUST_RE = lazily(r"(?:今年|全年|年内)[^，。；]{0,16}(?<![主重需首必摘纪])要(?!求|素|闻|点|么|不)[^。]*$")
_QUOTE_DISTANCE = 60
"""How far before its date news may name the plan it quotes: 《…行动方案》提出，到2025年."""


def _plan_speaks(claim: Claim, cue: Cues) -> bool:
    """True when the document is itself the plan, or news that quotes one here.

    News that is all about one plan, which it names, speaks for it where no other voice is heard.
    """
    if claim.setting.meta.kind in SPOKEN:
        if claim.voice == TOLD and not claim.due_here:
            return False
        if claim.setting.meta.plan is not None:
            listed = bool(claim.chain) and claim.chain[0].kind == "item"
            dated = claim.due_here
            if listed or dated or cue.search("quoting", claim.words) or _dated_above(claim):
                return True
        ahead = claim.due is not None and claim.voice != OTHER
        if ahead and (under_years_tasks(claim) or _MUST_RE.search(claim.earlier)):
            return True
        if claim.due is None or claim.due.mention is None or claim.due.source not in ("sentence", "list"):
            return False
        at = claim.due.mention.core[0]
        lead = claim.setting.text[max(0, at - _QUOTE_DISTANCE) : at]
        return cue.search("quoting", lead[lead.rfind("。") + 1 :]) is not None
    if claim.setting.meta.kind is None:
        return claim.due is not None and claim.due.source != "document"
    return True


def _is_whole_task(claim: Claim) -> bool:
    """True for a number that stands alone under a heading that calls it a task: 4.新增泊位年度任务。2022年9万个."""
    lead = claim.setting.text[slice(*claim.predicate.lead)]
    return claim.under_task and lead == "" and claim.due_here


def _names_a_part(claim: Claim) -> bool:
    """其中东城区28个、西城区22个: a place or group and its share of the count before."""
    start, end = claim.predicate.lead
    if claim.predicate.kind != "none" or not claim.among:
        return False
    return end - start <= 12


def _names_indicator(claim: Claim, cue: Cues) -> bool:
    """城镇调查失业率5.5%左右: the words before the number name a measure, or a hedge makes them a goal."""
    start, end = claim.predicate.topic
    topic = claim.setting.text[start:end]
    part = claim.is_money and fund_before(claim, topic) != topic  # 设立科创基金，首期规模20亿元
    named = part or cue.search("measure_noun", topic) is not None or (claim.hedged and len(topic) >= 2)
    return named and (claim.due_here or claim.hedged or not is_territory(topic))
