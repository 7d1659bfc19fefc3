"""Which URL a text belongs to: when a page's canonical link can be believed, and when it names the text."""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

import regex

from transforms.urls import host_of, is_home_page, normalise_url, registered_domain

_VARIANT_HOST = regex.compile(r"^(?:m|mobile?|amp|touch|wap|mobil)\.")
_VARIANT_PATH = regex.compile(r"(?:^|/)amp(?:/|$)|\.amp(?:\.html?)?$|[-_]amp\.html?$|^/(?:m|mobile|amp)/")
_VARIANT_PARAMETERS = frozenset(("amp", "outputtype", "print", "m", "mobile", "view"))
_IDENTIFIES = regex.compile(r"\d{4}|[^/]+[-_][^/]+[-_][^/]+")


def believed_canonical(stated: str | None, url: str) -> str | None:
    """Return a page's canonical URL in its normal form, None where it cannot be its own.

    It has to be of the same registered domain, and neither the front page nor a part of the path that led
    to the page: sites with one template for all their pages make such mistakes.
    """
    canonical = normalise_url(stated) if stated else None
    if canonical is None or is_home_page(canonical):
        return None
    if registered_domain(host_of(canonical)) != registered_domain(host_of(url)):
        return None
    own, other = urlsplit(url), urlsplit(canonical)
    is_above = own.path != other.path and own.path.startswith(f"{other.path.rstrip('/')}/")
    return None if is_above and not _VARIANT_PATH.search(own.path) else canonical


def article_url(url: str, canonical: str | None) -> str:
    """Return the normalised URL that an article is known by: its page's, or the one this is a variant of.

    A mobile or AMP page, and one whose parameters the canonical URL does without, is the text of its
    canonical URL, where that names one text.
    """
    if canonical is None or not _IDENTIFIES.search(urlsplit(canonical).path):
        return url
    return _with_scheme_of(url, canonical) if is_variant(url, canonical) else url


def is_variant(url: str, canonical: str) -> bool:
    """Say whether `url` is another form of the page at `canonical`."""
    own, other = urlsplit(url), urlsplit(canonical)
    if _VARIANT_HOST.match(own.netloc) and not _VARIANT_HOST.match(other.netloc):
        return True
    if _VARIANT_PATH.search(own.path) and not _VARIANT_PATH.search(other.path):
        return True
    if (own.netloc, own.path) != (other.netloc, other.path):
        return False
    extra = set(parse_qsl(own.query, keep_blank_values=True)) - set(
        parse_qsl(other.query, keep_blank_values=True)
    )
    return bool(extra) and all(_says_nothing(name, value) for name, value in extra)


def _says_nothing(name: str, value: str) -> bool:
    """Say whether a parameter that the canonical URL lacks may be left out: a page number may not."""
    return name.lower() in _VARIANT_PARAMETERS or not value.isdecimal()


def _with_scheme_of(url: str, canonical: str) -> str:
    return urlunsplit(urlsplit(canonical)._replace(scheme=urlsplit(url).scheme))
