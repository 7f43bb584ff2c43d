"""Targets: the cases of cases/targets*.toml, through the library and through the command."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from plancli.pipeline import parse
from plancli.serialize import document_record

FILES = sorted(Path(__file__).parent.joinpath("cases").glob("targets*.toml"))
CASES = [
    case for file in FILES for case in tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)["case"]
]
TITLE = "示例市重点工作实施方案"
PUBLISHED = "2024-03-01"


def page(case: dict[str, Any]) -> bytes:
    """The case as an input file: front matter, then its paragraphs."""
    title, published = case.get("title", TITLE), case.get("published", PUBLISHED)
    front = [f"title: '{title}'"] + ([f"date: {published}"] if published else [])
    return "\n".join(["---", *front, "---", "", case["input"].strip()]).encode()


def compared(targets: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The found targets, cut to the fields that the case compares.

    ``core`` stands for an indicator that contains these words, ``mentions`` for how many there are.
    """
    fields = [*expected, *[{"text": ""}] * len(targets)]
    return [
        {key: seen(target, key, wanted[key]) for key in sorted(wanted)}
        for target, wanted in zip(targets, fields, strict=False)
    ]


def seen(target: dict[str, Any], key: str, wanted: Any) -> Any:
    """The target's value of *key* as a case writes it."""
    if key == "core":
        indicator = target["indicator"]
        return wanted if wanted in indicator else f"not in {indicator}"
    if key == "mentions":
        return len(target["mentions"])
    return "" if target[key] is None else target[key]


def marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    """Known failures are strict: one that passes must be moved."""
    return [pytest.mark.xfail(reason=case["why"])] if case.get("known_failure") else []


@pytest.mark.parametrize("case", [pytest.param(case, marks=marks(case), id=case["label"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    document = parse(page(case))
    record = json.loads(json.dumps(document_record(document), default=str), parse_float=Decimal)
    wanted = [dict(sorted(fields.items())) for fields in case["expect"]]

    assert _numbers(compared(record["targets"], wanted)) == _numbers(wanted), case["why"]
    roles = {q.text: q.role for q in document.quantities}
    assert {
        text: roles.get(text)
        for text, role in case.get("roles", {}).items()
        if roles.get(text) not in role.split("|")
    } == {}, case["why"]


@pytest.mark.parametrize(
    "case", [c for c in CASES if not c.get("known_failure")][::10], ids=lambda c: c["label"]
)
def test_case_through_the_command(case: dict[str, Any], run: Callable[..., Result]) -> None:
    """Every tenth case again through `plancli targets --json -`: the same texts come out."""
    result = run("targets", "--json", "-", data=page(case))

    assert result.exit_code == 0
    assert [target["text"] for target in json.loads(result.stdout)] == [t["text"] for t in case["expect"]]


def test_the_numbers_of_an_indicator_table_have_the_units_of_their_rows() -> None:
    table = (
        "<table><tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th rowspan=2>2020年</th><th>目标</th></tr>"
        "<tr><th>2025年目标</th></tr><tr><td>人均收入</td><td>万元</td><td>1500.5</td><td>1800.75</td></tr>"
        "<tr><td>用水总量</td><td>亿立方米</td><td>350</td><td>&lt;330</td></tr></table>"
    )
    document = parse(f"<h1>海州市节水规划（2021—2025年）</h1><p>一、主要指标</p>{table}".encode())

    in_cells = {
        q.text: (q.unit, q.base_value, q.base_unit)
        for q in document.quantities
        if q.role in ("cell", "target")
    }
    assert in_cells == {
        "1500.5": ("万元", Decimal(15005000), "元"),
        "1800.75": ("万元", Decimal(18007500), "元"),
        "350": ("亿立方米", Decimal(35000000000), "立方米"),
        "330": ("亿立方米", Decimal(33000000000), "立方米"),
    }
    assert [(t.deadline_text, t.sentence) for t in document.targets] == [
        ("2025年目标", "人均收入 2025年目标 1800.75"),
        ("2025年目标", "用水总量 2025年目标 <330"),
    ]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            TITLE,
            "到2027年，全市海水淡化规模达到60万吨/日。\n\n到2027年，全市海水淡化规模达到50万吨/日。",
            ["t1 and t2 set 全市海水淡化规模 to 60万吨/日 and 50万吨/日 for 2027"],
        ),
        # A whole and what is at best reached, and another year's, do not speak against each other.
        (TITLE, "到2027年，粮食产量达到60万吨；到2030年，粮食产量达到70万吨。", []),
        (TITLE, "到2027年，粮食产量达到60万吨以上，力争粮食产量达到70万吨。", []),
        # The rows of a table are different things.
        (
            "海州市2025年重点任务分解表",
            "| 乡镇 | 主要任务 |\n|---|---|\n| 甲镇 | 新建农村公路3公里 |\n| 乙镇 | 新建农村公路5公里 |",
            [],
        ),
        # In the news of several places each sets its own.
        (
            "多地公布2026年经济增长目标",
            "2026年1月20日，各省公布目标。浙江省提出，2026年地区生产总值增长目标为5.5%。\n\n河南省提出，2026年地区生产总值增长目标为5%。",
            [],
        ),
    ],
)
def test_two_levels_of_one_indicator_are_told(title: str, text: str, expected: list[str]) -> None:
    """A plan that sets one thing two levels for one date is told so; two things that share a name are not."""
    document = parse(page({"title": title, "published": "2025-03-01", "input": text}))

    assert len(document.targets) == 2
    assert list(document.warnings) == expected


def _numbers(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers compared by value, whatever their type."""
    return [
        {
            key: Decimal(str(v))
            if key in ("value", "value_max", "base_value", "baseline_value") and v != ""
            else v
            for key, v in r.items()
        }
        for r in records
    ]
