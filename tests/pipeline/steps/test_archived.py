"""Pages from archives: foreign files are read in, and archived pages are read again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.archive.streaming import read_responses
from model import PermanentError
from pipeline.catalog.reading import read_catalog
from pipeline.settings import Settings, read_settings
from pipeline.steps.backfill import backfill
from pipeline.steps.choose import choose
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.replace import replace
from sample.corpus import catalog_text, read_corpus
from tests.made_once import made_once, models
from tests.pipeline.command_line import PROJECT, environment
from tests.pipeline.consistency import NOTHING_AMISS
from tests.pipeline.relating import relate
from tests.rows import as_dicts
from warehouse import WarehousePaths, open_writer
from warehouse.database.connection import open_reader

pytestmark = [pytest.mark.slow, pytest.mark.long]

NOW = datetime(2026, 2, 1, tzinfo=UTC)
STANDING = {
    "articles": """SELECT article_id, outlet_id, url, title, authors, published_at, fetched_at, language,
        char_count, extractor_version FROM article ORDER BY ALL""",
    "texts": "SELECT article_id, md5(text) AS text FROM article_text ORDER BY ALL",
    "votes": "SELECT article_id, method, tag FROM article_language ORDER BY ALL",
    "fingerprints": "SELECT article_id, text_hash FROM article_fingerprint ORDER BY ALL",
    "groups": "SELECT article_id, group_id, relation FROM syndication_member ORDER BY ALL",
    "entries": "SELECT feed_id, entry_id, article_id, state, first_seen_at FROM entry ORDER BY ALL",
    "fetches": 'SELECT fetch_id, archive_file, archive_offset FROM "fetch" ORDER BY ALL',
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A data folder that a foreign file was read into."""

    settings: Settings
    warc: Path

    def rows(self, query: str) -> list[dict[str, Any]]:
        return self._answers({"": query})[""]

    def standing(self) -> dict[str, list[dict[str, Any]]]:
        return self._answers(STANDING)

    def amiss(self) -> list[str]:
        return [name for name, found in self._answers(NOTHING_AMISS).items() if found]

    def _answers(self, queries: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        with open_reader(self.settings.published) as connection:
            return {name: as_dicts(connection.execute(query)) for name, query in queries.items()}

    def tamper(self, *statements: str) -> None:
        paths = WarehousePaths(published=self.settings.published, writer=self.settings.writer)
        with open_writer(paths) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.execute("CHECKPOINT")
        shutil.copyfile(paths.writer, paths.published)

    def last_run(self) -> tuple[int, int, int, int]:
        (row,) = self.rows("FROM run ORDER BY started_at DESC, run_id DESC LIMIT 1")
        counts = ("entered_count", "loaded_count", "known_count", "rejected_count")
        return tuple(row[count] for count in counts)


def write_foreign(path: Path) -> None:
    """Write the pages of the sample as a news crawl does, with what else such files hold."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))

        def add(url: str, status: str, kind: str, body: bytes) -> None:
            _write_response(writer, url, status, kind, body)

        for page in read_corpus(PROJECT / "sample").pages.values():
            add(page.url, f"{page.status} OK", page.content_type or "text/html", page.body())
        pages = read_corpus(PROJECT / "sample").pages.values()
        repeated = next(page for page in pages if page.status == 200)
        add(repeated.url, "200 OK", "text/html", repeated.body())
        add("https://gone.example/1", "404 Not Found", "text/html", b"gone")
        add("https://pictures.example/1.png", "200 OK", "image/png", b"\x89PNG")


def _write_response(
    writer: WARCWriter, url: str, status: str, kind: str, body: bytes, date: str = "2026-01-20T10:00:00Z"
) -> None:
    headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url, "response", payload=BytesIO(body), length=len(body), http_headers=headers,
        warc_headers_dict={"WARC-Date": date},
    )  # fmt: skip
    writer.write_record(record)


@pytest.fixture(scope="session")
def foreign() -> Path:
    """Return a folder with a foreign file and a catalog."""
    return made_once("foreign", _write_foreign_and_catalog)


def _write_foreign_and_catalog(folder: Path) -> None:
    write_foreign(folder / "CC-NEWS-20260120.warc.gz")
    catalog = catalog_text(read_corpus(PROJECT / "sample"))
    folder.joinpath("outlets.toml").write_text(catalog, encoding="utf-8")


@pytest.fixture
def warc(foreign: Path) -> Path:
    return foreign / "CC-NEWS-20260120.warc.gz"


def settings_in(foreign: Path, data: Path) -> Settings:
    return read_settings(
        {
            "PARALLAX_MODELS": models(),
            "PARALLAX_DATA": str(data),
            # Starting a second worker costs more than it saves on these few pages.
            "PARALLAX_WORKERS": "1",
            "PARALLAX_CATALOG": str(foreign / "outlets.toml"),
        }
    )


@pytest.fixture
def first(foreign: Path, warc: Path) -> Filled:
    def fill(data: Path) -> None:
        settings = settings_in(foreign, data)
        publish(settings, backfill(settings, [str(warc)], NOW, catalog_only=False), NOW)

    return Filled(settings_in(foreign, made_once("filled", fill)), warc)


@pytest.fixture
def filled(first: Filled, foreign: Path, tmp_path: Path) -> Filled:
    shutil.copytree(first.settings.data, tmp_path / "data")
    return Filled(settings_in(foreign, tmp_path / "data"), first.warc)


def reprocess(filled: Filled, **span: Any) -> None:
    settings = filled.settings
    chosen = choose(settings, datetime.now(UTC), **span)
    run = replace(settings, chosen, [read(settings, folder) for folder in chosen])
    publish(settings, relate(settings, run, datetime.now(UTC)), datetime.now(UTC))


def test_every_page_of_the_file_is_an_article_or_a_rejection(first: Filled) -> None:
    pages = {page.url for page in read_corpus(PROJECT / "sample").pages.values() if page.status == 200}
    found = {row["url"] for row in first.rows("SELECT url FROM entry")}
    assert found == pages
    entered, loaded, known, rejected = first.last_run()
    assert (entered, known) == (len(pages), 0)
    assert loaded == len(first.rows("FROM article")) > 80
    assert rejected == len(first.rows("FROM rejection"))
    assert first.amiss() == []


def test_outlets_are_those_of_the_catalog_and_archives_are_no_feeds_to_poll(first: Filled) -> None:
    catalog = {outlet.outlet_id for outlet in read_catalog(first.settings.catalog)}
    assert {row["outlet_id"] for row in first.rows("FROM article")} <= catalog
    assert {row["kind"] for row in first.rows("FROM feed")} == {"archive"}
    assert first.rows("FROM feed_health") == []


def test_times_are_those_of_the_file(first: Filled) -> None:
    assert {row["fetched_at"] for row in first.rows("FROM article")} == {
        datetime(2026, 1, 20, 10, tzinfo=UTC)
    }
    assert {row["published_basis"] for row in first.rows("FROM article")} <= {"page", "url", "fetch"}


def test_a_file_that_is_in_is_not_read_again(filled: Filled) -> None:
    before = filled.rows("FROM run")
    publish(filled.settings, backfill(filled.settings, [str(filled.warc)], NOW, catalog_only=False), NOW)
    assert filled.rows("FROM run") == before


def test_what_a_dead_import_loaded_but_never_related_is_related(filled: Filled) -> None:
    before = filled.standing()
    filled.tamper(
        "DELETE FROM syndication_member",
        "DELETE FROM event_article",
        "DELETE FROM event",
        "INSERT INTO unrelated SELECT article_id FROM article",
    )
    assert filled.amiss() != []
    publish(filled.settings, backfill(filled.settings, [str(filled.warc)], NOW, catalog_only=False), NOW)
    assert filled.amiss() == []
    assert filled.standing() == before


def test_only_the_catalogs_outlets_where_that_is_asked_for(warc: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "outlets.toml"
    page = next(page for page in read_corpus(PROJECT / "sample").pages.values() if page.status == 200)
    host = page.url.split("/")[2]
    catalog.write_text(f'[[outlet]]\nid = "only"\nfeeds = ["http://{host}/feed"]\n', encoding="utf-8")
    settings = read_settings(
        {
            "PARALLAX_MODELS": models(),
            "PARALLAX_DATA": str(tmp_path / "data"),
            "PARALLAX_CATALOG": str(catalog),
        }
    )
    publish(settings, backfill(settings, [str(warc)], NOW, catalog_only=True), NOW)
    assert {row["outlet_id"] for row in Filled(settings, warc).rows("FROM article")} == {"only"}


def test_a_domain_that_is_in_no_catalog_becomes_an_outlet(warc: Path, tmp_path: Path) -> None:
    settings = read_settings(
        {
            "PARALLAX_MODELS": models(),
            "PARALLAX_DATA": str(tmp_path),
            "PARALLAX_CATALOG": str(tmp_path / "none.toml"),
        }
    )
    publish(settings, backfill(settings, [str(warc)], NOW, catalog_only=False), NOW)
    outlets = Filled(settings, warc).rows("FROM outlet")
    assert len(outlets) > 20
    assert all(outlet["outlet_id"] == outlet["domain"].replace(".", "-") for outlet in outlets)


def test_a_replaced_file_is_told(filled: Filled, tmp_path: Path) -> None:
    copy = tmp_path / "b.warc.gz"
    shutil.copyfile(filled.warc, copy)
    backfill(filled.settings, [str(copy)], datetime.now(UTC), catalog_only=False)
    copy.write_bytes(copy.read_bytes()[:5_000])
    with pytest.raises(PermanentError, match="Give the new file another name"):
        backfill(filled.settings, [str(copy)], datetime.now(UTC), catalog_only=False)


BY_CHUNKS = """
import sys
from datetime import UTC, datetime
import pipeline.steps.backfill
from pipeline.steps.publish import publish
from pipeline.settings import read_settings
pipeline.steps.backfill.PAGES_A_CHUNK = 15
if __name__ == "__main__":
    settings = read_settings()
    run = pipeline.steps.backfill.backfill(settings, sys.argv[1:], datetime.now(UTC), catalog_only=False)
    publish(settings, run, datetime.now(UTC))
"""


@pytest.mark.stress
def test_an_import_that_is_killed_goes_on_where_it_was(first: Filled, tmp_path: Path) -> None:
    script = tmp_path / "by_chunks.py"
    script.write_text(BY_CHUNKS, encoding="utf-8")
    more = {"PARALLAX_CATALOG": str(first.settings.catalog), "PARALLAX_WORKERS": "1"}
    moments = random.Random(11)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, str(script), str(first.warc)],
            cwd=PROJECT,
            env=environment(tmp_path / "data", **more),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    for _ in range(3):
        run = start()
        time.sleep(moments.uniform(3, 12))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    assert start().wait() == 0
    filled = Filled(
        read_settings({"PARALLAX_MODELS": models(), "PARALLAX_DATA": str(tmp_path / "data")}), first.warc
    )
    same = ("articles", "texts", "votes", "fingerprints", "entries")
    assert {name: filled.standing()[name] for name in same} == {name: first.standing()[name] for name in same}
    assert filled.amiss() == []
    (done,) = filled.rows("FROM archive_import")
    assert done["next_offset"] == first.warc.stat().st_size


def test_reading_again_with_the_same_extractor_changes_nothing(filled: Filled) -> None:
    before = filled.standing()
    events = filled.rows("FROM event_article ORDER BY ALL")
    reprocess(filled)
    assert filled.standing() == before
    assert filled.rows("FROM event_article ORDER BY ALL") == events
    entered, loaded, known, rejected = filled.last_run()
    assert (entered, loaded) == (known + rejected, 0)


def test_withheld_articles_come_back_when_they_are_read_again(filled: Filled) -> None:
    before = filled.standing()
    filled.tamper("UPDATE article SET is_withheld = true")
    reprocess(filled)
    assert filled.standing() == before
    assert filled.rows("FROM article WHERE is_withheld") == []
    assert len(filled.rows("FROM article_related")) == len(filled.rows("FROM article"))


def test_what_another_extractor_made_is_replaced(filled: Filled) -> None:
    """Spoil what is there, as an older extractor might have left it, and read it again."""
    before = filled.standing()
    some = "SELECT article_id FROM article WHERE hash(article_id) % 3 = 0"
    filled.tamper(
        f"UPDATE article SET title = 'an old title', extractor_version = 'old' WHERE article_id IN ({some})",
        f"UPDATE article_text SET text = 'an old text' WHERE article_id IN ({some})",
        f"UPDATE article_fingerprint SET text_hash = 1, shingles = [] WHERE article_id IN ({some})",
    )
    assert filled.standing() != before
    reprocess(filled)
    assert filled.standing() == before
    assert filled.amiss() == []


def test_a_page_that_was_rejected_may_become_an_article(filled: Filled) -> None:
    before = filled.standing()
    lost = filled.rows("SELECT article_id FROM article ORDER BY hash(article_id) LIMIT 3")
    ids = ", ".join(f"'{row['article_id']}'" for row in lost)
    tables = ("article", "article_text", "article_language", "article_fingerprint", "article_vector",
              "syndication_member", "event_article")  # fmt: skip
    filled.tamper(
        *(f"DELETE FROM {table} WHERE article_id IN ({ids})" for table in tables),
        f"UPDATE entry SET state = 'rejected', article_id = NULL WHERE article_id IN ({ids})",
    )
    reprocess(filled)
    same = ("articles", "texts", "votes", "fingerprints", "entries")
    assert {name: filled.standing()[name] for name in same} == {name: before[name] for name in same}
    assert filled.last_run()[1] == 3


def test_an_article_may_turn_out_to_be_none(filled: Filled) -> None:
    """Lead the fetches of some articles to a page that is none."""
    (none,) = filled.rows("""SELECT archive_offset FROM "fetch" JOIN rejection ON key = url
        WHERE reason IN ('too_short', 'no_text', 'no_prose') ORDER BY archive_offset LIMIT 1""")
    gone = filled.rows("""SELECT fetch_id, article_id, group_id FROM article
        JOIN syndication_member USING (article_id) WHERE relation = 'original'
        ORDER BY count(*) OVER (PARTITION BY group_id) DESC, article_id LIMIT 4""")
    ids = ", ".join(f"'{row['fetch_id']}'" for row in gone)
    filled.tamper(
        f"""UPDATE "fetch" SET archive_offset = {none["archive_offset"]} WHERE fetch_id IN ({ids})"""
    )
    count = len(filled.rows("FROM article"))
    reprocess(filled)
    assert len(filled.rows("FROM article")) == count - 4
    assert filled.amiss() == []
    assert (
        len(
            filled.rows(
                f"FROM entry JOIN \"fetch\" USING (url) WHERE fetch_id IN ({ids}) AND state = 'rejected'"
            )
        )
        == 4
    )


def test_pages_whose_archive_is_gone_stay_as_they_are(filled: Filled, tmp_path: Path) -> None:
    before = filled.standing()
    filled.tamper(f"""UPDATE "fetch" SET archive_file = '{tmp_path}/gone.warc.gz'""")
    reprocess(filled)
    assert filled.standing() | {"fetches": []} == before | {"fetches": []}
    entered, loaded, known, rejected = filled.last_run()
    assert (loaded, rejected, known) == (0, 0, entered)


def test_a_span_chooses_pages_and_an_empty_one_is_told(filled: Filled) -> None:
    outlet = filled.rows("SELECT outlet_id, count(*) AS n FROM article GROUP BY ALL ORDER BY n DESC LIMIT 1")[
        0
    ]
    reprocess(filled, outlets=[outlet["outlet_id"]], since="2026-01-20T10:00:00+00:00")
    assert filled.last_run()[0] >= outlet["n"]
    assert filled.last_run()[0] < len(filled.rows("FROM entry"))
    with pytest.raises(PermanentError, match="No archived page matches"):
        choose(filled.settings, datetime.now(UTC), until="2026-01-20T10:00:00+00:00")


def test_the_streamed_file_holds_what_was_written(warc: Path) -> None:
    assert len(list(read_responses(warc))) == len(read_corpus(PROJECT / "sample").pages) + 3


def test_a_date_that_cannot_be_true_becomes_no_time_of_an_article(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    sentence = "The council voted on Tuesday to keep the old lighthouse open, and nobody objected. "
    page = f"<html><h1>Lighthouse</h1><article><p>{sentence * 5}</p></article></html>".encode()
    with tmp_path.joinpath("dates.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for year in ("0001", "1994", "2026", "9999"):
            url, date = f"https://a.example/{year}-in", f"{year}-01-20T10:00:00Z"
            _write_response(writer, url, "200 OK", "text/html", page, date)
    settings = settings_in(tmp_path, tmp_path / "data")
    file = str(tmp_path / "dates.warc.gz")
    tmp_path.joinpath("outlets.toml").write_text('[[outlet]]\nid = "a"\nfeeds = ["https://a.example/rss"]\n')
    publish(settings, backfill(settings, [file], NOW, catalog_only=False), NOW)
    assert [row["url"] for row in Filled(settings, Path(file)).rows("FROM article")] == [
        "https://a.example/2026-in"
    ]
    assert "skipped 3 with a date that cannot be true" in caplog.text
