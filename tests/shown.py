"""What every form of output promises: text of a document is seen there and does nothing."""

from __future__ import annotations

import csv
import re
from functools import cache
from io import StringIO

from documents import document as sample
from lxml import etree

from plancli import Document
from plancli.lexicon import default_lexicon
from plancli.options import Look
from plancli.render.delimited import TARGET_COLUMNS, csv_rows
from plancli.render.dropped import dropped_view
from plancli.render.markdown import targets_markdown
from plancli.render.numbers import explain, explain_view
from plancli.render.terminal import document_view
from plancli.review.html import review_html
from plancli.serialize import target_records
from plancli.visible import visible_lines

PLAIN = Look(color=False, width=80, pictures=True)
# What a spreadsheet runs, and what it takes for a number.
RUN_RE = re.compile(r"[=+\-@\t\r＝＋－＠]")
NUMBER_RE = re.compile(r"[+\-＋－]?[0-9０-９][^=]*")


def check_shown(document: Document) -> None:
    """Fails with the form of output in which a text of *document* could act."""
    for shown in (
        document_view(document, PLAIN, by="deadline"),
        explain_view(document, list(explain(document, default_lexicon())), PLAIN),
        dropped_view("-", document.dropped, PLAIN),
    ):
        assert visible_lines(shown) == shown, "nothing that moves a cursor reaches a terminal"
    for row in csv.reader(StringIO(csv_rows(target_records(document), TARGET_COLUMNS), newline="")):
        assert len(row) == len(TARGET_COLUMNS)
        assert all(NUMBER_RE.fullmatch(cell) for cell in row if RUN_RE.match(cell)), (
            "no spreadsheet runs a cell"
        )
    table = targets_markdown(document)
    assert visible_lines(table) == table
    assert "<" not in table, "Markdown of ours holds no tag"
    scripts = check_page(review_html([document]))
    assert scripts <= own_scripts(), "what runs on a page is ours alone"


def check_page(page: str) -> set[str]:
    """The scripts of *page*; fails when anything else on it could load or run something."""
    root = etree.fromstring(page.encode("utf-8"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in root.iter(etree.Element):
        assert element.tag not in ("iframe", "object", "embed", "img", "link", "base")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action", "href") or value.startswith("#")
    return {
        script.text
        for script in root.iter("script")
        if script.get("type") != "application/json" and script.text
    }


@cache
def own_scripts() -> set[str]:
    return check_page(review_html([sample()]))
