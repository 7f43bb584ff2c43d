"""Words for an indicator as they stand -> without what is not part of its name: when, how surely, marks and asides."""

from __future__ import annotations

from plancli.patterns import IDEOGRAPH, PICTURE, lazily

_TRAILING_RE = lazily(
    r"(?:[，,、：:；;（(\s]|分别|[同环]比|年均|每人每[年月日]|每年|每月|每季度|(?<![日户人亩])(?<!^[村店企校社镇])均|(?<=[大农业])户均|(?:力争|确保)(?:实现|达到)?|(?<=[率速度额量比])(?:不|全[国省市县区镇乡]|各(?:县|乡镇|行政村|村|地))|总体|达到|(?<!雷)达|的|为|是|合计|总计|共计|共|(?<![签节预履违公契特邀])(?<!约集)(?<![边际等]条)约|近|连续|累计|仍高?|(?<![供响反效对感])应|须|各|常年|(?<=[^，。；]{3})(?:全年|年度)|拟安排|计划安排|(?<=[^，。；比较与同从自于]{2})(?:去年|今年|上年)|(?<=[^，。；]{2}[值率额量重度])[到至]|(?<=[^，。；]{2})[放花投建办改修种栽发卖拿]了|(?<=[^，。；]{2})目标(?:不变|没有变|不动摇)|(?<=[^存所内实现正旨]{2})在){1,40}$"
)
# The last characters of what it finds: most names end in none of them.
_TRAILING_ENDS = frozenset(
    "，,、：:；;（(别比均了到至年月日度争保现到不国省市县区镇乡村地体达的为是计共约近续仍高应须各排变摇在"
)
# "广州 | 到2025年 | 筹建": between who does it and the deed.
_THEN_RE = lazily(r"^([^，。；、0-9]{2,6})(?:到|至)20[0-9]{2}年(?:底|末)?(?=[^\W0-9]{2})")
# Without one of these none of the three patterns on times finds anything.
_TIMED_RE = lazily(r"[0-9年前季]")
# And without one of these none on who sets a goal.
_SETS_RE = lazily(r"[给把将设定]")
# "电信业务总量（按2019年不变价计算）"
_ASIDE_RE = lazily(r"(?<=[^（）]{3})（(?![市区县旗乡镇街道特、]{1,10}）)[^（）]{2,40}）$")


# "西藏把 | 增长目标", "甲省、乙省等20多个省份将 | 居民消费价格涨幅 | 设定"
_WHO_SETS_RE = lazily(
    r"^(?:两会|[^，。；、0-9]{0,6}报告)给(?:今年|明年)的|^[^，。；、0-9]{2,10}(?<!火)把(?!关|手|握|控|脉|节)|^[^，。；]{0,40}(?:省份|地区|城市|省区市)[将把](?=[^，。；]{3})|(?<=[^，。；]{3})设定$|(?<=目标|增速|预期|增幅|增长|速度)(?:分别)?[定设]$"
)
# "年底 | 全市去化周期", "现在 | 全省完好率": when, not what; 年末常住人口 is a name.
_AT_YEARS_END_RE = lazily(r"^(?:年底|年内|现在|目前|眼下|如今)(?=[^\W0-9A-Za-z_]{3})")
# "🚄高铁里程", "▶新增公交车"
_PICTURE_RE = lazily(rf"^(?:(?:{PICTURE}|[0-9]\ufe0f?\u20e3)\s*)+")
# "新建学校 | 9月底前 | 全部投用"
_BY_WHEN_RE = lazily(
    r"(?<=[^，。；0-9]{2})[于在]?(?:20[0-9]{2}年)?(?:(?:1?[0-9]月(?:[0-9]{1,2}日|底|末)?|年底|[一二三四]季度末?)[之以]?前|[一二两三四五]?年内|[上下]半年|[一二三四]季度)(?=全[部面]|基本|陆续|集中|完成|建成|[投竣完开]|通过|到位|交付)"
)
# "建议 | 全市生产总值"; not 建议提案办结率.
_PROPOSED_RE = lazily(r"^建议(?!提案|办|答复|采纳|落实|满意|[者书人稿函])(?=.{3})")
# "朝着“ | 年产值", "锚定全年 | 地区生产总值": what one aims at stands behind the words.
_AIMS_AT_RE = lazily(r"^(?:朝着|向着|奔着|锚定|瞄准|紧盯|盯紧)(?:全年|年度|今年)?的?[“‘]?(?=[^\W0-9_]{2})")
# "全市上下朝着“ | 财政收入突破千亿元”的目标迈进": so from any words on, where a goal opens within the marks.
_QUOTED_GOAL_RE = lazily(
    r"^[^，。；“”]{0,12}(?:[朝向奔]着|锚定|瞄准|紧盯|围绕|对照|按照|紧扣|聚焦|确保完成)“(?=[^“”]{2,}$)"
)
_AIMS = frozenset("朝向奔锚瞄紧盯")
# "服务业增加值 | 力争 | 增速"
_HEDGE_RE = lazily(r"(?<=[^，。；]{2})(?:将|要)?(?:力争(?!上游)|确保)(?:实现|达到)?(?=[^，。；]{2})")
# "有色金属 | 去年 | 营收", "某市 | 今年 | 新能源汽车产量"
_YEAR_WORD_RE = lazily(
    r"(?<=[^，。；比较与同从自于]{2})(?:去年|今年|明年)(?![末底初同度以内起水总])(?=[^\W0-9A-Za-z_]{2})"
)
# "健康服务业总规模 | 于2020年、2030年", "企业数量 | 提高20%", what is told besides
_YEARS_BEHIND_RE = lazily(
    r"(?<=[^，。；]{2})[到至]20[0-9]{2}年[底末]?$|[于在]?20[0-9]{2}年(?:[、和]20[0-9]{2}年){1,6}$|(?<=[^，。；比较从自至到与于在以]{2})20[0-9]{2}年[底末]?$"
    r"|(?<=[^，。；]{3})[二两三四五2-5]年(?:累计)?$"
    r"|(?<=[^，。；]{2})(?:提高|上调|下调|净增|增加|增长|扩大|下降|减少|降低)(?:了)?[0-9]{1,6}(?:\.[0-9]{1,4})?[^，。；0-9]{1,4}$"
)
# "完成《某行动方案》确定的 | 新增油茶种植"
_SET_BY_RE = lazily(
    r"^(?:如期|全面)?完成《[^》]{2,60}》(?:确定|明确|提出|规定|下达)的(?=.{4})|^《[^》]{2,60}》(?:要求|提出|明确)(?!的)(?:20[0-9]{2}年[底末]?)?(?=.{3})"
)
# "高速公路“县县通”基础上 | 实现乡镇30分钟内上高速"
_ON_TOP_OF_RE = lazily(r"^[^，。；]{2,24}(?<=[^，。；])基础上(?:实现|再)?(?=.{4})")
# "数字化诊断实现全覆盖、 | 数字化转型达标率"
_ALL_COVERED_RE = lazily(r"^[^，。；]{2,16}全覆盖、(?=.{4})")
_NO_WORD = "，,、：:；;（）()的”· \n\t\u3000"
_QUOTED_TAIL_RE = lazily(r"(?<=[^，。；]{2})的?(?:措辞|说法|提法|表述)?是?[“‘]$")
_EVERYWHERE_RE = lazily(rf"全[市省县区国]实现(?={IDEOGRAPH}{{3}})")


def clean_words(words: str) -> str:
    """*words* without dates, adverbs and marks around the name.

    >>> clean_words("，某市去年新能源汽车产量总体")
    '某市新能源汽车产量'
    """
    if words[-1:] in _TRAILING_ENDS or words[-1:].isspace():
        words = _TRAILING_RE.sub("", words)
    if _TIMED_RE.search(words):
        words = _THEN_RE.sub(r"\1", words)
        words = _YEAR_WORD_RE.sub("", _BY_WHEN_RE.sub("", _YEARS_BEHIND_RE.sub("", words)))
    words = _HEDGE_RE.sub("", words) if "力争" in words or "确保" in words else words
    words = _AT_YEARS_END_RE.sub("", _PICTURE_RE.sub("", _PROPOSED_RE.sub("", words).lstrip(_NO_WORD)))
    words = _AIMS_AT_RE.sub("", words) if words[:1] in _AIMS else words
    words = _QUOTED_GOAL_RE.sub("", words) if "“" in words else words
    words = _ASIDE_RE.sub("", words) if words.endswith("）") else words
    words = _WHO_SETS_RE.sub("", words) if _SETS_RE.search(words) else words
    words = _ALL_COVERED_RE.sub("", words) if "全覆盖、" in words else words
    words = _ON_TOP_OF_RE.sub("", words) if "基础上" in words else words
    words = _SET_BY_RE.sub("", words) if "》" in words else words
    if _EVERYWHERE_RE.match(words):
        words = words[:2] + words[4:]  # 全市实现贷款余额
    words = _QUOTED_TAIL_RE.sub("", words) if words.endswith(("“", "‘")) else words
    if words.count("”") > words.count("“"):
        words = words.replace("”", "", 1) if words.startswith("”") else words
    return words.strip("，,、：:；; ")
