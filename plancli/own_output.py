"""Bytes of an input -> the kind of output of plancli that they are, if any: no release, whatever it is called.

Promise: told by the first kilobytes, by keys in the order in which plancli writes them or by the mark of its
pages; a portal's own JSON with a source and a title is none.
"""

from __future__ import annotations

from plancli.errors import FormatError
from plancli.patterns import lazily

HEAD = 16384
"""Bytes that are looked at: those before the last key asked for hold two paths and a title, 4 KB each at most."""
_TEXT = r'"(?:[^"\\]|\\.){0,4096}"'
_MAYBE = rf"(?:null|{_TEXT})"
_NEXT = r",\s{0,9}"
# What each output begins with, in one line or indented; records stand in an array, several corrections too.
_JSON_RE = lazily(
    (
        r"(?:\xef\xbb\xbf)?\s{0,99}(?:\[\s{0,9})?\{\s{0,9}(?:"
        # {"plancli": "0.1.0", "documents": 3}
        r'(?P<manifest>"plancli":\s?"[0-9][^"]{0,40}",\s{0,9}"documents":)'
        # {"schema_version":"1","source":{"path":"a.html", or "kind":"versions"
        r'|(?P<document>"schema_version":\s?"[0-9]{1,3}",\s{0,9}"source":\s?\{\s{0,9}"path":)'
        r'|(?P<comparison>"schema_version":\s?"[0-9]{1,3}",\s{0,9}"kind":\s?"(?:versions|matrix)")'
        # {"source":"a.html","title":"…","id":"t1", or "sections":[; {"source":"a.html","text":"60项","value":60
        rf'|(?P<records>"source":\s?{_TEXT}{_NEXT}(?:"title":\s?{_MAYBE}{_NEXT}(?:"id":\s?"t[0-9]{{1,9}}"|"sections":\s?\[)'
        rf'|(?:"line":\s?[0-9]{{1,12}}{_NEXT})?"text":\s?{_TEXT}{_NEXT}"value":))'
        # {"documents":1,"figures":{
        r'|(?P<scores>"documents":\s?[0-9]{1,12},\s{0,9}"figures":\s?\{)'
        # {"doc":"a.html","title":"…","published":null,"body_first":"…"
        rf'|(?P<corrections>"doc":\s?{_TEXT}{_NEXT}"title":\s?{_MAYBE}{_NEXT}"published":\s?{_MAYBE}{_NEXT}"body_first":)'
        rf'|(?P<schema>"\$schema":\s?{_TEXT}{_NEXT}"\$id":\s?"urn:plancli:))'
    ).encode("ascii")
)
_BLANKS = 128
"""Bytes within which JSON begins."""
# In the head of review and compare pages; a browser that saves one again writes it so, too.
_PAGE_MARK = b'<meta name="generator" content="plancli">'
# Headers of the tables that commands write as CSV.
_TABLES = (
    b"source,title,section_path,id,",
    b"source,line,text,value,",
    b"source,sha256,similarity,",
    b"indicator,change,changes,effort,",
)
_NAMES = {
    "manifest": "the manifest of a folder",
    "document": "a document",
    "comparison": "a comparison",
    "records": "records",
    "scores": "scores",
    "corrections": "corrections",
    "schema": "a schema",
    "page": "a page",
    "table": "a table",
}


def own_output(data: bytes) -> str | None:
    """What of plancli's own *data* are, in a word or two, or None for anything else.

    >>> own_output(b'{"plancli": "0.1.0", "documents": 3}'), own_output(b'{"source": "a", "title": "b", "text": "c"}')
    ('the manifest of a folder', None)
    """
    head = data[:HEAD]
    # Nearly all inputs are no JSON, and the pattern takes longer to compile than they to be told.
    begun = head[:_BLANKS].removeprefix(b"\xef\xbb\xbf").lstrip()
    if begun.startswith(_TABLES):
        return _NAMES["table"]
    opens = begun[:1]
    found = _JSON_RE.match(head) if opens in (b"{", b"[") else None
    if found is not None:
        return _NAMES[str(found.lastgroup)]
    return _NAMES["page"] if _PAGE_MARK in head else None


def is_document(data: bytes) -> bool:
    """Whether *data* begin as the JSON of one document does."""
    return own_output(data) == _NAMES["document"]


def refuse_own(data: bytes) -> None:
    """Return when *data* are no output of plancli.

    Raises: FormatError that says which.
    """
    name = own_output(data)
    if name is not None:
        raise FormatError(f"the input is {name} that plancli wrote and no release; give the release itself")
