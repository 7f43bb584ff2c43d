"""A sentence -> a claim of each number in it, with all that the rules ask about the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from plancli.clauses import Segment, Sentence
from plancli.lexicon import Lexicon
from plancli.models import Quantity, Span
from plancli.patterns import last_match, lazily
from plancli.targets.claim import Claim, earlier_start, holds_number
from plancli.targets.cues import cues
from plancli.targets.deadline import Timeline
from plancli.targets.label import line_polarity
from plancli.targets.pairing import find_series
from plancli.targets.predicate import Predicate, read_predicate
from plancli.targets.roundup import bracket_topic, place_topic
from plancli.targets.setting import Setting
from plancli.targets.voice import ISSUER, OTHER, Voices


def read_claims(
    sentence: Sentence, setting: Setting, timeline: Timeline, voices: Voices | None, lexicon: Lexicon
) -> Iterator[Claim]:
    """The claims of *sentence* in order, each made when it is asked for."""
    shared: dict[int, tuple[Segment, tuple[Quantity, ...]]] = {}
    for head, numbers in find_series(setting.text, sentence):
        shared.update({q.span[0]: (head, numbers) for q in numbers})
    for position, segment in enumerate(sentence.segments):
        for index, written in enumerate(segment.quantities):
            if written.role != "number":
                continue
            head, series = shared.get(written.span[0], (segment, ()))
            if segment.mark == "）" and written.outer[0] == segment.start and not series:
                head = _before_bracket(sentence, position)
            quantity = _with_shared_bound(_solved(setting.text, written), series)
            if quantity is not written:
                series = tuple(quantity if q is written else q for q in series)
            first = series[0] if series else quantity
            node = setting.node_at(quantity.span[0])
            chain = setting.chain(node)
            tense, tense_date = timeline.tense(sentence, segment, quantity)
            topic = _place_topic(setting, sentence, position, head, first, lexicon) if voices else None
            due = timeline.due(sentence, segment, quantity, series, head.start)
            if topic is not None:
                due = timeline.told_in(topic) or due  # 12个省公布了2023年增长目标，…，甲省为7%
            labelled = line_polarity(setting, sentence)
            above = chain[0].polarity if chain else setting.polarity
            if above is None and setting.is_reviewed(quantity.span[0]):
                above = "past"
            voice = voices.at(quantity.span[0]) if voices else None
            if voice == OTHER and labelled == "goal":
                voice = ISSUER  # 目标任务：为独居老人等家庭安装报警器2000个
            earlier = setting.text[earlier_start(sentence, quantity) : quantity.span[0]]
            predicate = _predicate(setting, head, segment.quantities[:index], first, lexicon)
            hedged = _governed(earlier, "hedge", lexicon) or _governed(earlier, "announced", lexicon)
            planned = _governed(earlier, "planned", lexicon)
            listed = bracket_topic(setting.text, sentence, segment, lexicon)
            # By position: a record of so many fields takes thirty times as long to make by keyword.
            yield Claim(
                quantity, sentence, segment, index, position, predicate, node, chain, labelled or above,
                tense, voice, tense_date, due, setting, " ".join(("", *quantity.rules)), head.start,
                hedged, planned, series, listed, timeline.sets_dates, topic,
            )  # fmt: skip


def _before_bracket(sentence: Sentence, position: int) -> Segment:
    """Where the clause of a number right behind a bracket begins: 引进“5020”项目（指投资50亿元以上的项目） | 20个.

    Its own segment where a number before the bracket ends the clause: 新建公园14个（含改造）.
    """
    before = position - 1
    while before >= 0 and sentence.segments[before].depth:
        before -= 1
    own = sentence.segments[position]
    if before < 0 or own.depth or holds_number(sentence.segments[before]):
        return own
    return sentence.segments[before]


def _predicate(
    setting: Setting, head: Segment, before: Sequence[Quantity], first: Quantity, lexicon: Lexicon
) -> Predicate:
    """Predicate of *first* in its clause, or behind the last item of a list that has a number of its own."""
    predicate = read_predicate(setting, head.start, first, lexicon)
    last = next((q.span for q in reversed(before) if q.role == "number"), None)
    start, end = predicate.lead if predicate.kind == "deliver" else predicate.topic
    if last is not None and start <= last[0] and last[1] <= end:
        # 市场扩大到40个以上国家、海外仓 | 达到10个, 建设2家实验室、打造 | 30个场景
        mark = setting.text.rfind("、", last[1], end)
        other = setting.text.rfind("或", last[1], first.outer[0])
        if other > mark and setting.text.startswith(_MOVES, other + 1):
            mark = other  # 达到70%以上或较2022年提高5个百分点
        joined = mark > 0 and (end - mark > 2 or mark == other)
        if joined and "）" not in setting.text[mark:end]:
            return read_predicate(setting, mark + 1, first, lexicon)
    return predicate


def _place_topic(
    setting: Setting, sentence: Sentence, position: int, head: Segment, first: Quantity, lexicon: Lexicon
) -> Span | None:
    clause = head.start
    if head.mark == "（" and position and sentence.segments[position] is head:
        clause = sentence.segments[position - 1].start  # 最高的为甲省（9%左右）
    starts = (setting.blocks[sentence.block][0], clause)
    return place_topic(setting.text, starts, first.outer[0], sentence, lexicon)


# "突破150项左右 | 核心基础零部件", "突破20项以上 | 关键共性技术": what is solved, not passed.
_SOLVED_RE = lazily(
    r"(?P<more>以上)?(?:左右)?的?[^，。；、和及与0-9]{0,12}?(?:技术|零部件|工艺|装备|产品|材料|难题|瓶颈|课题|软件)"
)


_SOLVES_RE = lazily(
    r"(?:\A|[，。；、：\n]|[年期内]|方向|领域|环节|等|将|要|力争|争取|集中|协同|联合|攻关|着力|加快)$"
)


def _solved(text: str, quantity: Quantity) -> Quantity:
    """*quantity* without the bound of 突破, where that is what is done to things: 突破10项关键技术."""
    if quantity.bound != "gt" or quantity.base_unit not in ("项", "个", "种", "款", "台"):
        return quantity
    at = quantity.outer[0]
    solves = text.startswith("突破", at) and _SOLVES_RE.search(text, max(0, at - 4), at)
    found = _SOLVED_RE.match(text, quantity.span[1]) if solves else None
    return replace(quantity, bound="ge" if found["more"] else "eq") if found is not None else quantity


def _with_shared_bound(quantity: Quantity, series: Sequence[Quantity]) -> Quantity:
    """分别不低于8%、7%和7%, 分别达到80%、90%以上: a bound word before the first or after the last holds for all."""
    if not series or quantity.bound != "eq" or quantity.approx:
        return quantity
    first, last = series[0], series[-1]
    if quantity is not first and first.outer[0] < first.span[0] and first.bound != "range":
        return replace(quantity, bound=first.bound, approx=first.approx)
    if any(one.span[1] < one.outer[1] for one in series[:-1]):
        return quantity  # 分别下降8%、8%、10%以上、10%以上
    if quantity.base_unit == "%" and quantity.base_value == 100:
        return quantity  # 分别达到100%和90%以上
    if quantity is not last and last.span[1] < last.outer[1] and last.bound != "range":
        return replace(quantity, bound=last.bound, approx=last.approx)
    return quantity


_MOVES = ("较", "比", "提高", "增长", "降低", "下降")
_CONDITION_RE = lazily(r"[^，。；]{0,40}?(?:前提|基础上)")


# "争取 | 中央财政", "争取 | 上级支持": what is sought of others; not 争取国家级示范区5个
_OF_OTHERS_RE = lazily(
    r"(?:到|了)?(?:中央|上级|国家(?!级)|国债|部委|省里|省级财政|各方|社会(?:各界)?)[^，。；0-9]{0,10}(?:出台|给予|倾斜|加大)"
)


def _governed(earlier: str, table: str, lexicon: Lexicon) -> bool:
    """True when a word of *table* stands in *earlier*, the words of its sentence before a number.

    Not in 在确保安全的前提下: there the hedge governs a condition.
    """
    match = last_match(cues(lexicon).patterns[table], earlier)
    if match is None or earlier.endswith(("已", "已经", "累计", "共"), 0, match.start()):
        return False  # 已争取到位资金3.6亿元, 已累计争取资金6.8亿元
    if earlier.startswith(("财务", "生育", "单列", "司", "处室"), match.end()):
        return False  # 某部计划财务司负责人介绍
    if match[0] == "争取" and _OF_OTHERS_RE.match(earlier, match.end()) is not None:
        return False  # 争取中央财政出台补贴政策
    return _CONDITION_RE.match(earlier, match.end()) is None
