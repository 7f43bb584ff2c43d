"""Model of a page -> HTML text: templates filled, style and script inlined and named in the page's policy.

Promise: the page loads nothing, runs no script but its own, and shows source text as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plancli.compare import Comparison
from plancli.models import Document
from plancli.review.labels import LANGUAGES, labels
from plancli.review.page import build_page
from plancli.review.safe import plain, script_json, shown

# Before the first paint: what needs the script is laid out as the script wants it.
_OPENING = 'document.documentElement.classList.add("js")'
_STYLES = ("base.css", "text.css", "panel.css", "index.css", "print.css")
_SCRIPTS = ("core.js", "read.js", "table.js", "card.js", "corrections.js", "documents.js")


def review_html(
    documents: Sequence[Document], *, language: str = "zh", comparison: Comparison | None = None
) -> str:
    """The review page of *documents*, its own words in *language* (zh or en); *comparison* opens it if given."""
    page = build_page(documents, language, comparison)
    return fill("page.html.j2", _STYLES, _SCRIPTS, language, page=page)


def fill(template: str, styles: Sequence[str], scripts: Sequence[str], language: str, **model: Any) -> str:
    """*template* with *model*, inlined assets and a policy that allows these alone."""
    words = labels(language)
    style, script = _asset(tuple(styles)), _asset(tuple(scripts))
    return (
        _environment()
        .get_template(template)
        .render(
            words=words,
            lang=LANGUAGES[language],
            style=Markup(style),  # safe: our own file
            script=Markup(script),  # safe: our own file
            opening=Markup(_OPENING),  # safe: our own text
            policy=_policy(style, _OPENING, script),
            **model,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("plancli.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, plain=plain, script_json=script_json)
    return environment


@cache
def _asset(names: tuple[str, ...]) -> str:
    folder = resources.files("plancli.review") / "assets"
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def _policy(style: str, *scripts: str) -> str:
    """Content-Security-Policy: nothing is loaded; the inlined style and scripts are allowed by their digests."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            "script-src " + " ".join(f"'{_digest(script)}'" for script in scripts),
            "base-uri 'none'",
            "form-action 'none'",
            # No string may become markup or code, so the script cannot make a hole either.
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
