"""Metadata: the cases of cases/metadata.toml, dates of every form, and the words of its lexicons."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_outline import body_of

from plancli.isodate import beijing_date
from plancli.issuer import is_body
from plancli.lexicon import default_lexicon
from plancli.metadata import read_meta
from plancli.models import Block, Cleaned, Meta, Payload, Period
from plancli.outline import build_outline
from plancli.pipeline import parse
from plancli.regions import find_region
from plancli.titles import bare_title, document_type, page_titles

CASES = tomllib.loads((Path(__file__).parent / "cases" / "metadata.toml").read_text("utf-8"))["case"]
LEXICON = default_lexicon()


def meta_of(
    lines: list[str],
    front: dict[str, Any] | None,
    hints: dict[str, str] | None,
    notes: list[str],
    above: tuple[str, ...] = (),
) -> Meta:
    """Metadata of a page made of *lines* with what stands around them."""
    body = body_of(lines)
    payload = Payload("text", "", front or {})
    blocks = (
        *(Block("paragraph", line, "furniture") for line in above),
        *body.blocks,
        *(Block("paragraph", note, "notes") for note in notes),
    )
    cleaned = Cleaned(blocks, hints or {})
    return read_meta(payload, cleaned, body, build_outline(body, titles=page_titles(payload, cleaned)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    lines = case.get("input", "").strip().splitlines()
    meta = meta_of(
        lines, case.get("front"), case.get("hints"), case.get("notes", []), tuple(case.get("above", ()))
    )

    for field, expected in case["expect"].items():
        want = Period(*(year or None for year in expected)) if field == "period" else expected or None
        assert getattr(meta, field) == want, f"{field}: {case['why']}"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Wed, 05 Apr 2023 17:20:00 GMT", "2023-04-06"),
        ("Wed, 05 Apr 2023 15:59:59 GMT", "2023-04-05"),
        ("5 Apr 2023 23:20:00 +0800", "2023-04-05"),
        ("2023-04-05T16:00:00Z", "2023-04-06"),
        ("2023-04-05 20:00:00 -0500", "2023-04-06"),
        ("2023-04-06 05:39", "2023-04-06"),
        ("2023.04.0605:39", "2023-04-06"),
        ("发布时间：2023年04月06日 点击数", "2023-04-06"),
        ("二〇二三年四月二十六日", "2023-04-26"),
        ("二○一二年十月十日", "2012-10-10"),
        ("２０２３年４月６日", "2023-04-06"),
        ("20230406", "2023-04-06"),
        (20230406, "2023-04-06"),
        (date(2023, 4, 6), "2023-04-06"),
        (datetime(2023, 4, 5, 17, tzinfo=UTC), "2023-04-06"),
        (datetime(2023, 4, 5, 17), "2023-04-05"),
        ("2023年13月6日", None),
        ("Wed, 35 Apr 2023 17:20:00 GMT", None),
        ("2023-02-30T10:00:00Z", None),
        ("4月6日", None),
        ("", None),
        (None, None),
        (3.5, None),
    ],
)
def test_beijing_date(raw: object, expected: str | None) -> None:
    """Feeds, pages and signatures write dates in many forms; a time zone moves the date."""
    assert beijing_date(raw) == expected


@given(st.text(alphabet="0123456789年月日-T:Z+二〇十 GMTAprWed,", max_size=40))
def test_any_text_may_stand_for_a_date(raw: str) -> None:
    """No text makes the reader of dates fail."""
    found = beijing_date(raw)

    assert found is None or date.fromisoformat(found)


@given(
    st.lists(st.text(max_size=60), max_size=8),
    st.dictionaries(st.sampled_from(["title", "date", "author"]), st.text()),
)
def test_any_page_has_metadata(lines: list[str], front: dict[str, str]) -> None:
    """No page and no front matter makes the reader fail."""
    clean = [" ".join(line.split()) for line in lines]

    assert meta_of(clean, front, dict(front), clean)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("滨江市节水方案--通知公告-滨江市水利网", "滨江市节水方案"),
        ("滨江市节水方案_示例新闻", "滨江市节水方案"),
        ("滨江市节水方案|节水|滨江市_示例新闻_示例网", "滨江市节水方案"),
        ("滨江：力争2027年建成水库12座-股票频道-示例网", "滨江：力争2027年建成水库12座"),
        ("滨江市水利局关于节水的通知-滨江市水利局", "滨江市水利局关于节水的通知"),
        ("总量上台阶 ——滨江市节水综述", "总量上台阶 ——滨江市节水综述"),
        ("滨江市节水行动计划（2023-2025年）", "滨江市节水行动计划（2023-2025年）"),
        ("1-7月用水总量2.8亿吨", "1-7月用水总量2.8亿吨"),
        ("权威发布 | 滨江市节水行动计划", "滨江市节水行动计划"),
        ("对话｜节水专家某某：别把水价当成一道算术题", "对话｜节水专家某某：别把水价当成一道算术题"),
        ("一图读懂丨滨江怎么节水？", "一图读懂丨滨江怎么节水？"),
    ],
)
def test_bare_title(raw: str, expected: str) -> None:
    """Names of sites and columns go; dashes that belong to the title stay."""
    assert bare_title(raw) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("上海市人民政府", "上海市"),
        ("吉林市人民政府", "吉林市"),
        ("吉林省人民政府", "吉林省"),
        ("延边朝鲜族自治州水利局", "延边朝鲜族自治州"),
        ("湖北省恩施土家族苗族自治州节水规划", "恩施土家族苗族自治州"),
        ("上海：力争三年建成", "上海市"),
        ("浙江“十四五”节水规划", "浙江省"),
        ("2026年海州市政府工作报告", "海州市"),
        ("青溪县人民政府", "青溪县"),
        ("朝阳产业迎来机遇", None),
        ("上海证券报", None),
        ("全省水利工作会议", None),
        ("各市人民政府", None),
        ("城市供水条例", None),
        ("国务院办公厅", None),
    ],
)
def test_find_region(name: str, expected: str | None) -> None:
    """The place stands first in the name of a body, a plan or a headline."""
    assert find_region((name,), LEXICON) == expected


def test_examples_of_document_types() -> None:
    """Each type reads the titles it gives as examples, and not those it refuses."""
    for entry in LEXICON.table("document_type"):
        for text in entry.examples:
            found = document_type(text, LEXICON)
            assert found is not None, f"{entry.where}: {text}"
            assert found.fields["kind"] == entry.fields["kind"], f"{entry.where}: {text}"
        for text in entry.refused:
            found = document_type(text, LEXICON)
            assert found is None or found.id != entry.id, f"{entry.where}: {text}"


def test_examples_of_organs() -> None:
    """Names of bodies end as the lexicon says."""
    (entry,) = LEXICON.table("organ")

    assert all(is_body(name, LEXICON) for name in entry.examples)


TEXT = "节水事关长远，全市各级各部门高度重视节水工作。"


@pytest.mark.parametrize("table", ["title_cue", "announce", "agency", "annual"])
def test_examples_of_cues(table: str) -> None:
    """Each cue reads its examples where cues stand: in the headline, or at the start of the lead."""
    for entry in LEXICON.table(table):
        for text in entry.examples:
            lead = meta_of([f"{text} {TEXT}"], {"title": "城市节水之路"}, None, [])
            headline = meta_of([TEXT], {"title": text}, None, [])
            found = {
                "title_cue": headline.kind == entry.fields.get("kind"),
                "announce": lead.plan == "节水方案",
                "agency": lead.origin is not None and lead.origin.endswith(entry.forms),
                "annual": headline.period == Period("2024", "2024"),
            }
            assert found[table], f"{entry.where}: {text}"
        for text in entry.refused:
            lead = meta_of([f"{text} {TEXT}"], {"title": text}, None, [])
            assert lead.origin is None, f"{entry.where}: {text}"
            assert lead.kind != entry.fields.get("kind"), f"{entry.where}: {text}"


def test_the_account_above_a_post_s_time_is_no_title():
    """A post copied from a phone begins with the account, the time and a button; its title comes then."""
    post = (
        "海州市体育局\n2025年02月27日 17:46 海州\n听全文\n\n今年体育工作怎么干？一文速览→\n\n原创 海州体育 海州市体育局\n\n"
        + TEXT * 3
    )
    release = parse(post.encode())
    dropped = {block.text: block.rule for block in release.dropped}

    assert release.meta.title == "今年体育工作怎么干？一文速览→"
    assert (release.meta.published, release.meta.period.end) == ("2025-02-27", "2025")
    assert dropped["海州市体育局"] == "account"
    # A title that ends like an account stands above no other.
    plain = parse(f"海州市教育局\n2025年02月27日 17:46\n{TEXT * 3}".encode())
    assert plain.meta.title == "海州市教育局"


@pytest.mark.parametrize(
    ("named", "publisher"),
    [
        ("时政新闻", None),
        ("要闻", None),
        ("滨江晚报", "滨江晚报"),
        ("中国科普网", "中国科普网"),
        ("新闻晨报", "新闻晨报"),
    ],
)
def test_a_column_is_no_publisher(named, publisher):
    page = (
        f"<html><head><meta name='og:site_name' content='{named}'></head><body><div class='article'>"
        "<h1>滨江市召开座谈会</h1><p>到2027年，全市建成示范园区10个，培育企业200家，推动产业加快发展。</p></div></body></html>"
    )
    assert parse(page.encode()).meta.publisher == publisher
