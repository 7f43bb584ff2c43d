"""The review page in a real browser: what is shown, how it answers, and that it asks the network for nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from browsing import Browser
from click.testing import Result
from msgspec.structs import replace
from selenium.webdriver.common.keys import Keys

from plancli.compare import compare
from plancli.evaluate import squeeze
from plancli.models import Block, Document
from plancli.pipeline import parse
from plancli.review.html import review_html
from plancli.serialize import document_record

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[1]
SAMPLES = sorted(
    p
    for p in ROOT.joinpath("samples").iterdir()
    if p.suffix in (".html", ".txt", ".md") and p.stem != "README"
)
MAIN = "sina_standardization.html"
TABLE = "indicator_table.html"


@cache
def sample(name: str) -> Document:
    """A sample, parsed."""
    path = ROOT / "samples" / name
    return parse(path.read_bytes(), path=f"samples/{name}")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("chromium")
    downloads = folder / "downloads"
    downloads.mkdir()
    browser = Browser(folder / "profile", downloads)
    yield browser
    browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser, with the downloads of other tests removed and unsaved judgements forgotten."""
    for path in chromium.downloads.iterdir():
        path.unlink()
    yield chromium
    chromium.run("if (typeof unsaved !== 'undefined') unsaved = false")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Callable[..., Browser]:
    """Opens the page of the samples that are named."""

    def opened(*names: str, **look: object) -> Browser:
        browser.open(review_html([sample(name) for name in names]), tmp_path, **look)  # type: ignore[arg-type]
        return browser

    return opened


# What is shown


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_statement_of_a_target_is_marked_once_with_its_words(show, path):
    record = document_record(sample(path.name))
    want = {}
    for target in record["targets"]:
        for place, (start, end) in enumerate([target["span"], *target["mentions"]]):
            want[f"d1-{target['id']}" + (f"-{place + 1}" if place else "")] = record["text"][start:end]

    page = show(path.name)
    marks = page.run("return [...document.querySelectorAll('mark.t')].map((m) => [m.id, rawText(m)])")

    assert dict(marks) == want
    assert len(marks) == len(want)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_text_is_there_whole_and_in_order(show, path):
    page = show(path.name)
    text = page.run("return [...document.querySelectorAll('.body [data-b]')].map(rawText).join('')")

    assert squeeze(text) == squeeze(sample(path.name).text)


@pytest.mark.parametrize("names", [(MAIN,), (TABLE,), (MAIN, TABLE)], ids=["text", "table", "several"])
def test_the_page_logs_nothing_and_loads_nothing_but_itself(show, names):
    page = show(*names)
    page.press("j", "j", "k")

    assert page.log() == []
    assert [url for url in page.requests() if not url.endswith("%E9%A1%B5%E9%9D%A2.html")] == []


def test_each_section_of_the_outline_leads_to_its_heading(show):
    page = show(MAIN)
    hrefs = page.run(
        "return [...document.querySelectorAll('.outline a')].map((a) => a.getAttribute('href').slice(1))"
    )
    found = page.run(
        "return arguments[0].map((id) => document.querySelectorAll('[id=\"' + id + '\"]').length)", hrefs
    )

    assert hrefs
    assert found == [1] * len(hrefs)


def test_the_outline_follows_the_text(show):
    page = show(MAIN)
    last = page.run(
        "const all = document.querySelectorAll('.outline a:not(.item)'); return all[all.length - 1].href"
    )
    page.run(
        "document.getElementById(arguments[0]).scrollIntoView({block: 'start', behavior: 'instant'})",
        last.split("#")[1],
    )
    time.sleep(0.2)

    assert page.run("return document.querySelector('.outline [aria-current]').href") == last


# How it answers


def test_a_click_on_a_row_brings_its_words_into_sight_and_marks_them(show):
    page = show(MAIN)
    page.click(".rows tbody tr", -1)

    assert page.is_in_window("mark.t.on")
    assert page.run("return document.querySelector('mark.t.on').id") == f"d1-{sample(MAIN).targets[-1].id}"
    assert page.one(".card h3").text == sample(MAIN).targets[-1].indicator
    assert page.log() == []


def test_a_click_on_the_words_selects_their_row_and_tells_all(show):
    document = sample(TABLE)
    target = next(t for t in document.targets if t.binding and t.baseline_value is not None)
    page = show(TABLE)
    page.click(f"#d1-{target.id}")
    card = page.one(".card").text

    assert (
        page.run("return document.querySelector('.rows tr.on a').getAttribute('href')") == f"#d1-{target.id}"
    )
    for words in (target.indicator, target.text, target.deadline, str(target.baseline_value), *target.rules):
        assert words in card


def test_the_card_links_to_the_words_that_give_the_deadline(show):
    document = sample(MAIN)
    target = next(t for t in document.targets if t.deadline_from != "sentence" and t.deadline_span)
    start, end = target.deadline_span
    page = show(MAIN)
    page.click(f"#d1-{target.id}")

    assert page.run("return document.querySelector('.w.on').textContent") == document.text[start:end]
    assert page.one(".card dd a.link").get_attribute("href").endswith(f"#d1-w{start}")


def test_keys_go_from_target_to_target_in_order(show):
    page = show(MAIN)
    ids = [f"d1-{target.id}" for target in sample(MAIN).targets]
    visited = []
    for key in ("j", "n", "j", "k", "p"):
        page.press(key)
        visited.append(page.run("return document.querySelector('mark.t.on').id"))

    assert visited == [ids[0], ids[1], ids[2], ids[1], ids[0]]
    assert page.run("return document.activeElement.id") == ids[0]
    page.press(Keys.ESCAPE)
    assert page.shown(".card") == []


@pytest.mark.parametrize(
    ("field", "of"),
    [
        ("deadline", lambda t: (t.deadline or "")[:4]),
        ("unit", lambda t: t.unit),
        ("section", lambda t: " › ".join(t.section_path)),
    ],
)
def test_a_filter_leaves_the_targets_that_match(show, field, of):
    targets = sample(TABLE).targets
    value = of(targets[-1])
    page = show(TABLE)
    page.choose(f".filters [name={field}]", value)
    want = [t for t in targets if of(t) == value or (field == "section" and of(t).startswith(f"{value} › "))]

    assert len(page.shown(".rows tbody tr")) == len(want)
    assert page.one(".filters output").text == f"{len(want)} / {len(targets)}"


def test_a_filter_by_words_reads_indicators_and_sentences_whatever_their_width(show):
    targets = sample(MAIN).targets
    page = show(MAIN)
    page.press("/")
    page.press("标准 ２")
    want = [
        t for t in targets if "标准" in t.indicator + t.sentence and "2" in t.indicator + t.sentence + t.text
    ]

    assert len(page.shown(".rows tbody tr")) == len(want) < len(targets)
    page.click(".filters [type=reset]")
    time.sleep(0.1)
    assert len(page.shown(".rows tbody tr")) == len(targets)


def test_a_column_of_the_timeline_filters_by_its_year(show):
    targets = sample(TABLE).targets
    page = show(TABLE)
    page.click(".timeline a[data-year='2025'] .column")

    assert len(page.shown(".rows tbody tr")) == sum((t.deadline or "").startswith("2025") for t in targets)


def test_rows_are_sorted_both_ways(show):
    targets = sample(MAIN).targets
    page = show(MAIN)
    page.click("[data-sort=value]")
    up = page.run("return views[0].rows.map((r) => r.target.id)")
    page.click("[data-sort=value]")
    down = page.run("return views[0].rows.map((r) => r.target.id)")
    by_id = {t.id: t.base_value for t in targets}

    assert [by_id[i] for i in up] == sorted(by_id.values())
    assert [by_id[i] for i in down] == sorted(by_id.values(), reverse=True)
    assert (
        page.one("[data-sort=value]").find_element("xpath", "..").get_attribute("aria-sort") == "descending"
    )


def test_roles_and_all_other_numbers_can_be_hidden_and_shown(show):
    page = show(MAIN)
    line = "return getComputedStyle(document.querySelector(arguments[0])).borderBottomColor"
    role = page.run("return document.querySelector('.body .q').className.match(/r-\\S+/)[0]")
    faint = page.run(line, f".body .{role}")
    page.click(f"[data-role='{role[2:]}']")
    hidden = page.run(line, f".body .{role}")
    page.click(f"[data-role='{role[2:]}']")
    page.click("#others")

    assert hidden == "rgba(0, 0, 0, 0)" != faint
    assert page.run(line, f".body .{role}") == "rgba(0, 0, 0, 0)"


def test_colour_is_by_deadline_or_by_kind_and_a_sign_says_the_same(show):
    page = show(TABLE)
    target = next(t for t in sample(TABLE).targets if t.measure == "decrease" and t.deadline)
    sign = f"return getComputedStyle(document.getElementById('d1-{target.id}'), '::after').content"
    by_deadline = page.run(sign)
    page.click("[name=colour][value=measure] + span")

    assert target.deadline[2:4] in by_deadline or "attr" in by_deadline
    assert "↓" in page.run(sign)


def test_the_index_searches_the_targets_of_all_documents(show):
    names = (MAIN, TABLE, "statistics_news.html")
    page = show(*names)
    assert len(page.all(".summary tbody tr")) == 3
    page.choose("#search-all [name=words]", "率")
    want = [
        t
        for name in names
        for t in sample(name).targets
        if "率" in t.indicator + t.sentence + "".join(t.section_path)
    ]
    assert len(page.shown(".found tbody tr")) == len(want) > 0
    page.click(".found tbody a", -1)

    assert page.is_in_window("mark.t.on")
    assert page.shown("#index") == []


# Corrections


def downloaded(browser: Browser) -> dict:
    """The file that the page gave."""
    for _ in range(100):
        files = [path for path in browser.downloads.iterdir() if path.suffix == ".json"]
        if files:
            return json.loads(files[0].read_text(encoding="utf-8"))
        time.sleep(0.05)
    raise AssertionError("nothing was downloaded")


def export(page: Browser) -> dict:
    page.run("document.getElementById('corrections').hidden = false")
    page.click("#export")
    return downloaded(page)


def figures_of(run: Callable[..., Result], gold: dict, tmp_path: Path, name: str) -> dict:
    path = tmp_path / "corrections.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    result = run("eval", path, ROOT / "samples" / name, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)["figures"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_accepted_whole_scores_full_marks(show, run, tmp_path, path):
    page = show(path.name)
    page.run(
        "document.getElementById('corrections').hidden = false; document.getElementById('with-outline').checked = true"
    )
    page.click("#accept-rest")
    gold = export(page)
    figures = figures_of(run, gold, tmp_path, path.name)

    assert len(gold["targets"]) == sum(1 + len(t.mentions) for t in sample(path.name).targets)
    assert {name: value for name, value in figures.items() if value not in (1.0, None)} == {}


def test_judgements_are_exported_scored_and_loaded_again(show, run, tmp_path):
    page = show(MAIN)
    targets = sample(MAIN).targets
    page.click("#d1-t1")
    page.press("a")
    page.click("#d1-t2")
    page.press("x")
    page.click("#d1-t3")
    page.press("e")
    page.choose("#edit-deadline", "2031")
    page.choose("#edit-value", "77")
    page.click(".card form [type=submit]")
    number = page.run("return document.querySelector('.body .r-achieved').dataset.q")
    page.click(f".body [data-q='{number}']")
    page.click("#make-target")
    page.choose("#edit-indicator", "补充的指标")
    page.click(".card form [type=submit]")
    gold = export(page)
    figures = figures_of(run, gold, tmp_path, MAIN)
    judged = [t for t in gold["targets"] if not t.get("maybe")]
    stated = [1 + len(t.mentions) for t in targets]

    assert page.one("#judged").text == f"4/{len(targets) + 1}"
    assert len(judged) == stated[0] + stated[2] + 1
    assert {t["deadline"] for t in judged if t["value"] == 77} == {"2031"}
    assert "补充的指标" in {t["indicator"] for t in judged}
    assert len(gold["not_targets"]) == stated[1]
    # The one that was added is missed, the one that was rejected is invented.
    assert figures["target_recall"] == round((stated[0] + stated[2]) / len(judged), 4)
    assert figures["target_precision"] == round(
        (stated[0] + stated[2]) / (stated[0] + stated[1] + stated[2]), 4
    )
    assert figures["deadline"] < 1

    again = show(MAIN)
    again.run("unsaved = false")
    for path in again.downloads.iterdir():
        path.unlink()
    again.run("document.getElementById('corrections').hidden = false")
    again.one("#import").send_keys(str(tmp_path / "corrections.json"))
    time.sleep(0.3)
    assert again.one("#judged").text == f"4/{len(targets) + 1}"
    assert export(again) == gold


def test_judgements_of_several_documents_are_one_file(show, run, tmp_path):
    page = show(MAIN, TABLE)
    for key in ("d1", "d2"):
        page.run("location.hash = arguments[0]", f"#{key}")
        time.sleep(0.2)
        page.run("document.getElementById('accept-rest').click()")
    golds = export(page)
    path = tmp_path / "golds.json"
    path.write_text(json.dumps(golds, ensure_ascii=False), encoding="utf-8")
    result = run("eval", path, ROOT / "samples", "--json")

    assert [gold["doc"] for gold in golds] == [MAIN, TABLE]
    assert json.loads(result.stdout)["figures"]["target_f1"] == 1.0


def test_words_that_hold_no_known_number_can_be_marked_as_a_target(show):
    page = show(MAIN)
    page.run(
        "const text = document.querySelector('.body p').firstChild; const range = document.createRange();"
        "range.setStart(text, 2); range.setEnd(text, 5); getSelection().removeAllRanges(); getSelection().addRange(range)"
    )
    page.press("m")
    page.choose("#edit-value", "5")
    page.click(".card form [type=submit]")
    added = [t for t in export(page)["targets"] if not t.get("maybe")]

    assert [(t["value"], len(t["number"])) for t in added] == [(5, 3)]


def test_a_file_that_is_no_corrections_is_refused_in_words(show, tmp_path):
    page = show(MAIN)
    (tmp_path / "other.json").write_text("[1, 2", encoding="utf-8")
    page.run("document.getElementById('corrections').hidden = false")
    page.one("#import").send_keys(str(tmp_path / "other.json"))
    time.sleep(0.2)

    assert page.one("#told").text == "这不是校对文件"
    assert page.log() == []


# Hostile text

PAYLOADS = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror=window.pwned=2>',
    "</style></title></textarea><svg onload=window.pwned=3>",
    "javascript:window.pwned=4",
    "标准\u202e家009\u2066\u200b\u0007",
    "{{ 7 * 7 }}${7*7}<!--",
)


def hostile() -> Document:
    """A real document with payloads in its title, names, headings, cells, indicators, rules and furniture."""
    document = sample(TABLE)
    payload = "".join(PAYLOADS)
    first = document.targets[0]
    return replace(
        document,
        source=replace(document.source, path=f"a/{payload.replace('/', '')}.html"),
        meta=replace(
            document.meta,
            title=payload,
            issuer=payload,
            url="javascript:window.pwned=5",
            headline=payload + "x",
        ),
        sections=tuple(replace(s, title=payload, marker=PAYLOADS[0]) for s in document.sections),
        targets=(
            replace(
                first,
                indicator=payload,
                sentence=payload,
                rules=(payload,),
                section_path=(payload,),
                responsible=(payload,),
            ),
            *document.targets[1:],
        ),
        quantities=tuple(
            replace(q, role=PAYLOADS[1]) if q.role == "date" else q for q in document.quantities
        ),
        dropped=(Block("paragraph", payload, "furniture", payload),),
        warnings=(payload,),
    )


def text_document() -> Document:
    """A document whose text itself, in a paragraph, a heading and a table's cells, is payloads."""
    page = "".join(
        f"<p>到2025年，建成“{p.replace('&', '&amp;').replace('<', '&lt;')}”示范区60个。</p><h2>{p.replace('<', '&lt;')}</h2>"
        for p in PAYLOADS
    )
    table = "".join(f"<tr><td>{p.replace('<', '&lt;')}</td><td>{n}</td></tr>" for n, p in enumerate(PAYLOADS))
    html = f"<html><head><meta charset='utf-8'><title>x</title></head><body><h1>方案</h1>{page}<table>{table}</table></body></html>"
    return parse(html.encode(), path="x.html")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "make", [hostile, text_document, lambda: sample("hostile.html")], ids=["fields", "text", "sample"]
)
def test_hostile_text_is_shown_and_does_nothing(browser, tmp_path, make, language):
    document = make()
    browser.open(review_html([document, document], language=language), tmp_path)
    browser.run("location.hash = '#d1'")
    browser.press("j")
    browser.choose("#search-all [name=words]", "a")
    browser.run(
        "document.querySelectorAll('mark.t, .q').forEach((m) => m.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))"
    )
    time.sleep(0.3)
    counts = browser.run(
        "return [window.pwned ?? null, document.scripts.length, document.querySelectorAll('style').length,"
        "document.querySelectorAll('img, iframe, object, embed, base, link, textarea, [onerror], [onload]').length,"
        "[...document.querySelectorAll('[href]')].filter((e) => !e.getAttribute('href').startsWith('#')).length]"
    )
    unseen = browser.run(
        "return document.documentElement.textContent.match(/[\\u202a-\\u202e\\u2066-\\u2069\\u0007]/g)"
    )

    assert counts == [None, 3, 1, 0, 0]
    assert unseen is None
    assert browser.log() == []


def test_an_override_of_direction_is_seen_by_name(browser, tmp_path):
    browser.open(review_html([hostile()]), tmp_path)

    assert "⟦U+202E⟧" in browser.one(".front h1").text
    assert "⟦U+202E⟧" in browser.one(".rows tbody tr").text


# Layout


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1400, 1000, 390])
def test_the_layout_holds(show, width, dark):
    page = show(TABLE, width=width, height=900 if width > 600 else 844, dark=dark)
    wide = "return [document.documentElement.scrollWidth, innerWidth]"
    name = f"{width}-{'dark' if dark else 'light'}"
    page.picture(f"review-{name}-top")
    assert page.run(wide)[0] <= page.run(wide)[1]
    page.run("document.querySelectorAll('.body table mark.t')[2].click()")
    page.press("j")
    time.sleep(0.1)
    page.picture(f"review-{name}-selected")
    assert page.run(wide)[0] <= page.run(wide)[1]
    assert page.shown(".card") != []
    if width < 600:
        for tab in ("outline", "panel", "text"):
            page.click(f".tabs [data-tab-to={tab}]")
            page.picture(f"review-{name}-{tab}")
            assert page.run(wide)[0] <= page.run(wide)[1]


def test_lines_are_as_long_as_a_reader_of_chinese_likes_them(show):
    page = show(MAIN)
    ems = page.run(
        "const p = document.querySelector('.body p'); const s = getComputedStyle(p);"
        "return [p.clientWidth / parseFloat(s.fontSize), parseFloat(s.textIndent) / parseFloat(s.fontSize)]"
    )

    assert 38 <= ems[0] <= 42
    assert ems[1] == 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(show, dark):
    """WCAG AA: 4.5 to 1 for text, over whatever lies behind it."""
    page = show(TABLE, dark=dark)
    page.press("j")
    low = page.run(CONTRAST, 4.5)

    assert low == []


CONTRAST = """
const parse = (c) => { const n = c.match(/[-0-9.e]+/g).map(Number); const k = c.startsWith('color(') ? 255 : 1;
  return [n[0] * k, n[1] * k, n[2] * k, n.length > 3 ? n[3] : 1]; };
const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
const ground = (e) => { const layers = []; for (; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]); };
const light = (c) => { const f = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
const low = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
  if (['OPTION', 'SCRIPT', 'STYLE'].includes(e.tagName) || e.closest('svg, .unseen, .skip')) continue;
  const behind = ground(e), ink = over(parse(getComputedStyle(e).color), behind);
  const [a, b] = [light(ink), light(behind)].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < arguments[0]) low.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
}
return [...low];
"""


def test_landmarks_and_fields_have_names(show):
    page = show(MAIN, TABLE)
    page.run("location.hash = '#d1'")
    time.sleep(0.2)
    nameless = page.run(
        "return [...document.querySelectorAll('nav, aside, section, form, button, input, select, [role=group], [role=region]')]"
        ".filter((e) => e.getClientRects().length && !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.length"
        " || e.textContent.trim())).map((e) => e.outerHTML.slice(0, 80))"
    )
    unlabelled = page.run(
        "return [...document.querySelectorAll('nav, aside, form')].filter((e) => !e.ariaLabel).map((e) => e.className)"
    )
    mains = page.run(
        "return [...document.querySelectorAll('main')].filter((e) => e.getClientRects().length).length"
    )

    assert (nameless, unlabelled) == ([], [])
    assert mains == 1


def test_without_script_all_of_it_can_be_read(show):
    page = show(MAIN, script=False)
    page.picture("review-no-script")

    assert len(page.all("mark.t")) == sum(1 + len(t.mentions) for t in sample(MAIN).targets)
    assert page.one(".rows tbody tr").rect["width"] > 300
    assert page.one(".outline a").is_displayed()
    assert not page.one(".tools").is_displayed()


def test_on_paper_only_the_text_and_the_table_remain(show):
    page = show(MAIN)
    page.press("j")
    page.print_media()

    assert page.shown(".bar, .outline, .strip, .card, .choices, .tabs") == []
    assert len(page.shown(".rows tbody tr")) == len(sample(MAIN).targets)
    assert page.shown(".body p")


def test_on_paper_one_of_several_documents_is_printed_alone(show):
    page = show(MAIN, TABLE)
    page.run("location.hash = '#d2'")
    time.sleep(0.2)
    page.print_media()

    assert page.shown("#d1, #index") == []
    assert len(page.shown("#d2 .rows tbody tr")) == len(sample(TABLE).targets)


# Size

LIMIT = 3_000_000


def large_release() -> bytes:
    """500 KB of invented plan: nine numbers a paragraph, a heading every fourth."""
    numerals = "一二三四五六七八九十"
    parts, size, at = [], 0, 0
    while size < 500_000:
        at += 1
        if at % 12 == 1:
            text = f"{numerals[at // 12 % 10]}、完善制造业重点任务布局"
        elif at % 4 == 2:
            text = f"（{numerals[at // 4 % 10]}）推进工程建设与服务保障"
        else:
            text = (
                f"全市聚焦主导产业，坚持创新驱动和绿色转型相结合，健全企业梯度培育体系，优化营商环境，完善要素保障机制。"
                f"到2025年，建成市级以上智能工厂{at + 20}家，规模以上工业企业研发投入强度达到{at % 40 / 10 + 1.2:.1f}%以上；"
                f"到2030年，新增高新技术企业{at * 3 + 10}家。推动产业链上下游协同，支持龙头企业牵头组建创新联合体，"
                f"开展关键核心技术攻关。截至2020年底，全市共有工业企业{at * 7 + 100}家。（责任单位：市工业和信息化局）"
            )
        parts.append(f"<p>{text}</p>")
        size += len(text.encode()) + 7
    head = "<html><head><meta charset='utf-8'><title>东岭市先进制造发展规划（2021—2025年）</title></head>"
    return (
        head + "<body><h1>东岭市先进制造发展规划（2021—2025年）</h1>" + "".join(parts) + "</body></html>"
    ).encode()


def test_a_release_of_500_kilobytes_opens_and_filters_at_once(browser, tmp_path, record_property):
    data = large_release()
    document = parse(data, path="large.html")
    page = review_html([document])
    browser.open(page, tmp_path)
    loaded = browser.run("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    browser.driver.set_script_timeout(60)
    times = browser.driver.execute_async_script(
        """
        const done = arguments[0], times = {};
        const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const measure = async (name, act) => { const start = performance.now(); act(); await painted(); times[name] = performance.now() - start; };
        const words = document.querySelector('.filters [name=words]');
        const type = (text) => { words.value = text; words.dispatchEvent(new Event('input', { bubbles: true })); };
        (async () => {
          await painted();
          await measure('filter', () => type('智能工厂'));
          await measure('narrow', () => type('智能工厂 21'));
          await measure('clear', () => type(''));
          await measure('sort', () => document.querySelector('[data-sort=value]').click());
          await measure('next', () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })));
          done(times);
        })();
        """
    )
    figures = {
        "input": len(data),
        "page": len(page.encode()),
        "targets": len(document.targets),
        "opened ms": round(loaded),
    }
    figures |= {f"{name} ms": round(value) for name, value in times.items()}
    record_property("large page", figures)
    print(figures)

    assert len(data) > 500_000
    assert len(document.targets) > 1000
    assert figures["page"] < LIMIT
    # Several times what a free machine needs: a loaded one must not fail the test.
    assert loaded < 10_000
    assert max(times["filter"], times["narrow"], times["clear"]) < 1_000


def test_a_far_target_of_a_large_page_is_reached_exactly(browser, tmp_path):
    browser.open(review_html([parse(large_release(), path="large.html")]), tmp_path)
    browser.run("const rows = views[0].rows; select(views[0], rows[rows.length - 40].target)")
    time.sleep(0.5)

    assert browser.is_in_window("mark.t.on")
    assert browser.shown(".rows tr.on") != []


# Comparison


def test_bars_are_to_scale_and_lead_to_the_words(browser, tmp_path):
    documents = [sample(name) for name in ("city_a.html", "city_b.html", "city_c.txt")]
    comparison = compare(documents)
    browser.open(review_html(documents, comparison=comparison), tmp_path)
    browser.picture("compare-1400-light")
    row = next(r for r in comparison.rows if len(r.present) == 3)
    place = comparison.rows.index(row)
    widths = browser.run(
        "return [...document.querySelectorAll('.compare tbody tr')[arguments[0]].querySelectorAll('.bar-to-scale rect:last-child')]"
        ".map((r) => r.getBoundingClientRect().width / r.parentElement.getBoundingClientRect().width)",
        place,
    )
    most = max(t.base_value for t in row.present)

    assert widths == pytest.approx([float(t.base_value / most) for t in row.present], abs=0.01)
    browser.run(
        "document.querySelectorAll('.compare tbody tr')[arguments[0]].querySelector('a').click()", place
    )
    time.sleep(0.3)
    assert browser.is_in_window("mark.t.on")
    assert browser.log() == []


def test_changes_are_filtered_by_kind(browser, tmp_path):
    documents = [sample("plan_v1.html"), sample("plan_v2.html")]
    comparison = compare(documents)
    browser.open(review_html(documents, comparison=comparison), tmp_path, width=390, height=844)
    browser.picture("compare-390-light")
    for change in comparison.counts:
        if change != "raised":
            browser.click(f"[name=change][value={change}]")

    assert len(browser.shown(".compare tbody tr")) == comparison.counts["raised"] > 0
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
