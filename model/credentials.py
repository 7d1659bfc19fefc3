"""User names and passwords in URLs, which only the catalog and the settings keep."""

import re

# A scheme and what browsers take for `//`, then all before the last `@` of the host's part. Browsers take
# backslashes for slashes and drop tabs and line ends wherever they are.
_USER = re.compile(r"^([\x00-\x20]*[a-z][a-z0-9+.\-\t\r\n]*:[/\\\t\r\n]*)[^/\\?#]*@", re.IGNORECASE)
_SCHEME = re.compile(r"[^/\\@:]*+:[/\\\s]*+")


def without_credentials(url: str) -> str:
    """Return a URL without its user and password; a URL that has none is returned unchanged."""
    return _USER.sub(r"\1", url, count=1)


def masked(text: str) -> str:
    """Return what may be a URL, for a message: all before its last `@` is masked.

    For text that is no valid URL, of which nobody can say where the password ends.
    """
    before, at, after = text.rpartition("@")
    if not at:
        return text
    scheme = _SCHEME.match(before)
    return f"{scheme[0] if scheme else ''}***@{after}"
