"""Events of a parser -> a Page: blocks closed where tags close them, in the style and region they stand in.

Promise: every visible character is in one block, in order, however the tags nest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from plancli.blanks import BLANKS, MARKUP_BREAK, squeeze, taken_out
from plancli.comments import commented_out, properties, saved_from
from plancli.page import Name, Page, RawBlock
from plancli.patterns import lazily
from plancli.pieces import by_region, opening
from plancli.styles import NO_STYLE, Style, is_colour, read_sina_style, read_style, whole_number
from plancli.tables import OpenTable, close_table
from plancli.tags import ARRANGING, BLOCKS, HEADINGS, PLAIN, UNSEEN

# The remarks that content systems put around their text are short; "正文内容 begin".
LONGEST_REMARK = 60
# A blank of two ideographs opens a paragraph; editors that lose line breaks leave it in mid-text.
INDENT_RE = lazily(r"(?:[\r\n][ \t\r\n\xa0]{0,99}|(?<=[。！？；”）])[ \t]*)\u3000\u3000\s*(?=\S)")
# Links inside the page, and to files: contents and attachments, not other pages.
OWN_LINK_RE = lazily(r"#|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)(?:$|[?#])", re.IGNORECASE)
SCRIPTED_LINK_RE = lazily(r"#$|#(?:comment|share|top)|javascript:", re.IGNORECASE)


class _List(Struct):
    ordered: bool
    next: int = 1


class _Item(Struct):
    ordinal: str | None
    is_open: bool = True
    """No block of it has been made: the first is the item, what follows are paragraphs of it."""


class Reader:
    """Target of a parser: takes its events, makes a Page."""

    def __init__(self) -> None:
        """Start an empty page."""
        self.page = Page()
        self.deepest = 0
        self._region = 0
        self._block_region = 0
        self._level: int | None = None
        self._centered = False
        self._bold = False
        self._coloured = False
        self._heading_font = False
        self._linked = False
        self._keeps_lines = False
        self._list: _List | None = None
        self._item: _Item | None = None
        self._unseen = 0
        self._in_title = False
        self._stack: list[tuple[object, ...] | None] = []
        self._pieces: list[str] = []
        self._piece_regions: list[int] = []
        self._bold_size = self._colour_size = self._font_size = self._link_size = 0
        self._opens, self._opening_size = True, 0
        self._tables: list[OpenTable] = []

    # Events.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open *tag*."""
        stack = self._stack
        if len(stack) >= self.deepest:
            self.deepest = len(stack) + 1
        if self._unseen:
            self._unseen += 1
            stack.append(None)
        elif tag in BLOCKS:
            if self._pieces:
                self._flush()
            # A paragraph in a <title>: the title was never closed.
            self._in_title = False
            # Serves pages of thousands of plain paragraphs: nothing to take over, nothing to restore.
            if tag in PLAIN and not attributes:
                self._block_region = self._region
                stack.append(None)
                if tag == "tr":
                    self._start_table_part(tag, attributes)
            else:
                stack.append(self._state())
                self._start_block(tag, attributes)
        elif tag in UNSEEN:
            self._unseen = 1
            self.page.scripts += tag == "script"
            stack.append(None)
        elif tag == "br":
            self._break()
            stack.append(None)
        elif tag in ("b", "strong"):
            stack.append(self._state())
            self._bold = True
            if attributes:
                self._start_inline(tag, attributes)
        elif not attributes:
            stack.append(None)
        elif tag in ("meta", "link", "img", "input"):
            self._note_head(tag, attributes)
            stack.append(None)
        else:
            stack.append(self._state())
            self._start_inline(tag, attributes)

    def end(self, tag: str) -> None:
        """Close *tag*, the one opened last."""
        saved = self._stack.pop() if self._stack else None
        if self._unseen:
            self._unseen -= 1
            return
        if tag in BLOCKS:
            if self._pieces:
                self._flush()
            if tag in ("table", "td", "th", "thead"):
                self._end_table_part(tag)
            elif tag == "title":
                self._in_title = False
        if saved is not None:
            self._restore(saved)

    def data(self, text: str) -> None:
        """Text of the page."""
        if self._unseen:
            return
        if self._in_title:
            self.page.title += text
            return
        if self._keeps_lines and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._flush()
                self._add(line)
            return
        self._add(text)

    def comment(self, text: str) -> None:
        """A comment; one that holds markup with text in it is kept as a hidden block."""
        if self._unseen:
            return
        if "<" in text:
            self.page.metas.extend(properties(text))
            self._add_commented_out(text)
        else:
            self.page.saved_from = saved_from(text) or self.page.saved_from
            if len(text) < LONGEST_REMARK:
                self._flush_between_blocks()
                self.page.remarks.append((len(self.page.blocks), text.strip()))

    def pi(self, target: str, data: str | None = None) -> None:
        """A processing instruction: not text."""

    def close(self) -> Page:
        """The page."""
        self._flush()
        while self._tables:
            self._end_table_part("table")
        self.page.taken.update(taken_out(self.page.title))
        self.page.title = squeeze(self.page.title)
        return self.page

    # Tags.

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        hidden = self._dress(attributes).hidden or "hidden" in attributes
        href = attributes.get("href")
        if href and tag == "a":
            self._linked = OWN_LINK_RE.search(href) is None or SCRIPTED_LINK_RE.search(href) is not None
        name = (tag, attributes.get("id", ""), attributes.get("class", ""))
        if name[1] or name[2] or hidden:
            self._open_region(name)
            if hidden:
                self.page.hidden.add(self._region)

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if attributes:
            # A table set in the middle of the page says nothing of the text in it.
            align = None if tag == "table" else attributes.get("align")
            self._centered = self._centered if align is None else align.lower() == "center"
            style = self._dress(attributes)
            if style.centered is not None:
                self._centered = style.centered
            self._keeps_lines = self._keeps_lines or style.keeps_lines
            name = (tag, attributes.get("id", ""), attributes.get("class", ""))
            if name[1] or name[2] or tag in ARRANGING or style.hidden or "hidden" in attributes:
                self._open_region(name)
                if style.hidden or "hidden" in attributes:
                    self.page.hidden.add(self._region)
        elif tag in ARRANGING:
            self._open_region((tag, "", ""))
        self._block_region = self._region
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag == "li":
            self._start_item(attributes)
        elif tag in ("ul", "ol"):
            self._list = _List(tag == "ol", whole_number(attributes.get("start"), 1))
        elif tag in ("table", "tr", "td", "th", "thead"):
            self._start_table_part(tag, attributes)
        elif tag == "center":
            self._centered = True
        elif tag in ("pre", "textarea", "xmp", "listing", "plaintext"):
            self._keeps_lines = True
        elif tag == "title":
            # An SVG picture has a title too; the page's comes first.
            self._in_title = not self.page.title
        elif tag in ("frameset", "iframe"):
            self.page.frames[tag] += 1

    def _start_item(self, attributes: Mapping[str, str]) -> None:
        self._item = _Item(None)
        around = self._list
        if around is not None and around.ordered:
            number = whole_number(attributes.get("value"), around.next)
            around.next = number + 1
            self._item.ordinal = f"{number}."

    def _start_table_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].has_inner = True
            self._tables.append(OpenTable(len(self.page.blocks), self._region))
            self._level = self._item = None
            return
        if not self._tables:
            return
        table = self._tables[-1]
        if tag == "tr" or table.row < 0:
            table.row += 1
        if tag == "thead":
            table.in_head = True
        elif tag != "tr":
            across = max(1, whole_number(attributes.get("colspan"), 1))
            down = max(0, whole_number(attributes.get("rowspan"), 1))
            start = len(self.page.blocks)
            table.cells.append((table.row, across, down, tag == "th" or table.in_head, start, start))

    def _end_table_part(self, tag: str) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if tag == "thead":
            table.in_head = False
        elif tag == "table":
            self._tables.pop()
            close_table(self.page, table)
        elif table.cells:
            table.cells[-1] = (*table.cells[-1][:5], len(self.page.blocks))

    def _note_head(self, tag: str, attributes: Mapping[str, str]) -> None:
        page = self.page
        if tag == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = attributes.get("content")
            if key and content and content.strip():
                page.metas.append((key.strip().lower(), squeeze(content)))
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            page.canonical = attributes.get("href", "").strip()

    # State.

    def _state(self) -> tuple[object, ...]:
        return (
            self._region, self._block_region, self._level, self._centered, self._bold, self._coloured,
            self._heading_font, self._linked, self._keeps_lines, self._list, self._item,
        )  # fmt: skip

    def _restore(self, saved: tuple[object, ...]) -> None:
        (
            self._region, self._block_region, self._level, self._centered, self._bold, self._coloured,
            self._heading_font, self._linked, self._keeps_lines, self._list, self._item,
        ) = saved  # type: ignore[assignment]  # fmt: skip

    def _open_region(self, name: Name) -> None:
        page = self.page
        page.parents.append(self._region)
        page.names.append(name)
        self._region = len(page.parents) - 1

    def _dress(self, attributes: Mapping[str, str]) -> Style:
        """Take over what the attributes say of text."""
        value = attributes.get("style")
        style = read_style(value) if value else NO_STYLE
        sina = attributes.get("cms-style")
        if sina:
            own = read_sina_style(sina)
            style = style._replace(
                bold=own.bold, coloured=own.coloured, centered=own.centered or style.centered
            )
        if style.bold is not None:
            self._bold = style.bold
        if style.coloured is not None:
            self._coloured = style.coloured
        if style.heading_font is not None:
            self._heading_font = style.heading_font
        colour = attributes.get("color")
        if colour:
            self._coloured = is_colour(colour)
        return style

    # Text.

    def _add(self, text: str) -> None:
        if text.isspace():
            if not self._pieces:
                return
            if "\n" in text and "\u3000" not in text and "\xa0" not in text:
                text = MARKUP_BREAK
        self._pieces.append(text)
        self._piece_regions.append(self._region)
        if self._bold or self._coloured or self._linked or self._heading_font:
            size = len("".join(text.split()))
            if self._bold:
                self._bold_size += size
                if self._opens:
                    self._opening_size += size
            else:
                self._opens = False
            if self._coloured:
                self._colour_size += size
            if self._linked:
                self._link_size += size
            if self._heading_font:
                self._font_size += size
        else:
            self._opens = False

    def _break(self) -> None:
        if self._level is not None:
            self._add(" ")
        else:
            self._flush()

    def _flush_between_blocks(self) -> None:
        if not any(piece.strip(BLANKS) for piece in self._pieces):
            self._flush()

    def _flush(self) -> None:
        pieces, regions = self._pieces, self._piece_regions
        if not pieces:
            return
        self._pieces, self._piece_regions = [], []
        whole = "".join(pieces).strip(BLANKS)
        self.page.taken.update(taken_out(whole))
        sizes = self._bold_size, self._colour_size, self._font_size, self._link_size
        self._bold_size = self._colour_size = self._font_size = self._link_size = 0
        opening_size = 0 if self._opens else self._opening_size
        self._opens, self._opening_size = True, 0
        paragraphs = INDENT_RE.split(whole) if "\u3000\u3000" in whole else [whole]
        texts = [text for text in map(squeeze, paragraphs) if text]
        if not texts:
            return
        parts: tuple[tuple[int, str], ...] = ()
        region = regions[0]
        if regions.count(region) != len(regions):
            filled = {region for region, piece in zip(regions, pieces, strict=True) if piece.strip(BLANKS)}
            region = filled.pop() if len(filled) == 1 else self._block_region
            if filled and len(texts) == 1:
                parts = by_region(pieces, regions)
        size = sum([len(text) - text.count(" ") for text in texts])
        most = size * 9
        for text in texts:
            kind, ordinal = "paragraph" if self._level is None else "heading", None
            if self._item is not None and self._item.is_open:
                self._item.is_open = False
                kind, ordinal = ("item" if self._level is None else "heading"), self._item.ordinal
            bold, coloured, heading_font = sizes[0] * 10 >= most, sizes[1] * 10 >= most, sizes[2] * 10 >= most
            link_size = min(len(text), sizes[3] * len(text) // size)
            self.page.blocks.append(
                RawBlock(
                    kind, text, region, self._level, bold, coloured, heading_font,
                    self._centered, ordinal, link_size, None, parts, opening(text, opening_size),
                )
            )  # fmt: skip
            opening_size = 0

    def _add_commented_out(self, text: str) -> None:
        found = commented_out(text)
        if not found:
            return
        page = self.page
        page.parents.append(self._region)
        page.names.append(("comment", "", text.lstrip()[:14]))
        page.comments.add(len(page.parents) - 1)
        page.blocks.extend(RawBlock("paragraph", part, len(page.parents) - 1) for part in found)
