"""Page bytes to text and what the page says of itself."""

from importlib.metadata import version
from typing import Any

import msgspec
from lxml import etree, html
from trafilatura import bare_extraction, load_html
from trafilatura.meta import reset_caches
from w3lib.encoding import html_to_unicode

from model import Page

EXTRACTOR_VERSION = f"trafilatura-{version('trafilatura')}/1"
MAX_PAGE_BYTES = 5_000_000
_MAX_JSON_LD = 500_000
_ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting")
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "publish-date", "pubdate", "date",
)  # fmt: skip


def read_page(body: bytes, content_type: str | None, url: str) -> Page | None:
    """Return what an HTML page holds, or None where the bytes are no HTML that can be parsed."""
    _, text = html_to_unicode(content_type, body)
    tree = load_html(text.replace("\x00", ""))
    if tree is None:
        return None
    if tree.tag != "html":
        tree = _in_a_page(tree)
    language, canonical = _attribute(tree, "/html/@lang"), _attribute(tree, "//link[@rel='canonical']/@href")
    published = _published(tree)
    document: Any = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if document is None:
        return Page(
            title="", text="", authors=(), published_raw=published, language=language, canonical_url=canonical
        )
    return Page(
        title=document.title or "",
        text=document.text or "",
        authors=tuple(name.strip() for name in (document.author or "").split(";") if name.strip()),
        published_raw=published or document.date,
        language=language,
        canonical_url=canonical,
    )


def forget_caches() -> None:
    """Drop trafilatura's process-wide caches: else a text seen before is taken for a duplicate."""
    reset_caches()


def _in_a_page(fragment: Any) -> Any:
    """Return a fragment as the body of a page: trafilatura cannot clean a root away."""
    page, body = html.Element("html"), html.Element("body")
    page.append(body)
    body.append(fragment)
    return page


def _attribute(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]).strip() or None if found else None


def _published(tree: Any) -> str | None:
    """Return the published time a page states to machines: JSON-LD, then meta, then `<time>`."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        stated = _json_ld_published(script.text or "")
        if stated:
            return stated
    named = {
        _meta_name(meta): meta.get("content")
        for meta in tree.iter("meta")
        if isinstance(meta, etree.ElementBase)
    }
    stated_in_meta = (named.get(name) for name in _PUBLISHED_META)
    return next((value for value in stated_in_meta if value), None) or _attribute(
        tree, "//article//time/@datetime"
    )


def _meta_name(meta: Any) -> str:
    return str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _json_ld_published(text: str) -> str | None:
    if "datePublished" not in text or len(text) > _MAX_JSON_LD:
        return None
    try:
        data = msgspec.json.decode(text.strip().encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    return next((str(node["datePublished"]) for node in _nodes(data, 0) if _is_dated_article(node)), None)


def _is_dated_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return bool(node.get("datePublished")) and any(kind in _ARTICLE_TYPES for kind in kinds)


def _nodes(data: Any, depth: int) -> list[dict[str, Any]]:
    if depth > 4:  # noqa: PLR2004 - articles stand near the root
        return []
    if isinstance(data, list):
        return [node for item in data for node in _nodes(item, depth + 1)]
    if isinstance(data, dict):
        return [data, *_nodes(data.get("@graph"), depth + 1), *_nodes(data.get("mainEntity"), depth + 1)]
    return []
