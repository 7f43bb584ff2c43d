"""A claim -> its role: target, or why it is none.

Rules are asked in the order of RULES; the first that answers decides. Each answer names the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import last_match
from plancli.targets.claim import Claim, is_time_unit, noun_after, segment_text

Verdict = tuple[str, str] | None
"""(role, rule id), or None to ask the next rule."""
JOINED = frozenset(("", "、", "和", "及", "与", "或", "或者"))
"""Between two numbers of one list."""
LIST_MARKS = frozenset(("，", "、", "；", ",", ";", "和", "及", "与", "以及"))

# Where the words of a table must stand; {} is the alternation of its forms.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "achieved": ("achieved", "{}"),
    "compared": ("compared", "{}"),
    "forecast": ("forecast", "{}"),
    "budget": ("budget", "{}"),
    "hedge": ("hedge", "{}"),
    "planned": ("planned", "{}"),
    "runs": ("running", "{}"),
    "quoting": ("quoting", "{}"),
    "other_voice": ("other_voice", "{}"),
    "quoted": (
        "other_body",
        "{}[^，。；]{{0,16}}?(?:提出|明确|预计|预测|认为|确定|喊出|下达)",
    ),
    # 按设备投资的10%给予: a rate between 按 and a verb of giving
    "give": ("give", "{}|按[^，。；]{{0,20}}(?:给|补|奖|返)"),
    "raise_money": ("raise_money", "{}"),
    "give_before": ("grant_noun", "{}[^，。；]{{0,12}}$"),
    "each_recipient": ("recipient", "(?:{}[^，。；]{{0,14}}|每月[^，。；]{{0,8}})$"),
    "single": ("recipient", "{}"),
    "give_after": ("grant_noun", "(?:以内|左右)?的?{}"),
    "entitlement": ("entitlement", "{}"),
    "take": ("take", "{}"),
    "condition_head": ("condition_head", "(?:^|[，。；：]){}[^，。；]{{0,40}}$"),
    "weight": ("weight_noun", "{}[^，。；]{{0,6}}$"),
    "ought": ("ought", "{}"),
    "norm_noun": ("norm_noun", "{}[^，。；]{{0,8}}$"),
    "duty": ("duty", "{}"),
    "limit_noun": ("limit_noun", "{}[^，。；]{{0,8}}$"),
    "eligible": ("eligible", "{}"),
    "attribute": ("attribute", "{}[^，。]{{0,8}}$"),
    "actor_verb": ("actor_verb", "{}"),
    # 80% | 以上的综合医院建成: the share is of those who do it
    "share_of": ("reach_verb", "(?:以上)?的?[^，。；]{{1,24}}?{}"),
    "share_verb": ("share_verb", "(?:以上)?{}"),
    # 5个 | 县（市）达到: the number counts those who reach it
    "reaches": ("reach_verb", "[^，。；]{{1,20}}?{}"),
    "measure_noun": ("measure_noun", "{}$"),
}


@dataclass(frozen=True)
class Cues:
    """Compiled word tables, by the name of their shape."""

    patterns: Mapping[str, re.Pattern[str]]

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """First place in *text* where a word of the table stands as its shape asks."""
        return self.patterns[name].search(text)

    def match(self, name: str, text: str) -> re.Match[str] | None:
        """The same, at the start of *text* only."""
        return self.patterns[name].match(text)


@lru_cache(maxsize=8)
def cues(lexicon: Lexicon) -> Cues:
    """Compiled cue tables of *lexicon*."""
    return Cues(
        {
            name: re.compile(shape.format(alternation(lexicon.forms(table))))
            for name, (table, shape) in _SHAPES.items()
        }
    )


# 建成了12个: 了 after a verb; not 为了, 除了, 了解.
_PERFECTIVE_RE = re.compile(r"(?<![为除罢])了(?!解|结|然|望)")
# 已建成: any 已 before the number; 而已 and 不得已 are no facts.
_ALREADY_RE = re.compile(r"(?<![而得])已(?!婚)")
_BOUND_WORD_RE = re.compile(r"不超过|不少于|不低于|不高于|以上|以下|以内|满|≥|≤")


def _already_read(claim: Claim, cue: Cues) -> Verdict:
    """Dates, names, ordinals and idiom were told apart when the number was read."""
    return (claim.quantity.role, f"role.{claim.quantity.role}") if claim.quantity.role != "number" else None


def _title(claim: Claim, cue: Cues) -> Verdict:
    """A number inside 《…》 is part of a name."""
    return ("name", "role.name.title") if claim.setting.in_title(claim.quantity.span[0]) else None


def _document(claim: Claim, cue: Cues) -> Verdict:
    """A statistics release and a company's results tell what was."""
    kind = claim.setting.meta.kind
    return ("achieved", f"role.document.{kind}") if kind in ("statistics", "results") else None


# "由4.1% | 提高到 | 4.5%": what stands before the first and between the two.
_FROM_RE = re.compile(r"(?:由|从|自)[^，。；]{0,14}$")
_CHANGE_RE = re.compile(r"到|至|为|升|增|降|减|提|扩")


def _starting_value(claim: Claim, cue: Cues) -> Verdict:
    """由4.1%提高到4.5%: the first number is where the goal starts from."""
    following = claim.segment.quantities[claim.index + 1 :]
    if not following or not _FROM_RE.search(claim.before):
        return None
    between = claim.setting.text[claim.quantity.outer[1] : following[0].outer[0]]
    return ("reference", "role.reference.start") if _CHANGE_RE.search(between) else None


def _qualifier(claim: Claim, cue: Cues) -> Verdict:
    """总投资超10亿元的项目500个, 10家营收超百亿元企业: a number that describes what another counts."""
    if claim.before.endswith(("即", "也就是")):
        return ("qualifier", "role.qualifier.apposition")
    numbers = [q for q in claim.segment.quantities if q.role == "number"]
    if len(numbers) < 2:
        return _lone_qualifier(claim, cue)
    text = claim.setting.text
    place = next((i for i, q in enumerate(numbers) if q is claim.quantity), 0)
    if place + 1 < len(numbers):
        between = text[claim.quantity.span[1] : numbers[place + 1].outer[0]]
        if "bound.le.rank" in numbers[place + 1].rules:
            return None
        if claim.is_time and between not in JOINED - {""}:
            return ("qualifier", "role.qualifier.duration")  # 三年累计安排15亿元
        if between not in JOINED and (_DESCRIBES_RE.search(between) or _counts_actors(between, cue)):
            return ("qualifier", "role.qualifier.before_count")
        if claim.measures_kind and _NOUN_RE.fullmatch(between):
            return ("qualifier", "role.qualifier.measured_noun")  # 220千伏变电站6座
    if place > 0:
        between = text[numbers[place - 1].outer[1] : claim.quantity.outer[0]]
        if claim.is_rank and between not in JOINED:
            return ("qualifier", "role.qualifier.rank")  # 3个专科进入全省前10位
        if between == "" and not is_time_unit(numbers[place - 1]):
            return ("qualifier", "role.qualifier.attribute")  # 1000项亿元以上项目
        if between in JOINED or is_time_unit(numbers[place - 1]) or not cue.search("attribute", between):
            return None
        if re.match(r"的?[一-鿿A-Za-z“]", claim.after) or between.endswith(("前", "排名")):
            return ("qualifier", "role.qualifier.attribute")
    return None


# Between two numbers: "的项目", "以上企业", "级企业", "学科数目达到" run on to what the second counts.
_NOUN_RE = re.compile(r"(?:以上|以下|及以上)?的?[一-鿿“”]{2,10}")
_DESCRIBES_RE = re.compile(
    r"的[一-鿿A-Za-z“”]{1,14}$|以上[一-鿿“”]{1,12}$|级[一-鿿]{1,10}$"
    r"|名?[一-鿿]{2,14}(?:数量|数目|数|比例|占比|比重|率)(?:达到|达|为)?$"
)


def _counts_actors(between: str, cue: Cues) -> bool:
    """40个重点城市|计划新增|650万套: the first number counts those who act."""
    verb = cue.search("actor_verb", between)
    return verb is not None and verb.start() >= 2


def _lone_qualifier(claim: Claim, cue: Cues) -> Verdict:
    """面积50亩以上的项目: a measured amount and 的 before its noun, with no count beside it."""
    verb = claim.setting.text[slice(*claim.predicate.verb)]
    if claim.is_time and (
        claim.predicate.kind in ("none", "deliver") or verb in ("是", "为") or noun_after(claim)
    ):
        return ("qualifier", "role.qualifier.duration")
    if "unit.grade.level" in claim.quantity.rules and claim.predicate.kind != "level":
        return ("qualifier", "role.qualifier.grade")
    if claim.is_count or (claim.is_percent and cue.match("share_of", claim.after)):
        return None
    if re.match(r"的[^，。；]{0,14}(?:基金|资金)", claim.after):
        return None  # 设立总规模10亿元的基金
    if re.match(
        r"(?:以上|以下|以内|左右)?的(?!目标|水平|任务|增长|速度|增速|比例|要求)[一-鿿]", claim.behind
    ):
        return ("qualifier", "role.qualifier.attribute")
    if not claim.is_percent and re.match(r"(?:以上|以下|级|及以上)(?:的)?[一-鿿]{2}", claim.behind):
        return ("qualifier", "role.qualifier.class")
    return None


def _subsidy(claim: Claim, cue: Cues) -> Verdict:
    """给予最高100万元奖励: money or a share of it that somebody is given."""
    if not (claim.is_money or claim.is_percent):
        return None
    given = cue.search("give", claim.clause)
    if cue.search("entitlement", claim.clause) and not given:
        return None
    if claim.is_money and "bound.le.highest" in claim.quantity.rules:
        return ("subsidy", "role.subsidy.highest")
    if claim.is_money and cue.search("each_recipient", claim.before):
        return ("subsidy", "role.subsidy.each")
    if given:
        return ("subsidy", "role.subsidy.give")
    raised = claim.predicate.kind in ("level", "increase") or cue.search("raise_money", claim.before)
    if claim.is_money and not claim.due_here and not raised:
        if cue.search("give", claim.earlier) and re.search(r"最高|每|单个|分别|补|奖", claim.clause):
            return ("subsidy", "role.subsidy.give")
        if cue.search("give_before", claim.before) or cue.match("give_after", claim.after):
            return ("subsidy", "role.subsidy.amount")
    return None


def _fee(claim: Claim, cue: Cues) -> Verdict:
    """减按15%的税率征收: what somebody pays or may deduct."""
    priced = claim.is_money or claim.is_percent or claim.quantity.base_unit == "倍"
    if not priced or claim.hedged:
        return None
    lowered = claim.predicate.kind == "decrease" or claim.setting.text[claim.predicate.verb[0]] in "降压"
    if cue.search("take", claim.clause) and not (
        lowered or re.search(r"收入|[用收处]率|控制在", claim.clause)
    ):
        return ("fee", "role.fee.charge")
    return None


def _threshold(claim: Claim, cue: Cues) -> Verdict:
    """面积不超过70平方米, 3家以上单位联合申报, 对投资超1亿元的企业: a condition on somebody."""
    following = claim.setting.text[claim.quantity.outer[1] : claim.sentence.end]
    if cue.search("condition_head", claim.earlier) and re.match(r"(?:以上|以下|以内|及以上)?的", claim.after):
        return ("threshold", "role.threshold.condition")
    if re.match(
        r"(?:(?:以上|以下|以内|及以上)?的|以上|以下)[，,](?:给予|可|应|按|由|予以|方可|每|实行)", following
    ):
        return ("threshold", "role.threshold.condition")
    ruled = claim.quantity.bound != "eq" or re.match(r"的?(?:比例|标准|税率|费率)", claim.after)
    if ruled and re.search(r"(?<!拟)按(?:照)?(?:每)?[^，。；]{0,12}$", claim.before):
        return ("norm", "role.norm.according")
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


def _rules_document(claim: Claim, cue: Cues) -> Verdict:
    """办法, 条例: numbers are norms unless a date to come stands in the sentence."""
    if claim.setting.meta.kind == "rules" and not (claim.due_here and claim.predicate.kind != "none"):
        return ("norm", "role.norm.rules")
    return None


_ELSEWHERE = ("全国", "全球", "世界")


def _quoted(claim: Claim, cue: Cues) -> Verdict:
    """国家规划明确，到2030年全国…: what another body sets, told in the plan of a place below it."""
    if claim.setting.meta.region is None:
        return None
    topic = claim.setting.text[slice(*claim.predicate.topic)]
    if topic.startswith(_ELSEWHERE) and not claim.hedged:
        return ("quoted", "role.quoted.scope")
    return ("quoted", "role.quoted.other_body") if cue.search("quoted", claim.earlier) else None


def _forecast(claim: Claim, cue: Cues) -> Verdict:
    """预计可带动就业3万人: somebody expects it.

    预计 governs its own clause and those that run on from it; once its clause ends without a number
    (预计收入恢复增长，), a clause with a topic of its own is free of it.
    """
    match = last_match(cue.patterns["forecast"], claim.earlier)
    if match is None:
        return None
    between = claim.earlier[match.end() :]
    if "；" in between:
        return None
    named = claim.predicate.verb[0] > claim.predicate.lead[0] or claim.previous_role == "target"
    own = between.split("，")[0]
    if "，" in between and len(own) > 2 and named and not re.search(r"[0-9]", own):
        return None
    return ("forecast", "role.forecast.expected")


def _budget(claim: Claim, cue: Cues) -> Verdict:
    """已安排10亿元: money already allotted."""
    return (
        ("budget", "role.budget.allotted") if claim.is_money and cue.search("budget", claim.clause) else None
    )


def _achieved(claim: Claim, cue: Cues) -> Verdict:
    """What is the case or was done: by tense, words, and the heading it stands under."""
    planned = claim.hedged or claim.polarity == "goal" or claim.previous_role == "target"
    if cue.search("compared", claim.clause) and not planned:
        return ("achieved", "role.achieved.compared")
    if claim.tense == "past":
        return ("achieved", "role.achieved.date")
    before = claim.before
    if _ALREADY_RE.search(before) and not claim.hedged:
        return ("achieved", "role.achieved.already")
    if claim.due_here:
        return None
    if cue.search("achieved", before) or _PERFECTIVE_RE.search(before):
        return ("achieved", "role.achieved.words")
    if claim.hedged:
        return None
    if claim.previous is not None and claim.segment.mark in LIST_MARKS | {"（"}:
        previous = segment_text(claim.setting, claim.previous)
        if cue.search("achieved", previous) or _ALREADY_RE.search(previous):
            return ("achieved", "role.achieved.words")
    return ("achieved", "role.achieved.heading") if claim.polarity == "past" else None


# Up to ten, in Chinese numerals: as often a turn of phrase (打造一支队伍, 八项行动) as a count.
_FEW = 10


def _turn_of_phrase(claim: Claim, cue: Cues) -> Verdict:
    """打造一支队伍: a small Chinese numeral counts only where a date, a hedge or a rate makes it a goal."""
    if "numeral.scale" in claim.quantity.rules and noun_after(claim):
        return ("name", "role.name.scale")  # 千亿斤粮食产能提升行动
    if claim.is_chinese and claim.quantity.value <= _FEW and _opens_list(claim):
        return ("count_of_talk", "role.count_of_talk.list")  # 实现三个提升：一是…
    if not claim.is_chinese or not claim.is_count or claim.quantity.base_value > _FEW:
        return None
    if claim.setting.chinese_figures and claim.quantity.value > 1 and claim.predicate.kind != "none":
        return None
    if claim.quantity.value == 1 or not (claim.due_here or claim.hedged or claim.quantity.bound != "eq"):
        return ("count_of_talk", "role.count_of_talk.few")
    return None


def _opens_list(claim: Claim) -> bool:
    """True when a colon follows the number's clause: the number counts the items to come."""
    following = claim.sentence.segments[claim.position + 1 : claim.position + 2]
    return bool(following) and following[0].mark in ("：", ":")


def _target(claim: Claim, cue: Cues) -> Verdict:
    """A verb that makes it a goal, and a plan, a date or a heading that makes it the issuer's."""
    kind = claim.predicate.kind
    news = claim.setting.meta.kind == "news"
    scheduled = claim.due is not None and claim.due.source in ("sentence", "list")
    planned = claim.planned and (scheduled or not news)
    anchored = claim.due_here or claim.hedged or planned or (claim.tense == "future" and not news)
    # In the plan itself a section that is no review speaks of what is to be done.
    in_plan = claim.setting.meta.kind == "plan" and bool(claim.chain) and claim.polarity is None
    goal = claim.polarity == "goal" or in_plan
    if not (anchored or goal or _plan_speaks(claim, cue)):
        return None
    if claim.due is None and not (
        claim.hedged or claim.polarity == "goal" or cue.search("runs", claim.earlier)
    ):
        return None
    bare = claim.quantity.unit == "" and not claim.is_rank
    if kind in ("level", "increase", "decrease"):
        return ("target", f"role.target.{kind}") if not bare or anchored or goal else None
    if kind == "deliver":
        return ("target", "role.target.deliver") if not bare else None
    if claim.is_count and claim.inherited_verb is not None and claim.segment.mark in LIST_MARKS:
        return ("target", "role.target.list")
    if claim.governing is not None and not bare and _is_part(claim):
        return ("target", "role.target.part")
    if claim.due is None or bare:
        return None
    if (
        claim.is_count
        and claim.due_here
        and claim.previous_role == "target"
        and claim.segment.mark in LIST_MARKS
    ):
        start, end = claim.predicate.lead
        return ("target", "role.target.list") if end - start >= 2 else None
    if claim.segment.mark in ("：", ":") and not claim.before and claim.previous is not None:
        label = segment_text(claim.setting, claim.previous)
        return ("target", "role.target.labelled") if cue.search("measure_noun", label) else None
    if claim.is_count and (anchored or goal) and len(claim.before) <= 2 and cue.match("reaches", claim.after):
        return ("target", "role.target.subject")
    if claim.bracket_topic is not None and claim.due_here:
        return ("target", "role.target.bracket_list")
    if claim.is_percent and (cue.match("share_verb", claim.after) or cue.match("share_of", claim.after)):
        return ("target", "role.target.share")
    if (anchored or goal) and _names_indicator(claim, cue):
        return ("target", "role.target.stated")
    return None


_QUOTE_DISTANCE = 60
"""How far before its date news may name the plan it quotes: 《…行动方案》提出，到2025年."""


def _plan_speaks(claim: Claim, cue: Cues) -> bool:
    """True when the document is itself the plan, or news that quotes one here.

    News that is all about one plan, which it names, speaks for it where no other voice is heard.
    """
    if claim.setting.meta.kind == "news":
        if claim.setting.meta.plan is not None and not cue.search("other_voice", claim.earlier):
            listed = bool(claim.chain) and claim.chain[0].kind == "item"
            dated = claim.due is not None and claim.due.source in ("sentence", "list")
            if listed or dated or cue.search("quoting", claim.words):
                return True
        if claim.due is None or claim.due.mention is None or claim.due.source not in ("sentence", "list"):
            return False
        at = claim.due.mention.core[0]
        lead = claim.setting.text[max(0, at - _QUOTE_DISTANCE) : at]
        return cue.search("quoting", lead[lead.rfind("。") + 1 :]) is not None
    if claim.setting.meta.kind is None:
        return claim.due is not None and claim.due.source != "document"
    return True


def _is_part(claim: Claim) -> bool:
    """其中越城区28个、柯桥区22个: a place or group and its share of the count before."""
    start, end = claim.predicate.lead
    if claim.predicate.kind != "none" or "其中" not in claim.earlier:
        return False
    return end - start <= 12


def _names_indicator(claim: Claim, cue: Cues) -> bool:
    """城镇调查失业率5.5%左右: the words before the number name a measure, or a hedge makes them a goal."""
    start, end = claim.predicate.topic
    topic = claim.setting.text[start:end]
    return cue.search("measure_noun", topic) is not None or (claim.hedged and len(topic) >= 2)


Rule = Callable[[Claim, Cues], Verdict]
RULES: tuple[Rule, ...] = (
    _already_read,
    _title,
    _document,
    _starting_value,
    _qualifier,
    _subsidy,
    _fee,
    _threshold,
    _rules_document,
    _quoted,
    _forecast,
    _budget,
    _achieved,
    _turn_of_phrase,
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
