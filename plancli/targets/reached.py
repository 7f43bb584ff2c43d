"""A time or an amount before a noun -> whether it is reached all the same: 2小时内到达现场, 保障11亿斤以上粮食产能."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim

# "稳定保障 | 11亿斤以上 | 粮食产能", "具备 | 5%以上 | 的尖峰负荷响应能力"; not 淘汰30万吨以下产能
_CAPACITY_RE = lazily(r"以上[^，。；]{0,4}(?:产能|产量|能力|容量|储量)|以上的[^，。；的]{2,12}能力")
_KEEPS_UP_RE = lazily(r"(?:保障|形成|保持|稳定|达到|新增|实现|具备)$")


def keeps_up(claim: Claim) -> bool:
    """True for a bounded capacity to be had or kept: 稳定保障11亿斤以上粮食产能, 具备5%以上的尖峰负荷响应能力."""
    held = claim.quantity.bound == "ge" and _KEEPS_UP_RE.search(claim.before)
    return bool(held) and _CAPACITY_RE.fullmatch(claim.behind) is not None


def lasts(claim: Claim) -> bool:
    """True for how long a store is to last: 储备能力达到不少于30天用量."""
    held = claim.is_time and claim.predicate.kind == "level" and _STORED_RE.search(claim.before)
    return bool(held) and _USED_UP_RE.match(claim.behind) is not None


_STORED_RE = lazily(r"储备|库存|储量|存量|供应|储[气油粮水]")
_USED_UP_RE = lazily(
    r"(?:以上)?的?[^，。；0-9]{0,4}(?:用[水电气油粮]?量|消费量|供应量|需求量|使用量|需求|消费)(?:以上)?(?:$|[，。；、])"
)


def responds(claim: Claim) -> bool:
    """True for how soon something is done, where a date or a hedge sets it: 到2025年，2小时内到达现场."""
    if not claim.is_time:
        return False
    if (claim.due_here or claim.hedged) and _RESPONDS_RE.match(claim.behind):
        return True
    # 热线接通率98%，15秒内人工接通，故障自愈时间3分钟以内: among the goals of a plan
    listed = claim.setting.meta.kind == "plan" and claim.previous_role == "target" and claim.due is not None
    if not listed or claim.tense == "past":
        return False
    soon = _SOON_RE.match(claim.behind) is not None and _RULED_RE.search(claim.before) is None
    takes = claim.quantity.bound in ("le", "lt", "range") and _TAKES_RE.search(claim.before) is not None
    return soon or (takes and _FREE_RE.search(claim.before) is None)


# "灾害发生 | 10小时 | 内受灾群众得到救助", "2小时 | 内到达现场"
_RESPONDS_RE = lazily(
    r"(?:之|以)?内(?![^，。；]{0,24}(?:比例|占比|覆盖|率|范围))[^，。；0-9]{0,12}(?:到达|抵达|送达|得到|获得|响应|处置|办结|出动)(?!的|率)"
)


# "15秒 | 内人工接通", "3分钟 | 到达"
_SOON_RE = lazily(
    r"(?:之|以)?内?[^，。；、0-9的]{0,8}(?:到达|抵达|送达|到场|接通|通达|可达|响应|处置|办结|审核|回传|发布|核查|出具|抢通)(?:$|[，。；、])"
)
_RULED_RE = lazily(r"应|须|必须|不得|自[^，。；]{2,12}(?:之日)?起|后|在$")
# "故障自愈时间 | 3分钟 | 以内"
_TAKES_RE = lazily(r"(?:时间|时限|用时|耗时|时长|等待|排队|时延)(?:平均)?$")
# "免费停放时间30分钟以内", "课间休息时间": how long something is allowed, not how long it takes
_FREE_RE = lazily(
    r"质保|免费|停放|停车|课间|休息|作业|考试|理论|实操|培训|试讲|答辩|每[场期次]|退款|保修|缓冲|办公|营业|开放|服务时间"
)


# "2025年底前完成 | 80%以上的整治任务": how much of the work is to be done.
_WORK_RE = lazily(
    r"(?:以上|左右)?的[^，。；、0-9]{0,10}(?:任务|工作量|改造|整治|建设|目标任务)(?=$|[，。；、])"
)


# "控制在 | 120%的警戒线以内"
_LINE_RE = lazily(r"的[^，。；0-9]{0,6}(?:警戒线|红线|上限|控制线|预警线)(?:以[内下]|之[内下])")


def does_part(claim: Claim) -> bool:
    """True for the share of a task that is to be done by a date, or a line to be kept: 2025年底前完成80%以上的整治任务."""
    if claim.predicate.kind == "level" and _LINE_RE.match(claim.behind):
        return True
    dated = claim.due_here or claim.hedged
    return claim.is_percent and dated and claim.before.endswith("完成") and bool(_WORK_RE.match(claim.behind))
