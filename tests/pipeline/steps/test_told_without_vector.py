"""Whatever becomes of the text that was embedded, its event keeps a vector for later news."""

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.keeping.erase import erase
from pipeline.settings import Settings
from pipeline.steps.choose import choose
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.replace import replace
from tests.pipeline.relating import relate
from tests.pipeline.small_press import ORIGINAL, OUTLETS, START, findings, rows, run_once, served, write_press
from warehouse import WarehousePaths, open_reader, open_writer
from warehouse.database.publishing import publish as publish_copy
from warehouse.reports.as_of import as_of, find_run

pytestmark = [pytest.mark.slow, pytest.mark.long]

LATER = START + timedelta(hours=5)
EMBEDDED = f"""
    SELECT article.url, relation
    FROM article
    INNER JOIN syndication_member USING (article_id)
    SEMI JOIN article_vector USING (article_id)
    WHERE group_id IN (
        SELECT group_id
        FROM syndication_member
        INNER JOIN article USING (article_id)
        WHERE url = '{ORIGINAL}'
    )
"""
WITHOUT_VECTOR = """
    FROM event
    ANTI JOIN (FROM event_article SEMI JOIN article_vector USING (article_id)) AS told USING (event_id)
"""


def embedded(settings: Settings) -> list[dict[str, str]]:
    return rows(settings, EMBEDDED)


def titles(file: Path) -> list[tuple[object, ...]]:
    with open_reader(file) as connection:
        return connection.execute("SELECT event_id, title FROM event ORDER BY ALL").fetchall()


def test_an_original_with_copies_that_is_read_again_is_embedded_again(tmp_path: Path) -> None:
    write_press(tmp_path / "press")
    with served(tmp_path / "press") as press:
        settings = press.settings(tmp_path / "data")
        run_once(settings, 0)
    before = titles(settings.published)
    (first,) = rows(settings, "FROM run")
    paths = WarehousePaths(published=settings.published, writer=settings.writer)
    with open_writer(paths) as connection:
        its = f"(SELECT article_id FROM article WHERE url = '{ORIGINAL}')"
        # Requests have the time of the machine, which may be later than that of the run.
        connection.execute("UPDATE run SET finished_at = finished_at + INTERVAL 1 HOUR")
        connection.execute(f"UPDATE article SET extractor_version = 'old' WHERE article_id IN {its}")
        connection.execute(
            f"UPDATE article_text SET text = left(text, length(text) - 60) WHERE article_id IN {its}"
        )
    publish_copy(paths)
    chosen = choose(settings, LATER)
    run = replace(settings, chosen, [read(settings, folder) for folder in chosen])
    publish(settings, relate(settings, run, LATER), LATER)
    assert embedded(settings) == [{"url": ORIGINAL, "relation": "original"}]
    assert rows(settings, WITHOUT_VECTOR) == []
    assert findings(settings) == []
    with as_of(settings.published, find_run(settings.published, first["run_id"], None)) as file:
        assert titles(file) == before


def test_an_original_that_came_after_its_copies_is_embedded_when_the_copy_goes(tmp_path: Path) -> None:
    write_press(tmp_path / "copies", outlets=OUTLETS[1:])
    write_press(tmp_path / "all")
    for number, folder in enumerate(("copies", "all")):
        with served(tmp_path / folder) as press:
            settings = press.settings(tmp_path / "data")
            run_once(settings, number)
    (copy,) = embedded(settings)
    assert copy["relation"] != "original"
    erase(settings, [copy["url"]], None, LATER)
    assert embedded(settings) == [{"url": ORIGINAL, "relation": "original"}]
    assert rows(settings, WITHOUT_VECTOR) == []
    assert findings(settings) == []
