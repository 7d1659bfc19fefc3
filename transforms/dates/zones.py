"""Zones as dates write them: offsets in digits, names of the tz database, and abbreviations by country."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed
from functools import cache, lru_cache
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import regex
from babel.core import get_global

from transforms.dates.origin import Origin, official_languages

# Abbreviations that the tz database has no more, or never had, each with its minutes east of UTC; where a
# name means more than one zone, in which countries it does. `regions` empty: in all.
_NAMES = """
    MEZ 60; MESZ 120; OEZ 120; OESZ 180; WEZ 0; WESZ 60; SEČ 60; SELČ 120; HNEC 60; HEEC 120; TRT 180;
    TSİ 180; МСК 180; BDST 420; ICT 420; PHT 480 PH; PHST 480; MYT 480; SGT 480; BNT 480; PKST 360; BDT
    360 BD; BDT 480 BN; BST 360 BD; NPT 345; SLST 330; LKT 330; BTT 360; MMT 390; AFT 270; IRST 210;
    IRDT 270; IRT 210; GET 240; AZT 240; AMT 240 AM; AMT -240 BR; UZT 300; TMT 300; TJT 300; KGT 360;
    ALMT 300; QYZT 300; AQTT 300; YEKT 300; OMST 360; NOVT 420; KRAT 420; IRKT 480; YAKT 540; VLAT 600;
    SAKT 660; MAGT 660; PETT 720; SAMT 240; GST 240 AE OM; AST 180 SA KW QA BH IQ YE; AST -240 CA BM PR
    TT BB DO; ADT -180 CA BM; BRT -180; BRST -120; ART -180; CLT -240; CLST -180; COT -300; PET -300;
    ECT -300 EC; VET -240; BOT -240; UYT -180; PYT -180; GYT -240; HNE -300; HAE -240; HNC -360; HAC
    -300; HNR -420; HAR -360; HNP -480; HAP -420; HNA -240; HAA -180; HNT -210; HAT -150; EST 600 AU;
    EDT 660 AU; CST 570 AU; CDT 630 AU; WST 480 AU; PST 300 PK; SST 480 SG; MST 480 MY; MST 390 MM; ChST
    600; ULAT 480; HOVT 420; TLT 540; PGT 600; FJT 720; AKST -540; CVT -60; AZOT -60; AZOST 0; EGT -60;
    WGT -120; MVT 300; MUT 240; RET 240; SCT 240
"""
# Names of zones elsewhere that these countries use too, each for a zone of its own: nobody else means that.
_ONLY_AT_HOME = frozenset(("AU", "CU", "MM", "MY", "PH", "PK", "SG"))
# What English means where no country is known: RFC 822 (5.1) has the zones of the United States.
_IN_ENGLISH = {"CST": -360, "PST": -480, "BST": 60}
# Names that mean standard time in winter and daylight time in summer.
_YEAR_ROUND = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AT": "America/Halifax", "NT": "America/St_Johns", "AKT": "America/Anchorage", "HT": "Pacific/Honolulu",
}  # fmt: skip
_YEAR_ROUND_REGIONS = frozenset(("US", "CA", None))
_UNIVERSAL = frozenset(("GMT", "UTC", "UT", "Z", "ZULU", "МСВ"))
_MOST_EAST, _MOST_WEST = timedelta(hours=14), timedelta(hours=-12)
_QUARTER = 15
_OFFSET = regex.compile(
    r"[\s(\[]*+(?:(?P<name>GMT|UTC|UT|Z)\s?)?(?P<sign>[+-])(?:(?<=(?:GMT|UTC|UT|Z)\s?[+-])\s)?"
    r"(?P<hours>\d{1,2}?)(?:(?P<apart>[:.h]?)(?P<minutes>\d{2}))?(?P<tenths>\.5)?(?::?00)?(?!\d)",
    regex.IGNORECASE,
)
# Behind "AM", "Uhr" or "hrs" an offset needs all four digits: "10:00 Uhr -12 Uhr" is a span of time.
_OFFSET_BEHIND = regex.compile(
    r"[\s(\[]++(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?P<tenths>)(?!\d|\s?\p{L})"
)
_IANA = regex.compile(r"\b[A-Z][A-Za-z_]{2,14}/[A-Za-z][A-Za-z_+-]{1,30}\d{0,2}(?:/[A-Za-z_]{2,20})?")
_WORDS = regex.compile(r"\p{L}[\p{L}\p{M}.]*+")
_IN_SMALL_LETTERS = frozenset(
    (
        "gmt",
        "utc",
        "est",
        "edt",
        "cst",
        "cdt",
        "pst",
        "pdt",
        "cet",
        "cest",
        "ist",
        "msk",
        "мск",
        "wib",
        "wita",
    )
)
# So many words of "Uhr", "hrs" or "a.m." may be between a time and its zone.
_MOST_WORDS = 4
_LONGEST_TAIL = 60
_MONTHS_APART = (1, 7)
_FIRST_YEAR, _LAST_YEAR = 1995, 2040


def zone_behind(text: str, local: datetime, origin: Origin) -> tuple[tzinfo, int] | None:
    """Return the zone that a text begins with, behind a time of day, and where it ends.

    None where it is no zone, or one that is not understood. `local` is the time itself: what a name means
    can depend on the year.
    """
    tail = text[:_LONGEST_TAIL]
    offset = _OFFSET.match(tail)
    if offset:
        return _found(_fixed(offset), offset.end())
    iana = _IANA.search(tail)
    if iana and (zone := _of_tz_database(iana[0])):
        return zone, iana.end()
    return _found(_windows(tail), len(tail)) or _named(tail, local, origin)


def _found(zone: tzinfo | None, end: int) -> tuple[tzinfo, int] | None:
    return None if zone is None else (zone, end)


def _fixed(match: regex.Match[str]) -> tzinfo | None:
    minutes = 30 if match["tenths"] else int(match["minutes"] or 0)
    offset = timedelta(hours=int(match["hours"]), minutes=minutes)
    offset = -offset if match["sign"] == "-" else offset
    is_possible = minutes % _QUARTER == 0 and _MOST_WEST <= offset <= _MOST_EAST
    return fixed(offset) if is_possible else None


def _of_tz_database(name: str) -> ZoneInfo | None:
    return _zone(name) if name in _known_zones() else None


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _windows(tail: str) -> tzinfo | None:
    """Return the zone by the name that Windows and JavaScript give it, such as `China Standard Time`."""
    if " Time" not in tail and " time" not in tail:
        return None
    name = tail.strip(" ()[],.")
    return _of_tz_database(get_global("windows_zone_mapping").get(name, ""))


def _named(tail: str, local: datetime, origin: Origin) -> tuple[tzinfo, int] | None:
    for count, match in enumerate(islice(_WORDS.finditer(tail), _MOST_WORDS)):
        word = match[0].strip(".")
        if word.isupper() or (not count and word.lower() in _IN_SMALL_LETTERS):
            if offset := _OFFSET.match(tail, match.start()):
                return _found(_fixed(offset), offset.end())
            if (zone := zone_named(word.upper(), local, origin)) is not None:
                return zone, match.end()
        if offset := _OFFSET_BEHIND.match(tail, match.end()):
            return _found(_fixed(offset), offset.end())
    return None


def zone_named(name: str, local: datetime, origin: Origin) -> tzinfo | None:
    """Return the zone that an abbreviation means at a time, None where it is unknown or means several.

    The country decides, as the language names it or the outlet has it; then the countries that speak the
    language.
    """
    if name in _UNIVERSAL:
        return UTC
    if (
        name in _YEAR_ROUND
        and origin.region in _YEAR_ROUND_REGIONS
        and origin.primary in {"en", "es", "fr", None}
    ):
        return _zone(_YEAR_ROUND[name])
    offset = _offset_of(name, local.year, origin)
    return None if offset is None else fixed(timedelta(minutes=offset))


def _offset_of(name: str, year: int, origin: Origin) -> int | None:
    """Return the minutes east of UTC that a name means, None where that is not sure."""
    meanings = _meanings(min(max(year, _FIRST_YEAR), _LAST_YEAR)).get(name, ())
    if len(meanings) == 1:
        return meanings[0][0]
    for country in filter(None, dict.fromkeys((origin.region, origin.country))):
        if len(here := {offset for offset, regions in meanings if country in regions}) == 1:
            return here.pop()
    abroad = [(offset, regions) for offset, regions in meanings if not regions or regions - _ONLY_AT_HOME]
    if len(abroad) == 1:
        return abroad[0][0]
    if origin.primary == "en":
        return None if origin.region else _IN_ENGLISH.get(name)
    spoken = {offset for offset, regions in abroad if _is_spoken(origin.primary, regions)}
    return spoken.pop() if len(spoken) == 1 else None


def _is_spoken(language: str | None, regions: frozenset[str]) -> bool:
    return any(language in official_languages(region) for region in regions)


@lru_cache(maxsize=64)
def _meanings(year: int) -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
    """Return what each abbreviation means in a year: its minutes east of UTC, and in which countries."""
    found: dict[str, dict[int, set[str]]] = {}
    for name, offset, regions in (*_in_tz_database(year), *_beside_it()):
        found.setdefault(name, {}).setdefault(offset, set()).update(regions)
    return {
        name: tuple((offset, frozenset(regions)) for offset, regions in meant.items())
        for name, meant in found.items()
    }


def _in_tz_database(year: int) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for region, names in get_global("territory_zones").items():
        for zone in filter(None, map(_zone, names)):
            for month in _MONTHS_APART:
                at = datetime(year, month, 1, tzinfo=zone)
                name, offset = at.tzname() or "", at.utcoffset() or timedelta(0)
                if name.isalpha():
                    yield name.upper(), int(offset.total_seconds()) // 60, (region,)


@cache
def _beside_it() -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    rows = (row.split() for row in _NAMES.split(";"))
    return tuple((name.upper(), int(minutes), tuple(regions)) for name, minutes, *regions in rows)
