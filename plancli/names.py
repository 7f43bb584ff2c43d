"""Numerals inside words, names and set phrases -> the word, name or phrase, and why it counts nothing.

Promise: a numeral is hidden only whole: 统一 hides the 一 of 统一部署 and leaves 系统一百个 alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.forms import FormIndex
from plancli.lexicon import Entry, Lexicon
from plancli.patterns import lazily

_RUN_RE = lazily(r"[0-9]+|[零〇一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+|半")


class Name(Struct, frozen=True):
    """A word or name that holds the numeral."""

    start: int
    end: int
    role: str
    """name, idiom, count_of_talk; "" for an ordinary word, which is no number at all."""
    rule: str


class _Literal(Struct, frozen=True):
    before: str
    after: str
    role: str
    rule: str
    after_not: tuple[str, ...]


class _Template(Struct, frozen=True):
    role: str
    rule: str
    numeral: re.Pattern[str]
    bare: bool
    """Holds only where no unit follows: 专栏1, but not 任务28项."""
    before_not: tuple[str, ...]
    after_not: tuple[str, ...]


class NameTable(Struct, frozen=True):
    """Literals by their numeral and the character beside it, templates by the words around #."""

    literals: dict[tuple[str, str, str], tuple[_Literal, ...]]
    """Key: (character before, numeral, character after), "" where the word ends at the numeral."""
    numerals: frozenset[str]
    """Numerals of the literals: most numbers are none of them and need no look-up."""
    after: FormIndex[tuple[_Template, ...]]
    before: FormIndex[tuple[_Template, ...]]
    alone: tuple[_Template, ...]


@lru_cache(maxsize=8)
def name_table(lexicon: Lexicon) -> NameTable:
    """Compiled tables [[word]] and [[name]] of *lexicon*."""
    literals: dict[tuple[str, str, str], list[_Literal]] = {}
    after: dict[str, list[_Template]] = {}
    before: dict[str, list[_Template]] = {}
    alone: list[_Template] = []
    for entry in (*lexicon.table("word"), *lexicon.table("name")):
        role = str(entry.fields.get("role", "name")) if entry.table == "name" else ""
        for form in entry.forms:
            head, mark, tail = form.partition("#")
            if not mark:
                _add_literal(literals, form, role, entry)
            elif tail:
                after.setdefault(tail, []).append(_template(entry, role))
            elif head:
                before.setdefault(head, []).append(_template(entry, role))
            else:
                alone.append(_template(entry, role))
    return NameTable(
        literals={
            key: tuple(sorted(found, key=lambda one: -len(one.before + one.after)))
            for key, found in literals.items()
        },
        numerals=frozenset(key[1] for key in literals),
        after=FormIndex((form, tuple(found)) for form, found in after.items()),
        before=FormIndex((form, tuple(found)) for form, found in before.items()),
        alone=tuple(alone),
    )


def _template(entry: Entry, role: str) -> _Template:
    return _Template(
        role=role,
        rule=f"{entry.table}.{entry.id}",
        numeral=lazily(str(entry.fields.get("numeral", ".{1,12}"))),
        before_not=tuple(entry.fields.get("before_not", ())),
        bare=bool(entry.fields.get("bare", False)),
        after_not=tuple(entry.fields.get("after_not", ())),
    )


def _add_literal(
    literals: dict[tuple[str, str, str], list[_Literal]], form: str, role: str, entry: Entry
) -> None:
    run = _RUN_RE.search(form)
    if run is None:
        return
    before, after = form[: run.start()], form[run.end() :]
    key = (before[-1:], run.group(), after[:1])
    literals.setdefault(key, []).append(
        _Literal(before, after, role, f"{entry.table}.{entry.id}", tuple(entry.fields.get("after_not", ())))
    )


def _keys(before: str, numeral: str, after: str) -> tuple[tuple[str, str, str], ...]:
    return ((before, numeral, after), ("", numeral, after), (before, numeral, ""), ("", numeral, ""))


def find_name(text: str, start: int, end: int, table: NameTable) -> Name | None:
    """The word or name around the numeral text[start:end], or None."""
    numeral, before, after = text[start:end], text[start - 1 : start] if start else "", text[end : end + 1]
    keys = () if numeral not in table.numerals else _keys(before, numeral, after)
    for key in keys:
        for one in table.literals.get(key, ()):
            stop = end + len(one.after)
            if not (text.endswith(one.before, 0, start) and text.startswith(one.after, end)):
                continue
            if not (one.after_not and text.startswith(one.after_not, stop)):
                return Name(start - len(one.before), stop, one.role, one.rule)
    found = table.after.starting(text, end)
    while found is not None:
        size, templates = found
        for template in templates:
            if (
                template.numeral.fullmatch(numeral)
                and not (template.after_not and text.startswith(template.after_not, end + size))
                and not (template.before_not and text.endswith(template.before_not, 0, start))
            ):
                return Name(start, end + size, template.role, template.rule)
        found = table.after.shorter(text, end, size)
    return _after_word(text, start, end, table, bare=False)


def find_bare_name(text: str, start: int, end: int, table: NameTable) -> Name | None:
    """The name that the numeral text[start:end] is where no unit follows: 985, 12345, 专栏1."""
    for template in table.alone:
        if template.numeral.fullmatch(text, start, end):
            return Name(start, end, template.role, template.rule)
    # 实施专项3-5项: a range has its unit behind its second number.
    return None if _RANGE_RE.match(text, end) else _after_word(text, start, end, table, bare=True)


_RANGE_RE = lazily(r"[-–—~～至到][0-9]+[^\W0-9A-Za-z_和及与、至到的]")


def _after_word(text: str, start: int, end: int, table: NameTable, *, bare: bool) -> Name | None:
    found = table.before.ending(text, start)
    for template in found[1] if found else ():
        if template.bare == bare and template.numeral.fullmatch(text, start, end):
            return Name(start, end, template.role, template.rule)
    return None
