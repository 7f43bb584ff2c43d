"""A line of a digest that is a name and a value, or a label and shares -> what the value is of: 营运船舶，3.5%.

Promise: no line that says more than that, in no text but a plan's.
"""

from __future__ import annotations

from plancli.patterns import PICTURE, lazily
from plancli.targets.claim import Claim, segment_text

_LINE = 72
"""Characters of the longest line that is no prose."""
# "新增货运枢纽机场，1至2个", "完成率（重点区域）：90%": the value and how it is bounded, no more.
_VALUE_RE = lazily(r"(?:约|近|[≥≤＞＜><]|超过?|不低于|不少于|不超过|力争|年均|再提|再降|再增|达到?|为)?")
_BEHIND_RE = lazily(r"(?:以上|以下|左右|以内|起步|起)?(?:[（(][^（()）]{1,30}[)）])?(?=[；。]|\n|$)")
_NAME_RE = lazily(
    r"(?!.{0,40}(?:目前|截至|已|去年|今年|上年|其中|据|现有?|共|记者|按|从|根据|围绕|坚持|为了?|对|在|(?<![占对])比(?![例重率值])|较|以来|比如|例如|同比|计划|方案|规划|投资|资金|补助|奖励|标准|每))"
    r"(?:[^\W0-9_]|[“《])[^，。；：]{3,24}(?:[（(][^（()）]{1,12}[)）])?"
)
# "一、二类桥梁比例：国省干线95%、农村公路88%"
_SHARES_RE = lazily(
    r"[^\w]{0,3}(?P<label>[^，。；：:0-9]{2,24}(?:率|比例|占比|比重|覆盖面))[：:]"
    r"(?:[^\W0-9_]{2,12}[0-9.]{1,5}%(?:以上|左右)?[、，和]?){2,8}[；。]?"
)


_MARKS_RE = lazily(rf"^(?:{PICTURE}|[^\w（(《“])+")


def _line_of(claim: Claim) -> tuple[int, int]:
    setting = claim.setting
    return setting.blocks[setting.block_at(claim.quantity.span[0])]


def _told_as_goals(claim: Claim) -> bool:
    plan = claim.setting.meta.kind == "plan" and "past" not in (claim.polarity, claim.tense)
    return plan and claim.due is not None and not claim.segment.depth


def named_on_line(claim: Claim) -> str:
    """What the line of a digest that *claim* stands on says that its value is of; else ""."""
    return _named_value(claim) or _share_of_label(claim)


def _named_value(claim: Claim) -> str:
    """The name of a value that the line or the part of it sets apart by a comma: 营运船舶，| 3.5%; else ""."""
    start, end = _line_of(claim)
    previous = claim.previous
    bare = not claim.quantity.unit or end - start > _LINE
    if previous is None or previous.quantities or bare or not _told_as_goals(claim):
        return ""
    text = claim.setting.text
    opens = previous.start == claim.sentence.start or text[previous.start - 1] in "；。"
    apart = claim.segment.mark == "，" and opens and _VALUE_RE.fullmatch(claim.before)
    if not apart or _BEHIND_RE.match(text, claim.quantity.outer[1]) is None:
        return ""
    name = _MARKS_RE.sub("", segment_text(claim.setting, previous))
    return name if _NAME_RE.fullmatch(name) else ""


def _share_of_label(claim: Claim) -> str:
    """Of what a share in a list of shares under a label is: 桥梁比例：国省干线 | 95%、农村公路88%; else ""."""
    if not claim.is_percent or not claim.before or not _told_as_goals(claim):
        return ""
    found = _SHARES_RE.fullmatch(claim.setting.text, *_line_of(claim))
    return claim.before + found["label"].strip() if found is not None else ""
