"""Which URL identifies a text: whether a page's canonical link can be right, and names one text."""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

import regex

from transforms.urls import host_of, is_home_page, normalise_url, registered_domain
from transforms.wrapped import cached_origin_host

_VARIANT_HOST = regex.compile(r"^(?:m|mobile?|amp|touch|wap|mobil)\.")
_VARIANT_PATH = regex.compile(r"(?:^|/)amp(?:/|$)|\.amp(?:\.html?)?$|[-_]amp\.html?$|^/(?:m|mobile|amp)/")
# A number of such a parameter tells one page of a text from another, or one text from another: some sites'
# templates leave it out of every canonical link.
_NUMBERS = frozenset((
    "page", "p", "pg", "paged", "pageno", "pagenum", "page_no", "pagination", "seite", "pagina", "sida",
    "strona", "start", "offset", "part", "id", "aid", "nid", "pid", "sid", "oid", "gid", "uid", "artid",
    "articleid", "article_id", "newsid", "news_id", "storyid", "story_id", "docid", "doc_id", "itemid",
    "item_id", "postid", "post_id", "contentid", "content_id", "idx", "no", "num", "nr", "article",
    "story", "news", "item", "post",
))  # fmt: skip
_IDENTIFIES = regex.compile(r"\d{4}|(?:^|(?<=/))[^/][^/_-]*+[-_][^/][^/_-]*+[-_][^/]")


def believed_canonical(stated: str | None, url: str) -> str | None:
    """Return the canonical URL that a page states, in normal form; None where it cannot be right.

    It has to be in the same registered domain, or in that of which a cache has a copy, and neither the front
    page nor a parent of the page's path: sites make such mistakes with one template for all pages.
    """
    canonical = normalise_url(stated) if stated else None
    if canonical is None or is_home_page(canonical):
        return None
    if registered_domain(host_of(canonical)) != registered_domain(cached_origin_host(url) or host_of(url)):
        return None
    own, other = urlsplit(url), urlsplit(canonical)
    is_above = own.path != other.path and own.path.startswith(f"{other.path.rstrip('/')}/")
    return None if is_above and not _VARIANT_PATH.search(own.path) else canonical


def article_url(url: str, canonical: str | None) -> str:
    """Return the normalised URL that identifies an article: that of its page, or the canonical one.

    The canonical URL is taken for a mobile or AMP page, for a copy in a cache, for a host that differs by
    `www.` alone, and for a URL with parameters that the canonical one lacks, provided that the canonical URL
    names a single text.
    """
    if canonical is None or not _IDENTIFIES.search(urlsplit(canonical).path):
        return url
    return _with_scheme_of(url, canonical) if is_variant(url, canonical) else url


def is_variant(url: str, canonical: str) -> bool:
    """Say whether `url` is a variant (mobile, AMP, cached, more parameters) of the page at `canonical`."""
    own, other = urlsplit(url), urlsplit(canonical)
    if cached_origin_host(url):
        return True
    if _VARIANT_HOST.match(own.netloc) and not _VARIANT_HOST.match(other.netloc):
        return True
    if _VARIANT_PATH.search(own.path) and not _VARIANT_PATH.search(other.path):
        return True
    if _without_www(own.netloc) != _without_www(other.netloc) or own.path != other.path:
        return False
    extra = set(parse_qsl(own.query, keep_blank_values=True)) - set(
        parse_qsl(other.query, keep_blank_values=True)
    )
    has_more = bool(extra) or own.netloc != other.netloc
    return has_more and all(_says_nothing(name, value) for name, value in extra)


def _without_www(netloc: str) -> str:
    return netloc.removeprefix("www.")


def _says_nothing(name: str, value: str) -> bool:
    """Say whether a parameter that the canonical URL lacks may be dropped: a page number may not."""
    return name.lower() not in _NUMBERS or not value.isdecimal()


def _with_scheme_of(url: str, canonical: str) -> str:
    return urlunsplit(urlsplit(canonical)._replace(scheme=urlsplit(url).scheme))
