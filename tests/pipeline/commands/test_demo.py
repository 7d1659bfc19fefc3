"""The sample, end to end, by the command a user types."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.command_line import PROJECT, ask, parallax
from tests.pipeline.scores import pairs
from transforms.events.pairs import FEATURES
from transforms.events.scoring import b_cubed
from transforms.language.tags import primary_tag

pytestmark = pytest.mark.slow

TABLES = ("article", "event", "event_article", "syndication_member", "article_text", "article_language")
VIEWS = (
    "coverage_daily",
    "language_daily",
    "event_summary",
    "event_language_lag",
    "event_spike",
    "feed_health",
)
STANDING = "SELECT event_id, article_id, score, method_version FROM event_article ORDER BY ALL"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (PROJECT / "sample" / "manifest.jsonl").read_text().splitlines()]


def test_every_table_and_view_of_the_contract_has_rows(demo: Path) -> None:
    for name in (*TABLES, *VIEWS, '"fetch"', "outlet", "feed", "entry", "rejection", "run"):
        assert ask(demo, f"SELECT count(*) AS n FROM {name}")[0]["n"] > 0, name


def test_articles_are_articles(demo: Path, rows: list[dict[str, Any]]) -> None:
    entries = {row["url"]: row for row in ask(demo, "SELECT url, article_id FROM entry")}
    loaded = {url for url, row in entries.items() if row["article_id"]}
    links = {row.get("feed_url") or row["url"]: row for row in rows}
    assert {links[url]["url"] for url in loaded} == {row["url"] for row in rows if row["is_article"]}


def test_languages_hold_against_a_wrong_declaration(demo: Path, rows: list[dict[str, Any]]) -> None:
    found = {row["url"]: row["language"] for row in ask(demo, "SELECT url, language FROM article")}
    wrong = [
        row["url"]
        for row in rows
        if row["is_article"] and primary_tag(found[row["url"]]) != primary_tag(row["lang"])
    ]
    assert not wrong


def test_copies_and_events(demo: Path, rows: list[dict[str, Any]]) -> None:
    query = """
    SELECT url, event_id, group_id FROM article
    JOIN event_article USING (article_id) JOIN syndication_member USING (article_id)
    """
    found = {row["url"]: row for row in ask(demo, query)}
    articles = [row for row in rows if row["is_article"]]
    copies = {tuple(sorted((row["url"], row["copy_of"]))) for row in articles if row["copy_of"]}
    grouped = pairs({url: row["group_id"] for url, row in found.items()})
    assert copies <= grouped
    score = b_cubed(
        {row["url"]: found[row["url"]]["event_id"] for row in articles},
        {row["url"]: row["event"] for row in articles},
    ).f1
    print(f"sample: events at B-cubed F1 {score:.3f}")
    assert score >= 0.95


def test_a_copy_is_explained_by_its_original_and_its_event(demo: Path, rows: list[dict[str, Any]]) -> None:
    url = next(row["url"] for row in rows if row["copy_of"])
    done = parallax(demo, "explain", url, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["article"]["url"] == url
    assert found["copies"]["relation"] in {"exact", "near", "excerpt"}
    assert found["event"]["article_count"] > 1
    assert 0.5 < found["event"]["score"] <= 1
    probabilities = [one["probability"] for one in found["nearest"]]
    assert probabilities == sorted(probabilities, reverse=True) != []
    assert all(-1 <= one["cosine"] <= 1 and one["event_id"] for one in found["nearest"])
    assert tuple(found["features"]) == tuple(found["points"]) == FEATURES
    assert 0.5 < found["probability_now"] < 1
    words = parallax(demo, "explain", url).stdout
    assert "It is a copy (" in words
    assert found["event"]["title"] in words


def test_an_event_is_explained_by_its_originals(demo: Path) -> None:
    query = "SELECT event_id, originals, title FROM event_summary ORDER BY articles DESC LIMIT 1"
    (event,) = ask(demo, query)
    found = json.loads(parallax(demo, "explain", event["event_id"], "--format", "json").stdout)
    assert (found["event"]["title"], len(found["members"])) == (event["title"], event["originals"])
    assert 0 < found["tightness"] < 1
    near = [one["probability"] for one in found["near_events"]]
    assert near == sorted(near, reverse=True)
    assert event["event_id"] not in {one["event_id"] for one in found["near_events"]}
    assert event["title"] in parallax(demo, "explain", event["event_id"]).stdout


def test_what_is_not_there_cannot_be_explained(demo: Path) -> None:
    done = parallax(demo, "explain", "http://nowhere.example/story")
    assert done.returncode == 1
    assert "is neither an article nor an event in the warehouse" in done.stderr


def test_the_books_balance(demo: Path) -> None:
    for run in ask(demo, "SELECT * FROM run"):
        assert run["entered_count"] == run["loaded_count"] + run["known_count"] + run["rejected_count"]
        dropped = ask(demo, f"SELECT count(*) AS n FROM rejection WHERE run_id = '{run['run_id']}'")
        assert dropped[0]["n"] == run["rejected_count"]


@pytest.mark.long
def test_a_second_demo_adds_no_article_and_changes_no_event(demo: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo, data)
    before = ask(data, STANDING)
    done = parallax(data, "demo")
    assert done.returncode == 0, done.stderr
    assert ask(data, STANDING) == before
    assert ask(data, "SELECT loaded_count FROM run ORDER BY run_id")[-1]["loaded_count"] == 0
