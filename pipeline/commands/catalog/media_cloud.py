"""`parallax feeds import --format mediacloud`: a collection of Media Cloud in the catalog."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from model import ConfigurationError, FeedKind, ParallaxError
from model.credentials import without_credentials
from pipeline.commands.catalog.feeds import bytes_of, editing
from pipeline.commands.dialogue import say, warn
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.catalog.discover import Found
    from pipeline.catalog.editing import OutletDetails
    from pipeline.catalog.media_cloud import Source


def import_sources(settings: Settings, file: Path, collection: str | None, *, is_discovering: bool) -> None:
    """Add the sources of a file to a collection of the catalog.

    Outlets are found by their domains. Media Cloud does not export feeds, and an outlet must have one: those
    that the catalog lacks are named, or, with `is_discovering`, added with the first feed that their site
    names. Each is written before the next site is asked, so that an interrupted import can go on.
    """
    from pipeline.catalog.media_cloud import collection_of, read_sources

    sources = read_sources(bytes_of(file), str(file))
    name = _collection(collection or collection_of(file.name))
    usable = [source for source in sources if source.problem is None]
    for source in sources:
        if source.problem:
            warn(f"{source.name or 'a source'} {source.problem}.")
    missing = _collect(settings, usable, name, len(sources) - len(usable))
    if is_discovering:
        _discover(settings, missing, name)
    elif missing:
        _name_missing(missing, file, f" --collection {shlex.quote(collection)}" if collection else "")


def _collection(name: str | None) -> str:
    from pipeline.catalog.reading import is_collection_name

    if name is None:
        raise ConfigurationError(["The name of the file does not name a collection: give --collection NAME."])
    if not is_collection_name(name):
        raise ConfigurationError([f"--collection {name!r}: give a name on one line."])
    return name


def _collect(settings: Settings, sources: "Sequence[Source]", name: str, unusable: int) -> "list[Source]":
    """Add outlets of the catalog to the collection; return the sources that it does not have."""
    found: dict[str, None] = {}
    missing: list[Source] = []
    ambiguous = 0
    with editing(settings) as editor:
        for source in sources:
            try:
                outlet_id = editor.find(source.homepage)
            except ConfigurationError as error:
                warn(str(error))
                ambiguous += 1
                continue
            if outlet_id is None:
                missing.append(source)
            else:
                found[outlet_id] = None
        added = editor.collect(found, name)
    say(
        f"{name}: outlets added: {added}, in it already: {len(found) - added}; sources that are not in the "
        f"catalog: {len(missing)}, that may be any of several outlets: {ambiguous}, not usable: {unusable}"
    )
    return missing


def _name_missing(missing: "Sequence[Source]", file: Path, option: str) -> None:
    for source in missing:
        address = without_credentials(source.homepage)
        warn(f"{source.name} is not in the catalog: parallax feeds discover {shlex.quote(address)}")
    again = f"parallax feeds import --format mediacloud --discover{option} {shlex.quote(str(file))}"
    warn(f"Media Cloud exports no feeds. To look for all of these on their sites: {again}")


def _discover(settings: Settings, missing: "Sequence[Source]", name: str) -> None:
    from rich.console import Console

    from pipeline.running import progress

    progress.install(progress.ConsoleReporter(Console(stderr=True)))
    added = sum(_add(settings, source, name) for source in missing)
    say(f"{name}: outlets added with a feed of their site: {added}, without one: {len(missing) - added}")


def _add(settings: Settings, source: "Source", name: str) -> bool:
    """Look for a feed of a source and add it; say what came of it."""
    from pipeline.catalog.discover import discover

    try:
        found = _best(discover(settings, source.homepage, datetime.now(UTC), asks_all=False))
        if found is None:
            warn(f"{source.name} has no feed and no news sitemap, only a sitemap of all its pages.")
            return False
        with editing(settings) as editor:
            outlet_id = editor.add(found.url, _details(source, name), _kind(found))
    except ParallaxError as error:
        warn(f"{source.name}: {error}")
        return False
    say(f"added {without_credentials(found.url)} to {outlet_id}")
    return True


def _best(found: "Sequence[Found]") -> "Found | None":
    from pipeline.catalog.discover import SourceKind

    return next((one for one in found if one.kind is not SourceKind.SITEMAP), None)


def _kind(found: "Found") -> FeedKind:
    from pipeline.catalog.discover import SourceKind

    return FeedKind.FEED if found.kind is SourceKind.FEED else FeedKind.SITEMAP


def _details(source: "Source", collection: str) -> "OutletDetails":
    from pipeline.catalog.editing import OutletDetails

    return OutletDetails(
        name=source.name,
        homepage=source.homepage,
        country=source.country,
        languages=(source.language,) if source.language else (),
        kind=source.kind,
        collections=(collection,),
        is_hint=True,
    )
