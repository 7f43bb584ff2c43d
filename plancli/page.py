"""What a page is read into before anything is judged: blocks, and the regions they stand in.

A region is a tag with its id and class; regions are numbered in reading order, the page itself is 0.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from plancli.models import Table

Name = tuple[str, str, str]
"""Tag, id and class of a region."""


class RawBlock(Struct):
    """A block before it has a layer."""

    kind: str
    text: str
    region: int
    level: int | None = None
    bold: bool = False
    coloured: bool = False
    heading_font: bool = False
    centered: bool = False
    ordinal: str | None = None
    link_size: int = 0
    """Characters of it that link to other pages."""
    table: Table | None = None
    parts: tuple[tuple[int, str], ...] = ()
    """Its text by region, when inline tags with an id or class stand in it."""
    opening: int = 0
    """Characters at its start that are bold, where the rest is not."""


class Page(Struct):
    """A page as read: blocks, the regions they stand in, and what its head says."""

    blocks: list[RawBlock] = []
    parents: list[int] = field(default_factory=lambda: [-1])
    """Parent of each region; it has the smaller number, and all that a region holds follows it."""
    names: list[Name] = field(default_factory=lambda: [("html", "", "")])
    hidden: set[int] = set()
    comments: set[int] = set()
    """Regions that hold the text of markup commented out."""
    title: str = ""
    metas: list[tuple[str, str]] = []
    canonical: str = ""
    saved_from: str = ""
    """Address that a browser's remark gives: <!-- saved from url=(0023)http://… -->."""
    remarks: list[tuple[int, str]] = []
    """Short comments and the number of the block that follows each: <!--enpcontent-->."""
    frames: Counter[str] = field(default_factory=Counter)
    """How many framesets and iframes it has, by tag."""
    scripts: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    """Control and direction characters that were taken out of the text."""
    warnings: tuple[str, ...] = ()

    def is_unseen(self, region: int) -> bool:
        """Whether the region itself is hidden or commented out."""
        return region in self.hidden or region in self.comments
