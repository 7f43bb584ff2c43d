"""A claim -> whether its number is what somebody expects, supposes or needs, and no goal."""

from __future__ import annotations

import re

from plancli.patterns import last_match, lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Cues, Verdict
from plancli.targets.voice import OTHER, SPOKEN

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


def forecast(claim: Claim, cue: Cues) -> Verdict:
    """预计可带动就业3万人: somebody expects it.

    预计 governs its own clause and those that run on from it; once its clause ends without a number
    (预计收入恢复增长，), a clause with a topic of its own is free of it.
    """
    if not claim.hedged and any(
        node.kind == "section" and _OPINION_RE.fullmatch(node.title) for node in claim.chain
    ):
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
    told = claim.previous_role == "forecast" and _SO_TOO_RE.search(claim.before) is not None
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
_FORESEEN_RE = lazily(r"据[^，。；0-9]{0,16}(?:预测|预计|估算|测算)，")
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
    r"|(?:每年|年均|累计|共|仍|还|尚|约)需(?:要)?(?:新增)?(?:投入|投资)[约为达]{0,2}$|(?:需在?[^，。；0-9]{2,6}就业的[^，。；0-9]{0,8}|新成长(?:青年)?)劳动力[约为有达到]{0,2}$"
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
# "若要完成能耗目标，年均降幅 | 需达到3.4%", "如果计划能够落地，平均每年将有 | 30万套"
_TO_DO_SO_RE = lazily(
    r"(?:若|如果)要[^，。；]{2,20}，[^。；]{0,30}(?:需|须|(?<!供)应(?!用))[^，。；]{0,12}$"
    r"|如果(?!说|把|按)[^，。；]{4,40}，[^，。；]{0,16}(?:将|会|就)[^，。；]{0,10}$"
)
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


# "增速可能达到8.9%，一季度 | 甚至会冲到 | 18%"
_SO_TOO_RE = lazily(r"^占|(?:甚至|还|也)(?:会|可能|有望)[^，。；]{0,6}$")
_GUESS_WORDS = ("只要", "可", "或", "意味着", "据说", "我猜", "我估", "我看", "我押")
# "目标可能设在 | 5%", "赤字率或在 | 3%"; not 尽可能, 可能造成污染的.
_GUESS_RE = lazily(
    r"(?<![尽大])可能[^，。；的]{0,5}$"
    r"|只要[^，。；]{0,8}$|或(?:将|达|超|在|为|至){1,2}$|或(?:将)?[在于](?=20|[今明年本上下一二三四0-9])[^，。；]{1,6}(?:季度|月|[年底末])[^，。；]{0,6}$|意味着|据说(?!明书)|我(?:猜|估计|估摸|看|押)|^可(?:新增|带动|增加|形成|节约|减少|创造)"
)
