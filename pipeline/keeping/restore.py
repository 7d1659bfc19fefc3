"""Restore a backup: make it ready and check it beside the present data, then replace these by renaming."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from model import Blocklist, ConfigurationError, PermanentError, TransientError
from model.files import disk_full_text, full_disk_of, is_disk_full
from pipeline.handoff import RUNS
from pipeline.keeping.backup import (
    CATALOG,
    WAREHOUSE,
    Manifest,
    Stored,
    copy_or_link,
    read_manifest,
    verify,
)
from pipeline.keeping.erasure_completion import complete_erasure, delete_targets
from pipeline.keeping.erasure_scope import ErasureTargets
from pipeline.running import progress
from pipeline.running.replacing import FOLDER, catalog_file, prepared, ready_for, replace_all
from pipeline.settings import Settings
from pipeline.staging.archive import ARCHIVE, archive_names, remove_from_archive
from pipeline.staging.published import pull_latest, push_published, require_latest
from pipeline.staging.store import open_store
from warehouse import open_writer
from warehouse.database import publishing
from warehouse.keeping.blocklist_store import blocklist_of, blocklist_of_any, is_unfinished

AGAIN = "erased since the backup that was restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restored backup: when it was made, and how many files it has."""

    made_at: datetime
    file_count: int


def restore(settings: Settings, folder: Path, now: datetime, *, overwrites: bool) -> Restored:
    """Restore a backup into the data folder, with the catalog, and publish the warehouse.

    What was erased from the data folder since the backup is erased again, before anything is replaced.

    Raises PermanentError where the backup is damaged, incomplete or made by a newer Parallax, TransientError
    where the disk is full, and ConfigurationError where it would replace something and `overwrites` is false,
    or something that cannot be replaced; nothing is changed then. An interrupted restore has changed nothing,
    or is completed by the next command.
    """
    manifest = read_manifest(folder)
    verify(folder, manifest)
    _learn_of_store(settings)
    _refuse_what_cannot_be_replaced(settings)
    if not overwrites:
        _refuse_overwriting(settings, folder, manifest)
    with _explained(settings, folder), prepared(settings):
        _make_ready(settings, folder, manifest)
        _make_current(settings, now)
        if settings.store:
            _push_archive(settings)
        replace_all(settings, _targets(settings, manifest))
    if settings.store:
        push_published(settings)
        _remove_from_store(settings, manifest)
    return Restored(made_at=manifest.made_at, file_count=len(manifest.files))


def _learn_of_store(settings: Settings) -> None:
    """See what the store has: this machine takes the place of the one that published it."""
    if settings.store:
        require_latest(settings)
        if not settings.writer.exists():
            pull_latest(settings)


def _push_archive(settings: Settings) -> None:
    """Store the archive that is ready. Its files are those of the same names, or have none of these yet."""
    ready = ready_for(settings, settings.path_in_data(ARCHIVE)).parent
    names = [str(path.relative_to(ready)) for path in (ready / ARCHIVE).rglob("*") if path.is_file()]
    open_store(settings.store).push_all(ready, names)
    shutil.rmtree(ready / ARCHIVE)


def _remove_from_store(settings: Settings, manifest: Manifest) -> None:
    """Remove what the store has of later runs."""
    kept = {file.path for file in manifest.files}
    remove_from_archive(settings, [name for name in archive_names(settings) if name not in kept])
    open_store(settings.store).remove_folder(RUNS)


def _targets(settings: Settings, manifest: Manifest) -> list[Path]:
    """Return what is replaced, in this order: readers have the published copy until the rest is in place."""
    has_catalog = any(file.path == CATALOG for file in manifest.files)
    return [
        settings.writer.with_name(f"{settings.writer.name}.wal"),
        settings.writer,
        settings.path_in_data(ARCHIVE),
        settings.path_in_data(RUNS),
        *([catalog_file(settings)] if has_catalog else []),
        settings.published,
    ]


def _refuse_what_cannot_be_replaced(settings: Settings) -> None:
    folders = (settings.path_in_data(ARCHIVE), settings.path_in_data(RUNS))
    files = (settings.published, settings.writer, settings.catalog)
    problems = [problem for path in folders if (problem := _problem_of_folder(path))]
    problems += [f"{path} is a folder: move it away." for path in files if path.is_dir()]
    writer = settings.writer.parent
    if writer.is_dir() and writer.stat().st_dev != settings.published.parent.stat().st_dev:
        problems.append(f"{writer} is on another disk than {settings.published}: put it on the same one.")
    elif writer.exists() and not writer.is_dir():
        problems.append(f"{writer} is a file: move it away.")
    if problems:
        raise ConfigurationError([f"{problem} Nothing was restored." for problem in problems])


def _problem_of_folder(path: Path) -> str | None:
    """Return why a folder cannot be replaced by renaming."""
    if path.is_symlink() or path.is_mount():
        return (
            f"{path} is a link or a mount, which a restore cannot replace: put the folder itself there, or "
            "restore into another data folder (PARALLAX_DATA)."
        )
    return f"{path} is a file: move it away." if path.exists() and not path.is_dir() else None


def _refuse_overwriting(settings: Settings, folder: Path, manifest: Manifest) -> None:
    archive = settings.path_in_data(ARCHIVE)
    there = [path for path in (settings.published, settings.writer) if path.exists()]
    there += [archive] if archive.exists() and any(archive.iterdir()) else []
    there += [settings.catalog] if _differs(settings.catalog, folder, manifest.files) else []
    if there:
        raise ConfigurationError(
            [
                f"{path} is there already: restore elsewhere (PARALLAX_DATA, PARALLAX_CATALOG), or use "
                "--overwrite."
                for path in there
            ]
        )


def _differs(catalog: Path, folder: Path, files: tuple[Stored, ...]) -> bool:
    backed_up = [folder / file.stored for file in files if file.path == CATALOG]
    return catalog.exists() and any(catalog.read_bytes() != path.read_bytes() for path in backed_up)


@contextmanager
def _explained(settings: Settings, folder: Path) -> Iterator[None]:
    """Turn an error of the operating system into one that says which disk is full, or what is in the way."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise TransientError(disk_full_text(_disk(full_disk_of(error) or settings.data))) from error
        where = error.filename2 or error.filename or settings.data
        raise PermanentError(
            f"The backup {folder} cannot be restored into {settings.data}: {where}: "
            f"{error.strerror or error}. Nothing was restored."
        ) from error


def _disk(path: Path) -> Path:
    """Return the folder that the user knows, of a path below one in which something is made ready."""
    return next((one.parent for one in (path, *path.parents) if one.name.startswith(FOLDER)), path)


def _make_ready(settings: Settings, folder: Path, manifest: Manifest) -> None:
    """Put the files of a backup where they only have to be renamed."""
    with progress.track("restore", len(manifest.files)) as advance:
        for file in manifest.files:
            # Archive files never change in place, so they may be linked; the warehouse does, so it is copied.
            ready = ready_for(settings, _target(settings, file))
            inside = Path(*Path(file.path).parts[1:])
            copy_or_link(folder / file.stored, ready / inside, may_link=file.path not in {WAREHOUSE, CATALOG})
            advance()


def _target(settings: Settings, file: Stored) -> Path:
    places = {WAREHOUSE: settings.writer, CATALOG: catalog_file(settings)}
    return places.get(file.path, settings.path_in_data(ARCHIVE))


def _make_current(settings: Settings, now: datetime) -> None:
    """Migrate the warehouse that is ready, erase again from it and its archive, and publish it there."""
    data = ready_for(settings, settings.path_in_data(ARCHIVE)).parent
    ready = replace(
        settings,
        data=data,
        store="",
        published=ready_for(settings, settings.published),
    )
    erased = _erased_here(settings)
    with open_writer(ready.warehouse_paths) as connection:
        known = blocklist_of(connection)
        wanted = ErasureTargets(
            article_ids=tuple(sorted(erased.urls - known.urls)),
            outlets=tuple(sorted(erased.outlets - known.outlets)),
            domains=tuple(sorted(erased.domains - known.domains)),
        )
        if wanted != ErasureTargets():
            delete_targets(ready, connection, wanted, AGAIN, now)
        is_erasing = is_unfinished(connection)
    if is_erasing:
        complete_erasure(ready, now)
    publishing.publish(ready.warehouse_paths)


def _erased_here(settings: Settings) -> Blocklist:
    """Return what was erased from the present data."""
    found = blocklist_of_any((settings.writer, settings.published))
    if found is None:
        progress.warn("restore: what was erased since the backup cannot be read, so it may come back.")
    return found or Blocklist()
