"""A lexicon is refused before anything is read with it, and what is accepted breaks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from msgspec.structs import replace

from plancli import numerals
from plancli.compare import compare
from plancli.errors import EmptyDocumentError
from plancli.lexicon import Entry, Lexicon, builtin_parts, default_lexicon, merge, parse_lexicon
from plancli.lexicon_check import _TESTS, faults, trial_faults
from plancli.lexicon_fields import KINDS, TABLES, Field
from plancli.models import Document
from plancli.pipeline import parse

PERIOD = '[[plan_period]]\nid = "a"\nforms = ["攻坚期"]\n'
DATES = 'start = "2023"\nend = "2025"\n'
UNIT = '[[unit]]\nid = "a"\nforms = ["炉"]\n'
LINE = '[[chrome_line]]\nid = "a"\nwhere = "any"\nlayer = "notes"\n'
A_DATE = 'a year, month or day in quotes, such as "2025" or "2025-06"'
FAULTY = {
    "not TOML": ("[[plan_period]\n", "my.toml: Expected ']]' at the end of an array declaration (at line 1"),
    "no id": ('[[plan_period]]\nforms = ["攻坚期"]\n', "my.toml:1: an entry of [[plan_period]] has no id; "),
    "table": (
        '\n[[no_table]]\nid = "a"\n',
        "my.toml:2: no rule reads a table no_table; there are achieved, ",
    ),
    "field": (
        f'{PERIOD}{DATES}begin = "2001"\n',
        "my.toml:6: begin of a in [[plan_period]] is read by no rule; the table has forms, end, start",
    ),
    "missing": (f'{PERIOD}end = "2025"\n', f"a in [[plan_period]] has no start, which must be {A_DATE}"),
    "wrong kind": (
        f'{PERIOD}start = 2023\nend = "2025"\n',
        f"start of a in [[plan_period]] must be {A_DATE}",
    ),
    "no date": (
        f'{PERIOD}start = "2023"\nend = "2025-13"\n',
        f"end of a in [[plan_period]] must be {A_DATE}",
    ),
    "turned": (
        f'{PERIOD}start = "2025"\nend = "2023"\n',
        "end of a in [[plan_period]] must not be before its start, 2025",
    ),
    "no forms": (
        f'[[plan_period]]\nid = "a"\n{DATES}',
        "a in [[plan_period]] has no forms; give at least one word",
    ),
    "forms": (
        '[[site]]\nid = "a"\nforms = ["b"]\nmain = ["#c"]\n',
        "forms of a in [[site]] is read by no rule",
    ),
    "kind of forms": ('[[unit]]\nid = "a"\nforms = "炉"\n', "forms of a in [[unit]] must be a list of texts"),
    "example": (
        f'{PERIOD}{DATES}examples = ["别的"]\n',
        "examples of a in [[plan_period]] holds '别的', in which none of its forms stands",
    ),
    "not": (
        f'{UNIT}examples = ["年产300炉"]\nnot = ["年产300炉"]\n',
        "not of a in [[unit]] holds '年产300炉', which is an example too; keep it in one of them",
    ),
    "id twice": (
        f"{UNIT}{UNIT}",
        "my.toml:5: a in [[unit]] is there already, at {path}:1; choose another id",
    ),
    "not an array": (
        '\n[unit]\nid = "a"\nforms = ["炉"]\n',
        "my.toml:2: unit must be written [[unit]]",
    ),
    "without a header": (
        'unit = [{ id = "a", forms = ["炉"], factor = "x" }]\n',
        "my.toml:1: factor of a in [[unit]] must be",
    ),
    "factor": (
        f'{UNIT}factor = "abc"\n',
        'factor of a in [[unit]] must be a number above 0, such as "0.1" or "10000"',
    ),
    "factor 0": (f'{UNIT}factor = "0"\n', "factor of a in [[unit]] must be a number above 0"),
    "flag": (f'{UNIT}loose = "yes"\n', "loose of a in [[unit]] must be true or false"),
    "list": (f"{UNIT}after_not = [1]\n", "after_not of a in [[unit]] must be a list of texts"),
    "offset": (
        '[[relative_year]]\nid = "a"\nforms = ["大前年"]\n',
        "a in [[relative_year]] has no offset, which must be a whole number from -100 to 100",
    ),
    "range": (
        '[[relative_year]]\nid = "a"\nforms = ["大前年"]\noffset = 1000\n',
        "offset of a in [[relative_year]] must be a whole number from -100 to 100",
    ),
    "whole": (
        '[[relative_year]]\nid = "a"\nforms = ["大前年"]\noffset = true\n',
        "offset of a in [[relative_year]] must be a whole number",
    ),
    "choice": (
        '[[bound]]\nid = "a"\nforms = ["起码"]\nbound = "gex"\n',
        "bound of a in [[bound]] must be one of ge, gt, le, lt",
    ),
    "choices": (
        '[[bound]]\nid = "a"\nforms = ["起码"]\nbound = "ge"\nkinds = ["moneys"]\n',
        "kinds of a in [[bound]] must be a list of texts, each one of age, ",
    ),
    "role": (
        '[[name]]\nid = "a"\nforms = ["#号院"]\nrole = "target"\n',
        "role of a in [[name]] must be one of achieved, ",
    ),
    "side": (
        '[[bound]]\nid = "a"\nforms = ["起码"]\nbound = "ge"\nside = "after"\nfar = true\n',
        "far of a in [[bound]] must not be true of a word whose side is after",
    ),
    "pattern": (f'{LINE}pattern = "("\n', "pattern of a in [[chrome_line]], '(', does not compile: "),
    "numeral": (
        '[[name]]\nid = "a"\nforms = ["#号院"]\nnumeral = "["\n',
        "numeral of a in [[name]], '[', does not compile: ",
    ),
    "group": (
        f'{LINE}pattern = "编者"\nhint = "editor"\n',
        "pattern of a in [[chrome_line]], '编者', needs a group (?P<value>…)",
    ),
    "scripted": (
        '[[site]]\nid = "a"\nmain = ["#b"]\nscripted = { published = ["ct"] }\n',
        "scripted of a in [[site]], 'ct', needs a group (…)",
    ),
    "selector": (
        '[[site]]\nid = "a"\nmain = ["div > p"]\n',
        "main of a in [[site]] must be a list of selectors",
    ),
    "digits": (
        f'[[unit]]\nid = "a"\nforms = ["坨"]\nfactor = {"9" * 5000}\n',
        "a number in it has thousands of digits",
    ),
    "hint": (
        '[[site]]\nid = "a"\nmain = ["#b"]\nfields = { author = ["#c"] }\n',
        "fields of a in [[site]] must be a table with a list of selectors for each of what the page states, each one of dated, ",
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_lexicon_is_refused_before_anything_is_read(run, release, tmp_path, text, said):
    """In one sentence that names file, table, entry, field and what is expected; it is wrong usage of each command."""
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    said = said.format(path=path) if "{path}" in said else said
    checked = run("lexicon", "check", path)
    refused = [run(name, release, "--lexicon", path) for name in ("parse", "quantities", "explain")]
    refused.append(run("batch", release, "--lexicon", path, "-o", tmp_path / "out.jsonl"))
    refused.append(run("lexicon", "list", "--lexicon", path))

    assert (checked.exit_code, checked.stdout) == (1, "")
    assert said in checked.stderr
    for result in refused:
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert str(path) in result.stderr
        assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()


def test_all_faults_of_a_file_are_told_each_with_its_line(run, tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(f"{PERIOD}\n{UNIT}factor = '1e5'\n", encoding="utf-8")

    assert [line.split(": ")[1:3] for line in run("lexicon", "check", path).stderr.splitlines()] == [
        [f"{path}:1", "a in [[plan_period]] has no start, which must be " + A_DATE],
        [f"{path}:1", "a in [[plan_period]] has no end, which must be " + A_DATE],
        [f"{path}:8", 'factor of a in [[unit]] must be a number above 0, such as "0.1" or "10000"'],
    ]


def test_faults_of_every_kind_are_told_in_one_run_in_the_order_of_their_lines(run, tmp_path):
    """An entry without an id hides neither its own other faults nor those of others."""
    path = tmp_path / "my.toml"
    path.write_text(
        '[[unit]]\nforms = ["炉"]\nfactor = "x"\n\n'
        '[[bound]]\nid = "a"\nside = "beside"\nbound = "gex"\nforms = [\n  "起码",\n]\n'
        'examples = [\n  "起码3家",\n  "# [[unit]]",\n]\n\n'
        '[[no_table]]\nid = "b"\n\n'
        '[[site]]\nid = "c"\nnot = "d"\nmain = ["div > p"]\n[site.fields]\nauthor = ["#e"]\n\n'
        '[[unit]]\nid = 5\nforms = ["窑"]\nloose = """\nfactor = 1\n"""\n',
        encoding="utf-8",
    )
    told = [
        line.removeprefix(f"plancli: {path}:") for line in run("lexicon", "check", path).stderr.splitlines()
    ]

    assert [said.partition("; ")[0][:58] for said in told] == [
        "1: an entry of [[unit]] has no id",
        '3: factor of an entry in [[unit]] must be a number above 0, such as "0.1" or "10000"'[:58],
        "7: side of a in [[bound]] must be one of before, after",
        "8: bound of a in [[bound]] must be one of ge, gt, le, lt",
        "12: examples of a in [[bound]] holds '# [[unit]]', in which none of its forms stands"[:58],
        "17: no rule reads a table no_table",
        "22: not of c in [[site]] must be a list of texts",
        "23: main of c in [[site]] must be a list of selectors, such as"[:58],
        "24: fields of c in [[site]] must be a table with a list of selectors"[:58],
        "28: an entry of [[unit]] has no id",
        "30: loose of an entry in [[unit]] must be true or false",
    ]


def test_the_shipped_lexicon_passes_its_own_check():
    assert [fault for part in builtin_parts() for fault in faults(part)] == []


def test_every_table_that_is_shipped_is_declared_and_no_other():
    assert set(TABLES) == set(default_lexicon().tables)
    assert {field.kind for table in TABLES.values() for field in table.fields.values()} <= set(KINDS)
    assert set(KINDS) == set(_TESTS)


REQUIRED = [
    (name, key) for name, table in TABLES.items() for key, field in table.fields.items() if field.required
]


@pytest.mark.parametrize(("name", "key"), REQUIRED)
def test_a_field_that_every_entry_needs_is_missed(name, key):
    entry = next(iter(default_lexicon().table(name)))
    without = replace(entry, fields={k: v for k, v in entry.fields.items() if k != key})

    (fault,) = faults({name: [without]})
    assert f"{entry.id} in [[{name}]] has no {key}, which must be " in fault


# What the stages read


class Watched(Mapping[str, Any]):
    """Fields of an entry that note which of them are read."""

    def __init__(self, table: str, fields: Mapping[str, Any], read: set[tuple[str, str]]) -> None:
        self._table, self._fields, self._read = table, fields, read

    def __getitem__(self, key: str) -> Any:
        self._read.add((self._table, key))
        return self._fields[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


# A value of each kind that is right, where the field leaves a choice.
VALUES = {
    "text": "某",
    "any text": "",
    "flag": True,
    "whole": 1,
    "number": 1.5,
    "factor": "100",
    "year": "2050",
    "date": "2025-06",
    "texts": ["某"],
    "pattern": "(?P<value>[一二三]{1,3})",
    "selectors": ["#own", "div.own p"],
    "selectors by hint": {"editor": ["#own"]},
    "patterns by hint": {"editor": ["(own)?"]},
}


def values(field: Field) -> list[Any]:
    """Values that *field* may have: each of its choices, both ends of its range."""
    if field.between is not None:
        return [*map(int, field.between)] if field.between[1] < 10**6 else [1]
    if field.choices and field.kind == "text":
        return list(field.choices)
    if field.choices and field.kind == "texts":
        return [list(field.choices)]
    return [VALUES[field.kind]]


def own_entries() -> dict[str, list[Entry]]:
    """For each table an entry with what it must have, and one for each value that a field may have."""
    tables: dict[str, list[Entry]] = {}
    for name, table in TABLES.items():
        least = {key: values(field)[0] for key, field in table.fields.items() if field.required}
        filled = [{**least, key: value} for key, field in table.fields.items() for value in values(field)]
        for number, fields in enumerate([least, *filled]):
            form = f"甲{number}乙{name}"
            forms = (form, f"#{form}", f"{form}#", f"一{form}") if name in ("name", "word") else (form,)
            entry = Entry(name, f"own{number}", forms if table.has_forms else (), fields, where="own.toml:1")
            tables.setdefault(name, []).append(entry)
    return tables


def read_all(lexicon: Lexicon, words: str = "") -> None:
    """Take the samples, a page without text and a text that holds *words* through all stages with *lexicon*."""
    stub = f"<html><body><p>{default_lexicon().forms('page_stub')[0]}</p></body></html>"
    text = f"示例市发展规划\n\n一、目标\n\n{words}"
    documents: list[Document] = []
    for data in [*(path.read_bytes() for path in SAMPLES), stub.encode(), text.encode()]:
        with suppress(EmptyDocumentError):
            documents.append(parse(data, lexicon=lexicon))
    compare(documents[:3], lexicon=lexicon)


def test_the_fields_that_are_declared_are_those_that_the_stages_read(monkeypatch):
    """None that is read without being checked, none that is asked for and read by nobody."""
    read: set[tuple[str, str]] = set()
    parts = [*builtin_parts(), own_entries()]
    lexicon = merge(
        {
            name: [replace(entry, fields=Watched(name, entry.fields, read)) for entry in entries]
            for name, entries in part.items()
        }
        for part in parts
    )
    monkeypatch.setattr(numerals, "default_lexicon", lambda: lexicon)
    numerals._values.cache_clear()
    try:
        read_all(lexicon)
    finally:
        numerals._values.cache_clear()

    declared = {(name, key) for name, table in TABLES.items() for key in table.fields}
    assert sorted(read - declared) == []
    assert sorted(declared - read) == []


def test_what_passes_the_check_breaks_no_stage():
    """Entries with only what they must have, and with every value that a field may have."""
    tables = own_entries()
    words = "\n\n".join(
        f"到2025年，{form}达到60{form}以上，{form}新增5.5万{form}。{form}一{form}：{form}"
        for entries in tables.values()
        for entry in entries
        for form in entry.forms
    )

    assert faults(tables) == []
    read_all(merge([*builtin_parts(), tables]), words)


@pytest.mark.parametrize("name", TABLES)
def test_odd_values_are_refused_or_do_no_harm(name):
    """Of every kind that TOML has."""
    odd = json.loads(
        '["", "x", "2025", 0, 1, -1, 1.5, true, [], [""], ["x"], [1], {}, {"x": "y"}, {"editor": ["("]}]'
    )
    table = TABLES[name]
    least = {key: values(field)[0] for key, field in table.fields.items() if field.required}
    own = [
        Entry(
            name,
            f"odd{number}{key}",
            ("甲某乙",) if table.has_forms else (),
            {**least, key: value},
            where="own.toml:1",
        )
        for key in table.fields
        for number, value in enumerate(odd)
    ]
    passing = [entry for entry in own if not faults({name: [entry]})]

    lexicon = merge([*builtin_parts(), {name: passing}])
    for data in ("到2025年，甲某乙达到60甲某乙以上。".encode(), SAMPLES[0].read_bytes()):
        with suppress(EmptyDocumentError):
            parse(data, lexicon=lexicon)


def test_a_unit_is_tried_on_its_own_texts(run, tmp_path):
    """An example in which it counts nothing, and a text that it should refuse, are told at their lines."""
    path = tmp_path / "my.toml"
    path.write_text(
        '[[unit]]\nid = "炉"\nforms = ["炉"]\nkind = "count"\n'
        'examples = ["炉火纯青", "年产300炉", "每炉耗电5千瓦时/炉"]\nnot = ["年产200炉", "炉火"]\n',
        encoding="utf-8",
    )
    result = run("lexicon", "check", path)

    assert result.exit_code == 1
    assert [line.partition(": ")[2] for line in result.stderr.splitlines()] == [
        f"{path}:5: examples of 炉 in [[unit]] holds '炉火纯青', which it does not read",
        f"{path}:6: not of 炉 in [[unit]] holds '年产200炉', which it reads all the same",
    ]


def test_the_units_that_are_shipped_read_their_own_texts(tmp_path):
    for path in sorted((Path(numerals.__file__).parent / "data").glob("units*.toml")):
        assert trial_faults(str(path)) == []


def test_a_lexicon_that_is_right_is_counted(run, tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(f"{PERIOD}{DATES}\n{UNIT}factor = 100\n", encoding="utf-8")

    assert run("lexicon", "check", path).stdout == f"{path}: 2 entries in 2 tables, no fault\n"
    assert faults(parse_lexicon(path.read_text("utf-8"), "my.toml")) == []
