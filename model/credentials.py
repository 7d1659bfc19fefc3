"""Secrets in URLs, which only the catalog and the settings keep: users, passwords, tokens in the query."""

import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote

# A scheme and what browsers take for `//`, then all before the last `@` of the host's part. Browsers take
# backslashes for slashes and drop tabs and line ends wherever they are.
_USER = re.compile(r"^([\x00-\x20]*[a-z][a-z0-9+.\-\t\r\n]*:[/\\\t\r\n]*)[^/\\?#]*@", re.IGNORECASE)
_SCHEME = re.compile(r"[^/\\@:]*+:[/\\\s]*+")
_PARAMETER = re.compile(r"(?<=[?&;])([^=?&;#]++)=([^&;#]++)")
# The ends of the names of parameters that hold secrets, without hyphens and the like.
_SECRET_ENDS = ("token", "key", "secret", "password", "passwd", "pwd", "signature")
_SECRET_NAMES = frozenset(("auth", "pass", "pw", "sig", "credential", "credentials", "authorization"))
_HIDDEN = re.compile(r"hidden-[0-9a-f]{8}")


def without_credentials(url: str) -> str:
    """Return a URL without its user and password, and with the tokens in its query hidden.

    A URL that has none is returned unchanged. Equal tokens are hidden alike, so that URLs stay apart.
    """
    return _PARAMETER.sub(_hidden_by_name, _USER.sub(r"\1", url, count=1))


def hidden_tokens(url: str) -> dict[str, str]:
    """Return the tokens in a URL's query, as they are written, by what stands for each."""
    found = _PARAMETER.finditer(url)
    return {_hidden(pair[2]): pair[2] for pair in found if _is_secret(pair[1], pair[2])}


def with_tokens_hidden(url: str, is_token: Callable[[str], bool]) -> str:
    """Return a URL with the values hidden of which `is_token` says so, by what would stand for them."""
    return _PARAMETER.sub(
        lambda pair: f"{pair[1]}={mark}" if is_token(mark := _hidden(pair[2])) else pair[0], url
    )


def _hidden_by_name(pair: "re.Match[str]") -> str:
    return f"{pair[1]}={_hidden(pair[2])}" if _is_secret(pair[1], pair[2]) else pair[0]


def _is_secret(name: str, value: str) -> bool:
    bare = "".join(filter(str.isalnum, unquote(name).lower()))
    return (bare in _SECRET_NAMES or bare.endswith(_SECRET_ENDS)) and not _HIDDEN.fullmatch(value)


def _hidden(value: str) -> str:
    """Return what stands for a token; too short a hash to find the token by trying."""
    return f"hidden-{hashlib.sha256(unquote(value).encode('utf-8', 'replace')).hexdigest()[:8]}"


def masked(text: str) -> str:
    """Return what may be a URL, for a message: all before its last `@` is masked, and tokens are hidden.

    For text that is no valid URL, of which nobody can say where the password ends.
    """
    before, at, after = _PARAMETER.sub(_hidden_by_name, text).rpartition("@")
    if not at:
        return after
    scheme = _SCHEME.match(before)
    return f"{scheme[0] if scheme else ''}***@{after}"
