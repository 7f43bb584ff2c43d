"""Title, signature and news lead -> who issued the document, its number and the date it bears.

Promise: a body is named by the words of the text; the reader of an article is never told the newspaper.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.fold import fold
from plancli.isodate import written_dates
from plancli.lexicon import Lexicon, alternation
from plancli.models import Block, Body
from plancli.patterns import IDEOGRAPH, lazily

# "国发〔2022〕1号", "皖政办秘[2021]82号", "某政发（2023）7号": the whole is the number.
_NUMBER_RE = lazily(
    IDEOGRAPH + r"{1,12}(?:[〔\[［【（(]\s?(?:19|20)[0-9]{2}\s?[〕\]］】）)])\s?(?:第\s?)?[0-9]{1,4}\s?号"
)
# "国务院令第752号", "财政部公告2023年第4号"
_ORDER_RE = lazily(IDEOGRAPH + r"{2,20}(?:令|公告)\s?(?:(?:19|20)[0-9]{2}年\s?)?第\s?[0-9]{1,4}\s?号")
# Lines above the text and below it in which number, date and signature stand.
_OPENING, _LINE = 12, 60
_LEAD_PARAGRAPHS = 3
# "工业和信息化部等八部门": the first body speaks for the others.
_OTHERS_RE = lazily(r"等[一二三四五六七八九十0-9]{1,3}(?:个)?(?:部门|单位|部委|厅局)$")


class Signature(Struct, frozen=True):
    """The bodies that sign and the date under them."""

    bodies: tuple[str, ...]
    dated: str | None


@lru_cache(maxsize=8)
def _organ_re(lexicon: Lexicon) -> re.Pattern[str]:
    return lazily(f"(?:{IDEOGRAPH}|[（）]){{1,24}}?{alternation(lexicon.forms('organ'))}$")


def is_body(name: str, lexicon: Lexicon) -> bool:
    """Whether *name* ends as the names of public bodies do."""
    text = _OTHERS_RE.sub("", name.replace(" ", ""))
    return 2 <= len(text) <= 40 and (
        _organ_re(lexicon).fullmatch(text) is not None or text in lexicon.forms("organ")
    )


def body_in_title(title: str, lexicon: Lexicon) -> str | None:
    """The body that stands before 关于 or 印发 in an official title.

    >>> from plancli.lexicon import default_lexicon
    >>> body_in_title("滨江市人民政府办公室关于印发节水方案的通知", default_lexicon())
    '滨江市人民政府办公室'
    """
    head = re.split(r"关于|印发|转发|公布|发布|批转", title, maxsplit=1)
    if len(head) < 2:
        return None
    name = re.sub(r"[\s、]+", " ", head[0]).strip(' ：:《“"')
    parts = name.split(" ")
    return name if name and all(is_body(part, lexicon) for part in parts) else None


@lru_cache(maxsize=8)
def _announce_re(lexicon: Lexicon) -> re.Pattern[str]:
    # "滨江市人民政府官网4月6日发布": group 1; "从某省水利厅网站获悉": group 2.
    organ, verb = alternation(lexicon.forms("organ")), alternation(lexicon.forms("announce"))
    site = "(?:(?:官方)?网站|官网|官微|微信公众号)?"
    when = "(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:日前|近日|今日|昨日|当日|正式|联合|对外)?"
    before = "(?:日前|近日|今日|[0-9]{1,2}月[0-9]{1,2}日，?|据|由)?"
    name = f"((?:{IDEOGRAPH}|、){{2,30}}?{organ})"
    return lazily(
        rf"(?:^|[，。；：“”\s]){before}{name}{site}{when}{verb}|从{name}{site}(?:[0-9]{{1,2}}日)?(?:获悉|了解到)"
    )


def body_in_lead(blocks: tuple[Block, ...], lexicon: Lexicon) -> str | None:
    """The body that a news lead says gave the plan out."""
    pattern = _announce_re(lexicon)
    for block in blocks[:_LEAD_PARAGRAPHS]:
        text = fold(block.text[:300])
        match = pattern.search(text)
        if match:
            name = re.sub(r"^(?:[0-9]+月)?(?:[0-9]+日)?(?:日前|近日|今日)?", "", match[1] or match[2])
            return name if is_body(name.split("、")[-1], lexicon) else None
    return None


def find_number(lines: list[str]) -> str | None:
    """Document number among short *lines*."""
    for line in lines:
        text = fold(line) if len(line) <= _LINE else ""
        match = _NUMBER_RE.search(text) or _ORDER_RE.search(text)
        if match:
            return re.sub(r"\s", "", line[match.start() : match.end()])
    return None


# "海政发〔2023〕18号": group 1 is the year.
_NUMBERED_RE = lazily(r"[〔\[［（(]((?:19|20)[0-9]{2})[〕\]］）)]")


def year_of_number(number: str | None) -> str | None:
    """Year in a document number.

    >>> year_of_number("海政发〔2023〕18号")
    '2023'
    """
    found = _NUMBERED_RE.search(number) if number else None
    return found[1] if found else None


def opening_lines(body: Body) -> list[str]:
    """The short lines above the text."""
    return [block.text for block in body.blocks[:_OPENING] if len(block.text) <= _LINE]


def bracketed_date(body: Body) -> str | None:
    """The date under the title: alone, behind the document's number, or first in brackets or after a dash: （2024年1月15日在…会议上）."""
    for line in opening_lines(body):
        text = fold(line).lstrip("—-")
        found = written_dates(text)
        if found and (
            len(text) < len(line)
            or found[0][:2] == (0, len(text))
            or (found[0][0] == 1 and text[0] in "（(")
            or (found[0][1] == len(text) and _NUMBER_RE.fullmatch(text[: found[0][0]].rstrip()))
        ):
            return found[0][2]
    return None


def find_signature(body: Body, lexicon: Lexicon) -> Signature | None:
    """The first signature: a date alone on its line under the names of bodies."""
    blocks = body.blocks
    for index in range(1, len(blocks)):
        text = blocks[index].text
        if not 8 <= len(text) <= 16 or text[-1:] != "日":
            continue
        text = fold(text)
        found = written_dates(text)
        if not found or found[0][:2] != (0, len(text)):
            continue
        bodies: list[str] = []
        above = index - 1
        while above >= 0 and len(bodies) < 8 and is_body(blocks[above].text, lexicon):
            bodies.insert(0, re.sub(r"\s+", "", blocks[above].text))
            above -= 1
        if bodies:
            return Signature(tuple(bodies), found[0][2])
    return None
