"""Payload -> blocks in reading order, each in its layer with the rule that put it there -> document text.

Promise: every visible character of the page is in one block of the body, the furniture or the notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from plancli.assign import OUTSIDE, Draft, assign, assign_text
from plancli.blanks import BLANKS
from plancli.chrome import LineRules, judge, line_rules, read_index_table, read_label
from plancli.errors import EmptyDocumentError
from plancli.finish import finish
from plancli.hints import combine
from plancli.lexicon import Lexicon, default_lexicon, text_of
from plancli.limits import DEFAULT_MAX_DEPTH
from plancli.markup import read_again, read_page
from plancli.models import Block, Body, Cleaned, Payload
from plancli.page import Page, RawBlock
from plancli.patterns import lazily
from plancli.textual import read_markdown, read_text

# Characters from which a page is taken to have been read; below it the other parser is asked.
ENOUGH_TEXT = 40
# html.parser looks to the end of the page for each tag that is not closed: it gets small pages, with at
# most some "<" more than ">". Beyond these it took minutes for 300 KB of unclosed quotes.
SECOND_READING_SIZE = 300_000
SECOND_READING_TAGS = 5_000
UNCLOSED_TAGS = 50
# A page whose text is shorter than this and that asks for a login or a script is a stub.
STUB_SIZE = 100

# A sentence: long enough not to be a credit, closed by its mark; or too long for anything else.
SENTENCE_RE = lazily(r"[。！？；…：][”’」』）)】]?$")
PAUSE_RE = lazily(r"[，；。、]")
_ASKING_TITLE_RE = lazily(r"[^。；]{1,59}[！？!?]")
SENTENCE_SIZE = 25
PARAGRAPH_SIZE = 60
# "某市体育局", "某某发布": accounts, above "2025年2月27日 17:46 某地".
ACCOUNT_RE = lazily(
    r"[^\s，。：；0-9《》]{2,12}(?:[局委厅办]|发布|在线|日报|晚报|融媒|之声|政务|新闻|体育|频道|播报|观察|财经)"
)
TIME_LINE_RE = lazily(
    r"(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?\s[0-9]{1,2}[:：][0-9]{2}"
)
# Links in a row from which a list is one of other pages, and the share of a block that is link.
LINKS_IN_ROW = 3
RELATED = "line.related"
LINKED = 0.8
ATTACHMENT_RE = lazily(r"附\s?(?:件|表|录)|相关附件")
LETTER_RE = lazily(r"[^\W_]")
NOT_LETTER_RE = lazily(r"[\W_]+")
# Lines above the text that may state its date or source.
LINES_ABOVE = 30


def clean(payload: Payload, lexicon: Lexicon | None = None, max_depth: int = DEFAULT_MAX_DEPTH) -> Cleaned:
    """Blocks of the page, all layers, and what the page states about itself.

    Afterwards: block texts are squeezed, none is empty, they are in reading order.
    Raises: EmptyDocumentError saying where the text is instead, when the page has none.
    """
    lexicon = lexicon or default_lexicon()
    page = _read(payload, max_depth)
    is_page = payload.format.startswith("html")
    assigned = assign(page, payload, lexicon) if is_page else assign_text(page)
    drafts = assigned.drafts
    stated = _judge(drafts, line_rules(lexicon))
    _drop_link_lists(drafts)
    _note_author(drafts, payload.front.get("author"))
    if not is_page:
        _note_account(drafts)
        _drop_site_line(drafts)
    hints = combine([assigned.site, *stated, assigned.head])
    if is_page:
        _note_fields(drafts, assigned.fields)
        headline = _take_headline(drafts, hints)
        hints = combine([hints, {"headline": headline}])
    blocks = tuple(finish(drafts))
    size = sum(len(block.text) for block in blocks if block.layer == "body")
    reason = _stub_reason(page, lexicon) if size < STUB_SIZE else None
    if reason or not size:
        raise EmptyDocumentError(reason or _no_text(page))
    return Cleaned(blocks, hints, (*payload.warnings, *page.warnings, *_told(page.taken)))


def _told(taken: Counter[str]) -> Iterator[str]:
    """A warning that says how many characters were *taken* out of the text, and which."""
    if taken:
        count = taken.total()
        noun = "character was" if count == 1 else "characters were"
        which = ", ".join(
            f"U+{ord(char):04X}" + (f" ×{often}" if often > 1 else "")
            for char, often in sorted(taken.items())
        )
        yield f"{count} control or direction {noun} taken out of the text ({which})"


def lay_out(cleaned: Cleaned) -> Body:
    """Document text, the body blocks with their offsets in it, and what was dropped."""
    body: list[Block] = []
    offset = 0
    for block in cleaned.blocks:
        if block.layer == "body":
            body.append(replace(block, start=offset))
            offset += len(block.text) + 1
    dropped = tuple(block for block in cleaned.blocks if block.layer != "body")
    return Body("\n".join(block.text for block in body), tuple(body), dropped)


def _read(payload: Payload, max_depth: int) -> Page:
    if payload.format == "markdown":
        return read_markdown(payload.content)
    if not payload.format.startswith("html"):
        return read_text(payload.content)
    page = read_page(payload.content, max_depth)
    size = sum(len(block.text) - block.link_size for block in page.blocks)
    if size >= ENOUGH_TEXT or not _may_read_again(payload.content):
        return page
    # An unclosed <title>, <textarea> or quotation mark swallows the page in one parser and not in the other.
    again = read_again(payload.content)
    return again if sum(len(block.text) - block.link_size for block in again.blocks) > 2 * size else page


def _may_read_again(content: str) -> bool:
    tags = content.count("<")
    return (
        len(content) <= SECOND_READING_SIZE
        and tags <= SECOND_READING_TAGS
        and tags - content.count(">") <= UNCLOSED_TAGS
    )


# What is not the article's own, by its words.


def _judge(drafts: Sequence[Draft], rules: LineRules) -> list[dict[str, str]]:
    """Move what the words of blocks show to be chrome; returns the hints found, the best first."""
    tables = [found for draft in drafts if (found := _judge_table(draft, rules)) is not None]
    inside = [number for number, draft in enumerate(drafts) if draft.layer == "body"]
    first = inside[0] if inside else len(drafts)
    near = range(max(0, first - LINES_ABOVE), first)
    listed = _judge_list([drafts[number] for number in near if drafts[number].rule == OUTSIDE[1]], rules)
    above = [_judge_one(drafts[number], "above", rules) for number in near]
    below = [_judge_one(draft, "below", rules) for draft in drafts[first:] if draft.layer == "notes"]
    body = [drafts[number] for number in inside]
    start, head = _judge_end(body, "head", rules)
    rest = body[start:] or body[len(body) // 2 :]  # a post that is one list has no sentence, but an end
    stop, tail = _judge_end(rest[::-1], "tail", rules)
    inner = [_judge_one(draft, "body", rules) for draft in body[start : len(body) - stop]]
    return [*tables, listed, *reversed(above), *head, *inner, *tail, *below]


def _judge_list(drafts: Sequence[Draft], rules: LineRules) -> dict[str, str]:
    """Move labels that stand in blocks of their own (<dt>) and the values after them; returns their hints."""
    hints: dict[str, str] = {}
    for draft, after in pairwise(drafts):
        label = read_label(draft.raw.text, rules)
        if label is None or not draft.raw.text.endswith((":", "：", "】", "]")):
            continue
        draft.put("notes", "fields")
        if read_label(after.raw.text, rules) is None and after.layer != "notes":
            after.put("notes", "fields")
            hint = rules.field_hints[label]
            if hint:
                hints.setdefault(hint, after.raw.text)
    return hints


def _judge_end(drafts: Sequence[Draft], place: str, rules: LineRules) -> tuple[int, list[dict[str, str]]]:
    """How many of *drafts* stand before their first sentence, and the hints of those moved."""
    hints: list[dict[str, str]] = []
    opens = place == "head"
    for number, draft in enumerate(drafts):
        hints.append(_judge_one(draft, place, rules))
        if draft.layer != "body":
            continue
        # 谁在暗中发力？: a title may ask or call out, above the lines that say whose it is.
        if _is_sentence(draft.raw) and not (opens and _ASKING_TITLE_RE.fullmatch(draft.raw.text)):
            return number, hints
        opens = False
    return len(drafts), hints


def _judge_one(draft: Draft, place: str, rules: LineRules) -> dict[str, str]:
    # A bar of buttons above the text may hold its day: 放大 缩小 2023年02月04日 星期六 上一期.
    in_bar = place == "above" and draft.rule.startswith("name.")
    told = draft.layer in ("body", "notes") or draft.rule == OUTSIDE[1]
    if draft.raw.table is not None or not (told or in_bar):
        return {}
    finding = judge(draft.raw.text, place, rules)
    if finding is None or (in_bar and not any(hint == "published" for hint, _ in finding.hints)):
        return {}
    if draft.layer == "body" or (draft.layer == "furniture" and finding.layer == "notes"):
        draft.put(finding.layer, finding.rule)
    return dict(reversed(finding.hints))


def _judge_table(draft: Draft, rules: LineRules) -> dict[str, str] | None:
    """Move a table of the page's fields to the notes; returns its hints."""
    table = draft.raw.table
    fields = read_index_table([cell.text for cell in table.cells], rules) if table is not None else None
    if fields is None:
        return None
    draft.put("notes", "index.table")
    return dict(reversed(fields))


def _note_account(drafts: Sequence[Draft]) -> None:
    """Move the name of the account that stands above the time of a post saved as text: its title follows."""
    shown = [draft for draft in drafts if draft.rule != "line.post_buttons"][:3]
    if len(shown) < 3 or [draft.layer for draft in shown] != ["body", "notes", "body"]:
        return
    account, time, title = (draft.raw.text for draft in shown)
    named = ACCOUNT_RE.fullmatch(account) is not None and TIME_LINE_RE.match(time) is not None
    if named and not _is_sentence(shown[2].raw) and len(title) < PARAGRAPH_SIZE:
        shown[0].put("notes", "account")


def _note_author(drafts: Sequence[Draft], author: object) -> None:
    """Move a line above the text that repeats the *author* whom the front matter names."""
    if not isinstance(author, str) or BODY_RE.search(author) is not None:
        return  # a body signs what it issues
    for draft in drafts:
        if draft.layer == "body" and _is_sentence(draft.raw):
            return
        if draft.layer == "body" and draft.raw.text == author:
            draft.put("notes", "author")


# "某市发展和改革委员会", "省政府办公厅": names of bodies end so.
BODY_RE = lazily(r"(?:政府|[局委厅部院办署会]|中心|集团|公司)$")


# "证券时报网", "新闻发布": what a page saved as text calls itself or its column, above its navigation.
SITE_LINE_RE = lazily(r"[^\s，。；：、！？“”《》0-9]{2,8}")


def _drop_site_line(drafts: Sequence[Draft]) -> None:
    """Move the site's or the column's name that opens a page saved as text: its title follows, or its navigation first."""
    first = next((n for n, draft in enumerate(drafts) if draft.layer != "furniture"), len(drafts))
    below = drafts[first + 1 :]
    rest = next((n for n, draft in enumerate(below) if draft.layer != "furniture"), 0)
    if not below or drafts[first].layer != "body" or below[rest].layer != "body":
        return
    title = below[rest].raw
    if not rest and title.level != 1:
        return
    named = SITE_LINE_RE.fullmatch(drafts[first].raw.text) and drafts[first].raw.level is None
    if named and not _is_sentence(title) and len(drafts[first].raw.text) < len(title.text) < PARAGRAPH_SIZE:
        drafts[first].put("furniture", "site")


def _is_sentence(raw: RawBlock) -> bool:
    if raw.kind == "table":
        return True
    size = len(raw.text)
    if size >= SENTENCE_SIZE and SENTENCE_RE.search(raw.text):
        return True
    return size >= PARAGRAPH_SIZE and PAUSE_RE.search(raw.text) is not None


def _drop_link_lists(drafts: Sequence[Draft]) -> None:
    """Move runs of links to other pages, and any links under a line that announces such."""
    run: list[Draft] = []
    above: Draft | None = None
    for draft in [*(draft for draft in drafts if draft.layer == "body" or draft.rule == RELATED), None]:
        if draft is not None and draft.rule != RELATED and _is_link(draft.raw):
            run.append(draft)
            continue
        if run and ((above is not None and above.rule == RELATED) or _is_link_list(above, run)):
            for linked in run:
                linked.put("furniture", "links")
        run = []
        above = draft
    ends = next((n for n in range(len(drafts) - 1, -1, -1) if drafts[n].rule == RELATED), len(drafts))
    tail = [draft for draft in drafts[ends + 1 :] if draft.layer == "body"]
    # 推荐阅读 in text without links: nothing but titles stands under it.
    if not any(_is_sentence(draft.raw) or ATTACHMENT_RE.match(draft.raw.text) for draft in tail):
        for draft in tail:
            draft.put("furniture", "links")


def _is_link(raw: RawBlock) -> bool:
    return raw.table is None and raw.link_size >= LINKED * len(raw.text)


def _is_link_list(above: Draft | None, run: Sequence[Draft]) -> bool:
    if len(run) < LINKS_IN_ROW:
        return False
    return not any(ATTACHMENT_RE.match(draft.raw.text) for draft in (above, run[0]) if draft is not None)


def _note_fields(drafts: Sequence[Draft], fields: Mapping[int, str]) -> None:
    """Move what the site's template read hints from, outside the text, to the notes."""
    for draft in drafts:
        regions = [region for region, text in draft.raw.parts if text.strip(BLANKS)] or [draft.raw.region]
        if draft.layer == "furniture" and all(region in fields for region in regions):
            draft.put("notes", fields[regions[0]])


def _take_headline(drafts: Sequence[Draft], hints: dict[str, str]) -> str:
    """Move the page's own headline to the notes; returns it, or "" when the page shows none."""
    title = _letters(hints.get("title", ""))
    known = _letters(hints.get("headline", ""))
    openings = {title[:1], known[:1]}
    found = ""
    in_head = True
    for draft in drafts:
        raw = draft.raw
        opening = LETTER_RE.search(raw.text)
        # Only what begins as a title does is worth comparing, or a heading.
        alike = opening is not None and (opening[0] in openings or raw.level in (1, 2))
        bare = _letters(raw.text) if alike else ""
        if draft.layer == "body" and in_head and _is_sentence(raw) and not (bare and bare == known):
            in_head = False
        if opening is None or draft.rule in ("hidden", "comment", "comment.adlist"):
            continue
        is_title = bare != "" and (
            bare == known
            # <title> is the headline, then the names of the column and the site, or those before it.
            or (title.startswith(bare) and len(bare) >= (4 if raw.level in (1, 2) else 8))
            or (raw.level in (1, 2) and len(bare) >= 8 and title.endswith(bare))
        )
        if draft.layer == "body":
            # What the text itself repeats, in its own paragraphs, is the document's and stays.
            if in_head and is_title and raw.kind == "heading":
                draft.put("notes", "headline")
                found = found or raw.text
        elif is_title or draft.rule == "headline":
            draft.put("notes", "headline")
            found = found or raw.text
    return found or next((d.raw.text for d in drafts if d.raw.level == 1 and d.layer != "body"), "")


def _letters(text: str) -> str:
    return NOT_LETTER_RE.sub("", text)


# Pages without text.


def _stub_reason(page: Page, lexicon: Lexicon) -> str | None:
    """What the page says instead of its text, and what to do, or None when it says nothing of the kind."""
    said = "\n".join([page.title, *(block.text for block in page.blocks[:400])])
    for entry in lexicon.table("page_stub"):
        for form in entry.forms:
            if form in said:
                return f"the page has no article but “{form}”: {text_of(entry, 'says')}"
    return None


def _no_text(page: Page) -> str:
    framed = "the page is a frame around others and has no text; save the frame with the article"
    if page.frames["frameset"]:
        return framed
    if page.scripts:
        return "the page is only scripts, which put its text in; open it in a browser and save it after it has loaded"
    # Beside scripts, an iframe is more often an advertisement.
    if page.frames["iframe"]:
        return framed
    return "the input holds no text of an article; give the saved page or its text"
