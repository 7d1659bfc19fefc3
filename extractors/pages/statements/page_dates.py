"""The dates that a page shows: those of its article before those of other articles and of the day itself."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import filterfalse, islice
from typing import Any, NamedTuple

import regex

from extractors.pages.boilerplate import remove_all
from extractors.pages.elements import is_in_boilerplate
from extractors.pages.marks import Marked, finder, marked_elements
from extractors.pages.statements.date_labels import dated_parts, label_before, label_in_names
from model import Field, Statement, Witness

# Elements whose order counts: headlines, and those that may hold a date.
_PLACED = "//h1 | //time | //*[@class or @id]"
_DATES = frozenset(("span", "div", "p", "li", "em", "small", "dd", "td", "b", "strong", "i", "a"))
# Elements whose text may be the label of the date behind them; a headline is none.
_LABELS = frozenset(("span", "b", "strong", "em", "i", "small", "label", "dt", "th", "td", "abbr", "time"))
_date_name = finder(
    r"date|datum|dato|data|datetime|date-?time|published|pub-?date|posted(?:-on)?|time-?stamp|dateline|time|fecha|"
    r"tarih\w*|publish\w*|article-?info|(?:last-?)?(?:updated?|modified)(?:-?(?:date|time|on|at))?"
)
_other_name = finder(
    r"related\w*|teasers?|latest\w*|sidebar\w*|recommend\w*|most-?(?:read|popular|viewed)|trending|popular|comments?\w*|"
    r"widgets?|news-?list|ticker|breaking\w*|more-?(?:news|stories|articles)|read-?(?:more|next|also)|see-?also|"
    r"top-?stories|carousel|slider|weather|calendar|archives?|cards?|promo\w*"
)
# The date of the day on which a page is looked at.
_today_name = finder(
    r"masthead|site-?header|header-?date|date-?header|top-?bar|today\w*|date-?today|(?:current|local|live)-?(?:date|time|day)\w*"
)
_DATED = regex.compile(
    r"\p{Nd}[^\p{Nd}]{1,30}\p{Nd}|\p{Nd}{1,2}\s*\p{L}+|[〇零一二三四五六七八九十元]年[一二三四五六七八九十]{1,2}月"
)
_SHORT, _FEW, _NEAR_PARTS = 120, 3, 3
_MOST_TIMES, _MOST_NAMED, _MOST_PARTS, _MOST_ANCESTORS = 200, 500, 200, 60
_PARAGRAPHS = 3


class _Shown(NamedTuple):
    """A date of a page: how near to the article it is, and what it says."""

    rank: int
    distance: int
    statement: Statement


def shown_dates(tree: Any, marked: list[Marked]) -> Iterator[Statement]:
    """Yield the dates that a page shows or has in `time` elements, the article's own first.

    Inside the article the one nearest to its headline comes first, then those elsewhere. Dates of mastheads,
    and those of lists and comments outside the article, are left out. Where the article has dates of its
    own, the `time` elements of others count as only shown. Labels and names say which dates are of a change.
    """
    article = _Article(tree)
    names = dict(marked)
    found = sorted(_all(tree, marked, names, article), key=lambda shown: (shown.rank, shown.distance))
    best = min((shown.rank for shown in found), default=0)
    counts: dict[tuple[Field, Witness], int] = {}
    for shown in found:
        statement = shown.statement
        if shown.rank > best:
            statement = Statement(field=statement.field, witness=Witness.VISIBLE, value=statement.value)
        kind = (statement.field, statement.witness)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= _FEW:
            yield statement


def without_other_dates(tree: Any) -> Any:
    """Return a copy of a page without the dates of its masthead, and of lists and comments."""
    copied = deepcopy(tree)
    marked = marked_elements(copied)
    names, article = dict(marked), _Article(copied)
    others = (each for each in _candidates(copied, marked) if article.rank(each, names) is None)
    remove_all([element for element in others if short_text(element, "") is not None])
    return copied


class _Article:
    """Where the article of a page is: its headline, and the element around it."""

    def __init__(self, tree: Any) -> None:
        headline = _headline(tree)
        self._body = None if headline is None else _body_of(headline)
        self._headline = headline
        self._places = {element: place for place, element in enumerate(tree.xpath(_PLACED))}

    def rank(self, element: Any, names: dict[Any, str]) -> int | None:
        """Return how far from the article an element is: 0 inside, 1 outside, 2 where it may be another's.

        None where it is another article's, or the date of today.
        """
        ancestors = list(islice(element.iterancestors(), _MOST_ANCESTORS))
        is_inside = self._body is not None and self._body in ancestors
        near = [element, *(ancestors[: ancestors.index(self._body)] if is_inside else ancestors)]
        marks = [names.get(each, "") for each in near if each.tag not in {"html", "body"}]
        if any(map(_today_name, marks)):
            return None
        if any(map(_other_name, marks)) or (self._body is not None and _is_in_other(near)):
            return 2 if is_inside or self._body is None else None
        if self._body is not None:
            return 0 if is_inside else 1
        return 0 if self._headline is None or self.distance(element) >= 0 else 1

    def distance(self, element: Any) -> int:
        """Return how many elements an element is behind the headline; negative before it."""
        return self._places.get(element, 0) - self._places.get(self._headline, 0)


def _is_in_other(elements: list[Any]) -> bool:
    return any(element.tag == "article" for element in elements)


def _headline(tree: Any) -> Any | None:
    """Return the first headline in an article or main element, else the first outside the page's header."""
    headlines = list(islice(filterfalse(is_in_boilerplate, tree.iter("h1")), _FEW))
    ranked = sorted(headlines, key=lambda each: (not _is_in(each, "article", "main"), _is_in(each, "header")))
    return next(iter(ranked), None)


def _is_in(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _body_of(headline: Any) -> Any | None:
    """Return the article or main element around a headline, else the first ancestor with paragraphs."""
    named = next(headline.iterancestors("article"), None)
    named = next(headline.iterancestors("main"), None) if named is None else named
    if named is not None:
        return named
    for ancestor in islice(headline.iterancestors(), _MOST_ANCESTORS):
        if ancestor.tag in {"body", "html"}:
            break
        if len(list(islice(ancestor.iter("p"), _PARAGRAPHS))) == _PARAGRAPHS:
            return ancestor
    return None


def _all(tree: Any, marked: list[Marked], names: dict[Any, str], article: _Article) -> Iterator[_Shown]:
    for element in _candidates(tree, marked):
        rank = article.rank(element, names)
        for statement in _statements(element, names) if rank is not None else ():
            yield _Shown(rank or 0, abs(article.distance(element)), statement)


def _candidates(tree: Any, marked: list[Marked]) -> Iterator[Any]:
    yield from (time for time in islice(tree.iter("time"), _MOST_TIMES) if not is_in_boilerplate(time))
    named = (element for element, marks in marked if element.tag in _DATES and _date_name(marks))
    yield from islice(named, _MOST_NAMED)


def _statements(element: Any, names: dict[Any, str]) -> Iterator[Statement]:
    text = short_text(element, "")
    marks = f"{names.get(element, '')} {element.get('itemprop') or ''}"
    stated = element.get("datetime") if element.tag == "time" else None
    parts = list(dated_parts(text or ""))
    around = label_in_names(marks) or label_before(_text_before(element))
    if stated:
        field = next((part.field for part in parts if part.field), None) or label_before(f"{text} ") or around
        yield from _said(field, Witness.TIME, stated)
    for part in parts:
        if _DATED.search(part.text):
            yield from _said(part.field or around, Witness.VISIBLE, part.text)


def _said(field: Field | None, witness: Witness, text: str) -> Iterator[Statement]:
    value = " ".join(text.split())[:_SHORT]
    if value:
        yield Statement(field=field or Field.PUBLISHED, witness=witness, value=value)


def _text_before(element: Any) -> str:
    """Return the text right before an element, in its parent; where there is none, in the parent of that."""
    for each in (element, element.getparent()):
        parent = None if each is None else each.getparent()
        if parent is None:
            return ""
        siblings = reversed(list(islice(each.itersiblings(preceding=True), _NEAR_PARTS)))
        parts = [parent.text or ""]
        for sibling in siblings:
            text = short_text(sibling, "") if sibling.tag in _LABELS else ""
            parts += [text or "", sibling.tail or ""]
        if text := " ".join(" ".join(parts).split()):
            return text[-_SHORT:]
    return ""


def short_text(element: Any, separator: str) -> str | None:
    """Return the texts of an element's parts, None where they are longer than a byline or date.

    Reads no further than it takes to know that.
    """
    parts: list[str] = []
    length = 0
    for part in islice(element.itertext(), _MOST_PARTS):
        length += len(part.strip())
        if length > _SHORT:
            return None
        parts.append(" ".join(part.split()) if separator else part)
    text = separator.join(filter(None, parts)) if separator else " ".join("".join(parts).split())
    return text if len(text) <= _SHORT else None
