"""A table block -> its targets, and every number of it with its role."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from plancli.dates import find_dates
from plancli.fold import fold
from plancli.fold import view as fold_view
from plancli.lexicon import Lexicon
from plancli.models import Block, Cell, Quantity, Span, Target, TargetCell
from plancli.patterns import IDEOGRAPH, lazily
from plancli.quantities import find_numbers
from plancli.regions import is_place
from plancli.targets.claim import Due
from plancli.targets.confidence import score_target
from plancli.targets.direction import measure_of
from plancli.targets.grid import upright
from plancli.targets.headers import title_above
from plancli.targets.reach import said_by
from plancli.targets.setting import Setting
from plancli.targets.table import IndicatorCell, read_indicator_table
from plancli.targets.tasks import read_place_table


def in_source(
    quantity: Quantity, setting: Setting, role: str | None = None, rule: str | None = None
) -> Quantity:
    """The quantity with its spans and words in Document.text, and with its role once that is decided."""
    view = setting.view
    span = view.source_span(*quantity.span)
    # By position: a record of so many fields takes three times as long to make by keyword.
    return Quantity(
        span, setting.source[span[0] : span[1]],
        quantity.value, quantity.value_max, quantity.unit,
        quantity.base_value, quantity.base_value_max, quantity.base_unit,
        quantity.bound, quantity.approx,
        span if quantity.outer == quantity.span else view.source_span(*quantity.outer),
        role or quantity.role,
        (*quantity.rules, rule) if rule else quantity.rules,
        tuple([view.source_span(*cue) for cue in quantity.cues]) if quantity.cues else (),
    )  # fmt: skip


def as_cell(quantity: Quantity, *, chosen: bool) -> Quantity:
    """The quantity with its role in a table."""
    role = "target" if chosen else "cell" if quantity.role == "number" else quantity.role
    return replace(
        quantity, role=role, rules=(*quantity.rules, "role.target.cell" if chosen else "role.cell")
    )


def read_cells(
    block: Block,
    span: Span,
    setting: Setting,
    inside: Sequence[Quantity],
    above: Due | None,
    lexicon: Lexicon,
) -> tuple[list[Target], list[Quantity]]:
    """(targets, numbers with roles) of a table; no targets unless it is one of indicators.

    *span* is the block's in the view; *above* the deadline of what states none.
    """
    sources = [in_source(q, setting) for q in inside]
    reference = setting.reference or (above.end if above is not None and above.source == "list" else None)
    table = block.table and upright(block.table, reference)
    turned = table is not block.table
    block = replace(block, table=table)
    cells = read_indicator_table(block, sources, reference, setting.meta.period, lexicon)
    places = read_place_table(
        block, setting.source, sources, reference, setting.meta.period.end, setting.meta.title or "", lexicon
    )
    if len(places) > len(cells) and not any(cell.base for cell in cells):
        cells = places
    caption = block.table.caption or "" if block.table else ""
    title, unit = title_above(caption, setting.source, block.start) if block.table else ("", "")
    cells = _named_by_title(cells, title, lexicon)
    # （单位：亿元） in the table's title holds for every figure that has no unit of its own.
    cells = [
        replace(cell, unit=unit) if unit and not cell.unit and not cell.row.endswith(_SHARES) else cell
        for cell in cells
    ]
    if not cells:
        return [], [as_cell(q, chosen=False) for q in sources]
    dates = _Dates(block, setting.view.source_span(*span)[0], lexicon)
    chosen = {cell.quantity.span for cell in cells}
    units = {q.span: cell.unit for cell in cells for q in (cell.base, cell.quantity) if q is not None}
    targets = [_cell_target(cell, dates.of(cell, above, setting), setting, lexicon) for cell in cells]
    if turned:  # the page has the row here for a column
        targets = [
            replace(t, cell=TargetCell(t.cell.column, t.cell.row)) if t.cell is not None else t
            for t in targets
        ]
    return (
        targets,
        [as_cell(in_unit(q, units.get(q.span, ""), lexicon), chosen=q.span in chosen) for q in sources],
    )


# "表1 十省2025年 | GDP增速目标": what the numbers are of in a table that names nothing but places.
_MEASURED_RE = lazily(
    r"(?:附?[件表]\s?[0-9一二三四五六七八九十]{0,4}\s{0,3}[:：]?\s{0,3})?[^，。；：]{0,20}?20[0-9]{2}年度?(?:全[省市县区国])?(?:各(?:设区)?(?:(?:[省市县区地州盟](?![场域际民方])|街道|乡镇|开发区)(?:（[^（）]{1,8}）)?、?){1,4})?(?P<what>(?![^，。；：]*(?:清单|(?:牵头|责任)单位|方案|分工))[^，。；：、（()）0-9][^，。；：（()）0-9]{1,23}?)(?:任务)?(?:分解|分配)?(?:一览表?|情况表?|表)?(?:（[^（）]*）)?"
)
_FEWEST_PLACES = 3
# 临夏州, 某某新区: places that no list holds, below 各市（州）….
_PLACE_RE = lazily(rf"{IDEOGRAPH}{{2,6}}(?:[市县区州盟旗省]|街道|镇|乡)")
_ALL_PLACES = frozenset(("全国", "全省", "全市", "全区", "全县", "全州", "合计", "总计"))


def _named_by_title(cells: list[IndicatorCell], title: str, lexicon: Lexicon) -> list[IndicatorCell]:
    """*cells* of rows that name only places, with what the table's *title* says is measured."""
    found = _MEASURED_RE.fullmatch(fold(title.strip()))
    each = "各" in title
    bare = found is not None and all(
        c.indicator == c.row
        and (c.row in _ALL_PLACES or (each and _PLACE_RE.fullmatch(c.row)) or is_place(c.row, lexicon))
        for c in cells
    )
    if found is None or not bare or len(cells) < _FEWEST_PLACES:
        return cells
    what = found["what"]
    told = measure_of(what.removesuffix("目标").removesuffix("预期"), "", False)
    return [
        # 下降3% says itself which way it goes
        replace(c, indicator=f"{c.row} {what}", measure=told if c.measure == "level" else c.measure)
        for c in cells
    ]


_SHARES = ("率", "占比", "比重", "比例", "强度", "指数")
"""Rows that the unit of a table's title says nothing of: 种植面积, 良种覆盖率（单位：万亩）."""


class _Told(Struct, frozen=True):
    """A cell's deadline and where it is said: its words, their place in Document.text, and what kind of place that is."""

    end: str | None
    words: str | None
    span: Span | None
    source: str | None


class _Dates:
    """The dates that the cells of a table name, read once for all of them."""

    def __init__(self, block: Block, start: int, lexicon: Lexicon) -> None:
        """Read the cells of *block*, which begins at *start* in Document.text."""
        self._start = start
        self._cells = sorted(block.table.cells if block.table is not None else (), key=lambda c: c.offset)
        self._offsets = [cell.offset for cell in self._cells]
        self._rows: dict[int, list[Cell]] = {}
        self._heads: dict[tuple[int, str | None], list[Cell]] = {}
        """By column and date, the cells over it that name the date, from the top down."""
        for cell in self._cells:
            self._rows.setdefault(cell.row, []).append(cell)
            for end in {date.end for date in find_dates(fold(cell.text), lexicon)}:
                for column in range(cell.column, cell.column + cell.colspan):
                    self._heads.setdefault((column, end), []).append(cell)

    def of(self, cell: IndicatorCell, above: Due | None, setting: Setting) -> _Told:
        """When *cell* is due: its row, its header, or what stands *above* the table says so."""
        own = self._cells[bisect_right(self._offsets, cell.quantity.span[0] - self._start) - 1]
        if cell.limit:
            beside = [c for c in self._rows[own.row] if c.text == cell.limit]
            place = self._place(beside[-1]) if beside else None
            return _Told(cell.deadline, cell.limit, place, "list")
        over = self._heads.get((own.column, cell.deadline), ()) if cell.deadline else ()
        if (above_it := bisect_left(over, own.row, key=lambda head: head.row)) > 0:
            head = over[above_it - 1]
            return _Told(cell.deadline, head.text, self._place(head), "heading")
        if above is None or cell.deadline not in (None, setting.meta.period.end):
            column = (cell.column, None, "heading") if cell.deadline else (None, None, None)
            return _Told(cell.deadline, *column)
        return _Told(above.end, *said_by(setting, above), above.source)

    def _place(self, cell: Cell) -> Span:
        return self._start + cell.offset, self._start + cell.offset + len(cell.text)


def _cell_target(cell: IndicatorCell, told: _Told, setting: Setting, lexicon: Lexicon) -> Target:
    quantity = in_unit(cell.quantity, cell.unit, lexicon)
    offset = setting.view.locate(quantity.span[0])
    chain = setting.chain(setting.node_at(offset))
    sections = [node for node in chain if node.kind == "section"]
    return Target(
        id="",
        indicator=cell.indicator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=cell.unit,
        base_value=quantity.base_value,
        base_value_max=quantity.base_value_max,
        base_unit=quantity.base_unit,
        bound=quantity.bound,
        approx=quantity.approx,
        measure=cell.measure,
        per=cell.per,
        hedge=None,
        deadline=told.end,
        deadline_text=told.words,
        deadline_from=told.source,
        deadline_span=told.span,
        baseline=cell.baseline,
        baseline_value=cell.base.value if cell.base is not None else None,
        binding=cell.binding,
        responsible=cell.responsible,
        section=chain[0].id if chain else None,
        section_path=tuple(node.title for node in reversed(sections)),
        sentence=" ".join((*cell.row_path, cell.column, setting.source[slice(*quantity.outer)])),
        text=quantity.text,
        span=quantity.span,
        mentions=(),
        cell=TargetCell(cell.row, cell.column),
        rules=(*quantity.rules, "role.target.cell"),
        score=score_target("role.target.cell", told.source, cell.indicator, lexicon),
    )


def in_unit(quantity: Quantity, unit: str, lexicon: Lexicon) -> Quantity:
    """*quantity* in the *unit* that stands apart from it, in a header or a column; itself when it has its own."""
    if not unit or quantity.unit:
        return quantity
    value, base_unit = scale_unit(quantity.value, unit, lexicon)
    most = quantity.value_max
    return replace(
        quantity,
        unit=unit,
        base_value=value,
        base_value_max=None if most is None else scale_unit(most, unit, lexicon)[0],
        base_unit=base_unit,
    )


def scale_unit(value: Decimal, unit: str, lexicon: Lexicon) -> tuple[Decimal, str]:
    """(value, unit) in base units, for a unit that stands apart from its number."""
    read = find_numbers(fold_view(f"{value}{unit}"), lexicon)
    return (read[0].base_value, read[0].base_unit) if read and read[0].unit else (value, unit)
