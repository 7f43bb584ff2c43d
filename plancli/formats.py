"""Text -> payload: the format told by content, front matter set apart."""

from __future__ import annotations

import re

import yaml

from plancli.models import Payload

FRONT_RE = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)


def refuse_binary(data: bytes) -> None:
    """Raise FormatError when *data* is a format that holds no plain text."""


def tell(text: str) -> Payload:
    """Payload of *text*."""
    front: dict[str, object] = {}
    found = FRONT_RE.match(text)
    if found:
        loaded = yaml.safe_load(found[1])
        if isinstance(loaded, dict):
            front = {str(key).lower(): value for key, value in loaded.items()}
            text = text[found.end() :]
    if re.search(r"<(?:html|body)\b", text[:4000], re.IGNORECASE):
        return Payload("html", text, front)
    if re.search(r"<(?:p|div)\b", text, re.IGNORECASE):
        return Payload("html-fragment", text, front)
    return Payload("markdown" if re.search(r"^#{1,6} ", text, re.MULTILINE) else "text", text, front)
