"""A paragraph of the news -> whether it is one of several that the paragraph above them announces.

Promise: only how the paragraphs begin and how the one above ends is looked at, not who speaks.
"""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.setting import Setting

# "会议要求，…。\n一是…": the list begins in the paragraph below.
_FIRST = ("一是", "一要", "第一，")
_ASPECT_RE = lazily(r"在?[^，。；：\n]{2,12}(?:方面|领域|环节)，|在[^，。；：\n]{3,12}上，")
# "会议强调，今年要扩大供给，…。\n | 要优化 | 队伍，…": what a meeting asks for goes on in the next paragraph.
_MUST_RE = lazily(r"(?:同时，|此外，)?要(?![素点闻求地塞害件义领旨目约]|么|是)")
# "2024年，全年重点抓好六个方面工作。": what the items below are, in the year to come; not 2023年完成了六项工作.
_ANNOUNCES_RE = lazily(
    r"(?:今年|全年|年内|明年|下一步|20[0-9]{2}年)[^。\n]{0,60}?(?:抓好|做好|推进|实施|突出|聚焦|办好|落实|打好|组织|开展)(?!了)[^。，\n]{0,10}"
    r"[0-9一二两三四五六七八九十]{1,2}(?:大|个|项|件)?(?:方面|重点|任务|行动|工程|工作|实事|举措|攻坚)[^。，\n]{0,8}[。：]?$"
)
_LOOKS_BACK_RE = lazily(r"去年|过去一年|总结全年|总结(?:了)?20[0-9]{2}年全年|全年工作总结")
# "会议决定，实施六方面措施，主要是：\n一、…。\n二、…": so is each paragraph of a list that a colon opens.
_ITEM_RE = lazily(
    r"[（(]?[一二三四五六七八九十]{1,3}(?:、|[）)]|是)|[（(]?[0-9]{1,2}(?:[.．、](?![0-9])|[）)])|——|[①-⑩]"
    # "打好污染防治攻坚战。到2020年，…": an item whose head is its first sentence
    r"|(?:打[好赢]|深入|加[快强]|推[进动]|提升|优化|完善|[强深]化|全[面力]|着力|抓好|狠抓|扎实|[持稳]续|稳步|大力|统筹|健全|促进|实施|突出)[^，。；：“”0-9\n]{3,14}。(?=[^\n])"
)


def is_one_of_several(text: str, start: int) -> bool:
    """True for a paragraph, which begins at *start*, that begins as one of a list does: 在…方面，… or 一、…."""
    return any(opens.match(text, start) is not None for opens in (_ASPECT_RE, _ITEM_RE, _MUST_RE))


def opens_aspect(text: str, start: int) -> bool:
    """True for a paragraph that goes on with another aspect or with what is asked for: 服务质量方面，…; 要优化…."""
    return any(opens.match(text, start) is not None for opens in (_ASPECT_RE, _MUST_RE))


def begins_list(text: str, start: int, end: int, below: int) -> bool:
    """True when the paragraph text[start:end] holds 一是 and the one at *below* begins with 二是, or that one begins the list.

    会议要求，2024年粮食产量保持在35亿斤以上。 / 一是扛稳粮食安全重任。… / 二是…
    """
    begun = "一是" in text[start:end] and text.startswith("二是", below)
    return begun or text.startswith(_FIRST, below)


def announces_tasks(setting: Setting, start: int, end: int) -> bool:
    """True when the paragraph [start, end) ends by announcing the tasks of a year that is not over."""
    found = _ANNOUNCES_RE.search(setting.text, start, end)
    if found is None or _LOOKS_BACK_RE.search(setting.text, start, end):
        return False
    year = setting.year
    return not (found[0][:2] == "20" and year is not None and found[0][:4] < year)
