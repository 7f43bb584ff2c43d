"""A share -> whether it is of those that do something, or that something is done to."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.cues import Cues

# "覆盖 | 80%以上的行政村", "覆盖所有县城和 | 85%以上的乡镇"
_COVERS_RE = lazily(
    r"(?:覆盖|惠及|服务(?!中心|站|机构|业|平台|点|体系|设施)|普及|延伸到|通达|连通|连接|接入)(?:到|至)?(?:全[国省市县区])?(?:[^，。；]{0,12}[和及、])?$"
)


def covers(claim: Claim) -> bool:
    """覆盖 | 80%以上的行政村: the share is of what is to be covered."""
    return _COVERS_RE.search(claim.earlier[-24:]) is not None


# "100% | 的甲站和80%以上的乙室能够达标", "北方50% | 以上、南方30%以上县区达到": shares joined before their common verb.
_JOINED_SHARE_RE = lazily(
    r"(?:以上)?(?:的(?P<who>[^，。；0-9]{2,16}?)(?:[、和及]|以及)|[、和][^，。；、0-9]{1,6})[0-9.]+%(?=(?:以上)?的|以上)"
)


def joined_act(claim: Claim) -> str:
    """What those that the first share of two names do with the others: 50%的国家级园区和30%的省级园区 | 实施改造; "" for any other.

    北方60%以上、南方40%以上 | 县（区）达到标准: so who they are.
    """
    text = claim.setting.text
    joined = _JOINED_SHARE_RE.match(text, claim.quantity.outer[1], claim.sentence.end)
    if joined is None:
        return ""
    rest = text[joined.end() : claim.sentence.end].removeprefix("以上").removeprefix("的")
    rest = _CLAUSE_END_RE.split(rest)[0]
    who = joined["who"]
    if who is None:
        return rest
    common = next((who[at:] for at in range(len(who) - 1) if who[at:] in rest), "")
    return rest.partition(common)[2] if common else ""


_CLAUSE_END_RE = lazily(r"[，。；\n]")


# "推动不少于 | 80% | 的智能家电新产品支持统一互联协议"
_MADE_TO_RE = lazily(r"(?:推动|确保|促进|引导|带动)$")
_TAKES_RE = lazily(r"(?:以上)?的[^，。；]{2,16}?(?:支持|兼容|采用|接入|加入)[^，。；]{2,}")


_OFFERS_RE = lazily(r"(?:以上)?的(?![^，。；]{0,20}由)[^，。；]{2,24}?提供(?!商)[^，。；]{2}")
_SPENT_RE = lazily(r"的[^，。；、0-9]{2,16}?(?:用于|用在|用到|投向|投入到?)[^，。；]{2}")


# "研发费用占比 | 5%以上的企业建立研发机构": which of them, not how many.
_MEASURED_RE = lazily(
    r"(?:占比|比重|比例|[^，。；、]率|强度|增速|涨幅|降幅|持股|出资|股权)(?:不低于|超过|达到?)?$"
)


def is_share(claim: Claim, cue: Cues) -> bool:
    """True for a share of those that do something or that something is done to: 95%以上的学生掌握."""
    if covers(claim):
        return True
    if _MEASURED_RE.search(claim.before):
        return False
    if _does(claim, claim.after, cue):
        return True
    if _MADE_TO_RE.search(claim.before) and _TAKES_RE.match(claim.after):
        return True
    if claim.before.endswith(("把", "将")) and _SPENT_RE.match(claim.after):
        return True  # 把80%以上的财政支出用于民生
    if _OFFERS_RE.match(claim.after) and not claim.before.endswith(("为", "对", "向", "用", "给")):
        return True  # 90%以上的医疗机构为老年人提供绿色通道
    text, end = claim.setting.text, claim.sentence.end
    joined = _JOINED_SHARE_RE.match(text, claim.quantity.outer[1], end)
    return joined is not None and _does(claim, text[joined.end() : end], cue)


def _acts(claim: Claim, after: str) -> bool:
    """Whether those that *after* a share names are to do something by a date: 到2025年，60%的新建住宅 | 实行全装修."""
    if not claim.due_here or _DONE_TO_RE.search(claim.before):
        return False
    who = after.removeprefix("以上").removeprefix("的")
    # 80%以上居民迁入新居 needs no 的, 80%居民 is not said
    return (who != after or claim.quantity.bound == "ge") and _ACTS_RE.match(who) is not None


# "对 | 30%的企业实施监测", "按80%的比例执行": no share of those that act.
_DONE_TO_RE = lazily(r"[对为向由给将把按从用以占达至到]$")
_ACTS_RE = lazily(
    r"(?![^，。；]{0,8}(?:比例|标准|幅度|速度|股权|股份|税率|利率|优惠|补[助贴]))[^，。；0-9]{2,24}?(?:使用|采用|运用|应用|实施|实行|推行|执行|开展|迁[入进]|搬[入进]|入住|住[上进]|退出|停产|停用|安装|配备|配置)(?![率者量])[^，。；的]{1,}(?=[，。；]|$)"
)


def _does(claim: Claim, after: str, cue: Cues) -> bool:
    """Whether those that *after* a share names do something."""
    done = cue.match("share_of", after) or _SETS_UP_RE.match(after) or _EARNS_RE.match(after)
    return done is not None or _acts(claim, after)


# "80% | 的村集体经营性收入超过15万元": each of them; not 80%的村级收入缺口超过…, which no village earns.
_EARNS_RE = lazily(
    r"(?:以上)?的[^，。；、0-9]{0,8}?(?:村|村集体|乡镇|县区?|社区|企业|园区|农户|家庭|合作社|开发区)[^，。；、0-9缺差]{0,10}?"
    r"(?:收入|产值|营收|销售额|利润|税收|(?<=村)(?=突破|超过))(?:均|都)?(?:超过?|突破|高于|不低于|在)(?=[0-9.百千万]+[百千]?[万亿]?元)"
)
# "15% | 以上的卫生服务站设置“中医阁”", "90% | 的病种能在县域内看得好", "95% | 的乡镇30分钟上高速"
_SETS_UP_RE = lazily(
    r"(?:以上)?的[^，。；]{1,24}?(?:开通|开设|建有|配有|建立|设置|设立|配置|纳入|签订|牵头|组建|参与|加入|能够|能在|接入|[用喝住吃看连]上(?![升市涨])|享有|享受|掌握|"
    r"[0-9]+(?:分钟|小时)(?:内)?(?:[可能]?[上到达]|通达|直达|抵达|覆盖))"
)
