"""Events and tallies after articles were erased are those of what is left."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from pipeline.keeping.erase import erase
from tests.pipeline.related_texts import NOW, relate_and_publish, rows, settings_in, url_of
from tests.pipeline.tallies import counted, counted_anew, random_texts


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
@pytest.mark.long
def test_what_is_left_is_whole(tmp_path: Path, seed: int) -> None:
    settings, random = settings_in(tmp_path), Random(seed)
    # Copies that lose their original are embedded by the model, which these vectors are not of.
    arriving = [replace(one, copy_of=None) for one in random_texts(40, seed)]
    relate_and_publish(settings, arriving)
    going = random.sample(range(1, 41), 12)
    for lot in (going[:5], going[5:]):
        erase(settings, [url_of(arriving[number - 1]) for number in lot], None, NOW)
    left = {article.int for (article,) in rows(settings, "SELECT article_id FROM article")}
    assert left == set(range(1, 41)) - set(going)
    for table in ("event_article", "syndication_member", "article_tally", "article_closeness"):
        assert {row[0].int for row in rows(settings, f"SELECT article_id FROM {table}")} == left
    assert {row[0].int for row in rows(settings, "SELECT representative_article_id FROM event")} <= left
    assert {row[0].int for row in rows(settings, "SELECT article_id FROM event_title")} <= left
    assert rows(settings, "FROM event ANTI JOIN event_article USING (event_id)") == []
    assert rows(settings, "FROM event_article ANTI JOIN event USING (event_id)") == []
    assert counted(settings) == counted_anew(settings)


def test_later_texts_join_what_is_left(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    arriving = [replace(one, copy_of=None) for one in random_texts(12, 1)]
    relate_and_publish(settings, arriving[:8])
    erase(settings, [url_of(arriving[0]), url_of(arriving[4])], None, NOW)
    relate_and_publish(settings, arriving[8:])
    stray = "SELECT count(*) FROM article ANTI JOIN event_article USING (article_id)"
    assert rows(settings, stray) == [(0,)]
    assert counted(settings) == counted_anew(settings)
