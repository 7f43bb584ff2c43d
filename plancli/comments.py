"""What stands in the comments of a page: markup commented out, and remarks of programs about the page.

Promise: text of a comment is never taken for the page's.
"""

from __future__ import annotations

import re
from html import unescape

from plancli.blanks import squeeze
from plancli.patterns import lazily

TAG_RE = lazily(r"<[^<>]*>")
BLOCK_END_RE = lazily(r"</?(?:p|div|br|li|tr|h[1-6]|table|section)\b[^<>]*>", re.IGNORECASE)
UNSEEN_RE = lazily(r"<(script|style)\b(?:[^<]|<(?!/\1\b))*", re.IGNORECASE)
# <!--article_adlist[ … ]article_adlist-->, <!--[if lt IE 9]> … <![endif]-->
COMMENT_ENDS_RE = lazily(r"^\s{0,9}\w{0,20}\[(?:if [^\]]{0,80}\]>)?|\]\w{0,20}\s{0,9}$|<!\[endif\]\s{0,9}$")
CHINESE_RE = lazily("[\u3400-\u9fff]")
# <!-- saved from url=(0054)http://… -->, and SingleFile's "Page saved with SingleFile\n url: https://…"
SAVED_FROM_RE = lazily(r"(?:saved from url=\([0-9]{1,6}\)|\burl:\s{0,9})(https?://[^\s\"'<>]{1,500})")


def commented_out(text: str) -> list[str]:
    """Paragraphs of the markup in the comment *text*; none when it has no word of Chinese.

    >>> commented_out("article_adlist[<p>广告</p>]article_adlist")
    ['广告']
    """
    bare = UNSEEN_RE.sub("", COMMENT_ENDS_RE.sub("", text))
    parts = (squeeze(unescape(TAG_RE.sub("", part))) for part in BLOCK_END_RE.split(bare))
    return [part for part in parts if CHINESE_RE.search(part)]


def saved_from(text: str) -> str | None:
    """Address that the comment says the page was saved from."""
    found = SAVED_FROM_RE.search(text)
    return found[1] if found else None


# <!--enpproperty <articleid>…</articleid><date>2024-02-26 00:00:00.000</date>…/enpproperty-->: what the pages of
# newspapers made with Founder's system say of their article.
PROPERTIES_RE = lazily(r"^\s{0,9}enpproperty\b")
PROPERTY_RE = lazily(r"<(date|title|nodename)>([^<>]{1,200})</\1>")


def properties(text: str) -> list[tuple[str, str]]:
    """Names and values of the article's fields in the comment *text*, or nothing.

    >>> properties("enpproperty <date>2024-02-26 00:00:00.000</date>/enpproperty")
    [('enp.date', '2024-02-26 00:00:00.000')]
    """
    if PROPERTIES_RE.match(text) is None:
        return []
    return [(f"enp.{name}", squeeze(unescape(value))) for name, value in PROPERTY_RE.findall(text)]
