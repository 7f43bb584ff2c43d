"""A claim that nothing else explains -> whether it is a goal, and whose.

A verb makes it a goal; a plan, a date, a hedge or a heading makes it the issuer's.
"""

from __future__ import annotations

from plancli.models import Span
from plancli.patterns import lazily
from plancli.targets.bare import is_index, names_index
from plancli.targets.claim import Claim, holds_number, noun_after, segment_text
from plancli.targets.cues import LIST_MARKS, Cues, Verdict
from plancli.targets.daily import WILL_RE, is_daily
from plancli.targets.deed import is_deed, under_years_tasks
from plancli.targets.label import counted_under_label, labelled_line, line_above
from plancli.targets.listed import in_years, makes_up
from plancli.targets.named_value import named_on_line
from plancli.targets.reference import since_last
from plancli.targets.tasklist import goes_on_in_news
from plancli.targets.verbless import HELPS_RE, called_a_goal, goal_stands, without_verb
from plancli.targets.voice import ISSUER, OTHER, SPOKEN, TOLD
from plancli.targets.whole_year import will_be_this_year


def target(claim: Claim, cue: Cues) -> Verdict:
    """A verb that makes it a goal, and a plan, a date or a heading that makes it the issuer's."""
    if claim.voice == OTHER or (claim.before.startswith("涉及") and not claim.is_percent):
        return None  # 新建学校8所，涉及6个区县
    part = claim.segment.depth and claim.latest is None and claim.before.startswith(("含", "其中", "包括"))
    if part and claim.previous is not None and holds_number(claim.previous):
        return None  # 对全县35个安置点（含大型安置点2个）
    if claim.place_topic is not None and claim.due is not None:
        return ("target", "role.target.place_list")
    if claim.bracket_topic is not None and _sets_goals(claim, claim.bracket_topic):
        return ("target", "role.target.bracket_list")
    # “5%左右的增速目标，兼顾了需要与可能。”该负责人说
    rate = claim.is_percent and claim.voice in (ISSUER, TOLD) and claim.setting.meta.kind in SPOKEN
    met = not claim.hedged and _MET_RE.search(claim.before)  # 圆满完成6%的年度增长目标
    if rate and not met and claim.tense != "past" and called_a_goal(claim):
        return ("target", "role.target.aimed")
    apart = claim.setting.text[slice(*claim.predicate.verb)] in _THAN
    told_so = claim.due_here or claim.hedged or claim.polarity == "goal" or claim.previous_role == "target"
    told_so = told_so or since_last(claim)
    if apart and not told_so and (claim.due is None or claim.due.source != "heading"):
        return None  # 全市老龄化率比2020年高2.3个百分点
    aim = claim.is_percent and claim.tense != "past" and _AIM_NAMED_RE.search(claim.before)
    if aim and claim.due_listed and not claim.index:
        return ("target", "role.target.aimed")  # 今年GDP增长目标5%左右，赤字率目标4%
    dated = claim.due_listed or (claim.due is not None and claim.polarity == "goal")
    told = claim.setting.meta.kind in SPOKEN and claim.setting.meta.plan is None and claim.voice != ISSUER
    if claim.moves_from is not None and claim.due is not None and claim.tense != "past" and not told:
        return ("target", "role.target.labelled")  # 健康素养水平：21.9% → 25%
    if named_on_line(claim):
        return ("target", "role.target.labelled")  # 营运船舶，3.5%
    if claim.due is not None and claim.tense != "past" and labelled_line(claim):
        return ("target", "role.target.labelled")  # 企业开办时间：0.5个工作日以内
    if claim.due is not None and "past" not in (claim.tense, claim.polarity) and counted_under_label(claim):
        return ("target", "role.target.labelled")  # 绿色制造体系：绿色工厂120家、绿色供应链企业30家
    if not claim.before and dated and claim.tense != "past" and line_above(claim):
        return ("target", "role.target.labelled")  # 原油产量 / 2200万吨左右
    if claim.setting.meta.kind in SPOKEN and goes_on_in_news(claim):
        return ("target", "role.target.list")
    meant = _is_meant(claim)
    if meant and makes_up(claim):
        return ("target", "role.target.list")
    if claim.voice == TOLD and claim.is_count and in_years(claim):
        return ("target", "role.target.list")
    if not (meant or _plan_speaks(claim, cue)) or not _has_a_term(claim, cue):
        return None
    bare = claim.quantity.unit == "" and not (claim.is_rank or claim.is_percent)
    kind = claim.predicate.kind
    if bare and meant and claim.previous_role == "target" and names_index(claim):
        return ("target", "role.target.stated")  # 用水量下降16%，灌溉水有效利用系数0.62
    if kind in ("level", "increase", "decrease"):
        return ("target", f"role.target.{kind}") if not bare or meant or is_index(claim) else None
    if kind == "deliver" and is_daily(claim):
        return None
    if kind == "deliver":
        counted = not bare or ("vague.plus" in claim.quantity.rules and noun_after(claim))
        return ("target", "role.target.deliver") if counted else None
    return None if bare else without_verb(claim, cue, meant)


_THAN = frozenset({"高", "高出", "低", "多", "多出", "少", "快", "慢"})
_AIM_NAMED_RE = lazily(
    r"^[^0-9]*(?:增长|增速|率|涨幅|GDP|CPI|投资|零售|产值|就业|收入)(?:预期)?目标(?:值)?(?:[定设]?[为在]|是)?$"
)


def _in_plan(claim: Claim) -> bool:
    """In the plan itself a section that is no review speaks of what is to be done."""
    return claim.setting.meta.kind == "plan" and bool(claim.chain) and claim.polarity is None


# 占全省总量10%, 比去年多20个, 建有车站20座: about what was told, and no goal more.
_ABOUT_RE = lazily(r"^(?:占|比|较|相当于)|[建拥设]有|合计占")


# 三地则不约而同地 | 锚定 | 6%: the verb itself says that it is to be.
_AIMS = frozenset({"锚定", "瞄准", "奔向"})


# "目标维持 | 5.5%不变", "目标从5.5%下调到 | 5%"
_GOAL_GOES_RE = lazily(
    r"(?:今年|全年|增长|增速|预期){0,2}目标(?:值)?(?:[从由]|维持|保持|[定设]|[上下]调|调整|降|升)"
)


def _is_meant(claim: Claim) -> bool:
    """True when a date, a hedge, a heading or the issuer's own voice says that it is to be."""
    news = claim.setting.meta.kind in SPOKEN
    planned = claim.planned and (claim.due_listed or not news)
    verb = claim.setting.text[slice(*claim.predicate.verb)]
    aims = claim.due is not None and (verb in _AIMS or _GOAL_GOES_RE.match(claim.before) is not None)
    if claim.due_here or claim.hedged or aims or planned or (claim.tense == "future" and not news):
        return True
    # 增长目标定为6.5%，其中，工业增长8%，新增就业32万人: a list of goals goes on in other units.
    goes_on = claim.voice is None and claim.previous_role == "target" and claim.segment.mark == "，"
    if goes_on and claim.tense != "past" and _ABOUT_RE.search(claim.before) is None:
        return True
    # 甲地、乙地浓度分别下降20%、15%: what the first of several is, the others are.
    in_series = bool(claim.series) and claim.quantity is not claim.series[0]
    if in_series and claim.previous_role == "target" and claim.tense != "past":
        return True
    if (
        goal_stands(claim)
        or _runs_from_now(claim)
        or will_be_this_year(claim)
        or (news and _is_carried(claim))
    ):
        return True
    acts = claim.predicate.kind == "deliver" and claim.tense != "past"
    if news and claim.voice is None and claim.due is not None and acts:
        # 他表示，将引进良种，每年支持建设50万亩; “十四五”期间，…。此外，全国还将支持200万户家庭改造
        goes_on = claim.due.source == "list" and _WILL_DO_RE.match(claim.before) is not None
        if goes_on or _HE_WILL_RE.search(claim.earlier):
            return True
    if claim.voice == TOLD:
        listed = claim.previous is not None and claim.segment.mark in ("：", ":")
        opening = segment_text(claim.setting, claim.previous) if listed and claim.previous else claim.before
        ahead = claim.tense != "past" and _NEXT_RE.search(claim.earlier) is not None
        # 某人告诉记者：“全年要引进3户…”; 某局局长表示，智算占比要达到90%
        will = WILL_RE.search(opening) or WILL_RE.search(claim.before) or _MUST_REACH_RE.search(claim.before)
        planned = claim.planned and claim.tense != "past"  # 某司负责人介绍，首批城市预期推广汽车60万辆
        # 到2020年，建设基地230万亩。 / 在仓储方面，新增能力20万吨
        led = claim.due is not None and claim.due.source == "list" and claim.due.sets_a_limit
        ahead = ahead or (led and claim.tense != "past" and claim.predicate.kind != "none")
        said = claim.previous_role == "target" or ahead or will is not None or planned
        return said or _goes_on_for_the_year(claim)
    return claim.polarity == "goal" or _in_plan(claim) or claim.voice == ISSUER


def _goes_on_for_the_year(claim: Claim) -> bool:
    """True for a sentence on the whole running year right after a goal of the same speaker: 确保全年增长7%。全年新增企业600户."""
    setting = claim.setting
    carried, today = claim.carried, setting.reference or ""
    if carried is None or carried.due is None:
        return False
    start = setting.blocks[setting.block_at(claim.sentence.start)][0]
    aimed = _AIMS_AT_YEAR_RE.search(setting.text, start, claim.sentence.start) is not None
    if (carried.due.end or "")[:4] != today[:4] and not aimed:
        return False
    opens = setting.text.startswith(("全年", "年内"), claim.sentence.start) and "04" <= today[5:7] <= "11"
    return opens and claim.tense != "past" and _TELLS_WHAT_WAS_RE.search(claim.words) is None


_AIMS_AT_YEAR_RE = lazily(r"(?:确保|力争|争取|实现)全年|全年[^。]{0,12}(?:确保|力争|争取)|下半年[^。]{0,8}将")
# "全年共举办活动200场", "全年旅游收入450亿元，同比增长30%"
_TELLS_WHAT_WAS_RE = lazily(
    r"[同环]比|比上年|较上年|共[举开组培完实接帮]|居全[国省市]|拉动|惠及|不断|累计|已"
)


# "从2022年起每年实施 | 50万户": what runs on from the year of writing.
_FROM_ON_RE = lazily(r"从(20[0-9]{2})年(?:起|开始)，?每年")


def _runs_from_now(claim: Claim) -> bool:
    start = _FROM_ON_RE.search(claim.earlier) if "从20" in claim.earlier else None
    return start is not None and claim.setting.year is not None and start[1] >= claim.setting.year


# "下一步，我们将指导各地…": so is all of the sentence.
_NEXT_RE = lazily(
    r"(?:下一步，?[^。]*?(?:将|要(?!求))|(?:表示|介绍|透露|[说称])，[^，。；]{0,8}将(?![军来领才])|今后[^。]*?(?:将(?![军来领])|要(?!求)|推动|确保|力争))(?![^。]*(?:目前|现有|已))"
)
# "他表示， | 将大力引进良种，每年支持建设": an official whom the paragraph before names
_HE_WILL_RE = lazily(
    r"(?<![^，。；\n])[他她](?:还|也)?(?:表示|介绍|透露|[说称])，[^，。；]{0,8}将(?![军来领才])[^。]*$"
)
# "智算占比 | 要达到 | 90%", "亩产 | 要提到 | 500公斤"
_MUST_REACH_RE = lazily(
    r"(?:(?<![主重需首必摘纪])要(?:力争)?|将继续|[则也还]须)(?:达到|突破|超过|保持|稳定|提高|提升|增加|降低|压减|实现|完成|建成|新增|新建|引进|做到|拉到|提到|降到)"
)
# "申报高企，研发投入占比要达到3%": what is asked of others
_STANDARD_OF_RE = lazily(r"每[家个户名所]|面积|备案|资质|入驻")
_ASKED_OF_RE = lazily(
    r"购买|购房|缴存|备案|家庭收入|每天|(?:申请|申报|参评)[^，。；“”]{1,10}，|(?:市民|学生|考生|业主|驾驶员|商家|企业|用人单位)[^，。；]{0,4}(?:要|须)"
)
_WILL_DO_RE = lazily(r"(?:全[国省市县区])?(?:还|也)?将(?![军来领才])")


def _is_carried(claim: Claim) -> bool:
    """True in news for a sentence right after a target, under the same date: 到2025年，毛入园率达到95%。毛入学率达到92%."""
    before, due = claim.carried, claim.due
    if due is None or due.source != "list":
        return False
    if before is None and _is_led(claim):
        return True
    if before is None or before.due is None:
        return False
    ahead = claim.voice is None and claim.tense == "future" and claim.polarity != "past"
    predicate = claim.predicate
    acts = predicate.kind == "deliver" and predicate.verb[0] == predicate.lead[0]
    acts = acts or claim.before.startswith(("每个", "每万人", "每千人", "每百"))  # 每个重点行业打造100个标杆
    bounded = claim.quantity.bound in ("ge", "le")  # 减排量不低于1200吨
    moves = predicate.kind in ("level", "increase", "decrease") and (claim.is_percent or bounded)
    # 该园区占地2000亩，入驻企业300家 tells what is.
    fits = claim.previous_role is None and (acts or moves) and _OF_ITS_OWN_RE.search(claim.before) is None
    return ahead and before.due.end == due.end and fits and _ABOUT_RE.search(claim.before) is None


_SEEN_RE = lazily(r"显示|走在全[国省市]|看到|名副其实|据[^，。；]{2,12}(?:介绍|统计)")


def _is_led(claim: Claim) -> bool:
    """True for a level right after the sentence, without a number, that 到2027年 opens: 到2027年，机制基本建立。入园率达到93%."""
    mention = claim.due.mention if claim.due is not None else None
    level = claim.predicate.kind == "level" and claim.predicate.topic[1] > claim.predicate.topic[0]
    if (
        mention is None
        or mention.relation != "due"
        or not level
        or claim.voice == OTHER
        or claim.tense == "past"
    ):
        return False
    setting = claim.setting
    block = setting.blocks[setting.block_at(claim.sentence.start)]
    told = setting.text[mention.span[1] : claim.sentence.start]
    head = min(mention.cue[0], mention.span[0])
    opens = head == block[0] or (head > block[0] and setting.text[head - 1] in "\n。；”")
    if _SEEN_RE.search(setting.text, claim.sentence.start, claim.sentence.end):
        return False
    return opens and told.count("。") == 1 and not any(char.isdigit() for char in told)


# "电商快件不再二次包装比例已超过 | 95%", "每年…严格控制在 | 7亿立方米", "较上年下调 | 0.5个百分点"
_OF_ITS_OWN_RE = lazily(r"已|该|占地|入驻|灌溉|每年|严格|[较比](?:上年|去年)")


def _has_a_term(claim: Claim, cue: Cues) -> bool:
    """True when something says by when, or when none is needed: a hedge, goals, a rate, the issuer's firm word."""
    if claim.due is not None or claim.hedged:
        return True
    goes_on = claim.previous_role == "target" and claim.segment.mark in LIST_MARKS
    reached = claim.is_percent or "要达到" in claim.before
    must = reached and _MUST_REACH_RE.search(claim.before) and not _ASKED_OF_RE.search(claim.earlier)
    standard = not claim.is_percent and _STANDARD_OF_RE.search(claim.earlier) is not None
    must = must and not (standard or claim.is_time or claim.quantity.base_unit in ("米", "分"))
    must = must and not claim.behind.startswith(("的", "是"))
    if claim.voice == TOLD and (goes_on or claim.planned or must):
        return True  # 某局局长表示，智算占比要达到90%，增速保持在11%
    if claim.voice == ISSUER and claim.polarity != "goal":
        return _is_firm(claim) or claim.before.endswith(("目标是", "目标为"))
    if claim.predicate.kind == "none":
        # 培育龙头企业10家，中小企业100家
        tasked = claim.previous_role in ("target", "qualifier") and bool(claim.inherited_verb)
    else:
        tasked = claim.dated_plan or is_deed(claim)
    tasked = tasked and _in_plan(claim)
    # 科技创新步伐加快 over what news tells of is no heading of goals.
    told = claim.setting.meta.kind in SPOKEN and claim.setting.meta.plan is None and claim.voice is None
    told = told and not (claim.under_goals or claim.under_task)
    goal = claim.polarity == "goal" and not (told and not _tells_of_work(claim))
    return goal or tasked or cue.search("runs", claim.earlier) is not None


_RESULT_RE = lazily(
    r"(?:步伐|成效|水平|能力|质量|规模|结构|效益|活力|动能|实力)[^，。]{0,6}(?:加快|显著|明显|向好|增强|提升|改善|提高|扩大|优化|显现)$|(?:持续|不断|显著|明显|稳步|日益)(?:向好|增强|提升|改善|提高|扩大|优化)$"
)
_AHEAD_RE = lazily(r"未来|展望|今后|下一步|任务书")
# "3月26日，海州市委召开全会，对经济工作作出安排。": the headings below say what is to be done.
_SETS_WORK_RE = lazily(r"召开|会议|全会|印发|部署|安排|提出")
_LEAD_SIZE = 300


def _tells_of_work(claim: Claim) -> bool:
    """True under the headings of news that opens with a meeting or a plan, but for a heading of results."""
    title = claim.chain[0].title if claim.chain else ""
    if _AHEAD_RE.search(title):
        return True
    opening = claim.setting.text[:_LEAD_SIZE]
    return _SETS_WORK_RE.search(opening) is not None and _RESULT_RE.search(title) is None


_MET_RE = lazily(
    r"(?:(?:已|圆满|顺利|如期|超额|提前|全面)(?:完成|实现|达成)|(?:完成|实现|达成)了|超过|高于|好于)[^，。；]{0,4}$"
)


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
        near = predicate.verb[0] - predicate.lead[0] <= 3 or claim.previous_role == "target"
        ahead = claim.setting.text[predicate.lead[0] : predicate.verb[0]]
        errand = _ERRAND_RE.search(claim.before) is not None
        return near or (not errand and _WILL_DEED_RE.search(ahead) is not None)
    if predicate.kind == "none":
        goes_on = claim.segment.mark in LIST_MARKS and claim.previous_role == "target"
        return goes_on or HELPS_RE.search(claim.before) is not None
    return predicate.verb[1] > predicate.verb[0] or claim.quantity.bound in ("ge", "le")


# "交通局将 | 组织 | 200辆大巴", "国家将 | 为每个新生儿发放": errands and what each is given.
_ERRAND_RE = lazily(r"组织(?!培训|实施|开展|创建|建设)|派出|出动|抽调|调派|选派|发布|发送|[为给向]每")
# "商务部 | 将在全国 | 打造10个"
_WILL_DEED_RE = lazily(r"将(?:在[^，。；、0-9]{1,10}|继续|进一步|加快|逐步|重点|再|新|陆续|统筹){0,3}$")
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
