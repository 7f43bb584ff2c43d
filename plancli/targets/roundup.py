"""A list of names, each with its number -> what they all measure, told once before it.

东川（30万套）、西川（20万套）; 从GDP增速目标看，东川7%左右、西川6%: in round-ups of places every one sets its own goal.
"""

from __future__ import annotations

from plancli.clauses import JOINER, Segment, Sentence
from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.patterns import last_match, lazily
from plancli.regions import is_place
from plancli.targets.cues import cues

# Between the names of a list.
SPLIT_RE = lazily(rf"[、，,]|{JOINER}")
# "“配额”较多的省市 | 包括 | 广东（129.7万套）、…": what opens an enumeration of names.
_OPENS_LIST_RE = lazily(r"包括|分别为|分别是|依次为|依次是|有|为|是|：")


# "最高的 | 为甲省（9%左右）": which of them says nothing of what is measured.
_MOST_RE = lazily(r"最[高低多少大小快慢]的?$")


def bracket_topic(text: str, sentence: Sentence, segment: Segment, lexicon: Lexicon) -> Span | None:
    """Span of what a list of names with numbers in brackets measures: 东川（30万套）、西川（20万套）.

    None unless the number fills its bracket and another bracket of the sentence does the same in the same unit.
    """
    if segment.depth != 1 or not is_bare(segment):
        return None
    unit = segment.quantities[0].base_unit
    alike = [
        s for s in sentence.segments if s.depth == 1 and is_bare(s) and s.quantities[0].base_unit == unit
    ]
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
    if opening and not opening.start() and len(heads) > 1 and head is heads[-1]:
        before = text[heads[-2].start : heads[-2].end]
        said = last_match(_SAYS_RE, before)
        if said is not None and before.endswith("目标"):
            # "20余省明确了2025年的装机目标，包括甲省（600万千瓦）、乙省（500万千瓦）"
            return (heads[-2].start + said.end(), heads[-2].end)
    if opening and opening.start() and not _MOST_RE.search(text, head.start, head.start + opening.start()):
        return (head.start, head.start + opening.start())
    # "从GDP增速目标看，五市普遍偏低：甲市（6%）、乙市（5%）"
    return _goals_of(text, sentence.start, first, lexicon)


# "其中，西川8%左右", "东川、南川分别为7%", "北川则以8%": places and how they share the number, nothing else.
_SHARED_RE = lazily(
    r"(?:其中|而|同时|今年|明年){0,2}(?:最[高低]的?[为是])?(?:[^，。；：、（）0-9]{0,8}(?:大省|强省|大市|强市|[东中西]部(?:地区|省份)?的))?(?P<places>[^，。；：（]{2,40}?)(?:等地|等省份?|等市|等?[0-9]{1,2}[余多]?个(?:省份|省区市|省|城?市|地区)|[二三四五六七八九十两](?:个(?:经济|人口|工业|农业)?(?:[大强][省市]|省份?|城?市|地区)|[省市地区]))?(?:均|都|分别|依次|各|则|仅|只|的(?:表述|提法|目标)){0,3}"
    r"(?:(?:连续[^，。；]{1,3}年|今年|继续|仍)?[将把]?(?:(?:(?:今|全)年|20[0-9]{2}年)的?)?(?:增长|增速|预期)?目标)?"
    r"(?:(?:由[^，。；]{0,14}?)?[上下]?[调降升提][^0-9，。；]{0,3}(?=[至到为]))?"
    r"(?:为|在|是|达|约|以|至|到|设?定在|设在|设?定为|设为|(?:提出|明确|力争|要求)(?:增长)?|（)*$"
)
# "海南、西藏目标最高， | 均为8%": the places in the clause before, with a word on how their numbers rank.
_RANKED_RE = lazily(
    r"(?:其中|而|同时){0,2}(?P<places>[^，。；：（0-9]{2,40}?)(?:的?(?:增速|增长)?目标)?(?:最[高低为]|相对|较[高低为]|居首|垫底|仍|依然|紧随|次之|领跑|居前|靠前)[^，。；0-9]{0,6}$"
)
# "其次是海南， | 为6%以上"
_NEXT_RE = lazily(r"(?:其次|再次|此外|接下来|紧随其后的?)(?:是|为)(?P<places>[^，。；：（0-9]{2,40})")
# "苏北方面，", "固定资产投资方面，", "从完成情况看，", "各地赤字率不一，": group 1 is what a sentence is on.
_LED_BY_RE = lazily(r"(?:从|在|按)?([^，。；从]{1,14}?)(方面|来看|看|不一|各异)，")
_SO_MANY_RE = lazily(r"[0-9][余多]?个")
_DONE_RE = lazily(r"去年|上年|实际|完成|同期|季度|半年")
_REGION = 3
"""Longest name of a part of a province (苏北, 鲁西南) that 方面 follows."""
_PLACES = ("大省", "省份", "地区", "大市", "城市", "区域")
_NAMES_GOAL_RE = lazily(r"目标|的(?:表述|提法)")
_THEIRS_RE = lazily(
    r"(?:(?:增长|增速)?目标(?:值)?)?(?:均|都|分别|各|则|仅|只)?(?:为|在|是|达|约|定在|设在|设?定为|设为)+$"
)
# "北京、上海两个一线城市， | 目标分别设定为4.5%、5.5%"
_THOSE_RE = lazily(
    r"(?:其中|而|同时){0,2}(?P<places>[^，。；：（0-9]{2,40}?)(?:等?[一二两三四五六七八九十0-9]{1,3}个?[^，。；、]{0,6}(?:城市|省份|地区|大省|省市))?"
)
# "中西部省份的GDP增速|目标普遍高于东部": what the goals that follow are of.
# "地区生产总值（GDP）增长 | 目标": with what it is called beside.
_OF_GOALS_RE = lazily(
    r"(?:从|按|就)?+([^，。；：、“”（）的\n]{2,14}?(?:（[A-Za-z]{2,5}）[^，。；：、“”（）的\n]{0,4}?)?)(?:的)?(?:预期|年度)?目标"
)
# What goals are of, besides all that ends like a measure: 经济增长, GDP, CPI.
_IS_MEASURE_RE = lazily(r"..增长$|^(?:GDP|CPI|PPI)$")
# "24个省份公布了 | 投资增速 | 目标"
_SAYS_RE = lazily(
    r"(?:公布|明确|提出|设定|确定|制定|发布|调整|下调|上调)了?(?:(?:20[0-9]{2}年|今年|明年|“?十[三四五六]五”?)的?)?"
)
_GOAL_DISTANCE = 160
_GOALS_ABOVE = 2000
"""How far above in the text of a round-up the goals may be named that a list of places in a later paragraph is of."""


def place_topic(text: str, starts: Span, number: int, sentence: Sentence, lexicon: Lexicon) -> Span | None:
    """Span of what a list of places sets goals for, told before it; None when the clause is no such list.

    *starts* are where the paragraph begins and where the number's clause does. A clause that says 目标 and a list whose
    numbers are bounded (7%以上、6.5%—7%: goals are, statistics are not) may be of goals named in a paragraph above.
    """
    start, clause = starts
    words, said = _SHARED_RE.fullmatch(text, clause, number), clause
    if _THEIRS_RE.fullmatch(text, clause, number):
        said = max(start, *(text.rfind(mark, start, clause - 1) + 1 for mark in "，。；："))
        before = (text, said, clause - 1)
        words = _RANKED_RE.fullmatch(*before) or _NEXT_RE.fullmatch(*before)
        if words is None and "目标" in text[clause:number]:
            words = _THOSE_RE.fullmatch(*before)
    if words is None or not all(is_place(name, lexicon) for name in SPLIT_RE.split(words["places"])):
        return None
    named = _goals_of(text, max(start, clause - _GOAL_DISTANCE), clause, lexicon)
    led = last_match(_LED_BY_RE, text[sentence.start : clause])
    of_places = led is not None and (len(led[1]) <= _REGION or led[1].endswith(_PLACES))
    if led is not None and (led[2] != "方面" or not of_places):
        # 固定资产投资方面，甲省6%以上: what the sentence itself is on; 从完成情况看 tells what was.
        own = sentence.start + led.start(1)
        measured = (
            led[2] == "方面" and cues(lexicon).search("measure_noun", led[1]) and not _DONE_RE.search(led[1])
        )
        if measured:
            return (own, own + len(led[1])) if _bounded_shares(sentence) else None
        return named
    if _SO_MANY_RE.search(text, clause, number) and "目标" not in text[sentence.start : number]:
        return None  # 民企占比方面差异大，甲省等10余个省份均为50%以上
    if named is None and (_NAMES_GOAL_RE.search(text, said, number) or _bounded_shares(sentence)):
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


def is_bare(segment: Segment) -> bool:
    """True for a segment that is a number and nothing else."""
    return len(segment.quantities) == 1 and segment.quantities[0].outer == (segment.start, segment.end)
