"""A claim -> whether its number tells what is the case or was done."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.against import TO_COME_RE, beats_a_goal, fulfils, progresses
from plancli.targets.anew import (
    begins_new,
    by_efforts,
    is_years_task,
    issued,
    lays_out,
    plans_the_year,
    taken_up,
    turns_ahead,
)
from plancli.targets.claim import Claim, segment_text
from plancli.targets.cues import LIST_MARKS, Cues, Verdict
from plancli.targets.state import is_counted_this_year, is_so_now, passed_already, told_at_years_end
from plancli.targets.voice import ISSUER, SPOKEN
from plancli.targets.whole_year import will_be_this_year

# 建成了12个: 了 after a verb; not 为了, 除了, 了解.
_PERFECTIVE_RE = lazily(r"(?<![为除罢])了(?!解|结|然|望)")
# "目标是5%，实际增长 | 3.5%"; 高于去年实际增速1.7个百分点 is how much more is meant.
_IN_FACT_RE = lazily(
    r"^(?:但|而)?(?:去年|上年)?实际(?:增长|增速|完成|达到)[^，。；]{0,4}$|^(?:累计)?成交额?$|累计成交额?$"
)
# 已建成: any 已 before the number; 而已 and 不得已 are no facts.
# 现有医院5所 is a fact too, 改造现有水厂5座 and 现有企业利用率达到85% are none; 连续13年 is, 连续铸造 is not.
_ALREADY_RE = lazily(
    r"(?=[已仍尚，；：全我现连])(?:(?<![而得])已(?!完成[^，。；0-9]{2,10}的(?=[^，。；0-9]{2})|获(?:注册|证|批|认定)[^，。；]{0,4}(?:企业|单位|机构|产品|项目)(?=[^，。；0-9]{2})|婚|建(?!成|有|设完)|有的|上市|参保|登记|承诺|明确|提出|确定|规划|划出|列[出入]计划|列出|纳入计划|给出|定下|排出|为20[0-9]{2}年[设定])"
    r"|[仍尚]有(?![^，。；]{0,8}的)|(?:^|[，；：]|[全我][省市县区国州])现有(?![^，。；]{0,20}(?:率|占比|比重|能力|水平)|[^，。；的0-9]{1,8}(?:改培|改造|改建|扩建|提升|更新|升级|整治)(?:[0-9]|$)|[^，。；的0-9]{0,16}(?:全[部面]|完成|消除)(?![^，。；]{0,12}的))"
    r"|(?<!今后)(?<!未来)连续[0-9一二三四五六七八九十两多几数]+(?:年|个?月|季)(?!每|(?:安排|发放|给予|投入)[^。]{0,24}，每年|[^，。；]{0,12}的|[将把]?[^，。；]{0,6}目标))"
)


# "90% | 的事项已实现一网通办"
_DONE_AFTER_RE = lazily(
    r"(?:都|均)?曾(?!经济)|[^，。；—]{0,16}已(?:经)?(?:于[^，。；]{1,8})?(?:随[^，。；]{2,6})?(?:提前)?(?:实现|完成|建成|达到|开通|发放|到位|投放|开工|投产|拨付|下达|签约|到账|用于)"
)
# "招聘教师 | 412人 | ，已于7月底全部到岗", "覆盖率 | 88.6% | ，均高于全省平均水平": how all of a sentence ends.
_ALL_DONE_RE = lazily(
    r"，(?:(?:均|都|全部|现|目前)?已(?:经)?(?:于[^，。；]{1,8}|提前[^，。；]{0,4}|全部|全面|如期){0,2}(?:到岗|实现|建成|投用|交付|移交|竣工|配备到位|达标|投产|销号|完成(?=。?$|任务|建设|改造))[^，。；0-9]{0,4}|均已纳入[^，。；]{2,12}并(?:竣工|建成|完成))。?$"
)
_ALL_ABOVE_RE = lazily(r"，均[高好优快多]于全[国省市](?:平均)?(?:水平)?。?$")
_DONE_ONES_RE = lazily(r"^(?![对将把])[^，。；]{0,12}已(?![列纳]入|下达)[^，。；0-9]{2,6}的$")
# 由目前的512家增加到600家: what there is now is only where the goal starts.
_FROM_NOW_RE = lazily(
    r"共有产权|(?:由|从|比|较)(?:目前|现有|当前|现在|现状)的?[^，。；]{0,16}$|(?:由|从|将|把)[^，。；0-9]{0,8}?(?:目前|现有|当前|现在|现状)[^，。；0-9]{0,8}[0-9.]+[^，。；0-9]{1,12}?(?=[^，。；]{0,6}[到至为成])"
)


# "2020年生产总值1.3万亿元。规划 | 提出，年均增长6%": what the sentence before tells of is over, its own words are not.
_SETS_RE = lazily(
    r"(?:全年|年内|明年)(?:还|也)?(?:要(?!求)|将|拟|计划)|提出|明确(?!的)|要求|目标(?:是|为)|计划(?=到|在|新|建|完)|拟(?=在|新|建)"
    r"|[，；](?:要|必须)(?:实行|实施|打好|开展|坚持|力争|全面)[^，。；]{2,}，"
)


def _used_later(claim: Claim) -> bool:
    """True when the rest of the sentence names a time to come."""
    end = claim.quantity.outer[1]
    return TO_COME_RE.search(claim.setting.text, end, claim.sentence.end) is not None


_SET_AT_RE = lazily(
    r"(?:此次|这次|本次|今年|明年|今后)[^，。；0-9]{0,12}目标(?:值)?(?:设?定|确定|锁定)[在为]$"
)


def _ends_in_facts(claim: Claim) -> bool:
    """True where the end of the sentence says that all of it is done, or in the news how it compares."""
    behind = claim.setting.text, claim.quantity.outer[1], claim.sentence.end
    if _ALL_DONE_RE.search(*behind):
        return True
    return claim.setting.meta.kind in SPOKEN and _ALL_ABOVE_RE.search(*behind) is not None


def _sets_anew(claim: Claim) -> bool:
    """True for a number whose own words end the past that the sentence before carries over."""
    if claim.hedged or _SETS_RE.search(claim.earlier) or _STILL_RE.match(claim.behind):
        return True
    # 去年常住人口391万。我们出台了“十条”；每年吸引2.5万名毕业生
    if claim.voice == ISSUER and _EVERY_YEAR_RE.match(claim.before) and issued(claim):
        return True
    # 2023年销量756万辆。商务部今年将建设60个，培育200家: a goal before it in its sentence has ended the past.
    return claim.previous_role == "target" and claim.segment.mark in LIST_MARKS


def _of_years_work(claim: Claim) -> bool:
    """True in the tasks of one year, set in its first months, for what nothing says was: 2025年工作要点 / 零售总额同比增长6%."""
    if (claim.setting.reference or "")[5:7] > _EARLY:
        return False
    if claim.setting.meta.kind != "plan" or claim.polarity == "past" or claim.tense == "past":
        return False
    due, period = claim.due, claim.setting.meta.period
    one = period.start in (None, period.end)
    return due is not None and due.source in ("title", "list") and one and due.end[:4] == period.end


def achieved(claim: Claim, cue: Cues) -> Verdict:
    """What is the case or was done: by tense, words, and the heading it stands under."""
    said = claim.place_topic is not None and claim.tense_date is not None
    if claim.place_topic is not None and not (
        said
        and claim.tense == "past"
        and claim.tense_date
        and claim.tense_date.core[0] > claim.place_topic[1]
    ):
        return None  # 截至1月，12个省公布了增长目标，江西为7%
    task = is_years_task(claim)
    if task is not None:
        # 截至7月末筹集3.67万套，全年的任务是6万套
        return None if task else ("achieved", "role.achieved.compared")
    if _SET_AT_RE.search(claim.before) and claim.is_percent:
        return None  # 去年比率是14.4%，此次目标定在13.5%左右
    planned = claim.hedged or claim.polarity == "goal" or claim.previous_role == "target"
    # 社会消费品零售总额同比增长8%左右, in the tasks of a year
    bounded = claim.quantity.bound == "ge" or "approx.suffix" in claim.quantity.rules
    bounded = (bounded or claim.before.endswith("增速达到")) and not claim.behind.startswith("的")
    # 到2027年，氮氧化物、氨氮排放总量同比分别下降6%和4%
    ahead = bounded or (claim.due_here and claim.tense == "future")
    planned = planned or (claim.setting.meta.kind == "plan" and claim.tense != "past" and ahead)
    by_then = claim.due is not None and claim.due.sets_a_limit
    planned = planned or _of_years_work(claim) or will_be_this_year(claim)
    planned = planned or (claim.dated_clause and by_then)  # 日环比恢复率7月底前达到90%
    if cue.search("compared", claim.clause) and not planned:
        return ("achieved", "role.achieved.compared")
    gap = claim.quantity.base_unit == "个百分点" and _LIES_BELOW_RE.search(claim.before)
    of_it = claim.quantity.unit == "" and _OF_THE_LAND_RE.search(claim.before) is not None
    if of_it and not (claim.due_here or claim.hedged or claim.planned):
        return ("achieved", "role.achieved.compared")
    if gap and not (claim.due_here or claim.hedged):
        return ("achieved", "role.achieved.compared")  # 占比比全省平均水平低3.6个百分点
    if not (claim.due_here or planned) and beats_a_goal(claim):
        return ("achieved", "role.achieved.compared")
    if not claim.hedged and progresses(claim):
        return ("achieved", "role.achieved.words")
    # 力争使…；引导签订协议，今年已转移就业40万人: the hedge is of a clause before
    done = _HAS_DONE_RE.match(claim.before) and cue.search("hedge", claim.before) is None
    first = _FIRST_TIME_RE.search(claim.before) and claim.setting.meta.kind in SPOKEN and not claim.planned
    if done or (first and not claim.hedged):
        return ("achieved", "role.achieved.already")
    if fulfils(claim):
        return ("achieved", "role.achieved.compared")
    if (
        claim.previous_role == "achieved"
        and not (claim.hedged or claim.due_here)
        and claim.before.startswith("分别占")
    ):
        return ("achieved", "role.achieved.goes_on")  # 现有县中523所，在校生143万人，分别占…的52%和58%
    carried = claim.tense_date is not None and claim.tense_date.core[0] < claim.sentence.start
    if claim.polarity == "past" and not claim.due_here and _OBTAINED_RE.search(claim.earlier):
        return ("achieved", "role.achieved.heading")
    if claim.tense == "past" and not (by_efforts(claim) or (carried and _sets_anew(claim))):
        return ("achieved", "role.achieved.date")
    opens_with_part = claim.opens_with_part
    # 已有29省公布目标。其中，海南提出增长9.5%
    part_to_come = opens_with_part and bool(
        claim.hedged or claim.due_here or _SETS_RE.search(claim.earlier) or _used_later(claim)
    )
    set_out = claim.polarity == "goal" and claim.tense == "future"  # 《规划》设置了9项指标。其中，…达到17件
    if claim.previous_role == "achieved" and opens_with_part and not (part_to_come or set_out):
        return ("achieved", "role.achieved.goes_on")  # …达9万亿元。其中，第一产业4562亿元
    if _DONE_ONES_RE.search(claim.before) or (claim.before == "其中" and claim.after[:1] == "已"):
        return ("achieved", NOW)  # 推动已核准的15座煤矿办理手续，新建成煤矿80座
    before = _FROM_NOW_RE.sub("", claim.before)
    # In a plan 2025年粮食达到110亿斤，创历史新高 is still to be.
    reference = claim.setting.reference or ""
    later = claim.due is not None and claim.due.end[:4] > reference[:4]
    in_time = later or (reference[5:7] < _LATE and _SEASON_RE.search(claim.before) is None)
    ahead = claim.setting.meta.kind in ("plan", "report") and (
        claim.polarity == "goal" or (claim.due_here and in_time)
    )
    record = None if ahead else _RECORD_RE.match(claim.setting.text, claim.quantity.outer[1])
    by_now = claim.setting.text.startswith("已", claim.quantity.outer[0])  # 年拆解量已超过200万辆
    if not claim.hedged and (
        by_now
        or _ALREADY_RE.search(before)
        or _DONE_AFTER_RE.match(claim.after)
        or record
        or (not claim.due_here and _ends_in_facts(claim))
    ):
        return ("achieved", "role.achieved.already")
    if not claim.hedged and passed_already(claim):
        return ("achieved", "role.achieved.already")  # 今年年中已经越线，达到12.9件
    if claim.previous_role == "budget" and claim.before.startswith(
        ("比上年", "较上年", "比去年", "较去年", "同比", "同口径")
    ):
        return ("achieved", "role.achieved.goes_on")  # 已下达198亿元，比上年增长5.3%
    allots = claim.is_money and claim.previous_role == "budget" and claim.before.endswith("下达")
    if allots and not (claim.hedged or claim.dated_clause):
        return ("achieved", "role.achieved.goes_on")  # 已下达928亿元，中央预算内投资安排下达318亿元
    # 去年增长4.3%，目标维持5.5%不变
    aims = claim.before.startswith("目标")
    runs_on = (
        not aims and claim.predicate.topic[0] == claim.predicate.topic[1] and claim.segment.mark in LIST_MARKS
    )
    mention = claim.due.mention if claim.due is not None else None
    follows = claim.previous_role == "achieved" or (claim.previous_role == "budget" and claim.is_money)
    # 去年1.6万亩整治的基础上，再整治3000亩
    # 同比下降2%，为完成全年目标，将新建项目50个
    anew = (
        claim.before.startswith(("将", "拟", "计划", "下一步", "接下来", "下阶段"))
        or "基础上，" in claim.earlier
        or taken_up(claim)
        or lays_out(claim)
        or begins_new(claim)
    )
    if runs_on and not claim.dated_clause and follows and not (claim.hedged or anew or part_to_come):
        return ("achieved", "role.achieved.goes_on")  # 今年已下达230亿元，比上年增加30亿元
    beside = claim.segment.mark in ("、", "和", "及") and claim.predicate.kind == "none"
    if beside and claim.previous_role == "achieved" and not (claim.hedged or claim.dated_clause or anew):
        return ("achieved", "role.achieved.goes_on")  # 完成路基85公里、路面40公里
    earlier = claim.previous is not None and mention is not None and mention.core[0] < claim.previous.start
    if (
        claim.previous_role == "achieved"
        and earlier
        and claim.segment.mark in LIST_MARKS
        and not (claim.hedged or anew or aims)
    ):
        return ("achieved", "role.achieved.goes_on")  # 2016年补助标准已提高到45元，建档率达到76.4%
    meant = claim.hedged or claim.polarity == "goal"
    sized = claim.index > 0 and (claim.due_here or planned)  # 到2025年，营收过百亿元的有10家
    ends = claim.before.endswith("有") and not (meant or sized)
    today = claim.before.startswith(_TODAY) and claim.before.endswith("有")
    there_are = (ends and _THERE_ARE_RE.search(claim.before)) or (today and not sized)
    if (
        there_are
        or _NOW_RE.search(claim.before)
        or is_so_now(claim)
        or (not (meant or claim.due_here) and _IN_FACT_RE.search(claim.before))
    ):
        return ("achieved", NOW)
    planned = planned or claim.setting.meta.kind == "plan"
    listed = claim.earlier if claim.segment.mark == "、" else claim.before
    grows = claim.predicate.kind == "increase" or "新增" in listed
    if not (claim.due_here or claim.hedged or grows) and _THERE_IS_RE.search(claim.before):
        return ("achieved", NOW)  # 风能资源潜在开发量约2亿千瓦
    set_so = claim.due_here or claim.hedged or claim.polarity == "goal"
    if claim.before.endswith(_AS_MUCH_AS) and not (set_so or _BUILDS_RE.match(claim.before)):
        return ("achieved", NOW)  # 海岸线长达1860公里
    if _SO_FAR_RE.search(claim.before):
        return ("achieved", "role.achieved.words")  # 与近两年平均增长5.7%的基础相适应
    goal = claim.due_here or claim.planned or claim.polarity == "goal" or claim.previous_role == "target"
    news, bare = claim.setting.meta.kind in SPOKEN, claim.quantity.bound == "eq"
    if (
        news
        and bare
        and not (claim.hedged or claim.planned)
        and _OPENED_WELL_RE.match(claim.setting.text, claim.quantity.outer[1])
    ):
        return ("achieved", "role.achieved.compared")
    ranked = (
        bare
        and not goal
        and claim.segment.depth > 0
        and _RANKED_RE.match(claim.setting.text, claim.quantity.outer[1])
    )
    if ranked and not (claim.hedged or claim.dated_clause):
        return ("achieved", NOW)
    verb = claim.setting.text[slice(*claim.predicate.verb)]
    # 是主要来源，占比重下降到60%以下: what a share is to become is no fact.
    of_it = claim.before.startswith("占")
    shares = verb in ("占", "达") or (of_it and not verb) or (news and not of_it)
    if shares and not (claim.hedged or claim.due_here) and _ONE_OF_RE.match(claim.earlier):
        return ("achieved", NOW)  # 广东是产业链最完备的省份之一，相关企业超过1.4万家
    if not claim.hedged and _ONLY_DONE_RE.search(claim.before):
        return ("achieved", "role.achieved.words")  # 12个项目仅完成5个
    if not (planned or claim.due_here) and _ONLY_RE.search(claim.before):
        return ("achieved", "role.achieved.words")  # 外送电量仅增长0.5%
    short = claim.setting.text.startswith(("不足", "不到"), claim.quantity.outer[0]) and not (
        claim.due_here or meant
    )
    still = claim.quantity.bound == "lt" and (short or claim.before.endswith(("还", "尚", "却")))
    if still and not claim.hedged:
        return ("achieved", "role.achieved.words")  # 覆盖率还不到40%, 配套率不足15%
    if claim.is_money and not claim.hedged and _ALLOTTED_RE.search(claim.before):
        return ("achieved", NOW)  # 中央财政还安排了64.4亿元
    if claim.before.endswith("了") and _DID_RE.search(claim.before) and _this_year(claim):
        return ("achieved", "role.achieved.words")
    if told_at_years_end(claim) or is_counted_this_year(claim):
        return ("achieved", "role.achieved.words")
    if claim.segment.depth and _BUILT_RE.fullmatch(claim.before):
        return ("achieved", NOW)  # 示范区200个（含已建的136个）
    if claim.due_here:
        return None
    perfect = cue.search("achieved", before) or _PERFECTIVE_RE.search(before)
    stock = perfect is not None and perfect[0] == "实有"
    if stock and (claim.predicate.kind == "increase" or claim.hedged or claim.polarity == "goal"):
        perfect = None  # 实有经营主体净增50万户
    aimed = claim.hedged or claim.previous_role == "target"
    if perfect is not None and not (perfect[0].startswith("首次") and aimed):
        return ("achieved", "role.achieved.words")
    if claim.hedged:
        return None
    if claim.previous is not None and claim.segment.mark in LIST_MARKS | {"（"}:
        previous = _FROM_NOW_RE.sub("", segment_text(claim.setting, claim.previous))
        if previous.endswith("基础上"):
            return None  # 在现有12个已取证机场基础上，新开工6个
        # 资金已下达30亿元，维修养护工程10万处以上
        to_do = claim.setting.meta.kind == "plan" and claim.predicate.kind == "deliver"
        if to_do and claim.quantity.bound in ("ge", "gt"):
            return None
        found = cue.search("achieved", previous) if claim.previous_role != "target" else None
        told = found is not None and _WHICH_WERE_RE.match(previous, found.start()) is None
        if told or _ALREADY_RE.search(previous):
            return ("achieved", "role.achieved.words")
    # Under a heading that looks back, news may still say what is planned; the review of a report does not.
    told = claim.polarity == "past" and not (claim.planned and claim.setting.meta.kind in SPOKEN)
    told = told and not (turns_ahead(claim) or plans_the_year(claim))
    return ("achieved", "role.achieved.heading") if told else None


_HAS_DONE_RE = lazily(r"(?:今年|目前|至今|现)(?:以来)?已(?:经)?(?![列纳]入|确定|明确|提出)[^，。；的]{2,12}$")
# "财政专项扶贫资金 | 首次 | 突破1000亿元"
_FIRST_TIME_RE = lazily(r"^(?!.*(?:将|要(?!求)|力争|预计|有望|计划|到20))[^，。；]*首次(?:突破|超过|达到?)?$")
# "对 | 首次入选的企业给予奖励，设立基金20亿元", "原有校区改建为公寓，新建学校30所": which ones, not what was done.
_WHICH_WERE_RE = lazily(
    r"(?:(?<=[对给为向])|(?<=支持)|(?<=奖励)|(?<=鼓励))(?:首次|曾)[^，。；]{2,12}的[^，。；]{2}|原有(?!的?[0-9])[^，。；]{2,12}(?:改|拆|迁|转|升)"
)


# "全年争取 | 专项债券96.4亿元", under a review: what was obtained
_OBTAINED_RE = lazily(r"(?<!力)争取(?!到20|在20|达|实现|完成|用|于)[^。；]*$")
# "全年增长 | 9% | 的目标不变"
_STILL_RE = lazily(r"(?:左右|以上)?的[^，。；]{0,8}目标(?:不变|没有变|不动摇)")
_EVERY_YEAR_RE = lazily(r"(?:每年|[三五]年(?:内|累计)?)(?![前来])[^，。；0-9]{2,}")
_EARLY, _LATE = "04", "10"
"""Month from which a record of the running year may be told as reached."""
# "今年春节假期接待游客 | 200万人次，创历史新高": a part of the year that is over when it is told of.
_SEASON_RE = lazily(
    r"春节|元旦|五一|清明|端午|中秋|国庆|暑[期假]|寒假|假期|夏粮|早稻|上半年|季度|开局|[0-9]月"
)
# "日均充电量达1533万千瓦时 | ，创历史新高"
_RECORD_RE = lazily(
    r"，?再?创(?!建|办|新[^高低]|业|作|设|优|客|投)(?:下|造|出|了)?(?:历史|历年|同期|单日|近[^，。；]{1,6}|有史以来)?(?:同期|最[高低好])?[^，。；0-9新]{0,8}(?:新高|新低|纪录|记录)(?![地度端水层精校等])"
)
# "每年可利用的剩余物约 | 3.5亿吨", "煤炭资源探明储量 | 50亿吨": what nature or waste holds ready.
_THERE_IS_RE = lazily(
    r"(?:可利用的?|可开发|潜在开发|蕴藏|探明储?|可装机|技术可开发)[^，。；0-9]{0,10}(?:[总储容数]?量|资源|物)(?:约|为)?$"
)
# "示范区200个（ | 含已建的 | 136个）"
_BUILT_RE = lazily(r"(?:含|其中|包括)?(?:已[建有]|原有|现有|已建成|已开工|已完成|往年|历年)的?")
NOW = "role.achieved.now"
"""Rule id of what is the case today, told in passing: the goals go on after it."""
# "规模要超过100万人，现在是 | 69万人", "我国刚刚超过 | 1%"
_NOW_RE = lazily(
    r"^目前(?:已?完成)?$|(?:^|[^到至为比较于])(?:目前|现在|当前|眼下|如今)(?:是|为|有|仅|只有|仅有|仅为|才)$|^(?:但|而)?(?:现在|目前|当前|眼下|如今)[^，。；、0-9]{2,20}(?<!目标)(?<!任务)(?<!指标)(?<!计划)(?:是|为)$|(?:存量|剩余|大概|大约)[^，。；0-9]{0,4}还有$|最[大小高低多少长短][^，。；]{0,6}(?:只有|仅有|仅为|仅)$|刚刚?$|过去[^，。；0-9]{0,8}(?:仅有|只有|仅)$|却在$|看似[^，。；]{0,4}$|(?:历史|传统)(?:已?有|长达|达|超过)?$|动辄$"
)
# "中央财政还安排了 | 64.4亿元": what is allotted is no goal any more.
_ALLOTTED_RE = lazily(r"(?:财政|资金)[^，。；]{0,8}(?:安排|下达|拨付|落实)了[^，。；0-9]{0,6}$")
# "今年又新种了 | 5亩"; 今年确定了100项任务 sets them.
_DID_RE = lazily(
    r"[^为除罢](?<!确定)(?<!安排)(?<!明确)(?<!提出)(?<!制定)(?<!部署)(?<!设定)(?<!下达)(?<!列出)(?<!规划)(?<!梳理)了$"
)


_TODAY = ("目前", "现已", "现有", "现在", "当前", "眼下", "如今")
_BUILDS_RE = lazily(r"建设(?!用地)|建成(?!区)|打造|新[建增]|整治|贯通|修[建复]|改造(?!前)|治理|铺设")
_AS_MUCH_AS = ("长达", "多达", "高达")
_SO_FAR_RE = lazily(
    r"[一二两三四五0-9]年(?:下来|多来)[^，。；]{0,12}了$|(?<!今后)(?<!未来)近[一二两三四五六]年(?:来)?(?:年均|平均)(?:增长|增速|增加|下降)?$"
)
_LIES_BELOW_RE = lazily(r"[^，。；]{2}比(?:全[国省市球]|世界|周边|同类)[^，。；0-9]{0,8}低(?:了)?(?:近|约)?$")
# "沙化土地面积超过国土面积的 | 1/6", "人均森林面积不足世界平均水平的 | 1/3": how much of what there is, nobody's goal.
_OF_THE_LAND_RE = lazily(
    r"(?:国土|陆地|全国|全球|世界|全省|国际)(?:总)?(?:面积|平均(?:水平)?|人均(?:水平)?)的$"
)

# "完成投资 | 2031亿元 | ，同比增长4.2%，实现“开门红”"
_OPENED_WELL_RE = lazily(
    r"，同比(?:增长|下降|提高)[^。；]{2,16}，(?:实现|取得|迎来)?[“”]?(?:首季)?[“”]?(?:开门红|良好开局|平稳开局|开门稳)"
)
# "巩固回升向好势头（增加值增长 | 8.2% | ，居全省第3位）": who ranks so has reached it.
_RANKED_RE = lazily(
    r"，(?:增速|总量)?(?:分别)?(?:居|位居|位列|列|排名?)[^，。；0-9]{0,6}第[0-9一二三四五六七八九十]"
)
_ONE_OF_RE = lazily(
    r"[^，。；：]{1,12}是[^，。；]{2,30}(?:之一|大省|强省|大市|强市|来源|排放源)，(?![^。；]*(?:力争|确保|将|要(?!求|素)|计划))"
)
# "12个项目 | 仅完成 | 5个"
_ONLY_DONE_RE = lazily(r"(?<!不)仅(?:完成|建成|开工|实现)[^，。；0-9]{0,4}$")
_ONLY_RE = lazily(r"(?<!不)仅(?:增长|提高|提升|完成|达到?|为|占|增加)$")
# "把目标写进文件的有 | 6个"
_THERE_ARE_RE = lazily(r"[^，。；]的(?:就|共|约|已)?有$")


def _this_year(claim: Claim) -> bool:
    """True when what the number is due by is the year of writing."""
    return claim.due is not None and claim.due.end[:4] == claim.setting.year
