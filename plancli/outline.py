"""Body -> tree of sections and list items, with what is odd about its numbering.

Promise: total on any blocks. Spans nest, siblings are disjoint and in order, and the text before the first
heading together with the sections is the body. A section's span ends with the last character under it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from msgspec import Struct

from plancli.contents import mark_contents
from plancli.headings import Heading, item_title, mark_headings
from plancli.lexicon import Lexicon, default_lexicon
from plancli.lines import Line, read_lines
from plancli.markers import BULLET, COMMA, Marker, find_counts
from plancli.models import Body, Outline, Section
from plancli.patterns import PICTURE, lazily
from plancli.run_in import RUN_IN, find_run_in
from plancli.standalone import find_standalone

_TOP = ("document", "attachment")
_OF_ITS_OWN = 3
"""Lines below a title set off by an emoji from which on they are its own, and no lead to what follows."""


class _Node(Struct):
    """A section or item while the tree grows; offsets are in the document's text."""

    heading: Heading
    start: int
    head_end: int
    end: int
    title: str
    open_ended: bool
    """Takes in the paragraphs that follow it; other items end with their own block."""
    children: list[_Node] = []
    last: dict[str, Heading] = {}
    """The last section of each style among the children."""

    @property
    def is_section(self) -> bool:
        return self.heading.kind == "section"


def build_outline(body: Body, lexicon: Lexicon | None = None, titles: tuple[str, ...] = ()) -> Outline:
    """The section tree of *body*; *titles* are the page's names for itself, which are no headings."""
    lexicon = lexicon or default_lexicon()
    lines = read_lines(body.blocks, lexicon)
    mark_contents(lines, lexicon)
    headings = mark_headings(lines)
    headings += find_standalone(lines, headings, titles, lexicon)
    headings += find_run_in(lines, headings)
    tree = _Tree(lines, sorted(headings, key=lambda heading: heading.line), lexicon)
    tree.grow()
    sections = tuple(_section(node, str(number), 1) for number, node in enumerate(tree.roots, 1))
    return Outline(sections, tuple(tree.warnings))


def _section(node: _Node, path: str, level: int) -> Section:
    is_section = node.is_section
    below = level + 1 if is_section else level
    children = tuple([_section(child, f"{path}.{n}", below) for n, child in enumerate(node.children, 1)])
    return Section(
        path, "section" if is_section else "item", level if is_section else None, node.heading.marker,
        node.title, (node.start, node.end), (node.start, node.head_end), children,
    )  # fmt: skip


class _Tree:
    """Grows the tree line by line; ``stack`` holds the nodes that are open."""

    def __init__(self, lines: list[Line], headings: list[Heading], lexicon: Lexicon) -> None:
        self.lines = lines
        self.lexicon = lexicon
        self.roots: list[_Node] = []
        self.warnings: list[str] = []
        self.stack: list[_Node] = []
        self._heading_at = {heading.line: heading for heading in headings}
        self._sections = [heading for heading in headings if heading.kind == "section"]
        self._section_lines = [heading.line for heading in self._sections]
        self._styles = Counter(heading.style for heading in self._sections)
        self._first = {heading.style: heading.line for heading in reversed(self._sections)}
        self._last: dict[str, Heading] = {}
        self._last_number: dict[str, int] = {}
        self._opening = next((line.index for line in lines if line.prose), len(lines))
        self._nested: set[tuple[str, str]] = set()

    def grow(self) -> None:
        """Read every line once."""
        inside = -1
        for line in self.lines:
            if line.index <= inside:
                self._extend(line)
                continue
            heading = self._heading_at.get(line.index) or self._item(line)
            if heading is None:
                self._close_items()
            elif heading.kind == "section":
                self._add_section(heading)
            else:
                self._add_item(heading, self._is_open_ended(heading))
            if heading and heading.end_line > line.index:
                inside = heading.end_line
            self._add_counts(line, heading)
            self._extend(line)

    def _extend(self, line: Line) -> None:
        for node in self.stack:
            node.end = line.block.start + len(line.text)

    def _push(self, heading: Heading, keep: int, open_ended: bool) -> _Node:
        """Open a node under the first *keep* open ones."""
        del self.stack[keep:]
        block = self.lines[heading.line].block
        first, last = heading.title
        at = heading.end_line if heading.end_line >= 0 else heading.line
        below = self.lines[at].block
        head_end = below.start + last if last > first else block.start + heading.start + len(heading.marker)
        parts = [below.text[first:last]]
        if at > heading.line:
            offset = 0 if heading.standalone else len(heading.marker)
            parts = [self.lines[i].block.text for i in range(heading.line, at)] + parts
            parts[0] = parts[0][offset:].strip(" ：:")
        end = max(head_end, block.end if heading.start == 0 else head_end)
        node = _Node(heading, block.start + heading.start, head_end, end, _tidy("".join(parts)), open_ended)
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)
        return node

    # --- items ---

    def _item(self, line: Line) -> Heading | None:
        """The list item that is the whole of *line*, if it is one."""
        marker = line.marker
        if not line.text or line.contents or line.block.centered or line.block.kind == "table":
            return None
        if marker and marker.kind == "bullet":
            return self._bullet(line, marker)
        if line.block.kind == "item" and marker is None:
            return _item_heading(line, 0, Marker("li", BULLET + 0.5, None, 0))
        return None

    def _bullet(self, line: Line, marker: Marker) -> Heading | None:
        if marker.end < len(line.text):
            # A dash under the title opens a subtitle: ——在某某会议上.
            subtitle = marker.style == "dash" and not line.closed and line.index <= self._opening
            return None if subtitle else _item_heading(line, 0, marker)
        # A bullet alone on its line belongs to the next; dashes alone are a rule.
        below = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
        if marker.style in ("dash", "star") or below is None or below.marker or below.block.kind == "table":
            return None
        heading = _item_heading(below, 0, Marker(marker.style, marker.rank, None, 0, "bullet"))
        heading.line, heading.end_line, heading.marker = line.index, below.index, line.block.text
        return heading

    def _is_open_ended(self, heading: Heading) -> bool:
        """Whether an item takes in what follows: an article of law, or a bulleted heading above its text."""
        if heading.style == "article":
            return True
        line = self.lines[max(heading.line, heading.end_line)]
        if heading.rank < BULLET or line.closed or line.index + 1 >= len(self.lines):
            return False
        above = self.lines[heading.line - 1].marker if heading.line else None
        below = self.lines[line.index + 1]
        listed = above is not None and above.style == heading.style
        return below.prose and below.marker is None and not listed and not line.text.endswith(("：", ":"))

    def _close_items(self) -> None:
        while self.stack and not self.stack[-1].is_section and not self.stack[-1].open_ended:
            self.stack.pop()

    def _add_item(self, heading: Heading, open_ended: bool) -> None:
        closed = (
            depth
            for depth, node in enumerate(self.stack)
            if not node.is_section
            and (node.heading.style == heading.style or node.heading.rank > heading.rank)
        )
        self._push(heading, next(closed, len(self.stack)), open_ended)

    def _add_counts(self, line: Line, heading: Heading | None) -> None:
        """Add 一是 … 二是 … of the line as items inside it."""
        if line.contents or line.block.kind == "table":
            return
        whole = heading.marker != "" if heading else False
        counts = find_counts(line.text, self.lexicon)
        starts = [offset for offset, _ in counts] + [len(line.text)]
        for (offset, marker), following in zip(counts, starts[1:], strict=True):
            at = line.block.start + offset
            # The marker of the line itself has been read, and a title is not cut.
            if (offset == 0 and whole) or any(node.head_end > at for node in self.stack):
                continue
            for node in self.stack:
                if node.heading.style == marker.style and node.start >= line.block.start:
                    node.end = at
            self._add_item(_item_heading(line, offset, marker, following), open_ended=False)

    # --- sections ---

    def _add_section(self, heading: Heading) -> None:
        while self.stack and not self.stack[-1].is_section:
            self.stack.pop()
        if self.stack and self.stack[-1].heading.style == RUN_IN:
            self.stack.pop()  # it heads its own paragraph
        keep = self._depth(heading)
        if keep:
            self._nested.add((self.stack[keep - 1].heading.style, heading.style))
        siblings = self._last_under(keep)
        self._check_number(heading, siblings.get(heading.style))
        siblings[heading.style] = heading
        self._push(heading, keep, open_ended=True)

    def _last_under(self, depth: int) -> dict[str, Heading]:
        """The last section of each style under the first *depth* open nodes."""
        return self.stack[depth - 1].last if depth else self._last

    def _depth(self, heading: Heading) -> int:
        """How many open sections stand above *heading*."""
        styles = [node.heading.style for node in self.stack]
        if heading.style in _TOP:
            return 0
        if heading.style == "outer":
            return 1 if styles and styles[0] in _TOP else 0
        if heading.style in styles:
            return styles.index(heading.style)
        if heading.style.startswith("level."):
            deeper = (i for i, style in enumerate(styles) if style[:6] == "level." and style > heading.style)
            return next(deeper, len(styles))
        if heading.standalone:
            return self._standalone_depth(heading, styles)
        if heading.style == "box":
            # A box is one more in the series of the numbered headings it follows, but never a part of the top.
            # 第二节 below 第一章 has boxes beside it too.
            if self._is_shown_below(heading):
                return len(styles)  # #### 专栏1, below ### 第二节
            after = len(styles) > 1 and (self.stack[-1].heading.rank >= COMMA or styles[-1] == "section")
            return len(styles) - (1 if after else 0)
        return self._marked_depth(heading)

    def _is_shown_below(self, heading: Heading) -> bool:
        """Whether the page itself ranks *heading* below the last one."""
        level = self.lines[heading.line].block.level
        above = self.lines[self.stack[-1].heading.line].block.level if self.stack else None
        return level is not None and above is not None and above < level

    def _marked_depth(self, heading: Heading) -> int:
        depth = self._box_left(heading)
        while depth:
            top = self.stack[depth - 1].heading
            if top.style == "outer":
                depth -= 1
                continue
            if top.style in _TOP:
                break
            if top.standalone:
                lone = depth == 1 and self._styles[top.style] == 1 and not top.style.startswith("level.")
                if lone or heading.rank <= 3.0:
                    depth -= 1
                    continue
                break
            pictured = top.style == "picture.title" and heading.number == 1
            if pictured and (self._first[top.style] < top.line or self._restarts(top, heading)):
                break  # 📊回眸2025 … 🎯2026年目标 … 📝2026年重点工作, 01: the numbers are those of the last
            shown = (top.style, heading.style) in self._nested
            if shown or top.rank <= heading.rank or self._goes_on(top, heading):
                break
            depth -= 1
        return depth

    def _box_left(self, heading: Heading) -> int:
        """How many open sections there are without the box, and what is in it, behind which *heading* goes on a series."""
        for depth, node in enumerate(self.stack):
            before = self._last_under(depth).get(heading.style) if node.heading.style == "box" else None
            if before is not None and (before.number or 0) + 1 == heading.number:
                return depth
        return len(self.stack)

    def _restarts(self, top: Heading, heading: Heading) -> bool:
        """Whether the numbers of *heading*'s style begin again below the next title of *top*'s style."""
        later = bisect_right(self._section_lines, heading.line)
        passed = False
        for other in self._sections[later : later + 200]:
            if passed and other.style == heading.style:
                return other.number == 1
            passed = passed or other.style == top.style
        return False

    def _goes_on(self, top: Heading, heading: Heading) -> bool:
        """Whether the series of *top* is taken up again after *heading*, which then stands below it."""
        later = bisect_right(self._section_lines, heading.line)
        for other in self._sections[later : later + 200]:
            if other.style == top.style:
                return other.number == (top.number or 0) + 1
        return False

    def _standalone_depth(self, heading: Heading, styles: list[str]) -> int:
        """Below what is open, unless the numbering above starts afresh after *heading*."""
        later = bisect_right(self._section_lines, heading.line)
        for other in self._sections[later : later + 200]:
            if other.style in styles:
                return styles.index(other.style) if other.number == 1 else len(styles)
        if styles == ["picture.title"] and self._styles["picture.title"] == 1 < self._styles[heading.style]:
            # 🎯总体目标 with a list of its own, then 01 and 02: a part beside them
            return 1 if heading.line - self.stack[0].heading.line <= _OF_ITS_OWN else 0
        depth = len(styles)
        # 一、财政政策。增加退税…: what opens a paragraph holds no heading that stands on a line of its own.
        while depth and self._runs_in(self.stack[depth - 1].heading):
            depth -= 1
        return depth

    def _runs_in(self, heading: Heading) -> bool:
        """Whether *heading* opens the one paragraph that it has, in a series of such."""
        line = self.lines[heading.line]
        return not heading.standalone and heading.shape == "titled" and line.closed

    def _check_number(self, heading: Heading, before: Heading | None) -> None:
        """Note a number that does not follow that of the sibling *before*."""
        number = heading.number
        if number is None:
            return
        last = self._last_number.get(heading.style)
        self._last_number[heading.style] = number
        if before is not None and before.number is not None:
            expected = before.number + 1
            fresh = number == 1 and before.parents != heading.parents
            if number == expected or fresh:
                return
            word = "restarts" if number <= before.number else "skips"
            self.warnings.append(f"numbering {word}: {heading.marker} follows {before.marker}")
        elif number != 1 and (last is None or number != last + 1):
            self.warnings.append(f"numbering begins at {heading.marker}")


def _item_heading(line: Line, offset: int, marker: Marker, stop: int | None = None) -> Heading:
    """An item whose marker stands at *offset* of *line*; what follows it begins at *stop*."""
    text = line.text[: max(marker.end, len(line.text[:stop].rstrip("，,")))]
    return Heading(
        line.index, offset, line.block.text[offset : marker.end], marker.style, marker.rank, marker.number,
        item_title(text, marker.end), "titled", kind="item",
    )  # fmt: skip


def _tidy(title: str) -> str:
    """*title* without the blanks that only space its letters out (总 则) and without emoji at its end (住得安心🏠)."""
    if not title[-1:].isalpha():
        title = _LAST_PICTURES_RE.sub("", title) or title
    words = title.split(" ")
    return "".join(words) if len(words) > 1 and all(len(word) <= 1 for word in words) else title.strip()


# "机构提质 | 🏠", "居家社区 | ❤️"
_LAST_PICTURES_RE = lazily(rf"\s{{0,3}}[|｜]?\s{{0,3}}(?:(?![\u2190-\u21ff★☆]){PICTURE}){{1,9}}\s{{0,3}}$")
