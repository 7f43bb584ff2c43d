"""What HTML's tags do to the text in them: part it, hide it, arrange it.

Names are those of the HTML Living Standard, 15.3 (rendering), and of the old tags that browsers still know.
"""

from __future__ import annotations

# Tags whose content is not text of the page.
UNSEEN = frozenset(("script", "style", "template", "object", "applet", "audio", "canvas", "math"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr",
        "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "option", "optgroup", "select", "textarea",
        "button", "iframe", "noscript", "noframes", "frameset", "head", "title", "marquee", "xmp",
        "plaintext", "listing", "video"
    )
) | set(HEADINGS)  # fmt: skip
# Blocks that change nothing for what stands in them when they have no attributes.
PLAIN = frozenset(("p", "tr", "tbody", "tfoot", "dd", "dt", "address", "hr", "html"))
# Regions that matter even without a name: what the page is arranged in, its headline, and form controls.
ARRANGING = frozenset(
    (
        "article", "aside", "body", "blockquote", "button", "caption", "center", "dialog", "div", "dl",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "header", "iframe", "main", "nav", "noscript",
        "ol", "section", "select", "table", "td", "textarea", "ul", "video"
    )
)  # fmt: skip
