"""Documents -> rows of the targets that are of one indicator, and what changed between two versions.

Promise: each target stands in exactly one row; two targets of one document never share a row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from plancli.alignment import Name, Verdict, judge, names_of
from plancli.lexicon import Lexicon, default_lexicon
from plancli.models import Document, Target

CHANGES = ("added", "dropped", "raised", "lowered", "postponed", "advanced", "restated", "unchanged")
# A moved deadline is a claim of its own, so the name must leave no doubt.
_LEAST_SCORE_ACROSS_DEADLINES = 0.9
# How alike two unaligned names must be for the reader to be told why.
_NEAR_MISS = 0.75

Place = tuple[int, int]
"""Document and target, by number."""


class Row(Struct, frozen=True):
    """One indicator across the documents."""

    indicator: str
    targets: tuple[Target | None, ...]
    """One a document, None where it sets no such target."""
    score: float
    """Likeness of the two names that are least alike; 1 when one document alone has it."""
    changes: tuple[str, ...] = ()
    """Between two versions, of CHANGES; the first is the one to show."""
    effort: str | None = None
    """stronger or weaker, when the number and its bound say so."""

    @property
    def present(self) -> tuple[Target, ...]:
        """The targets that are there."""
        return tuple(target for target in self.targets if target is not None)


class Refusal(Struct, frozen=True):
    """Two targets with like names that are not of one row."""

    left: Target
    right: Target
    left_document: int
    right_document: int
    score: float
    reason: str


class Comparison(Struct, frozen=True):
    """Rows in the order of the first document that has them."""

    documents: tuple[Document, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    versions: bool
    """The documents are two versions of one plan: rows carry changes."""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by their first change, in the order of CHANGES; those that are absent are left out."""
        counts = Counter(row.changes[0] for row in self.rows if row.changes)
        return {change: counts[change] for change in CHANGES if counts[change]}


def compare(
    documents: Sequence[Document], *, versions: bool | None = None, lexicon: Lexicon | None = None
) -> Comparison:
    """Rows of *documents*; *versions* says whether two documents are an old and a new version (default: two are)."""
    lexicon = lexicon or default_lexicon()
    versions = len(documents) == 2 if versions is None else versions and len(documents) == 2
    aligner = _Aligner(documents, lexicon)
    aligner.join(aligner.pairs(moved=False))
    if versions:
        aligner.join(aligner.pairs(moved=True))
    rows = tuple(_row(group, score, documents, versions) for group, score in aligner.groups())
    return Comparison(tuple(documents), rows, tuple(aligner.refusals()), versions)


class _Aligner:
    """Groups of targets, grown from the best pair down."""

    def __init__(self, documents: Sequence[Document], lexicon: Lexicon) -> None:
        self._documents = documents
        self._lexicon = lexicon
        self._names: dict[Place, Name] = {}
        self._blocks: dict[str, list[Place]] = defaultdict(list)
        self._verdicts: dict[tuple[Place, Place], Verdict] = {}
        self._group: dict[Place, list[Place]] = {}
        for number, document in enumerate(documents):
            for order, name in enumerate(names_of(document.targets, document.meta.region, lexicon)):
                place = (number, order)
                self._names[place] = name
                # Names that end differently are never aligned, so they need not meet.
                self._blocks[name.core[-1:]].append(place)
                self._group[place] = [place]

    def target(self, place: Place) -> Target:
        return self._documents[place[0]].targets[place[1]]

    def verdict(self, left: Place, right: Place) -> Verdict:
        key = (min(left, right), max(left, right))
        if key not in self._verdicts:
            one, other = key
            self._verdicts[key] = judge(
                self.target(one), self.target(other), (self._names[one], self._names[other]), self._lexicon
            )
        return self._verdicts[key]

    def _meetings(self) -> Iterator[tuple[Place, Place]]:
        for places in self._blocks.values():
            for at, left in enumerate(places):
                for right in places[at + 1 :]:
                    if left[0] != right[0]:
                        yield left, right

    def pairs(self, *, moved: bool) -> list[tuple[Place, Place]]:
        """Pairs that may share a row, best first; *moved*: of different deadlines instead of the same."""
        found = []
        for left, right in self._meetings():
            one, other = self.target(left), self.target(right)
            if same_deadline(one, other) is moved:
                continue
            verdict = self.verdict(left, right)
            if verdict.reason or (moved and verdict.score < _LEAST_SCORE_ACROSS_DEADLINES):
                continue
            # Among equals: the same section, then the same number, then the same place in the document.
            likeness = (
                -verdict.score,
                one.section_path[-1:] != other.section_path[-1:],
                one.base_value != other.base_value,
                abs(left[1] - right[1]),
            )
            found.append((likeness, left, right))
        return [(left, right) for _, left, right in sorted(found)]

    def join(self, pairs: Sequence[tuple[Place, Place]]) -> None:
        """Put the two of each pair into one group when all of both groups go together."""
        for left, right in pairs:
            one, other = self._group[left], self._group[right]
            if one is other or {p[0] for p in one} & {p[0] for p in other}:
                continue
            if any(self.verdict(a, b).reason for a in one for b in other):
                continue
            one.extend(other)
            for place in other:
                self._group[place] = one

    def groups(self) -> Iterator[tuple[list[Place], float]]:
        """Each group with the score of its least alike pair, in reading order of the documents."""
        seen: set[int] = set()
        for place in self._group:
            group = self._group[place]
            if id(group) in seen:
                continue
            seen.add(id(group))
            scores = [self.verdict(a, b).score for at, a in enumerate(group) for b in group[at + 1 :]]
            yield sorted(group), min(scores, default=1.0)

    def refusals(self) -> Iterator[Refusal]:
        """Like names that stand in different rows, with why."""
        for left, right in self._meetings():
            if self._group[left] is self._group[right]:
                continue
            verdict = self.verdict(left, right)
            if verdict.score < _NEAR_MISS or verdict.reason == "no name":
                continue
            one, other = self.target(left), self.target(right)
            reason = verdict.reason or ("deadline" if not same_deadline(one, other) else "a closer match")
            yield Refusal(one, other, left[0], right[0], verdict.score, reason)


def same_deadline(left: Target, right: Target) -> bool:
    """Due at the same time, as far as both say: 2025 and 2025-12-31 are the same, 2025 and none are not."""
    if left.deadline is None or right.deadline is None:
        return left.deadline is right.deadline
    shorter, longer = sorted((left.deadline, right.deadline), key=len)
    return longer.startswith(shorter)


def _row(group: list[Place], score: float, documents: Sequence[Document], versions: bool) -> Row:
    by_document = dict(group)
    targets = tuple(
        document.targets[by_document[number]] if number in by_document else None
        for number, document in enumerate(documents)
    )
    first = next(target for target in targets if target is not None)
    changes, effort = _changes(*targets) if versions else ((), None)
    return Row(first.indicator or first.text, targets, score, changes, effort)


def _changes(old: Target | None, new: Target | None) -> tuple[tuple[str, ...], str | None]:
    if old is None:
        return ("added",), None
    if new is None:
        return ("dropped",), None
    changes: list[str] = []
    step = _size(new) - _size(old) or (new.base_value - old.base_value)
    if step:
        changes.append("raised" if step > 0 else "lowered")
    if not same_deadline(old, new):
        if old.deadline is None or new.deadline is None:
            changes.append("restated")
        else:
            changes.append("postponed" if new.deadline > old.deadline else "advanced")
    if (old.bound, old.approx) != (new.bound, new.approx) and not changes:
        changes.append("restated")
    return tuple(changes) or ("unchanged",), _effort(step, new)


def _size(target: Target) -> Decimal:
    return target.base_value if target.base_value_max is None else target.base_value_max


def _effort(step: Decimal, target: Target) -> str | None:
    """What a greater or smaller number means: of a cap or a rank the smaller asks for more."""
    if not step:
        return None
    if target.bound in ("le", "lt") or target.measure == "rank":
        return "weaker" if step > 0 else "stronger"
    if target.bound in ("ge", "gt") or target.measure in ("increase", "decrease", "multiple"):
        return "stronger" if step > 0 else "weaker"
    return None
