"""Grouping in a real warehouse as texts arrive, and people's corrections of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from model import PermanentError
from pipeline.commands.ask.explanation import write_explanation
from pipeline.commands.events import write_corrections
from pipeline.grouping import correct
from pipeline.grouping.explain import explain
from pipeline.grouping.explanation import ArticleExplanation
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
from warehouse import open_reader, open_writer
from warehouse.database.publishing import publish

pytestmark = pytest.mark.slow

FRENCH = RelatedText(number=3, happening=1, hour=2, language="fr")
FIRST = [RelatedText(number=1, happening=1), RelatedText(number=2, happening=1, hour=1), FRENCH]
OTHER = [RelatedText(number=11, happening=2, hour=1), RelatedText(number=12, happening=2, hour=3)]
Wrong = list[tuple[Callable[[], object], str]]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*FIRST, *OTHER])
    assert events(settings) == {frozenset({1, 2, 3}), frozenset({11, 12})}
    return settings


def url(number: int) -> str:
    return f"https://a.example/{number}"


def event_of(settings: Settings, number: int) -> str:
    ((event_id,),) = rows(
        settings,
        f"SELECT event_id FROM event_article JOIN article USING (article_id) WHERE url = '{url(number)}'",
    )
    return str(event_id)


def test_titles_are_of_each_language_and_copies_stand_with_their_original(settings: Settings) -> None:
    relate_and_publish(
        settings, [RelatedText(number=4, copy_of=1, hour=3), RelatedText(number=5, happening=1, hour=4)]
    )
    assert events(settings) == {frozenset({1, 2, 3, 4, 5}), frozenset({11, 12})}
    titles = dict(
        rows(settings, f"SELECT language, title FROM event_title WHERE event_id = '{event_of(settings, 1)}'")
    )
    assert titles["fr"] == "Title 3"
    assert titles["en"] in {"Title 1", "Title 2", "Title 5"}


def test_a_merge_moves_everybody_keeps_the_past_and_leads_old_ids_on(settings: Settings) -> None:
    first, other = event_of(settings, 1), event_of(settings, 11)
    made = correct.merge(settings, [other, first], "one story", LATER)
    assert (made.number, made.event_id) == (1, first)
    assert events(settings) == {frozenset({1, 2, 3, 11, 12})}
    assert [
        tuple(map(str, row)) for row in rows(settings, "SELECT old_event_id, event_id FROM event_alias")
    ] == [(other, first)]
    past = rows(
        settings,
        "SELECT event_id, article_id, valid_from, valid_to FROM event_article_past ORDER BY article_id",
    )
    assert [(str(event), article.int, since, until) for event, article, since, until in past] == [
        (other, 11, NOW, LATER),
        (other, 12, NOW, LATER),
    ]
    with open_reader(settings.published) as connection:
        assert connection.execute("SELECT count(*) FROM event_summary").fetchone() == (1,)


def test_a_merge_holds_when_later_texts_come(settings: Settings) -> None:
    correct.merge(settings, [event_of(settings, 1), event_of(settings, 11)], None, LATER)
    late = [RelatedText(number=6, happening=1, hour=0.5), RelatedText(number=16, happening=2, hour=0.5)]
    relate_and_publish(settings, [*late, RelatedText(number=17, happening=2, hour=5)], LATER)
    assert events(settings) == {frozenset({1, 2, 3, 6, 11, 12, 16, 17})}


def test_an_undone_merge_parts_again_and_the_old_id_is_back(settings: Settings) -> None:
    first, other = event_of(settings, 1), event_of(settings, 11)
    made = correct.merge(settings, [first, other], None, LATER)
    correct.withdraw(settings, made.number, LATER)
    assert events(settings) == {frozenset({1, 2, 3}), frozenset({11, 12})}
    assert {event_of(settings, 1), event_of(settings, 11)} == {first, other}
    assert rows(settings, "FROM event_alias") == []
    with pytest.raises(PermanentError, match="No correction 1 is in force"):
        correct.withdraw(settings, made.number, LATER)


def test_split_texts_are_an_event_of_their_own_for_good(settings: Settings) -> None:
    made = correct.split(settings, event_of(settings, 1), [url(2), url(3)], None, LATER)
    assert made.event_id == event_of(settings, 2) != event_of(settings, 1)
    assert events(settings) == {frozenset({1}), frozenset({2, 3}), frozenset({11, 12})}
    relate_and_publish(settings, [RelatedText(number=6, happening=1, hour=0.5)], LATER)
    assert event_of(settings, 1) != event_of(settings, 2) == event_of(settings, 3)


def test_a_pinned_text_takes_its_copies_along_and_stays(settings: Settings) -> None:
    relate_and_publish(settings, [RelatedText(number=14, copy_of=12, hour=4)])
    other = event_of(settings, 1)
    correct.pin(settings, url(14), other, "about the same", LATER)
    grouped = {frozenset({1, 2, 3, 12, 14}), frozenset({11})} if event_of(settings, 14) == other else set()
    assert events(settings) == grouped
    relate_and_publish(settings, [RelatedText(number=16, happening=2, hour=0.5)], LATER)
    assert event_of(settings, 12) == event_of(settings, 1)
    correct.withdraw(settings, 1, LATER)
    assert event_of(settings, 12) == event_of(settings, 11)


def test_corrections_are_listed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    correct.pin(settings, url(12), event_of(settings, 1), "=why", LATER)
    write_corrections(settings, "csv")
    assert "1,pin," in (text := capsys.readouterr().out)
    assert url(12) in text
    assert ",'=why," in text


def test_what_cannot_be_corrected_is_told_and_changes_nothing(settings: Settings) -> None:
    first, other = event_of(settings, 1), event_of(settings, 11)
    before = events(settings)
    wrong: Wrong = [
        (lambda: correct.merge(settings, [first, first], None, LATER), "are one event already"),
        (lambda: correct.merge(settings, [first, "x"], None, LATER), "x is not an event"),
        (lambda: correct.split(settings, first, [url(11)], None, LATER), "is not in the event"),
        (
            lambda: correct.split(settings, other, [url(11), url(12)], None, LATER),
            "no article but",
        ),
        (lambda: correct.pin(settings, "https://b.example/", first, None, LATER), "is not an article"),
    ]
    for correcting, told in wrong:
        with pytest.raises(PermanentError, match=told):
            correcting()
    assert events(settings) == before
    assert rows(settings, "FROM event_correction") == []


def test_an_article_is_the_one_at_its_url_not_one_that_states_it(settings: Settings) -> None:
    with open_writer(paths_of(settings)) as connection:
        connection.execute(f"UPDATE article SET canonical_url = '{url(2)}' WHERE url = '{url(1)}'")
    correct.pin(settings, url(2), event_of(settings, 11), None, LATER)
    assert events(settings) == {frozenset({1, 3}), frozenset({2, 11, 12})}
    found = explain(settings, url(2))
    assert isinstance(found, ArticleExplanation)
    assert found.article.url == url(2)


def without_vectors(settings: Settings) -> None:
    with open_writer(paths_of(settings)) as connection:
        connection.execute("DELETE FROM article_vector")


def test_corrections_need_no_vectors_and_titles_are_then_of_the_earliest(settings: Settings) -> None:
    first, other = event_of(settings, 1), event_of(settings, 11)
    without_vectors(settings)
    correct.merge(settings, [first, other], None, LATER)
    assert events(settings) == {frozenset({1, 2, 3, 11, 12})}
    assert rows(settings, "SELECT title FROM event") == [("Title 1",)]
    assert rows(settings, "SELECT language, title FROM event_title ORDER BY ALL") == [
        ("en", "Title 1"),
        ("fr", "Title 3"),
    ]
    correct.split(settings, first, [url(2), url(12)], None, LATER)
    assert events(settings) == {frozenset({1, 3, 11}), frozenset({2, 12})}
    correct.withdraw(settings, 1, LATER)
    correct.withdraw(settings, 2, LATER)
    assert events(settings) == {frozenset({1, 2, 3}), frozenset({11, 12})}
    assert {event_of(settings, 1), event_of(settings, 11)} == {first, other}


def test_an_article_whose_vector_has_expired_is_explained(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    without_vectors(settings)
    publish(paths_of(settings))
    write_explanation(settings, url(2), "text")
    assert "It is in the event" in capsys.readouterr().out


def test_of_a_copy_it_is_told_that_its_original_was_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [RelatedText(number=1), RelatedText(number=2, copy_of=1, hour=3)])
    write_explanation(settings, url(2), "text")
    assert "Its original was alone at first" in capsys.readouterr().out
    write_explanation(settings, url(1), "text")
    assert "It was alone at first" in capsys.readouterr().out


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 4, 0, 3, 1)])
def test_events_are_the_same_in_whatever_order_texts_arrive(tmp_path: Path, order: tuple[int, ...]) -> None:
    settings = settings_in(tmp_path)
    texts = [*FIRST, *OTHER]
    for at in order:
        relate_and_publish(settings, [texts[at]])
    assert events(settings) == {frozenset({1, 2, 3}), frozenset({11, 12})}
    assert rows(settings, "SELECT count(*), count(DISTINCT event_id) FROM event") == [(2, 2)]
    assert rows(settings, "SELECT DISTINCT event_id FROM event_title ANTI JOIN event USING (event_id)") == []
