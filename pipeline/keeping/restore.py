"""Restore a backup: check it, assemble it beside the present data, then replace these."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from model import Blocklist, ConfigurationError
from model.files import write_whole
from pipeline.keeping.backup import (
    ARCHIVE,
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
from pipeline.keeping.recovery import RESTORING
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import open_writer
from warehouse.database import publishing
from warehouse.keeping.blocklist_store import blocklist_of, blocklist_of_any

AGAIN = "erased since the backup that was restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restored backup: when it was made, and how many files it has."""

    made_at: datetime
    file_count: int


def restore(settings: Settings, folder: Path, now: datetime, *, overwrites: bool) -> Restored:
    """Restore a backup into the data folder, with the catalog, and publish the warehouse.

    What was erased from the data folder since the backup is erased again.

    Raises PermanentError where the backup is damaged or incomplete, and ConfigurationError where it would
    replace something and `overwrites` is false; nothing is changed then. An interrupted restore can be
    repeated.
    """
    manifest = read_manifest(folder)
    verify(folder, manifest)
    beside = settings.path_in_data(RESTORING)
    if not overwrites and not beside.exists():
        _refuse_overwriting(settings, folder, manifest)
    erased = _note_erased(settings, beside)
    with progress.track("restore", len(manifest.files)) as advance:
        for file in manifest.files:
            # Archive files never change in place, so they may be linked; the warehouse does, so it is copied.
            copy_or_link(folder / file.stored, beside / file.path, may_link=file.path.startswith(ARCHIVE))
            advance()
    _put_in_place(settings, beside)
    _erase_again(settings, erased, now)
    publishing.publish(settings.warehouse_paths)
    shutil.rmtree(beside)
    return Restored(made_at=manifest.made_at, file_count=len(manifest.files))


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


def _note_erased(settings: Settings, beside: Path) -> Blocklist:
    """Return what was erased, and note it beside the data, where a repeated restore finds it."""
    note = beside / "erased.json"
    if note.exists():
        erased = msgspec.json.decode(note.read_bytes(), type=Blocklist)
    else:
        found = blocklist_of_any((settings.writer, settings.published))
        if found is None:
            progress.warn("restore: what was erased since the backup cannot be read, so it may come back.")
        erased = found or Blocklist()
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    write_whole(note, msgspec.json.encode(erased))
    return erased


def _erase_again(settings: Settings, erased: Blocklist, now: datetime) -> None:
    with open_writer(settings.warehouse_paths) as connection:
        known = blocklist_of(connection)
        wanted = ErasureTargets(
            article_ids=tuple(sorted(erased.urls - known.urls)),
            outlets=tuple(sorted(erased.outlets - known.outlets)),
        )
        if wanted == ErasureTargets():
            return
        delete_targets(settings, connection, wanted, AGAIN, now)
    complete_erasure(settings, now)


def _put_in_place(settings: Settings, beside: Path) -> None:
    """Replace the data by the assembled ones; runs refuse to start while the folder `beside` exists."""
    log = settings.writer.with_name(f"{settings.writer.name}.wal")
    for path in (settings.published, settings.writer, log):
        path.unlink(missing_ok=True)
    for name in (ARCHIVE, "runs"):
        shutil.rmtree(settings.path_in_data(name), ignore_errors=True)
    if (beside / ARCHIVE).exists():
        (beside / ARCHIVE).rename(settings.path_in_data(ARCHIVE))
    if (beside / CATALOG).exists():
        settings.catalog.parent.mkdir(parents=True, exist_ok=True)
        copy_or_link(beside / CATALOG, settings.catalog, may_link=False)
    copy_or_link(beside / WAREHOUSE, settings.writer, may_link=False)
