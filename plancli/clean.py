"""Payload -> blocks in reading order, each in its layer -> document text."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree, html

from plancli.lexicon import Lexicon
from plancli.models import Block, Body, Cleaned, Payload

_SPACE_RE = re.compile(r"\s+")
_BLOCKS = {"p", "div", "li", "section", "h1", "h2", "h3", "h4", "tr", "td"}


def clean(payload: Payload, lexicon: Lexicon | None = None) -> Cleaned:
    """Blocks of the page, all layers, and what the page states about itself."""
    if not payload.format.startswith("html"):
        lines = [_SPACE_RE.sub(" ", line).strip() for line in payload.content.splitlines()]
        return Cleaned(tuple(Block("paragraph", line) for line in lines if line))
    root = html.fromstring(payload.content)
    best, most = root, 0
    for node in root.iter("div", "td", "body", "article"):
        size = sum(len(p.text_content()) for p in node.findall("p"))
        if size > most:
            best, most = node, size
    lines, buffer = [], []
    for event, node in etree.iterwalk(best, events=("start", "end", "comment")):
        if event == "comment" or node.tag in ("script", "style"):
            continue
        if event == "start":
            if node.tag in _BLOCKS or node.tag == "br":
                lines.append("".join(buffer))
                buffer = []
            buffer.append(node.text or "")
        else:
            if node.tag in _BLOCKS:
                lines.append("".join(buffer))
                buffer = []
            buffer.append(node.tail or "")
    lines.append("".join(buffer))
    blocks = []
    for line in lines:
        line = _SPACE_RE.sub(" ", line).strip()
        if line:
            note = line.startswith(("原标题", "责任编辑", "海量资讯"))
            blocks.append(Block("paragraph", line, layer="notes" if note else "body"))
    title = root.findtext(".//title")
    return Cleaned(tuple(blocks), {"title": title.strip()} if title else {})


def lay_out(cleaned: Cleaned) -> Body:
    """Body text and its blocks with their offsets, and what was dropped."""
    body, offset = [], 0
    for block in cleaned.blocks:
        if block.layer == "body":
            body.append(replace(block, start=offset))
            offset += len(block.text) + 1
    dropped = tuple(block for block in cleaned.blocks if block.layer != "body")
    return Body("\n".join(block.text for block in body), tuple(body), dropped)
