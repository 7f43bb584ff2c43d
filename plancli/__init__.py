"""Read Chinese government releases: clean text, section tree and quantified targets.

The names below load their modules at first use, so that importing plancli costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plancli.errors import PlancliError
    from plancli.files import parse_folder, parse_path
    from plancli.lexicon_check import read_lexicon
    from plancli.models import Document, Target
    from plancli.pipeline import parse
    from plancli.quantities import find_quantities
    from plancli.schema import json_schema
    from plancli.serialize import to_json

__version__ = "0.1.0"

__all__ = [
    "Document",
    "PlancliError",
    "Target",
    "find_quantities",
    "json_schema",
    "parse",
    "parse_folder",
    "parse_path",
    "read_lexicon",
    "to_json",
]

_HOMES = {
    "Document": "plancli.models",
    "PlancliError": "plancli.errors",
    "Target": "plancli.models",
    "find_quantities": "plancli.quantities",
    "json_schema": "plancli.schema",
    "parse": "plancli.pipeline",
    "parse_folder": "plancli.files",
    "parse_path": "plancli.files",
    "read_lexicon": "plancli.lexicon_check",
    "to_json": "plancli.serialize",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'plancli' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
