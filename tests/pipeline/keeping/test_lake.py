"""The lake follows runs and erasures; a lake that is away costs a warning and nothing else."""

import fcntl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from model import ConfigurationError, TransientError
from pipeline.keeping.erase import erase
from pipeline.keeping.lake import commit_to_lake
from pipeline.running import progress
from pipeline.settings import Settings, read_settings
from pipeline.steps.keep_lake import keep_lake
from pipeline.steps.publish import publish
from tests.pipeline.keeping.kept_data import OTHER, URL, WORD, kept_data
from tests.pipeline.related_texts import NOW
from tests.warehouse.lake.copies import ask, cells_with, differences, file_lake, needs_wheels

pytestmark = [pytest.mark.slow, pytest.mark.long, needs_wheels]

IS_THERE = f"SELECT count(*) FROM article WHERE url = '{URL}'"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return a data folder whose lake is in it too, empty."""
    data = tmp_path / "data"
    return replace(kept_data(data), lake=file_lake(data))


def test_a_run_is_in_the_lake_once_it_is_published(settings: Settings) -> None:
    assert settings.lake is not None
    publish(settings, str(settings.path_in_data("runs", "none")), NOW)
    assert ask(settings.lake, IS_THERE) == [(1,)]
    assert differences(settings.warehouse_paths, settings.lake) == {}


def test_what_is_erased_goes_from_the_lake(settings: Settings) -> None:
    assert settings.lake is not None
    commit_to_lake(settings, NOW)
    assert cells_with(settings.lake, WORD)
    done = erase(settings, [URL], None, NOW)
    assert done.finished.held == []
    assert ask(settings.lake, IS_THERE) == [(0,)]
    assert ask(settings.lake, "SELECT count(*) FROM lake.snapshots()") == [(2,)]
    assert cells_with(settings.lake, WORD) == {}
    assert differences(settings.warehouse_paths, settings.lake) == {}


def test_a_lake_that_is_away_costs_a_warning_and_is_brought_up_to_date_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    monkeypatch.setattr(progress, "warn", warned.append)
    assert settings.lake is not None
    commit_to_lake(settings, NOW)
    away = replace(settings, lake=replace(settings.lake, catalog="ducklake:/none/catalog.ducklake"))
    erase(away, [URL], None, NOW)
    publish(away, str(settings.path_in_data("runs", "none")), NOW)
    texts = [text for text in warned if "not in the lake" in text]
    assert len(texts) == 2
    assert all("look whether its catalog answers" in text for text in texts)
    with pytest.raises(TransientError, match="/none/"):
        keep_lake(away, NOW)
    keep_lake(settings, NOW)
    assert cells_with(settings.lake, WORD) == {}
    assert ask(settings.lake, f"SELECT count(*) FROM \"fetch\" WHERE url = '{OTHER}'") == [(1,)]
    assert differences(settings.warehouse_paths, settings.lake) == {}


def test_two_processes_take_turns_at_the_lake(settings: Settings, tmp_path: Path) -> None:
    with (settings.writer.parent / "lake.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(commit_to_lake, settings, NOW)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
            assert not Path(file_lake(tmp_path / "data").data).exists()
            fcntl.flock(lock, fcntl.LOCK_UN)
            done = waiting.result()
    assert done is not None
    assert "article" in done.whole


def test_without_a_lake_nothing_is_done(settings: Settings) -> None:
    without = replace(settings, lake=None)
    assert commit_to_lake(without, NOW) is None
    keep_lake(without, NOW)


@pytest.mark.parametrize(
    ("catalog", "data", "problem"),
    [
        ("postgres:dbname=x", "lake", "PARALLAX_LAKE is not valid"),
        ("ducklake:mysql:db=x", "lake", "PARALLAX_LAKE is not valid"),
        ("ducklake:", "lake", "PARALLAX_LAKE is not valid"),
        ("ducklake:c.ducklake", "", "needs PARALLAX_LAKE_DATA"),
        ("ducklake:c.ducklake", "gs://bucket", "needs PARALLAX_LAKE_DATA"),
        ("", "lake", "no PARALLAX_LAKE"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(catalog: str, data: str, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        read_settings({"PARALLAX_LAKE": catalog, "PARALLAX_LAKE_DATA": data})


@pytest.mark.parametrize(
    ("catalog", "data"),
    [
        ("ducklake:postgres:dbname=x host=127.0.0.1 password=hush1", "s3://bucket/lake"),
        ("ducklake:postgres:postgresql://me:hush1@db:5432/lake", "/srv/lake"),
        ("ducklake:/srv/catalog.ducklake", "/srv/lake"),
    ],
)
def test_settings_of_a_lake_are_read_and_show_no_password(catalog: str, data: str) -> None:
    settings = read_settings({"PARALLAX_LAKE": catalog, "PARALLAX_LAKE_DATA": data})
    assert settings.lake is not None
    assert (settings.lake.catalog, settings.lake.data, settings.lake.keep_days) == (catalog, data, 7)
    assert "hush1" not in repr(settings)
