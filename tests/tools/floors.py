"""Score plancli on annotated releases and compare each figure with its floor in eval_floors.json.

    python tests/tools/floors.py --eval FOLDER [--verbose] [--update [--allow-regression]]

FOLDER holds docs/, gold/ and score.py. --update raises the floors to what was reached; it lowers one only with
--allow-regression, and the commit then says why. Without the folder there is nothing to compare: status 0.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

FLOORS = Path(__file__).parents[1] / "eval_floors.json"
COMMAND = f"{sys.executable} -m plancli parse --json {{file}}"
# Figures are rounded to four places; one target of some two hundred moves one by 0.004.
TOLERANCE = 0.0005
COUNTS = ("documents", "failed", "gold_targets")


def reached(folder: Path) -> dict[str, float]:
    """Figures of the working tree."""
    command = [sys.executable, str(folder / "score.py"), "--json", "--cmd", COMMAND]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(output)
    return figures


def fallen(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each figure under its floor."""
    return [
        f"{name} is {figures.get(name)}, its floor is {floor}"
        for name, floor in floors.items()
        if (figures.get(name) or 0) < floor - TOLERANCE
    ]


def main() -> int:
    """Status 0 when no figure is under its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", dest="folder", default="", help="folder of annotated releases")
    parser.add_argument("--verbose", action="store_true", help="print every difference as well")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    options = parser.parse_args()
    folder = Path(options.folder or "no-such-folder")
    if not (folder / "score.py").is_file():
        print("no annotated releases beside the checkout: the floors were not checked")
        return 0
    if options.verbose:
        subprocess.run([sys.executable, folder / "score.py", "--verbose", "--cmd", COMMAND], check=True)
    figures = reached(folder)
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    problems = fallen(figures, floors)
    if figures["failed"]:
        problems.append(f"{figures['failed']} of {figures['documents']} documents failed")
    if options.update and (not problems or options.allow_regression):
        new = {name: value for name, value in figures.items() if name not in COUNTS}
        FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
        print(f"floors set to what {figures['documents']} documents reached")
        return 0
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{len(floors)} figures on {figures['documents']} documents: none is under its floor")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
