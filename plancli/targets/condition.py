"""A claim -> whether its number is a grant, a charge, a condition on somebody or a limit for each."""

from __future__ import annotations

import re

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import LIST_MARKS, Cues, Verdict

_BOUND_WORD_RE = lazily(r"不超过|不少于|不低于|不高于|以上|以下|以内|满|≥|≤")


# "对上半年产值1亿元以上、增速达到全市平均水平的企业，给予奖励": what those must be who are given.
_GRANTED_RE = lazily(
    r"[^，。；]{0,40}的[^，。；]{0,10}[，,](?:[^，。；0-9]{2,14}后[，,])?(?:再|另|分别|一次性|每年|直接|按[^，。；]{0,30})?(?:给予|予以|补|奖|可|减|免)"
)


# "试点村每村安排中央财政资金 | 50万元"
_EACH_PLACE_RE = lazily(r"每个?(?:村|校|县|镇|乡镇|社区|班|园|院|站|点|所|家|户)[^，。；]{0,12}$")
# "省财政对每个示范中医馆补助 | 15万元"
_TO_EACH_RE = lazily(
    r"(?:(?:对|给|为|按)每[^，。；]{1,16}|每(?![年月季])[^，。；]{1,4})(?:补助|奖励|补贴|奖补|资助)(?:资金)?$"
    # "对80岁以上老年人每月发放高龄津贴 | 60元"
    r"|对[^，。；]{2,16}每[人户]?每?[月年](?:发放|给予)[^，。；0-9]{0,8}(?:津贴|补贴|补助金?|慰问金|生活费)$"
)
# "每校投入资金 | 100万元以上": what is to be put in is a goal where nobody is given it.
_ABOVE_RE = lazily(r"财政|对每|补助|奖")
_PUTS_IN = ("投入", "投入资金", "投资")
_ALLOTS_RE = lazily(r"财政[^，。；]{0,8}(?:安排|投入|统筹|筹措|筹集)(?:[^，。；0-9]{0,20}资金)?$")


_RAISED_FOR_RE = lazily(r"对[^，。；0-9]{2,16}(?:再)?[上下]浮")


def subsidy(claim: Claim, cue: Cues) -> Verdict:
    """给予最高100万元奖励: money or a share of it that somebody is given."""
    # 省财政每年安排奖补资金6亿元，对完成任务好的县给予奖励; not 财政对每个示范县每年安排500万元
    yearly = claim.due is not None and "每年" in claim.before and claim.tense != "past"
    yearly = yearly and _TO_SOMEBODY_RE.search(claim.earlier) is None
    promised = (
        yearly or claim.due_here or (claim.quantity.bound == "ge" and not cue.search("give", claim.clause))
    )
    if promised and _ALLOTS_RE.search(claim.before):
        return None  # 2026—2028年，财政累计安排100亿元奖补资金, 财政每年安排补助资金不少于1亿元
    capped = claim.is_money or claim.quantity.bound == "le"
    if claim.previous_role == "subsidy" and capped and _CAPPED_RE.fullmatch(claim.before):
        return ("subsidy", "role.subsidy.highest")
    priced = claim.is_money or claim.quantity.base_unit.startswith("元/")
    short = claim.quantity.unit in _SHORT_UNITS and _SHORT_RE.search(claim.before) is not None
    if not (priced or claim.is_percent or short):
        return None
    given = cue.search("give", claim.clause)
    if cue.search("entitlement", claim.clause) and not given:
        return None
    if claim.is_money and claim.previous_role == "subsidy" and _SHARED_RE.search(claim.before):
        return ("subsidy", "role.subsidy.each")  # 每户补助6万元，其中省级财政承担5万元、市县承担1万元
    if claim.is_money and (_AID_IS_RE.search(claim.earlier) or _FOR_EACH_RE.search(claim.earlier)):
        return ("subsidy", "role.subsidy.each")
    if claim.is_percent and _AID_RISES_RE.search(claim.before):
        return ("subsidy", "role.subsidy.raised")
    if claim.is_percent and claim.previous_role == "subsidy" and _RAISED_FOR_RE.fullmatch(claim.before):
        return ("subsidy", "role.subsidy.raised")  # 每公里补助120万元，对脱贫县上浮20%
    highest = "bound.le.highest" in claim.quantity.rules
    if claim.is_percent and highest and claim.before.endswith(_AID_SHARES):
        return ("subsidy", "role.subsidy.highest")  # 中央资金补助比例最高60%
    # 发行专项债券结存限额275亿元
    issued = claim.predicate.kind == "deliver" and claim.before.endswith("结存")
    if claim.is_money and not issued and (highest or claim.before.endswith("最高分别")):
        return ("subsidy", "role.subsidy.highest")
    raised = claim.predicate.kind == "level" or claim.previous_role == "target"
    each = cue.search("each_recipient", claim.before) or _EACH_PLACE_RE.search(claim.before)
    put_in = not given and claim.before.endswith(_PUTS_IN) and _ABOVE_RE.search(claim.clause) is None
    if claim.is_money and ((each and not (raised or put_in)) or _TO_EACH_RE.search(claim.before)):
        return ("subsidy", "role.subsidy.each")
    if short:
        return ("subsidy", "role.subsidy.amount")  # 首店奖20万，每村补1000万，改造费补贴50%
    onward = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if given or (_AT_RATE_RE.search(claim.before) and _GIVES_RE.match(onward)):
        return ("subsidy", "role.subsidy.give")
    topic = claim.setting.text[slice(*claim.predicate.topic)]
    public = claim.setting.meta.kind in ("plan", "report", "news") and _FOR_ALL_RE.search(claim.clause)
    reach = claim.is_percent and topic.endswith(
        ("资助比例", "资助率", "救助比例")
    )  # 家庭困难幼儿资助比例达到100%
    if claim.predicate.kind == "level" and _AID_RE.search(topic) and not (public or reach):
        return ("subsidy", "role.subsidy.raised")
    raises = claim.predicate.kind in ("level", "increase") or cue.search("raise_money", claim.before)
    if claim.is_money and not claim.due_here and not raises:
        if cue.search("give", claim.earlier) and re.search(r"最高|每|单个|分别|补|奖", claim.clause):
            return ("subsidy", "role.subsidy.give")
        if cue.search("give_before", claim.before) or cue.match("give_after", claim.after):
            return ("subsidy", "role.subsidy.amount")
    return None


_AID_SHARES = tuple(f"{aid}比例" for aid in ("补贴", "补助", "奖励", "奖补", "资助", "贴息"))
_SHORT_UNITS = frozenset({"万", "元", "万元", "亿元", "%"})
# How posts say it: 奖20万, 再补5万, 满200减50; not 弥补, 获奖.
_SHORT_RE = lazily(r"(?:(?<![获夺评颁中])奖|(?<![弥填增])补|费补贴|满[0-9]{2,6}元?减)$")
# "补贴标准按紧缺程度分为三类：初级工 | 1500元"; 补贴标准提高到 is measured itself
_AID_IS_RE = lazily(
    r"(?:补贴|补助|奖励|奖补|资助)(?:标准|金额|额度)"
    r"(?:按(?!每)(?:(?!提高|增加|上调|增长)[^，。；])*$|分为?[一二两三四五2-5]?[^，。；：]{0,4}[档类级种][：，][^。]*$|[^，。；：]{0,24}(?<!机制)(?<!制度)(?<!办法)：[^。；]*$)"
)
# "给予补贴，每位消费者补贴1件，每件 | 不超过2000元"
_FOR_EACH_RE = lazily(
    r"(?:补贴|补助|奖励|奖补)[^。；]*，每(?:件|台|辆|套|人|户|位|单|家|项)(?![^，。；]*(?:收|产值|效益))[^，。；0-9]{0,4}$"
)
# "每标箱补贴100元，年度总额不超过 | 800万元": all that is given.
_CAPPED_RE = lazily(
    r"(?:全[省市县区])?(?:年度|全年|每年|补贴|补助|奖励|奖补|资金|活动){0,3}总(?:额|金额|规模|数|量)(?:控制在|不超过|不高于|上限[为是]?|封顶)*"
)
_SHARED_RE = lazily(r"(?:财政|[省市县区级])[^，。；0-9]{0,6}(?:承担|负担|分担|出资|匹配)$")
_AID_RISES_RE = lazily(
    r"(?:补贴|补助|奖励|奖补)(?:标准|比例|额度)上浮$|(?:补贴|补助|奖励|奖补)(?:标准|比例|额度)?可(?:适当)?(?:上浮|提高|上调|增加)$"
)
# "按设备投资额 | 30% | 、最高不超过800万元给予补贴": the rate before a verb of giving further on in its clause.
_AT_RATE_RE = lazily(r"按(?:照)?[^，。；：、]{0,20}$")
_GIVES_RE = lazily(
    r"(?:[^，。；：]{0,30}?|，(?:再|分别|一次性|另)?)(?:给予|予以|补[助贴]|奖[励补]|贴息|提供资金)"
)
# "居民医保财政补助标准由每人每年610元提高到 | 640元": what a government pays for everybody, in its report, is a goal.
_FOR_ALL_RE = lazily(r"医保|低保|养老金|公共卫生|公用经费|人均(?:财政|政府)")
# 补贴由1.3万元降至0.91万元, 补助比例提高至12%: the aid itself is measured.
_AID_RE = lazily(r"(?:补贴|补助|奖励|资助|奖补)(?:比例|标准|额度|资金|金额|额)?(?:最高)?$")


# "保持 | 6% | 一档的税率不变"
_TAX_RE = lazily(r"(?:一档)?的?(?:增值税)?(?:税率|征收率)")
_PRICE_RE = lazily(
    r"(?:指导价|(?:售|定|报|标|单)价|(?<![平均])价格)(?:格)?(?:为|在|约为?|是)$|(?:收购价|出厂价|零售价|批发价|均价|售价)(?:格)?(?:为|是)?每[^，。；0-9]{1,4}(?:[0-9]{1,3}[^，。；0-9]{1,2})?$"
)
# "规模化住房租赁企业管理房源占比提高 | 3个百分点"
_SHARE_RE = lazily(r"(?:占比|比重|覆盖率)[^，。；0-9]{0,4}$")


# "加计扣除政策知晓率达到 | 100%"; not 费率, 税率, 利率.
_OTHER_RATE_RE = lazily(
    r"(?:[^费税利息贴汇比兑折返扣]|办税|退税|报税|缴税|纳税)率(?:达到?|为|保持在?|稳定在|提高到|不低于)?$"
)


_GROWN_SINCE_RE = lazily(r"[较比]20[0-9]{2}年(?:提高|增长|提升)$")


def fee(claim: Claim, cue: Cues) -> Verdict:
    """减按15%的税率征收: what somebody pays or may deduct."""
    priced = claim.is_money or claim.is_percent or claim.quantity.base_unit in ("倍", "个基点", "基点")
    priced = priced or claim.quantity.base_unit.startswith("元/")
    share = claim.quantity.base_unit == "个百分点" and _SHARE_RE.search(claim.before)
    if claim.is_percent and claim.predicate.kind == "increase" and _GROWN_SINCE_RE.search(claim.before):
        return None  # 单车平均售价较2021年提高50%
    if claim.is_percent and _TAX_RE.match(claim.after):
        return ("fee", "role.fee.charge")  # 保持6%一档的税率不变
    paid_back = claim.is_percent and claim.predicate.kind == "level" and "报销比例" in claim.before
    if paid_back and claim.setting.meta.kind in ("plan", "report"):
        return None  # 报销比例由50%提高到60%, 报销比例稳定在75%
    if "人均缴费" in claim.before and claim.predicate.kind == "level":
        return None  # 引导提档缴费，人均缴费由312元提高到380元
    if claim.is_money and claim.quantity.bound == "eq" and _PRICE_RE.search(claim.before):
        return ("fee", "role.fee.charge")  # 小麦最低收购价每斤1.17元
    if claim.quantity.unit == "折" or (claim.is_money and _FEE_EACH_RE.search(claim.before)):
        return ("fee", "role.fee.charge")  # 通行费95折优惠, 登记费每件80元
    priced_on = claim.previous_role == "fee" and (claim.is_money or claim.quantity.base_unit == "分")
    if priced_on and not claim.hedged and "价" in claim.earlier:
        return ("fee", "role.fee.charge")  # 最低收购价每斤1.17元，比上年提高2分；早籼稻为1.26元
    if claim.quantity.base_unit == "倍" and _FINED_RE.search(claim.before):
        return ("fee", "role.fee.charge")  # 赔偿数额最高可达五倍
    if not priced or claim.hedged or share:
        return None  # 规模化住房租赁企业管理房源占比提高3个百分点
    lowered = claim.predicate.kind == "decrease" or claim.setting.text[claim.predicate.verb[0]] in "降压"
    rate = claim.is_percent and _OTHER_RATE_RE.search(claim.before) is not None
    if cue.search("take", claim.clause) and not (
        lowered
        or rate
        or re.search(
            r"收入|[用收处缴]率|价(?:用户)?(?:比例|占比|覆盖率|执行率)|收费率|发行[^，。；]{0,8}结存限额|费率(?:保持|控制|降)|[消缴]费率|限额(?:准入|标准|执行)|预收费|控制在|发放|兑现",
            claim.clause,
        )
    ):
        return ("fee", "role.fee.charge")
    start, end = claim.predicate.topic
    goes_on = claim.previous_role == "fee" and claim.segment.mark in LIST_MARKS
    if (
        claim.is_money
        and goes_on
        and ("每" in claim.before or (start == end and claim.predicate.kind == "level"))
    ):
        return ("fee", "role.fee.charge")  # 甲省电价按每千瓦330元执行，乙省为每千瓦100元
    return None


_FINED_RE = lazily(r"(?:赔偿|罚款|罚金|处罚)[^，。；0-9]{0,6}$")
_TO_SOMEBODY_RE = lazily(r"(?:^|[，。；]|财政)(?:对|给|为每|向每)|每[个家户名]")
# "贷款最高额度由80万元 | 提高至100万元；单方缴存的，由50万元提高至60万元": how much somebody may borrow or draw.
_MAY_DRAW_RE = lazily(r"(?:最高|贷款|提取|透支|报销|缴存)(?:最高)?(?:额度|限额|基数)")
_OF_IT_RE = lazily(r"(?:额度|限额|基数)[^，。；]{0,20}$")
_FROM_TO_RE = lazily(r"^由|(?:家庭|职工|个人|缴存人)[^，。；]{0,4}(?:提高|调整|增加)[至到为]$")


def _may_draw(claim: Claim) -> bool:
    """True for how much somebody may borrow or draw, said in its clause or by 由…提高至 in those after it."""
    if _MAY_DRAW_RE.search(claim.earlier) is None:
        return False
    own = _MAY_DRAW_RE.search(claim.before) is not None and _OF_IT_RE.search(claim.before) is not None
    return own or _FROM_TO_RE.search(claim.before) is not None


# "低于5∶1 | 时继续启动", "达到100人 | 后": what happens then.
_WHEN_RE = lazily(
    r"(?:以上|以下)?(?:时(?![尚装令事间期段代长速限髦空效钟光节差点下政])|后(?![勤进厨期续备段评援盾台端置天世代]))"
)
# "以不超过70平方米 | 的小户型为主"
_AS_MAIN_RE = lazily(r"(?:的[^，。；]{1,12})?为主")
# "达到5000万元的 | ，再给予15万元"
_THEN_RE = lazily(
    r"(?:(?:以上|以下|以内|及以上)?(?:（含）[^，。；0-9]{0,8})?的|以上|以下)[，,](?:再|分别|另|一次性|每年|直接|[单每][个条家项台户笔场])?(?:给予|可|应|按|由|予以|方可|每|实行|奖|补|原则上|不再|不予|不得)"
    # "参会外宾不少于50人 | 、展览面积2万平方米以上的，按…"
    r"|(?:以上|以下|以内)?(?:吨标准煤)?的[^，。；0-9]{1,8}[，,](?:应|须|不得|可(?:以|按|申|适|直|优|继|不|享|给|参))"
    # "服务人口超过5万人 | 或距县城30公里以上的中心卫生院，可按…"
    r"|(?:以上|以下|以内)?[或且][^，。；]{2,20}的[^，。；0-9]{1,8}[，,](?:应|须|不得|可(?:以|按|申|适|直|优|继|不|享|给|参))"
    r"|[、和且][^，。；]{1,24}(?:以上|以下|以内)的[，,](?:给予|可|按|予以|奖|补)"
    # "达到200平方米 | 以上、签订租赁合同且营业满6个月的，给予", "开设3家 | 以上门店的，自第3家起"
    r"|(?:以上|以下|以内)?(?:[^，。；、0-9]{0,8}|(?:[、且和或][^，。；]{1,24}){1,3})的[，,](?:一次性|每[^，。；0-9]{1,6}|按[^，。；]{1,14})?(?:给予|予以|奖|补|参照|不再|自|可享受|可申请|优先)"
    # "3000人 | 以上的超大规模学校要制定化解方案"
    r"|(?:以上|以下)的[^，。；0-9]{2,12}(?:应当|必须|须(?!急)|要(?![求素点闻])(?:制定|建立|开展|配备|设置|设立|落实|达到|完成))"
    # "占比三分之二 | 以上的业主参与表决"
    r"|(?:以上|以下)?的?(?:[^，。；]{0,6}(?:业主|居民|村民|成员|代表|董事|股东))?(?:参与表决|同意(?!率|度)|表决通过|投票)"
    r"|且[^，。；]{2,16}(?:以上|以下)?的?(?:[^，。；]{0,6}(?:业主|居民|村民|成员|代表|董事|股东))(?:参与表决|同意(?!率|度)|表决)"
)


# "对投资超1亿元 | 的企业"
_THOSE_OF_RE = lazily(r"(?:以上|以下|以内|及以上)?(?:（[^（）]{1,20}）)?的")
# "对能效高于 | 1.8 | 、功率低于2千瓦的中心"
_THOSE_TOO_RE = lazily(r"(?:以上|以下)?(?:[、或和且]|，且)[^，。；、]{2,16}[0-9][^，。；、]{0,8}的[^，。；]")
# "不足30人 | 的不再审批"
_EXEMPT_RE = lazily(r"(?:以上|以下|以内)?的?(?:不再|不予|免于|可不)|(?:以上|以下)?就不")


_STOPS = frozenset("，。；\n")


def condition(claim: Claim, cue: Cues) -> Verdict:
    """3家以上单位联合申报, 对投资超1亿元的企业, 低于5∶1时: a condition on somebody or something."""
    following = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if following[:1] in _STOPS and not following.startswith("，且"):
        return None  # the number ends its clause, and all that asks something goes on behind it
    if cue.search("condition_head", claim.earlier):
        if _THOSE_OF_RE.match(following):
            return ("threshold", "role.threshold.condition")
        if _THOSE_TOO_RE.match(following):
            return ("threshold", "role.threshold.condition")  # 对能效高于1.8、功率低于2千瓦的中心
        if _GRANTED_RE.match(following):
            return ("threshold", "role.threshold.granted")
    if claim.after == "的" and following.startswith("的，") and claim.quantity.bound != "eq":
        return ("threshold", "role.threshold.condition")  # 新增机架不少于3000架的，电价可…
    if _THEN_RE.match(following):
        return ("threshold", "role.threshold.condition")
    if _EXEMPT_RE.match(claim.after):
        return ("threshold", "role.threshold.condition")
    if _WHEN_RE.match(claim.after):
        return ("threshold", "role.threshold.when")
    return ("threshold", "role.threshold.mainly") if _AS_MAIN_RE.match(claim.after) else None


# "给予最高200万元奖励，每年评选 | 20个以内": how many may be given it.
_CHOSEN_RE = lazily(r"(?:评选|支持|遴选|择优|奖励|资助|认定|评审|评定)[^，。；0-9]{0,12}$")
# "每年支持企业 | 不超过5家 | ，每家奖励50万元"
_EACH_GETS_RE = lazily(r"[，,]每[家个项户人名][^，。；0-9]{0,6}(?:奖励|补助|资助|给予|奖补|补贴)")
# "单台电梯更新停梯工期控制在 | 30天以内", "单个项目审批时间压缩至20个工作日以内": how long the work takes is a goal.
_WORK_TIME_RE = lazily(
    r"(?:工期|时限|时间|周期|时长)(?:总体|整体|平均)?(?:控制|压缩|压减|缩短|缩减)(?:在|到|至)$"
)
_TERM_RE = lazily(
    r"(?:期限|修业年限|学制|任期|聘期|保存期|保管期|有效期|质保期|公示期)(?:最长|一般)?(?:最长)?可?(?:延长?至|延长?到|为|不超过|不低于|不少于)?$"
)

# "资本金比例最低可为 | 20%"
_AT_MOST_RE = lazily(r"最[低高多]可(?:为|降至|降到|达|享受?|贷|申请)?$")
# "贷款期限最长可延至 | 45年"
_EXTENDS_RE = lazily(
    r"(?:[期年]限|[权期]，?)最[长短]可(?:达|为)?$|可延长?[至到]$|^最[长短]可(?:达|为|到)?$|最长可(?:放宽|延长|达)?[至到]?$|可(?:续签|续期|展期|延期|续租)[^，。；0-9]{0,4}$"
)
# "利用率可降低至 | 90%": what is allowed
_PERMITS_RE = lazily(
    r"可采用[^，。；0-9的率比]{0,8}$|(?<![耗本])(?:率|比例|标准|门槛)可(?:适当|相应|逐步)?(?:降低?|放宽|下调|延长|下浮)[至到为]$|可(?:适当|相应|再)?[上下]浮$|[上下]浮(?:比例|幅度)可(?:达|为|至)?$|[上下]浮后[^，。；]{0,4}$|(?:路段|地区|区域|情况|条件)[^，。；0-9]{0,4}可以?(?:适当)?放宽[至到]$"
)
# "各地区可结合实际新增 | 不超过6个"
_AT_WILL_RE = lazily(r"(?:可|可以)(?:结合实际|自行|自主|根据[^，。；]{1,10})[^，。；]{0,10}$")
_MEANT_RE = lazily(r"力争|争取|确保")
_CLOSED_RE = lazily(r"（[^（）]*）")
_KEEPS_UP = ("保持在", "稳定在", "提高到", "提高至", "增加到", "增加至", "提升到", "提升至")
"""耕层厚度保持在30厘米以上: what is to be kept or raised is no limit."""
# "、农村 | 每人每年 | 不低于5400元", not 、单笔不超过30万元
_PER_HEAD_RE = lazily("每[人生]每[年月]")
_RAISED_RE = lazily(
    r"(?:提高|提升|增加|上调|调整)[到至为](?:城市|城镇|城乡|农村|机构|社会|集中|分散)?[^，。；、0-9]{0,2}每[^，。；0-9]{1,6}$"
)
# "项目单体规模原则上不小于 | 100万千瓦"
_ONE_UNIT_RE = lazily(
    r"单(?:套|体|机|台|线|个)(?:装置|项目|机组)?(?:建设)?(?:规模|能力|容量|产能)(?:原则上|一般|须|应|必须|不得)[^，。；0-9]{0,8}$"
)
# "单车道 | 路基宽度不小于 | 4.5米"
_WIDE_RE = lazily(
    r"(?:(?:路基|路面|车道|通道|道路|桥面|步道|人行道|绿道|巷道|渠道|堤顶)宽度?|净高|净宽|，(?:宽度|高度|厚度|间距|深度|坡度))[^，。；0-9]{0,4}$"
)
# "申报示范项目，每市 | 不超过3个"
_RECOMMENDS_RE = lazily(r"(?:推荐|申报|报送)[^。；]{0,30}[各每][省市县区州校][^，。；0-9]{0,6}$")
# "建成加氢站10座， | 单站日加注能力 | 不低于500公斤"
_OF_EACH_RE = lazily(r"单(?:站|座|桩|井|厂|池|机)[^，。；0-9]{0,8}(?:能力|规模|容量|功率)$")
# "打造样板街区10个，| 每圈服务人口约 | 5万人", "单人面积 | 40平方米"
_EACH_ONE_RE = lazily(
    r"^单个[^，。；0-9的]{2,14}(?:面积|长度|投资|(?<!产值)(?<!产业)(?<!算力)(?<!营收)(?<!集群)规模)$|^(?:每[圈座处间条站所栋套张]|单[人个套间栋])(?:服务|建筑|使用|用地|占地|覆盖)?(?:面积|人口|半径|规模|长度)[^，。；0-9]{0,4}$"
)
# "登记费每件 | 80元", "票价每人 | 20元"
_FEE_EACH_RE = lazily(r"(?:[^经]费|票价|单价|工本费)每[件人次份张户亩吨][^，。；0-9]{0,2}$")
# "补助标准户均 | 不低于1.4万元": unless it is raised
_AID_EACH_RE = lazily(
    r"(?:补助|补贴|奖补|资助)(?:标准)?(?:户均|亩均)(?!提高|增加|提升|上调)[^，。；0-9]{0,4}$"
)
_FOR_ONE_RE = lazily(r"每[座处所村户家站段条][^，。；、0-9]{0,6}$")
_LOAN_RE = lazily(r"[^，。；]*贷")
_FAR = 32
"""Characters behind a sum within which 贷 says that it is lent."""
_LENDS_RE = lazily(r"(?:对|给|向|为)[^，。；0-9]{2,20}(?:发放|提供|给予|授予)$")
_APIECE_RE = lazily(r"人均|每[千万百]")


def limit(claim: Claim, cue: Cues) -> Verdict:
    """面积不超过70平方米, 贷款期限不超过3年: how much of it each may have."""
    permits = "可" in claim.before and not (claim.hedged or claim.due_here)
    at_most = not _MEANT_RE.search(claim.before) and _AT_MOST_RE.search(claim.before)
    permits = permits or "浮后" in claim.before
    if at_most or (permits and _PERMITS_RE.search(claim.before)):
        return ("threshold", "role.threshold.permitted")
    if claim.quantity.bound == "le" and not claim.due_here and _AT_WILL_RE.search(claim.before):
        return ("threshold", "role.threshold.permitted")
    limited = claim.quantity.bound != "eq" and claim.is_time and _TERM_RE.search(claim.before)
    if limited or (claim.is_time and _EXTENDS_RE.search(claim.before)):
        return ("threshold", "role.threshold.limit")
    if claim.is_money and not (claim.due_here or claim.hedged) and _may_draw(claim):
        return ("threshold", "role.threshold.limit")
    upto = claim.before + claim.setting.text[claim.quantity.outer[0] : claim.quantity.span[0]]
    sized = (
        claim.quantity.base_unit == "米" and claim.quantity.bound != "eq" and _WIDE_RE.search(claim.before)
    )
    if sized and not (claim.dated_clause or "由" in claim.before):
        return ("threshold", "role.threshold.limit")  # 单车道路基宽度不小于4.5米
    if claim.previous_role == "target" and _EACH_ONE_RE.search(claim.before):
        return ("threshold", "role.threshold.single")
    if claim.is_money and _AID_EACH_RE.search(claim.before):
        return ("subsidy", "role.subsidy.each")
    if not claim.due_here and _ONE_UNIT_RE.search(upto):
        return ("threshold", "role.threshold.single")  # 新建乙烯装置单套规模须达到100万吨/年
    if claim.previous_role == "target" and claim.quantity.bound == "ge" and _OF_EACH_RE.match(claim.before):
        return ("threshold", "role.threshold.single")
    onward = claim.setting.text, claim.quantity.outer[1], claim.quantity.outer[1] + _FAR
    lent = claim.is_money and claim.quantity.bound == "le" and _LOAN_RE.match(*onward)
    if lent and _LENDS_RE.search(claim.before):
        return ("threshold", "role.threshold.limit")  # 对脱贫户发放5万元以下小额信贷
    if claim.is_money and claim.quantity.bound == "le" and _FOR_ONE_RE.search(upto):
        return ("threshold", "role.threshold.single")  # 鉴定经费每座不超过15万元
    if claim.hedged:
        return None
    following = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    names = claim.quantity.bound == "le" and claim.is_count and _RECOMMENDS_RE.search(claim.earlier)
    if names and not claim.due_here:
        return ("threshold", "role.threshold.eligible")  # 推荐的“最美”路线各省不超过3条
    chosen = claim.previous_role == "subsidy" and _CHOSEN_RE.search(claim.before)
    if claim.is_count and claim.quantity.bound == "le" and (chosen or _EACH_GETS_RE.match(following)):
        return ("threshold", "role.threshold.limit")
    # 再增加30元，达到每人不低于610元
    raised_to = claim.previous_role == "target" and claim.before.startswith("达到")
    raised_to = raised_to or _RAISED_RE.search(claim.before) is not None  # 低保标准提高到每人每月不低于650元
    # 提高到城市每人每月不低于700元、农村每人每年不低于5400元
    both = claim.segment.mark == "、" and claim.is_money and _PER_HEAD_RE.search(claim.before)
    raised_to = raised_to or bool(both and claim.previous_role == "target")
    sped_up = claim.is_time and _WORK_TIME_RE.search(upto)
    delivers = claim.counts_things and claim.predicate.kind == "deliver" and claim.quantity.bound != "le"
    # 单户贷款1000万元以下的普惠贷款占比不低于30%
    share = claim.is_percent and claim.index > 0 and claim.before.endswith(("占比", "比重", "比例"))
    free = raised_to or sped_up or delivers or share
    if cue.search("single", claim.before) and claim.quantity.bound != "eq" and not free:
        return ("threshold", "role.threshold.single")
    if claim.due_here or _APIECE_RE.search(claim.before):
        return None
    kept = claim.predicate.kind == "level" and claim.setting.text.startswith(
        _KEEPS_UP, claim.predicate.verb[0]
    )
    adds = claim.quantity.bound == "ge" and ("新增" in claim.before or "每年" in claim.before)
    if cue.search("limit_noun", claim.before) and not (kept or adds):
        outer = claim.setting.text[slice(*claim.quantity.outer)]
        if _BOUND_WORD_RE.search(outer + claim.clause[-6:]):
            return ("threshold", "role.threshold.limit")
    words = claim.words
    words = _CLOSED_RE.sub("", words) if "（" in words else words
    return ("threshold", "role.threshold.eligible") if cue.search("eligible", words) else None
