"""Whose words in the news: each paragraph is looked at a bounded number of times, however many follow each other."""

from __future__ import annotations

import pytest

from plancli import parse
from plancli.targets import several
from plancli.targets.voice import Voices

PLAN = "《东川氢能行动方案（2022—2025年）》"


def steps(monkeypatch: pytest.MonkeyPatch, paragraph: str, count: int) -> int:
    """How often a paragraph is looked at for its voice in news of *count* paragraphs that name nobody."""
    calls = 0
    within, aspect = Voices._within, several._ASPECT_RE

    class Aspect:
        def match(self, text: str, start: int) -> object:
            nonlocal calls
            calls += 1
            return aspect.match(text, start)

    def counted(self: Voices, start: int, offset: int) -> str | None:
        nonlocal calls
        calls += 1
        return within(self, start, offset)

    body = "".join(f"<p>{paragraph.format(i)}</p>" for i in range(10, 10 + count))
    page = f"---\ntitle: '{PLAN}印发'\ndate: Tue, 03 Jan 2023 08:12:41 GMT\n---\n\n<div>{body}</div>\n"
    with monkeypatch.context() as patch:
        patch.setattr(Voices, "_within", counted)
        patch.setattr(several, "_ASPECT_RE", Aspect())
        document = parse(page.encode(), path="news.md")
    assert document.meta.kind == "news"
    assert len([q for q in document.quantities if q.unit == "座"]) == count
    return calls


@pytest.mark.parametrize("paragraph", ["全省第{0}批新建站{0}座。", "在第{0}方面，新建站{0}座。"])
def test_twice_the_paragraphs_are_twice_the_work(monkeypatch, paragraph):
    one, two = (steps(monkeypatch, paragraph, count) for count in (40, 80))
    assert 0 < two <= 2.2 * one
