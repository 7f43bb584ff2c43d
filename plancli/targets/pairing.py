"""分别达到65%和55% -> each number with its own item of the list before it.

"花生种植、收获机械化率分别达到65%和55%" names 花生种植机械化率 and 花生收获机械化率.
"""

from __future__ import annotations

import re

from plancli.lexicon import Lexicon
from plancli.models import Quantity
from plancli.targets.claim import Claim
from plancli.targets.indicator import Indicator
from plancli.targets.predicate import read_predicate
from plancli.words import cut_words

_SPLIT_RE = re.compile(r"[、，,]|以及|和|与|及")


def pair_indicator(claim: Claim, lexicon: Lexicon) -> Indicator | None:
    """Indicator of a number in a 分别 list, or None when the clause is no such list."""
    setting = claim.setting
    head = _head_segment(claim)
    if head is None:
        return None
    numbers = _series(claim, head)
    if len(numbers) < 2 or not any(q is claim.quantity for q in numbers):
        return None
    place = next(i for i, q in enumerate(numbers) if q is claim.quantity)
    start = claim.sentence.segments[head].start
    first = numbers[0].outer[0]
    predicate = read_predicate(setting, start, first, lexicon)
    topic = setting.text[predicate.topic[0] : predicate.topic[1]] or setting.text[predicate.lead[0] : predicate.lead[1]]
    names = split_topic(topic, len(numbers), lexicon)
    return Indicator(names[place], "indicator.respectively") if names else None


def _head_segment(claim: Claim) -> int | None:
    """Place of the segment that says 分别, this one or one joined to it by 、 or 和."""
    segments = claim.sentence.segments
    text = claim.setting.text
    place = claim.position
    while place >= 0:
        segment = segments[place]
        if segment.quantities and "分别" in text[segment.start : segment.quantities[0].outer[0]]:
            return place
        if segment.mark not in ("、", "和", "与", "及", "以及") and not (segment.mark in ("，", ",") and _bare(claim, place)):
            return None
        place -= 1
    return None


def _bare(claim: Claim, place: int) -> bool:
    """True for a segment that is a number and nothing else."""
    segment = claim.sentence.segments[place]
    if len(segment.quantities) != 1:
        return False
    words = claim.setting.text[segment.start : segment.end]
    return len(words) - len(claim.setting.text[slice(*segment.quantities[0].outer)]) <= 1


def _series(claim: Claim, head: int) -> list[Quantity]:
    numbers = list(claim.sentence.segments[head].quantities[-1:])
    for segment in claim.sentence.segments[head + 1 :]:
        if segment.mark not in ("、", "和", "与", "及", "以及", "，", ",") or not segment.quantities:
            break
        if segment.quantities[0].outer[0] - segment.start > 1:
            break
        numbers.append(segment.quantities[0])
    return numbers


def split_topic(topic: str, count: int, lexicon: Lexicon) -> list[str] | None:
    """*count* names from a list that shares its head or tail, or None when it does not divide so.

    >>> from plancli.lexicon import default_lexicon
    >>> split_topic("花生种植、收获机械化率", 2, default_lexicon())
    ['花生种植机械化率', '花生收获机械化率']
    >>> split_topic("铁矿石、铜精矿自给率", 2, default_lexicon())
    ['铁矿石自给率', '铜精矿自给率']
    """
    parts = [part for part in _SPLIT_RE.split(topic) if part]
    if len(parts) != count:
        return None
    last = cut_words(parts[-1], lexicon)
    first = cut_words(parts[0], lexicon)
    # 收获|机械化率: the last item's own word is its first, the rest is what all share.
    tail = "".join(last[1:])
    if not tail or parts[0].endswith(tail) or _MEASURE_END_RE.search(parts[0]):
        tail = ""
    head = ""
    if len(first) > 1 and all(len(cut_words(part, lexicon)) == 1 for part in parts[1:-1]) and len(first) <= 3:
        own = first[-1]
        if len(own) == len(last[0] if tail else parts[-1]) and not parts[-1].startswith(first[0]):
            head = "".join(first[:-1])
    names = [parts[0], *(head + part for part in parts[1:])]
    return [*(name + tail for name in names[:-1]), names[-1]]


# An item that already ends in a measure lacks no tail.
_MEASURE_END_RE = re.compile(r"(?:率|占比|比重|比例|总量|数量|产量|面积|规模|总额|人数|收入|强度|浓度|能耗|增速|产值|增加值|投资|里程|容量|指数|消费量|排放量|产能)$")
