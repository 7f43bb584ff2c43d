"""Unmarked lines -> headings: bold, coloured or centred paragraphs, <h1>-<h6>, short lines amid prose.

Promise: the document's own title, captions, credits, signatures and lists of short lines are no headings;
a plain short line is one only in a document that has several.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from plancli.cards import is_card
from plancli.embedded import embedded
from plancli.headings import Heading
from plancli.lexicon import Lexicon, alternation
from plancli.lines import Line, plain
from plancli.patterns import IDEOGRAPH, lazily

_LONGEST, _LONGEST_COLON = 50, 12
_INNER_END_RE = lazily(r"[。；;]")
_IDEOGRAPH_RE = lazily(IDEOGRAPH)
# "强主体 | 壮大“新农人”队伍": as newspapers write a title of two halves; not 王某某 某市发展和改革委员会主任
_NO_POST = r"(?!.*(?:[长任席记师员授士理]|会|局|委|院|所|公司|大学|中心|集团|代表)$)[^\s，。：:、0-9]{6,}$"
# "王某某 副市长", "组　长：王某某", "电话 0571-…": entries of a list, not headings.
_ENTRY_RE = lazily(
    rf"[：:].|\s\S.*\s|^{IDEOGRAPH}(?:\s?{IDEOGRAPH}){{1,3}}\s(?!{_NO_POST}){IDEOGRAPH}|[0-9]{{5,}}|https?:|@|>>|[|丨]"
)
# "地：从“望天田”到“高标准”": what a part is on, and what is told of it; not 组长：王某某, 某报：怎么办？
_NAMED_AND_TOLD_RE = lazily(
    rf"(?![^：:]{{0,8}}(?:问|答|记者|主持人|网友|嘉宾|时间|日期|地点|地址|电话|邮箱|网址|单位|部门|责任)[：:])[^：:，0-9]{{1,16}}[：:](?={IDEOGRAPH}|[“《])[^：:？]{{6,}}"
)
_DIGIT_RE, _LETTER_RE = lazily("[0-9]"), lazily(r"\w")
# "2023-04-06 来源：某某网": what a reprint sets under a title.
_CREDIT_RE = lazily(r"(?:20[0-9]{2}[-年./].{0,20})?(?:文章)?来源\s?[：:].{0,40}$")
# "01", "NO.2", "PART 03": group 1 is the number, as WeChat articles set it above a title.
# "01 战略骨干通道", "01推进学校建设", "12改善交通": a number of two digits before a title that its looks make one.
LED_RE = lazily(
    r"(0[1-9]|1[0-9](?=\s?[^\W0-9A-Za-z_]{2})(?!\s?[个项件条大家座所名位场次部万亿千百年月日号级类种强省市县区国人天周小分公余处户路米里吨元套台辆]))"
    r"(?:\s?[.、|｜丨/]\s?|\s*)(?=[“《「]?[^\W0-9_])"
)
# "▍去年干得怎么样": a bar that only sets a title off
_BAR_RE = lazily(r"([▍▎▌▏┃❙┊])\s?(?=\S)")
_NUMBER_LINE_RE = lazily(r"(?:(?:NO|No|PART|Part)\s?[.·]?\s?)?0?([1-9][0-9]?)\s?[.、/]?")
# "【晒成绩】2022年答卷", "【健康水平】": posts in plain text set their titles off so.
_LENTICULAR_RE = lazily(
    r"【(?!记者|主持|网友|编者|图|责任?编|来源|打印|关闭|纠错|[上下]一[篇条]|返回|相关|延伸|推荐)(?:[^】0-9]{0,6}20[0-9]{2}年?)?[^】0-9]{2,12}】$|【(?!记者|主持|网友|编者|图)[^】0-9]{2,8}】[^，。；：:0-9]{0,4}(?:20[0-9]{2}年)?[^，。；：:0-9]{2,16}$"
)
_COLOURED = "bold.coloured"
_LABELS = 3
"""How often a line with a colon is said that is a label."""
_LEADS_ON = ("——", "👇", "↓", "⬇️", "：")
"""Ends of a line that leads on to what stands below it."""
# Lines that a document without emphasis needs before plain short lines count as headings.
_CONVENTION = 2


class _Words(Struct, frozen=True):
    refused: re.Pattern[str]
    lead_in: re.Pattern[str]
    outer: frozenset[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    entries = lexicon.table("not_heading")
    starts = [form for entry in entries if entry.fields["position"] == "start" for form in entry.forms]
    ends = [form for entry in entries if entry.fields["position"] == "end" for form in entry.forms]
    return _Words(
        refused=lazily(f"^{alternation(starts)}|{alternation(ends)}[）)]?$"),
        lead_in=lazily(f"{alternation(lexicon.forms('lead_in'))}[：:]$|{_ADDRESS}[：:]$"),
        outer=frozenset(lexicon.forms("outer_matter")),
    )


def is_outer(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* names front or back matter: 前言, 结束语."""
    return len(text) <= 6 and plain(text) in _words(lexicon).outer


_ADDRESS = "(?:(?:同志们|朋友们|同学们|老师们|乡亲们|委员)|^(?:各位|尊敬的|女士们|先生们|广大)[^，。]{0,12})"
"""How a speech greets its audience: 各位代表：."""
_GREETS_RE = lazily(r"(?:(?:尊敬的)?各位|尊敬的|同志们|朋友们|女士们|先生们)[^。？?]{0,30}[！!]")
_SPEAKER_RE = lazily(r"(?:记者|主持人|发言人|提问)[：:]$")


def find_standalone(
    lines: list[Line], taken: list[Heading], titles: tuple[str, ...], lexicon: Lexicon
) -> list[Heading]:
    """Unmarked headings among *lines*; *taken* are the marked ones, *titles* what the page calls itself."""
    marked = {line for h in taken for line in range(h.line, max(h.line, h.end_line) + 1)}
    own = {plain(title) for title in titles if title}
    candidates = [
        line
        for line in lines
        if line.index not in marked
        and _may_head(line, own, _words(lexicon), lexicon)
        and not is_card(lines, line.index)
    ]
    if any(_SPEAKER_RE.search(line.text) for line in candidates):
        # 主持人：… 某记者：… in a transcript: lines with a colon name who speaks.
        candidates = [line for line in candidates if line.text[-1] not in "：:"]
    # 具体措施： below each of a list of tasks is a label, and heads no section.
    told = Counter(line.text for line in candidates if line.text[-1] in "：:")
    candidates = [line for line in candidates if told[line.text] < _LABELS]
    documents = embedded(lines, candidates, titles)
    inside = {index for start, end in documents for index in range(start, end + 1)}
    free = [line for line in candidates if line.index not in inside]
    numbered = _number_lines(lines, free) or _questions(lines, marked | inside)
    marked |= {line for heading in numbered for line in (heading.line, heading.end_line)}
    chosen = _choose(lines, [line for line in free if line.index not in marked], marked, own, lexicon)
    chosen = _without_greeting(lines, chosen, [*taken, *numbered]) + numbered
    if len(documents) > 1 or any(_begins_anew(start, taken) for start, _ in documents):
        chosen += [_heading(lines[start], "document", 0.0, lines[end]) for start, end in documents]
    return chosen


def _without_greeting(lines: list[Line], chosen: list[Heading], parts: list[Heading]) -> list[Heading]:
    """*chosen* without the centred lines that greet the reader of a post straight above PART 01, one of *parts*."""
    first = next((h.line for h in parts if h.style in _PARTS and h.number == 1), 0)
    told = next((line.index for line in reversed(lines[:first]) if len(line.text) > _GREETING), -1)
    return [h for h in chosen if h.style != "centered" or not told < h.line < first]


_PARTS = frozenset({"part_number", "number_line"})
_GREETING = 40
"""Characters of the longest line that greets."""


def _number_lines(lines: list[Line], candidates: list[Line]) -> list[Heading]:
    """Headings whose number stands on a line of its own above the title, in a rising series from 1."""
    found: list[Heading] = []
    for line in candidates:
        above = lines[line.index - 1] if line.index else None
        match = _NUMBER_LINE_RE.fullmatch(above.text) if above and len(above.text) <= 10 else None
        if match is None or above is None or int(match[1]) != len(found) + 1:
            continue
        heading = _heading(line, "number_line", _rank("number_line"), line)
        heading.line, heading.end_line = above.index, line.index
        heading.marker, heading.number, heading.standalone = above.block.text, int(match[1]), False
        found.append(heading)
    return found if len(found) >= _CONVENTION else []


# "问：要达到什么样的目标？", above its "答："; what a reporter asks at length is no title.
_QUESTION_RE = lazily(r"问\s?[：:]\s?[^。！；]{4,40}[？?]")


def _questions(lines: list[Line], marked: set[int]) -> list[Heading]:
    """Questions of a text that the issuer asks and answers itself, each a line above its answer."""
    found: list[Heading] = []
    for line in lines[:-1]:
        asked = line.text[:1] == "问" and _QUESTION_RE.fullmatch(line.text) is not None
        if not asked or line.index in marked or not lines[line.index + 1].text.startswith("答"):
            continue
        heading = _heading(line, "question", _rank("question"), line)
        heading.standalone = False
        found.append(heading)
    return found if len(found) >= _CONVENTION else []


def _begins_anew(start: int, taken: list[Heading]) -> bool:
    """Whether the numbering above line *start* begins again below it.

    If not, the title of the only plan under a notice is the document's own title and no heading.
    """
    before = {heading.style for heading in taken if heading.line < start}
    after = {heading.style for heading in taken if heading.line > start and heading.number == 1}
    return bool(before & after - {"attachment"})


def _may_head(line: Line, own: set[str], words: _Words, lexicon: Lexicon) -> bool:
    text, block = line.text, line.block
    if line.contents or line.signature or line.bracketed or line.dated or block.kind in ("table", "item"):
        return False
    # 09 上海, 10 重庆: a number that a series from 01 on has reached
    led = line.marker is not None and line.marker.style == "bare" and LED_RE.match(text) is not None
    if (line.marker and not led) or not 2 <= len(text) <= _LONGEST or not _IDEOGRAPH_RE.search(text):
        return False
    if is_outer(text, lexicon):
        return True
    if text[-1] in "，、—-…；;,。" or _GREETS_RE.fullmatch(text) is not None:
        return False
    if text[-1] in "：:" and (len(text) > _LONGEST_COLON or words.lead_in.search(text) or "，" in text):
        return False
    if _INNER_END_RE.search(text) or words.refused.search(text):
        return False
    plainly = not (block.bold or block.centered or block.coloured or block.level)
    if plainly and _SAID_RE.fullmatch(text) is not None:
        return False
    return not _is_own(plain(text), own)


# "“那村里的分红呢？”", "小王急了：“说说我们！”": what somebody says in a story
_SAID_RE = lazily(r"(?:[^“”]{1,12}[：:])?“[^“”]{2,40}[？！?!。]”")


def _is_own(words: str, own: set[str]) -> bool:
    """Whether *words* are a title of the page, which may go on with the names of site and column."""
    return words in own or (len(words) >= 8 and any(title.startswith(words) for title in own))


def _style(line: Line, lexicon: Lexicon) -> str:
    block = line.block
    if is_outer(line.text, lexicon):
        return "outer"
    if block.kind == "heading" and block.level:
        return f"level.{block.level}"
    tail = ".colon" if line.text[-1] in "：:" else ""
    if block.centered:
        return "centered" + (".bold" if block.bold else "") + tail
    if _LENTICULAR_RE.match(line.text):
        return "lenticular"
    if block.bold and block.coloured and not tail:
        return _COLOURED
    led = ".led" if not tail and not block.bold and LED_RE.match(line.text) else ""
    return ("bold" if block.bold else "plain") + tail + led


def _choose(
    lines: list[Line], candidates: list[Line], marked: set[int], own: set[str], lexicon: Lexicon
) -> list[Heading]:
    opening = _opening(lines)
    indexes = {line.index for line in candidates}
    by_style: dict[str, list[Line]] = {}
    for line in candidates:
        style = _style(line, lexicon)
        if style == "outer" or (
            line.index > opening and _stands_alone(lines, line, indexes, marked, style, lexicon)
        ):
            by_style.setdefault(style, []).append(line)
    for line in (line for line in candidates if line.index < opening):
        style = _style(line, lexicon)
        alike = len(by_style.get(style, ())) >= (1 if _is_strong(style, line) else _CONVENTION)
        if style != "outer" and _opens(lines, line, indexes, style, alike, own):
            by_style.setdefault(style, []).insert(0, line)
    emphasised = sum(len(group) for style, group in by_style.items() if style.startswith(("bold", "level")))
    coloured = _COLOURED in by_style and "bold" in by_style and _in_two_colours(lines, by_style)
    levelled = sum(len(group) for style, group in by_style.items() if style.startswith("level"))
    found = []
    for style, group in by_style.items():
        if style == "plain.colon" and levelled >= _CONVENTION:
            continue  # 原文就一句：, in a text that marks its headings, only leads on
        as_style = "bold" if style == _COLOURED and not coloured else style
        if len(group) == 1 and group[0].index == 0 and style.startswith("level"):
            # The one heading of its rank above everything is the title: # 某某方案.
            continue
        if style not in ("bold", _COLOURED, "outer") and not style.startswith("level"):
            # One heading set in body type among bold ones is one of them.
            if style == "plain" and emphasised >= 3 * len(group):
                as_style = "bold"
            elif len(group) < _CONVENTION:
                continue
        found += [_heading(line, as_style, _rank(as_style), line) for line in group]
    return found


def _is_strong(style: str, line: Line) -> bool:
    """True for a line that is both centred and bold: one more of its style shows that it is a heading."""
    return line.block.bold and style.startswith("centered")


# "2025年工作总体要求和主要目标", "2025年重点工作": what the parts of a report are called
_PART_RE = lazily(
    r"(?:20[0-9]{2}|今|去|过去[一五]|未来五)年的?[^，。；：]{0,14}(?:回顾|要求|目标|任务|安排|工作|打算|思路|建议)"
)


def _in_two_colours(lines: list[Line], by_style: dict[str, list[Line]]) -> bool:
    """Whether a bold heading stands straight above one in the other colour, which is then a part of it."""
    colour = {line.index: style for style in ("bold", _COLOURED) for line in by_style[style]}
    return any(
        colour.get(line.index + 1, style) != style
        for style in set(colour.values())
        for line in by_style[style]
    )


def _rank(style: str) -> float:
    if style == "outer":
        return 0.0
    return 0.1 + int(style[6:]) / 10 if style.startswith("level.") else 4.0


def _opening(lines: list[Line]) -> int:
    """Index of the first line of running text: what stands above it is title, number and addressees."""
    return next((line.index for line in lines if line.prose or line.marker), len(lines))


def _opens(
    lines: list[Line], line: Line, candidates: set[int], style: str, alike: bool, own: set[str]
) -> bool:
    """Whether a *line* above the first paragraph is its heading, not part of the title.

    *alike* says that headings of its style follow further down.
    """
    below = _below(lines, line)
    if below is None or below.signature or below.contents or any(plain(line.text) in title for title in own):
        return False
    held = below.prose or below.marker is not None
    if style.startswith("level"):
        return held or (below.index in candidates and (below.block.level or 0) > (line.block.level or 0))
    above = lines[line.index - 1] if line.index else None
    in_title = above is not None and above.index in candidates and _emphasis(above) == _emphasis(line)
    if in_title or style.startswith("centered"):
        part = below.index in candidates and _emphasis(below) != _emphasis(line)
        return (held or (part and not in_title)) and alike
    return held and (style.startswith("bold") or line.index > 0)


def _stands_alone(
    lines: list[Line], line: Line, candidates: set[int], marked: set[int], style: str, lexicon: Lexicon
) -> bool:
    """Whether the lines around *line* are what surrounds a heading."""
    below = _below(lines, line)
    if below is None or below.signature or below.contents:
        return False
    if style.startswith(("bold", "level")):
        return below.index not in candidates or _emphasis(below) != _emphasis(line) or below.prose
    strong = style == "lenticular" or _is_strong(style, line)
    above = lines[line.index - 1]
    if above.index and _LETTER_RE.search(above.text) is None:
        above = lines[above.index - 1]  # ⛷️ alone on its line
    led = LED_RE.match(line.text)
    start = led.end() if led is not None else 0
    if not strong and _ENTRY_RE.search(line.text, start):
        told = led is not None or _NAMED_AND_TOLD_RE.fullmatch(line.text) is not None
        # 旧改：五年投资8000亿元 between paragraphs; 总投资：8亿元 in a list of such.
        if not told or (
            _DIGIT_RE.search(line.text, start) and not (above.prose or above.closed or above.index in marked)
        ):
            return False
    held = below.prose or below.index in marked or below.block.kind == "table"
    if style.startswith("centered") and below.index in candidates:
        held = held or _emphasis(below) != _emphasis(line)  # a centred part, then a bold heading of it
    caption = _words(lexicon).refused.search(above.text) is not None
    free = above.closed or above.prose or above.index in marked or above.index in candidates or caption
    free = free or (led is not None and above.text[-1] in "：:")  # 各城梳理如下： / 01 北京
    free = free or (strong and above.text.endswith(_LEADS_ON))  # 第一时间为你划重点—— / 回眸2025，成绩单来了
    if strong:
        # 📌 新增学位1350个: posts set no full stop behind what they list.
        listed = style == "lenticular" or above.marker is not None
        speaks = below.text[-1] in "：:" and below.index not in candidates  # 发布词 / 某厅厅长某某某：
        held = held or speaks or below.marker is not None or style == "lenticular"
        free = free or listed
    if _PART_RE.fullmatch(line.text) is not None:
        # 2025年重点工作 / 要突出抓好七个方面： / （一）…
        leads = below.text[-1] in "：:" and below.index + 1 in marked
        return (held or leads) and (free or above.text.startswith("——"))
    return held and free and (below.prose or style.startswith(("centered", "lenticular")))


def _below(lines: list[Line], line: Line) -> Line | None:
    """The line that *line* would be the heading of; dates and sources in between belong to neither."""
    for below in lines[line.index + 1 : line.index + 3]:
        if not (below.bracketed or _CREDIT_RE.match(below.text)):
            return below
    return None


def _emphasis(line: Line) -> tuple[bool, bool, bool, int | None]:
    return line.block.bold, line.block.coloured, line.block.centered, line.block.level


def _heading(line: Line, style: str, rank: float, last: Line) -> Heading:
    text = last.text.rstrip("：:")
    end_line = last.index if last is not line else -1
    led = (LED_RE.match(text) or _BAR_RE.match(text)) if last is line else None
    marker, start = (led[1], led.end()) if led is not None else ("", 0)
    if text[0] == "【" and text.find("】") == len(text) - 1:
        start, text = 1, text[:-1]  # 【2025，我们定下这些目标】
    return Heading(
        line.index,
        0,
        marker,
        style,
        rank,
        None,
        (start, len(text)),
        "bare",
        end_line=end_line,
        standalone=True,
    )
