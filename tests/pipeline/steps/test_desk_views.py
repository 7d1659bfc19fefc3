"""What the views of a desk say of the sample, counted again from articles, outlets, events and copies."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from warehouse.database.connection import open_reader

pytestmark = pytest.mark.slow

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class ListedArticle:
    """An article, beside its outlet, event and group of copies."""

    article_id: str
    outlet_id: str
    owner: str
    country: str | None
    language: str
    title: str
    agency: str | None
    published_at: datetime
    event_id: str
    group_id: str
    relation: str

    @property
    def day(self) -> date:
        return self.published_at.date()


ARTICLES = """
SELECT article.article_id::VARCHAR AS article_id, article.outlet_id,
    coalesce(outlet.owner, article.outlet_id) AS owner, outlet.country, article.language, article.title,
    article.agency, article.published_at AT TIME ZONE 'UTC' AS published_at,
    event_article.event_id::VARCHAR AS event_id, syndication_member.group_id::VARCHAR AS group_id,
    syndication_member.relation
FROM article
JOIN outlet USING (outlet_id) JOIN event_article USING (article_id) JOIN syndication_member USING (article_id)
"""


def rows_of(file: Path, query: str) -> list[dict[str, Any]]:
    with open_reader(file) as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.fixture(scope="module")
def listed(demo: Path) -> list[ListedArticle]:
    return [ListedArticle(**row) for row in rows_of(demo / "warehouse.duckdb", ARTICLES)]


def view(demo: Path, name: str, *columns: str) -> set[tuple[Any, ...]]:
    listed = ", ".join(columns)
    rows = rows_of(demo / "warehouse.duckdb", f"SELECT {listed} FROM {name}")
    found = [tuple(row[column.split()[-1]] for column in columns) for row in rows]
    assert len(found) == len(set(found)) > 0
    return set(found)


def by(
    listed: Iterable[ListedArticle], *keys: Callable[[ListedArticle], Any]
) -> Mapping[tuple[Any, ...], list[ListedArticle]]:
    found: defaultdict[tuple[Any, ...], list[ListedArticle]] = defaultdict(list)
    for one in listed:
        found[tuple(key(one) for key in keys)].append(one)
    return found


def test_countries_that_publish_and_say_nothing_are_silent(demo: Path, listed: list[ListedArticle]) -> None:
    expected = set()
    for (event_id,), members in by(listed, lambda one: one.event_id).items():
        first, last = min(one.day for one in members), max(one.day for one in members)
        meanwhile = by((one for one in listed if first <= one.day <= last), lambda one: one.country)
        for (country,), articles in meanwhile.items():
            if country and country not in {one.country for one in members}:
                outlets, owners = {one.outlet_id for one in articles}, {one.owner for one in articles}
                expected.add((event_id, country, len(articles), len(outlets), len(owners)))
    columns = ("event_id::VARCHAR AS event_id", "country", "articles_meanwhile", "outlets_meanwhile")
    assert view(demo, "event_country_silence", *columns, "owners_meanwhile") == expected


def test_countries_by_day_are_counted(demo: Path, listed: list[ListedArticle]) -> None:
    expected = {
        (
            day, country, len(members), len({one.group_id for one in members}),
            len({one.outlet_id for one in members}), len({one.owner for one in members}),
        )
        for (day, country), members in by(listed, lambda one: one.day, lambda one: one.country).items()
    }  # fmt: skip
    columns = ("day", "country", "articles", "originals", "outlets", "owners")
    assert view(demo, "country_daily", *columns) == expected


def test_pairs_of_outlets_copy_as_their_articles_do(demo: Path, listed: list[ListedArticle]) -> None:
    originals = {one.group_id: one for one in listed if one.relation == "original"}
    copies = by(
        (one for one in listed if one.relation != "original"),
        lambda one: one.outlet_id,
        lambda one: originals[one.group_id].outlet_id,
        lambda one: one.relation,
    )
    expected = set()
    for (outlet_id, original_outlet_id, relation), members in copies.items():
        lags = [_minutes(one.published_at, originals[one.group_id].published_at) for one in members]
        credited = [one.agency or originals[one.group_id].agency for one in members]
        named = Counter(agency for agency in credited if agency)
        expected.add((
            outlet_id, original_outlet_id, relation, len(members), median(lags),
            min(named, key=lambda one: (-named[one], one)) if named else None,
            named.total() / len(members), members[0].owner, originals[members[0].group_id].owner,
        ))  # fmt: skip
    assert view(
        demo, "outlet_pair", "outlet_id", "original_outlet_id", "relation", "articles", "median_lag_minutes",
        "agency", "credited_share", "owner", "original_owner",
    ) == expected  # fmt: skip
    assert {one[5] for one in expected} == {"Meridian Wire", None}


def _minutes(later: datetime, earlier: datetime) -> float:
    """Return the minutes between two times as the views count them: those that a clock shows."""
    whole = [moment.replace(second=0, microsecond=0) for moment in (later, earlier)]
    return (whole[0] - whole[1]) / timedelta(minutes=1)


def test_the_wire_of_the_catalog_is_credited_where_its_texts_are_printed(listed: list[ListedArticle]) -> None:
    credited = [one for one in listed if one.agency]
    assert {one.agency for one in credited} == {"Meridian Wire"}
    assert len(credited) == 15
    copied = [one for one in credited if one.relation != "original"]
    assert {one.outlet_id for one in copied}.isdisjoint({"meridian-wire"})
    assert copied


def test_outlets_share_the_events_that_both_report(demo: Path, listed: list[ListedArticle]) -> None:
    events: defaultdict[str, set[str]] = defaultdict(set)
    for one in listed:
        events[one.outlet_id].add(one.event_id)
    expected = {
        (
            mine, theirs, len(shared), len(events[mine]), len(events[theirs]),
            len(shared) / len(events[mine]), len(shared) / len(events[mine] | events[theirs]),
        )
        for mine, theirs in permutations(events, 2)
        if (shared := events[mine] & events[theirs])
    }  # fmt: skip
    assert view(
        demo, "outlet_overlap", "outlet_id", "other_outlet_id", "shared_events", "events", "other_events",
        "shared_share", "overlap_share",
    ) == expected  # fmt: skip


@pytest.mark.parametrize("language", ["en", "uk", "de"])
def test_terms_of_titles_are_counted_by_day(demo: Path, listed: list[ListedArticle], language: str) -> None:
    expected = set()
    for (day,), members in by(
        (one for one in listed if one.language == language), lambda one: one.day
    ).items():
        groups: defaultdict[str, set[str]] = defaultdict(set)
        articles: Counter[str] = Counter()
        for one in members:
            for word in _words(one.title):
                groups[word].add(one.group_id)
                articles[word] += 1
        expected |= {
            (day, word, count, len(groups[word]), count / len(members)) for word, count in articles.items()
        }
    columns = ("day", "term", "articles", "originals", "article_share")
    assert view(demo, f"term_daily WHERE language = '{language}'", *columns) == expected


def _words(title: str) -> set[str]:
    return {word for word in WORD.findall(title.lower()) if len(word) > 1 and any(map(str.isalpha, word))}
