"""A date that follows what it sets -> the date: 新建30座，2025年6月底前全部投用; （…，2025年12月底前完成）."""

from __future__ import annotations

from plancli.clauses import Segment, Sentence
from plancli.dates import DateMention
from plancli.models import Quantity, Span
from plancli.patterns import IDEOGRAPH, lazily
from plancli.targets.horizon import is_due
from plancli.targets.setting import Setting

# After a date that follows its number: nothing but its completion, and no number.
_FINISHES_RE = lazily(
    r"(?:全部|全面|基本|陆续|正式|集中|集体|顺利|如期|建成|并|发行|使用|拨付|下达|安装|改造)*(?:完成|完毕|投入使用|投用|投产|建成|到位|验收|竣工|完工|交付|开工|达产|运行|投运|提交[^，；0-9]{2,8}|(?<=发行)使用)[^0-9，；]{0,6}[。；）]?$"
)
# "5月底前 | 完成选址", "三月底前 | 完成撂荒地整治": a first step, or another work than the one counted.
_STEP_RE = lazily(
    r"[^，；。]{0,6}完成[^，；。]{0,4}?(选址|招标|采购|设计|勘察|立项|审批|前期|备案|可研|征地|手续|申报|编制|普查|摸排|整治)"
)
_OF_STEP = {
    "采购": ("购置", "采购", "配备", "配置"),
    "征地": ("征收", "征地", "新征"),
    "摸排": ("摸排", "排查"),
    "普查": ("普查", "调查"),
    "审批": ("编制", "报批", "审批"),
    "招标": ("采购", "招标"),
}
"""A step -> words that open a task whose own work it is: 购置校车50辆，8月底前完成采购."""
# "改造管网120公里、燃气管网96公里，10月底前 | 全部完工，确保…"
_FINISHED_RE = lazily(
    r"(?:全部|全面|基本)*(?:改造|建设)?(?:完成|完工|建成|竣工|投用|投入使用|交付|到位|完毕|投运)+(?:改造|建设|验收|主体工程|主体|建设任务|年度任务)?(?:并[^，；。0-9]{2,6})?(?:[，；。]|$)"
)
# "、燃气管网96公里，": more of what is finished, and no other task.
_MORE_RE = lazily(
    r"[^，。；、0-9]{0,8}(?:[、，][^、，。；0-9]*[0-9][^，。；、]*|，(?:严格|统筹|加强|强化|坚持|落实|规范)[^，。；0-9]{2,14})*，(?:于|在|到|将于|要于)?"
)
# "首期60亿元2025年内 | 完成设立并投资"
_SET_UP_RE = lazily(r"完成(?:设立|组建|募集|出资|签约|交割)")
# "组建1家中心 | 并于 | 2023年底前通过验收"
_AND_BY_RE = lazily(r"[^，。；：0-9]{0,20}(?:并|且)(?:于|在|力争|争取|确保)*|于")
# "达到60%（2020年 | 为55%）": what it was then, or is to be then; not when the number before is due.
_WAS_THEN_RE = lazily(r"[底末]?(?:仅|只|约|[应将]?(?:[为是达]|达到)约?)?[0-9][^（）()]{0,40}[）)]")
_NOUN_RE = lazily(rf"{IDEOGRAPH}{{2,14}}?(?:[于在]|将|力争|确保)?")
_TIME_LIMIT_RE = lazily(r"(?:时限|时间|期限)\s?[:：]")
_DONE = ("完成", "落实", "办结", "到位", "签约", "投用", "竣工", "建成")
"""What ends a bracket that says by when all before it is done."""
# "（县农业局牵头，2022年12月底前完成）", "（县茶叶中心，11月底前）": what ends a paragraph sets the date of all of it.
_DONE_IN_BRACKET_RE = lazily(
    rf"[（(](?:[^（()）]*(?:前|底)(?:{'|'.join(_DONE)})|(?![^（()）]*(?:结合|安排|优先|用于))[^（()）前]{{2,60}}(?:[局委厅办镇乡会社站所院行场队]|中心|公司|部门|单位|集团|街道|政府)(?:牵头|负责|配合|参与)?，(?:20[0-9]{{2}}年[底末]?|今年|明年)?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|[底末]|[上中下]旬)?|年[底末]|[一二三四]季度末?|[上下]半年|[春秋夏][播收种季])?[之以]?前)[）)]。?$"
)
_DONE_BY_RE = lazily(rf"前(?:{'|'.join(_DONE)})?[）)]")
_NEAR, _LIST = 16, 48
"""Characters behind a number's clause that may hold its date: anything, or no more than a list of other numbers."""
_CLOSING = 80
"""Characters at a paragraph's end that may hold such a bracket."""


def closing(setting: Setting, sentence: Sentence, segment: Segment, quantity: Quantity) -> DateMention | None:
    """The date after a number that says when it is to be done, or None."""
    after = setting.dates_in(quantity.span[1], min(sentence.end, segment.end + _LIST))[:1]
    if not after:
        return None
    first, last = after[0].span
    listed = _MORE_RE.fullmatch(setting.text, quantity.outer[1], first)
    if first >= segment.end + _NEAR and not (listed and _FINISHED_RE.match(setting.text, last)):
        return None
    if _closes(setting, sentence, quantity, after[0]):
        return after[0]
    # 剩余的12所学校9月1日前全部投用
    between = setting.text[quantity.outer[1] : after[0].span[0]]
    done = _NOUN_RE.fullmatch(between) and _FINISHES_RE.match(setting.text[after[0].span[1] : segment.end])
    return after[0] if done and is_due(setting, after[0]) and after[0].relation != "base" else None


def _closes(setting: Setting, sentence: Sentence, quantity: Quantity, mention: DateMention) -> bool:
    """True for a date to come that follows its number: 500个（2025年底前）; 30座，2025年6月底前全部投用."""
    text = setting.text
    between = text[quantity.outer[1] : mention.span[0]]
    if mention.relation == "base" or not is_due(setting, mention):
        return False
    rest = text[mention.span[1] : sentence.end]
    if mention.kind == "plan_period" and between in ("的", "的“"):
        return _ITS_GOAL_RE.match(rest) is not None  # 增长1.5倍的“十三五”目标
    if between in ("（", "(") and _WAS_THEN_RE.match(rest):
        return False
    if between in ("（", "(", "（到", "（至") or _AND_BY_RE.fullmatch(between):
        return True
    if _is_step(text[sentence.start : mention.span[0]], rest):
        return False
    if between in ("", "力争", "确保", "将", "在", "于") and (
        _FINISHES_RE.match(rest) or _SET_UP_RE.match(rest)
    ):
        return True  # 首期20亿元2024年底前到位
    return (
        between.endswith(("，", "，于", "，在", "，到", "，将于", "，要于"))
        and (_FINISHES_RE.match(rest) or (_MORE_RE.fullmatch(between) and _FINISHED_RE.match(rest)))
        is not None
    )


_ITS_GOAL_RE = lazily(r"末?”?(?:规划)?(?:的)?(?:发展|预期|约束性|总体)?(?:目标|指标|任务)")


def _is_step(task: str, rest: str) -> bool:
    """True where *rest*, behind a date, tells of a step of *task* or of another work, that is then finished."""
    step = _STEP_RE.match(rest)
    own = step is not None and (step[1] in task or _opens(task, _OF_STEP.get(step[1], ())))
    return step is not None and not own


def _opens(task: str, words: tuple[str, ...]) -> bool:
    """True where the last clause of *task* holds one of *words*, or the first begins with one: its own work is finished."""
    clauses = [part for part in _CLAUSE_RE.split(task) if part] or [""]
    return any(word in clauses[-1] for word in words) or clauses[0].startswith(words)


_CLAUSE_RE = lazily(r"[，。；]")


def closing_dates(setting: Setting, start: int, end: int) -> list[tuple[Span, DateMention]]:
    """The dates that brackets of the paragraph set, each with the span it dates: …（甲局，9月底前）…（乙局，11月底前）."""
    below = _duty_below(setting, start)
    if below is not None:
        return [((start, end), below)]
    found: list[tuple[Span, DateMention]] = []
    while end > start:
        since, date = _last_bracket(setting, start, end)
        if date is not None:
            found.append(((since, end), date))
        end = since
    return found


def _last_bracket(setting: Setting, start: int, end: int) -> tuple[int, DateMention | None]:
    """The date that a bracket at the end of text[start:end] sets, or None; and from where on: behind the bracket before it."""
    last = max(start, end - _CLOSING)
    mark = _TIME_LIMIT_RE.search(setting.text, last, end)
    if mark is not None:
        dates = setting.dates_in(mark.end(), end)[:1]
        return start, dates[0] if dates and dates[0].end is not None else None
    if not setting.text[max(start, end - 5) : end].rstrip("。）)").endswith((*_DONE, "前")):
        return start, None
    done = _DONE_IN_BRACKET_RE.search(setting.text, last, end)
    if done is None:
        return start, None
    since = max((m.end() for m in _DONE_BY_RE.finditer(setting.text, start, done.start())), default=start)
    if not _dates_all(setting.text[since : done.start()]):
        return since, None
    dates = [date for date in setting.dates_in(done.start(), end)[-1:] if is_due(setting, date)]
    return since, dates[0] if dates and dates[0].end is not None else None


# "牵头单位：市科技局", "完成时限：2024年12月底前": lines below a task that say whose it is and when it is due.
_DUTY_LINE_RE = lazily(
    r"\s*[（(【]?(?:责任|牵头|配合|主办|协办|实施|落实|主管|承办)(?:部门|单位|主体|领导|人)\s?[：:]|\s*[（(【]?(?:完成|办结)?(?:时限|时间|期限)\s?[：:]"
)
_DUTY_LINES = 3


def _duty_below(setting: Setting, start: int) -> DateMention | None:
    """The date of the lines 牵头单位：… and 完成时限：… right below the paragraph that begins at *start*, or None."""
    block = setting.block_at(start)
    for first, end in setting.blocks[block + 1 : block + 1 + _DUTY_LINES]:
        if _DUTY_LINE_RE.match(setting.text, first) is None:
            return None
        mark = _TIME_LIMIT_RE.search(setting.text, first, end)
        if mark is not None:
            dates = [d for d in setting.dates_in(mark.end(), end) if d.end is not None]
            return dates[0] if dates and is_due(setting, dates[0]) else None
    return None


def _dates_all(before: str) -> bool:
    """True when a bracket behind *before* stands behind all of it, not behind its last sentence alone."""
    return before.endswith(("。", "；")) or "。" not in before
