"""A claim -> whether its number is a grant, a charge, a condition on somebody or a standing norm."""

from __future__ import annotations

import re

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Cues, Verdict

_BOUND_WORD_RE = lazily(r"不超过|不少于|不低于|不高于|以上|以下|以内|满|≥|≤")


# "对上半年产值1亿元以上、增速达到全市平均水平的企业，给予奖励": what those must be who are given.
_GRANTED_RE = lazily(
    r"[^，。；]{0,40}的[^，。；]{0,10}[，,](?:再|另|分别|一次性|每年|直接|按[^，。；]{0,30})?(?:给予|予以|补|奖|可|减|免)"
)


def subsidy(claim: Claim, cue: Cues) -> Verdict:
    """给予最高100万元奖励: money or a share of it that somebody is given."""
    priced = claim.is_money or claim.quantity.base_unit.startswith("元/")
    if not (priced or claim.is_percent):
        return None
    given = cue.search("give", claim.clause)
    if cue.search("entitlement", claim.clause) and not given:
        return None
    if claim.is_money and "bound.le.highest" in claim.quantity.rules:
        return ("subsidy", "role.subsidy.highest")
    raised = claim.predicate.kind == "level" or claim.previous_role == "target"
    if claim.is_money and not raised and cue.search("each_recipient", claim.before):
        return ("subsidy", "role.subsidy.each")
    onward = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if given or (_AT_RATE_RE.search(claim.before) and _GIVES_RE.match(onward)):
        return ("subsidy", "role.subsidy.give")
    topic = claim.setting.text[slice(*claim.predicate.topic)]
    if claim.predicate.kind == "level" and _AID_RE.search(topic):
        return ("subsidy", "role.subsidy.raised")
    raises = claim.predicate.kind in ("level", "increase") or cue.search("raise_money", claim.before)
    if claim.is_money and not claim.due_here and not raises:
        if cue.search("give", claim.earlier) and re.search(r"最高|每|单个|分别|补|奖", claim.clause):
            return ("subsidy", "role.subsidy.give")
        if cue.search("give_before", claim.before) or cue.match("give_after", claim.after):
            return ("subsidy", "role.subsidy.amount")
    return None


# "按设备投资额 | 30% | 、最高不超过800万元给予补贴": the rate before a verb of giving further on in its clause.
_AT_RATE_RE = lazily(r"按(?:照)?[^，。；：、]{0,20}$")
_GIVES_RE = lazily(r"[^，。；：]{0,30}?(?:给予|予以|补[助贴]|奖[励补]|贴息|提供资金)")
# 补贴由1.3万元降至0.91万元, 补助比例提高至12%: the aid itself is measured.
_AID_RE = lazily(r"(?:补贴|补助|奖励|资助|奖补)(?:比例|标准|额度|资金|金额)?(?:最高)?$")


def fee(claim: Claim, cue: Cues) -> Verdict:
    """减按15%的税率征收: what somebody pays or may deduct."""
    priced = claim.is_money or claim.is_percent or claim.quantity.base_unit in ("倍", "个基点", "基点")
    priced = priced or claim.quantity.base_unit.startswith("元/")
    if not priced or claim.hedged:
        return None
    lowered = claim.predicate.kind == "decrease" or claim.setting.text[claim.predicate.verb[0]] in "降压"
    if cue.search("take", claim.clause) and not (
        lowered or re.search(r"收入|[用收处]率|控制在|发放|兑现", claim.clause)
    ):
        return ("fee", "role.fee.charge")
    return None


# "低于5∶1 | 时继续启动", "达到100人 | 后": what happens then.
_WHEN_RE = lazily(
    r"(?:以上|以下)?(?:时(?![尚装令事间期段代长速限髦空效钟光节差点下政])|后(?![勤进厨期续备段评援盾台端置天世代]))"
)
# "以不超过70平方米 | 的小户型为主"
_AS_MAIN_RE = lazily(r"的[^，。；]{1,12}为主")
# "按 | 1.3倍计算"; 赤字率拟按3%安排 sets a goal.
_BY_RATE_RE = lazily(r"(?<!拟)按$")
_ALLOWS_RE = lazily(r"(?:左右|以内|以上)?(?:安排|掌握|考虑|把握|预期)")
# "投资额的10% | 可从税额中抵免", "最低价的70% | 执行"
_APPLIED_RE = lazily(
    r"(?:以内|以上|以下)?(?:的)?(?:标准|比例|价格)?"
    r"(?:可(?:[从按以在享由]|抵|予)|(?:执行|计算|计收|计提|计征|收取|征收|折算|抵免|抵扣|抵减|加计扣除)$)"
)
_IN_PRINCIPLE_RE = lazily(r"原则上[^，。；]{0,24}$")
_TERM_RE = lazily(r"期限(?:最长|一般)?(?:为|不超过|不低于|不少于)?$")
# "浓度严格执行 | 不高于10毫克/立方米的标准"
_ENFORCED_RE = lazily(r"执行(?![率力])[^，。；]{0,4}$|执行现行[^，。；]{0,16}标准$")
# "人员与全护理、半护理老人比例分别不低于 | 1∶3"
_BETWEEN_RE = lazily(r"[与和][^，。；]{1,40}(?:比例|之比|配比)")
# "出水执行一级A标准，COD不高于50毫克/升": what the standard says.
_STANDARD_RE = lazily(r"执行[^，。；]{0,16}标准，[^，。；]{0,24}$")
# "每季度召开不少于 | 1次": how often, not how much.
_ROUTINE_RE = lazily(
    r"每(?:季度?|月|周|旬|半年|学期|日|天)[^，。；]{0,30}$|每年[^，。；]{0,20}(?:免费|享受|可)[^，。；]{0,12}$"
)
_OFTEN = 12


def _follows_standard(claim: Claim) -> bool:
    """执行一级A标准，COD不高于50毫克/升; 执行现行限额标准112项; 严格执行不高于10毫克的标准."""
    if _ENFORCED_RE.search(claim.before):
        return True
    bounded = claim.predicate.kind == "level" and claim.quantity.bound != "eq" and not claim.counts_things
    return bounded and _STANDARD_RE.search(claim.earlier[-60:]) is not None


def threshold(claim: Claim, cue: Cues) -> Verdict:
    """面积不超过70平方米, 3家以上单位联合申报, 对投资超1亿元的企业: a condition on somebody."""
    following = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if cue.search("condition_head", claim.earlier) and re.match(r"(?:以上|以下|以内|及以上)?的", claim.after):
        return ("threshold", "role.threshold.condition")
    if cue.search("condition_head", claim.earlier) and _GRANTED_RE.match(following):
        return ("threshold", "role.threshold.granted")
    if re.match(
        r"(?:(?:以上|以下|以内|及以上)?的|以上|以下)[，,](?:再|分别|另|一次性|每年|直接)?(?:给予|可|应|按|由|予以|方可|每|实行|奖|补)",
        following,
    ):
        return ("threshold", "role.threshold.condition")
    if _WHEN_RE.match(claim.after):
        return ("threshold", "role.threshold.when")
    if _AS_MAIN_RE.match(claim.after):
        return ("threshold", "role.threshold.mainly")
    by_rate = _BY_RATE_RE.search(claim.before) and not _ALLOWS_RE.match(claim.behind)
    if by_rate or (not claim.due_here and _APPLIED_RE.match(claim.after)):
        return ("norm", "role.norm.applied")
    if (
        not claim.due_here
        and _ROUTINE_RE.search(claim.before)
        and claim.quantity.base_unit == "次"
        and claim.quantity.value <= _OFTEN
    ):
        return ("norm", "role.norm.routine")
    ruled = claim.quantity.bound != "eq" or re.match(r"的?(?:比例|标准|税率|费率)", claim.after)
    if re.search(r"按(?:照)?每", claim.before):
        return ("norm", "role.norm.according")
    if ruled and re.search(r"(?<!拟)按(?:照)?(?:每)?[^，。；]{0,20}$", claim.before) and not claim.is_count:
        return ("norm", "role.norm.according")
    if claim.is_time and claim.quantity.bound != "eq" and _TERM_RE.search(claim.before):
        return ("threshold", "role.threshold.limit")
    if not claim.dated_clause and _IN_PRINCIPLE_RE.search(claim.before):
        return ("norm", "role.norm.standard")
    if not claim.due_here and _follows_standard(claim):
        return ("norm", "role.norm.standard")
    if " numeral.ratio" in claim.read_by and not claim.due_here and _BETWEEN_RE.search(claim.before):
        return ("norm", "role.norm.ratio")
    if cue.search("weight", claim.before):
        return ("norm", "role.norm.weight")
    if claim.hedged:
        return None
    if cue.search("ought", claim.earlier) and not claim.due_here:
        return ("norm", "role.norm.ought")
    if cue.search("norm_noun", claim.before):
        return ("norm", "role.norm.planning")
    if cue.search("single", claim.before) and claim.quantity.bound != "eq":
        return ("threshold", "role.threshold.single")
    outer = claim.setting.text[slice(*claim.quantity.outer)]
    if cue.search("duty", claim.before + outer):
        return ("norm", "role.norm.must_not")
    limited = cue.search("limit_noun", claim.before) and _BOUND_WORD_RE.search(outer + claim.clause[-6:])
    if limited and not claim.due_here:
        return ("threshold", "role.threshold.limit")
    if cue.search("eligible", claim.words) and not claim.due_here:
        return ("threshold", "role.threshold.eligible")
    return None
