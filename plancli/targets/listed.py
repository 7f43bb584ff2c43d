"""A claim in a list -> what the list says of it elsewhere: the noun behind its last number, the verb of its first."""

from __future__ import annotations

from plancli.clauses import JOINERS
from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.targets.claim import Claim, Whole, opens_noun
from plancli.targets.cues import LIST_MARKS
from plancli.targets.predicate import verbs


def graded(claim: Claim) -> str:
    """What the number before counts, of another grade: 打造国家级|研学基地; else ""."""
    before = claim.latest.indicator if claim.latest is not None and claim.segment.mark in LIST_MARKS else ""
    found = _GRADED_RE.search(before)
    return _GRADES_RE.sub("", before[found.end() :]) if found is not None else ""


_GRADED_RE = lazily(r"(?:国家|世界|省|市|县|区|乡|镇|村|[一二三四五][星A]|[0-9]A)[级型]")
_GRADES_RE = lazily(r"^(?:[、和及][^，。；、]{1,3}[级型])+")
GRADE_RE = lazily(r"^[^，。；]{1,4}?[级型类]")


# "建成由直升机起降点、5个枢纽、100个起降点 | 组成的网络"
_MADE_UP_RE = lazily(r"(?:建成|形成|构建|打造|建设)(?:了)?由[^。；]{0,60}$")
_OF_SUCH_RE = lazily(r"[^。；，]{0,60}?(?:组成|构成)的")


def makes_up(claim: Claim) -> bool:
    """True for how many of one kind what is to be built is made up of."""
    begun = (
        claim.counts_things and _MADE_UP_RE.search(claim.earlier) is not None and "已" not in claim.earlier
    )
    return begun and _OF_SUCH_RE.match(claim.setting.text, claim.quantity.outer[1]) is not None


def noun_ahead(claim: Claim) -> str:
    """The noun after the last number of the list that this number is in."""
    for segment in claim.sentence.segments[claim.position + 1 :]:
        if segment.mark not in JOINERS or not segment.quantities:
            return ""
        words = claim.setting.text[segment.quantities[-1].outer[1] : segment.end]
        if words:
            return words if opens_noun(words) else ""
    return ""


def _just_before(claim: Claim) -> Whole | None:
    """The target in the same unit a question or a few words before: 建成1500万亩。年度怎么安排呢？今年|257万亩."""
    whole = claim.governing
    near = whole is not None and 0 <= claim.sentence.start - whole.sentence.end <= _ASIDE
    return whole if near else None


_ASIDE = 16


def in_years(claim: Claim) -> Whole | None:
    """The target that a bare amount in its unit, which its own clause dates otherwise, goes on with; or None."""
    if not (claim.is_count or claim.is_percent):
        return None
    before = claim.latest or claim.carried or _just_before(claim)
    if before is None or before.unit != claim.quantity.base_unit or claim.segment.depth or claim.after:
        return None
    if claim.tense == "past" or not claim.dated_clause or claim.setting.text[slice(*claim.predicate.lead)]:
        return None
    same = before.due is not None and claim.due is not None and before.due.end == claim.due.end
    return None if same else before


def goes_on(claim: Claim, lead: str, lexicon: Lexicon) -> bool:
    """True for a noun that the verb before it still governs: 培养领军人才30名，拔尖人才50名."""
    if not claim.is_count or verbs(lexicon).measure.search(lead):
        return False
    joined = claim.segment.mark in JOINERS
    deeds = verbs(lexicon).deliver
    if not joined and any(deed.end() == len(lead) for deed in deeds.finditer(lead)):
        return False  # 培训乡村教师每年1万人次，某计划每年招募500名
    if lead[0] in "为向对给" and deeds.search(lead):
        return False  # 共建学院3所；为失能老人建设床位3500张
    if _OWN_DEED_RE.search(lead):
        return False
    if _ADDS_RE.search(lead) or lead.startswith(
        ("每万", "每千", "每百", "人均", "户均", "平均", "日均", "年均", "月均")
    ):
        return False
    own = deeds.match(lead) if joined else deeds.search(lead[:4])
    return claim.predicate.kind == "none" or (own is None and claim.segment.mark in LIST_MARKS)


# "报废汽车1万辆，家电 | 以旧换新", "放映电影1200场，送戏 | 下乡": what names its own deed.
_OWN_DEED_RE = lazily(r"(?:以旧换新|下乡|进(?:校园|社区|村|企业)|再就业|上云|上市|入库|入规)$")
# "高速公路服务区 | 新增充电桩", "新建幼儿园5所，| 增加学位", "新入规企业4户，| 新换发社保卡"
_ADDS_RE = lazily(
    r"[^，。；]{2}(?:新增(?!劳动力)|净增|新建|新改建|新开工)|^(?:增加(?!值)|扩大|净增|扩增|新[换发办签投开入收纳评获])"
)
