"""Stories in a real warehouse: events of one matter follow each other, whatever happens to the events."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from pipeline.grouping import correct
from pipeline.grouping.stories import update_stories
from pipeline.settings import Settings
from tests.pipeline.related_texts import (
    NOW,
    RelatedText,
    paths_of,
    relate_and_publish,
    rows,
    settings_in,
)
from warehouse import open_writer
from warehouse.keeping.deletion import Deletion, delete
from warehouse.steps.checking import check
from warehouse.steps.tallying import tally

DAY = 24
LATER = NOW + timedelta(days=1)
CHECKED = {"story_astray", "key_twice", "left_behind", "event_row_twice"}
# A trial: its opening, a witness, the verdict.
OPENING, WITNESS, VERDICT = (
    [
        RelatedText(number=10 * stage + n, happening=stage, matter=1, hour=stage * 5 * DAY + n)
        for n in range(1, size)
    ]
    for stage, size in ((1, 4), (2, 3), (3, 6))
)
TRIAL = [*OPENING, *WITNESS, *VERDICT]
# Happenings of the same days that belong to nothing.
OTHERS = [
    RelatedText(number=100 + 10 * happening + n, happening=100 + happening, hour=happening * DAY * 2 + n)
    for happening in range(8)
    for n in range(2)
]
# Another matter on the same days.
TALKS = [
    RelatedText(number=300 + 10 * stage + n, happening=300 + stage, matter=2, hour=stage * 5 * DAY + n)
    for stage in range(3)
    for n in range(2)
]


def stories(settings: Settings) -> list[tuple[int, list[int]]]:
    """Return each story with its events in order, both by the number of the text that founded them."""
    found = rows(
        settings,
        "SELECT story_id, list(event_id ORDER BY position) FROM story_timeline GROUP BY story_id ORDER BY 1",
    )
    return [(story.int, [event.int for event in events]) for story, events in found]


def amiss(settings: Settings) -> list[str]:
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO untallied SELECT article_id FROM article")
        tally(connection)
        return [one.example for one in check(connection) if one.name in CHECKED]


def test_events_of_one_matter_are_a_story_in_their_order(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*VERDICT, *OTHERS, *OPENING, *TALKS, *WITNESS])
    assert stories(settings) == [(11, [11, 21, 31]), (300, [300, 310, 320])]
    ((title, events, articles, first_at, last_at),) = rows(
        settings,
        "SELECT title, events, articles, first_published_at, last_published_at FROM story_summary "
        "WHERE articles = 10",
    )
    assert (events, articles) == (3, 10)
    assert title in {f"Title {text.number}" for text in VERDICT}
    assert (last_at - first_at) == timedelta(days=10, hours=4)
    later = rows(settings, "SELECT hours_later FROM story_timeline ORDER BY story_id, position LIMIT 3")
    assert later == [(None,), (120.0,), (120.0,)]
    days = rows(settings, "SELECT sum(articles) FROM story_daily GROUP BY story_id ORDER BY 1")
    assert days == [(6,), (10,)]
    assert amiss(settings) == []


def test_a_story_keeps_its_id_while_it_goes_on(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    seen = []
    for texts in ([*OPENING, *OTHERS[:8]], WITNESS, OTHERS[8:], VERDICT):
        relate_and_publish(settings, texts)
        seen.append(stories(settings))
    assert seen == [[], [(11, [11, 21])], [(11, [11, 21])], [(11, [11, 21, 31])]]
    assert amiss(settings) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_stories_are_the_same_in_one_run_and_in_many(tmp_path: Path, seed: int) -> None:
    random, texts = Random(seed), [*TRIAL, *TALKS, *OTHERS]
    whole, many = settings_in(tmp_path / "whole"), settings_in(tmp_path / "many")
    relate_and_publish(whole, texts)
    order = random.sample(texts, len(texts))
    for start in range(0, len(order), 7):
        relate_and_publish(many, order[start : start + 7], NOW + timedelta(hours=start))
        assert amiss(many) == []
    assert {frozenset(events) for _, events in events_of(many)} == {
        frozenset(events) for _, events in events_of(whole)
    }


def events_of(settings: Settings) -> list[tuple[int, list[frozenset[int]]]]:
    """Return the articles of the events of each story, whatever ids events and stories have."""
    found = rows(
        settings,
        "SELECT story_id, event_id, list(article_id) FROM story_event "
        "INNER JOIN event_article USING (event_id) GROUP BY ALL",
    )
    by_story: dict[int, list[frozenset[int]]] = {}
    for story, _, articles in found:
        by_story.setdefault(story.int, []).append(frozenset(article.int for article in articles))
    return list(by_story.items())


def test_events_merged_by_hand_are_one_in_their_story_until_that_is_undone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*TRIAL, *OTHERS])
    before = stories(settings)
    ids = [str(row[0]) for row in rows(settings, "SELECT event_id FROM story_timeline ORDER BY position")]
    made = correct.merge(settings, ids[:2], None, LATER)
    assert stories(settings) == [(11, [11, 31])]
    assert amiss(settings) == []
    correct.withdraw(settings, made.number, LATER)
    assert stories(settings) == before
    assert amiss(settings) == []


def test_a_story_of_which_one_event_is_left_ends(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*OPENING, *WITNESS, *OTHERS])
    assert stories(settings) == [(11, [11, 21])]
    with open_writer(paths_of(settings)) as connection:
        gone = Deletion(keys=(), article_ids=[text.article_id for text in WITNESS])
        delete(connection, gone, None, LATER)
        tally(connection)
    assert stories(settings) == []
    assert rows(settings, "FROM story") == []
    assert amiss(settings) == []


def test_what_is_left_of_an_erased_title_is_not_the_title_of_a_story(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*TRIAL, *OTHERS])
    ((title, article_id),) = rows(
        settings,
        "SELECT story.title, representative_article_id FROM story INNER JOIN event "
        "ON main_event_id = event_id",
    )
    with open_writer(paths_of(settings)) as connection:
        delete(connection, Deletion(keys=(), article_ids=[str(article_id)]), None, LATER)
        tally(connection)
    assert rows(settings, "SELECT title FROM story") not in ([(title,)], [])
    assert rows(settings, "SELECT title FROM story_summary") not in ([(title,)], [])


def test_without_vectors_stories_stay_as_they_are(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*TRIAL, *OTHERS])
    before = stories(settings)
    ids = [str(row[0]) for row in rows(settings, "SELECT event_id FROM story_timeline ORDER BY position")]
    for lost in ("DELETE FROM event_title", "DELETE FROM article_vector"):
        with open_writer(paths_of(settings)) as connection:
            connection.execute(lost)
            update_stories(connection, ids, LATER)
        assert stories(settings) == before
