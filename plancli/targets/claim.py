"""A number with the words around it: what the rules of role, date and indicator look at.

Promise: a Claim is complete before the first rule runs; rules only read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from plancli.clauses import Segment, Sentence
from plancli.dates import DateMention
from plancli.models import Quantity, Span
from plancli.patterns import lazily
from plancli.targets.arrow import before_arrow
from plancli.targets.opening import INCLUDES
from plancli.targets.predicate import Predicate
from plancli.targets.setting import Node, Setting


class Due(Struct, frozen=True):
    """When a number is due and what says so."""

    mention: DateMention | None
    """None when it is the document's period."""
    end: str
    source: str
    """sentence list heading title document."""
    said: tuple[str, Span | None] | None = None
    """What the title says of it, and where, when the title stands in the text."""

    @property
    def sets_a_limit(self) -> bool:
        """True where a date that says by when gives it: 到2027年, 年底前; not 2027年 alone."""
        return self.mention is not None and self.mention.relation == "due"


class Whole(Struct, frozen=True):
    """A target whose parts may follow."""

    measure: str
    due: Due | None
    sentence: Sentence
    indicator: str
    noun: Callable[[], str]
    """What it counts; asked for only when a part needs it, because it may take the segmenter."""
    unit: str
    """Base unit of its number."""


_AT_BEST_RE = lazily(
    r"(?:在?实际(?:工作|执行|操作|推进)中，?)?(?:并|且|要)?"
    r"(?:(?:力争|争取|确保)(?:达到|实现|突破|完成|冲刺)?|(?:奋力|全力|努力)?冲刺|奋斗目标(?:为|是)?)"
)


class Claim(Struct):
    """One number in its clause."""

    quantity: Quantity
    sentence: Sentence
    segment: Segment
    index: int
    """Place among the segment's quantities."""
    position: int
    """Place of the segment in its sentence."""
    predicate: Predicate
    node: int | None
    chain: list[Node]
    polarity: str | None
    tense: str | None
    """past or future, by the date that governs the clause; None when none does."""
    voice: str | None
    """Whose words they are, in a text where several speak: issuer, other, told, or None where nobody is named."""
    tense_date: DateMention | None
    due: Due | None
    setting: Setting
    read_by: str
    """Ids of the rules that read the number, each after a blank: asked too often to walk a tuple each time."""
    clause_start: int = 0
    """Where its predicate's clause begins: for a series, that of the first number."""
    hedged: bool = False
    """力争, 确保 and the like govern the clause."""
    planned: bool = False
    """计划, 拟 and the like govern the clause."""
    series: tuple[Quantity, ...] = ()
    """The numbers that share one predicate (分别达到65%、55%和50%), this one among them; else empty."""
    bracket_topic: Span | None = None
    """What a list of names with numbers in brackets measures, when this number is in one."""
    dated_plan: bool = False
    """A section of goals sets a date: what the other sections do without one is part of the plan."""
    place_topic: Span | None = None
    """What a list of places sets its goals for, when this number is in one."""
    inherited_verb: str | None = None
    """Verb of the clause before that goes on here (培育3家…，20家…); "" when the list has none of its own."""
    lists_on: bool = False
    """The sentence is nothing but a list of counts, and the one before it in the paragraph set a target."""
    previous_role: str | None = None
    """Role of the number before it in the sentence."""
    governing: Whole | None = None
    """The target in the same unit before it, of which this may be a part (其中东城区28个)."""
    things: Whole | None = None
    """The count of things before it in its sentence, whose size or cost it may tell: 重点项目60个，总投资|700亿元."""
    latest: Whole | None = None
    """The target before it in its sentence, whatever its unit."""
    carried: Whole | None = None
    """The last target of the sentence right before its own."""
    fact: Callable[[], str] | None = None
    """Names what the last fact in its unit measures, told in its sentence or right before: 去年比率为14.1%。目标是降到|13.7%."""
    told: Sequence[tuple[str, Whole]] = ()
    """Verbs and wholes of what there is of it, told before in the same unit: 已建成高标准农田68万亩。今年新建|5万亩."""
    before: str = ""
    """The segment's words before the number and its bound words."""
    after: str = ""
    """The segment's words after the number and its bound words."""
    behind: str = ""
    """The segment's words from the number itself on, bound words after it included."""
    clause: str = ""
    """The whole segment."""
    earlier: str = ""
    """The sentence up to the number, from REACH before it on."""
    among: bool = False
    """其中 governs it: it is a part of what was told before, up to the next ；."""
    moves_from: Quantity | None = None
    """The number that an arrow leads from to this one: 21.9% → | 25%."""
    is_percent: bool = False
    """Per cent, fraction or percentage points."""
    is_money: bool = False
    """An amount of money."""
    is_time: bool = False
    """A duration or an age."""
    is_count: bool = False
    """A number of things: neither share, multiple, money, duration nor a bare number."""
    due_here: bool = False
    """The deadline stands in the sentence itself."""
    dated_clause: bool = False
    """The deadline stands in the number's own segment, or alone in the one before."""
    previous: Segment | None = None
    """The segment before in the same sentence."""
    place: int = 0
    """Place in the series; 0 when there is none."""

    def __post_init__(self) -> None:
        """Cut the words around the number once, and name its kind: the rules look at them some fifteen times."""
        text, segment = self.setting.text, self.segment
        first, last = self.quantity.outer
        self.before = text[segment.start : first]
        at = before_arrow(text, segment.start, first)
        if at < first:
            self.moves_from = next((q for q in segment.quantities[: self.index] if q.outer[0] >= at), None)
            self.before = text[segment.start : at]
        self.after = text[last : segment.end]
        self.behind = text[self.quantity.span[1] : segment.end]
        self.clause = text[segment.start : segment.end]
        self.earlier = text[earlier_start(self.sentence, self.quantity) : first]
        self.among = "其中" in self.earlier and "其中" in self.earlier.rpartition("；")[2]
        if segment.depth and not self.among:
            self.among = _INCLUDES_RE.search(self.earlier) is not None
        self.is_percent = self.quantity.base_unit in ("%", "个百分点")
        self.is_money = " unit.money" in self.read_by
        self.is_time = " unit.time" in self.read_by or " unit.age" in self.read_by
        measured = self.is_percent or self.is_money or self.is_time or self.quantity.base_unit == "倍"
        self.is_count = bool(self.quantity.unit) and not measured
        self.previous = self.sentence.segments[self.position - 1] if self.position else None
        self.place = next((i for i, q in enumerate(self.series) if q is self.quantity), 0)
        self.put_due(self.due)

    def put_due(self, due: Due | None) -> None:
        """Make *due* the deadline."""
        self.due = due
        self.due_here = due is not None and due.source == "sentence"
        mention = due.mention if due is not None and self.due_here else None
        first, before = self.segment.start, self.previous
        if mention is not None and before is not None and not holds_number(before):
            first = before.start
        self.dated_clause = mention is not None and mention.core[0] >= first

    def governing_noun(self) -> str:
        """What the whole counts that this number is a part of, or ""."""
        if self.governing is None or not self.among:
            return ""
        return self.governing.noun()

    @property
    def opens_with_part(self) -> bool:
        """True when the sentence goes on with parts of what the one before told: 其中，甲产业4562亿元."""
        return opens_with_part(self.setting, self.sentence)

    @property
    def under_task(self) -> bool:
        """True when the heading above calls itself a task: 4.新增泊位年度任务."""
        return bool(self.chain) and self.chain[0].title.endswith(("任务", "目标", "指标"))

    @property
    def under_goals(self) -> bool:
        """Under a heading that speaks of goals: 发展目标."""
        return any("目标" in node.title for node in self.chain if node.kind == "section")

    @property
    def at_best(self) -> bool:
        """True for 力争 or 冲刺 and no more before the number: it betters the one before (增长5.5%以上，力争达到6%)."""
        meant = self.hedged or self.before.endswith(("冲刺", "奋斗目标", "奋斗目标为", "奋斗目标是"))
        return meant and _AT_BEST_RE.fullmatch(self.before) is not None

    @property
    def due_listed(self) -> bool:
        """True when the deadline stands in the sentence or leads its list."""
        return self.due is not None and self.due.source in ("sentence", "list")

    @property
    def words(self) -> str:
        """The whole sentence, as far as REACH on either side."""
        start = max(self.sentence.start, self.segment.start - REACH)
        return self.setting.text[start : min(self.sentence.end, self.segment.end + REACH)]

    @property
    def is_rank(self) -> bool:
        """前N名, 第N位."""
        return " bound.le.rank" in self.read_by or " numeral.rank" in self.read_by

    @property
    def counts_things(self) -> bool:
        """A count in a measure word for things or people: 家, 个, 户."""
        return " unit.count" in self.read_by or " unit.place" in self.read_by

    @property
    def measures_kind(self) -> bool:
        """A size that tells one kind of thing from another: 220千伏, 50亿元, 60兆瓦."""
        return self.is_money or any(kind in self.read_by for kind in _SIZES)

    @property
    def is_chinese(self) -> bool:
        """Written in Chinese numerals."""
        return " numeral.chinese" in self.read_by


# 规模以上工业 | （年主营业务收入2000万元以上） | 增加值
_INNER_RE = lazily(
    r"[（(](?!其中|含|包括|新增|累计|力争|确保|到)[^（）()。；]{2,60}[）)](?=[^\W0-9_])(?![和与及并等的或较比])"
)


def inside_noun(text: str, start: int, at: int) -> Span | None:
    """Span of the bracket around *at* when it stands inside a name, which goes on behind it, or None.

    *start*: where its sentence begins.
    """
    opening = max(text.rfind("（", start, at), text.rfind("(", start, at))
    if opening <= start or not text[opening - 1].isalpha():
        return None
    found = _INNER_RE.match(text, opening)
    return found.span() if found is not None and found.end() > at else None


def is_time_unit(quantity: Quantity) -> bool:
    """True for a duration or an age."""
    return any(rule.startswith(("unit.time", "unit.age")) for rule in quantity.rules)


def is_money_unit(quantity: Quantity) -> bool:
    """True for an amount of money."""
    return any(rule.startswith("unit.money") for rule in quantity.rules)


_SIZES = (" unit.power", " unit.physics", " unit.grade", " unit.speed", " unit.temperature")


REACH = 600
"""Characters of a sentence that a word may govern; the longest in real plans have 500. Keeps a sentence of many
numbers linear."""


def earlier_start(sentence: Sentence, quantity: Quantity) -> int:
    """Where the words that may govern *quantity* begin in its sentence."""
    return max(sentence.start, quantity.outer[0] - REACH)


def segment_text(setting: Setting, segment: Segment) -> str:
    """Words of a segment."""
    return setting.text[segment.start : segment.end]


_NOUN_AFTER_RE = lazily(r"[\w“‘《\"＋+]")
# 以上 and the like that the number's own bound did not take; 的 that only links.
_NOT_NOUN_RE = lazily(
    r"(?:将|须|要)?于[^，。；]{3,12}|(?:力争|确保|将)?20[0-9]{2}年|去$|目标任务|安排用于|水平并|(?:以上|以下|以内|左右|上下|的?(?:奋斗|预期|总体|发展)?目标|的?水平|的?任务|的?要求|的?底线|的?基础上|不变|安排|执行|测算|计算|考虑|掌握|之内|范围内|的规模|的速度|的增速|增长|的增长|还多|门槛|大关|关口|新?台阶)(?:[\W0-9A-Za-z_]|$|迈进|冲刺|挺进|进军|奋进|进发|发起|攀升|[还尚仍只差])"
)


def holds_number(segment: Segment) -> bool:
    """True for a segment that tells a number, not only a date or a name."""
    return any(q.role == "number" for q in segment.quantities)


def opens_noun(words: str) -> bool:
    """True for words after a number that begin what it counts; not for 台阶, 左右 and the like."""
    return _NOUN_AFTER_RE.match(words) is not None and _NOT_NOUN_RE.match(words) is None


def opens_with_part(setting: Setting, sentence: Sentence) -> bool:
    """True for a sentence that goes on with parts of what the one before told: 其中，甲产业4562亿元."""
    return setting.text.startswith(("其中", "（其中"), sentence.start)


# "到2035年，铁路达到20万公里。 | 沿海港口27个，内河港口36个，机场400个左右。"
_COUNTS_RE = lazily(
    r"(?:(?!其中|现有|目前|已|累计|包括|涉及|共有|上述|这|该)[^，。；、：（）0-9]{2,14}(?<![有为达是于])[0-9][0-9.,]*[万亿千百]*[^，。；、：（）0-9]{1,8}(?:[，、；]|。?$)){2,}"
)


def is_bare_list(setting: Setting, sentence: Sentence) -> bool:
    """True for a sentence that is nothing but names with their counts."""
    return _COUNTS_RE.fullmatch(setting.text, sentence.start, sentence.end) is not None


# "新建公园14个（含 | 口袋公园 | 10个", not （含已建的136个）, （含税价3元）
_INCLUDES_RE = lazily(rf"[（(](?:{INCLUDES}|包括|包含)(?![已原现])[^（）()；]{{2,}}$")


def is_part(claim: Claim) -> bool:
    """True for a number told as part of one before it in its sentence: 建设300项，其中新开工15项."""
    whole = claim.governing
    return whole is not None and whole.sentence is claim.sentence and claim.among


# "选派100名专家、教授帮扶 | 50个村": both nouns act.
_ACTS_RE = lazily(r"帮扶|服务|覆盖|惠及|建设|培育|培训|支持|带动|指导|联系")


# "2家省实验室 | 、支持深圳建设示范区": the next thing that is done.
_NEXT_DEED_RE = lazily(
    r"、(?:支持|推动|推进|打造|建设|培育|引进|形成|开展|实施|加快|完善|组建|设立|建成|新建|新增|改造|完成)"
)


_AS_WELL = ("", "约", "近", "共", "共计", "合计", "、")
"""What stands between two numbers of one thing: 改造管网12条、30公里."""
_OF_THEM = ("元", "美元", "伏", "千伏", "岁", "年", "个月", "天", "小时", "分钟", "%")
"""Units that tell more of those counted or of how long: 100名50岁以上老人, 30个10亿元以上项目."""


def told_as_well(claim: Claim) -> bool:
    """True for a number that measures in another unit what the target right before it counts."""
    told = claim.segment.quantities[claim.index - 1] if claim.index else None
    end = claim.predicate.lead[1]
    if told is None or claim.latest is None or claim.previous_role != "target" or told.outer[1] > end:
        return False
    same = claim.latest.unit == told.base_unit and told.base_unit not in _OF_THEM
    return same and claim.setting.text[told.outer[1] : end] in _AS_WELL


def noun_after(claim: Claim) -> str:
    """Words after the number that it counts (800个|智能工厂), or "" when the clause ends or turns."""
    after = claim.after.lstrip("的")
    following = [q for q in claim.segment.quantities[claim.index + 1 :] if q.role == "number"]
    if following:
        # 扩大到40个国家和地区、海外仓达到10个: what stands after 、 is another goal's.
        own = claim.setting.text[claim.quantity.outer[1] : following[0].outer[0]]
        twice = own in _AS_WELL and following[0].base_unit not in _OF_THEM
        ends = following[0].outer[1] == claim.segment.end
        if own.startswith("或") or (twice and ends):
            return ""  # 上市企业2家或后备企业10家, 管网12条约30公里; 打造1个|500亩以上的桔园
        noun, _, next_item = own.rpartition("、")
        if "（" not in own and len(next_item) >= 2 and not _ACTS_RE.search(next_item):
            after = noun.lstrip("的") or after
        deed = _NEXT_DEED_RE.search(after)
        after = after[: deed.start()] if deed is not None else after
    if not opens_noun(after):
        return ""
    return _SO_MANY_RE.sub("", after) if "N" in after else after


# "5个县级中心 | 、N个乡镇站点": so many as there are.
_SO_MANY_RE = lazily(r"[、和及]N[个处家项座].*$")
