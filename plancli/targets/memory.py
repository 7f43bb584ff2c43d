"""A paragraph read claim by claim -> what the claims to come may go on with: wholes, things counted, facts told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from plancli.clauses import Sentence
from plancli.lexicon import Lexicon
from plancli.models import Target
from plancli.patterns import lazily
from plancli.targets.against import is_held_against
from plancli.targets.borrowed import ADDED_UP_RE
from plancli.targets.claim import Claim, Whole, noun_after
from plancli.targets.indicator import name_indicator
from plancli.targets.label import labelled_place
from plancli.targets.phases import phases
from plancli.targets.predicate import verbs
from plancli.words import cut_words

_NEAR = 40
"""Characters that may part a fact from a goal that goes on with it."""
_ANY = "any"
"""Stands for a unit where a rate goes on with what was told in another: 进出口236亿元。…力争全年增长10%."""
_LAST = "last"
"""Stands for a unit where an aim is told that the last fact is held against, whatever that is of."""
_SHORT = 12
"""Longest words that name a thing as they stand, uncut."""

# 新建高标准农田1亿亩，| 统筹发展 | 节水灌溉1500万亩；到2025年累计建成10亿亩: what is done beside is not what goes on.
_BESIDE_RE = lazily(r"(?:统筹|同步)(?:发展|推进|建设|实施|开展|配套|完成)")


_COMPARES_RE = lazily(
    r"(?:[比较]|同比)[^，。；]{0,14}(?:增加|增长|净增|新增|提高|提升|扩大|减少|下降|降低|[多少高低])(?:了|约)?$"
)


class Memory:
    """What a paragraph has told so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Nothing yet."""
        self._lexicon = lexicon
        self._counted: dict[str, Whole] = {}
        self._added: dict[str, tuple[Decimal, Whole]] = {}
        """By unit, by how much what was counted last is more than before, and what that was."""
        self._facts: dict[str, list[tuple[str, Whole]]] = {}
        self._measured: dict[str, tuple[Sentence, Callable[[], str]]] = {}
        """By unit, the last fact: its sentence and what names it."""
        self._things: Whole | None = None
        self._latest: Whole | None = None

    def recall(self, claim: Claim, sentence: Sentence) -> None:
        """Give *claim* what it may be part of or go on with."""
        unit, things, latest = claim.quantity.base_unit, self._things, self._latest
        claim.governing = self._counted.get(unit)
        added, before = self._added.get(unit, (None, None))
        # 里程达到16.5万公里，比2020年增加1.9万公里，其中高铁5万公里: parts of which one is larger than what is added are of all.
        if added is not None and before is not None and before.sentence is sentence and claim.among:
            parts = (
                q for s in sentence.segments[claim.position :] for q in s.quantities if q.base_unit == unit
            )
            if any(q.role == "number" and q.base_value > added for q in parts):
                self._counted[unit] = claim.governing = before
            del self._added[unit]
        claim.told = self._facts.get(unit, ())
        measured = self._measured.get(unit) or (self._measured.get(_ANY) if claim.is_percent else None)
        if is_held_against(claim):
            measured = self._measured.get(_LAST)  # 投入强度仅提高0.02个百分点，要实现2.8%的目标
        near = measured is not None and sentence.start - measured[0].end <= _NEAR
        claim.fact = measured[1] if measured is not None and near else None
        claim.things = things if things is not None and things.sentence is sentence else None
        claim.latest = latest if latest is not None and latest.sentence is sentence else None
        adjoins = latest is not None and 0 <= sentence.start - latest.sentence.end <= 1
        claim.carried = latest if adjoins else None

    def keep_target(self, claim: Claim, target: Target, sentence: Sentence) -> None:
        """A target of which parts may follow."""
        whole = self._latest = self._whole(claim, target, sentence)
        before = self._counted.get(claim.quantity.base_unit)
        if before is not None and before.sentence is sentence and _COMPARES_RE.match(claim.before):
            self._added[claim.quantity.base_unit] = (claim.quantity.base_value, before)
        if target.indicator.startswith(("平均每", "每个")) and before is not None:
            return  # 充电桩达到1200根，平均每个服务区不少于6根；再新增800根
        if before is None or before.sentence is not sentence or not _BESIDE_RE.match(claim.before):
            self._counted[claim.quantity.base_unit] = whole
        self._things = whole if claim.is_count and not claim.segment.depth else self._things

    def keep_part(self, claim: Claim, target: Target, sentence: Sentence) -> None:
        """A part of what was told: 其中产业项目120个, whose own cost may follow."""
        if claim.is_count and not claim.segment.depth and self._things is not None:
            self._things = self._whole(claim, target, sentence)

    def _whole(self, claim: Claim, target: Target, sentence: Sentence) -> Whole:
        noun = partial(_counted_noun, claim, target.indicator, self._lexicon)
        return Whole(target.measure, claim.due, sentence, target.indicator, noun, target.base_unit)

    def keep_fact(self, claim: Claim, sentence: Sentence) -> None:
        """What there is of something, told in a sentence; the facts of one sentence are remembered at a time."""
        predicate = claim.predicate
        spent = predicate.kind == "deliver" and claim.is_money and predicate.lead[1] > predicate.lead[0]
        told = (sentence, partial(_named, claim, self._lexicon))
        self._measured[_LAST] = (sentence, partial(_held, claim, self._lexicon))
        if predicate.topic[1] > predicate.topic[0] or spent:
            self._measured[claim.quantity.base_unit] = self._measured[_ANY] = told
        if not claim.is_count or claim.predicate.kind not in ("deliver", "level"):
            return
        facts = self._facts.setdefault(claim.quantity.base_unit, [])
        if facts and facts[0][1].sentence is not sentence:
            facts.clear()
        verb = claim.setting.text[slice(*claim.predicate.verb)]
        noun = partial(_told_noun, claim, self._lexicon)
        facts.append((verb, Whole("level", None, sentence, "", noun, claim.quantity.base_unit)))


def _counted_noun(claim: Claim, indicator: str, lexicon: Lexicon) -> str:
    """What a target counts, for its parts to share: 新建高标准农田 -> 高标准农田, 规划总投资 -> 总投资."""
    noun = noun_after(claim)
    if noun:
        return noun
    indicator = indicator.removeprefix(labelled_place(claim))
    start = ADDED_UP_RE.match(indicator)
    verb = verbs(lexicon).deliver.match(indicator, start.end() if start is not None else 0)
    rest = phases(lexicon).after_first.sub("", indicator[verb.end() :]) if verb else ""
    if verb and not rest and not (start and start.end()):
        return ""  # 开工50个，建成30个
    if verbs(lexicon).deliver.fullmatch(rest) or rest in phases(lexicon).after:
        return ""  # 整治提升50个，上半年新开工20个; 建成投产30个，入库10个
    if 2 <= len(rest) <= _SHORT:
        return rest
    named = rest.rpartition("的")[2]
    if named != rest and 2 < len(named) <= _SHORT:
        return named  # 产值超100亿元的|链主企业
    phased = phases(lexicon).end.sub("", indicator)  # 老楼加装电梯|新开工: what the next phase, 完工, is of
    if phased != indicator and 2 < len(phased) <= _SHORT:
        return phased
    words = cut_words(indicator, lexicon)
    last = "".join(words[-1:])
    # 充电桩|密度: a word of two characters names too little; 播种面积 stands alone.
    return last if len(last) > 2 else "".join(words[-2:])


def _named(claim: Claim, lexicon: Lexicon) -> str:
    return name_indicator(claim, lexicon).text


def _held(claim: Claim, lexicon: Lexicon) -> str:
    """What a fact measures, for an aim that it is held against; "" for a bare deed (已开工) and for a comparison."""
    name = _ALREADY_RE.sub("", name_indicator(claim, lexicon).text)
    compares = name.startswith(("快于", "高于", "低于", "占"))
    return "" if compares or verbs(lexicon).deliver.fullmatch(name) else name


_ALREADY_RE = lazily(r"^(?:已经?|仅|累计|共)+")


def _told_noun(claim: Claim, lexicon: Lexicon) -> str:
    """What a fact counts, for the goal after it to go on with."""
    return _counted_noun(claim, name_indicator(claim, lexicon).text, lexicon)
