"""The records that the stages hand on, outermost last: Block, Section, Quantity, Target, Document.

Spans are half-open [start, end) in Unicode code points of ``Document.text``.
Records are frozen; a stage makes new ones.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

Span = tuple[int, int]


class Decoded(Struct, frozen=True):
    """Text of an input and how its bytes were read."""

    text: str
    encoding: str
    """Name of the codec used, lower case: utf-8, gb18030, utf-16-le, big5."""
    warnings: tuple[str, ...] = ()


class Payload(Struct, frozen=True):
    """An input told by its content: the format and, apart from it, its front matter."""

    format: str
    """html, html-fragment, markdown or text; with front matter the format of what follows it."""
    content: str
    front: dict[str, object] = {}
    """Front-matter fields as read, keys in lower case; empty when there is none."""
    warnings: tuple[str, ...] = ()


class Cell(Struct, frozen=True):
    """One cell of a table after rowspan and colspan are resolved (it stands once, at its origin)."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    """Marked as a header by the page (<th>, or a Markdown header row)."""
    offset: int = 0
    """Where the cell's text starts in its block's text."""


class Table(Struct, frozen=True):
    """Cells in reading order."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    caption: str | None = None


class Block(Struct, frozen=True):
    """One paragraph, heading, list item or table of the page, in reading order.

    ``text`` is one line for all but tables; a table's rows are its lines, its cells joined by tabs.
    """

    kind: str
    """paragraph, heading (an <h1>-<h6> or # line), item (<li>) or table."""
    text: str
    layer: str = "body"
    """body, furniture (page chrome) or notes (about the article: 原标题, 来源, editor, captions)."""
    rule: str = ""
    """Id of the rule that put it in its layer, as in sites.toml."""
    level: int | None = None
    """1-6 of a heading, as the page says."""
    bold: bool = False
    """The whole block is bold or in a heading colour."""
    centered: bool = False
    coloured: bool = False
    """The whole block is in a heading colour."""
    ordinal: str | None = None
    """Marker that the page renders but does not write: the number of an <ol> item."""
    table: Table | None = None
    opening: int = 0
    """How many characters at its start the page sets in bold; 0 where all of it is or none."""
    start: int = 0
    """Offset of ``text`` in Document.text; 0 for blocks that are not body."""

    @property
    def end(self) -> int:
        """Offset just after the block in Document.text."""
        return self.start + len(self.text)


class Cleaned(Struct, frozen=True):
    """The blocks of a page in reading order, all layers, and what the page states about itself."""

    blocks: tuple[Block, ...]
    hints: dict[str, str] = {}
    """Raw words by field: title (<title>), headline (og:title, <h1>), published, publisher, origin, issuer,
    document_number, index_no, dated, url, editor, site (id of the template that read the page)."""
    warnings: tuple[str, ...] = ()


class Body(Struct, frozen=True):
    """Document text and the blocks it is made of."""

    text: str
    blocks: tuple[Block, ...]
    """Body blocks with ``start`` set; their texts joined by newlines are ``text``."""
    dropped: tuple[Block, ...]
    """Furniture and notes in reading order."""


class Section(Struct, frozen=True):
    """A heading, or a list item, with what stands under it."""

    id: str
    """Stable path of child numbers: "2.2.1"."""
    kind: str
    """section or item."""
    level: int | None
    """Depth among sections, from 1; None for items."""
    marker: str
    """一、 （二） —— 1. 第三章 as written; "" for an unmarked heading."""
    title: str
    span: Span
    """From the heading's first character to the last of the last block under it."""
    heading_span: Span
    """Marker and title alone."""
    children: tuple[Section, ...] = ()


class Outline(Struct, frozen=True):
    """The section tree and what was odd about its numbering."""

    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()


class Period(Struct, frozen=True):
    """A planning period in ISO dates of reduced precision; either end may be unknown."""

    start: str | None = None
    end: str | None = None


class Meta(Struct, frozen=True):
    """What the document says about itself; None where it does not say."""

    title: str | None = None
    """Title of the release or article."""
    headline: str | None = None
    """Headline as the page or feed gives it, when it differs from the title or stands beside it."""
    plan: str | None = None
    """Name of the plan without 《》."""
    publisher: str | None = None
    origin: str | None = None
    """Original source named by a reprint (来源：…)."""
    published: str | None = None
    """Beijing date, ISO."""
    dated: str | None = None
    """成文日期, ISO."""
    issuer: str | None = None
    document_number: str | None = None
    index_no: str | None = None
    region: str | None = None
    period: Period = Period()
    url: str | None = None
    editor: str | None = None
    kind: str | None = None
    """Document type that decides how numbers are read: plan, report, news, statistics, results, rules."""
    year: str | None = None
    """Year of the document number, else the one in which a text without a date speaks."""

    @property
    def reference(self) -> str | None:
        """ISO date or year from which times are reckoned: published, signed, told otherwise, or first of the plan; a report's own."""
        planned = self.period.end if self.kind == "report" else None
        return self.published or self.dated or self.year or self.period.start or planned


ROLES = (
    "target", "achieved", "article", "budget", "cell", "count_of_talk", "date", "document_number", "fee", "forecast",
    "identifier", "idiom", "name", "norm", "number", "ordinal", "page", "phone", "qualifier", "quoted", "ratio",
    "reference", "subsidy", "threshold",
)  # fmt: skip
"""What a number may be: a goal, or what else; `number` when nothing tells."""


class Quantity(Struct, frozen=True):
    """A number in the text with its unit and bound, whatever its role."""

    span: Span
    """The number with its unit, without bound words: "60项"."""
    text: str
    value: Decimal
    value_max: Decimal | None
    """Upper end of a range, else None."""
    unit: str
    """As written, with its scale: 万亿元, %, 个百分点, 项; "" when there is none."""
    base_value: Decimal
    base_value_max: Decimal | None
    base_unit: str
    """Scale multiplied out and aliases folded; fractions and percentages are in %."""
    bound: str = "eq"
    """eq ge gt le lt range."""
    approx: bool = False
    outer: Span = (0, 0)
    """span widened over bound and approximation words: "不低于60项左右"."""
    role: str = "number"
    """One of ROLES."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that read it, in order."""
    cues: tuple[Span, ...] = ()
    """Words that triggered the rules."""


class TargetCell(Struct, frozen=True):
    """Labels of an indicator table's cell."""

    row: str
    column: str


class Target(Struct, frozen=True):
    """A quantified commitment; the fields are those of the JSON document."""

    id: str
    indicator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    base_value: Decimal
    base_value_max: Decimal | None
    base_unit: str
    bound: str
    approx: bool
    measure: str
    """level increase decrease multiple rank."""
    per: str | None
    hedge: str | None
    deadline: str | None
    deadline_text: str | None
    deadline_from: str | None
    """sentence list heading title document, or None."""
    deadline_span: Span | None
    baseline: str | None
    baseline_value: Decimal | None
    binding: str | None
    """binding (约束性), expected (预期性) or None."""
    responsible: tuple[str, ...]
    section: str | None
    """Id of the innermost section or item; None above the first heading."""
    section_path: tuple[str, ...]
    sentence: str
    text: str
    span: Span
    mentions: tuple[Span, ...]
    cell: TargetCell | None
    rules: tuple[str, ...]
    score: float


class Source(Struct, frozen=True):
    """Where the document came from."""

    path: str
    sha256: str
    bytes: int
    encoding: str
    format: str


class Document(Struct, frozen=True):
    """Everything plancli reads off one input."""

    source: Source
    meta: Meta
    text: str
    """Body blocks joined by newlines."""
    blocks: tuple[Block, ...]
    """Body blocks in order, with their offsets."""
    sections: tuple[Section, ...]
    quantities: tuple[Quantity, ...]
    """Every number of the body in order, targets included."""
    targets: tuple[Target, ...]
    dropped: tuple[Block, ...]
    """Furniture and notes in reading order."""
    warnings: tuple[str, ...] = ()
