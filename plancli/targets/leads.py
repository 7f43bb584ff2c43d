"""The words before a number -> those from its own verb on, without who shall do it, what for and where."""

from __future__ import annotations

from plancli.lexicon import Lexicon
from plancli.patterns import lazily
from plancli.targets.predicate import verbs

# "支持火电、石化等行业 | 创建节水标杆企业", "围绕新技术、新业态 | 发布团体标准": who or what for, then the verb.
_PRELUDE_RE = lazily(
    r"(?:(?:支持|鼓励|引导|推动|组织|指导|推进|动员|促进)[^，。；]{1,24}(?:企业|单位|机构|行业|园区|地区|高校|院校|学校|部门|[等各]地|市|县|区|院所|力量|平台|主体|基地|医院|银行|公司)(?:等)?(?:在[^，。；]{2,12}(?:期间|年底?前|年内))?"
    r"|(?:围绕|聚焦|针对|依托|通过|按照|根据|结合|面向|坚持|利用)[^，。；]{2,40}?"
    # "为独居老人、留守儿童等重点家庭 | 安装报警器", "向东县、西县4个定点帮扶县 | 投入帮扶资金"
    r"|[为向](?!期|主|止|限)(?=.{11})[^，。；、0-9]{1,16}[、0-9][^，。；]{1,24}(?:家庭|群体|人群|老年人|老人|企业|居民|群众|学生|职工|农户|妇女|儿童|单位|人员|市民|农民|对象|[市县区镇村]))$"
)
# 水利设施 | 建设项目: the verb is part of a noun.
_NOMINAL_RE = lazily(r"[性型类]|项目|工程|班|企业|基地|活动|人员|中心|工作|任务|计划|行动")
# "图形引擎、光学显示等领域 | 攻克关键技术", "全省将 | 建成充电桩", "东区、西区、临港片区 | 建设园区": where, then the verb.
_WHERE_RE = lazily(
    r"(?:[^，。；]{2,40}(?:领域|方面|环节|行业|方向|地区|区域)(?:等)?|[^，。；、]{2,12}(?:、[^，。；、]{2,12})+"
    r"|[^，。；]{0,16}(?:将|力争|拟|(?<!行动)(?<!年度)(?<!项目)(?<!工程)计划)(?:今年|明年|年内|全年|今明两年)?(?:分别)?)$"
)


def trim_lead(lead: str, lexicon: Lexicon) -> str:
    """The lead from its own verb on, without the words on who shall do it or what for.

    >>> from plancli.lexicon import default_lexicon
    >>> trim_lead("支持纺织等行业创建标杆企业", default_lexicon())
    '创建标杆企业'
    >>> trim_lead("承担国家级试点示范项目", default_lexicon())
    '承担国家级试点示范项目'
    """
    for match in verbs(lexicon).core.finditer(lead):
        before = lead[: match.start()]
        if _NOMINAL_RE.match(lead, match.end()):
            continue
        if (
            before
            and len(lead) - match.end() >= 2
            and (
                _PRELUDE_RE.match(before)
                or (not verbs(lexicon).deliver.match(before) and _WHERE_RE.match(before))
            )
        ):
            return lead[match.start() :]
    return lead


def trim_place(lead: str, lexicon: Lexicon) -> str:
    """The lead from its own verb on, without the words on where.

    >>> from plancli.lexicon import default_lexicon
    >>> trim_place("光学显示等领域攻克关键技术", default_lexicon())
    '攻克关键技术'
    """
    for match in verbs(lexicon).core.finditer(lead):
        before = lead[: match.start()]
        if before and not verbs(lexicon).deliver.match(before) and _WHERE_RE.match(before):
            return lead[match.start() :]
    return lead
