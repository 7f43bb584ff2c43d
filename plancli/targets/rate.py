"""A claim -> whether its number is meant for each year or each month."""

from __future__ import annotations

from plancli.lexicon import Lexicon
from plancli.patterns import last_match, lazily
from plancli.targets.claim import Claim, is_part
from plancli.targets.predicate import verbs

# "每年推广8000台，应用100个": 每年 at the head of a sentence governs its later clauses of delivery; so does 每月.
_EACH_RE = lazily(r"每年|每一年|每年度|每个?月(?!份)")
# 每年组织5场，加强协同，推动100项: after its number a clause without one ends the rate.
_RESETS_RATE_RE = lazily(
    r"；|，[^，。；：]*：|今年|力争|争取|(?:19|20)[0-9]{2}年|五”?期间|累计|总计|合计|共计|[，；：][二两三四五六2-9]年(?![来前后级期制以])|[0-9][^，；。]{0,60}，[^，；。0-9一二三四五六七八九十百千万]{2,60}，"
)
# "月均新增用户5万户"; not 本月均价, 月均气温.
_MONTHLY_RE = lazily(
    r"(?<![0-9一二三四五六七八九十本上当各两]|个)月均(?!浓度|值|价|气温|降雨|降水|水位|温度|湿度|流量)|平均每月"
)
_FEW_YEARS_RE = lazily(r"今明两年$")
_SET_UP_RE = lazily(r"(?:健全|完善|建立|构建|落实)$")
_SHARE_RE = lazily(r"[0-9](?:%|个百分点)")
_MONEY_RE = lazily(r"(?<![0-9.])[0-9][0-9.]*[万亿]*元(?:以上|左右)?，")
# Longest words on who and when that may stand before a 每年 that governs the clauses after its own: 规划期内全市.
_LEAD = 12
# Behind 每年, where it says how much of what stands before it.
_AT_ONCE_RE = lazily(r"(?:不低于|不少于|不超过|至少|达到?|约)?[0-9]")
_NAMED = 4
"""Fewest characters before 每年 that name what is measured."""
_BUILDS = ("建设", "建成", "打造", "创建", "新建", "改建", "建立", "成立", "组建", "设立")
# 年新增, 年培训: 年 alone before a verb; not 去年增长, 青年培训, 三年培训.
_AVERAGE_RE = lazily(
    r"平均增[速长](?!目标)|年复合(?=增)|逐年(?=下降|降低|递减|减少|增长|递增|提高)|(?<![0-9])年均(?!浓度|值|气温|降雨|降水|水位|温度|湿度|流量)|平均每年|逐年(?![^，。；]*[到至])|(?<![0-9一二三四五六七八九十两〇去今明上本青少成老多近全半当往历同跨学])年"
    r"(?=节|新增|增长|递增|培训|接待|招生|服务|引进|培养|处理|减排|减少|压减|替代|供应|出圃|检测|抽检|巡查|诊断)"
)


# "大宗固废年利用量", "年度能源消费总量", "形成年产通用飞机": an amount of each year; 年产值 and 年产量增长 are not read so.
_YEARLY_RE = lazily(
    r"(?<![0-9一二三四五六七八九十两〇去今明上本青少老多近全半当往历同跨次逐])年"
    r"(?:产(?![值业品])|增收|承接|承办|利用|申请|授权|供[水气热电氢]|送电|出货|飞行|发电|用水|取用?水|处理|吞吐|投递|开行|度[^，。；]{0,8}(?:总量|用量))(?![^0-9]*能力)[^0-9]*$"
)


def _clause_start(claim: Claim) -> int:
    """Where the clause begins whose rate is the number's: 年均引进博士100名、硕士 | 500名 is one of 年均."""
    if claim.segment.mark != "、" or not claim.inherited_verb or not claim.is_count:
        return claim.clause_start
    segments = claim.sentence.segments
    first = claim.position
    while first > 0 and segments[first].mark == "、":
        first -= 1
    return segments[first].start


def find_rate(claim: Claim, lexicon: Lexicon) -> str | None:
    """year for a yearly amount (年均, 每年推广8000台), month for a monthly one (每月, 月均), or None."""
    unit = claim.quantity.unit
    if unit.endswith(("/年", "/月")):
        return "year" if unit.endswith("年") else None if claim.is_money else "month"
    setting = claim.setting
    begins = _clause_start(claim)
    clause = setting.text[begins : claim.quantity.outer[0]]
    average = _AVERAGE_RE.search(clause)
    # 产值年均增速20%以上，突破1000亿元: the growth is yearly, not what is reached.
    grown = average is not None and clause.startswith(("增速", "增幅", "涨幅", "增长率"), average.end())
    # 年均增长8%，突破1000公里: what is reached has a clause of its own
    own = begins < claim.clause_start
    own = own or (average is not None and begins + average.start() >= claim.segment.start)
    if average is not None and (claim.is_percent or (own and not grown)):
        return "year"
    monthly = _MONTHLY_RE.search(clause)
    if monthly is not None:
        # 月均故障率较去年下降30%: what falls is a monthly mean, and by how much is of no month.
        apart = begins + monthly.end() < claim.predicate.verb[0]
        moves = claim.is_percent and claim.predicate.kind in ("increase", "decrease")
        return None if moves and apart else "month"
    if not claim.is_percent and claim.predicate.kind in ("level", "deliver") and _YEARLY_RE.search(clause):
        return "year"
    earlier = claim.earlier
    each = last_match(_EACH_RE, earlier)
    if each is None:
        return None
    due = claim.due.mention if claim.due is not None else None
    if (
        earlier.startswith("分别", each.end())
        and due is not None
        and due.kind == "year"
        and len(due.text) > len("2025年")
    ):
        return None  # 2023至2025年，每年分别建成1万、1.2万个
    if "月" in each[0]:
        # 每月调度，新开工50个: how the work is run goes no further than its clause; 每月800元 is a level.
        own = not any(mark in earlier[each.end() :] for mark in "，、；") and not claim.is_money
        return "month" if own else None
    between = earlier[each.end() :]
    if _SET_UP_RE.search(earlier, 0, each.start()):
        return None  # 健全每年评估机制：建立专家库1个
    if "，" in between and setting.meta.period.end and _FEW_YEARS_RE.search(earlier, 0, each.start()):
        return None  # 今明两年每年改造80公里，创建示范村4个
    if _RESETS_RATE_RE.search(between) or (claim.is_count and "，" in between and _MONEY_RE.search(between)):
        return None  # 每年安排不少于10亿元，支持60个县级医院改扩建
    if "，" not in between or (is_part(claim) and (claim.is_count or claim.is_money)):
        return "year"
    # 发表论文每年25篇，出版专著5部; 每年举办讲座30场，建设基地8个: a rate inside its clause ends with it, and what is
    # built or reached once is no rate.
    opening = earlier[: each.start()]
    opening = opening[max(map(opening.rfind, "，。；：")) + 1 :]
    leads = len(opening) <= _LEAD and verbs(lexicon).deliver.search(opening) is None
    if len(opening) >= _NAMED and _AT_ONCE_RE.match(between):
        leads = False  # 水利发展资金每年不低于5亿元，发行专项债券60亿元
    verb = setting.text[slice(*claim.predicate.verb)]
    # 每年核准开工6台机组，国产化率90%以上; 每年统筹1亿元支持产业，增加值增长10%
    # 第一产业每年增长4%，第二产业增长7%; 每年完成投资200亿元，增长10%
    moves = claim.predicate.kind in ("increase", "decrease")
    start, end = claim.predicate.topic
    alike = moves and (start == end or _SHARE_RE.search(between) is not None)
    once = claim.predicate.kind == "level" or (claim.is_percent and not alike)
    once = once or (verb.startswith(_BUILDS) and not between.lstrip("度").startswith(_BUILDS))
    return "year" if leads and not once else None
