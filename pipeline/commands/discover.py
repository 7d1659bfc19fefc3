"""`parallax feeds discover`: the feeds and news sitemaps of a site, and how to add one."""

import shlex
import sys
from datetime import UTC, datetime

from rich.console import Console

from model import ConfigurationError, FeedKind
from pipeline.catalog.discover import Found, SourceKind, discover
from pipeline.catalog.reading import feeds_of, read_catalog
from pipeline.commands.answers import give
from pipeline.running import progress
from pipeline.settings import Settings
from reports.tables import visible
from transforms.urls import normalise_url

_COLUMNS = ("kind", "url", "title", "language", "entry_count", "newest_at", "in_catalog")


def discover_feeds(settings: Settings, raw: str, form: str, *, asks_all: bool) -> int:
    """Print the feeds and sitemaps of a site that hold entries, and say how one is added."""
    url = web_address(raw)
    known = _known(settings)
    progress.install(progress.ConsoleReporter(Console(stderr=True)))
    found = discover(settings, url, datetime.now(UTC), asks_all=asks_all)
    is_known = [bool({normalise_url(item.url), normalise_url(item.asked_url)} & known) for item in found]
    rows = [
        (str(item.kind), item.url, item.title, item.language, item.entry_count, item.newest_at, is_there)
        for item, is_there in zip(found, is_known, strict=True)
    ]
    give(_COLUMNS, rows, form, None)
    new = [item for item, is_there in zip(found, is_known, strict=True) if not is_there]
    sys.stdout.flush()
    sys.stderr.write(f"parallax: {visible(_hint(new))}\n")
    return 0


def web_address(raw: str) -> str:
    """Return the URL a user means, https where no scheme is given; raises ConfigurationError."""
    url = raw.strip()
    # Without a scheme, what stands before an @ is an addressee (`mailto:`), no user of a site.
    is_mail = "://" not in url and "@" in url.partition("/")[0]
    url = url if "://" in url else f"https://{url}"
    if is_mail or normalise_url(url) is None or not url.isprintable() or " " in url:
        raise ConfigurationError([f"{raw!r} is no address of a site: give an http or https URL."])
    return url


def _known(settings: Settings) -> set[str | None]:
    """Return the normal URLs of the catalog, none where there is no catalog yet."""
    outlets = read_catalog(settings.catalog) if settings.catalog.exists() else ()
    return {normalise_url(feed.url) for feed in feeds_of(outlets)}


def _hint(new: list[Found]) -> str:
    if not new:
        return "the catalog has all of these already."
    option = "" if new[0].kind is SourceKind.FEED else f" --{FeedKind.SITEMAP}"
    return f"add one with: parallax feeds add {shlex.quote(new[0].url)}{option}"
