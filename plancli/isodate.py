"""A date as a page or a feed writes it -> ISO date in Beijing time.

Promise: a moment with a time zone is moved to UTC+8 before its date is taken; one without is Beijing time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from plancli.fold import fold
from plancli.patterns import lazily

BEIJING = timezone(timedelta(hours=8))
_NUMERALS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_YEAR = r"((?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_COUNT = r"([0-9]{1,2}|[〇一二三四五六七八九十]{1,3})"
# "2023年4月6日", "二〇二三年四月六日", "2023-04-06", "2023/4/6", "2023.04.0605:39", "2023 04/06", "202304/0608:15": year, month, day.
_DATE_RE = lazily(
    rf"(?<![0-9]){_YEAR}\s*"
    rf"(?:年\s*{_COUNT}\s*月\s*{_COUNT}\s*日|([-/.])([0-9]{{1,2}})\4([0-9]{{1,2}})|\s?([0-9]{{2}})[/-]([0-9]{{2}})(?=\s?[0-9]{{2}}:|$))"
)
# "2022-02-17T02:40:14Z", "…+0800", "…+08:00"; a blank may stand for the T.
_MOMENT_RE = lazily(
    r"((?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"\s?(Z|[+-][0-9]{2}:?[0-9]{2})"
)
# "Thu, 17 Feb 2022 02:40:14 GMT"
_RFC_RE = lazily(r"(?:[A-Z][a-z]{2},\s*)?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}")
_STAMP_RE = lazily(r"(?:19|20)[0-9]{6}")


def beijing_date(value: object) -> str | None:
    """ISO date of *value*, a string, date or datetime; None when it holds none.

    >>> beijing_date("Wed, 05 Apr 2023 17:20:00 GMT")
    '2023-04-06'
    """
    if isinstance(value, datetime):
        return (value.astimezone(BEIJING) if value.tzinfo else value).date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        value = str(value)
    return _from_text(value) if isinstance(value, str) else None


def _from_text(value: str) -> str | None:
    text = fold(value).strip()
    if _RFC_RE.match(text):
        # Only feeds need it, and it takes longer to load than this package.
        from email.utils import parsedate_to_datetime

        try:
            return beijing_date(parsedate_to_datetime(text))
        except ValueError:
            return None
    moment = _MOMENT_RE.search(text)
    if moment:
        zone = moment[3].replace("Z", "+00:00")
        return beijing_date(_moment(f"{moment[1]}T{moment[2]}:00{zone}"))
    found = written_dates(text)
    if found:
        return found[0][2]
    if _STAMP_RE.fullmatch(text):
        return _iso(text[:4], text[4:6], text[6:])
    return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def written_dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and ISO form of each full date in a folded *text*."""
    found = []
    for match in _DATE_RE.finditer(text):
        iso = _iso(match[1], match[2] or match[5] or match[7], match[3] or match[6] or match[8])
        if iso:
            found.append((match.start(), match.end(), iso))
    return found


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int("".join(_NUMERALS.get(c, c) for c in year)), _count(month), _count(day)).isoformat()
    except ValueError:
        return None


def _count(written: str) -> int:
    if "十" not in written:
        return int("".join(_NUMERALS.get(char, char) for char in written))
    tens, _, ones = written.partition("十")
    return int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0"))
