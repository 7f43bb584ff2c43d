"""A claim whose number is a way of speaking -> count_of_talk: 打造一支队伍, 围绕7个方面提出24项任务, 甲、乙、丙3个城市.

Promise: nothing that a date, a hedge or a rate sets as a goal is taken for one, but for a list's own total.
"""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim, noun_after
from plancli.targets.cues import Cues, Verdict

# Up to ten, in Chinese numerals: as often a turn of phrase (打造一支队伍, 八项行动) as a count.
_FEW = 10


def turn_of_phrase(claim: Claim, cue: Cues) -> Verdict:
    """打造一支队伍: a small Chinese numeral counts only where a date, a hedge or a rate makes it a goal."""
    composed = claim.before.endswith("由") or (claim.previous_role == "count_of_talk" and claim.before == "")
    if composed and _COMPOSED_RE.search(claim.setting.text, claim.quantity.outer[1], claim.sentence.end):
        return ("count_of_talk", "role.count_of_talk.parts")  # 由7条射线、11条纵线组成的路网
    if (claim.is_count or claim.is_money) and _NAMED_RE.search(claim.before) and noun_after(claim):
        return ("count_of_talk", "role.count_of_talk.named")  # 规划纲要确定的102项重大工程
    if _is_added(claim):
        return ("count_of_talk", "role.count_of_talk.sum")  # 建立“1个专班+1个平台”机制
    if _adds_up(claim):
        return ("count_of_talk", "role.count_of_talk.total")  # 选择甲、乙、丙和丁4个城市
    if not claim.hedged and _HIGHER_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.compared")  # 比多数省份高出0.5个百分点
    if claim.quantity.unit.endswith("类") and _NEXT_COUNT_RE.match(
        claim.setting.text, claim.quantity.outer[1]
    ):
        return ("count_of_talk", "role.count_of_talk.aspect")  # 设置5大类68项指标
    if (
        claim.quantity.unit == "个"
        and claim.after.startswith(("方面", "环节", "维度"))
        and claim.after[2:3] != "的"
    ):
        return ("count_of_talk", "role.count_of_talk.aspect")  # 抓好12个方面重点任务
    if claim.quantity.unit in ("项", "个") and not claim.hedged and _names_indicators(claim):
        return ("count_of_talk", "role.count_of_talk.aspect")  # 设置四大类19项指标，其中约束性指标13项
    if claim.quantity.unit == "大类" and claim.quantity.bound == "eq" and not claim.hedged:
        return ("count_of_talk", "role.count_of_talk.aspect")  # 支持家电12大类
    after = claim.after.removeprefix("章") if not claim.quantity.unit else claim.after
    parts = claim.quantity.unit in _PARTS_OF_PAPERS or after != claim.after
    parts = parts and (not after or after.startswith(("专栏", "部分")))
    goes_on = claim.previous_role == "count_of_talk" and _AS_WELL_RE.fullmatch(claim.before)
    if parts and (goes_on or _MADE_UP_RE.search(claim.before)):
        return ("count_of_talk", "role.count_of_talk.total")  # 这份《若干措施》共24条
    if claim.is_count and _SINCE_THEN_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.named")  # 对2020年以来建成的50所学校开展评估
    share = claim.previous_role == "number" and claim.segment.mark == "，" and claim.is_percent
    if share and claim.before.startswith("占") and not (claim.due_here or claim.hedged):
        return ("number", "role.none")  # 总面积201万平方公里，占国土面积的21%
    if _STILL_TO_GO_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.distance")  # 离5万亿元的目标还有近一半的路
    if _EACH_STEP_RE.search(claim.before):
        return ("count_of_talk", "role.count_of_talk.step")  # 寿命每增加一岁，越往后越难
    total = claim.before.endswith("等") and noun_after(claim) != ""
    done = (claim.due_here or claim.hedged) and COMPLETES_RE.match(claim.after)
    mere = claim.predicate.kind == "none" and not done and not deals_with(claim)
    aimed = _AIMED_RE.match(claim.before)
    served = (
        aimed is not None
        and aimed[1]
        and claim.quantity.unit not in _SORTS
        and not (claim.quantity.unit == "个" and claim.after.startswith(_GROUPS))
        and _FOR_THEM_RE.search(claim.after)
    )
    mere = mere or (aimed is not None and not served)
    few = claim.quantity.value <= _NAMED_AT_MOST
    named = few and _NAMES_THEM_RE.match(claim.before) is not None and not COMPLETES_RE.match(claim.after)
    bodies = claim.quantity.unit in _BODIES
    if total and (mere or named or bodies or _JOINTLY_RE.search(claim.before)):
        return ("count_of_talk", "role.count_of_talk.total")  # 色度、浑浊度等9项指标, 会同某委等20个部门
    scale = claim.quantity.text[:1] in "百千万亿" and noun_after(claim)
    if scale and (not claim.counts_things or _CAMPAIGN_RE.match(claim.after)):
        return ("name", "role.name.scale")  # 千亿斤粮食产能提升行动
    told = _LISTS_RE.search(claim.before) if claim.is_count and _AGENDA_RE.match(claim.after) else None
    if told is not None and not (claim.due_here and told[0].startswith(("推出", "出台"))):
        return ("count_of_talk", "role.count_of_talk.agenda")  # 围绕7个方面提出24项重点任务
    if claim.is_chinese and claim.quantity.value <= _FEW and _opens_list(claim):
        return ("count_of_talk", "role.count_of_talk.list")  # 实现三个提升：一是…
    if not claim.is_chinese or not claim.is_count or claim.quantity.base_value > _FEW:
        return None
    if _TALKED_OF_RE.match(claim.after):
        return ("count_of_talk", "role.count_of_talk.few")  # 两项数据均创新高
    if claim.setting.chinese_figures and claim.quantity.value > 1 and claim.predicate.kind != "none":
        return None
    meant = claim.hedged or claim.due is not None
    if claim.quantity.bound == "ge" and meant and _EVERYONE_RE.search(claim.before):
        return None  # 力争所有街道至少建有一个
    if claim.quantity.value == 1 or not (claim.due_here or claim.hedged or claim.quantity.bound != "eq"):
        return ("count_of_talk", "role.count_of_talk.few")
    return None


# "力争 | 所有街道至少建有 | 一个"
_EVERYONE_RE = lazily(r"每个?|所有|各|全部")


def _adds_up(claim: Claim) -> bool:
    """True for the number of the names that stand before it: 甲、乙、丙和丁4个, 选择甲、乙、丙3个."""
    if not claim.is_count or claim.quantity.value < 2 or claim.quantity.value_max is not None:
        return False
    words = claim.setting.text[claim.sentence.start : claim.quantity.outer[0]]
    names = words[max(map(words.rfind, "，。；：")) + 1 :]
    chosen = (
        claim.predicate.kind == "none"
        or _TEAMS_RE.match(claim.after)
        or claim.setting.text[slice(*claim.predicate.verb)] in _CHOOSES
        or _sums_for(claim)
    )
    if not chosen and "分为" not in names:
        return False
    names = _BY_DATE_RE.sub("", names)
    listed = _NAMES_RE.split(names)
    if _DIGIT_RE.search(names):
        return False  # 新建小学6所、幼儿园8所、初中3所
    return len(listed) == claim.quantity.value and (len(listed) > 2 or claim.quantity.text[0] == "两")


def _sums_for(claim: Claim) -> bool:
    """True when what is set is counted behind: 完成甲、乙、丙|3个市32个县的调查, 组建甲、乙、丙|3类专业队9支."""
    following = claim.segment.quantities[claim.index + 1 : claim.index + 2]
    if not following or not any(rule.startswith(("unit.count", "unit.place")) for rule in following[0].rules):
        return False
    between = claim.setting.text[claim.quantity.outer[1] : following[0].outer[0]]
    sorts = claim.quantity.unit[-1:] in "类种型级" or _PLACES_RE.match(between) is not None
    return between != "" and "、" not in between and sorts


# "设立空域协同、基础设施、产业发展 | 3个 | 专班": how the work is ordered.
_TEAMS_RE = lazily(r"(?:工作|专项|推进)?(?:专班|小组|工作组|专项组|办公室|指挥部)")


# "实施千万头 | 肉牛工程"
_CAMPAIGN_RE = lazily(r"[^，。；0-9]{1,8}(?:工程|行动|计划|战略)")
# "设置 | 5大类 | 68项指标"
_NEXT_COUNT_RE = lazily(r"[0-9]+[项个条][^，。；]{0,6}(?:指标|任务|措施|举措|政策|事项|内容|标准)")
# "寿命 | 每增加 | 一岁", "每下降 | 1个百分点": what follows from each step; not 每年增加.
_EACH_STEP_RE = lazily(r"每(?:增加|提高|提升|增长|下降|降低|减少|上升|新增|投入|消耗)$")
_STILL_TO_GO_RE = lazily(r"(?:^|[^距远偏])(?:离|距|距离)[^，。；]{2,30}?目标(?:还|仍|尚|只|差)")
_AGENDA_RE = lazily(
    r"(?:重点|主要|具体|专项|支持){0,3}(?:任务|举措|措施|方面|条款|要求|政策|(?<=重点|主要)工作(?![量站者组室]))(?![^，。；]{0,6}(?:完成|落地|落实))"
)
_LISTS_RE = lazily(
    r"(?:提出|明确|部署|包括|包含|涉及|推出|出台|共|等|设置|细化|围绕|聚焦|从|抓[好实牢]|做[好实])了?$"
)
_HIGHER_RE = lazily(r"^比[^，。；0-9]{2,20}(?:高出|(?<!提)高|(?<!降)低|多出)$")
_CHOOSES = ("选择", "选取", "选定", "遴选", "确定")
_DIGIT_RE = lazily(r"[0-9]")
_PLACES_RE = lazily(r"(?:设区)?(?:[省市县区州旗]|乡镇|街道)")
# "2023年底前 | 完成甲、乙、丙3个市"
_BY_DATE_RE = lazily(r"^20[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|末)?(?:[以之]?前)?")
_NAMES_RE = lazily(r"[、和与及]")
# "推进规划纲要确定的 | 102项重大工程": those named elsewhere; not 完成上级下达的10项任务.
_NAMED_RE = lazily(
    r"(?:确定|明确|部署|公布|发布|提出|列出|发放|投放|^已?(?:纳入|列入)[^，。；]{2,40})的(?:首批|第[一二三四五]批)?$"
)
# "聚焦有色、钢铁、装备制造等 | 12条产业链"
_AIMED_RE = lazily(r"(?:聚焦|围绕|瞄准|紧盯|立足|(面向|针对))[^，。；]*等$")
# "面向毕业生等 | 5万名重点群体开展技能培训": those are served; not 6类重点人群.


def _is_added(claim: Claim) -> bool:
    """True inside a name that adds up its parts: “1个专班+1个平台”工作机制."""
    text, at = claim.setting.text, claim.quantity.outer[0]
    if text[at - 1] != "+" and _PLUS_RE.match(claim.after) is None:
        return False
    opening = text.rfind("“", claim.sentence.start, at)
    named = opening >= 0 and "”" not in text[opening:at]
    return named or _ORDER_RE.match(text, claim.quantity.outer[1]) is not None


# "1个核心区+3个拓展区 | 的发展格局"
_ORDER_RE = lazily(r"[^，。；“”]{1,40}?(?:格局|体系|机制|团队|模式|架构)(?=[，。；]|$)")
_PLUS_RE = lazily(r"[^，。；、+0-9]{1,10}\+[0-9一二三四五六七八九十N]")
_SORTS = frozenset("类种大")
_GROUPS = ("行业", "领域", "国家", "地区", "重点", "群体", "方面", "省")
_FOR_THEM_RE = lazily(r"开展|提供|实施|发放|免费|培训|组织|举办")
# "支持武汉大学、华中科技大学等 | 7所“双一流”高校建设", "选取制造、物流等 | 12个行业": a sum of those that are named.
_NAMES_THEM_RE = lazily(r"(?:支持|选取|选择|遴选|涵盖)[^，。；、]*、[^，。；]*等$")
_NAMED_AT_MOST = 30
"""More than this many are no sum of those named before 等: 支持食品、纺织等500家企业."""
_SINCE_THEN_RE = lazily(r"^对(?:20[0-9]{2}年|[近过][^，。；0-9]{1,4}年)以?来[^，。；]{1,24}$")
_PARTS_OF_PAPERS = frozenset({"条", "章", "部分", "节", "篇", "个"})
# "《规划》分为8章，共 | 28节，设置 | 9个 | 专栏"
_AS_WELL_RE = lazily(r"(?:部分)?(?:共|设置?|设有|包含|包括|含|和)?")
_MADE_UP_RE = lazily(
    r"》(?:(?:一|总)?共(?:分为?|有|设|包括|包含)?|包括|包含|分为|分|由)(?:[0-9一二三四五六七八九十]{1,3}个?(?:部分|[章节篇])、?)?$"
)
# "19项 | 指标", "约束性指标 | 13项": how many a plan sets; not 完成19项指标.
_INDICATORS_RE = lazily(r"(?:主要|具体|量化|核心|定量|约束性|预期性|一级|二级|监测){0,3}指标")
_GOALS_RE = lazily(r"(?:主要|具体|量化|总体|发展|预期){0,3}目标(?=[，。；、和]|$)")
_ON_TRACK_RE = lazily(
    r"(?:主要|规划|约束性|预期性){0,3}指标[^，。；0-9]{0,8}(?:快于|慢于|滞后于?|符合)[^，。；0-9]{0,6}(?:进度|预期)"
)
_FULFILLED_RE = lazily(r"达到|完成|实现|进入|居")
# "上调 | 2项"; not 新增2项, which may count projects.
_CHANGED_RE = lazily(r"(?:^|[、，.．：\s])(?:其中)?(?:上调|下调|调[增减高低整]|保留|取消)$")
_SET_RE = lazily(
    r"(?:(?:建议|拟)?对$|设置|设定|设立|提出|明确|确定|包括|包含|共|其中|列出|构建)[^。；]{0,60}$"
)


def _names_indicators(claim: Claim) -> bool:
    """True where the number counts the indicators that a plan sets."""
    if _GOALS_RE.match(claim.after) and _SET_RE.search(claim.earlier):
        return True  # 明确了医药工业发展的六项目标
    if _INDICATORS_RE.match(claim.after):
        if _ON_TRACK_RE.match(claim.after):
            return True  # 20项指标达到或快于进度
        if _FULFILLED_RE.search(claim.after):
            return False  # 20项主要指标达到全省先进水平
        return claim.before == "" or _SET_RE.search(claim.earlier) is not None
    if claim.after == "" and _CHANGED_RE.search(claim.before):
        return "指标" in claim.words or any("指标" in node.title for node in claim.chain)
    return _INDICATORS_RE.fullmatch(claim.before.removeprefix("其中")) is not None


_BODIES = ("部门", "个部门", "部委", "委办局")
"""Who issues or does it, and never what is to be: 省体育局等|10部门|联合印发."""
_JOINTLY_RE = lazily(r"会同|联合|牵头")
# "对某某等 | 48种濒危动物实施抢救性保护", "与某某等 | 5所高校签订协议"
_TOWARDS_RE = lazily(r"(?:^|[，、年间底后])(?:对|与|和|同)[^，。；]{1,40}$")
# "确保某某线等 | 12条道路建成通车"
COMPLETES_RE = lazily(
    r"[^，。；0-9]{1,14}?(?:20[0-9]{2}年(?:[底末]|[0-9]{1,2}月底?)?前|[二两三五]年内)?(?:全部|全面|基本)?(?:完成(?![^，。；]{0,8}(?:任务|工作|共享|汇聚|转型))[^，。；0-9]{2,10}|建成|开工|通车|竣工|投用|投产|完工|开通|挂牌|达标)"
)
DEALS_RE = lazily(r"[^，。；0-9]{2,20}?(?:实施|开展|签订|签署|建立|进行|推进|组织)")
_COMPOSED_RE = lazily(r"[^，。；]{1,40}(?:组成|构成)")


_TALKED_OF_RE = lazily(
    r"(?:大|项|个)?(?:数据|指标|举措|措施|政策|机制|制度|原则|方面|领域|环节|要素|阵地|支柱|抓手|维度|层面|特点|特征|难题|问题|挑战|关系)"
)


def deals_with(claim: Claim) -> bool:
    """True for a count of those that something is done to: 对48种濒危动物实施抢救性保护."""
    return (
        claim.is_count
        and _TOWARDS_RE.search(claim.before) is not None
        and DEALS_RE.match(claim.after) is not None
    )


def _opens_list(claim: Claim) -> bool:
    """True when a colon follows the number's clause: the number counts the items to come."""
    following = claim.sentence.segments[claim.position + 1 : claim.position + 2]
    return bool(following) and following[0].mark in ("：", ":")


# "免费为全县 | 8000名 | 农村妇女开展“两癌”筛查"
FOR_WHOM_RE = lazily(r"(?:^|[、】.．]|将|拟|计划|每年|全年|累计|免费)为(?!期|主|止|限)([^，。；0-9]{0,10})$")
SERVES = "(?:开展|提供|实施|发放|配备|安装|加装|配置|接种|办理|购买|建立|进行|免费(?=体检|筛查|检查|治疗|手术|培训|安装|更换|改造|适配|接种))"
"""What is done for those counted before it."""
_DONE_FOR_RE = lazily(rf"(?:以上)?的?([^，。；0-9]{{2,16}}{SERVES}[^，。；0-9]{{2,16}})")


def done_for(claim: Claim) -> str:
    """What is done for so many, for whom and what: 农村妇女开展“两癌”筛查; "" where nothing is."""
    whom = FOR_WHOM_RE.search(claim.before) if claim.is_count and "为" in claim.before else None
    done = _DONE_FOR_RE.match(claim.setting.text, claim.quantity.outer[1]) if whom is not None else None
    return whom[1] + done[1] if whom is not None and done is not None else ""
