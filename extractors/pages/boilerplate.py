"""Boilerplate around a page's article: found by the names that sites give its elements, and removed."""

from collections import defaultdict
from typing import Any

from extractors.pages.marks import Marked, finder

# Words of class names and ids, in the spellings that sites and their software use.
_boilerplate_name = finder(
    r"related|newsletter|recommend\p{L}*|twitter-tweet|instagram-media|tiktok-embed|outbrain|taboola|"
    r"most-?read|most-?popular|popular|trending|author-?bio|author-?box|about-?author|read-?more|"
    r"read-?also|see-?also|social|share|sharing|breadcrumbs?|promo|subscribe|sign-?up|comments?|"
    r"kommentare?r?|commentaires?|comentarios?|commenti|yorum(?:lar)?|reacties|komentarz[ey]?|disqus|"
    r"caption|figcaption|credits?|copyright|embed|tweet|teaser-?list|advert\p{L}*|sponsor\p{L}*|infobox|"
    r"byline|dateline|keywords|topics|tags|tag-?list|metadata|meta|cookie\p{L}*"
)
_ELEMENTS = frozenset((
    "blockquote", "aside", "div", "section", "ul", "p", "span", "ol", "header", "footer", "nav", "form",
    "time", "figure", "dl", "li", "h2", "h3", "h4", "table",
))  # fmt: skip
# Readings beside ruby text repeat it in another script.
_READINGS = ("rt", "rp")
# An element with more than this share of the page's prose is the article, whatever its name.
_ARTICLE_SHARE = 0.2


def remove_readings(tree: Any) -> None:
    """Remove the pronunciations from ruby text, which would repeat its words."""
    _remove_all(list(tree.iter(*_READINGS)))


def remove_boilerplate(tree: Any, marked: list[Marked], *, keeps_captions: bool = False) -> None:
    """Remove what surrounds the article, except elements with a good part of the page's prose.

    Changes `tree`; `marked` are its elements with their names.
    """
    total = prose_length(tree) or 1
    if not keeps_captions:
        _remove_all(list(tree.iter("figcaption")))
    for elements in _named(marked, keeps_captions=keeps_captions).values():
        if sum(map(prose_length, elements)) <= _ARTICLE_SHARE * total:
            _remove_all([element for element in elements if element.find(".//h1") is None])


def _named(marked: list[Marked], *, keeps_captions: bool) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for element, marks in marked:
        name = _boilerplate_name(marks) if element.tag in _ELEMENTS else None
        if name and not (keeps_captions and "caption" in name):
            found[name].append(element)
    return found


def prose_length(element: Any) -> int:
    """Return the number of characters in the paragraphs of an element."""
    return sum(len(text) for paragraph in element.iter("p") for text in paragraph.itertext())


def _remove_all(elements: list[Any]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            _keep_tail(element, parent)
            parent.remove(element)


def _keep_tail(element: Any, parent: Any) -> None:
    """Keep the text after an element that is removed: in lxml it belongs to the element."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
