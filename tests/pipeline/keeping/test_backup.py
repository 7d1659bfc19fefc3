"""Backups: what comes back is what was there; what is damaged or in the way is refused."""

import json
import os
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from model import ConfigurationError, PermanentError
from pipeline.handoff import RunFolder
from pipeline.keeping.backup import MANIFEST, backup
from pipeline.keeping.erase import erase
from pipeline.keeping.recovery import recover
from pipeline.keeping.restore import restore
from pipeline.running.replacing import FOLDER
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings, read_settings
from tests.pipeline.command_line import parallax
from tests.pipeline.related_texts import NOW, RelatedText, relate_and_publish, rows

pytestmark = [pytest.mark.slow, pytest.mark.long]

TABLES = ("article", "event_article", "event", "event_correction", "article_tally")


def settings_of(root: Path) -> Settings:
    return read_settings(
        {"PARALLAX_DATA": str(root / "data"), "PARALLAX_CATALOG": str(root / "outlets.toml")}
    )


def archive_file(settings: Settings, name: str) -> Path:
    path = settings.data / "archive" / "2026" / "01" / "06" / f"{name}.warc.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_of(tmp_path / "own")
    relate_and_publish(settings, [RelatedText(number=1), RelatedText(number=2, happening=1, hour=1)])
    settings.catalog.write_text(
        '[[outlet]]\nid = "a"\nfeeds = ["https://a.example/feed"]\n', encoding="utf-8"
    )
    for name in ("one", "two"):
        archive_file(settings, name).write_bytes(name.encode() * 1_000)
    return settings


def held(settings: Settings) -> dict[str, object]:
    archive = settings.data / "archive"
    files = {
        str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()
    }
    tables = {table: sorted(rows(settings, f"FROM {table}"), key=str) for table in TABLES}
    return {"files": files, "catalog": settings.catalog.read_text(encoding="utf-8"), **tables}


def test_what_comes_back_is_what_was_there(settings: Settings, tmp_path: Path) -> None:
    done = backup(settings, tmp_path / "backup", NOW)
    assert (done.file_count, done.new_count) == (4, 4)
    other = settings_of(tmp_path / "other")
    assert restore(other, tmp_path / "backup", NOW, overwrites=False).file_count == 4
    assert held(other) == held(settings)
    assert other.published.exists()
    assert not (other.data / FOLDER).exists()
    relate_and_publish(other, [RelatedText(number=3, hour=2)])
    with pytest.raises(ConfigurationError, match="is there already"):
        restore(other, tmp_path / "backup", NOW, overwrites=False)
    restore(other, tmp_path / "backup", NOW, overwrites=True)
    assert held(other) == held(settings)


def test_what_is_there_is_not_copied_again_and_what_changed_is(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    backup(settings, folder, NOW)
    one = folder / "archive" / "2026" / "01" / "06" / "one.warc.gz"
    before = one.stat()
    archive_file(settings, "three").write_bytes(b"three")
    # As cutting leaves it: another file of the same size and name.
    two = archive_file(settings, "two")
    two.with_suffix(".new").write_bytes(bytes(3_000))
    two.with_suffix(".new").replace(two)
    relate_and_publish(settings, [RelatedText(number=3, hour=2)])
    assert backup(settings, folder, NOW + timedelta(days=1)).new_count == 3
    assert one.stat() == before
    assert not any(b"twotwo" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    archive_file(settings, "one").unlink()
    backup(settings, folder, NOW + timedelta(days=2))
    assert not one.exists()
    other = settings_of(tmp_path / "other")
    restore(other, folder, NOW, overwrites=False)
    assert held(other) == held(settings)


def test_a_backup_does_not_change_with_the_data(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    before = held(settings)
    backup(settings, folder, NOW)
    relate_and_publish(settings, [RelatedText(number=3, hour=2)])
    other = settings_of(tmp_path / "other")
    restore(other, folder, NOW, overwrites=False)
    assert held(other) == before
    relate_and_publish(other, [RelatedText(number=4, hour=3)])
    restore(other, folder, NOW, overwrites=True)
    assert held(other) == before


def test_what_was_erased_since_is_erased_again(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    backup(settings, folder, NOW)
    erase(settings, ["https://a.example/2"], "asked", NOW)
    assert len(rows(settings, "FROM article")) == 1
    restore(settings, folder, NOW, overwrites=True)
    assert [row[0].int for row in rows(settings, "SELECT article_id FROM article")] == [1]
    assert b"Title 2" not in settings.published.read_bytes()
    other = settings_of(tmp_path / "other")
    restore(other, folder, NOW, overwrites=False)
    assert len(rows(other, "FROM article")) == 2


def test_a_damaged_warehouse_is_replaced(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "backup", NOW)
    before = held(settings)
    for path in (settings.writer, settings.published):
        path.write_bytes(b"no warehouse" * 1_000)
    restore(settings, tmp_path / "backup", NOW, overwrites=True)
    assert held(settings) == before


def back_up_one(root: Path) -> Settings:
    """Make data of one article in a folder and a backup of them beside it; return its settings."""
    settings = settings_of(root)
    relate_and_publish(settings, [RelatedText(number=1)])
    archive_file(settings, "one").write_bytes(os.urandom(5_000))
    settings.catalog.write_text(
        '[[outlet]]\nid = "a"\nfeeds = ["https://a.example/feed"]\n', encoding="utf-8"
    )
    backup(settings, root / "backup", NOW)
    return settings


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sound")
    back_up_one(root)
    return root / "backup"


@examples(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 3), at=st.floats(0, 0.999), damage=st.sampled_from(["flip", "cut", "remove"]))
def test_a_damaged_backup_is_refused(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, which: int, at: float, damage: str
) -> None:
    root = tmp_path_factory.mktemp("damaged")
    shutil.copytree(sound, root / "backup")
    path = sorted(path for path in (root / "backup").rglob("*") if path.is_file())[which]
    data = bytearray(path.read_bytes())
    place = int(at * len(data))
    if damage == "flip":
        data[place] ^= 0x41
    path.write_bytes(data[:place] if damage == "cut" else data)
    if damage == "remove":
        path.unlink()
    settings = settings_of(root)
    if path.name == MANIFEST and damage != "remove":
        # A damage of its time, its version or its last line end may pass; nothing else.
        with suppress(PermanentError):
            restore(settings, root / "backup", NOW, overwrites=False)
            assert rows(settings, "SELECT count(*) FROM article") == [(1,)]
            return
    else:
        with pytest.raises(PermanentError, match="backup"):
            restore(settings, root / "backup", NOW, overwrites=False)
    assert not settings.writer.exists()
    assert not (settings.data / "archive").exists()


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "archive/../../outside", "runs/x"])
def test_a_manifest_that_leads_elsewhere_is_refused(sound: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(sound, tmp_path / "backup")
    manifest = json.loads((tmp_path / "backup" / MANIFEST).read_bytes())
    manifest["files"][-1]["path"] = name
    (tmp_path / "backup" / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(PermanentError, match="no file of a backup has such a name"):
        restore(settings_of(tmp_path), tmp_path / "backup", NOW, overwrites=False)


def test_a_folder_of_something_else_is_not_backed_up_into(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", encoding="utf-8")
    for folder in (tmp_path / "mine", settings.data / "backup", tmp_path / "mine" / "letter.txt"):
        with pytest.raises(ConfigurationError):
            backup(settings, folder, NOW)


def test_what_a_restore_left_that_replaced_nothing_stops_no_run(settings: Settings) -> None:
    before = held(settings)
    (settings.data / FOLDER / "new" / "archive").mkdir(parents=True)
    recover(settings, RunFolder(settings.data / "runs" / "next"), None, NOW)
    with only_run(settings) as was_restoring:
        assert not was_restoring
    assert not (settings.data / FOLDER).exists()
    assert held(settings) == before


def test_the_commands_tell_and_wait_for_nobody(settings: Settings, tmp_path: Path) -> None:
    folder, more = str(tmp_path / "backup"), {"PARALLAX_CATALOG": str(settings.catalog)}
    with only_run(settings):
        for command in (
            ["backup", folder],
            ["restore", folder],
            ["compact"],
            ["retain"],
            ["erase", "https://a.example/1", "--yes"],
        ):
            done = parallax(settings.data, *command, **more)
            assert (done.returncode, "Another parallax" in done.stderr) == (1, True), done.stderr
    done = parallax(settings.data, "backup", folder, **more)
    assert (done.returncode, "4 of them new" in done.stdout) == (0, True), done.stderr
    assert parallax(settings.data, "restore", folder, **more).returncode == 2
    assert parallax(settings.data, "restore", folder, "--overwrite", **more).returncode == 0
    assert parallax(settings.data, "restore", str(tmp_path), "--overwrite", **more).returncode == 1
    assert parallax(settings.data, "compact", **more).returncode == 0
    assert parallax(tmp_path / "none", "compact", **more).returncode == 1


def test_a_warehouse_and_a_catalog_elsewhere_come_back_there(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "backup", NOW)
    other = read_settings(
        {
            "PARALLAX_DATA": str(tmp_path / "other" / "data"),
            "PARALLAX_WAREHOUSE": str(tmp_path / "readers" / "press.duckdb"),
            "PARALLAX_CATALOG": str(tmp_path / "config" / "outlets.toml"),
        }
    )
    other.catalog.parent.mkdir()
    other.catalog.symlink_to(tmp_path / "kept" / "press.toml")
    for _ in range(2):
        restore(other, tmp_path / "backup", NOW, overwrites=True)
        assert other.catalog.is_symlink()
        assert [path.name for path in (tmp_path / "kept").iterdir()] == ["press.toml"]
        assert held(other) == held(settings)
        assert sorted(path.name for path in other.published.parent.iterdir()) == ["press.duckdb", "writer"]
        assert [path.name for path in other.catalog.parent.iterdir()] == ["outlets.toml"]
        assert [path.name for path in other.data.iterdir()] == ["archive"]
