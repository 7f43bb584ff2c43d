"""Numerals whose surroundings alone say that they count nothing: dates, ordinals, codes, telephone numbers.

Promise: each is told by its written form, never by a list of values.
"""

from __future__ import annotations

import re

from msgspec import Struct

from plancli.patterns import lazily


class Aside(Struct, frozen=True):
    """A stretch with a numeral that is no quantity."""

    start: int
    end: int
    role: str
    rule: str


_YEAR = r"(?:1[89]|20|21)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_TO = r"(?:-{1,2}|—{1,2}|~|至|到)"
_CLOCK = r"(?:[01]?[0-9]|2[0-4])"

_DATE_RE = lazily(
    # "2022-03-01", "2022.3.1", "2022/03"
    rf"(?P<iso>{_YEAR}(?P<mark>[-/.]){_MONTH}(?:(?P=mark){_DAY})(?![0-9]))"
    # "2021—2025年", "2021年至2023年", "2021-23年"
    rf"|(?P<years>{_YEAR}年?{_TO}(?:{_YEAR}|[0-9]{{2}})(?:学年|年度|年|(?![0-9.%万亿千百])))"
    # "2020、2022、2025年"
    rf"|(?P<list>(?:{_YEAR}年?[、,，和及与]){{1,8}}{_YEAR}年)"
    # "2021年9月10日", "2022年度", "2021年6-8月"
    rf"|(?P<year>{_YEAR}年(?:代|度(?!假))?"
    rf"(?:{_MONTH}(?:{_TO}{_MONTH})?月(?:份)?(?:{_DAY}(?:{_TO}{_DAY})?[日号])?)?)"
    # "22年底", "21年3月"
    rf"|(?P<short>[0-9]{{2}}年(?=[底初末]|{_MONTH}月))"
    # "9月10日", "6月底", "1—9月份"
    rf"|(?P<month>{_MONTH}(?:(?:{_TO}|、){_MONTH})?月(?:份)?(?:{_DAY}(?:(?:{_TO}|、){_DAY})?[日号])?(?!龄))"
    # "2021届", "2023级": a year's students
    rf"|(?P<class>{_YEAR}[届级])"
    # "20世纪90年代", "90年代", "1季度"
    r"|(?P<era>[0-9]{1,2}世纪(?:[0-9]{2}年代)?|[1-9]0年代|[1-4]季度)"
    # "9时30分", "15:30:00", "10点整"
    rf"|(?P<clock>{_CLOCK}(?:时[0-5]?[0-9]分|点(?:[0-5]?[0-9]分|钟|半|整|许)|时(?=[，。、；至到—许起前]|$))|"
    rf"{_CLOCK}[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9:：.]))"
)
_CHINESE_DATE_RE = lazily(
    # "二〇二五年三月十日"
    r"(?P<year>[一二][〇零一二三四五六七八九]{3}年(?:度)?"
    r"(?:(?:十[一二]?|[一二三四五六七八九])月(?:[一二三四五六七八九十]{1,3}[日号])?)?)"
    # "十二月三十一日", "三月"
    r"|(?P<month>(?:十[一二]?|[一二三四五六七八九])月(?:份)?(?:[一二三四五六七八九十]{1,3}[日号])?(?![球牙饼龄]))"
    # "八十年代", "二十一世纪", "三季度"
    r"|(?P<era>[二三四五六七八九]十年代|(?:二十|十[五六七八九]|二十一)世纪(?:[二三四五六七八九]十年代)?|[一二三四]{1,2}季度)"
)
# What makes 10日 a stretch of time instead of a day of the month.
_DAYS_LONG_RE = lazily(r"日(?:之内|以内|内|以上|以下|左右|游|均|次)")
_DAY_RE = lazily(rf"{_DAY}日")
_STRETCH_BEFORE = (
    "满",
    "少于",
    "超过",
    "近",
    "约",
    "共",
    "为期",
    "连续",
    "历时",
    "每",
    "达",
    "低于",
    "多于",
    "提前",
    "延长",
    "起",
)
_RATIO_BEFORE_RE = lazily(r"(?:比|例|率|按|为|至少|低于|达到|配|达|高于|超过|到|成|以)(?:约|近|了)?$")
_HALF_DAY_RE = lazily(r"(?:上午|下午|中午|晚上?|凌晨|早上?|清晨|傍晚|日|夜间|截至|定于|每天|时间)[:：]?$")
_ORDINAL_AFTER = {
    **dict.fromkeys("条款章节编目", "article"),
    "页": "page",
}
_CONTACT_RE = lazily(
    r"(?:电话|传真|手机|邮编|邮政编码|QQ群?|qq群?|微信|公众号|热线|联系方式|咨询|拨打|举报|总机|号码|TEL|Tel|Fax)(?:号码|号)?[:：为是]?[（(]?$"
)
_CODE_BEFORE_RE = lazily(
    r"(?:代码|编号|证号|账号|帐号|批准文号|许可证|备案号|索引号|ISBN|ISSN|身份证|单号|订单号|股票)[:：为是]?$"
)
_PHONE_RE = lazily(
    r"[(（]?0[0-9]{2,3}[)）]?[-—]?[1-9][0-9]{6,7}(?:-[0-9]{1,5})?(?![0-9])|1[3-9][0-9]{9}(?![0-9])|[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])"
)
_CODE_RE = lazily(r"[0-9]+(?:-[0-9]+){2,}|[0-9]+(?:\.[0-9]+){2,}")
# "[06-11]": a month and day as lists of links give them
_BRACKET_DAY_RE = lazily(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?=[〕\]】）)])")
_STANDARD_RE = lazily(r"[0-9]{1,6}(?:\.[0-9]{1,3})?[-:—][0-9]{2,4}(?![0-9])")
_STANDARD_BEFORE_RE = lazily(r"(?<![A-Z])[A-Z]{2,}(?:/[A-Z]{1,4})? $")
_PLUS_RE = lazily(r"[0-9]+(?:\+(?:[0-9]+(?![0-9.%])|[A-Za-z]+))+")
_DOTTED_DAY_RE = lazily(r"[0-9]{1,2}·[0-9]{1,2}(?![0-9])")
_DOCUMENT_AFTER_RE = lazily(
    r"号(?:文件|文|公告|令|决议|议案|通知|通报|意见|规定|国令|主席令|办法|建议|提案|指引)"
)
_DOCUMENT_BEFORE_RE = lazily(r"(?:令|公告|文件|发|函|字|办|通|规|决议)(?:第)?$")
_OPEN = "〔[【（(﹝["
_CLOSE = "〕]】）)﹞]"
_DOCUMENT_YEAR_RE = lazily(r"[〕\]】）)﹞](?:第)?[0-9]{1,5}(?:-[0-9]{1,5})?号")
_MARK_AFTER = "、.）)．"
_LINE_MARK_BEFORE = "\n。；;：:！？\t"
_LONGEST_ORDINAL = 5
"""Digits of a house, notice or train number; longer ones before 号 are registrations."""
_LONG_CODE = 9
"""Digits without separators from which a bare number is a code: nobody writes nine digits and no unit."""


def date_at(text: str, start: int) -> Aside | None:
    """The calendar date whose first Arabic digit stands at *start*."""
    match = _DATE_RE.match(text, start)
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return None
    kind = "iso" if kind == "mark" else kind
    if kind == "years":
        first, last = match.group()[:4], re.findall(r"[0-9]+", match.group())[1]
        if (first[:2] + last if len(last) == 2 else last) <= first:
            return None
        if len(last) == 2 and not match.group().endswith("年"):
            return None
    if kind == "clock" and match.group()[-1].isdigit() and not _is_clock(text, start, match.group()):
        return None
    return Aside(start, match.end(), "date", f"date.{kind}")


def _is_clock(text: str, start: int, written: str) -> bool:
    """15:30 is a time of day unless a ratio is spoken of; 1:15 is one only after 上午 and the like."""
    before = text[max(0, start - 6) : start]
    if _RATIO_BEFORE_RE.search(before):
        return False
    return not (written[1] in ":：" and not _HALF_DAY_RE.search(before))


def day_at(text: str, start: int) -> Aside | None:
    """A day of the month without its month: 10日, but not 10日内."""
    match = _DAY_RE.match(text, start)
    if match is None or _DAYS_LONG_RE.match(text, match.end() - 1):
        return None
    if text.endswith(_STRETCH_BEFORE, 0, start):
        return None
    return Aside(start, match.end(), "date", "date.day")


def chinese_date_at(text: str, start: int) -> Aside | None:
    """The calendar date whose first Chinese digit stands at *start*."""
    match = _CHINESE_DATE_RE.match(text, start)
    if match is None or (match["month"] and text[start - 1 : start] in ("个", "第")):
        return None
    return Aside(start, match.end(), "date", f"date.{match.lastgroup}")


def bare_year(text: str, start: int, end: int) -> bool:
    """Whether the digits are a year without 年: 截至2025, （2021）, 教育现代化2035."""
    digits = text[start:end]
    if end - start != 4 or not digits.isdigit() or not "1949" <= digits <= "2060":
        return False  # 2.75 is none
    before = text[max(0, start - 3) : start]
    return not before.endswith(
        ("达", "达到", "为", "超过", "超", "近", "约", "于", "过", "破", "足", "加", "增", "有", "成", "共")
    )


def ordinal_at(text: str, start: int, end: int) -> Aside | None:
    """The ordinal whose numeral is text[start:end]: 第83届, 第三条, 第5页, （二）, 1. at a line's start."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == "第":
        kind = _ORDINAL_AFTER.get(after)
        if kind:
            return Aside(start - 1, end + 1, kind, f"{kind}.numbered")
        if after == "号":
            if _DOCUMENT_AFTER_RE.match(text, end) or _DOCUMENT_BEFORE_RE.search(
                text[max(0, start - 6) : start - 1]
            ):
                return Aside(start - 1, end + 1, "document_number", "document_number.numbered")
            return Aside(start - 1, end + 1, "ordinal", "ordinal.numbered")
        if after and after in "位名" and is_place_reached(text, start - 1, end):
            return None
        return Aside(start - 1, end, "ordinal", "ordinal.numbered")
    if before and after and before in _OPEN and after in _CLOSE and end - start <= 3:
        # [18] in a cell is a figure summed over the plan's years; in running text a note.
        edges = "\t\n"
        cell = text[start - 2 : start - 1] in edges and text[end + 1 : end + 2] in edges
        if before in "（(" or not cell:
            return Aside(start - 1, end + 1, "ordinal", "ordinal.bracket")
    if (
        after
        and after in _MARK_AFTER
        and (not before or before in _LINE_MARK_BEFORE)
        and end - start <= (2 if text[start].isascii() else 3)
    ):
        # "1.5" is one number and "；1、2号" a list; at a line's start "1、2023年" is a marker.
        joined = after in ".．" or (after == "、" and before not in ("", "\n"))
        following = joined and text[end + 1 : end + 2].isdigit()
        listed = after == "、" and before != "" and before in "：:"
        if not following and not listed:
            return Aside(start, end, "ordinal", "ordinal.marker")
    if before == "届" and after == "次" and not text[start].isascii():
        return Aside(start, end + 1, "ordinal", "ordinal.session")  # 十一届十二次全会
    if after == "是" and end - start <= 2 and not text[start].isascii():
        return Aside(start, end + 1, "ordinal", "ordinal.talk")
    return None


# "力争综合实力位居全省 | 第3位", "位次前移至 | 第6位", "继续保持中西部 | 第1位"; 居全国第2位 tells how things stand.
_TO_A_PLACE_RE = lazily(
    r"(?:升[至到]|(?:前移|进位|提高|晋升)[至到]|进入|跻身|迈入|挺进|冲刺|重返|做到|保持在?|稳居|稳定在|保住|巩固)[^，。；、：0-9第]{0,12}$"
    r"|(?:力争|确保|争取|努力)[^，。；：第]{0,20}$"
)
# "由 | 第8位 | 前移至第6位"
_FROM_A_PLACE_RE = lazily(r"[由从](?:20[0-9]{2}年的?)?[^，。；、：0-9第]{0,10}$")
_MOVES_ON_RE = lazily(r"[位名](?:前移|提升|上升|跃升|攀升|升|提高|进位|晋升|进)[至到]")
_ENDS_RE = lazily(r"[，。；、！）)”\s]|以[上内]|左右|$")
_RANK_REACH = 24
"""Characters before a place among others that may say it is to be reached."""


def is_place_reached(text: str, start: int, end: int) -> bool:
    """Whether the place 第N位 that begins at *start*, its numeral ending at *end*, is one to reach or to start from."""
    near = max(0, start - _RANK_REACH)
    if _ENDS_RE.match(text, end + 1) and _TO_A_PLACE_RE.search(text, near, start) is not None:
        return True
    return (
        _MOVES_ON_RE.match(text, end) is not None and _FROM_A_PLACE_RE.search(text, near, start) is not None
    )


def code_at(text: str, start: int, end: int) -> Aside | None:
    """Document, telephone or other code whose first digits are text[start:end]."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before and before in _OPEN and end - start == 4 and _DOCUMENT_YEAR_RE.match(text, end):
        return Aside(start, end, "document_number", "document_number.year")
    if after == "号":
        if (before and before in _CLOSE) or _DOCUMENT_AFTER_RE.match(text, end):
            return Aside(start, end + 1, "document_number", "document_number.number")
        if end - start > _LONGEST_ORDINAL:
            return Aside(start, end + 1, "identifier", "identifier.number")
        return Aside(start, end + 1, "ordinal", "ordinal.number")
    if before and before in _OPEN and after == "-":
        day = _BRACKET_DAY_RE.match(text, start)
        if day:
            return Aside(start, day.end(), "date", "date.bracket")
    digits = text[start:end]
    if digits.isdigit() and end - start > 2:
        phone = _PHONE_RE.match(text, start)
        if phone:
            return Aside(start, phone.end(), "phone", "phone.form")
        window = text[max(0, start - 12) : start]
        if _CONTACT_RE.search(window):
            return Aside(start, end, "phone", "phone.word")
        if _CODE_BEFORE_RE.search(window):
            return Aside(start, end, "identifier", "identifier.word")
    if after and after in "-.+·":
        for pattern, role, rule in (
            (_CODE_RE, "identifier", "identifier.parts"),
            (_PLUS_RE, "name", "name.plus"),
            (_DOTTED_DAY_RE, "name", "name.dotted_day"),
        ):
            match = pattern.match(text, start)
            if match:
                return Aside(start, match.end(), role, rule)
    if digits.count(".") > 1:
        return Aside(start, end, "identifier", "identifier.parts")
    return None


# "1.2022年" at a line's start: the marker 1. and a year.
_MARKER_YEAR_RE = lazily(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")


def marker_before_year(text: str, start: int) -> Aside | None:
    """The marker at a line's start that runs into a year."""
    match = _MARKER_YEAR_RE.match(text, start) if start == 0 or text[start - 1] == "\n" else None
    return Aside(start, match.end() - 1, "ordinal", "ordinal.marker") if match else None


def standard_at(text: str, start: int) -> Aside | None:
    """The number of a standard after its letters: GB/T 19001-2016, ISO 9001:2015."""
    if start < 3 or text[start - 1] != " " or not text[start - 2].isascii():
        return None
    number = _STANDARD_RE.match(text, start)
    if number is None or not _STANDARD_BEFORE_RE.search(text[max(0, start - 9) : start]):
        return None
    return Aside(start, number.end(), "name", "name.standard")


def after_letters(text: str, start: int) -> bool:
    """Whether a word in Latin letters and a blank stand before the number."""
    return start > 1 and text[start - 1] == " " and text[start - 2].isascii() and text[start - 2].isalpha()


def section_number(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is 3.2 or 3.2.1 at a line's start with the words of a heading after it."""
    if (start and text[start - 1] != "\n") or "." not in text[start:end]:
        return False
    return "一" <= text[end : end + 1] <= "鿿"


def page_leader(text: str, start: int) -> bool:
    """Whether a row of dots leads to the number, as in a table of contents."""
    return text.endswith(("…", "...", "···", "。。。", "---"), 0, start)


def long_code(text: str, start: int, end: int) -> bool:
    """Whether bare digits are too many to be a count."""
    return end - start >= _LONG_CODE and text[start:end].isdigit()
