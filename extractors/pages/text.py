"""The body of a page: as trafilatura extracts it, as JSON-LD states it, or as its scripts hold it."""

from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from typing import Any

import regex
from lxml import html
from trafilatura import bare_extraction

from extractors.pages.boilerplate import prose_length, remove_boilerplate
from extractors.pages.elements import line_of
from extractors.pages.joiners import hide_joiners, show_joiners
from extractors.pages.json_ld import Node
from extractors.pages.marks import Marked, finder
from extractors.pages.repeats import without_repeats
from model import Form
from model.limits import MAX_CAPTIONS

# A body shorter than twice this is searched in JSON-LD and scripts too.
_THIN_CHARS = 500
_FULLER = 2.0
_LINE_WORTH = 20.0
_MUCH_OF_PROSE = 0.4
_TAGS = regex.compile(r"<[a-zA-Z/][^<>]{0,500}+>")
_WORDS = regex.compile(r"[\W\p{Cf}]+")
_LEAST_LEAD, _LONGEST_LEAD, _LEAD_CHILDREN = 40, 1_500, 6
_LONGEST_NAMED_LEAD = 600
_lead_name = finder(
    r"standfirst|lead|lede|intro|ingress|sub-?head(?:line)?|sub-?title|dek|deck|chapo|chapeau|entradilla|bajada|"
    r"copete|sumario|sottotitolo|vorspann|teaser-?text|ozet|spot|manchet|perex|zajawka|resumo|linha-?fina|sapo"
)
_LEAD_TAGS = frozenset(("p", "h2", "div", "h3", "strong"))
_FIRST_CHARS = 30
_LEAD_ELEMENTS = ("p", "h2", "h3", "div", "span", "strong")


def standfirst(tree: Any, marked: list[Marked], descriptions: Iterable[str]) -> str:
    """Return the lead that is set apart from the body, empty where there is none.

    It is the element that shows one of the page's `descriptions`, or one whose name says that it is the lead.
    """
    described = {words for text in descriptions if len(words := _bare(text)) >= _LEAST_LEAD}
    for element in tree.iter(*_LEAD_ELEMENTS):
        if len(element) > _LEAD_CHILDREN or not _begins(element, described):
            continue
        text = line_of(element)
        if _LEAST_LEAD <= len(text) <= _LONGEST_LEAD and _is_described(_bare(text), described):
            return text
    return _named_lead(marked)


def _named_lead(marked: list[Marked]) -> str:
    """Return the text of the first element whose name says that it is the lead."""
    for element, marks in marked:
        if element.tag not in _LEAD_TAGS or len(element) > _LEAD_CHILDREN or not _lead_name(marks):
            continue
        text = line_of(element)
        if _LEAST_LEAD <= len(text) <= _LONGEST_NAMED_LEAD and element.find(".//a") is None:
            return text
    return ""


def _begins(element: Any, described: set[str]) -> bool:
    """Say whether an element begins like a description; far cheaper than comparing all its words."""
    first = _bare(next((text for text in element.itertext() if text.strip()), "")[:_FIRST_CHARS])
    return bool(first) and any(words.startswith(first) for words in described)


def _is_described(shown: str, described: set[str]) -> bool:
    """Say whether an element shows a description, which may be cut short."""
    return any(
        shown == words or (len(shown) < 2 * len(words) and shown.startswith(words[:-3]))
        for words in described
    )


def _bare(text: str) -> str:
    bare: str = _WORDS.sub("", text)
    return bare.casefold()


def body_text(tree: Any, marked: list[Marked], nodes: list[Node], drawn: str, url: str, form: Form) -> str:
    """Return the body of a page, one block per line; changes `tree`.

    Where the page's elements hold little text, that of its JSON-LD and of its scripts (`drawn`) is
    considered.
    """
    stated = max((_stated(node) for node in nodes), key=len, default="")
    captions = _captions(tree) if form is Form.GALLERY else []
    remove_boilerplate(tree, marked, keeps_captions=form is Form.GALLERY)
    shown = without_repeats(_extracted(tree, url))
    # For a bare page trafilatura returns the text of the JSON-LD, without its lines.
    is_shown = _bare(shown) != _bare(stated)
    text = shown
    if len(shown) < 2 * _THIN_CHARS or not is_shown:
        text = max((shown, stated, drawn), key=lambda text: _worth(text, is_shown=is_shown and text is shown))
    return "\n".join([text, *(caption for caption in captions if caption not in text)])


def _worth(text: str, *, is_shown: bool) -> float:
    """Return a score: the length of a text, doubled where the page shows it, and a little for each line."""
    return len(text) * (_FULLER if is_shown else 1.0) + _LINE_WORTH * text.count("\n")


def _extracted(tree: Any, url: str) -> str:
    """Return the text by trafilatura's main rules, or by all of them where the main ones find too little."""
    hide_joiners(tree)
    text = _by_trafilatura(tree, url, fast=True)
    if len(text) < _MUCH_OF_PROSE * prose_length(tree):
        text = _by_trafilatura(tree, url, fast=False)
    return show_joiners(text)


def _by_trafilatura(tree: Any, url: str, *, fast: bool) -> str:
    document: Any = bare_extraction(tree, url=url, include_comments=False, fast=fast)
    return (document.text or "") if document is not None else ""


def is_bare(tree: Any) -> bool:
    """Say whether the elements of a page hold hardly any prose."""
    return prose_length(tree) < 2 * _THIN_CHARS


def _stated(node: Node) -> str:
    """Return the text in a JSON-LD node: that of the article, or of the posts of a live blog."""
    article_body = node.get("articleBody")
    body = unescape(article_body if isinstance(article_body, str) else "\n".join(_posts(node)))
    return _TAGS.sub("\n", body) if "<" in body else body


def _posts(node: Node) -> Iterator[str]:
    posts = node.get("liveBlogUpdate")
    for post in posts if isinstance(posts, list) else ():
        if isinstance(post, dict):
            yield "\n".join(
                text for key in ("headline", "articleBody") if isinstance(text := post.get(key), str)
            )


def _captions(tree: Any) -> list[str]:
    elements = islice(tree.iter("figcaption"), MAX_CAPTIONS)
    captions = (" ".join(caption.text_content().split()) for caption in elements)
    return list(dict.fromkeys(caption for caption in captions if caption))


def in_a_page(fragment: Any) -> Any:
    """Return a fragment as the body of a page: trafilatura cannot remove a root element."""
    page, body = html.Element("html"), html.Element("body")
    page.append(body)
    body.append(fragment)
    return page
