"""What a new run does about the folders of dead ones: whatever they look like, it goes on."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model import PermanentError
from pipeline.handoff import (
    ARTICLES,
    FEEDS_DUE,
    HEAD,
    OUTLETS,
    RUN_FORMAT,
    RunFolder,
    RunKind,
    is_run_id,
    new_run_id,
)
from pipeline.keeping.dead_runs import folders_of_runs, remove_dead_runs
from pipeline.keeping.recovery import recover
from pipeline.run_lines import read_lines
from pipeline.settings import Settings, read_settings
from tests.made_once import begin_warehouse
from warehouse import open_writer

pytestmark = [pytest.mark.slow, pytest.mark.long]

NOW = datetime(2026, 1, 6, 19, 5, tzinfo=UTC)
DEAD = "20260106T180000.000000Z"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = read_settings({"PARALLAX_DATA": str(tmp_path / "data")})
    begin_warehouse(settings.warehouse_paths)
    return settings


def folder_in(settings: Settings, run_id: str = DEAD, kind: RunKind = RunKind.INGEST) -> RunFolder:
    folder = RunFolder(settings.path_in_data("runs", run_id))
    folder.begin(kind, NOW - timedelta(hours=1))
    OUTLETS.write(folder, ())
    FEEDS_DUE.write(folder, (), "00")
    ARTICLES.write(folder, (), "00")
    return folder


def archive_in(settings: Settings, name: str) -> Path:
    path = settings.path_in_data("archive", "2026", "01", "06", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def recovered(settings: Settings, kind: RunKind | None = RunKind.INGEST) -> None:
    recover(settings, RunFolder(settings.path_in_data("runs", new_run_id(NOW))), kind, NOW)


def abandoned(settings: Settings) -> list[str]:
    with open_writer(settings.warehouse_paths) as connection:
        found = connection.execute(
            "SELECT run_id FROM run WHERE status = 'abandoned' ORDER BY ALL"
        ).fetchall()
    return [run_id for (run_id,) in found]


def _into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").touch()


def _into_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _other_head(**values: object) -> Callable[[Path], object]:
    head = {"run_id": DEAD, "started_at": NOW.isoformat(), "kind": "ingest", "format": RUN_FORMAT}
    return lambda path: path.write_text(json.dumps({**head, **values}) + "\n", encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "half a line": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "garbage": lambda path: path.write_bytes(b"\xff\xfe\x80garbage\n"),
    "NULs": lambda path: path.write_bytes(bytes(4_096)),
    "an empty line": lambda path: path.write_bytes(b"\n"),
    "twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "missing": lambda path: path.unlink(),
    "a folder": _into_folder,
    "not to be read": lambda path: path.chmod(0),
    "a loop of links": _into_loop,
    "of another run": _other_head(run_id="20260101T000000.000000Z"),
    "of another version": _other_head(format=RUN_FORMAT + 1),
    "of a kind unknown": _other_head(kind="reindex"),
    "no time": _other_head(started_at="yesterday"),
    "a list": lambda path: path.write_bytes(b"[]\n"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", [RunKind.INGEST, RunKind.BACKFILL, None])
def test_a_folder_with_a_damaged_head_is_removed(
    settings: Settings, damage: str, kind: RunKind | None
) -> None:
    folder = folder_in(settings)
    archived = archive_in(settings, f"{DEAD}-feeds-00.warc.gz.partial")
    DAMAGES[damage](HEAD.path(folder))
    recovered(settings, kind)
    recovered(settings, kind)
    assert not folder.path.exists()
    assert not archived.exists()
    assert abandoned(settings) == [DEAD]


def test_what_is_damaged_is_told(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    DAMAGES["empty"](HEAD.path(folder_in(settings)))
    recovered(settings)
    assert "a run left a damaged folder" in caplog.text
    assert str(HEAD.path(RunFolder(settings.path_in_data("runs", DEAD)))) in caplog.text


@pytest.mark.parametrize(
    "name", [OUTLETS.name, "plan/batch-00.jsonl", "read/00/articles.jsonl", "plan", "read"]
)
def test_other_files_may_be_damaged_or_gone_too(settings: Settings, name: str) -> None:
    path = folder_in(settings).path / name
    if path.is_dir():
        path.rename(path.with_name("elsewhere"))
    else:
        path.write_bytes(b'{"article_id": "cut')
    recovered(settings)
    assert list(settings.path_in_data("runs").iterdir()) == []


def test_a_run_folder_may_be_a_file_or_a_link(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine" / "plan").mkdir(parents=True)
    (tmp_path / "mine" / "plan" / "mine.txt").touch()
    runs = settings.path_in_data("runs")
    runs.mkdir(parents=True)
    (runs / DEAD).symlink_to(tmp_path / "mine")
    (runs / "20260106T180000.000001Z").write_text("a file", encoding="utf-8")
    recovered(settings)
    assert list(runs.iterdir()) == []
    assert (tmp_path / "mine" / "plan" / "mine.txt").exists()


@pytest.mark.parametrize(
    "name",
    [
        "*",
        "[a-z]",
        "?",
        "**",
        "2026*",
        "20260106T1?0000.000000Z",
        f"{DEAD}\n",
        f"{DEAD}-kept",
        "notes",
        "[2]*",
    ],
)
def test_what_is_not_named_like_a_run_stays_and_removes_nothing(settings: Settings, name: str) -> None:
    strange = settings.path_in_data("runs", name)
    strange.mkdir(parents=True)
    (strange / "mine.txt").touch()
    archives = [
        archive_in(settings, f"{run}-pages-00.warc.gz") for run in (DEAD, "20250101T000000.000000Z", "a")
    ]
    recovered(settings)
    assert (strange / "mine.txt").exists()
    assert all(path.exists() for path in archives)
    assert abandoned(settings) == []


def test_only_the_archive_files_of_the_dead_run_go(settings: Settings) -> None:
    folder_in(settings)
    own = archive_in(settings, f"{DEAD}-pages-00-001.warc.gz")
    others = [
        archive_in(settings, name) for name in ("20260106T180000.000000Za-pages-00.warc.gz", "mine.warc.gz")
    ]
    recovered(settings)
    assert not own.exists()
    assert all(path.exists() for path in others)


def test_a_run_of_another_kind_is_left_alone_while_it_works(settings: Settings) -> None:
    folder = folder_in(settings, kind=RunKind.BACKFILL)
    folders, current, soon = folders_of_runs(settings), new_run_id(NOW), datetime.now(UTC)
    assert remove_dead_runs(folders, current, RunKind.INGEST, frozenset(), soon) == []
    assert folder.path.exists()
    later = soon + timedelta(days=2)
    assert remove_dead_runs(folders, current, RunKind.INGEST, frozenset(), later) == [DEAD]


def test_a_run_that_a_clock_ahead_wrote_is_dead(settings: Settings) -> None:
    folder = folder_in(settings, kind=RunKind.BACKFILL)
    folders, long_ago = folders_of_runs(settings), NOW - timedelta(days=4_000)
    assert remove_dead_runs(folders, new_run_id(NOW), RunKind.INGEST, frozenset(), long_ago) == [DEAD]
    assert not folder.path.exists()


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with pytest.raises(PermanentError, match=r"articles\.jsonl is missing or damaged .* new run"):
        read_lines(path, dict)
    path.write_bytes(b'{"a": 1}\n{"a"')
    with pytest.raises(PermanentError, match="damaged"):
        read_lines(path, dict)


def test_run_ids_are_known_by_their_form() -> None:
    assert is_run_id(new_run_id(NOW))
    assert not any(
        is_run_id(name) for name in ("*", "..", "", f"{DEAD}\n", DEAD[:-1], "２０260106T180000.000000Z")
    )
