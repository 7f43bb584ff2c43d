"""The title and the period of a plan -> the deadline of whatever states none, and where the text says it."""

from __future__ import annotations

from plancli.dates import DateMention, find_dates
from plancli.fold import fold
from plancli.lexicon import Lexicon
from plancli.models import Span
from plancli.patterns import lazily
from plancli.period import is_digest
from plancli.targets.claim import Due
from plancli.targets.horizon import is_due
from plancli.targets.setting import Setting
from plancli.targets.voice import SPOKEN


def title_due(setting: Setting, lexicon: Lexicon) -> Due | None:
    """The deadline that the title or the plan's period gives to whatever states none."""
    meta = setting.meta
    end = meta.period.end
    if end is None:
        title = fold(meta.title or "")
        dates = find_dates(title, lexicon, setting.reference)
        # 每周一学（11月1日—7日）: days that no 到 or 前 makes a deadline say when a text came out.
        spoken = meta.kind in SPOKEN
        named = next(
            (
                d
                for d in dates
                if d.end
                and is_due(setting, d)
                and not _is_day(d)
                and not (spoken and d.kind == "duration" and is_digest(meta.title or ""))
                and not (spoken and d.text.endswith("季度") and _is_viewed(title, d))
            ),
            None,
        )
        named = named or next((d for d in dates if _is_months_work(setting, d)), None)
        said = _said(setting, named.text) if named else None
        end = (_stated_end(setting, named) or named.end) if named else None
        return Due(None, end, "title", said) if end else None
    names = (meta.plan or "") + (meta.title or "")
    source = "title" if end[:4] in names or "五" in names else "document"
    for name in (meta.title, meta.plan):
        words = [d.text for d in find_dates(fold(name or ""), lexicon, setting.reference) if d.end == end]
        if words:
            return Due(None, end, source, _said(setting, words[0]))
    return Due(None, end, source)


def _stated_end(setting: Setting, named: DateMention) -> str | None:
    """The year that the text's opening gives where the title counts years, told in the first of them: 三年内, …到2027年."""
    if named.kind != "duration" or named.end is None:
        return None
    years = (d for d in setting.dates[:_FIRST_DATES] if d.kind == "year" and d.relation == "due" and d.end)
    first = next((d.end for d in years if is_due(setting, d)), None)
    return first if first is not None and int(named.end[:4]) - int(first[:4]) == 1 else None


_FIRST_DATES = 8
# "从政策看 | 二季度 | 三条主线": for when the market is viewed, and nothing is to be done by then.
_VIEW_RE = lazily(r"(?:看|展望|前瞻|布局)[^，。：]{0,4}$")
_VIEWED_RE = lazily(r"[^，。：]{0,6}(?:主线|行情|策略|配置|市场|展望|研判)")


def _is_viewed(title: str, mention: DateMention) -> bool:
    before = _VIEW_RE.search(title, 0, mention.span[0])
    return before is not None or _VIEWED_RE.match(title, mention.span[1]) is not None


# "2024年4月 | 份农业农村重点工作任务清单"
_WORK_RE = lazily(r"份?[^，。；]{0,14}(?:工作|任务)")


def _is_months_work(setting: Setting, mention: DateMention) -> bool:
    """True for the running month in a title that names its work."""
    title, month = fold(setting.meta.title or ""), (setting.reference or "")[: len("2024-04")]
    return (
        mention.kind == "month"
        and mention.end == month
        and _WORK_RE.match(title, mention.span[1]) is not None
    )


def _said(setting: Setting, words: str) -> tuple[str, Span | None]:
    """*words* of the title, and where in the text they stand: in its opening, where the title does."""
    named = next((d for d in setting.dates[:_OPENING_DATES] if d.text == words), None)
    opens = named is not None and named.span[1] <= len(setting.meta.title or "") + _ABOVE_TITLE
    return words, setting.view.source_span(*named.span) if named is not None and opens else None


_OPENING_DATES, _ABOVE_TITLE = 4, 40
"""Dates, and characters of kickers, that may stand before the end of a title in the text."""


def _is_day(mention: DateMention) -> bool:
    return mention.relation != "due" and len(mention.end or "") > len("2025-12")
