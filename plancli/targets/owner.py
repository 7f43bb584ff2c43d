"""A measure that says not whose it is (开工率, 余额, 建筑面积) -> with what it is of, told right before it.

老旧小区改造60个，惠及居民 | 1.8万户 names 老旧小区惠及居民; 合格率96%、优良率 | 45% share 学生体质健康.
"""

from __future__ import annotations

from plancli.clauses import Segment
from plancli.lexicon import Lexicon
from plancli.models import Quantity
from plancli.patterns import lazily
from plancli.targets.borrowed import ADDED_UP_RE, borrowed_clause
from plancli.targets.claim import Claim, segment_text
from plancli.targets.label import OF_ANYTHING, labelled_place
from plancli.targets.phases import phases
from plancli.targets.predicate import verbs

_RATE = (
    r"(?:(?:年度|年底)?(?:基本)?(?:开工|竣工|完工|投产|建成|交付|完成|治理|接种|普及|使用|利用|应用|不良|优良|优秀|合格|入驻|签约|履约|收缴|成活|配备|配置|检测|登记|就地转化|转化|"
    r"毛?入园|毛?入学|资金到位|集中供养)率|(?:资金)?(?:使用|支出|投资|建设)进度|定价比例|占比|比例)"
)
_KINDS = "(?:语料|数据|资产|年招生|招生|改造|养殖|营收|投运)规模|注册用户"
_SIZE = (
    r"(?:(?:年底)?(?:通车)?总里程|里程|(?:新增|竣工|建筑|施工|开工|改造|总)?面积|规模|"
    r"(?:新增|总)?库容|总产|总?产量|(?:当)?年产量|年手术量|年开行量|单产|产能|(?:当年)?消费量|人口|"
    f"{_KINDS})"
)
_REACH = r"(?:(?:惠及|受益)(?:居民|群众|农户|企业|职工|学生)|(?:入库|备案|入园|兑现)(?:企业|事项))"
_MONEY = (
    r"(?:(?:实现|年)?(?:总?产值|交易额|经营收入)|余额|到位资金|(?:全年|年度|累计|计划)?完成(?:年度)?投资)"
)
_BARE_RE = lazily(f"{_RATE}|{_SIZE}|{_REACH}|{_MONEY}")
_RATE_RE, _MONEY_RE, _REACH_RE = lazily(_RATE), lazily(_MONEY), lazily(_REACH)

# What an owner's own measure ends in, and how it was taken: 高速公路 | 新增通车里程, 学生体质健康 | 合格率.
_MEASURED_RE = lazily(
    r"(?:播种|种植|占地|建成区|常住|新增|通车|运营|营业|装机|建筑|开工|竣工|惠及|受益|累计|总|当年|年|数据|注册|资源化){0,2}"
    r"(?:产能利用率|[^\W0-9_]{2}率|消费量|库容|占比|比例|比重|面积|里程|规模|产量|容量|人口|居民|群众|农户|企业(?<=[及益]企业)|职工(?<=[及益]职工)|产能|产值|装机|用户)$"
)


def with_owner(claim: Claim, words: str, lexicon: Lexicon) -> str:
    """*words* with whose measure it is before them, when they are a bare measure and the text has just told."""
    among = _among(claim) if words.endswith(_OF_A_WHOLE) else ""
    if among:
        return f"{among}，{words}"
    if len(words) > _LONGEST or _BARE_RE.fullmatch(words) is None:
        return words
    owner = _labelled(claim, lexicon) or _shared(claim, words, lexicon) or _counted(claim, words, lexicon)
    owner = owner or _dealt_with(claim, words, lexicon) or _headed(claim, lexicon)
    previous = claim.previous
    if not owner and words == "比例" and previous is not None and not previous.quantities:
        owner = segment_text(claim.setting, previous)  # 乡镇通三级公路、自然村通硬化路，比例都要到|85%
        owner = owner if len(owner) <= _CLAUSE else ""
    return owner.removesuffix(words[:2]) + words if owner and not owner.endswith(words) else words


def _among(claim: Claim) -> str:
    """The clause that says of what the number is a share: 新增或更新车辆中，新能源汽车比例不低于 | 80%; "" where none does."""
    previous = claim.previous
    if previous is None or claim.segment.mark != "，" or previous.quantities:
        return ""
    told = segment_text(claim.setting, previous)
    return (
        told if told.endswith("中") and 4 <= len(told) <= _CLAUSE and _COURSE_RE.search(told) is None else ""
    )


_OF_A_WHOLE = ("比例", "占比", "比重", "份额", "率")
# "在推进现代化过程中，": no whole that has shares.
_COURSE_RE = lazily(r"过程中$|其中$|实践中$|工作中$|建设中$|进程中$|行动中$|集中$|高中$|初中$")
_CLAUSE = 40
"""Characters of the longest clause whose share is told behind it."""
_LONGEST = 8
"""Characters of the longest bare measure: 年底通车总里程 and one more."""


def _labelled(claim: Claim, lexicon: Lexicon) -> str:
    """The thing before the colon or the bracket that the clause follows: 高速公路：全年完成投资 | 1000亿元."""
    named = claim.previous
    if claim.segment.mark == "）":
        inner = [s for s in claim.sentence.segments[: claim.position] if s.depth <= claim.segment.depth]
        named = inner[-1] if inner else None
    elif claim.segment.mark not in ("：", ":"):
        return ""
    if named is None or named.quantities:
        return ""
    label = segment_text(claim.setting, named)
    works = label.endswith(("项目", "工程")) or not _names_nothing(
        label, lexicon
    )  # 新开工项目：完成投资200亿元
    return label if works and _THING_RE.fullmatch(label) else ""


# Neither a date nor a step of a report, nor who is responsible, nor what any label may be called.
_THING_RE = lazily(
    r"(?!(?:力争|确保|截至|到)|.{0,12}(?:目标|任务|指标|情况|打算|安排|要求|举措|措施|方面|提出|明确|表示|介绍|负责人|时限|阶段|其中|如下|具体|年底|月底|投资))"
    r"[^\W0-9_]{2,12}(?<![局委厅办])(?<!部门|单位|计划|进度|节点|规模|内容|效益|来源|标准|层面|结果|考虑|重点|亮点|关键|政府)"
)


def _headed(claim: Claim, lexicon: Lexicon) -> str:
    """The thing that a bullet's first words name alone: ——高山蔬菜。面积保持在 | 10万亩."""
    start = claim.setting.blocks[claim.setting.block_at(claim.sentence.start)][0]
    head = _HEAD_RE.match(claim.setting.text, start)
    if head is None or head.end() != claim.sentence.start or claim.position:
        return ""
    thing = _GROWN_RE.sub("", head[1])
    plain = _THING_RE.fullmatch(thing) is not None and not _names_nothing(thing, lexicon)
    return _named(thing, lexicon) if plain and _SLOGAN_RE.search(thing) is None else ""


_HEAD_RE = lazily(r"(?:——|[—●▶◆·•☆★]\s?)([^\W0-9_]{2,8})。")


# "粮食 | 生产"
_GROWN_RE = lazily("(?:生产|种植|养殖|安全|产业)$")
# "提质增效", "绿色低碳": what is wanted, not what is measured
_SLOGAN_RE = lazily(
    "(?:增效|提升|保供|低碳|实力|带动|驱动|基础|总量|优化|壮大|发展|创新|(?<!空气)质量|效益|结构|水平|能力)$"
)


def _names_nothing(words: str, lexicon: Lexicon) -> bool:
    return verbs(lexicon).deliver.match(words) is not None or words.endswith(OF_ANYTHING)


def _shared(claim: Claim, words: str, lexicon: Lexicon) -> str:
    """The owner of the measure before it: 当年签约项目开工率不低于60%、 | 投产率 | 30%."""
    latest = claim.latest
    if latest is None or not _numbers(claim.previous) or _turned(claim) or _OF_ITS_OWN_RE.match(words):
        return ""
    measured = _MEASURED_RE.search(latest.indicator)
    if measured is None or (_RATE_RE.fullmatch(words) is not None) != measured[0].endswith(_SHARES):
        return ""
    if claim.segment.mark != "、" and _told(claim) > 1 and words[-2:] != measured[0][-2:]:
        return ""  # 治理率60%，黑臭水体治理率100%，使用率95%: of which of them is not said
    if _MONEY_RE.fullmatch(words) is not None and not measured[0].endswith("产能"):
        return ""  # 规上工业产值增长7%、完成投资200亿元
    return _named(latest.indicator[: measured.start()], lexicon)


_SHARES = ("率", "占比", "比例", "比重")
# 蔬菜产量200万吨，养殖规模500万头
_OF_ITS_OWN_RE = lazily(_KINDS)


def _counted(claim: Claim, words: str, lexicon: Lexicon) -> str:
    """The things counted before it: 开工园区建设项目150个、 | 竣工面积; the loans of which it is the balance."""
    latest, things = claim.latest, claim.things
    if latest is None:
        return _those_before(claim, lexicon)
    if words in _OF_LOANS:
        return _named(_thing(latest.indicator, lexicon), lexicon) if latest.indicator.endswith(_LENT) else ""
    if things is None or not (things is latest or latest.indicator.endswith("投资")):
        return ""
    # 改造公路500公里，新建桥梁20座，完成投资10亿元: the money is that of all
    of_all = (
        _MONEY_RE.fullmatch(words) or _REACH_RE.fullmatch(words) or words in ("面积", "建筑面积", "新增面积")
    )
    if of_all and (_turned(claim) or _told(claim) > 1):
        return ""
    made = words.endswith(("产值", "交易额")) and not things.indicator.endswith(_MAKERS)
    made = made and not (words.endswith("产值") and things.indicator.endswith("企业"))
    wide = words.endswith("面积") and (things.unit == "千米" or things.indicator.endswith(_PLACES_IN))
    reaped = words.endswith(("产量", "总产")) and things.indicator.endswith(_NO_CROPS)
    if made or wide or reaped or _MEASURED_RE.search(things.indicator):
        return ""
    return _named(_thing(things.indicator.removeprefix(labelled_place(claim)), lexicon), lexicon)


_OF_LOANS, _LENT = ("余额", "不良率"), ("贷款", "债券", "授信", "担保")
_TURNS = frozenset("；;")
_MAKERS = ("集群", "产业群", "产业", "基地", "园区", "园", "市场", "平台", "产品")
_NO_CROPS = ("企业", "项目", "改造", "复耕", "大棚", "工程", "产业园", "工业园", "园区", "示范区")
_PLACES_IN = ("学位", "床位", "泊位", "车位", "岗位", "托位")
"""What a building holds has no area of its own."""


def _numbers(segment: Segment | None) -> list[Quantity]:
    return [q for q in segment.quantities if q.role == "number"] if segment is not None else []


def _told(claim: Claim) -> int:
    """How many clauses before the number's own state numbers, in the same statement."""
    told = 0
    for place in range(claim.position, 0, -1):
        if claim.sentence.segments[place].mark in _TURNS:
            break
        told += (
            bool(_numbers(claim.sentence.segments[place - 1]))
            and not claim.sentence.segments[place - 1].depth
        )
    return told


def _turned(claim: Claim) -> bool:
    """True when a new statement begins between the number and the one before it."""
    segments = claim.sentence.segments
    for place in range(claim.position, 0, -1):
        if segments[place].mark in _TURNS:
            return True
        if segments[place - 1].quantities and not segments[place - 1].depth:
            return False
    return False


def _those_before(claim: Claim, lexicon: Lexicon) -> str:
    """Those that the clause before counts without a goal for them: 市领导领衔的100个重点项目， | 开工率."""
    counted = _numbers(claim.previous)
    if (
        claim.previous is None
        or not counted
        or claim.previous_role == "target"
        or counted[-1].base_unit == "%"
    ):
        return ""
    those = claim.setting.text[counted[-1].outer[1] : claim.previous.end].lstrip("的")
    return _named(those, lexicon) if _WORKS_RE.search(those) else ""


_WORKS_RE = lazily(r"(?:项目|工程|水库|园|园区|基地|学校|医院|企业|小区|线|路|桥|港|站|疫苗)$")


def _thing(indicator: str, lexicon: Lexicon) -> str:
    """*indicator* without the deed and without how large each is: 新签约亿元以上加工项目 -> 加工项目."""
    indicator = _WHERE_RE.sub("", indicator)
    added = ADDED_UP_RE.match(indicator)
    start = added.end() if added is not None else 0
    deed = verbs(lexicon).deliver.match(indicator, start)
    thing = _SIZED_RE.sub("", indicator[deed.end() if deed is not None else start :])
    works = phases(lexicon).end.sub("", thing.removesuffix("建设"))
    return works if works.endswith("项目") else thing  # 新签约项目 | 开工


_WHERE_RE = lazily(r"^[全该本我][国省市县区州](?:力争|计划|将|拟)?(?=[^\W0-9_]{3})")
_SIZED_RE = lazily(r"^(?:(?:总|计划)?投资)?(?:超过?)?[0-9.百千万亿]+元(?:以上|以下)的?|^新一轮")


def _dealt_with(claim: Claim, words: str, lexicon: Lexicon) -> str:
    """What the clause before deals with: 开展应急救护培训， | 普及率; 持续做强路衍经济， | 产值."""
    previous = claim.previous
    if previous is None or _numbers(previous) or previous.depth > claim.segment.depth or "投资" in words:
        return ""  # 全面推进乡村振兴，完成投资30亿元
    told = segment_text(claim.setting, previous)
    done = _ALL_DONE_RE.search(told)
    if done is not None:
        return _named(_PUSHED_RE.sub("", told[: done.start()]), lexicon)
    if _DEALS_RE.match(told) is None:
        return ""
    return _named(borrowed_clause(claim, previous, lexicon), lexicon)


_DEALS_RE = lazily(
    r"(?:[^，。；]{2,12}(?:自主|广泛))?(?:持续|加快|大力|积极|全面|深入|不断|稳步|有序)?(?:开展|推广|建立|建设|实施|推进|推动|完成|发展|做大|做强|做优|壮大|培育|打造|新建|普及|免费接种|接种)"
)
# "学前三年教育 | 全面普及", "推动 | 屋顶分布式光伏 | 应建尽建"
_ALL_DONE_RE = lazily(
    r"(?:全面普及|(?:实现)?“?应[^，。；]尽[^，。；]”?(?:、“?应[^，。；]尽[^，。；]”?){0,3}|全线通[水车]|基本普及|常态化开行|稳定运行|稳步运营)$"
)
_PUSHED_RE = lazily(r"^(?:推动|推进|促进|加快|支持|引导|实现|确保|做到|对)")


def _named(words: str, lexicon: Lexicon) -> str:
    """*words* when they may name what a measure is of, else ""."""
    words = _TAKEN_RE.sub("", words)
    plain = 2 <= len(words) <= _OWNER and _NO_NAME_RE.search(words) is None
    return words if plain and not _names_nothing(words, lexicon) else ""


_OWNER = 16
"""Most characters of what a measure is of; longer words tell a whole deed."""
_TAKEN_RE = lazily(
    r"(?:播种|种植|占地|建成区|常住|新增|通车|运营|营业|启动|完成|落地)$|^(?:累计)?(?:新增|净增|新签约?|完成)|^做[强大优](?:做[强大优])?|^”"
)
_NO_NAME_RE = lazily(
    r"[0-9，。；：、（]|“[^”]*$|先行|牵头|一批|拥有|坚持|深化|改革|应[^，]尽|受益|惠及|参会|参展|覆盖|兑现|接待|存栏|出栏|(?:考核|领导|管理|机制|体系|能力|水平|战略|振兴|是|为|目标|化)$|^(?:加强|优化|提升|强化|促进|健全|完善|其中)"
)
