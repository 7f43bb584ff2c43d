"""A number of one of several -> what it shares with the one before: another place, another kind, a part of the whole.

播种面积稳定在600万亩，其中水稻 | 不低于350万亩; 公共建筑能效水平提升20%，居住建筑 | 提升30%.
"""

from __future__ import annotations

from itertools import accumulate

from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.regions import is_place
from plancli.targets.claim import Claim
from plancli.targets.predicate import FOR_WHOM, GROUPS, verbs
from plancli.words import cut_words

# A scope that cannot be what is measured: 京津冀地区达到35%.
PLACE_RE = lazily(
    r"(?:地区|城区|城市|城镇|县城|乡村|农村|乡镇|[省市县州]|(?<![小社景园校病库假行领范验能])区)$"
)


_REGION_RE = lazily(
    r"(?:人群|地区|区域|城区|建成区|主城区|县城|流域|水系|沿海|沿江|城市|乡村|农村|[省市县乡镇]|(?:行政|中心)村)$"
)
SCOPE_RE = lazily(
    r"^(?:全[国省市县区])?(?:[^，。；、]{0,6}?(?:地区|区域|城区|建成区|县城|流域|水系|城市|城镇|乡村|农村|城乡)(?:地区|区域)?)?"
)


HOUSES = "站所厂园院校馆队库房塔桥闸池岛桩枪井林"
"""特勤站 of 城市消防站, 公共桩 of 充电桩 are names: both end in what they are."""
_DEGREES = ("能力", "标准", "水平")


def shared_measure(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """What a part of a measured whole leaves unsaid: 播种面积稳定在600万亩，其中水稻不低于350万亩."""
    shared = _of_the_whole(claim, topic, lexicon) or same_of_another(claim, topic, lexicon)
    latest = claim.latest
    if shared or latest is None or latest.measure != "level" or not _goes_through(claim, topic):
        return shared
    # 党政机关屋顶光伏发电比例达到50%，学校、医院|达到40%
    return "" if verbs(lexicon).deliver.search(topic) else _share_of(latest.indicator, lexicon)


def _of_the_whole(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """What a part or another place leaves unsaid of the whole before it."""
    whole = claim.governing
    if verbs(lexicon).measure.search(topic):
        return ""
    if whole is None or whole.sentence is not claim.sentence:
        if claim.latest is None or not is_place(topic, lexicon):
            return ""
        # 乙地PM2.5浓度下降15%，甲市|控制在32微克/立方米: another place, the same thing in another unit.
        return _measure_in(claim.latest.indicator, lexicon)
    measured = whole.indicator.endswith(_DEGREES) or verbs(lexicon).measure.search(whole.indicator)
    if len(topic) <= 8 and _REGION_RE.search(topic) and measured:
        # 建成区清扫率达到95%，县城达到90%: another place, the same measure.
        return SCOPE_RE.sub("", whole.indicator)
    verb = claim.predicate.verb[1] > claim.predicate.verb[0]
    if claim.is_count and verb and claim.segment.mark == "，" and topic.endswith(tuple(HOUSES)):
        return ""  # 建成充电桩9万个，其中公用3万个，换电站达到100个
    if claim.among and not claim.is_percent and not _divides(claim):
        return ""  # 新增里程1600公里，其中改扩建里程800公里，出省通道达到45个
    part = (
        claim.among or (len(topic) <= 3 and topic[:1] != "总") or (len(topic) <= 8 and PLACE_RE.search(topic))
    )
    noun = whole.noun() if part else ""
    if not (claim.among or PLACE_RE.search(topic) or verbs(lexicon).measure.search(noun)):
        return ""  # 海外门店20家，…、海外仓达到10个
    # 就业岗位5万个，其中政策性|岗位|8000个
    alike = noun and (topic.endswith(noun[-2:]) or (topic[-1:] == noun[-1] and noun[-1] in HOUSES))
    return "" if alike else noun


def for_whom(claim: Claim, topic: str) -> str:
    """*topic* behind the group that stands between its verb and the number, when one does: 标准提高到 | 城市 | 每人每月900元."""
    text, at = claim.setting.text, claim.predicate.verb[1]
    whom = _FOR_WHOM_RE.match(text, at) if topic.endswith("标准") else None
    whom = whom or GROUP_RE.fullmatch(text, at, claim.quantity.outer[0])
    return whom[0] + topic.removeprefix("城乡") if whom is not None else topic


_FOR_WHOM_RE = lazily(rf"(?:{FOR_WHOM})(?=每)")


def same_of_group(claim: Claim, lead: str, lexicon: Lexicon) -> str:
    """What is told of one group, named for the group *lead*: 巩固率达到小学99%、初中 | 98%; else ""."""
    whole = claim.governing or claim.latest
    if whole is None or not GROUP_RE.fullmatch(lead):
        return ""
    named, last = whole.indicator, _GROUP_LAST_RE.search(whole.indicator)
    plain = last is not None and last.start() and "、" not in named
    if last is not None and plain and not _GROUP_LAST_RE.search(named, 0, last.start()):
        return named[: last.start()] + lead  # 新增学位小学1万个、初中5000个
    measure = _GROUP_AHEAD_RE.sub("", named)
    measured = measure.endswith("标准") or verbs(lexicon).measure.search(measure)
    return lead + measure if measured else ""


GROUP_RE = lazily(GROUPS)
"""A group that a measure is told for, between its verb and the number: 率达到 | 小学 | 99%."""
_GROUP_AHEAD_RE = lazily(rf"^(?:{GROUPS})")
# "新增学位 | 小学"; 中小学 are two groups, and 甲小学、乙初中等小学 are schools of their names.
_GROUP_LAST_RE = lazily(rf"(?<!中)(?:{GROUPS})$")


def same_of_another(claim: Claim, topic: str, lexicon: Lexicon) -> str:
    """What the measure before says of its own kind, for another kind: 普通国道二级以上比例达到98%，普通省道 | 达到85%; else ""."""
    latest, unit = claim.latest, claim.quantity.base_unit
    before = claim.previous.quantities if claim.previous is not None else ()
    if latest is None or not before or before[-1].base_unit != unit or latest.unit != unit:
        return ""
    if not _is_another(claim, topic):
        return ""
    told, kind = latest.indicator, topic[-_KIND:]
    grows = claim.predicate.kind != "level"
    if grows and topic.endswith("企业") and ("企业" not in told or _CHOSEN_RE.match(topic)):
        return ""  # 民营经济增加值增长7%，民营企业|增长10%: there are so many more of them
    at = told.find(kind)
    end = at + len(kind)
    if at > 0 and end < len(told) and end in _word_ends(told, lexicon):
        rest = told[end:].removeprefix("核心产业")
        if _OF_MORE_RE.match(rest) or (grows and kind in _SECTORS and _ADDED_RE.match(rest) is None):
            return ""  # 开发区产值增长10%，民营经济|增长8%; 工业投资增长12%，规上工业|增长8%
        return rest  # 公共|建筑能效水平
    size = len(topic)
    same = told.startswith(topic[:_KIND]) and _OWNERS_RE.fullmatch(told[:size]) is not None
    measured = grows or verbs(lexicon).measure.search(told)
    return told[size:] if same and measured and len(told) > size + 1 else ""


# "高新技术 | 企业": a kind that is counted, not measured
_CHOSEN_RE = lazily(r"高新技术|规上|规模以上|专精特新|上市|“四上”|龙头|科技型中小")
# "经济 | 开发区产值": the kind's name opens a longer one.
_OF_MORE_RE = lazily("开发区|合作区|示范|产业[园链带]|园区?|基地|企业|核心|集群|新区|大县|强县")
_SECTORS = ("产业", "经济", "农业", "工业", "务业")
_ADDED_RE = lazily("增加值|总?产值|规模|占|比重|总收入|总量")


def _word_ends(words: str, lexicon: Lexicon) -> set[int]:
    return set(accumulate(len(word) for word in cut_words(words, lexicon)))


_KIND = 2
"""Characters that two names of one kind begin or end with: 公共建筑 and 居住建筑, 营运货车 and 营运船舶."""


def _goes_through(claim: Claim, topic: str) -> bool:
    """True for a share that the clause before has too: only whose it is differs."""
    before = claim.previous
    shares = before is not None and any(q.base_unit == "%" for q in before.quantities)
    return shares and claim.quantity.base_unit == "%" and _is_another(claim, topic)


def _is_another(claim: Claim, topic: str) -> bool:
    """True for a clause that goes on with no more than another of those that a share may be of."""
    goes_on = claim.segment.mark in ("，", "、") and not claim.after.startswith("的")
    return goes_on and _OWNERS_RE.fullmatch(topic) is not None


# Those of one kind that a share may be of: 农村地区, 公办园, 工商业厂房, 普通省道; not 生活垃圾处理.
_OWNERS_RE = lazily(
    r"[^率比度幅额]{0,10}(?:产业|经济|农业|工业|服务业|居民|患者|妇女|儿童|老年人|小巷|养殖场?|地区|城区|[乡镇村县市]|(?<!功能)区|农村|城市|城镇|园|学校|医院|机构|厂房|建筑|企业|单位|车|船舶|药品|门诊|[国省县乡村]道|屋顶|站|户|家庭|人群|住宅|小区|农户|省份|学位|等)"
)
_LONG = 3
"""Characters of a rate that stands alone: 覆盖率; 损率 is cut out of a word."""


def _share_of(indicator: str, lexicon: Lexicon) -> str:
    """The share that ends *indicator*, whole words of it: 发电|比例, 覆盖率, 清扫率; "" when none does."""
    if indicator.endswith("占比"):
        return "占比"
    words = cut_words(indicator, lexicon)
    if not words or verbs(lexicon).measure.search(words[-1]) is None:
        return ""
    if len(words[-1]) >= _LONG:
        return words[-1]
    return (
        "".join(words[-2:])
        if len(words) > 2 and len(words[-2]) > 1 and (words[-1] == "率" or words[-1][-1] != "率")
        else ""
    )


def _divides(claim: Claim) -> bool:
    """True when the number before the last 其中 is in the claim's own unit."""
    start = claim.sentence.start
    at = claim.setting.text.rfind("其中", start, claim.quantity.outer[0])
    before = [q for s in claim.sentence.segments for q in s.quantities if q.outer[1] <= at]
    return not before or before[-1].base_unit == claim.quantity.base_unit


def _measure_in(indicator: str, lexicon: Lexicon) -> str:
    """The measure that ends *indicator*, with the word before it: 汾渭平原PM2.5浓度 -> PM2.5浓度; "" when none does."""
    words = cut_words(indicator, lexicon)
    if not words or verbs(lexicon).measure.search(words[-1]) is None:
        return ""
    start = len(indicator) - len("".join(words[-2:]))
    while start and indicator[start - 1].isascii():
        start -= 1
    return indicator[start:]
