"""What Parallax keeps is its user's alone, and what the user asks for elsewhere keeps the user's umask."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.running.private import private
from tests.pipeline.command_line import environment
from tests.pipeline.modes import open_to_others
from tests.pipeline.small_press import run_once, served, write_press


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_what_is_made_is_closed_and_the_umask_comes_back(tmp_path: Path) -> None:
    data = tmp_path / "mine" / "data"
    with private(data):
        (data / "runs").mkdir()
        (data / "runs" / "a.jsonl").write_text("")
        made = [sys.executable, "-c", f"open({str(data / 'by-a-worker')!r}, 'w')"]
        subprocess.run(made, check=True)
    after = tmp_path / "asked-for.csv"
    after.write_text("")
    assert open_to_others(data) == []
    assert after.stat().st_mode & 0o777 == 0o644
    assert data.parent.stat().st_mode & 0o777 == 0o755


def test_a_folder_of_an_older_version_is_closed_once_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data, other = tmp_path / "data", tmp_path / "other.txt"
    (data / "archive").mkdir(parents=True)
    (data / "archive" / "a.warc.gz").write_bytes(b"")
    other.write_text("")
    (data / "link").symlink_to(other)
    with caplog.at_level("INFO", "parallax"):
        for _ in range(2):
            with private(data):
                pass
    assert open_to_others(data) == []
    assert other.stat().st_mode & 0o777 == 0o644
    assert caplog.messages == [f"{data} was open to other users of this machine: now it is yours alone."]


def test_what_the_user_opens_again_for_others_stays_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with private(data):
        (data / "warehouse.duckdb").write_bytes(b"")
    (data / "warehouse.duckdb").chmod(0o640)
    with private(data):
        pass
    assert (data / "warehouse.duckdb").stat().st_mode & 0o777 == 0o640


@pytest.mark.slow
@pytest.mark.long
def test_a_run_leaves_nothing_open_and_a_report_for_the_user_is_as_the_user_wants(tmp_path: Path) -> None:
    write_press(tmp_path / "press", outlets=("meridian-wire",))
    data, out = tmp_path / "data", tmp_path / "answer.csv"
    with served(tmp_path / "press") as press:
        settings = press.settings(data)
        with private(data):
            run_once(settings, 0)
        assert open_to_others(data) == []
        # A published file that others were let read stays readable for them.
        settings.published.chmod(0o644)
        with private(data):
            run_once(settings, 1)
    assert open_to_others(data) == [f"{settings.published} 644"]
    for arguments in (["sql", "SELECT 1", "--format", "csv", "--out", str(out)], ["export"]):
        subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments],
            env=environment(data),
            check=True,
            capture_output=True,
            umask=0o022,
        )
    assert out.stat().st_mode & 0o777 == 0o644
    assert open_to_others(data) == [f"{settings.published} 644"]
