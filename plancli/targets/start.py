"""A number and the one before it in its clause -> what the goal starts from: 42家企业合并为 | 10家."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from plancli.clauses import Sentence
from plancli.dates import DateMention
from plancli.models import Quantity
from plancli.patterns import lazily
from plancli.targets.setting import Setting

# "将24项措施 | 增加为 | 30项", "42家企业 | 逐步合并成 | 10家": the noun, and the change that ends at the number.
_ENDS_AT_RE = lazily(
    r"(?P<noun>[^，。；、0-9]{0,14}?)(?:逐步|进一步|再|全部)?"
    r"(?:合并|重组|整合|归并|撤并|优化|精简|压减|压缩|缩减|缩短|减少|增加|扩大|扩展|拓展|扩充|扩围|调整|提高|提升|发展|上调|下调|增|减|降|升|扩|拓){1,2}"
    r"(?:到|至|为|成)(?:了)?"
)


_RATE_RE = lazily(r"每年[^，。；0-9]{0,4}$|[把将]每?[^，。；0-9]{0,6}(?:新增|增加)$")
_MERGES_RE = lazily(r"(?:合并|重组|整合|归并|撤并|精简)")
_STEP_RE = lazily(
    r"(?:增加|提高|提升|增长|下降|减少|降低|压缩|压减|扩大|新增|净增|上调|下调|再|增|降|减)(?:了)?$"
)


class Start(Struct, frozen=True):
    """Where a change starts that ends at a number."""

    quantity: Quantity
    noun: str
    """What both count, when it stands behind the first: 42家|企业; else ""."""
    merges: bool = False
    """The change makes fewer of many: 合并为, 精简为."""


def change_between(text: str, first: Quantity, then: Quantity) -> Start | None:
    """The start of the change from *first* to *then*, the number after it in its clause; or None."""
    if first.base_unit != then.base_unit or not first.unit:
        return None
    rate = _RATE_RE.search(text, max(0, first.outer[0] - 12), first.outer[0]) is not None
    if not rate and _STEP_RE.search(text, max(0, first.outer[0] - 4), first.outer[0]):
        return None  # 补助标准增加|30元提高到700元
    found = _ENDS_AT_RE.fullmatch(text, first.outer[1], then.outer[0])
    if found is None:
        return None
    noun = found["noun"]
    if noun.startswith("的") and then.base_unit == "%":
        return None  # 占比30%的|企业提高到50%
    merges = _MERGES_RE.search(text, first.outer[1], then.outer[0]) is not None
    return Start(first, noun.removeprefix("的") if len(noun) > 1 else "", merges)


def start_of(text: str, quantities: Sequence[Quantity], index: int) -> Start | None:
    """The start of the change that ends at the number at *index* of a clause's *quantities*, or None."""
    return change_between(text, quantities[index - 1], quantities[index]) if index else None


# "从2025年的 | 13.2%提高到16%"
_STARTS_RE = lazily(
    r"[从由](?:20[0-9]{2}年[底末]?|上年|去年|“?十[二三四五]五”?(?:时)?(?:期)?末?)(?P<of>的)?(?(of)|(?=(?:约|近|不足|不到|超过?|仅)?[0-9]))[^，。；]{0,12}(?:提[高升]|增|上升|扩大|下降|[上下]调|调整|降|减|压|[做干冲]到)"
)


# "将2023年 | 实施的 | 24项措施增加为30项": which ones; 由2020年的7.8%提高到10% is when.
_DONE_THEN_RE = lazily(r"[^，。；0-9]{2,10}的")


_PUTS_TO_USE_RE = lazily(r"(?:用好|用足|用活|统筹|盘活|管好|用好用足|加快使用|抓好)(?:20[0-9]{2}[、和])?$")
_FUNDS_RE = lazily(r"年?度?[^，。；0-9]{0,10}(?:国债|资金|债券|结转|项目)")


def is_step(year: str, today: str | None, begins: str | None) -> bool:
    """True for a *year* beside a goal's that is one of the plan's own and not over: 达到12%（2026年为10%）.

    *today* is the year of the document, *begins* the first of its period.
    """
    if today is None:
        return begins is not None and year > begins[:4]
    return year > today or (year == today and begins is not None and year >= begins[:4])


def is_multiple_of(text: str, mention: DateMention) -> bool:
    """True for the year of which a number is a multiple: 均为2020年的2.4倍."""
    before = text[max(0, mention.core[0] - 2) : mention.core[0]].rstrip("“")
    return before.endswith(("是", "为", "达到")) and _TIMES_RE.match(text, mention.core[1]) is not None


_MEANT_RE = lazily(r"力争|争取|确保|[将要](?=[是为])")
_TIMES_RE = lazily(r"”?[底末]?的(?:约|近)?(?:[0-9.]+|[一二三四五六七八九十两]+)倍")


def is_compared(
    setting: Setting, mention: DateMention, quantity: Quantity, among: Sequence[Quantity], sentence: Sentence
) -> bool:
    """True for the year of a starting value, or of what the number is a share of: 达到上年度消费支出的40%.

    *among* are the quantities of the number's clause, *sentence* its sentence.
    """
    spends = _PUTS_TO_USE_RE.search(setting.text, max(0, mention.core[0] - 6), mention.core[0])
    if spends and _FUNDS_RE.match(setting.text, mention.core[1]):
        return True  # 用好2021年增发国债资金，确保6月底前开工率100%
    if is_multiple_of(setting.text, mention):
        chain = setting.chain(setting.node_at(quantity.span[0]))
        aimed = bool(chain) and chain[0].polarity == "goal"
        hedged = _MEANT_RE.search(setting.text, sentence.start, mention.core[0]) is not None
        return aimed or hedged or _follows_due(setting, sentence, mention)
    before = [q for q in among if mention.core[1] <= q.outer[0] < quantity.outer[0]]
    which = before and _DONE_THEN_RE.fullmatch(setting.text, mention.core[1], before[-1].outer[0])
    if which and change_between(setting.text, before[-1], quantity) is not None:
        return True  # 将2023年实施的24项措施增加为30项
    starts = _STARTS_RE.match(setting.text, mention.core[0] - 1)
    # 到2030年比重从2024年2%提高到2.5%; 产值从2020年20亿元增加到50亿元 may be over
    if starts and (starts["of"] or _follows_due(setting, sentence, mention)):
        return True
    if mention.kind != "relative" or quantity.base_unit != "%":
        return False
    between = setting.text[mention.core[1] : quantity.outer[0]]
    leads = _HELD_AGAINST_RE.search(setting.text, max(0, mention.core[0] - 4), mention.core[0]) is not None
    share = between.endswith("的") and not between.startswith(("底", "末", "年底", "年末"))
    return leads and share and not set("，；") & set(between)


def _follows_due(setting: Setting, sentence: Sentence, mention: DateMention) -> bool:
    """True where the sentence has said by when before it names the year of *mention*."""
    return any(date.relation == "due" for date in setting.dates_in(sentence.start, mention.core[0]))


# "达到 | 上年度消费支出的40%", "不超过 | 上年的95%"; not 截至去年底…占总投资的60%
_HELD_AGAINST_RE = lazily(r"(?:达到?|相当于|超过|高于|低于|不少于|为|按|控制在|稳定在|保持在)$")
