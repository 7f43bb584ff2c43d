"""A count of years without a date -> the year in which they end: 三年推出线路50条, 五年新增企业500家."""

from __future__ import annotations

import re

from plancli.clauses import Sentence
from plancli.models import Period
from plancli.numerals import parse_numeral
from plancli.patterns import last_match, lazily
from plancli.targets.claim import Due
from plancli.targets.setting import Setting

# "三年 | 推出冰雪精品线路50条"
_YEARS_RE = lazily(
    r"([2-5二三四五])年(?:内|间|里|累计|共)?(?![前后来级制期义一行以攻滚计磨奋耕过]|任务|规划)"
)
_COUNTS = "0123456789〇一二三四五"


def has_years(period: Period, word: str) -> bool:
    """True when a plan has as many years as *word* says: 三 of one for 2023—2025."""
    if period.start is None or period.end is None:
        return False
    return _COUNTS.find(word) % 10 == int(period.end[:4]) - int(period.start[:4]) + 1


_BACK_RE = lazily(r"回顾|过去|总结|成就|成效|成绩|完成情况")


def due_after_years(setting: Setting, found: re.Match[str]) -> Due | None:
    """The deadline that so many years (*found*, with their number as group 1) set from the text's own year on, or None.

    四年更新设备20万台, in 2024: 2027 where the text names 2027 as a deadline, else 2028 where it names that; 五年, where
    “十四五” is spoken of: its end.
    """
    chain = setting.chain(setting.node_at(found.start()))
    if setting.year is None or any(node.polarity == "past" or _BACK_RE.search(node.title) for node in chain):
        return None
    count, year = _COUNTS.find(found[1]) % 10, int(setting.year)
    ends = [str(year + count - 1), str(year + count)]
    # 五年新增企业500家, in a report: of its term, unless its own paragraph names the year
    report = setting.meta.kind == "report"
    block = setting.blocks[setting.block_at(found.start())]
    beside = setting.dates_in(*block) if report else setting.dates
    for mention in beside:
        if mention.kind == "plan_period" and mention.start and mention.end:
            first, last = int(mention.start[:4]), int(mention.end[:4])
            if last - first + 1 == count and first <= year <= last:
                ends = [str(last)]
                break
    # 三年改造小区300个，群众生活更美好, told in news before any plan is: what was done
    own = setting.meta.kind in ("plan", "report", None)
    told = [m for m in beside if own or m.core[0] < found.start()]
    named = {m.end[:4] for m in told if m.end and (m.relation == "due" or m.kind != "year")}
    end = next((end for end in ends if end in named), None)
    start, stop = setting.view.source_span(found.start(1), found.end(1) + len("年"))
    return Due(None, end, "sentence", (setting.source[start:stop], (start, stop))) if end else None


def counts_whole_period(setting: Setting, start: int) -> bool:
    """True for a clause that begins with as many years as the plan has: 三年推出线路50条."""
    found = _YEARS_RE.match(setting.text, start)
    return found is not None and has_years(setting.meta.period, found[1])


def due_by_count(setting: Setting, start: int, at: int) -> Due | None:
    """The deadline of a number at *at* that the text from *start* on counts in years: 两年后…, 第二年…; else None."""
    if "年" not in setting.text[start:at]:
        return None
    return _after_due(setting, start, at) or _nth_year(setting, start, at)


def _nth_year(setting: Setting, start: int, at: int) -> Due | None:
    """The year of a plan that the text from *start* to a number at *at* counts: 第一年新增500件，第二年新增600件."""
    period = setting.meta.period
    found = last_match(_NTH_YEAR_RE, setting.text[start:at]) if period.start else None
    count = parse_numeral(found["count"]) if found is not None else None
    if found is None or count is None or period.start is None or setting.dates_in(start + found.end(), at):
        return None
    year = int(period.start[:4]) + int(count) - 1
    if period.end is not None and year > int(period.end[:4]):
        return None
    span = setting.view.source_span(start + found.start("words"), start + found.end("words"))
    return Due(None, str(year), "sentence", (setting.source[slice(*span)], span))


_NTH_YEAR_RE = lazily(r"(?:^|[，；。：])(?P<words>第(?P<count>[一二三四五])年)(?:底|末|内)?，?")


def _after_due(setting: Setting, start: int, at: int) -> Due | None:
    """The deadline of a number at *at* that the text from *start* on sets so many years after another: 到2026年建成50个；再用3年建成100个."""
    text = setting.text
    found = last_match(_YEARS_LATER_RE, text[start:at])
    if found is None:
        return None
    told = setting.dates_in(start, start + found.start())
    since = setting.dates_in(start + found.end(), at)
    count = parse_numeral(found["count"])
    if not told or since or count is None or told[-1].end is None or told[-1].relation != "due":
        return None
    end = str(int(told[-1].end[:4]) + int(count))
    span = setting.view.source_span(start + found.start("words"), start + found.end("words"))
    return Due(None, end, "sentence", (setting.source[slice(*span)], span))


# "两年后再上一个台阶，达到800亿元", "再用3年时间，建成100个"
_YEARS_LATER_RE = lazily(
    r"[，；](?P<words>(?:再(?:用|过|经过|花))?(?P<count>[2-5二两三四五])年(?:后(?!的)|左右|的?时间))"
)


def counted_from(setting: Setting, sentence: Sentence, start: int) -> Due | None:
    """The end of the years that the clause at *start*, or its sentence, counts: 五年累计投入2000亿元，授权专利2万项."""
    text = setting.text
    if "年" not in (text[start + 1 : start + 2], text[sentence.start + 1 : sentence.start + 2]):
        return None  # to see that takes no pattern
    found = _YEARS_RE.match(text, start) or _YEARS_RE.match(text, sentence.start)
    return due_after_years(setting, found) if found is not None else None
