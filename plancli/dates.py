"""Text -> mentions of dates and periods, with what each says about time: due, base, since, as of.

Promise: total and linear; nothing comes from the clock. Relative words (今年) are resolved against the
reference date that the caller passes, and stay open (``end is None``) without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from plancli.immutable import record
from plancli.lexicon import Lexicon, alternation
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


@record
class _Patterns:
    core: re.Pattern[str]
    before: re.Pattern[str]
    before_relation: dict[str, str]
    after: re.Pattern[str]
    after_relation: dict[str, str]
    relative: dict[str, int]
    era: dict[str, str]
    plan: dict[str, tuple[str, str]]
    past: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    relative = {f: int(e.fields["offset"]) for e in lexicon.table("relative_year") for f in e.forms}
    era = {f: str(e.fields["end"]) for e in lexicon.table("era") for f in e.forms}
    plan = {
        f: (str(e.fields["start"]), str(e.fields["end"]))
        for e in lexicon.table("plan_period")
        for f in e.forms
    }
    before = {f: str(e.fields["relation"]) for e in lexicon.table("date_before") for f in e.forms}
    after = {f: str(e.fields["relation"]) for e in lexicon.table("date_after") for f in e.forms}
    forms_ahead = lexicon.forms("future_span")
    year = r"(?:19|20|21)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
    number = r"[0-9]{1,2}|[一二三四五六七八九十两]{1,3}"
    to = "(?:[-—–~至到]|——|--)"
    opening = {form[0] for table in (forms_ahead, plan, era, relative) for form in table}
    opening.update("0123456789〇零一二三四五六七八九十两上下第")
    core = re.compile(
        # A look at the first character spares most places the fourteen ways in which a date may begin.
        rf"(?=[{re.escape(''.join(sorted(opening)))}])(?:"
        # "2021—2025年", "2021年至2023年", "2022—2023雪季": y1 = 2021, y2 = 2025
        rf"(?P<y1>{year})年?(?:-{{1,2}}|—{{1,2}}|–|~|至|到)(?P<y2>{year})(?:年|学年|雪季|赛季|榨季|采暖季|供暖季)"
        # "2020、2022、2025年": years = "2020、2022、2025"
        rf"|(?P<years>(?:(?:{year})年?[、和及]){{1,5}}(?:{year}))年"
        # "2022年1月4日", "2025年6月", "2025年": y, m, d
        # "2022年1—4月": m1 = 1
        rf"|(?P<y>{year})年(?:度)?(?:(?:(?P<m1>{number}){to})?(?P<m>{number})月(?:份)?(?:(?P<d>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:日|号))?)?"
        # "2025-06-30", "2025.6.30": iy, im, id
        r"|(?<![0-9.\-])(?P<iy>(?:19|20|21)[0-9]{2})[-./](?P<im>[01]?[0-9])[-./](?P<id>[0-3]?[0-9])(?![0-9.\-])"
        # "6月底", "9月10日": om, od; "1—4月": om1 = 1
        rf"|(?<![0-9.])(?:(?P<om1>1[0-2]|0?[1-9]){to})?(?P<om>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
        r"(?:(?P<od>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:日|号))?(?![球台牙])"
        # "未来五年", "用3年左右时间", "三年内": ahead = 未来, n = 五, tail = 内; 压减至13个月以内 is a length of time
        rf"|(?<![减缩短长压降][至到为])(?!(?<=[0-9])[0-9])(?P<ahead>{alternation(forms_ahead)})?(?P<n>[0-9]{{1,2}}|[一二三四五六七八九十两]{{1,3}})"
        r"(?:个)?(?P<unit>年|月)(?:左右)?(?:的)?(?P<tail>时间内|时间|之内|以内|内|行动|攻坚|努力|滚动)"
        rf"|(?P<ahead2>{alternation(forms_ahead)})(?P<n2>[0-9]{{1,2}}|[一二三四五六七八九十两]{{1,3}})(?:个)?年"
        rf"|(?P<plan>{alternation(plan)})(?!目标纲要)"
        rf"|(?P<era>{alternation(era)})"
        # 后年 begins its clause or follows 到 and the like; in 达产后年产值 it is no word.
        rf"|(?<![成资基样版文标日])(?!(?<=[^\W0-9_到至在年])后年)(?P<relative>{alternation(relative)})"
        # "上半年", "三季度": half, quarter
        r"|(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度(?:末)?)"
    )
    return _Patterns(
        core=core,
        before=re.compile(rf"{alternation(before)}$"),
        before_relation=before,
        after=re.compile(alternation(after)),
        after_relation=after,
        relative=relative,
        era=era,
        plan=plan,
        past=re.compile(rf"{alternation(lexicon.forms('past_span'))}$"),
    )


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
    patterns = _patterns(lexicon)
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
            elif mention.kind in ("year", "month", "day", "span") and mention.end:
                year, far = mention.end[:4], mention.relation == "due" and mention.kind == "year"
                headed = False
                own = _headed_year(text, mention, own, reference) if mention.kind == "year" else own
            mentions.append(mention)
            taken = max(taken, mention.span[1])
    return mentions


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


def _told_as_of(text: str, match: re.Match[str], patterns: _Patterns) -> bool:
    before = patterns.before.search(text[max(0, match.start() - _WINDOW) : match.start()])
    return before is not None and patterns.before_relation[before.group()] == "as_of"


# No date runs over a mark, and none is without one of 年月季世五-. Stretches between two marks that have none are
# passed over in one go: group 1 is the next that has one, or nothing at the end of the text.
_STRETCH_RE = lazily(
    r"(?:[^，。；：\n年月季世五-]*+[，。；：\n])*+(?:([^，。；：\n年月季世五-]*+[年月季世五-][^，。；：\n]*+)|[^，。；：\n]*+\Z)"
)


def _candidates(text: str, patterns: _Patterns) -> Iterator[re.Match[str]]:
    """Matches of the date pattern; stretches that cannot hold a date are passed over (the long article's case)."""
    for stretch in _STRETCH_RE.finditer(text):
        if stretch[1]:
            yield from patterns.core.finditer(text, *stretch.span(1))


def _read(
    match: re.Match[str], text: str, patterns: _Patterns, year: str | None, reference: str | None
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
    patterns: _Patterns,
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


def _listed(match: re.Match[str], text: str, patterns: _Patterns) -> Iterator[DateMention]:
    """One mention for each year of "2020、2022、2025年"."""
    whole = _related(text, match.span(), match.end(), None, None, "list", patterns, None)
    offset = match.start()
    for piece in re.finditer(r"[0-9]{4}|[一二〇零三四五六七八九]{4}", match.group("years")):
        year = _year(piece.group())
        span = (offset + piece.start(), offset + piece.end())
        yield replace(whole, span=span, core=span, text=piece.group(), start=year, end=year)


_FROM_START_RE = lazily(r"年初的?[^，。；\n]{1,16}$")


def _interval(
    match: re.Match[str], patterns: _Patterns, year: str | None, reference: str | None
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
    match: re.Match[str], patterns: _Patterns, reference: str | None
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
