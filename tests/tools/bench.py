"""Medians of warm runs, side by side in one process run: what plancli takes, whole and by stage, and its neighbours.

    python tests/tools/bench.py [--runs 30] [--files 2000] [--only warm,cold,batch]

Neighbours (bench-requirements.txt) are measured when they are installed and named when they are not. Compare figures
of one run only: the machine's own load moves them all.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import importlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "samples/sina_standardization.html"
FULL_PAGE = ROOT / "samples/sina_full_page.html"
LONG_PAGE_BYTES = 500_000
COLD_RUNS = 15


def long_page(article: bytes, size: int) -> bytes:
    """A page of *size* bytes: the article's body again and again, its numbers changed."""
    text = article.decode("utf-8")
    start, end = text.index("<p"), text.rindex("</p>") + len("</p>")
    body, copies = text[start:end], []
    while sum(map(len, copies)) * 2 < size:
        copies.append(body.replace("202", "203", 1).replace("60", str(60 + len(copies))))
    return (text[:start] + "\n".join(copies) + text[end:]).encode("utf-8")


SHORT_NEWS = (
    "<html><head><title>海州市召开标准化工作会议</title></head><body><div class='article'>"
    "<h1>海州市召开标准化工作会议</h1><p>本报讯 4月8日，海州市召开标准化工作会议。"
    "会议提出，到2025年，牵头制定国际标准20项以上，建成标准化示范园区10个。</p></div></body></html>"
).encode()


def median(act: Callable[[], object], runs: int) -> float:
    """Milliseconds of the median of *runs* warm runs."""
    for _ in range(3):
        act()
    times = []
    gc.collect()
    for _ in range(runs):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def stages(data: bytes, runs: int) -> dict[str, float]:
    """Median milliseconds of each stage that the pipeline calls, in its order; measured by wrapping its names."""
    from plancli import pipeline

    spent: dict[str, list[float]] = defaultdict(list)
    real = {
        name: value
        for name, value in vars(pipeline).items()
        if isinstance(value, FunctionType) and value.__module__.startswith("plancli.") and name != "parse"
    }

    def timed(name: str, stage: FunctionType) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            begin = time.perf_counter()
            try:
                return stage(*arguments, **options)
            finally:
                spent[name].append(time.perf_counter() - begin)

        return call

    for name, stage in real.items():
        if stage.__module__ != pipeline.__name__:
            setattr(pipeline, name, timed(name, stage))
    try:
        for _ in range(3):
            pipeline.parse(data)
        spent.clear()
        for _ in range(runs):
            pipeline.parse(data)
    finally:
        for name, stage in real.items():
            setattr(pipeline, name, stage)
    return {name: statistics.median(times) * 1000 for name, times in spent.items()}


def neighbours() -> dict[str, Callable[[str], object]]:
    """What else can be measured here, by name."""
    from lxml import html

    found: dict[str, Callable[[str], object]] = {"lxml parsing alone": html.document_fromstring}
    if trafilatura := installed("trafilatura"):
        found["trafilatura body"] = trafilatura.extract
    if jionlp := installed("jionlp"):
        found["JioNLP money"] = jionlp.ner.extract_money
        found["JioNLP time"] = jionlp.ner.extract_time
    return found


def installed(name: str) -> Any:
    """The module *name*, or None, which is told."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} is not measured ({error}): pip install -r tests/tools/bench-requirements.txt")
        return None


def warm(runs: int) -> None:
    """Whole parse, stages and neighbours on each page."""
    from plancli import pipeline, to_json
    from plancli.decode import decode
    from plancli.formats import tell

    article = ARTICLE.read_bytes()
    pages = {
        ARTICLE.name: article,
        FULL_PAGE.name: FULL_PAGE.read_bytes(),
        "short news item": SHORT_NEWS,
        f"{LONG_PAGE_BYTES // 1000} KB page": long_page(article, LONG_PAGE_BYTES),
        f"{LONG_PAGE_BYTES // 10_000} KB page": long_page(article, LONG_PAGE_BYTES // 10),
    }
    others = neighbours()
    whole_times = {}
    for name, data in pages.items():
        # The long pages take as long as many short ones; twenty runs are what a median needs.
        count = runs if len(data) < 100_000 else 20
        document = pipeline.parse(data)
        # Neighbours read HTML only: they get the page without its front matter, which plancli reads too.
        text = tell(decode(data).text).content
        text = text if "<html" in text else f"<html><body>{text}</body></html>"
        whole = whole_times[name] = median(lambda: to_json(pipeline.parse(data)), count)  # noqa: B023
        kept = f"{len(document.text)} characters, {len(document.targets)} targets"
        print(f"\n{name}: {len(data)} bytes, {kept}; median of {count} runs")
        print(f"  {'bytes to JSON text':28}{whole:9.2f} ms")
        for stage, spent in stages(data, count).items():
            print(f"    {stage:26}{spent:9.2f} ms {spent / whole:6.0%}")
        print(f"    {'to_json':26}{median(lambda: to_json(document), count):9.2f} ms")  # noqa: B023
        for other, act in others.items():
            subject = document.text if other.startswith("JioNLP") else text
            taken = median(lambda: act(subject), count)  # noqa: B023
            print(f"  {other:28}{taken:9.2f} ms   plancli takes {whole / taken:.2f} times that")
    long, tenth = (whole_times[name] for name in list(pages)[-2:])
    print(f"\nten times as long takes {long / tenth:.1f} times as long")


def cold(folder: Path) -> None:
    """Whole processes, in alternating runs; plancli compiled beforehand, as an installed package is.

    All read the article's HTML, put in *folder*: without front matter, which makes neighbours give up at once.
    """
    compileall.compile_dir(ROOT / "plancli", quiet=2)
    article = ARTICLE.read_text(encoding="utf-8")
    python, page = sys.executable, str(folder / "article.html")
    Path(page).write_text(f"<html><body>{article[article.index('<div') :]}</body></html>", encoding="utf-8")
    commands: dict[str, list[str]] = {
        "python -c pass": [python, "-c", "pass"],
        "python -c 'import click'": [python, "-c", "import click"],
        "plancli --help": [python, "-m", "plancli", "--help"],
        "plancli parse --json": [python, "-m", "plancli", "parse", page, "--json"],
        "plancli parse": [python, "-m", "plancli", "parse", page],
    }
    if importlib.util.find_spec("trafilatura"):
        commands["trafilatura < FILE"] = [python, "-m", "trafilatura.cli"]
    times: dict[str, list[float]] = defaultdict(list)
    peaks: dict[str, int] = {}
    for _ in range(COLD_RUNS):
        for name, command in commands.items():
            begin = time.perf_counter()
            with open(page, "rb") as stream:
                process = subprocess.Popen(command, stdin=stream, stdout=subprocess.DEVNULL)
                _, status, usage = os.wait4(process.pid, 0)
            times[name].append(time.perf_counter() - begin)
            process.returncode = os.waitstatus_to_exitcode(status)
            peaks[name] = usage.ru_maxrss // 1024
    print(f"\ncold start, whole process, median of {COLD_RUNS} alternating runs")
    for name, spent in times.items():
        print(f"  {name:28}{statistics.median(spent) * 1000:9.0f} ms {peaks[name]:6} MB at its peak")


def batch(files: int) -> None:
    """Files a second of `plancli batch` with one and two jobs over generated releases."""
    article = ARTICLE.read_text(encoding="utf-8")
    print(f"\nbatch over {files} files of {len(article.encode())} bytes")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "releases")
        source.mkdir()
        for number in range(files):
            (source / f"{number:06}.html").write_text(article.replace("60", str(number)), encoding="utf-8")
        rates = {}
        for jobs in (1, 2):
            out = Path(folder, f"out{jobs}.jsonl")
            command = [
                sys.executable,
                "-m",
                "plancli",
                "batch",
                str(source),
                "-o",
                str(out),
                "--jobs",
                str(jobs),
            ]
            begin = time.perf_counter()
            process = subprocess.Popen([*command, "--quiet"], stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            rates[jobs] = files / (time.perf_counter() - begin)
            if process.returncode:
                print(f"  --jobs {jobs} ended with status {process.returncode}")
                return
            print(
                f"  --jobs {jobs}  {rates[jobs]:7.0f} files/s  {usage.ru_maxrss // 1024:5} MB at the parent's peak"
            )
        print(f"  two jobs give {rates[2] / rates[1]:.2f} times the throughput of one")
        shutil.rmtree(source)


def main() -> None:
    """Print the parts asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=30, help="warm runs of each measurement")
    parser.add_argument("--files", type=int, default=2000, help="files of the batch")
    parser.add_argument("--only", default="warm,cold,batch", help="parts to measure")
    options = parser.parse_args()
    parts = options.only.split(",")
    # A child's peak memory is never told lower than its parent's was: what loads plancli here comes last.
    if "cold" in parts:
        with tempfile.TemporaryDirectory() as folder:
            cold(Path(folder))
    if "batch" in parts:
        batch(options.files)
    if "warm" in parts:
        warm(options.runs)


if __name__ == "__main__":
    main()
