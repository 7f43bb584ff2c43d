"""Tables of tasks -> the cells whose sentences are tasks, or the number that each place is set.

A table that gives each place its part of a task (地区 | 锅炉淘汰任务（台）) has goals in every cell of such a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from plancli.dates import find_dates
from plancli.fold import fold
from plancli.lexicon import Lexicon
from plancli.models import Block, Cell, Quantity, Span, Table, Target
from plancli.patterns import lazily
from plancli.targets.direction import measure_of
from plancli.targets.grid import (
    ROLES_IN_CELLS,
    column_labels,
    grid_of,
    header_rows,
    holds_figures,
    quantities_by_cell,
)
from plancli.targets.headers import (
    DUE_HEADER_RE,
    LABEL_UNIT_RE,
    PLACE_OR_BODY_RE,
    WHO_HEADER_RE,
    YEAR_RE,
    announces_goals,
    has_unit,
    title_above,
)
from plancli.targets.horizon import is_due
from plancli.targets.responsible import split_bodies
from plancli.targets.setting import Setting
from plancli.targets.table import IndicatorCell

_TASK_HEADER_RE = lazily(
    r"实事|任务|目标|举措|工作内容|工作要求|主要内容|工作事项|措施|具体内容|实施内容|创建内容|完成标准"
)
# What a table of months asks for, where no other column says what is to be done.
_PROGRESS_HEADER_RE = lazily(r"进度(?:要求|安排)")
_PROJECT_HEADER_RE = lazily(r"规模|投资|建设内容(?!.*(?:任务|目标))|建设地点|项目名称|责任|单位|进度")


_FIGURES_RE = lazily(r"目标|20[0-9]{2}|指标|[（(]|数$|值$")
_SIZED_RE = lazily(r"投资|规模|建设地点|建设性质|建设年限|起止")


class TaskCell(Struct, frozen=True):
    """A cell of tasks and what its row says of it."""

    span: Span
    """In Document.text, as ``limit``."""
    limit: Span | None
    """The cell that says by when (完成时限)."""
    goal: bool
    """The header calls it a goal, or its row says by when it is to be done."""
    yearly: bool
    """The header gives it the whole year, beside a column of the month's."""
    responsible: tuple[str, ...]


# "全年任务" beside "本月任务" is not due with the month's; "年度工作目标" beside "重点任务" is due as its row says.
_OF_YEAR_RE = lazily(r"全年|年度")
_OF_PART_RE = lazily(r"月|季度|阶段|[一二三四1-4]季|近期|当前|上半年")


# "2026年度民生实事项目任务分解表": what its projects consist of (建设内容) is the task; not of 重点项目计划表.
_OF_TASKS_RE = lazily(r"实事")


def task_cells(block: Block, source: str, *, figures: bool = False) -> list[TaskCell]:
    """The cells below a header that announces tasks (实事内容, 主要任务); *source* is Document.text.

    In a table whose *figures* are goals, those of columns of sentences alone: 主要内容 beside 一季度, 二季度.
    """
    table = block.table
    if table is None:
        return []
    grid, top = grid_of(table), [cell for cell in table.cells if cell.row == 0]
    # 工作目标 over 本月任务 and 全年任务: what spans columns is divided in the row below.
    rows = (
        max(cell.rowspan for cell in top) if any(cell.colspan > 1 for cell in top) and table.rows > 2 else 1
    )
    labels = column_labels(table, grid, rows)
    headers = {column: _squeezed(label) for column, label in enumerate(labels)}
    tasks = {
        column
        for column, text in headers.items()
        if _TASK_HEADER_RE.search(text) and not _PROJECT_HEADER_RE.search(text)
    }
    built = {column for column, text in headers.items() if text.startswith("建设内容")}
    if not tasks and _OF_TASKS_RE.search(title_above(table.caption or "", source, block.start)[0]):
        tasks = built
    # 工程名称 | 建设内容 | 完成时限: what is to be built by a day, where no column tells how large or dear the works are.
    timed = any(DUE_HEADER_RE.search(text) for text in headers.values())
    by_day = not tasks and timed and not any(_SIZED_RE.search(text) for text in headers.values())
    if by_day:
        tasks = built
    tasks = tasks or {column for column, text in headers.items() if _PROGRESS_HEADER_RE.search(text)}
    if table.columns == 1 and top and _BOX_RE.fullmatch(top[0].text):
        tasks = {0}
    if figures:
        tasks = {
            column
            for column in tasks
            if _FIGURES_RE.search(headers[column]) is None
            and not holds_figures(grid, column, rows, _UNIT_WORDS)
        }
    limits = _by_row(table, headers, rows, DUE_HEADER_RE)
    bodies = _by_row(table, headers, rows, WHO_HEADER_RE)
    parted = any(_OF_PART_RE.search(headers[column]) for column in tasks)
    yearly = {column for column in tasks if parted and _OF_YEAR_RE.search(headers[column])}
    return [
        TaskCell(
            span=span,
            limit=_span(block, limits[cell.row])
            if cell.row in limits and cell.column not in yearly
            else None,
            goal="目标" in headers[cell.column] or (by_day and cell.row in limits),
            yearly=cell.column in yearly,
            responsible=split_bodies(bodies[cell.row].text) if cell.row in bodies else (),
        )
        for cell in table.cells
        if cell.row >= rows and cell.column in tasks
        for span in _items(cell.text, _span(block, cell))
    ]


# "专栏1 重点生态保护修复工程": the title of a box drawn as a table of one column
_BOX_RE = lazily(r"专栏[^，。；]{0,40}")
# "新建充电桩2000个 | 新建换电站5座": lines of a cell, which one blank parts; not 停车位 10 个.
_LINE_END_RE = lazily(r"(?<=[^\W0-9A-Za-z_。；，、：]) (?=[^\W0-9A-Za-z_]{2})")
_COUNTED_RE = lazily(r"[0-9][0-9.,]{0,12}[^\s0-9]{0,4}?[^\W0-9_]")


def _items(text: str, span: Span) -> Iterator[Span]:
    """The spans of the items of a task's cell: its lines, where each has a number; else the whole."""
    cuts = [found.start() for found in _LINE_END_RE.finditer(text)]
    parts = list(pairwise([0, *(cut + 1 for cut in cuts), len(text) + 1]))
    if len(parts) < 2 or not all(_COUNTED_RE.search(text, start, end) for start, end in parts):
        yield span
        return
    for start, end in parts:
        yield span[0] + start, min(span[0] + end - 1, span[1])


def due_of(cell: TaskCell, targets: Sequence[Target], setting: Setting) -> list[Target]:
    """*targets* read in *cell*, with the date that its row or header gives to those that say none themselves."""
    if cell.yearly:
        # A list of one month's tasks, with the year's beside: "2024年4月" is when the month's are due.
        return [
            replace(target, deadline=target.deadline[: len("2024")])
            if target.deadline and target.deadline_from in ("title", "document")
            else target
            for target in targets
        ]
    if cell.limit is None:
        return list(targets)
    dates = setting.dates_in(*map(setting.view.locate, cell.limit))
    # 每年11月底前 comes round again and ends nothing.
    mention = next(
        (
            d
            for d in reversed(dates)
            if is_due(setting, d) and setting.text[max(0, d.core[0] - 2) : d.core[0]] != "每年"
        ),
        None,
    )
    if mention is None:
        return list(targets)
    span = setting.view.source_span(*mention.span)
    return [
        target
        if target.deadline_from == "sentence"
        else replace(
            target,
            deadline=mention.end,
            deadline_text=setting.source[slice(*span)],
            deadline_from="list",
            deadline_span=span,
        )
        for target in targets
    ]


def _by_row(table: Table, headers: Mapping[int, str], first: int, header: re.Pattern[str]) -> dict[int, Cell]:
    """For each row from *first* on its cell below the first *header*, a cell that spans rows for all of them."""
    wanted = next((column for column, text in headers.items() if header.search(text)), None)
    return {
        row: cell
        for cell in table.cells
        if cell.row >= first and cell.column == wanted
        for row in range(cell.row, cell.row + max(1, cell.rowspan))
    }


def _span(block: Block, cell: Cell) -> Span:
    return (block.start + cell.offset, block.start + cell.offset + len(cell.text))


# "锅炉淘汰任务（台）", "目标数": what number each place is set.
_SHARE_HEADER_RE = lazily(r"(?:任务|目标|计划)(?:数|量|值|面积|个数)?(?:[（(][^（()）]{1,8}[)）])?$")
# "表1 2024年度市属企业主要经营目标值": a title that makes goals of all its columns.
_GOALS_TITLE_RE = lazily(
    r"^(?!.*(?:资金(?:计划|安排|分配|下达|使用)|用地(?:计划|指标|分解)|采购|经费|预算|招生|招聘|招录)).*(?<!完成)(?:目标(?:任务)?(?:值|数)?(?:表|一览表)?|(?:目标|任务|计划)(?:值|数)?[^，。；]{0,4}?(?:分解|分配|安排|下达)(?:情况)?表?|(?:任务|计划)表)(?:[（(][^（）()]{1,12}[）)])?$"
)
# What a table of goals tells besides: how things stand, what counts how much.
_CONTEXT_RE = lazily(
    r"机构|涉及|总数|保有量|现状|现有|现存|上年|去年|基数|基期|权重|分值|得分|补助|补贴(?!性)|奖励|收费|学费|(?:保障|工资|待遇)标准|标准[（(]元|单价|耕地(?!保有)|年龄|^(?:现有|总|农业|农村|乡村|城镇|常住|户籍|老年|脱贫)?总?(?:人口|户)数?(?:[（(]|$)|^总户|^行政村|注册资本|占地|建设期|工期"
)
# 万元以上: the unit and the bound of a place's share.
_UNIT_WORDS = 4
_DONE_RE = lazily(r"完成|实际|已|累计")
# "表1 各市高标准农田建设任务（单位：万亩）"
_TASK_TITLE_RE = lazily(
    r"^(?:附?表|附件)\s?[0-9一二三四五]*[^，。；]{2,30}(?<!完成)(?:任务|目标)(?:[（(][^（()）]{1,12}[)）])?$"
)
# What a table in one unit sets its places: 新建, 改造提升; not 农户总数, 林地保有量.
_DEED_HEADER_RE = lazily(
    r"新建|新增|改造|提升|[改扩]建|整[改治]|完成|建设(?!用地)|实施|治理|种植|播种|造林|育林|抚育|绿化|营造|培训|修复|更新|筹集|开工|竣工|安置|回迁|任务|目标"
)
# "2024年3月1日", or nothing at all
_DATE_LINE_RE = lazily(r"[（(]?(?:20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)?[）)]?")
_AMONG_RE = lazily(r"^其中[:：]?")


def read_place_table(
    block: Block,
    source: str,
    quantities: Sequence[Quantity],
    reference: str | None,
    period_end: str | None,
    document: str,
    lexicon: Lexicon,
) -> list[IndicatorCell]:
    """Cells of a table that sets each place its number; [] when it is no such table.

    *source* is Document.text, *quantities* are those inside the block, with spans in it; *document* is the title of
    the whole, which is the table's where no more than a date stands between.
    """
    table = block.table
    if table is None or table.columns < 2 or table.rows < 3:
        return []
    grid = grid_of(table)
    first = max(1, header_rows(table, grid))
    headers = [_squeezed(label) for label in column_labels(table, grid, first)]
    # 补贴性培训（人次） over 企业职工培训: the unit stands above.
    upper = [_squeezed(label) for label in column_labels(table, grid, first - 1)]
    units = [
        _unit_of(own) or (_unit_of(above) if _DEED_HEADER_RE.search(above) else "")
        for own, above in zip(headers, upper, strict=True)
    ]
    place = next((column for column, text in enumerate(headers) if PLACE_OR_BODY_RE.search(text)), None)
    tasks = [
        column
        for column, text in enumerate(headers)
        if _SHARE_HEADER_RE.search(text) and not _DONE_RE.search(text)
    ]
    title, unit = title_above(table.caption or "", source, block.start)
    title = document if _DATE_LINE_RE.fullmatch(fold(title).strip()) else title
    told = YEAR_RE.findall(title)
    over = bool(told and reference) and max(told) < (reference or "")[:4]
    titled = _GOALS_TITLE_RE.search(title) or _TASK_TITLE_RE.search(title)
    if not over and (titled or announces_goals(source, block.start)):
        # 表1 2025年各县区空气质量目标: 县区 | PM2.5年均浓度（微克/立方米） | 优良天数（天）
        year = _deadline("", title, reference, lexicon) or reference or ""
        tasks += [
            column
            for column, text in enumerate(headers)
            if column not in tasks
            and (units[column] or unit or (_DEED_HEADER_RE.search(text) and not DUE_HEADER_RE.search(text)))
            # Of a table that only a line above calls one of tasks, what is to be done alone is a task.
            and (_DEED_HEADER_RE.search(text) or (titled and units[column]))
            and not (_is_done(text, reference, lexicon) or _CONTEXT_RE.search(text))
            and max(YEAR_RE.findall(text), default=year[:4]) >= year[:4]
        ]
    tasks = [
        column
        for column in sorted(tasks)
        if column != place and holds_figures(grid, column, first, _UNIT_WORDS)
    ]
    if place is None or not tasks:
        return []
    deadlines = {
        column: _deadline(headers[column], title, reference, lexicon) or period_end for column in tasks
    }
    by_cell = quantities_by_cell(block, table, quantities)
    found: list[IndicatorCell] = []
    for row in range(first, table.rows):
        name = grid[row][place]
        if name is None or not name.text.strip():
            continue
        for column in tasks:
            cell = grid[row][column]
            if cell is None or cell.row != row:
                continue
            found.extend(
                _place_cell(
                    quantity,
                    name.text,
                    headers[column],
                    _measured(headers[column], upper[column], units[column]),
                    deadlines[column],
                    units[column] or unit,
                )
                for quantity in by_cell.get((cell.row, column), [])
                if quantity.role in ROLES_IN_CELLS
            )
    return found


def _deadline(header: str, title: str, reference: str | None, lexicon: Lexicon) -> str | None:
    """The first time not yet over that the header, or else the title, names."""
    return next(
        (
            mention.end
            for words in (header, fold(title))
            for mention in find_dates(words, lexicon, reference)
            if mention.end and (reference is None or mention.end[:4] >= reference[:4])
        ),
        None,
    )


def _is_done(header: str, reference: str | None, lexicon: Lexicon) -> bool:
    """True for what was reached; 6月底累计完成 is to be while that is to come."""
    return _DONE_RE.search(header) is not None and _deadline(header, "", reference, lexicon) is None


def _squeezed(label: str) -> str:
    return re.sub(r"\s", "", fold(label))


def _unit_of(label: str) -> str:
    """The unit that the bracket of *label* gives, or ""."""
    found = LABEL_UNIT_RE.search(label) if has_unit(label) else None
    return found[1] if found is not None else ""


def _measured(header: str, above: str, unit: str) -> str:
    """What a column measures: its *header* without its *unit*; without the label *above* that it says again.

    补贴性职业技能培训 over 企业职工技能培训 -> 企业职工技能培训.
    """
    whole, upper = (words.replace(f"（{unit}）", "").replace(f"({unit})", "") for words in (header, above))
    own = whole.removeprefix(upper)
    return _AMONG_RE.sub("", own if len(own) > _ALIKE and own[-_ALIKE:] == upper[-_ALIKE:] else whole)


_ALIKE = 4
"""Last characters by which a label says again what the one above it says."""


def _place_cell(
    quantity: Quantity, place: str, header: str, measured: str, deadline: str | None, unit: str
) -> IndicatorCell:
    """The goal of a place; *unit* is what the header, the one above it or the table's title gives."""
    return IndicatorCell(
        quantity=quantity,
        row=place,
        column=header,
        row_path=(place,),
        indicator=f"{place} {measured}",
        unit=quantity.unit or unit,
        deadline=deadline,
        base=None,
        baseline=None,
        binding=None,
        measure=measure_of(measured, "", False),
        per=None,
    )
