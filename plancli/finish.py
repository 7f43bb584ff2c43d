"""Drafts in their layers -> blocks: emphasis that sets nothing off left out, lines joined that are one.

Promise: every draft is in one block, in order; no word is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plancli.assign import Draft
from plancli.card_values import is_value
from plancli.models import Block
from plancli.patterns import lazily

# A bullet that the editor set in a paragraph of its own: ●, ▷, Wingdings in the private area.
BULLET_RE = lazily("[●○◎◆◇■□▪▫▲△▼▽▶►▷▸★☆※➢➤✓✔•·◦\uf000-\uf0ff]{1,2}$")
# Emphasis that more than this share of the text has sets nothing off.
COMMON = 0.5
# Words that a number must follow.
STOPS_SHORT_RE = lazily(
    r"(?<![直下传送表])(?:达到?|(?<![全不])覆盖|突破|超过|不低于|不少于|不高于|不超过|(?:稳定|保持|维持|控制)在|[增加提高降低减少下升扩大拓展压缩长]{2}[到至])$"
)


def finish(drafts: Sequence[Draft]) -> Iterator[Block]:
    """Blocks of *drafts*, what the page has taken apart joined."""
    return _joined(_with_bullets(drafts))


def _with_bullets(drafts: Sequence[Draft]) -> Iterator[Block]:
    """Blocks of the drafts; a bullet alone is joined to the paragraph that it opens."""
    body = [draft.raw for draft in drafts if draft.layer == "body" and draft.raw.kind != "table"]
    size = sum(len(raw.text) for raw in body) * COMMON
    shows_bold = sum(len(raw.text) for raw in body if raw.bold) <= size
    shows_colour = sum(len(raw.text) for raw in body if raw.coloured) <= size
    shows_font = sum(len(raw.text) for raw in body if raw.heading_font) <= size
    bullet: Draft | None = None
    for draft in drafts:
        raw = draft.raw
        text = raw.text
        if bullet is not None:
            if draft.layer == "body" and raw.kind in ("paragraph", "item"):
                text = bullet.raw.text + text
            else:
                yield _block(bullet, bullet.raw.text, False)
            bullet = None
        elif draft.layer == "body" and raw.kind != "table" and BULLET_RE.match(text):
            bullet = draft
            continue
        strong = (
            (raw.bold and shows_bold) or (raw.coloured and shows_colour) or (raw.heading_font and shows_font)
        )
        yield _block(draft, text, strong, raw.coloured and shows_colour)
    if bullet is not None:
        yield _block(bullet, bullet.raw.text, False)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """*blocks*, a value that a post sets large on a line of its own joined to the words that stop before it.

    年服务量突破 / 300万人次; not 年服务量 / 300万人次, where a line names the other.
    """
    held: Block | None = None
    for block in blocks:
        if held is not None and _goes_on(held, block):
            held = replace(held, text=held.text + block.text)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _goes_on(above: Block, below: Block) -> bool:
    value = _in_line(above) and _in_line(below) and is_value(below.text)
    return value and STOPS_SHORT_RE.search(above.text) is not None


def _in_line(block: Block) -> bool:
    return block.layer == "body" and block.kind in ("paragraph", "item")


def _block(draft: Draft, text: str, bold: bool, coloured: bool = False) -> Block:
    raw = draft.raw
    return Block(
        raw.kind,
        text,
        draft.layer,
        draft.rule,
        raw.level,
        bold,
        raw.centered,
        coloured,
        raw.ordinal,
        raw.table,
        raw.opening if text is raw.text else 0,
    )
