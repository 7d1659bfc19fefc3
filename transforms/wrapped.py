"""URLs that contain the one they lead to: links counted by search engines and networks, copies in caches."""

import re
from urllib.parse import parse_qsl, urlsplit

_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}")
# Host, path, and the parameters that may hold the target. Most of these paths are closed to crawlers.
_COUNTED = (
    (_GOOGLE, "/url", ("url", "q")),
    (re.compile(r"(?:www\.)?bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"l[a-z]?\.(?:facebook|instagram|messenger)\.com"), "/l.php", ("u",)),
    (re.compile(r"l\.instagram\.com"), "/", ("u",)),
    (re.compile(r"(?:www\.)?youtube\.com"), "/redirect", ("q",)),
    (re.compile(r"(?:www\.)?duckduckgo\.com"), "/l/", ("uddg",)),
    (re.compile(r"out\.reddit\.com"), "/", ("url",)),
    (re.compile(r"(?:www\.|m\.)?vk\.com"), "/away.php", ("to",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), "/redir/redirect", ("url",)),
)
_MOST_WRAPPINGS = 3
_WEB = re.compile(r"https?://[^/\\]", re.IGNORECASE)
# A cache of AMP pages has the page's address in its path, with `s` before it where that is https; so has the
# Wayback Machine, behind a date.
_AMP_CACHE = re.compile(r"^(?:[a-z0-9-]++\.)?(?:cdn\.ampproject\.org|bing-amp\.com)")
_AMP_PATH = re.compile(r"/(?:[a-z]/)?(?:s/)?([a-z0-9.-]+\.[a-z0-9-]+)(?:/.*)?", re.IGNORECASE)
_WAYBACK = "web.archive.org"
_WAYBACK_PATH = re.compile(r"/web/[0-9a-z_]{1,20}/https?:/{1,2}([a-z0-9.-]+)(?::\d+)?(?:/.*)?", re.IGNORECASE)


def unwrapped(url: str) -> str:
    """Return the URL that a counted link leads to; any other URL is returned unchanged."""
    for _ in range(_MOST_WRAPPINGS):
        inner = _counted_target(url)
        if inner is None:
            return url
        url = inner
    return url


def _counted_target(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"}:
        return None
    for hosts, path, names in _COUNTED:
        if (parts.path or "/") == path and hosts.fullmatch(host):
            stated = dict(reversed(parse_qsl(parts.query)))
            found = (stated[name] for name in names if name in stated)
            return next((target for target in found if _WEB.match(target)), None)
    return None


def cached_origin_host(url: str) -> str:
    """Return the host of the page of which a URL is a copy in a known cache; empty for any other URL."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    path = parts.path
    if host == _WAYBACK:
        copied = _WAYBACK_PATH.fullmatch(path)
        return copied[1].lower() if copied else ""
    if _GOOGLE.fullmatch(host) and path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    elif not _AMP_CACHE.fullmatch(host):
        return ""
    found = _AMP_PATH.fullmatch(path)
    return found[1].lower() if found else ""
