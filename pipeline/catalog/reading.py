"""Read the catalog `outlets.toml`; every problem in the file is reported at once."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError

from model import ConfigurationError, Feed, FeedCheck, FeedKind, Outlet, OutletKind
from model.credentials import masked, without_credentials
from pipeline.catalog.check_keys import CHECK_KEYS, check_problems, feed_check, table_problems, url_of
from transforms.language.tags import primary_tag
from transforms.urls import digest_id, host_of, normalise_url, registered_domain

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ALPHA_2 = re.compile(r"[A-Z]{2}")
_NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
_KEYS = {
    "id", "feeds", "sitemaps", "name", "homepage", "country", "languages", "owner", "kind", "collections",
    "obey_robots", *CHECK_KEYS,
}  # fmt: skip
_KINDS = ", ".join(OutletKind)
# In an installed package, and in a checkout (see package-dir in pyproject.toml).
_DEFAULT_CATALOGS = (
    Path(__file__).with_name("default") / "outlets.toml",
    Path(__file__).parents[2] / "config" / "outlets.toml",
)
_HEADING = re.compile(r"^\s*\[\[\s*outlet\s*\]\]")


def catalog_file(path: Path) -> Path:
    """Return the file to read for a catalog: `path`, or the default catalog of this package.

    The default stands in for config/outlets.toml in the current folder where that file does not exist. A
    catalog elsewhere was named by the user, so that its absence is an error.
    """
    if path.exists() or path != Path("config/outlets.toml").absolute():
        return path
    return next((file for file in _DEFAULT_CATALOGS if file.exists()), path)


def read_catalog_if_any(path: Path) -> tuple[Outlet, ...]:
    """Return the outlets of a catalog, none where there is no catalog yet."""
    return read_catalog(path) if catalog_file(path).exists() else ()


def read_catalog(path: Path) -> tuple[Outlet, ...]:
    """Return the outlets of a catalog file; raises ConfigurationError that lists every problem.

    A problem names the file, the line its outlet begins at, the key, and what would be right.
    """
    path = catalog_file(path)
    return parse_catalog(_text_of(path), str(path))


def read_checked_feeds(path: Path) -> tuple[list[Feed], dict[str, FeedCheck]]:
    """Return the feeds of a catalog, and by id what it says of whether they answer.

    Raises as `read_catalog` does.
    """
    path = catalog_file(path)
    tables = _outlet_tables(_text_of(path), str(path))
    checks = {
        feed_id(table["id"], url_of(item)): feed_check(table, item)
        for table in tables
        for item in (*table.get("feeds", ()), *table.get("sitemaps", ()))
    }
    return feeds_of(tuple(map(_outlet, tables))), checks


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(
            [
                (
                    f"There is no catalog at {path}: set PARALLAX_CATALOG, or add a feed with "
                    "`parallax feeds add URL`."
                )
            ]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            [f"The catalog {path} cannot be read ({error}): it must be a UTF-8 file."]
        ) from error


def parse_catalog(text: str, name: str) -> tuple[Outlet, ...]:
    """Return the outlets of a catalog's text; `name` is the file's name in error messages."""
    return tuple(map(_outlet, _outlet_tables(text, name)))


def _outlet_tables(text: str, name: str) -> list[dict[str, Any]]:
    """Return the tables of a catalog's outlets, which are valid; raises ConfigurationError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError([f"{name}: not TOML: {error}."]) from error
    tables = data.get("outlet", [])
    problems = [
        f"{name}: unknown table or key {key!r}: only [[outlet]] tables." for key in data if key != "outlet"
    ]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigurationError(
            [f"{name}: `outlet` must be an array of tables: begin each with [[outlet]]."]
        )
    lines = [number + 1 for number in heading_lines(text)]
    check = _Check(problems)
    for number, table in enumerate(tables):
        line = lines[number] if number < len(lines) else number + 1
        check.outlet(f"{name}:{line}", table)
    if problems:
        raise ConfigurationError(problems)
    return tables


def heading_lines(text: str) -> list[int]:
    """Return the numbers, from 0, of the lines that say `[[outlet]]`."""
    return [number for number, line in enumerate(text.split("\n")) if _HEADING.match(line)]


class _Check:
    """Checks one outlet after another and collects the problems."""

    def __init__(self, problems: list[str]) -> None:
        self._problems = problems
        self._ids: dict[str, str] = {}
        self._urls: dict[str, str] = {}

    def outlet(self, where: str, table: Mapping[str, Any]) -> None:
        self._identity(where, table.get("id"))
        where = f"{where}: outlet {table.get('id', '?')!r}"
        self._feeds(where, table)
        self._details(where, table)
        for problem in check_problems(table):
            self._say(where, problem)
        for key in sorted(set(table) - _KEYS):
            self._say(where, f"unknown key {key!r}; there are: {', '.join(sorted(_KEYS))}")

    def _say(self, where: str, problem: str) -> None:
        self._problems.append(f"{where}: {problem}.")

    def _identity(self, where: str, outlet_id: Any) -> None:
        if not isinstance(outlet_id, str) or not _SLUG.fullmatch(outlet_id):
            self._say(
                where, f'`id` is {outlet_id!r}: give a slug of a-z, 0-9 and hyphens, such as "le-monde"'
            )
        elif outlet_id in self._ids:
            self._say(where, f"`id` {outlet_id!r} is used at {self._ids[outlet_id]} already: ids are unique")
        else:
            self._ids[outlet_id] = where

    def _feeds(self, where: str, table: Mapping[str, Any]) -> None:
        if not table.get("feeds") and not table.get("sitemaps"):
            self._say(where, "`feeds` is missing or empty: give a list of one or more URLs, or `sitemaps`")
            return
        for key in ("feeds", "sitemaps"):
            self._urls_of(where, key, table.get(key, []))

    def _urls_of(self, where: str, key: str, urls: Any) -> None:
        if not isinstance(urls, list):
            self._say(where, f"`{key}` is {masked(repr(urls))}: give a list of URLs")
            return
        for item in urls:
            for problem in table_problems(key, item):
                self._say(where, problem)
            url = url_of(item)
            normal = normalise_url(url) if isinstance(url, str) else None
            if normal is None:
                self._say(where, f"`{key}` has {masked(repr(url))}: give an http or https URL")
            elif normal in self._urls:
                shown = without_credentials(url)
                self._say(where, f"`{key}` has {shown!r}, which is listed at {self._urls[normal]} already")
            else:
                self._urls[normal] = where

    def _details(self, where: str, table: Mapping[str, Any]) -> None:
        for key in ("name", "homepage", "owner"):
            if not isinstance(table.get(key, ""), str):
                self._say(where, f"`{key}` is {table[key]!r}: give a string")
        if "homepage" in table and normalise_url(str(table["homepage"])) is None:
            said = masked(repr(table["homepage"]))
            self._say(where, f"`homepage` is {said}: give an http or https URL")
        if "country" in table and table["country"] not in _territories():
            self._say(
                where, f'`country` is {table["country"]!r}: give an ISO 3166-1 alpha-2 code, such as "FR"'
            )
        if "kind" in table and table["kind"] not in list(OutletKind):
            self._say(where, f"`kind` is {table['kind']!r}: give one of {_KINDS}")
        if not isinstance(table.get("obey_robots", True), bool):
            self._say(where, f"`obey_robots` is {table['obey_robots']!r}: give true or false")
        self._collections(where, table.get("collections", []))
        languages = table.get("languages", [])
        if not isinstance(languages, list):
            self._say(where, f"`languages` is {languages!r}: give a list of BCP 47 tags")
            return
        for tag in languages:
            if not is_language_tag(tag):
                self._say(where, f'`languages` has {tag!r}: give BCP 47 tags, such as "fr" or "zh-Hant"')

    def _collections(self, where: str, collections: Any) -> None:
        if not isinstance(collections, list):
            self._say(where, f"`collections` is {collections!r}: give a list of names")
            return
        for name in collections:
            if not is_collection_name(name):
                self._say(where, f'`collections` has {name!r}: give names on one line, such as "state media"')


def is_collection_name(name: Any) -> bool:
    """Say whether `name` can name a collection: printable, with nothing at its ends to trim."""
    return isinstance(name, str) and name != "" and name.isprintable() and name == name.strip()


def is_language_tag(tag: Any) -> bool:
    """Say whether `tag` is a BCP 47 tag of a language that Unicode's CLDR names."""
    if not isinstance(tag, str) or not _TAG.fullmatch(tag) or primary_tag(tag) is None:
        return False
    return tag.split("-")[0].lower() in _language_names()


def is_country(code: str) -> bool:
    """Say whether a code is a country's in ISO 3166-1 alpha-2."""
    return code in _territories()


@cache
def _territories() -> frozenset[str]:
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if _ALPHA_2.fullmatch(code) and code not in _NO_COUNTRIES)


@cache
def _language_names() -> frozenset[str]:
    try:
        return frozenset(Locale("en").languages) | {"cnr"}
    except UnknownLocaleError:  # pragma: no cover - English always ships
        return frozenset()


def _outlet(table: Mapping[str, Any]) -> Outlet:
    homepage = table.get("homepage")
    feeds, sitemaps = (tuple(map(url_of, table.get(key, ()))) for key in ("feeds", "sitemaps"))
    domain = registered_domain(host_of(homepage or (*feeds, *sitemaps)[0]))
    return Outlet(
        outlet_id=table["id"],
        feeds=feeds,
        sitemaps=sitemaps,
        name=table.get("name", table["id"]),
        homepage=without_credentials(homepage) if homepage else None,
        domain=domain or None,
        country=table.get("country"),
        languages=tuple(table.get("languages", ())),
        owner=table.get("owner"),
        collections=tuple(dict.fromkeys(table.get("collections", ()))),
        kind=OutletKind(table["kind"]) if "kind" in table else None,
        is_robots_obeyed=table.get("obey_robots", True),
    )


def feeds_of(outlets: tuple[Outlet, ...]) -> list[Feed]:
    """Return the feeds and sitemaps of the catalog.

    They declare a language where their outlet has exactly one.
    """
    return [
        Feed(
            feed_id=feed_id(outlet.outlet_id, url),
            outlet_id=outlet.outlet_id,
            url=url,
            language=outlet.languages[0] if len(outlet.languages) == 1 else None,
            country=outlet.country,
            kind=kind,
            is_robots_obeyed=outlet.is_robots_obeyed,
            domain=outlet.domain or "",
        )
        for outlet in outlets
        for kind, urls in ((FeedKind.FEED, outlet.feeds), (FeedKind.SITEMAP, outlet.sitemaps))
        for url in urls
    ]


def feed_id(outlet_id: str, url: str) -> str:
    """Return the id of a feed: its outlet's and eight hex digits of its URL's hash."""
    return f"{outlet_id}/{digest_id(url)[:8]}"
