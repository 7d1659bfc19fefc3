"""Read the sources of a Media Cloud collection, as its site exports them.

The columns are those of `download_csv` in mediacloud/web-search: id, homepage, domain, url_search_string,
label, notes, platform, pub_country, pub_state, media_type, stories_per_week, last_story, primary_language.
Only homepage is needed; others may be missing, and lists of earlier versions call the domain `name`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.core import get_global

from model import ConfigurationError, OutletKind
from model.limits import MAX_OPML_BYTES, MAX_OPML_FEEDS, MAX_URL_CHARS
from pipeline.catalog.opml import one_line
from pipeline.catalog.reading import is_country, is_language_tag
from transforms.urls import normalise_url

_COLLECTION = re.compile(r"Collection-[0-9]+-(?P<name>.+)-sources-[0-9]{14}")
_KINDS = {
    "print_native": OutletKind.NEWSPAPER,
    "digital_native": OutletKind.DIGITAL,
    "video_broadcast": OutletKind.BROADCASTER,
    "audio_broadcast": OutletKind.BROADCASTER,
}
# Kosovo's code is not in ISO 3166-1, and CLDR does not know its form of three letters.
_ALPHA_2 = {"XKX": "XK"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: `problem` says why it cannot be an outlet, if it cannot."""

    homepage: str
    name: str
    country: str | None = None
    language: str | None = None
    kind: OutletKind | None = None
    problem: str | None = None


def collection_of(file_name: str) -> str | None:
    """Return the collection that the name of an exported file names, None where it has another form."""
    found = _COLLECTION.match(file_name)
    return one_line(found["name"]) or None if found else None


def read_sources(data: bytes, name: str) -> list[Source]:
    """Return the sources of a file; raises ConfigurationError where it is no list of sources."""
    if len(data) > MAX_OPML_BYTES:
        raise ConfigurationError([f"{name} has more than {MAX_OPML_BYTES // 1_000_000} MB: split it."])
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError([f"{name} is not a CSV file in UTF-8 ({error})."]) from error
    if not rows or "homepage" not in rows[0]:
        raise ConfigurationError(
            [f"{name} lists no sources: download it on the page of a collection (it has a column homepage)."]
        )
    if len(rows) > MAX_OPML_FEEDS:
        raise ConfigurationError(
            [f"{name} lists {len(rows)} sources: split it, {MAX_OPML_FEEDS} are the most."]
        )
    return [
        _source(row) for row in rows if any(isinstance(cell, str) and cell.strip() for cell in row.values())
    ]


def _source(row: Mapping[str, str | None]) -> Source:
    cells = {
        key: value.strip() for key, value in row.items() if isinstance(key, str) and isinstance(value, str)
    }
    homepage = cells.get("homepage", "")
    name = cells.get("label") or cells.get("name") or cells.get("domain") or homepage
    language = cells.get("primary_language", "")
    return Source(
        homepage=_address(homepage),
        name=one_line(name),
        country=_country(cells.get("pub_country", "")),
        language=language if is_language_tag(language) else None,
        kind=_KINDS.get(cells.get("media_type", "")),
        problem=_problem(homepage, cells),
    )


def _address(homepage: str) -> str:
    return homepage if "://" in homepage or not homepage else f"https://{homepage}"


def _country(code: str) -> str | None:
    """Return ISO 3166-1 alpha-2 of a code with three letters."""
    known = _ALPHA_2.get(code) or next(iter(get_global("territory_aliases").get(code, ())), "")
    return next((found for found in (known, code) if is_country(found)), None)


def _problem(homepage: str, cells: Mapping[str, str]) -> str | None:
    if not homepage:
        return "has no homepage"
    if (
        len(homepage) > MAX_URL_CHARS
        or not homepage.isprintable()
        or normalise_url(_address(homepage)) is None
    ):
        return "has a homepage that is no http or https URL"
    if (platform := cells.get("platform", "")) not in {"", "online_news"}:
        return f"is of the platform {one_line(platform)}, not online news"
    if part := cells.get("url_search_string", ""):
        return f"is only a part of its site ({one_line(part)}): an outlet of Parallax is a whole one"
    return None
