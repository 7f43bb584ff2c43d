"""A title -> whether what stands below it tells what was, is to be done, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import last_match, lazily

_OVERSEES_RE = lazily(
    r"(?:督办|督查|审计|调度|监督|跟踪|检查|公开|通报)(?!工作|查出|发现|取得|检查|督查|情况)[^，。]*(?:情况|进展)"
    r"|(?:情况|进展|成效)(?:的)?(?:督查|审计|督办|监督|公开|检查|考核|调度|跟踪)"
)
# 推进人才队伍建设夯实 | 事业发展基础: the deed at the word itself.
_LAYS_RE = lazily(
    r"(?:夯实|筑牢|打牢|厚植|(?:加快|着力|努力|全力|持续)[^，、；]{0,4}(?:奠定|打下))[^，、；了]{0,6}$"
)
# 夯实了发展基础, 全面小康夯实发展基础 were done.
_LAID_RE = lazily(r"了|“?十[一二三]五|小康|成[就效绩]")
# 推动高质量发展的主要成效: what was done is told whatever deed opens the heading; 夯实发展基础 is to be done.
_TOLD_RE = lazily(r"成[效就绩]|进展|历程")
# "资源禀赋得天独厚", "发展基础和面临形势": the whole heading tells what there is; 补齐产业条件 is to be done.
_WHOLE_PAST_RE = lazily(
    r"前期工作|(?:发展基础[和与、])?(?:面临(?:的)?)?形势[和与及、]?要求|(?!(?:立足|依托|改善|改良|结合|发挥|夯实|利用|优化|创造|创新|完善|提升|提高|挖掘|释放|根据|强化|加强|增强|筑牢|用好|补齐|补强|培育|拓展|厚植|巩固|打造|构建|营造|健全|做强|做优|做大|壮大|推进|推动|加快|建设|塑造|彰显|保护|整合|开发|激活|盘活|统筹))(?:[^，。、\s]{1,6}[和与及、]?)?"
    r"(?:规划基础|资源禀赋|(?:资源|产业|优势|自然|发展|区位)条件)(?:[和与及、](?:产业基础|发展基础|基础条件|区位优势|资源禀赋))?(?:优势)?(?:得天独厚|优越|明显|良好|扎实|突出|分析|雄厚|优良)?"
)
# 存在问题及下一步打算: what is wrong is told of today, what is next of the year to come
_TROUBLE_AND_NEXT_RE = lazily(r"(?:问题|困难|不足|短板)[^，。]{0,4}[和与及、][^，。]{0,4}下一步")
AHEAD_RE = lazily(r"目标|任务|安排|思路|要求|计划|指标|展望|(?<!决策)部署")


def polarity_of(title: str, lexicon: Lexicon) -> str | None:
    """Past or goal, by the words of a heading; the later word wins (发展基础与目标 is a goal).

    >>> from plancli.lexicon import default_lexicon
    >>> polarity_of("发展基础", default_lexicon()), polarity_of("发展目标", default_lexicon())
    ('past', 'goal')
    """
    if _TROUBLE_AND_NEXT_RE.search(title):
        return None
    if _WHOLE_PAST_RE.fullmatch(title):
        return "past"  # alone; 加快前期工作 and 立足资源禀赋，做强特色产业 are still to be done
    past, goal, doing, review = _heading_patterns(lexicon)
    if _OVERSEES_RE.search(title):
        return None  # 跟踪督办审议意见落实情况, 定期调度各县区任务进展
    if review.search(title):
        return None if AHEAD_RE.search(title) else "past"
    last_past, last_goal = last_match(past, title), last_match(goal, title)
    if last_past is None:
        return None if last_goal is None else "goal"
    later = last_goal is None or last_past.end() >= last_goal.end()
    # 坚定不移优生态，厚植绿色发展优势: the deed opens the clause that the words of the past stand in.
    clause = max(title.rfind(mark, 0, last_past.start()) for mark in "，、； ") + 1
    done = doing.match(title) or doing.match(title, clause)
    if done is None and _LAID_RE.search(title) is None:
        done = _LAYS_RE.search(title, 0, last_past.start())
    return "past" if later and (done is None or _TOLD_RE.search(last_past[0])) else "goal"


@lru_cache(maxsize=8)
def _heading_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    return (
        lazily(alternation(lexicon.forms("past_heading"))),
        lazily(alternation(lexicon.forms("goal_heading"))),
        lazily(alternation(lexicon.forms("doing_heading"))),
        lazily(alternation(lexicon.forms("review_heading"))),
    )


def year_is_over(title: str, reference: str) -> bool:
    """True for a title on a year that is over: 2025这一年, 2024年成绩单, 迎难而上，2024年发展取得新成效."""
    if AHEAD_RE.search(title) is not None:
        return False
    year = _THAT_YEAR_RE.match(title)
    if (year is not None and year[1] < reference[:4]) or _ONE_YEAR_RE.match(title) is not None:
        return True
    named = _YEAR_RE.findall(title) if _WAS_RE.search(title) is not None else ()
    return bool(named) and max(named) < reference[:4]


# "某局2025年工作 | 总结", "关于某项检查 | 情况的通报": a document that tells what was, unless its title announces plans too.
REPORTS_RE = lazily(r"总结|回顾|决算|(?:工作|年度)亮点|(?:情况|结果)的?(?:通报|报告|公告)$|完成情况")
# "《某规划》实施情况的 | 中期评估报告": an evaluation tells what was, whatever the plan's name says.
EVALUATES_RE = lazily(r"(?:中期|终期|总结|年度|实施|绩效)(?:情况)?(?:的)?评估(?:的?报告|情况|结果)?$")
_PLANS_TOO_RE = lazily(r"思路|计划|打算|安排|要点|部署|谋划|方案|制度|办法|规划|草案")
_NEXT_RE = lazily(r"下一?步|下阶段|下半年|今后|明年|未来|打算|谋划")
_YEAR_RE = lazily(r"20[0-9]{2}(?=年)")
# "2025年：夯实基础", "（一）2025这一年", "回望2025"; not 落实2024年中央一号文件精神, 改造2000户.
_THAT_YEAR_RE = lazily(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]\s?)?[【“]?(?:回[望顾眸]|总结|盘点|关于|走过|[^，。；：\s0-9]{2,6}的)?(20[0-9]{2})(?:年(?!.{0,10}(?:续建|结转|未完成|整改|国债|资金|支持|下达|更新))|这一年|$|[，：:—])"
)
# "迎难而上，2024年发展 | 取得新成效", "2024年成绩单"; not 巩固2024年改革成果.
_WAS_RE = lazily(
    r"^(?!.{0,30}(?:巩固|拓展|推广|运用|转化|力争|奋力|确保|力求|推动.{0,10}再|努力)).{0,40}?"
    r"(?:取得|迈上|跃上|再上|成绩单|答卷|(?:工作|发展|主要|建设)成[绩效就果]|回[顾眸]|盘点)"
)
# "一、这一年，我们稳中求进"
_ONE_YEAR_RE = lazily(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]\s?)?(?:(?:刚刚)?过去的?一年|这一年(?:来|里|中|间)?|一年来)(?:$|[，：:—])"
)


def looks_back(title: str) -> bool:
    """True when a document of this title tells what was: a summary, or a notice on how things stand."""
    if EVALUATES_RE.search(title):
        return True
    return REPORTS_RE.search(title) is not None and _PLANS_TOO_RE.search(title) is None


def tells_ahead(title: str, year: str | None) -> bool:
    """True for a heading on what is to come, in a document of *year*."""
    named = [match[0] for match in _YEAR_RE.finditer(title)]
    later = bool(named) and year is not None and max(named) > year
    return later or AHEAD_RE.search(title) is not None or _NEXT_RE.search(title) is not None


# "四川出台促消费三年行动方案：力争…": news of nothing else.
_ON_PLAN_RE = lazily(r"(?:行动|实施|工作|发展|建设|若干)(?:方案|计划|规划|纲要|意见|措施)")
# "商家：信心更足", "他山之石", "新闻链接": what such news tells beside the plan; not 打造消费亮点.
_BESIDE_RE = lazily(
    r"(?!打造|擦亮|拓展|增强|讲好|加强|扩大|培育|建设|大力|推[动进]|提升|优化|完善|实施|激发|深化|强化|做[强大优]|壮大|发展|促进|丰富|营造)"
    r".{0,8}?(?:市场(?:反应|见效|升温|前景|观察)|商家|店主|老板|消费者|市民|网友|群众|居民|专家|学者|业[内界]|记者|观察|反应|反响|链接|相关|延伸|背景|他山|外地|省外|走访|走进|探访|观点|案例|手记|声音|故事|访谈|评论|点评|解读|概况|简介|花絮|亮点|成效|红火|数据显示|统计数据|历史)"
    r"|企业(?:$|[：:反声说动受])|【(?:企业|数据|市场)】|(?:数据|现场)$"
)


def names_plan(titles: str) -> bool:
    """True for the *titles* of news that name the plan they are on."""
    return _ON_PLAN_RE.search(titles) is not None


def is_beside(title: str) -> bool:
    """True for a heading in news of a plan below which others speak, or of other things."""
    return _BESIDE_RE.match(title) is not None
