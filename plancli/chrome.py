"""Text of a block -> the chrome or note that its words make it: editor lines, share bars, page fields.

Promise: a rule reads one block and its place (head, body or tail of the article), never the page's names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from plancli.errors import LexiconError
from plancli.lexicon import Entry, Lexicon, text_of
from plancli.patterns import is_shipped, lazily

# The longest line that is a button or a credit; rules marked `long` read on.
SHORT = 80
LONGEST = 400
LONGEST_BAR = 160
# Where a line rule may be read; see chrome.toml.
PLACES = ("any", "edge", "head", "tail", "above")
# 索 引 号： / 标　　题： / 【法宝引证码】 / [发文字号]
_FIELD_MARKS = (":", "：", "】", "]")
FIELD_END = r"\s?(?:[:：]|】[:：]?|\][:：]?)\s?"
# A block of fields holds nothing but labels and values, and a value is a name, a number or a date.
LONGEST_VALUE = 120
TIME_LABELS = frozenset(("时间", "日期"))
DATE_VALUE_RE = re.compile(r"(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}")
WORD_RE = re.compile(r"[^\s【】\[\]（）()<>《》:：|｜/／,，、·•…]+")


class LineRule(Struct, frozen=True):
    """One entry of chrome_line, compiled."""

    id: str
    pattern: re.Pattern[str]
    layer: str
    where: str
    hint: str | None
    is_long: bool


class Finding(Struct, frozen=True):
    """What a rule says of a block."""

    layer: str
    rule: str
    hints: tuple[tuple[str, str], ...] = ()


class LineRules(Struct, frozen=True, eq=False):
    """The rules of a lexicon over the words of blocks."""

    by_place: Mapping[tuple[str, bool], tuple[LineRule, ...]]
    """Rules by place and by whether the block is longer than SHORT."""
    bar_words: frozenset[str]
    field_re: re.Pattern[str]
    """A label and what ends it; the label without blanks is a key of field_hints."""
    field_hints: dict[str, str | None]


@lru_cache(maxsize=8)
def line_rules(lexicon: Lexicon) -> LineRules:
    """The compiled rules of *lexicon*.

    Raises: LexiconError when a pattern of it is no regular expression.
    """
    fields = lexicon.table("page_field")
    hints = {form: entry.fields.get("hint") for entry in fields for form in entry.forms}
    # Blanks between the characters of a label set it to the width of its neighbours.
    spaced = "|".join(
        " ?".join(map(re.escape, form)) for form in sorted(hints, key=lambda form: (-len(form), form))
    )
    return LineRules(
        by_place=_by_place([_compile(entry) for entry in lexicon.table("chrome_line")]),
        bar_words=frozenset(form.lower() for form in lexicon.forms("chrome_bar")),
        field_re=lazily(rf"(?:^|(?<=[\s【\[（(|｜;；]))({spaced}){FIELD_END}"),
        field_hints=hints,
    )


def _compile(entry: Entry) -> LineRule:
    text = text_of(entry, "pattern")
    try:
        pattern = lazily(text) if is_shipped(text) else re.compile(text)
    except re.error as error:
        raise LexiconError(f"{entry.where}: the pattern of {entry.id} does not compile: {error}") from error
    where = text_of(entry, "where")
    if where not in PLACES:
        raise LexiconError(f"{entry.where}: {entry.id} is read {where!r}; say one of {', '.join(PLACES)}")
    hint = entry.fields.get("hint")
    if hint is not None and "(?P<value>" not in text:
        raise LexiconError(f"{entry.where}: {entry.id} gives a hint; its pattern needs a group (?P<value>…)")
    return LineRule(entry.id, pattern, text_of(entry, "layer"), where, hint, bool(entry.fields.get("long")))


def judge(text: str, place: str, rules: LineRules) -> Finding | None:
    """What the words of a block make it, or None for the article's own.

    *place*: head, body or tail of the text; above or below it on the page.

    >>> from plancli.lexicon import default_lexicon
    >>> judge("责任编辑：某某", "tail", line_rules(default_lexicon())).layer
    'notes'
    """
    size = len(text)
    if size > LONGEST:
        return None
    for rule in rules.by_place[place, size > SHORT]:
        found = rule.pattern.match(text)
        if found is None:
            continue
        value = (found["value"] or "").strip() if rule.hint else ""
        hints: tuple[tuple[str, str], ...] = ((rule.hint, value),) if rule.hint and value else ()
        if rule.hint == "published":
            # 2021-09-02 10:20 来源：某网
            hints += read_fields(text[found.end("value") :].strip(), rules) or ()
        if rule.layer == "notes" and not hints:
            hints = _told_fields(text, rules)  # 作者：办公室　来源：某报　发布时间：2023-02-16
        return Finding(rule.layer, f"line.{rule.id}", hints)
    if size <= LONGEST_BAR and _is_bar(text, place, rules):
        return Finding("furniture", "bar")
    if place != "body":
        fields = read_fields(text, rules)
        if fields is not None:
            return Finding("notes", "fields", fields)
    return None


def _is_bar(text: str, place: str, rules: LineRules) -> bool:
    """Whether *text* is nothing but words of buttons and menus; in the text itself one alone is none."""
    first = WORD_RE.search(text)
    if first is None or first[0].lower() not in rules.bar_words:
        return False
    words = [word.lower() for word in WORD_RE.findall(text)]
    return all(word in rules.bar_words for word in words) and (len(words) > 1 or place != "body")


def _by_place(lines: Sequence[LineRule]) -> dict[tuple[str, bool], tuple[LineRule, ...]]:
    """The rules that read a block at each place, for short blocks and for long."""
    reach = {
        "above": ("any", "edge", "head", "above"),
        "head": ("any", "edge", "head"),
        "body": ("any",),
        "tail": ("any", "edge", "tail"),
        "below": ("any", "edge", "tail"),
    }
    return {
        (place, is_long): tuple(r for r in lines if r.where in wheres and (r.is_long or not is_long))
        for place, wheres in reach.items()
        for is_long in (False, True)
    }


def read_fields(text: str, rules: LineRules) -> tuple[tuple[str, str], ...] | None:
    """Hints of a block made of labelled values only, or None when it is more than that."""
    if not any(mark in text for mark in _FIELD_MARKS):
        return None  # to see that takes no pattern, and the one of all labels is the longest of all
    labels = list(rules.field_re.finditer(text))
    if not labels or text[: labels[0].start()].strip(" 【[（(|｜"):
        return None
    ends = [label.start() for label in labels[1:]] + [len(text)]
    hints: list[tuple[str, str]] = []
    for label, end in zip(labels, ends, strict=True):
        name = label[1].replace(" ", "")
        value = text[label.end() : end].strip(" 【[（(|｜;；")
        if len(value) > LONGEST_VALUE or "。" in value:
            return None
        # 时间：下午2点 is what a notice says of its meeting.
        if name in TIME_LABELS and not DATE_VALUE_RE.match(value):
            return None
        hint = rules.field_hints.get(name)
        if hint and value:
            hints.append((hint, value))
    return tuple(hints)


def _told_fields(text: str, rules: LineRules) -> tuple[tuple[str, str], ...]:
    """Hints of the labels that *text* holds, whatever else it does."""
    labels = list(rules.field_re.finditer(text)) if any(mark in text for mark in _FIELD_MARKS) else []
    first = labels[0].start() if labels else len(text)
    return read_fields(text[first:], rules) or ()


def read_label(text: str, rules: LineRules) -> str | None:
    """The label that *text* is, and nothing else (发文机关：, 索 引 号), or None."""
    name = text.replace(" ", "").strip(":：【】[]")
    return name if name in rules.field_hints else None


def read_index_table(cells: Sequence[str], rules: LineRules) -> tuple[tuple[str, str], ...] | None:
    """Hints of a table of labels and values (索引号, 发文机关 …), or None when it is a table of the text.

    Two labels that only such tables have, or three of any kind, make one.
    """
    hints: list[tuple[str, str]] = []
    labels = 0
    filled = [cell for cell in cells if cell]
    for cell, after in zip(filled, [*filled[1:], ""], strict=True):
        name = read_label(cell, rules)
        if name is not None:
            labels += 1
            hint = rules.field_hints[name]
            if hint and after and read_label(after, rules) is None:
                hints.append((hint, after))
            continue
        own = read_fields(cell, rules)
        if own is not None:
            labels += 1
            hints.extend(own)
    known = sum(hint in ("index_no", "issuer", "document_number", "dated") for hint, _ in hints)
    if labels * 3 < len(filled) or not (known >= 2 or (known and labels >= 3)):
        return None
    return tuple(hints)
