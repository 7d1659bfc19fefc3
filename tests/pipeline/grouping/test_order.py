"""Events in a real warehouse are the same in whatever order and in however many runs texts arrive."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from pipeline.settings import Settings
from tests.pipeline.related_texts import (
    NOW,
    RelatedText,
    events,
    paths_of,
    relate_and_publish,
    rows,
    settings_in,
)
from tests.pipeline.tallies import random_texts
from warehouse import open_writer
from warehouse.steps import copy_groups

pytestmark = pytest.mark.slow

# Twice the window.
DAYS = 8
CLOSENESS = "SELECT article_id, published_at, products FROM article_closeness ORDER BY article_id"
# What no order of arrival may leave behind.
AMISS = {
    "text in no event": "SELECT article_id FROM article ANTI JOIN event_article USING (article_id)",
    "event twice": "SELECT event_id FROM event GROUP BY event_id HAVING count(*) > 1",
    "event without texts": "FROM event ANTI JOIN event_article USING (event_id)",
    "alias of an event that lives": "FROM event_alias SEMI JOIN event ON old_event_id = event.event_id",
    "alias that leads nowhere": "FROM event_alias ANTI JOIN event USING (event_id)",
    "text that was not compared": "SELECT article_id FROM article_vector ANTI JOIN article_closeness "
    "USING (article_id)",
}


def arrived(folder: Path, texts: list[RelatedText], ends: list[int]) -> Settings:
    """Return the settings of a data folder after runs that brought texts, each up to one of the ends."""
    settings = settings_in(folder)
    for start, end in pairwise([0, *ends, len(texts)]):
        relate_and_publish(settings, texts[start:end])
        assert {name for name, query in AMISS.items() if rows(settings, query)} == set()
    return settings


@pytest.mark.parametrize(("seed", "days"), [(0, DAYS), (1, DAYS), (2, 20)])
def test_one_run_or_many_in_any_order(tmp_path: Path, seed: int, days: int) -> None:
    random = Random(seed)
    texts = [one for one in random_texts(50, seed, days) if one.copy_of is None]
    at_once = arrived(tmp_path / "at once", texts, [])
    order = random.sample(texts, len(texts))
    many = arrived(tmp_path / "many", order, sorted(random.sample(range(1, len(order)), 5)))
    assert 1 < len(events(at_once)) < len(texts)
    assert events(many) == events(at_once)
    assert rows(many, CLOSENESS) == rows(at_once, CLOSENESS)


def test_copies_come_with_their_originals_whenever_these_come(tmp_path: Path) -> None:
    texts = random_texts(40, 7, DAYS)
    at_once = arrived(tmp_path / "at once", texts, [])
    # Copies are loaded after what they copy: they stay behind the originals here.
    many = arrived(tmp_path / "many", texts, [5, 10, 20, 33, 36])
    assert events(many) == events(at_once)


def test_one_text_a_run_from_the_latest_to_the_earliest(tmp_path: Path) -> None:
    texts = sorted(
        (one for one in random_texts(15, 3, DAYS) if one.copy_of is None), key=lambda one: -one.hour
    )
    at_once = arrived(tmp_path / "at once", texts, [])
    many = arrived(tmp_path / "many", texts, list(range(1, len(texts))))
    assert events(many) == events(at_once)
    assert rows(many, CLOSENESS) == rows(at_once, CLOSENESS)


def test_an_event_keeps_its_id_while_it_grows_by_earlier_texts(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    ids = []
    for number, hour in ((1, 30), (2, 20), (3, 10), (4, 0)):
        relate_and_publish(settings, [RelatedText(number=number, happening=1, hour=hour)])
        ids.append(rows(settings, "SELECT event_id FROM event"))
    assert ids == [ids[0]] * 4
    assert rows(settings, "FROM event_alias") == []


def test_texts_that_share_only_a_form_stay_apart_in_later_runs_too(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    one, other, later = (RelatedText(number=number, happening=1, hour=number) for number in (1, 2, 3))
    relate_and_publish(settings, [one])
    with open_writer(paths_of(settings)) as connection:
        copy_groups.write_groups(connection, [], "1", NOW, [(other.article_id, one.article_id)])
    relate_and_publish(settings, [other])
    relate_and_publish(settings, [later])
    assert rows(settings, "SELECT count(*) FROM article_apart") == [(1,)]
    assert {1, 2} not in [set(event) & {1, 2} for event in events(settings)]
    assert len(events(settings)) == 2
