"""A table of indicators -> the cells that are targets, with their labels, unit and base value.

A table is one of indicators when a header names a year to come or a goal (2025年, 目标值) over numbers and
its rows carry names of indicators. A table of statistics or of projects gives none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plancli.dates import find_dates
from plancli.fold import compact, fold
from plancli.lexicon import Lexicon
from plancli.models import Block, Cell, Period, Quantity, Table
from plancli.patterns import IDEOGRAPH, lazily
from plancli.regions import is_place
from plancli.targets.direction import is_difference, measure_of
from plancli.targets.grid import (
    ROLES_IN_CELLS,
    column_labels,
    grid_of,
    header_rows,
    holds_figures,
    quantities_by_cell,
)
from plancli.targets.headers import (
    ABOUT_HEADER_RE,
    GROUP_HEADER_RE,
    LABEL_UNIT_RE,
    PLACE_HEADER_RE,
    THING_HEADER_RE,
    WHOLE_YEAR_RE,
    YEAR_RE,
    grows_by,
    has_unit,
    is_growth_of_base,
    is_mean_or_sum,
    is_planned_base,
    measured_by,
    per_of,
    says_goal,
    sort_of_column,
    split_label,
    sums_up,
)
from plancli.targets.responsible import split_bodies


class IndicatorCell(Struct, frozen=True):
    """A number of a target column and what its row and column say."""

    quantity: Quantity
    row: str
    column: str
    row_path: tuple[str, ...]
    indicator: str
    unit: str
    """From the cell itself, the unit column or the label's bracket."""
    deadline: str | None
    base: Quantity | None
    """The number of the base year."""
    baseline: str | None
    binding: str | None
    measure: str
    per: str | None
    """year for a column of yearly averages."""
    responsible: tuple[str, ...] = ()
    limit: str = ""
    """Words of the row's cell 完成时限, when they give the deadline."""


class _Columns(Struct, frozen=True):
    header_rows: int
    names: tuple[int, ...]
    goals: dict[int, str | None]
    """Column of a target -> its year."""
    bases: dict[int, str | None]
    rates: frozenset[int]
    unit: int | None
    kind: int | None
    due: int | None
    who: int | None
    labels: tuple[str, ...]
    today: str | None
    """Date of the document, ISO."""


def read_indicator_table(
    block: Block,
    quantities: Sequence[Quantity],
    reference: str | None,
    period: Period,
    lexicon: Lexicon,
) -> list[IndicatorCell]:
    """Target cells of *block*'s table, in reading order; [] when it is no table of indicators.

    *quantities* are those inside the block, with spans in Document.text.
    """
    table = block.table
    if table is None or table.columns < 2 or table.rows < 2:
        return []
    grid = grid_of(table)
    columns = _read_columns(table, grid, reference, period, lexicon)
    if columns is None:
        return []
    by_cell = quantities_by_cell(block, table, quantities)
    found: list[IndicatorCell] = []
    group = ""
    told = Counter(_row_path(grid[row], columns)[-1:] for row in range(columns.header_rows, table.rows))
    for row in range(columns.header_rows, table.rows):
        whole = _spanning_label(grid[row])
        if whole is not None:
            group = whole
            continue
        path = _row_path(grid[row], columns)
        if group and told[path[-1:]] > 1:
            path = (group, *path)  # 九年义务教育 / 在校生, 高中阶段教育 / 在校生
        limit, words = _limit(grid[row], columns, reference, lexicon)
        ends = Period(period.start, limit or period.end)
        read = _read_row(row, path, grid, columns, by_cell, ends, lexicon)
        found.extend(
            replace(cell, limit=words) if limit and cell.deadline == limit else cell for cell in read
        )
    return found


def _limit(
    row: Sequence[Cell | None], columns: _Columns, reference: str | None, lexicon: Lexicon
) -> tuple[str | None, str]:
    """The date of the row's cell 完成时限, or None, and the cell's words."""
    cell = row[columns.due] if columns.due is not None else None
    words = fold(cell.text).strip() if cell else ""
    words += "年" if YEAR_RE.fullmatch(words) else ""
    ends = [d.end for d in find_dates(words, lexicon, reference) if d.end]
    return (ends[-1], cell.text) if cell and ends else (None, "")


_NOTE_RE = lazily(r"注|说明|备注|资料来源|数据来源")


def _spanning_label(row: Sequence[Cell | None]) -> str | None:
    """The label of a row that is one cell and heads the rows below it, or None."""
    cells = {id(cell): cell for cell in row if cell is not None and cell.text}
    if len(cells) != 1 or None in row or _NOTE_RE.match(next(iter(cells.values())).text):
        return None
    return next(iter(cells.values())).text.rstrip("*＊") if len({id(cell) for cell in row}) == 1 else None


def _row_path(row: Sequence[Cell | None], columns: _Columns) -> tuple[str, ...]:
    """Labels of a row, outermost first, without one that only groups the rows."""
    path: list[str] = []
    for column in columns.names:
        cell = row[column]
        if cell is None or not cell.text or re.fullmatch(r"[-—－]?[0-9.,]+", cell.text):
            continue
        if cell.text not in path:
            path.append(cell.text)
    if len(path) > 1 and GROUP_HEADER_RE.search(columns.labels[columns.names[0]]):
        return tuple(path[1:])
    return tuple(path)


def _read_columns(
    table: Table, grid: list[list[Cell | None]], reference: str | None, period: Period, lexicon: Lexicon
) -> _Columns | None:
    rows = header_rows(table, grid)
    if rows == 0 or rows >= table.rows:
        return None
    labels = column_labels(table, grid, rows)
    goals: dict[int, str | None] = {}
    bases: dict[int, str | None] = {}
    rates: set[int] = set()
    single: dict[str, int] = {}
    names: list[int] = []
    for column, label in enumerate(labels):
        sort, told = sort_of_column(compact(label), reference, lexicon)
        if sort in ("unit", "kind", "due", "who"):
            single[sort] = column
        elif sort == "base" and not is_growth_of_base(label):
            bases[column] = told
        elif sort == "rate" or (sort == "sum" and compact(label).startswith("累计") and bases and goals):
            rates.add(column)  # 2020年 | 2025年 | 累计
        elif sort == "goal" or (sort == "sum" and sums_up(label, goals)):
            goals[column] = told or (max(filter(None, goals.values())) if sort == "sum" else None)
        elif sort == "name" and not (goals or bases or (names and ABOUT_HEADER_RE.search(label))):
            names.append(column)
    dated = {column: told for column, told in goals.items() if told}
    if reference is None and "kind" in single and len(dated) == 2 == len(set(dated.values())) and not bases:
        # 2020年 | 2025年 | 属性, in a text without a date: the first is where the plan starts.
        first = min(dated, key=lambda column: dated[column] or "")
        bases[first] = goals.pop(first)
    meant = {column for column in bases if is_planned_base(labels[column])}
    if meant and len(meant) < len(bases):
        bases = {column: told for column, told in bases.items() if column not in meant}
    # 2020年产值 | 2025年产值目标, in a plan of 2020: what stands beside a later goal is where it starts.
    called = {column: told for column, told in goals.items() if told and says_goal(compact(labels[column]))}
    plain = [column for column in goals if column not in called]
    told = goals[plain[0]] if len(plain) == 1 and called else None
    if told is not None and min(called.values()) > told and not is_planned_base(labels[plain[0]]):
        before = period.start is not None and told < period.start[:4]
        if reference is not None and told <= reference[:4] and (before or period.start is None):
            bases[plain[0]] = goals.pop(plain[0])
    # A column of sentences is one of tasks, unless base years, units or the word 指标 show a table of indicators.
    shown = any(bases.values()) or "unit" in single or any("指标" in labels[column] for column in names)
    if not shown and not all(holds_figures(grid, column, rows, _FIGURE_WORDS) for column in goals):
        return None
    if not goals or not names:
        return None
    unit, kind, due, who = (single.get(sort) for sort in ("unit", "kind", "due", "who"))
    return _Columns(
        rows, tuple(names), goals, bases, frozenset(rates), unit, kind, due, who, tuple(labels), reference
    )


def _unit_of(label: str) -> str | None:
    told = LABEL_UNIT_RE.search(label)
    return told[1] if told is not None else None


def _read_row(
    row: int,
    path: tuple[str, ...],
    grid: list[list[Cell | None]],
    columns: _Columns,
    by_cell: dict[tuple[int, int], list[Quantity]],
    period: Period,
    lexicon: Lexicon,
) -> list[IndicatorCell]:
    if not path:
        return []
    label = path[-1]
    unit_cell = grid[row][columns.unit] if columns.unit is not None else None
    kind_cell = grid[row][columns.kind] if columns.kind is not None else None
    who_cell = grid[row][columns.who] if columns.who is not None else None
    binding = None
    if kind_cell is not None:
        binding = "binding" if "约束" in kind_cell.text else "expected" if "预期" in kind_cell.text else None
    bases: dict[str, tuple[list[Quantity], str | None]] = {}
    latest: tuple[list[Quantity], str | None] | None = None
    start = next((told for told in columns.bases.values() if _before_plan(told, period)), None)
    # 2020年基期值 | 2025年目标值 | 2023年实际值: what is called the base is it.
    called = {
        c: told
        for c, told in columns.bases.items()
        if _BASE_RE.search(columns.labels[c]) and (at := grid[row][c]) and (at.row, at.column) in by_cell
    }
    for column, told in (called or columns.bases).items():
        cell = grid[row][column]
        values = by_cell.get((cell.row, cell.column), []) if cell is not None else []
        # Of what was reached since the plan began none is where it starts from.
        if values and (start is None or (told or start) <= start):
            latest = bases[_key(columns.labels[column])] = (values, told)
    last = max((year for year in columns.goals.values() if year), default=period.end)
    asked = {**columns.goals, **dict.fromkeys(sorted(columns.rates), last)}
    header = compact(columns.labels[columns.names[-1]])
    of_place = is_place(label, lexicon) or PLACE_HEADER_RE.search(header) is not None
    of_thing = THING_HEADER_RE.search(header) is not None
    found: list[IndicatorCell] = []
    for column, year in asked.items():
        cell = grid[row][column]
        if cell is None or (cell.row < row and cell.rowspan > 1):
            continue
        if any(grid[row][later] is cell for later in asked if later > column):
            continue  # 每年新增500 over the columns of three years is one goal, due with the last
        due = period.end
        if WHOLE_YEAR_RE.search(columns.labels[column]):
            due = (due or columns.today or "")[: len("2025")] or None  # 全年目标 | 4月任务
        rate = column in columns.rates
        # 年均/累计 beside a goal of its own, or of a growth, is a rate; else what holds on average or in sum.
        goals = [grid[row][other] for other in columns.goals]
        goals_set = any(goal is not None and (goal.row, goal.column) in by_cell for goal in goals)
        is_growth = _GROWTH_RE.search(LABEL_UNIT_RE.sub("", label)) is not None
        grown = goals_set or is_growth
        mixed = is_mean_or_sum(columns.labels[column]) and not grown
        measured = _STATE_RE.sub("", measured_by(columns.labels[column]))
        says = of_place or measured.endswith(_SHARES) or (of_thing and measured.endswith(_SIZES))
        measured = measured if says else ""
        # 2020年（个） | 2025年目标（个） | 普惠托位占比目标: the plain base is the plain goal's.
        plain = None if "" in (measured_by(columns.labels[c]) for c in columns.goals) else bases.get("")
        if of_thing and len(bases) == 1:
            alike = {_unit_of(columns.labels[c]) for c in (column, *columns.bases)}
            plain = plain or (latest if len(alike) == 1 else None)  # 现状灌溉面积 | 2025年目标面积
        base, baseline = (bases.get(_key(measured)) or plain if measured else latest) or (None, None)
        if rate or is_growth or (baseline is not None and year is not None and baseline[:4] >= year[:4]):
            # nor are the first half-year's figures where the year's start
            base = baseline = None  # what grew in 2025 is nothing that the growth of 2026 starts from
        summed = rate and _SUM_RE.search(cell.text) is not None
        # 累计增加值 of 拥有量（件） is in 件; the figure of 年均增长 is a rate.
        amounts = rate and _AMOUNTS_RE.match(compact(columns.labels[column])) is not None
        yearly = "每年" in cell.text or "年均" in cell.text
        if "年均" in cell.text:
            base = baseline = None  # 3000亿元 | 年均增长6.5%
        if base is None and (than := _THAN_RE.search(cell.text) or _THAN_RE.search(label)) is not None:
            baseline = than[1]  # 较2020年下降15%
        risen = grows_by(columns.labels[column]) if amounts else rate
        numbers = [q for q in by_cell.get((cell.row, cell.column), []) if q.role in ROLES_IN_CELLS]
        for place, quantity in enumerate(numbers):
            grows = rate and (not mixed or quantity.unit == "%")
            labels = (*path, columns.labels[column]) if measured else path
            if not measured and has_unit(compact(columns.labels[column])):
                labels = (*path, columns.labels[column])
            apart = unit_cell.text if unit_cell and not has_unit(compact(columns.labels[column])) else ""
            unit = _unit(quantity, apart, labels, place, len(numbers))
            if rate and unit == "%" and is_difference(quantity, goals, by_cell, latest):
                unit = "个百分点"  # 60% | 64% | 〔4〕
            found.append(
                IndicatorCell(
                    quantity=quantity,
                    row=label,
                    indicator=f"{label} {measured}" if measured else _indicator(path, place, len(numbers)),
                    column=columns.labels[column],
                    row_path=path,
                    unit="%" if grows and not (summed or amounts or quantity.unit) else unit,
                    deadline=year or due,
                    base=base[min(place, len(base) - 1)] if base else None,
                    baseline=baseline,
                    binding=binding,
                    measure=measure_of(measured or label, cell.text, grows and risen),
                    per="year" if yearly else per_of(path, columns.labels[column], rate, summed or not grows),
                    responsible=split_bodies(who_cell.text) if who_cell else (),
                )
            )
    return found


_SHARES = ("率", "占比", "比重", "比例")
"""Ends of what a column measures of rows that are no measures themselves: 高炉工序 | 标杆水平以上产能占比."""
_SIZES = ("投资", "规模", "产值", "产能", "产量", "面积", "里程", "营收", "收入")
"""The same of rows that are works or makers: 某水库 | 2024年计划投资（亿元）."""


# "2025年 | 目标 | 产值", "2020年 | 现状 | 产值", "2024年 | 计划 | 投资"
_STATE_RE = lazily(r"^(?:目标|现状|预期)(?=.{2})")
_PLANNED_RE = lazily(r"^(?:计划|规划)(?=.{2})")


def _key(label: str) -> str:
    """What a column measures, however it calls its values: 2025年目标产值, 2020年现状产值 -> 产值."""
    return _PLANNED_RE.sub("", _STATE_RE.sub("", measured_by(label)))


def _before_plan(year: str | None, period: Period) -> bool:
    """True for the year before the plan's first: where it starts from, whatever was reached since."""
    return year is not None and period.start is not None and int(year[:4]) == int(period.start[:4]) - 1


_GROWTH_RE = lazily(r"(?:增长|增速|增幅|增长率|降低率|下降率)$")
_FIGURE_WORDS = 8
"""Characters that unit, bound and change of a figure have at most: 比2020年下降10个百分点以上."""

_THAN_RE = lazily(r"[较比](20[0-9]{2})年")
_AMOUNTS_RE = lazily(r"(?!.*(?:年均|增速|增幅|增长率|[%％])).*累计")
# [14], 〔1.6〕: a figure added up over the period.
_SUM_RE = lazily(r"[\[［〔]")


_BASE_RE = lazily(r"基期|基准|基数")


def _indicator(path: Sequence[str], place: int, count: int) -> str:
    """Labels of the row, the group's before its own; of two names in one label the number's own."""
    names = split_label(path[-1])
    if count > 1 and len(names) == count:
        return names[place]
    return " ".join(_SPACED_RE.sub("", part) if _SPACED_RE.search(part) else part for part in path)


# "合 计": two characters set apart to fill the cell.
_SPACED_RE = lazily(rf"(?<=^{IDEOGRAPH})[ \u3000]{{1,4}}(?={IDEOGRAPH}$)")


def _unit(quantity: Quantity, column_unit: str, path: Sequence[str], place: int, count: int) -> str:
    """Unit of a cell: written in it, in the unit column, or in the bracket that ends a label."""
    if quantity.unit:
        return quantity.unit
    written = column_unit.strip()
    for label in reversed(path):
        if written:
            break
        match = LABEL_UNIT_RE.search(compact(label))
        if match and has_unit(compact(label)):
            written = match[1]
    parts = [part.strip() for part in re.split(r"[/／、]", written)]
    # 所/个 are two units when the cell holds two numbers or the label names two things; 平方米/人 is one.
    if len(parts) > 1 and (count == len(parts) or len(split_label(path[-1])) == len(parts)):
        return parts[min(place, len(parts) - 1)]
    return "" if written in ("-", "—", "——", "/") else written
