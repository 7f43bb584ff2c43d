"""Numbers that share one predicate -> the series, and for 分别 each number's own item of the list before it.

"大豆种植、收获机械化率分别达到62%和48%" names 大豆种植机械化率 and 大豆收获机械化率.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plancli.clauses import JOINERS, Segment, Sentence
from plancli.lexicon import Lexicon
from plancli.models import Quantity, Target
from plancli.patterns import lazily
from plancli.regions import is_place
from plancli.targets.borrowed import listed_before
from plancli.targets.claim import Claim, segment_text
from plancli.targets.distributed import size_of_rounds
from plancli.targets.indicator import Indicator
from plancli.targets.listed import noun_ahead
from plancli.targets.opening import strip_lead
from plancli.targets.predicate import verbs
from plancli.targets.roundup import SPLIT_RE, is_bare
from plancli.targets.wording import clean_words
from plancli.words import cut_words

_SERIES_MARKS = JOINERS | {"，", ","}


def find_series(text: str, sentence: Sentence) -> Iterator[tuple[Segment, tuple[Quantity, ...]]]:
    """(segment with the predicate, its numbers in order) for each run of two or more numbers.

    A run goes on as long as the next segment is a number and nothing else.
    """
    segments = sentence.segments
    place = 0
    while place < len(segments):
        head = segments[place]
        place += 1
        if not head.quantities or head.quantities[-1].outer[1] != head.end:
            continue
        numbers = [head.quantities[-1]]
        while place < len(segments) and is_bare(segments[place]) and _goes_on(segments[place], numbers[0]):
            numbers.append(segments[place].quantities[0])
            place += 1
        if _ends_series(text, head, segments[place : place + 1]):
            numbers.append(segments[place].quantities[0])
            place += 1
        if len(numbers) > 1 and numbers[-1].outer[1] <= sentence.end:
            yield head, tuple(numbers)


def _goes_on(segment: Segment, first: Quantity) -> bool:
    """True for a number that goes on with a run; not for one in another unit that a word of its own bounds: 年均增长8%，|突破1000公里."""
    number = segment.quantities[0]
    apart = number.outer[0] < number.span[0] and number.base_unit != first.base_unit
    return segment.mark in _SERIES_MARKS and not (apart and segment.mark not in JOINERS)


def _ends_series(text: str, head: Segment, following: Sequence[Segment]) -> bool:
    """True for the number that closes a series with the noun of all: 分别改造3个、|4个老旧小区."""
    if not following or following[0].mark not in JOINERS or len(following[0].quantities) != 1:
        return False
    last, first = following[0].quantities[0], head.quantities[-1]
    alike = last.unit == first.unit and last.outer[0] == following[0].start
    return alike and "分别" in text[head.start : first.outer[0]]


def pair_indicator(claim: Claim, lexicon: Lexicon) -> Indicator | None:
    """Indicator of a number in a 分别 series, or None when it is in none or the list does not divide."""
    setting = claim.setting
    if claim.bracket_topic is not None:
        start = strip_lead(setting, *claim.bracket_topic)
        return Indicator(setting.text[start : claim.bracket_topic[1]], "indicator.bracket_list")
    if claim.place_topic is not None:
        return Indicator(setting.text[slice(*claim.place_topic)], "indicator.place_list")
    if not claim.series:
        return None
    predicate = claim.predicate
    first = claim.series[0].outer[0]
    if "分别" not in setting.text[claim.clause_start : first]:
        return None
    if "分别" not in setting.text[predicate.lead[0] : first]:
        told = setting.text[slice(*(predicate.lead if predicate.kind == "deliver" else predicate.topic))]
        each = [part + told for part in _subjects_before(claim)]
        each = each or ([] if told else _measures_before(claim, lexicon))
        return Indicator(clean_words(each[claim.place]), "indicator.respectively") if each else None
    topic = setting.text[slice(*predicate.topic)] or setting.text[slice(*predicate.lead)].split("分别")[0]
    topic = listed_before(claim, topic, lexicon) + _ON_YEAR_RE.sub("", topic)
    deed = setting.text[slice(*predicate.lead)].partition("分别")[2] if predicate.kind == "deliver" else ""
    parts = [part for part in SPLIT_RE.split(topic) if part]
    if all(is_place(part, lexicon) or part[-1] in "省市县区州" for part in parts):
        # 甲市、乙市分别|筹集保障房|60万套、40万套: the names share the deed and nothing else.
        if not deed or verbs(lexicon).deliver.fullmatch(deed):  # 甲县、乙县分别新建5所、3所学校
            deed += (noun_ahead(claim) or setting.text[claim.series[-1].outer[1] : claim.segment.end]).lstrip(
                "的"
            )
        deed = deed or _measure_before(claim, lexicon)
        names = [part + deed.lstrip("的") for part in parts] if len(parts) == len(claim.series) else None
    else:
        shared = split_topic(topic, len(claim.series), lexicon)
        if shared is None and (size := size_of_rounds(setting.text, claim.series)) > 1:
            shared = split_topic(topic, size, lexicon)
        names = [part + deed for part in shared] if shared else None
    names = names or [part + (deed or topic) for part in _subjects_before(claim)]
    names = names or ([] if deed or topic else _measures_before(claim, lexicon))
    names = _of_each_unit(names) if names else names
    return (
        Indicator(clean_words(_SETS_RE.sub("", names[claim.place % len(names)])), "indicator.respectively")
        if names
        else None
    )


# "甲省、乙省 | 则分别提出 | 社零"
_SETS_RE = lazily(r"[则也均又]?分别(?:提出|明确|要求|设定)")


def _measure_before(claim: Claim, lexicon: Lexicon) -> str:
    """The measure that the clause before a list of places names, and does not number: 达标比例，东部、西部分别达到90%、60%; else ""."""
    before = [s for s in claim.sentence.segments if s.end < claim.clause_start and s.depth == 0]
    if not before or before[-1].quantities:
        return ""
    words = segment_text(claim.setting, before[-1])
    return words if verbs(lexicon).measure.search(words) else ""


# "单位GDP | 能耗和二氧化碳排放分别下降13.5%、18%"
_PER_UNIT_RE = lazily(
    r"((?:单位|万元)(?:GDP|(?:国内|地区)?生产总值|(?:规模以上|规上)?工业增加值|农业增加值))(?!.*(?:单位|万元)).{2,}"
)
_OF_A_UNIT_RE = lazily(r"(?:二氧化碳|碳排放|能源消耗|能耗|用水|水耗|电耗|用电|取水)")
_GLOSS_RE = lazily(r"（[A-Za-z0-9.]{2,8}）")


def _of_each_unit(names: list[str]) -> list[str]:
    """*names* with what all are of a unit of, and without the gloss of the last: 单位GDP | 二氧化碳排放."""
    per = _PER_UNIT_RE.fullmatch(names[0])
    head = per[1] if per is not None else ""
    named = [head + name if head and _OF_A_UNIT_RE.match(name) else name for name in names]
    return [*(_GLOSS_RE.sub("", name) for name in named[:-1]), *named[-1:]]


def _measures_before(claim: Claim, lexicon: Lexicon) -> list[str]:
    """The measures that the clause before lists, one for each number: 甲覆盖率、乙普及率，分别达到95%和88%; else []."""
    before = [s for s in claim.sentence.segments if s.end < claim.clause_start and s.depth == 0]
    listed = segment_text(claim.setting, before[-1]) if before else ""
    if verbs(lexicon).measure.search(listed) is None:
        return []
    while len(before) > 1 and before[-1].mark == "、" and not before[-2].quantities:
        listed = f"{segment_text(claim.setting, before[-2])}、{listed}"
        before.pop()
    named = split_topic(listed, len(claim.series), lexicon) if listed else None
    return list(named or [])


def _subjects_before(claim: Claim) -> list[str]:
    """Those that the clause before names, one for each number: 甲、乙、丙三市要发挥作用，分别完成新增就业9万人、4万人、5万人; else []."""
    text, end = claim.setting.text, claim.clause_start - 1
    begin = max(text.rfind(mark, claim.sentence.start, max(end, claim.sentence.start)) for mark in "，；：")
    found = _SUBJECTS_RE.match(text, max(begin + 1, claim.sentence.start), max(end, 0))
    # 甲、乙、丙先行，2024年、2025年、2026年分别新建10座、16座、20座: each has a date and no subject
    dated = len(claim.setting.dates_in(max(end, 0), claim.series[0].outer[0])) > 1
    named = _SEES_TO_RE.sub("", found[1]).split("、") if found is not None and not dated else []
    return named if len(named) == len(claim.series) else []


# "推动 | 东市、西市、北市", "确保 | 东县、西县"
_SEES_TO_RE = lazily(r"^(?:做好|抓好|推动|支持|确保|围绕|聚焦|促进|引导|鼓励)")
# "| 东市、西市、北市 | 三市要发挥作用，分别完成…", "| 东县、西县 | 将分别建成…"
_SUBJECTS_RE = lazily(
    r"([^，。；：、0-9“”《》]{2,10}(?:、[^，。；：、0-9“”《》]{2,10}){0,5}?、[^，。；：、0-9“”《》]{2,10}?)(?=[两三四五六][省市县区州地家]|[要将都等则须应]|(?<![人户亩日年月])均)"
)
_ABOVE_RE = lazily(
    r"(?:(?:上述|以上|前述|这)[0-9一二两三四五六七八九十]{1,2}[项个](?:指标|目标|比例|占比|数字|数据|数)?|[两三四五六]项指标)"
)
# "到2027年 | 分别达到1万亿元和400万千瓦"
_EACH_RE = lazily(r"(?:[到至]?20[0-9]{2}年(?:底|末)?(?:[，,]|前)?)?分别")
_GROW_RE = lazily(
    r"(?:预计|预期|力争|同比|年均)?分别(?:同比|年均|比上年|较上年)?(?:增长|增加|提高|提升|下降|降低|减少)[0-9]"
)
_BETTERED = 2
"""How many targets back what is bettered may stand: 投资268亿元，增长8%，力争280亿元."""


def pointed_at(claim: Claim, targets: Sequence[Target]) -> Indicator | None:
    """Indicator of a number of 上述三项指标分别达到…, by the targets before it in its paragraph, or None."""
    if claim.before.endswith("/") and claim.index and targets:
        return Indicator(targets[-1].indicator, "indicator.previous")  # 储能10万千瓦/20万千瓦时
    if claim.at_best and claim.previous_role == "target" and not claim.after:
        alike = [t for t in targets[-_BETTERED:] if t.base_unit == claim.quantity.base_unit]
        if alike:
            return Indicator(alike[-1].indicator, "indicator.previous")  # 甲省定为7%以上、力争8%
    if not claim.series:
        return None
    text, predicate = claim.setting.text, claim.predicate
    topic = text[slice(*predicate.topic)]
    # 分别达到3亿吨和2亿吨，较2020年分别增加1亿吨和7000万吨
    compared = not topic and _COMPARED_RE.match(text, claim.clause_start) is not None
    again = compared and "分别" in text[claim.clause_start : claim.series[0].outer[0]]
    before = [target for target in targets if target.span[1] <= claim.series[0].span[0]]
    count = len(claim.series)
    # 游客达到6000万人次，旅游收入突破350亿元；到2027年，分别达到|6800万人次、430亿元
    units = [quantity.base_unit for quantity in claim.series]
    each = not topic and _EACH_RE.match(text, claim.clause_start) is not None
    same = each and len(set(units)) > 1 and units == [target.base_unit for target in before[-count:]]
    # 接待游客5000万人次、旅游收入500亿元，分别增长|10%、12%
    told = [target for target in before if target.span[0] >= claim.sentence.start]
    grows = not topic and len(told) >= count and _GROW_RE.match(text, claim.clause_start) is not None
    if not (again or same or grows or _ABOVE_RE.fullmatch(topic)):
        return None
    named = before[-count:][claim.place] if len(before) >= count else None
    return Indicator(named.indicator, "indicator.previous") if named else None


def split_topic(topic: str, count: int, lexicon: Lexicon) -> list[str] | None:
    """*count* names from a list that shares its head or tail, or None when it does not divide so.

    >>> from plancli.lexicon import default_lexicon
    >>> split_topic("大豆种植、收获机械化率", 2, default_lexicon())
    ['大豆种植机械化率', '大豆收获机械化率']
    >>> split_topic("铁矿石、铜精矿自给率", 2, default_lexicon())
    ['铁矿石自给率', '铜精矿自给率']
    >>> split_topic("婴儿和5岁以下儿童死亡率", 2, default_lexicon())
    ['婴儿死亡率', '5岁以下儿童死亡率']
    """
    parts = _items(topic, count)
    if len(parts) != count:
        return None
    quoted = parts[-1].rpartition("”")
    if quoted[2] and all(part.startswith("“") and part.endswith("”") for part in parts[:-1]):
        return [*(part + quoted[2] for part in parts[:-1]), parts[-1]]
    headed = _HEADED_RE.fullmatch(parts[0])
    if headed is not None and all(len(part) <= len(headed[2]) + _LONGER for part in parts[1:]):
        parts[0] = _BY_WHEN_RE.sub("", headed[2])
        return [headed[1] + name for name in _whole(parts, lexicon)]  # 检测比例|县道、乡村道
    return _whole(parts, lexicon)


_TRADE_RE = lazily(r"产业|行业|领域")
_SO_MANY_RE = lazily(r"[两三四五六七八九十]大(?:主要|支柱|主导)?$")
_LONGER = 3
"""Characters by which an item may be longer than the first of its list: 东、中、西部地区."""


def _items(topic: str, count: int) -> list[str]:
    """The items of the list *topic*, divided so that there are *count* of them if that can be."""
    parts = [part for part in SPLIT_RE.split(topic) if part]
    if len(parts) != count:
        parts = [part for part in topic.split("、") if part]  # 知识和理念水平、生活方式与行为水平
    if len(parts) != count and "（" in topic:
        parts = [part for part in _LISTED_ASIDE_RE.sub("", topic).split("、") if part]
    if len(parts) != count and "”“" in topic:
        parts = topic.replace("”“", "”、“").split("、")  # “甲”“乙”“丙”企业
    return [_BY_WHEN_RE.sub("", part) for part in parts]


def _whole(parts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The names of a list each with the head and tail that they share: 大豆种植、收获|机械化率."""
    if all(len(part) == 1 for part in parts[:-1]) and len(parts[-1]) > 2 and _lack_an_end(parts):
        return [*(part + parts[-1][1:] for part in parts[:-1]), parts[-1]]  # 东、中、西|部地区
    numbers = [part.removeprefix("第") for part in parts]
    if _ORDINAL_RE.fullmatch(parts[0]) and all(len(part) == 1 for part in numbers[:-1]):
        return [*("第" + part + numbers[-1][1:] for part in numbers[:-1]), "第" + numbers[-1]]
    aged = _AGED_RE.match(parts[-1])
    if aged is not None:
        tail = parts[-1][aged.end() :]
        whole = (tail, "率", "数")
        return [*(name if name.endswith(whole) else name + tail for name in parts[:-1]), parts[-1]]
    trade = _TRADE_RE.search(parts[-1], 2)
    if trade is not None and all(trade[0] not in part for part in parts[:-1]):
        own, tail = _SO_MANY_RE.sub("", parts[-1][: trade.start()]), parts[-1][trade.start() :]
        return [part + tail for part in (*parts[:-1], own)]  # 新材料、生物医药|产业产值
    last = cut_words(parts[-1], lexicon)
    first = cut_words(parts[0], lexicon)
    cut = max(_cuts(last), key=lambda n: _likeness(parts[-2], "".join(last[:n]), "".join(last[n:])))
    tail = _ALL_OF_THEM_RE.sub("", "".join(last[cut:]))
    measured = verbs(lexicon).measure.search(tail) or _MEASURE_END_RE.search(tail)
    # 玉米制种基地、蔬菜、优质饲草: what lacks a tail is shorter than the last, what lacks a head than the first.
    complete = len(parts[-1]) <= len(parts[0]) and not measured
    if not tail or complete or parts[0].endswith(tail[-2:]) or _MEASURE_END_RE.search(parts[0]):
        tail = ""
    head = ""
    lacking = tail != "" or len(parts[-1]) < len(parts[0])
    words = all(len(cut_words(part, lexicon)) == 1 for part in parts[1:-1])
    if lacking and words and 1 < len(first) <= _HEAD:
        size = len("".join(last[:cut]) if tail else parts[-1])
        if len(first[-1]) == size and not parts[-1].startswith(first[0]):
            head = "".join(first[:-1])
    names = [parts[0], *(head + part for part in parts[1:])]
    closing = head + "".join(last[:cut]) + tail if tail else names[-1]
    return [*(name + tail for name in names[:-1]), closing]


def _lack_an_end(parts: Sequence[str]) -> bool:
    return parts[-1][1] in _COMMON_ENDS or _WHOLE.isdisjoint(parts[:-1])


# "第一、二、三产业"
_ORDINAL_RE = lazily("第[一二三四]")
_COMMON_ENDS = frozenset("部级道路肉")
_WHOLE = frozenset("油气煤电水粮棉糖猪牛羊鸡鱼茶果菜药铁铜铝金银锂铅锌车船林木花竹酒盐布纸砂石")
"""What one character names in full: 油、天然气 leave out nothing, 东、中、西|部 and 大、中|型 do."""
_HEAD = 3
"""Most words of a first item that may give the others their head."""


def _cuts(words: Sequence[str]) -> list[int]:
    """Numbers of words after which the last item may be cut in its own and shared ones; never behind PM2.5."""
    return [n for n in range(1, len(words)) if not words[n - 1][-1].isascii()] or [1]


def _likeness(before: str, own: str, tail: str) -> tuple[bool, bool, int, bool, int]:
    """How much *own* words of the last item look like the item *before* it: 居住建筑、公共建筑|节能率, 铁路、水路|货运量.

    They hold all of a pair (新能源与智能汽车|规模), do nothing themselves (氨氮|排放总量), end alike, leave more than 率 or 量,
    and are about as long.
    """
    ends = zip(reversed(before), reversed(own), strict=False)
    alike = next((n for n, (a, b) in enumerate(ends) if a != b), min(len(before), len(own)))
    paired = SPLIT_RE.search(own + tail) is not None
    size = len(own) if paired else -len(own) if alike else -abs(len(own) - len(before))
    names = not own.endswith(_DONE_WITH) or before.endswith(_DONE_WITH)
    return SPLIT_RE.search(tail) is None, names, alike, len(tail) > 1, size


# "蔬菜（番茄、辣椒）"
_LISTED_ASIDE_RE = lazily(r"（[^（）、]{1,20}、[^（）]{1,60}）")
# "6月底前 | 开工率、年底前 | 基本建成率"
_BY_WHEN_RE = lazily(r"^(?:年底|[0-9]{1,2}月(?:底|末)?|[一二三四]季度末?)(?:[以之]?前)?(?=[^\W0-9_])")
# "农村公路自动化检测比例 | 县道": what is measured stands before the list of what it is of.
_HEADED_RE = lazily(r"([^，。；]{2,}(?:率|比例|比重|占比|系数|浓度))([^，。；的率]{1,6})")
_ON_YEAR_RE = lazily(r"[同环]比$")
_DONE_WITH = ("排放", "消费", "消耗", "处理", "回收", "发电")
"""What is done with the things of a list, and belongs to what is measured of all: 煤炭、石油|消费量."""
# "较2020年分别增加", "“十四五”期间年均分别增长"
_COMPARED_RE = lazily(r"[较比]|同比|(?:“?十[三四五六]五”?(?:期间|时期))?，?年均分别(?:增长|下降|提高|降低)")
# 小麦、玉米、水稻 | 三大粮食作物 | 机械化率: what they are together.
_ALL_OF_THEM_RE = lazily(
    r"^[两三四五六七八九十](?:大|类|种)(?:主要)?(?:(?=产业|行业|领域)|粮食作物|主粮|粮食|作物|品种|区域|群体|流域|片区|支柱产业|主导产业)(?=.)"
)
# 5岁以下儿童|死亡率: an age tells whose measure it is.
_AGED_RE = lazily(
    r"[0-9]{1,3}(?:[—~-][0-9]{1,3})?周?岁(?:及?以[上下])?(?:儿童|青少年|学生|人口|人群|老年?人|妇女|女性|男性|居民)?"
)
# An item that already ends in a measure lacks no tail.
_MEASURE_END_RE = lazily(
    r"(?:率|占比|比重|比例|总量|数量|产量|面积|规模|总额|收入|强度|浓度|能耗|消耗|排放|装机|增速|产值|增加值|投资|里程|容量|消费量|排放量|周转量|运输量|吞吐量|货运量|客运量|人次|使用量|供应量|发电量|用电量|用水量|产能|进出口|数|保有量|人口)$"
)
