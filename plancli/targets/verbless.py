"""A number that no verb governs -> whether it is a goal: an item of a list, a part, a share, a stated level."""

from __future__ import annotations

import re

from plancli.patterns import lazily
from plancli.targets.anew import YEARS_TASK
from plancli.targets.borrowed import IN_ALL
from plancli.targets.claim import Claim, noun_after, segment_text
from plancli.targets.counted import is_counted, is_stage, is_territory
from plancli.targets.cues import LIST_MARKS, Cues, Verdict
from plancli.targets.fund import fund_before
from plancli.targets.label import line_polarity, under_label
from plancli.targets.listed import in_years
from plancli.targets.lone import completes_share
from plancli.targets.phrase import COMPLETES_RE, DEALS_RE, FOR_WHOM_RE, SERVES, deals_with
from plancli.targets.reached import keeps_up, responds
from plancli.targets.share import is_share
from plancli.targets.shared import GROUP_RE
from plancli.targets.tasklist import is_listed_task
from plancli.targets.voice import ISSUER, TOLD

_IN_SO_MANY_RE = lazily(r"在(?:全[国省市县区])?(?:不少于|至少|超过)?$")
_TRIED_RE = lazily(
    r"(?:以上)?(?:的)?[^，。；、0-9]{2,12}?(?:开展|推进|启动|实施|推行|组织|部署)[^，。；]{0,12}(?:试点|示范|试验|应用|建设|改造|服务)"
)
# What a plan lays out it will have: "专栏一 国家综合立体交通网布局".
_LAID_OUT_RE = lazily(r"网(?:络)?布局$|布局(?:规模|方案)$")


def without_verb(claim: Claim, cue: Cues, meant: bool) -> Verdict:
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
    if claim.is_count and _OF_THOSE_FOR_RE.fullmatch(claim.before) and not _TREATS_RE.match(claim.after):
        return None  # 对进度滞后的14个项目，由挂钩县领导每周调度1次
    onward = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if claim.is_count and claim.before.endswith("的") and _RATED_RE.match(onward):
        return None  # 市级领导领衔的100个项目，上半年开工率要达到80%
    sized = claim.is_money and not claim.before and _SCALE_NOUN_RE.search(noun_after(claim)) is not None
    sized = sized or (claim.is_money and _FUNDS_RE.fullmatch(claim.before) is not None)
    if (claim.is_count or sized) and claim.inherited_verb is not None and listed:
        return ("target", "role.target.list")
    if meant and claim.is_count and not claim.after and _NEW_RE.fullmatch(claim.before):
        return ("target", "role.target.deliver")  # 新入规企业4户
    if meant and claim.is_money and claim.before in _GATHERS:
        return ("target", "role.target.deliver")  # 统筹5亿元促进汽车、家电消费
    if meant and claim.is_count and HELPS_RE.search(claim.before):
        return ("target", "role.target.deliver")  # 促进高校毕业生就业创业40万人以上
    # 泊位48个（其中原油码头2座、集装箱泊位6个）
    # 起降点120个，其中高速公路服务区起降点60处
    noun = claim.latest.indicator[-_NOUN:] if claim.latest is not None else ""
    alike = noun != "" and claim.before.endswith(noun)
    whole = claim.governing or (claim.latest if claim.is_count and (claim.segment.depth or alike) else None)
    if whole is not None and _names_a_part(claim):
        return ("target", "role.target.part")
    on = claim.previous_role == "target" and claim.governing is not None
    if on and listed and (claim.at_best or is_stage(claim)):
        return ("target", "role.target.list")  # 甲省目标最高，为7%以上、力争8%
    if claim.due is None:
        return None
    summed = claim.due_here and claim.before in IN_ALL and claim.segment.mark == "，" and not claim.after
    if summed and claim.previous is not None and not claim.previous.quantities and not claim.is_percent:
        return ("target", "role.target.sum")
    if in_years(claim):
        return ("target", "role.target.list")  # 建成1500万亩。今年257万亩，明年412万亩
    in_turn = listed and claim.is_percent and claim.previous_role == "target" and not claim.after
    if in_turn and claim.governing is not None and GROUP_RE.fullmatch(claim.before):
        return ("target", "role.target.list")  # 巩固率达到小学99%、初中98%
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
        if len(lead) >= 2 or (lead and lead in _ONE_WORD):
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
    if claim.is_count and len(claim.before) >= 2 and line_polarity(claim.setting, claim.sentence) == "goal":
        return ("target", "role.target.labelled")  # 目标任务：“两癌”免费检查9500人
    by_then = meant and claim.is_count and claim.due_here and _BY_THEN_RE.fullmatch(claim.before)
    if meant and claim.is_count and _ALL_DONE_LATER_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return ("target", "role.target.subject")  # 集中供养中心9个，明年底前全部投用
    if by_then and _ALL_DONE_RE.match(claim.behind):
        return ("target", "role.target.subject")  # 10月底前180户全部验收销号
    if meant and claim.is_percent and claim.before.endswith("实现") and _ALL_ARE_RE.match(claim.after):
        return ("target", "role.target.level")  # 港口岸电实现100%可用
    if meant and claim.is_percent and keeps_up(claim):
        return ("target", "role.target.level")
    if claim.lists_on and claim.is_count and len(claim.before) >= 2:
        return ("target", "role.target.list")
    spoken = claim.due_here or claim.voice in (ISSUER, TOLD)
    own = claim.setting.meta.kind in ("plan", "report") or (spoken and claim.is_percent)
    # 全年6.9亿人次的运输量目标不变
    called = (own and called_a_goal(claim) is not None) or (spoken and goal_stands(claim))
    aimed = claim.is_count or claim.is_money or claim.is_percent
    set_so = aimed and claim.polarity != "past" and _AIM_IS_RE.fullmatch(claim.before)
    if called or set_so or (claim.due_here and claim.after.startswith("的目标")):
        return ("target", "role.target.aimed")  # 离2025年5万亿元的目标还有距离
    whole = claim.governing
    goes_on = (
        listed and claim.previous_role == "target" and whole is not None and whole.sentence is claim.sentence
    )
    # 去年是50%，今年不能低于55%
    turns = claim.previous_role == "achieved" and claim.quantity.bound in ("ge", "gt", "le", "lt")
    # 优Ⅲ比例：2020年83.4%，2025年85%
    turns = turns or (
        claim.previous_role == "achieved"
        and claim.previous is not None
        and bool(_WAS_THEN_RE.fullmatch(segment_text(claim.setting, claim.previous)))
    )
    opens = claim.segment.mark in ("：", ":") or goes_on or turns
    if opens and claim.due_here and claim.tense == "future" and _MERE_YEAR_RE.fullmatch(claim.before):
        return ("target", "role.target.stated")  # 大宗固废年利用量：2025年40亿吨，2030年45亿吨
    if responds(claim):
        return ("target", "role.target.within")
    whole_year = claim.before == "全年" and claim.setting.meta.kind in ("plan", "report")
    if claim.segment.mark in ("：", ":") and whole_year and meant:
        return ("target", "role.target.labelled")  # 数字经济核心产业营收：全年1100亿元
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
    all_of = claim.before in _REST or _BY_THEN_HERE_RE.fullmatch(claim.before) is not None
    acts = (len(claim.before) <= 2 or all_of) and claim.before not in (
        "聚焦",
        "围绕",
        "针对",
        "面向",
    )
    # 6家焦化企业、9家水泥企业完成改造: what the last of a list does all of it does.
    listed_on = claim.setting.text[claim.segment.end : claim.segment.end + 1] == "、"
    stop = claim.sentence.end if listed_on else claim.segment.end
    onward = claim.setting.text[claim.quantity.outer[1] : stop]
    if claim.is_count and meant and acts and cue.match("reaches", onward) and not _REACHED_RE.match(onward):
        return ("target", "role.target.subject")
    to = claim.before.startswith("对") and not claim.before.startswith(_NOT_TO)
    treated = to and _TREATS_RE.match(claim.after)
    dealt = _WILL_DEAL_RE.fullmatch(claim.before) and DEALS_RE.match(claim.after)
    helped = FOR_WHOM_RE.search(claim.before) and _SERVES_RE.match(claim.setting.text, claim.quantity.span[1])
    if meant and claim.is_count and (treated or dealt or helped):
        return ("target", "role.target.object")  # 将对124处灌区实施改造
    if meant and claim.before.endswith("等") and (deals_with(claim) or COMPLETES_RE.match(claim.after)):
        return ("target", "role.target.object")
    if meant and claim.is_count and claim.due_here and claim.after and _BATCH_RE.search(claim.before):
        return ("target", "role.target.object")  # 2020年底前实现第一批58项事项“跨省通办”
    if claim.bracket_topic is not None and claim.due_here:
        return ("target", "role.target.bracket_list")
    if claim.is_percent and claim.before.endswith("的") and _SERVED_BY_RE.match(claim.after):
        return ("target", "role.target.share")  # 用电增量的60%由可再生能源满足
    if meant and completes_share(claim):
        return ("target", "role.target.share")
    spent = claim.previous_role == "target" and claim.after.startswith("用于")
    does = cue.match("share_verb", claim.after) is not None and _WHOSE_RE.match(claim.after) is None
    if claim.is_percent and (spent or is_share(claim, cue) or does):
        return ("target", "role.target.share")
    if meant and _names_indicator(claim, cue):
        return ("target", "role.target.stated")
    return ("target", "role.target.list") if meant and is_listed_task(claim, cue) else None


# "新入规企业 | 4户", "新换发社保卡 | 3万张": 新 before whatever deed; not 新能源汽车, 新一代, 新型.
_NEW_RE = lazily(
    r"新(?!能源|材料|型|兴|区|县|疆|时|冠|城|农|乡|一|质|媒|业态|产品|技术|装备|经济|市民|生|消费|老|年|药|房|房屋|基建|动能|机遇|就业形态|市|村|品种|职业|就诊|发病|患)[^，。；：0-9]{3,14}"
)
_NOUN = 2
"""Last characters by which a part and its whole are told to be one thing."""
_BY_THEN_RE = lazily(
    r"(?:20[0-9]{2}年)?(?:1?[0-9]月(?:[0-9]{1,2}日|底|末)?|年底|[一二三四]季度末?)[之以]?前|年内"
)
_ALL_DONE_RE = lazily(
    r"[^，。；0-9]{0,14}(?:全部|全面|均)[^，。；0-9]{0,4}(?:完成|完工|竣工|验收|销号|投用|建成|交付|到位)"
)
# "集中供养中心9个 | ，明年底前全部投用"
_ALL_DONE_LATER_RE = lazily(
    r"，(?:[^，。；0-9]{2,8}，)?(?:(?:今年|明年|20[0-9]{2}年)?(?:年?[底末]|[0-9]{1,2}月(?:底|末)?)[之以]?前|年内)(?:全部|全面)(?:完成|完工|竣工|验收|投用|建成|交付|投产)"
)
_CAPACITY_RE = lazily(
    r"(?!依托|现有|利用|支撑|已有)[^，。；]{0,20}(?:能源|风电|光伏|水电|核电|火电|煤电|储能|风光电?|发电|电力|蓄能|生物质)[^，。；]{0,6}装机(?:合计|容量|规模)?"
)
_BATCH_RE = lazily(r"(?:实现|完成|推出|公布|发布)(?:第[一二三四五]批|首批)$")
_WAS_THEN_RE = lazily(r"20[0-9]{2}年[底末]?(?:约|为|达到?)?[0-9.]+[^，。；0-9]{1,8}")
_MERE_YEAR_RE = lazily(r"(?:到)?(?:今年|明年|20[0-9]{2}年)(?:底|末)?(?:约|达|达到)?")
_STANDS = ("不变", "没有变", "不动摇")
_ALL_ARE_RE = lazily(r"(?:可用|可控|可靠|达标|合格|覆盖|接入|利用|回收|处置|处理|上线|联网|建成|完成)")
_OF_THOSE_FOR_RE = lazily(r"对[^，。；0-9]{2,12}的")
_RATED_RE = lazily(r"[^，。；、0-9]{2,10}，[^，。；0-9]{0,14}(?:率|比例|占比)[^，。；0-9]{0,8}[0-9]")
_GATHERS = ("统筹", "统筹整合", "整合", "省级统筹", "市级统筹", "县级统筹", "再统筹")
_EARNS_RE = lazily(r"[^，。；、0-9]{0,8}(?:收入|产值|营收|交易额|销售额|出口额|成交额)")
_SERVED_BY_RE = lazily(r"由[^，。；]{2,16}(?:满足|供应|提供)")
# "第一批 | 1.5万个 | 于2022年9月底前完成"
_DONE_BY_RE = lazily(
    r"[^，。；0-9]{0,8}?(?:于|在|须|要|将)?[^，。；]{2,14}(?:[前内底]|[上下]半年|季度)(?:全部|全面|基本|集中|陆续)?(?:完成|建成|投用|开工|到位|投产|竣工|完工|交付|通车)"
)
HELPS_RE = lazily(r"(?:促进|帮助|带动)[^，。；0-9]{0,16}(?:就业|创业|增收|致富|转移)$")
_NAMES_INDUSTRY_RE = lazily(
    r"(?![^，。；]*(?:投资|补助|奖|资金|费|贷款|补贴|收入))[^，。；、：（）0-9]{2,10}"
)
_ONE_WORD = "金银铜铁铝铅锌锡锂钨镍猪牛羊鸡鸭鹅鱼虾蛋奶菜果茶棉糖油煤"
"""Things that one character names."""
# "2026年底前辖区 | 11对 | 服务区实现全覆盖"
_BY_THEN_HERE_RE = lazily(
    r"到?20[0-9]{2}年(?:1?[0-9]月)?[底末]?[以之]?前?(?:全[国省市县区州]|辖区内?|[我本][省市县区]|市域|[域境]内|沿线)?"
    r"|辖区内?|[域境]内|沿线"
)
_REST = ("剩余的", "其余的", "余下的", "剩下的")
_NOT_TO = ("对照", "对标", "对接", "对应", "对口")
# "对 | 96条河流 | 开展系统治理"
_TREATS_RE = lazily(
    r"[^，。；0-9]{2,20}?(?:实施|开展|进行|实行)[^，。；]{0,14}(?:改造|治理|修复|整治|提升|加固|维修|更新|清淤|保护|巡察|付费|检查|抽查|评估|筛查|审计|监测|整顿)"
)
_SERVES_RE = lazily(rf"[^，。；]{{2,24}}?{SERVES}[^，。；]{{2,}}")
# "将对 | 124处大型灌区 | 实施改造"
_WILL_DEAL_RE = lazily(r"[^，。；0-9]{0,8}(?:将|要|拟|计划)对(?:现有|全[国省市县]|辖区)?")

# "该省 | 107个 | 产业集群去年营业收入首次超过3万亿元"
_REACHED_RE = lazily(r"[^，。；]{0,24}(?:去年|上年|首次|已经?)")
# "引进内资300亿元、 | 外资 | 1亿美元"
_FUNDS_RE = lazily(r"(?:省外|市外|县外)?(?:[内外]资|资金|到位资金)|社会资本|专项债券?")
# "50% | 通公交的社区", "70% | 开工项目": which ones, not what they do
_WHOSE_RE = lazily(
    r"(?:以上)?(?:(?:制定|通公交|通快递|持证|参保|建立|签订|开工|纳入)[^，。；、0-9]{0,8}的[^，。；]|(?:开工|签约|在建)项目)"
)
# "全年目标 | 2000个"
_AIM_IS_RE = lazily(
    r"(?:全年|年度|今年|本年度|[三五]年|20[0-9]{2}年)(?:的)?(?:目标|任务)(?:任务)?数?(?:为|是)?"
    rf"|{YEARS_TASK}"
)
# "6.5% | 左右的增长目标，既考虑了…"
_GOAL_CALLED_RE = lazily(
    r"(?:左右|以上|以内)?的(?:(?:增长|增速|预期|年度)*目标(?=[，：]|是|既|考虑|不变|没有变|不动摇)|[^，。；、0-9]{2,8}目标(?=不变|没有变|不动摇))"
)
# "打造10个品牌、 | 1000亿元 | 产业规模"
_SCALE_NOUN_RE = lazily(r"(?:规模|产值|产业|集群|基金)$")
# "首期 | 10亿元 | 于2024年内到位"
_INSTALMENT_RE = lazily(r"(?:首期|首批|资金|基金|债券)[^，。；0-9]{0,4}$")
# "规划加氢站接近 | 100座"
_PLANS_RE = lazily(r"(?:计划|规划|拟)[^，。；0-9]{2,10}$")
_SUM_RE = lazily(r"(?:[二三四五六七八九十0-9]{1,2}年|全年)?(?:累计|共计|合计|总计|共)")


def called_a_goal(claim: Claim) -> re.Match[str] | None:
    """The words after the number that call it a goal: 6.5% | 左右的增长目标，."""
    return _GOAL_CALLED_RE.match(claim.setting.text, claim.quantity.span[1])


def goal_stands(claim: Claim) -> bool:
    """True for a number called a goal that is said to hold on: 9% | 的目标不变."""
    called = called_a_goal(claim)
    return called is not None and claim.setting.text.startswith(_STANDS, called.end())


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
    # 清洁能源装机8226万千瓦; not 重点建设某电站，装机240万千瓦, 依托现有光伏装机500万千瓦
    capacity = _CAPACITY_RE.fullmatch(topic) is not None and not claim.behind.startswith("的")
    named = (
        part
        or capacity
        or cue.search("measure_noun", topic) is not None
        or (claim.hedged and len(topic) >= 2)
    )
    return named and (claim.due_here or claim.hedged or not is_territory(topic))
