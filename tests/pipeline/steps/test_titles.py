"""Titles of events in the reader's languages: in the published file, and wherever an event is shown."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.commands.ask.exporting import write_reports
from pipeline.grouping import correct
from pipeline.grouping.explain import explain
from pipeline.grouping.explanation import ArticleExplanation, EventExplanation
from pipeline.settings import Settings
from pipeline.steps.publish import publish
from tests.pipeline.command_line import ask, parallax
from tests.pipeline.related_texts import NOW, RelatedText, paths_of, relate_and_publish, settings_in
from tests.pipeline.tallies import counted, counted_anew
from warehouse import open_writer
from warehouse.database import publishing
from warehouse.queries.summarising import summarise
from warehouse.reports.exporting import ExportOptions

pytestmark = pytest.mark.slow

LATER = NOW + timedelta(days=1)
SUMMARY = "SELECT event_id::VARCHAR, title, title_language FROM event_summary"
REPORTS = ("event_summary", "articles", "event_top_weekly")


@pytest.fixture
def settings(demo: Path, tmp_path: Path) -> Settings:
    """Return the settings of a copy of a demo."""
    shutil.copytree(demo, tmp_path / "data")
    return settings_in(tmp_path / "data")


def published_in(settings: Settings, *languages: str) -> Settings:
    """Publish with a preference, as the last step of a run does; return the settings with it."""
    settings = replace(settings, languages=languages)
    publish(settings, str(settings.data / "runs" / "none"), NOW)
    return settings


def found(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Ask a plain client of DuckDB, which has attached the published file among others."""
    with duckdb.connect() as client:
        client.execute(f"ATTACH '{settings.published}' AS news (READ_ONLY)")
        client.execute("USE news")
        return client.execute(query).fetchall()


def shown(settings: Settings) -> dict[str, tuple[str, str]]:
    """Return the title of each event, with its language."""
    return {event_id: (title, language) for event_id, title, language in found(settings, SUMMARY)}


def expected(settings: Settings, languages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the title of each event in the first of these languages, else its own."""
    titles = {
        (event_id, language): title
        for event_id, language, title in found(
            settings, "SELECT event_id::VARCHAR, language, title FROM event_title"
        )
    }
    own = found(
        settings,
        "SELECT event_id::VARCHAR, event.title, language FROM event "
        "INNER JOIN article ON article_id = representative_article_id",
    )
    return {
        event_id: next(
            ((titles[event_id, one], one) for one in languages if (event_id, one) in titles),
            (title, language),
        )
        for event_id, title, language in own
    }


def test_titles_are_in_the_first_language_in_which_an_event_is_reported(settings: Settings) -> None:
    assert shown(settings) == expected(settings, [])
    for preferred, languages in (
        (("fr", "en"), ["fr", "en"]),
        (("zh", "pt-BR"), ["zh-Hans", "pt"]),
        (("ja",), ["ja"]),
        (("sw",), []),
        ((), []),
    ):
        published_in(settings, *preferred)
        titles = shown(settings)
        assert titles == expected(settings, languages), preferred
        assert found(settings, "SELECT language FROM reader_language ORDER BY rank") == [
            (language,) for language in languages
        ]
        if languages:
            assert languages[0] in {language for _, language in titles.values()}
    assert found(settings, "FROM event_top WHERE title IS NULL") == []


def test_an_event_is_titled_alike_wherever_it_is_shown(settings: Settings, tmp_path: Path) -> None:
    french = {event_id: title for event_id, (title, _) in shown(published_in(settings, "fr", "en")).items()}
    assert {event.title for event in summarise(settings.published).events} <= set(french.values())
    event_id = found(
        settings, "SELECT event_id::VARCHAR FROM event_summary WHERE title_language = 'fr' LIMIT 1"
    )
    explained = explain(settings, event_id[0][0])
    assert isinstance(explained, EventExplanation)
    assert (explained.event.title, explained.event.title_language) == (french[event_id[0][0]], "fr")
    of_article = explain(settings, explained.members[0].url)
    assert isinstance(of_article, ArticleExplanation)
    assert of_article.event == explained.event
    write_reports(settings, REPORTS, tmp_path / "out", ExportOptions(), None)
    for name in REPORTS:
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows
        assert all(row.get("event_title", row["title"]) == french[row["event_id"]] for row in rows), name


def test_the_preference_stays_for_corrections_and_what_is_counted_anew(settings: Settings) -> None:
    settings = published_in(settings, "fr")
    first, second, *_ = (event for event, (_, language) in shown(settings).items() if language == "fr")
    correct.merge(settings, [first, second], None, NOW)
    assert shown(settings) == expected(settings, ["fr"])
    assert [language for _, language in shown(settings).values()].count("fr") >= 5
    kept_up = counted(settings)
    assert kept_up["event_tally"] == counted_anew(settings)["event_tally"]


def test_titles_as_of_a_run_are_of_articles_that_were_there(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    relate_and_publish(
        settings,
        [
            RelatedText(number=1, happening=1),
            RelatedText(number=2, happening=1, hour=1, language="fr", title="Le premier"),
            RelatedText(number=3, happening=2, hour=80),
        ],
    )
    note_run(settings, "first")
    first = exported(published_in(settings, "fr", "de"), tmp_path / "first", None)
    relate_and_publish(
        settings,
        [
            RelatedText(number=4, happening=1, hour=1, language="de", title="Später"),
            RelatedText(number=5, happening=2, hour=81, language="fr", title="Le dernier"),
        ],
        LATER,
    )
    note_run(settings, "second")
    published_in(settings, "de", "fr")
    assert exported(settings, tmp_path / "now", None) == {("Später", "de"), ("Le dernier", "fr")}
    assert (
        exported(settings, tmp_path / "then", "first") == first == {("Le premier", "fr"), ("Title 3", "en")}
    )


def note_run(settings: Settings, run_id: str) -> None:
    """Note a run as published at NOW or a day later, with its articles fetched before."""
    at = NOW if run_id == "first" else LATER
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO run VALUES (?, ?, ?, 'succeeded', 0, 0, 0, 0)", [run_id, at, at])
        connection.execute(
            "UPDATE article SET fetched_at = ? WHERE article_id IN (SELECT article_id FROM event_article "
            "WHERE valid_from = ?)",
            [at, at],
        )
    publishing.publish(paths_of(settings))


def exported(settings: Settings, out: Path, run_id: str | None) -> set[tuple[str, str]]:
    """Return the titles and languages of the report of events."""
    write_reports(settings, ["event_summary"], out, ExportOptions(), run_id)
    with (out / "event_summary.csv").open(encoding="utf-8", newline="") as file:
        return {(row["title"], row["title_language"]) for row in csv.DictReader(file)}


@pytest.mark.long
def test_a_demo_in_the_readers_language(tmp_path: Path) -> None:
    done = parallax(tmp_path, "demo", PARALLAX_LANGUAGES="zh-CN, es")
    assert done.returncode == 0, done.stderr
    titles = ask(tmp_path, "SELECT title, title_language, articles FROM event_summary")
    assert {row["title_language"] for row in titles} >= {"zh-Hans", "es"}
    spanish = [row["title"] for row in titles if row["title_language"] == "es" and row["articles"] > 1]
    assert spanish
    assert all(title[:30] in done.stdout for title in spanish)


def test_a_wrong_tag_is_an_error_that_names_it(tmp_path: Path) -> None:
    done = parallax(tmp_path, "sql", "SELECT 1", PARALLAX_LANGUAGES="en,jp,portuguese")
    assert done.returncode == 2
    assert "'jp'" in done.stderr
    assert "'portuguese'" in done.stderr
    assert "'en'" not in done.stderr
