"""A claim and its indicator -> what its value counts: a level, a change, a multiple or a rank."""

from __future__ import annotations

from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.records import ends_in_front
from plancli.targets.claim import Claim, noun_after
from plancli.targets.opening import is_lead
from plancli.targets.predicate import verbs
from plancli.targets.reference import is_multiple_of_then

# 新增就业10万人, 中心城区新增专用道50公里; not 新增劳动力占比.
_ADDS_RE = lazily(r"(?:新增|净增|增加|增设|扩种|增种)(?!值|劳动力|[^，。；]{0,20}(?:比例|占比|比重|率)$)")
# GDP增长|预期目标为5.5%, 增速|目标分别定为5%和6%
_OF_GOAL_RE = lazily(r"的?(?:预期|年度|总体|主要){0,3}目标(?:分别)?[定设]?$")
_RAISES_RE = lazily(r"(?:提高|提升|增加|扩大)$")
_BETTERS_RE = lazily(r"改善(?!型)|巩固|恢复")
_ADDS_TO_RE = lazily(
    r"^(?:全[国省市县区])?(?:新增|净增)(?!长|[^，。；]*(?:平均|[亩户人地]均|(?<!高)标准(?!化)|等级|强度))|城镇新增就业(?:人数)?$"
)
# "坚持 | 6% | 左右的增速目标"
_GROWTH_GOAL_RE = lazily(r"(?:左右|以上)?的?(?:预期)?(?:增长|增速)(?:预期)?目标")
_DONE = ("完成", "落实", "办结", "达标", "交付", "兑现")
_CUTS_RE = lazily(r"降低|缩短|压减|削减|减少|退出|化解|关闭|压采|压缩(?!空气|机(?!构|关)|天然气)")


# 新增通车里程1600公里，其中 | 改扩建里程 | 800公里; 新增图书100万册， | 人均藏量 | 1.1册
_OWN_DEED_RE = lazily(
    r"(?:改扩?建|改造|续建|竣工)(?!后)(?![^，。；]*新增)|人均|户均|每[千万百]|在(?![职读校岗册编])(?![^，。；]*新增)"
)
_MORE_THAN_RE = lazily(r"[较比][^，。；0-9]{1,12}多[建投种开增培引完]$")
# "6%左右 / 地区生产总值增长": a card whose name says which way it goes
_NAMED_CHANGE_RE = lazily(r"(?:增长|下降|降低)$|^(?:城镇)?新增")
# 新增小巨人5家、 | 制造业单项冠军 | 2家; 新增雪道25条、 | 造雪面积 | 180万平方米
_NAMES_IT_RE = lazily(r"[^，。；、]{2}业|造[^，。；、]{1,3}面积")
# 城镇新增就业9万人， | 失业人员再就业 | 2.5万人
_REEMPLOYED_RE = lazily(r"[^，。；新]{2,12}人员(?:实现)?再?就业$")


_SUM_RE = lazily(r"(?:额|产值|收入|营收|规模|总量)(?:达|约|为)?$")
_GROWS_RE = lazily(r"(?:增加值|产值|产量|营收|收入|销量|投资|总额|总量|运量|出口|进出口)$")


def tell_measure(claim: Claim, indicator: str, lexicon: Lexicon) -> str:
    """level, increase, decrease, multiple or rank of a claim.

    提高到4.5% is a level, 提高4.5% an increase; a rate of growth (增速, 涨幅) counts a rise.
    """
    quantity = claim.quantity
    table = verbs(lexicon)
    text, at = claim.setting.text, quantity.span[0]
    if "rank" in claim.read_by or text.endswith("第", 0, at) or ends_in_front(text, at):
        return "rank"
    if claim.place_topic is not None and table.growth.search(indicator):
        return "increase"
    if claim.place and not claim.is_percent and claim.series[0].base_unit == "%" and quantity.bound == "gt":
        return "level"  # 总产值增长9%以上、突破50亿元
    if not claim.before and (named := _NAMED_CHANGE_RE.search(indicator)) is not None:
        return "decrease" if "降" in named[0] else "increase"  # 6%左右 / 地区生产总值增长
    if claim.is_percent and _GROWTH_GOAL_RE.match(claim.setting.text, quantity.span[1]):
        return "increase"
    kind = claim.predicate.kind
    lead = claim.setting.text[slice(*claim.predicate.lead)]
    again = claim.governing is not None and claim.governing.sentence is claim.sentence
    if kind == "none" and again and claim.governing is not None and is_lead(lead) and not noun_after(claim):
        return claim.governing.measure  # 增长6.5%左右，力争7%
    rises = claim.is_percent and kind == "none" and claim.before.endswith("年均")
    if rises and _GROWS_RE.search(indicator):
        return "increase"  # 钢铁增加值年均4%左右
    if _MORE_THAN_RE.search(claim.before) or claim.before == "再提":
        return "increase"  # 较上年多建1000公里
    if claim.before.endswith(("年多", "年增", "年少", "年减")):
        return "increase" if claim.before[-1] in "多增" else "decrease"  # 开工项目80个，比去年多20个
    if again and claim.governing is not None and claim.is_percent and claim.at_best:
        return claim.governing.measure
    if quantity.base_unit == "倍":
        if (
            "翻" in quantity.text
            or kind == "level"
            or "倍于" in claim.after[:2]
            or is_multiple_of_then(claim)
        ):
            return "multiple"
        return "increase" if kind in ("increase", "none", "deliver") else kind
    topic = claim.setting.text[claim.predicate.topic[0] : claim.predicate.topic[1]]
    topic = _OF_GOAL_RE.sub("", topic)
    if (claim.is_percent and quantity.base_unit == "%") or kind == "level":
        if table.growth.search(topic) and claim.is_percent:
            return "increase"
        if table.fall.search(topic):
            return "decrease"
        if not (claim.is_percent or claim.is_time) and _ADDS_TO_RE.search(topic):
            return "increase"  # 三年内全国新增装机容量超过1亿千瓦
    if kind in ("increase", "decrease"):
        return kind
    if (topic or lead).endswith("增量") and not claim.is_percent:
        return "increase"  # 贷款余额增量3000亿元以上
    own = kind == "deliver" and _ADDS_RE.match(lead) is not None
    if _REEMPLOYED_RE.match(lead) or lead.endswith("淘汰退出"):
        return "level"
    own = own or _OWN_DEED_RE.match(lead) is not None
    if claim.governing is not None and claim.is_count and claim.among and not own:
        return claim.governing.measure  # 新增15万人，其中高校毕业生9万人
    if kind != "level":
        # 新增养老设施800处、托育服务机构400家: a verb inside a noun does not end what the list's own governs.
        inside = claim.segment.mark == "、" and (
            claim.predicate.verb[0] - claim.predicate.lead[0] > 1 or _NAMES_IT_RE.match(lead) is not None
        )
        words = lead if kind == "deliver" and not inside else (claim.inherited_verb or "") + lead
        if _BETTERS_RE.match(lead) or (claim.segment.mark == "，" and _OWN_DEED_RE.match(lead)):
            return "level"  # 新增灌溉面积180万亩，改善灌溉面积260万亩
        counted = claim.is_count or claim.is_money
        level = again and claim.governing is not None and claim.governing.measure == "level"
        own = claim.segment.mark == "，" or level  # not 新增规上企业20家、产值10亿元
        if claim.is_money and own and not _ADDS_RE.search(lead) and _SUM_RE.search(lead):
            return "level"  # 新增企业30家，电子商务交易额75亿元
        if counted and _ADDS_RE.search(words):
            return "increase"
        done = claim.is_percent and claim.after.startswith(_DONE)  # 化解住房1.5万套，任务100%完成
        if _CUTS_RE.match(words) and not done:
            return "decrease"
        if kind == "none" and claim.is_percent and _RAISES_RE.match(claim.inherited_verb or ""):
            return "increase"  # 提高覆盖率3个百分点、普及率2个百分点
        if table.growth.search(words.rstrip("的")) and claim.is_percent:
            return "increase"
    return "level"
