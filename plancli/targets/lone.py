"""A measured amount with no count beside it -> whether it describes the noun behind it: 面积50亩以上的项目."""

from __future__ import annotations

from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.claim import Claim, noun_after
from plancli.targets.cues import Cues, Verdict
from plancli.targets.reached import keeps_up

# "对人口 | 20户以上集中居住点"
_AT_THOSE_RE = lazily(r"^(?:对|由)[^，。；]{0,12}$")
# "对 | 10个 | 以上优势病种实行按病种付费": those that something is done to are counted, not chosen.
_COUNTED = frozenset({"个", "家", "种", "项", "类", "处", "座", "所", "条", "名"})
_DONE_TO_RE = lazily(
    r"(?:以上|以下|及以上)的?[^，。；0-9]{2,16}(?:实行|开展|实施|进行)(?!的)(?![^，。；]*(?:奖|补|优惠|减免|减半))"
)
_OF_THOSE_RE = lazily(r"(?:以上|以下|及以上)的")
# "建成日处理 | 3万吨 | 的污水处理厂"
PER_DAY_RE = lazily(r"[日年](?:处理|供水|产|加工|屠宰|接待|吞吐)(?:能力|量)?(?:达|为)?$")
# "年产水果 | 5万吨 | 的基地"
_YIELDS_RE = lazily(rf"{PER_DAY_RE.pattern}|年产[^，。；0-9]{{1,6}}$")
_ITS_PLANT_RE = lazily(r"的(?![^，。；]{0,10}(?:能力|目标|规模|产能|水平))[^，。；0-9]{2,}")
# "覆盖面扩大至全国 | 70% | 的县"
_WIDENS_RE = lazily(r"(?:扩大|扩展|拓展|延伸|提高|增加|覆盖)[到至](?:全[国省市县])?$")
# "设置治疗台 | 4台 | 以上的门诊部", "年旅客吞吐量 | 500万人次 | 以上机场": those that have so many.
_HOLDERS_RE = lazily(
    r"(?:及?以上|及?以下)的?[^，。；、0-9]{0,8}?(?:机构|企业|单位|医院|学校|门诊部|诊所|场所|项目|小区|机场|港口|景区|车站|市场|城市|园区|社区|养殖场|农场|[牛猪羊鸡]场|电站)"
)
_DEEDS_RE = lazily(r"^(?:[、和及与]|[新改扩续迁重]建|改造|维修|疏浚)+")
_SIZE_NOUN_RE = lazily(r"(?:量|数|规模|面积|床位|人口|收入|产值)(?:达到?|为|在)?$")


def _holds(claim: Claim) -> bool:
    """True for how many of the things named before it those named after it have: 设置治疗台4台以上的门诊部."""
    themselves = claim.quantity.unit[-1:] in "家户个所名位次" and "人次" not in claim.quantity.unit
    if themselves or _HOLDERS_RE.match(claim.behind) is None:
        return False
    text, predicate = claim.setting.text, claim.predicate
    if _SIZE_NOUN_RE.search(claim.before):
        return True
    start = max(predicate.verb[1] if predicate.kind == "deliver" else 0, predicate.lead[0])
    named = _DEEDS_RE.sub("", text[start : predicate.lead[1]])  # 新建、改建、扩建5000公里以上城市排水管网
    return len(named) >= 2 and text[claim.quantity.outer[0] - 1] not in "到至在"


# "50亩 | 以上规模养殖场", "500头 | 以上的养殖场", "10亿元 | 的产业基金", "50万元 | 的项目", "百亿 | 级企业"
_CLASS_RE = lazily(
    rf"(?:（含）)?(?:以上|以下|及以上|及以下)的?+(?!用于|投入|支持|目标|水平|考虑|打[牢好]|奠定|提供|夯实|[^，。；]{{0,6}}(?:资金|基金|贷款|债券|信贷)){IDEOGRAPH}{{2}}"
)
THOSE_OF_RE = lazily("(?:以上|以下)的(?!(?:规划|预期|发展|年度|总体)*目标)")
_OF_FUND_RE = lazily(r"的[^，。；]{0,14}(?:基金|资金)")
_ATTRIBUTE_RE = lazily(
    rf"(?:及以上|及以下|以上|以下|以内|左右)?的(?!(?:预期|增长|增速|发展|年度|总体|规划)*目标|水平|任务|增长|速度|增速|比例|要求|考虑|(?:生产|处理|加工|供应|接待)?(?:能力|产能)(?!的)|能力(?!的)){IDEOGRAPH}"
)
_FUND_SIZE_RE = lazily(r"规模的?[^，。；]{0,14}(?:基金|资金)")
_SCALE_RE = lazily(rf"(?:级|规模)(?:的)?{IDEOGRAPH}{{2}}")
# How long something is on the average, which a plan may raise or cut; one thing's 保修期5年 is none.
_LASTS_RE = lazily(r"(?:平均|人均)[^，。；0-9]{0,12}(?:年限|寿命|时间|时长|天数)$|预期寿命$")
_BY_WHEN = frozenset(("底前", "末前", "日前", "月前", "年前"))
"""2026年底前|完成5万个以上的改造: by when, not the first so many."""
# "比2022年延长 | 15分钟", "较上年缩短 | 3天"
_SHIFTS_RE = lazily(r"[比较][^，。；]{2,12}(?:延长|缩短|提前|压缩|压减)(?:了)?$")


_KIND_OF_CASE_RE = lazily(r"^其中[^，。；0-9]{1,10}(?:项目|事项|企业|工程|业务|件|类)(?:为|不超过)?$")
_ISSUES = (
    "举办", "开办", "组织", "开展", "举行", "推出", "开设", "发行", "编发", "编印", "播出", "推送", "制作", "刊发", "录制", "开讲", "开播",
)  # fmt: skip
"""Verbs whose object comes in issues that are counted: 发行|3期|绿色债券; not 建设一期工程."""
_FORMS_RE = lazily(r"(?:形成|具备|建立|拥有)[^，。；0-9]{2,14}$")
_ABLE_RE = lazily(r"(?:以上|左右)?的[^，。；]{0,8}(?:能力|储备|规模)")


def completes_share(claim: Claim) -> bool:
    """True for the share of those that work is done on: 完成全省80%的批发市场、60%的农贸市场改造."""
    goes_on = claim.previous_role == "target" and claim.segment.mark == "、"
    if not claim.is_percent or not (goes_on or _COMPLETES_RE.search(claim.before)):
        return False
    return _WORKED_ON_RE.match(claim.setting.text, claim.quantity.outer[1]) is not None


# "完成 | 80%以上的批发市场改造"
_COMPLETES_RE = lazily(r"(?<!已)完成(?:全[国省市县区])?$")
# "80% | 以上的批发市场改造"
_WORKED_ON_RE = lazily(
    r"(?:以上)?的?[^，。；、0-9]{2,16}(?:、[0-9.]+%(?:以上)?的?[^，。；、0-9]{2,16}){0,3}?(?:改造|治理|整治|升级|提升|修复|排查|检测|评估|更新|加固|整改)(?=[，。；\n]|$)"
)


# "带动 | 500万 | 以上农户增收": people need no unit of their own; not 300万以上人口的城市, 对100万以上人口大县.
_PEOPLE_RE = lazily(
    r"(?:以上|以下)的?[^，。；、0-9]{0,8}?(?:人口|群众|农户|农民|村民|居民|牧民|渔民|劳动力|职工|学生|儿童|老年人|残疾人|家庭|青年|移民|毕业生|扶贫对象)(?!的|以上|以下|[大小]?[国省市县区镇乡城]|特大)"
)
_FOR_PEOPLE_RE = lazily(
    r"(?:完成|实现|带动|惠及|帮助|帮扶|支持|引导|吸引|吸纳|促进|推动|组织|培训|解决|保障|确保|使|让|减少|转移|覆盖|服务|受益)(?:全[国省市县区])?$"
)


def _counts_people(claim: Claim) -> bool:
    """True for a bare 万 or 亿 that counts people whom a deed reaches."""
    if claim.quantity.base_unit or claim.quantity.unit not in ("万", "亿"):
        return False
    return _PEOPLE_RE.match(claim.behind) is not None and _FOR_PEOPLE_RE.search(claim.before) is not None


def lone_qualifier(claim: Claim, cue: Cues) -> Verdict:
    """面积50亩以上的项目: a measured amount and 的 before its noun, with no count beside it."""
    graded = "unit.grade.level" in claim.quantity.rules
    lasts = claim.quantity.unit == "人年" or (claim.is_time and _LASTS_RE.search(claim.before))
    if lasts and not noun_after(claim):
        return None  # 劳动力平均受教育年限14.2年, 人均预期寿命80岁, 每万名就业人员中研发人员220人年
    if claim.is_time and _SHIFTS_RE.search(claim.earlier) and not noun_after(claim):
        return None  # 预警提前量比2022年延长15分钟
    unit = claim.latest.unit if claim.latest is not None and claim.previous_role == "target" else ""
    if claim.is_time and unit == claim.quantity.base_unit and _KIND_OF_CASE_RE.search(claim.before):
        return None  # 压缩至20个工作日，其中小型项目15个工作日
    if claim.is_time or graded:
        verb = claim.setting.text[slice(*claim.predicate.verb)]
        if claim.is_time and (
            claim.predicate.kind in ("none", "deliver") or verb in ("是", "为", "延长") or noun_after(claim)
        ):
            return ("qualifier", "role.qualifier.duration")
        held = claim.quantity.unit in ("期", "届") and claim.before.endswith(_ISSUES)  # 举办10期培训班
        if graded and claim.predicate.kind != "level" and noun_after(claim) and not held:
            return ("qualifier", "role.qualifier.grade")
    classed = _CLASS_RE.match(claim.behind)
    # 改造10万公里以上地下管网: a length to be built, not a class of works as in 50公里以上的线路.
    built = (
        claim.quantity.base_unit == "千米"
        and claim.predicate.kind == "deliver"
        and not _OF_THOSE_RE.match(claim.behind)
    ) or claim.before.endswith(("再建", "新造", "再造", "营造", "并网", "新增装机", "投产装机"))
    # 形成炼油9000万吨/年、乙烯900万吨/年、芳烃|500万吨/年|以上的生产能力
    kept_up = keeps_up(claim) or (
        claim.previous_role == "target"
        and claim.segment.mark in ("、", "和")
        and _ABLE_RE.match(claim.behind)
    )
    if (
        classed
        and not kept_up
        and not built
        and not claim.is_percent
        and (not claim.counts_things or _AT_THOSE_RE.search(claim.before))
        and not _counts_people(claim)
        and not (claim.quantity.unit in _COUNTED and claim.before == "对" and _DONE_TO_RE.match(claim.behind))
    ):
        return ("qualifier", "role.qualifier.class")
    size = cue.search("attribute", claim.before) if THOSE_OF_RE.match(claim.behind) else None
    by_when = size is not None and claim.before[max(0, size.start() - 1) : size.start() + 1] in _BY_WHEN
    sized = size is not None and not (by_when and claim.quantity.unit[-1:] in "个座处项台套条栋")
    plant = _YIELDS_RE.search(claim.before) and _ITS_PLANT_RE.match(claim.after)
    if claim.is_count and (sized or plant or _holds(claim)):
        return ("qualifier", "role.qualifier.attribute")  # 年出栏500头以上的养殖场
    if claim.is_percent and (_WIDENS_RE.search(claim.before) or completes_share(claim)):
        return None  # 覆盖面扩大至全国70%的县
    if claim.is_count or (claim.is_percent and cue.match("share_of", claim.after)):
        return None
    if _OF_FUND_RE.match(claim.after):
        return None  # 设立总规模10亿元的基金
    if claim.is_percent and _FORMS_RE.search(claim.before) and _ABLE_RE.match(claim.behind):
        return None  # 形成占年消费量6%左右的储气能力
    if kept_up:
        return None
    if _ATTRIBUTE_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.attribute")
    funds = _FUND_SIZE_RE.match(claim.behind)
    if not (claim.is_percent or funds) and _SCALE_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.class")
    return None
