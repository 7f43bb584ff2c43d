"""A claim -> its role: target, or why it is none.

Rules are asked in the order of RULES; the first that answers decides. Each answer names the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, last_match, lazily
from plancli.targets.against import aimed_at
from plancli.targets.claim import Claim
from plancli.targets.condition import condition, fee, limit, subsidy
from plancli.targets.cues import Cues, Verdict, cues
from plancli.targets.fact import achieved
from plancli.targets.goal import target
from plancli.targets.norm import norm
from plancli.targets.phrase import turn_of_phrase
from plancli.targets.qualifier import qualifier
from plancli.targets.reference import starting_value
from plancli.targets.sizes import size_or_rule
from plancli.targets.voice import ISSUER, OTHER, SPOKEN, TOLD
from plancli.targets.which import which


def _title(claim: Claim, cue: Cues) -> Verdict:
    """A number inside 《…》, or in the quoted name of a campaign (“带动三亿人参与”行动), is part of a name."""
    if claim.setting.in_title(claim.quantity.span[0]):
        return ("name", "role.name.title")
    text, at = claim.setting.text, claim.quantity.span[0]
    policy = claim.quantity.unit == "条" and _POLICY_RE.search(text, max(0, at - 30), at) is not None
    policy = policy and text.startswith("”", claim.quantity.outer[1])
    if not (claim.is_chinese or policy):
        return None
    opening = text.rfind("“", max(claim.sentence.start, at - 16), at)
    quoted = opening >= 0 and "”" not in text[opening:at]
    if quoted and (policy or _CAMPAIGN_RE.match(text, claim.quantity.span[1])):
        return ("name", "role.name.quoted")  # 落实“民营经济31条”
    return None


_POLICY_RE = lazily(
    r"(?:落实|出台|实施|执行|兑现|贯彻|推出|制定|发布|印发|按照|依据|享受|用好|对照|深化|升级)[^，。；“”0-9]{0,6}“[^“”0-9]{2,14}$"
)
_CAMPAIGN_RE = lazily(
    r"[^“”，。；]{0,14}”[^，。；“”]{0,4}?(?:行动|工程|计划|活动|战略|项目|政策|模式|成果|成效|愿景|红利)"
)


def _definition(claim: Claim, cue: Cues) -> Verdict:
    """本意见所称大型场馆，是指座位数20000个以上的体育场: what a word means."""
    if "指" not in claim.earlier:
        return None
    # “5020”项目（指投资50亿元以上的项目） says which; “双千工程”（指培育1000家企业） what is to be done.
    aside = _MEANS_ASIDE_RE.search(claim.earlier)
    counted = _COUNTED_BEHIND_RE.match(claim.setting.text, claim.quantity.span[1], claim.sentence.end)
    which = aside and (_OF_SIZE_RE.match(claim.behind) or counted)
    return ("qualifier", "role.qualifier.definition") if which or _MEANS_RE.search(claim.earlier) else None


_MEANS_RE = lazily(r"是指|系指|指的是|[：:]指(?![标数导挥南定派尖引战示令])")
_MEANS_ASIDE_RE = lazily(r"[（(]指(?![标数导挥南定派尖引战示令])[^（）()]*$")
_OF_SIZE_RE = lazily(r"(?:以上|以下|以内)的?(?!目标)[^\W0-9_]{2}")
_COUNTED_BEHIND_RE = lazily(r"[^（）()]{0,60}[）)][0-9]")


def _document(claim: Claim, cue: Cues) -> Verdict:
    """A statistics release and a company's results tell what was."""
    kind = claim.setting.meta.kind
    if kind not in ("statistics", "results") or (claim.voice in (ISSUER, TOLD) and claim.due_here):
        return None
    if kind == "statistics" and claim.hedged and claim.due_here:
        return None  # 下半年力争新开工项目30个
    return ("achieved", f"role.document.{kind}")


def _rules_document(claim: Claim, cue: Cues) -> Verdict:
    """办法, 条例: numbers are norms unless a date to come stands in the sentence."""
    if claim.setting.meta.kind != "rules":
        return None
    acts = claim.predicate.kind != "none" or claim.inherited_verb is not None
    # 考核细则 set the year's goals under a heading, then say how they are scored.
    goal = claim.polarity == "goal" and claim.quantity.base_unit != "分" and claim.under_goals
    return None if acts and (claim.due_here or goal) else ("norm", "role.norm.rules")


# "比例不低于60%（ | 国家要求为 | 55%）", "（ | 省下达目标 | 2.5万人）"
_ASKED_ABOVE_RE = lazily(
    r"(?:国家|上级|全国|部里|(省里|省定|省级|全省|省(?=下达)))(?:下达|规定)?(?:平均)?(?:约束性|预期|考核|规划|年度|化债|控制){0,2}(?:要求|目标|标准(?!化)|任务|水平)(?:值|数)?(?:为|是|达到?)?"
)
_NAMED_PROVINCE_RE = lazily(rf"{IDEOGRAPH}省")
_ELSEWHERE = ("全国", "全球", "世界")
# "全国医药工业百强企业 | 8家", "世界500强企业", "全国性赛事": of which rank the things are that a place sets itself.
_OF_RANK_RE = lazily(
    r"(?:全国|全球|世界)(?:性|级|首[店发创家批]|[^，。；、0-9]{0,8}(?:[百千]强|[0-9]{1,4}强|重点|示范|先进|文明|知名|一流|优秀|特色|冠军))"
)


def _quoted(claim: Claim, cue: Cues) -> Verdict:
    """国家规划明确，到2030年全国…: what another body sets, told in the plan of a place below it."""
    if claim.setting.meta.region is None:
        return None
    asked = _ASKED_ABOVE_RE.fullmatch(claim.before) if claim.segment.depth > 0 else None
    if asked is not None and not (asked[1] and claim.setting.meta.region.endswith(("省", "自治区"))):
        return ("quoted", "role.quoted.other_body")  # 比例不低于60%（国家要求为55%）
    topic = claim.setting.text[slice(*claim.predicate.topic)]
    goes_on = claim.inherited_verb is not None and claim.predicate.kind == "none"
    ranked = claim.counts_things and _OF_RANK_RE.match(topic) is not None
    if topic.startswith(_ELSEWHERE) and not (claim.hedged or goes_on or ranked):
        return ("quoted", "role.quoted.scope")
    abroad = not (claim.hedged or claim.due_here) and cue.match("abroad", topic) is not None
    if claim.setting.meta.kind in SPOKEN and (abroad or cue.match("abroad_means", claim.earlier)):
        return ("quoted", "role.quoted.other_body")  # 美国、日本的比率在8%至9%
    named = cue.search("quoted", claim.earlier)
    # 某省“十四五”规划提出: the province is named, and whose plan it is tells the voice.
    own = named is not None and (
        _NAMED_PROVINCE_RE.match(claim.earlier, max(0, named.start() - 1))
        # 能耗、碳排放均完成国家下达目标，非化石能源占比达到22%
        or claim.earlier.endswith(("完成", "达到", "实现"), 0, named.start())
    )
    # In the news what the state's own plan says is told as a goal too.
    state = (
        claim.setting.meta.kind in SPOKEN and named is not None and _STATE_PLAN_RE.match(named[0]) is not None
    )
    return (
        None if named is None or own or (state and claim.due_here) else ("quoted", "role.quoted.other_body")
    )


_STATE_PLAN_RE = lazily(
    r"(?:国家|国务院)[^，。；]{0,6}(?:规划|方案|意见|通知|计划)[^，。；]{0,6}(?:提出|明确|确定)"
)


_OWN_GOAL_RE = lazily(
    r"，[^，]*(?:目标(?:设?定)?(?:为|是|在|[0-9约])|力争|确保|20[0-9]{2}年[^，]*目标|(?:今年|明年)计划)"
)


# "预计 | 惠及15万人，改造老旧小区200个": what is expected of one deed ends with the next.
_SERVES_SO_MANY_RE = lazily(
    r"(?:可|将|能|直接|总计){0,2}(?:惠及|带动|受益|覆盖|服务|吸引|吸纳|节约|减少|减排)"
)
_WORKS_ON_RE = lazily(
    r"(?:新建|改建|扩建|新改|改造|建设|建成|创建|打造|开工|整治|治理|修复|筹集|加装|更新|培育|引进|实施|铺设|修缮|新开工|新增(?!就业|税收|产值|岗位|收入|利润|销售))(?!后|产值|投产)"
)
# "人才 | 缺口将达 | 450万人"
_GAP_RE = lazily(
    r"^(?!.*(?:弥补|填补|补|解决|化解|缩小|消除|减少|压减|满足|缓解)[^，。；]{0,8}缺口).*缺口(?:将|约|仍|预计)*(?:高?达到?|为|有|超过|在)?$"
)


# "我们怎么看", "我的看法", "投资建议": what the author of a post makes of it.
_OPINION_RE = lazily(
    r"[^\w]{0,3}(?:我们?|小编|笔者|机构|券商|分析师|行业|个人|作者)?(?:怎么看|如何看|的?(?:看法|观点|判断|思考)|投资(?:建议|逻辑|机会|启示)|风险提示|后市(?:展望|怎么看)|写在最后)[？?：:]?"
)


def _forecast(claim: Claim, cue: Cues) -> Verdict:
    """预计可带动就业3万人: somebody expects it.

    预计 governs its own clause and those that run on from it; once its clause ends without a number
    (预计收入恢复增长，), a clause with a topic of its own is free of it.
    """
    if any(node.kind == "section" and _OPINION_RE.fullmatch(node.title) for node in claim.chain):
        return ("forecast", "role.forecast.opinion")
    guesses = any(word in claim.before for word in _GUESS_WORDS) and _GUESS_RE.search(claim.before)
    if guesses or _IF_RE.match(claim.before) or _supposed(claim.earlier):
        return ("forecast", "role.forecast.if")
    helped = claim.before.endswith(("每投资", "每投入")) and _HELPS_BY_RE.match(
        claim.setting.text, claim.quantity.outer[1]
    )
    each = "每" in claim.earlier and (
        _FOR_EACH_SUM_RE.search(claim.earlier) or _FOR_EACH_STEP_RE.search(claim.earlier)
    )
    if helped or each:
        return ("forecast", "role.forecast.if")
    listed = claim.previous_role == "target" and claim.segment.mark == "、"  # 引进团队30个、高校毕业生1.5万名
    if not (claim.hedged or listed) and _GRADUATES_RE.fullmatch(claim.before):
        return ("forecast", "role.forecast.expected")
    told = claim.previous_role == "forecast" and claim.before.startswith("占")
    aged = _AGEING_RE.search(claim.before) or ("人口" in claim.earlier and _AGES_RE.search(claim.earlier))
    if told or aged or _needed(claim):
        return ("forecast", "role.forecast.expected")
    lacks = "缺口" in claim.before and not claim.hedged and claim.quantity.bound not in ("le", "lt")
    if lacks and _GAP_RE.search(claim.before):
        return ("forecast", "role.forecast.expected")
    match = last_match(cue.patterns["forecast"], claim.earlier)
    if match is None:
        return None
    served = match[0].endswith("成后") and claim.is_percent and claim.quantity.bound == "ge"
    if served and claim.voice != OTHER and "可" not in claim.earlier[match.end() :]:
        return None  # 项目区建成后灌溉保证率不低于75%
    between = claim.earlier[match.end() :]
    if _FORESIGHT_RE.match(between):
        return None  # 完善学龄人口预测预警机制，新建学校21所
    late = claim.setting.meta.kind in SPOKEN and (claim.setting.reference or "")[5:7] >= _YEARS_END
    if not late and claim.earlier.startswith(_YEARS_SPENDING, match.start() - len("年度")):
        return None  # 重点项目810个，年度预计投资8187亿元
    if claim.due_here and _BASIS_RE.search(claim.earlier[: match.end()]):
        return None  # 根据需求预测结果，到2020年，全国新增充电桩480万个
    if match[0].endswith(("测算", "估算")) and claim.setting.meta.kind == "plan":
        part = claim.previous_role == "target" and (claim.among or claim.before.startswith("较"))
        if part or _PLANNED_SUM_RE.search(claim.before):
            return None  # 经测算，全省规划总投资2250亿元，其中防洪减灾820亿元
    foreseen = claim.setting.meta.kind in SPOKEN and _FORESEEN_RE.match(claim.earlier) is not None
    if foreseen and not (claim.hedged or claim.planned or _OWN_GOAL_RE.search(between)):
        return ("forecast", "role.forecast.expected")  # 据某协会预测，…；到2030年渗透率将达到70%
    # 2017年，预计全年完成3.2万亿元，同比增长14%；新增公路6500公里, told in December
    review = late and "同比" in between and not (claim.hedged or claim.planned)
    if ("；" in between and not review) or _OWN_GOAL_RE.search(between) or _TURNS_RE.search(between):
        return None  # 2022年预计增长4.5%，2023年预期目标为6.5%
    of_it = claim.earlier.startswith(("该", "本"))
    if (
        "，" in between
        and not of_it
        and _SERVES_SO_MANY_RE.match(between)
        and _WORKS_ON_RE.match(claim.before)
    ):
        return None  # 新增保障房6万套，预计惠及15万人，改造老旧小区200个
    named = claim.predicate.verb[0] > claim.predicate.lead[0] or claim.previous_role == "target"
    own = between.split("，")[0]
    if "，" in between and len(own) > 2 and named and not re.search(r"[0-9]", own):
        return None
    return ("forecast", "role.forecast.expected")


# "预测 | 预警机制": the means of foreseeing, not what is foreseen.
_FORESIGHT_RE = lazily(
    r"(?:[和与、]?(?:预警|预报|监测|分析|评估|研判)){0,3}(?:机制|系统|模型|体系|能力|平台|制度|水平|方法|服务|精度|工作)"
)
_YEARS_END = "10"
"""Month from which news of what the year will have spent is no plan."""
_YEARS_SPENDING = tuple(f"{when}预计{deed}投资" for when in ("年度", "全年", "年内") for deed in ("", "完成"))
# "今年高校毕业生 | 超过1000万人": how many there will be
_GRADUATES_RE = lazily(
    r"(?:今年|明年|预计|全国|全省|全市|20[0-9]{2}届|20[0-9]{2}年|应届|普通)*(?:高校)?毕业生(?:人数|规模|总数)?(?:将|预计|达到?|超过|突破|有|为|约)*"
)
# "毕业生预计909万人，要做好就业工作，开展培训 | 1500万人次"
_TURNS_RE = lazily(r"，(?:要(?!求|素)|我们(?:要|将)|必须|需要)")
_BASIS_RE = lazily(r"(?:根据|依据)[^，。；“]{0,8}需求预测$")
_PLANNED_SUM_RE = lazily(
    r"(?:(?:规划|计划|估算|匡算)[^，。；0-9]{0,10}投资|总投资)(?:规模|额)?(?:约|为|达|将|到|需){0,3}$"
)
# "据某协会预测， | 今年销量3000万辆；到2030年…": what somebody foresees to the end of the sentence.
_FORESEEN_RE = lazily(r"据[^，。；0-9]{2,16}(?:预测|预计|估算|测算)，")
# "60岁及以上老年人口总量将突破 | 3亿": how a people ages is nobody's goal.
_AGEING_RE = lazily(
    r"(?:消费|市场)潜力(?:规模)?(?:将|会)[^，。；]{0,14}$|概率(?:将|会|可能)[^，。；]{0,14}$|(?:(?:老年|老龄|劳动年龄|失能)人口|老人|老龄化)(?:总?[数量]|规模|占比|比重|程度|率)?[^，。；0-9率]{0,4}(?:将|会)[^，。；0-9]{0,6}$"
)


# "60岁及以上老年人口已达1.94亿，2020年 | 将达到2.43亿"
_AGES_RE = lazily(
    r"(?:老年|老龄)人口(?:总量|数量|规模)?(?:已|现|将|会|达|超|突破|为|约|占)[^。]{0,80}，(?:20[0-9]{2}年(?:左右|前后)?，?)?(?:在总人口中的占比)?(?:将|会)(?:达到?|突破|超过|接近){0,2}$"
)


def _needed(claim: Claim) -> bool:
    return not (claim.is_percent or claim.hedged) and _NEEDS_RE.search(claim.before) is not None


# "用地需求约 | 38万亩": what is needed; 保障用电需求500亿千瓦时 is met.
_NEEDS_RE = lazily(
    r"^(?!保障|满足|落实|解决)[^，。；0-9]{0,6}(?:用地|用电|用能|用水|资金|人才|用工|用林|用海)需求(?:量|总量)?[约为达到]{0,2}$"
    # "2030年至2060年，每年需投入 | 3.9万亿元", "需在城镇就业的新成长劳动力约 | 1600万人"
    r"|(?:每年|年均|累计|共|仍|还|约)需(?:要)?(?:新增)?(?:投入|投资)[约为达]{0,2}$|(?:需在?[^，。；0-9]{2,6}就业的[^，。；0-9]{0,8}|新成长(?:青年)?)劳动力[约为有达到]{0,2}$"
)
# "若到2025年提高到22头": 若 opens its clause; not 若干, 若尔盖.
_IF = r"(?:但|而|且)?(?:若(?!干|羌|尔盖|木)|如果|假设|倘若)"
# "每1000亿元水利投资可以带动GDP增长 | 0.15个百分点，新增岗位 | 49万"
_FOR_EACH_SUM_RE = lazily(
    r"每(?:投入|投资|新增|增加)?[0-9.]+[百千万亿]*元，?[^，。；]{0,16}(?:可以?|能够?|将)(?:带动|拉动|撬动)[^，。；]*(?:，(?:新增|带动|拉动|增加|创造)[^，。；]*)?$"
)
# "能耗每降低0.1，投资要增加 | 8%至12%"
_FOR_EACH_STEP_RE = lazily(
    r"每(?:提[高升]|降低|增[加长]|减少|上升|下降)[0-9][0-9.]*[^，。；、]{0,6}，[^，。；]{0,20}(?:要|会|将|可|约|就)?(?:增加|减少|提高|降低|上升|下降|节约|带动)[^，。；0-9]{0,6}$"
)
_HELPS_BY_RE = lazily(r"[^，。；]{0,8}，?(?:可以?|能够?|将)(?:带动|拉动|撬动)")
_IF_RE = lazily("[“‘]?" + _IF)
# "若覆盖率达到90%、机械化率提高 | 1个百分点": what is supposed of the first holds for all of the clause.
_SUPPOSED_RE = lazily(rf"(?:^|[，。；：]){_IF}[^，。；：]*$")
# "若要完成能耗目标，年均降幅 | 需达到3.4%"
_TO_DO_SO_RE = lazily(r"(?:若|如果)要[^，。；]{2,20}，[^。；]{0,30}(?:需|须|要|应|得)[^，。；]{0,12}$")
# "若一季度增速落在4.6%，后三个季度平均要跑到 | 5.8%": and what then would have to be.
_FOLLOWS_RE = lazily(
    rf"(?:^|[。；]){_IF}(?!说|把|遇)[^，。；：]{{0,24}}?[0-9][0-9.]{{0,8}}(?![0-9.]|年|月|个月|季)[^，。；：]{{0,12}}，(?![^，。；：]{{0,20}}(?:确保|力争|实现|也要))"
    r"[^，。；：]{0,16}?(?:要|须|需|应|才能|必须)[^，。；：]{0,12}$"
)


def _supposed(earlier: str) -> bool:
    """True for what 若 or 如果 supposes; nearly all sentences have none, and to see that takes no pattern."""
    if not ("若" in earlier or "如果" in earlier or "假设" in earlier or "倘若" in earlier):
        return False
    patterns = (_SUPPOSED_RE, _FOLLOWS_RE, _TO_DO_SO_RE)
    return any(pattern.search(earlier) is not None for pattern in patterns)


_GUESS_WORDS = ("可", "或", "意味着", "据说", "我猜", "我估", "我看", "我押")
# "目标可能设在 | 5%", "赤字率或在 | 3%"; not 尽可能, 可能造成污染的.
_GUESS_RE = lazily(
    r"(?<![尽大])可能[^，。；的]{0,5}$"
    r"|或(?:将|达|超|在|为|至){1,2}$|或(?:将)?[在于](?=20|[今明年本上下一二三四0-9])[^，。；]{1,6}(?:季度|月|[年底末])[^，。；]{0,6}$|意味着|据说(?!明书)|我(?:猜|估计|估摸|看|押)|^可(?:新增|带动|增加|形成|节约|减少|创造)"
)


# "五年累计投入 | 不少于20亿元": what a plan will have put in by its end.
_OVER_PERIOD_RE = lazily(r"(?<![近前过])[二两三四五2-5]年累计[^，。；0-9]{2,4}$")


def _in_sum(claim: Claim) -> bool:
    """True for money of a plan, added up over its years and bounded."""
    bounded = claim.quantity.bound == "ge" and claim.setting.meta.kind == "plan" and claim.polarity != "past"
    return bounded and _OVER_PERIOD_RE.search(claim.before) is not None


# "今年中央财政还 | 安排补助资金 | 9.3亿元", in the news: what the centre gives is given.
_BUDGET_SEASON = "03"
_CENTRE_GIVES_RE = lazily(
    r"(?:中央|国家)财政(?:还|已|共|又)?安排[^，。；0-9]{0,12}(?:资金)?[^，。；0-9]{0,4}$"
)


def _budget(claim: Claim, cue: Cues) -> Verdict:
    """已安排10亿元: money already allotted."""
    if claim.previous_role == "budget" and claim.is_count and claim.before in ("支持", "用于支持", "用于"):
        return ("budget", "role.budget.allotted")  # 已安排14亿元，支持50个项目地区
    if not claim.is_money:
        return None
    if claim.previous_role == "budget" and claim.among:
        return ("budget", "role.budget.allotted")  # 已下达补助资金707亿元，其中租赁住房资金224亿元
    # In March it is what the year's budget is to give.
    spoken = claim.setting.meta.kind in SPOKEN and (claim.setting.reference or "")[5:7] > _BUDGET_SEASON
    if spoken and not (claim.hedged or claim.planned) and _CENTRE_GIVES_RE.search(claim.before):
        return ("budget", "role.budget.allotted")
    told = cue.search("budget", claim.clause)
    if told is not None and told.group().startswith("累计") and claim.tense == "future":
        told = None  # 2026—2028年，财政累计安排100亿元
    if told is not None and claim.tense is None and _in_sum(claim):
        told = None
    if claim.before.endswith("拿出") and _HANDED_RE.match(claim.after):
        return ("budget", "role.budget.allotted")  # 拿出1200万元走访慰问困难群众
    above = _FROM_ABOVE_RE.search(claim.before)
    if above is not None and claim.tense == "future" and not above.group().endswith("的"):
        above = None  # 用好上级下达的3亿元 is allotted, 2026—2028年，中央财政安排100亿元 is not yet
    meant = claim.hedged or claim.planned or "年内" in claim.earlier
    handed = claim.setting.meta.kind in SPOKEN and not meant and _HANDED_DOWN_RE.search(claim.before)
    return ("budget", "role.budget.allotted") if told or above or handed else None


# "财政部 | 下达2022年衔接补助资金 | 1650亿元", in the news
_HANDED_DOWN_RE = lazily(
    r"(?:年初|本级|部门|已)预算(?:已)?安排[^，。；0-9]{0,8}$|(?<![拟将划])(?:下达|拨付|预拨)了?[^，。；]{0,30}(?:资金|补助|经费|专项)[^，。；0-9]{0,4}$"
)
_HANDED_RE = lazily(r"[^，。；]{0,4}(?:走访|慰问|奖励|表彰|重奖|救助)")
# "用好上级下达的 | 3亿元"
_FROM_ABOVE_RE = lazily(
    r"(?<!争取)(?<!争取到)提前下达的[^，。；0-9]{2,12}$|(?:上级|中央|省级?)[^，。；]{0,4}(?:下达|拨付|(?<!再)安排|补助)的?$"
)


Rule = Callable[[Claim, Cues], Verdict]
RULES: tuple[Rule, ...] = (
    _title,
    _definition,
    _document,
    starting_value,
    aimed_at,
    which,
    size_or_rule,
    qualifier,
    subsidy,
    fee,
    condition,
    norm,
    limit,
    _rules_document,
    _quoted,
    _forecast,
    _budget,
    achieved,
    turn_of_phrase,
    target,
)


def decide_role(claim: Claim, lexicon: Lexicon) -> tuple[str, str]:
    """(role, rule id) of the claim; ("number", "role.none") when no rule answers."""
    table = cues(lexicon)
    for rule in RULES:
        verdict = rule(claim, table)
        if verdict is not None:
            return verdict
    return ("number", "role.none")
