"""Document -> Markdown tables of its targets; text of the page stays text."""

from __future__ import annotations

import re

from plancli.models import Document, Target
from plancli.render.phrase import due, file_name, goal, start
from plancli.visible import visible

# ~ is here because some readers strike out what stands between two: 5~6%.
_SPECIAL_RE = re.compile(r"([\\`*_\[\]|~#])")


def escaped(text: str) -> str:
    r"""*text* as one line of Markdown that shows it and nothing else.

    >>> escaped("<b>5~6% | [x](y)")
    '&lt;b&gt;5\\~6% \\| \\[x\\](y)'
    """
    line = visible(text.replace("\n", " ").replace("\t", " "))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL_RE.sub(r"\\\1", line)


def targets_markdown(document: Document, *, names_file: bool = False) -> str:
    """A heading with the title, the file's name when *names_file*, and a table of the targets."""
    title, file = document.meta.title, file_name(document.source.path)
    lines = [f"## {escaped(title or file)}", ""]
    if title and names_file:
        lines += [escaped(file), ""]
    if document.targets:
        lines += [
            "| # | Section | Indicator | Target | Deadline | Baseline |",
            "|---|---|---|---:|---|---|",
            *(_row(target) for target in document.targets),
        ]
    else:
        lines.append("No targets.")
    return "\n".join([*lines, "", ""])


def _row(target: Target) -> str:
    cells = (
        target.id,
        " › ".join(target.section_path),
        target.indicator,
        goal(target),
        due(target),
        start(target),
    )
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
