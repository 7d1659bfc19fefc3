"""What trends are counted from: kept up load by load, it is what counting everything anew gives."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline import correct
from pipeline.settings import Settings
from tests.pipeline.related import NOW, Telling, paths_of, relate_and_publish, rows, settings_in
from warehouse import open_writer
from warehouse.tallying import tally

TALLIES = ("article_tally", "language_day", "event_day", "event_language", "event_tally")


def tellings(count: int, seed: int) -> list[Telling]:
    random = Random(seed)
    return [
        Telling(
            number=number,
            happening=random.randrange(count // 4),
            hour=random.uniform(0, 72),
            language=random.choice(["en", "fr", "de"]),
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


@pytest.mark.parametrize("seed", range(3))
def test_tallies_kept_up_are_those_made_anew(tmp_path: Path, seed: int) -> None:
    settings, random = settings_in(tmp_path), Random(seed)
    arriving = tellings(40, seed)
    random.shuffle(arriving)
    for start in range(0, len(arriving), 13):
        relate_and_publish(settings, arriving[start : start + 13])
    first, second = (row[0] for row in rows(settings, "SELECT event_id FROM event ORDER BY event_id LIMIT 2"))
    correct.merge(settings, [str(first), str(second)], None, NOW)
    assert counted(settings) == counted_anew(settings)
    ((articles, in_days, in_events),) = rows(
        settings,
        "SELECT (SELECT count(*) FROM article), (SELECT sum(articles) FROM language_day), "
        "(SELECT sum(articles) FROM event_tally)",
    )
    assert (articles, in_days, in_events) == (40, 40, 40)


def test_owners_are_counted_anew_when_an_outlet_changes_hands(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, tellings(8, 1))
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO outlet (outlet_id, owner, country) VALUES ('a', 'Group', 'FR')")
        tally(connection)
    assert rows(settings, "SELECT DISTINCT countries FROM event_tally") == [(1,)]
    assert rows(settings, "SELECT DISTINCT owner FROM article_related") == [("Group",)]
