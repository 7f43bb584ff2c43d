"""Write plancli/data/lexicon.json: the shipped TOML files in the form that a command reads in no time."""

from __future__ import annotations

from plancli.lexicon import COMPILED, compiled_text, source_parts


def main() -> None:
    """Rewrite the file."""
    COMPILED.write_text(compiled_text(source_parts()), "utf-8")


if __name__ == "__main__":
    main()
