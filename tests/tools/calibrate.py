"""Write plancli/data/confidence.toml: how often a target of each rule and date source was right on our samples.

`score` of a target is made of these shares; run after changing rules of targets (`make calibrate`).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from plancli.evaluate import Squeezed
from plancli.gold import parse_gold
from plancli.models import Document, Target
from plancli.pipeline import parse

ROOT = Path(__file__).parents[2]
HEADER = """\
# How often a target read by a rule, or with a deadline from a source, was right: counted over the annotated
# samples (tests/gold) by tests/tools/calibrate.py; one right and one wrong
# are added to each count when a score is made of it.
"""


def traits(target: Target) -> tuple[str, ...]:
    """The ids that a target is counted under: its role's rule and where its deadline came from."""
    role = next((rule for rule in target.rules if rule.startswith("role.target")), "role.target")
    return role, f"deadline.{target.deadline_from or 'none'}"


def right_spans(document: Document, gold_path: Path) -> list[tuple[int, int]]:
    """Where the annotation sees a target in the text."""
    body = Squeezed.of(document.text)
    entries = parse_gold(gold_path.read_text("utf-8"), gold_path.name)[0].targets
    spans = [body.span(e.anchor, e.number, e.occurrence) for e in entries if e.anchor]
    return [span for span in spans if span]


def main() -> None:
    """Count and rewrite."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold_path in sorted(ROOT.joinpath("tests", "gold").glob("*.json")):
        sample = parse_gold(gold_path.read_text("utf-8"), gold_path.name)[0].doc
        document = parse(ROOT.joinpath("samples", sample).read_bytes())
        spans = right_spans(document, gold_path)
        cells = any(t.cell for t in document.targets)
        for target in document.targets:
            hit = any(s < target.span[1] and target.span[0] < e for s, e in spans)
            for trait in traits(target):
                found[trait] += 1
                right[trait] += hit or (cells and target.cell is not None)
    rows = [
        f'\n[[confidence]]\nid = "{trait}"\nright = {right[trait]}\nfound = {found[trait]}\n'
        f'examples = ["{right[trait]} of {found[trait]}"]\n'
        for trait in sorted(found)
    ]
    ROOT.joinpath("plancli", "data", "confidence.toml").write_text(HEADER + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
