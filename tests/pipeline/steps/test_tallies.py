"""What trends are counted from: kept up load by load, it is what counting everything anew gives."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.grouping import correct
from pipeline.settings import Settings
from tests.pipeline.related import NOW, Telling, paths_of, relate_and_publish, rows, settings_in
from warehouse import open_writer
from warehouse.steps.tallying import tally

TALLIES = (
    "article_tally", "language_day", "language_pace", "outlet_day", "event_day", "event_before", "event_week",
    "event_language", "event_tally", "word_week",
)  # fmt: skip


def tellings(count: int, seed: int, days: int = 3) -> list[Telling]:
    """Return originals and, after them, a fifth as many copies, over some days."""
    random = Random(seed)
    return [
        Telling(
            number=number,
            happening=random.randrange(count // 4),
            hour=random.uniform(0, 24 * days),
            language=random.choice(["en", "fr", "de"]),
            outlet=random.choice("abc"),
            title=" ".join(random.choices(["pact", "vote", "alpha beta", "日本"], k=2)),
            copy_of=random.randint(1, count * 4 // 5) if number > count * 4 // 5 else None,
        )
        for number in range(1, count + 1)
    ]


def counted(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(rows(settings, f"FROM {table}"), key=str) for table in TALLIES}


def counted_anew(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    with open_writer(paths_of(settings)) as connection:
        for table in (*TALLIES, "tally_basis"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO untallied SELECT article_id FROM article")
        tally(connection)
    return counted(settings)


@pytest.mark.parametrize(("seed", "days"), [(0, 3), (1, 60), (2, 60)])
def test_tallies_kept_up_are_those_made_anew(tmp_path: Path, seed: int, days: int) -> None:
    settings, random = settings_in(tmp_path), Random(seed)
    arriving = tellings(40, seed, days)
    random.shuffle(arriving)
    arriving.sort(key=lambda telling: telling.copy_of is not None)
    for start in range(0, len(arriving), 13):
        relate_and_publish(settings, arriving[start : start + 13])
    first, second = (row[0] for row in rows(settings, "SELECT event_id FROM event ORDER BY event_id LIMIT 2"))
    correct.merge(settings, [str(first), str(second)], None, NOW)
    kept_up = counted(settings)
    assert kept_up == counted_anew(settings)
    assert all(kept_up.values())
    ((articles, in_days, members, in_events),) = rows(
        settings,
        "SELECT (SELECT count(*) FROM article), (SELECT sum(articles) FROM language_day), "
        "(SELECT count(*) FROM event_article), (SELECT sum(articles) FROM event_tally)",
    )
    assert (articles, in_days) == (40, 40)
    assert members == in_events >= 32


def test_owners_are_counted_anew_when_an_outlet_changes_hands(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, tellings(8, 1))
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, owner, country) SELECT unnest(['a', 'b', 'c']), 'Group', 'FR'"
        )
        tally(connection)
    for table in ("language_day", "event_day", "event_week", "event_tally", "word_week"):
        assert rows(settings, f"SELECT max(owners) FROM {table}") == [(1,)], table
    assert rows(settings, "SELECT DISTINCT countries FROM event_tally") == [(1,)]
    assert rows(settings, "SELECT DISTINCT owner FROM article_related") == [("Group",)]
