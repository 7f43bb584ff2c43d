"""A claim -> whether its number only describes what another number, or its noun, is about."""

from __future__ import annotations

from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.claim import Claim, inside_noun, is_money_unit, is_time_unit, noun_after, segment_text
from plancli.targets.cues import JOINED, Cues, Verdict
from plancli.targets.each import each_over
from plancli.targets.label import labelled_line
from plancli.targets.lone import PER_DAY_RE, THOSE_OF_RE, lone_qualifier
from plancli.targets.reached import does_part, lasts, responds
from plancli.targets.share import is_share
from plancli.targets.sizes import holds, is_next_class, is_staffed

# "满足年旅客吞吐量 | 600万人次 | 的需要"
_MEETS_RE = lazily(r"(?:满足|适应|保障)[^，。；]{0,16}$")


_PUTS_TO_USE_RE = lazily(r"(?:用好|用活|用足|管好|发挥|依托|运营好)[^，。；0-9]{0,4}(?:总规模|规模|总额)$")
_MATTERS_TO_RE = lazily(r"(?:事关|关乎|关系|关系到|养活)$")


_ONE_WORK_RE = lazily(r"[^，。；]{3}(?<!改造|治理|建设|绿化|整治|修缮|更新|场所|旧改|提升|修复)（[^（）]*$")
_SIZE_OF_WORKS_RE = lazily(
    r"(?:总|规划|设计|项目)?(?:(?:建筑|占地|用地)(?:总)?面积|总?投资(?:额)?|总?库容|设[置计]床位|开放床位|编制床位|全长|线路长度)(?:约|达|为)?"
)
_ACCIDENT_RE = lazily(r"(?:以上)?的?[^，。；]{0,6}(?:事故|事件|火灾)")
_WHO_AGED_RE = lazily(
    r"(?:及?以[上下])?的?(?:婴幼儿|婴儿|幼儿|儿童|老年|老人|人群|人口|青少年|居民|学生|妇女)"
)
_DEATHS_RE = lazily(r"(?:一次(?:性)?死亡|单[日次起]|死亡)$")


_OF_A_PLAN_RE = lazily(r"(?:规划|纲要)[”》]?$")
_BIG_WORKS_RE = lazily(r"(?:重大|重点)(?:工程|项目|任务)")
# "开放不少于200天 | 、年接待不低于3万人次的滑冰馆": both tell which ones.
_AND_SUCH_RE = lazily(
    r"、[^，。；、0-9]{1,10}(?:[高低大小少多]于|超过|达到)[0-9][0-9.]*[^，。；、0-9的]{1,6}的(?!目标|任务|要求|速度|增[速长幅]|标准|水平|比例)[^，。；0-9]{2,}"
)


def qualifier(claim: Claim, cue: Cues) -> Verdict:
    """总投资超10亿元的项目500个, 10家营收超百亿元企业: a number that describes what another counts."""
    if claim.segment.depth and _specifies(claim):
        return ("qualifier", "role.qualifier.aside")  # 规模以上工业（年收入2000万元以上）增加值
    sized = claim.segment.depth and not (claim.dated_clause or claim.hedged)
    if sized and _SIZE_OF_WORKS_RE.fullmatch(claim.before) and _ONE_WORK_RE.search(claim.earlier):
        return ("qualifier", "role.qualifier.aside")  # 外科综合楼（建筑面积6.8万平方米，设置床位500张）
    if claim.before.endswith(("即", "也就是", "折合", "折合约", "折算")):
        return ("qualifier", "role.qualifier.apposition")
    if claim.counts_things and _OF_A_PLAN_RE.search(claim.before) and _BIG_WORKS_RE.match(claim.after):
        return ("qualifier", "role.qualifier.attribute")  # 推进“十四五”规划102项重大工程落地
    if claim.quantity.text[:1] in _SCALES and _WORKS_FOR_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.class")  # 完成千人以上水源保护范围划定
    if claim.quantity.base_unit in ("人", "户") and _TOWN_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.town")  # 50万人口以上的城市, 14亿人口的大国, 66人以上超大班额
    if is_staffed(claim):
        return ("qualifier", "role.qualifier.class")  # 推动500人以上企业设立工会
    named = PER_DAY_RE.search(claim.before) and not _BUILT_TO_RE.search(claim.before)
    if named and _PLANTS_RE.match(claim.setting.text, claim.quantity.outer[1], claim.sentence.end):
        return ("qualifier", "role.qualifier.attribute")  # 日处理2万吨污水处理厂1座
    if (
        claim.is_money
        and _PUTS_TO_USE_RE.search(claim.before)
        and claim.setting.text.startswith("的", claim.quantity.outer[1])
    ):
        return ("qualifier", "role.qualifier.attribute")  # 用好用活总规模180亿元的科创基金体系
    if claim.quantity.base_unit == "人" and _MATTERS_TO_RE.search(claim.before):
        return ("qualifier", "role.qualifier.town")  # 事关14亿多人饭碗
    if not claim.quantity.unit and _HOURS_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return ("qualifier", "role.qualifier.duration")  # 1、2、3小时交通圈
    if responds(claim) or lasts(claim) or does_part(claim) or labelled_line(claim):
        return None
    if claim.quantity.base_unit == "年一遇" and not (
        (
            claim.quantity.bound != "eq"
            or _REACHES_RE.search(claim.before)
            or (claim.due_here and _IS_TO_BE_RE.search(claim.before) and claim.after[:1] != "、")
        )
        and _STANDARD_RE.match(claim.setting.text, claim.quantity.outer[1])
    ):
        return ("qualifier", "role.qualifier.spec")  # 按50年一遇标准建设, 战胜60年一遇洪水
    # 达到81.5岁、83岁和80.5岁
    listed = claim.previous_role == "target" and claim.after[:1] in ("和", "、", "及")
    if claim.quantity.base_unit == "岁" and "寿命" in claim.earlier and not _WHO_AGED_RE.match(claim.behind):
        return None
    if (
        claim.quantity.base_unit in ("人", "人次")
        and _DEATHS_RE.search(claim.before)
        and _ACCIDENT_RE.match(claim.after)
    ):
        return ("qualifier", "role.qualifier.class")  # 不发生一次死亡10人以上事故
    if (
        claim.quantity.bound == "ge"
        and claim.quantity.base_unit in ("户", "人")
        and _ALL_SUCH_RE.match(claim.after)
    ):
        return ("qualifier", "role.qualifier.class")  # 1000户以上社区全覆盖
    if claim.is_time and (
        (noun_after(claim) and not listed)
        or claim.before.endswith(("今年", "现年"))
        or _USED_RE.search(claim.before)
    ):
        return ("qualifier", "role.qualifier.duration")  # 三年发展规划
    is_length = claim.quantity.base_unit in ("米", "千米")
    if claim.after.startswith("×") or claim.before.endswith("×"):
        return ("qualifier", "role.qualifier.spec")  # 1200mm×1000mm标准托盘
    beside = is_length and (claim.among or claim.previous_role == "qualifier")  # 设计时速350公里、全长116公里
    one_of_them = (beside and _LENGTH_RE.search(claim.before)) or (
        is_length and claim.predicate.kind == "none" and _FULL_RE.search(claim.before)
    )
    if one_of_them or _SPEC_RE.search(claim.before):
        return ("qualifier", "role.qualifier.spec")  # 其中甲至乙管道全长145公里, 管径508毫米
    if claim.quantity.base_unit in _FINE_LENGTHS and _WORD_RE.match(claim.after):
        return ("qualifier", "role.qualifier.measured_noun")  # 6米水深航道, 45英尺集装箱
    if claim.quantity.base_unit in ("伏", "千伏") and _GRID_RE.match(claim.after):
        return ("qualifier", "role.qualifier.spec")  # ±800千伏特高压直流工程
    if claim.after.startswith(("条件下", "的条件下", "工况下")):
        return ("qualifier", "role.qualifier.spec")  # 在基准氧含量6%条件下
    if _PERIOD_RE.match(claim.after):
        return ("qualifier", "role.qualifier.duration")  # 以后5个纳税年度
    fast = is_length and claim.before.endswith("时速") and claim.quantity.bound == "eq" and noun_after(claim)
    if fast or (is_length and claim.after.startswith("时速")):
        return ("qualifier", "role.qualifier.spec")  # 350公里时速高铁, 研制时速600公里高速磁浮系统
    if is_length and _REACHED_RE.match(claim.after):
        return ("qualifier", "role.qualifier.range")  # 300米见绿, 公交站点500米覆盖率
    if claim.after.startswith(("的需要", "的需求")) and _MEETS_RE.search(claim.before):
        return ("qualifier", "role.qualifier.attribute")  # 满足年旅客吞吐量6000万人次的需要
    signed = claim.is_money and not claim.due_here and _TOTAL_RE.fullmatch(claim.before)
    if (
        signed
        and claim.setting.meta.kind != "plan"
        and claim.previous
        and _SIGNED_RE.search(segment_text(claim.setting, claim.previous))
    ):
        return ("qualifier", "role.qualifier.attribute")  # 25个项目集中签约，计划总投资超过73亿元
    if claim.is_count and claim.before.endswith(_OWNS) and _OWNERS_RE.match(claim.behind):
        return ("qualifier", "role.qualifier.attribute")  # 拥有50家以上门店的国际知名品牌
    if claim.before.endswith(("单机", "单台", "单套", "单体")) and noun_after(claim):
        return ("qualifier", "role.qualifier.measured_noun")  # 研制单机5万吨/日反渗透淡化装备
    if claim.counts_things and claim.before.endswith("覆盖") and _NET_OF_RE.match(claim.after):
        return ("qualifier", "role.qualifier.attribute")  # 建立覆盖21个乡镇的监测网
    if claim.before.endswith("方面"):
        return ("count_of_talk", "role.count_of_talk.aspect")  # 科技成果转化方面4项
    if claim.is_count and _AMONG_RE.match(claim.after) and claim.before.endswith("在"):
        return ("qualifier", "role.qualifier.field")  # 在41个工业大类中保持首位
    if claim.is_money and _INVESTED_RE.search(claim.before) and _IN_WORKS_RE.match(claim.behind):
        return (
            "qualifier",
            "role.qualifier.attribute",
        )  # 推动总投资120亿元的锂电池产业园、新能源基地等15个项目开工
    if claim.quantity.unit.endswith("车道") and _WORD_RE.match(claim.after):
        return ("qualifier", "role.qualifier.measured_noun")  # 高速公路8车道改扩建
    numbers = [q for q in claim.segment.quantities if q.role == "number"]
    bounded = claim.segment.start < claim.quantity.outer[0] < claim.quantity.span[0]
    strict = claim.quantity.bound in ("gt", "lt") and claim.predicate.kind != "deliver"
    done = _DEED_BEFORE_RE.search(claim.before) is not None  # 完成超过1000万千瓦机组改造
    measured = strict and not (claim.counts_things or done) and _THOSE_OVER_RE.match(claim.behind)
    if bounded and ((claim.is_percent and _THOSE_RE.match(claim.behind)) or measured):
        return ("qualifier", "role.qualifier.attribute")  # 峰谷差率超过40%的省份达到5%
    if claim.is_percent and _SPENT_ON_RE.match(claim.after):
        return None  # 拿出75%以上的财政支出用于民生
    if claim.is_percent and not claim.is_rank and is_share(claim, cue):
        return None  # 覆盖80%以上的行政村, 95%以上的学生掌握2项技能
    which = claim.quantity.bound != "eq" and not claim.counts_things
    if which and _AND_SUCH_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return ("qualifier", "role.qualifier.attribute")  # 灰分高于16%、硫分高于1%的散煤
    if len(numbers) < 2:
        return lone_qualifier(claim, cue)
    sizes = not (claim.counts_things or claim.is_percent or claim.is_money)
    if sizes and claim.predicate.kind == "none" and THOSE_OF_RE.match(claim.behind):
        return (
            "qualifier",
            "role.qualifier.class",
        )  # 年许可水量5万立方米以上的取水口、灌溉面积5万亩以上的渠首
    text = claim.setting.text
    place = next((i for i, q in enumerate(numbers) if q is claim.quantity), 0)
    if place + 1 < len(numbers):
        between = text[claim.quantity.span[1] : numbers[place + 1].outer[0]]
        if between.startswith("的目标"):
            return None  # 离5万亿元的目标还有近一半的路
        if "——" in between:
            return None  # 保持在80%以上——2021年全国航班正常率88%: what a dash sets off is told apart
        if "bound.le.rank" in numbers[place + 1].rules:
            # 进入168个重点城市前80名: the first number is the field.
            return ("qualifier", "role.qualifier.field") if _FIELD_RE.search(claim.before) else None
        if _OR_RE.match(between) and text[numbers[place + 1].outer[1] :][:1] in _TAIL:
            return None  # 收集率达到70%以上或较2022年提高5个百分点
        if claim.is_time and between not in JOINED - {""}:
            return ("qualifier", "role.qualifier.duration")  # 三年累计安排15亿元
        following = numbers[place + 1]
        if claim.counts_things and each_over(claim.before, between, claim.quantity, following):
            return None  # 5个省份营收超过万亿元: each of them is to be over it
        if claim.counts_things and is_money_unit(following) and _SUCH_RE.match(text, following.outer[1]):
            return None  # 培育10家以上产值超10亿元的企业
        made = claim.counts_things and following.base_unit != claim.quantity.base_unit
        made = (
            made
            and _MAKES_RE.search(claim.before) is not None
            and _SO_LARGE_RE.fullmatch(between) is not None
        )
        if made and _OF_THEM_RE.match(text, following.outer[1]):
            return None  # 打造1家产销规模达到百万辆的企业
        _, joined, onward = between.rpartition("、")
        if joined and claim.is_count and claim.predicate.kind == "deliver":
            deed = cue.match("deliver", onward)
            if deed is not None and deed.end() == len(onward):
                return None  # 引进100个大项目、培育100家好企业
        if "、" in between and _DONE_WITH_RE.search(claim.before) and _WORK_AND_RE.match(between):
            return None  # 完成12套在役装置自动化改造、老旧储罐更新26台
        if "、" in between and _DOES_AS_WELL_RE.match(between):
            return None  # 力争100家企业上云、建成基站500个
        if between not in JOINED and (_DESCRIBES_RE.search(between) or _counts_actors(between, cue)):
            return ("qualifier", "role.qualifier.before_count")
        if numbers[place + 1].base_unit != claim.quantity.base_unit and _CLASS_OF_RE.fullmatch(between):
            return ("qualifier", "role.qualifier.class")  # 淘汰450立方米以下炼铁高炉3座
        if claim.is_rank and (claim.is_percent or not claim.quantity.unit) and _NOUN_RE.fullmatch(between):
            return ("qualifier", "role.qualifier.rank")  # 新增全球前1%学科1个
        if claim.is_count and _FOR_THEM_RE.match(claim.before) and _PROVIDES_RE.search(between):
            return ("qualifier", "role.qualifier.before_count")  # 为126所中小学配备智慧黑板1000块
        if is_next_class(claim):
            return ("qualifier", "role.qualifier.class")  # 产值过亿元企业350户、过10亿元30户
        held = holds(claim, between, numbers[place + 1].base_unit)
        spent = claim.is_money and cue.match("deliver", between)  # 投资5亿元新建医院3所
        if held or (claim.measures_kind and not spent and _NOUN_RE.fullmatch(between)):
            return ("qualifier", "role.qualifier.measured_noun")  # 220千伏变电站6座, 新建3万吨冷库2座
    if place > 0:
        counted = numbers[place - 1]
        between = text[counted.outer[1] : claim.quantity.outer[0]]
        before = text[claim.segment.start : counted.outer[0]]
        if counted.unit[-1:] in "家个户" and each_over(before, between, counted, claim.quantity):
            return ("qualifier", "role.qualifier.attribute")  # 5个省份营收超过|万亿元
        share = numbers[place - 1].base_unit == "%" and "bound.le.rank" not in numbers[place - 1].rules
        reached = between.endswith(
            ("达到", "达", "超过", "突破", "增加到", "增至")
        )  # 增速超过20%的企业达到50家
        if share and claim.is_count and not reached and cue.match("share_of", between):
            return ("qualifier", "role.qualifier.attribute")  # 95%以上的学生掌握2项技能
        if (
            claim.is_rank
            and "numeral.rank" not in numbers[place - 1].rules
            and between not in JOINED
            and not _FIELD_RE.search(text[claim.segment.start : numbers[place - 1].outer[0]])
        ):
            return ("qualifier", "role.qualifier.rank")  # 3个专科进入全省前10位
        sized = claim.counts_things and is_money_unit(numbers[place - 1])  # 其中20亿元以上8个
        # 疏浚沟渠210条460公里 measures twice what 1000项亿元以上项目 only describes.
        sized = sized or (
            between == "" and claim.is_count and claim.quantity.text[0].isdigit() and not noun_after(claim)
        )
        if between == "" and not is_time_unit(numbers[place - 1]) and not sized:
            return ("qualifier", "role.qualifier.attribute")  # 1000项亿元以上项目
        if between in JOINED or is_time_unit(numbers[place - 1]) or not cue.search("attribute", between):
            return None
        if _ITS_NOUN_RE.match(claim.after) or between.endswith(("前", "排名")):
            return ("qualifier", "role.qualifier.attribute")
    return None


def _specifies(claim: Claim) -> bool:
    """True for a number in a bracket inside a name, which says what the name means."""
    if len(claim.before) < _FEWEST_WORDS or claim.bracket_topic is not None:
        return False  # 甲市（7%）也公布了目标
    bracket = inside_noun(claim.setting.text, claim.sentence.start, claim.quantity.span[0])
    due = claim.due.mention if claim.due is not None else None
    dated = any(mention and bracket and mention.core[0] > bracket[0] for mention in (due, claim.tense_date))
    return bracket is not None and not dated


_FEWEST_WORDS = 2
"""Fewest characters before a number in a bracket that say what it is of."""


_SUCH_RE = lazily(rf"的{IDEOGRAPH}")
# "差率超过40% | 的省份", "占比高于30%的企业"
_THOSE_RE = lazily(r"的(?:省份|地区|城市|市|县|区|乡镇|村|企业|单位|学校|机构|园区|项目|行业|用户)")
# "日清运量超过300吨 | 地区加快建设", "煤耗高于285克 | 的湿冷煤电机组一律不得核准": those chosen close the phrase.
_DEED_BEFORE_RE = lazily(r"(?:完成|新增|淘汰|推广|建设|改造|关停|实施|新建|建成|压减|实现|带动)$")
_THOSE_OVER_RE = lazily(
    r"(?:的[^，。；0-9]{0,8}?)?(?:地区|城市|省份|县|企业|园区|机组|锅炉|装置|生产线|单位|项目|用户|学校)(?!燃气|绿[地道]|管网|道路|厂房|校舍)"
    # "面积不足600平方米 | 的零星地块也能建"
    r"|的[^，。；0-9]{2,10}(?:也[能可要]|均可|都[能可要]|一律|不得|不再|，(?:可(?!持续)|方可|应当?|不得))"
)
# "在41个 | 工业大类中"
_AMONG_RE = lazily(r"[^，。；、0-9]{1,10}中(?=[保位排居名列占率首领夺实，])")
# "完成 | 12套 | 在役装置自动化改造、老旧储罐更新 | 26台"
_DONE_WITH_RE = lazily(r"(?:完成|实施|推进|开展)$")
_WORK_AND_RE = lazily(
    r"[^，。；、0-9]{2,16}(?:改造|建设|治理|整治|修复|更新|提升|加固|整改|评估|新建|维修)、"
)
# "打造 | 1家 | 产销规模达到 | 百万辆 | 的企业"
_MAKES_RE = lazily(r"(?:打造|培育|形成|建成|建设|引进|发展|扶持|集聚|涌现)$")
_SO_LARGE_RE = lazily(r"(?:以上|左右)?[^，。；、0-9]{2,16}?(?:达到?|超过?|突破|过|不低于)")
_OF_THEM_RE = lazily(
    r"(?:以上|左右|级)?的[^，。；、0-9]{0,10}(?:企业|项目|园区|集群|基地|平台|品牌|产业|公司)"
)


# "为全县 | 126所 | 中小学配备…"
_FOR_THEM_RE = lazily(
    r"(?:今年|全年|年内)?(?:拟|将|计划)?(?:免费)?(?:[为给向](?!期|主|止|限)|在(?:全[国省市县区])?$)"
)
_PROVIDES_RE = lazily(
    r"配备|提供|发放|配置|安装|加装|开展|购买|建设|新建|更换|选派|捐赠|设立|设置|布设|布局|建成|建立"
)
# "覆盖21个 | 乡镇的耕地质量监测网"
_NET_OF_RE = lazily(r"[^，。；、0-9]{1,10}的[^，。；]{0,14}(?:网|网络|体系|平台|系统|链条)")
_SPENT_ON_RE = lazily(r"的[^，。；、0-9]{2,12}(?:用于|投向|投入)")
_WORD_RE = lazily(rf"{IDEOGRAPH}|[A-Z]")
_ITS_NOUN_RE = lazily(r"的?(?:[^\W0-9_]|“)|[和、及](?:一批|若干)")
_SCALES = ("百", "千", "万")
# "完成千人 | 以上水源保护范围划定"; not 培训千人以上
_WORKS_FOR_RE = lazily(r"(?:以上|以下)的?[^，。；、0-9]{2,8}(?:划定|建设|改造|治理|保护|工程|整治)")
_TOWN_RE = lazily(
    r"(?:(?:人口)?的(?:人口|发展中)?|(?:人口)?(?=大[国省市]))(?:大国|国家|大省|大市|省份|城市)|(?:人口)?(?:以上|以下)的?[^，。；0-9]{0,4}(?:城市|城区|县城|县|城镇|镇|(?<!农)村|自然屯|居民点|聚居[点区])(?!新增|就业|居民|职工|登记|调查|化)"
    r"|(?:及?以上|以下)的?超?大?班额"
)
# "1 | 、2、3小时"
_HOURS_RE = lazily(r"(?:[、和][0-9]+){1,4}(?:小时|分钟)")
_FINE_LENGTHS = frozenset({"米", "厘米", "毫米", "英尺", "英寸"})
_OWNS = ("拥有", "具有", "设有", "持有", "取得", "开设")  # 拥有50家|以上门店的国际知名品牌
_OWNERS_RE = lazily(
    r"(?:以上)?[^，。；、0-9的]{1,8}的[^，。；、0-9]{0,8}(?:企业|品牌|单位|机构|公司|个人|人才|团队|平台|院校|医院|商户)"
)
# "推动总投资 | 120亿元 | 的产业园开工"
_INVESTED_RE = lazily(r"(?:总|计划|概算|估算|协议)投资(?:额)?(?:约|达到?|共)?$")
_IN_WORKS_RE = lazily(r"(?:以上|左右)?的(?!目标|任务|投资|水平|规模)[^，。；0-9]{2}")
# "计划总投资 | 超过73亿元", told of projects that were just signed.
_TOTAL_RE = lazily(r"(?:计划|协议|合同)?(?:总投资|投资总额|签约金额|总金额)(?:额|合计|达到?|约|共)*")
_SIGNED_RE = lazily(r"[0-9]个?[^，。；]{0,20}(?:签约|签订|签署|落户|落地)(?!目标|任务)")
# "力争100家 | 企业上云、建成 | 基站500个"
_DOES_AS_WELL_RE = lazily(
    r"[^，。；、0-9]{2,10}(?:上云|上市|投产|达产|达标|开工|竣工|完工|投用|入规|升规)、(?:建成|新建|建设|培育|打造|新增|引进|改造|完成)"
)
# "1000户以上 | 社区全覆盖"
_ALL_SUCH_RE = lazily(r"的?(?:自然村|行政村|村庄|社区|小区|村|乡镇|居住区)[^，。；0-9]{0,6}(?:全覆盖|全部)")
# "220千伏 | 变电站", "±800千伏 | 特高压直流工程", "±800千伏 | “西电东送”通道"
_GRID_RE = lazily(
    r"“[^”]{2,8}”(?:通道|工程|线路)|(?:特高压|超高压|高压|直流|交流|变电|输变电|输电|线路|电网|换流|及?以上)"
)
# "对使用超过 | 50年和材质落后的管网"
_USED_RE = lazily(r"^对[^，。；]{0,12}$")
# "以后5个 | 纳税年度", "3个 | 工作日内"
_PERIOD_RE = lazily(r"(?:纳税|会计)年度|(?:完整|自然)?(?:年度|季度|学年|学期|工作日|周期)(?:$|[内后])")
# "防洪标准达到 | 100年一遇 | ，", "乡镇达到 | 20年一遇 | 标准"
_REACHES_RE = lazily(r"(?:达到?|不低于|不小于|提[高升标]?[到至为])$")
# "到2035年，城市防洪标准为 | 100年一遇"
_IS_TO_BE_RE = lazily(r"^(?!.*按)[^、]*(?<!设计)(?<!校核)(?:标准|能力|水平)为?$")
_STANDARD_RE = lazily(
    r"(?:及?以上)?(?:的?(?:防洪|排涝|防护|设防)?(?:标准|水平|能力))?(?=[，。；、（）—\n]|$|和|及)"
)
_SPEC_RE = lazily(
    r"(?:设计时速|运营时速|设计速度|管径|直径|口径|限高|净宽|双向|占地)(?:为|约|达)?$|单[枪桩](?:最大)?(?:充电)?功率(?:为|约|达)?$"
)
# "9月底前建成通车， | 全长 | 17.6公里"
_FULL_RE = lazily(r"(?:^(?:道路|项目|全线)?全长|(?:线路|正线|主线|路线)(?:全)?长度?)(?:约|为)?$")
_LENGTH_RE = lazily(r"(?:全长|总长|主线长|(?<!增)长)(?:为|约)?$")
# "300米 | 见绿", "公交站点500米 | 覆盖率"
_REACHED_RE = lazily(
    r"(?:见[绿园]|覆盖(?:率|范围|半径|面)|范围|半径|服务(?:半径|圈)|生活圈|以内|内(?!河|陆|环)|可达)"
)
# Between two numbers: "的项目", "以上企业", "级企业", "学科数目达到" run on to what the second counts.
_NOUN_RE = lazily(rf"(?:以上|以下|及以上)?的?(?:{IDEOGRAPH}|[“”]){{2,10}}")
_DESCRIBES_RE = lazily(
    rf"的(?:[^\W0-9_]|[“”]){{0,20}}$|以上(?:{IDEOGRAPH}|[“”]){{1,12}}$|级{IDEOGRAPH}{{1,10}}$|等{IDEOGRAPH}{{2,12}}$"
    rf"|名?{IDEOGRAPH}{{2,14}}(?:数量|数目|数|比例|占比|比重|率)(?:均|都|全部)?(?:达到|达|为|保持在?|稳定在|实现|提高到)?$"
)


# "排名进入 | 168个重点城市 | 前80名"
_FIELD_RE = lazily(r"(?:进入|位居|位列|跻身|列|排名|保持)(?:全国|全省|世界|全球)?$")
_BUILT_TO_RE = lazily(r"(?:建设|建成|新建|形成|打造)[日年](?:产|供水|处理|加工|屠宰|接待)(?:能力|量)?$")
# "日处理 | 2万吨 | 工业污水处理厂1座", "年产 | 30GWh | 动力电池项目建设", "年产 | 30万吨 | 沥青、某产业园等26个项目"
_PLANTS_RE = lazily(
    r"[^，。；0-9]{2,12}(?:厂|站|中心|项目|基地|生产线|工程)(?=[0-9一二两三])"
    r"|[^，。；0-9]{2,14}(?:项目|工程|基地|生产线)(?:建设|投产|开工|建成)?(?=[、，。；]|$|等)"
    r"|[^，。；0-9]{2,40}等[0-9]{1,4}[个项](?:重[大点])?(?:产业)?(?:项目|工程)"
)


_TAIL = frozenset(("", *"，。；;、）（的\n"))
_OR_RE = lazily(r"(?:以上|以下|以内|左右)?，?或(?:者)?(?:较|比|提|增|达(?!产)|降)")
_ANOTHER_RE = lazily(rf"、(?:{IDEOGRAPH}{{3}}|每年)")


def _counts_actors(between: str, cue: Cues) -> bool:
    """30个县|计划新增|200万套: the first number counts those who act."""
    verb = cue.search("actor_verb", between)
    # 市场扩大到40个国家、海外仓达到10个: what stands after 、 is another goal's.
    if verb is None or verb.start() < 2:
        return False
    return _ANOTHER_RE.search(between, 0, verb.start()) is None


_CLASS_OF_RE = lazily(rf"(?:及以上|及以下|以上|以下)的?{IDEOGRAPH}{{2,12}}")
