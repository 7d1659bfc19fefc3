"""`parallax feeds`: shows and edits the catalog."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from model import ConfigurationError, FeedKind, OutletKind, ParallaxError
from model.counting import counted
from model.credentials import masked, without_credentials
from model.files import alone_in
from pipeline.commands.arguments import format_option, pager_option
from pipeline.commands.dialogue import say, warn
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.catalog.discover import Found
    from pipeline.catalog.editing import CatalogEditor
    from pipeline.catalog.opml import Subscription

_HEALTH_COLUMNS = (
    "status", "interval_s", "known_share", "failure_count", "next_due_at", "last_outcome", "last_error",
)  # fmt: skip
_CHECK_COLUMNS = ("checked", "checked_by", "doubtful")
_FEED_COLUMNS = ("feed_id", "outlet_id", "kind", "url")
_LIST_COLUMNS = (*_FEED_COLUMNS, *_HEALTH_COLUMNS, *_CHECK_COLUMNS, "listed_in")
# A table begins with what people look for: the columns at its end may not fit.
_TABLE_COLUMNS = tuple(
    dict.fromkeys(("outlet_id", "status", "listed_in", "url", "last_outcome", "doubtful", *_LIST_COLUMNS))
)
_POLLED_COLUMNS = (*_FEED_COLUMNS, *_HEALTH_COLUMNS)
_HEALTH = f"SELECT {', '.join(_POLLED_COLUMNS)} FROM feed_health ORDER BY outlet_id, url"  # noqa: S608 - our own names
_HEALTH_TIMEOUT_S = 60.0
_DISCOVER_COLUMNS = ("kind", "url", "title", "language", "entry_count", "newest_at", "in_catalog")


@click.group("feeds", subcommand_metavar="ACTION ...")
def feeds() -> None:
    """Show and edit the catalog: outlets and their feeds.

    The catalog is config/outlets.toml in the current folder, or the file that PARALLAX_CATALOG names.
    Where that variable is not set and the file does not exist, it is the default catalog of Parallax, which
    is copied to config/outlets.toml before the first edit.
    """


@feeds.command("list")
@format_option("table", "csv", "json")
@pager_option
def list_(*, file_format: str, is_paged: bool) -> None:
    """List the feeds, how polling them goes, and whether they were seen to answer before.

    Beside the feeds of the catalog these are the feeds that earlier runs polled and that are not in it, such
    as those of `parallax demo`: `listed_in` says which.
    """
    from pipeline.catalog.reading import read_checked_feeds
    from pipeline.commands.output import write_rows

    settings = read_settings()
    listed, checks = read_checked_feeds(settings.catalog)
    polled = health(settings)
    own = [
        {
            **polled.get(feed.feed_id, {}),
            "feed_id": feed.feed_id,
            "outlet_id": feed.outlet_id,
            "kind": feed.kind,
            "url": feed.url,
            "checked": checks[feed.feed_id].checked_on,
            "checked_by": checks[feed.feed_id].checked_by,
            "doubtful": checks[feed.feed_id].doubt,
            "listed_in": "catalog",
        }
        for feed in listed
    ]
    known = {feed.feed_id for feed in listed}
    others = [{**row, "listed_in": "warehouse"} for feed_id, row in polled.items() if feed_id not in known]
    rows = sorted(own + others, key=lambda row: row.get("status") is None)
    columns = _TABLE_COLUMNS if file_format == "table" else _LIST_COLUMNS
    write_rows(columns, [_cells(row, columns) for row in rows], file_format, is_paged=is_paged)
    sys.stdout.flush()
    if others:
        warn(_about_others(settings, len(others)))


def _cells(row: dict[str, Any], columns: "Sequence[str]") -> tuple[Any, ...]:
    shown = {**row, "url": without_credentials(row["url"])}
    return tuple(shown.get(column) for column in columns)


def _about_others(settings: Settings, count: int) -> str:
    demo = settings.path_in_data("demo", "outlets.toml")
    text = f"{counted(count, 'feed')} of earlier runs not in the catalog {settings.catalog}"
    has_other = demo.exists() and demo != settings.catalog
    return f"{text}: PARALLAX_CATALOG={demo} lists those of the demo." if has_other else f"{text}."


def health(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return the feeds that were polled and their health, by id; none where no warehouse can be read."""
    from pipeline.staging.readable import readable
    from warehouse.queries.querying import answer

    try:
        published = readable(settings)
        if not published.exists():
            return {}
        rows = answer(published, _HEALTH, _HEALTH_TIMEOUT_S).rows
    except ParallaxError as error:
        warn(f"the health of the feeds is not known: {error}")
        return {}
    return {row[0]: dict(zip(_POLLED_COLUMNS, row, strict=True)) for row in rows}


@feeds.command("add")
@click.argument("url", metavar="URL")
@click.option("--sitemap", "is_sitemap", is_flag=True, help="URL is a news sitemap, not a feed.")
@click.option(
    "--id",
    "outlet_id",
    metavar="ID",
    help="The outlet's id (default: the outlet with the domain of URL, or a new one named after it).",
)
@click.option("--name", metavar="NAME", help="The outlet's name.")
@click.option("--country", metavar="COUNTRY", help="The outlet's country in ISO 3166-1 alpha-2, such as FR.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language of the outlet as a BCP 47 tag, such as fr. Can be repeated.",
)
@click.option("--owner", metavar="OWNER", help="The group that the outlet belongs to.")
@click.option("--kind", type=click.Choice([str(kind) for kind in OutletKind]), help="The kind of outlet.")
@click.option("--homepage", metavar="URL", help="The outlet's home page.")
def add(  # noqa: PLR0913 - one parameter per option
    *,
    url: str,
    is_sitemap: bool,
    outlet_id: str | None,
    name: str | None,
    country: str | None,
    languages: tuple[str, ...],
    owner: str | None,
    kind: str | None,
    homepage: str | None,
) -> None:
    """Add a feed to its outlet in the catalog, or to a new outlet."""
    from extractors.http.urls import without_feed_scheme
    from pipeline.catalog.editing import OutletDetails

    settings = read_settings()
    url = without_feed_scheme(url)
    details = OutletDetails(
        outlet_id=outlet_id,
        name=name,
        homepage=homepage,
        country=country,
        languages=languages,
        owner=owner,
        kind=kind,
    )
    with editing(settings) as editor:
        outlet_id = editor.add(url, details, FeedKind.SITEMAP if is_sitemap else FeedKind.FEED)
    say(f"added {without_credentials(url)} to {outlet_id} in {settings.catalog}")


@feeds.command("discover")
@click.argument("url", metavar="URL")
@click.option(
    "--all", "is_all", is_flag=True, help="Try all usual addresses of feeds, even where the site names some."
)
@format_option("table", "csv", "json")
@pager_option
def discover(*, url: str, is_all: bool, file_format: str, is_paged: bool) -> None:
    """Find the feeds and news sitemaps of a site."""
    from pipeline.catalog import discover as discovering
    from pipeline.commands.output import write_rows
    from pipeline.running import progress
    from transforms.urls import normalise_url

    settings = read_settings()
    url = web_address(url)
    known = _known_urls(settings)
    progress.show_on_stderr()
    found = discovering.discover(settings, url, datetime.now(UTC), asks_all=is_all)
    is_known = [bool({normalise_url(item.url), normalise_url(item.asked_url)} & known) for item in found]
    rows = [
        (str(item.kind), item.url, item.title, item.language, item.entry_count, item.newest_at, is_there)
        for item, is_there in zip(found, is_known, strict=True)
    ]
    write_rows(_DISCOVER_COLUMNS, rows, file_format, is_paged=is_paged)
    new = [item for item, is_there in zip(found, is_known, strict=True) if not is_there]
    sys.stdout.flush()
    warn(_hint(new))


def web_address(raw: str) -> str:
    """Return the URL a user means, https where no scheme is given; raises ConfigurationError."""
    from extractors.http.urls import without_feed_scheme
    from transforms.urls import normalise_url

    url = without_feed_scheme(raw.strip())
    # Without a scheme, an @ before the path belongs to a mail address (`mailto:`), not to a user of a site.
    is_mail = "://" not in url and "@" in url.partition("/")[0]
    url = url if "://" in url else f"https://{url}"
    if is_mail or normalise_url(url) is None or not url.isprintable() or " " in url:
        raise ConfigurationError(
            [f"{masked(repr(raw))} is not the address of a site: give an http or https URL."]
        )
    return url


def _known_urls(settings: Settings) -> set[str | None]:
    """Return the normalised URLs of the catalog, none where there is no catalog yet."""
    from pipeline.catalog.reading import feeds_of, read_catalog_if_any
    from transforms.urls import normalise_url

    return {normalise_url(feed.url) for feed in feeds_of(read_catalog_if_any(settings.catalog))}


def _hint(new: "Sequence[Found]") -> str:
    from pipeline.catalog.discover import SourceKind

    if not new:
        return "the catalog has all of these already."
    option = "" if new[0].kind is SourceKind.FEED else f" --{FeedKind.SITEMAP}"
    return f"add one with: parallax feeds add {shlex.quote(new[0].url)}{option}"


@feeds.command("remove")
@click.argument("subject", metavar="URL|FEED-ID|OUTLET-ID")
def remove(*, subject: str) -> None:
    """Remove a feed, or an outlet with its feeds, from the catalog."""
    from pipeline.catalog.reading import read_catalog

    settings = read_settings()
    read_catalog(settings.catalog)
    with editing(settings) as editor:
        removed = editor.remove(subject)
    for url in removed:
        say(f"removed {without_credentials(url)} from {settings.catalog}")


@feeds.command("import")
@click.argument("file", type=Path, metavar="FILE")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["opml", "mediacloud"]),
    default="opml",
    show_default=True,
    help="The format of FILE: OPML, or the CSV file of a collection of Media Cloud.",
)
@click.option(
    "--collection",
    metavar="NAME",
    help="The collection for sources of Media Cloud (default: the one in the name of FILE).",
)
@click.option(
    "--discover",
    "is_discovering",
    is_flag=True,
    help="Look for feeds of the sources that the catalog does not have, on one site after another.",
)
def import_(*, file: Path, file_format: str, collection: str | None, is_discovering: bool) -> None:
    """Add the feeds of an OPML file to the catalog, or the sources of a Media Cloud collection.

    Feeds that cannot be added are reported; the others are added.
    """
    settings = read_settings()
    if file_format == "mediacloud":
        from pipeline.commands.catalog.media_cloud import import_sources

        import_sources(settings, file, collection, is_discovering=is_discovering)
    elif collection or is_discovering:
        raise ConfigurationError(["--collection and --discover are for --format mediacloud."])
    else:
        _import_opml(settings, file)


def _import_opml(settings: Settings, file: Path) -> None:
    from pipeline.catalog.opml import read_opml_safely

    subscriptions = read_opml_safely(bytes_of(file), str(file), settings.page_timeout_s)
    problems: list[str] = []
    known = added = 0
    with editing(settings) as editor:
        for item in subscriptions:
            if editor.knows(item.url):
                known += 1
            elif problem := _try_to_add(editor, item):
                problems.append(problem)
            else:
                added += 1
    for problem in problems:
        warn(problem)
    say(f"{added} added, {known} known already, {len(problems)} not usable")


def _try_to_add(editor: "CatalogEditor", item: "Subscription") -> str | None:
    from pipeline.catalog.editing import OutletDetails

    if not item.url:
        return f"{item.title!r} is a page or another list, not a feed."
    try:
        details = OutletDetails(name=item.title or None, collections=item.collections, is_hint=True)
        editor.add(item.url, details)
    except ConfigurationError as error:
        return str(error)
    return None


@feeds.command("export")
@click.option("--out", type=Path, metavar="FILE", help="Write to this file instead of printing.")
def export(*, out: Path | None) -> None:
    """Print the catalog as OPML, or write it to a file."""
    from pipeline.catalog.opml import write_opml
    from pipeline.catalog.reading import read_catalog
    from pipeline.commands.output import write_file

    if out is not None and out.is_dir():
        raise ConfigurationError([f"--out {out} is a folder: name a file."])
    outlets = read_catalog(read_settings().catalog)
    text = write_opml(outlets)
    if left_out := sum(len(outlet.sitemaps) for outlet in outlets):
        warn(f"OPML cannot list sitemaps: {left_out} left out")
    urls = [url for outlet in outlets for url in outlet.feeds]
    if secret := sum(url != without_credentials(url) for url in urls):
        warn(f"users, passwords and tokens are not exported: those of {secret} feeds are left out")
    if out is None:
        sys.stdout.write(text)
    else:
        write_file(out, text.encode())


@contextmanager
def editing(settings: Settings) -> "Iterator[CatalogEditor]":
    """Yield an editor of the catalog, which is saved at the end if it changed; commands take turns.

    The default catalog is not changed: the catalog begins as a copy of it. A restore that was interrupted is
    completed before, since it replaces the catalog.
    """
    from pipeline.catalog.editing import CatalogEditor
    from pipeline.catalog.reading import catalog_file
    from pipeline.commands.output import write_file
    from pipeline.running.run_lock import complete_restore

    path = settings.catalog
    complete_restore(settings)
    with _locked(path.resolve().parent):
        start = catalog_file(path)
        try:
            before = (bytes_of(start) if start.exists() else b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigurationError(
                [f"The catalog {path} cannot be read ({error}): it must be UTF-8."]
            ) from error
        editor = CatalogEditor(before, str(path))
        yield editor
        after = editor.text()
        if after != before:
            write_file(path, after.encode())
            if start != path:
                warn(f"the default catalog is copied to {path}; that copy is used here from now on")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder):
        yield


def bytes_of(path: Path) -> bytes:
    """Return the content of a file; raises ConfigurationError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError([f"{path} cannot be read: {error.strerror}."]) from error
