"""Text -> mentions of dates and periods, with what each says about time: due, base, since, as of.

Promise: total and linear; nothing comes from the clock. Relative words (今年) are resolved against the
reference date that the caller passes, and stay open (``end is None``) without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plancli.date_patterns import DatePatterns, date_patterns
from plancli.date_values import PART_RE, interval, part_of_year, year_of
from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.patterns import lazily

_WINDOW = 12
"""Characters looked at before and after a date: the longest lexicon word there has seven."""


class DateMention(Struct, frozen=True):
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
        elif (
            year is not None and own is not None and year < own and text.find("\t", taken, match.start()) >= 0
        ):
            year = own  # （2022年已筛查8.6万名） | 12月底: what one cell tells of the past says nothing of the next
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
            apart = mentions and _EARLY_NEXT_RE.match(text, mentions[-1].core[1])
            next_one = "。" in text[taken : match.start()]
            told = next_one and _MIDYEAR[0] <= reference[5:7] <= _MIDYEAR[1]
            if over or headed or (far and (apart or next_one)):
                anew = list(_read(match, text, patterns, reference[:4], reference))
                to_come = all((m.end or reference) >= reference[: len(m.end or "")] for m in anew)
                # 到2026年产值过2000亿元。1—4月增长28%: what is just over, told in a sentence of its own.
                plain = told and far and all(m.relation == "plain" for m in anew) and not to_come
                # 到2026年建成5000个。上半年建成2000个, in the autumn of 2025, is of 2026.
                distant = int(year) - int(reference[:4]) > 1
                since = distant and _FROM_JANUARY_RE.match(text, match.start())
                since = since or _STATISTIC_RE.match(text, match.end())
                just_over = plain and since is not None
                if over or just_over or to_come:
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
            elif mention.kind == "relative" and mention.end and _renews(mention, text, reference):
                # 到2027年…。今年检查2轮，11月底前接入; 明年新建10所，3月底前开工, not its next sentence's 10月底前.
                year, far = mention.end[:4], mention.end > (reference or "9")[: len(mention.end)]
            begun = mentions[-1] if mentions else None
            if begun is not None and (whole := _from_to(begun, mention, text)) is not None:
                mentions[-1] = whole
            else:
                mentions.append(mention)
            taken = max(taken, mention.span[1])
    return mentions


_TO_RE = lazily(r"(?:起|开始)?[，]?(?:至|到|—{1,2}|–|-{1,2}|~|～)")


def _from_to(begun: DateMention, ended: DateMention, text: str) -> DateMention | None:
    """The stretch from one month or day to another, 2025年4月至2026年12月, 2025年1月至12月; None where there is none."""
    precise = ("month", "day")
    if begun.kind not in precise or ended.kind not in (*precise, "year") or not (begun.end and ended.end):
        return None
    if _TO_RE.fullmatch(text, begun.core[1], ended.core[0]) is None:
        return None
    end = ended.end
    if not ended.text[:1].isdigit() or "年" not in ended.text[:5]:
        end = begun.end[:4] + end[4:]
        end = end if end[4:] >= begun.end[4:] else str(int(end[:4]) + 1) + end[4:]
    if end < begun.end:
        return None
    first = begun.span[0] - text.startswith(("自", "从"), max(0, begun.span[0] - 1))
    span = (first, ended.span[1])
    return replace(
        ended,
        span=span,
        text=text[slice(*span)],
        start=begun.start,
        end=end,
        relation="plain",
        kind="span",
        core=(first, ended.core[1]),
        cue=(first, first),
    )


_FROM_JANUARY_RE = lazily(r"1[—\-至~到]|前[0-9一二三四五六七八九十两]|上半年")
# "1—4月 | 绿铝产业链增加值增长28.2%"
_STATISTIC_RE = lazily(r"[^。；\n]{0,40}?(?:同比|增长|下降|累计|已|实现)")
_MIDYEAR = ("04", "10")
"""Months of writing in which a part of the year that is over is told by statistics, not set by the next year's plan."""


def _goes_on(mention: DateMention, text: str, reference: str | None) -> bool:
    """True for a date whose year the months after it are of: not 较2020年, 《某目录（2024年本）》."""
    opening = text.rfind("《", max(0, mention.span[0] - _TITLE), mention.span[0])
    if opening >= 0 and "》" not in text[opening : mention.span[0]]:
        # 《2026年任务清单》 in November sets the year of 3月底前; 《某目录（2024年本）》, 《2030年前碳达峰行动方案》 do not.
        near = reference is not None and 0 <= int((mention.end or "0")[:4]) - int(reference[:4]) <= 1
        return (
            near
            and mention.kind == "year"
            and mention.relation == "plain"
            and _WORK_RE.match(text, mention.span[1]) is not None
        )
    # 2000年底前建成的老旧小区, in a plan of 2024, is of those built; 2024年3月底前开工200个，6月底前… is told in its order.
    past = reference is not None and (mention.end or "9")[:4] < reference[:4]
    old = past and mention.relation == "due"
    if past and _LEFT_OVER_RE.match(text, mention.span[1]):
        return False  # 2024年结转项目要加快进度，6月底前完成60%
    return mention.relation not in ("base", "since") and not (old and _BUILT_RE.match(text, mention.span[1]))


_WORK_RE = lazily(r"[^》，。\n]{0,30}(?:任务|清单|计划|要点|安排|方案)[^》，。\n]{0,6}》")
_LEFT_OVER_RE = lazily(r"度?(?:结转|增发|续建|遗留|签约|启动的|开工的|下达的|未完成|跨年)")
_BUILT_RE = lazily(r"[^，。；、\n0-9]{1,12}的")


def _renews(mention: DateMention, text: str, reference: str | None) -> bool:
    """True for 今年, for a part of a year to come (明年一季度) and 明年 as adverb: the months after are of it."""
    year = (reference or "9")[:4]
    if mention.end is None or mention.end[:4] < year:
        return False
    return (
        mention.end[:4] == year
        or len(mention.end) > len("2025")
        or _NEXT_RE.search(text, max(0, mention.span[0] - 4), mention.span[0]) is not None
        or _WILL_NEXT_RE.match(text, mention.span[1]) is not None
    )


# "表示，明年新建", "力争明年", "明年将新建"; not 做好明年预算, 备战明年省运会.
_NEXT_RE = lazily(r"(?:[，。；：\n（“]|\A|力争|争取|计划|预计|确保|到|将)$")
# "明年 | 汛期前完成30座，11月底前开工20座": a part of the next year that is over before the months named.
_EARLY_NEXT_RE = lazily(r"年?初|入?汛|春|元旦|开学|[上]半年|一季度|两会|新年")
_WILL_NEXT_RE = lazily(r"，?(?:将|要|计划|拟|力争|争取|预计|还|再)")

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
    r"[末底]?，(?:(?!力争|确保|以上|不低于|不少于|要|将)[^。；\n]){0,60}?同比(?![^。；\n]{0,16}(?:以上|左右))"
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
    start, end, kind = interval(match, patterns, year, reference)
    if kind == "":
        return
    if kind == "list":
        yield from _listed(match, text, patterns)
        return
    core = match.span()
    close = core[1]
    if kind in ("year", "relative"):
        part = PART_RE.match(text, close)
        if part and end:
            start, end = part_of_year(end[:4], part)
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
            later = after.group() in ("比", "较") and text.startswith("20", after.end())
            later = later and relation in ("due", "plain")
            if later or (told == "due" and relation in ("as_of", "base")):
                pass  # 截至2021年底: 底 only makes the date precise; 到2025年比2020年下降15%, 2025年比2020年下降15%
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
        year = year_of(piece.group())
        span = (offset + piece.start(), offset + piece.end())
        yield replace(whole, span=span, core=span, text=piece.group(), start=year, end=year)
