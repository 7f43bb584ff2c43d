"""A claim -> its role: target, or why it is none.

Rules are asked in the order of RULES; the first that answers decides. Each answer names the rule.
"""

from __future__ import annotations

from collections.abc import Callable

from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.against import aimed_at
from plancli.targets.claim import Claim
from plancli.targets.condition import condition, fee, limit, subsidy
from plancli.targets.cues import Cues, Verdict, cues
from plancli.targets.fact import achieved
from plancli.targets.forecast import forecast
from plancli.targets.goal import target
from plancli.targets.norm import norm
from plancli.targets.phrase import turn_of_phrase
from plancli.targets.qualifier import qualifier
from plancli.targets.reference import starting_value
from plancli.targets.sizes import size_or_rule
from plancli.targets.voice import ISSUER, SPOKEN, TOLD
from plancli.targets.which import which


def _title(claim: Claim, cue: Cues) -> Verdict:
    """A number inside 《…》, or in the quoted name of a campaign (“带动三亿人参与”行动), is part of a name."""
    if claim.setting.in_title(claim.quantity.span[0]):
        return ("name", "role.name.title")
    text, at = claim.setting.text, claim.quantity.span[0]
    policy = claim.quantity.unit == "条" and _POLICY_RE.search(text, max(0, at - 30), at) is not None
    policy = policy and text.startswith("”", claim.quantity.outer[1])
    if not (claim.is_chinese or policy):
        return None
    opening = text.rfind("“", max(claim.sentence.start, at - 16), at)
    quoted = opening >= 0 and "”" not in text[opening:at]
    if quoted and (policy or _CAMPAIGN_RE.match(text, claim.quantity.span[1])):
        return ("name", "role.name.quoted")  # 落实“民营经济31条”
    return None


_POLICY_RE = lazily(
    r"(?:落实|出台|实施|执行|兑现|贯彻|推出|制定|发布|印发|按照|依据|享受|用好|对照|深化|升级)[^，。；“”0-9]{0,6}“[^“”0-9]{2,14}$"
)
_CAMPAIGN_RE = lazily(
    r"[^“”，。；]{0,14}”[^，。；“”]{0,4}?(?:行动|工程|计划|活动|战略|项目|政策|模式|成果|成效|愿景|红利)"
)


def _definition(claim: Claim, cue: Cues) -> Verdict:
    """本意见所称大型场馆，是指座位数20000个以上的体育场: what a word means."""
    if "指" not in claim.earlier:
        return None
    # “5020”项目（指投资50亿元以上的项目） says which; “双千工程”（指培育1000家企业） what is to be done.
    aside = _MEANS_ASIDE_RE.search(claim.earlier)
    counted = _COUNTED_BEHIND_RE.match(claim.setting.text, claim.quantity.span[1], claim.sentence.end)
    which = aside and (_OF_SIZE_RE.match(claim.behind) or counted)
    return ("qualifier", "role.qualifier.definition") if which or _MEANS_RE.search(claim.earlier) else None


_MEANS_RE = lazily(r"是指|系指|指的是|[：:]指(?![标数导挥南定派尖引战示令])")
_MEANS_ASIDE_RE = lazily(r"[（(]指(?![标数导挥南定派尖引战示令])[^（）()]*$")
_OF_SIZE_RE = lazily(r"(?:以上|以下|以内)的?(?!目标)[^\W0-9_]{2}")
_COUNTED_BEHIND_RE = lazily(r"[^（）()]{0,60}[）)][0-9]")


def _document(claim: Claim, cue: Cues) -> Verdict:
    """A statistics release and a company's results tell what was."""
    kind = claim.setting.meta.kind
    if kind not in ("statistics", "results") or (claim.voice in (ISSUER, TOLD) and claim.due_here):
        return None
    if kind == "statistics" and claim.hedged and claim.due_here:
        return None  # 下半年力争新开工项目30个
    return ("achieved", f"role.document.{kind}")


def _rules_document(claim: Claim, cue: Cues) -> Verdict:
    """办法, 条例: numbers are norms unless a date to come stands in the sentence."""
    if claim.setting.meta.kind != "rules":
        return None
    acts = claim.predicate.kind != "none" or claim.inherited_verb is not None
    # 考核细则 set the year's goals under a heading, then say how they are scored.
    goal = claim.polarity == "goal" and claim.quantity.base_unit != "分" and claim.under_goals
    return None if acts and (claim.due_here or goal) else ("norm", "role.norm.rules")


# "比例不低于60%（ | 国家要求为 | 55%）", "（ | 省下达目标 | 2.5万人）"
_ASKED_ABOVE_RE = lazily(
    r"(?:国家|上级|全国|部里|(省里|省定|省级|全省|省(?=下达)))(?:下达|规定)?(?:平均)?(?:约束性|预期|考核|规划|年度|化债|控制){0,2}(?:要求|目标|标准(?!化)|任务|水平)(?:值|数)?(?:为|是|达到?)?"
)
_NAMED_PROVINCE_RE = lazily(rf"{IDEOGRAPH}省")
_ELSEWHERE = ("全国", "全球", "世界")
# "全国医药工业百强企业 | 8家", "世界500强企业", "全国性赛事": of which rank the things are that a place sets itself.
_OF_RANK_RE = lazily(
    r"(?:全国|全球|世界)(?:性|级|首[店发创家批]|[^，。；、0-9]{0,8}(?:[百千]强|[0-9]{1,4}强|重点|示范|先进|文明|知名|一流|优秀|特色|冠军))"
)


def _quoted(claim: Claim, cue: Cues) -> Verdict:
    """国家规划明确，到2030年全国…: what another body sets, told in the plan of a place below it."""
    if claim.setting.meta.region is None:
        return None
    asked = _ASKED_ABOVE_RE.fullmatch(claim.before) if claim.segment.depth > 0 else None
    if asked is not None and not (asked[1] and claim.setting.meta.region.endswith(("省", "自治区"))):
        return ("quoted", "role.quoted.other_body")  # 比例不低于60%（国家要求为55%）
    topic = claim.setting.text[slice(*claim.predicate.topic)]
    goes_on = claim.inherited_verb is not None and claim.predicate.kind == "none"
    ranked = claim.counts_things and _OF_RANK_RE.match(topic) is not None
    # 全年新开加盟店300家，全国门店总数达到2000家以上: how many there are then of one's own
    more = claim.counts_things and claim.quantity.bound in ("ge", "gt")
    goes_on = goes_on or (more and claim.previous_role == "target")
    if topic.startswith(_ELSEWHERE) and not (claim.hedged or goes_on or ranked):
        return ("quoted", "role.quoted.scope")
    abroad = not (claim.hedged or claim.due_here) and cue.match("abroad", topic) is not None
    if claim.setting.meta.kind in SPOKEN and (abroad or cue.match("abroad_means", claim.earlier)):
        return ("quoted", "role.quoted.other_body")  # 美国、日本的比率在8%至9%
    named = cue.search("quoted", claim.earlier)
    # 某省“十四五”规划提出: the province is named, and whose plan it is tells the voice.
    own = named is not None and (
        _NAMED_PROVINCE_RE.match(claim.earlier, max(0, named.start() - 1))
        # 能耗、碳排放均完成国家下达目标，非化石能源占比达到22%
        or claim.earlier.endswith(("完成", "达到", "实现"), 0, named.start())
        # 排放降低17%（以国家下达任务为准），非化石能源占比达到25%
        or _is_over(claim.earlier, *named.span())
    )
    # In the news what the state's own plan says is told as a goal too.
    state = (
        claim.setting.meta.kind in SPOKEN and named is not None and _STATE_PLAN_RE.match(named[0]) is not None
    )
    return (
        None if named is None or own or (state and claim.due_here) else ("quoted", "role.quoted.other_body")
    )


def _is_over(text: str, start: int, end: int) -> bool:
    """True for words of *text* in brackets that close behind them."""
    opened = text.rfind("（", 0, start) > text.rfind("）", 0, start)
    return opened and text.find("）", end) >= 0


_STATE_PLAN_RE = lazily(
    r"(?:国家|国务院)[^，。；]{0,6}(?:规划|方案|意见|通知|计划)[^，。；]{0,6}(?:提出|明确|确定)"
)


# "五年累计投入 | 不少于20亿元": what a plan will have put in by its end.
_OVER_PERIOD_RE = lazily(r"(?<![近前过])[二两三四五2-5]年累计[^，。；0-9]{2,4}$")


def _in_sum(claim: Claim) -> bool:
    """True for money of a plan, added up over its years and bounded."""
    bounded = claim.quantity.bound == "ge" and claim.setting.meta.kind == "plan" and claim.polarity != "past"
    return bounded and _OVER_PERIOD_RE.search(claim.before) is not None


# "今年中央财政还 | 安排补助资金 | 9.3亿元", in the news: what the centre gives is given.
_BUDGET_SEASON = "03"
_CENTRE_GIVES_RE = lazily(
    r"(?:中央|国家)财政(?:还|已|共|又)?安排[^，。；0-9]{0,12}(?:资金)?[^，。；0-9]{0,4}$"
)


def _budget(claim: Claim, cue: Cues) -> Verdict:
    """已安排10亿元: money already allotted."""
    if claim.previous_role == "budget" and claim.is_count and claim.before in ("支持", "用于支持", "用于"):
        return ("budget", "role.budget.allotted")  # 已安排14亿元，支持50个项目地区
    if not claim.is_money:
        return None
    if claim.previous_role == "budget" and claim.among:
        return ("budget", "role.budget.allotted")  # 已下达补助资金707亿元，其中租赁住房资金224亿元
    # In March it is what the year's budget is to give.
    spoken = claim.setting.meta.kind in SPOKEN and (claim.setting.reference or "")[5:7] > _BUDGET_SEASON
    if spoken and not (claim.hedged or claim.planned) and _CENTRE_GIVES_RE.search(claim.before):
        return ("budget", "role.budget.allotted")
    told = cue.search("budget", claim.clause)
    if told is not None and told.group().startswith("累计") and claim.tense == "future":
        told = None  # 2026—2028年，财政累计安排100亿元
    if told is not None and claim.tense is None and _in_sum(claim):
        told = None
    if claim.before.endswith("拿出") and _HANDED_RE.match(claim.after):
        return ("budget", "role.budget.allotted")  # 拿出1200万元走访慰问困难群众
    above = _FROM_ABOVE_RE.search(claim.before)
    if above is not None and claim.tense == "future" and not above.group().endswith("的"):
        above = None  # 用好上级下达的3亿元 is allotted, 2026—2028年，中央财政安排100亿元 is not yet
    meant = claim.hedged or claim.planned or "年内" in claim.earlier
    handed = claim.setting.meta.kind in SPOKEN and not meant and _HANDED_DOWN_RE.search(claim.before)
    return ("budget", "role.budget.allotted") if told or above or handed else None


# "财政部 | 下达2022年衔接补助资金 | 1650亿元", in the news
_HANDED_DOWN_RE = lazily(
    r"(?:年初|本级|部门|已)预算(?:已)?安排[^，。；0-9]{0,8}$|(?<![拟将划])(?:下达|拨付|预拨)了?[^，。；]{0,30}(?:资金|补助|经费|专项)[^，。；0-9]{0,4}$"
)
_HANDED_RE = lazily(r"[^，。；]{0,4}(?:走访|慰问|奖励|表彰|重奖|救助)")
# "用好上级下达的 | 3亿元"
_FROM_ABOVE_RE = lazily(
    r"(?<!争取)(?<!争取到)提前下达的[^，。；0-9]{2,12}$|(?:上级|中央|省级?)[^，。；]{0,4}(?:下达|拨付|(?<!再)安排|补助)的?$"
)


Rule = Callable[[Claim, Cues], Verdict]
RULES: tuple[Rule, ...] = (
    _title,
    _definition,
    _document,
    starting_value,
    aimed_at,
    which,
    size_or_rule,
    qualifier,
    subsidy,
    fee,
    condition,
    norm,
    limit,
    _rules_document,
    _quoted,
    forecast,
    _budget,
    achieved,
    turn_of_phrase,
    target,
)


def decide_role(claim: Claim, lexicon: Lexicon) -> tuple[str, str]:
    """(role, rule id) of the claim; ("number", "role.none") when no rule answers."""
    table = cues(lexicon)
    for rule in RULES:
        verdict = rule(claim, table)
        if verdict is not None:
            return verdict
    return ("number", "role.none")
