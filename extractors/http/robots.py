"""robots.txt: which URLs of a host may be requested, how slowly, and which uses it reserves (RFC 9309)."""

import re
import time
from dataclasses import replace
from datetime import datetime, timedelta

from protego import Protego
from w3lib.encoding import http_content_type_encoding

from extractors.charsets.decoding import decode
from extractors.http.answer import Answer
from extractors.http.unpack import DamagedEncodingError, unpack_by_content
from model import Host, Outcome, RobotsStatus
from model.limits import (
    MAX_ROBOTS_BYTES,
    MAX_ROBOTS_LINE_CHARS,
    MAX_ROBOTS_MATCHING_S,
    MAX_ROBOTS_RULES,
    MAX_ROBOTS_WILDCARDS,
)

VALID_FOR = timedelta(hours=24)
RETRIED_AFTER = timedelta(hours=1)
# A file that cannot be reached forbids everything at first; after a month it counts as absent (RFC 9309,
# 2.3.1.4).
FORBIDDING_FOR = timedelta(days=30)

# Crawlers that collect text to train or feed language models.
_AI_AGENTS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot",
    "cohere-ai", "Diffbot", "Google-Extended", "GPTBot", "Meta-ExternalAgent", "omgili", "PerplexityBot",
)  # fmt: skip
_AGENT_FIELDS = frozenset(("user-agent", "useragent", "user agent"))
_AGENT_LINE = re.compile(r"(?i)user[ -]?agent\s*+(?::\s*+|(?<=\s))(.*)")
_TOKEN = re.compile(r"[A-Za-z_-]++")
# Fields that stand outside of the groups of rules.
_SITE_WIDE = ("sitemap", "site-map", "host")
_REDIRECT, _TOO_MANY, _SERVER_ERROR = 300, 429, 500


class RobotsRules:
    """The rules of one robots.txt for our user agent."""

    def __init__(self, text: str, user_agent: str) -> None:
        """Parse the text within the limits of its size; any text is accepted.

        A group is ours if it names the product token of `user_agent`, its part before the slash, in any case
        (RFC 9309, 2.2.1); Protego also takes groups that are named by its beginning, or by another word.
        """
        token = product_token(user_agent)
        self._lines = [_with_bare_token(line, token) for line in _readable_lines(text)]
        self._parsed = Protego.parse("\n".join(self._lines))
        is_named = any(_agent_named(line) == token for line in self._lines)
        self._agent = token if is_named else "*"
        self._matching_s = 0.0

    def allows(self, url: str) -> bool:
        """Say whether a URL of the host may be requested.

        Raises TimeoutError once all its URLs have cost more than a host may.
        """
        if self._matching_s > MAX_ROBOTS_MATCHING_S:
            raise TimeoutError
        started_s = time.thread_time()
        try:
            return bool(self._parsed.can_fetch(url, self._agent))
        finally:
            self._matching_s += time.thread_time() - started_s

    @property
    def crawl_delay_s(self) -> float | None:
        """Return the seconds that the host wants between two requests, None where it does not say."""
        delay_s = self._parsed.crawl_delay(self._agent)
        return float(delay_s) if delay_s is not None and 0 < delay_s < float("inf") else None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Return the sitemaps that the file names, verbatim."""
        return tuple(self._parsed.sitemaps)

    def opt_outs(self, origin: str) -> tuple[str, ...]:
        """Return the AI crawlers that may request nothing of the host, and the uses that its signals deny."""
        barred = [name for name in _AI_AGENTS if not self._parsed.can_fetch(f"{origin}/", name)]
        return (*barred, *sorted({use for line in self._lines for use in _denied_uses(line)}))


def product_token(user_agent: str) -> str:
    """Return the product token of a User-Agent in lower case: letters, hyphens and underscores."""
    found = _TOKEN.match(user_agent)
    return found[0].lower() if found else ""


def _agent_named(line: str) -> str:
    """Return the product token that a line names in lower case, empty where it begins no group."""
    found = _AGENT_LINE.match(line)
    # Protego takes names with wildcards too, and drops these.
    return product_token(found[1].replace("*", "")) if found else ""


def _with_bare_token(line: str, token: str) -> str:
    """Return a line that names our token without what some sites write behind it, a version or a comment."""
    return f"User-agent: {token}" if token and _agent_named(line) == token else line


def _readable_lines(text: str) -> list[str]:
    """Return the lines that are read, without comments: what passes a limit is as if it were not there.

    Protego copies each rule for each agent of its group. The group is counted here as Protego would, or as
    larger.
    """
    kept, agent_count, has_rules, rule_count, wildcard_count = [], 0, False, 0, 0
    for raw in text[:MAX_ROBOTS_BYTES].splitlines():
        line = raw.partition("#")[0].strip()
        field, colon, _ = line.lower().partition(":")
        if not line or len(line) > MAX_ROBOTS_LINE_CHARS:
            continue
        if field.startswith("user"):
            begins = has_rules and bool(colon) and field.strip() in _AGENT_FIELDS
            # With wildcards a name makes two agents.
            agent_count = (0 if begins else agent_count) + (2 if "*" in line else 1)
            has_rules = False
        elif not field.startswith(_SITE_WIDE):
            wildcard_count += line.count("*")
            if wildcard_count > MAX_ROBOTS_WILDCARDS:
                continue
            has_rules = has_rules or bool(colon)
        rule_count += agent_count
        if rule_count > MAX_ROBOTS_RULES:
            break
        kept.append(line)
    return kept


def _denied_uses(line: str) -> set[str]:
    """Return the uses that a line denies: `ai-train` for `Content-Signal: search=yes, ai-train=no`."""
    field, _, value = line.lower().partition(":")
    if field.strip() != "content-signal":
        return set()
    pairs = (part.partition("=") for part in value.split(","))
    said = {use.strip(): answer.strip() for use, _, answer in pairs}
    return {use for use, answer in said.items() if answer == "no" and _is_use(use)}


def _is_use(use: str) -> bool:
    kind, hyphen, name = use.partition("-")
    return kind == "ai" and bool(hyphen) and name.isascii() and name.isalpha()


def host_after(before: Host, answer: Answer, user_agent: str, now: datetime) -> Host:
    """Return what is known about a host after its robots.txt was requested.

    A missing file allows everything. Where the server fails, the rules known before still hold.
    """
    if answer.outcome is Outcome.NOT_MODIFIED and before.robots_status is not RobotsStatus.UNASKED:
        return replace(before, checked_at=now, expires_at=now + VALID_FOR, unreachable_since=None)
    text = _text(answer)
    if text is not None:
        return _found(before, answer, text, user_agent, now)
    if _is_absent(answer):
        return Host(
            origin=before.origin,
            robots_status=RobotsStatus.ABSENT,
            checked_at=now,
            expires_at=now + VALID_FOR,
            retry_at=before.retry_at,
        )
    status = before.robots_status if before.robots_text is not None else RobotsStatus.UNREACHABLE
    return replace(
        before,
        robots_status=status,
        checked_at=now,
        expires_at=now + RETRIED_AFTER,
        unreachable_since=min(before.unreachable_since or now, now),
    )


def _is_absent(answer: Answer) -> bool:
    """Say whether there is no robots.txt for us (RFC 9309, 2.3.1.2 and 2.3.1.3).

    Every 4xx except 429 says so, and so do redirects without end. A file that cannot be decoded does not.
    """
    status = answer.status or _SERVER_ERROR
    return _REDIRECT <= status < _SERVER_ERROR and status != _TOO_MANY


def _text(answer: Answer) -> str | None:
    """Return the text of the robots.txt that came, None where none did or it cannot be unpacked."""
    if answer.outcome is not Outcome.FETCHED:
        return None
    try:
        body = unpack_by_content(answer.body, MAX_ROBOTS_BYTES, is_head_enough=True)
    except DamagedEncodingError:
        return None
    charset = http_content_type_encoding(answer.header("Content-Type"))
    return decode(body[:MAX_ROBOTS_BYTES], (charset,)).replace("\x00", "")


def _found(before: Host, answer: Answer, text: str, user_agent: str, now: datetime) -> Host:
    rules = RobotsRules(text, user_agent)
    return Host(
        origin=before.origin,
        robots_status=RobotsStatus.FOUND,
        robots_text=text,
        etag=answer.header("ETag"),
        last_modified=answer.header("Last-Modified"),
        checked_at=now,
        expires_at=now + VALID_FOR,
        crawl_delay_s=rules.crawl_delay_s,
        opt_outs=rules.opt_outs(before.origin),
        retry_at=before.retry_at,
    )


def is_closed(host: Host, now: datetime) -> bool:
    """Say whether nothing of a host may be requested because its robots.txt cannot be reached."""
    since = host.unreachable_since
    if host.robots_status is not RobotsStatus.UNREACHABLE or since is None:
        return False
    return now - since < FORBIDDING_FOR
