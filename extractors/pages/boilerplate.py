"""What stands on a page around its article: found by the names that sites give it, and taken away."""

from collections import defaultdict
from typing import Any

from extractors.pages.marks import Marked, finder

# Words of class names and ids, in the spellings that sites and their software use.
_furniture_name = finder(
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
# Readings above ruby text repeat it in another script.
_READINGS = ("rt", "rp")
# What holds this share of a page's prose is its article, whatever it is called.
_ARTICLE_SHARE = 0.2


def remove_readings(tree: Any) -> None:
    """Take the pronunciations out of ruby text, so that words read as they are written."""
    _remove_all(list(tree.iter(*_READINGS)))


def remove_furniture(tree: Any, marked: list[Marked], *, keeps_captions: bool = False) -> None:
    """Take away what surrounds the article; nothing that holds a good part of the page's prose."""
    total = prose_length(tree) or 1
    if not keeps_captions:
        _remove_all(list(tree.iter("figcaption")))
    for elements in _named(marked, keeps_captions=keeps_captions).values():
        if sum(map(prose_length, elements)) <= _ARTICLE_SHARE * total:
            _remove_all([element for element in elements if element.find(".//h1") is None])


def _named(marked: list[Marked], *, keeps_captions: bool) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for element, marks in marked:
        name = _furniture_name(marks) if element.tag in _ELEMENTS else None
        if name and not (keeps_captions and "caption" in name):
            found[name].append(element)
    return found


def prose_length(element: Any) -> int:
    """Return how many characters stand in the paragraphs of an element."""
    return sum(len(text) for paragraph in element.iter("p") for text in paragraph.itertext())


def _remove_all(elements: list[Any]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            _give_tail_away(element, parent)
            parent.remove(element)


def _give_tail_away(element: Any, parent: Any) -> None:
    """Keep the text behind an element that goes: lxml holds it to be the element's own."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
