"""Text -> words, by jieba with a compact dictionary, loaded the first time a clause needs it.

Promise: results depend on plancli's own word list only, not on jieba's dictionary, its cache or what else is
installed; nothing is written to disk.
"""

from __future__ import annotations

import sys
import warnings
from functools import lru_cache
from typing import Any

from plancli.lexicon import Lexicon, word_counts


@lru_cache(maxsize=8)
def _segmenter(lexicon: Lexicon) -> Any:
    # jieba asks pkg_resources for its own files, which takes longer to import than jieba itself, and
    # falls back to plain paths when it is missing. Its files are not used here.
    absent = object()
    present = sys.modules.get("pkg_resources", absent)
    if present is absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            # Its patterns hold escapes that newer Pythons warn of when they compile it.
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if present is absent:
            del sys.modules["pkg_resources"]
    counts = dict(word_counts())
    # A policy term must beat the product of its parts: the count of a very common word does.
    for term in lexicon.forms("term"):
        counts[term] = max(counts.get(term, 0), 20_000)
    for word in tuple(counts):
        for length in range(1, len(word)):
            counts.setdefault(word[:length], 0)
    segmenter = jieba.Tokenizer()
    segmenter.FREQ = counts
    segmenter.total = sum(counts.values())
    segmenter.initialized = True
    return segmenter


@lru_cache(maxsize=4096)
def cut_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Words of *text* in order; joined they are *text*.

    >>> from plancli.lexicon import default_lexicon
    >>> cut_words("铜精矿自给率", default_lexicon())
    ('铜精矿', '自给率')
    """
    return tuple(_segmenter(lexicon).cut(text, HMM=False))
