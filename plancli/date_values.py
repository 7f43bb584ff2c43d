"""Match of the date pattern -> start, end and kind of the time that it names."""

from __future__ import annotations

import re

from plancli.date_patterns import DatePatterns
from plancli.numerals import parse_numeral
from plancli.patterns import lazily

_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_QUARTER_END = {"一": "03", "二": "06", "三": "09", "四": "12", "1": "03", "2": "06", "3": "09", "4": "12"}
# "自收到报告之日起5日内启动、 | 3个月内办结": what is counted from an event.
_COUNTED_RE = lazily(r"[每第满期轮]$|之日起[^。；）)]{0,20}$")
# "自本方案印发之日起 | 2年内": an event that the document's own date dates.
_ISSUED_RE = lazily(r"(?:自|从)[^，。；]{0,6}(?:[印下]发|发布|公布)之日起，?$")
# "2025年" + "上半年" / "第三季度" / "年底": a part of the year named after it; not 2027年 | 初中入学率.
PART_RE = lazily(
    r"(?P<half>[上下]半年)|[第前]?(?P<quarter>[一二三四1-4])季度|(?P<tens>[上中下]旬)|(?P<start>年?初(?!中(?![标央国心西东部]|小[企微])|高中|[级步婚诊筛衷夏秋冬春]|审(?![议批定])|任(?![务命])|始(?!终)|[一二三](?:年级|学生|新生|毕业)))"
)
# Told of, not a word beside another: 推进去年开工的项目, 不低于去年.
_LAST_YEAR_RE = lazily(
    r"(?:(?<=[，。；：\n“])|(?<![\s\S]))(?:刚刚|回[顾望首]|盘点|走过|在|全[国省市县区镇乡]|[我本][省市县区]){0,2}"
    r"(?:去年(?!以来)|上年(?!末)|过去的?一年|(?<!几)一年来|初步核算)"
    r"(?!(?:开工|启动|签约|续建|结转|实施|确定|建成|新建|立项|安排|未完成)[^，。；\n]{0,8}的)"
)
_THIS_YEAR_RE = lazily(r"今年|本年|明年|下一步|新的一年|20[0-9]{2}年")
# From the clause of the year's end on: "年底 | 力争达到5000个"; 完成预期目标 of a clause before says nothing.
_TO_COME_RE = lazily(
    r"[^，。；\n]{0,40}?(?:计划|力争|争取|确保|将(?!军)|目标(?!任务?完成)|拟|预计|要(?!求|素)|年[底末]之?前)"
)
_FROM_START_RE = lazily(r"年初的?[^，。；\n]{1,16}$")


def interval(
    match: re.Match[str], patterns: DatePatterns, year: str | None, reference: str | None
) -> tuple[str | None, str | None, str]:
    """(start, end, kind) of the matched date; kind "" when it is none."""
    group = match.groupdict()
    if group["y1"]:
        first, last = year_of(group["y1"]), year_of(group["y2"])
        return (first, last, "span") if first < last else (last, first, "span")
    if group["years"]:
        return None, None, "list"
    if group["y"]:
        return _since(_dated(year_of(group["y"]), group["m"], group["d"]), group["m1"])
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
        count = parse_numeral(group["pn"]) if group["pn"] else None
        if count is None:
            return start, end, "plan_period"
        # “十五五”前两年: 2026—2027
        if group["side"] == "后":
            return str(int(end[:4]) - int(count) + 1), end, "span"
        return start, str(int(start[:4]) + int(count) - 1), "span"
    if group["era"]:
        end = patterns.era[group["era"]]
        return end, end, "year"
    if group["relative"]:
        if reference is None:
            return None, None, "relative"
        told = str(int(reference[:4]) + patterns.relative[group["relative"]])
        bare = group["relative"] in ("年底", "年末")
        if bare and year is not None and f"{year}年" in match.string[: match.start()].rpartition("。")[2]:
            return year, year, "relative"  # 2025年启动二期工程，年底建成
        if bare and _is_last_years(match, reference):
            told = str(int(reference[:4]) - 1)
        if (
            year is not None
            and year < told
            and (bare or _FROM_START_RE.search(match.string, 0, match.start()))
        ):
            told = year  # 2022年，…由年初的六成提高到年末的九成: the end of the year that the line tells of
        return told, told, "relative"
    part = PART_RE.match(match.group())
    if year is None or part is None:
        return None, None, "relative"
    if (
        reference
        and year == reference[:4]
        and reference[5:7] >= "10"
        and _QUARTER_AHEAD_RE.search(match.string[: match.end()][-12:])
        and not _THIS_YEARS_RE.search(match.string[: match.start()].rpartition("\n")[2].rpartition("。")[2])
    ):
        year = str(int(year) + 1)
    over = (
        reference and year == reference[:4] and reference[5:7] <= _SPRING and match.group().startswith("前")
    )
    if over and _WILL_RE.match(match.string, match.end()) is None:
        year = str(int(year) - 1)
    return (*part_of_year(year, part), "relative")


# "前三季度，公司出货62GW", told in January, is of the year before; not 前三季度要完成75%.
_SPRING = "03"
_WILL_RE = lazily(r"[^。；\n]{0,24}?(?:要(?!求|素)|将|力争|确保|争取|目标|计划)")


# In December "确保一季度 | 增长7%", "冲刺一季度“开门红”" speak of the next year's.
_QUARTER_AHEAD_RE = lazily(r"(?:确保|力争|争取|冲刺|奋战|备战|谋划|决胜)(?:好|在)?第?[一1]季度$")

# "回顾今年，全市冲刺 | 一季度", "今年以来，为确保 | 一季度": told of the year that ends.
_THIS_YEARS_RE = lazily(r"回[望顾]|以来|年初|今年|去年|全年")


def _is_last_years(match: re.Match[str], reference: str) -> bool:
    """过去一年，…。全年增长3%，年末城镇调查失业率降到5.5%: a year's end in a paragraph that tells of the last year."""
    text, at = match.string, match.start()
    told = _LAST_YEAR_RE.search(text, text.rfind("\n", 0, at) + 1, at)
    if told is not None and told.group().endswith("一年来") and reference[5:7] > "03":
        return False  # in December 一年来 is the year that ends
    if told is None or _THIS_YEAR_RE.search(text, told.end(), at):
        return False
    sentence = text.rfind("。", told.end(), at) + 1
    same = sentence == 0 or match.group() == "年末" or "全年" in text[sentence:at]
    clause = max(text.rfind(mark, told.end(), at) for mark in "，；。") + 1 or told.end()
    return same and _TO_COME_RE.match(text, clause) is None


def _duration(
    match: re.Match[str], patterns: DatePatterns, reference: str | None
) -> tuple[str | None, str | None, str]:
    """未来五年, 三年内: from the reference date; a stretch that is over is not a date to reach."""
    ahead = match.group("ahead") or match.group("ahead2")
    if _tells_which(match, ahead):
        return None, None, ""
    if not ahead:
        before = match.string[max(0, match.start() - 32) : match.start()]
        counted = patterns.past.search(before[-4:]) or (
            _COUNTED_RE.search(before) and not (match.group("unit") == "年" and _ISSUED_RE.search(before))
        )
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


def _tells_which(match: re.Match[str], ahead: str | None) -> bool:
    """True for a length of time that tells which are meant: 使用20年以上的电梯, 失业人员一年内就业的比例."""
    before, text = match.string[max(0, match.start() - 8) : match.start()], match.string
    used = ahead == "用" and _USED_RE.search(before) is not None
    # "利用三年时间" plans, "利用三年的老设备" does not.
    used = used or (ahead == "利用" and match.group("tail") != "时间")
    open_ended = match.group("tail") is None and text.startswith(("以上", "以下", "及以上"), match.end())
    whose = not ahead and _WHOSE_RE.search(before) is not None
    return used or open_ended or (whose and _SHARE_OF_RE.match(text, match.end()) is not None)


# "使 | 用20年以上的住宅电梯"
_USED_RE = lazily(r"[使采租占享沿应启引]$")
# "登记失业人员 | 一年内 | 接受就业服务的比例"
_WHOSE_RE = lazily(
    r"[^\W0-9_](?<!力争)(?<!争取)(?<!确保)(?<!计划)(?<!实现)(?<!要求)(?<!提出)(?<!明确)(?<![在用将拟要于到全])(?<!全[国省市县区])$"
)
_SHARE_OF_RE = lazily(r"[^，。；、0-9]{2,14}的(?:比例|占比|比重)")


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


def part_of_year(year: str, part: re.Match[str]) -> tuple[str, str]:
    """Start and end of the part of *year* that `PART_RE` matched: 2025年上半年 -> ("2025-01", "2025-06")."""
    if part["half"]:
        return (f"{year}-01", f"{year}-06") if part["half"] == "上半年" else (f"{year}-07", year)
    if part["quarter"]:
        last = _QUARTER_END[part["quarter"]]
        return f"{year}-{int(last) - 2:02d}", f"{year}-{last}"
    return year, year


def year_of(written: str) -> str:
    """The four digits of a year, written in Chinese or Arabic numerals."""
    return "".join(_DIGITS.get(char, char) for char in written)
