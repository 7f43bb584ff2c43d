"""Write what plancli/data holds in compiled form.

lexicon.json has the shipped TOML files in the form that a command reads in no time, prefilters.json the words that
tell that a pattern need not be compiled.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from msgspec import json

from plancli.lexicon import COMPILED, PREFILTERS, compiled_text, source_parts
from plancli.patterns import digest

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "samples"
_TAG_RE = re.compile(r"<(?:style|script).*?</|<[^>]*>", re.DOTALL)


def prefilters_text() -> str:
    """What data/prefilters.json holds: groups of words by the digest of each pattern, a pattern a line."""
    sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]
    from compiled import every_pattern
    from prefilter import Lines, prefilter

    lines = Lines(sample_lines())
    # A pattern of bytes looks at a whole page, in which every word stands.
    patterns = {
        (use.text, use.flags): prefilter(use.text, use.flags, lines)
        for use in every_pattern()
        if not use.is_bytes
    }
    rows = {digest(text, flags): groups for (text, flags), groups in patterns.items()}
    assert len(rows) == len(patterns), "two patterns have one digest; make it longer"
    return "{\n" + ",\n".join(f'"{key}": {json.encode(rows[key]).decode()}' for key in sorted(rows)) + "\n}\n"


def sample_lines() -> list[str]:
    """Pieces of the samples' text as rules ask about them; tags and scripts are left out, as far as that is simple."""
    found = []
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".html", ".md", ".txt"):
            text = _TAG_RE.sub("\n", path.read_bytes().decode("utf-8", "ignore"))
            found += [line.strip() for line in re.split("[。；\n]", text)]
    return [line for line in found if line]


def main() -> None:
    """Rewrite both files; patterns are made of the lexicon, so it goes first."""
    COMPILED.write_text(compiled_text(source_parts()), "utf-8")
    PREFILTERS.write_text(prefilters_text(), "utf-8")


if __name__ == "__main__":
    main()
