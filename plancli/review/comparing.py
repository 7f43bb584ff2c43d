"""Rows of a comparison -> the model of its table: cells with bars to scale, and words for what changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from plancli.compare import Comparison, Row
from plancli.models import Target
from plancli.render.phrase import in_percent, is_reckoned
from plancli.review.body import mention_anchor
from plancli.review.wording import grouped, rate_word, short_value

# Signs beside the words: a change is never told by colour alone.
CHANGE_SIGNS = {
    "added": "＋", "dropped": "－", "raised": "▲", "lowered": "▼",
    "postponed": "→", "advanced": "←", "restated": "≈", "unchanged": "＝",
}  # fmt: skip
# Labels that would clash with others of the page.
CHANGE_LABELS = {"added": "added_target", "dropped": "dropped_target"}


class CellView(Struct, frozen=True):
    """One document's target in a row."""

    anchor: str
    indicator: str
    value: str
    deadline: str
    width: float
    """Per cent of the row's greatest value."""


class RowView(Struct, frozen=True):
    """One indicator."""

    indicator: str
    deadline: str
    cells: list[CellView | None]
    shared: bool
    score: str
    changes: list[tuple[str, str, str]]
    """Id, sign and name of each change."""
    effort: str
    difference: str


class RefusalView(Struct, frozen=True):
    """Two like names that were kept apart."""

    left: CellView
    right: CellView
    score: str
    reason: str


class ComparisonView(Struct, frozen=True):
    """The table and what stands around it."""

    titles: list[str]
    rows: list[RowView]
    counts: list[tuple[str, str, str, int]]
    refused: list[RefusalView]
    versions: bool
    shared: int


def comparison_view(
    comparison: Comparison, keys: Sequence[str], titles: Sequence[str], words: dict[str, str]
) -> ComparisonView:
    """Model of *comparison*, whose documents have the ids *keys* in the page."""
    rows = [_row(row, keys, words) for row in comparison.rows]
    return ComparisonView(
        titles=list(titles),
        rows=rows,
        counts=[(*_named(change, words), count) for change, count in comparison.counts.items()],
        refused=[
            RefusalView(
                _cell(refusal.left, keys[refusal.left_document], None, words),
                _cell(refusal.right, keys[refusal.right_document], None, words),
                f"{refusal.score:.2f}",
                refusal.reason,
            )
            for refusal in comparison.refused
        ],
        versions=comparison.versions,
        shared=sum(row.shared for row in rows),
    )


def _row(row: Row, keys: Sequence[str], words: dict[str, str]) -> RowView:
    most = max((abs(_end(target)) for target in row.present), default=Decimal(0))
    deadlines = list(dict.fromkeys(target.deadline or words["undated"] for target in row.present))
    return RowView(
        indicator=row.indicator,
        deadline=" → ".join(deadlines),
        cells=[
            None if target is None else _cell(target, key, most, words, row.present)
            for target, key in zip(row.targets, keys, strict=True)
        ],
        shared=len(row.present) > 1,
        score=f"{row.score:.2f}" if len(row.present) > 1 else "",
        changes=[_named(change, words) for change in row.changes],
        effort=words[row.effort] if row.effort else "",
        difference=difference(row),
    )


def _named(change: str, words: dict[str, str]) -> tuple[str, str, str]:
    return (change, CHANGE_SIGNS[change], words[CHANGE_LABELS.get(change, change)])


def _end(target: Target) -> Decimal:
    return target.base_value if target.base_value_max is None else target.base_value_max


def _cell(
    target: Target, key: str, most: Decimal | None, words: dict[str, str], row: Sequence[Target] = ()
) -> CellView:
    return CellView(
        anchor=mention_anchor(key, target, 0),
        indicator=target.indicator or target.text,
        value=short_value(target, rate_word(target, words)) + in_percent(target, row),
        deadline=target.deadline or words["undated"],
        width=float(round(100 * abs(_end(target)) / most, 1)) if most else 0.0,
    )


def difference(row: Row) -> str:
    """Change of the number between two versions, in the unit as written where both have it: +5%, -1,000张."""
    if len(row.present) != 2 or not row.changes:
        return ""
    old, new = row.present
    written = old.unit == new.unit and not is_reckoned(new)
    step = (new.value - old.value) if written else (new.base_value - old.base_value)
    if not step:
        return ""
    unit = new.unit if written else new.base_unit
    # The difference of two shares is not a share of anything.
    return f"{'+' if step > 0 else '−'}{grouped(abs(step))}{'个百分点' if unit == '%' else unit}"
