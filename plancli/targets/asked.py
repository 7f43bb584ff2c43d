"""A claim -> whether its number is asked of those who apply, or says how they are graded: 申报条件, 满分100分."""

from __future__ import annotations

from functools import lru_cache

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Verdict

# "申报条件", "选拔程序": headings of what is asked of those who apply; 优化认定流程 is a task.
_ASKED_TITLE_RE = lazily(
    r"^(?!优化|扩大|提高|放宽|统一|完善|健全|改进|全面|规范|加强|创新|深化|严格|简化|明确|推进|建立)[^，。]{0,8}(?:申报|申请|入选|认定|准入|评选|推荐|参评|遴选|报名|入围|选拔|评审|培育|评定|入库)(?:的|[^，。、]{0,6}[和及与、])?(?:条件|程序|范围|材料|要求|名额|资格|标准)$|^(?:具体|准入|基本)?条件$|(?<!严格)(?<!优化)(?<!放宽)(?<!完善)(?:申报|推荐|评选)(?:条件|名额)|名额分配"
)
_EACH_NAMES_RE = lazily(r"推荐|申报|各|每")
# "90分以上为 | A档", "一式 | 3份": how it is graded, in how many copies.
_GRADED_RE = lazily(
    r"[^，。；]{0,12}?(?:为|评为|定为|属)[“]?(?:[A-EⅠ-Ⅴ]|[一二三四]|优秀|良好|合格|不合格)[”]?(?:档|等|级|格|$|的)"
)
# "满分100分，其中建设任务 | 50分"
_FULL_MARKS_RE = lazily(r"(?:满分|总分)(?:为|共)?[0-9]{2,4}分[^。；]{0,40}$")
# "完成目标值得 | 12分", "最多加 | 3分", "减分累计不超过 | 10分"
_SCORED_RE = lazily(
    r"(?:得|占比?|权重|[加扣减计](?:分)?|分值|满分|各|累计|合计|最[高多低])(?:为|不超过|不高于)?$"
)
# "每超过目标值 | 2个百分点 | 加1分", "每少 | 1家 | 对责任企业扣1分", "每超标 | 1微克/立方米 | 扣减100万元"
_STEP_RE = lazily(r"每(?:超|低|少|多|增|高|减|提|下|上|完|新|缺|迟|延|发)[^，。；]{0,12}$")
_COUNTS_FOR_RE = lazily(r"(?:的)?，?[^，。；0-9]{0,10}(?:[加扣减计]分?|扣减|扣除|奖励|得)[0-9]")
_TAKEN_RE = lazily(r"(?:扣减|扣除|扣缴|罚没)[^，。；]{0,6}$")
# "年薪调节系数A级为 | 1.8—2.0 | 、C级不超过 | 1.2"
_FACTOR_RE = lazily(r"(?:调节|考核|分配|绩效|奖惩|评价|难度)系数[^。；]{0,60}$")


@lru_cache(maxsize=64)
def _asks(title: str) -> bool:
    """True for a heading of what is asked of those who apply; each number below it asks again."""
    return _ASKED_TITLE_RE.search(title) is not None


def asked(claim: Claim) -> Verdict:
    """What is asked of those who apply, and how they are graded."""
    if claim.quantity.base_unit == "分" and _GRADED_RE.match(
        claim.setting.text, claim.quantity.span[1], claim.sentence.end
    ):
        return ("norm", "role.norm.graded")
    aims = claim.hedged or claim.due_here or claim.predicate.kind == "level"
    if claim.quantity.base_unit == "分" and not aims and _FULL_MARKS_RE.search(claim.earlier):
        return ("norm", "role.norm.graded")  # 满分100分，其中建设任务50分、管护成效30分
    scored = claim.quantity.base_unit == "分" and not claim.hedged and _SCORED_RE.search(claim.before)
    scored = scored or (claim.previous_role == "norm" and _TAKEN_RE.search(claim.before))
    step = _STEP_RE.search(claim.before) and _COUNTS_FOR_RE.match(claim.behind)
    factor = not claim.quantity.unit and "系数" in claim.earlier and _FACTOR_RE.search(claim.earlier)
    if scored or step or factor or claim.before.endswith("一式"):
        return ("norm", "role.norm.graded")
    titles = [node.title for node in claim.chain[:3] if _asks(node.title)]
    # Under 推荐名额 only what each may name is asked: 每市推荐5家，全省认定100家
    titled = any(not title.endswith("名额") or _EACH_NAMES_RE.search(claim.before) for title in titles)
    # 不高于上年度人均收入的80%（2021年度按2550元执行）: a rule's conditions have no deadline.
    meant = (claim.due_here or claim.hedged) and claim.setting.meta.kind != "rules"
    return ("norm", "role.norm.asked") if titled and not meant else None
