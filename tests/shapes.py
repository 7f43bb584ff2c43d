"""Texts that are easy to make and hard to read: one construction repeated until it has n characters or so."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

Shape = Callable[[int], str]


def repeat(unit: str, *, before: str = "", after: str = "") -> Shape:
    """*unit* again and again."""
    return lambda size: before + unit * max(1, size // len(unit)) + after


def numbered(form: str, *, before: str = "", after: str = "") -> Shape:
    """*form* with 1, 2, 3, … in it."""
    length = len(form.format(1)) + 2
    return lambda size: before + "".join(form.format(n) for n in range(1, 2 + size // length)) + after


def mirrored(opening: str, closing: str, *, inner: str = "") -> Shape:
    """*opening* to half the size, then as many *closing*."""

    def make(size: int) -> str:
        count = max(1, size // (len(opening) + len(closing)))
        return opening * count + inner + closing * count

    return make


def in_turn(*units: str) -> Shape:
    """The *units* one after the other."""
    length = max(1, sum(map(len, units)) // len(units))
    return lambda size: "".join(islice(cycle(units), max(1, size // length)))


TEXTS: dict[str, Shape] = {
    # Numbers.
    "digits": repeat("1"),
    "digits and commas": repeat("1,"),
    "digits and dots": repeat("1."),
    "digits and blanks": repeat("50 "),
    "chinese digits": repeat("一"),
    "chinese scales": repeat("万亿"),
    "scale": repeat("万"),
    "chinese numerals": repeat("三百二十"),
    "percentages": repeat("5%"),
    "percentage points": repeat("个百分点"),
    "counts": repeat("50所"),
    "numbers and units": numbered("{}所"),
    "fractions": repeat("三分之一"),
    "half fractions": repeat("分之"),
    "ranges": repeat("5—8—"),
    "ranges in words": repeat("5至"),
    "ordinals": repeat("第5"),
    "bounds before": repeat("不低于"),
    "bounds after": repeat("以上"),
    "classifiers": repeat("个"),
    "zero width blanks": repeat("5\u200b"),
    "names of things": repeat("甲1"),
    "plus": repeat("3+"),
    # Dates.
    "years": repeat("2025年"),
    "years ahead": repeat("到2025年，"),
    "years back": repeat("比2020年"),
    "days": repeat("2025年3月5日"),
    "spans of years": repeat("2021—2025年、"),
    "planning periods": repeat("“十四五”"),
    "year signs": repeat("年"),
    "year fronts": repeat("年前"),
    # Clauses.
    "clauses": repeat("推进建设，"),
    "clauses with numbers": repeat("建成学校50所，", before="到2025年，"),
    "list of numbers": repeat("建成学校50所、", before="到2025年，"),
    "numbered clauses": numbered("学校{}所、", before="到2025年建成"),
    "half clauses": repeat("建成50所；", before="到2025年"),
    "sentences": repeat("到2025年，建成学校50所。"),
    "different sentences": numbered("到2025年建成学校{}所。"),
    "lines": repeat("到2025年，建成学校50所。\n"),
    "changes": repeat("由3.1%提高到"),
    "respectively": repeat("学校、医院、", after="分别达到50所、60所"),
    "of which": repeat("其中，", after="50所"),
    "enumeration": repeat("甲、", after="50所"),
    "colons": repeat("："),
    "no marks": repeat("建设"),
    "bracketed numbers": repeat("甲（5万套）、", before="到2025年建成"),
    "responsible": repeat("（责任单位："),
    "responsible bodies": repeat("市教育局、", before="建成50所（责任单位：", after="）"),
    "responsible everywhere": repeat("到2025年建成50所。（责任单位：市教育局）\n"),
    # Brackets and marks.
    "open brackets": repeat("（"),
    "closed brackets": repeat("）"),
    "nested brackets": mirrored("（", "）", inner="到2025年建成50所"),
    "brackets of ones": repeat("（一）"),
    "open titles": repeat("《"),
    "titles": repeat("《规划》"),
    "open number brackets": repeat("〔"),
    "square brackets": repeat("["),
    "quotes": repeat("“"),
    "dots": repeat("."),
    "hyphens": repeat("-"),
    "dashes": repeat("—"),
    "tildes": repeat("~"),
    "stars": repeat("*"),
    "pipes": repeat("|"),
    "backticks": repeat("`"),
    "ampersands": repeat("&"),
    "underscores": repeat("_"),
    # Blanks and strange characters.
    "blanks": repeat(" ", before="文", after="文"),
    "wide blanks": repeat("\u3000", before="文", after="文"),
    "tabs": repeat("\t", before="文", after="文"),
    "empty lines": repeat("\n", before="文", after="文"),
    "windows lines": repeat("\r\n", before="文", after="文"),
    "blanks between": repeat("文 "),
    "accents": repeat("\u0301", before="文"),
    "byte order marks": repeat("\ufeff", before="文"),
    "zeros": repeat("文\0"),
    "surrogates": repeat("文\ud800"),
    "letters": repeat("a"),
    "words": repeat("ab "),
    "addresses": repeat("http://a.b/"),
    # Headings and items.
    "ones": repeat("一、"),
    "lines of ones": repeat("一、\n"),
    "numbered lines": numbered("{}.建设\n"),
    "chapters": repeat("第一章 总则\n"),
    "boxes": repeat("专栏1 建设\n"),
    "annexes": repeat("附件1\n"),
    "bullets": repeat("——"),
    "bulleted lines": repeat("——建成学校50所\n", before="到2025年\n"),
    "said twice": mirrored("一、建设学校\n", "二、建设医院\n"),
    "levels": in_turn("一、建设\n", "（一）建设\n", "1.建设\n", "（1）到2025年建成50所\n"),
    "itemised sentence": repeat("一是建成50所，二是新建30所；", before="到2025年，"),
    "markdown headings": repeat("# 标题\n"),
    "markdown levels": in_turn("# 标题\n", "## 标题\n", "### 标题\n", "#### 标题\n", "到2025年建成50所\n"),
    "markdown quotes": repeat(">", after="文"),
    "markdown quoted lines": repeat("> 到2025年建成50所\n"),
    "markdown items": repeat("- 到2025年建成50所\n"),
    "markdown nested items": lambda size: "".join(f"{'  ' * n}- 甲\n" for n in range(int(size**0.5))),
    "markdown bold": repeat("**建"),
    "markdown links": mirrored("[", "](http://a.b)"),
    "markdown fences": repeat("```\n"),
    "markdown table": repeat("|学校|所|50|\n", before="|指标|单位|2025年|\n|---|---|---|\n"),
    "front matter": repeat("a: b\n", before="---\n", after="---\n文"),
    "rules": repeat("---\n"),
    "front matter of brackets": repeat("[", before="---\na: ", after="\n---\n文"),
}

PAGES: dict[str, Shape] = {
    # Nesting and closing.
    "div in div": repeat("<div>", after="到2025年，建成学校50所。"),
    "text in div in div": repeat("<div>文"),
    "span in span": repeat("<span>", before="<p>", after="到2025年，建成学校50所。"),
    "bold in bold": repeat("<b>", before="<p>", after="到2025年，建成学校50所。"),
    "font in font": repeat("<font color=red>", before="<p>", after="到2025年，建成学校50所。"),
    "table in table": repeat("<table><tr><td>", after="到2025年，建成学校50所。"),
    "list in list": repeat("<ul><li>项"),
    "closed div in div": mirrored("<div>", "</div>", inner="到2025年，建成学校50所。"),
    "ends alone": repeat("</div>", before="<p>文</p>"),
    "links": repeat("<a href=#>文</a>", before="<p>"),
    "anchors": repeat("<a name=x>", before="<p>文</p>"),
    # Things that never end.
    "less than": repeat("<", before="<p>文</p>"),
    "tag starts": repeat("<a", before="<p>文</p>"),
    "tags without end": repeat("<a ", before="<p>文</p>"),
    "comments without end": repeat("<!-- ", before="<p>文</p>"),
    "comments": repeat("<!--文-->", before="<p>文</p>"),
    "comments with markup": repeat("<!--<p>文</p>-->", before="<p>文</p>"),
    "scripts without end": repeat("<script>", before="<p>文</p>"),
    "half ends of a script": repeat("</scrip", before="<p>文</p><script>"),
    "titles without end": repeat("<title>", before="<p>文</p>"),
    "cdata without end": repeat("<![CDATA[", before="<p>文</p>"),
    "instructions": repeat("<?a ", before="<p>文</p>"),
    # Attributes and entities.
    "attributes": repeat("a=1 ", before="<p ", after=">文</p>"),
    "different attributes": numbered("a{}=1 ", before="<p ", after=">文</p>"),
    "style": repeat("color:red;", before='<p style="', after='">文</p>'),
    "styles": repeat('<p style="color:red;text-align:center">文</p>'),
    "class": repeat("x ", before='<p class="', after='">文</p>'),
    "different classes": numbered("<p class=c{}>文</p>"),
    "entities": repeat("&amp;", before="<p>", after="</p>"),
    "ampersands in a page": repeat("&", before="<p>", after="</p>"),
    "numbers as entities": repeat("&#20013;", before="<p>", after="</p>"),
    "lone surrogates as entities": repeat("&#xD800;", before="<p>", after="</p>"),
    # Many of one kind.
    "paragraphs": repeat("<p>到2025年，建成学校50所。</p>"),
    "short paragraphs": repeat("<p>a</p>"),
    "spans": repeat("<span>文</span>", before="<p>"),
    "breaks": repeat("到2025年建成50所<br>", before="<p>"),
    "breaks alone": repeat("<br>", before="<p>", after="文"),
    "headings": numbered("<h2>第{0}节 建设</h2><p>到2025年建成学校{0}所。</p>"),
    "list items": repeat("<li>到2025年建成50所</li>", before="<ol>"),
    "images": repeat("<img src=a>", before="<p>文</p>"),
    "bodies": repeat("<body><p>文</p></body>"),
    "frames": repeat("<frameset><frame src=a>"),
    "metas": repeat('<meta name=author content="甲">', after="<p>文</p>"),
    # Tables.
    "rows": repeat(
        "<tr><td>学校</td><td>所</td><td>50</td></tr>",
        before="<table><tr><th>指标</th><th>单位</th><th>2025年</th></tr>",
        after="</table>",
    ),
    "different rows": numbered(
        "<tr><td>指标{0}</td><td>所</td><td>{0}</td></tr>",
        before="<table><tr><th>指标</th><th>单位</th><th>2025年</th></tr>",
        after="</table>",
    ),
    "columns": lambda size: (
        f"<table><tr><td>指标</td>{'<th>2025年</th>' * (size // 25)}</tr>"
        f"<tr><td>学校</td>{'<td>50</td>' * (size // 25)}</tr></table>"
    ),
    "rows of years": repeat(
        "<tr><td>2025年</td><td>50%</td><td>2030年</td></tr>", before="<table>", after="</table>"
    ),
    "spanning rows": repeat(
        "<tr><td rowspan=9999>甲</td><td>50</td></tr>", before="<table>", after="</table>"
    ),
    "spanning columns": repeat(
        "<tr><td colspan=999>甲</td><td>50</td></tr>", before="<table>", after="</table>"
    ),
    "tables": repeat(
        "<table><tr><td>指标</td><td>2025年</td></tr><tr><td>学校</td><td>50所</td></tr></table>"
    ),
    "cells without rows": repeat("<td>50", before="<table>"),
}

SHAPES = TEXTS | PAGES
