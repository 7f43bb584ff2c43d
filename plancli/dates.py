"""Text -> mentions of dates and periods, with what each says about time: due, base, since, as of.

Promise: total and linear; nothing comes from the clock. Relative words (今年) are resolved against the
reference date that the caller passes, and stay open (``end is None``) without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plancli.date_patterns import DatePatterns, date_patterns
from plancli.immutable import record
from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.numerals import parse_numeral
from plancli.patterns import lazily

_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_QUARTER_END = {"一": "03", "二": "06", "三": "09", "四": "12", "1": "03", "2": "06", "3": "09", "4": "12"}
_WINDOW = 12
"""Characters looked at before and after a date: the longest lexicon word there has seven."""


@record
class DateMention:
    """A date or period in the text."""

    span: Span
    """The date with the words that belong to it: "2025年底前", "“十四五”期间"."""
    text: str
    start: str | None
    """ISO of reduced precision; equals ``end`` for a single date."""
    end: str | None
    """None when it is relative and no reference date is known."""
    relation: str
    """due, base, since, from, as_of or plain."""
    kind: str
    """year, month, day, span, list, plan_period, relative or duration."""
    core: Span
    """The date alone."""
    cue: Span
    """The words that gave the relation; empty at the date's start when there are none."""

    @property
    def year(self) -> str | None:
        """Year of the end."""
        return self.end[:4] if self.end else None


# "自收到报告之日起5日内启动、 | 3个月内办结": what is counted from an event.
_COUNTED_RE = lazily(r"[每第满期轮]$|之日起[^。；）)]{0,20}$")
# "2025年" + "上半年" / "第三季度" / "年底": a part of the year named after it.
_PART_RE = lazily(
    r"(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度|(?P<tens>[上中下]旬)|(?P<start>年?初)"
)


def find_dates(text: str, lexicon: Lexicon, reference: str | None = None) -> list[DateMention]:
    """Dates of *text* (a folded view) in order; *reference* is the document's own date (ISO).

    >>> from plancli.lexicon import default_lexicon
    >>> [(d.text, d.end, d.relation) for d in find_dates("到2025年底，比2020年下降18%", default_lexicon())]
    [('2025年底', '2025', 'due'), ('2020年', '2020', 'base')]
    """
    patterns = date_patterns(lexicon)
    mentions: list[DateMention] = []
    year = reference[:4] if reference else None
    own = year
    far = headed = False
    line_end = text.find("\n")
    taken = 0
    for match in _candidates(text, patterns):
        if match.start() < taken:
            continue  # 年底前 after 2025年 was read as part of it
        if 0 <= line_end < match.start():
            # A month alone takes its year from its own line, or from a heading on the year to come.
            year, far, headed = own, False, own is not None and own != (reference or "")[:4]
            line_end = text.find("\n", match.start())
        named = mentions[-1] if mentions and mentions[-1].span[1] == match.start() else None
        if named is not None and named.kind == "relative" and named.end and match["om"] and not match["om1"]:
            month = next(iter(_read(match, text, patterns, named.end[:4], reference)), None)
            if month is not None:
                mentions[-1] = _joined(named, month, text)
                taken = max(taken, month.span[1])
            continue
        mentions_here = list(_read(match, text, patterns, year, reference))
        if reference is not None and year is not None and year > reference[:4]:
            # 到2026年…。截至4月9日，已…: what is told as of a day is over, so the day is none of a year to come; nor is
            # 5月底前 of a sentence after the one that sets that year as its far end, unless it is over by now.
            over = _told_as_of(text, match, patterns)
            if over or headed or (far and "。" in text[taken : match.start()]):
                anew = list(_read(match, text, patterns, reference[:4], reference))
                if over or all((m.end or reference) >= reference[: len(m.end or "")] for m in anew):
                    mentions_here = anew
        for mention in mentions_here:
            if headed and not mention.text[:4].isdigit():
                pass  # a month under the heading on a year says nothing of the next month's
            elif (
                mention.kind in ("year", "month", "day", "span")
                and mention.end
                and _goes_on(mention, text, reference)
            ):
                year, far = mention.end[:4], mention.relation == "due" and mention.kind == "year"
                headed = False
                own = _headed_year(text, mention, own, reference) if mention.kind == "year" else own
            elif mention.kind == "relative" and mention.end and _renews(mention, reference):
                year, far = mention.end[:4], False  # 到2027年…。今年检查2轮，11月底前接入
            mentions.append(mention)
            taken = max(taken, mention.span[1])
    return mentions


def _goes_on(mention: DateMention, text: str, reference: str | None) -> bool:
    """True for a date whose year the months after it are of: not 较2020年, 《某目录（2024年本）》."""
    opening = text.rfind("《", max(0, mention.span[0] - _TITLE), mention.span[0])
    titled = opening >= 0 and "》" not in text[opening : mention.span[0]]
    # 《2026年任务清单》 in November sets the year of 3月底前; 《某目录（2024年本）》 and 《…（2024—2027年）》 do not.
    older = titled and (mention.kind == "span" or (mention.end or "")[:4] < (reference or "9")[:4])
    # 2000年底前建成的老旧小区, in a plan of 2024, is of those built.
    old = mention.relation == "due" and reference is not None and (mention.end or "9")[:4] < reference[:4]
    return not (older or old) and mention.relation not in ("base", "since")


def _renews(mention: DateMention, reference: str | None) -> bool:
    """True for 今年, and for a part of another year to come (明年一季度): the months after are of it; not 做好明年预算."""
    year = (reference or "9")[:4]
    return mention.end is not None and (
        mention.end[:4] == year or (mention.end[:4] > year and len(mention.end) > 4)
    )


_TITLE = 40
"""How far before a date in a title its 《 may stand."""


def _joined(year: DateMention, month: DateMention, text: str) -> DateMention:
    """明年6月, 截至去年12月底: the month of the year named before it, which says nothing of the months after."""
    said = month if year.relation == "plain" else year
    span = (year.span[0], month.span[1])
    return replace(
        month,
        span=span,
        text=text[slice(*span)],
        core=(year.core[0], month.core[1]),
        relation=said.relation,
        cue=said.cue if said.relation != "plain" else (span[0], span[0]),
    )


# "二、2025年工作计划", "（一）2025年主要目标": a heading on the work of a year.
_YEARS_WORK_RE = lazily(
    r"[^，。；：\n]{0,24}(?:计划|安排|任务|目标|思路|打算|举措|重点|部署)[^，。；：\n]{0,4}(?:\n|\Z)"
)
_YEARS_REVIEW_RE = lazily(r"[^，。；：\n]{0,16}(?:完成|回顾|总结|情况|成效)[^，。；：\n]{0,6}(?:\n|\Z)")
_HEADING_OPENS = 8
"""Longest marker and words before the year of such a heading."""


def _headed_year(text: str, mention: DateMention, own: str | None, reference: str | None) -> str | None:
    """The year of months named without one below the line of *mention*: the next year, where a heading plans for it."""
    start = text.rfind("\n", max(0, mention.core[0] - _HEADING_OPENS - 1), mention.core[0])
    if reference is None or mention.end is None or (start < 0 and mention.core[0] > _HEADING_OPENS):
        return own
    if mention.end == str(int(reference[:4]) + 1) and _YEARS_WORK_RE.match(text, mention.span[1]):
        return mention.end
    return reference[:4] if _YEARS_REVIEW_RE.match(text, mention.span[1]) else own


# "9月 | 末，贷款余额为2.08万亿元，同比增长9.6%"
_RESULTS_RE = lazily(
    r"[末底]?，(?:(?!力争|确保|达到|突破|超过|以上|不低于|不少于|要|将)[^。；\n]){0,60}?同比(?![^。；\n]{0,16}(?:以上|左右))"
)


def _told_as_of(text: str, match: re.Match[str], patterns: DatePatterns) -> bool:
    before = patterns.before.search(text[max(0, match.start() - _WINDOW) : match.start()])
    as_of = before is not None and patterns.before_relation[before.group()] == "as_of"
    return as_of or _RESULTS_RE.match(text, match.end()) is not None


# No date runs over a mark, and none is without one of 年月季世五-. Stretches between two marks that have none are
# passed over in one go: group 1 is the next that has one, or nothing at the end of the text.
_STRETCH_RE = lazily(
    r"(?:[^，。；：\n年月季世五-]*+[，。；：\n])*+(?:([^，。；：\n年月季世五-]*+[年月季世五-][^，。；：\n]*+)|[^，。；：\n]*+\Z)"
)


def _candidates(text: str, patterns: DatePatterns) -> Iterator[re.Match[str]]:
    """Matches of the date pattern; stretches that cannot hold a date are passed over (the long article's case)."""
    for stretch in _STRETCH_RE.finditer(text):
        if stretch[1]:
            yield from patterns.core.finditer(text, *stretch.span(1))


def _read(
    match: re.Match[str], text: str, patterns: DatePatterns, year: str | None, reference: str | None
) -> Iterator[DateMention]:
    start, end, kind = _interval(match, patterns, year, reference)
    if kind == "":
        return
    if kind == "list":
        yield from _listed(match, text, patterns)
        return
    core = match.span()
    close = core[1]
    if kind in ("year", "relative"):
        part = _PART_RE.match(text, close)
        if part and end:
            start, end = _part_of_year(end[:4], part)
            close = part.end()
    yield _related(text, core, close, start, end, kind, patterns, reference)


def _related(
    text: str,
    core: Span,
    close: int,
    start: str | None,
    end: str | None,
    kind: str,
    patterns: DatePatterns,
    reference: str | None,
) -> DateMention:
    """The mention with its relation read off the words on either side."""
    after_at = close
    while after_at < len(text) and text[after_at] in "”’\"'":
        after_at += 1
    before = patterns.before.search(text[max(0, core[0] - _WINDOW) : core[0]].rstrip("“‘\"'"))
    after = patterns.after.match(text, after_at)
    if after and after.group() == "前" and _COUNTED_PART_RE.match(text, after.end()):
        after = None  # 今年前5个月
    relation, cue = "plain", (core[0], core[0])
    if before:
        word = before.group()
        relation = patterns.before_relation[word]
        cue = (core[0] - len(word), core[0])
        if word == "比" and text[max(0, core[0] - 2) : core[0] - 1] in tuple("占对环同正反"):
            relation, cue = "plain", (core[0], core[0])  # 占比2025年达到: 比 ends the noun before it
        changes = text[core[0] - len(word) - 1 : core[0] - len(word)] in _CHANGED
        ahead = changes and reference is not None and end is not None and end[:4] >= reference[:4]
        if relation == "due" and not ahead and _COMPARED_VALUE_RE.match(text, close):
            relation = "base"  # 恢复到2019年的90%, 达到2022年的3倍
        if word in ("与", "同", "以") and not re.compile(r"[^，。；]{0,8}?(?:相比|比较|为基)").match(
            text, close
        ):
            relation = "plain"
    if after:
        told = patterns.after_relation[after.group()]
        if not (after.group() == "比" and text[after.end() : after.end() + 1] in "重例值率较"):
            if told == "due" and relation in ("as_of", "base"):
                pass  # 截至2021年底: 底 only makes the date precise
            else:
                relation = told
            cue = after.span() if relation == told else cue
            if told != "base":
                close = after.end()
                tail = patterns.after.match(text, close)  # 底前, 期间内
                if tail and patterns.after_relation[tail.group()] == "due":
                    close = tail.end()
    if kind == "duration" and relation == "plain":
        relation = "due"
    if (
        kind == "plan_period"
        and relation == "plain"
        and text[close : close + 2] not in ("规划", "纲要", "计划")
    ):
        relation = "plain"
    return DateMention((core[0], close), text[core[0] : close], start, end, relation, kind, core, cue)


_CHANGED = frozenset("增升高降减长加少大展缩")
"""提升至2025年的45%: what ends in these before 至 or 到 is a change, not a comparison."""
_COUNTED_PART_RE = lazily(r"[0-9一二两三四五六七八九十]+个?(?:月|季度|年)")
_COMPARED_VALUE_RE = lazily(r"的(?:约|近)?(?:[0-9.]+|[一二三四五六七八九十两]+)(?:%|倍|成|个?百分点|分之)")


def _listed(match: re.Match[str], text: str, patterns: DatePatterns) -> Iterator[DateMention]:
    """One mention for each year of "2020、2022、2025年"."""
    whole = _related(text, match.span(), match.end(), None, None, "list", patterns, None)
    offset = match.start()
    for piece in re.finditer(r"[0-9]{4}|[一二〇零三四五六七八九]{4}", match.group("years")):
        year = _year(piece.group())
        span = (offset + piece.start(), offset + piece.end())
        yield replace(whole, span=span, core=span, text=piece.group(), start=year, end=year)


_FROM_START_RE = lazily(r"年初的?[^，。；\n]{1,16}$")


def _interval(
    match: re.Match[str], patterns: DatePatterns, year: str | None, reference: str | None
) -> tuple[str | None, str | None, str]:
    """(start, end, kind) of the matched date; kind "" when it is none."""
    group = match.groupdict()
    if group["y1"]:
        first, last = _year(group["y1"]), _year(group["y2"])
        return (first, last, "span") if first < last else (last, first, "span")
    if group["years"]:
        return None, None, "list"
    if group["y"]:
        return _since(_dated(_year(group["y"]), group["m"], group["d"]), group["m1"])
    if group["iy"]:
        return _dated(group["iy"], group["im"], group["id"])
    if group["om"]:
        if year is None:
            return None, None, "day" if group["od"] else "month"
        return _since(_dated(year, group["om"], group["od"]), group["om1"])
    if group["n"] or group["n2"]:
        return _duration(match, patterns, reference)
    if group["plan"]:
        start, end = patterns.plan[group["plan"]]
        return start, end, "plan_period"
    if group["era"]:
        end = patterns.era[group["era"]]
        return end, end, "year"
    if group["relative"]:
        if reference is None:
            return None, None, "relative"
        told = str(int(reference[:4]) + patterns.relative[group["relative"]])
        if year is not None and year < told and _FROM_START_RE.search(match.string, 0, match.start()):
            told = year  # 2022年，…由年初的六成提高到年末的九成: the end of the year that the line tells of
        return told, told, "relative"
    part = _PART_RE.match(match.group().removeprefix("第"))
    if year is None or part is None:
        return None, None, "relative"
    return (*_part_of_year(year, part), "relative")


def _duration(
    match: re.Match[str], patterns: DatePatterns, reference: str | None
) -> tuple[str | None, str | None, str]:
    """未来五年, 三年内: from the reference date; a stretch that is over is not a date to reach."""
    ahead = match.group("ahead") or match.group("ahead2")
    if not ahead:
        before = match.string[max(0, match.start() - 32) : match.start()]
        counted = patterns.past.search(before[-4:]) or _COUNTED_RE.search(before)
        if counted or match.group("tail") in ("时间", "努力"):
            return None, None, ""
    count = parse_numeral(match.group("n") or match.group("n2"))
    if count is None or reference is None:
        return None, None, "" if count is None else "duration"
    first = int(reference[:4])
    if match.group("unit") == "月":
        month = int(reference[5:7] or 1) - 1 + int(count)
        return reference[:7], f"{first + month // 12:04d}-{month % 12 + 1:02d}", "duration"
    # A three-year action that begins in 2021 ends in 2023: the first year counts. 今后五年, said in the first
    # half of a year, counts that year too (the work reports of January speak of years that have just begun).
    counts_first = match.group("tail") in ("行动", "攻坚", "滚动") or (
        ahead is not None and match.group("tail") is None and reference[5:7] <= "06"
    )
    last = first + int(count) - (1 if counts_first else 0)
    return str(first), str(last), "duration"


def _dated(year: str, month: str | None, day: str | None) -> tuple[str, str, str]:
    iso, kind = year, "year"
    number = parse_numeral(month) if month else None
    if number is not None and 1 <= number <= 12:
        iso, kind = f"{year}-{int(number):02d}", "month"
        number = parse_numeral(day) if day else None
        if number is not None and 1 <= number <= 31:
            iso, kind = f"{iso}-{int(number):02d}", "day"
    return iso, iso, kind


def _since(dated: tuple[str, str, str], month: str | None) -> tuple[str, str, str]:
    """*dated* from *month* of its year on: 1—4月."""
    number = parse_numeral(month) if month else None
    start, end, kind = dated
    if number is None or kind == "year" or not 1 <= number <= 12:
        return dated
    return f"{start[:4]}-{int(number):02d}", end, kind


def _part_of_year(year: str, part: re.Match[str]) -> tuple[str, str]:
    if part["half"]:
        return (f"{year}-01", f"{year}-06") if part["half"] == "上半年" else (f"{year}-07", year)
    if part["quarter"]:
        last = _QUARTER_END[part["quarter"]]
        return f"{year}-{int(last) - 2:02d}", f"{year}-{last}"
    return year, year


def _year(written: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in written)
