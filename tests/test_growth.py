"""What a long text costs: eight times as many rows, paragraphs or speakers take about eight times as long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from plancli.pipeline import parse

FEW, TIMES = 800, 8


def titled(title: str, *lines: str) -> str:
    return "\n".join(["---", f"title: {title}", "date: 2025-01-02", "---", "", *lines])


def task_table(rows: int) -> str:
    row = "| 项目{} | 新建道路3条，培育企业5家，改造老旧小区20个，建设公园3个 | 6月底前 |"
    head = "| 项目 | 主要任务 | 完成时限 |\n|---|---|---|"
    return titled("海州市2025年重点任务分解表", head, *map(row.format, range(rows)))


def indicator_table(rows: int) -> str:
    head = "| 指标 | 单位 | 2025年 | 2030年 | 属性 |\n|---|---|---|---|---|"
    lines = (f"| 产值{n} | 亿元 | {n} | {2 * n + 1} | 预期性 |" for n in range(rows))
    return titled("海州市工业发展规划", head, *lines)


def place_table(rows: int) -> str:
    head = "| 地区 | 目标任务（户） |\n|---|---|"
    return titled("海州市2025年任务分解表", head, *(f"| 第{n}镇 | {n + 3} |" for n in range(rows)))


def wide_table(columns: int) -> str:
    labels = "|".join(f" 目标{n}（户） " for n in range(columns))
    numbers = "|".join(f" {n + 2} " for n in range(columns))
    return titled(
        "海州市2025年任务分解表", f"| 地区 |{labels}|", "|---" * (columns + 1) + "|", f"| 甲镇 |{numbers}|"
    )


def headings(sections: int) -> str:
    line = "{0}. 培育企业。到2027年，培育企业{0}家，产值增长8%。"
    return titled("海州市行动方案", *(line.format(n) for n in range(1, sections + 1)))


def one_sentence(clauses: int) -> str:
    told = "，".join(f"培育企业{n + 3}家" for n in range(clauses))
    return titled("海州市行动方案", f"到2027年，{told}，其中{told}。")


def repeated(paragraphs: int) -> str:
    return titled("海州市行动方案", *["到2027年，培育企业50家，每年新建道路3条。"] * paragraphs)


def plans_named(paragraphs: int) -> str:
    line = "《海州市2025年工作要点{}》提出，新建道路3条。\n培育企业5家。"
    return titled("海州市部署工作", *map(line.format, range(paragraphs)))


def speakers(paragraphs: int) -> str:
    line = "河南省提出，2025年新增就业{0}万人。“今年要增长6%。”专家王明认为，增长8%左右。\n李{1}{2}：今年新建道路3条。"
    names = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"
    return titled(
        "多地公布目标",
        *(line.format(n + 1, names[n % 20], names[n // 20 % 20]) for n in range(paragraphs)),
    )


def cards(values: int) -> str:
    """Values and the names below them."""
    return titled(
        "一图读懂｜《海州市规划》", "主要目标：", "", *(f"{n}家\n\n龙头企业\n" for n in range(1, values + 1))
    )


def pictured(titles: int) -> str:
    line = "📌任务清单\n\n01\n\n建设工程\n\n到2027年，培育企业{0}家，推动产业转型升级，加快高质量发展。\n\n02\n\n改造工程\n\n改造小区{0}个。\n"
    return titled("海州市2026年这么干", *map(line.format, range(1, titles // 4 + 1)))


def rates(clauses: int) -> str:
    """Shares in one sentence, each of a list that begins with a size."""
    told = "；".join(f"{n}米以下空域通信、监视覆盖率达到{n % 90}%" for n in range(1, clauses + 1))
    return titled("海州市行动方案", f"到2027年，{told}。")


def news_of_successes(sentences: int) -> str:
    """Two long paragraphs: what a year was like, and what was begun in it."""
    begun = "".join(f"全年新开工项目{n}个。" for n in range(1, sentences + 1))
    return titled("海州市加快建设", "2024年，经济运行平稳，" * sentences, "", begun)


def tasks_in_news(clauses: int) -> str:
    """A paragraph of tasks in news on one plan."""
    opening = "近日，海州市印发《海州市养老服务规划（2025—2027年）》，到2027年，养老床位达到5万张。"
    told = "".join(f"推广应用智能设备{n}台，" for n in range(10, clauses + 10))
    return titled("海州市印发养老服务规划", opening, "", f"推动服务更新，{told}完成。")


def page(paragraphs: int) -> str:
    line = "<p><strong>{0}.培育企业。</strong>到2027年，培育企业<span id='n{0}'>{0}</span>家。</p><li><a href='/{0}'>会议{0}</a></li>"
    told = "".join(line.format(n) for n in range(1, paragraphs + 1))
    return f"<html><head><title>海州市行动方案</title></head><body><div class='article'>{told}</div></body></html>"


@pytest.mark.parametrize(
    "made",
    [
        task_table, indicator_table, place_table, wide_table, headings, one_sentence, repeated, plans_named, speakers,
        cards, pictured, rates, news_of_successes, tasks_in_news, page,
    ],
    ids=lambda made: made.__name__,
)  # fmt: skip
def test_time_grows_with_the_text(made: Callable[[int], str]) -> None:
    """Linear work takes eight times as long, quadratic sixty-four; a second run when something else was in the way."""

    def seconds(count: int) -> float:
        data = made(count).encode()
        start = time.process_time()
        parse(data)
        return time.process_time() - start

    seconds(FEW // TIMES)
    assert any(seconds(FEW * TIMES) < 14 * seconds(FEW) for _ in range(2))
