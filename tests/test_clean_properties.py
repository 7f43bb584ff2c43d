"""What holds of cleaning for any text and any markup: nothing is lost, nothing is added, nothing takes long."""

from __future__ import annotations

import re
import time
from html import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plancli.blanks import squeeze
from plancli.chrome import judge, line_rules
from plancli.clean import clean, lay_out
from plancli.errors import EmptyDocumentError
from plancli.formats import tell
from plancli.layers import name_rules, words_of
from plancli.layout import laid_out_rows
from plancli.lexicon import default_lexicon
from plancli.models import Cleaned, Payload
from plancli.sites import templates

SENTENCE = "到2025年，全市新增公园12个，人均绿地面积达到15平方米。"
PIECES = (
    *(
        "到2025年",
        "，",
        "。",
        "60项",
        "一、总体要求",
        "责任编辑：某某",
        "来源：某报",
        " ",
        "\u3000\u3000",
        "\n",
    ),
    *(
        "●",
        "\u200b",
        "\xa0",
        "<1",
        "A",
        "b c",
        "附件：",
        "相关阅读",
        "【打印】",
        "2023-01-02 10:00",
        "版权所有",
    ),
    SENTENCE,
)
WORDS = st.sampled_from(PIECES)
TAGS = (
    "p",
    "div",
    "span",
    "b",
    "font",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "h1",
    "h3",
    "section",
    "a",
)
NAMES = ("", ' class="article"', ' id="zoom"', ' class="share-box"', ' class="nav"', ' style="display:none"')
NAMES += (
    ' class="img_descr"',
    ' href="/x.html"',
    ' style="font-weight:bold;text-align:center"',
    ' rowspan="3"',
)


def nodes(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Markup around *inner*, closed or not."""
    tag = st.sampled_from(TAGS)
    parts = st.lists(inner, max_size=4).map("".join)
    return st.builds(
        lambda tag, name, text, closed: f"<{tag}{name}>{text}" + (f"</{tag}>" if closed else ""),
        tag, st.sampled_from(NAMES), parts, st.booleans(),
    )  # fmt: skip


MARKUP = st.recursive(
    st.one_of(st.lists(WORDS, max_size=5).map("".join).map(escape), st.just("<br>"), st.just("<!-- 注 -->")),
    nodes,
    max_leaves=25,
)


def visible(text: str) -> str:
    """The characters of *text* that a reader sees."""
    return re.sub(r"\s", "", squeeze(text))


def cleaned_or_none(payload: Payload) -> Cleaned | None:
    try:
        return clean(payload)
    except EmptyDocumentError:
        return None


@given(st.text())
def test_any_text_is_cleaned_or_empty(text: str) -> None:
    for format in ("html", "html-fragment", "markdown", "text"):
        cleaned = cleaned_or_none(Payload(format, text))
        for block in cleaned.blocks if cleaned else ():
            assert block.text
            assert block.layer in ("body", "furniture", "notes")
            assert block.rule or block.layer == "body"


@given(MARKUP)
def test_nothing_visible_is_lost_or_added(markup: str) -> None:
    """Every character between tags is in one block; <title> is the only text that is a hint alone."""
    cleaned = cleaned_or_none(Payload("html", f"<p>{SENTENCE}</p>{markup}"))
    assume(cleaned is not None and "links" not in {block.rule for block in cleaned.blocks})
    assert cleaned is not None
    shown = re.sub(r"<!--.*?-->|<[^<>]*>", "", markup)
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    found = "".join(block.text for block in cleaned.blocks)
    assert sorted(visible(SENTENCE + shown)) == sorted(visible(found))


@given(MARKUP)
def test_markup_alone_changes_no_order(markup: str) -> None:
    """Body blocks stand in the text in the order in which they stand in the page."""
    cleaned = cleaned_or_none(Payload("html", f"<p>{SENTENCE}</p>{markup}"))
    assume(cleaned is not None)
    assert cleaned is not None
    body = lay_out(cleaned)
    assert body.text == "\n".join(block.text for block in body.blocks)
    for block in body.blocks:
        assert body.text[block.start : block.end] == block.text
        for cell in block.table.cells if block.table else ():
            assert block.text[cell.offset : cell.offset + len(cell.text)] == cell.text
    assert len(body.blocks) + len(body.dropped) == len(cleaned.blocks)


@given(st.lists(WORDS, min_size=1).map("".join))
def test_plain_text_keeps_every_character(text: str) -> None:
    cleaned = cleaned_or_none(Payload("text", f"{SENTENCE}\n{text}\n{SENTENCE}"))
    assert cleaned is not None
    assert visible(SENTENCE + text + SENTENCE) == visible("".join(block.text for block in cleaned.blocks))


@given(MARKUP)
def test_cleaning_the_text_again_keeps_it(markup: str) -> None:
    """The body, given as plain text, is all body but for lines at its ends that are credits by their words."""
    first = cleaned_or_none(Payload("html", f"<p>{SENTENCE}</p>{markup}<p>{SENTENCE}</p>"))
    assume(first is not None)
    assert first is not None
    text = lay_out(first).text
    again = clean(Payload("text", text))
    assert visible("".join(block.text for block in again.blocks)) == visible(text)
    once_more = clean(Payload("text", lay_out(again).text))
    assert lay_out(once_more).text == lay_out(again).text


@given(st.text())
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    once = squeeze(text)
    assert squeeze(once) == once
    assert "\n" not in once
    assert once == once.strip()


def test_two_runs_agree() -> None:
    page = f"<div class=a><p>{SENTENCE}</p></div><ul class=nav><li>首页</ul>"
    assert clean(tell(page)) == clean(tell(page))


# The data files.


@pytest.mark.parametrize("entry", default_lexicon().table("chrome_line"), ids=lambda entry: entry.id)
def test_line_rules_match_their_examples_alone(entry):
    rules = line_rules(default_lexicon())
    place = {"any": "body", "edge": "tail"}.get(entry.fields["where"], entry.fields["where"])
    for example in entry.examples:
        finding = judge(example, place, rules)
        assert finding is not None, example
        assert (finding.rule, finding.layer) == (f"line.{entry.id}", entry.fields["layer"]), example
    for other in entry.refused:
        for place in ("above", "head", "body", "tail", "below"):
            finding = judge(other, place, rules)
            assert finding is None or finding.rule != f"line.{entry.id}", other


@pytest.mark.parametrize("entry", default_lexicon().table("chrome_bar"), ids=lambda entry: entry.id)
def test_bars_match_their_examples(entry):
    rules = line_rules(default_lexicon())
    assert [judge(text, "tail", rules).rule for text in entry.examples] == ["bar"] * len(entry.examples)
    assert [text for text in entry.refused if judge(text, "tail", rules) is not None] == []


@pytest.mark.parametrize("entry", default_lexicon().table("chrome_name"), ids=lambda entry: entry.id)
def test_names_match_their_examples(entry):
    rules = name_rules(default_lexicon())
    for example in entry.examples:
        assert rules.verdict(("div", "", example)) == (entry.fields["layer"], f"name.{entry.id}"), example
        assert rules.verdict(("div", example, "")) is not None
    for other in entry.refused:
        verdict = rules.verdict(("div", "", other))
        assert verdict is None or verdict[1] != f"name.{entry.id}", other


def test_words_of_names() -> None:
    assert words_of("right-side-ad1")[:3] == ["right", "side", "ad"]
    assert "pagetools" in words_of("page_tools")


def test_every_template_says_where_its_text_is() -> None:
    for template in templates(default_lexicon()):
        assert template.main, template.id


# Patterns and passes on input that grows.

HOSTILE = {
    "unclosed bold": "<b></i>",
    "nested tables": "<table><tr><td>",
    "paragraphs": "<p>文",
    "brackets": "[",
    "emphasis": "**文",
    "pipes": "|",
    "dashes": "- ",
    "stray signs": "<",
    "entities": "&nbsp;",
    "comments": "<!--",
    "indents": "。\u3000\u3000文",
    "breaks": "\n\u3000",
    "fields": "来源： ",
    "labels": "索 引 号",
    "counters": "1,2,3 条评论 ",
    "pages": "【1】 ",
    "spans": "<span class=a>文</span>",
    "wide cells": "<tr><td colspan=1000 rowspan=60000>文",
    "quotes": '<p a="',
    "styles": '<p style="font-weight ',
    "scan": "扫一扫关注",
    "copyright": "版权 ",
    "front": "---\n",
    "ragged tabs": "文\t字\t句。\n" * 6,
    "headers by place": "指标   单位   2025年   2030年\n",
    "rows by place": "指标   单位   2025年\n甲   %   5\n   乙丙丁\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_size(unit: str) -> None:
    """Eight times the input takes at most some sixteen times as long; what is quadratic takes 64."""

    def seconds(times: int) -> float:
        text = unit * times
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            cleaned_or_none(tell(text))
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(1500), seconds(12000)
    assert large < max(0.25, 30 * small)


def test_deep_nesting_is_read_flat() -> None:
    """Past any use of structure the text is still read, and the loss is said."""
    depth = 30_000
    cleaned = clean(tell("<div>" * depth + SENTENCE + "</div>" * depth + "</i>" * depth))
    assert [block.text for block in cleaned.blocks if block.layer == "body"] == [SENTENCE]
    assert "nested deeper" in cleaned.warnings[0]


WORDS_OF_TABLES = (
    "序号", "号", "指标", "单位", "2025年", "2030 年", "属性", "（基期）", "1", "2", "12", "≥90", "[12]", "—", "%", "个",
    "绿地率", "城市建成区五百米", "预期性", "一、绿地", "二、重点任务", "注：说明", "建成5座。",
)  # fmt: skip


@given(
    header=st.sampled_from(["序号   指标   单位   2025年   2030年", "指标 单位 2025年 2030年", "  序"]),
    body=st.lists(
        st.lists(
            st.tuples(st.sampled_from(WORDS_OF_TABLES), st.sampled_from([" ", "  ", "      "])), max_size=6
        ),
        max_size=8,
    ),
)
def test_a_table_by_place_holds_every_word_of_its_lines(
    header: str, body: list[list[tuple[str, str]]]
) -> None:
    lines = [header, *(["指标   2025年   2030年"] if header == "  序" else [])]
    lines += ["".join(word + blank for word, blank in line) for line in body]
    rows, end = laid_out_rows(lines, 0)
    told = "".join("".join(row) for row in rows)
    taken = "".join(lines[:end]) if rows else ""
    assert sorted(told.replace(" ", "")) == sorted(taken.replace(" ", ""))
