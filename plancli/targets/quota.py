"""A claim -> whether it is a part that somebody bears, land that is allotted, or time that is to be spent: quotas, and no goals."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Verdict

_BEARS_RE = lazily(
    r"(?:承担|分担|负担)[^，。；0-9]{0,6}比例(?:分别|统一|均)?(?:为|是)?$|(?:资本金|首付款?|配套|自筹|保证金)比例(?:分别|统一|均)?(?:为|是)?$"
)
# What is allotted to build on is a quota, and nothing that is reached.
_LAND_RE = lazily(
    r"(?:供应|保障|预留|单列|统筹|落实|安排|配置)(?![^，。；]*(?:造林|绿化|林草))[^，。；]{0,16}(?:用地|用地指标|预留指标)$|(?:预留|用地|土地)(?:计划)?指标$"
)
# "今年居住用地计划供应 | 165公顷", "其中商品住房用地不超过 | 60公顷"
_SUPPLIED_RE = lazily(
    r"(?:居住|住宅|住房|商品房|产业|工业|商业|建设)用地(?:计划|年度|今年|拟|总量)*供应(?:总量|面积|规模)?(?:为|约)?$"
)
_LAND_PLAN_RE = lazily(r"供地计划|(?:用地|土地)供应(?:年度)?计划")
_SPENT_LEARNING_RE = lazily(r"(?:进修|脱产|挂职|实习|跟岗|驻点)(?:时间|时长|期限)(?:均|应|须|一般)?$")
_EACH_TERM_RE = lazily(r"每(?:个)?学[年期][^，。；]{0,24}$")


def quota(claim: Claim) -> Verdict:
    """What is borne, allotted to build on, or spent learning; None for all else."""
    if claim.is_percent and not claim.hedged and _BEARS_RE.search(claim.before):
        return ("norm", "role.norm.applied")  # 中央承担比例分别为85%、90%、95%
    supplied = " unit.area" in claim.read_by and _SUPPLIED_RE.search(claim.before) is not None
    if supplied or (" unit.area" in claim.read_by and not claim.due_here and _LAND_RE.search(claim.before)):
        return ("norm", "role.norm.planning")  # 供应养老设施用地1200亩
    more = claim.previous_role == "norm" and "用地" in claim.before and " unit.area" in claim.read_by
    if more and claim.among:
        return ("norm", "role.norm.planning")  # 居住用地供应165公顷，其中商品住房用地不超过60公顷
    if ("用地" in claim.before or claim.previous_role == "norm") and _LAND_PLAN_RE.search(claim.earlier):
        return ("norm", "role.norm.planning")  # 供地计划里，租赁住房用地为18.6公顷
    if claim.is_time and not (claim.hedged or claim.due_here) and _EACH_TERM_RE.search(claim.before):
        return ("norm", "role.norm.routine")  # 每学年参加校外实践活动不少于一周
    if claim.is_time and claim.quantity.bound == "ge" and _SPENT_LEARNING_RE.search(claim.before):
        return ("norm", "role.norm.routine")  # 选派骨干医师进修，进修时间不少于6个月
    return None
