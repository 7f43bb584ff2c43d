"""Bytes -> text, decoded once and strictly, so that parsers never guess."""

from __future__ import annotations

from plancli.errors import DecodeError
from plancli.models import Decoded


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of *data* and the codec that read it; *encoding* overrides every sign in the data."""
    for label in [encoding] if encoding else ["utf-8-sig", "gb18030"]:
        try:
            return Decoded(data.decode(label), "utf-8" if label == "utf-8-sig" else label)
        except (UnicodeDecodeError, LookupError):
            continue
    raise DecodeError("the bytes are not text; try --encoding")
