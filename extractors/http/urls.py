"""The URL of a request, by the rules that browsers follow (the URL standard of WHATWG).

What is judged is what is asked: the address guard, robots.txt, delays, redirects and the archive see what
`request_url` returns, and so does the server or proxy. Nothing else in the project parses a URL to decide
whether or where it is requested.
"""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import unquote

import yarl
from ada_url import URL

from model import FetchCause
from model.credentials import hidden_tokens, with_tokens_hidden, without_credentials
from model.limits import MAX_REQUEST_URL_CHARS

_WEB = frozenset(("http:", "https:"))
_FEED_SCHEME = re.compile(r"^\s*+feed(s?):/{0,2}", re.IGNORECASE)
_WEB_SCHEME = re.compile(r"https?:", re.IGNORECASE)
# The standard replaces them too; ada takes bytes, and UTF-8 has none for them.
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUrl:
    """The URL of a request: `text` is what is sent, without user, password and fragment.

    `origin` is scheme, host and port. `host` is in ASCII and lower case, without a dot at its end; IPv4
    addresses are four decimal numbers, IPv6 addresses have no brackets.
    """

    text: str
    origin: str
    host: str
    port: int


def request_url(text: str, base: RequestUrl | None = None) -> RequestUrl | FetchCause:
    """Return the URL that a text asks for, relative to `base`, or why there is none to request."""
    parsed = _parsed(text, base.text if base else None)
    if parsed is None:
        return FetchCause.INVALID_URL
    if parsed.protocol not in _WEB:
        return FetchCause.NOT_HTTP
    host = parsed.hostname.strip("[]").removesuffix(".")
    # Empty labels are in no name, and some programs drop them: `127.0.0.1..` must not become an address.
    if not all(host.split(".")):
        return FetchCause.INVALID_URL
    for part in ("username", "password", "hash"):
        setattr(parsed, part, "")
    if not parsed.search:
        parsed.search = ""  # without its question mark, which aiohttp would not send
    return RequestUrl(
        text=parsed.href,
        origin=parsed.origin,
        host=host,
        port=int(parsed.port or (80 if parsed.protocol == "http:" else 443)),
    )


def redirect_url(location: str, base: RequestUrl) -> RequestUrl | FetchCause:
    """Return the URL that a Location header asks for, or why there is none to request.

    `location` is as received, a character for each byte; the bytes are read as UTF-8 if they can be.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    return request_url(location, base)


def as_sent(target: RequestUrl) -> yarl.URL:
    """Return a URL for aiohttp, character for character: a server may know no other spelling.

    Raises ValueError where aiohttp would ask another host than the one that was judged.
    """
    url = yarl.URL(target.text, encoded=True)
    if ((url.raw_host or "").removesuffix("."), url.port) != (target.host, target.port):
        raise ValueError(f"{target.text!r} means different hosts to different parsers")
    return url


def without_feed_scheme(text: str) -> str:
    """Return what a `feed:` address of other programs means: `feed://` is http, and `feed:URL` is URL."""
    found = _FEED_SCHEME.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    return rest if _WEB_SCHEME.match(rest) else f"http{found[1].lower()}://{rest}"


def asked_host(text: str) -> str:
    """Return the host that a request for a URL goes to, empty where it goes nowhere."""
    target = request_url(text)
    return target.host if isinstance(target, RequestUrl) else ""


def _parsed(text: str, base: str | None) -> URL | None:
    if len(text) > MAX_REQUEST_URL_CHARS:
        return None
    try:
        return URL(_SURROGATES.sub("\ufffd", text), base)
    except ValueError:
        return None


class Credentials:
    """Secrets in URLs of the catalog: each goes to its own URL and origin, and nowhere else.

    Everybody else sees the URLs as `without_credentials` returns them.
    """

    def __init__(self, urls: Iterable[str] = ()) -> None:
        """Take them from the URLs that have any; of two for one origin, its other pages get the first."""
        self._headers: dict[str, dict[str, str]] = {}
        self._tokens: dict[str, dict[str, str]] = defaultdict(dict)
        self._hidden: set[str] = set()
        for url in urls:
            target, header = request_url(without_credentials(url)), _authorization(url)
            if not isinstance(target, RequestUrl):
                continue
            if header:
                self._headers[target.text] = header
                self._headers.setdefault(target.origin, header)
            if tokens := hidden_tokens(url):
                self._tokens[target.origin].update(tokens)
                self._hidden.update(tokens)

    def headers(self, target: RequestUrl) -> dict[str, str]:
        """Return the header that a request needs, nothing where the catalog has no credentials for it."""
        return self._headers.get(target.text) or self._headers.get(target.origin) or {}

    def sent(self, target: RequestUrl) -> RequestUrl:
        """Return the URL with the tokens that the catalog has for its origin."""
        text = target.text
        for hidden, token in self._tokens.get(target.origin, {}).items():
            text = text.replace(f"={hidden}", f"={token}")
        real = request_url(text) if text != target.text else target
        return real if isinstance(real, RequestUrl) and real.origin == target.origin else target

    def shown(self, target: RequestUrl) -> RequestUrl:
        """Return the URL of a redirect with the tokens of the catalog hidden."""
        if not self._hidden:
            return target
        return replace(target, text=with_tokens_hidden(target.text, self._hidden.__contains__))


def _authorization(url: str) -> dict[str, str]:
    parsed = _parsed(url, None)
    if parsed is None or not (parsed.username or parsed.password):
        return {}
    pair = f"{unquote(parsed.username)}:{unquote(parsed.password)}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
