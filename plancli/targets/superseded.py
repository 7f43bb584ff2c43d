"""A date that leads a paragraph -> whether another date has taken its place by the time a number is reached."""

from __future__ import annotations

from plancli.dates import DateMention
from plancli.patterns import lazily
from plancli.targets.claim import Due
from plancli.targets.horizon import is_due
from plancli.targets.reach import leads_clause
from plancli.targets.setting import Setting

# "到2026年建成100家，今年建成30家。 | 平台达到50个": a level told next is of the later year again.
_LEVEL_RE = lazily(r"[^，。；]{0,24}?(?:率|占比|比例|比重|水平|达到?|突破|超过)")

# "到2027年产值突破1000亿元，今年新增100亿元。 | 规上工业增加值增速达到8%": what is told of each year is of this one.
_FLOW_RE = lazily(
    r"[^，。；]{0,24}?(?:增速|增长|失业率|优良|新增)|[^，。；]{0,24}?(?:零售总额|收入|产量|总产|投资)(?![^，。；]{0,6}(?:占比|比重))"
)


def superseded(setting: Setting, lead: DateMention, end: int, title_due: Due | None) -> bool:
    """True when another date to come follows *lead* before *end*, or stands before it in its sentence.

    *title_due* is what title or period say of the whole text: 今年 in it is the year it sets the tasks of.
    """

    def apart(mention: DateMention) -> bool:
        other = mention.end is not None and mention.end[:4] != (lead.end or "")[:4]
        # 《某方案（2021—2025年）》，2023年前，…: the years of a name are no other date
        return other and is_due(setting, mention) and setting.title_at(mention.core[0]) is None

    def takes_over(mention: DateMention) -> bool:
        if mention.relation == "due" or (lead.relation == "plain" and mention.kind in ("year", "list")):
            return True
        # 到2025年，供电煤耗降到300克，今年完成0.8克的降幅。淘汰机组400万千瓦, in the tasks of one year
        own = title_due is not None and title_due.end == mention.end and mention.kind == "relative"
        among = setting.text.endswith("其中", 0, mention.span[0])
        level = _LEVEL_RE.match(setting.text, end) is not None and _FLOW_RE.match(setting.text, end) is None
        return own and not among and not level and leads_clause(setting, mention)

    block = setting.blocks[setting.block_at(lead.core[0])][0]
    opens = max(block, *(setting.text.rfind(mark, block, lead.core[0]) + 1 for mark in "。\n"))
    # 2025年改造600座；到2026年底，完成4000处。每年实施2000处
    before = any(
        mention.relation in ("due", "plain") and apart(mention)
        for mention in setting.dates_in(opens, lead.core[0])
    )
    return before or any(
        takes_over(mention) and apart(mention) for mention in setting.dates_in(lead.core[1], end)
    )


def is_own_deeds(setting: Setting, mention: DateMention, whole: Due | None) -> bool:
    """True for a date by which one deed of a longer plan is done, and no more: 2024年底前建成两座枢纽。建设泊位8个."""
    if _IS_DONE_RE.match(setting.text, mention.span[1]):
        return True  # 2022年省级已安排资金2亿元。每年培养3000人
    if whole is None or mention.relation != "due" or (mention.end or "")[:4] >= whole.end[:4]:
        return False
    deed = _DEED_AT_ONCE_RE.match(setting.text, mention.span[1]) if mention.text.endswith("前") else None
    if deed is None:
        return False
    # 2027年底前完成老旧电梯更新。更新电梯3000部: what goes on with the same thing is due by then too
    next_words = setting.text[deed.end() : deed.end() + _NEXT]
    same = any(deed[1][i : i + 2] in next_words for i in range(len(deed[1]) - 1))
    return len(deed[1]) > 1 and not same and not next_words.startswith(("共", "其中", "年产", "总"))


_DEED_AT_ONCE_RE = lazily(
    r"(?:全面|全部|基本|力争)?(?:建成|完成|开工|启动|出台|印发|制定|开通|投运|投用|竣工)([^，。；0-9]*)[，。；]"
)
_IS_DONE_RE = lazily(
    r"，?[^，。；、0-9]{0,10}(?<!业)已经?(?:安排|下达|拨付|完成|建成|投入|落实|启动|实施|发放)"
)
_NEXT = 24
"""Characters of what comes next in which the same thing would be named."""
