"""A verb with nothing behind it but the number -> what it is done to, told before: 安排重点项目180个，…，新开工 | 65个."""

from __future__ import annotations

import re

from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, last_match, lazily
from plancli.regions import is_place
from plancli.targets.borrowed import borrowed_topic, heading_noun
from plancli.targets.claim import Claim, segment_text
from plancli.targets.opening import is_lead
from plancli.targets.phases import phases
from plancli.targets.predicate import verbs


def named_by_deed(claim: Claim, lead: str, lexicon: Lexicon) -> str:
    """The verb of a *lead* that is nothing else, with what it takes; "" for any other lead."""
    if there := _done_there(claim, lead, lexicon):
        return there
    alone = lead if lead in phases(lexicon).all else _verb_alone(lead, lexicon)
    if alone.endswith(_NAMED_DEEDS):
        return lead  # 货物贸易、服务贸易分别增长10%、15%，实际使用外资|32亿美元
    if not alone or verbs(lexicon).measure.search(lead):
        return ""
    named = _object_of(claim, alone) or claim.governing_noun() or _phase_of(claim, alone, lexicon)
    named = named or _borrowed_object(claim, lexicon)
    named = named or _told_before(claim, alone) or heading_noun(claim)
    if not named and claim.governing is not None:
        named = claim.governing.noun()
    if len(named) > len(alone) and named.endswith(alone):
        return named  # 能效标准修订30项，每年修订10项
    own = named[:_MANNER].find(alone)  # 全职引进博士10名，柔性引进|30名
    # 安排审议项目12件，其中初次审议|8件
    return lead + (named[own + len(alone) :] if own > 0 or (own == 0 and named != alone) else named)


_MANNER = 4
"""Characters of a name within which the verb itself may stand behind a word on how."""


def _object_of(claim: Claim, verb: str) -> str:
    """What the verb takes in the nearest clause before that has it: 发行特别国债，…，先发行1万亿元."""
    for segment in reversed(claim.sentence.segments[: claim.position]):
        words = segment_text(claim.setting, segment)
        at = words.rfind(verb)
        if "”" in words[at:] and "“" not in words[at:]:
            continue  # 实施“未就业毕业生技能培训”等专项，每年培训4万人次
        done = _DONE_TO_RE.search(words[:at]) if at > 0 and segment.quantities else None
        if done is not None and words[at + len(verb) :][:1].isdigit():
            return done[1]  # 三年实施危桥改造1500座，确保2025年改造600座
        joined = _JOINED_RE.match(words, at + len(verb)) is not None
        if at >= 0 and len(words) - at - len(verb) >= 2 and not (segment.quantities or joined):
            return words[at + len(verb) :]
    return ""


_JOINED_RE = lazily(r"[和与及、]|(?:任务|工作)?(?:[作做给]出|进行)")
_DONE_TO_RE = lazily(r"(?:实施|完成|推进|开展)([^，。；、0-9]{2,10})$")


_EACH = frozenset((
    "每年", "每月", "柔性", "全职", "刚性", "先行", "集中", "累计", "全部", "合计", "总共", "共计", "再次", "首批", "首期",
))  # fmt: skip


def _borrowed_object(claim: Claim, lexicon: Lexicon) -> str:
    """Topic of a clause before for a verb alone; no measure for money: 资金占比保持在4%，五年累计投入不少于20亿元."""
    borrowed = borrowed_topic(claim, lexicon)
    if claim.is_count and borrowed.endswith("投资"):
        return _SPENT_RE.sub("", borrowed)
    other = claim.latest is not None and claim.latest.unit != claim.quantity.base_unit
    measured = (claim.is_money or other) and verbs(lexicon).measure.search(borrowed)
    return "" if measured else borrowed


# "高速公路 | 完成投资30亿元，通车2条": money is no thing that is counted.
_SPENT_RE = lazily(
    r"(?:年度|全年)?(?:完成|安排|投入|带动|总|计划){0,3}(?:固定资产|基础设施|重点项目|年度)?投资$"
)


def final_verb(lead: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The verb that ends *lead*, or None."""
    match = last_match(verbs(lexicon).deliver, lead)
    return match if match is not None and match.end() == len(lead) else None


def _verb_alone(lead: str, lexicon: Lexicon) -> str:
    """The verb of a lead that is nothing else (先发行), or ""."""
    match = final_verb(lead, lexicon)
    if match is None:
        return ""
    before = lead[: match.start()]
    return match.group() if len(before) < 2 or is_lead(before) or before in _EACH else ""


def _done_there(claim: Claim, lead: str, lexicon: Lexicon) -> str:
    """The deed of another place and what it is done to: 河南新建高标准农田300万亩，黑龙江安排建设 | 1060万亩; else ""."""
    match, whole = final_verb(lead, lexicon), claim.governing
    if match is None or whole is None or whole.sentence is not claim.sentence:
        return ""
    says = _PLACE_SAYS_RE.fullmatch(lead, 0, match.start())
    if says is None or not is_place(says["place"], lexicon):
        return ""
    deed = last_match(verbs(lexicon).deliver, whole.indicator)
    noun = whole.indicator[deed.end() :] if deed is not None else ""
    return lead + noun if len(noun) > 1 else ""


_PLACE_SAYS_RE = lazily(
    r"(?P<place>[^，。；、0-9]{2,8}?)(?:则|还|也|又|亦)?(?:今年|明年)?(?:计划|安排|提出|拟|将|明确|要求|力争)?(?:(?:新建|改造|开工)[和、])?"
)


def _told_before(claim: Claim, verb: str) -> str:
    """What the fact of the same deed counts (建成社区食堂200家。今年新建|30家), or the only one; else ""."""
    wholes = [whole for deed, whole in claim.told if deed == verb]
    wholes = wholes or [whole for deed, whole in claim.told if set(deed) & set(verb)]
    wholes = wholes or [whole for _, whole in claim.told]
    return wholes[0].noun() if len(wholes) == 1 else ""


_NAMED_DEEDS = ("外资", "新增贷款", "减税", "降费", "退税", "造林", "育苗", "供地")
"""Ends of verbs that say themselves what is done or taken."""


def _phase_of(claim: Claim, verb: str, lexicon: Lexicon) -> str:
    """What a phase of projects is of: 安排重点项目180个，…，确保新开工65个、竣工40个; 重点项目新开工65个、竣工40个."""
    whole = claim.governing
    if verb not in phases(lexicon).all or whole is None or whole.sentence is not claim.sentence:
        return ""
    named = phases(lexicon).works.search(whole.indicator)
    if named is not None:
        return _SEES_TO_RE.sub("", named[1])
    noun = whole.noun()
    if noun:
        return noun
    # 实施重点项目100个，建成投产30个，新开工|40个: what the sentence counts first
    first = _PROJECTS_RE.search(claim.setting.text, claim.sentence.start, claim.quantity.outer[0])
    return first[1] if first is not None else ""


_PROJECTS_RE = lazily(
    rf"(?:实施|安排|推进|谋划|储备|建设|抓好|[，。；：、])?({IDEOGRAPH}{{0,8}}(?:项目|工程))(?:总数|共)?[0-9]"
)
_SEES_TO_RE = lazily(r"^(?:集中|统筹|全力|加紧|抓紧)?(?:推动|推进|确保|力争|加快)")
