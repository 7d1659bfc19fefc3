"""Kill a restore or a backup between any two calls: all is as before or all is new, whatever comes next."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from model.files import sha256_of
from pipeline.handoff import RunFolder
from pipeline.keeping.backup import MANIFEST, Manifest, backup, read_manifest, verify
from pipeline.keeping.erase import erase
from pipeline.keeping.recovery import recover
from pipeline.keeping.restore import restore
from pipeline.running.replacing import FOLDER, is_decided
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings
from tests.killing import KILLS, Moment, failed_at, killed_before, moments, needs_strace, spread
from tests.pipeline.command_line import environment
from tests.pipeline.keeping.test_backup import archive_file, settings_of
from tests.pipeline.related_texts import NOW, RelatedText, relate_and_publish
from warehouse import open_reader, open_writer
from warehouse.database.soundness import fault_of

pytestmark = [pytest.mark.slow, pytest.mark.stress, needs_strace]

MODULE = "tests.pipeline.keeping.killed_command"
TITLES = "SELECT title FROM article ORDER BY ALL"
WRITTEN = {
    "titles": TITLES,
    "events": "SELECT article_id, event_id FROM event_article ORDER BY ALL",
    "erased": "SELECT kind, key, erased_at, note FROM erased ORDER BY ALL",
}
CATALOG = '[[outlet]]\nid = "{}"\nfeeds = ["https://a.example/feed"]\n'


@dataclass(frozen=True, kw_only=True)
class World:
    """A data folder, a backup that was made before its last changes, and a copy of both."""

    root: Path

    @property
    def settings(self) -> Settings:
        return settings_of(self.root / "own")

    @property
    def folder(self) -> Path:
        return self.root / "own" / "backup"

    def command(self, name: str) -> list[str]:
        return [sys.executable, "-m", MODULE, name, str(self.folder)]

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.settings.data, PARALLAX_CATALOG=str(self.settings.catalog))

    def begin_again(self) -> None:
        shutil.rmtree(self.root / "own", ignore_errors=True)
        shutil.copytree(self.root / "before", self.root / "own", symlinks=True)

    def moments(self, name: str) -> list[Moment]:
        self.begin_again()
        return moments(self.command(name), self.root / "own", self.environment)

    def kill(self, name: str, moment: Moment) -> bool:
        return killed_before(moment, self.command(name), self.environment)


def make_world(root: Path, *, erases: bool) -> World:
    world = World(root=root)
    settings = world.settings
    relate_and_publish(settings, [RelatedText(number=1), RelatedText(number=2, happening=1, hour=1)])
    settings.catalog.write_text(CATALOG.format("a"), encoding="utf-8")
    archive_file(settings, "one").write_bytes(b"one" * 1_000)
    backup(settings, world.folder, NOW)
    if erases:
        erase(settings, ["https://a.example/2"], "asked", NOW)
    relate_and_publish(settings, [RelatedText(number=3, hour=2)])
    settings.catalog.write_text(CATALOG.format("b"), encoding="utf-8")
    archive_file(settings, "one").unlink()
    archive_file(settings, "two").write_bytes(b"two" * 1_000)
    (settings.data / "runs" / "dead").mkdir(parents=True)
    shutil.copytree(root / "own", root / "before")
    return world


def state(settings: Settings) -> dict[str, object]:
    """Return what a restore replaces, whole."""
    with open_reader(settings.published) as connection:
        found: dict[str, object] = {"seen": connection.execute(TITLES).fetchall()}
    with open_writer(settings.warehouse_paths) as connection:
        for name, query in WRITTEN.items():
            found[name] = connection.execute(query).fetchall()
    archive = settings.data / "archive"
    found["files"] = {path.name: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    found["catalog"] = settings.catalog.read_text(encoding="utf-8")
    found["has_run"] = (settings.data / "runs" / "dead").exists()
    return found


def _run(world: World) -> None:
    """Begin as the first step of a run does, without the lock that its process holds."""
    recover(world.settings, RunFolder(world.settings.data / "runs" / "dead"), None, NOW)


def _ask(world: World) -> None:
    with open_reader(world.settings.published) as connection:
        connection.execute(TITLES).fetchall()


def _back_up(world: World) -> None:
    with only_run(world.settings):
        backup(world.settings, world.root / "own" / "another backup", NOW)


NEXT: tuple[Callable[[World], None], ...] = (_run, _ask, _back_up)


def test_a_killed_restore_is_completed_or_has_changed_nothing(tmp_path: Path) -> None:
    world = make_world(tmp_path, erases=False)
    before = state(world.settings)
    found = world.moments("restore")
    after = state(world.settings)
    assert before != after
    ended = []
    for number, moment in enumerate(spread(found)):
        world.begin_again()
        assert world.kill("restore", moment), moment
        assert fault_of(world.settings.published) is None, moment
        was_decided = is_decided(world.settings)
        NEXT[number % len(NEXT)](world)
        with only_run(world.settings):
            now = state(world.settings)
        assert now in (before, after), moment
        assert not list((world.root / "own").rglob(f"{FOLDER}*")), moment
        # What is decided is completed. Before that and after it is done, the next command changes nothing.
        assert now == after or not was_decided, moment
        ended.append(now == after)
    assert set(ended) == {True, False}
    print(
        f"{len(ended)} of {len(found)} moments: {ended.count(False)} as before, {ended.count(True)} restored"
    )


def test_a_restore_whose_renaming_fails_changes_nothing(tmp_path: Path) -> None:
    world = make_world(tmp_path, erases=False)
    before = state(world.settings)
    renames = [moment for moment in world.moments("restore") if moment.call == "rename"]
    of_move = [moment for moment in renames if ".partial" not in moment.text and "/new/" in moment.text]
    assert len(of_move) == 4
    for moment in of_move[1:]:
        world.begin_again()
        done = failed_at(moment, "EBUSY", world.command("restore"), world.environment)
        assert "Device or resource busy. Nothing was restored" in done.stderr, moment
        assert state(world.settings) == before, moment
        assert not list((world.root / "own").rglob(f"{FOLDER}*")), moment


def test_what_was_erased_stays_erased_however_often_a_restore_is_killed(tmp_path: Path) -> None:
    world = make_world(tmp_path, erases=True)
    found = world.moments("restore")
    after = state(world.settings)
    assert after["erased"]
    few = spread(found, max(2, KILLS // 3))
    for first, second in zip(few, reversed(few), strict=True):
        world.begin_again()
        world.kill("restore", first)
        # The second begins from other files, so it may end before its moment comes.
        world.kill("restore", second)
        with only_run(world.settings):
            restore(world.settings, world.folder, NOW, overwrites=True)
        assert state(world.settings) == after, (first, second)
    print(f"{len(few)} times two kills, of {len(found)} moments")


def test_a_killed_backup_is_the_previous_one_or_the_new_one(tmp_path: Path) -> None:
    world = make_world(tmp_path, erases=False)
    data, old = state(world.settings), read_manifest(world.folder)
    found = world.moments("backup")
    new, files = read_manifest(world.folder), contents_of(world.folder)
    assert sums_of(old) != sums_of(new)
    for moment in spread(found):
        world.begin_again()
        assert world.kill("backup", moment), moment
        assert state(world.settings) == data, moment
        manifest = read_manifest(world.folder)
        assert sums_of(manifest) in (sums_of(old), sums_of(new)), moment
        verify(world.folder, manifest)
        backup(world.settings, world.folder, NOW)
        assert sums_of(read_manifest(world.folder)) == sums_of(new), moment
        assert contents_of(world.folder) == files, moment
    print(f"{min(KILLS, len(found))} of {len(found)} moments of a backup")


def sums_of(manifest: Manifest) -> dict[str, str]:
    return {file.path: file.sha256 for file in manifest.files}


def contents_of(folder: Path) -> list[str]:
    """Return the checksums of all files but the manifest, which has times in it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return sorted(sha256_of(path) for path in files)


def test_a_killed_first_backup_is_taken_up(tmp_path: Path) -> None:
    world = make_world(tmp_path, erases=False)
    shutil.rmtree(world.root / "before" / "backup")
    found = world.moments("backup")
    # Those of the mark are among the first.
    for moment in [*found[:4], *spread(found[4:], max(2, KILLS // 4))]:
        world.begin_again()
        assert world.kill("backup", moment), moment
        backup(world.settings, world.folder, NOW)
        names = {path.name for path in world.folder.rglob("*") if path.is_file()}
        assert names == {"warehouse.duckdb", "outlets.toml", "manifest.json", "two.warc.gz"}, moment
