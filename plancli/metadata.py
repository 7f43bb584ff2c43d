"""Front matter, page hints and body -> what the document says about itself.

Promise: None where it does not say. What the page states outright (an index table, front matter) goes before
what is read off titles and text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancli.fold import fold
from plancli.genre import find_kind, find_plan
from plancli.isodate import beijing_date
from plancli.issuer import (
    body_in_lead,
    body_in_title,
    bracketed_date,
    find_number,
    find_signature,
    opening_lines,
    year_of_number,
)
from plancli.lexicon import Lexicon, alternation, default_lexicon
from plancli.models import Block, Body, Cleaned, Meta, Outline, Payload
from plancli.patterns import IDEOGRAPH, lazily
from plancli.period import find_period
from plancli.present import find_present
from plancli.regions import find_region
from plancli.titles import is_official, official_title, page_titles

# "来源：时代周报", "文章来源： 某某网 作者：": group 1 is the source.
_ORIGIN_RE = lazily(
    r"来\s?源\s?[：:]\s*(?!作者|编辑|发布|时间|日期|字体|点击|浏览|本站|原创|网络|互联网)([^\s：:|（）()]{2,24})"
)
_NO_ORIGIN = ("作者", "本站", "本站原创", "本网", "网络", "互联网", "原创")
_NAME = f"(?:{IDEOGRAPH}|·){{2,4}}"
_EDITOR_RE = lazily(rf"(?:责任编辑|责编|编辑)\s?[：:]\s*({_NAME}(?:[、，,]\s?{_NAME})*)")
_ORIGINAL_TITLE_RE = lazily(r"^\s*原标题\s?[：:]\s*(.+?)(?:\s{0,9}来源[：:].*)?$")
# "某部新闻办公室 2025-01-12": the day of a text beside its source.
_DATED_RE = lazily(
    r"\s(?:20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)(?:\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s*$"
)
# "来源：某某日报 字号 小 大", "市发展改革委发布时间：2023-06-01浏览次数：102": buttons and labels that run on.
_BUTTONS_RE = lazily(
    r"\s(?:字号|字体|大小|收藏|打印|分享|点击|浏览|阅读|评论|纠错|微博|参与互动|小字号|【).*$"
    r"|(?<=\S{2})\s?(?:(?:发布|发稿|更新|信息)?(?:时间|日期)\s?[:：]|浏览(?:次数|量)|点击(?:次数|量|数)|阅读(?:次数|量)\s?[:：0-9]|访问量|字[号体](?:\s?[:：【\[（(大小]|$)|无障碍|保护视力色|分享到"
    r"|(?:责任编辑|责编|编辑|作者|记者)\s?[:：]|参与互动|[|｜【\[\]】]).*$"
)
_LINK_RE = lazily(r"(?:原文链接|原文地址|链接|网址|URL)\s?[：:]\s*(https?://[^\s，。）)]+)", re.IGNORECASE)
_CODE_RE = lazily(r"\s{0,9}[A-Za-z]{1,4}[0-9]{1,5}\s{0,9}$")
# "2024-01-09 07:31", "2024年01月25日 星期四 上一篇 下一篇": above the text; a day of the week alone is the site's clock.
_STAMPED_RE = lazily(
    r"(?<![今现][天日在])(?<![今现][天日在]是)(20[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|([-/.])[0-9]{1,2}\2[0-9]{1,2}))\s*(?:星期[一二三四五六日天].{0,40}(?:上一[篇版期]|下一[篇版期]|版面|返回目录|往期)|[0-9]{1,2}:[0-9]{2})"
)
_CLOCK_RE = lazily(r"网站更新|当前时间|现在|今天|北京时间|有效期|打印|维护|登录|截止|(?<!PDF)下载")
_STAMP_LINE = 60
"""Longest line above the text that may state its date."""
_ADDRESS_DATE_RE = lazily(r"[/_t](20[0-9]{2})[-/]?(0[1-9]|1[0-2])[-/]?([0-3][0-9])(?![0-9])")
_SPACE_RE = lazily(r"\s+")


def read_meta(
    payload: Payload, cleaned: Cleaned, body: Body, outline: Outline, lexicon: Lexicon | None = None
) -> Meta:
    """What the document says about itself; None where it does not say."""
    lexicon = lexicon or default_lexicon()
    front, hints = _Front(payload), cleaned.hints
    notes = [block.text for block in cleaned.blocks if block.layer == "notes"]
    title, headline, official = _titles(payload, cleaned, notes, lexicon)
    titles = tuple(dict.fromkeys(name for name in (title, headline) if name))
    signature = find_signature(body, lexicon)
    plan = find_plan(titles, official, body, lexicon)
    kind = find_kind(titles, official, plan, body, outline, lexicon, bylines=_above(cleaned))
    dated = (
        beijing_date(hints.get("dated"))
        or bracketed_date(body)
        or (signature.dated if signature else None)
        or _title_date(title)
    )
    # A document reprinted without a page around it is published by its signature.
    published = (
        beijing_date(front.raw("date", "published", "pubdate", "created"))
        or beijing_date(hints.get("published"))
        or beijing_date(hints.get("origin"))  # 来源：某部新闻办公室 2025-01-12
        or (dated if official else None)
        or _address_date(hints.get("url"))
        or _date_above(cleaned)
    )
    issuer = _clean(hints.get("issuer")) or (
        body_in_title(title, lexicon) if title and (official or plan) else None
    )
    issuer = issuer or (" ".join(signature.bodies) if signature else None)
    if issuer is None and plan and not official:
        issuer = body_in_lead(body.blocks, lexicon)
    number = _clean(hints.get("document_number")) or find_number([*opening_lines(body), *notes])
    year = year_of_number(number) or (None if published or dated else find_present(titles, body))
    return Meta(
        title=title,
        headline=headline,
        plan=plan,
        publisher=front.text("author", "publisher", "site") or _publisher(hints.get("publisher")),
        origin=front.text("source", "origin") or _stated_origin(hints) or _origin(notes, body, lexicon),
        published=published,
        dated=dated,
        issuer=issuer,
        document_number=number,
        year=year,
        index_no=_clean(hints.get("index_no")),
        region=find_region((issuer, plan, title, headline), lexicon),
        period=find_period((plan, *titles), body, kind, dated or published or year, lexicon),
        url=front.text("url", "link", "permalink", "original")
        or _clean(hints.get("url"))
        or _first(_LINK_RE, notes),
        editor=front.text("editor")
        or _editor(hints.get("editor"))
        or _first(_EDITOR_RE, [*notes, *_below(cleaned)]),
        kind=kind,
    )


# "政府工作报告（2023年1月10日）", "…方案（2023年1月10日印发）"
_TITLE_DATE_RE = lazily(r"[（(](20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)[^（）()]{0,40}[）)]\s*$")


def _title_date(title: str | None) -> str | None:
    """The day in a bracket that ends *title*."""
    found = _TITLE_DATE_RE.search(fold(title)) if title else None
    return beijing_date(found[1]) if found else None


class _Front:
    """Front matter fields under any of the names that feeds give them."""

    def __init__(self, payload: Payload) -> None:
        self._fields = payload.front

    def raw(self, *names: str) -> object:
        """The first field present."""
        return next((self._fields[name] for name in names if self._fields.get(name) is not None), None)

    def text(self, *names: str) -> str | None:
        """The first field that is a string."""
        value = self.raw(*names)
        return _clean(value) if isinstance(value, str) else None


def _titles(
    payload: Payload, cleaned: Cleaned, notes: list[str], lexicon: Lexicon
) -> tuple[str | None, str | None, bool]:
    """Title, headline when it differs, and whether the title is that of a document."""
    given = page_titles(payload, cleaned)
    shown = tuple(block for block in cleaned.blocks if block.layer == "body")
    above = official_title(shown, lexicon)
    first = given[0] if given else None
    official = [title for title in given if is_official(title, lexicon)]
    named = official[0] if official else None
    # 名称：某行动方案, on the page of 关于印发某行动方案的通知
    named = next((t for t in official if named and "关于" in t and _bare(named) in _bare(t)), named)
    if above and (named is None or _names_it(above, named)):
        headline = first if first and _bare(first) != _bare(above) else None
        return above, headline, True
    if named:
        return named, first if first and _bare(first) != _bare(named) else None, True
    original = next((match[1] for note in notes if (match := _ORIGINAL_TITLE_RE.match(note))), None)
    if first is None:
        return original or _first_line(shown), None, False
    return first, original if original and _bare(original) != _bare(first) else None, False


def _names_it(above: str, named: str) -> bool:
    """Whether *above* the text is the title that the page's own *named* repeats, with or without a column.

    每周一学：某某公报 is 某某公报; 关于印发某某办法的通知 is not 某某办法, and 政府工作报告 names no year.
    """
    short, long = _bare(above), _bare(named)
    at = long.find(short)
    whole = len(short) >= 10 and at >= 0 and re.search(r"关于|印发|发布|公布", long[:at]) is None
    return len(short) >= len(long) or whole


def _first_line(blocks: tuple[Block, ...]) -> str | None:
    """The line above the text, when the text begins with one."""
    if len(blocks) < 2 or blocks[0].kind == "table":
        return None
    text = blocks[0].text
    longest = _LONGEST_HEADING if blocks[0].kind == "heading" else _LONGEST_LINE
    return text if 4 <= len(text) <= longest and text[-1] not in "。；，：:" else None


_LONGEST_LINE, _LONGEST_HEADING = 80, 120
"""Longest line, and longest heading, above a text that is its title: headlines of two lines run to 90 characters."""


def _bare(title: str) -> str:
    return re.sub(r"[\W_]", "", title)


def _clean(value: str | None) -> str | None:
    return (_SPACE_RE.sub(" ", value).strip() or None) if value else None


def _below(cleaned: Cleaned) -> list[str]:
    """Short lines below the text that no rule knows: one may name the editor."""
    last = max((n for n, block in enumerate(cleaned.blocks) if block.layer == "body"), default=0)
    return [b.text for b in cleaned.blocks[last + 1 :] if b.layer == "outside" and len(b.text) <= _STAMP_LINE]


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    return next((match[1] for line in lines if (match := pattern.search(line))), None)


def _address_date(url: str | None) -> str | None:
    """Date in the address of the page: /2022-02-17/doc-…, /202202/t20220217_…, /2022/0217/c…."""
    found = _ADDRESS_DATE_RE.search(url) if url else None
    return beijing_date("".join(found.groups())) if found else None


# "时政新闻", "要闻动态": a column, which some sites give as the name of their own.
_COLUMN_RE = lazily(r"(?:新闻|要闻|动态|时政|频道|专栏|栏目|资讯|快讯|首页|信息)$")
_SITE_RE = lazily(r"[报网台社刊]")


def _publisher(raw: str | None) -> str | None:
    """The site or paper that *raw* names; None for a column of one."""
    named = _clean(raw)
    column = named is not None and len(named) <= 6 and _COLUMN_RE.search(named) and not _SITE_RE.search(named)
    return None if column else named


def _editor(raw: str | None) -> str | None:
    return _CODE_RE.sub("", _NO_EDITOR_RE.sub("", raw)).strip() or None if raw else None


# "李某某 签审: 王某某", "小刘 | 校对：赵某": who did what else.
_NO_EDITOR_RE = lazily(
    r"\s?(?:[|｜\]】]|(?:签审|校对|审核|审校|监制|复审|终审|初审|责任编辑|责编|来源)\s?[:：|丨]?).*$"
)


def _stated_origin(hints: dict[str, str]) -> str | None:
    origin = _clean(_BUTTONS_RE.sub("", _DATED_RE.sub("", hints.get("origin", "").strip("【】[] "))))
    return None if origin in _NO_ORIGIN else origin


def _origin(notes: list[str], body: Body, lexicon: Lexicon) -> str | None:
    """Source named under or above the text, else the agency whose dateline opens it."""
    named = _BUTTONS_RE.sub("", (_first(_ORIGIN_RE, notes) or "").strip("【】[]"))
    if named or not body.blocks:
        return named or None
    agency = _agency_re(lexicon)
    return next((match[1] for block in body.blocks[:3] if (match := agency.match(block.text[:60]))), None)


@lru_cache(maxsize=8)
def _agency_re(lexicon: Lexicon) -> re.Pattern[str]:
    # "新华社滨江4月6日电", "滨江证券报讯": group 1 is the agency; 本报讯 names none.
    names = alternation(lexicon.forms("agency"))
    return lazily(
        rf"^(?:据)?(?!本报)([^\W_]{{1,12}}{names})"
        rf"(?:{IDEOGRAPH}{{2,8}}?)?(?:[0-9]{{1,2}}月[0-9]{{1,2}}日)?(?:电|讯)(?=[\s（(：:]|{IDEOGRAPH})"
    )


def _above(cleaned: Cleaned) -> list[str]:
    """The short lines between the page's top and its text, which may say who wrote it."""
    first = next((n for n, block in enumerate(cleaned.blocks) if block.layer == "body"), 0)
    return [block.text for block in cleaned.blocks[:first] if len(block.text) <= _STAMP_LINE]


def _date_above(cleaned: Cleaned) -> str | None:
    """The date with a time or a day of the week in the last such line between the page's top and its text."""
    found: str | None = None
    for block in cleaned.blocks:
        if block.layer == "body":
            break
        line = fold(block.text) if len(block.text) <= _STAMP_LINE else ""
        stamped = _STAMPED_RE.search(line) if _CLOCK_RE.search(line) is None else None
        found = beijing_date(stamped[1]) or found if stamped is not None else found
    return found
