"""Which of the articles in a page's JSON-LD is the page's own."""

import json
from typing import Any

import pytest

from extractors.pages.reading import read_page
from model import Field, Form, Page, Witness

URL = "http://news.example/harbour/lighthouse?utm_source=feed"
TITLE = "Lighthouse stays open for ten more years"
OWN = {"@type": "NewsArticle", "headline": TITLE, "author": {"name": "Ida Own"}}
SILENT = {"@type": "NewsArticle", "author": {"name": "Ida Own"}, "isAccessibleForFree": True}
OTHER = {
    "@type": "LiveBlogPosting",
    "headline": "Storm live: ferries halted",
    "author": {"name": "Otto Other"},
    "datePublished": "2026-01-01T00:00:00Z",
    "isAccessibleForFree": False,
}


def _at(node: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**node, **more}


def _listing(*nodes: dict[str, Any]) -> dict[str, Any]:
    items = [{"@type": "ListItem", "position": number, "item": node} for number, node in enumerate(nodes)]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}


def _read(
    *scripts: Any, title: str = TITLE + " - Harbour Post", heading: str = TITLE, head: str = ""
) -> Page:
    written = "".join(
        f'<script type="application/ld+json">{json.dumps(script)}</script>' for script in scripts
    )
    html = (
        f"<html><head><title>{title}</title>{head}{written}</head><body><article><h1>{heading}</h1><p>The "
        "harbour council voted on Tuesday to keep the tower for ten more years, a clerk said.</p></article>"
    )
    page = read_page(html.encode(), None, URL)
    assert page is not None
    return page


def _authors(page: Page) -> set[str]:
    return {said.value for said in page.about(Field.AUTHOR) if said.witness is Witness.JSON_LD}


@pytest.mark.parametrize(
    "scripts",
    [
        [OWN, _listing(OTHER, OTHER)],
        [_listing(OTHER, OTHER), OWN],
        [[_listing(OTHER), OWN]],
        [{"@graph": [OTHER, _listing(OTHER), OWN]}],
        [OWN, OTHER],
        [OTHER, OWN],
        [[OTHER, OWN]],
        [SILENT, _listing(OTHER)],
        [_listing(OTHER), SILENT],
        [_at(OWN, headline="Keepers of the tower win"), _listing(OTHER)],
        [_listing(OTHER), _at(OWN, headline="Keepers of the tower win")],
        [OTHER, _at(OWN, headline="Keepers win", url="http://www.news.example/harbour/lighthouse/")],
        [OTHER, _at(OWN, headline="Keepers win", mainEntityOfPage="/harbour/lighthouse#main")],
        [OTHER, _at(OWN, headline="Keepers win", mainEntityOfPage={"@id": URL})],
        [OTHER, _at(OWN, headline="Keepers win", **{"@id": "/harbour/lighthouse#article"})],
        [_at(OTHER, url="/storm"), _at(OWN, headline="Keepers win", mainEntityOfPage=True, url="/")],
        [{"@type": "CollectionPage", "mainEntity": _listing(OTHER)}, {"@graph": [OWN]}],
        [{"@type": "ItemList", "itemListElement": [OTHER, OTHER]}, OWN],
        [_listing(*[OTHER] * 200), OWN],
        [_listing(OTHER, OWN)],
        [OTHER, _at(OWN, headline=TITLE.replace("years", "…"))],
        [OTHER, _at(OWN, headline=TITLE.upper() + " &#8211; ")],
    ],
)
def test_what_is_about_another_article_is_not_of_this_one(scripts: list[Any]) -> None:
    page = _read(*scripts)
    assert _authors(page) == {"Ida Own"}
    assert page.is_free is not False
    assert page.form is Form.ARTICLE
    assert page.first(Field.PUBLISHED) != OTHER["datePublished"]


@pytest.mark.parametrize(
    "scripts",
    [
        [_listing(OTHER)],
        [_at(OTHER, url="http://news.example/storm")],
        [{"@type": "WebPage", "mainEntity": _listing(OTHER, OTHER)}],
    ],
)
def test_a_page_without_an_article_in_json_ld_takes_none_from_others(scripts: list[Any]) -> None:
    page = _read(*scripts)
    assert _authors(page) == set()
    assert page.is_free is None
    assert page.form is Form.ARTICLE


def test_all_nodes_of_the_article_count() -> None:
    page = _read(
        {"@type": "WebPage", "mainEntity": _at(OWN, author={"name": "Ada Second"})},
        _at(OWN, **{"@type": "LiveBlogPosting"}),
        SILENT,
        _listing(OTHER),
    )
    assert _authors(page) == {"Ida Own", "Ada Second"}
    assert page.form is Form.LIVEBLOG
    assert page.is_free is True


def test_a_node_that_differs_in_everything_counts_alone_at_another_host() -> None:
    page = _read(_at(OWN, headline="Keepers win", url="http://agency.example/tower-12"))
    assert _authors(page) == {"Ida Own"}


def test_the_heading_of_the_next_article_makes_it_no_other_title() -> None:
    after = "</article><article><h1>Storm live: ferries halted</h1></article><article>"
    assert _authors(_read(OTHER, OWN, heading=TITLE + "</h1>" + after + "<h1>")) == {"Ida Own"}
