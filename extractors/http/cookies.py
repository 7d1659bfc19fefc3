"""Cookies for one chain of redirects: sites that set one and send the reader back want to see it.

By RFC 6265.
"""

from collections.abc import Callable
from typing import Any

import aiohttp

from extractors.http.answer import Answer
from extractors.http.urls import RequestUrl, as_sent


class ChainCookies:
    """The cookies of one chain of redirects, which are gone when it ends.

    A cookie goes back only to the host that set it, or to the domain that it names, if that is the host's own
    and no public suffix. How many there may be, and how long, is limited by aiohttp. Needs a running event
    loop.
    """

    def __init__(self, site_of: Callable[[str], str]) -> None:
        """Begin without cookies; `site_of` returns the widest domain whose cookies a host may set."""
        self._site_of = site_of
        # Hosts that are addresses may set cookies too.
        self._jar = aiohttp.CookieJar(unsafe=True)
        self._hosts: set[str] = set()

    def note(self, answer: Answer, target: RequestUrl) -> None:
        """Keep the cookies that the answer to a request for `target` sets."""
        stated = [_readable(value) for name, value in answer.headers if name.lower() == "set-cookie"]
        self._hosts.add(target.host)
        if stated:
            self._jar.update_cookies_from_headers(stated, as_sent(target))
            self._jar.clear(self._is_too_wide)

    def header(self, target: RequestUrl) -> str:
        """Return the Cookie header of a request, empty where no cookie belongs to it."""
        if not len(self._jar):
            return ""
        try:
            kept = self._jar.filter_cookies(as_sent(target)).values()
        except ValueError:  # such a request is not sent either
            return ""
        return "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in kept)

    def _is_too_wide(self, cookie: Any) -> bool:
        """Say whether a cookie is for a public suffix (RFC 6265, 5.3, step 5)."""
        domain = cookie["domain"].rstrip(".")
        return not any(
            domain == host or f".{domain}".endswith(f".{self._site_of(host)}") for host in self._hosts
        )


def _readable(value: str) -> str:
    """Return a Set-Cookie header, received as a character for each byte, as aiohttp reads it rightly.

    aiohttp compares domains with their case, and takes the first second of 1970, with which servers delete
    cookies, for no date.
    """
    try:
        pair, *attributes = value.encode("latin-1").decode().split(";")
    except UnicodeError:
        return ""
    return ";".join([pair, *map(_mended, attributes)])


def _mended(attribute: str) -> str:
    name = attribute.partition("=")[0].strip().lower()
    if name == "domain":
        return attribute.lower()
    return attribute.replace("00:00:00", "00:00:01") if name == "expires" else attribute
