"""Body, sections, numbers and dates -> the targets and the role of every number.

Order of work: build the setting; make a claim of each number in a sentence; decide its role; for targets read
deadline, baseline, indicator and measure; read tables of indicators; merge what is stated twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from plancli.clauses import Sentence, halves, split_sentences
from plancli.dates import DateMention
from plancli.fold import View
from plancli.lexicon import Lexicon
from plancli.models import Block, Body, Meta, Quantity, Section, Span, Target
from plancli.patterns import last_match, lazily
from plancli.targets.against import is_held_against
from plancli.targets.announce import announced_lists
from plancli.targets.baseline import carried_baseline, find_baseline, find_start, start_lists, start_value
from plancli.targets.borrowed import completed
from plancli.targets.cells import as_cell, in_source, read_cells
from plancli.targets.claim import Claim, Due, is_bare_list, is_part, opens_with_part
from plancli.targets.claims import read_claims
from plancli.targets.closing import closing_dates
from plancli.targets.confidence import score_target
from plancli.targets.cues import cues
from plancli.targets.deadline import Timeline
from plancli.targets.echo import find_echoes
from plancli.targets.fact import NOW
from plancli.targets.grid import Rows, quantities_inside
from plancli.targets.heads import Heads
from plancli.targets.horizon import heading_dates
from plancli.targets.indicator import Indicator, name_indicator
from plancli.targets.inherit import NOTHING, inherited_due, verb_of_some, verb_to_inherit
from plancli.targets.label import (
    before_colon,
    labelled_place,
    line_above,
    names_places,
    of_each_place,
    of_next_place,
    opening_topic,
    run_in_title,
)
from plancli.targets.measure import tell_measure
from plancli.targets.memory import Memory
from plancli.targets.merge import IN_HEADING, contradictions, merge_statements, of_two_places
from plancli.targets.owner import with_owner
from plancli.targets.pairing import pair_indicator, pointed_at
from plancli.targets.rate import find_rate
from plancli.targets.reach import due_by, said_by
from plancli.targets.responsible import responsible_bodies
from plancli.targets.role import decide_role
from plancli.targets.setting import Setting, build_setting
from plancli.targets.share import joined_act
from plancli.targets.sizes import of_next_class
from plancli.targets.tasks import due_of, task_cells
from plancli.targets.title_due import title_due
from plancli.targets.voice import ISSUER, SPOKEN, TOLD, Voices


def find_targets(
    body: Body,
    view: View,
    sections: Sequence[Section],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    meta: Meta,
    lexicon: Lexicon,
) -> tuple[tuple[Target, ...], tuple[Quantity, ...], tuple[str, ...]]:
    """(targets, every quantity with its role, warnings); spans of the results are in Document.text.

    *quantities* and *dates* are in view coordinates, in order.
    """
    reference = meta.reference
    setting = build_setting(
        body, view, sections, dates, meta, reference, _writes_chinese_figures(quantities), lexicon
    )
    spoken = meta.kind in SPOKEN
    announced = tuple(announced_lists(setting, lexicon)) if spoken else ()
    voices = Voices(setting, announced, lexicon) if spoken else None
    heads = Heads(setting, announced)
    timeline = Timeline(setting, heads, heading_dates(setting), title_due(setting, lexicon), lexicon)
    bodies = responsible_bodies(body.blocks)
    starts = [q.span[0] for q in quantities]
    found: list[Target] = []
    told: list[Quantity] = []
    for index, (block, span) in enumerate(zip(body.blocks, setting.blocks, strict=True)):
        inside = quantities[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        if not inside:
            continue
        inside = _without_dates(inside, setting.dates_in(*span))
        if block.table is None:
            targets, read = _read_paragraph(index, span, setting, timeline, voices, inside, lexicon)
        else:
            targets, read = read_cells(block, span, setting, inside, timeline.over_table(span[0]), lexicon)
            tasks, worded = _read_tasks(index, block, setting, timeline, voices, inside, targets, lexicon)
            targets, read = _with_tasks(targets, read, tasks, worded) if targets else (tasks, worded)
        responsible = bodies.get(index)
        found.extend([replace(t, responsible=responsible) for t in targets] if responsible else targets)
        told.extend(read)
    rows = Rows(body.blocks)

    def of_two_places_told(first: Target, second: Target) -> bool:
        return voices is not None and of_two_places(body.text, lexicon, first, second)

    def of_two_things(first: Target, second: Target) -> bool:
        return rows.differ(first, second) or of_two_places_told(first, second)

    merged, told = find_echoes(sections, merge_statements(found, of_two_places_told), told, body.text)
    warnings = contradictions(merged, of_two_things)
    return tuple(merged), tuple(told), tuple(warnings)


def _writes_chinese_figures(quantities: Sequence[Quantity]) -> bool:
    """True when large figures are written in Chinese numerals more often than in digits."""
    large = [q for q in quantities if q.role == "number" and q.base_value > 10]
    chinese = sum("numeral.chinese" in q.rules for q in large)
    return 2 * chinese > len(large)


def _without_dates(inside: Sequence[Quantity], dates: Sequence[DateMention]) -> list[Quantity]:
    """*inside*, those that are part of a date (三年行动, 2025年) marked as such."""
    if not dates:
        return list(inside)
    told: list[Quantity] = []
    upcoming = 0
    for quantity in inside:
        while upcoming < len(dates) and dates[upcoming].span[1] <= quantity.span[0]:
            upcoming += 1
        dated = upcoming < len(dates) and dates[upcoming].core[0] < quantity.span[1]
        told.append(replace(quantity, role="date") if dated and quantity.role == "number" else quantity)
    return told


def _with_tasks(
    targets: list[Target], read: list[Quantity], tasks: list[Target], worded: list[Quantity]
) -> tuple[list[Target], list[Quantity]]:
    """A table's figures, and the tasks that a column of sentences beside them sets; both with all its numbers."""
    figures = {target.span for target in targets}
    more = [target for target in tasks if target.span not in figures]
    if not more:
        return targets, read
    told = {q.span: q for q in worded if q.role != "cell" and q.span not in figures}
    return sorted([*targets, *more], key=lambda t: t.span), [told.get(q.span, q) for q in read]


def _read_tasks(
    index: int,
    block: Block,
    setting: Setting,
    timeline: Timeline,
    voices: Voices | None,
    inside: Sequence[Quantity],
    figures: Sequence[Target],
    lexicon: Lexicon,
) -> tuple[list[Target], list[Quantity]]:
    """A table of tasks: the sentences in its cells are read as paragraphs, all other numbers are cells; *figures* are its goals."""
    targets: list[Target] = []
    told: dict[Span, Quantity] = {}
    starts = [q.span[0] for q in inside]
    for cell in task_cells(block, setting.source, figures=bool(figures)):
        span = (setting.view.locate(cell.span[0]), setting.view.locate(cell.span[1]))
        held = quantities_inside(inside, starts, span)
        if held:
            found, read = _read_paragraph(
                index, span, setting, timeline, voices, held, lexicon, goal=cell.goal
            )
            found = [replace(t, responsible=cell.responsible) for t in found] if cell.responsible else found
            targets.extend(due_of(cell, found, setting))
            told.update({q.span: q for q in read})
    sources = [in_source(q, setting) for q in inside]
    return targets, [told.get(q.span) or as_cell(q, chosen=False) for q in sources]


# Told between two numbers of a list without ending it: 现在是69万人, 五年共计.
_IN_PASSING = (NOW, "role.qualifier.duration")


_LONGEST_TITLE = 120


def _sentences(
    setting: Setting, span: Span, index: int, inside: Sequence[Quantity], uncut: Sequence[Span]
) -> list[Sentence]:
    """Sentences of the paragraph at *span*, or of each half of the title, which stands first."""
    cuts = [*span]
    if index == 0 and span[1] - span[0] <= _LONGEST_TITLE:
        first, last = setting.view.source_span(*span)
        cuts[1:1] = (setting.view.locate(first + at) for at in halves(setting.source[first:last]))
    return [
        sentence
        for start, end in pairwise(cuts)
        for sentence in split_sentences(
            setting.text,
            start,
            end,
            index,
            inside if len(cuts) == 2 else [q for q in inside if start <= q.span[0] < end],
            uncut,
        )
    ]


def _read_paragraph(
    index: int,
    span: Span,
    setting: Setting,
    timeline: Timeline,
    voices: Voices | None,
    inside: Sequence[Quantity],
    lexicon: Lexicon,
    *,
    goal: bool = False,
) -> tuple[list[Target], list[Quantity]]:
    """Targets and roles of a paragraph, or of a cell below a header that calls it a *goal*."""
    start, end = span
    if all(q.role != "number" for q in inside):
        # Most paragraphs hold ordinals, names and dates only: nothing is to be decided there.
        return [], [in_source(q, setting, q.role, f"role.{q.role}") for q in inside]
    uncut: list[Span] = [q.outer for q in inside] + [d.span for d in setting.dates_in(start, end)]
    uncut += start_lists(setting.text, start, end)
    targets: list[Target] = []
    decided: dict[int, Quantity] = {}
    brackets = closing_dates(setting, start, end)
    memory = Memory(lexicon)
    previous_role: str | None = None
    due: Due | None = None
    for sentence in _sentences(setting, span, index, inside, uncut):
        inherited = NOTHING
        lists_on = previous_role == "target" and is_bare_list(setting, sentence)
        if not opens_with_part(setting, sentence):
            previous_role, due = None, None
        for claim in read_claims(sentence, setting, timeline, voices, lexicon):
            claim.previous_role = previous_role
            claim.lists_on = lists_on
            unit = claim.quantity.base_unit
            if brackets and not claim.due_here:
                at = claim.quantity.span[0]
                date = next((d for span, d in brackets if span[0] <= at < span[1]), None)
                claim.put_due(due_by(setting, date, "sentence") if date is not None else claim.due)
            claim.inherited_verb = inherited.at(claim)
            if claim.inherited_verb is None:
                claim.inherited_verb = verb_of_some(claim, lexicon)
            memory.recall(claim, sentence)
            whole = claim.governing
            if whole is not None and is_part(claim) and not claim.due_here:
                claim.put_due(whole.due)  # 将今年增速目标设为10%，其中甲省为9%
            carries = claim.voice in (TOLD, ISSUER) or (due is not None and due.source == "document")
            if claim.due is None and previous_role == "target" and carries:
                claim.put_due(due)  # 全年要新签约项目120个，到位资金260亿元
            if claim.at_best and previous_role == "target" and not claim.dated_clause:
                claim.put_due(due)  # 建成300万千瓦左右、力争500万千瓦; not 到2027年，力争达到36%
            role, rule = decide_role(claim, lexicon)
            if rule == "role.target.aimed" and claim.due is None and (period := setting.meta.period.end):
                claim.put_due(Due(None, period, "document"))
            if goal and rule == "role.none" and unit and not claim.before.startswith(("对", "涉及", "依托")):
                role, rule = "target", "role.target.cell"  # 2025年目标 | 留学生规模300人左右，合作项目5个
            if claim.place and previous_role not in (None, "target", "qualifier", "reference"):
                role, rule = previous_role or role, "role.series"  # 分别奖励100万元、50万元
            quantity = in_source(claim.quantity, setting, role, rule)
            # 负责人说，全年要签约项目120个，其中10亿元以上项目20个
            describes = role == "qualifier" and previous_role == "target"
            # 培育企业350家，营收亿元以上企业30家: so does what stands before the number that it describes
            describes = describes and (claim.voice == TOLD or claim.index + 1 < len(claim.segment.quantities))
            aside = claim.segment.depth > 0 and role == "achieved"  # 提高到35%（2022年为22.7%），建成园区5个
            previous_role = previous_role if describes or aside or rule in _IN_PASSING else role
            decided[claim.quantity.span[0]] = quantity
            if role == "target":
                due = claim.due
                if rule == "role.target.sum" and whole is not None:
                    claim.put_due(whole.due)
                targets.append(_target(claim, quantity, targets, lexicon))
                # 其中新开工15项、建成26项: both are parts of the same whole; 任务分解为：甲区9万亩，乙区6万亩 too.
                parted = rule in ("role.target.part", "role.target.labelled") or names_places(claim, lexicon)
                if not parted and not is_part(claim):
                    memory.keep_target(claim, targets[-1], sentence)
                elif claim.among:
                    memory.keep_part(claim, targets[-1], sentence)
            elif role == "achieved":
                memory.keep_fact(claim, sentence)
            inherited = verb_to_inherit(claim, role, inherited, lexicon)
    told = [decided.get(q.span[0]) or in_source(q, setting, q.role, f"role.{q.role}") for q in inside]
    return targets, told


def _target(claim: Claim, quantity: Quantity, before: Sequence[Target], lexicon: Lexicon) -> Target:
    setting = claim.setting
    held = claim.fact() if claim.fact is not None and is_held_against(claim) else ""
    paired = Indicator(held, "indicator.fact") if held else pointed_at(claim, before)
    paired = paired or pair_indicator(claim, lexicon)
    classed = of_next_class(claim)
    named = Indicator(classed, "indicator.class") if classed else paired or name_indicator(claim, lexicon)
    moved = claim.moves_from is not None and not claim.before
    bare = moved or (named.rule == "indicator.previous" and len(claim.earlier) <= _BOUND_WORDS_SIZE)
    above = (before_colon(claim) if moved else "") or (line_above(claim) if bare or not named.text else "")
    above = (opening_topic(claim, before) if named.rule == "indicator.previous" else "") or above
    yearly = _EACH_YEAR_RE.match(above)  # 每年招聘乡村医生 / 800人
    above = above[yearly.end() :] if yearly is not None else above
    indicator = above or with_owner(claim, completed(claim, named.text, lexicon), lexicon)
    indicator = of_each_place(claim, indicator) if indicator else run_in_title(claim)
    indicator = indicator or (claim.fact() if claim.fact is not None else "")
    if not indicator and claim.is_percent and claim.latest is not None:
        indicator = claim.latest.indicator  # 全年目标500亿元、增长10%
    indicator = of_next_place(claim, indicator, before, lexicon)
    indicator += joined_act(claim) if indicator and quantity.rules[-1] == "role.target.share" else ""
    of_whom = labelled_place(claim)
    indicator = indicator if of_whom[:2] in indicator else of_whom + indicator
    measure = tell_measure(claim, indicator, lexicon)
    due = inherited_due(claim, named.rule)
    start = find_start(claim)
    at = claim.quantity.span[0]
    in_heading = any(
        node.kind == "section" and node.heading[0] <= at < node.heading[1] for node in claim.chain[:1]
    )
    sections = [node for node in claim.chain if node.kind == "section"]
    words, where = said_by(setting, due) if due is not None else (None, None)
    bound = quantity.bound
    if bound == "eq":
        bound = _bound_apart(claim)
    section = claim.chain[0].id if claim.chain else None
    path = tuple(node.title for node in reversed(sections))
    start_at, end_at = setting.view.source_span(claim.sentence.start, claim.sentence.end)
    spoken = setting.source[start_at:end_at].strip()
    rules = (*quantity.rules, named.rule, *((IN_HEADING,) if in_heading else ()))
    per, hedge = find_rate(claim, lexicon), _hedge_word(claim, lexicon)
    per = "year" if yearly is not None else per
    baseline, started = find_baseline(claim, measure, start), start_value(start, claim.quantity)
    end, source = (due.end, due.source) if due is not None else (None, None)
    if baseline is None and claim.latest is not None and before and claim.predicate.kind == measure:
        baseline = carried_baseline(claim, before[-1], measure, end)
    if quantity.value < 0 and measure == "decrease":  # 五年累计-5%
        quantity = replace(quantity, value=-quantity.value, base_value=-quantity.base_value)
    score = score_target(quantity.rules[-1], source, indicator, lexicon)
    # By position: a record of so many fields takes thirty times as long to make by keyword.
    return Target(
        "", indicator, quantity.value, quantity.value_max, quantity.unit, quantity.base_value,
        quantity.base_value_max, quantity.base_unit, bound, quantity.approx, measure, per, hedge,
        end, words, source, where, baseline, started, None, (), section, path, spoken,
        quantity.text, quantity.span, (), None, rules, score,
    )  # fmt: skip


_EACH_YEAR_RE = lazily(r"(?:平均)?每年|年均(?!浓度|值|气温)")
_BOUND_WORDS_SIZE = 6
"""Most characters before a value on a line of its own: 稳定在 | 2200万吨."""
_BOUND_WORDS = {"不低于": "ge", "不少于": "ge", "不超过": "le", "超过": "gt", "高于": "gt", "低于": "lt"}


_FLOOR_RE = lazily(r"红线|底线")
# "至少再建示范基地 | 200个", "至少改造1个商贸中心和 | 1个配送中心"
_AT_LEAST_RE = lazily(r"至少(?![在是])[^，。；：（）]{1,28}$")


def _bound_apart(claim: Claim) -> str:
    """Bound of a number whose bound word stands apart: 不低于定额的10倍, 严守18亿亩红线 (a floor)."""
    if (
        claim.predicate.relative and claim.quantity.base_unit != "个百分点"
    ):  # 高于全省平均0.5个百分点: by so much
        return _BOUND_WORDS.get(claim.setting.text[slice(*claim.predicate.verb)], "eq")
    at_least = claim.is_count and "至少" in claim.earlier and _AT_LEAST_RE.search(claim.earlier)
    return "ge" if at_least or _FLOOR_RE.search(claim.after[:8]) else "eq"


def _hedge_word(claim: Claim, lexicon: Lexicon) -> str | None:
    last = last_match(cues(lexicon).patterns["hedge"], claim.earlier)
    if last is None:
        return None
    at = claim.quantity.outer[0] - len(claim.earlier) + last.start()
    clause = _CLAUSE_RE.split(claim.earlier[: last.start()])[-1]
    reaches = _REACHES_RE.match(claim.earlier, last.end()) is not None
    if at < claim.segment.start and len(clause) >= _SUBJECT and reaches:
        return None  # 覆盖率力争达到50%，替代率达到8%: it is of the first alone
    if "；" in claim.earlier[last.end() :] and _COUNTED_RE.search(claim.earlier[: last.start()]):
        return None  # 投入增长7%以上，力争高于去年；比重达到12.5%
    if _AT_ONCE_RE.match(claim.earlier, last.end()):
        return None  # 增长5.5%以上，力争达到6%；投资增长5%
    return last.group().removesuffix("到")


_CLAUSE_RE = lazily("[，。；：、]")
_COUNTED_RE = lazily(r"(?<![0-9.])[0-9](?![0-9.]*(?:年|月|日|—|-))")
# "力争达到6%；", "力争6%，": the hedge has its number at once.
_AT_ONCE_RE = lazily(r"(?:达到?|实现|突破|完成|增长|超过)?[0-9]++(?:\.[0-9]++)?(?!年|月|个月)")
_SUBJECT = 4
"""Shortest words before a hedge that are what is hedged, not a place (全市力争) or a date."""
_REACHES_RE = lazily(r"达|突破|超过|降|控制在|稳定在|保持在|不低于|不超过|每年|[提增][高升加长]?[到至]")
