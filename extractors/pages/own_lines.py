"""The lines of an article that are not prose: its lists, its tables, and its lines of figures."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import regex

from model.limits import MAX_OWN_LINES, MAX_STATEMENT_CHARS

# The article is the smallest element that holds this share of the first paragraphs' characters.
_ARTICLE_SHARE, _FIRST_PARAGRAPHS, _LEAST_PARAGRAPH = 0.6, 300, 40
# A list with more of its characters in links leads elsewhere.
_LINKED_SHARE = 0.4
_LISTS, _PLAIN = frozenset(("ul", "ol", "dl", "table")), frozenset(("p", "div", "pre"))
_ITEMS = ("li", "dt", "dd", "tr", "caption")
_BLOCKS = (
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "form",
    "figure",
)
_APART = frozenset(("nav", "aside", "footer", "header", "form", "figure", "button", "select", "blockquote"))
# Names of the services that share buttons lead to, and what never is an article's own line.
_SHARED = regex.compile(
    r"(?i)\b(?:facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|instagram|messenger|viber|bluesky|"
    r"mastodon|flipboard|weibo|wechat|kakao\w*|e-?mail)\b|@|https?:|www\.|©|\(c\)|ⓒ"
)
_DATE = regex.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:19|20)\d\d\b")
_OF_DATE = regex.compile(r"\b\d{1,2}(?:[:.]\d\d|\.?(?=\s+\p{L}))")
_FIGURE = regex.compile(r"\p{N}")
_LABELLED = regex.compile(r"[^:：\n]{2,40}[:：]\s*\S")
_LEAST_LABELLED = 2
_LONGEST_LINE, _SHARED_CHARS, _FIRST_ITEMS, _MOST_PARTS = 200, 300, 20, 2_000


def own_lines(tree: Any) -> tuple[str, ...]:
    """Return the items of lists, the rows of tables and the lines of figures among an article's paragraphs.

    Lists of links, share buttons, addresses and dates are not among them.
    """
    article = _article(tree)
    if article is None:
        return ()
    return tuple(islice(dict.fromkeys(filter(None, _lines(article))), MAX_OWN_LINES))


def _article(tree: Any) -> Any:
    """Return the smallest element that holds most of the page's paragraphs, None where there are none."""
    lengths: Counter[Any] = Counter()
    depths: dict[Any, int] = {}
    total = 0
    paragraphs = ((p, len("".join(p.itertext()).strip())) for p in islice(tree.iter("p"), _FIRST_PARAGRAPHS))
    for paragraph, length in paragraphs:
        if length >= _LEAST_PARAGRAPH:
            total += length
            ancestors = list(paragraph.iterancestors())
            for depth, ancestor in enumerate(reversed(ancestors)):
                lengths[ancestor] += length
                depths[ancestor] = depth
    holding = [element for element, length in lengths.items() if length >= _ARTICLE_SHARE * total]
    return max(holding, key=depths.__getitem__, default=None)


def _lines(article: Any) -> Iterator[str]:
    labelled: list[str] = []
    for element in article.iter(*_LISTS, *_PLAIN):
        if _is_apart(element, article):
            continue
        if element.tag in _LISTS:
            yield from _of_list(element)
        elif next(element.iterdescendants(*_BLOCKS), None) is None:
            for line in _of_block(element):
                labelled = [*labelled[-_LEAST_LABELLED:], line] if _LABELLED.match(line) else []
                if _has_figures(line):
                    yield line
                elif len(labelled) >= _LEAST_LABELLED:
                    yield from labelled


def _is_apart(element: Any, article: Any) -> bool:
    """Say whether an element is the article itself, within a list, or in a box that is not the article's."""
    box = element
    for ancestor in element.iterancestors():
        if ancestor is article:
            return box is not element and _has_other_links(box, element)
        if ancestor.tag in _APART or ancestor.tag in _LISTS:
            return True
        if not _has_prose(ancestor):
            box = ancestor
    return True


def _has_prose(element: Any) -> bool:
    return any(
        len(_text(paragraph)) >= _LEAST_PARAGRAPH for paragraph in islice(element.iter("p"), _FIRST_ITEMS)
    )


def _has_other_links(box: Any, element: Any) -> bool:
    """Say whether a box has links or buttons beside a list: then it is an offer or a menu."""
    links = islice(box.iter("a", "button", "input"), _MOST_PARTS)
    return element.tag in _LISTS and any(element not in link.iterancestors() for link in links)


def _of_list(element: Any) -> Iterator[str]:
    """Yield the items of a list or the rows of a table, unless they lead elsewhere."""
    text = _text(element)
    linked = sum(len(_text(link)) for link in element.iter("a", "button"))
    items = " ".join(_text(item) for item in islice(element.iter(*_ITEMS), _FIRST_ITEMS))
    if linked > _LINKED_SHARE * len(text) or _SHARED.search(items[:_SHARED_CHARS]):
        return
    for item in element.iter(*_ITEMS):
        yield _text(item)[:MAX_STATEMENT_CHARS]
        # A list within the item has lines of its own.
        yield " ".join((item.text or "").split())[:MAX_STATEMENT_CHARS]


def _of_block(element: Any) -> Iterator[str]:
    """Yield the lines of a paragraph that has no links, as its line breaks separate them."""
    if any(True for _ in element.iter("a", "button")):
        return
    for line in "".join(_parts(element)).split("\n"):
        joined = " ".join(line.split())
        if 0 < len(joined) <= _LONGEST_LINE and not _SHARED.search(joined):
            yield joined


def _parts(element: Any) -> Iterator[str]:
    """Yield the texts of an element in their order, and a line's end for each line break."""
    for part in islice(element.xpath(".//text() | .//br"), _MOST_PARTS):
        if not isinstance(part, str):
            yield "\n"
        else:
            yield part if element.tag == "pre" else part.replace("\n", " ")


def _has_figures(line: str) -> bool:
    """Say whether a line has figures that are not those of a date."""
    without, count = _DATE.subn(" ", line)
    return bool(_FIGURE.search(_OF_DATE.sub(" ", without) if count else without))


def _text(element: Any) -> str:
    return " ".join("".join(islice(element.itertext(), _MOST_PARTS)).split())
