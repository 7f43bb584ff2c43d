"""A clause that speaks of the whole running year -> the deadline that the year is: 全年计划发放消费券1亿元."""

from __future__ import annotations

from plancli.clauses import Segment, Sentence
from plancli.patterns import lazily
from plancli.targets.claim import Claim, Due
from plancli.targets.setting import Setting
from plancli.targets.voice import OTHER, SPOKEN, TOLD

_WHOLE_YEAR_RE = lazily(r"(?<![0-9]年)(?<![去往常历])(?:全年|本年度|(?<![0-9一二三四五六七八九十两几])年内)")
# "全年 | 原油产量稳定在2亿吨以上，…，输电能力达到3.8亿千瓦": it opens one clause and governs those after it.
_YEAR_OPENS_RE = lazily(
    r"(?:\A|(?<=[。，；：“\n]))(?:全[市省县区国])?(?:全年|年内)(?![^，。；0-9]{0,4}(?:目标|任务|计划)[^，。；0-9]{0,4}的)"
)
# "全年计划发放1亿元", "全市全年将举办200场", "全年目标500亿元"; not 完成全年目标的47%.
_YEARS_PLAN_RE = lazily(
    r"(?:全年|年内)[^，。；0-9]{0,6}?(?:计划(?!的)|力争|确保|争取|(?<!将)将(?![军来领才])|拟(?!态))"
)
# "全市年度目标：新增就业6万人", "全年目标500亿元"
_YEARS_AIM_RE = lazily(
    r"(?:全[市省县区国])?(?:全年|年度|今年|下半年)的?(?:主要|预期|工作)*目标(?!任务|的|已|完成|责任)"
)


def sets_years_aim(setting: Setting, sentence: Sentence) -> bool:
    """True for a sentence that opens with what the year's goal is: 全年目标500亿元."""
    return _YEARS_AIM_RE.match(setting.text, sentence.start) is not None


def due_this_year(
    setting: Setting, sentence: Sentence, segment: Segment, clause_start: int, at: int
) -> Due | None:
    """The year of writing for a number at *at* that is told of the whole of it, else None.

    The year stands in its sentence where a word beside it says that it is planned: 全年力争新增60家.
    """
    text = setting.text
    if setting.year is None:
        return None
    aim = sets_years_aim(setting, sentence)
    if not (
        aim
        or _WHOLE_YEAR_RE.search(text, clause_start, at)
        or _YEAR_OPENS_RE.search(text, sentence.start, at)
    ):
        return None
    period = setting.meta.period
    year = period.end if period.end and period.start == period.end else setting.year
    planned = aim or _YEARS_PLAN_RE.search(text, segment.start, at) is not None
    # 全年退减税总量2.64万亿元: in a plan it is the year, not the word, that says by when.
    return Due(None, year, "sentence" if planned and setting.meta.kind in SPOKEN else "document")


# "今年将持续实施…。大力发展多式联运，全年 | 发送量同比增长12%"; not 将士, 主要.
_WILL_RE = lazily(
    r"(?:今年|20[0-9]{2}年|[，。；\n])(?:还|也|继续|我们)?(?:将(?![军来领才士近])|要(?![求素点闻])|力争|计划(?!的))"
)
_LAST_YEAR_RE = lazily(r"去年|上年|过去一年|同期|已")
_SHORTLY = 160
"""Characters back from 全年 within which its paragraph says what will be done."""


def will_be_this_year(claim: Claim) -> bool:
    """True in the news for what the whole year is to bring, where its paragraph has just told what will be done in it.

    将优化开行方案，全年中欧班列开行保持在 | 1.6万列以上
    """
    setting, sentence = claim.setting, claim.sentence
    told = claim.voice in (TOLD, OTHER) or claim.tense == "past" or claim.polarity == "past"
    if setting.meta.kind not in SPOKEN or told:
        return False
    whole = _YEAR_OPENS_RE.search(setting.text, sentence.start, claim.quantity.outer[0])
    if whole is None:
        return False
    start = max(setting.blocks[sentence.block][0] - 1, whole.start() - _SHORTLY, 0)
    will = _WILL_RE.search(setting.text, start, whole.start())
    return will is not None and _LAST_YEAR_RE.search(setting.text, will.end(), whole.start()) is None
