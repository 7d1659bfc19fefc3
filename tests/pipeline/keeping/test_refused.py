"""What a restore refuses, or cannot do, changes nothing: the data folder is as it was, and runs begin."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from model import ConfigurationError, ParallaxError, PermanentError
from model.files import sha256_of
from pipeline.handoff import RunFolder
from pipeline.keeping.backup import MANIFEST, backup
from pipeline.keeping.recovery import recover
from pipeline.keeping.restore import restore
from pipeline.settings import Settings
from tests.pipeline.command_line import PROJECT, environment
from tests.pipeline.keeping.contents import content
from tests.pipeline.keeping.test_backup import archive_file, back_up_one, settings_of
from tests.pipeline.related_texts import NOW, RelatedText, relate_and_publish
from tests.warehouse.database.test_full_disk import OWN_MOUNTS, _has_own_mounts

Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with data, and a backup of an earlier state."""
    root = tmp_path_factory.mktemp("made")
    settings = back_up_one(root)
    relate_and_publish(settings, [RelatedText(number=2, hour=1)])
    archive_file(settings, "two").write_bytes(os.urandom(5_000))
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "root", symlinks=True)
    return tmp_path / "root"


def refused(root: Path, match: str, kind: type[ParallaxError] = PermanentError) -> None:
    settings = settings_of(root)
    before = content(root)
    with pytest.raises(kind, match=match):
        restore(settings, root / "backup", NOW, overwrites=True)
    assert content(root) == before


def with_manifest(root: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    path = root / "backup" / MANIFEST
    manifest = json.loads(path.read_bytes())
    change(manifest["files"])
    path.write_text(json.dumps(manifest), encoding="utf-8")


def with_warehouse(root: Path, change: Change) -> None:
    """Change the warehouse of the backup, and its checksum with it."""
    file = root / "backup" / "warehouse.duckdb"
    # It may be a second name of the file that was copied.
    file.write_bytes(file.read_bytes())
    change(file)

    def noted(files: list[dict[str, object]]) -> None:
        files[0].update(byte_count=file.stat().st_size, sha256=sha256_of(file))

    with_manifest(root, noted)


def _of_newer_version(file: Path) -> None:
    with duckdb.connect(file) as connection:
        connection.execute("INSERT INTO schema_version VALUES ('migrations/9999_later', now())")


def _of_others(file: Path) -> None:
    file.unlink()
    with duckdb.connect(file) as connection:
        connection.execute("CREATE TABLE mine AS FROM range(10)")


def _zero_inside(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(size // 2)
        stream.write(bytes(size // 4))


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (_of_newer_version, "made by a newer Parallax.*update this installation"),
        (lambda file: file.write_bytes(b"garbage" * 10_000) and None, "cannot be read as a warehouse"),
        (lambda file: os.truncate(file, 0), "cannot be read as a warehouse"),
        (lambda file: os.truncate(file, file.stat().st_size - 1), "cannot be read as a warehouse"),
        (_zero_inside, "cannot be read as a warehouse"),
        (_of_others, "cannot be read as a warehouse"),
    ],
)
def test_a_warehouse_that_cannot_be_used_is_refused(root: Path, change: Change, match: str) -> None:
    with_warehouse(root, change)
    refused(root, match)


@pytest.mark.parametrize(
    "name",
    [
        "archive/\0.warc.gz",
        f"archive/{'x' * 300}.warc.gz",
        f"archive/{'é' * 128}.warc.gz",
        "archive/" + "/".join(["x" * 200] * 30),
        "archive/2026",
        "archive/2026/01/06/one.warc.gz",
        "archive//2026/01/06/./one.warc.gz",
        "archive/2026/01/06/one.warc.gz/below",
        "archive",
        "archive/",
        "warehouse.duckdb",
        "./warehouse.duckdb",
        "",
    ],
)
def test_a_name_that_cannot_be_given_is_refused(root: Path, name: str) -> None:
    with_manifest(root, lambda files: files.append({**files[-1], "path": name}))
    refused(root, "so nothing was restored")


@pytest.mark.parametrize("name", ["\0", "x" * 300, "archive", "../data/warehouse.duckdb", "."])
def test_a_stored_name_that_cannot_be_is_refused(root: Path, name: str) -> None:
    with_manifest(root, lambda files: files[-1].update(stored=name))
    refused(root, "so nothing was restored")


def _linked(path: Path, elsewhere: Path) -> None:
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize("name", ["archive/2026/01/06/one.warc.gz", "archive", "warehouse.duckdb"])
def test_a_link_in_a_backup_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    _linked(root / "backup" / name, tmp_path / "elsewhere")
    refused(root, "a link, and a backup has none")


def _as_file(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.write_bytes(b"mine")


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("archive", lambda path: _linked(path, path.with_name("elsewhere")), "is a link or a mount"),
        ("archive", _as_file, "is a file: move it away"),
        ("runs", _as_file, "is a file: move it away"),
        ("writer", _as_file, "is a file: move it away"),
        ("writer/warehouse.duckdb", lambda path: (path.unlink(), path.mkdir()), "is a folder: move it away"),
        ("warehouse.duckdb", lambda path: (path.unlink(), path.mkdir()), "is a folder: move it away"),
    ],
)
def test_what_is_in_the_way_stays_and_is_told(
    root: Path, name: str, change: Callable[[Path], object], match: str
) -> None:
    change(root / "data" / name)
    refused(root, match, ConfigurationError)


def test_runs_begin_after_a_refused_restore(root: Path) -> None:
    with_warehouse(root, _of_newer_version)
    refused(root, "newer")
    settings = settings_of(root)
    recover(settings, RunFolder(settings.data / "runs" / "next"), None, NOW)


def _folder_with_archive(folder: Path) -> None:
    (folder / "archive" / "2026").mkdir(parents=True)
    (folder / "archive" / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "archive" / "2026" / "mine.warc.gz").write_text("mine", encoding="utf-8")


def _folder_with_manifest(folder: Path) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_text('{"name": "of a web page"}', encoding="utf-8")
    (folder / "warehouse.duckdb").write_text("mine", encoding="utf-8")


def _folder_with_warehouse(folder: Path) -> None:
    folder.mkdir()
    (folder / "warehouse.duckdb").write_text("mine", encoding="utf-8")
    (folder / "outlets.toml").write_text("mine", encoding="utf-8")


@pytest.mark.parametrize("make", [_folder_with_archive, _folder_with_manifest, _folder_with_warehouse])
def test_no_backup_is_made_in_a_folder_of_others(root: Path, make: Change) -> None:
    make(root / "theirs")
    before = content(root / "theirs")
    with pytest.raises(ConfigurationError, match=r"is no(t empty and no)? backup"):
        backup(settings_of(root), root / "theirs", NOW)
    assert content(root / "theirs") == before


def test_what_others_put_into_a_backup_stays(root: Path) -> None:
    for name in ("letter.txt", "archive/letter.txt", "archive/2026/letter.txt"):
        (root / "backup" / name).write_text("mine", encoding="utf-8")
    backup(settings_of(root), root / "backup", NOW)
    assert (root / "backup" / "archive" / "2026" / "letter.txt").exists()
    assert len(list((root / "backup").rglob("letter.txt"))) == 3


def test_of_links_in_the_archive_the_backup_has_the_content(root: Path, tmp_path: Path) -> None:
    settings = settings_of(root)
    one = archive_file(settings, "one")
    expected = one.read_bytes()
    _linked(one, tmp_path / "elsewhere.warc.gz")
    day = settings.data / "archive" / "2026" / "02"
    day.mkdir()
    (day / "three.warc.gz").write_bytes(b"three")
    _linked(day, tmp_path / "february")
    (tmp_path / "february" / "round").symlink_to(tmp_path / "february")
    backup(settings, root / "fresh", NOW)
    assert not [path for path in (root / "fresh").rglob("*") if path.is_symlink()]
    other = settings_of(tmp_path / "other")
    restore(other, root / "fresh", NOW, overwrites=False)
    assert archive_file(other, "one").read_bytes() == expected
    assert (other.data / "archive" / "2026" / "02" / "three.warc.gz").read_bytes() == b"three"


def test_no_backup_is_made_of_a_damaged_warehouse(root: Path) -> None:
    settings = settings_of(root)
    before = content(root / "backup")
    for path in (settings.writer, settings.published):
        _zero_inside(path)
    with pytest.raises(PermanentError, match="damaged"):
        backup(settings, root / "backup", NOW)
    assert content(root / "backup") == before


@pytest.mark.slow
@pytest.mark.skipif(not _has_own_mounts(), reason="this system gives no mounts of one's own")
@pytest.mark.parametrize("full", ["data", "catalog", "backup"])
def test_a_full_disk_is_named_and_nothing_changes(root: Path, full: str) -> None:
    """A small disk is mounted over the folder that gets full: its files are copied onto it first."""
    settings = _with_catalog_apart(root)
    place = {"data": settings.data, "catalog": settings.catalog.parent, "backup": root / "backup"}[full]
    done = subprocess.run(
        [*OWN_MOUNTS, sys.executable, "-m", "tests.pipeline.keeping.full_disk", full, str(root), str(place)],
        cwd=PROJECT,
        env=environment(settings.data, PARALLAX_CATALOG=str(settings.catalog)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["told"].startswith(f"The disk of {place}"), outcome["told"]
    assert "is full" in outcome["told"]
    assert outcome["is_as_before"]
    assert outcome["works_with_room"]


def _with_catalog_apart(root: Path) -> Settings:
    (root / "config").mkdir()
    catalog = (root / "outlets.toml").rename(root / "config" / "outlets.toml")
    return replace(settings_of(root), catalog=catalog)
