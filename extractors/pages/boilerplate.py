"""Boilerplate around a page's article: found by the names that sites give its elements, and removed."""

from collections import defaultdict
from typing import Any

import regex
from lxml.etree import Element

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
# With more than this it is the article or something around it.
_BODY_SHARE = 0.5
# Text outside of paragraphs counts as prose from this length; menus, labels and buttons are shorter.
_LEAST_RUN = 40
_NO_PROSE = frozenset(("a", "script", "style", "noscript", "template", "button", "nav", "select", "textarea"))
_LONGEST_NAMES = 1_000
# Words by which Parallax or trafilatura takes an element for boilerplate.
_OTHER_NAME = regex.compile(
    r"(?i)relat|letter|recommend|tweet|embed|popular|trending|read|bio|box|also|soci|shar|crumb|promo|subscri|sign|"
    r"comm?ent|komment|yorum|reac|disqus|caption|credit|copyright|tease|advert|sponsor|info|byline|dateline|keyword|"
    r"topic|tag|meta|cookie|nav|menu|bar|foot|side|banner|button|author|widget|modal|consent|option|slide|overlay|"
    r"hid|expand|attach|rating|next|more|syndic|premium|paid|message|permission|stories|icon|viewport|stamp|repl|"
    r"noprint|viral|user|view|blur|obfusc|yin|^ad\b|\bad\b|respond|login|gallery"
)
_COMMENTS_NAME = regex.compile(r"(?i)comment|comol|disqus")


def remove_readings(tree: Any) -> None:
    """Remove the pronunciations from ruby text, which would repeat its words."""
    remove_all(list(tree.iter(*_READINGS)))


def remove_boilerplate(tree: Any, marked: list[Marked], *, keeps_captions: bool = False) -> None:
    """Remove what surrounds the article, except elements with a good part of the page's prose.

    What holds most of the page's prose loses such names, by which trafilatura would leave it out. Changes
    `tree`; `marked` are its elements with their names.
    """
    prose = _prose_of(tree)
    total = prose[tree] or 1
    bodies = {element for element, char_count in prose.items() if char_count > _BODY_SHARE * total}
    if not keeps_captions:
        remove_all(list(tree.iter("figcaption")))
    for elements in _named(marked, keeps_captions=keeps_captions).values():
        has_body = not bodies.isdisjoint(elements)
        if has_body or not _has_more_prose(elements, _ARTICLE_SHARE * total):
            without_prose = [element for element in elements if not (has_body and prose.get(element))]
            remove_all([element for element in without_prose if element.find(".//h1") is None])
    # trafilatura itself finds out that a body in paragraphs is no boilerplate, unless it is called comments.
    is_in_paragraphs = prose_length(tree) >= _BODY_SHARE * total
    for element in bodies:
        _rename(element, _COMMENTS_NAME if is_in_paragraphs else _OTHER_NAME)


def _prose_of(tree: Any) -> dict[Any, int]:
    """Return for each element how many characters of prose it holds: in paragraphs, or in runs of text."""
    prose: dict[Any, int] = defaultdict(int)
    for element in reversed(list(tree.iter(Element))):
        # From the end of the page, so that an element comes after all that it holds.
        if element.tag == "p":
            prose[element] = sum(map(len, element.itertext()))
        elif element.tag in _NO_PROSE:
            prose[element] = 0
        else:
            prose[element] += _run(element.text)
        parent = element.getparent()
        if parent is not None and parent.tag != "p":
            prose[parent] += prose[element] + _run(element.tail)
    return prose


def _run(text: str | None) -> int:
    """Return the length of a text that is long enough for prose, else 0."""
    return length if text and (length := len(text.strip())) >= _LEAST_RUN else 0


def _rename(element: Any, other: regex.Pattern[str]) -> None:
    """Take from an element the names that say it is something else than the article."""
    for attribute in ("class", "id"):
        names = (element.get(attribute) or "")[:_LONGEST_NAMES].split()
        kept = [name for name in names if not other.search(name)]
        if len(kept) < len(names):
            element.set(attribute, " ".join(kept))


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
