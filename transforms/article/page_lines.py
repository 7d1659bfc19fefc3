"""Remove lines of a page's body that are not its article: the headline again, bylines, dates, offers."""

from collections.abc import Collection
from dataclasses import dataclass

import regex

from transforms.article.headline import words
from transforms.article.offers import offer_line, speaks_to_reader
from transforms.article.prose import is_prose
from transforms.phrases import phrases

_QUOTE_END = regex.compile(r"[\"'»”’)\]]\s*$")
_HEAD_LINES, _HEAD_CHARS = 8, 800
_LEAD_SHOWN = 60
_ELSEWHERE = phrases("elsewhere")
_ELSEWHERE_CHARS = 200
_BIOGRAPHY_CHARS = 400
_TABLE_RULE = regex.compile(r"\|?(?:\s*+:?-{2,}+:?\s*+\|?)++")
_CELL_EDGE, _BULLET, _LEAST_POINTS = "|", "- ", 2
_QUOTATION = regex.compile(r"[\"“”«»„‘’]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLines:
    """An article's text, one block per line; `is_cut_by_offer` where it ends in a subscription offer.

    `core` is the text from its first to its last line of prose, by which a page is judged.
    """

    text: str
    core: str
    is_cut_by_offer: bool


def article_lines(
    body: str,
    titles: Collection[str],
    standfirst: str,
    *,
    authors: Collection[str] = (),
    own_lines: Collection[str] = (),
    is_free: bool | None = None,
) -> ArticleLines:
    """Return the article among the lines of a cleaned body.

    `titles` are the page's titles of it, `authors` the names of its authors. The standfirst is put first
    unless the body has it already. `own_lines` are the lists, tables and figures that the page has among its
    paragraphs: they stay before and after the prose too. On a page that says it is free (`is_free`) no offer
    ends the text.
    """
    lines = [_without_edges(line) for line in body.split("\n") if not _TABLE_RULE.fullmatch(line)]
    lines = [line for line in lines if speaks_to_reader(line) or not _leads_elsewhere(line)]
    lines = _without_titles(lines, {words(title) for title in titles})
    own = {words(line) for line in own_lines}
    first = _beginning(lines)
    before, lines = _own_points(lines[:first], own, authors), lines[first:]
    end = None if is_free else offer_line(lines)
    lines = lines if end is None else lines[:end]
    prose = _without_tail(lines)
    core, figures = _without_biography(prose, authors), _own_end(lines[len(prose) :], own)
    lead = f"{standfirst}\n" if standfirst and not _begins_with(core, standfirst) else ""
    return ArticleLines(
        text=f"{lead}{_joined(before, core, figures)}".strip(),
        core=f"{lead}{_joined(core)}".strip(),
        is_cut_by_offer=end is not None,
    )


def _joined(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def _begins_with(lines: list[str], standfirst: str) -> bool:
    return words(standfirst)[:_LEAD_SHOWN] in words("\n".join(lines[:_HEAD_LINES]))


def _own_points(lines: list[str], own: Collection[str], authors: Collection[str]) -> list[str]:
    """Return the items of a list before the prose, such as key points; not one that names the authors."""
    items = [line for line in lines if line.startswith(_BULLET) and words(line) in own]
    is_signed = any(name in item for name in authors for item in items)
    return [] if is_signed or len(items) < _LEAST_POINTS else items


def _own_end(lines: list[str], own: Collection[str]) -> list[str]:
    """Return the lines behind the prose up to the last of the article's own lists, tables and figures."""
    end = len(lines)
    while end and words(lines[end - 1]) not in own:
        end -= 1
    return lines[:end]


def _without_edges(line: str) -> str:
    """Return a row of a table without the bars at its ends."""
    is_row = len(line) > 1 and line.startswith(_CELL_EDGE) and line.endswith(_CELL_EDGE)
    return line[1:-1].strip() if is_row else line


def _without_titles(lines: list[str], titles: Collection[str]) -> list[str]:
    return [
        line
        for number, line in enumerate(lines)
        if number >= _HEAD_LINES or not line or words(line) not in titles
    ]


def _beginning(lines: list[str]) -> int:
    """Return the number of the first line of prose if it is near; bylines and labels come before it."""
    first = next((number for number, line in enumerate(lines[: _HEAD_LINES + 1]) if is_prose(line)), 0)
    return first if sum(map(len, lines[:first])) < _HEAD_CHARS else 0


def _without_tail(lines: list[str]) -> list[str]:
    """Return the lines up to the last that is prose or ends like a quotation."""
    end = len(lines)
    while end > 1 and not (is_prose(lines[end - 1]) or _QUOTE_END.search(lines[end - 1])):
        end -= 1
    return lines[:end] if any(map(is_prose, lines)) else lines


def _without_biography(lines: list[str], authors: Collection[str]) -> list[str]:
    """Return the lines without a last line about the author."""
    if len(lines) < 2 or len(lines[-1]) > _BIOGRAPHY_CHARS or _QUOTATION.search(lines[-1]):  # noqa: PLR2004
        return lines
    is_biography = any(" " in name and lines[-1].startswith(name) for name in authors)
    return lines[:-1] if is_biography else lines


def _leads_elsewhere(line: str) -> bool:
    """Say whether a line between two paragraphs is only a link to another article."""
    return len(line) <= _ELSEWHERE_CHARS and bool(_ELSEWHERE.match(line.lstrip("[(-–•▶►→ ")))
