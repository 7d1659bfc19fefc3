"""The normal form that all URLs of one page share, and the ids made from it."""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit, urlunsplit
from uuid import UUID

from ada_url import URL
from tld import get_fld
from w3lib.url import canonicalize_url

from model.limits import MAX_URL_CHARS
from transforms.trackers import is_tracker

_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_SESSION = frozenset(
    ("phpsessid", "jsessionid", "sessionid", "session_id", "sid", "aspsessionid", "cfid", "cftoken")
)
_SLASHES = re.compile(r"/{2,}")
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# A shorter value of such a parameter may be the id of a story.
_SESSION_CHARS = 16
# The characters of a host in ASCII; looser than the standard, because real names are.
_HOST = re.compile(r"[a-z0-9._:-]+")


def normalise_url(url: str, is_left_out: Callable[[str, str], bool] = is_tracker) -> str | None:
    """Return the normal form of an http or https URL, None for any other text.

    Lower-case host in ASCII (UTS 46, not transitional, as browsers have it), no default port, no fragment,
    no tracking parameters or session ids, the other parameters sorted, single slashes in the path and none at
    its end, percent-encoding in one spelling (RFC 3986, section 6). `is_left_out` says of the name and the
    value of a parameter, in lower case, whether it is a tracker.
    """
    url = url.strip()
    if len(url) > MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(canonicalize_url(_with_ascii_host(url)))
        host, port = parts.hostname, parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or not _HOST.fullmatch(host):
        return None
    netloc = f"[{host}]" if "[" in parts.netloc else host.rstrip(".")
    if not netloc:
        return None
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    normal = urlunsplit(
        (parts.scheme, netloc, _own_path(parts.path), _own_parameters(parts.query, is_left_out), "")
    )
    return normal if len(normal) <= MAX_URL_CHARS else None  # percent-encoding may have made it longer


def _with_ascii_host(url: str) -> str:
    """Return `url` with its host in ASCII; w3lib would do it by IDNA 2003, and make `ss` of `ß`."""
    parts = urlsplit(url)
    if parts.netloc.isascii():
        return url
    with suppress(ValueError):
        return urlunsplit(parts._replace(netloc=URL(url).host))
    return url


def _own_path(path: str) -> str:
    """Return `path` without session ids, doubled slashes, and a slash or index page at its end."""
    path = _INDEX_PAGE.sub("/", _SLASHES.sub("/", _SESSION_IN_PATH.sub("", path)))
    return path.rstrip("/") or "/"


def _own_parameters(query: str, is_left_out: Callable[[str, str], bool]) -> str:
    """Return `query` without tracking parameters; the others stay byte for byte, as not all are UTF-8."""
    return "&".join(pair for pair in query.split("&") if not _says_nothing(pair, is_left_out))


def _says_nothing(pair: str, is_left_out: Callable[[str, str], bool]) -> bool:
    name, _, value = unquote_plus(pair).lower().partition("=")
    return is_left_out(name, value) or (name in _SESSION and len(value) >= _SESSION_CHARS)


def article_id(normal_url: str) -> str:
    """Return the id of the article at a normalised URL: 128 bits of its SHA-256, as a UUID."""
    return digest_id(normal_url)


def digest_id(*parts: str) -> str:
    """Return the first 128 bits of the SHA-256 of `parts` joined by newlines, as a UUID."""
    return str(UUID(bytes=hashlib.sha256("\n".join(parts).encode()).digest()[:16]))


def host_of(url: str) -> str:
    """Return the host of a URL, lower case, without port; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def registered_domain(host: str) -> str:
    """Return the part of `host` that its owner registered (`bbc.co.uk` for `www.bbc.co.uk`).

    For names under no public suffix (in an intranet) these are the last two labels.
    """
    return _public_domain(host) or ".".join(host.split(".")[-2:])


def shared_domain(host: str) -> str:
    """Return the domain whose servers share one owner, for politeness: `host` itself where none is known.

    Each blog of a platform (`one.blogspot.com`) is its own, and so is a host under no public suffix.
    """
    return _public_domain(host) or host


def _public_domain(host: str) -> str | None:
    try:
        ip_address(host)
    except ValueError:
        domain: str | None = get_fld(f"http://{host}", fail_silently=True, search_private=True)
        return domain
    return host


def is_home_page(normal_url: str) -> bool:
    """Say whether a normalised URL is a site's front page: no path, no parameters."""
    parts = urlsplit(normal_url)
    return parts.path in {"/", "/index.html", "/index.php", "/index.htm"} and not parts.query
