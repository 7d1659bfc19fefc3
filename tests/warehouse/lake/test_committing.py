"""Each commit brings the lake to what the file has, as one snapshot, whatever became of the one before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from model import ConfigurationError, TransientError
from model.paths import LakeAddress
from tests.warehouse.lake.copies import (
    NOW,
    WHOLE,
    ask,
    cells_with,
    commit_sound,
    differences,
    file_lake,
    needs_wheels,
    run,
    snapshots,
)
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.database.views import VIEWS, relation_of
from warehouse.lake.committing import commit, forget
from warehouse.lake.opening import open_lake, without_password
from warehouse.lake.upkeep import keep_up

pytestmark = [pytest.mark.slow, pytest.mark.long, needs_wheels]

SEARCH = "SELECT article_id FROM article_text WHERE contains(lower(text), 'story 7') ORDER BY ALL"


@pytest.fixture
def lake(tmp_path: Path) -> LakeAddress:
    return file_lake(tmp_path)


@pytest.fixture
def paths(tmp_path: Path, lake: LakeAddress) -> WarehousePaths:
    """Return a warehouse with a run that is in the lake."""
    paths = run(tmp_path, range(60))
    commit_sound(paths, lake)
    return paths


def change(paths: WarehousePaths, *statements: str) -> None:
    with open_writer(paths) as connection:
        for statement in statements:
            connection.execute(statement)
    publish(paths)


def test_the_first_commit_brings_all_and_the_next_what_changed(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    before = snapshots(lake)
    run(tmp_path, range(60, 66))
    done = commit_sound(paths, lake)
    assert (snapshots(lake) - before, done.is_compared) == (1, False)
    assert {"article", "article_text"} <= set(done.changed)
    assert len({*ask(lake, WHOLE)[0]}) == 1
    run_id = ask(lake, "SELECT commit_message FROM lake.snapshots() ORDER BY snapshot_id DESC LIMIT 1")
    assert run_id == [("run run-000060",)]


def test_nothing_is_committed_where_nothing_changed(paths: WarehousePaths, lake: LakeAddress) -> None:
    before = snapshots(lake)
    done = commit_sound(paths, lake)
    assert (snapshots(lake), list(done.changed), list(done.whole)) == (before, [], [])


def test_rows_that_changed_or_went_follow(paths: WarehousePaths, lake: LakeAddress) -> None:
    change(
        paths,
        "UPDATE article SET title = 'Another' WHERE url LIKE '%/7'",
        "DELETE FROM \"fetch\" WHERE url LIKE '%/8'",
        "UPDATE article_text SET text = 'New' WHERE article_id IN (SELECT article_id FROM article LIMIT 1)",
        "UPDATE article SET run_id = 'again'",
        "INSERT INTO unrelated SELECT article_id FROM article LIMIT 2",
        "INSERT INTO unrelated SELECT article_id FROM article LIMIT 1",
    )
    assert commit(paths, lake, NOW).is_compared is False
    assert differences(paths, lake) == {}


def test_a_commit_after_one_that_was_missed_brings_both(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    nowhere = replace(lake, catalog=f"ducklake:{tmp_path}/none/catalog.ducklake")
    run(tmp_path, range(60, 70))
    with pytest.raises(TransientError, match="cannot be reached"):
        commit(paths, nowhere, NOW)
    run(tmp_path, range(70, 80))
    assert commit_sound(paths, lake).is_compared is False
    assert ask(lake, "SELECT count(*) FROM article") == [(80,)]


def test_without_the_state_of_the_last_commit_the_lake_itself_is_compared(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    forget(paths)
    run(tmp_path, range(60, 70))
    done = commit_sound(paths, lake)
    assert done.is_compared
    assert "article" in {*done.changed, *done.whole}
    assert len(list(paths.writer.parent.glob("lake-*.duckdb"))) == 1


def test_a_lake_that_someone_changed_is_noticed_and_mended(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    with open_lake(lake) as connection:
        connection.execute("DELETE FROM lake.article WHERE url LIKE '%/7'")
        connection.execute("INSERT INTO lake.event_article FROM lake.event_article LIMIT 1")
    run(tmp_path, range(60, 61))
    found = commit(paths, lake, NOW).findings
    assert {one.name for one in found} >= {"lake_apart"}
    assert "article: 60 rows, the warehouse has 61" in {one.example for one in found}
    assert commit_sound(paths, lake).is_compared


def test_a_new_column_makes_its_table_anew(paths: WarehousePaths, lake: LakeAddress) -> None:
    change(paths, "ALTER TABLE story ADD COLUMN note VARCHAR", "CREATE TABLE extra (a INTEGER)")
    assert set(commit_sound(paths, lake).whole) == {"story", "extra"}
    change(paths, "ALTER TABLE story DROP COLUMN note", "DROP TABLE extra")
    commit_sound(paths, lake)
    with pytest.raises(TransientError, match="extra does not exist"):
        ask(lake, "FROM extra")


def test_a_table_whose_files_have_many_deleted_rows_is_written_whole(
    paths: WarehousePaths, lake: LakeAddress
) -> None:
    change_pages = "UPDATE article SET title = title || '!' WHERE url SIMILAR TO '.*/story/({})'"
    for number in range(10):  # each makes a file of two rows
        change(paths, change_pages.format(f"{number}|{number + 10}"))
        assert list(commit(paths, lake, NOW).changed) == ["article"]
    change(paths, change_pages.format("|".join(map(str, range(10)))))  # deletes one row of each
    assert list(commit(paths, lake, NOW).changed) == ["article"]
    change(paths, "UPDATE run SET known_count = 1")
    assert list(commit(paths, lake, NOW).whole) == ["article", "run"]
    assert differences(paths, lake) == {}


def test_views_and_macros_are_there(paths: WarehousePaths, lake: LakeAddress) -> None:
    assert differences(paths, lake, map(relation_of, VIEWS)) == {}
    with duckdb.connect(paths.published, read_only=True) as connection:
        expected = connection.execute(SEARCH).fetchall()
    assert expected
    assert ask(lake, SEARCH) == expected


def test_what_was_erased_is_in_no_snapshot_file_or_catalog(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    word = "quintessentially"
    change(paths, f"UPDATE article SET title = '{word}' WHERE url LIKE '%/7'")
    commit_sound(paths, lake)
    run(tmp_path, range(60, 70))
    commit_sound(paths, lake)
    assert cells_with(lake, word)
    one = "(SELECT article_id FROM article WHERE url LIKE '%/7')"
    change(
        paths,
        f"DELETE FROM event_tally WHERE title = '{word}'",
        f"DELETE FROM article_text WHERE article_id IN {one}",
        "DELETE FROM article WHERE url LIKE '%/7'",
        "INSERT INTO erased VALUES ('url', 'abc', now(), now(), NULL)",
    )
    assert commit(paths, lake, NOW).is_purged
    assert differences(paths, lake) == {}
    assert cells_with(lake, word) == {}
    assert ask(lake, "SELECT is_erasing FROM lake_commit") == [(False,)]
    run(tmp_path, range(70, 80))
    assert commit(paths, lake, NOW).is_purged is False


def test_upkeep_forgets_merges_and_removes_and_loses_nothing(
    tmp_path: Path, paths: WarehousePaths, lake: LakeAddress
) -> None:
    for number in range(5):
        run(tmp_path, range(60 + 10 * number, 70 + 10 * number))
        commit(paths, lake, NOW)
    # DuckLake's snapshots have the clock of the machine.
    ((now,),) = ask(lake, "SELECT now()")
    kept = keep_up(lake, now + timedelta(days=8))
    assert kept.expired_count > 5
    assert kept.merged_count > 0
    assert kept.removed_count > 5
    assert differences(paths, lake) == {}
    assert list(commit(paths, lake, NOW, is_thorough=True).changed) == []


def test_a_missing_wheel_is_named(monkeypatch: pytest.MonkeyPatch, lake: LakeAddress) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"'parallax-news\[lake\]', or duckdb-extension-ducklake=="):
        open_lake(lake).__enter__()


@pytest.mark.parametrize(
    "text",
    [
        "ducklake:postgres:dbname=a password=hush1 host=b",
        "at \"dbname=a password = 'hush1 x'\": no",
        "ducklake:postgres:postgresql://me:hush1@db/lake",
    ],
)
def test_no_message_has_a_password(text: str) -> None:
    assert "hush1" not in without_password(text)
    assert "***" in without_password(text)


def test_a_catalog_that_does_not_answer_is_no_secret(tmp_path: Path) -> None:
    catalog = "ducklake:postgres:dbname=x host=127.0.0.1 port=1 user=me password=hush1"
    address = LakeAddress(catalog=catalog, data=str(tmp_path), keep_days=1)
    with pytest.raises(TransientError, match="look whether its catalog answers") as caught:
        open_lake(address).__enter__()
    assert "hush1" not in str(caught.value)
    assert caught.value.__suppress_context__
