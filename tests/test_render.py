"""What people see: aligned, plain when piped, nothing lost, nothing obeyed."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import SAMPLES
from documents import document, target
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

import plancli
from plancli import parse_path
from plancli.lexicon import default_lexicon
from plancli.models import ROLES, Meta, Section, TargetCell
from plancli.options import Look
from plancli.render.delimited import TARGET_COLUMNS, csv_header, csv_rows, safe_cell
from plancli.render.dropped import dropped_view
from plancli.render.markdown import escaped, targets_markdown
from plancli.render.numbers import explain, explain_view, quantities_view
from plancli.render.phrase import amount, base_amount, due, goal, heading, in_percent, start
from plancli.render.reasons import meaning
from plancli.render.terminal import document_view, outline_view, targets_view
from plancli.serialize import target_records

PLAIN = Look(color=False, width=80, pictures=False)
COLORED = Look(color=True, width=80, pictures=True)
HOSTILE = "[red]x[/red][/a] \x1b[31m \u202e <script>alert(1)</script> | `a` =1+1"
SHOWN = "[red]x[/red][/a] ␛[31m ⟦U+202E⟧ <script>alert(1)</script> | `a` =1+1"


def hostile():
    plain = document()
    section = Section("1", "section", 1, "", HOSTILE, (0, 5), (0, 5))
    poisoned = target(
        "60项",
        indicator=HOSTILE,
        section_path=(HOSTILE,),
        sentence=HOSTILE,
        cell=TargetCell(HOSTILE, HOSTILE),
    )
    return replace(
        plain,
        meta=Meta(title=HOSTILE, plan="另一名称", issuer=HOSTILE, publisher=HOSTILE),
        sections=(section,),
        targets=(poisoned,),
        warnings=(HOSTILE,),
        dropped=(replace(plain.dropped[0], text=HOSTILE, rule=HOSTILE),),
        text=plain.text.replace("牵头制定", HOSTILE[:4]),
    )


def views(read, look):
    numbers = list(explain(read, default_lexicon()))
    yield document_view(read, look, by="section")
    yield document_view(read, look, by="deadline")
    yield targets_view(read, look, by="section")
    yield outline_view(read, look, depth=None)
    yield explain_view(read, numbers, look)
    yield quantities_view(read.meta.title or "", read.text, [(q, None) for q in read.quantities], look)
    yield dropped_view(read.meta.title or "", read.dropped, look)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width):
    for read in (document(), hostile()):
        for view in views(read, Look(color=False, width=width, pictures=True)):
            assert max(cell_len(line) for line in view.splitlines()) <= width


def test_what_does_not_wrap_stands_on_one_line_in_its_column():
    long = "推动规模以上工业企业数字化改造和智能化升级" * 4
    read = document(
        meta=replace(document().meta, title=long),
        sections=(replace(document().sections[0], title=long),),
        targets=(
            target("60项", indicator=long, value=Decimal(10) ** 30),
            target("60项", id="t2", section_path=()),
        ),
        quantities=(replace(document().quantities[0], value=Decimal(10) ** 30),),
        dropped=(replace(document().dropped[0], text=long, rule="x" * 60),),
    )
    plain = Look(color=False, width=80, pictures=False, wraps=False)

    assert all(long in view for view in views(read, plain))
    view = targets_view(read, plain, by="section")
    ends = {cell_len(line) for line in view.splitlines() if re.match(r" ?t[0-9]", line)}
    assert "1" + "0" * 30 + "项" in view
    assert len(ends) == 1
    assert "x" * 60 in dropped_view("-", read.dropped, plain)
    short = [view.splitlines() for view in views(document(), replace(plain, wraps=True))]
    assert short == [view.splitlines() for view in views(document(), plain)]


def test_a_pipe_gets_no_colour_and_no_pictures():
    for view in views(document(), PLAIN):
        assert "\x1b" not in view
        assert not re.search("[▇╭│╰]", view)
        assert not re.search(r"[ \t]\n", view)
    assert re.match("(?s).*╭.*▇", document_view(document(), COLORED, by="section"))
    assert "\x1b[" in document_view(document(), COLORED, by="section")


def test_colour_changes_nothing_but_colour():
    plain = document_view(document(), PLAIN, by="section")
    colored = document_view(document(), replace(PLAIN, color=True), by="section")

    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_markup_and_escapes_of_a_page_are_shown():
    for view in views(hostile(), Look(color=False, width=400, pictures=False)):
        assert "\x1b" not in view
        assert "\u202e" not in view
        assert SHOWN in view
    for view in views(hostile(), Look(color=True, width=400, pictures=True)):
        assert "\x1b[31m <" not in view


def test_the_view_says_what_the_document_says():
    view = document_view(document(), PLAIN, by="section")

    for words in (
        "海州市标准化发展行动计划",
        "海州市人民政府",
        "海政发〔2022〕3号",
        "2022-02-17 · 海州日报",
        "to 2025",
        "4 targets · 1 restated",
    ):
        assert words in view
    assert re.search(r"一、发展目标 +4\n", view)
    assert re.search(r"t1 +制定国际标准 +×2 +60项 +2025\n", view)
    assert re.search(r"t2 +研发投入强度 +from 3\.1% +≥≈3\.65% +2025\n", view)
    assert re.search(r"t3 +单位能耗 +against 2020 +↓≥13\.5% +\(2025\)\n", view)
    assert re.search(r"t4 +新增企业 +↑50–80家/年\n", view)


@pytest.mark.parametrize("width", [40, 41, 46, 53])
def test_a_sign_and_its_word_stand_on_one_line(width):
    view = targets_view(document(), Look(color=False, width=width, pictures=False), by="section")

    for part in ("≥ at least", "↑ add", "↓ cut", "≈ about", "(year) said elsewhere", "×2 stated twice"):
        assert part in view
    assert not re.search(r"·$|^·", view, re.MULTILINE)


def test_a_role_is_never_cut():
    numbers = [
        (replace(document().quantities[0], role=role), target) for role in ROLES for target in ("t123", None)
    ]
    for width in (40, 80):
        view = quantities_view("", document().text, numbers, Look(color=False, width=width, pictures=False))

        assert all(f"  {role} t123" in view and f"  {role}  " in view for role in ROLES)


def test_where_there_are_no_numbers_it_is_said():
    read = document(targets=(), quantities=())

    assert "The text holds no numbers." in explain_view(read, [], PLAIN)
    assert "No such number." in explain_view(document(), [], PLAIN)
    assert quantities_view("x", "", [], PLAIN).splitlines() == ["x", "The text holds no numbers."]
    assert quantities_view("x", "", [], PLAIN, is_choice=True).splitlines() == ["x", "No such number."]


def test_targets_group_by_deadline():
    view = targets_view(document(), PLAIN, by="deadline")

    assert view.index("By 2025") < view.index("t1 ") < view.index("t3 ") < view.index("No deadline given")
    assert view.index("No deadline given") < view.index("t4 ")


def test_a_release_without_targets_says_so():
    view = document_view(document(targets=()), PLAIN, by="section")

    assert "0 targets" in view
    assert "None of the 5 numbers is a goal" in view
    one = document(targets=(), quantities=document().quantities[:1])
    assert "The only number is no goal; `plancli explain`" in document_view(one, PLAIN, by="section")
    assert "holds no numbers" in document_view(document(targets=(), quantities=()), PLAIN, by="section")


def test_the_tree_of_a_long_plan_is_cut_where_it_fits():
    chapters = tuple(
        Section(
            f"{n}",
            "section",
            1,
            "",
            f"第{n}部分",
            (0, 1),
            (0, 1),
            tuple(Section(f"{n}.{m}", "section", 2, "", f"小节{n}-{m}", (0, 1), (0, 1)) for m in range(1, 9)),
        )
        for n in range(1, 11)
    )
    read = document(sections=chapters)

    view = document_view(read, PLAIN, by="section")
    assert "第10部分" in view
    assert "小节1-1" not in view
    assert "80 headings below" in view
    assert "小节10-8" in outline_view(read, PLAIN, depth=None)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "60项"),
        ({"bound": "ge"}, "≥60项"),
        ({"bound": "lt", "approx": True}, "<≈60项"),
        ({"bound": "range", "value_max": Decimal("65.50")}, "60–65.5项"),
        ({"measure": "increase", "per": "year"}, "↑60项/年"),
        ({"unit": "场次/年", "base_unit": "场次/年", "per": "year"}, "60场次/年"),
        ({"unit": "亿立方米每年", "base_unit": "立方米/年", "per": "year"}, "60亿立方米每年"),
        ({"unit": "元/月", "base_unit": "元/月", "per": "year"}, "60元/月/年"),
        ({"measure": "decrease"}, "↓60项"),
        ({"measure": "multiple", "unit": "倍"}, "×60倍"),
        ({"measure": "rank", "bound": "le", "unit": "名"}, "#≤60名"),
        ({"value": Decimal("1E+4")}, "10000项"),
        ({"value": Decimal(9), "unit": "1/10万"}, "9 1/10万"),
    ],
)
def test_goal(fields, shown):
    assert goal(target("60项", **fields)) == shown


def share(text: str, part: str, **fields: object):
    """A target that the text writes as a fraction."""
    value = Decimal(part)
    plain = {"text": text, "value": value, "base_value": value * 100, "unit": "", "base_unit": "%"}
    return target("60项", **(plain | fields))


def test_a_fraction_is_shown_as_it_is_written():
    """Its decimals are only reckoned, and most of them are not even exact."""
    ratio = share("1:15", "0.0667", base_value=Decimal("0.0667"), base_unit="", rules=("numeral.ratio",))
    range_ = share("三分之一至一半", "0.3333", value_max=Decimal("0.5"), bound="range")

    assert goal(share("三分之二", "0.6667", bound="ge", approx=True)) == "≥≈三分之二"
    assert (amount(range_), amount(ratio)) == ("三分之一至一半", "1:15")
    assert base_amount(share("三分之二", "0.6667", bound="ge")) == "≥66.67%"
    assert (
        start(share("一半", "0.5", baseline_value=Decimal("0.3333"), baseline="2020"))
        == "from 33.33% in 2020"
    )
    assert amount(target("60项", value=Decimal("3.5"), unit="", base_unit="")) == "3.5"


@pytest.mark.parametrize(
    ("row", "scales"),
    [
        ([share("三分之二", "0.6667"), target("60项", unit="%", base_unit="%")], [" (66.67%)", ""]),
        ([share("一半", "0.5"), share("三分之二", "0.6667")], [" (50%)", " (66.67%)"]),
        ([share("一半", "0.5")], [""]),
        (
            [
                target("60项", unit="成", base_unit="%", base_value=Decimal(80)),
                target("60项", unit="%", base_unit="%"),
            ],
            [" (80%)", ""],
        ),
        ([target("60项", unit="成", base_unit="%"), target("60项", unit="成", base_unit="%")], ["", ""]),
        (
            [target("60项", unit="万元", base_unit="元"), target("60项", unit="亿元", base_unit="元")],
            ["", ""],
        ),
    ],
)
def test_shares_beside_each_other_are_on_one_scale(row, scales):
    assert [in_percent(each, row) for each in row] == scales


def test_amounts_and_dates_in_short():
    scaled = target("60项", unit="万亿元", base_value=Decimal("6E+13"), base_unit="元")

    assert (amount(scaled), base_amount(scaled)) == ("60万亿元", "60000000000000元")
    assert start(target("60项", baseline="2020")) == "against 2020"
    assert start(target("60项", baseline="2020", baseline_value=Decimal(40))) == "from 40项 in 2020"
    assert due(target("60项", deadline_from="list")) == "(2025)"
    assert due(target("60项", deadline=None)) == ""


@pytest.mark.parametrize(
    ("marker", "title", "shown"),
    [
        ("一、", "总则", "一、总则"),
        ("第一章", "总则", "第一章 总则"),
        ("——", "目标", "—— 目标"),
        ("", "目标", "目标"),
    ],
)
def test_heading(marker, title, shown):
    assert heading(Section("1", "section", 1, marker, title, (0, 1), (0, 1))) == shown


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("-5%", "-5%"),
        ("-13.5", "-13.5"),
        ("+8", "+8"),
        (Decimal("-0.50"), "-0.50"),
        (-3, "-3"),
        ("——发展目标", "——发展目标"),
        ("60项", "60项"),
        (None, ""),
        (True, "true"),
        ("a\0b", "a␀b"),
        ("\x1b[31m目标\x9b2J\x7f", "␛[31m目标⟦U+009B⟧2J␡"),
        ("\u202e标目", "⟦U+202E⟧标目"),
        ("新增\u200b企业\r\n\t家", "新增\u200b企业\r\n\t家"),
    ],
)
def test_cells_are_data(value, cell):
    assert safe_cell(value) == cell


@given(st.text(st.characters(exclude_categories=())))
def test_csv_gives_the_text_back(text):
    read = document(targets=(target("60项", sentence=text, indicator="x"),))
    written = csv_header(TARGET_COLUMNS) + csv_rows(target_records(read), TARGET_COLUMNS)
    (row,) = csv.DictReader(io.StringIO(written, newline=""))

    assert written.encode("utf-8")
    assert row["sentence"] == safe_cell(text)
    assert row["value"] == "60"


def test_markdown_shows_the_text_and_nothing_else():
    table = targets_markdown(hostile())

    assert escaped("5~6% | <b> `x` [a](javascript:b)") == "5\\~6% \\| &lt;b&gt; \\`x\\` \\[a\\](javascript:b)"
    assert "<script>" not in table
    assert "\x1b" not in table
    assert all(
        len(re.findall(r"(?<!\\)\|", line)) == 7 for line in table.splitlines() if line.startswith("|")
    )
    assert "No targets." in targets_markdown(document(targets=()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_rule_that_speaks_is_explained(path):
    read = parse_path(path)

    for number in explain(read, default_lexicon()):
        assert all(reason.meaning for reason in number.reasons), number.reasons


# "role.target.level", "indicator.topic": ids that a stage writes as they stand.
RULE_RE = re.compile(r'"((?:role|indicator)\.[a-z_]+(?:\.[a-z_]+)?)"')
RULES = sorted(
    {
        rule
        for path in (Path(plancli.__file__).parent / "targets").glob("*.py")
        for rule in RULE_RE.findall(path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_a_goal_has_a_sentence_of_its_own(rule):
    lexicon = default_lexicon()

    assert meaning(rule, lexicon) != meaning(rule.rpartition(".")[0], lexicon)


def test_a_rule_without_a_sentence_gets_that_of_its_family():
    lexicon = default_lexicon()

    assert meaning("role.target.brand_new", lexicon) == meaning("role.target", lexicon)
    assert meaning("relative_year.last_year", lexicon) == "the year before the document's own"
    assert meaning("no_such_rule", lexicon) == ""


def test_explain_tells_the_inherited_from_the_stated():
    read = document()
    view = explain_view(read, list(explain(read, default_lexicon())), PLAIN)

    assert "2025, from the document" in view
    assert "2025, from the sentence “到2025年”" in view
    assert re.search(r"not a target +achieved", view)
    assert "“牵头制定”" in view
    assert "role.achieved.year" in view
