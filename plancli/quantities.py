"""Text -> every number with its unit and bound, and, where the form alone tells, what else it is.

Promise: total, in one pass from left to right, linear in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal

from plancli.fold import View
from plancli.fold import view as fold_view
from plancli.lexicon import Lexicon, default_lexicon
from plancli.models import Quantity
from plancli.numerals import ARABIC, parse_numeral, parse_scale, plain

_N = re.compile(rf"(?P<n>{ARABIC}|[一二两三四五六七八九十]+)(?P<s>[十百千万亿]*)")


def find_numbers(view: View, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Numbers of *view* in order, spans in ``view.text``."""
    lexicon = lexicon or default_lexicon()
    text = view.text
    units = {f: e for e in lexicon.table("unit") for f in e.forms}
    found: list[Quantity] = []
    for match in _N.finditer(text):
        value = parse_numeral(match["n"])
        if value is None:
            continue
        scale = match["s"]
        end = match.end()
        unit = ""
        for length in range(8, 0, -1):
            if scale and text[end - 1 : end - 1 + length] in units and len(text[end - 1 : end - 1 + length]) > 1:
                unit = text[end - 1 : end - 1 + length]
                scale = scale[:-1]
                end += len(unit) - 1
                break
            if text[end : end + length] in units:
                unit = text[end : end + length]
                end += len(unit)
                break
        if not unit and not match["n"][0].isascii():
            continue
        factor = parse_scale(scale) or Decimal(1)
        bound, approx, left, right = "eq", False, match.start(), end
        for table in ("bound", "approx"):
            for entry in lexicon.table(table):
                for form in entry.forms:
                    before = entry.fields["side"] == "before"
                    if before and text.endswith(form, 0, match.start()):
                        left = min(left, match.start() - len(form))
                    elif not before and text.startswith(form, end):
                        right = max(right, end + len(form))
                    else:
                        continue
                    bound = str(entry.fields.get("bound", bound))
                    approx = approx or table == "approx"
        year = unit == "年" and len(match["n"]) == 4
        found.append(
            Quantity(
                span=(match.start(), end),
                text=text[match.start() : end],
                value=value,
                value_max=None,
                unit=scale + unit,
                base_value=plain(value * factor),
                base_value_max=None,
                base_unit=str(units[unit].fields.get("base", unit)) if unit else "",
                bound=bound,
                approx=approx,
                outer=(left, right),
                role="date" if year else "number",
            )
        )
    return found


def find_quantities(text: str, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Numbers of *text* in order, spans in *text*."""
    view = fold_view(text)
    return find_numbers(view, lexicon)
