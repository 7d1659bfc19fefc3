"""`parallax feeds`: look at the catalog and change it."""

import sys
from pathlib import Path
from typing import Any

from model import ConfigurationError, FeedKind, ParallaxError
from pipeline.catalog.editing import CatalogEditor, OutletDetails
from pipeline.catalog.opml import Subscription, read_opml, write_opml
from pipeline.catalog.reading import feeds_of, read_catalog
from pipeline.commands.answers import give
from pipeline.commands.files import only_editor, write_whole
from pipeline.settings import Settings
from reports.tables import visible

_HEALTH_COLUMNS = (
    "status", "interval_s", "known_share", "failure_count", "next_due_at", "last_outcome", "last_error",
)  # fmt: skip
_COLUMNS = ("feed_id", "outlet_id", "kind", "url", *_HEALTH_COLUMNS)
_HEALTH = f"SELECT feed_id, {', '.join(_HEALTH_COLUMNS)} FROM feed_health"  # noqa: S608 - our own names
_TIMEOUT_S = 60.0


def list_feeds(settings: Settings, form: str) -> int:
    """Print every feed of the catalog, with how it is doing where the warehouse knows."""
    feeds = feeds_of(read_catalog(settings.catalog))
    health = _health(settings)
    unknown = (None,) * len(_HEALTH_COLUMNS)
    rows = [
        (feed.feed_id, feed.outlet_id, feed.kind, feed.url, *health.get(feed.feed_id, unknown))
        for feed in feeds
    ]
    give(_COLUMNS, rows, form, None)
    return 0


def _health(settings: Settings) -> dict[str, tuple[Any, ...]]:
    from warehouse.queries.querying import answer  # noqa: PLC0415 - a catalog can be listed without a warehouse

    if not settings.published.exists():
        return {}
    try:
        rows = answer(settings.published, _HEALTH, _TIMEOUT_S).rows
    except ParallaxError as error:
        sys.stderr.write(f"parallax: how the feeds are doing is not known: {visible(str(error))}\n")
        return {}
    return {row[0]: row[1:] for row in rows}


def add_feed(settings: Settings, url: str, details: OutletDetails, kind: FeedKind = FeedKind.FEED) -> int:
    """Add a feed or sitemap to the catalog, which is made where there is none."""
    with only_editor(settings.catalog):
        editor = _editor(settings.catalog)
        outlet_id = editor.add(url, details, kind)
        _save(settings.catalog, editor)
    _say(f"added {url} to {outlet_id} in {settings.catalog}")
    return 0


def remove_feed(settings: Settings, what: str) -> int:
    """Remove a feed, or an outlet with all of its feeds, from the catalog."""
    read_catalog(settings.catalog)
    with only_editor(settings.catalog):
        editor = _editor(settings.catalog)
        gone = editor.remove(what)
        _save(settings.catalog, editor)
    for url in gone:
        _say(f"removed {url} from {settings.catalog}")
    return 0


def import_feeds(settings: Settings, file: Path) -> int:
    """Add the feeds of an OPML file; one that cannot be added does not stop the others."""
    found = read_opml(_bytes_of(file), str(file))
    unusable: list[str] = []
    known = added = 0
    with only_editor(settings.catalog):
        editor = _editor(settings.catalog)
        for item in found:
            if editor.knows(item.url):
                known += 1
            elif problem := _try_to_add(editor, item):
                unusable.append(problem)
            else:
                added += 1
        if added:
            _save(settings.catalog, editor)
    for problem in unusable:
        sys.stderr.write(f"parallax: {visible(problem)}\n")
    _say(f"{added} added, {known} known already, {len(unusable)} not usable")
    return 0


def _try_to_add(editor: CatalogEditor, item: Subscription) -> str | None:
    if not item.url:
        return f"{item.title!r} is a page or another list, no feed."
    try:
        details = OutletDetails(name=item.title or None, collections=item.collections, is_hint=True)
        editor.add(item.url, details)
    except ConfigurationError as error:
        return str(error)
    return None


def export_feeds(settings: Settings, out: Path | None) -> int:
    """Print the catalog as OPML, or write it whole to `out`."""
    outlets = read_catalog(settings.catalog)
    text = write_opml(outlets)
    if left_out := sum(len(outlet.sitemaps) for outlet in outlets):
        sys.stderr.write(f"parallax: OPML has no word for sitemaps: {left_out} left out\n")
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text.encode())
    return 0


def _editor(path: Path) -> CatalogEditor:
    text = _bytes_of(path) if path.exists() else b""
    try:
        return CatalogEditor(text.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            [f"The catalog {path} cannot be read ({error}): it must be UTF-8."]
        ) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError([f"{path} cannot be read: {error.strerror}."]) from error


def _save(path: Path, editor: CatalogEditor) -> None:
    write_whole(path, editor.text().encode())


def _say(text: str) -> None:
    sys.stdout.write(f"{visible(text)}\n")
