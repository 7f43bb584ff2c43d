"""An RSS or Atom feed -> its entries as posts: front matter and the entry's own HTML, as feed archives keep them.

Promise: every entry is a post of its own, in the feed's order; a feed is told by its first bytes, never by a suffix.
"""

from __future__ import annotations

import json

from plancli.errors import FormatError
from plancli.patterns import lazily

FEED_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
"""Files that are looked into for a feed."""
SNIFFED = 4096
"""Bytes that tell a feed."""
# <?xml …?>, remarks and style sheets may stand above the root: rss, Atom's feed, or RDF for RSS 1.0.
_ROOT_RE = lazily(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<!DOCTYPE[^\[>]{0,200}\[[^\]]{0,3000}\]\s{0,9}>\s{0,99}|<[?!][^>]{0,999}>\s{0,99}){0,9}<(?:rss[\s>]|feed\s[^>]{0,999}xmlns|rdf:RDF[\s>])"
)


def is_feed(data: bytes) -> bool:
    """Whether *data* begins as an RSS or Atom feed does.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0"><channel>'), is_feed(b"<html><body>")
    (True, False)
    """
    return _ROOT_RE.match(data[:SNIFFED]) is not None


def refuse_feed(data: bytes) -> None:
    """Return when *data* is no feed: its entries are releases of their own, and no one document.

    Raises: FormatError that says how to give them.
    """
    if is_feed(data):
        raise FormatError(
            "the input is an RSS or Atom feed of several releases; "
            f"give it as a file whose name ends in {', '.join(FEED_SUFFIXES[:-1])} or {FEED_SUFFIXES[-1]}; "
            "one from standard input is saved under such a name first"
        )


def read_entries(data: bytes) -> list[bytes]:
    """The entries of the feed *data* as posts in UTF-8.

    Raises: FormatError when it holds none.
    """
    import feedparser

    # What an entry holds is cleaned as any page is.
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        reason = str(feed.get("bozo_exception") or "no entry was found")
        raise FormatError(f"the feed cannot be read: {reason}")
    return [_post(entry, str(feed.feed.get("title") or "")) for entry in feed.entries]


def _post(entry: dict[str, object], channel: str) -> bytes:
    """The *entry* of a feed called *channel* as front matter and content."""
    fields = {
        "title": entry.get("title"),
        "date": entry.get("published") or entry.get("updated"),
        "link": entry.get("link"),
        "author": entry.get("author") or channel,
    }
    # What JSON writes is YAML too.
    front = [f"{key}: {json.dumps(str(value), ensure_ascii=False)}" for key, value in fields.items() if value]
    contents = entry.get("content")
    whole = max((str(c.get("value") or "") for c in contents), key=len) if isinstance(contents, list) else ""
    text = "\n".join(["---", *front, "---", "", whole or str(entry.get("summary") or "")])
    return text.encode("utf-8", "replace")
