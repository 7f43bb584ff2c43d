"""A claim -> its role: target, or why it is none.

Rules are asked in the order of RULES; the first that answers decides. Each answer names the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import last_match
from plancli.targets.claim import Claim, segment_text

Verdict = tuple[str, str] | None
"""(role, rule id), or None to ask the next rule."""


@dataclass(frozen=True)
class _Cues:
    achieved: re.Pattern[str]
    forecast: re.Pattern[str]
    budget: re.Pattern[str]
    give: re.Pattern[str]
    take: re.Pattern[str]
    threshold: re.Pattern[str]
    norm: re.Pattern[str]
    hedge: re.Pattern[str]
    quoting: re.Pattern[str]


@lru_cache(maxsize=8)
def cues(lexicon: Lexicon) -> _Cues:
    """Compiled cue tables of *lexicon*."""

    def entry(table: str, name: str | None = None) -> re.Pattern[str]:
        words = [f for e in lexicon.table(table) if name in (None, e.id) for f in e.forms]
        return re.compile(alternation(words))

    return _Cues(
        achieved=entry("achieved"),
        forecast=entry("forecast"),
        budget=entry("budget"),
        give=entry("subsidy", "give"),
        take=entry("subsidy", "take"),
        threshold=entry("threshold"),
        norm=entry("norm"),
        hedge=entry("hedge"),
        quoting=entry("quoting"),
    )


# 建成了12个: 了 after a verb; not 为了, 除了, 了解.
_PERFECTIVE_RE = re.compile(r"(?<![为除罢])了(?!解|结|然|望)")
# 已: not 已经 alone, any 已 before the number; 而已, 不得已 are no facts.
_ALREADY_RE = re.compile(r"(?<![而不得])已(?!婚)")
# A clause about what one must fulfil: 对年产值超过5000万元的企业, 企业须成立满3年.
_CONDITION_RE = re.compile(r"(?:^|[，。；：])(?:对|对于|凡|经认定|凡是|如|若|当)[^，。；]{0,40}$")
# What turns a rate into a rule of conduct rather than a goal.
_DUTY_RE = re.compile(r"不得|严禁|禁止|应当|方可|可以|有权")


def _already_read(claim: Claim, cue: _Cues) -> Verdict:
    """Dates, names, ordinals and idiom were told apart when the number was read."""
    return (claim.quantity.role, f"role.{claim.quantity.role}") if claim.quantity.role != "number" else None


def _document(claim: Claim, cue: _Cues) -> Verdict:
    kind = claim.setting.meta.kind
    if kind in ("statistics", "results"):
        return ("achieved", f"role.document.{kind}")
    return None


def _title(claim: Claim, cue: _Cues) -> Verdict:
    """A number inside 《…》 is part of a name."""
    return ("name", "role.name.title") if claim.setting.in_title(claim.quantity.span[0]) else None


def _starting_value(claim: Claim, cue: _Cues) -> Verdict:
    """由4.1%提高到4.5%: the first number is where the goal starts from."""
    following = claim.segment.quantities[claim.index + 1 :]
    if not following:
        return None
    before = claim.before
    between = claim.setting.text[claim.quantity.outer[1] : following[0].outer[0]]
    if re.search(r"(?:由|从|自)[^，。；]{0,14}$", before) and re.search(
        r"到|至|为|升|增|降|减|提|扩", between
    ):
        return ("reference", "role.reference.start")
    return None


def _qualifier(claim: Claim, cue: _Cues) -> Verdict:
    """总投资超10亿元的项目500个, 10家营收超百亿元企业: a number that describes what another counts."""
    quantities = [q for q in claim.segment.quantities if q.role == "number"]
    if len(quantities) < 2:
        return _lone_qualifier(claim)
    place = next((i for i, q in enumerate(quantities) if q is claim.quantity), 0)
    text = claim.setting.text
    if place + 1 < len(quantities):
        between = text[claim.quantity.outer[1] : quantities[place + 1].outer[0]]
        if between in ("", "、", "和", "及", "与", "或", "或者"):
            return None
        if _describes(text, claim.quantity.outer[0], quantities[place + 1].outer[0]) or _counts_scope(
            between
        ):
            return ("qualifier", "role.qualifier.before_count")
    if place > 0:
        previous = quantities[place - 1]
        between = text[previous.outer[1] : claim.quantity.outer[0]]
        following = text[claim.quantity.outer[1] : claim.segment.end]
        if between in ("", "、", "和", "及", "与", "或", "或者"):
            return None
        if re.search(
            r"(?:营收|收入|产值|投资|规模|面积|资金|利润|市值|销售额|超|前|达|排名|不低于|以上|评估|人口|年产|产能|高度|床位|存栏|估值)[^，。]{0,8}$",
            between,
        ) and (re.match(r"的?[一-鿿A-Za-z“]", following) or "排名" in between or between.endswith("前")):
            return ("qualifier", "role.qualifier.attribute")
    return None


def _describes(text: str, start: int, following: int) -> bool:
    """True when the words between two numbers run on as one noun phrase ending in the second's topic."""
    between = text[start:following]
    return bool(
        re.search(
            r"的[一-鿿A-Za-z“”]{1,14}$|以上[一-鿿“”]{1,12}$|级[一-鿿]{1,10}$|名?[一-鿿]{2,14}(?:数量|数目|数|比例|占比|比重|率)(?:达到|达|为)?$",
            between,
        )
    )


_SCOPE_VERB_RE = re.compile(
    r"新增|建设|建成|培育|完成|实现|达到|提高|增长|下降|计划|拟|改造|投资|总投资|投入|占|每|平均|覆盖|各|降低|减少|提升|突破"
)


def _counts_scope(between: str) -> bool:
    """40个重点城市|计划新增|650万套: the first number counts those who act."""
    match = _SCOPE_VERB_RE.search(between)
    return match is not None and match.start() >= 2


def _lone_qualifier(claim: Claim) -> Verdict:
    """面积50亩以上的项目: a measured amount and 的 before its noun, with no count beside it."""
    after = claim.after
    if claim.is_time and claim.predicate.kind in ("none", "deliver"):
        return ("qualifier", "role.qualifier.duration")
    counted = _is_counter(claim)
    if not counted and re.match(
        r"(?:以上|以下|以内|左右)?的(?!目标|水平|任务|增长|速度|增速|比例|要求)[一-鿿]", after
    ):
        return ("qualifier", "role.qualifier.attribute")
    if not counted and not claim.is_percent and re.match(r"(?:以上|以下|级|及以上)(?:的)?[一-鿿]{2}", after):
        return ("qualifier", "role.qualifier.class")
    return None


def _is_counter(claim: Claim) -> bool:
    return not (claim.is_percent or claim.is_money or claim.is_time or claim.quantity.unit == "")


def _subsidy(claim: Claim, cue: _Cues) -> Verdict:
    """给予最高100万元奖励: money or a share of it that somebody is given."""
    if not (claim.is_money or claim.is_percent or "元" in claim.quantity.unit):
        return None
    words = claim.clause
    if re.search(r"标准(?:再)?(?:提高|增加|上调)|基础养老金|最低工资", words) and not re.search(
        r"给予|一次性|最高", words
    ):
        return None
    text = claim.words
    if re.search(
        r"给予|予以|奖励|奖补|贴息|一次性|罚款|处以|处罚|最高(?:可|不超过|给|补|奖)|按[^，。；]{0,20}(?:给|补|奖|返)",
        words,
    ):
        return ("subsidy", "role.subsidy.give")
    if (
        re.search(r"(?:给予|予以|奖励|奖补|补助|补贴|贴息|资助)", claim.earlier)
        and claim.is_money
        and not claim.due_here
    ):
        if cue.give.search(segment_text(claim.setting, claim.segment)) or re.search(
            r"最高|每|单个|分别", words
        ):
            return ("subsidy", "role.subsidy.give")
    if (
        cue.take.search(words)
        and not re.search(r"(?:使用|回收|征收|利用|综合|收入)率|控制在", words)
        and not cue.hedge.search(text)
    ):
        return ("fee", "role.fee.take")
    if re.search(r"(?:补助|补贴|资助|补偿|奖金|扶持)[^，。；]{0,12}$", claim.before) and claim.is_money:
        return ("subsidy", "role.subsidy.amount")
    if re.match(r"(?:以内|左右)?的?(?:奖励|奖补|补助|补贴|资助|贴息|奖金|罚款|罚金)", claim.after):
        return ("subsidy", "role.subsidy.amount")
    return None


def _threshold(claim: Claim, cue: _Cues) -> Verdict:
    """面积不超过70平方米, 3家以上单位联合申报, 对投资超1亿元的企业: a condition on somebody."""
    words = claim.clause
    after_words = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if _CONDITION_RE.search(claim.earlier) and re.search(
        r"的，|的(?:企业|单位|个人|项目|机构|地区|县|市|人员)", claim.words
    ):
        return ("threshold", "role.threshold.condition")
    if re.match(r"(?:以上|以下|以内|及以上)?的?[，,](?:给予|可|应|按|由|予以|方可|每)", after_words):
        return ("threshold", "role.threshold.condition")
    if re.search(
        r"不得(?:低于|少于|超过|高于|突破)",
        words + claim.setting.text[claim.quantity.outer[0] : claim.quantity.span[0]],
    ):
        if not cue.hedge.search(claim.earlier):
            return ("norm", "role.norm.must_not")
    if (
        re.search(
            r"(?:面积|年满|满|注册资本|资格|户型|申报|申请|从业|高度|层数|距离|间距|厚度|浓度|限值|时速|周岁)[^，。；]{0,8}$",
            claim.before,
        )
        and claim.due is not None
        and claim.due.source != "sentence"
        and not cue.hedge.search(claim.earlier)
    ):
        if re.search(
            r"不超过|不少于|不低于|不高于|以上|以下|以内|满|未满|≥|≤",
            claim.setting.text[claim.quantity.outer[0] : claim.quantity.outer[1]] + words[-6:],
        ):
            return ("threshold", "role.threshold.limit")
    if (
        re.search(
            r"联合申报|方可|申报条件|准入条件|符合(?:以下|下列)条件|成员(?:的)?(?:同意|表决)|上限|下限",
            claim.words,
        )
        and not claim.due_here
    ):
        return ("threshold", "role.threshold.condition")
    return None


def _rules_document(claim: Claim, cue: _Cues) -> Verdict:
    """办法, 条例: numbers are norms unless a date to come stands in the sentence."""
    if claim.setting.meta.kind == "rules" and not (claim.due_here and claim.predicate.kind != "none"):
        return ("norm", "role.norm.rules")
    return None


def _forecast(claim: Claim, cue: _Cues) -> Verdict:
    """预计可带动就业3万人: somebody expects it."""
    match = last_match(cue.forecast, claim.earlier)
    if match is None:
        return None
    between = claim.earlier[match.end() :]
    if re.search(r"[。；]", between) or re.search(r"预期目标", claim.earlier):
        return None
    # 预计 governs the clauses that run on from it, not one that opens with a verb of its own goal.
    if claim.predicate.kind == "deliver" and between.count("，") >= 2 and cue.hedge.search(between):
        return None
    return ("forecast", "role.forecast.expected")


def _budget(claim: Claim, cue: _Cues) -> Verdict:
    return ("budget", "role.budget.allotted") if cue.budget.search(claim.clause) and claim.is_money else None


def _achieved(claim: Claim, cue: _Cues) -> Verdict:
    """What is the case or was done: by tense, words, and the heading it stands under."""
    clause = claim.clause
    before = claim.before
    if re.search(r"同比|环比|两年平均", clause) and not claim.hedged:
        return ("achieved", "role.achieved.compared")
    if claim.tense == "past":
        return ("achieved", "role.achieved.date")
    local = claim.earlier[-60:]
    local = local[max(local.rfind("；"), local.rfind("。")) + 1 :]
    if claim.due_here:
        return None
    if cue.achieved.search(before) or _ALREADY_RE.search(before) or _PERFECTIVE_RE.search(before):
        return ("achieved", "role.achieved.words")
    if claim.previous is not None and not claim.hedged:
        previous = segment_text(claim.setting, claim.previous)
        if (cue.achieved.search(previous) or _ALREADY_RE.search(previous)) and claim.segment.mark in (
            "，",
            "、",
            ",",
            "和",
            "（",
        ):
            return ("achieved", "role.achieved.words")
    if claim.polarity == "past" and not claim.hedged:
        return ("achieved", "role.achieved.heading")
    return None


def _target(claim: Claim, cue: _Cues) -> Verdict:
    """A verb that makes it a goal, and a plan, a date or a heading that makes it the issuer's."""
    kind = claim.predicate.kind
    meta = claim.setting.meta
    plan_like = meta.kind in ("plan", "report", "communique", "speech", None) or claim.polarity == "goal"
    anchored = claim.due_here or claim.hedged or (claim.tense == "future")
    if meta.kind == "news" and claim.polarity != "goal":
        plan_like = False
    quoted = meta.kind == "news" and cue.quoting.search(claim.words) is not None and claim.due is not None
    if not (plan_like or anchored or quoted):
        return None
    unit_free = claim.quantity.unit == ""
    if kind in ("level", "increase", "decrease"):
        if unit_free and not (anchored or claim.polarity == "goal"):
            return None
        return ("target", f"role.target.{kind}")
    if kind == "deliver":
        if unit_free:
            return None
        return ("target", "role.target.deliver")
    if _is_counter(claim) and claim.inherited_verb is not None and claim.segment.mark in _LIST_MARKS:
        return ("target", "role.target.list")
    if _is_counter(claim) and claim.governing is not None and _is_part(claim):
        return ("target", "role.target.part")
    if claim.is_percent and claim.due is not None and _PERCENT_VERB_RE.match(claim.after):
        return ("target", "role.target.share")
    if (
        (anchored or claim.polarity == "goal")
        and claim.due is not None
        and not unit_free
        and _names_indicator(claim)
    ):
        return ("target", "role.target.stated")
    return None


_LIST_MARKS = frozenset(("，", "、", "；", ",", ";", "和", "及", "与", "以及"))
# "100%覆盖", "90%以上实现上云": the share is of what the verb says.
_PERCENT_VERB_RE = re.compile(
    r"(?:以上)?(?:全?覆盖|达标|到位|落实|完成|通过|上云|接入|普及|联网|公开|办结|配备|纳入|实现|建成|开展|参与|入网|可办|签约|收集|处理|使用|应用)"
)


def _is_part(claim: Claim) -> bool:
    """其中越城区28个、柯桥区22个: a place or group and its share of the count before."""
    start, end = claim.predicate.lead
    lead = claim.setting.text[start:end]
    return claim.predicate.kind == "none" and 2 <= len(lead) <= 12


# An indicator that needs no verb: 城镇调查失业率5.5%左右, 粮食产量1.3万亿斤以上, “上海标准”50项.
_INDICATOR_END_RE = re.compile(
    r"(?:率|量|值|数|额|比重|占比|比例|指数|强度|面积|规模|水平|人口|收入|支出|就业|投资|里程|程度|产能|能耗|面|度|比|资金|总额|覆盖|涨幅|增速|增幅|寿命|年限|标准|达标)$"
)


def _names_indicator(claim: Claim) -> bool:
    start, end = claim.predicate.topic
    topic = claim.setting.text[start:end]
    return bool(_INDICATOR_END_RE.search(topic)) or (claim.hedged and len(topic) >= 2)


Rule = Callable[[Claim, _Cues], Verdict]
RULES: tuple[Rule, ...] = (
    _already_read,
    _title,
    _document,
    _starting_value,
    _qualifier,
    _subsidy,
    _threshold,
    _rules_document,
    _forecast,
    _budget,
    _achieved,
    _target,
)


def decide_role(claim: Claim, lexicon: Lexicon) -> tuple[str, str]:
    """(role, rule id) of the claim; ("number", "role.none") when no rule answers."""
    table = cues(lexicon)
    for rule in RULES:
        verdict = rule(claim, table)
        if verdict is not None:
            return verdict
    return ("number", "role.none")
