"""Numbers of a text -> a table of all of them, and the reasons behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from plancli.lexicon import Lexicon
from plancli.models import Document, Quantity, Span, Target
from plancli.options import Look
from plancli.render.console import DIM, as_text, grid, title_lines, words
from plancli.render.phrase import amount, base_amount, goal, start
from plancli.render.reasons import meaning
from plancli.serialize import Record, quantity_record

_TARGET = "target"
# Numbers that measure nothing; a line says all there is to say.
_UNMEASURED = frozenset(
    ("article", "count_of_talk", "date", "document_number", "identifier", "idiom", "name", "ordinal", "phone")
)
# Characters of context on each side of a number.
_CONTEXT = 16


class Reason(Struct, frozen=True):
    """One step by which a number was read."""

    rule: str
    meaning: str


class Explanation(Struct, frozen=True):
    """A number, the target it became if any, and why."""

    quantity: Quantity
    target: Target | None
    restated: bool
    """The target's own place is elsewhere; this is one of its mentions."""
    cues: tuple[str, ...]
    reasons: tuple[Reason, ...]


def explain(document: Document, lexicon: Lexicon) -> Iterator[Explanation]:
    """An explanation of each number of the document, in order."""
    owners = target_by_span(document.targets)
    for quantity in document.quantities:
        target = owners.get(quantity.span)
        rules = dict.fromkeys([*quantity.rules, *(target.rules if target else ())])
        yield Explanation(
            quantity=quantity,
            target=target,
            restated=target is not None and target.span != quantity.span,
            cues=tuple(document.text[start:end] for start, end in dict.fromkeys(quantity.cues)),
            reasons=tuple(Reason(rule, meaning(rule, lexicon)) for rule in rules),
        )


def target_by_span(targets: Iterable[Target]) -> dict[Span, Target]:
    """The target at each span at which one is stated."""
    owners: dict[Span, Target] = {}
    for target in targets:
        for span in (target.span, *target.mentions):
            owners.setdefault(span, target)
    return owners


def explanation_record(explanation: Explanation) -> Record:
    """The explanation as plain data."""
    target = explanation.target
    return {
        **quantity_record(explanation.quantity),
        "cues": list(explanation.cues),
        "reasons": [{"rule": reason.rule, "meaning": reason.meaning} for reason in explanation.reasons],
        "target": target.id if target else None,
        "restated": explanation.restated,
        "inherited": _inherited(target) if target else None,
    }


def _inherited(target: Target) -> Record:
    return {
        "deadline": target.deadline,
        "deadline_from": target.deadline_from,
        "deadline_text": target.deadline_text,
        "baseline": target.baseline,
    }


def explain_view(document: Document, explanations: Sequence[Explanation], look: Look) -> str:
    """Each number in its context, then what was made of it and by which rules."""
    parts: list[RenderableType] = [*title_lines(document.meta.title, document.source.path, look)]
    for explanation in explanations:
        parts += [Text(), *_explained(document, explanation, look)]
    if not explanations:
        parts.append(_nothing(bool(document.quantities)))
    return as_text(parts, look)


def nothing_view(look: Look, *, is_choice: bool) -> str:
    """That there are no numbers, or, when *is_choice*, none of those asked for."""
    return as_text([_nothing(is_choice)], look)


def _nothing(is_choice: bool) -> Text:
    return Text("No such number." if is_choice else "The text holds no numbers.", style=DIM)


def _explained(document: Document, explanation: Explanation, look: Look) -> Iterator[RenderableType]:
    quantity, target = explanation.quantity, explanation.target
    yield in_context(document.text, quantity.span)
    if quantity.role in _UNMEASURED and target is None and explanation.reasons:
        rule, said = explanation.reasons[0].rule, explanation.reasons[0].meaning
        yield words(f"  {quantity.role}: {said}  ").append_text(words(rule, "cyan"))
        return
    facts = [("value", _value(quantity))]
    if target is None:
        facts.append(("not a target", quantity.role))
    else:
        again = " (stated again)" if explanation.restated else ""
        facts += [
            (f"target {target.id}{again}", f"{target.indicator}  {goal(target)}"),
            ("deadline", _deadline(target)),
            ("compared", start(target)),
            ("section", " › ".join(target.section_path)),
        ]
    facts.append(("words", "  ".join(f"“{cue}”" for cue in explanation.cues)))
    table = grid()
    table.add_column(min_width=18, max_width=18 if look.wraps else None, style=DIM)
    table.add_column(ratio=1)
    for label, value in facts:
        if value:
            table.add_row(f"  {label}", words(value))
    for reason in explanation.reasons:
        line = words(reason.rule, "cyan")
        if reason.meaning:
            line.append_text(words(f"  {reason.meaning}", DIM))
        table.add_row("  rule", line)
    yield table


def _value(quantity: Quantity) -> str:
    shown, base = amount(quantity), base_amount(quantity)
    return shown if shown == base else f"{shown} = {base}"


def _deadline(target: Target) -> str:
    if target.deadline is None:
        return "none given"
    said = f" “{target.deadline_text}”" if target.deadline_text else ""
    return f"{target.deadline}, from the {target.deadline_from}{said}"


def in_context(text: str, span: Span) -> Text:
    """The words around *span* on one line, *span* in bold."""
    start, end = span
    left = max(start - _CONTEXT, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    right = min(end + _CONTEXT, len(text) if stop < 0 else stop)
    line = words(("…" if left and text[left - 1] != "\n" else "") + text[left:start])
    line.append_text(words(text[start:end], "bold reverse"))
    line.append_text(words(text[end:right] + ("…" if right < (len(text) if stop < 0 else stop) else "")))
    return line


def quantities_view(
    title: str | None,
    text: str,
    rows: Sequence[tuple[Quantity, str | None]],
    look: Look,
    *,
    path: str = "",
    is_choice: bool = False,
) -> str:
    """A table of numbers: what each is, its role, its context; each row with its target's id, if any.

    *path* is that of the file, where *title* does not name it; *is_choice* says that *rows* are those of the roles asked for, and the text may hold others.
    """
    heading = title_lines(title, path, look)
    if not rows:
        return as_text([*heading, _nothing(is_choice)], look)
    table = grid(header=True)
    table.add_column("number", max_width=20 if look.wraps else None, overflow="fold")
    table.add_column("role", no_wrap=True)
    table.add_column("in context", ratio=1, no_wrap=True, overflow="ellipsis")
    for quantity, target in rows:
        role = words(f"{quantity.role} {target}" if target else quantity.role)
        if quantity.role == _TARGET:
            role.stylize("green")
        context = in_context(text, quantity.span)
        context.overflow = "ellipsis"
        table.add_row(words(amount(quantity)), role, context)
    return as_text([*heading, table], look)


def quantity_records(
    source: Any, rows: Iterable[tuple[Quantity, str | None]], line: int | None = None
) -> Iterator[Record]:
    """Records of numbers with their source, the line when lines are read, and their target's id."""
    for quantity, target in rows:
        record: Record = {"source": source}
        if line is not None:
            record["line"] = line
        yield {**record, **quantity_record(quantity), "target": target}
