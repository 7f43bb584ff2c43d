"""Words before a number -> its topic and predicate: 森林覆盖率 | 达到 | 24%.

Promise: total; the topic is a stretch of the text, trimmed of connectives, dates and hedges at its front
and of adverbs and comparisons at its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from plancli.lexicon import Lexicon, alternation
from plancli.models import Quantity, Span
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.arrow import before_arrow
from plancli.targets.opening import strip_lead
from plancli.targets.setting import Setting

FROM = "由(?!器|表|协议|贸易|流动|职业|化|现金|裁量)"
"""A pattern for 由 before a starting value: 由4.1%提高到4.5%; not 路由器, 自由贸易."""

OUT_OF = "从(?![业事而属众严轻简优快紧])"
"""从 before a starting value; not 从业人员."""
FOR_WHOM = "城市|城镇|农村|城乡|机构养育|社会散居|集中供养|分散供养"
"""For whom a standard is raised, as a pattern: 低保标准提高到|城市|每人每月900元."""
GROUPS = "小学|初中|普通高中|高中|幼儿园|城市|城镇|农村|城乡|城区|乡镇|县城|乡村|市区|郊区|牧区|山区|平原|公办|民办|居民|职工|男性|女性"
"""Of whom or where one measure is told in turn, as a pattern: 率达到|小学|99%、|初中|98%."""

# Adverbs that stand between topic, verb and number and name nothing.
_ADVERBS = (
    "分别|(?<=[设造建治复通])(?:长达|多达|高达)|(?<=[到至])日均|(?<![亩户日人])(?<![\\W年现使][村店企校社镇])均|总体|基本|全面|全部|(?<![许认])可|要|(?<![供响反效])应|将|需|须|力争|争取|确保|努力|平均|合计|共|普遍|(?<![宜成首丰于花江新望昌武乐古])都|再|率先|初步|阶段性|(?<!优)先期|如期|先|各|不断|稳步|"
    "预期|继续|有望|大体|要求|保证|至少|(?<![签节预履违公契特邀])(?<!约集)(?<![边际等]条)约|也|且|并|又|能够|逐步|进一步|大幅|显著|持续|再次|同步|拟|"
    rf"首次|(?<=[到至在为])(?:小学|初中|高中|幼儿园|{FOR_WHOM})|"
    rf"(?<=达到|高到|升到|低到|降到|制在|持在|定在)(?:{GROUPS})|计划|总计|总共|累计|每人每年|每人每月|每生每年|年均|每年|月均|每月|平均每年|平均每月|每年度|逐年|应当|必须|原则上|力争在|争取在|超额|仍|(?<!不)仅|已|已经|只|一般|实现|倍增|坚决|牢牢|严格|(?<![规原准细守法])则"
)
_ADVERB_TAIL_RE = lazily(rf"(?:{_ADVERBS})$")
# Most words before a number end in none of these, and to see that takes no pattern.
_ADVERB_ENDS = frozenset(adverb.rstrip(")")[-1] for adverb in _ADVERBS.split("|"))


class Predicate(Struct, frozen=True):
    """How a number is joined to what it measures."""

    kind: str
    """level, increase, decrease, deliver or none."""
    topic: Span
    """What stands before the verb; empty when the clause names nothing there."""
    verb: Span
    """The verb with its adverbs; empty for none."""
    lead: Span
    """The whole stretch from the topic to the number, without the front matter stripped from it."""
    relative: bool = False
    """The number is a multiple or share of what stands between verb and number: 达到全省平均水平的|1.1倍."""


class _Verbs(Struct, frozen=True):
    tail: re.Pattern[str]
    tail_ends: frozenset[str]
    """Last characters of what ``tail`` finds: two hundred verbs are tried only before one of them."""
    kind: dict[str, str]
    deliver: re.Pattern[str]
    core: re.Pattern[str]
    first: re.Pattern[str]
    growth: re.Pattern[str]
    fall: re.Pattern[str]
    base_tail: re.Pattern[str]
    measure: re.Pattern[str]


def _changing(kind: Mapping[str, str]) -> list[str]:
    """Verbs of change that may stand before what they change; 节水 names its object, and opens 节水器具."""
    return [
        verb
        for verb in kind
        if (len(verb) > 1 and kind[verb] != "level" and not verb.startswith(("节", "提速")))
        or verb in ("节约", "节省")
    ]


def _nouns(deeds: Sequence[str], lexicon: Lexicon) -> str:
    """Pattern of what stands behind a deed where both are a noun that names who does it, where or with what."""
    tails: dict[str, set[str]] = {}
    for noun in lexicon.forms("deed_noun"):
        for deed in (deed for deed in deeds if noun.startswith(deed)):
            tails.setdefault(deed, set()).add(noun.removeprefix(deed))
    return "|".join(f"(?<={deed}){alternation(ends)}" for deed, ends in tails.items())


@lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> _Verbs:
    """Compiled verb tables of *lexicon*."""
    kind = dict.fromkeys(lexicon.forms("level_verb"), "level")
    kind |= dict.fromkeys(lexicon.forms("increase_verb"), "increase")
    kind |= dict.fromkeys(lexicon.forms("decrease_verb"), "decrease")
    deeds = lexicon.forms("deliver_verb")
    return _Verbs(
        # "…覆盖率 | 均达到": the last verb before the number, with 了 or 的 after it
        tail=lazily(
            rf"(?P<verb>(?<![现设建配拥])(?!(?<![率比例重值额量度平它])提到)(?!(?<=[起沉升迫])降)(?!(?<=[高低中气水血电液油风承耐常负变特超调稳增承])压)(?!(?<=[标务划金解层]下)达到|(?<=[标务划金解层]下达)到|(?<=下)达(?!到)|(?<=雷)达){alternation(kind)})(?:了|的|：|:)?$"
        ),
        tail_ends=frozenset({"了", "的", "：", ":", *(verb[-1] for verb in kind)}),
        kind=kind,
        # 服务|业企业, 高速公路服务|区, 检查|站: with 业, and 服务 with 区, a verb is a name.
        deliver=lazily(
            rf"{alternation(deeds)}(?!业(?![态务绩主])|(?<=服务)区(?![域级县块内划间属])|(?<=[交普直]通车)|{_nouns(deeds, lexicon)})"
        ),
        core=lazily(alternation(lexicon.forms("core_verb"))),
        # "降低 | 企业物流成本 | 10%", "降低 | 企业用电、用气、物流等成本 | 25亿元": the verb before what it changes
        first=lazily(
            rf"(?:进一步|持续|再|有效|平均)?(?P<verb>{alternation(_changing(kind))})(?![值型性类]|化(?![肥学工石])|行动|工程)(?P<what>(?:{IDEOGRAPH}|[A-Za-z0-9.&]){{2,24}}|(?:{IDEOGRAPH}|[A-Za-z0-9.、]){{2,24}}(?:等{IDEOGRAPH}{{2,6}}|成本|费用|能耗|浓度|用量))$"
        ),
        growth=lazily(rf"(?:{alternation(lexicon.forms('increase_noun'))})$"),
        measure=lazily(rf"{alternation(lexicon.forms('measure_noun'))}$"),
        fall=lazily(rf"(?:{alternation(lexicon.forms('decrease_noun'))})$"),
        # "单位能耗 | 比2020年", "增收 | 较上年", "规模 | 在2020年基础上": the comparison between topic and verb
        base_tail=lazily(
            r"(?:在[^，。；、]{2,12}基础上"
            r"|(?:(?<![占对环同正反])比较?(?![例重率值])|相?较|相比|(?<!参)与|同)(?:[^，。；、比较]{0,6}(?:[0-9]{4}年|上年|去年|上一年|年初|同期|基期|基准|“?十[一二三四五六]五”?)[^，。；、]{0,8}|全[国省市][^，。；、]{0,8}|(?:各项|全部)[^，。；、]{2,10}(?:率|水平|增速))(?:相比)?"
            rf"|(?:{FROM}|{OUT_OF})"
            + r"[^，。；、]{0,12}(?<![A-Za-z])[0-9.]+[^，。；、]{0,12}(?:[、和][0-9.]+[^，。；、0-9]{1,6}){0,5})$"
        ),
    )


_BASE_TAIL = 26
"""Characters that a comparison between topic and verb has at most: 由2021年的302.5克标准煤/千瓦时."""


def read_predicate(setting: Setting, start: int, quantity: Quantity, lexicon: Lexicon) -> Predicate:
    """Predicate of *quantity* in the clause that begins at *start*."""
    table = verbs(lexicon)
    text = setting.text
    end = _before_measure(setting, start, quantity)
    start = strip_lead(setting, start, end)
    helped = _FOR_WHOM_RE.match(text, start, end)
    start = helped.end() if helped is not None else start
    at = _strip_adverbs(text, start, end)
    if "numeral.doubling" in quantity.rules:
        return Predicate("level", (start, _strip_topic(setting, start, at, table)), (end, end), (start, end))
    signed = _sign_of(text, at, quantity)
    if signed is not None:
        mark = (signed, min(signed + 1, at))
        close = _strip_topic(setting, start, _strip_adverbs(text, start, signed), table)
        return Predicate(
            "increase" if text[signed] == "+" else "decrease", (start, close), mark, (start, end)
        )
    goes = _GOES_RE.search(text, max(start, at - 3), at) if text[at - 1] in "着向朝准冲定" else None
    if goes is not None and (_TOWARDS_RE.match(text, quantity.outer[1]) or _aims(goes[0], quantity)):
        close = _strip_topic(setting, start, goes.start(), table)
        return Predicate("level", (start, close), (goes.start(), at), (start, end))
    ranked = "bound.le.rank" in quantity.rules or "numeral.rank" in quantity.rules
    rank = _RANK_RE.search(text, max(start, at - 24), at) if ranked else None
    if rank is not None:
        close = _strip_topic(setting, start, rank.start(), table)
        # 园区综合|排名|进入前50名; 增速力争排名全省前三 keeps no adverb.
        close += 2 if start < close == rank.start() and text.startswith("排名", close) else 0
        return Predicate("level", (start, close), (max(close, rank.start()), at), (start, end))
    if _TURNS_INTO_RE.fullmatch(text, start, at):
        return Predicate("none", (start, at), (end, end), (start, end))
    if quantity.base_unit == "%" and _SHARE_OF_ALL_RE.search(text, start, end):
        return Predicate("level", (start, end), (end, end), (start, end))
    relative = (
        _RELATIVE_RE.search(text, max(start, end - 40), end) if text.endswith("的", start, end) else None
    )
    if relative is not None and relative.start() == start and relative["verb"] == "占":
        # 达到60个，占行政村总数的三分之一: the clause before says what takes the share.
        return Predicate("level", (start, end - 1), (end, end), (start, end))
    if relative is not None and relative.start() > start:
        close = _strip_topic(setting, start, relative.start(), table)
        return Predicate("level", (start, close), relative.span("verb"), (start, end), relative=True)
    than = _THAN_RE.search(text, max(start, end - 24), end)
    if than is not None:
        kind = "decrease" if than["verb"][0] in "低少慢" else "increase"
        return Predicate(kind, (start, than.start()), than.span("verb"), (start, end))
    over = _OVER_RE.search(text, max(start, end - 24), end) if quantity.base_unit == "个百分点" else None
    if over is not None and over.start() > start:
        return Predicate("level", (start, over.start()), over.span("verb"), (start, end), relative=True)
    ends = at > start and text[at - 1] in table.tail_ends
    match = table.tail.search(text, max(start, at - 8), at) if ends else None
    if match is not None:
        kind = table.kind[match.group("verb")]
        shared = quantity.base_unit in ("%", "个百分点", "倍")
        if (
            kind == "increase"
            and not shared
            and (improves := _IMPROVES_RE.search(text, max(start, match.start() - 3), match.start()))
        ):
            return Predicate("deliver", (start, start), (improves.start(), at), (start, end))
        if match["verb"] in RATES and match.start() > start:
            return Predicate("level", (start, match.end("verb")), (match.end("verb"), at), (start, end))
        close = _strip_topic(setting, start, match.start(), table)
        added = table.deliver.fullmatch(text, start, close) or text[start:close] in ("新", "再")
        if match["verb"] == "完成" and added:
            return Predicate("deliver", (start, start), (start, at), (start, end))  # 新增完成30个行政村整治
        return Predicate(kind, (start, close), (match.start(), at), (start, end))
    first = table.first.match(text, start, at) if text[start] in _CHANGES else None
    bounded = _BOUND_VERB_RE.match(text, end, quantity.span[0]) is not None
    if first is not None and _is_changed(first, quantity, bounded, table):
        verb = first["verb"]
        return Predicate(table.kind[verb], first.span("what"), first.span("verb"), (start, end))
    found = _MOVES_RE.match(text, start, end) or table.deliver.search(text, start, end)
    # 培训学员不少于3000人 delivers; 供水管网漏损率不超过9% is a level, whatever verb its name holds.
    if bounded and (
        found is None or found.start() - start > 2 or table.measure.search(_ASIDE_RE.sub("", text[start:at]))
    ):
        close = _strip_topic(setting, start, at, table)
        return Predicate("level", (start, close), (end, end), (start, end))
    if found is not None:
        return Predicate("deliver", (start, start), found.span(), (start, end))
    sets = text[at - 1] == "设" and quantity.unit not in ("名", "人") and text.find("每", start, at) < 0
    if sets and _SETS_RE.search(text, max(0, at - 16), at):
        return Predicate("deliver", (start, start), (at - 1, at), (start, end))
    return Predicate("none", (start, at), (end, end), (start, end))


def _sign_of(text: str, at: int, quantity: Quantity) -> int | None:
    """Where the sign of a share stands that says how it changes, as it or as the last word before *at*: 年均 | +15%, 五年累计 | -5%."""
    if quantity.base_unit not in ("%", "个百分点"):
        return None
    sign = quantity.span[0] if quantity.text[:1] in ("+", "-") else at - 1
    return sign if text[sign] in "+-" and _SIGNED_RE.search(text, max(0, sign - 1), sign) else None


# Not "3%-5%", A+B.
_SIGNED_RE = lazily(r"[^\W0-9A-Za-z_]|[：，:,|\s]")
# "累计为经营主体 | 降低物流成本300亿元"
_FOR_WHOM_RE = lazily(
    r"(?:累计|每年)?为(?![期主止])[^，。；、0-9]{2,8}?(?=(?:降低|减少|节约|节省|减轻)[^，。；、0-9])"
)
# "数据产业年均增速 | 超过20%": a noun that names a growth is the end of what is measured, with 达到 behind it or without.
RATES = frozenset({"增速", "增幅", "涨幅"})
# 降低, 提高, 压缩, 减少, 节约, 扩大, 增加, 精简, 调减 and the like begin so; with 进一步, 持续, 再, 有效, 平均 before them.
_CHANGES = frozenset("降提压减节扩增缩下上削消淘退化进持再有平精调核")


# 压减比例不低于50%, 退出企业安置率不低于90%: the verb belongs to the name of a rate.
_RATE_NAME_RE = lazily(r"(?:率|比例|占比|比重|幅度|速度|水平)$")
_MERE_RATE_RE = lazily(r"比例|幅度|速度|占比|比重|水平")


_THING_RE = lazily(
    r"压缩(?:空气|机(?!构|关)|天然气|包(?!装))|降(?:解|压药|噪)|减(?:震|隔震)|节(?:能灯|水灌溉)"
)


def _is_changed(found: re.Match[str], quantity: Quantity, bounded: bool, table: _Verbs) -> bool:
    """True for a measure that a verb before it changes: 降低|物流成本|10%; 新增|学位|3000个 and 淘汰|产能|5吨 deliver.

    *bounded*: a bound word stands between it and the number.
    """
    rate = quantity.base_unit == "%" and bounded and _RATE_NAME_RE.search(found["what"])
    if rate or _MERE_RATE_RE.fullmatch(found["what"]):
        return False
    if _THING_RE.match(found.string, found.start("verb")):
        return False  # 压缩空气储能规模
    deed = table.deliver.match(found.string, found.start("verb"))
    if deed is not None and deed.end() > found.end("verb"):
        return False  # 提升改造|面积
    if quantity.base_unit in ("%", "个百分点"):
        return True
    return deed is None and (
        table.kind[found["verb"]] == "decrease" or bool(table.measure.search(found["what"]))
    )


# "总量 | 向 | 5000亿元 | 迈进", "今年 | 奔着 | 2500亿元 | 去"
_GOES_RE = lazily(r"(?:朝着|向着|奔着|冲着|奔向|瞄准|锚定|向|朝|(?<=[额值入产量模年])冲)$")
_TOWARDS_RE = lazily(
    r"(?:、[0-9.]+[^，。；、0-9]{1,4}){0,4}(?:的?(?:新?目标|大关|门槛|新?台阶|关口))?(?:迈进|冲刺|挺进|进军|奋进|进发|发起冲[击刺]|冲击|攀升|靠拢|去$|去(?=[，。；”]))"
)


def _aims(verb: str, quantity: Quantity) -> bool:
    """瞄准|300亿元, 锚定|6% and 冲|300亿元 set a level; 瞄准|20条产业链 says what is aimed at."""
    sized = quantity.base_unit == "%" or any(rule.startswith("unit.money") for rule in quantity.rules)
    return verb == "奔向" or (verb in ("瞄准", "锚定", "冲") and sized)


# "增加 | 民航应急贷款1500亿元", "阶段性减征 | 部分购置税600亿元": the verb opens the clause; not 增加值.
_MOVES_RE = lazily(r"(?:阶段性|进一步|再|新)?(?:增加(?!值)|减征|减免|减收|缓缴|增发|增投)")


# "还要在偏远自然村 | 设 | 46个健康驿站"; not 下设, 内设.
_SETS_RE = lazily(r"(?:要|将|拟|计划|新|增|再)设$|[在于][^，。；0-9]{2,12}[村镇乡县区市里处地]设$")
# "电耗降至 | 每标准立方米 | 4.5千瓦时", "收入增至 | 2025年的 | 4.3万亿元": per what, and when.
_PER_RE = lazily(r"(?<=[到至在为达于])(?:每[0-9]{0,4}[^，。；、0-9每]{1,6}){1,2}$")
# "把目标定在 | 最高的 | 7%以上"
_SET_HIGH_RE = lazily(r"[定设][在为到至](?:了)?[最更][高低]的$")
# "覆盖面扩大至 | 全国 | 70%的县", "延伸至 | 全市 | 500个社区": of what, and where.
_WIDE_RE = lazily(r"(?<=[大展伸广][到至])全[国省市县区]$")


def _before_measure(setting: Setting, start: int, quantity: Quantity) -> int:
    """Where the words before *quantity* end, without those that stand between its verb and it."""
    text, end = setting.text, before_arrow(setting.text, start, quantity.outer[0])
    if text.startswith("全", end - 2) and _WIDE_RE.search(text, max(start, end - 4), end):
        return end - 2
    if text[end - 1 : end] == "“" and end - 1 > start:
        end -= 1  # 其中某省为“10%左右”
    of = text[end - 1 : end] == "的"
    if of or text[end - 1 : end] in "年底末":
        dated = next((d for d in reversed(setting.dates_in(start, end)) if d.span[1] == end - of), None)
        marked = dated is not None and dated.core[0] > start and text[dated.core[0] - 1] in "到至达为"
        # 增至2025年的|4.3万亿元, 提高到2030年|2.5%; not 2021年到2025年|50家
        if dated is not None and marked and (of or text[dated.core[0] - 2] in "高加升大展少低减增"):
            return dated.core[0]
        if of and _SET_HIGH_RE.search(text, max(start, end - 6), end):
            return end - len("最高的")
    near = max(start, end - 15)
    per = _PER_RE.search(text, near, end) if text.find("每", near, end) >= 0 else None
    return per.start() if per is not None else end


# "收入增速 | 高于 | 城镇居民 | 1个百分点": by how much more than another.
_OVER_RE = lazily(
    r"(?P<verb>高于|低于|快于|慢于|好于|高出|(?<![降减最])低(?![温碳保耗频位空端成值效压糖脂龄]))[^，。；：0-9]{1,16}$"
)
# "增速 | 比2024年 | 高 | 2个百分点", "产量 | 比现在 | 多 | 一倍": by how much it is to change.
_THAN_RE = lazily(
    r"(?:比|较)(?:20[0-9]{2}年[底末]?|去年|上年|目前|现在|当前|今年)(?:同期)?(?:再)?(?P<verb>高出?|低|多出?|少|快|慢)$"
)
# "小升规 | 5000家": words for what becomes what, in which no verb counts.
_TURNS_INTO_RE = lazily(r"个转企|小升规|小进规|规改股|股上市|企升规|规转强|下升上")
# "增加值占GDP | 4.5%"
_SHARE_OF_ALL_RE = lazily(r"(?<!抢)占(?:GDP|(?:地区)?生产总值|全[国省市县区](?:总?量)?|全球|世界)$")
# "综合实力 | 进入全国 | 前20名": the verb and the field of those ranked.
_RANK_RE = lazily(
    r"(?:(?:稳居|位居|位列|进入|跻身|迈入|挤进|挺进|冲进|冲刺|保持|排名|排在|居于|达到|做到|稳居|重返|(?:前移|上升|提升|提高|跃升|攀升|晋升|进位|升)[至到]|(?<![武推先引促改])进(?![步出口度展程修料货账站场水气食])|居(?![民住])|列(?!车)|排(?![放水污涝]))[^，。；]{0,14}"
    r"|(?:全国|全省|全市|全县|市直|省内|国内|世界|全球)(?:同类[^，。；]{0,6})?)$"
)
# 改造提升1.05亿亩: two verbs that are one deed.
_IMPROVES_RE = lazily(r"(?:改造|整治|修缮|优化|治理|达标|精准|精细化|提质|提档|品质|风貌)$")
# "电能利用效率（PUE）"
_ASIDE_RE = lazily(r"（[^（）]{1,40}）$")
# 总动力超过10亿千瓦: a bound word that does the verb's work.
_BOUND_VERB_RE = lazily(
    r"超过|突破|跨越|要过|迈过|跨过|冲过|不低于|不少于|不超过|高于|低于|优于|大于|小于|不高于|不大于|不小于|至少|控制在|保持在|稳定在|达到|严守|坚守|守住|[超过破]|≥|≤|>|<"
)


# "平均水平 | 达到 | 全省平均水平的 | 1.1倍", "经费 | 不低于 | 定额的 | 10倍": verb = 达到.
_RELATIVE_RE = lazily(
    r"(?P<verb>达到|(?<!下)达|为|是|不高于|不大于|不低于|不少于|不超过|超过|高于|低于|占到|占|相当于|控制在|提高到|保持在|恢复到|压缩到|缩短到|降低到|降到|提升到|增加到|降至|降低至|压减至|提高至|提升至|增至|升至)(?:[0-9]{4}年)?[^，。；：0-9]{0,24}的$"
)


def _strip_adverbs(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _ADVERB_ENDS:
        match = _ADVERB_TAIL_RE.search(text, max(start, end - 5), end)
        if match is None or match.start() <= start:
            return end
        end = match.start()
    return end


# 出口规模三年|突破, 资金三年累计|安排: a stretch of years before the verb.
_YEARS_TAIL_RE = lazily(r"[0-9一二三四五六七八九十两]{1,3}年(?:内|间|共|来)?$")


def _strip_topic(setting: Setting, start: int, end: int, table: _Verbs) -> int:
    """End of the topic without adverbs, comparison (比2020年) and starting value (由4.1%)."""
    text = setting.text
    while end > start:
        at = _strip_adverbs(text, start, end)
        match = table.base_tail.search(text, max(start, at - _BASE_TAIL), at)
        if match is not None:
            at = match.start()
        late = next(
            (
                d
                for d in reversed(setting.dates_in(max(start, at - 12), at))
                if text[d.span[1] : at] in ("", "年")
            ),
            None,
        )
        if late is not None and late.span[0] > start:
            at = min(late.span[0], late.cue[0])  # 参保率2024年达到: the date stands inside the clause
        years = _YEARS_TAIL_RE.search(text, max(start, at - 8), at)
        if years is not None:
            at = years.start()
        while at > start and text[at - 1] in "，,、：:":
            at -= 1
        if at == end:
            break
        end = at
    return end
