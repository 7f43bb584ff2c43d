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
    names = split_topic(topic, len(numbers))
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


def split_topic(topic: str, count: int) -> list[str] | None:
    """*count* names from a list that shares its head or tail, or None when it does not divide so.

    >>> split_topic("花生种植、收获机械化率", 2)
    ['花生种植机械化率', '花生收获机械化率']
    >>> split_topic("铁矿石、铜精矿自给率", 2)
    ['铁矿石自给率', '铜精矿自给率']
    """
    parts = [part for part in _SPLIT_RE.split(topic) if part]
    if len(parts) != count:
        return None
    last = parts[-1]
    tail = _shared_tail(parts[0], last)
    head = _shared_head(parts[0], parts[1], last)
    names = []
    for place, part in enumerate(parts):
        name = part
        if place and head and not part.startswith(head):
            name = head + name
        if place < count - 1 and tail and not name.endswith(tail):
            name = name + tail
        names.append(name)
    return names


_TAIL_RE = re.compile(
    r"(?:(?:综合)?[一-鿿]{0,4}?(?:率|占比|比重|比例|总量|数量|产量|面积|规模|总额|人数|收入|水平|强度|浓度|能耗|增速|产值|投资|覆盖面|里程|容量|指数|消费量|排放量|储量|产能))$"
)


def _shared_tail(first: str, last: str) -> str:
    """The measure word group that the last item states for all: 机械化率, 自给率."""
    match = _TAIL_RE.search(last)
    if match is None or _TAIL_RE.search(first):
        return ""
    tail = match.group()
    # 种植、收获机械化率: keep as much of the last item as the others lack.
    for length in range(len(last) - 1, len(tail), -1):
        candidate = last[-length:]
        if len(last) - length <= 4 and len(last) - length >= 2:
            return candidate
    return tail if len(tail) < len(last) else ""


def _shared_head(first: str, second: str, last: str) -> str:
    """The scope that only the first item states: 花生|种植."""
    own = len(re.sub(_TAIL_RE, "", second)) if second == last else len(second)
    extra = len(first) - own
    return first[:extra] if 2 <= extra <= 8 and own <= 3 else ""
