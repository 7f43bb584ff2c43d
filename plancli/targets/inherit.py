"""A claim in a list -> the verb that the items after it go on with: 培育3家…，20家…."""

from __future__ import annotations

from msgspec import Struct

from plancli.clauses import JOINERS
from plancli.lexicon import Lexicon
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.claim import Claim, Due, noun_after
from plancli.targets.leads import trim_place
from plancli.targets.opening import is_lead
from plancli.targets.predicate import verbs


class Inherited(Struct, frozen=True):
    """The verb that the items of a list go on with."""

    verb: str | None
    """None when no list goes on, "" when the list has none of its own."""
    joined: bool = False
    """Only items that 、 joins go on with it."""

    def at(self, claim: Claim) -> str | None:
        """The verb as *claim* inherits it; none for what does something itself.

        培育企业10家，3家企业上市; 新增就业5万人，剩余的12所学校投用.
        """
        if self.verb and claim.before.startswith(("让", "使得", "令")):
            return ""  # 帮助1000家企业转型，让5万名工人提升技能
        if self.verb and (_DOES_RE.match(noun_after(claim)) or _THE_REST_RE.fullmatch(claim.before)):
            return ""
        return None if self.joined and claim.segment.mark not in JOINERS else self.verb


NOTHING = Inherited(None)
# "企业 | 上市", "学科 | 进入前1%"
_DOES_RE = lazily(
    rf"(?!在){IDEOGRAPH}{{2,8}}?(?:进入|入选|跻身|入围|获评|认定为|晋级|列入|上市(?!后备|培育|辅导|企业|公司)|挂牌(?!企业|督办)|获批|通过(?!率))"
)
_EACH_RE = lazily(r"每(?!年|月|季|学)")

# "获省 | 级奖励5项，国际奖2项": how high it is told is the first one's own.
_WON_RE = lazily(r"获(?:全国|[国省市])$")
# "剩余的 | 12所学校"
_THE_REST_RE = lazily(r"(?:剩余|其余|现有|原有|已有|上述|在建|续建)的?")


# "建成一批研究机构，若干实验室， | 50个以上创新基地"
_SOME_RE = lazily(
    r"(?:^|[，。；：])[^，。；0-9]{0,4}?([^，。；、0-9]{2,4}?)(?:一批|一系列|若干)[^，。；0-9]{2,40}(?:[，、和](?:一批|一系列|若干)[^，。；0-9]{2,40}){0,3}[，、和及]$"
)


_REACHES_RE = lazily(r"[^，。；]{2,12}?(?:完成|达到|产值|营收|超过?|进入|实现|突破|通过|入选|获得)")


def verb_of_some(claim: Claim, lexicon: Lexicon) -> str | None:
    """The verb that opens a list of some of each kind, of which the number is the first: 建成一批…，若干…，50个以上…; or None."""
    if (
        claim.before
        or claim.segment.mark not in ("，", "、", "和", "及")
        or not claim.is_count
        or not noun_after(claim)
    ):
        return None
    if _REACHES_RE.match(noun_after(claim)):
        return None  # 培育一批链主企业，100家规上企业完成改造
    found = _SOME_RE.search(claim.earlier)
    return (
        found[1]
        if found is not None and "已" not in found[0] and verbs(lexicon).deliver.fullmatch(found[1])
        else None
    )


_COST_RE = lazily(r"(?:总|估算|规划|计划|年度|概算)(?:计划)?投资")
# "城区 | 新增停车位2000个、公共充电桩300个"
_WHERE_RE = lazily(r"[全城市郊][省市县区]")
_ADDS = ("新增", "净增", "新建", "新改建", "新开工")
"""Verbs that are no part of a name, wherever they stand: 高速公路服务区新增|充电桩."""
_JOINTLY = ("研究", "参与", "牵头", "联合", "主导")
"""What a verb of its own may open with: 研究|制定国内标准180个."""
_SUBJECT = 4
"""Fewest characters before a verb at the number's side that are what does or undergoes it."""
_ADVERB = 2
_AND_DOES_RE = lazily(r"改造|提升|培育|引进|培训|筹集|发放|创建|投产")


def verb_to_inherit(claim: Claim, role: str, inherited: Inherited, lexicon: Lexicon) -> Inherited:
    """What the item after *claim*, which is of *role* and itself came after *inherited*, goes on with."""
    if claim.segment.depth:
        return inherited  # 新建公园14个（含改造3个）、绿道25公里
    predicate = claim.predicate
    text = claim.setting.text
    if (
        role == "qualifier"
        and inherited is NOTHING
        and predicate.kind == "deliver"
        and claim.after.startswith("的")
    ):
        opens = predicate.verb[0] - predicate.lead[0] <= _ADVERB
        # 开工总投资120亿元的甲项目、35亿元的乙项目等260个
        return Inherited(text[slice(*predicate.verb)], joined=True) if opens else NOTHING
    opening = verbs(lexicon).deliver.match(claim.before) if role == "qualifier" else None
    if inherited is NOTHING and opening is not None and claim.quantity.bound != "eq":
        return Inherited(opening[0], joined=True)  # 打造面积不低于100亩、产值超过1亿元的园区10个
    if role != "target":
        return inherited if role == "qualifier" else NOTHING
    verb = text[slice(*predicate.verb)]
    if predicate.kind in ("increase", "decrease") and predicate.verb[1] <= predicate.topic[0]:
        return Inherited(verb, joined=True)  # 降低企业成本10%、物流费用5%
    if claim.is_money and _COST_RE.fullmatch(text, predicate.lead[0], predicate.verb[1]):
        return NOTHING  # 总投资2.1亿元，亩均增产80公斤
    if text.startswith(("量", "额", "率", "值"), predicate.verb[1]):
        return NOTHING  # 港口|吞吐|量3.2亿吨，集装箱600万标箱
    if predicate.kind == "deliver":
        told = text.endswith(
            ("方面", "领域"), predicate.lead[0], predicate.verb[0]
        )  # 住房方面|改造小区86个、城中村3个
        if told:
            return Inherited(verb)
        ahead = text[predicate.lead[0] : predicate.verb[0]]
        inner, adds = len(ahead) > 1 and ahead not in _JOINTLY, verb in _ADDS
        if inherited.at(claim) and inner and not adds and claim.segment.mark:
            return inherited  # 打造特色小镇8个；省级示范村120个；…
        if _EACH_RE.search(text, predicate.lead[0], predicate.verb[0]):
            return Inherited(verb, joined=True)  # 每个县培育5家企业、20家合作社
        if adds and text.startswith("劳动力", predicate.verb[1]):
            return inherited  # 培训农民工10万人、城乡新增劳动力3万人、退役军人2000人
        if adds and inner:
            where = _WHERE_RE.fullmatch(text, predicate.lead[0], predicate.verb[0])
            return Inherited(
                (where[0] if where is not None else "") + verb, joined=True
            )  # 服务区|新增|充电桩3000个、停车位5000个
        if verb.endswith("提升") and predicate.verb[1] == predicate.lead[1]:
            return NOTHING  # 堤防|达标提升|46公里，中小河流治理50公里
        if predicate.verb[1] == predicate.lead[1] and predicate.verb[0] - predicate.lead[0] >= _SUBJECT:
            # 自然科学基金|立项|150项、社科基金重大项目2项; 从基金中|拿出|10亿元，用于1万人次
            return Inherited(verb, joined=claim.is_count)
        own = len(ahead) > 1 and not claim.after and verbs(lexicon).deliver.search(ahead) is None
        if own and predicate.verb[1] == predicate.lead[1]:
            return Inherited("")  # 农田|改造|5万亩、快检室200个
        # 开工|改造|城中村12个、老旧小区86个: two verbs are one deed.
        more = verbs(lexicon).deliver.match(text, predicate.verb[1])  # 建设|培训基地10个, none of 培训
        more = more and _AND_DOES_RE.match(text, predicate.verb[1], claim.quantity.outer[0] - 2)
        end = more.end() if more is not None else predicate.verb[1]
        deed = trim_place(text[predicate.lead[0] : end].rpartition("分别")[2], lexicon)
        return Inherited(_WON_RE.sub("获", deed))
    if noun_after(claim):
        if predicate.kind in ("increase", "decrease"):
            return Inherited(text[predicate.topic[0] : predicate.verb[1]])
        if predicate.kind == "level" and verbs(lexicon).deliver.fullmatch(verb):
            return Inherited(verb)
        lead = text[slice(*predicate.lead)]
        if predicate.kind != "none":
            return Inherited("")
        return inherited if is_lead(lead) else Inherited(lead)
    return inherited if predicate.kind == "none" else NOTHING


# "城镇化率2030年达到70%，| 比2024年提高 | 5个百分点", "较上年翻一番"
_THAN_THEN_RE = lazily(r"[比较](?:20[0-9]{2}年[底末]?|去年|上年|“?十[二三四五]五”?(?:末|期末)?)")


def inherited_due(claim: Claim, rule: str) -> Due | None:
    """The deadline of a number named by *rule*: of a change since a year, that of the goal before it that is compared."""
    if rule != "indicator.previous" or claim.due_here or claim.latest is None:
        return claim.due
    compared = _THAN_THEN_RE.match(claim.before) is not None
    return (claim.latest.due if compared else None) or claim.due
