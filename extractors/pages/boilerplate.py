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
    remove_all(list(tree.iter(*_READINGS)))


def remove_boilerplate(tree: Any, marked: list[Marked], *, keeps_captions: bool = False) -> None:
    """Remove what surrounds the article, except elements with a good part of the page's prose.

    Changes `tree`; `marked` are its elements with their names.
    """
    total = prose_length(tree) or 1
    if not keeps_captions:
        remove_all(list(tree.iter("figcaption")))
    for elements in _named(marked, keeps_captions=keeps_captions).values():
        if not _has_more_prose(elements, _ARTICLE_SHARE * total):
            remove_all([element for element in elements if element.find(".//h1") is None])


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


def _has_more_prose(elements: list[Any], char_count: float) -> bool:
    """Say whether elements have more characters in their paragraphs; reads no further than it has to."""
    found = 0
    for element in elements:
        for paragraph in element.iter("p"):
            found += sum(map(len, paragraph.itertext()))
            if found > char_count:
                return True
    return False


def remove_all(elements: list[Any]) -> None:
    """Remove elements, given in the order of the page, without the text after each that lxml counts to it."""
    behind: dict[Any, list[str]] = defaultdict(list)
    at_start: dict[Any, list[str]] = defaultdict(list)
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is not None:
            (at_start[parent] if before is None else behind[before]).append(element.tail or "")
            parent.remove(element)
    # All at once: a text that grew with each of thousands of neighbours would be copied as often.
    for parent, texts in at_start.items():
        parent.text = (parent.text or "") + "".join(texts)
    for before, texts in behind.items():
        before.tail = (before.tail or "") + "".join(texts)
