"""Write plancli/data/words.txt: jieba's commonest words, which jieba is given instead of its full dictionary.

The full dictionary takes most of a second to load and the segmenter is asked for the first word of a list or
of a long topic only; 30,000 words do that as well in 17 ms (run `make eval` after changing the number). Of 12,000, which
take 8, 停车场, 变压器 and 电网 were none.
"""

from __future__ import annotations

from pathlib import Path

import jieba

WORDS = 30_000
HEADER = (
    "# The commonest words of jieba's dictionary (MIT licence, github.com/fxsjy/jieba) with their counts.\n"
)


def main() -> None:
    """Rewrite the file."""
    rows = [
        line.split() for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    ]
    words = [(word, int(count)) for word, count, *_ in rows if 2 <= len(word) <= 5]
    words.sort(key=lambda pair: (-pair[1], pair[0]))
    singles = [(word, int(count)) for word, count, *_ in rows if len(word) == 1 and int(count) >= 50]
    chosen = sorted(words[:WORDS] + singles)
    target = Path(__file__).parents[2] / "plancli" / "data" / "words.txt"
    target.write_text(HEADER + "".join(f"{word} {count}\n" for word, count in chosen), "utf-8")


if __name__ == "__main__":
    main()
