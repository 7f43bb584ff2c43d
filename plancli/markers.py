"""Start of a folded line -> the marker that numbers it: 一、 （二） 1. 第三章 附件1 ●.

Promise: a marker is told from the same characters in prose (三、四线城市, 1.5万) by what follows it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import IDEOGRAPH, PICTURE, lazily

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CN = "[〇零一二三四五六七八九十百]{1,5}"

# "📌发展目标", "✅2026年怎么干": an emoji sets off a title; "🚄高铁里程 420公里" is an item.
_PICTURE_RE = lazily(rf"(?:{PICTURE})+\s*(?=[\w“《])")
_PICTURED_RE = lazily(
    r"(?!更多(?:内容|详情|精彩|资讯|信息)|咨询(?:热线|电话)|扫码|点击|阅读(?:原文|全文)|联系(?:电话|方式|我们)|来源[：:]|关注(?:我们|公众号))(?:(?:20[0-9]{2}年|“?十[一二三四五六]五”?)(?:底|末)?)?[^\s0-9，。；：、%]{2,14}(?:20[0-9]{2}年?)?[？?！!]?"
)
# Ranks order styles that a document has not yet shown nested: 一、 above （一） above 1. above （1） above ①.
PART, COMMA, PAREN, BRACKET, COUNTED, ARABIC, DECIMAL = 4.5, 5.0, 6.0, 6.5, 6.8, 7.0, 7.1
ARABIC_PAREN, HALF_PAREN, CIRCLED, PICTURED, BULLET, COUNT = 8.0, 8.5, 9.0, 9.5, 10.0, 11.0

# "PART.2 总体目标", "NO.1 智算": as posts number their parts; not NO2浓度.
_PART_RE = lazily(
    r"(?:PART|Part|NO\.|No\.)\s?[.·]?\s?0?([1-9][0-9]?)(?=\s?[|｜丨:：、.]?\s?(?:[^\W0-9A-Za-z_]|[“《])|\s?[|｜丨:：]\s?[0-9]|\s[0-9])"
)
# "01丨2024年，成绩单", "02 | 预期目标", "03/ 重点工作": the number barred off; not 1/3, 01/02.
_BARRED_RE = lazily(r"0([1-9])\s?(?:[|｜丨]\s?(?=[^\s|｜丨][^|｜丨]*$)|/\s?(?=[^\s0-9]))")
# "1️⃣坚持创新引领": a digit drawn as a key
_KEYCAP_RE = lazily("((?:[0-9]\ufe0f?\u20e3){1,2}|\U0001f51f)\\s?")
# "Q1：有哪些目标？"
_QUESTION_RE = lazily(r"(?:Q|问)\s?0?([1-9][0-9]?)(?=\s?[:：.、|｜丨]\s?[^\s0-9])")
# "十二、总体要求": n=十二. "一.": seen in typed text.
_COMMA_RE = lazily(rf"({_CN})\s*[、.](?![、.])")
# "（三）指导思想", "(三)、"; ㈠ is one character.
_PAREN_RE = lazily(rf"[（(]\s*({_CN})\s*[)）]\s*[、.]?|([㈠-㈩])\s*、?")
# "【重点任务12】加强…": label=重点任务, n=12.
_BRACKET_RE = lazily(rf"[【\[]\s*([^】\]0-9\s]{{1,8}}?)\s*([0-9]{{1,3}}|{_CN})\s*[】\]]")
# "3.2.1 响应程序": n=3.2.1. Refuses quantities such as 1.5万, 2.0版, 6.5%.
_DECIMAL_RE = lazily(
    r"([1-9][0-9]?(?:\s?\.\s?[1-9][0-9]?){1,3})(?:\.(?![0-9])|、)?"
    rf"(?=\s+[^\s0-9%]|{IDEOGRAPH}|[“《（])(?!\s*(?:[万亿千百倍个元吨米人家项次岁年月日时点版代级类%℃度寸英克公]|左右|以上|以下))"
)
# "1.加强", "1、加强", "12 ．", "2.2025年底前": n. Not followed by another digit (1.5) or a mark (1.、).
_ARABIC_RE = lazily(r"([1-9][0-9]{0,2})\s*(?:、|\.(?!\s?[0-9]|[、.])|\.(?=\s?20[0-9]{2}年))(?![、.])|([⒈-⒛])")
# "1 总则": a bare number and a blank, as emergency plans write the level above 1.1.
_BARE_RE = lazily(rf"([1-9][0-9]?)\s(?={IDEOGRAPH}{{2}})")
_ARABIC_PAREN_RE = lazily(r"[（(]\s*([1-9][0-9]{0,2})\s*[)）]\s*[、.]?|([⑴-⒇])")
_HALF_PAREN_RE = lazily(r"([1-9][0-9]?)\s*[)）]")
_CIRCLED_RE = lazily(r"([①-⑳])|([❶-❿➀-➓])")


class Marker(Struct, frozen=True):
    """What numbers a line."""

    style: str
    """Markers of one style number one series."""
    rank: float
    number: int | None
    """None for bullets and for an unnumbered 附件."""
    end: int
    """Offset after the marker."""
    kind: str = "number"
    """number, attachment, box, bullet or count (一是)."""
    parents: tuple[int, ...] = ()
    """The numbers before the last one of 3.2.1."""


def number_of(digits: str) -> int | None:
    """Value of a Chinese or Arabic count below a thousand, None for other words.

    >>> number_of("二十三"), number_of("一百零五"), number_of("12")
    (23, 105, 12)
    """
    if digits.isascii() and digits.isdigit():
        return int(digits)
    total, last = 0, -1
    for char in digits:
        if char in "十百":
            unit = 10 if char == "十" else 100
            total += unit * (last if last > 0 else 1)
            last = 0
        elif char in _DIGITS:
            if last > 0:
                return None
            last = _DIGITS[char]
        else:
            return None
    return total + max(last, 0)


class _Words(Struct, frozen=True):
    """Patterns that hold words of the lexicon."""

    unit: re.Pattern[str]
    units: dict[str, tuple[str, float]]
    label: re.Pattern[str]
    labels: dict[str, str]
    bullet: re.Pattern[str]
    bullets: dict[str, str]
    count: re.Pattern[str]
    later: re.Pattern[str]
    firsts: tuple[str, ...]
    """一是, 其一 …: what a series begins with."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    units = {
        form: (entry.id, float(entry.fields["rank"]))
        for entry in lexicon.table("heading_unit")
        for form in entry.forms
    }
    labels = {form: entry.id for entry in lexicon.table("heading_label") for form in entry.forms}
    bullets = {form: entry.id for entry in lexicon.table("bullet") for form in entry.forms}
    after = alternation(lexicon.forms("enumerator"))
    before = alternation(lexicon.forms("counting"))
    # "一是补齐短板", "其二，", "第三，": group 1 or 2 is the numeral.
    digits = "([一二三四五六七八九十]{1,3})"
    count = f"(?:{digits}{after}(?![一二三])|{before}{digits}[,，])"
    return _Words(
        unit=lazily(rf"第\s*({_CN}|[0-9]{{1,3}})\s*({alternation(units)})"),
        units=units,
        label=lazily(
            rf"({alternation(labels)})\s*({_CN}|[0-9]{{1,3}}(?![0-9]))?(?P<part>-[0-9]{{1,2}}(?![0-9])|\.[0-9]{{1,2}}(?=[ :：]))?"
        ),
        labels=labels,
        bullet=lazily(alternation(bullets) + "+"),
        bullets=bullets,
        count=lazily(count),
        later=lazily(rf"(?<=[。；;！!？?：:”，,]){count}"),
        firsts=(
            *(f"一{form}" for form in lexicon.forms("enumerator")),
            *(f"{form}一" for form in lexicon.forms("counting")),
        ),
    )


def find_marker(line: str, lexicon: Lexicon) -> Marker | None:
    """The marker at the start of a folded *line*, or None."""
    if not line:
        return None
    first = line[0]
    if first == "第":
        return _unit_marker(line, lexicon) or find_count(line, lexicon)
    if first in "【[":
        match = _BRACKET_RE.match(line)
        if match:
            return Marker(f"bracket.{match[1]}", BRACKET, number_of(match[2]), match.end())
        return None
    if first in _DIGITS or first in "十百":
        return _comma_marker(line) or find_count(line, lexicon)
    if first in "（(" or "㈠" <= first <= "㈩":
        return _paren_marker(line)
    if "0" <= first <= "9" or first == "\U0001f51f" or "①" <= first <= "⒛" or "❶" <= first <= "➓":
        return _arabic_marker(line)
    part = _PART_RE.match(line) if first in "PN" else _QUESTION_RE.match(line) if first in "Q问" else None
    if part:
        return Marker("part_number", PART, int(part[1]), part.end())
    words = _words(lexicon)
    match = words.bullet.match(line)
    if match:
        return Marker(words.bullets.get(first, "dash"), BULLET, None, match.end(), "bullet")
    picture = _PICTURE_RE.match(line) if first >= "\u2190" else None
    if picture:
        # 🏟️ 行动一：大型场馆提能级: the emoji only decorates what is numbered.
        inner = find_marker(line[picture.end() :], lexicon)
        if inner is not None and inner.kind == "number" and inner.style != "bare":  # 🚄 3 条高铁
            return replace(inner, end=picture.end() + inner.end)
        titled = _PICTURED_RE.fullmatch(line, picture.end()) is not None
        kind, rank = ("number", PICTURED) if titled else ("bullet", BULLET)
        return Marker("picture.title" if titled else "picture", rank, None, picture.end(), kind)
    match = words.label.match(line)
    if match:
        return _label_marker(line, match, words.labels[match[1]])
    return find_count(line, lexicon)


def is_pictured(marker: Marker | None) -> TypeGuard[Marker]:
    """Whether *marker* is an emoji."""
    return marker is not None and marker.style.startswith("picture")


def as_bullet(marker: Marker) -> Marker:
    """The emoji *marker* as that of an item, not of a title."""
    return replace(marker, style="picture", rank=BULLET, kind="bullet")


def as_heading(marker: Marker) -> Marker:
    """The count *marker* (第二，, 二是) as that of a heading, not of a sentence."""
    return replace(marker, style=f"{marker.style}.title", rank=COUNTED, kind="number")


def as_title(marker: Marker) -> Marker:
    """The emoji *marker* as that of a title, not of an item."""
    return replace(marker, style="picture.title", rank=PICTURED, kind="number")


def _unit_marker(line: str, lexicon: Lexicon) -> Marker | None:
    words = _words(lexicon)
    match = words.unit.match(line)
    if not match:
        return None
    style, rank = words.units[match[2]]
    rest = line[match.end() :]
    # Without a blank the words must be a title: 第一章总则, not 第三章明确了责任，… or 第三条所称费用.
    joined = rest != "" and rest[0] not in " 【[:：、"
    if joined and (style == "article" or len(rest) > 20 or _MARK_RE.search(rest)):
        return None
    if rest[:1] == "、" or _NOT_UNIT_RE.match(match[2] + rest):
        return None
    return Marker(style, rank, number_of(match[1]), match.end())


_MARK_RE = lazily(r"[，。；：,;!?！？]")
# 第一节约用水行动, 第一部分项目, 第一章程, 第一编辑部, 第一讲话
_NOT_UNIT_RE = lazily(r"节约|节能|节省|部分(?!\s|$)[^\W0-9A-Za-z_]|章程|编辑|编制|讲话|篇章|条件|条线|条例")


def _comma_marker(line: str) -> Marker | None:
    match = _COMMA_RE.match(line)
    if not match:
        return None
    number = number_of(match[1])
    if not number:
        return None
    # 三、四线城市 counts two things; 三、四季度安排 is given up with it.
    following = line[match.end() : match.end() + 1]
    if number < 10 and following in _DIGITS and _DIGITS[following] == number + 1:
        return None
    return Marker("comma", COMMA, number, match.end())


def _paren_marker(line: str) -> Marker | None:
    match = _PAREN_RE.match(line)
    if match:
        number = ord(match[2]) - ord("㈠") + 1 if match[2] else number_of(match[1])
        return Marker("paren", PAREN, number, match.end()) if number else None
    match = _ARABIC_PAREN_RE.match(line)
    if match:
        return Marker("arabic_paren", ARABIC_PAREN, int(match[1]), match.end())
    return None


def _arabic_marker(line: str) -> Marker | None:
    match = _DECIMAL_RE.match(line)
    if match:
        numbers = tuple(int(part) for part in match[1].split("."))
        style, rank = f"decimal.{len(numbers)}", DECIMAL + len(numbers) / 100
        return Marker(style, rank, numbers[-1], match.end(), parents=numbers[:-1])
    match = _BARRED_RE.match(line)
    if match:
        return Marker("part_number", PART, int(match[1]), match.end())
    match = _KEYCAP_RE.match(line)
    if match:
        digits = "".join(filter(str.isdecimal, match[1]))
        return Marker("keycap", ARABIC, int(digits or 10), match.end())
    match = _ARABIC_RE.match(line)
    if match:
        number = ord(match[2]) - ord("⒈") + 1 if match[2] else int(match[1])
        return Marker("arabic", ARABIC, number, match.end())
    match = _BARE_RE.match(line)
    if match:
        return Marker("bare", ARABIC, int(match[1]), match.end(1))
    match = _HALF_PAREN_RE.match(line)
    if match:
        return Marker("half_paren", HALF_PAREN, int(match[1]), match.end())
    match = _ARABIC_PAREN_RE.match(line)
    if match:
        return Marker("arabic_paren", ARABIC_PAREN, ord(match[2]) - ord("⑴") + 1, match.end())
    match = _CIRCLED_RE.match(line)
    if match:
        origin = "①" if match[1] else "❶" if match[2] <= "❿" else "➀"
        return Marker("circled", CIRCLED, (ord(match[0]) - ord(origin)) % 10 + 1, match.end())
    return None


def _label_marker(line: str, match: re.Match[str], label: str) -> Marker | None:
    # 专栏3-1, 附件2-1: the number of a part goes on nowhere
    number = number_of(match[2]) if match[2] and not match["part"] else None
    # 附件　任务分工表: the blank behind a label without a number tells that it ends there.
    rest = line[match.end() if match[2] else match.end(1) :]
    if label == "task":
        # 工程一期, 行动一致: the number must be closed off.
        if number is None or not rest or rest[0] not in " :：、.":
            return None
        return Marker(f"task.{match[1]}", BRACKET, number, match.end())
    if rest and rest[0] not in " :：、." and not (number is not None and rest[0] > "一"):
        return None
    if number is None and rest and rest[0] not in " :：":
        return None
    rank = 0.0 if label == "attachment" else ARABIC
    return Marker(label, rank, number, match.end(), label)


def find_count(line: str, lexicon: Lexicon) -> Marker | None:
    """The words 一是, 其二 or 第三， at the start of a folded *line*, or None."""
    match = _words(lexicon).count.match(line)
    return _count_marker(match, match.end()) if match else None


def _count_marker(match: re.Match[str], end: int) -> Marker:
    text = match[0]
    style = "count." + (text[-1] if match[1] else text[0])
    return Marker(style, COUNT, number_of(match[1] or match[2]), end, "count")


def find_counts(line: str, lexicon: Lexicon) -> list[tuple[int, Marker]]:
    """Offset and marker of each 一是 … 二是 … that begins a sentence or clause of a folded *line*.

    Afterwards: numbers run on from the first; a series begins with 一 unless the line begins with its number.
    """
    words = _words(lexicon)
    opening = find_count(line, lexicon)
    # Most paragraphs count nothing off; looking for 一是 first makes them nearly free.
    if opening is None and not any(map(line.__contains__, words.firsts)):
        return []
    found: list[tuple[int, Marker]] = [(0, opening)] if opening else []
    for match in words.later.finditer(line):
        marker = _count_marker(match, match.end())
        last = found[-1][1] if found else None
        running = last is not None and marker.style == last.style and marker.number == (last.number or 0) + 1
        if running or (marker.number == 1 and line[match.start() - 1] not in "，,"):
            found.append((match.start(), marker))
    alone = len(found) == 1 and found[0][0] > 0
    return [] if alone else found
