"""The words of a table's header -> what its column holds: a goal, a base year, a unit, who is responsible, by when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plancli.dates import find_dates
from plancli.fold import fold
from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, lazily

# 年均浓度, 年均气温: a mean over the year is what it is, not so much a year.
_NO_MEAN = "(?!浓度|气温|降雨|降水|水位|温度|湿度|流量)"
_GOAL_HEADER_RE = lazily(r"目标|规划值|预期值|预期|指标值|计划值|任务")
_GOAL_VALUE_RE = lazily(r"目标|规划值|预期值|指标值|计划值")
_BASE_HEADER_RE = lazily(
    r"现状|实况|基期|完成|实际|实绩|基准(?!水平|线以)|期间|当前|现有|预计完成|基数|达到值|期末值"
)
_RATE_HEADER_RE = lazily(rf"年均{_NO_MEAN}|累计|增长|增速|\[")
# "完成率（%）", "实现程度": how far things are on the way, which nothing starts from.
_RATIO_HEADER_RE = lazily(
    r"^(?!.*(?:现状|现有|目前|当前|基期)).*(?:完成|实现|达成|达标)(?:率|度|程度|进度|情况)|(?:完成|实现|达成)(?:率|度|程度|进度|情况).*%"
)
# "三年合计": what a plan's years come to together.
_SUM_HEADER_RE = lazily(
    r"(?:[二两三四五]年|规划期内?|计划期内?)(?:合计|累计|总计|总量|总目标)(?:目标|任务)?(?:[（(].{1,8}[)）])?$|(?:合计|总计|累计)(?:任务|目标)?(?:[（(].{1,8}[)）])?$"
)
_FULFILLED_HEADER_RE = lazily(r"目标[^，。；]{0,4}(?:完成|实现|达成)(?:率|度|程度|进度|情况)")
_UNIT_HEADER_RE = lazily(r"^(?:计量|能耗|数值)?单位(?!名称)")
_KIND_HEADER_RE = lazily(r"属性|性质|指标类型|类型")
_NAME_HEADER_RE = lazily(r"指标|名称|项目|内容|二级|三级|类别|领域|一级")
GROUP_HEADER_RE = lazily(r"一级|类别|领域|类型|维度|分类|方面|板块")
_SERIAL_HEADER_RE = lazily(r"^(?:序号|编号|代码|No\.?)$")
# "完成时限", "办结时间": by when. "责任单位", "牵头部门": who.
DUE_HEADER_RE = lazily(
    r"^(?:(?:计划)?(?:完成|办结)(?:时限|时间|期限)|时限|期限|时间(?:节点|安排)?|月份|进度要求|(?:目标|完成|实现|达标)年[份度]?)(?:要求)?$"
)
WHO_HEADER_RE = lazily(
    r"^(?:责任|牵头|配合|参与|主办|协办|实施|落实|负责|主管|承办|承担)(?:部门|单位|主体|处室|科室|领导|人)(?:及?(?:责任|负责)人)?$"
)
# "地区", "市（州）", "县区": what the rows are.
_PLACES = r"各?(?:地区|地市|省辖市|地级市|省份|省市|省区市|市州|设区市|城市|县市区|市县区|县区|区县|行政村|乡镇|镇街|街道|园区|辖市区|辖县区|辖区|[市县区地州]别|市|县|区)"
PLACE_HEADER_RE = lazily(rf"^{_PLACES}(?:[（(].{{1,8}}[)）])?$")
# "项目名称", "重点企业": a column of things, each measured by its row
THING_HEADER_RE = lazily(r"^(?:重点|重大|主要|建设)?(?:项目|工程|企业|水库|灌区|电站|集群|产业链?)(?:名称)?$")
PLACE_OR_BODY_RE = lazily(
    rf"^(?:{_PLACES}|责任单位|牵头单位|承担单位|(?:企业|部门|公司|学校|医院|集团)(?:名称)?|单位名称)(?:[（(].{{1,8}}[)）])?$"
)
YEAR_RE = lazily(r"(?:19|20|21)[0-9]{2}")


# "2023年规上工业增加值增速目标", "2025年产值目标（万亿元）": what is left without year, goal and unit is measured.
_OF_GOAL_RE = lazily(
    r"[（(][^（()）]{1,14}[)）]\s*$|(?:19|20|21)[0-9]{2}年?[—~–-]{1,2}(?:19|20|21)?[0-9]{2}年|(?:19|20|21)[0-9]{2}年?(?:底|末)?|(?:预期|规划|计划|年度|奋斗|考核)?(?:目标|任务|指标)(?:值|数)?$|“?十[三四五六]五”?(?:期间|时期|末)?|[上下]半年|全年|(?:预期|规划|计划)(?:值|数)?$|实际|实况|现状(?:值)?$|完成|实绩"
)


# "2025年目标（个）", and under a heading of several columns "PM2.5浓度（微克/立方米）2025年目标".
LABEL_UNIT_RE = lazily(
    r"[（(]([^（()）]{1,14})[)）]\s*(?:[★☆*※▲△#]{1,2}|(?:19|20|21)[0-9]{2}年?(?:底|末)?(?:[^（()）0-9]{0,6}))?$"
)
# "2025年（目标）", "2025年（万人）": what a header's bracket says when it is no unit.
_NO_UNIT_RE = lazily(
    r"节选|摘要|部分|^[^/／]*[^/／个][片区县市镇乡村段期]$|^[含不]|目标|预期|预计|规划|计划|约束|[年值月]|完成|[0-9]|其中|累计|力争|^(?![KMGTPEZ]?FLOPS$|TOPS$|[TF]EU$|DWT$|PPM$|NTU$|[KMG]WH?$|[KM]VA$|USD$|RMB$|CNY$|TCE$|MPA$|GPU$)[A-Z]{3,6}$"
)
_MEAN_OR_SUM_RE = lazily(r"年均[/／]累计|累计[/／]年均")


# "建设规模及主要内容", "建设年限", "总投资（万元）": what a column beside the name of a project tells about it.
ABOUT_HEADER_RE = lazily(
    r"^(?:政策|依据|来源|出台)?(?:文件|政策)(?:名称)?$|^(?:项目|工程)?(?:建设)?(?:规模|内容|年限|性质|地点|地址|工期|周期|起止年限?|起止时间|开竣工时间)|主要(?:建设)?内容|^(?:总|估算|概算)投资|^备注"
)


# "（单位：万亩）" in a table's title, or "单位：万亩" on the line between.
_UNIT_SAID_RE = lazily(r"[（(]?(?:计量)?单位[：:]\s*([^（()）\s，。；：:、,]{1,12})(?![、,，])[)）]?")
_SEE_BELOW_RE = lazily(r"[见如]下表?[（(]单位[：:]\s*([^（()）\s，。；：:、]{1,8})[)）]")
# How far above the table its title may stand.
_ABOVE = 60


def title_above(caption: str, source: str, start: int) -> tuple[str, str]:
    """(title of the table that begins at *start* of *source*, unit that it gives all numbers or "").

    >>> title_above("", "各市建设任务\\n单位：万亩\\n", 14)
    ('各市建设任务', '万亩')
    """
    lines = [caption] if caption else source[max(0, start - _ABOVE) : start].strip().split("\n")
    said = _UNIT_SAID_RE.search(fold(lines[-1]))
    unit = said[1] if said is not None else ""
    if said is not None and said[0] == fold(lines[-1]) and len(lines) > 1:
        lines.pop()
    if not unit and not caption:
        # 分项目情况见下表（单位：万元）。, above the line that is the table's own title
        told = _SEE_BELOW_RE.search(source, max(0, start - _PARAGRAPH), start)
        unit = told[1] if told is not None else ""
    return lines[-1], unit


# "各区县（市）年度任务见下表。", "三、任务分解": what a line above a table of places calls its numbers.
_ANNOUNCES_RE = lazily(
    r"(?:任务|目标)(?:数|值)?(?:分解|分配|安排)?(?:情况)?(?:详?见|如)下表?|^[^，。；]{0,12}(?:任务|目标)(?:数|值)?(?:分解|分配|下达)(?:情况|表)?$|(?:任务|目标)(?:数|值)?(?:分解|下达|分配)(?:给你们|如下)|(?:实现|达到|完成)(?:如下|以下)[^，。；]{0,4}(?:目标|任务|指标)[：:。]?$"
)
_PARAGRAPHS, _PARAGRAPH = 2, 300


def announces_goals(source: str, start: int) -> bool:
    """True when a line above the table that begins at *start* of *source* calls its numbers the tasks or goals.

    >>> announces_goals("各区县年度任务见下表。跨区项目不重复计算。\\n", 21)
    True
    """
    lines = source[max(0, start - _PARAGRAPH) : start].strip().split("\n")[-_PARAGRAPHS:]
    return any(_ANNOUNCES_RE.search(fold(line)) for line in lines)


# "孕产妇死亡率（/10万）", "（1/10万）"
_PER_MANY_RE = lazily(r"[1人例‰]?[/／](?:10万|十万|万|千|百)人?")


def has_unit(label: str) -> bool:
    """True for a header whose bracket gives the unit of its column: 2025年目标（个）."""
    headed = LABEL_UNIT_RE.search(label)
    if headed is None:
        return False
    told = headed[1] == "年" or _PER_MANY_RE.fullmatch(headed[1]) is not None
    return told or _NO_UNIT_RE.search(headed[1]) is None


# "2024年增长（%）": how the base came about; "2024年计划": what it was to be, beside "2024年预计完成".
_GROWN_RE = lazily(r"(?:同比)?(?:增长|增速|增幅|比上年)(?:率|幅度)?(?:[（(].{1,6}[)）])?$")
_PLANNED_RE = lazily(r"(?:计划|目标|预期目标)(?:数|值)?(?:[（(].{1,6}[)）])?$")


def says_goal(label: str) -> bool:
    """True for the header of a column that it calls a goal: 2025年目标."""
    return _GOAL_HEADER_RE.search(label) is not None


def grows_by(label: str) -> bool:
    """True for the header of a column that tells by how much things grow: 累计增加值; not 累计 alone."""
    return re.search(r"增|提高", label) is not None


def sums_up(label: str, goals: Mapping[int, str | None]) -> bool:
    """True for the sum of *goals*, each with its year: 合计 needs two years, 三年合计 says which."""
    years = {year for year in goals.values() if year}
    return len(years) > 1 or (bool(years) and not label.lstrip().startswith(("合计", "总计", "累计")))


def is_growth_of_base(label: str) -> bool:
    """True for the column that tells by how much the base year grew, from which nothing starts."""
    return _GROWN_RE.search(label) is not None


def is_planned_base(label: str) -> bool:
    """True for what the base year was meant to reach: no start where another column tells what it did."""
    return _PLANNED_RE.search(label) is not None


def is_mean_or_sum(label: str) -> bool:
    """True for 年均/累计: what holds on average or in sum; the row's label tells whether it grows."""
    return _MEAN_OR_SUM_RE.search(label) is not None


def split_label(label: str) -> list[str]:
    """Names in a label that states two measures, without its unit: A/B（所/个） -> A, B.

    >>> split_label("高水平学校/高水平专业创建（所/个）")
    ['高水平学校', '高水平专业创建']
    """
    plain = LABEL_UNIT_RE.sub("", fold(label))
    return [part for part in re.split(rf"/其中[:：]?|/|或(?={IDEOGRAPH}{{4}})", plain) if part]


def measured_by(label: str) -> str:
    """What a column of goals says of all its rows: 2023年工业增加值增速目标 -> 工业增加值增速; "" for 2023年目标.

    >>> measured_by("2025年产值目标（万亿元）")
    '产值'
    """
    words = label
    for _ in range(3):
        words = _OF_GOAL_RE.sub("", words).strip()
    return words if len(words) >= 2 else ""


def is_header_word(text: str) -> bool:
    """True for words that stand in headers only: 2025年, 单位, 属性, 目标."""
    return bool(
        YEAR_RE.search(text)
        or _UNIT_HEADER_RE.search(text)
        or _KIND_HEADER_RE.search(text)
        or _RATE_HEADER_RE.search(text)
        or (re.search(r"目标|规划|预期|实际|现状|指标", text) and len(text) <= 10)
    )


# "2025年", "“十五五”末"; 年度目标2025 says no 年 behind its year.
_YEAR_SAID_RE = lazily(r"[0-9]年|五”?(?:期间|时期|末)|年[0-9]")


def sort_of_column(label: str, reference: str | None, lexicon: Lexicon) -> tuple[str, str | None]:
    """(unit, kind, serial, due, who, base, rate, sum, goal or name; when a base or goal is of) by a header's words."""
    dated = label if _YEAR_SAID_RE.search(label) else YEAR_RE.sub(r"\g<0>年", label)
    ends = [d.end for d in find_dates(dated, lexicon, reference) if d.end]
    year = max(ends)[:4] if ends else None
    today = reference[:4] if reference else None
    aims = says_goal(label)
    says_base = _BASE_HEADER_RE.search(label) is not None
    plain = re.sub(r"\s", "", label)
    if DUE_HEADER_RE.search(plain):
        return "due", None
    if WHO_HEADER_RE.search(plain):
        return "who", None
    if _UNIT_HEADER_RE.search(label):
        return "unit", None
    if _KIND_HEADER_RE.search(label) and year is None:
        return "kind", None
    if _SERIAL_HEADER_RE.search(label) or _REPLACED_RE.match(plain):
        return "serial", None
    if _SUM_HEADER_RE.match(plain):
        return "sum", None
    if _FULFILLED_HEADER_RE.search(plain):
        return "name", None  # “十三五”目标完成率%: how far it came is no start
    if _DONE_HEADER_RE.fullmatch(plain):
        return "name", None  # 累计完成 beside 年度目标
    current = today is not None and year == today and says_base and not aims
    # "11月销量", "1—11月销量": a month that is over, and nobody calls it a goal.
    over = _MONTHS_FIGURE_RE.search(plain) is not None and bool(ends) and max(ends) < (reference or "")[:10]
    current = current or (over and not aims)
    if year is not None and today is not None and (year < today or current):
        # “十三五”期间: no single year to compare with.
        return "base", None if "期间" in label else year
    if _RATE_HEADER_RE.search(label) and not _NAME_HEADER_RE.search(label) and not (year and aims):
        return "rate", None
    if year is not None and not (says_base and not aims):
        return "goal", max(ends) if _MONTHS_TASK_RE.match(plain) or _STAGE_RE.fullmatch(plain) else year
    if year is not None:
        return "base", year
    if says_base and not aims:
        return ("name" if _RATIO_HEADER_RE.search(label) else "base"), None
    if _GOAL_VALUE_RE.search(label) and len(label) <= 12:
        return "goal", None
    return "name", None


_DONE_HEADER_RE = lazily(
    r"(?:[上下]半年|[0-9]{1,2}月底?|截至[^（()）]{2,8}|[一二三四1-4]季度)?(?:累计|已|实际)(?:完成|建成|实施)(?:数|量|值|情况)?(?:[（(][^（()）]{1,8}[)）])?"
)
# "原2025年目标", "调整前目标值", beside 调整后: what no longer holds; not 原煤产量.
_REPLACED_RE = lazily(
    r"(?:原(?:定|规划|计划|方案|设定)?的?(?=20[0-9]{2}|目标|指标|任务|“?十[三四五六]五)|(?:调整|修订|修改|修正|变更|优化)前)"
)


# "11月销量（万辆）", "1—11月销量": figures of a month; not 3月底, 一季度 of a plan's stages.
_MONTHS_FIGURE_RE = lazily(r"[0-9]{1,2}月份?(?!底|末|前|中|上旬|下旬)[^（()）0-9]{2,}")
# "一季度", "6月底": a stage of the year, and no more.
_STAGE_RE = lazily(
    r"(?:20[0-9]{2}年)?(?:[一二三四1-4]季度|[上下]半年|[0-9]{1,2}月(?:底|末)?前?)(?:目标|任务|计划)?"
)
# "4月任务", beside 全年目标
_MONTHS_TASK_RE = lazily(
    r"(?:20[0-9]{2}年)?[0-9]{1,2}月份?(?:底|末)?(?:前)?(?:重点)?(?:工作)?(?:任务|目标|计划)"
)
WHOLE_YEAR_RE = lazily(r"^全年")
"""Header of a column of the year's goals, in a list of one month's."""


# 年加装电梯数, 竞赛年获一等奖: 年 before a verb; not 2025年, 年龄, 学年.
_YEARLY_RE = lazily(
    rf"年度|年均{_NO_MEAN}|每年|(?<![0-9一二三四五六七八九十两去今明本学青少成老全历标期末当])年(?:加装|获|新增|接待|生产|产量|处理|培训|引进|完成|销售|发表|举办|飞行量|开行量|业务量|均{_NO_MEAN})"
)


def per_of(path: Sequence[str], column: str, rate: bool, summed: bool) -> str | None:
    """year for a yearly amount, by the labels of row and column; a column of rates unless it is *summed*."""
    if rate:
        return "year" if "年均" in column and not summed else None
    # 年度目标 over 2022年, 2023年 is a goal for each of them.
    return "year" if _YEARLY_RE.search("".join(path) + column.replace("年度", "")) else None
