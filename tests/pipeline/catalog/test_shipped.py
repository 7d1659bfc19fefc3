"""The catalog that comes with Parallax: its languages, its continents, its addresses and who checked them."""

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from model import FeedCheck, Outlet
from pipeline.catalog.reading import feeds_of, read_catalog, read_checked_feeds
from transforms.language.tags import primary_tag
from transforms.urls import normalise_url

ROOT = Path(__file__).parents[3]
CATALOG = ROOT / "config" / "outlets.toml"
DOCS = (ROOT / "docs" / "catalog.md").read_text(encoding="utf-8")
# A language is well covered with this many outlets.
ENOUGH = 3
# Of the wire pages on which `python -m bench.language` measures.
_MEASURED = "ar bg bn cs de el en es fa fi fr he hi hu id it ja ko nl pl pt ro ru sv sw th tr uk vi zh"
TESTED = {path.stem for path in (ROOT / "tests/transforms/language/languages").glob("*.txt")}
# Addresses whose sources know no secure ones.
MOST_INSECURE = 21
_AFRICA = """BF CD CF CG CM DZ EG ET GH GN KE LY MA MG ML MW MZ NA NE NG RW SL SN SO SS TD TN TZ UG ZA ZW"""
_ASIA = """AE AF AM AZ BD CN GE HK ID IL IN IQ IR JO JP KG KH KR KZ LB LK MM MV MY NP OM PH PK PS QA SA SG
SY TH TR TW UZ VN YE"""
_EUROPE = """AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MD ME MK MT NL NO PL
PT RO RS RU SE SI SK UA XK"""
CONTINENTS = {
    "Africa": _AFRICA,
    "Asia": _ASIA,
    "Europe": _EUROPE,
    "North America": "BB CA CR CU GL GT HT JM MX PA US",
    "Oceania": "AU NZ PF PG PW SB",
    "South America": "AR BO BR CL CO EC GY PE PY SR UY VE",
}


@pytest.fixture(scope="module")
def outlets() -> tuple[Outlet, ...]:
    return read_catalog(CATALOG)


@pytest.fixture(scope="module")
def checks() -> dict[str, FeedCheck]:
    return read_checked_feeds(CATALOG)[1]


def _table(heading: str) -> dict[str, str]:
    """Return the first two columns of the table under a heading of the docs."""
    section = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line
    ]
    return {row[0].strip("`"): row[1] for row in rows[2:]}


def test_it_has_about_five_hundred_feeds(outlets: tuple[Outlet, ...]) -> None:
    feeds, languages = feeds_of(outlets), {tag for outlet in outlets for tag in outlet.languages}
    assert 500 <= len(feeds) <= 600
    assert f"{len(outlets)} outlets" in DOCS
    assert f"{len(feeds)} feeds, in {len(languages)} languages" in DOCS


def test_every_language_has_three_outlets_or_a_reason(outlets: tuple[Outlet, ...]) -> None:
    counts = Counter(tag for outlet in outlets for tag in outlet.languages)
    wanted = {tag for tag in {*_MEASURED.split(), *TESTED, *counts} if tag != "zh"} | {"zh-Hans", "zh-Hant"}
    thin = {tag for tag in wanted if counts[tag] < ENOUGH}
    reasons = _table("Languages with fewer than three outlets")
    assert thin == reasons.keys()
    assert all(len(reason) > 1 for reason in reasons.values())


def test_a_language_is_covered_by_feeds_without_a_doubt(
    outlets: tuple[Outlet, ...], checks: dict[str, FeedCheck]
) -> None:
    doubtful = {feed.outlet_id for feed in feeds_of(outlets) if checks[feed.feed_id].doubt}
    counts = Counter(tag for one in outlets if one.outlet_id not in doubtful for tag in one.languages)
    thin = _table("Languages with fewer than three outlets")
    assert {tag for tag, count in counts.items() if count < ENOUGH} == thin.keys()


def test_every_continent_has_its_press(outlets: tuple[Outlet, ...]) -> None:
    continent_of = {code: name for name, codes in CONTINENTS.items() for code in codes.split()}
    countries = {outlet.country for outlet in outlets if outlet.country}
    assert countries == continent_of.keys()
    counts = Counter(continent_of[outlet.country] for outlet in outlets if outlet.country)
    assert min(counts.values()) >= 10, counts


def test_most_addresses_are_secure_and_all_are_different(outlets: tuple[Outlet, ...]) -> None:
    urls = [feed.url for feed in feeds_of(outlets)]
    assert sum(url.startswith("http://") for url in urls) <= MOST_INSECURE
    without_scheme = Counter(
        re.sub(r"^https?://(www\.)?", "", normalise_url(url) or "").rstrip("/") for url in urls
    )
    assert without_scheme.most_common(1)[0][1] == 1
    assert not [url for url in urls if "@" in url]


def test_every_outlet_says_who_it_is() -> None:
    tables: list[dict[str, Any]] = tomllib.loads(CATALOG.read_text(encoding="utf-8"))["outlet"]
    for table in tables:
        assert {"id", "name", "homepage", "languages", "kind"} <= table.keys(), table["id"]
        assert all(primary_tag(tag) for tag in table["languages"]), table["id"]
        assert all(isinstance(url, str) for url in table.get("feeds", ())), "feeds are strings, as before"
    names: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        names[table["name"]].append(table.get("country", ""))
    assert all(len(set(countries)) == len(countries) for countries in names.values())


def test_the_docs_name_who_checked(checks: dict[str, FeedCheck]) -> None:
    sources = _table("Who checked the feeds that come with Parallax")
    assert {check.checked_by for check in checks.values() if check.checked_by} == sources.keys()
    days = {(check.checked_by, check.checked_on) for check in checks.values() if check.checked_on}
    assert all(f"{day}" in DOCS for _, day in days)
    checked = sum(check.checked_on is not None for check in checks.values())
    assert checked / len(checks) > 0.8
