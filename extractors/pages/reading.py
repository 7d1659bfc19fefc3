"""Page bytes to the text of a page and what it says about itself."""

from collections.abc import Iterable
from importlib.metadata import version
from itertools import chain
from typing import Any

from trafilatura import load_html
from trafilatura.meta import reset_caches

from extractors.charsets.documents import decode_page
from extractors.http.answer import Headers
from extractors.pages.boilerplate import remove_readings
from extractors.pages.dialogs import dialog_text
from extractors.pages.identity import identity_of
from extractors.pages.json_ld import Node, article_nodes, headlines_of, is_true, kinds_of
from extractors.pages.marks import marked_elements
from extractors.pages.other_articles import keep_own_article
from extractors.pages.own_lines import own_lines
from extractors.pages.script_text import ScriptArticle, script_article
from extractors.pages.statements.page_statements import guessed_date, of_headers, of_script, statements
from extractors.pages.statements.persons import persons
from extractors.pages.text import body_text, in_a_page, is_bare, standfirst
from model import Field, Form, Page
from model.limits import MAX_NAME_CHARS, MAX_PAGE_KINDS, MAX_TEXT_CHARS

EXTRACTOR_VERSION = f"trafilatura-{version('trafilatura')}/4"
_FORMS = {"LiveBlogPosting": Form.LIVEBLOG, "ImageGallery": Form.GALLERY, "MediaGallery": Form.GALLERY}


def read_page(body: bytes, content_type: str | None, url: str, headers: Headers = ()) -> Page | None:
    """Return the content of an HTML page, None where the bytes cannot be parsed as HTML.

    `url` is the page's own, against which its links are resolved; `headers` are those of its answer.
    """
    tree: Any = load_html(decode_page(body, content_type).replace("\x00", ""))
    if tree is None:
        return None
    if tree.tag != "html":
        tree = in_a_page(tree)
    identity, link_share = identity_of(tree, url), _link_share(tree)
    nodes, others = article_nodes(tree, identity)
    is_report = _form(_kinds_stated(nodes)) is Form.LIVEBLOG
    keep_own_article(tree, identity, [*chain(*map(headlines_of, others))], is_report=is_report)
    marked = marked_elements(tree)
    drawn = script_article(tree) if is_bare(tree) else ScriptArticle()
    found = [*statements(tree, marked, nodes, url), *of_headers(headers, url), *of_script(drawn.node)]
    stated = tuple(dict.fromkeys(found))
    if not any(statement.field is Field.PUBLISHED for statement in stated):
        stated += tuple(guessed_date(tree))
    kinds = _kinds(tree, nodes)
    form = _form(_kinds_stated(nodes) or kinds)
    dialogs = dialog_text(tree, marked)
    remove_readings(tree)
    descriptions = [statement.value for statement in stated if statement.field is Field.DESCRIPTION]
    lead = standfirst(tree, marked, descriptions)
    text = body_text(tree, marked, nodes, drawn.text, url, form)
    return Page(
        text=text[:MAX_TEXT_CHARS],
        is_cut=len(text) > MAX_TEXT_CHARS,
        statements=stated,
        standfirst=lead,
        kinds=kinds,
        form=form,
        is_free=_is_free(nodes),
        link_share=link_share,
        persons=persons(nodes),
        # Of what is left when the boilerplate has been removed.
        own_lines=own_lines(tree),
        dialogs=dialogs,
    )


def forget_caches() -> None:
    """Drop trafilatura's process-wide caches, which grow with every page."""
    reset_caches()


def _form(kinds: Iterable[str]) -> Form:
    """Return the form that types of schema.org say; those of the page's elements may be of other articles."""
    return next((_FORMS[kind] for kind in kinds if kind in _FORMS), Form.ARTICLE)


def _kinds_stated(nodes: list[Node]) -> list[str]:
    return [kind for node in nodes for kind in kinds_of(node)]


def _kinds(tree: Any, nodes: list[Node]) -> tuple[str, ...]:
    stated = _kinds_stated(nodes)
    stated += tree.xpath("//meta[@property='og:type']/@content")
    stated += [kind.rpartition("/")[2] for kind in tree.xpath("//*[@itemscope]/@itemtype")]
    return tuple(dict.fromkeys(str(kind)[:MAX_NAME_CHARS] for kind in stated))[:MAX_PAGE_KINDS]


def _is_free(nodes: list[Node]) -> bool | None:
    stated = (is_true(node.get("isAccessibleForFree")) for node in nodes)
    return next((is_free for is_free in stated if is_free is not None), None)


def _link_share(tree: Any) -> float:
    """Return the share of a page's characters that are in links, counting only common text elements."""
    total = linked = 0
    for element in tree.iter("p", "li", "a", "h1", "h2", "h3", "h4", "td", "div"):
        own = len((element.text or "").strip())
        linked += own if element.tag == "a" else 0
        total += own
    return linked / total if total else 0.0
