"""Lines of a notice -> the titles of the documents that it carries."""

from __future__ import annotations

from plancli.lines import Line, plain
from plancli.patterns import lazily

_NAME_RE = lazily(r"《([^《》]{4,60})》")
_ISSUED_RE = lazily(r"(?:关于)?(?:印发|发布|公布|下达|转发)(.{4,80}?)的(?:通知|函|公告|决定)")


def embedded(lines: list[Line], candidates: list[Line], titles: tuple[str, ...]) -> list[tuple[int, int]]:
    """First and last lines of the titles of the documents that a notice carries."""
    names: set[str] = set()
    issued = [match[1] for title in titles for match in _ISSUED_RE.finditer(title)]
    found: list[tuple[int, int]] = []
    eligible = {line.index for line in candidates}
    index = 0
    # Names are gathered for the candidates that stand below them: for most plans, which have none, not at all.
    last_eligible = max(eligible, default=-1)
    while index <= last_eligible:
        line = lines[index]
        if line.index in eligible and index > 0:
            last = index
            while last + 1 in eligible and lines[last + 1].block.centered and line.block.centered:
                last += 1
            words = plain("".join(each.text for each in lines[index : last + 1]))
            quoted = words in names or any(words == plain(each) for each in issued)
            # （此件公开发布） may stand between the signature and the plan.
            above = lines[index - 2 if lines[index - 1].bracketed and index > 1 else index - 1]
            signed = above.signature and line.block.centered
            if (quoted or signed) and not _is_listed(lines, index, last, eligible):
                found.append((index, last))
                index = last + 1
                continue
        # A line that is nothing but 《…》 is a title on a cover, not a mention.
        if line.text[:1] != "《" or line.text[-1:] != "》":
            names |= {plain(name) for name in _NAME_RE.findall(line.text)}
        index += 1
    return found


def _is_listed(lines: list[Line], first: int, last: int, candidates: set[int]) -> bool:
    """Whether the lines are entries of a list: other short lines stand straight above or below."""
    above, below = first - 1, last + 1
    near = [at for at in (above, below) if at in candidates and not lines[at].signature]
    return bool(near) or below >= len(lines)
