"""Paragraphs -> the bodies named responsible for each: （责任单位：…）, [牵头单位：…], （…负责）, 〔甲局牵头，乙局配合〕."""

from __future__ import annotations

from collections.abc import Sequence

from plancli.models import Block
from plancli.patterns import lazily

# "各县（市、区）政府", "各县〔市、区〕政府", "市发展改革委（市能源局）": a bracket inside a name.
_INNER = r"[（(〔\[［][^（()）〔〕\[\]［］\n]{1,30}[)）〕\]］]"
# "（责任单位：市教育局、市财政局）", "[牵头单位：省科技厅；配合单位：各市]", "（农业农村部、教育部负责）": group 1 or 2 holds the names.
_CLOSING_RE = lazily(
    rf"[（(\[【〔［](?:(?:责任|牵头|配合|参与|主办|协办|实施|落实|负责|主管|承办)(?:部门|单位|主体|处室)?[:：]((?:[^（()）\[\]【】〔〕［］]|{_INNER}){{2,400}})"
    rf"|((?:[^（()）\[\]【】〔〕［］。；]|{_INNER}){{2,200}}?)(?:等)?(?:按职责分工|按职责|牵头|分别|共同)?(?:负责|配合))[）)\]】〕］][。；]?$"
)
_LABEL_RE = lazily(r"(?:责任|牵头|配合|参与|主办|协办|实施|落实|负责|主管|承办)(?:部门|单位|主体|处室)?[:：]")


_CLOSED = tuple("）)]】〕］")
# 各县（市、区）政府: a mark inside a bracket divides nothing.
_SPLIT_RE = lazily(
    r"[、，,；;。\n](?![^（()）〔〕\[\]［］]{0,30}[)）〕\]］])|等$|(?<=[局委厅办府心部会司道乡镇署院]) (?=[^\W0-9A-Za-z_]{3})"
)
# "市民政局牵头", "市财政局按职责分工负责", "各乡镇政府配合": what a body does is no part of its name.
_DUTY_RE = lazily(r"等?(?:按照?职责分工|按照?职责|分别|共同|具体)?(?:牵头|负责|配合|参与|落实|实施){1,3}$")


def responsible_bodies(blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    """Bodies by block index; a bracket in a paragraph of its own belongs to the paragraph before it too."""
    found: dict[int, tuple[str, ...]] = {}
    for index, block in enumerate(blocks):
        if block.kind == "table" or block.text[-2:].strip("。；")[-1:] not in _CLOSED:
            continue
        match = _CLOSING_RE.search(block.text)
        if match is None:
            continue
        if match[2] and "配合" in match[0][-4:] and not any(word in match[2] for word in ("牵头", "负责")):
            continue  # 新建34个（与企业配合）
        bodies = split_bodies(match[1] or match[2] or "")
        found[index] = bodies
        if match.start() == 0 and index:
            found.setdefault(index - 1, bodies)
    return found


def split_bodies(names: str) -> tuple[str, ...]:
    """The bodies in a list of them, each once.

    >>> split_bodies("市教育局；配合单位：各县（市、区）政府")
    ('市教育局', '各县（市、区）政府')
    """
    plain = _LABEL_RE.sub("、", names)
    bodies = (_DUTY_RE.sub("", name.strip()) for name in _SPLIT_RE.split(plain))
    return tuple(dict.fromkeys(body for body in bodies if body))
