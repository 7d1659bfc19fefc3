"""The normal form that all URLs of one page share, and the ids made from it."""

import hashlib
import re
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit, urlunsplit
from uuid import UUID

from tld import get_fld
from w3lib.url import canonicalize_url

from model.limits import MAX_URL_CHARS

# Parameters that say where a reader came from, never which text is shown.
_TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_ga",
        "ocid",
        "cmp",
        "cmpid",
        "ncid",
        "smid",
        "sref",
        "xtor",
        "wt_mc",
        "wt.mc_id",
        "maca",
        "rss",
        "ftag",
    ]
)
_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "stm_", "wt_")
_REFERRER = frozenset(("ref", "from", "source", "src", "via"))
_REFERRER_VALUES = frozenset(
    ["rss", "feed", "rssfeed", "rss_feed", "atom", "twitter", "facebook", "newsletter", "social"]
)
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


def normalise_url(url: str) -> str | None:
    """Return the normal form of an http or https URL, None for any other text.

    Lower-case host in ASCII (IDNA), no default port, no fragment, no tracking parameters or session ids, the
    other parameters sorted, single slashes in the path and none at its end, percent-encoding in one spelling
    (RFC 3986, section 6).
    """
    url = url.strip()
    if len(url) > MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(canonicalize_url(url))
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
    normal = urlunsplit((parts.scheme, netloc, _own_path(parts.path), _own_parameters(parts.query), ""))
    return normal if len(normal) <= MAX_URL_CHARS else None  # percent-encoding may have made it longer


def _own_path(path: str) -> str:
    """Return `path` without session ids, doubled slashes, and a slash or index page at its end."""
    path = _INDEX_PAGE.sub("/", _SLASHES.sub("/", _SESSION_IN_PATH.sub("", path)))
    return path.rstrip("/") or "/"


def _own_parameters(query: str) -> str:
    """Return `query` without tracking parameters; the others stay byte for byte, as not all are UTF-8."""
    return "&".join(pair for pair in query.split("&") if not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = unquote_plus(pair).lower().partition("=")
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    if name in _SESSION:
        return len(value) >= _SESSION_CHARS
    return name in _REFERRER and value in _REFERRER_VALUES


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
