"""A claim in a plan -> whether it tells the size of one work or place, or a measure that rules set: 整治工程全长61.7公里."""

from __future__ import annotations

from functools import lru_cache

from plancli.models import Quantity
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Cues, Verdict

# "整治工程全长 | 61.7公里", "设计泄洪流量 | 300立方米每秒", "概算总投资 | 156亿元"
_SIZE_RE = lazily(
    r"(?:(?:全长|线路长|主线长|正线长|线路总长)(?:约|为)?"
    r"|设计[^，。；、0-9]{0,10}(?:流量|能力|速度|时速|水位|规模|标准|容量)(?:分别)?(?:约|为)?"
    r"|(?:概算|估算|匡算|批复)(?:总)?投资(?:约|为)?"
    r"|(?:储能|充放电|放电)时长(?:不低于|不少于|达到)?|运距"
    r"|(?:路基|路面|路幅|桥面|红线)宽度?(?:约|为)?|^(?:大陆|拥有|有)?(?:海岸线|岸线)(?:总?长度?)?(?:约|为)?)$"
)
_MADE_RE = lazily(
    r"(?:年内|今年|全年|计划|预计)?(?:新建|建成|新建成|开通|改造|新增|完成|铺设|打通|续建|新改建)"
)
# "示范区面积约 | 2413平方公里", "其中先行启动区…，面积约 | 660平方公里"; not 治理面积, 绿化面积.
_AREA_RE = lazily(
    r"(?:^|，)(?:[^，。；0-9]{0,6}(?:规划|总|占地|核心区|启动区|示范区|园区|片区|流域|保护区|公园|辖区|区域|国土|海域|陆域|行政区划|辖区))?面积(?:约|为|共)?$|(?:^|，)(?![^，。；]*(?:完成|新增))[^，。；0-9]{0,40}(?:实施|规划|管控)范围(?:分别)?(?:约|为|共)?$"
)
# "总面积20万平方公里，占国土面积的 | 2%"
_OF_LAND_RE = lazily(r"^占[^，。；]{0,8}面积的?$")
# "三、建设标准", "规划管控", "考核奖惩": headings over what rules ask
_OF_RULES_RE = lazily(
    r"^(?![^，。；]*(?:提高|提升|高标准|目标|任务|指标|体系|内容|投入|强化|加强|拓宽|严格|多渠道)).*?(?:(?:建设|设置|配建|配置|设施)标准(?:$|和|与|及)|规划管控|(?:规划|空间|用地)管控要求|建设要求|准入(?:条件|标准)|考核(?:奖惩|办法|评分)|奖惩措施)|^(?:投资标准[和与及])?资金(?:来源|筹措)(?:[和与及](?:管理|使用|监管))?$"
)
# 达到, 提高到: what is to be reached stands below such headings too.
_TO_REACH_RE = lazily(r"(?:达到?|提高到|提升到|稳定在|保持在?|增加到|突破)$")
# "日最大承载量核定为 | 4.1万人次", "目标价格水平为每吨 | 18600元"
_SET_BY_RULE_RE = lazily(
    r"核定(?:为|在)$|(?:目标价格|指导价|收购价|保护价|最低价)(?:水平)?(?:为)?(?:每[吨亩]|每公?斤)?$"
    r"|(?:排放浓度|排放限值|小时均值|监测点[^，。；]{0,6}浓度)(?:分别)?$"
)
_CLASS_RE = lazily(r"(?:[乳托][儿小中大]?|[大中小])班(?:幼儿|人数)?$")
# "城区常住人口 | 300万至500万 | 城市"
_TOWN_RE = lazily(r"的?(?:大?城市|县城|城镇|地区|乡镇)")
# "亩产低于 | 1000公斤 | 、品种老化的果园，采取…", "超过定额 | 10% | 、20%的，依法…"
_WHICH_ARE_RE = lazily(
    r"(?:以上|以下)?(?:、[^，。；]{2,24}的(?!目标|任务|要求|指标|水平|规模)[^，。；]{2,16}|(?:、[0-9.]+%?[^，。；、]{0,4})?的)，(?:给予|一次性|按照?|采取|依法|予以|可|应|须|取消|限期|不得|扣)"
)
# "市县财政配套 | 210元，其余 | 200元": who pays what part
_SHARES_COST_RE = lazily(
    r"(?:投资标准|资金来源|补助标准|所需资金|资金筹措)[^。]*(?:配套|其余|自筹|承担|统筹)$"
)
# "签约 | 1个 | 10亿元项目计5分"
_SCORED_RE = lazily(r"[^，。；]{0,14}(?:计|得|加|扣)[0-9.]+分")
_CAPPED_RE = lazily(r"单[家个户项][^，。；0-9]{0,6}(?:每年|年度|累计)?$")


@lru_cache(maxsize=512)
def _heads_rules(title: str) -> bool:
    return _OF_RULES_RE.search(title) is not None


# "附件 千兆城市评价指标": what it takes to be called one
_CRITERIA_RE = lazily(
    r"^[^，。；：]*(?:(?:评价|评定|认定)(?:指标|标准|条件)(?:体系)?|申报条件)(?:（[^（）]{1,20}）)?$"
)


@lru_cache(maxsize=512)
def _lists_criteria(title: str) -> bool:
    return _CRITERIA_RE.fullmatch(title) is not None


def size_or_rule(claim: Claim, cue: Cues) -> Verdict:
    """The size of a single work or place, or what a rule sets; None for all else."""
    del cue
    if claim.hedged or claim.due_here or claim.previous_role == "target":
        return None
    criteria = any(_lists_criteria(node.title) for node in claim.chain)
    if criteria and "创建" not in (claim.setting.meta.title or ""):
        return ("norm", "role.norm.standard")
    ruled = claim.predicate.kind in ("level", "none") and claim.chain and _heads_rules(claim.chain[0].title)
    if ruled and _TO_REACH_RE.search(claim.before) is None:
        return ("norm", "role.norm.planning")
    before, unit = claim.before, claim.quantity.base_unit
    area = unit == "平方千米" and _AREA_RE.search(before) is not None
    if area or (_SIZE_RE.search(before) and _MADE_RE.match(before) is None):
        return ("qualifier", "role.qualifier.spec")
    if claim.previous_role == "qualifier" and _OF_LAND_RE.search(before):
        return ("qualifier", "role.qualifier.spec")
    if before.endswith("人口") and _TOWN_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.town")
    if unit == "人" and claim.quantity.bound != "ge" and _CLASS_RE.search(before):
        return ("norm", "role.norm.each")
    ruled = _SET_BY_RULE_RE.search(before) is not None and not claim.behind.startswith("的")
    if ruled and claim.quantity.bound in ("eq", "le") and not unit.startswith("微克"):
        return ("norm", "role.norm.standard")
    if claim.is_money and _SHARES_COST_RE.search(claim.earlier):
        return ("budget", "role.budget.share")
    if claim.is_count and _SCORED_RE.match(claim.behind):
        return ("norm", "role.norm.graded")
    paid = claim.is_money and any(word in claim.earlier for word in ("补", "奖", "资助"))
    if paid and claim.quantity.bound == "le" and _CAPPED_RE.search(before):
        return ("subsidy", "role.subsidy.highest")
    return _threshold(claim)


_IS_SO_RE = lazily(r"(?:为|只有|仅有|仅剩|只剩|剩余|不足|不满|少于|多于|达到|超过|低于|高于)$")
_THEN_RE = lazily(
    r"(?:以上|以下)?的，[^，。；0-9]{0,6}?(?:采取|终止|中止|取消|按照?|应|不得|不再|给予|由|实行|视为|责令|予以|可|需|须|停止|重新|直接|优先|认定)"
)


def _threshold(claim: Claim) -> Verdict:
    """A condition that those who are treated so meet, unless the number counts what is treated."""
    text, end = claim.setting.text, claim.quantity.outer[1]
    if _IS_SO_RE.search(claim.before) and _THEN_RE.match(text, end, claim.sentence.end):
        return ("threshold", "role.threshold.condition")  # 入围企业为2家的，采取议价
    if text[end : end + 1] not in ("以", "、", "的"):
        return None
    counts = claim.is_count and claim.quantity.bound == "eq" and not claim.quantity.approx
    if counts or _WHICH_ARE_RE.match(text, end, claim.sentence.end) is None:
        return None
    return ("threshold", "role.threshold.condition")


_SHARE_SET_RE = lazily(
    r"^(?![^，。；]*(?:绿地|容积|车位|小区|户型|首付|拨付|报酬|工资|持股|热价|面积|租金|缴存|标准|配建|出资))[^，。；0-9]{2,20}(?:比例|保证率|占比|比重)原则上(?:不低于|不少于|达到)?$"
)


def shares_in_principle(claim: Claim) -> bool:
    """True for the share of a whole that a plan is to reach in principle: 可再生能源电量比例原则上不低于50%."""
    return claim.setting.meta.kind == "plan" and claim.is_percent and bool(_SHARE_SET_RE.search(claim.before))


def is_staffed(claim: Claim) -> bool:
    """True for the size of those whom a deed reaches: 推动500人以上企业设立工会, 支持300张床位以上养老机构发展."""
    if claim.quantity.base_unit not in ("人", "户", "张"):
        return False
    return _STAFFED_RE.match(claim.setting.text, claim.quantity.span[0]) is not None


# Not 300户以上农户, 500人以上参加培训, 新增床位300张以上.
_STAFFED_RE = lazily(
    r"[0-9]{1,6}(?:[余多]?人及?以上的?(?:工业)?(?:企业|用人单位|事业单位|社会组织|团队|学校)"
    r"|[余多]?张(?:床位)?及?以上的?(?:床位的?)?(?:养老|医疗|护理|托育)?(?:机构|医院)"
    r"|[余多]?户及?以上的?(?:住宅|居民)?小区)"
)


def holds(claim: Claim, between: str, unit: str) -> bool:
    """True for what each of some works holds or makes: 新建12班幼儿园2所, 3万吨冷库2座, 年产5万吨生产线2条.

    *between* is the text up to the next number, whose base unit is *unit*.
    """
    if claim.quantity.base_unit not in _HELD or unit not in _WORKS:
        return False
    listed = not claim.before and claim.segment.mark == "、"
    built = listed or _BUILDS_RE.search(claim.before) is not None
    return built and _WORK_NOUN_RE.fullmatch(between) is not None


_HELD = frozenset(("吨", "立方米", "班", "斤", "千克", "千瓦", "千瓦时"))
_WORKS = frozenset(("座", "所", "条", "艘", "处", "家", "个"))
_YIELDS = "[日年](?:产|处理|供水|加工|屠宰)"
_BUILDS_RE = lazily(
    rf"(?:(?:新建|新增|建设|建成|建造|扩建|改建|改扩建|购置|购建|开工|投用|投产|上马|续建|谋划)(?:{_YIELDS})?|{_YIELDS})$"
)
_WORK_NOUN_RE = lazily(
    rf"(?:级|以上|规模)?的?(?:{IDEOGRAPH}|[A-Za-z]){{0,8}}(?:库|园|学|校|站|厂|线|罐|塔|船|池|仓|炉|窑|机组|基地|中心|项目|装置)"
)


def is_next_class(claim: Claim) -> bool:
    """True for the size of a further class of what was just counted: 产值过亿元企业350户、过|10亿元|30户."""
    if not claim.is_money or claim.index + 1 >= len(claim.segment.quantities):
        return False
    following = claim.segment.quantities[claim.index + 1]
    bare = following.span[0] == claim.quantity.outer[1]
    return bare and _next_class(claim, following) is not None


def of_next_class(claim: Claim) -> str:
    """What that class counts, by the name of the class before it (产值过10亿元企业); else ""."""
    found = _next_class(claim, claim.quantity) if claim.is_count and claim.index else None
    # 其中10亿元以上|12个 tells a part whose name leaves out the deed.
    return "".join(found) if found and not found[1].endswith("以上") else ""


def _next_class(claim: Claim, counted: Quantity) -> tuple[str, str, str] | None:
    """What was counted last up to its size, the size told up to *counted*, and the rest."""
    if claim.latest is None or claim.latest.unit != counted.base_unit:
        return None
    size = _NEXT_SIZE_RE.fullmatch(claim.setting.text, claim.segment.start, counted.span[0])
    sized = _CLASS_SIZE_RE.search(claim.latest.indicator) if size is not None else None
    if size is None or sized is None:
        return None
    return claim.latest.indicator[: sized.start()], size[1], claim.latest.indicator[sized.end() :]


_CLASS = r"(?:超过?|过|突破|达到?)?(?:[0-9.]{1,8}[百千万亿]{0,2}|[十百千万亿]{1,3})元(?:以上)?"
_NEXT_SIZE_RE = lazily(rf"[，、；和及]?(?:其中)?({_CLASS})")
_CLASS_SIZE_RE = lazily(rf"{_CLASS}(?=的?[^，。；、0-9]{{2}})")
