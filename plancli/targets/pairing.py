"""Numbers that share one predicate -> the series, and for 分别 each number's own item of the list before it.

"大豆种植、收获机械化率分别达到62%和48%" names 大豆种植机械化率 and 大豆收获机械化率.
"""

from __future__ import annotations

from collections.abc import Iterator

from plancli.clauses import JOINERS, Segment, Sentence
from plancli.lexicon import Lexicon
from plancli.models import Quantity, Span
from plancli.patterns import last_match, lazily
from plancli.regions import is_place
from plancli.targets.claim import Claim
from plancli.targets.cues import cues
from plancli.targets.indicator import Indicator
from plancli.targets.predicate import strip_lead
from plancli.words import cut_words

_SPLIT_RE = lazily(r"[、，,]|以及|和|与|及")
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
        while place < len(segments) and _bare(segments[place]) and segments[place].mark in _SERIES_MARKS:
            numbers.append(segments[place].quantities[0])
            place += 1
        if len(numbers) > 1 and numbers[-1].outer[1] <= sentence.end:
            yield head, tuple(numbers)


# "“配额”较多的省市 | 包括 | 广东（129.7万套）、…": what opens an enumeration of names.
_OPENS_LIST_RE = lazily(r"包括|分别为|分别是|依次为|依次是|有|为|是|：")


# "最高的 | 为甲省（9%左右）": which of them says nothing of what is measured.
_MOST_RE = lazily(r"最[高低多少大小快慢]的?$")


def bracket_topic(text: str, sentence: Sentence, segment: Segment, lexicon: Lexicon) -> Span | None:
    """Span of what a list of names with numbers in brackets measures: 东川（30万套）、西川（20万套）.

    None unless the number fills its bracket and another bracket of the sentence does the same in the same unit.
    """
    if segment.depth != 1 or not _bare(segment):
        return None
    unit = segment.quantities[0].base_unit
    alike = [s for s in sentence.segments if s.depth == 1 and _bare(s) and s.quantities[0].base_unit == unit]
    if len(alike) < 2 or not unit:
        return None
    first = alike[0].start
    heads = [s for s in sentence.segments if s.depth == 0 and s.end <= first]
    if not heads:
        return None
    # "省份包括：东川（600万千瓦）": a colon cuts what opens the list from its first name.
    head = heads[-2] if heads[-1].mark in ("：", ":") and len(heads) > 1 else heads[-1]
    opening = last_match(_OPENS_LIST_RE, text[head.start : head.end])
    if opening is None and text[head.start : head.end].endswith(("目标", "指标", "任务")):
        return (head.start, head.end)
    if opening and opening.start() and not _MOST_RE.search(text, head.start, head.start + opening.start()):
        return (head.start, head.start + opening.start())
    # "从GDP增速目标看，五市普遍偏低：甲市（6%）、乙市（5%）"
    return _goals_of(text, sentence.start, first, lexicon)


# "其中，西川8%左右", "东川、南川分别为7%", "北川则以8%": places and how they share the number, nothing else.
_SHARED_RE = lazily(
    r"(?:其中|而|同时){0,2}(?:最[高低]的?[为是])?(?P<places>[^，。；：（]{2,40}?)(?:等地|等省份?|等市)?(?:均|都|分别|各|则|仅|只|的(?:表述|提法|目标))?"
    r"(?:(?:连续[^，。；]{1,3}年|今年|继续|仍)?[将把]?目标)?"
    r"(?:(?:由[^，。；]{0,14}?)?[上下]?[调降升提][^0-9，。；]{0,3}(?=[至到为]))?"
    r"(?:为|在|是|达|约|以|至|到|设?定在|设在|设?定为|设为|（)*$"
)
# "海南、西藏目标最高， | 均为8%": the places in the clause before, with a word on how their numbers rank.
_RANKED_RE = lazily(
    r"(?:其中|而|同时){0,2}(?P<places>[^，。；：（0-9]{2,40}?)(?:的?(?:增速|增长)?目标)?(?:最[高低为]|相对|较[高低为]|居首|垫底|仍|依然)[^，。；0-9]{0,6}$"
)
# "苏北方面，", "固定资产投资方面，", "从完成情况看，", "各地赤字率不一，": group 1 is what a sentence is on.
_LED_BY_RE = lazily(r"(?:从|在|按)?([^，。；从]{1,14}?)(方面|来看|看|不一|各异)，")
_DONE_RE = lazily(r"去年|上年|实际|完成|同期|季度|半年")
_REGION = 3
"""Longest name of a part of a province (苏北, 鲁西南) that 方面 follows."""
_NAMES_GOAL_RE = lazily(r"目标|的(?:表述|提法)")
_THEIRS_RE = lazily(r"(?:均|都|分别|各|则|仅|只)?(?:为|在|是|达|约|定在|设在|定为|设为)+$")
# "中西部省份的GDP增速|目标普遍高于东部": what the goals that follow are of.
_OF_GOALS_RE = lazily(r"(?:从|按|就)?+([^，。；：、“”（）的\n]{2,14}?)(?:的)?(?:预期|年度)?目标")
# What goals are of, besides all that ends like a measure: 经济增长, GDP, CPI.
_IS_MEASURE_RE = lazily(r"..增长$|^(?:GDP|CPI|PPI)$")
# "24个省份公布了 | 投资增速 | 目标"
_SAYS_RE = lazily(r"(?:公布|明确|提出|设定|确定|制定|发布|调整|下调|上调)了?")
_GOAL_DISTANCE = 160
_GOALS_ABOVE = 1200
"""How far above in the text of a round-up the goals may be named that a list of places in a later paragraph is of."""


def place_topic(text: str, starts: Span, number: int, sentence: Sentence, lexicon: Lexicon) -> Span | None:
    """Span of what a list of places sets goals for, told before it; None when the clause is no such list.

    *starts* are where the paragraph begins and where the number's clause does. A clause that says 目标 and a list whose
    numbers are bounded (7%以上、6.5%—7%: goals are, statistics are not) may be of goals named in a paragraph above.
    """
    start, clause = starts
    words = _SHARED_RE.fullmatch(text, clause, number)
    if _THEIRS_RE.fullmatch(text, clause, number):
        opening = max(start, *(text.rfind(mark, start, clause - 1) + 1 for mark in "，。；："))
        words = _RANKED_RE.fullmatch(text, opening, clause - 1)
    if words is None or not all(is_place(name, lexicon) for name in _SPLIT_RE.split(words["places"])):
        return None
    named = _goals_of(text, max(start, clause - _GOAL_DISTANCE), clause, lexicon)
    led = last_match(_LED_BY_RE, text[sentence.start : clause])
    if led is not None and (led[2] != "方面" or len(led[1]) > _REGION):
        # 固定资产投资方面，甲省6%以上: what the sentence itself is on; 从完成情况看 tells what was.
        own = sentence.start + led.start(1)
        measured = (
            led[2] == "方面" and cues(lexicon).search("measure_noun", led[1]) and not _DONE_RE.search(led[1])
        )
        return (own, own + len(led[1])) if measured and _bounded_shares(sentence) else named
    if named is None and (_NAMES_GOAL_RE.search(text, clause, number) or _bounded_shares(sentence)):
        named = _goals_of(text, max(0, clause - _GOALS_ABOVE), clause, lexicon)
    return named


def _goals_of(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Span of what the last goals named in text[start:end] are of: 2022年|GDP增速|目标; not 甲市|目标."""
    short: Span | None = None
    for goals in reversed(list(_OF_GOALS_RE.finditer(text, start, end))):
        said = last_match(_SAYS_RE, goals[1])
        first = max(goals.start(1) + (said.end() if said else 0), text.rfind("年", *goals.span(1)) + 1)
        named = text[first : goals.end(1)]
        if is_place(named.removesuffix("增速").removesuffix("增长"), lexicon):
            continue  # 海南增速目标最高
        if _IS_MEASURE_RE.search(named) or (len(named) > 2 and cues(lexicon).search("measure_noun", named)):
            return (first, goals.end(1))
        if named.endswith("增速"):
            short = short or (first, goals.end(1))  # of what, the goals before it may tell
    return short


def _bounded_shares(sentence: Sentence) -> bool:
    numbers = [q for segment in sentence.segments for q in segment.quantities if q.base_unit == "%"]
    return len(numbers) > 1 and any(q.bound != "eq" or q.approx for q in numbers)


def _bare(segment: Segment) -> bool:
    """True for a segment that is a number and nothing else."""
    return len(segment.quantities) == 1 and segment.quantities[0].outer == (segment.start, segment.end)


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
    if "分别" not in setting.text[predicate.lead[0] : first]:
        return None
    topic = setting.text[slice(*predicate.topic)] or setting.text[slice(*predicate.lead)].split("分别")[0]
    deed = setting.text[slice(*predicate.lead)].partition("分别")[2] if predicate.kind == "deliver" else ""
    parts = [part for part in _SPLIT_RE.split(topic) if part]
    if deed and all(is_place(part, lexicon) or part[-1] in "省市县区州" for part in parts):
        # 甲市、乙市分别|筹集保障房|60万套、40万套: the names share the deed and nothing else.
        names = [part + deed for part in parts] if len(parts) == len(claim.series) else None
    else:
        shared = split_topic(topic, len(claim.series), lexicon)
        names = [part + deed for part in shared] if shared else None
    return Indicator(names[claim.place], "indicator.respectively") if names else None


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
    parts = [part for part in _SPLIT_RE.split(topic) if part]
    if len(parts) != count:
        return None
    aged = _AGED_RE.match(parts[-1])
    if aged is not None:
        tail = parts[-1][aged.end() :]
        whole = (tail, "率", "数")
        return [*(name if name.endswith(whole) else name + tail for name in parts[:-1]), parts[-1]]
    last = cut_words(parts[-1], lexicon)
    first = cut_words(parts[0], lexicon)
    # 收获|机械化率, 内河航道|通车里程: the last item's own words are about as long as the item before it.
    cut = min(range(1, max(2, len(last))), key=lambda n: abs(len("".join(last[:n])) - len(parts[-2])))
    tail = "".join(last[cut:])
    if not tail or parts[0].endswith(tail) or _MEASURE_END_RE.search(parts[0]):
        tail = ""
    head = ""
    if len(first) > 1 and all(len(cut_words(part, lexicon)) == 1 for part in parts[1:-1]) and len(first) <= 3:
        own = first[-1]
        if len(own) == len("".join(last[:cut]) if tail else parts[-1]) and not parts[-1].startswith(first[0]):
            head = "".join(first[:-1])
    names = [parts[0], *(head + part for part in parts[1:])]
    return [*(name + tail for name in names[:-1]), names[-1]]


# 5岁以下儿童|死亡率: an age tells whose measure it is.
_AGED_RE = lazily(
    r"[0-9]{1,3}(?:[—~-][0-9]{1,3})?周?岁(?:及?以[上下])?(?:儿童|青少年|学生|人口|人群|老年?人|妇女|女性|男性|居民)?"
)
# An item that already ends in a measure lacks no tail.
_MEASURE_END_RE = lazily(
    r"(?:率|占比|比重|比例|总量|数量|产量|面积|规模|总额|人数|收入|强度|浓度|能耗|增速|产值|增加值|投资|里程|容量|指数|消费量|排放量|产能|数)$"
)
