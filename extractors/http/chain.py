"""One chain of redirects: where each answer leads, and when the chain goes round in a circle."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from extractors.http.answer import Answer
from extractors.http.cookies import ChainCookies
from extractors.http.urls import RequestUrl, redirect_url, request_url
from model import FetchCause
from model.limits import MAX_VISITS_IN_CHAIN

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT_REDIRECTS = frozenset((301, 308))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRules:
    """How chains are followed: what a host may set cookies for, and which pages send their readers on.

    `site_of` returns the widest domain for which a host may set cookies. `refresh_of` returns where a page
    without an article sends its readers on, None where it does not; it runs in a thread.
    """

    site_of: Callable[[str], str] = str
    refresh_of: Callable[[Answer], str | None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Where an answer sends on: to a URL as the server or page wrote it, or why there is none to request."""

    written: str
    target: RequestUrl | FetchCause


class Chain:
    """The requests of one chain so far; `target` is the URL to request next."""

    def __init__(self, first: RequestUrl, rules: ChainRules) -> None:
        """Begin with the first URL, without cookies."""
        self.target = first
        self._first = first
        self._cookies = ChainCookies(rules.site_of)
        self._is_permanent = True
        self._seen: set[tuple[str, str]] = set()
        self._visit_counts: Counter[str] = Counter()

    def cookie_header(self) -> str:
        """Return the Cookie header of the next request, empty where it needs none."""
        return self._cookies.header(self.target)

    def moved_to(self) -> str | None:
        """Return where the chain led, if all its redirects were permanent."""
        return self.target.text if self._is_permanent and self.target != self._first else None

    def hop(self, answer: Answer) -> Hop | None:
        """Learn from the answer to the request for `target`; return where it sends on, None where it ends."""
        self._seen.add((self.target.text, self.cookie_header()))
        self._visit_counts[self.target.text] += 1
        self._cookies.note(answer, self.target)
        location = answer.header("Location")
        if answer.status in REDIRECTS and location:
            self._is_permanent = self._is_permanent and answer.status in _PERMANENT_REDIRECTS
            return Hop(written=location, target=redirect_url(location, self.target))
        return self._refresh(answer)

    def _refresh(self, answer: Answer) -> Hop | None:
        target = request_url(answer.refresh_url) if answer.refresh_url else None
        # A page that loads itself anew is what it is, unless it set a cookie to see it.
        if not isinstance(target, RequestUrl) or (target == self.target and not self.may_go_to(target)):
            return None
        self._is_permanent = False
        return Hop(written=target.text, target=target)

    def may_go_to(self, target: RequestUrl) -> bool:
        """Say whether requesting a URL may bring anything new: not again with the same cookies, or often."""
        is_seen = (target.text, self._cookies.header(target)) in self._seen
        return not is_seen and self._visit_counts[target.text] < MAX_VISITS_IN_CHAIN
