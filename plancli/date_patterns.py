"""Lexicon -> the pattern by which dates are found in text, and the words before and after them."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plancli.lexicon import Lexicon, alternation
from plancli.patterns import lazily


class DatePatterns(Struct, frozen=True):
    """The compiled pattern of a date, the words around one and what they say."""

    core: re.Pattern[str]
    before: re.Pattern[str]
    before_relation: dict[str, str]
    after: re.Pattern[str]
    after_relation: dict[str, str]
    relative: dict[str, int]
    era: dict[str, str]
    plan: dict[str, tuple[str, str]]
    past: re.Pattern[str]


@lru_cache(maxsize=8)
def date_patterns(lexicon: Lexicon) -> DatePatterns:
    """The patterns of *lexicon*; group names are those of the comments beside them."""
    relative = {f: int(e.fields["offset"]) for e in lexicon.table("relative_year") for f in e.forms}
    relative |= {"年底": 0, "年末": 0}
    era = {f: str(e.fields["end"]) for e in lexicon.table("era") for f in e.forms}
    plan = {
        f: (str(e.fields["start"]), str(e.fields["end"]))
        for e in lexicon.table("plan_period")
        for f in e.forms
    }
    before = {f: str(e.fields["relation"]) for e in lexicon.table("date_before") for f in e.forms}
    after = {f: str(e.fields["relation"]) for e in lexicon.table("date_after") for f in e.forms}
    forms_ahead = lexicon.forms("future_span")
    year = r"(?:19|20|21)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
    number = r"[0-9]{1,2}|[一二三四五六七八九十两]{1,3}"
    to = "(?:[-—–~至到]|——|--)"
    opening = {form[0] for table in (forms_ahead, plan, era, relative) for form in table}
    opening.update("0123456789〇零一二三四五六七八九十两上下第前")
    core = lazily(
        # A look at the first character spares most places the fourteen ways in which a date may begin.
        rf"(?=[{re.escape(''.join(sorted(opening)))}])(?:"
        # "2021—2025年", "2021年至2023年", "2022—2023雪季": y1 = 2021, y2 = 2025
        rf"(?P<y1>{year})年?(?:-{{1,2}}|—{{1,2}}|–|~|至|到)(?P<y2>{year})(?:年?(?:学年|雪季|赛季|榨季|采暖季|供暖季)|年)"
        # "2020、2022、2025年": years = "2020、2022、2025"
        rf"|(?P<years>(?:(?:{year})年?[、和及]){{1,5}}(?:{year}))年"
        # "2022年1月4日", "2025年6月", "2025年": y, m, d
        # "2022年1—4月": m1 = 1
        rf"|(?P<y>{year})年(?:度)?(?:(?:(?P<m1>{number}){to})?(?P<m>{number})月(?:份)?(?:(?P<d>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:日|号))?)?"
        # "2025-06-30", "2025.6.30": iy, im, id
        r"|(?<![0-9.\-])(?P<iy>(?:19|20|21)[0-9]{2})[-./](?P<im>[01]?[0-9])[-./](?P<id>[0-3]?[0-9])(?![0-9.\-])"
        # "6月底", "9月10日": om, od; "1—4月": om1 = 1
        rf"|(?<![0-9.])(?:(?P<om1>1[0-2]|0?[1-9]){to})?(?P<om>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
        r"(?:(?P<od>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:日|号))?(?![球台牙])"
        # "未来五年", "用3年左右时间", "三年内": ahead = 未来, n = 五, tail = 内; 压减至13个月以内 is a length of time
        rf"|(?<![减缩短长压降落][至到为])(?<![控限][制定]在)(?<!稳定在)(?<!保持在)(?<!缩短在)(?<![产签毕业出术获市投院]后)(?!(?<=[0-9.])[0-9])(?P<ahead>{alternation(forms_ahead)})?(?P<n>[0-9]{{1,2}}|[一二三四五六七八九十两]{{1,3}})"
        r"(?:个)?(?P<unit>年|月)(?:左右)?(?:的)?(?P<tail>时间内|时间|之内|以内|内|行动|攻坚|努力|滚动)(?!(?<=月内)(?:婴|的?新生儿|毕业|留存|再住院|再入院|的?死亡|纯母乳|随访))"
        rf"|(?P<ahead2>{alternation(forms_ahead)})(?P<n2>[0-9]{{1,2}}|[一二三四五六七八九十两]{{1,3}})(?:个)?年"
        rf"|(?P<plan>{alternation(plan)})(?:”?(?P<side>[前头后])(?P<pn>[两二三四2-4])年(?!度))?(?!目标纲要)"
        rf"|(?P<era>{alternation(era)})"
        # 后年 begins its clause or follows 到 and the like; in 达产后年产值 it is no word.
        # 本科及以上 | 年招生规模 names no 上年
        rf"|(?<![成资基样版文标日半])(?!(?<=以)上年(?!度|同期|为|底|末|的|完成|实际))(?!(?<=[^\W0-9_到至在年])后年)(?!(?<=[0-9一二三四五六七八九十两])年内)(?P<relative>{alternation(relative)}|(?<=[，；。、：])年[底末](?=力争|实现|达到|基本|全部|全面|完成|突破|建成))"
        # "上半年", "三季度": half, quarter
        r"|(?P<half>[上下]半年)|(?:第|前(?=[二三23]))?(?P<quarter>[一二三四1-4])季度(?:末)?)"
    )
    return DatePatterns(
        core=core,
        before=lazily(rf"{alternation(before)}$"),
        before_relation=before,
        # "2025年 | 起降点达到130个", "2024年 | 内蒙古", "2025年 | 前沿技术": the first of a word that is no mark of time
        after=lazily(
            rf"(?!起降(?![低费税息价至到])|起重机|起飞|起步区|起草(?![原案]|地[^方])|内蒙|内涝|内河(?![道湖长流])|内陆(?!续)|内需(?=[对、，的]|消费|市场|潜力|规模|贡献|增长)|内外?贸|内生(?=动力|增长|发展)|前沿(?=技术|科技|领域|材料|产业|探索|研究|性|交叉|创新|基础|新兴|装备)|前海(?=合作|深港|自贸|片区|管理|税收|新区|开发)|前[端瞻]|前置(?![到于])|底层|底[线座色盘]|底数(?!据)|末位|末梢|末端(?!午)){alternation(after)}"
        ),
        after_relation=after,
        relative=relative,
        era=era,
        plan=plan,
        past=lazily(rf"{alternation(lexicon.forms('past_span'))}$"),
    )
