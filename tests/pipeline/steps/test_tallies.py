"""What trends are counted from: kept up load by load, it is what counting everything anew gives."""

from pathlib import Path
from random import Random

import pytest

from pipeline.grouping import correct
from tests.pipeline.related_texts import NOW, paths_of, relate_and_publish, rows, settings_in
from tests.pipeline.tallies import counted, counted_anew, random_texts
from warehouse import open_writer
from warehouse.steps.tallying import tally

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.mark.parametrize(("seed", "days"), [(0, 3), (1, 60), (2, 60)])
def test_tallies_kept_up_are_those_made_anew(tmp_path: Path, seed: int, days: int) -> None:
    settings, random = settings_in(tmp_path), Random(seed)
    arriving = random_texts(40, seed, days)
    random.shuffle(arriving)
    arriving.sort(key=lambda text: text.copy_of is not None)
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
    relate_and_publish(settings, random_texts(8, 1))
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, owner, country) SELECT unnest(['a', 'b', 'c']), 'Group', 'FR'"
        )
        tally(connection)
    for table in ("language_day", "event_day", "event_week", "event_tally", "word_week"):
        assert rows(settings, f"SELECT max(owners) FROM {table}") == [(1,)], table
    assert rows(settings, "SELECT DISTINCT countries FROM event_tally") == [(1,)]
    assert rows(settings, "SELECT DISTINCT owner FROM article_related") == [("Group",)]
