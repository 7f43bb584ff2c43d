"""Score plancli on annotated releases and compare each figure with its floor in eval_floors.json.

    python tests/tools/floors.py [--eval FOLDER] [--verbose] [--update [--allow-regression]]

The samples are always scored. FOLDER, when it is given, holds real releases: docs/, gold/ and score.py, which may lie
in a folder of its own. --update raises the floors to what was reached; it lowers one only with --allow-regression, and
the commit then says why.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "tests/eval_floors.json"
PLANCLI = [sys.executable, "-m", "plancli"]
# Figures are rounded to four places; one target of some two hundred moves one by 0.004.
TOLERANCE = 0.0005
COUNTS = ("documents", "failed", "gold_targets")

Figures = dict[str, float]


def samples_figures(verbose: bool) -> Figures:
    """Figures on the samples of the checkout, by the program's own measure."""
    command = [*PLANCLI, "eval", str(ROOT / "tests/gold"), str(ROOT / "samples")]
    if verbose:
        subprocess.run([*command, "-v"], check=True)
    figures: Figures = json.loads(subprocess.check_output([*command, "--json"]))["figures"]
    return figures


def annotated_figures(folder: Path, verbose: bool) -> Figures:
    """Figures on the real releases in *folder*, by the measure that lies with them."""
    scorer = next(iter(sorted(folder.rglob("score.py"))), None)
    if scorer is None:
        raise SystemExit(
            f"{folder}: there is no score.py in it; give the folder that holds docs, gold and score.py"
        )
    command = [sys.executable, str(scorer), "--docs", str(folder / "docs"), "--gold", str(folder / "gold")]
    command += ["--cmd", " ".join([*PLANCLI, "parse --json {file}"])]
    if verbose:
        subprocess.run([*command, "--verbose"], check=True)
    figures: Figures = json.loads(subprocess.check_output([*command, "--json"]))
    if figures["failed"]:
        raise SystemExit(f"{figures['failed']} of {figures['documents']} annotated releases failed")
    return {name: value for name, value in figures.items() if name not in COUNTS and value is not None}


def fallen(name: str, figures: Figures, floors: Figures) -> list[str]:
    """A line for each figure of the set *name* under its floor."""
    return [
        f"{name}: {figure} is {figures.get(figure)}, its floor is {floor}"
        for figure, floor in floors.items()
        if figures.get(figure, 0) < floor - TOLERANCE
    ]


def main() -> int:
    """Status 0 when no figure is under its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", dest="folder", default="", help="folder of annotated real releases")
    parser.add_argument("--verbose", action="store_true", help="print every difference as well")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    options = parser.parse_args()
    reached = {"samples": samples_figures(options.verbose)}
    if options.folder:
        reached["annotated"] = annotated_figures(Path(options.folder), options.verbose)
    else:
        print("no annotated releases beside the checkout: only the samples were scored")
    floors: dict[str, Figures] = json.loads(FLOORS.read_text(encoding="utf-8"))
    problems = [
        line for name, figures in reached.items() for line in fallen(name, figures, floors.get(name, {}))
    ]
    if options.update and (not problems or options.allow_regression):
        FLOORS.write_text(json.dumps({**floors, **reached}, indent=2) + "\n", encoding="utf-8")
        print(f"floors set to what was reached on {' and '.join(reached)}")
        return 0
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"no figure is under its floor on {' and '.join(reached)}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
