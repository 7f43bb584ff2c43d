"""The review page as text: marks that nest, a policy that fits, records that are whole, and the command."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from documents import FIRST, document, span_of, target
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from plancli import models
from plancli.models import Block, Cell, Table
from plancli.review.html import review_html
from plancli.review.labels import ROLES, labels
from plancli.review.marking import Mark, cut
from plancli.review.pictures import COLOURS, NEUTRAL, colours_of, timeline
from plancli.review.safe import plain, script_json, shown
from plancli.review.wording import base_value, grouped, rate_word, short_value

MARKS = st.builds(
    lambda start, length, kind: Mark(start, start + length, kind),
    st.integers(0, 30),
    st.integers(0, 8),
    st.sampled_from(["target", "number", "deadline", "heading"]),
)


# Marks


@given(st.text(max_size=20), st.integers(0, 10), st.lists(MARKS, max_size=6))
def test_pieces_spell_the_text_and_nest(text, offset, marks):
    opened = []
    covered = {id(mark): 0 for mark in marks}
    pieces = cut(text, offset, marks)
    for piece in pieces:
        if piece.opened:
            opened.append(piece.opened)
        elif piece.closed:
            assert opened.pop() is piece.closed
        else:
            for mark in opened:
                covered[id(mark)] += len(piece.text)

    assert "".join(piece.text for piece in pieces) == text
    assert opened == []
    for mark in marks:
        inside = max(0, min(mark.end, offset + len(text)) - max(mark.start, offset))
        assert covered[id(mark)] == inside


@given(st.text(min_size=12, max_size=20), st.lists(MARKS, max_size=6))
def test_a_mark_that_is_crossed_is_opened_again_and_told_so(text, marks):
    opened = [piece.opened for piece in cut(text, 0, marks) if piece.opened and not piece.again]

    assert len(opened) == len({id(mark) for mark in opened})


# Safe text


@given(st.text(alphabet=st.characters(), max_size=40))
def test_shown_text_holds_no_markup_and_nothing_unseen(text):
    tree = html.fromstring(f"<div>{shown(text)}</div>")
    plain_text = re.sub(r"<span class=\"ctl\" data-c=\"[0-9a-f]+\">[^<]*</span>", "", str(shown(text)))

    assert {element.tag for element in tree.iter()} <= {"div", "span"}
    assert "<" not in plain_text
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", str(shown(text))
    )
    assert not re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069]", plain(text))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_script_json_is_the_value_and_cannot_end_its_element(text):
    record = script_json({"a": [text], "n": Decimal("3.65")})

    assert json.loads(record) == {"a": [text], "n": 3.65}
    assert not re.search("[<>&\u2028\u2029\u202e]", record)


# Wording and pictures


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "60项"),
        ({"bound": "ge"}, "≥ 60项"),
        ({"bound": "gt", "approx": True}, ">≈ 60项"),
        ({"measure": "decrease", "value": Decimal("13.5"), "unit": "%"}, "↓ 13.5%"),
        ({"value": Decimal(12000), "value_max": Decimal(15000), "bound": "range"}, "12,000—15,000项"),
        ({"unit": "1/10万", "value": Decimal(9)}, "9 1/10万"),
        ({"unit": "", "base_unit": "%", "text": "三分之二", "bound": "ge"}, "≥ 三分之二"),
    ],
)
def test_a_value_is_told_in_short(fields, words):
    assert short_value(target("60项", **fields)) == words


@pytest.mark.parametrize(
    ("fields", "word"),
    [({}, ""), ({"per": "year"}, "a year"), ({"per": "year", "unit": "场次/年", "base_unit": "场次/年"}, "")],
)
def test_a_rate_is_told_once(fields, word):
    """In words, unless the unit says it."""
    assert rate_word(target("60项", **fields), labels("en")) == word


def test_a_base_value_is_grouped_and_exact():
    assert (
        base_value(target("60项", base_value=Decimal("3650000000000.50"), base_unit="元"))
        == "3,650,000,000,000.5元"
    )
    assert grouped(Decimal("6E+1")) == "60"


def test_each_year_has_its_colour_and_the_undated_none():
    years = [str(year) for year in range(2021, 2031)]
    colours = colours_of([*years, ""])

    assert [colours[year] for year in years] == [min(place, COLOURS - 1) for place in range(10)]
    assert colours[""] == NEUTRAL


@given(
    st.lists(
        st.sampled_from([None, "2021", "2022-06", "2025", "2026", "2035", "2060-12-31"]),
        min_size=1,
        max_size=30,
    )
)
def test_columns_of_the_timeline_stand_apart_in_order_of_time(deadlines):
    targets = [target("60项", deadline=deadline) for deadline in deadlines]
    view = timeline(targets, colours_of([(d or "")[:4] for d in deadlines]))
    places = [column.x for column in view.columns]

    assert sum(column.count for column in view.columns) == len(deadlines)
    assert all(after - before >= view.columns[0].width for before, after in pairwise(places))
    assert all(0 <= column.x <= view.width - column.width for column in view.columns)
    assert [c.year for c in view.columns if c.year] == sorted({d[:4] for d in deadlines if d})


# The page


def page_of(*documents, **options):
    text = review_html(documents, **options)
    return text, html.document_fromstring(text)


def test_the_policy_names_what_is_inlined_and_nothing_else():
    text, tree = page_of(document())
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    inlined = [*tree.xpath("//style/text()"), *tree.xpath("//script[not(@type)]/text()")]
    digests = [
        "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in inlined
    ]

    assert sorted(re.findall("'(sha256-[^']+)'", policy)) == sorted(digests)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert tree.xpath("//*[@style or starts-with(name(@*), 'on')]") == []
    # The policy must stand before what it governs.
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"))


def test_nothing_is_loaded_from_anywhere():
    _, tree = page_of(document(), document())

    assert tree.xpath("//@src | //link | //base | //iframe | //object | //embed | //img") == []
    assert [href for href in tree.xpath("//@href") if not href.startswith("#")] == []


def test_ids_are_unique_and_links_lead_to_them():
    _, tree = page_of(document(), document())
    ids = tree.xpath("//@id")

    assert sorted(ids) == sorted(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)


def test_marks_stand_on_the_exact_words_in_the_text_and_in_cells():
    table = Table(
        (
            Cell("指标", 0, 0, header=True),
            Cell("2025年", 0, 1, header=True, offset=3),
            Cell("覆盖率", 1, 0, offset=9),
            Cell("95%以上", 1, 1, offset=13),
        ),
        2,
        2,
    )
    words = "指标\t2025年\n覆盖率\t95%以上"
    whole = f"{FIRST}\n{words}"
    start = len(FIRST) + 1
    first = whole.index("60项")
    made = document(
        text=whole,
        blocks=(Block("paragraph", FIRST), Block("table", words, table=table, start=start)),
        sections=(),
        quantities=(),
        targets=(
            replace(target("60项"), span=(first, first + 3), mentions=(), deadline_span=(0, 6)),
            replace(
                target("60项"),
                id="t2",
                text="95%",
                span=(start + 13, start + 16),
                mentions=(),
                deadline_span=None,
            ),
        ),
    )
    _, tree = page_of(made)

    assert [(mark.get("id"), mark.text_content()) for mark in tree.xpath("//mark")] == [
        ("d1-t1", "60项"),
        ("d1-t2", "95%"),
    ]
    assert tree.xpath("//table[@data-b]//td/mark/text()") == ["95%"]
    assert [cell.text_content() for cell in tree.xpath("//table[@data-b]//th")] == ["指标", "2025年"]


def test_a_table_whose_cells_do_not_spell_its_text_is_shown_as_text():
    table = Table((Cell("指标", 0, 0), Cell("别的", 0, 1, offset=3)), 1, 2)
    made = document(
        text="指标\t数值",
        blocks=(Block("table", "指标\t数值", table=table),),
        sections=(),
        quantities=(),
        targets=(),
    )
    _, tree = page_of(made)

    assert tree.xpath("//table[@data-b]") == []
    assert tree.xpath("//p[@data-b]")[0].text_content() == "指标\t数值"


def test_statements_of_one_target_have_ids_of_their_own():
    _, tree = page_of(document())

    assert [mark.get("id") for mark in tree.xpath("//mark")] == [
        "d1-t1-2",
        "d1-t1",
        "d1-t2",
        "d1-t3",
        "d1-t4",
    ]
    assert tree.get_element_by_id("d1-t1-2").text_content() == "国际标准"


def test_targets_that_share_or_cross_their_words_lose_none_of_them():
    both = replace(
        target("60项"),
        id="t2",
        text="标准60",
        span=(span_of("60项")[0] - 2, span_of("60项")[0] + 2),
        mentions=(),
    )
    _, tree = page_of(document(targets=(replace(target("60项"), mentions=()), both)))
    words = {
        key: "".join(m.text_content() for m in tree.xpath(f"//mark[@id='{key}' or @data-of='{key}']"))
        for key in ("d1-t1", "d1-t2")
    }

    assert words == {"d1-t1": "60项", "d1-t2": "标准60"}


def test_the_outline_counts_what_stands_under_each_heading():
    _, tree = page_of(document())
    node = tree.xpath("//nav[@class='outline']//li")[0]

    assert node.xpath(".//span[@class='n']/text()") == ["4"]
    assert node.xpath(".//a")[0].text_content() == "一、发展目标"


def test_furniture_is_behind_a_fold_with_its_rule():
    _, tree = page_of(document())
    fold = tree.xpath("//details[@class='dropped']")[0]

    assert fold.get("open") is None
    assert "notes.editor" in fold.text_content()
    assert "责任编辑：甲" in fold.text_content()


def test_a_document_without_targets_says_so():
    _, tree = page_of(document(targets=(), quantities=()))

    assert labels("zh")["no_targets"] in tree.xpath("//aside")[0].text_content()


def test_every_label_is_there_in_both_languages():
    zh, en = labels("zh"), labels("en")

    assert zh.keys() == en.keys()
    assert all(zh.values())
    assert all(en.values())
    assert not any(re.search("[一-鿿]", word) for word in en.values())
    # Templates read them as attributes of a dict.
    assert not zh.keys() & set(dir(dict))
    assert all(len(names) == 2 and all(names) for names in ROLES.values())
    assert {"target", *ROLES} == {*models.ROLES}


def test_the_page_is_the_same_each_time():
    assert review_html([document()]) == review_html([document()])


def test_many_documents_have_an_index_with_a_row_each():
    _, tree = page_of(document(), document(), document(), language="en")

    assert len(tree.xpath("//section[@id='index']//table[contains(@class, 'summary')]/tbody/tr")) == 3
    assert len(tree.xpath("//main")) == 1
    assert tree.get("lang") == "en"


# The command


def test_the_command_writes_the_page(run, release, tmp_path):
    out = tmp_path / "review.html"
    result = run("review", release, "-o", out)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert len(html.document_fromstring(out.read_text(encoding="utf-8")).xpath("//mark")) > 0


def test_the_page_is_not_written_to_the_terminal_or_over_a_file(run, release, tmp_path):
    out = tmp_path / "review.html"
    out.write_text("old", encoding="utf-8")

    assert run("review", release).exit_code == 2
    assert run("review", release, "-o", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "old"
    assert run("review", release, "-o", out, "--force").exit_code == 0


def test_a_file_that_fails_leaves_the_others_on_the_page(run, release, tmp_path):
    out = tmp_path / "review.html"
    result = run("review", release, tmp_path / "none.html", "-o", out)

    assert result.exit_code == 1
    assert "none.html" in result.stderr
    assert "国际标准" in out.read_text(encoding="utf-8")


def test_no_page_is_left_when_every_file_fails(run, tmp_path):
    out = tmp_path / "review.html"

    assert run("review", tmp_path / "none.html", "-o", out).exit_code == 1
    assert not out.exists()
