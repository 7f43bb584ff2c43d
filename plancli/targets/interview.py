"""An interview printed question by question -> who answers in which paragraphs.

A label opens a paragraph (记者：…, 某某某：…); what follows without one goes on with the last answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, lazily
from plancli.surnames import SURNAMES

# "某某某：…", "某某（某部政策研究室副主任）：", which may stand on a line of its own.
_LABEL_RE = lazily(
    rf"^[ \t\u3000“]{{0,6}}(?P<who>(?:{IDEOGRAPH}|、){{1,20}}(?:[ \u3000]{{1,2}}{IDEOGRAPH}{{2,4}})?)(?:（(?P<title>[^（）\n]{{2,40}})）)?[：:](?=.{{4}}|(?P<alone>$))",
    re.MULTILINE,
)
_ASKS_RE = lazily(r"(?:.{0,14}记者|问|主持人|提问|.{2,6}(?:报|网|新闻|财经|周刊))$")
# "某高校教授、课题组负责人某某某" is no official, whatever the last of his titles.
_SCHOLAR_RE = lazily(
    r"(?:大学|高校|学院|研究院|研究所|课题组|协会|学会|公司|集团|专家|教授|学者)(?![^。\n]{0,6}[司厅局处委])[^。\n]*$"
)
# "省交通运输厅总工程师某某某"
_OF_OFFICE_RE = lazily(
    r"[省市县区州].{0,10}(?:[厅局委办]|政府)(?!.{0,8}(?:大学|学院|公司|集团|研究院|协会))|[部局委厅署](?<![一二三四五六七八九十]局)总[^，。]{1,3}师"
)
# "局长 | 某某某": a title's last character and a name; 咨询电话 and 企业负责人培训 are no persons.
_TITLED_RE = lazily(
    rf"[长员授师士任席裁记官家者人][ \u3000]{{0,2}}(?P<name>[{SURNAMES}](?:{IDEOGRAPH}){{1,2}})$"
)
_NAME_RE = lazily(rf"[{SURNAMES}](?:{IDEOGRAPH}){{1,2}}")
# "负责人：…", "有关负责人：…": who answers, by office alone.
_OFFICE_RE = lazily(r"(?:有关|相关|该局|该厅|该委|本局)?(?:负责人|负责同志|发言人|[局厅司部市县区]长|书记)")
_OUR_FIRM_RE = lazily(r"(?<![“‘])我们(?:公司|企业|厂|集团|合作社|车间)")
_SUBJECT = 24
"""Characters before a name that may hold its titles."""
_ANSWERS = 2
"""How often a name must open a paragraph: once alone may be any label."""


def answers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, str | None]]:
    """(start of each paragraph of an interview, office or outsider by the title of who speaks there; None for questions).

    Nothing where no paragraph is a reporter's and none a name's more than once or a title's.
    """
    labels = list(_LABEL_RE.finditer(text))
    asked = any(_ASKS_RE.match(label["who"]) for label in labels)
    counts = Counter(label["who"] for label in labels if not _ASKS_RE.match(label["who"]))
    titles = {name: _title_of(text, name, lexicon) for name in counts}
    # A name that answers once is known by the title that stands before it elsewhere: 副市长 某某某.
    known = {
        name: kind
        for name, kind in titles.items()
        if counts[name] >= _ANSWERS or (kind is not None and _NAME_RE.fullmatch(name))
    }
    for label in counts:
        name, kind = _title_in(label, lexicon)
        firm = label.endswith(("人", "同志")) and _OUR_FIRM_RE.search(text) is not None
        if _OFFICE_RE.fullmatch(label) and not firm:
            known[label] = "office"
        if kind is not None:
            known[label] = known[name] = kind  # 水利部副部长某某某：…, later 某某某：…
    officials = lexicon.forms("official")
    for label in labels:
        if any(form in (label["title"] or "") for form in officials):
            known[label["who"]] = "office"
    if not asked or not known:
        return
    turns = [label for label in labels if label["who"] in {*known, "答"} or _ASKS_RE.match(label["who"])]
    for before, turn, after in zip([None, *turns[:-1]], turns, [*turns[1:], None], strict=True):
        end = after.start() if after is not None else turn.end()
        who = turn["who"]
        if who == "答" and before is not None and before["alone"] is not None:
            who = before["who"]  # 某某某：, and below it 答：…
        start = turn.start() if who != "答" else end  # whoever answers, without a name
        while 0 <= start < end:
            yield start, known.get(who)
            start = text.find("\n", start, end) + 1 or end


def _title_in(label: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """Name and kind of a label of title and name: office for 县农业局局长某某, outsider for an expert's, else None."""
    person = _TITLED_RE.search(label)
    if person is None:
        return "", None
    title, name = label[: person.start("name")], person["name"]
    if _OF_OFFICE_RE.search(title):
        return name, "office"
    for kind, table in (("outsider", "outsider"), ("office", "official")):
        if any(form in title for form in lexicon.forms(table)):
            return name, kind
    return name, None


def _title_of(text: str, name: str, lexicon: Lexicon) -> str | None:
    """office for 市长某某某, outsider for 研究员某某某, None where no title stands before the name."""
    titles = {"office": lexicon.forms("official"), "outsider": lexicon.forms("outsider")}
    at = text.find(name)
    while at >= 0:
        end = len(text[max(0, at - 2) : at].rstrip(" \u3000")) + max(0, at - 2)
        for kind, forms in titles.items():
            if text.endswith(forms, 0, end):
                title = re.split("[，。、；：]", text[max(0, at - _SUBJECT) : end])[-1]
                if _OF_OFFICE_RE.search(title):
                    return "office"  # 省工业和信息化厅总工程师
                return "outsider" if _SCHOLAR_RE.search(text, max(0, at - _SUBJECT), end) else kind
        at = text.find(name, at + 1)
    return None
