"""What a page states about its article, in JSON-LD, meta elements, microdata, headings, bylines and times."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import filterfalse, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import regex
from htmldate import find_date

from extractors.http.answer import Headers
from extractors.http.links import links
from extractors.pages.elements import is_in_boilerplate, line_of
from extractors.pages.json_ld import Node, texts
from extractors.pages.links import base_of, linked
from extractors.pages.marks import Marked, finder
from extractors.pages.statements.page_dates import short_text, shown_dates, without_other_dates
from model import Field, Statement, Witness
from model.limits import HTML_FACTOR, MAX_JSON_LD_DEPTH, MAX_STATEMENT_CHARS, MAX_STATEMENTS_OF_A_KIND

_META = {
    Field.TITLE: ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title",
                  "headline"),
    Field.AUTHOR: ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                   "dcterms.creator", "byl"),
    Field.PUBLISHED: ("article:published_time", "og:article:published_time", "datepublished",
                      "dc.date.issued", "dcterms.issued", "dcterms.created", "parsely-pub-date",
                      "sailthru.date", "publish-date", "pubdate", "publishdate", "article.published",
                      "dc.date", "date"),
    Field.UPDATED: ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
                    "dcterms.modified", "last-modified"),
    Field.SECTION: ("article:section", "parsely-section", "section"),
    Field.IMAGE: ("og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    Field.DESCRIPTION: ("og:description", "description", "twitter:description"),
    Field.LANGUAGE: ("content-language", "og:locale", "dc.language"),
    Field.SITE: ("og:site_name", "application-name"),
}  # fmt: skip
_FIELD_OF = {name: (field, rank) for field, names in _META.items() for rank, name in enumerate(names)}
_JSON_LD = {
    Field.TITLE: ("headline", "name", "alternativeHeadline"), Field.AUTHOR: ("author",),
    Field.PUBLISHED: ("datePublished", "dateCreated"), Field.UPDATED: ("dateModified",),
    Field.SECTION: ("articleSection",), Field.DESCRIPTION: ("description", "abstract"),
    Field.LANGUAGE: ("inLanguage",), Field.SITE: ("publisher",),
}  # fmt: skip
_SCRIPT_KEYS = {
    Field.TITLE: ("headline", "title"),
    Field.AUTHOR: ("authors", "author", "byline", "writer", "writerdisplay"),
    Field.PUBLISHED: ("publishedat", "datepublished", "publishdate", "publisheddate", "firstpublished",
                      "publicationdate", "pubdate", "createdat"),
    Field.UPDATED: ("updatedat", "datemodified", "modifiedat", "lastmodified"),
}  # fmt: skip
_MICRODATA = {
    "headline": Field.TITLE, "author": Field.AUTHOR, "datepublished": Field.PUBLISHED,
    "datemodified": Field.UPDATED, "articlesection": Field.SECTION, "description": Field.DESCRIPTION,
}  # fmt: skip
_byline_name = finder(
    r"by-?line|author(?:s|-?name|-?link)?|writer|autor(?:en|es|ka)?|auteur|autore|skribent|reporter|journalist|"
    r"yazar|verfasser|username|submitted|article-credit"
)
_AUTHOR_PAGE = regex.compile(
    r"(?i)/(?:authors?|writers?|autore?s?|auteurs?|autoren|journalists?|reporters?)/."
)
_BYLINES = frozenset(("span", "div", "p", "address", "a", "em", "li"))
_FEW_HEADINGS, _MOST_AUTHORS = 4, 8


def statements(tree: Any, marked: list[Marked], nodes: list[Node], url: str) -> Iterator[Statement]:
    """Yield what a page states, most trusted source first for each thing; of one kind only the first few."""
    counts: Counter[tuple[Field, Witness]] = Counter()
    for statement in _all(tree, marked, nodes, url):
        kind = (statement.field, statement.witness)
        counts[kind] += 1
        if counts[kind] <= MAX_STATEMENTS_OF_A_KIND:
            yield statement


def _all(tree: Any, marked: list[Marked], nodes: list[Node], url: str) -> Iterator[Statement]:
    yield from _of_json_ld(nodes, url)
    yield from _of_meta(tree, url)
    yield from _of_microdata(tree)
    yield from _of_headings(tree, url)
    yield from _of_bylines(tree, marked)
    for shown in shown_dates(tree, marked):
        yield from _said(shown.field, shown.witness, shown.value)
    yield from _of_head(tree, url)


def of_headers(headers: Headers, url: str) -> Iterator[Statement]:
    """Yield the canonical URL that the Link header of a page's answer states."""
    for link in islice((link for link in links(headers) if "canonical" in link.rels), 1):
        yield from _said(Field.CANONICAL, Witness.LINK, _absolute(url, link.target))


def of_script(node: Node) -> Iterator[Statement]:
    """Yield what a script states about an article beside its text; `node` is that of a ScriptArticle."""
    lowered = {key.replace("_", "").lower(): value for key, value in node.items()}
    for field, keys in _SCRIPT_KEYS.items():
        for value in _first_stated(lowered, keys):
            yield from _said(field, Witness.SCRIPT, value)


def guessed_date(tree: Any) -> Iterator[Statement]:
    """Yield the day that htmldate finds in the text, links or markup of a page that states none."""
    try:
        day = find_date(without_other_dates(tree), extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError):  # htmldate raises these for pages it does not expect
        return
    yield from _said(Field.PUBLISHED, Witness.HTML, day)


def _said(field: Field, witness: Witness, value: str | None) -> Iterator[Statement]:
    # Some sites escape their texts twice.
    cleaned = " ".join(unescape((value or "")[: HTML_FACTOR * MAX_STATEMENT_CHARS]).split())
    cleaned = cleaned[:MAX_STATEMENT_CHARS]
    if cleaned:
        yield Statement(field=field, witness=witness, value=cleaned)


def _of_json_ld(nodes: list[Node], url: str) -> Iterator[Statement]:
    for node in nodes:
        for field, keys in _JSON_LD.items():
            for value in _first_stated(node, keys):
                yield from _said(field, Witness.JSON_LD, value)
        image = _image(node.get("image"))
        if image:
            yield from _said(Field.IMAGE, Witness.JSON_LD, _absolute(url, image))


def _first_stated(node: Node, keys: Iterable[str]) -> list[str]:
    """Return the texts of the first of these keys that has any."""
    stated = (list(islice(texts(node.get(key)), MAX_STATEMENTS_OF_A_KIND)) for key in keys)
    return next((found for found in stated if found), [])


def _image(value: Any, depth: int = 0) -> str | None:
    if depth > MAX_JSON_LD_DEPTH:
        return None
    if isinstance(value, list):
        return next((found for item in value if (found := _image(item, depth + 1))), None)
    if isinstance(value, dict):
        return _image(value.get("url") or value.get("contentUrl"), depth + 1)
    return value if isinstance(value, str) else None


def _of_meta(tree: Any, url: str) -> Iterator[Statement]:
    found: list[tuple[Field, int, str]] = []
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        known, content = _FIELD_OF.get(name.strip().lower()), meta.get("content")
        if known and content:
            found.append((*known, content))
    for field, _, content in sorted(found, key=lambda item: item[1]):
        value = _absolute(url, content) if field is Field.IMAGE else content
        yield from _said(field, Witness.META, value)


def _of_microdata(tree: Any) -> Iterator[Statement]:
    found: dict[Field, list[Any]] = defaultdict(list)
    for element in tree.xpath("//*[@itemprop]"):
        for name in (element.get("itemprop") or "").lower().split():
            if name in _MICRODATA and element.tag != "meta":
                found[_MICRODATA[name]].append(element)
    for field, elements in found.items():
        for element in _together(elements):
            value = element.get("content") or element.get("datetime") or line_of(element)
            if len(value) < MAX_STATEMENT_CHARS:
                yield from _said(field, Witness.MICRODATA, value)


def _of_headings(tree: Any, url: str) -> Iterator[Statement]:
    """Yield the main headings; where they are the site's logo, its name, and the heading below them."""
    headings = list(islice(filterfalse(is_in_boilerplate, tree.iter("h1")), _FEW_HEADINGS))
    logos = [heading for heading in headings if _leads_home(heading, url)]
    for logo in logos:
        yield from _said(Field.SITE, Witness.HEADING, line_of(logo))
    if headings and len(logos) == len(headings):
        headings = list(islice(filterfalse(is_in_boilerplate, tree.iter("h2")), 1))
    for heading in headings:
        if heading not in logos:
            yield from _said(Field.TITLE, Witness.HEADING, line_of(heading))


def _leads_home(heading: Any, url: str) -> bool:
    """Say whether a heading is a link to the front page."""
    links = [*heading.iterancestors("a"), *islice(heading.iter("a"), 1)]
    roots = {"", "/"}
    addresses = (urlsplit(_absolute(url, link.get("href") or "#")) for link in links)
    own = urlsplit(url)
    return own.path not in roots and any(
        address.netloc == own.netloc and address.path in roots for address in addresses
    )


def _of_bylines(tree: Any, marked: list[Marked]) -> Iterator[Statement]:
    links = (link for link in tree.iter("a") if _leads_to_author(link) and not is_in_boilerplate(link))
    for link in _together(list(islice(links, _MOST_AUTHORS))):
        yield from _said(Field.AUTHOR, Witness.LINK, line_of(link))
    named = (element for element, marks in marked if element.tag in _BYLINES and _byline_name(marks))
    shown = (text for element in named if (text := short_text(element, " | ")))
    for text in islice(shown, _FEW_HEADINGS):
        yield from _said(Field.AUTHOR, Witness.BYLINE, text)


def _leads_to_author(link: Any) -> bool:
    return link.get("rel") == "author" or bool(_AUTHOR_PAGE.search(link.get("href") or ""))


def _of_head(tree: Any, url: str) -> Iterator[Statement]:
    for href in islice(linked(tree, "canonical"), 1):
        yield from _said(Field.CANONICAL, Witness.LINK, _absolute(base_of(tree, url), href))
    for title in tree.xpath("//head/title | /html/title")[:1]:
        yield from _said(Field.TITLE, Witness.TITLE_TAG, line_of(title))
    for language in tree.xpath("/html/@lang | /html/@*[name()='xml:lang'] | //article/@lang")[:2]:
        yield from _said(Field.LANGUAGE, Witness.HTML, str(language))


def _absolute(url: str, link: str) -> str:
    try:
        return urljoin(url, link.strip())
    except ValueError:
        return ""


def _together(elements: list[Any]) -> list[Any]:
    """Return the first element and those near it: the authors of this article, not of another one."""
    if not elements:
        return []
    ancestors = list(islice(elements[0].iterancestors(), 2))
    return [
        element
        for element in elements[:_MOST_AUTHORS]
        if not ancestors or ancestors[-1] in islice(element.iterancestors(), 2)
    ]
