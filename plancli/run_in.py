"""Paragraphs that open with words in bold -> headings run into them: **产业数字化。** 实施专项行动，….

Promise: one such paragraph is none; those that name who speaks, as in an interview, are none. In a text that
numbers its headings bold words only stress what a paragraph begins with.
"""

from __future__ import annotations

from collections import Counter

from plancli.headings import Heading
from plancli.lines import Line
from plancli.patterns import IDEOGRAPH, lazily
from plancli.surnames import SURNAMES

RUN_IN = "run_in"
"""Style of these headings."""
_RANK = 9.6
"""Below all that numbers head."""
_LEAST_TEXT = 12
"""Characters behind such a title that are a text of its own."""
# Who speaks, labels of a post and of a form, and words that only lead on: 记者：, 张建国：, 牵头单位：, 值得一提的是：.
_NO_TITLE_RE = lazily(
    rf"{IDEOGRAPH}{{0,16}}(?:记者|主持人|发言人|嘉宾|网友|专家|教授|先生|女士|负责人|[局厅部司处市省县区镇校院]长|主任|主席|书记|经理|董事长)(?:[。：:]|(?:[{SURNAMES}](?:{IDEOGRAPH}){{1,2}})?(?:（[^（）]{{1,20}}）)?[：:])"
    rf"|[{SURNAMES}](?:{IDEOGRAPH}){{1,2}}(?:（[^（）]{{1,20}}）[：:]|(?<=..{IDEOGRAPH})(?<![业贸融建尚长务游化育生政法学品链])[：:])"
    r"|(?:编者按|导读|导语|摘要|提要|注|备注|说明|来源|作者|编辑|(?:核心|重要|温馨)?提示|问|答|本报讯|划重点|图)[：:。]"
    r"|[^，。：:]{0,4}(?:时间|时限|地点|期限|电话|联系人|责任人|邮箱|网址)[：:]|(?:牵头|责任|配合|主办|承办|协办|实施|主管|支持)单位[：:]"
    r"|[^，。：:]{0,8}(?:社|网|报)[^，。：:]{0,10}(?:电|讯)"
    r"|(?:[到至截从自]|特别|例如|比如|值得|来看|此外|同时|其中|据)|[^。：:]{0,18}(?:是|提出|明确|指出|表示|显示|介绍|强调|要求|来)[。：:]"
)
# "新基建。", "土地政策：": a name, no clause
_TITLE_RE = lazily(
    rf"(?P<title>[“《]?{IDEOGRAPH}[^，。；：:！？!?、]{{1,18}}(?:、[^，。；：:！？!?]{{2,16}})?)[。：:]"
)


def find_run_in(lines: list[Line], taken: list[Heading]) -> list[Heading]:
    """Headings that paragraphs of a series open with; *taken* are those found otherwise."""
    sections = [heading for heading in taken if heading.kind == "section"]
    if any(heading.number is not None for heading in sections):
        return []
    headed = {heading.line for heading in sections}
    found = {line.index: heading for line in lines if (heading := _opening(line)) is not None}
    titles = {index: lines[index].block.text[slice(*heading.title)] for index, heading in found.items()}
    said = Counter(titles.values())
    found = {index: heading for index, heading in found.items() if said[titles[index]] == 1}
    return [heading for index, heading in found.items() if _in_series(index, found, headed)]


def _opening(line: Line) -> Heading | None:
    block = line.block
    if (
        not block.opening
        or line.marker is not None
        or line.contents
        or block.kind not in ("paragraph", "item")
    ):
        return None
    stop = block.opening + (line.text[block.opening - 1] not in "。：:")
    match = _TITLE_RE.fullmatch(line.text, 0, stop)
    if match is None or len(line.text) - stop < _LEAST_TEXT or _NO_TITLE_RE.match(line.text):
        return None
    return Heading(line.index, 0, "", RUN_IN, _RANK, None, match.span("title"), "titled")


def _in_series(index: int, found: dict[int, Heading], headed: set[int]) -> bool:
    """Whether another paragraph opens so right before or behind *index*, or but one."""
    for step in (-1, 1):
        for at in (index + step, index + 2 * step):
            if at in headed:
                break
            if at in found:
                return True
    return False
