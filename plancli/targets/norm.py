"""A claim -> whether its number is a standing norm: a rate that is applied, what a standard asks, a routine."""

from __future__ import annotations

from plancli.patterns import last_match, lazily
from plancli.targets.asked import asked
from plancli.targets.claim import Claim, segment_text
from plancli.targets.cues import LIST_MARKS, Cues, Verdict
from plancli.targets.quota import quota
from plancli.targets.sizes import shares_in_principle
from plancli.targets.voice import SPOKEN

# "按 | 1.3倍计算"; 赤字率拟按3%安排 sets a goal.
_BY_RATE_RE = lazily(r"按(?<!拟按)$")
_ALLOWS_RE = lazily(r"(?:左右|以内|以上)?(?:安排|掌握|考虑|把握|预期)")
# "投资额的10% | 可从税额中抵免", "最低价的70% | 执行"
_APPLIED_RE = lazily(
    r"(?:以内|以上|以下)?(?:的)?(?:标准|比例|价格)?"
    r"(?:可(?:[从按以在享由]|用[于作]|抵|予)|(?:执行|计算|计收|计提|计征|收取|征收|折算|抵免|抵扣|抵减|加计扣除)$)"
)
_SETTLED_RE = lazily(r"(?:的?标准)?(?:确定|核定|掌握|认定|划定)(?:$|的)")
_RECKONED_RE = lazily(r"(?:范围|标准|对象|口径|基数|线)[^，。；]{0,4}按照?[^，。；]{1,14}$")
# "按设备投资的 | 10%", "按每亩"
_ACCORDING_RE = lazily(
    r"(?<!拟)按(?![需时期质月劳年户])(?:照)?(?:每)?[^，。；]{0,20}(?<!方式覆盖)$|应按(?:照)?[^，。；]{0,40}$"
)
# "按 | 15%的税率", "按每亩 | 100元"
_RATED_RE = lazily(r"的?(?:比例|标准|税率|费率)")
# "按不低于装机容量 | 10%配置储能"
_BY_LEAST_RE = lazily(r"按(?:照)?不(?:低于|少于|高于|超过)[^，。；0-9]{1,12}$")
_BY_EACH_RE = lazily(r"按(?:照)?每[0-9.至到—~-]*[^，。；0-9]*$")
# "按照人均面积不低于0.1平方米或用地不低于 | 0.3平方米的标准配建"
_ACCORDING_FAR_RE = lazily(r"按(?:照)?[^，。；]{0,50}$")
# "户均车位原则上 | 不低于0.5个", "面积比例一般 | 不低于50%"
_IN_PRINCIPLE_RE = lazily(
    r"原则上[^，。；]{0,24}$|一般不(?:超过|低于)[^，。；0-9]{2,20}的$|一般(?<!不低于一般)(?<![占率]一般)$"
)
# "浓度严格执行 | 不高于10毫克/立方米的标准"
_ENFORCED_RE = lazily(r"执行(?![率力到])[^，。；]{0,4}$|执行现行[^，。；]{0,16}标准$")
# "补偿标准为 | 每亩每年16元": what is paid today.
_PAID_RE = lazily(r"标准[为是]$|标准[为是]每[^，。；0-9]{1,8}$")
# "每名学生参加实践不少于 | 30天", "每位教师开设公开课不少于2节"
_IN_EACH_RE = lazily(r"每[个家所座处][^，。；0-9]{1,10}$")
_EACH_THING_RE = lazily(
    r"每[张个座处间所家套栋](?![^，。；0-9]{0,12}(?:新[增建改]|建设|[县市区乡镇街村社城]))[^，。；0-9]{0,12}面积[^，。；0-9]{0,4}$"
)
# "数据中心能效限定值1级、2级分别为 | 1.20、1.30": what a standard asks of each grade.
_LIMITS_RE = lazily(r"(?:限定值|限值|准入值|先进值)(?=[1-5一二三四五]级|[^，。；0-9]{0,4}$)[^，。；]{0,24}$")
_BELOW_RE = lazily(
    r"(?:以[上下])?的[^，。；]{0,4}(?:限期|取消|不予|调整|责令|约谈|通报|扣|给予|列为|评为|认定)"
)
_DOCKED_RE = lazily(r"(?:扣减|扣除|扣罚|核减|扣)$")
_CHARGE_RE = lazily(r"(?:服务费|收费|手续费|工本费|票价)(?:标准)?$")
_EACH_PERSON_RE = lazily(
    r"(?:每个(?=学生|教师|学员)|每[名位](?:[^，。；、0-9]{0,8})?)(?:学生|教师|导师|学员|教职工|干部|党员|医师|护士|社工)[^，。；]{0,24}$"
)
# "示范平台应服务 | 不少于10家企业", "停车位应 | 100%建设充电设施"
_OUGHT_BEFORE_RE = lazily(
    r"[^供响适反效相对顺因感答照]应(?!保尽保|[急用对届援诉税收纳缴检征答变战激景力付有势运邀聘])[^，。；0-9应]{0,8}$"
)
# 新增学位应达到1万个以上: what grows is a goal, whoever ought to see to it.
_GROWS_RE = lazily(r"新增|增长|增加|累计|增幅|增速")
_APPLIES_RE = lazily(r"申报|申请|认定|入选")
_FITTED_RE = lazily(r"新建|配建|配套|每")
# "新增车位20%以上 | 应预留充电桩"
_OUGHT_AFTER_RE = lazily(r"(?:以上|以下|以内)?(?:应当|应(?![急用对届诉税检保纳收])|须|必须)")
# Measures of a school's or a course's own rules: 28学分, 360学时, 每周3课时.
_STAFFED_RE = lazily(r"每[个所处座家站][^，。；0-9]{0,8}(?:至少)?(?:配备|配置|设置|安排)[^，。；0-9]{0,4}$")
# "每个主产县原则上 | 建成1—2个中心"; not 新建机构床位原则上不少于50张.
_BUILDS_RE = lazily(r"原则上(?:都|均|要|应|至少)*(?:建成|建设|新建|打造|培育|创建)[^，。；0-9]{0,8}$")
_MAKES = ("开发", "建设", "录制", "制作", "打造", "建成")
_TAUGHT = frozenset({"学分", "学时", "课时", "节"})
# "严格农田建设标准和质量" above "灌溉设计保证率不低于75%"
_STANDARD_TITLE_RE = lazily(
    r"^(?:严格|执行|落实|明确|遵守|规范).*(?:建设|设计|技术|质量|配置|施工)(?:标准|规范)(?:和质量|要求)?$"
)
# "出水执行一级A标准，COD不高于50毫克/升": what the standard says.
_STANDARD_RE = lazily(r"执行[^，。；]{0,16}标准，[^，。；]{0,24}$")
# "按照《托育机构设置标准》，": what a standard, a code or a statute has laid down.
_BY_STANDARD_RE = lazily(
    r"(?:^|[，；])(?:按照|根据|依据|依照|对照)《[^》]{2,40}(?:标准|规范|规程|导则)(?:（[^（）]{1,8}）)?》[^，。；]{0,6}，"
)
# "严格执行《某设计安全标准》，库房定员 | 不超过2人"
_INSURED_RE = lazily(r"保险金额(?:为|每|为每)[^，。；0-9]{0,3}$")
_OF_WAGE_RE = lazily(
    r"(?:补贴|补助|工资|薪酬|待遇|生活费|缴费)[^，。；0-9]{0,12}(?:当地|本地|同级|上年度?|同期)[^，。；0-9]{0,14}(?:标准|工资|水平)的$"
)
# "部分地区要求达到 | 20%—30%": what some ask for.
_SOME_ASK_RE = lazily(
    r"(?:部分|有的|个别|一些)(?:地区|省份|地方|城市)(?:则|还)?(?:要求|规定)[^，。；0-9]{0,6}$"
)
_CARRIES_OUT_RE = lazily(
    r"(?:^|[，。；：])严?格?执行《[^》]{2,40}》等(?:国家|行业|地方|技术|相关)*(?:标准|规范|规程)，(?:(?!新[建增]|建成|培育|打造|创建|引进)[^。；])*$"
)
_KEEPS_RE = lazily(
    r"(?:执行|遵守|符合|落实)《[^》]{2,40}(?:标准|规范|规程|导则)》(?:要求|规定)?，(?![^，。；]*(?:浓度|强度|指数|排放))[^，。；]*$"
)
# "人员与全护理、半护理老人比例分别不低于 | 1∶3"
_BETWEEN_RE = lazily(r"[与和][^，。；]{1,40}(?:比例|之比|配比)")
# "农产品加工产值与农业总产值之比提高到 | 2.8∶1"
_MOVES_RE = lazily(r"提[高升]|增加|扩大|缩小|优化|调整|降|达")
# "每季度召开不少于 | 1次": how often, not how much.
_ROUTINE_RE = lazily(
    r"每(?:[二两三四五2-5]年|季度?|月|周|旬|半年|学期|日|天)[^，。；]{0,30}$|每年[^，。；]{0,20}(?:免费|享受|可)[^，。；]{0,12}$"
    r"|每年[^，。；]{0,20}(?:情况|评估|督导|考核|检查)[^，。；]{0,10}$"
)
_EACH_YEAR_RE = lazily(r"每年(?:至少)?(?:开展|进行|组织|组织开展|实施)$")
_SUPERVISES_RE = lazily(
    r"[^，。；、]{0,10}(?:评估|督导|督查|检查|实施体检|考核|述职|通报|审计|总结)(?:工作)?"
)
# "每3个月更换 | 1把"
_EVERY_FEW_RE = lazily(
    r"每隔?(?:[2-9]|[1-9][0-9]|[二两三四五六七八九十]+)(?:个月|年|天|日|周)[^，。；]{0,20}$"
)
# "教师5年一周期培训不少于 | 360学时"
_STANDARDS_RE = lazily(
    r"^(?!.*(?:高标准|提高|提升|落实|对标|制定|推进|实施)).*(?:人员|配备|配置|配建|管护|设置|编制|设施|建设|服务|站点|创建)标准$"
)
_STAFFS_RE = lazily(r"每个?[^，。；、0-9]{1,4}(?:至少|应|须)?(?:配备|配置|配足|设置|安排|落实)")
_FEW_EACH = 3
_SO_MANY_EACH_RE = lazily(
    r"[0-9万千百](?:人|户|平方米|亩|米)?(?:以上|以下)的[^，。；]{2,12}，(?:应|须|要)(?:规划|配套|同步)?(?:建设|设置|配建|配置|配备|设立)(?:至少)?$"
)
# "申报企业近三年营业收入增速不得低于 | 10%": who may apply, not what a county is to reach.
_QUALIFIES_RE = lazily(
    r"(?:申报|申请|享受|认定|入选|评定)[^，。；]{0,12}(?:企业|单位|主体|机构|项目|园区)|企业近[一二三四五两]年"
)
_STUDY = frozenset({"学时", "课时", "学分", "天", "次", "小时"})
_CYCLE_RE = lazily(r"[2-9二两三四五六]年(?:为)?一(?:个)?周期")
_RECKONS_RE = lazily(r"(?:折算|计算|测算|估算|推算)(?!平台|中心|能力)")
_TURNS = frozenset({"次", "遍", "轮", "把", "场", "期"})
_OFTEN = 12
_CLOSED_RE = lazily(r"（[^（）]*）")


_ASKS_AS_WELL_RE = lazily(r"^亩均[^，。；0-9]{2,6}$")
# "配建比例按照《某规定》执行， | 各类地区基准比例分别为20%"
_RUN_BY_RE = lazily(r"按照?《[^》]{2,40}》(?:的?规定|要求|标准)?执行，[^；]*$")


def norm(claim: Claim, cue: Cues) -> Verdict:
    """按每亩, 原则上不超过3公顷, 不得低于15%: what holds anyway, which the plan does not raise."""
    return (
        asked(claim)
        or _applied(claim)
        or _standing(claim)
        or (_forbidden(claim, cue) if claim.hedged else _said_to_hold(claim, cue))
    )


def _applied(claim: Claim) -> Verdict:
    """A rate by which something is reckoned, or how often something is done."""
    allotted = quota(claim)
    if allotted is not None:
        return allotted
    by_rate = _BY_RATE_RE.search(claim.before) and not _ALLOWS_RE.match(claim.behind)
    if by_rate or (not claim.due_here and _APPLIED_RE.match(claim.after)):
        return ("norm", "role.norm.applied")
    if _RECKONS_RE.match(claim.after) and _ACCORDING_FAR_RE.search(claim.before):
        return ("norm", "role.norm.applied")  # 按单台服务器算力约5PFLOPS折算
    often = claim.quantity.base_unit == "次" and claim.quantity.value <= _OFTEN
    if often and _ROUTINE_RE.search(claim.before) and (not claim.due_here or "月" in claim.before[:8]):
        return ("norm", "role.norm.routine")
    yearly = often and not claim.due_here and _EACH_YEAR_RE.search(claim.before) is not None
    if yearly and _SUPERVISES_RE.fullmatch(claim.after):
        return ("norm", "role.norm.routine")  # 每年开展1次实施情况评估
    if _SETTLED_RE.match(claim.after) and _RECKONED_RE.search(claim.before):
        return ("norm", "role.norm.applied")  # 监测范围按照人均纯收入8700元确定
    staffs = claim.quantity.bound == "ge" and _STAFFS_RE.search(claim.before) and not claim.due_here
    if staffs and claim.chain and _STANDARDS_RE.search(claim.chain[0].title):
        return ("norm", "role.norm.standing")  # 明确人员标准。水库每座配备管护人员不少于2名
    if (
        claim.is_count
        and claim.quantity.value <= _FEW_EACH
        and _SO_MANY_EACH_RE.search(claim.earlier)
        and not claim.due_here
    ):
        return ("norm", "role.norm.standing")  # 900人以上的居住小区，应规划建设1所幼儿园
    studied = claim.quantity.unit in _STUDY and claim.quantity.bound == "ge" and not claim.due_here
    if studied and _CYCLE_RE.search(claim.before):
        return ("norm", "role.norm.routine")
    if claim.quantity.base_unit in _TURNS and _EVERY_FEW_RE.search(claim.before):
        return ("norm", "role.norm.routine")  # 每10年开展1次调查
    if claim.previous_role == "norm" and claim.segment.mark == "、" and _ASKS_AS_WELL_RE.search(claim.before):
        return ("norm", "role.norm.goes_on")  # 用地投资强度不低于300万元、亩均税收不低于20万元
    if claim.previous_role == "norm" and claim.segment.mark == "、" and " numeral.ratio" in claim.read_by:
        return ("norm", "role.norm.goes_on")  # 按师生比不低于1∶200配齐辅导员、不低于1∶4000配备教师
    ruled = claim.quantity.bound != "eq" or _BY_LEAST_RE.search(claim.before) or _RATED_RE.match(claim.after)
    according = (
        ruled
        and not (claim.counts_things and claim.quantity.bound not in ("le", "lt"))
        and (
            _ACCORDING_RE.search(claim.before)
            or (_ACCORDING_FAR_RE.search(claim.before) and _RATED_RE.match(claim.behind))
        )
    )
    if according or _BY_EACH_RE.search(claim.before):
        return ("norm", "role.norm.according")
    return None


# What pupils and workers do each day; 保障每天体育活动不低于2小时 is a level to guarantee, 运营时间延长至16小时 a goal.
_DAILY_RE = lazily(
    r"^(?!.*(?:保障|保证|确保|落实|实现)).*每[天日周次](?!均).*(?:作业|锻炼|体育(?!场|馆|设施|公园)|户外|睡眠|运动(?!场)|上网|劳动|工作|大课间|训练|备课|坐诊|营业)[^，。；0-9]{0,10}$"
    r"|^(?!.*(?:保障|保证|确保|落实|实现)).*(?:作业|锻炼|体育(?!场|馆|设施|公园)|户外|睡眠|运动(?!场)|上网|劳动|工作|大课间|训练|备课|坐诊)[^，。；0-9]{0,10}每[天日周次](?!均)[^，。；0-9]{0,10}$"
    # "每周开放时间 | 不少于56小时"
    r"|每[天日周][^，。；0-9]{0,6}(?:开放|服务|营业)(?:时间|时长)?[^，。；0-9]{0,4}$"
    # "书面作业平均完成时间 | 不超过60分钟", "毕业后在基层服务 | 不少于6年": how long a task or a term is to take
    r"|(?:书面|家庭)作业[^，。；0-9]{0,10}$|(?:毕业|入职|聘用|引进|签约|到岗)[^，。；0-9]{0,8}(?:服务|工作|任教|从教)(?:期限?|年限)?$"
)
_PLACE = 3
"""Longest name of a place that takes over the norm before it."""


# Inside a bracket that no other closes: what the rule before it says.
_RULE_IN_BRACKET_RE = lazily(r"(?:落实|执行|按照?)[^，。；（）]{0,20}(?:规定|标准)（[^（）]*$")
# "评估周期原则上 | 压缩至 | 3个月以内"
_CUT_TO_RE = lazily(r"(?:压缩|缩短|压减|降低|减少)[到至]")


def _is_of_each(claim: Claim) -> bool:
    """True behind 每 and what was counted just before: 举办大讲堂12期，每期 | 不少于200人; 服务站1个，每个服务站 | 不少于3人."""
    before = claim.previous.quantities[-1] if claim.previous and claim.previous.quantities else None
    if before is None or before.role != "number" or not claim.before.startswith(f"每{before.unit}"):
        return False
    noun = claim.before[1 + len(before.unit) :]
    return claim.setting.text.endswith(noun, claim.sentence.start, before.outer[0])


def _standing(claim: Claim) -> Verdict:
    """What a standard asks of those it governs."""
    builds = claim.quantity.bound != "le" and claim.is_count and _BUILDS_RE.search(claim.before)
    verb = claim.setting.text[slice(*claim.predicate.verb)]
    moved = claim.is_time and _CUT_TO_RE.match(verb) is not None  # 评估周期原则上压缩至3个月以内
    if not (
        claim.dated_clause or claim.hedged or builds or moved or shares_in_principle(claim)
    ) and _IN_PRINCIPLE_RE.search(claim.before):
        return ("norm", "role.norm.standard")
    dated = claim.due_here and claim.due is not None and claim.due.mention is not None
    if dated and claim.due is not None and claim.due.mention is not None:
        dated = claim.due.mention.kind != "duration"  # 三年内每名学生不少于30天 holds for each pupil
    if dated or claim.hedged:
        return None
    taught = claim.quantity.base_unit in _TAUGHT and claim.quantity.bound != "eq"
    if taught and not verb.startswith(_MAKES):
        return ("norm", "role.norm.taught")
    asked = claim.is_time and claim.quantity.bound in ("le", "ge") and not (verb or claim.due_listed)
    if asked and _DAILY_RE.search(claim.before):
        return ("norm", "role.norm.routine")  # 每天书面作业不超过60分钟
    if claim.quantity.bound == "le" and _IN_EACH_RE.match(claim.before):
        return ("norm", "role.norm.each")  # 每个中心设置托位不超过150个
    if claim.quantity.bound != "eq" and not claim.is_percent and _is_of_each(claim):
        return ("norm", "role.norm.each")  # 组建队伍10支，每支不少于30人
    if claim.quantity.base_unit == "平方米" and _EACH_THING_RE.match(claim.before):
        return ("norm", "role.norm.each")  # 新增床位60张，每张使用面积不小于6平方米
    if claim.quantity.base_unit == "分" and _BELOW_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return ("norm", "role.norm.standard")  # 考核低于80分的取消评优资格
    limits = "值" in claim.earlier and _LIMITS_RE.search(claim.earlier)
    if limits and not (claim.is_percent or claim.counts_things):
        return ("norm", "role.norm.standard")
    if claim.segment.depth > 0 and _RULE_IN_BRACKET_RE.search(
        claim.setting.text, claim.sentence.start, claim.segment.start
    ):
        return ("norm", "role.norm.standard")  # 落实“1525”规定（县道每年每公里不低于1万元、乡道5000元）
    if _DOCKED_RE.search(claim.before):
        return ("norm", "role.norm.paid")  # 扣减10%的资金
    charged = claim.quantity.bound == "le" and claim.quantity.base_unit.startswith("元")
    if charged and _CHARGE_RE.search(claim.before):
        return ("norm", "role.norm.paid")  # 充电服务费不高于0.6元/千瓦时
    if claim.quantity.bound != "eq" and _EACH_PERSON_RE.search(claim.before):
        return ("norm", "role.norm.each")
    if claim.due_here:
        return None
    if claim.quantity.unit == "学分":
        return ("norm", "role.norm.credits")  # 总学分达到144学分: what a pupil needs
    if claim.quantity.bound != "eq" and _OUGHT_BEFORE_RE.search(claim.before):
        grows = _GROWS_RE.search(claim.before) is not None and _APPLIES_RE.search(claim.earlier) is None
        reported = claim.setting.meta.kind == "report" and _FITTED_RE.search(claim.before) is None
        if not (grows or reported):
            return ("norm", "role.norm.ought")
    same = claim.previous_role == "norm" and claim.segment.mark in LIST_MARKS
    before = claim.previous.quantities[-1:] if same and claim.previous is not None else []
    bounds = {q.bound for q in before if q.base_unit == claim.quantity.base_unit}
    start, end = claim.predicate.topic
    alike = claim.segment.mark == "、" or end - start <= _PLACE or claim.setting.meta.kind in SPOKEN
    if same and claim.previous is not None and not alike:
        # 小区绿地率原则上不低于30%，旧城小区绿地率不低于25%; 班额一般不少于30人，小规模学校不少于20人
        measured = claim.setting.text[max(start, end - _PLACE) : end]
        named_before = measured in segment_text(claim.setting, claim.previous)
        alike = named_before or not (claim.is_percent or claim.is_money)
    restated = alike and claim.quantity.bound == "ge" and "ge" in bounds  # 每周不少于3次，偏远村不少于2次
    if restated or (claim.quantity.bound == "le" and bounds):
        return ("norm", "role.norm.goes_on")  # 原则上不超过40家，中西部不超过25家
    if claim.previous_role == "norm" and _STAFFED_RE.match(claim.before):
        return ("norm", "role.norm.goes_on")  # 面积一般不少于200平方米，每个点至少配备1名人员
    if claim.is_money and _PAID_RE.search(claim.before):
        return ("norm", "role.norm.paid")
    if claim.is_percent and (_OUGHT_AFTER_RE.match(claim.behind) or claim.before.endswith("应")):
        return ("norm", "role.norm.ought")
    asked = claim.predicate.kind == "level" and claim.quantity.bound != "eq"
    kept = asked and claim.quantity.bound in ("le", "lt") and not claim.is_percent
    bounded = asked and not claim.counts_things
    if kept and "》" in claim.earlier and _KEEPS_RE.search(claim.earlier):
        return ("norm", "role.norm.standard")  # 严格执行《某标准》，定员不超过2人
    capped = claim.quantity.bound in ("le", "lt") and claim.predicate.kind != "deliver"
    if capped and "》" in claim.earlier and _BY_STANDARD_RE.search(claim.earlier):
        return ("norm", "role.norm.standard")  # 按照《某设置标准》，每班不超过10人
    stated = not claim.due_here and claim.predicate.kind != "deliver"
    if "》" in claim.earlier and stated and _CARRIES_OUT_RE.search(claim.earlier):
        return ("norm", "role.norm.standard")  # 执行《某通则》等标准，通达度达到100%
    if not claim.due_here and "执行，" in claim.earlier and _RUN_BY_RE.search(claim.earlier):
        return ("norm", "role.norm.standard")  # 按照《某规定》执行，基准比例分别为20%、18%
    titled = bounded and claim.chain and _STANDARD_TITLE_RE.search(claim.chain[0].title)
    if titled and not verb.startswith(("提", "增", "扩", "升")):
        return ("norm", "role.norm.standard")  # 严格农田建设标准。灌溉设计保证率不低于75%
    if _ENFORCED_RE.search(claim.before) or (bounded and _STANDARD_RE.search(claim.earlier[-60:])):
        return ("norm", "role.norm.standard")
    held = not claim.due_here and not _MOVES_RE.search(claim.before)
    if held and " numeral.ratio" in claim.read_by and _BETWEEN_RE.search(claim.before):
        return ("norm", "role.norm.ratio")
    return None


# Words that hold 计分, 权重 and 总分 and weigh nothing: 统计分析60篇, 总分馆制覆盖率95%.
_NO_WEIGHT_RE = lazily(r"累计分别|责任权重|消纳权重|统计分|总分[馆行店校院]")


def _said_to_hold(claim: Claim, cue: Cues) -> Verdict:
    """What words of duty and of planning law say of the number."""
    if cue.search("weight", claim.before) and cue.search("weight", _NO_WEIGHT_RE.sub("", claim.before)):
        return ("norm", "role.norm.weight")
    # 存栏稳定在4.6万头（不得低于4.37万头），…: what a bracket forbids ends with it.
    governing = _CLOSED_RE.sub("", claim.earlier) if "（" in claim.earlier else claim.earlier
    if cue.search("ought", governing.rpartition("；")[2]) and not claim.due_here:
        return ("norm", "role.norm.ought")
    told = not claim.due_here and claim.polarity != "goal"
    if told and claim.quantity.bound != "eq" and _RULED_RE.search(claim.earlier):
        return ("norm", "role.norm.ought")
    if not claim.due_here and _SOME_ASK_RE.search(claim.before):
        return ("norm", "role.norm.standard")
    if claim.is_percent and not claim.due_here and _OF_WAGE_RE.search(claim.before):
        return ("norm", "role.norm.paid")  # 补贴标准不低于当地最低工资标准的60%
    if not claim.due_here and _INSURED_RE.search(claim.before):
        return ("norm", "role.norm.planning")  # 小麦完全成本保险金额为1000元/亩
    proposes = claim.setting.meta.kind == "report"  # 建议今年全市生产总值增长6.5%
    if "建议" in claim.earlier and not (claim.due_here or proposes) and _ADVISES_RE.search(claim.earlier):
        return ("norm", "role.norm.advice")
    share = claim.is_percent and claim.quantity.bound == "ge" and not claim.due_here
    if share and "用地" in claim.clause and _LAND_SHARE_RE.search(claim.clause):
        return ("norm", "role.norm.planning")  # 安排不少于10%的建设用地指标
    paid = claim.is_percent and claim.quantity.bound == "le" and not claim.due_here
    if paid and _OF_COST_RE.search(claim.before) and _PAID_OUT_RE.search(claim.words):
        return ("norm", "role.norm.planning")  # 占项目总投资的比例不超过70%
    capped = claim.quantity.bound == "le" and claim.before.endswith(("用地规模", "拨付比例"))
    if capped or cue.search("norm_noun", claim.before):
        return ("norm", "role.norm.planning")
    return _forbidden(claim, cue)


_OF_COST_RE = lazily(r"(?:占|用于)[^，。；]{0,12}(?:总投资|总成本|融资额?|发行额|募集资金)的?(?:比例|比重)?$")
_PAID_OUT_RE = lazily(r"债券|资本金|补助|奖补|借款|专项资金|贷款|中央资金|财政资金")
_LAND_SHARE_RE = lazily(
    r"(?:建设)?用地(?:计划)?(?:指标|计划)[^，。；]{0,12}$|(?:建设)?用地(?:指标|计划)不少于"
)
# "根据自治区要求，新上项目能耗须达到标杆水平，绿电使用比例 | 不低于30%"
_RULED_RE = lazily(
    r"(?:根据|按照|依照|依据)[^，。；]{0,14}(?:要求|规定|规范|条件)，[^。；]*(?:必须|应当|须(?!急)|(?<![供效适响相对反])应(?![急用届收对税]))[^。；]*$"
)
# "建议成年人每年洁牙1次": what people are advised to do.
_ADVISES_RE = lazily(
    r"(?:^|[，。；：“])(?:建议(?=[^，。；、》”0-9]{2})(?!书|稿|办|征集|方案|的|答复|提案|案|提出|明确|指出|要求|[^，。；]{0,12}[由从][^，。；]{1,16}(?:上调|下调|调整|调[高低增减]))"
    r"|(?:[他她]|[^，。；：0-9]{0,10}(?:专家|教授|学者|研究员|分析师|业内人士|医生))[^，。；：0-9]{0,6}建议)[^。；]*$"
)


def _forbidden(claim: Claim, cue: Cues) -> Verdict:
    """不得超过25%: a prohibition, unless a hedge or a date makes a floor to reach of it (确保…不得低于60%)."""
    hedge = last_match(cue.patterns["hedge"], claim.earlier) if claim.hedged else None
    if hedge is not None and "；" not in claim.earlier[hedge.end() :]:
        return None
    outer = claim.setting.text[slice(*claim.quantity.outer)]
    if claim.before.endswith(("增速", "增幅", "增长率")) and not _QUALIFIES_RE.search(claim.before):
        return None  # 各县水利投资增速不得低于15%
    return ("norm", "role.norm.must_not") if cue.search("duty", claim.before + outer) else None
