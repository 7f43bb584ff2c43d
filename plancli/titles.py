"""Front matter, page hints and opening lines -> the names a release goes by.

Promise: the name of the site or column is no part of a title, and an official title split over centred lines
is one title.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancli.fold import fold
from plancli.lexicon import Entry, Lexicon, alternation
from plancli.models import Block, Cleaned, Payload
from plancli.patterns import lazily

# What sites put after a title: "…--新闻中心-某某网", "…_新浪新闻", "…|关键词|…", "…-某某频道-某某网".
_SITE_RE = lazily(
    r"\s{0,9}(?:--|_|(?<=.{7})[|丨]|[|丨](?=[^|丨]{0,16}(?:网|政府|[局厅委院]|新闻|频道|平台)\s*$)).*$"
)
# "权威发布 | 某市…方案": what an account puts before the title of a document; 对话｜… is part of a headline.
_LABEL_RE = lazily(
    r"^[^|丨｜]{2,6}\s?[|丨｜]\s?(?=[^|丨｜]{6,}(?:计划|方案|规划|纲要|意见|通知|办法|措施|条例|规定|细则|报告|要点|公告|决定|函|公报|建议|清单|预案)\s?(?:[（(][^（()）]*[)）])?$)"
)
# "某某日报多媒体数字报刊平台-政府工作报告（摘登）": the edition before the title.
_EDITION_RE = lazily(
    r"^[^-—_|，。]{2,12}?(?:多媒体)?(?:数字报(?:刊|纸)?(?:平台|系统)?|电子[报版])\s?[-—_|]{1,2}\s?(?=.{4})"
)
_COLUMN_RE = lazily(r"(?:\s{0,9}[-–]\s{0,9}[^-–—，。：（）《》0-9]{1,14}){1,3}$")
_SITE_WORD_RE = lazily(
    r"网|频道|门户|新闻|日报|晚报|在线|政府|中心|财经|公众号|客户端|首页|平台|学校|中学|大学|厅$|局$|委$|部$|院$|办$"
)
# "新华社滨江4月6日电 某省关于…的意见": a dateline with the title after it.
_DATELINE_RE = lazily(r"^\S{2,14}?[0-9]{1,2}月[0-9]{1,2}日(?:电|讯)\s*")
_LONGEST = 120
# Up to this many lines above the text hold its title, number and addressees.
_OPENING = 12
_LETTERHEAD = 20
_ABOUT_RE = lazily(r"关于|印发|转发|发布|公布")
_BRACKETS = r"(?:[（(《〈“][^（）()]{1,30}[）)》〉”])"


def page_titles(payload: Payload, cleaned: Cleaned) -> tuple[str, ...]:
    """What front matter and page call the release, best first, without site names."""
    found: list[str] = []
    front = payload.front.get("title")
    for raw in (str(front) if front else None, cleaned.hints.get("headline"), cleaned.hints.get("title")):
        if raw and raw.strip():
            title = bare_title(raw)
            if title and title not in found:
                found.append(title)
    return tuple(found)


def bare_title(raw: str) -> str:
    """*raw* without the site and column that follow it.

    >>> bare_title("滨江市节水方案--通知公告-滨江市水利网")
    '滨江市节水方案'
    >>> bare_title("权威发布 | 滨江市节水行动方案（2024—2026年）")
    '滨江市节水行动方案（2024—2026年）'
    >>> bare_title("滨江日报多媒体数字报刊平台-政府工作报告（摘登）")
    '政府工作报告（摘登）'
    """
    text = _EDITION_RE.sub("", _LABEL_RE.sub("", re.sub(r"\s+", " ", raw).strip()))
    cut = _SITE_RE.sub("", text).strip() or text
    column = _COLUMN_RE.search(cut) if cut == text else None
    if column and column.start() >= 6 and _SITE_WORD_RE.search(column[0]):
        cut = cut[: column.start()].strip()
    return cut


@lru_cache(maxsize=8)
def _type_re(lexicon: Lexicon) -> re.Pattern[str]:
    # "滨江市节水行动计划（2023—2025年）》": the type, then brackets and closing quotation marks.
    forms = alternation(lexicon.forms("document_type"))
    return lazily(rf"({forms})(?:\s*{_BRACKETS})*[》”\"]?(?:的通知|的函|的决定|摘登|摘要|全文)?$")


@lru_cache(maxsize=8)
def _types(lexicon: Lexicon) -> dict[str, Entry]:
    return {form: entry for entry in lexicon.table("document_type") for form in entry.forms}


def document_type(title: str, lexicon: Lexicon) -> Entry | None:
    """The type of document that *title* ends with: 意见, 行动计划, 办法; None when it names none."""
    match = _type_re(lexicon).search(fold(title).replace(" ", "").rstrip('》”"'))
    return _types(lexicon)[match[1]] if match else None


def official_title(blocks: tuple[Block, ...], lexicon: Lexicon) -> str | None:
    """The title that stands above the text, its lines joined; None when none there names a document."""
    lines: list[Block] = []
    for block in blocks[:_OPENING]:
        text = block.text
        if block.kind == "table" or len(text) > _LONGEST or text[-1:] in "。；！？，：:":
            break
        if text.endswith("文件") and len(text) <= _LETTERHEAD:
            lines.clear()  # 某市人民政府文件: a letterhead, not the title under it
            continue
        lines.append(block)
    for first in range(len(lines)):
        joined = ""
        for last in range(first, min(first + 4, len(lines))):
            block = lines[last]
            # A title broken over lines goes on after 关于…; centred lines go on as they please.
            unfinished = _ABOUT_RE.search(joined) or block.centered or block.kind == "heading"
            # 某县人民政府办公室 / 关于印发…的通知
            unfinished = unfinished or (
                block.text.startswith("关于") and _BODY_RE.fullmatch(joined) is not None
            )
            if last > first and not unfinished:
                break
            joined += _spaced(_DATELINE_RE.sub("", block.text))
            if is_official(joined, lexicon):
                if first and joined.startswith("——"):
                    return lines[first - 1].text + joined  # 同舟共济 / ——在某某论坛上的演讲
                after = blocks[last + 1].text if last + 1 < len(blocks) else ""
                # 某市行动计划 / （2023—2025年）: the years on a line of their own.
                return _unquoted(joined) + (after if _YEARS_RE.fullmatch(fold(after)) else "")
    return None


_BODY_RE = lazily(r"[^，。；：、0-9]{4,30}(?:政府|办公室|办公厅|委员会|[厅局部委院办])")
_YEARS_RE = lazily(r"[（(]\s?20[0-9]{2}\s?年?\s?(?:[-—~至]{1,2}\s?20[0-9]{2}\s?)?年?\s?[）)]")


def _unquoted(title: str) -> str:
    """*title* without the 《》 that encloses the whole of it."""
    whole = title[:1] == "《" and title[-1:] == "》" and "》" not in title[:-1]
    return title[1:-1] if whole else title


def is_official(title: str, lexicon: Lexicon) -> bool:
    """Whether *title* is that of a document and not a headline about one."""
    text = fold(title).replace(" ", "")
    if len(text) < 6 or re.search(
        r"^【|[。！？；!?]|印发(?!.{0,99}的(?:通知|函|公告|决定|批复))|发布会|出台[^的]{0,99}$|：(?!.{0,99}关于)"
        # 我省发布…行动方案, 某部发布…行动计划
        r"|[省市县区州部委局厅府](?:正式|近日|今日|日前|重磅|联合)?(?:发布|公布)(?!.{0,99}(?:通知|函|公告|通告|决定|批复|令))",
        text,
    ):
        return False
    if text.endswith(("目标", "任务")) and _SET_FOR_A_TIME_RE.match(text) is None:
        return False
    return document_type(text, lexicon) is not None


# "滨江市2024年主要目标任务", "“十四五”主要目标"; not 滨江提前完成2024年目标任务, what a headline says of them.
_SET_FOR_A_TIME_RE = lazily(
    r"(?!.{0,80}(?:完成|锚定|冲刺|实现|确保|聚焦|紧盯|围绕|部署|落实|明确|细化|下达|敲定|瞄准|对标|朝着|高于|低于|超额?|力保|力争|奋战|攻坚|抓好|抓实"
    r"|公布|晒出|亮出|吹响|奋力|全力|助力|保障|达成|设定|锁定|定下|提出|过半|倒排|细数|解读|看|谈|答|向着|奔着|[，：]))"
    r".{0,80}(?:20[0-9]{2}年|十[一二三四五六七]五|年度|[三五]年)"
)


def _spaced(title: str) -> str:
    """*title* with letters that were spaced out closed up: 国 家 粮 食 预 案."""
    words = title.split(" ")
    loose = sum(len(word) == 1 for word in words)
    return "".join(words) if loose >= 4 and loose * 2 >= len(words) else title
