"""What killed commands leave behind goes, whatever it is; what another process works on stays."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from model.files import in_use, temporary_folder, written_whole
from pipeline.running.leftovers import sweep
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings, read_settings

LEFT = (
    ".as-of-ab12_xyz/warehouse.duckdb",
    ".as-of-ab12_xyz/warehouse.duckdb.wal",
    "exports/.export-abcdefgh/articles.csv",
    "exports/monthly/.export-abcdefgh/articles.xlsx",
    "runs/.begin-abcdefgh/20260106T190500.123456Z/plan/head.jsonl",
    ".warehouse.duckdb.partial",
    "warehouse.duckdb.tmp/duckdb_temp_storage-0.tmp",
    "writer/.warehouse.duckdb.partial",
    "writer/.warehouse.duckdb.partial.wal",
    "writer/.warehouse.duckdb.compact",
    "writer/.warehouse.duckdb.compact.wal",
    "writer/.warehouse.duckdb.compact.tmp/spilt",
    "writer/warehouse.duckdb.tmp/spilt",
    "archive/2026/01/06/.20260106T190500.123456Z-feeds-00.warc.gz.cut",
    "archive/2026/01/06/20260106T190500.123456Z-pages-00.warc.gz.partial",
    "models/some/.model.onnx.partial",
    "airflow/.template.db.partial",
)
STAYING = (
    "warehouse.duckdb",
    "writer/warehouse.duckdb",
    "writer/warehouse.duckdb.wal",
    "writer/warehouse.duckdb.damaged",
    "exports/articles.csv",
    "exports/mine.partial",
    "archive/2026/01/06/20260106T190500.123456Z-pages-00.warc.gz",
    "archive/2026/01/06/mine-pages-00.warc.gz.partial",
    "archive/2026/01/06/20260107T190500.123456Z-pages-00.warc.gz.partial",
    "runs/20260107T190500.123456Z/plan/head.jsonl",
    ".erasing.json",
    ".as-of-mine/notes.txt",
    "mine/.draft.txt.partial",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = read_settings({"PARALLAX_DATA": str(tmp_path / "data")})
    for name in (*LEFT, *STAYING):
        path = settings.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("content", encoding="utf-8")
    return settings


def files(settings: Settings) -> set[str]:
    return {str(path.relative_to(settings.data)) for path in settings.data.rglob("*") if path.is_file()}


def test_what_was_left_behind_is_removed_and_nothing_else(settings: Settings) -> None:
    sweep(settings)
    assert files(settings) == set(STAYING)


def test_every_command_that_writes_begins_with_it(settings: Settings) -> None:
    with only_run(settings):
        assert files(settings) == {*STAYING, "run.lock"}


def _work(settings: Settings, is_ready: "multiprocessing.synchronize.Event") -> None:
    with (
        temporary_folder(settings.data, ".as-of-") as folder,
        temporary_folder(settings.path_in_data("exports"), ".export-") as out,
        written_whole(settings.writer, ending=".compact") as partial,
        in_use(settings.published.parent),
    ):
        for path in (folder / "warehouse.duckdb", out / "articles.csv", partial):
            path.write_text("at work", encoding="utf-8")
        is_ready.set()
        multiprocessing.Event().wait(60)


@contextmanager
def another_process(settings: Settings) -> Iterator["multiprocessing.process.BaseProcess"]:
    context = multiprocessing.get_context("fork")
    is_ready = context.Event()
    process = context.Process(target=_work, args=(settings, is_ready))
    process.start()
    try:
        assert is_ready.wait(60)
        yield process
    finally:
        process.kill()
        process.join()


def at_work(settings: Settings) -> int:
    return sum(
        (settings.data / name).read_text(encoding="utf-8") == "at work"
        for name in files(settings)
        if name != "run.lock"
    )


def test_what_another_process_works_on_stays_until_it_is_killed(settings: Settings) -> None:
    with another_process(settings) as process:
        sweep(settings)
        assert at_work(settings) == 3
        process.kill()
        process.join()
        sweep(settings)
        assert files(settings) == set(STAYING)


def test_a_link_is_removed_and_not_what_it_leads_to(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / ".as-of-abcdefgh").mkdir()
    (tmp_path / "mine" / ".mine.txt.partial").touch()
    (settings.data / "exports" / "link").symlink_to(tmp_path / "mine")
    (settings.data / ".w.partial").symlink_to(tmp_path / "mine")
    sweep(settings)
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {".as-of-abcdefgh", ".mine.txt.partial"}
    assert not (settings.data / ".w.partial").is_symlink()


def test_beside_a_warehouse_elsewhere_and_exports_others_keep_what_is_theirs(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    settings = read_settings(
        {"PARALLAX_DATA": str(tmp_path / "data"), "PARALLAX_WAREHOUSE": str(home / "news.duckdb")}
    )
    theirs = (home / ".film.mkv.partial", home / "other.duckdb.tmp", out / ".rows.csv.partial")
    ours = (
        home / ".news.duckdb.partial",
        home / "writer" / ".news.duckdb.compact.wal",
        home / ".as-of-abcdefgh" / "warehouse.duckdb",
        out / ".export-abcdefgh" / "articles.csv",
    )
    for path in (*theirs, *ours):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    sweep(settings, out)
    assert all(path.exists() for path in theirs)
    assert not any(path.exists() for path in ours)
