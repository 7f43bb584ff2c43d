"""The order of the stages: bytes -> text -> blocks -> sections -> mentions -> targets -> Document.

Promise: the only module that knows the order; pure but for reading the built-in lexicon once.
"""

from __future__ import annotations

import hashlib

from plancli.clean import clean, lay_out
from plancli.dates import find_dates
from plancli.decode import decode
from plancli.errors import EmptyDocumentError
from plancli.feeds import refuse_feed
from plancli.fold import view
from plancli.formats import refuse_binary, tell
from plancli.lexicon import Lexicon, default_lexicon
from plancli.limits import DEFAULT_MAX_DEPTH
from plancli.metadata import read_meta
from plancli.models import Body, Cleaned, Decoded, Document, Payload, Source
from plancli.outline import build_outline
from plancli.own_output import refuse_own
from plancli.quantities import find_numbers
from plancli.targets.find import find_targets
from plancli.titles import page_titles

# Real documents get a handful; a text made of loose numbers would get one a line.
MOST_WARNINGS = 50


def read_body(
    data: bytes,
    *,
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
    max_depth: int = DEFAULT_MAX_DEPTH,
) -> tuple[Decoded, Payload, Cleaned, Body]:
    """The stages as far as the body text, which may be empty; what was left out stands in the body.

    Raises: DecodeError or FormatError.
    """
    refuse_binary(data)
    refuse_own(data)
    refuse_feed(data)
    decoded = decode(data, encoding)
    payload = tell(decoded.text)
    cleaned = clean(payload, lexicon or default_lexicon(), max_depth)
    return decoded, payload, cleaned, lay_out(cleaned)


def parse(
    data: bytes,
    *,
    path: str = "-",
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
    max_depth: int = DEFAULT_MAX_DEPTH,
) -> Document:
    """Everything plancli reads off the bytes of one input; *path* is only recorded.

    Raises: DecodeError, FormatError or EmptyDocumentError; TypeError when *data* is a text or a path.
    """
    if not isinstance(data, bytes | bytearray):
        raise TypeError(
            f"parse takes the bytes of an input, not {type(data).__name__}; "
            "give text.encode(), or use parse_path for a file"
        )
    lexicon = lexicon or default_lexicon()
    decoded, payload, cleaned, body = read_body(data, encoding=encoding, lexicon=lexicon, max_depth=max_depth)
    if not body.text:
        raise EmptyDocumentError(
            f"{path}: no body text was found; `plancli clean --show-dropped` lists what was left out"
        )
    outline = build_outline(body, lexicon, page_titles(payload, cleaned))
    meta = read_meta(payload, cleaned, body, outline, lexicon)
    seen = view(body.text)
    dates = find_dates(seen.text, lexicon, meta.reference)
    numbers = find_numbers(seen, lexicon)
    targets, quantities, notes = find_targets(body, seen, outline.sections, numbers, dates, meta, lexicon)
    return Document(
        source=Source(
            path=path,
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
            encoding=decoded.encoding,
            format=payload.format,
        ),
        meta=meta,
        text=body.text,
        blocks=body.blocks,
        sections=outline.sections,
        quantities=quantities,
        targets=targets,
        dropped=body.dropped,
        warnings=(*decoded.warnings, *cleaned.warnings, *_first(outline.warnings), *_first(notes)),
    )


def _first(warnings: tuple[str, ...]) -> tuple[str, ...]:
    more = len(warnings) - MOST_WARNINGS
    return warnings if more <= 0 else (*warnings[:MOST_WARNINGS], f"{more} more of this kind")
