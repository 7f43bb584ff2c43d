"""Front matter, page hints and body -> what the document says about itself."""

from __future__ import annotations

from plancli.lexicon import Lexicon
from plancli.models import Body, Cleaned, Meta, Outline, Payload


def read_meta(
    payload: Payload, cleaned: Cleaned, body: Body, outline: Outline, lexicon: Lexicon | None = None
) -> Meta:
    """What the document says about itself; None where it does not say."""
    front = {key: value for key, value in payload.front.items() if isinstance(value, str)}
    hints = cleaned.hints
    return Meta(
        title=front.get("title") or hints.get("title"),
        headline=hints.get("headline"),
        publisher=front.get("author") or hints.get("publisher"),
        published=hints.get("published"),
        issuer=hints.get("issuer"),
        document_number=hints.get("document_number"),
        editor=hints.get("editor"),
    )
