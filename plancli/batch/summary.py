"""Outcomes -> the figures that a run closes with."""

from __future__ import annotations

from msgspec import Struct

from plancli.batch.work import Failure


class Tally(Struct):
    """What a run has done so far."""

    documents: int = 0
    """Inputs with a result, this run's and kept ones."""
    kept: int = 0
    """Of these, results of an earlier run whose input has not changed."""
    targets: int = 0
    deadlines: dict[str, int] = {}
    """Targets by year of deadline; "" without one."""
    failures: dict[str, int] = {}
    """Failed inputs by cause."""
    skipped: dict[str, int] = {}
    """Inputs passed over by rule, by cause."""
    ignored: int = 0
    """Files not taken: page assets, tables of data, hidden, a system's, not included, excluded, plancli's own output."""
    seconds: float = 0.0
    total: int | None = None
    """Number of inputs, when it is known beforehand."""
    output: str = ""
    failure_list: str | None = None
    """Where the failures are listed, when there are any."""
    journal: str = ""
    stopped: bool = False
    """The run ended before its inputs did."""

    @property
    def failed(self) -> int:
        """Number of inputs without a result that should have one."""
        return sum(self.failures.values())

    @property
    def settled(self) -> int:
        """Number of inputs that have come to an end."""
        return self.documents + self.failed + sum(self.skipped.values())

    @property
    def rate(self) -> float:
        """Inputs a second, kept ones left out."""
        return (self.settled - self.kept) / self.seconds if self.seconds else 0.0

    def add(self, targets: int, deadlines: dict[str, int], failure: Failure | None, *, kept: bool) -> None:
        """Count one settled input."""
        if failure is not None:
            causes = self.skipped if failure.is_skip else self.failures
            causes[failure.code] = causes.get(failure.code, 0) + 1
            return
        self.documents += 1
        self.kept += kept
        self.targets += targets
        for year, count in deadlines.items():
            self.deadlines[year] = self.deadlines.get(year, 0) + count

    def leave_out(self) -> None:
        """Count one input that turned out to be plancli's own output."""
        self.ignored += 1
        if self.total is not None:
            self.total -= 1

    def to_dict(self) -> dict[str, object]:
        """The figures as JSON values, in a fixed order."""
        return {
            "documents": self.documents,
            "kept": self.kept,
            "targets": self.targets,
            "targets_by_deadline": {year or "none": self.deadlines[year] for year in sorted(self.deadlines)},
            "failed": self.failed,
            "failures": dict(sorted(self.failures.items())),
            "skipped": dict(sorted(self.skipped.items())),
            "ignored": self.ignored,
            "seconds": round(self.seconds, 3),
            "output": self.output,
            "failure_list": self.failure_list,
            "stopped": self.stopped,
        }
