"""Back up the data: the warehouse, the archive and the catalog, with checksums of all files.

A backup folder holds each file once. A file that is there already is not copied again, and a file that has
changed is stored beside the old one. The manifest, which lists the files of the backup, is written last:
until then the folder is still the previous backup.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from model import ConfigurationError, PermanentError
from model.files import PARTIAL, sha256_of, write_whole, written_whole
from pipeline.running import progress
from pipeline.settings import Settings, installed_version
from warehouse.database import publishing

MANIFEST = "manifest.json"
WAREHOUSE, CATALOG, ARCHIVE = "warehouse.duckdb", "outlets.toml", "archive"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One file of a backup: its `path` in the data, its name in the backup folder, its size and SHA-256."""

    path: str
    stored: str
    byte_count: int
    modified_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files of a backup."""

    format: int
    made_at: datetime
    parallax_version: str
    files: tuple[Stored, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """The files of a finished backup, how many of them were new or changed, and the bytes of these."""

    file_count: int
    new_count: int
    new_bytes: int


def backup(settings: Settings, folder: Path, now: datetime) -> BackedUp:
    """Bring a backup folder up to date; archive files are linked where the disk is the same.

    Raises PermanentError where there is no warehouse, ConfigurationError where the folder is of something
    else.
    """
    paths = settings.warehouse_paths
    publishing.require_some(paths)
    before = _manifest_before(settings, folder)
    folder.mkdir(parents=True, exist_ok=True)
    known = {file.path: file for file in before.files} if before else {}
    snapshot = folder / f"{WAREHOUSE}{PARTIAL}"
    try:
        publishing.snapshot(paths, snapshot)
        files = [_store(folder, WAREHOUSE, snapshot, known, may_link=True)]
    finally:
        snapshot.unlink(missing_ok=True)
    if settings.catalog.is_file():
        files.append(_store(folder, CATALOG, settings.catalog, known, may_link=False))
    archived = list(_archive_files(settings.data))
    with progress.track("archive", len(archived)) as advance:
        for path in archived:
            name = str(path.relative_to(settings.data))
            files.append(_store(folder, name, path, known, may_link=True))
            advance()
    manifest = Manifest(format=_FORMAT, made_at=now, parallax_version=installed_version(), files=tuple(files))
    write_whole(
        folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n", is_durable=True
    )
    _remove_others(folder, manifest)
    old = {file.stored for file in known.values()}
    new = [file for file in files if file.stored not in old]
    return BackedUp(file_count=len(files), new_count=len(new), new_bytes=sum(file.byte_count for file in new))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup; raises PermanentError where it is missing or cannot be read."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise PermanentError(
            f"{folder} holds no backup, or an unfinished one: there is no {MANIFEST} in it."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PermanentError(
            f"The {MANIFEST} of {folder} is damaged ({error}): use another backup."
        ) from error
    if manifest.format != _FORMAT:
        raise PermanentError(f"The backup {folder} was made by a newer Parallax: update this installation.")
    return manifest


def verify(folder: Path, manifest: Manifest) -> None:
    """Raise PermanentError that names every file that is missing, damaged, or outside of the data folder."""
    problems = [problem for file in manifest.files if (problem := _fault(folder, file))]
    if not any(file.path == WAREHOUSE for file in manifest.files):
        problems.append("it lists no warehouse")
    if problems:
        shown = "".join(f"\n  {problem}" for problem in problems[:20])
        more = f"\n  and {len(problems) - 20} more" if len(problems) > 20 else ""  # noqa: PLR2004
        raise PermanentError(f"The backup {folder} is not complete, so nothing was restored:{shown}{more}")


def _fault(folder: Path, file: Stored) -> str | None:
    if not _is_ours(file.path) or Path(file.stored).is_absolute() or ".." in Path(file.stored).parts:
        return f"{file.path}: no file of a backup has such a name"
    path = folder / file.stored
    if not path.is_file():
        return f"{file.stored}: missing"
    if path.stat().st_size != file.byte_count:
        return f"{file.stored}: {path.stat().st_size:,} bytes, not {file.byte_count:,}"
    return None if sha256_of(path) == file.sha256 else f"{file.stored}: damaged, its checksum differs"


def _is_ours(path: str) -> bool:
    parts = Path(path).parts
    return path in {WAREHOUSE, CATALOG} or (parts[:1] == (ARCHIVE,) and ".." not in parts)


def _manifest_before(settings: Settings, folder: Path) -> Manifest | None:
    if folder.resolve() == settings.data.resolve() or settings.data.resolve() in folder.resolve().parents:
        raise ConfigurationError([f"{folder} is inside the data folder: name a folder outside of it."])
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError([f"{folder} is a file: name a folder."])
    if (folder / MANIFEST).exists():
        return read_manifest(folder)
    strangers = (
        [path.name for path in folder.iterdir() if not _may_be_of_backup(path)] if folder.exists() else []
    )
    if strangers:
        raise ConfigurationError(
            [f"{folder} is not empty and no backup (it has {strangers[0]}): name another folder."]
        )
    return None


def _may_be_of_backup(path: Path) -> bool:
    """Say whether an unfinished backup may have left this."""
    return path.name.lstrip(".").startswith((WAREHOUSE, CATALOG, MANIFEST)) or path.name == ARCHIVE


def _archive_files(data: Path) -> Iterator[Path]:
    yield from sorted((data / ARCHIVE).rglob("*.warc.gz"))


def _store(folder: Path, name: str, source: Path, known: dict[str, Stored], *, may_link: bool) -> Stored:
    """Store a file in the backup folder; one with the size and time of the last backup is not read again."""
    status, last = source.stat(), known.get(name)
    if (
        last
        and _is_there(folder, last)
        and (last.byte_count, last.modified_ns)
        == (
            status.st_size,
            status.st_mtime_ns,
        )
    ):
        return last
    sha256 = sha256_of(source)
    if last and _is_there(folder, last) and last.sha256 == sha256:
        return replace(last, modified_ns=status.st_mtime_ns)
    stored = name if not last or last.stored != name else f"{name}.{sha256[:16]}"
    copy_or_link(source, folder / stored, may_link=may_link)
    return Stored(
        path=name,
        stored=stored,
        byte_count=status.st_size,
        modified_ns=status.st_mtime_ns,
        sha256=sha256,
    )


def _is_there(folder: Path, file: Stored) -> bool:
    path = folder / file.stored
    return path.is_file() and path.stat().st_size == file.byte_count


def copy_or_link(source: Path, target: Path, *, may_link: bool) -> None:
    """Make `target` a copy of a file, or with `may_link` a hard link to it where the disk is the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(target, is_durable=True) as partial:
        if not (may_link and _link(source, partial)):
            shutil.copy2(source, partial)


def _link(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _remove_others(folder: Path, manifest: Manifest) -> None:
    """Remove the files that only the previous manifest listed."""
    kept = {folder / file.stored for file in manifest.files} | {folder / MANIFEST}
    for path in sorted(folder.rglob("*"), reverse=True):
        if not _may_be_of_backup(folder / path.relative_to(folder).parts[0]):
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()
