"""The body of a page: trafilatura's reading of it, and what the page itself says its text is."""

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import regex
from lxml import html
from trafilatura import bare_extraction

from extractors.pages.boilerplate import prose_length, remove_furniture
from extractors.pages.json_ld import Node
from extractors.pages.marks import Marked, finder
from model import Form

# Below twice this a body is looked for elsewhere too; beyond it the page's own elements are believed.
_THIN_CHARS = 500
_FULLER = 2.0
_LINE_WORTH = 20.0
_MUCH_OF_PROSE = 0.4
_TAGS = regex.compile(r"<[a-zA-Z/][^>]{0,500}>")
_WORDS = regex.compile(r"\W+")
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
    """Return the lead apart from the body: the words of the page's description, where it shows them."""
    described = {words for text in descriptions if len(words := _bare(text)) >= _LEAST_LEAD}
    for element in tree.iter(*_LEAD_ELEMENTS):
        if len(element) > _LEAD_CHILDREN or not _begins(element, described):
            continue
        text = " ".join("".join(element.itertext()).split())
        if _LEAST_LEAD <= len(text) <= _LONGEST_LEAD and _is_described(_bare(text), described):
            return text
    return _named_lead(marked)


def _named_lead(marked: list[Marked]) -> str:
    """Return the lead that its class name calls one."""
    for element, marks in marked:
        if element.tag not in _LEAD_TAGS or len(element) > _LEAD_CHILDREN or not _lead_name(marks):
            continue
        text = " ".join("".join(element.itertext()).split())
        if _LEAST_LEAD <= len(text) <= _LONGEST_NAMED_LEAD and element.find(".//a") is None:
            return text
    return ""


def _begins(element: Any, described: set[str]) -> bool:
    """Say whether an element's first words are the first of a description; far cheaper than all its words."""
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
    """Return the body of a page, a block a line; the tree is used up.

    Where the page's elements hold little, its JSON-LD and what its scripts draw (`drawn`) count too.
    """
    told = max((_stated(node) for node in nodes), key=len, default="")
    captions = _captions(tree) if form is Form.GALLERY else []
    remove_furniture(tree, marked, keeps_captions=form is Form.GALLERY)
    shown = _extracted(tree, url)
    # Of a bare page trafilatura gives what JSON-LD tells, without its lines.
    is_shown = _bare(shown) != _bare(told)
    text = shown
    if len(shown) < 2 * _THIN_CHARS or not is_shown:
        text = max((shown, told, drawn), key=lambda text: _worth(text, is_shown=is_shown and text is shown))
    return "\n".join([text, *(caption for caption in captions if caption not in text)])


def _worth(text: str, *, is_shown: bool) -> float:
    """Return the length of a text; what is shown counts double, and a little is added for its lines."""
    return len(text) * (_FULLER if is_shown else 1.0) + _LINE_WORTH * text.count("\n")


def _extracted(tree: Any, url: str) -> str:
    """Return what trafilatura takes for the text: by its main rules, or all where those leave much."""
    text = _by_trafilatura(tree, url, fast=True)
    return (
        text if len(text) >= _MUCH_OF_PROSE * prose_length(tree) else _by_trafilatura(tree, url, fast=False)
    )


def _by_trafilatura(tree: Any, url: str, *, fast: bool) -> str:
    document: Any = bare_extraction(tree, url=url, include_comments=False, fast=fast)
    return (document.text or "") if document is not None else ""


def is_bare(tree: Any) -> bool:
    """Say whether a page's elements hold hardly any prose."""
    return prose_length(tree) < 2 * _THIN_CHARS


def _stated(node: Node) -> str:
    """Return the text that JSON-LD tells: the article's, or that of the posts of a live blog."""
    told = node.get("articleBody")
    body = unescape(told if isinstance(told, str) else "\n".join(_posts(node)))
    return _TAGS.sub("\n", body) if "<" in body else body


def _posts(node: Node) -> Iterator[str]:
    posts = node.get("liveBlogUpdate")
    for post in posts if isinstance(posts, list) else ():
        if isinstance(post, dict):
            yield "\n".join(
                text for key in ("headline", "articleBody") if isinstance(text := post.get(key), str)
            )


def _captions(tree: Any) -> list[str]:
    found = (" ".join(caption.text_content().split()) for caption in tree.iter("figcaption"))
    return list(dict.fromkeys(caption for caption in found if caption))


def in_a_page(fragment: Any) -> Any:
    """Return a fragment as the body of a page: trafilatura cannot clean a root away."""
    page, body = html.Element("html"), html.Element("body")
    page.append(body)
    body.append(fragment)
    return page
