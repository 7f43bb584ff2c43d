"""A document made by hand, for tests of what is shown of one; no stage has a part in it."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from plancli.models import Block, Document, Meta, Period, Quantity, Section, Source, Span, Target

HEADING = "一、发展目标"
FIRST = "到2025年，牵头制定国际标准60项，研发投入强度力争由3.1%提高到3.65%左右。"
SECOND = "2021年全市新增企业300家。单位能耗比2020年下降13.5%以上，年均新增50家至80家。"
TEXT = "\n".join([HEADING, FIRST, SECOND])


def span_of(words: str) -> Span:
    """Where *words* stand in TEXT; they stand there once."""
    assert TEXT.count(words) == 1
    start = TEXT.index(words)
    return (start, start + len(words))


def target(words: str, **fields: object) -> Target:
    """A target at *words*; a level of 60项 unless *fields* say otherwise."""
    plain = Target(
        id="t1",
        indicator="制定国际标准",
        value=Decimal(60),
        value_max=None,
        unit="项",
        base_value=Decimal(60),
        base_value_max=None,
        base_unit="项",
        bound="eq",
        approx=False,
        measure="level",
        per=None,
        hedge=None,
        deadline="2025",
        deadline_text="到2025年",
        deadline_from="sentence",
        deadline_span=span_of("到2025年"),
        baseline=None,
        baseline_value=None,
        binding=None,
        responsible=(),
        section="1",
        section_path=("发展目标",),
        sentence=FIRST,
        text=words,
        span=span_of(words),
        mentions=(),
        cell=None,
        rules=("bound.eq", "role.deadline"),
        score=0.97,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def quantity(words: str, value: str, unit: str, **fields: object) -> Quantity:
    """A number at *words*, a target unless *fields* say otherwise."""
    plain = Quantity(
        span=span_of(words),
        text=words,
        value=Decimal(value),
        value_max=None,
        unit=unit,
        base_value=Decimal(value),
        base_value_max=None,
        base_unit=unit,
        role="target",
        rules=("number.arabic",),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def document(**fields: object) -> Document:
    """The plan of an invented city, with four targets and one figure that is not one."""
    plain = Document(
        source=Source("海州.html", "0" * 64, 1024, "utf-8", "html"),
        meta=Meta(
            title="海州市标准化发展行动计划",
            plan="海州市标准化发展行动计划",
            publisher="海州日报",
            published="2022-02-17",
            issuer="海州市人民政府",
            document_number="海政发〔2022〕3号",
            region="海州市",
            period=Period(None, "2025"),
        ),
        text=TEXT,
        blocks=(
            Block("heading", HEADING, level=1),
            Block("paragraph", FIRST, start=len(HEADING) + 1),
            Block("paragraph", SECOND, start=len(HEADING) + len(FIRST) + 2),
        ),
        sections=(Section("1", "section", 1, "一、", "发展目标", (0, len(TEXT)), (0, len(HEADING))),),
        quantities=(
            quantity("60项", "60", "项", cues=(span_of("牵头制定"),)),
            quantity("3.65%", "3.65", "%", bound="ge", approx=True),
            quantity("300家", "300", "家", role="achieved", rules=("role.achieved.year",)),
            quantity("13.5%", "13.5", "%", bound="ge"),
            quantity("50家至80家", "50", "家", value_max=Decimal(80), bound="range"),
        ),
        targets=(
            target("60项", mentions=(span_of("国际标准"),)),
            target(
                "3.65%",
                id="t2",
                indicator="研发投入强度",
                value=Decimal("3.650"),
                unit="%",
                base_value=Decimal("3.650"),
                base_unit="%",
                bound="ge",
                approx=True,
                hedge="力争",
                baseline_value=Decimal("3.1"),
                score=1 / 3,
            ),
            target(
                "13.5%",
                id="t3",
                indicator="单位能耗",
                value=Decimal("13.5"),
                unit="%",
                base_value=Decimal("13.5"),
                base_unit="%",
                bound="ge",
                measure="decrease",
                baseline="2020",
                deadline_from="document",
                deadline_span=None,
            ),
            target(
                "50家至80家",
                id="t4",
                indicator="新增企业",
                value=Decimal("5E+1"),
                value_max=Decimal(80),
                unit="家",
                base_value=Decimal("5E+1"),
                base_value_max=Decimal(80),
                base_unit="家",
                bound="range",
                measure="increase",
                per="year",
                deadline=None,
                deadline_text=None,
                deadline_from=None,
                deadline_span=None,
            ),
        ),
        dropped=(Block("paragraph", "责任编辑：甲", layer="notes", rule="notes.editor"),),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]
