"""An erasure is finished when no file in the data folder holds anything of it, and not before."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.commands.doctor import check_erasing
from pipeline.handoff import ENTRIES, RunFolder, RunKind
from pipeline.keeping.erase import Erased, erase
from pipeline.keeping.erasure_note import NOTE
from pipeline.keeping.recovery import recover
from pipeline.settings import Settings
from tests.pipeline.command_line import parallax
from tests.pipeline.keeping.kept_data import (
    ARCHIVED,
    TEXT,
    TITLE,
    URL,
    facts,
    holders,
    kept_data,
)
from tests.pipeline.related_texts import NOW
from warehouse.database.publishing import publish
from warehouse.keeping.contents import database_has

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return kept_data(tmp_path / "data")


def erased(settings: Settings) -> Erased:
    return erase(settings, [URL], None, NOW)


def is_finished(settings: Settings) -> bool:
    return all(row[2] for row in facts(settings)["erased"])


def plant(settings: Settings, name: str) -> Path:
    path = settings.data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_at_first_it_is_in_every_kind_of_file(settings: Settings) -> None:
    assert holders(settings.data) == [
        ARCHIVED,
        "exports/articles.csv",
        "exports/articles.parquet",
        "exports/articles.xlsx",
        "exports/coverage_daily.csv",
        "exports/coverage_daily.parquet",
        "exports/coverage_daily.xlsx",
        "exports/event_summary.csv",
        "exports/event_summary.parquet",
        "exports/event_summary.xlsx",
        "exports/parallax.xlsx",
        "warehouse.duckdb",
        "writer/warehouse.duckdb",
    ]


def test_afterwards_it_is_in_none(settings: Settings) -> None:
    done = erased(settings)
    assert holders(settings.data) == []
    assert done.finished.held == []
    assert is_finished(settings)
    assert not (settings.data / NOTE).exists()


def test_what_killed_commands_left_goes_with_it(settings: Settings) -> None:
    for name in (".as-of-abcdefgh/warehouse.duckdb", "writer/.warehouse.duckdb.compact"):
        shutil.copyfile(settings.published, plant(settings, name))
    shutil.copyfile(
        settings.path_in_data("exports", "articles.xlsx"),
        plant(settings, "exports/.export-abcdefgh/articles.xlsx"),
    )
    dead = RunFolder(settings.path_in_data("runs", "20260105T000000.000000Z"))
    dead.begin(RunKind.INGEST, NOW)
    ENTRIES.path(dead).parent.mkdir()
    ENTRIES.path(dead).write_text(f'{{"title": "{TITLE}"', encoding="utf-8")
    shutil.copyfile(settings.data / ARCHIVED, plant(settings, f"archive/x/{dead.run_id}-pages-00.warc.gz"))
    shutil.copyfile(settings.data / ARCHIVED, plant(settings, f"archive/x/{dead.run_id}-kept-ab.warc.gz"))
    erased(settings)
    assert holders(settings.data) == []
    assert is_finished(settings)


def test_logs_lose_it(settings: Settings) -> None:
    for name in ("logs/run.log", "logs/airflow/dag/task.log"):
        plant(settings, name).write_text(f"start\ntask of {URL}: {TITLE}\nend\n", encoding="utf-8")
    erased(settings)
    assert holders(settings.data) == []
    assert (settings.data / "logs/run.log").read_text(encoding="utf-8").startswith("start\ntask of http")


HELD: dict[str, Callable[[Path, Path], object]] = {
    "mine/notes.txt": lambda path, _: path.write_text(f"See {URL}!", encoding="utf-8"),
    "exports/mine.ndjson": lambda path, _: path.write_text(f'{{"title":"{TITLE}"}}', encoding="utf-8"),
    "exports/passage.txt.gz": lambda path, _: path.write_bytes(gzip.compress(TEXT.encode())),
    "monthly/articles.xlsx": lambda path, data: shutil.copyfile(data / "exports/articles.xlsx", path),
    "monthly/old.parquet": lambda path, data: shutil.copyfile(data / "exports/articles.parquet", path),
    "warehouse.duckdb.damaged": lambda path, data: shutil.copyfile(data / "warehouse.duckdb", path),
    "kept-aside/writer/warehouse.duckdb": lambda path, data: shutil.copyfile(data / "warehouse.duckdb", path),
    "kept-aside/cut.duckdb": lambda path, data: path.write_bytes(
        (data / "warehouse.duckdb").read_bytes()[:70_000]
    ),
    "archive/2026/mine.warc.gz": lambda path, data: shutil.copyfile(data / ARCHIVED, path),
    "airflow/service/airflow.db": lambda path, _: path.write_bytes(b"SQLite format 3\0" + TITLE.encode()),
}


def test_it_is_not_finished_while_a_file_holds_it_that_is_not_ours(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    paths = [plant(settings, name) for name in HELD]
    for path, write in zip(paths, HELD.values(), strict=True):
        write(path, settings.data)
    done = erased(settings)
    assert [one.path for one in done.finished.held] == sorted(paths)
    assert not is_finished(settings)
    assert [found.what for found in check_erasing(settings)] == ["an erasure is not finished"]
    assert all(f"not finished: {path}" in caplog.text for path in paths)
    compacted = settings.writer.stat().st_ino
    for path in paths[1:]:
        path.unlink()
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), RunKind.INGEST, NOW)
    assert not is_finished(settings)
    assert paths[0].exists()
    assert settings.writer.stat().st_ino == compacted, "it was compacted once more"
    paths[0].unlink()
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), RunKind.INGEST, NOW)
    assert is_finished(settings)
    assert holders(settings.data) == []
    assert not (settings.data / NOTE).exists()


def test_what_another_article_tells_too_holds_nothing_up(settings: Settings) -> None:
    with duckdb.connect(settings.writer) as connection:
        connection.execute("UPDATE article SET title = ?", [TITLE])
        connection.execute("UPDATE article_text SET text = ?", [TEXT])
    publish(settings.warehouse_paths)
    plant(settings, "mine/notes.txt").write_text(f"{TITLE}: {TEXT}", encoding="utf-8")
    erased(settings)
    assert is_finished(settings)
    plant(settings, "mine/notes.txt").write_text(f"See {URL}!", encoding="utf-8")
    assert database_has(settings.published, [TITLE])


def test_the_command_names_what_holds_it_and_fails(settings: Settings) -> None:
    mine = plant(settings, "mine/notes.txt")
    mine.write_text(f"See {URL}!", encoding="utf-8")
    done = parallax(settings.data, "erase", URL, "--yes")
    assert done.returncode == 1
    assert f"not finished: {mine} still holds it. Remove the file" in done.stderr
