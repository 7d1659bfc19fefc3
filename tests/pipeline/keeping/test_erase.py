"""Erasing: nothing is left, nothing comes back, everything else is whole, whatever stops it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors.archive.moving import body_location
from extractors.archive.reading import read_response
from extractors.archive.writing import RecordLocation
from model import ConfigurationError
from pipeline.handoff import RunFolder
from pipeline.keeping.erase import erase
from pipeline.keeping.recovery import recover
from pipeline.settings import Settings
from pipeline.steps.backfill import backfill
from pipeline.steps.choose import choose
from pipeline.steps.publish import publish
from tests.pipeline.command_line import PROJECT, environment, parallax
from tests.pipeline.consistency import NOTHING_AMISS
from tests.pipeline.related_texts import paths_of
from tests.pipeline.small_press import (
    AMP,
    ORIGINAL,
    START,
    TWIN,
    Press,
    findings,
    rows,
    run_once,
    served,
    write_press,
)
from tests.pipeline.tallies import counted, counted_anew
from tests.pipeline.terminal import at_terminal
from transforms.urls import article_id
from warehouse import open_writer

pytestmark = [pytest.mark.slow, pytest.mark.long]

LATER = START + timedelta(days=1)
SLUG = "britain-france-pledge"
TITLE = "Britain and France pledge troops"
WORDS = "percent of neighbouring Luhansk"
# Everything that a person could look up afterwards.
STANDING = {
    "articles": "SELECT article_id, url, title FROM article ORDER BY ALL",
    "texts": "SELECT article_id, md5(text) AS text FROM article_text ORDER BY ALL",
    "groups": "SELECT group_id, article_id, relation FROM syndication_member ORDER BY ALL",
    "events": "SELECT event_id, title, representative_article_id FROM event ORDER BY ALL",
    "members": "SELECT event_id, article_id FROM event_article ORDER BY ALL",
    "fetches": 'SELECT fetch_id, url, archive_file, archive_offset FROM "fetch" ORDER BY ALL',
    "entries": "SELECT feed_id, entry_id, article_id, state FROM entry ORDER BY ALL",
    "rejections": "SELECT stage, key, reason FROM rejection ORDER BY ALL",
    "erased": "SELECT kind, key, finished_at IS NOT NULL AS is_finished FROM erased ORDER BY ALL",
    "unarchived": "FROM unarchived",
}


def holders(data: Path, *needles: str) -> list[str]:
    """Return the files of a data folder that hold one of some texts, packed records looked into."""
    sought = [needle.encode() for needle in needles]
    found = [
        path
        for path in data.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in sought)
    ]
    for path in data.rglob("*.warc.gz"):
        with path.open("rb") as stream:
            records = [
                (str(record.rec_headers), record.content_stream().read())
                for record in ArchiveIterator(stream, check_digests="raise")
            ]
        if any(needle in body or needle in head.encode() for head, body in records for needle in sought):
            found.append(path)
    return sorted({path.name for path in found})


def amiss(settings: Settings) -> list[str]:
    return [name for name, query in NOTHING_AMISS.items() if rows(settings, query)] + findings(settings)


def standing(settings: Settings) -> dict[str, list[dict[str, object]]]:
    return {name: rows(settings, query) for name, query in STANDING.items()}


def books(settings: Settings) -> tuple[int, int, int, int]:
    (row,) = rows(settings, "FROM run ORDER BY started_at DESC LIMIT 1")
    return row["entered_count"], row["loaded_count"], row["known_count"], row["rejected_count"]


def group_of(settings: Settings, url: str) -> set[str]:
    query = f"""SELECT others.url FROM article AS own
        INNER JOIN syndication_member AS mine USING (article_id)
        INNER JOIN syndication_member AS theirs ON mine.group_id = theirs.group_id
        INNER JOIN article AS others ON theirs.article_id = others.article_id WHERE own.url = '{url}'"""
    return {row["url"] for row in rows(settings, query)}


def test_nothing_of_it_is_left_in_any_file(settings: Settings) -> None:
    before = holders(settings.data, SLUG, TITLE, WORDS)
    assert {"warehouse.duckdb"} < set(before)
    assert len([name for name in before if name.endswith(".warc.gz")]) == 2
    erased = erase(
        settings, [f"{ORIGINAL.upper()[:27].lower()}{ORIGINAL[27:]}/?utm_source=x#top"], "asked", LATER
    )
    assert holders(settings.data, SLUG, TITLE, WORDS) == []
    assert erased.article_count == 1
    assert {"article": 1, "article_text": 1, "entry": 1}.items() <= erased.counts.items()
    assert len(erased.finished.rewritten) == 2
    assert rows(settings, "SELECT kind, key, note, finished_at FROM erased") == [
        {"kind": "url", "key": article_id(ORIGINAL), "note": "asked", "finished_at": LATER}
    ]


def test_no_table_names_it_any_more(settings: Settings) -> None:
    erase(settings, [ORIGINAL], None, LATER)
    columns = rows(
        settings,
        "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name) "
        "WHERE ends_with(column_name, 'article_id')",
    )
    assert len(columns) > 15
    naming = [
        row["table_name"]
        for row in columns
        if rows(settings, f"FROM {row['table_name']} WHERE {row['column_name']} = '{article_id(ORIGINAL)}'")
    ]
    assert naming == []


def test_the_copies_it_leaves_get_a_new_original_in_their_event(settings: Settings) -> None:
    copies = group_of(settings, ORIGINAL) - {ORIGINAL}
    assert len(copies) == 2
    own = f"FROM event_summary WHERE event_id = '{article_id(ORIGINAL)}'"
    (event,) = rows(settings, f"SELECT event_id, articles {own}")
    erase(settings, [ORIGINAL], None, LATER)
    assert amiss(settings) == []
    assert all(group_of(settings, url) == copies for url in copies)
    originals = rows(
        settings,
        "SELECT url FROM syndication_member JOIN article USING (article_id) "
        "JOIN article_vector USING (article_id) "
        f"WHERE relation = 'original' AND url IN {tuple(copies)}",
    )
    assert len(originals) == 1
    (after,) = rows(settings, f"SELECT articles FROM event_summary WHERE event_id = '{event['event_id']}'")
    assert after["articles"] == event["articles"] - 1
    assert counted(settings) == counted_anew(settings)


def test_all_other_records_read_as_before(settings: Settings) -> None:
    before = standing(settings)
    erase(settings, [ORIGINAL], None, LATER)
    feed = "SELECT fetch_id FROM \"fetch\" WHERE url = 'http://www.meridianwire.example/feed.xml'"
    left = {row["fetch_id"] for row in rows(settings, feed)}
    after = {row["fetch_id"]: row for row in standing(settings)["fetches"]}
    for row in before["fetches"]:
        if row["url"] == ORIGINAL or row["fetch_id"] in left:
            assert after[row["fetch_id"]]["archive_file"] is None
        else:
            assert after[row["fetch_id"]] == row
    folders = choose(settings, LATER)
    assert len(folders) == 1
    kept = len((Path(folders[0]) / "pages.jsonl").read_text(encoding="utf-8").splitlines())
    assert kept == len(rows(settings, "FROM article")) + len(
        rows(settings, "FROM rejection WHERE stage = 'read'")
    )


def test_it_does_not_come_back_by_its_feed(settings: Settings) -> None:
    erase(settings, [ORIGINAL], None, LATER)
    before = rows(settings, STANDING["articles"])
    for number in (30, 31):
        run_once(settings, number)
        entered, loaded, known, rejected = books(settings)
        assert (entered, loaded) == (known + rejected, 0)
        assert holders(settings.data, SLUG, TITLE, WORDS) == []
    assert rows(settings, STANDING["articles"]) == before
    assert amiss(settings) == []


def test_what_was_erased_before_it_came_is_rejected(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path / "data")
    erased = erase(settings, [ORIGINAL], None, START)
    assert (erased.article_count, erased.counts) == (0, {})
    run = run_once(settings, 1)
    (row,) = rows(settings, "FROM rejection WHERE reason = 'erased'")
    assert (row["run_id"], row["stage"], row["is_final"]) == (run, "select", True)
    entered, loaded, known, rejected = books(settings)
    assert entered == loaded + known + rejected
    assert holders(settings.data, SLUG, TITLE, WORDS) == []
    assert amiss(settings) == []


def test_another_url_of_it_is_refused_when_its_page_tells(tmp_path: Path) -> None:
    write_press(tmp_path / "press", has_amp=True)
    with served(tmp_path / "press") as press:
        settings = press.settings(tmp_path / "data")
        erase(settings, [ORIGINAL], None, START)
        run_once(settings, 1)
        reasons = rows(settings, "SELECT stage, reason FROM rejection WHERE reason = 'erased' ORDER BY ALL")
        assert [row["stage"] for row in reasons] == ["read", "select"]
        assert {row["key"] for row in rows(settings, "FROM erased")} == {
            article_id(ORIGINAL),
            article_id(AMP),
        }
        assert holders(settings.data, SLUG, TITLE, WORDS) == []
        run_once(settings, 2)
        assert holders(settings.data, SLUG, TITLE, WORDS) == []
        assert amiss(settings) == []


def test_a_page_that_shares_its_body_keeps_it(tmp_path: Path) -> None:
    write_press(tmp_path / "press", has_twin=True)
    with served(tmp_path / "press") as press:
        settings = press.settings(tmp_path / "data")
        run_once(settings, 1)
        places = {
            row["url"]: RecordLocation(row["archive_file"], row["archive_offset"])
            for row in rows(settings, f"FROM \"fetch\" WHERE url IN ('{ORIGINAL}', '{TWIN}')")
        }
        (going,) = (url for url in places if body_location(settings.data, places[url]) == places[url])
        (staying,) = set(places) - {going}
        before = read_response(settings.data, places[staying])
        erase(settings, [going], None, LATER)
        (row,) = rows(settings, f"FROM \"fetch\" WHERE url = '{staying}'")
        assert (
            read_response(settings.data, RecordLocation(row["archive_file"], row["archive_offset"])) == before
        )
        assert rows(settings, f"FROM article WHERE url = '{going}'") == []
        assert len(rows(settings, f"FROM article WHERE url = '{staying}'")) == 1
        assert holders(settings.data, f"URI: {going}\r") == []
        assert amiss(settings) == []


def test_an_outlet_goes_with_all_it_has_and_is_polled_no_more(settings: Settings) -> None:
    others = rows(
        settings, "SELECT article_id FROM article WHERE outlet_id != 'www-meridianwire-example' ORDER BY ALL"
    )
    erased = erase(settings, ["www-meridianwire-example"], None, LATER)
    assert erased.article_count == erased.counts["entry"] == 8
    assert holders(settings.data, "meridianwire.example/") == []
    assert rows(settings, "SELECT article_id FROM article ORDER BY ALL") == others
    assert {row["kind"] for row in rows(settings, "FROM erased")} == {"outlet", "domain", "url"}
    run_once(settings, 30)
    assert rows(settings, "SELECT article_id FROM article ORDER BY ALL") == others
    assert rows(settings, "FROM outlet WHERE outlet_id = 'www-meridianwire-example'") == []
    assert holders(settings.data, "meridianwire.example/2026") == []
    assert amiss(settings) == []
    assert counted(settings) == counted_anew(settings)


def test_a_foreign_file_stays_and_brings_nothing_back(settings: Settings, tmp_path: Path) -> None:
    foreign = [tmp_path / "one.warc.gz", tmp_path / "two.warc.gz"]
    (own,) = settings.data.rglob("*-pages-00-*.warc.gz")
    for path in foreign:
        shutil.copyfile(own, path)
    (page,) = rows(settings, f"SELECT url FROM article WHERE url = '{ORIGINAL}'")
    fresh = replace(settings, data=tmp_path / "fresh", published=tmp_path / "fresh" / "w.duckdb")
    publish(fresh, backfill(fresh, [str(foreign[0])], LATER, catalog_only=False), LATER)
    before = foreign[0].read_bytes()
    erased = erase(fresh, [page["url"]], None, LATER)
    assert (erased.article_count, erased.foreign_files) == (1, (str(foreign[0]),))
    assert foreign[0].read_bytes() == before
    publish(fresh, backfill(fresh, [str(foreign[1])], LATER + timedelta(1), catalog_only=False), LATER)
    assert rows(fresh, f"FROM article WHERE url = '{ORIGINAL}'") == []
    assert holders(fresh.data, SLUG, TITLE, WORDS) == []


def test_what_is_neither_article_nor_outlet_is_told_all_at_once(settings: Settings) -> None:
    with pytest.raises(ConfigurationError) as caught:
        erase(settings, ["nobody", "http://www.meridianwire.example/", ORIGINAL], None, LATER)
    assert len(caught.value.problems) == 2
    assert rows(settings, "FROM erased") == []


def test_the_command_tells_what_went(settings: Settings) -> None:
    more = {"PARALLAX_CATALOG": str(settings.catalog)}
    done = parallax(settings.data, "erase", article_id(ORIGINAL), "--yes", "--note", "asked", **more)
    assert done.returncode == 0, done.stderr
    assert "article_text" in done.stdout
    assert "rewritten without it: archive/" in done.stdout
    assert parallax(settings.data, "erase", "nobody", "--yes", **more).returncode == 2


def test_the_command_asks_before_it_erases(settings: Settings) -> None:
    more = {"PARALLAX_CATALOG": str(settings.catalog)}
    before = standing(settings)
    shown = parallax(settings.data, "erase", ORIGINAL, "--dry-run", **more)
    assert shown.returncode == 0, shown.stderr
    assert "to erase: 1 article, " in shown.stdout
    assert ORIGINAL in shown.stdout
    refused = parallax(settings.data, "erase", ORIGINAL, **more)
    assert refused.returncode == 2
    assert "add --yes to do it, or --dry-run" in refused.stderr
    code, asked = at_terminal(
        settings.data, "erase", ORIGINAL, reply="n", PARALLAX_CATALOG=str(settings.catalog)
    )
    assert code == 1
    assert "Erase this for good? [y/N]" in asked
    assert standing(settings) == before
    assert parallax(settings.data, "erase", "nobody", "--dry-run", **more).returncode == 2


@pytest.mark.stress
def test_killed_at_any_moment_the_next_brings_it_to_its_end(settings: Settings, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    shutil.copytree(settings.data, clean)
    more = {"PARALLAX_CATALOG": str(settings.catalog)}
    moments = random.Random(5)
    assert parallax(clean, "erase", ORIGINAL, "www-morgenbote-example", "--yes", **more).returncode == 0
    begun = time.monotonic()
    assert parallax(tmp_path / "empty", "--help").returncode == 0
    start_s = time.monotonic() - begun
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "erase", ORIGINAL, "www-morgenbote-example", "--yes"],
            cwd=PROJECT,
            env=environment(settings.data, **more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(start_s + moments.uniform(0.2, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    recover(settings, RunFolder(settings.data / "runs" / "next"), None, LATER)
    assert amiss(settings) == []
    assert (
        parallax(settings.data, "erase", ORIGINAL, "www-morgenbote-example", "--yes", **more).returncode == 0
    )
    assert standing(settings) == standing(press_of(settings, clean))
    run_once(settings, 30)
    assert holders(settings.data, SLUG, TITLE, WORDS, "morgenbote.example/2026") == []
    assert [path.name for path in settings.data.rglob("*") if path.suffix in {".cut", ".compact"}] == []
    assert amiss(settings) == []


def press_of(settings: Settings, data: Path) -> Settings:
    return replace(settings, data=data, published=data / "warehouse.duckdb")


def test_corrections_that_leaned_on_it_lean_on_another_text(settings: Settings) -> None:
    copies = sorted(group_of(settings, ORIGINAL) - {ORIGINAL})
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "INSERT INTO event_correction (correction_id, kind, article_id, anchor_article_id, made_at) "
            "VALUES (1, 'pin', ?, ?, now()), (2, 'pin', ?, ?, now())",
            [article_id(copies[0]), article_id(ORIGINAL), article_id(ORIGINAL), article_id(copies[1])],
        )
    erase(settings, [ORIGINAL], None, LATER)
    (left,) = rows(settings, "FROM event_correction")
    assert str(left["article_id"]) == article_id(copies[0])
    assert str(left["anchor_article_id"]) not in {article_id(ORIGINAL), article_id(copies[0])}
