"""A topic that is too short to name anything, or tells of something done before -> the topic with what names it.

加快某机场改扩建，跑道延长至 | 2800米 is measured of the airport; 产量 before 稳定、 is a goal of its own.
"""

from __future__ import annotations

import re

from plancli.lexicon import Lexicon
from plancli.patterns import last_match, lazily
from plancli.targets.borrowed import BARE_RE, DRIFT_RE, measured_before
from plancli.targets.claim import Claim, segment_text
from plancli.targets.predicate import RATES
from plancli.words import cut_words

# 播种面积稳定、产量: what stands before the verb and the mark is another goal, without a number.
_FINISHED_RE = lazily(r"(?:稳定|提升|提高|优化|改善|扩大|增强|完善|健全|向好|增加|回升|下降|加快)[、和]")


def with_context(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """The topic without a finished goal before it; one too short takes the noun that governs it."""
    finished = last_match(_FINISHED_RE, topic)
    left = ""
    if finished is not None and finished.end() < len(topic):
        left, topic = topic[: finished.start()], topic[finished.end() :]
    measured = measured_before(claim, topic, lexicon) if BARE_RE.fullmatch(topic) else ""
    if measured:
        return measured + topic
    if claim.predicate.kind == "increase" and (
        topic == "经济" or (topic.endswith("经济") and claim.is_money)
    ):
        return topic + claim.setting.text[slice(*claim.predicate.verb)]  # 经济增长|6%
    if len(topic) > 2 or topic in RATES or topic in _WHOLE_NAMES:
        return topic
    if not left and claim.previous is not None:
        left = _REMARK_RE.sub("", segment_text(claim.setting, claim.previous))
        if _SAYS_RE.search(left):
            return topic  # 某省提出，社零增长6.5%
        made = _MADE_INTO_RE.fullmatch(left)
        if made is not None:
            return made[1] + topic  # 把电子信息打造成支柱产业，产值达到500亿元
        worked_on = _WORKS_ON_RE.fullmatch(left)
        if worked_on is not None:
            return worked_on[1] + topic  # 加快某机场改扩建，跑道延长至2800米
        focused = _FOCUSES_ON_RE.fullmatch(left)
        if focused is not None:
            named = focused[1] if claim.is_money else focused[1].removesuffix("产业")
            return named + topic  # 聚焦新能源汽车产业，产量达到100万辆
        dated = claim.setting.dates_in(claim.previous.start, claim.previous.end)
        if len(left) > 16 or dated or claim.previous.quantities or re.search(r"[0-9]", left):
            return topic  # “十四五”时期，总量进入前8位
    left = DRIFT_RE.sub("", left)
    words = cut_words(left, lexicon) if len(left) > 8 or finished is not None else ()
    return (words[0] if len(words) > 1 else left) + topic


_SAYS_RE = lazily(r"(?:提出|明确|要求|指出|强调|表示|介绍|认为|透露|预计|计划)$")
_WHOLE_NAMES = frozenset(("社零", "班额", "物价", "房价", "税负"))
"""Names of two characters that need no owner."""
# "值得一提的是，此前某市提出 | 经济增长6%"
_REMARK_RE = lazily(
    r"^(?:值得|需要|尤其|特别)[^，。；]{1,6}的是$|^(?:与此同时|具体来看|具体而言|总的来看|据悉|据了解)$|^[^，。；]{2,}(?:表示|介绍|透露|[^名简俗号统]称|[^学传小解]说|指出|认为|宣布|回应|告诉记者)$"
)
_WORKS_ON_RE = lazily(
    r"(?:加快|推进|推动|实施|开展|启动|完成|抓好)([^，。；、0-9]{2,12}?)(?:改扩建|扩建|改造|升级|提升)(?:工程|项目)?"
)
_FOCUSES_ON_RE = lazily(
    r"(?:[^，。；、0-9]{2,10}[将要])?(?:持续|加快|大力|重点|积极|全力)?(?:聚焦|围绕|瞄准|紧盯|做大做强|做强做优|做[强优大]|发展|壮大)([^，。；、0-9]{2,10}(?:产业链?|行业|赛道))"
)
_MADE_INTO_RE = lazily(r"[把将]([^，。；、0-9]{2,10}?)(?:打造|培育|建设|发展|做)成?[^，。；0-9]{2,}")
