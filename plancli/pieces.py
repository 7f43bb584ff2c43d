"""The stretches of text that inline tags cut a block into -> what the block is told of them."""

from __future__ import annotations

from plancli.blanks import BLANKS


def opening(text: str, size: int) -> int:
    """How many characters of *text* its first *size* are with the blanks among them."""
    end = 0
    while size and end < len(text):
        size -= text[end] != " "
        end += 1
    return end


def by_region(pieces: list[str], regions: list[int]) -> tuple[tuple[int, str], ...]:
    """Squeezed text of each stretch of *pieces* that lies in one region."""
    stretches: list[tuple[int, list[str]]] = []
    for piece, region in zip(pieces, regions, strict=True):
        if stretches and (stretches[-1][0] == region or not piece.strip(BLANKS)):
            stretches[-1][1].append(piece)
        else:
            stretches.append((region, [piece]))
    return tuple((region, "".join(found)) for region, found in stretches)
