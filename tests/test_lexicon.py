"""The compiled lexicon: the shipped one says what the TOML files say."""

from __future__ import annotations

from plancli.lexicon import COMPILED, builtin_parts, compiled_text, source_parts


def test_the_compiled_lexicon_is_that_of_the_files() -> None:
    assert COMPILED.exists(), "run `make lexicon`"
    assert COMPILED.read_text("utf-8") == compiled_text(source_parts()), "run `make lexicon`"


def test_what_is_compiled_reads_back_as_it_was() -> None:
    assert builtin_parts() == source_parts()
