"""Keep the generated parts of the README in step with the program.

    python tests/tools/docs.py            rewrite them
    python tests/tools/docs.py --check    status 1 and the difference when one is out of date

A part stands between `<!-- generated: KIND ARGUMENT -->` and `<!-- end -->`. Kinds: console (each line that begins with
"$ " is run from the top of the checkout and its output put under it), fields NAME (a table of the schema's properties),
commands (the table of commands), figures (what eval_floors.json promises).
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plancli import json_schema
from plancli.cli import GROUPS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
FLOORS = ROOT / "tests/eval_floors.json"

_PART_RE = re.compile(r"(<!-- generated: (\w+) ?([\w.]*) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def console(_: str, before: str) -> str:
    """The commands of *before*, each with what it prints now."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", before, re.MULTILINE):
        lines.append(f"$ {command}")
        output = run(command)
        if output is None:
            return before
        lines += output.splitlines()
    return "```console\n" + "\n".join(lines) + "\n```\n"


def run(command: str) -> str | None:
    """What *command* prints in an 80-column pipe; None when it needs a program that is not here."""
    if "jq " in command and not shutil.which("jq"):
        return None
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"an example of the README fails: {command}\n{result.stderr}")
    return result.stdout


def fields(name: str, _: str) -> str:
    """Name, type and meaning of each property of the part *name* of the schema."""
    schema = json_schema()
    node = schema
    for step in name.split(".") if name else ():
        node = node.get("properties", {}).get(step) or schema["$defs"][step]
    rows = [
        f"| `{key}` | {kind(child)} | {escaped(child['description'])} |"
        for key, child in node["properties"].items()
    ]
    return "\n".join(["| field | type | meaning |", "|---|---|---|", *rows]) + "\n"


def kind(node: dict[str, Any]) -> str:
    """A property's type in a word or two."""
    if "enum" in node:
        return " ".join("null" if value is None else f"`{value}`" for value in node["enum"])
    if "const" in node:
        return f'`"{node["const"]}"`'
    if "$ref" in node:
        return str(node["$ref"].rpartition("/")[2])
    if "anyOf" in node:
        return " or ".join(kind(choice) for choice in node["anyOf"])
    if node["type"] == "array":
        return f"list of {kind(node['items'])}"
    kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return " or ".join(kinds)


def escaped(text: str) -> str:
    """*text* for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def commands(_: str, __: str) -> str:
    """All commands with the first line of their help."""
    rows = [f"| `{name}` | {summary} |" for group in GROUPS.values() for name, (_, summary) in group.items()]
    return "\n".join(["| command | what it gives |", "|---|---|", *rows]) + "\n"


def figures(_: str, __: str) -> str:
    """What the score is held to."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    rows = [f"| {name.replace('_', ' ')} | {value:.3f} |" for name, value in floors["annotated"].items()]
    return "\n".join(["| figure | at least |", "|---|---:|", *rows]) + "\n"


KINDS: dict[str, Callable[[str, str], str]] = {
    "console": console,
    "fields": fields,
    "commands": commands,
    "figures": figures,
}


def generated(text: str) -> str:
    """*text* with every part made anew."""

    def renew(match: re.Match[str]) -> str:
        opening, name, argument, before, closing = match.groups()
        return opening + KINDS[name](argument, before) + closing

    return _PART_RE.sub(renew, text)


def main() -> int:
    """Rewrite the README, or say how it differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing; status 1 when out of date")
    options = parser.parse_args()
    before = README.read_text(encoding="utf-8")
    after = generated(before)
    if not options.check:
        README.write_text(after, encoding="utf-8")
        return 0
    difference = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), "README.md", "what it should be"
    )
    sys.stdout.writelines(difference)
    if after != before:
        print("\nREADME.md is out of date: make docs")
    return int(after != before)


if __name__ == "__main__":
    sys.exit(main())
