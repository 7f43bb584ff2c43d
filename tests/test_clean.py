"""Pages -> blocks: the cases of cases/clean.toml, and what holds for any markup."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from plancli.clean import clean, lay_out
from plancli.errors import EmptyDocumentError, LexiconError
from plancli.formats import tell
from plancli.lexicon import Lexicon, builtin_parts, default_lexicon, merge, parse_lexicon
from plancli.models import Block, Payload

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "clean.toml").read_text("utf-8"))["case"]
TEXTUAL = tomllib.loads((FOLDER / "textual.toml").read_text("utf-8"))["case"]


def shown(block: Block) -> str:
    """A body block as the cases write it."""
    text = block.text.replace("\t", " | ").replace("\n", " / ")
    if block.kind == "table":
        return f"[t] {text}"
    if block.kind == "heading":
        return f"[h{block.level}] {text}"
    if block.kind == "item":
        return f"[li {block.ordinal}] {text}" if block.ordinal else f"[li] {text}"
    flags = "b" * block.bold + "c" * block.centered
    return f"[{flags}] {text}" if flags else text


@pytest.mark.parametrize("case", [*CASES, *TEXTUAL], ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    payload = tell(case["input"])
    if "error" in case:
        with pytest.raises(EmptyDocumentError, match=case["error"]):
            clean(payload)
        return
    cleaned = clean(payload)
    body = [block for block in cleaned.blocks if block.layer == "body"]
    dropped = [f"{b.layer} {b.rule}: {b.text}" for b in cleaned.blocks if b.layer != "body"]
    assert [shown(block) for block in body] == case["expect"]
    assert dropped == case.get("dropped", dropped)
    for hint, value in case.get("hints", {}).items():
        assert cleaned.hints.get(hint) == value, hint


TOLD = "control or direction characters were taken out of the text"
GOAL = "到2025年，全市新增公园12个，人均绿地面积达到15平方米"


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (f"{GOAL}\x1b[31m，\u202e扩大\x07\x07绿地。", (f"4 {TOLD} (U+0007 ×2, U+001B, U+202E)",)),
        (f"<p>{GOAL}\x1b[31m，&#x202e;扩大\x9b\x7f绿地。</p>", (f"4 {TOLD} (U+001B, U+007F, U+009B, U+202E)",)),
        (f"<html><title>公园\u200e</title><body><p>{GOAL}，\u2066扩大。</p>", (f"2 {TOLD} (U+200E, U+2066)",)),
        (f"# 公园\x07\n\n{GOAL}，扩大绿地。\n\n<div>&lrm;还有\u200f更多</div>", (f"3 {TOLD} (U+0007, U+200E, U+200F)",)),
        (f"{GOAL}\x1b。", ("1 control or direction character was taken out of the text (U+001B)",)),
        # What only lets a line break, or joins, says nothing else when it is gone.
        (f"\ufeff{GOAL}\u200b，扩\u00ad大\u200d绿地。\r\n\f", ()),
    ],
)  # fmt: skip
def test_what_a_terminal_would_obey_is_not_taken_out_in_silence(text, warnings) -> None:
    cleaned = clean(tell(text))

    assert cleaned.warnings == warnings
    assert not any(char in block.text for block in cleaned.blocks for char in "\x07\x1b\x7f\x9b\u200e\u202e")


@pytest.mark.parametrize(
    ("markup", "opening"),
    [
        ("<p>　　<b>新基建。</b>有序推进网络建设。</p>", "新基建。"),
        ("<p><strong><span>产业 </span>数字化</strong>。实施专项行动。</p>", "产业 数字化"),
        ('<p><span style="font-weight: bold">土地政策：</span>优先<b>安排</b>用地。</p>', "土地政策："),
        ("<p>有序推进<b>新基建</b>，加快建设。</p>", ""),
        ("<p><b>新基建</b></p><p>有序推进网络建设。</p>", ""),
        ("<p><b>新基建。</b></p><p><b>产业。</b>有序推进网络建设。</p>", "产业。"),
        ("# 标题\n\n**新基建。** 有序推进网络建设。", "新基建。"),
        ("# 标题\n\n- __土地政策__：优先安排用地。", "土地政策"),
        ("# 标题\n\n有序推进**新基建**，加快建设。", ""),
        ("# 标题\n\n**新基建**", ""),
    ],
)
def test_the_words_in_bold_that_open_a_paragraph_are_told(markup, opening) -> None:
    page = markup if markup.startswith("#") else f"<html><body>{markup}</body></html>"
    last = clean(tell(page)).blocks[-1]
    assert last.text[: last.opening] == opening


def test_offsets_are_those_of_the_text() -> None:
    body = lay_out(clean(tell(CASES[0]["input"])))
    assert [body.text[block.start : block.end] for block in body.blocks] == [b.text for b in body.blocks]


def test_cells_stand_where_they_say() -> None:
    case = next(case for case in CASES if case["label"] == "tables.indicators")
    table = next(block for block in clean(tell(case["input"])).blocks if block.kind == "table")
    assert table.table is not None
    cells = table.table.cells
    assert [table.text[cell.offset : cell.offset + len(cell.text)] for cell in cells] == [
        c.text for c in cells
    ]
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan, c.header) for c in cells][:4] == [
        ("指标", 0, 0, 2, 1, True),
        ("数值", 0, 1, 1, 2, True),
        ("2020年", 1, 1, 1, 1, True),
        ("2025年", 1, 2, 1, 1, True),
    ]
    assert (table.table.rows, table.table.columns) == (4, 3)


def without_templates() -> Lexicon:
    """The built-in lexicon but for its site templates."""
    return Lexicon({name: rows for name, rows in default_lexicon().tables.items() if name != "site"})


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in CASES
        if case["label"].split(".")[0] in ("gov", "people", "xinhua", "school", "wechat")
    ],
    ids=lambda case: case["label"],
)
def test_pages_read_alike_without_their_template(case: dict[str, Any]) -> None:
    """The generic scorer finds the text that the template names."""
    body = [
        block for block in clean(tell(case["input"]), without_templates()).blocks if block.layer == "body"
    ]
    assert [block.text for block in body] == [line.split("] ")[-1] for line in case["expect"]]


def test_warnings_of_the_payload_are_handed_on() -> None:
    assert clean(Payload("text", "到2025年，建成公园12个。", warnings=("one",))).warnings == ("one",)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("[[chrome_line]]\nid = 'x'\npattern = 'y'\nwhere = 'any'", "x has no layer"),
        ("[[chrome_line]]\nid = 'x'\npattern = 'y'\nwhere = 'top'\nlayer = 'notes'", "say one of any"),
        ("[[chrome_line]]\nid = 'x'\npattern = '('\nwhere = 'any'\nlayer = 'notes'", "does not compile"),
        (
            "[[chrome_line]]\nid = 'x'\npattern = 'y'\nwhere = 'any'\nlayer = 'notes'\nhint = 'editor'",
            "value",
        ),
        ("[[chrome_name]]\nid = 'x'\nforms = ['y']", "x has no layer"),
        ("[[page_meta]]\nid = 'x'\nforms = ['y']", "x has no hint"),
        ("[[site]]\nid = 'x'\nmain = ['div > p']", "not a selector"),
        ("[[site]]\nid = 'x'\nmain = ['p']\nscripted = { published = ['('] }", "not a regular expression"),
    ],
)
def test_a_faulty_rule_of_a_user_is_named(source: str, fault: str) -> None:
    lexicon = merge([*builtin_parts(), parse_lexicon(source, "mine.toml")])
    with pytest.raises(LexiconError, match=f"mine.toml:1: .*{fault}"):
        clean(tell(f"<html><body><p>{CASES[0]['expect'][0]}</p></body></html>"), lexicon)


def test_a_user_s_template_reads_a_page() -> None:
    source = "[[site]]\nid = 'mine'\nmarks = ['mine-cms']\nmain = ['.b']\nnotes = ['.c']"
    lexicon = merge([*builtin_parts(), parse_lexicon(source, "mine.toml")])
    page = (
        "<html><body class='mine-cms'><div class='a'><p>首段提出，到2025年建成公园12个，新增绿地300公顷。</p></div>"
        "<div class='b'><p>次段提出，到2030年建成公园20个，<span class='c'>（数据待核）</span>绿地率达到42%。</p></div>"
    )
    blocks = [(block.layer, block.rule, block.text) for block in clean(tell(page), lexicon).blocks]
    assert blocks == [
        ("furniture", "outside", "首段提出，到2025年建成公园12个，新增绿地300公顷。"),
        ("body", "", "次段提出，到2030年建成公园20个，绿地率达到42%。"),
        ("notes", "mine .c", "（数据待核）"),
    ]
