"""A claim -> whether its number says which things are meant, or is how they are called.

治理威胁100人以上的隐患点260处: the first number tells which, and only the second is set.
"""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim, segment_text
from plancli.targets.cues import Cues, Verdict
from plancli.targets.voice import SPOKEN

# "治理威胁 | 100人 | 以上的重大隐患", "编制 | 67人（含） | 以上的事业单位"
_HAVING_RE = lazily(r"(?:威胁|危及|影响|编制|员额|在职|在编|从业人员|职工|用工|参保)(?:人数|人口)?$")
_OF_THOSE_RE = lazily(r"(?:（含）)?(?:及?以[上下])?的(?!目标|任务|要求|规模|水平|基础)[^\W0-9_]")
# "统一采用 | 13位 | 编码", "18位统一社会信用代码"
_CODE_RE = lazily(r"(?:的)?[^，。；、0-9]{0,8}(?:编码|号码|代码|编号|条码|账号|密码|验证码|数码)")
# "分 | 三批 | 组织开展城市试点": how the work is divided.
_DIVIDED_RE = lazily(r"(?<![部充百积得学成区评计满总])分(?:为|成)?$")
_STEPS = frozenset(("批", "批次", "期", "步", "阶段", "个阶段", "档", "类", "级", "层次", "片"))
# "落实六个 | 百分之百": the name of a list of duties.
_SLOGAN_RE = lazily(r"[0-9一二两三四五六七八九十]个“?$")
# "退出全国 | 168个 | 重点城市后20位"
_RANKED_RE = lazily(r"[^，。；、0-9]{2,12}(?:排名|排行榜?)?[前后倒]数?$")
# "计划改造2.5万个，比去年的 | 5.8万个少", "2000年底前建成的 | 21.9万个小区"
_THAN_RE = lazily(
    r"[比较](?:去年|上年|前年|上一年|往年)的$|20[0-9]{2}年(?:底|末)?[以之]?前(?:建成|投用|交付|竣工|开工|登记|注册|取得|出生)的$"
)
# "总投资：5亿元", "占地面积：80亩": what a card tells of a project.
_CARD_RE = lazily(
    r"(?:^|[；。])(?:项目)?(?:总投资(?:额|估算)?|投资规模|占地(?:面积)?|(?:总)?建筑面积|用地面积|建设工期|注册资本|合同金额)$"
)
# "总投资 | 2860万元 | 、建筑面积7200平方米的综合楼确保8月底前交付": how large the works are that are to be done.
_SIZE_RE = lazily(r"^(?:总|计划|估算)?(?:投资|建筑面积|占地面积|规模)(?:约|达)?$")
_SUCH_WORKS_RE = lazily(
    r"(?:、[^，。；、0-9]{2,8}[0-9][0-9.]*[^，。；、0-9]{1,6})?的[^，。；0-9]{2,14}(?:确保|力争|将(?!军)|要(?!求)|[0-9]{1,2}月|年底|全部|建成|开工|投用|竣工|交付)"
)
# "向定点帮扶的 | 246个县 | 投入资金": those one already helps.
_PARTNERS_RE = lazily(r"(?:定点|对口|结对)(?:帮扶|支援|援助|合作|协作)的$")
# "项目总投资100亿元、占地1500亩，规划建设年产 | 30GWh | 动力电池生产线": what a report tells of works under way.
_PROJECT_IS_RE = lazily(
    r"(?:^|[。；])(?:该|这一|这个|此)?(?:项目|工程)(?:计划|规划|预计|估算)?总投资(?:额)?[^。；]*$"
    r"|(?:^|[。；])[^。；，0-9]{2,24}(?:项目|工程)，(?:计划|估算)?总投资(?:额)?[^。；]*$"
    r"|(?:^|[。；，])[^。；，0-9]{2,16}(?:规划用地|占地|(?:医院|新院|院区|校区|产业园|综合体|电站|水库)[^。；，0-9]{0,4}总投资)(?:面积|额)?(?:约|达|为)?[0-9.]+[^，。；、0-9]{1,4}(?:，总投资[^，。；]*)?$"
)
_UP_STEPS_RE = lazily(r"(?:[十百千万]*亿元?级?)?(?:新)?台阶")
_CLIMBS_RE = lazily(r"[迈跨登站踏上][^，。；0-9]{0,6}$")
_PRESSURES = frozenset({"MPa", "kPa", "兆帕", "千帕"})
_PLANNED_AREA_RE = lazily(r"(?:总)?(?:规划|占地)(?:用地)?(?:总)?面积(?:约|为|达)?")
# "引水工程总投资 | 21.8亿元 | 、设计年供水量1.06亿立方米": of works that are named, in a plan too.
_NAMED_WORKS_RE = lazily(
    r"(?!.*(?:重[点大]|全[省市县]|所有|各类|一批|实施|新建|推进|完成|滚动|亿元))[^，。；、0-9的]{3,14}(?:工程|项目)(?:计划|估算)?总投资(?:额)?(?:约|达|为)?"
)
_COST_TOO_RE = lazily(r"(?:总|规划)?(?:建筑面积|占地面积|投资)(?:约|达|为)?")
_SIZED_BEFORE_RE = lazily(r"占地|全长|设计时速|建筑面积")
_DESIGNED_RE = lazily(r"设计(?:年|日|总)[^，。；0-9]{1,8}(?:量|能力|规模|库容)(?:约|达|为)?")
# "四大灌区年内主体完工， | 总投资 | 163亿元，设计灌溉面积640万亩"
_WORKS_DONE_RE = lazily(
    r"(?:^|[，。；：])(?![^，。；]{0,46}(?:一批|若干|集中|重大项目|亿元以上|[0-9]个))[^，。；]{2,40}(?:完工|开工|竣工|投产|通水|投用|建成|动工)(?:建设|投运)?，(?:总投资[^，。；]{2,12}，)?$"
)
_OF_WORKS_RE = lazily(
    r"(?:概算|估算|静态)?总投资(?:额)?(?:约|达|为)?|设计[^，。；0-9]{2,10}|总库容|总装机(?:容量)?"
)
_PLANT_RE = lazily(r"总投资|占地|面积|床位|规划用地|规划建设|年产|[一二三]期|设计")
_BROKEN_DOWN_RE = lazily(r"(?:任务|目标|指标|工作)[^，。；0-9]{0,4}(?:分解|细化|拆解)[成为]$")
# "把任务分解到 | 27家 | 省公司": those who are to do it.
_HANDED_DOWN_RE = lazily(
    r"(?:任务|指标|责任|目标|压力)[^，。；0-9]{0,6}(?:分解|压实|细化|传导|下达|分配)(?:落实|下达)?[到至]$"
    r"|[把将][^，。；0-9]{0,8}(?:任务|责任|指标|目标)(?!拓展|推广|覆盖|延伸)[^，。；0-9]{0,2}落实到$"
)
# "领导小组下设 | 5个 | 专班": how a body is made up.
_MADE_UP_OF_RE = lazily(r"(?:下|内|分)设(?:有)?$|核[定增](?:人员|事业|行政)?编制(?:数)?(?:为)?$")
# "到2027年，这 | 两项 | 分别增加到20个和1000个": what was just told.
_THESE_RE = lazily(r"(?:[这那该此]|上述|前述)$")
_TOLD_RE = lazily(r"(?:分别|都|均|[，。；：]|$|数字|数据|指标|目标|比例|占比|数|节点|口径|值|任务)")
_OF_TALK = ("个", "项", "组", "条", "类", "大", "点")
_FEW = 10
"""Most things that 这 takes up as what was just told."""
# "对完成情况靠前的 | 3个 | 区，给予奖励", "支持符合条件的 | 3类 | 企业享受优惠", "首批遴选的 | 10家 | 企业已…": those chosen.
_CHOSEN_RE = lazily(r"(?:^对[^，。；0-9]{2,20}的|符合条件的|首批[^，。；0-9]{2,4}的)$")
_TREATED_SO_RE = lazily(r"[^。；0-9]{0,20}(?:给予|予以|奖励|通报|享受|已(?!建|有))")
# "推动 | 500万吨 | 轻烃综合利用、60万吨POE等重大项目建成": works that are called by their size.
_MOVES_ON_RE = lazily(r"(?:推动|推进|加快|促进|抓好|[0-9]万吨[^，。；0-9]{2,14}、)$")
_NAMED_BY_SIZE_RE = lazily(
    r"[^，。；、0-9]{2,14}(?:、[0-9.]+万?吨[^，。；、0-9]{1,14}){0,4}等[^，。；0-9]{0,6}(?:项目|工程)"
)
_RANKS = ("位", "名", "强")


def which(claim: Claim, cue: Cues) -> Verdict:
    """What only tells which are meant: the size of those that are worked on, the length of a code, the field of a rank."""
    text, quantity = claim.setting.text, claim.quantity
    if claim.is_percent and quantity.text == "百分之百" and _SLOGAN_RE.search(claim.before):
        return ("name", "role.name.quoted")
    if quantity.unit == "位" and _CODE_RE.match(claim.after):
        return ("qualifier", "role.qualifier.spec")
    if quantity.unit == "个" and _UP_STEPS_RE.match(claim.after) and _CLIMBS_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.few")  # 连上2个百亿台阶
    if _BROKEN_DOWN_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.total")  # 将规划任务分解为126项
    if quantity.unit in _STEPS and _DIVIDED_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.aspect")
    if claim.segment.mark in ("：", ":") and not claim.before and claim.previous is not None:
        label = segment_text(claim.setting, claim.previous)
        if _CARD_RE.search(label) and not (claim.due_here or claim.hedged):
            return ("qualifier", "role.qualifier.attribute")  # 占地面积：80亩
    if _SIZE_RE.search(claim.before) and _SUCH_WORKS_RE.match(text, quantity.outer[1], claim.sentence.end):
        return ("qualifier", "role.qualifier.attribute")
    if quantity.base_unit == "人" and _HAVING_RE.search(claim.before) and _OF_THOSE_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.attribute")
    about = (
        claim.quantity.approx and claim.quantity.bound == "eq" and not (claim.hedged or claim.dated_clause)
    )
    if about and claim.before.startswith("这些") and claim.predicate.kind == "none":
        return ("qualifier", "role.qualifier.attribute")  # 这些站址总容量约3亿千瓦
    spoken = claim.setting.meta.kind in SPOKEN and not (claim.dated_clause or claim.hedged)
    told = spoken and claim.previous_role != "target" and _PLANT_RE.search(claim.before)
    if told and _PROJECT_IS_RE.search(claim.earlier):
        return ("qualifier", "role.qualifier.attribute")
    if quantity.unit in _PRESSURES and claim.predicate.kind == "none":
        return ("qualifier", "role.qualifier.spec")  # 70MPa储氢瓶实现批量生产
    if not (claim.due_here or claim.hedged) and _PLANNED_AREA_RE.fullmatch(claim.before):
        return ("qualifier", "role.qualifier.attribute")  # 氢能产业园：规划面积3平方公里
    sized = (
        claim.previous_role == "qualifier" and not claim.dated_clause and _COST_TOO_RE.fullmatch(claim.before)
    )
    if sized and _SIZED_BEFORE_RE.search(claim.earlier):
        return ("qualifier", "role.qualifier.attribute")  # 正线全长138公里，设计时速350公里，总投资336亿元
    of_works = claim.previous is not None and _OF_WORKS_RE.fullmatch(claim.before)
    if of_works and not (claim.hedged or claim.dated_clause):
        done = _WORKS_DONE_RE.search(claim.earlier[: len(claim.earlier) - len(claim.before)])
        if done is not None:
            return ("qualifier", "role.qualifier.attribute")  # 四大灌区年内主体完工，总投资163亿元
    works = "总投资" in claim.before or claim.before.startswith("设计")
    if works and not (claim.due_here or claim.hedged):
        over = text.startswith(("超", "逾"), quantity.outer[0]) and not text.startswith(
            "超过", quantity.outer[0]
        )
        named = _NAMED_WORKS_RE.fullmatch(claim.before) or _DESIGNED_RE.fullmatch(claim.before)
        if named and (quantity.bound == "eq" or over):
            return ("qualifier", "role.qualifier.attribute")
    if claim.is_count and not claim.dated_clause and _HANDED_DOWN_RE.search(claim.before):
        return ("qualifier", "role.qualifier.attribute")
    if claim.is_count and (_PARTNERS_RE.search(claim.before) or _MADE_UP_OF_RE.search(claim.before)):
        return ("qualifier", "role.qualifier.attribute")
    if claim.before.endswith("的") and _THAN_RE.search(claim.before):
        return ("reference", "role.reference.start")
    if claim.is_count and _CHOSEN_RE.search(claim.before):
        onward = text[quantity.outer[1] : claim.sentence.end]
        if _TREATED_SO_RE.match(onward):
            return ("qualifier", "role.qualifier.attribute")  # 对完成情况靠前的3个区给予奖励
    moved = not claim.counts_things and _MOVES_ON_RE.search(claim.before)
    if moved and _NAMED_BY_SIZE_RE.match(text, quantity.outer[1], claim.sentence.end):
        return ("qualifier", "role.qualifier.measured_noun")  # 推动500万吨轻烃利用、60万吨POE等项目投产
    these = claim.is_count and quantity.unit in _OF_TALK and _THESE_RE.search(claim.before)
    if these and quantity.base_value <= _FEW and _TOLD_RE.match(claim.after):
        return ("count_of_talk", "role.count_of_talk.total")  # 这两个数字变成240家和3家
    following = claim.segment.quantities[claim.index + 1 : claim.index + 2]
    if not claim.is_count or not following or not following[0].unit:
        return None
    after = following[0]
    between = text[quantity.outer[1] : after.outer[0]]
    if after.unit in _RANKS and _RANKED_RE.fullmatch(between):
        return ("qualifier", "role.qualifier.field")
    return None
