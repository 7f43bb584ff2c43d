"""Start of a segment -> where what it states begins: behind who said it, connectives and dates."""

from __future__ import annotations

import re

from plancli.patterns import lazily
from plancli.targets.setting import Setting

INCLUDES = r"含(?!税[价额]|税[，）]|[水糖油碳氧硫盐氮磷量][量率]|量|金量|氟|硫|氮|磷|铅|汞)"
"""（含氢能公交50辆, （含税收70亿元）: a part in a bracket; 含税价 and 含水率 are words."""
# What may open a clause without naming anything; stripped again and again.
_LEAD_RE = lazily(
    r"也就是说|换句话说|换言之|用[^，。；]{1,8}?年(?:左右)?的?时间，?(?:使|让)?|[0-9]{2,3}天内(?!无理由|再入|死亡|[^，。；0-9]{2,10}[率])|(?:引导|推动|督促|指导|鼓励)[^，。；、0-9]{2,12}?(?:逐步|稳步|尽快)[将把](?![军来领才])|(?:各地区?|各级[^，。；、0-9]{0,6})[要应须]?[将把](?![军来领才])|"
    r"(?:推动|促进|引导|支持|指导)[^，。；：、0-9]{2,10}到20[0-9]{2}年[底末]?前?(?=[^\W0-9_]{3})|[与同]?20[0-9]{2}年[底末]?相比，?|在?20[0-9]{2}年[底末]?的?基础上，?|其中|就是(?=[^\W0-9A-Za-z_]{3})|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])(?=[^\W0-9A-Za-z_]{2})|包括|包含|同时|并且|并|还|且|另外|此外|另|也|再|以及|及|和|与|使得|促使|使|让|令|将|把|要|应当|应|需要|需|须|至少|"
    rf"(?<=（)(?:{INCLUDES}|指(?![标数导]))|"
    r"首次(?=进入|跻身|入围|突破|超过|达到)|全[国省市县区]分别(?=[筹建新改培完])|力争实现|有信心(?:实现|完成)?|力争|力求|争取实现|争取|确保实现|确保|保证|努力实现|努力|务必|实现|(?:全面|基本|总体)(?=实现|建成|完成|达到|形成|消除|保持|稳定)|不断|持续|进一步|"
    r"(?:示范|规划|建设|试点|创建|实施|计划)期(?:末|内|满|间|(?![限望待货权]))|计划|规划|拟(?=安排|新|建|发|投|实施|开|引|培|为)|预期|(?:奋斗)?目标是|(?:奋斗)?目标为|目标(?!人群|群体|客户|任务)|即将|即(?!办(?:件|结|理)|时(?:结|办|响|通|零|配|检|消|达|反|物|服|监|分|报)|食(?!品企|品加|品工|品产)|征即|申即|享即|插即|到即|墨)|主要是|一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|其一|其二|其三|"
    r"[①②③④⑤⑥⑦⑧⑨⑩]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|原则上|到时|届时|最终|从而|进而|为此|因此|所以|通过努力|"
    r"[“‘](?=(?:我们(?:的目标|将|要|会|计划|力争|争取|拟)|全年|今年|明年|年内|20[0-9]{2}年|力争|争取|确保|未来|今后|下一步))|我们的目标是|年(?=减排|节约|减少|降低|压减|节省|替代)|我们[要将]|我们会(?!议)|我们|[我全本][省市县区州盟](?=力争|争取|确保|努力|将|要|拟|计划)|各(?:地区?|级|部门|县区|市县)(?=要|应|须|将|力争)|今后|未来(?!乡村|社区|工厂|产业|城|农场|学校|科学|技术|市集)|全年(?:的?[^，。；、0-9]{0,2}(?:目标|任务)是)?|每人每[年月]|每[年月]|每季度|[年月]均(?!价|浓度)|平均每[年月]|每年度|逐年|分别|共计(?![划算]|提(?![供升高取]))|总共|共|总计|合计|至|到|在|[以借]此|以|于|约|近|不低于|"
    r"[0-9一二三四五六七八九十两]{1,3}年下来|第[一二三四五]年(?:底|末|内)?(?=[^\W0-9A-Za-z_])|[0-9一二三四五六七八九十两]{1,3}年(?:累计|共计|合计|总计|间|共|来|里|内)?(?=[^\W0-9A-Za-z_]|$)(?![义一制级以期])|(?:距离?|离)(?=20[0-9]{2}年)|(?:率先|初步|阶段性地?|先期|如期|提前)(?=达|实现|完成|建成|形成|超|突破|提[高升])|必须|坚决|牢牢|坚持(?=[将把])|继续|继续保持|稳步|扎实|大力|积极|加快|着力|有序|深入|切实|提出|明确|指出|强调|要求|表示|[0-9]{1,2}[.．、](?![0-9])|[0-9]{1,2}[.．](?=20[0-9]{2}年)|保障(?!性|房)|(?:[春秋]季学期)?开学前|入?汛前|(?:国庆|春节|元旦|中秋|清明|端午|“?五一”?|“?十一”?|“?七一”?)(?:节|长假|假期)?前(?=[建完新改开投竣整交])|在[^，。；0-9]{2,24}?(?:领域|场所|区域|部位|路段)(?=[建推打配培实开布设新安引创组完])|[—\-●▷•■◆★·\s”\"'、,]+"
)
# The characters that it begins with: most clauses begin with none of them.
_LEAD_BEGINS = frozenset(
    "\"'(,-0123456789·—‘“”•①②③④⑤⑥⑦⑧⑨⑩■▷◆●★、一七三不与且两中为主九也争二于五今从令以使促保借元先入全八六共其再分切创初到力加务努包十即原及另各合同含和四因国在坚基大奋如实将就届平年并应建开引强必总我所扎把拟持指换推提支明春最月有未本此每汛深清牢率用目着督确示离秋积稳第端约继至表要规计让试距近还进逐通阶需须预首鼓（"
)
# The same, where it may open with any words at all: looked for where the word stands that it cannot do without.
_FROM_DAY_RE = lazily(
    r"[^，。；、0-9]{0,8}?[自从在][^，。；、0-9]{0,12}之?日起[0-9一二三四五六七八九十]{1,3}个?(?:年|月|日|天|工作日)(?:之|以)?内"
)
_ASKS_ALL_RE = lazily(r"[^，。；、0-9]{0,8}要求(?:各地区?|各级|各[省市县区])(?=20|[到在新建全力确完加实])")
_PLACE_SETS_RE = lazily(
    r"[^\W0-9A-Za-z_]{2,6}?[省市县区州盟](?:的?目标是|计划|提出|明确|拟|(?:力争|争取)(?=[到至在]?20[0-9]{2}年|实现))|[^\W0-9A-Za-z_]{2,3}(?<![主重需首必摘])要(?=累计|新[增建]|筹|再)"
)
_WITHIN = 24
"""Characters from the start within which such a word stands."""
# "河南则提出 | GDP增长7%", "广东提出 | 到2025年…": who says it is no part of what is measured.
_SAID_RE = lazily(
    r"[^，。；：、0-9]{0,14}?(?:(?:提出|明确)了?|[则还]要求|[则还]计划|(?<=[省市县区州盟委局厅部府司团院场])计划(?=到|在|今|明|新|建|投|造|筹|完成|实施|开|引|[0-9])|(?<=[省市县区州盟委局厅部府司团院场])将(?=今年|明年)|的?(?:工作)?目标[是为](?=到|至|在|20[0-9]{2}年|“?十))(?![的了性率])|(?:[^，。；：、0-9]{0,8}我们的)?(?:约束性|预期性)?指标[是为](?=到|20[0-9]{2}年)"
)

# The same by a word that it holds, without which it need not be tried: "江苏、山东将 | 增速目标定在6%",
# "报告里有一句话—— | 新增企业400户", "济南、苏州等城市也明确了 | 产业规模…".
_SAID_BY = (
    (
        "目标",
        lazily(
            r"[^，。；：0-9]{2,20}?[将把](?:20[0-9]{2}年度?)?(?=[^，。；、0-9]{2,14}目标(?:设?定|锁定|设)[在为])"
        ),
    ),
    ("——", lazily(r"[^，。；：0-9]{2,24}——(?=[^，。；0-9]{2})")),
    (
        "等",
        lazily(
            r"[^，。；：0-9]{2,16}等[^，。；：、0-9]{0,14}?(?:(?:提出|明确)了?|[则还]?要求|[则还]?计划(?=到|今|明|新|建)"
            r"|的?(?:工作)?目标是(?=到))(?![的了性率])"
        ),
    ),
)
_REPORTED = frozenset({"news", "statistics", "results"})


def _said(text: str, start: int, end: int) -> re.Match[str] | None:
    """Who says what follows, at the head of text[start:end]; None where it names nobody."""
    found = _SAID_RE.match(text, start, end)
    for word, pattern in _SAID_BY:
        if found is None and text.find(word, start, end) >= 0:
            found = pattern.match(text, start, end)
    return found


def _lead(text: str, start: int, end: int) -> re.Match[str] | None:
    """What opens text[start:end] without naming anything, or None."""
    near = min(end, start + _WITHIN)
    found = None
    if text.find("日起", start, near) >= 0:
        found = _FROM_DAY_RE.match(text, start, end)
    if found is None and text.find("要求", start, near) >= 0:
        found = _ASKS_ALL_RE.match(text, start, end)
    begins = text[start : start + 1]
    if found is None and (begins in _LEAD_BEGINS or begins.isspace()):
        found = _LEAD_RE.match(text, start, end)
    return found or _PLACE_SETS_RE.match(text, start, end)


def strip_lead(setting: Setting, start: int, end: int) -> int:
    """Offset in [start, end] at which the clause's own words begin."""
    text = setting.text
    said = _said(text, start, end) if setting.meta.kind in _REPORTED else None
    if said is not None:
        start = said.end()
    while start < end:
        date = next((d for d in setting.dates_in(start, min(end, start + 6)) if d.relation != "base"), None)
        if (
            date is not None
            and text[start : date.core[0]].strip("到至在于“‘自从截力争取确保计划拟锚定") == ""
        ):
            start = min(end, date.span[1])
            while start < end and text[start] in ("”，,的、和及年" if date.kind == "list" else "”’，,的"):
                start += 1
            continue
        match = _lead(text, start, end)
        if match is None or match.end() == start:
            break
        if match.end() >= end:
            return start
        # 到位率, 在校生, 近视率, 和谐: a lead word of one character that opens a longer word is no lead.
        if match.end() - start == 1 and _opens_word(text, start, end):
            break
        start = match.end()
    return start


def is_lead(words: str) -> bool:
    """True when *words* hold nothing but what may open a clause (力争, 其中)."""
    at = 0
    while at < len(words):
        match = _lead(words, at, len(words))
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True


_ONE_CHARACTER_WORDS_RE = lazily(
    r"到[位户账期岗访货港]|在轨|在网|在役|在校|在册|在建|在岗|在线|在园|在运(?=高效|总?装机|机组|电机|变压器|核电|设备|线路|电站|工业|风电|煤电)|在用(?=特种|电梯|机组|设备|车|锅炉|柴油|标准|机架|变压器)|在编(?=人|教|职|在)|在产(?=企业|项目|矿|品)|在营(?=企业|车|线路|里程|机构)|在训(?=人|学员)|在读(?=[生学研博硕])|在绍|在[^，。]{1,4}(?:高校|企业|院校)|在学|在职|近视|近海|近岸|近零|和谐|和美|以工|以旧|约束|并联|并网|及时|并购|"
    r"也门|再生|再担保|再贷款|再就业|再保险|再制造|再添|再[引创招开](?=[^\W_]|“)(?![设立进成工业展放])|再增(?![加长大强值产])|将军|需求|需水|应急|应用|应届|应收|应税|要素|要道|与会|共享|共同|共建|共有产权|"
    r"共(?:性|富|赢|用(?![电水地工能])|生(?!产)|识(?!别)|治(?!理)|通(?![车过报航水电])|产[党国]|和国|振)|应(?:力|变|对[气突灾风]|诉|考|聘|征[入青]|试)|需量|要(?:闻|害|塞|件)|近(?:期|郊|代|现代|程|地|红外|场|端)|约(?:定(?!制)|谈)|"
    r"并(?:轨|行(?![业动])|发(?![放布展行起出挥动送]))|以(?!现)[^，。；、]代(?![化理])|以(?:色列|太)|和(?:平(?![均台原安稳时整衡])|田|县|政县|龙市|顺县|静县|硕县|解|谈|睦)|把(?:关|手(?![续机术])|握)|还(?:原|清(?![理洁查])|迁|房)|及格|在(?:手(?!术)|售|籍|研(?![发究])|租(?!赁)|养(?![殖老护])|库(?=[商企项])|保(?=[企户项余对人])|途(?=[车货]))|"
    r"共青|公共|超低|超高|超级|超算|超长|超大|超市|超声|至善|于都|把关|令牌|使用|让利|另类|且末|还建|还款|还田|还林|还贷|突破性|主要农|主要污染|主要作物|主要粮食|主要经济"
)


def _opens_word(text: str, start: int, end: int) -> bool:
    return _ONE_CHARACTER_WORDS_RE.match(text, start, end) is not None
