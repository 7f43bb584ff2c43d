"""A claim beside goals -> whether it tells how things stand: 目前全国平均水平为7.8%, 经摸底共312个, 实施以来压减92%."""

from __future__ import annotations

from plancli.patterns import lazily
from plancli.targets.claim import Claim
from plancli.targets.voice import ISSUER, SPOKEN

# "目前全国平均水平为 | 7.8%", "而目前三省分别为 | 58%": today's level, in a clause that names no year.
_TODAY_RE = lazily(
    r"(?:^|，)(?:而|但)?(?:目前|当前|现阶段|眼下)(?![^，。；]*(?:年|力争|计划|正在|将|要|拟|起|再|新))[^，。；]{0,24}?(?:分别)?(?:为|是|达到?|占|约|仅|只有)$"
)
# "经摸底，全市老旧小区共 | 312个", "经普查，…"
_COUNTED_RE = lazily(
    r"^经(?:摸底|排查|统计|普查|核查|调查|摸排|梳理|清查)[^。；]{0,40}?(?:共有?|合计|总计|有|为)$"
)
# "“双减”以来学科类机构压减 | 92%", "实施以来累计建成 | 30个"; not 今年以来，…将新建.
_SINCE_RE = lazily(r"^[^，。；0-9]{2,14}以来(?![^。；]*(?:将|力争|计划|确保|到20))[^，。；]{0,20}$")
# "工程实施45年来，累计完成 | 4.8亿亩"
_YEARS_LONG_RE = lazily(
    r"[0-9一二两三四五六七八九十]{1,3}[余多]?年来(?:，|(?=[^，。；]{0,14}(?:累计|共|已)))(?![^。]*(?:将|力争|计划|要|拟|到20|今年|明年|新的一年|今后|下一步|未来|“十))[^。]*(?:累计|已|共)"
)
# "总产量 | 837亿斤 | ，居全国第四"
_RANKS_RE = lazily(
    r"，(?:单产|总量|增速|规模)?(?:均|分别)?(?:位?居|列|排名?|位列)全[国省市](?:各[省市县区])?(?:第[0-9一二三四五六七八九十]|首位)"
)
# "与全省平均 | 35张 | 尚有差距": what lags behind is how it stands.
_LAGS_RE = lazily(r"[^。；，0-9]{0,4}(?:，与[^，。；]{2,16})?(?:尚有|存在|还有|仍有)(?:较大|不小|一定)?差距")
# "仅投产 | 1座": so few so far.
_ONLY_RE = lazily(
    r"(?:^|[”，])(?:“?十[一二三四]五”?(?:期间|时期)?)?(?:仅|只)(?:投产|建成|完成|新增|引进|培育|有)[^，。；]{0,8}$|(?:仅|只)有$"
)


# "比2022年同期增长50.5%，恢复至2019年同期的53.5%": statistics, whatever stands in their sentence; not 到2025年….
_AS_THEN_RE = lazily(
    r"^(?!.*(?:将|力争|预计|预期|到20|计划|目标)).*(?:恢复[至到](?:了)?|[比较])(?:20[0-9]{2}年|去年|上年)同期(?:的|增|下|减|多|少|提|上|回)"
)


_STATED_RE = lazily(r"(?:规划|方案|计划|意见|措施|纲要|》)[^。；]{0,8}(?:提出|明确|要求)")
# "国际经验表明，城镇化率处在 | 30%以上 | 为快速发展区间"
_SHOWS_RE = lazily(
    r"(?:经验|研究|实践)(?:结果)?(?:显示|表明|发现|证明)，(?![^。；]*(?:到20|每年|将|力争|确保))[^。；]*$"
)
# "大会应到代表 | 519名，实到 | 503名"
_PRESENT_RE = lazily(r"(?:应到|(?<!落)实到|应出席|实际出席|应参会|到会)(?:代表|委员|人数|人员)?$")
# "农村居民人均可支配收入达 | 11886元 | ，同比增长11.2%", "森林覆盖率稳定在 | 63.35% | ，居全国第2位"
_GREW_RE = lazily(
    r"，(?:同比(?:增长|下降|提高|增加|减少)[0-9]|((?:稳|位|排)?居)(?:全[国省市]|中部|西部|东部)第[0-9一二三四五六七八九十])"
)
_PRECISE = 4
_AHEAD_RE = lazily(
    r"将|(?<![主重需首必摘纪])要(?!求|素)|力争|争取|确保|目标|计划|预计|预期|全年|年内|年底|明年|下半年|拟|到20|提出|任务|安排|强调|要求|部署"
)


def _grew(claim: Claim) -> bool:
    """True for what is told with its growth or its rank, in a sentence that says nothing of what is to come."""
    if claim.quantity.bound != "eq" or claim.due_here:
        return False
    behind = _GREW_RE.match(claim.setting.text, claim.quantity.outer[1])
    if behind is None or (claim.polarity == "goal" and behind[1] is None):
        return False
    told = claim.predicate.kind == "level" and claim.previous_role != "target"
    # What is set is a round figure.
    figures = str(claim.quantity.value.normalize()).replace(".", "").strip("0")
    told = told and (claim.voice != ISSUER or len(figures) >= _PRECISE)
    return told and _AHEAD_RE.search(claim.words) is None


# "生产成本比进口到岸价 | 高出约 | 30%"
_THAN_OTHERS_RE = lazily(
    r"[比较](?!20|去年|上年|目前|现在|计划|规划|目标|“?十)[^，。；0-9、]{2,14}(?:高出|贵|便宜|(?<!提)高|(?<![降减压])低)(?:了|约|近|出)*$"
)


def passed_already(claim: Claim) -> bool:
    """True right behind a clause that says that a line was passed: 今年年中已经越线，达到 | 12.9件."""
    previous = claim.previous
    if previous is None or previous.quantities or claim.segment.mark != "，":
        return False
    told = claim.setting.text[previous.start : previous.end]
    return _REACHED_RE.fullmatch(claim.before) is not None and _PASSED_RE.search(told) is not None


_REACHED_RE = lazily(r"(?:达到?|为|约|是|升至|增至|突破)+")
_PASSED_RE = lazily(r"(?:已经?|提前|如期)(?:越线|达标|过线|完成|实现|达成|兑现)(?:目标|任务)?$")
# "今年全市收购夏粮120万吨，同比增加5万吨"; not 今年安排项目300个，比去年增加20个, nor 全年要比上年增长8%.
_AGAINST_LAST_YEAR_RE = lazily(
    r"(?!.{0,160}(?:将|(?<![主重需首必摘纪])要(?![素求闻])|计划|规划|力争|争取|确保|目标|任务|预计|拟|安排|全年|年底|年内|下半年|明年|提出|方案|到20|下达|实施|推进|部署|新建|改造))"
    r".{0,160}(?:[比较](?:上年|去年)|同比)[^，。；]{0,6}(?:增|减|下降|上升|提高|扩大|多|少|高|低)"
)
_MID_YEAR = "05"
"""Month from which news of 今年 tells what was counted, where the sentence compares it with last year."""


def is_counted_this_year(claim: Claim) -> bool:
    """True in news for what this year has come to so far, compared with last year and with no word of what is to come."""
    setting = claim.setting
    if setting.meta.kind not in SPOKEN or not (setting.reference or "")[5:7] >= _MID_YEAR:
        return False
    mention = claim.due.mention if claim.due is not None else None
    this_year = mention is not None and mention.text == "今年" and mention.core[0] >= claim.sentence.start
    meant = claim.hedged or claim.planned or claim.polarity == "goal" or claim.quantity.bound != "eq"
    return this_year and not meant and _AGAINST_LAST_YEAR_RE.match(claim.words) is not None


# "作为汽车生产基地，某市拥有整车企业21家、零部件企业 | 1200余家，具备年产 | 400万辆 | 综合生产能力"
_OWNS_RE = lazily(
    r"(?:^|[，。；])(?![^，。；]*(?:将|要|力争|争取|确保|到20))[^，。；]{0,12}(?<!将)(?:拥有|坐拥|(?:汇聚|聚集|集聚)了)[^，。；]{0,40}$"
)
_ABLE_RE = lazily(r"^(?:已|现)?(?:具备|形成)(?:了)?[年日][产处生加][^，。；0-9]{0,6}$")


def _owns(claim: Claim) -> bool:
    """True in the news for what a place has, where nothing says that it is to come."""
    if claim.setting.meta.kind not in SPOKEN or claim.planned or claim.due_here:
        return False
    if claim.polarity == "goal" or claim.previous_role == "target":
        return False
    so_far = _ABLE_RE.search(claim.before) is not None
    return so_far or _OWNS_RE.search(claim.earlier) is not None


def is_so_now(claim: Claim) -> bool:
    """True for what is said to be the case today or to have come about so far."""
    if claim.hedged:
        return False
    if _owns(claim):
        return True
    so_few = claim.setting.text[claim.quantity.outer[0] : claim.quantity.span[0]] in ("不足", "不到")
    so_few = so_few and claim.polarity != "goal" and claim.voice != ISSUER
    dated = claim.due is not None and claim.due.sets_a_limit
    so_few = so_few and not ((claim.due_here and dated) or claim.previous_role == "target")
    if _TODAY_RE.search(claim.before) or _ONLY_RE.search(claim.before) or so_few:
        return True
    told = claim.setting.meta.kind in SPOKEN and not claim.planned
    shown = told and not claim.due_here and _SHOWS_RE.search(claim.earlier) is not None
    if shown or _PRESENT_RE.search(claim.before) or (told and _grew(claim)):
        return True
    stated = claim.due_here or _STATED_RE.search(claim.earlier) is not None
    if told and not stated and _THAN_OTHERS_RE.search(claim.before):
        return True
    if told and "同期" in (words := claim.words) and _AS_THEN_RE.search(words):
        return True
    today = claim.setting.reference or "9"
    later = claim.due is not None and claim.due.end[:4] > today[:4]
    later = later or "目标" in (claim.setting.meta.title or "")
    ranked = (
        claim.quantity.bound == "eq" and claim.setting.meta.kind in SPOKEN and not (claim.planned or later)
    )
    if ranked and _RANKS_RE.match(claim.setting.text, claim.quantity.outer[1]):
        return True
    if claim.dated_clause:
        return False
    if _COUNTED_RE.search(claim.earlier) or _LAGS_RE.match(claim.behind):
        return True
    if claim.quantity.bound != "eq" or claim.planned:
        return False
    return _SINCE_RE.search(claim.before) is not None or _YEARS_LONG_RE.search(claim.earlier) is not None


# What is still to come in November: 今年计划, 今年将, 今年底前.
_STILL_TO_COME_RE = lazily(
    r"将|(?<![重主需必摘纪])要(?!求|素)|(?<!会)计划|目标(?!管理)|任务|力争|争取|确保|拟|年底|年内|月底|(?<!年)全年|预计|提出|明确|部署|规划(?!中)"
    r"|已|目前|明年|明两年|按照|根据|安排，|[说称示绍]，|季度|冬|12月"
)
_COMES_NEXT_RE = lazily(
    r"(?<!即)将(?!过去|结束|收官|逝去|落幕)|(?<![重主需必摘纪])要(?!求|素)|(?<!会)计划|目标(?!管理)|力争|争取|确保|拟|年底前|月底前|预计|明年|明两年|有望"
)
_SOON_RE = lazily(r"即将(?!过去|结束|收官|逝去|落幕)")
_LAST_MONTHS, _LAST_WEEKS = "12", "12-15"


def told_at_years_end(claim: Claim) -> bool:
    """True in news of the year's last month for what the year was spent on or came to.

    今年安排中央资金388亿元，支持598处灌区改造; in its last two weeks 2022年粮食总产量13730亿斤，比上年增加73亿斤 too.
    """
    setting = claim.setting
    if setting.meta.kind not in SPOKEN or (setting.reference or "")[5:7] < _LAST_MONTHS:
        return False
    mention = claim.due.mention if claim.due is not None and claim.due_here else None
    named = ("今年", f"{setting.year}年")
    if mention is None or not mention.text.startswith(named) or mention.relation != "plain":
        return False
    meant = claim.hedged or claim.planned or claim.polarity == "goal"
    meant = meant or _SOON_RE.search(claim.earlier) is not None
    if (setting.reference or "")[5:] >= _LAST_WEEKS:
        told = setting.text[mention.core[0] : claim.sentence.end].partition("，明年")[0]
        return not meant and _COMES_NEXT_RE.search(_MET_RE.sub("", told)) is None
    told = _MET_RE.sub("", claim.words + (setting.meta.title or ""))
    meant = meant or claim.quantity.bound != "eq" or claim.predicate.kind != "deliver"
    return not meant and _STILL_TO_COME_RE.search(told) is None


# "新增企业15家，超额完成年度目标任务"
_MET_RE = lazily(r"(?:超额|圆满|全面|提前|如期|顺利)完成[^，。；0-9]{0,8}(?:目标|任务|指标|计划){1,2}")
