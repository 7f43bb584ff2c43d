"""The outline: the cases of cases/outline.toml, and what holds for any list of blocks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancli.fold import fold
from plancli.lexicon import default_lexicon
from plancli.markers import find_marker
from plancli.models import Block, Body, Section
from plancli.outline import build_outline

CASES = tomllib.loads((Path(__file__).parent / "cases" / "outline.toml").read_text("utf-8"))["case"]
TAG_RE = re.compile(r"\[(bc|bk|b|c|li|t|h[1-6]|o[0-9]+)\]")


def body_of(lines: list[str]) -> Body:
    """A body with one block a line; a tag in front says what the page says of it."""
    blocks: list[Block] = []
    start = 0
    for line in lines:
        tag = TAG_RE.match(line)
        name = tag[1] if tag else ""
        text = re.sub(r"\s+", " ", line[tag.end() if tag else 0 :]).strip()
        kind = {"li": "item", "t": "table"}.get(name, "heading" if name[:1] == "h" else "paragraph")
        level = int(name[1]) if kind == "heading" else None
        blocks.append(
            Block(
                kind,
                text,
                level=level,
                bold=name[:1] == "b",
                centered=name in ("c", "bc"),
                coloured=name == "bk",
                opening=int(name[1:]) if name[:1] == "o" else 0,
                start=start,
            )
        )
        start += len(text) + 1
    return Body("\n".join(block.text for block in blocks), tuple(blocks), ())


def walk(nodes: tuple[Section, ...]) -> Iterator[Section]:
    """All nodes, parents before children."""
    for node in nodes:
        yield node
        yield from walk(node.children)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    body = body_of(case["input"].strip().splitlines())
    outline = build_outline(body, titles=tuple(case.get("titles", ())))
    nodes = list(walk(outline.sections))

    assert [f"{node.level or 'i'} {node.marker} {node.title}" for node in nodes] == case["expect"], case[
        "why"
    ]
    assert list(outline.warnings) == case.get("warnings", []), case["why"]
    if "ids" in case:
        assert [node.id for node in nodes] == case["ids"], case["why"]


NUMBERS = (
    "一、 二、 （一） （二） 1. 2． 1、 （1） ① 1.1 1.2.1 第一章 第一条 第二部分 专栏1 附件 附件1： 【任务1】"
)
STARTS = [f"{number}{blank}" for number in NUMBERS.split() for blank in ("", " ")]
STARTS += ["——", "●", "▷", "一是", "二是", "其一，", "目录"] + [""] * 6
WORDS = [
    "总体要求",
    "发展目标",
    "到2027年，",
    "达到80%。",
    "水库",
    "；",
    "：",
    "（试行）",
    "《海州市供水规划》",
    " ",
    "一是",
    "2023年4月6日",
]
TAGS = ["", "", "", "[b]", "[c]", "[bc]", "[bk]", "[li]", "[t]", "[h2]", "[h3]", "[o2]", "[o5]"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(TAGS),
        st.sampled_from(STARTS),
        st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    ).map("".join),
    max_size=24,
)


def check(body: Body) -> None:
    """Assert what the outline promises."""
    outline = build_outline(body)
    nodes = list(walk(outline.sections))

    def check_level(children: tuple[Section, ...], span: tuple[int, int], path: str, level: int) -> None:
        at = span[0]
        for number, node in enumerate(children, 1):
            assert node.id == f"{path}{number}"
            assert at <= node.span[0] <= node.span[1] <= span[1]
            assert node.span[0] == node.heading_span[0] <= node.heading_span[1] <= node.span[1]
            assert node.level == (level if node.kind == "section" else None)
            assert body.text[node.span[0] :].startswith(node.marker)
            at = node.span[1]
            inner = level + 1 if node.kind == "section" else level
            check_level(node.children, node.span, f"{node.id}.", inner)

    check_level(outline.sections, (0, len(body.text)), "", 1)
    assert len({node.id for node in nodes}) == len(nodes)
    # The first section and what follows it: sections end where the next begins, so nothing is lost.
    tops = [node for node in outline.sections if node.kind == "section"]
    ends = [following.span[0] - 1 for following in tops[1:]] + [len(body.text)]
    assert [node.span[1] for node in tops] == ends[: len(tops)]


@given(LINES)
def test_tree_holds_for_headings_in_any_order(lines: list[str]) -> None:
    """Spans nest, siblings are in order, ids count them, and top sections leave nothing out."""
    check(body_of(lines))


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])), max_size=12
    )
)
def test_tree_holds_for_any_text(lines: list[str]) -> None:
    """Any text gives a tree."""
    check(body_of(lines))


def test_lines_of_thousands_are_read_in_one_pass() -> None:
    """A long document of headings takes time in proportion to its length."""
    lines = ["一、总体要求", "（一）指导思想", "坚持节水优先，统筹推进各项工作。"] * 3000

    assert sum(node.kind == "section" for node in walk(build_outline(body_of(lines)).sections)) == 6000


def marker_of(text: str) -> str | None:
    """Style of the marker that *text* begins with."""
    marker = find_marker(fold(text), default_lexicon())
    return marker.style if marker else None


@pytest.mark.parametrize("table", ["heading_unit", "heading_label", "bullet", "enumerator", "counting"])
def test_examples_of_markers(table: str) -> None:
    """Each entry of the marker tables reads its examples, and not what it refuses."""
    prefix = {"enumerator": "count.", "counting": "count."}.get(table, "")
    for entry in default_lexicon().table(table):
        own = {f"{prefix}{form}" for form in entry.forms} if prefix else {entry.id}
        own |= {f"task.{form}" for form in entry.forms} if entry.id == "task" else set()
        for text in entry.examples:
            assert marker_of(text) in own, f"{entry.where}: {text}"
        for text in entry.refused:
            alone = marker_of(text) in own and len(text) > 1
            assert not alone, f"{entry.where}: {text}"


PROSE = "供水事关民生，全市各级各部门高度重视供水工作。"


def headings_of(line: str) -> list[str]:
    """Titles of the sections of a page on which *line* stands in bold between paragraphs."""
    body = body_of([PROSE, f"[b]{line}", PROSE])

    return [node.title for node in walk(build_outline(body).sections)]


@pytest.mark.parametrize("table", ["not_heading", "lead_in", "outer_matter"])
def test_examples_of_lines_that_stand_alone(table: str) -> None:
    """Credits, captions and lead-ins are no headings although they stand alone in bold; 前言 is one."""
    for entry in default_lexicon().table(table):
        for text in entry.examples:
            assert bool(headings_of(text)) == (table == "outer_matter"), f"{entry.where}: {text}"
        for text in entry.refused:
            assert headings_of(text) == [text], f"{entry.where}: {text}"


def test_examples_of_contents_titles() -> None:
    """What stands under 目录 is no outline; 目录管理 is a heading like any other."""
    lines = ["一、供水现状", "二、下步安排", "一、供水现状", PROSE, "二、下步安排", PROSE]
    (entry,) = default_lexicon().table("contents_title")
    for text in entry.examples:
        sections = build_outline(body_of([f"[c]{text}", *lines])).sections
        assert [node.title for node in sections] == ["供水现状", "下步安排"], text
    for text in entry.refused:
        sections = build_outline(body_of([f"[c]{text}", *lines])).sections
        assert len(sections) == 4, text
