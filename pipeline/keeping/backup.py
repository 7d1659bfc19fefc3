"""Back up the data: the warehouse, the archive and the catalog, with checksums of all files.

A backup folder holds each file once. A file that is there already is not copied again, and a file that has
changed is stored beside the old one. The manifest, which lists the files of the backup, is written last:
until then the folder is still the previous backup. A first backup has a mark instead until it is complete:
nothing is written into, or removed from, a folder of others, which has neither.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from model import ConfigurationError, PermanentError
from model.files import PARTIAL, hard_linked, remove_partial, sha256_of, write_whole, written_whole
from model.limits import MAX_FILE_NAME_BYTES, MAX_PATH_BYTES
from pipeline.running import progress
from pipeline.settings import Settings, installed_version
from pipeline.staging.archive import ARCHIVE, archive_file, stored_archive
from pipeline.staging.published import require_writer_here
from warehouse.database import publishing
from warehouse.database.soundness import fault_of

MANIFEST, MARK = "manifest.json", ".parallax-backup"
WAREHOUSE, CATALOG = "warehouse.duckdb", "outlets.toml"
_FORMAT = 1
_ARCHIVED = ".warc.gz"
_STORED = re.compile(
    rf"\.?({re.escape(WAREHOUSE)}|{re.escape(CATALOG)}|{re.escape(MANIFEST)})(\.[0-9a-f]{{16}})?({re.escape(PARTIAL)})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One file of a backup: its `path` in the data, its name in the backup folder, its size and SHA-256."""

    path: str
    stored: str
    byte_count: int
    modified_ns: int
    sha256: str


class DamagedManifestError(PermanentError):
    """The manifest of a backup cannot be read."""


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
    require_writer_here(settings)
    publishing.require_some(settings.warehouse_paths)
    before = _manifest_before(settings, folder)
    folder.mkdir(parents=True, exist_ok=True)
    if before is None:
        write_whole(folder / MARK, b"An unfinished backup of Parallax.\n", is_durable=True)
    known = {file.path: file for file in before.files} if before else {}
    files = [_store_warehouse(settings, folder, known)]
    if settings.catalog.is_file():
        files.append(_store(folder, CATALOG, settings.catalog, known, may_link=False))
    files += _store_archive(settings, folder, known)
    manifest = Manifest(format=_FORMAT, made_at=now, parallax_version=installed_version(), files=tuple(files))
    write_whole(
        folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n", is_durable=True
    )
    _remove_others(folder, manifest)
    (folder / MARK).unlink(missing_ok=True)
    old = {file.stored for file in known.values()}
    new = [file for file in files if file.stored not in old]
    return BackedUp(file_count=len(files), new_count=len(new), new_bytes=sum(file.byte_count for file in new))


def _store_warehouse(settings: Settings, folder: Path, known: dict[str, Stored]) -> Stored:
    """Store the warehouse as it is, which was read whole: a damaged one never replaces that of the last."""
    snapshot = folder / f"{WAREHOUSE}{PARTIAL}"
    try:
        publishing.snapshot(settings.warehouse_paths, snapshot)
        return _store(folder, WAREHOUSE, snapshot, known, may_link=True)
    finally:
        snapshot.unlink(missing_ok=True)


def _store_archive(settings: Settings, folder: Path, known: dict[str, Stored]) -> list[Stored]:
    if settings.store:
        return _store_from_store(settings, folder, known)
    archived = list(_archive_files(settings.data))
    with progress.track("archive", len(archived)) as advance:
        stored = []
        for path in archived:
            name = str(path.relative_to(settings.data))
            # Of a link the backup has the content.
            stored.append(_store(folder, name, path.resolve(), known, may_link=True))
            advance()
    return stored


def _store_from_store(settings: Settings, folder: Path, known: dict[str, Stored]) -> list[Stored]:
    """Store the archive's files of the object store; only what is new or changed is pulled."""
    files = stored_archive(settings)
    with progress.track("archive", len(files)) as advance:
        stored = []
        for file in files:
            modified_ns = int(file.modified_at.timestamp()) * 1_000_000_000
            last = known.get(file.name)
            if last and _is_there(folder, last) and _state_of(last) == (file.byte_count, modified_ns):
                stored.append(last)
            else:
                with archive_file(settings, file.name) as path:
                    os.utime(path, ns=(modified_ns, modified_ns))
                    stored.append(_store(folder, file.name, path, known, may_link=True))
            advance()
    return stored


def _state_of(file: Stored) -> tuple[int, int]:
    return file.byte_count, file.modified_ns


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup; raises PermanentError where it is missing or cannot be read."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise PermanentError(
            f"{folder} holds no backup, or an unfinished one: there is no {MANIFEST} in it."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedManifestError(
            f"The {MANIFEST} of {folder} is damaged ({error}): use another backup."
        ) from error
    if manifest.format != _FORMAT:
        raise PermanentError(f"The backup {folder} was made by a newer Parallax: update this installation.")
    return manifest


def verify(folder: Path, manifest: Manifest) -> None:
    """Raise PermanentError that names every file that is missing, damaged, or outside of the data folder."""
    problems = [problem for file in manifest.files if (problem := _fault(folder, file))]
    problems += _conflicts(manifest)
    if not any(file.path == WAREHOUSE for file in manifest.files):
        problems.append("it lists no warehouse")
    if problems:
        shown = "".join(f"\n  {problem}" for problem in problems[:20])
        more = f"\n  and {len(problems) - 20} more" if len(problems) > 20 else ""  # noqa: PLR2004
        raise PermanentError(f"The backup {folder} is not complete, so nothing was restored:{shown}{more}")


def _fault(folder: Path, file: Stored) -> str | None:
    if not (_is_ours(file.path) and _is_plain(file.path) and _is_plain(file.stored)):
        return f"{file.path}: no file of a backup has such a name"
    path = folder / file.stored
    if link := _link_on_the_way(folder, path):
        return f"{link.relative_to(folder)}: a link, and a backup has none"
    if not path.is_file():
        return f"{file.stored}: missing"
    if path.stat().st_size != file.byte_count:
        return f"{file.stored}: {path.stat().st_size:,} bytes, not {file.byte_count:,}"
    if sha256_of(path) != file.sha256:
        return f"{file.stored}: damaged, its checksum differs"
    fault = fault_of(path) if file.path == WAREHOUSE else None
    return f"{file.stored}: it cannot be read as a warehouse ({fault})" if fault else None


def _conflicts(manifest: Manifest) -> list[str]:
    """Return the names that two files have, and those that are a file and a folder at once."""
    names = Counter(Path(file.path) for file in manifest.files)
    folders = {parent for name in names for parent in name.parents}
    return [
        f"{name}: more than one file has this name"
        for name, count in names.items()
        if count > 1 or name in folders
    ]


def _is_ours(path: str) -> bool:
    parts = Path(path).parts
    return path in {WAREHOUSE, CATALOG} or (parts[:1] == (ARCHIVE,) and len(parts) > 1)


def _is_plain(name: str) -> bool:
    """Say whether a name stays below the folder it is in, and is one that file systems take."""
    path = Path(name)
    try:
        sizes = [len(os.fsencode(part)) for part in path.parts]
    except UnicodeEncodeError:
        return False
    is_inside = not path.is_absolute() and ".." not in path.parts and "\0" not in name
    return is_inside and max(sizes, default=0) <= MAX_FILE_NAME_BYTES and sum(sizes) <= MAX_PATH_BYTES


def _link_on_the_way(folder: Path, path: Path) -> Path | None:
    """Return what of a path below a folder is a symbolic link: what it leads to is not in the backup."""
    below = path.relative_to(folder).parts
    steps = [folder.joinpath(*below[:count]) for count in range(1, len(below) + 1)]
    return next((step for step in steps if step.is_symlink()), None)


def _manifest_before(settings: Settings, folder: Path) -> Manifest | None:
    """Return the manifest of a folder's last backup; raises ConfigurationError where it is no backup's."""
    if folder.resolve() == settings.data.resolve() or settings.data.resolve() in folder.resolve().parents:
        raise ConfigurationError([f"{folder} is inside the data folder: name a folder outside of it."])
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError([f"{folder} is a file: name a folder."])
    # A first backup that was killed while it wrote its mark has left nothing else.
    remove_partial(folder / MARK)
    if not folder.exists() or not any(folder.iterdir()):
        return None
    if (folder / MANIFEST).is_file():
        return _manifest_of_backup(folder)
    if not (folder / MARK).is_file():
        first = min(path.name for path in folder.iterdir())
        raise ConfigurationError(
            [f"{folder} is not empty and no backup (it has {first}): name an empty or a new folder."]
        )
    return None


def _manifest_of_backup(folder: Path) -> Manifest:
    try:
        return read_manifest(folder)
    except DamagedManifestError:
        raise ConfigurationError(
            [f"{folder} is no backup: its {MANIFEST} is of something else, or damaged. Name another folder."]
        ) from None


def _archive_files(data: Path) -> Iterator[Path]:
    """Yield the archive's files in order, also those in folders that are links, each folder once."""
    seen: set[Path] = set()
    for place, folders, names in os.walk(data / ARCHIVE, followlinks=True):
        folder = Path(place)
        if folder.resolve() in seen:
            folders.clear()
            continue
        seen.add(folder.resolve())
        folders.sort()
        yield from (folder / name for name in sorted(names) if name.endswith(_ARCHIVED))


def _store(folder: Path, name: str, source: Path, known: dict[str, Stored], *, may_link: bool) -> Stored:
    """Store a file in the backup folder; one with the size and time of the last backup is not read again."""
    status, last = source.stat(), known.get(name)
    is_stored = last is not None and _is_there(folder, last)
    if last and is_stored and _state_of(last) == (status.st_size, status.st_mtime_ns):
        return last
    sha256 = sha256_of(source)
    if last and is_stored and last.sha256 == sha256:
        return replace(last, modified_ns=status.st_mtime_ns)
    stored = name if not last or last.stored != name else f"{name}.{sha256[:16]}"
    if link := _link_on_the_way(folder, (folder / stored).parent):
        raise ConfigurationError([f"{link} is a link: a backup has none. Name another folder."])
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
    return path.is_file() and not path.is_symlink() and path.stat().st_size == file.byte_count


def copy_or_link(source: Path, target: Path, *, may_link: bool) -> None:
    """Make `target` a copy of a file, or with `may_link` a hard link to it where the disk is the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(target, is_durable=True) as partial:
        if not (may_link and hard_linked(source, partial)):
            shutil.copy2(source, partial)


def _remove_others(folder: Path, manifest: Manifest) -> None:
    """Remove what earlier and unfinished backups stored and this one does not list; nothing else."""
    kept = {folder / file.stored for file in manifest.files} | {folder / MANIFEST}
    for place, folders, names in os.walk(folder, topdown=False):
        below = Path(place).relative_to(folder)
        for path in (Path(place, name) for name in names):
            if path not in kept and _may_be_stored(below / path.name):
                path.unlink()
        for path in (Path(place, name) for name in folders):
            if (below / path.name).parts[0] == ARCHIVE and not path.is_symlink() and not any(path.iterdir()):
                path.rmdir()


def _may_be_stored(name: Path) -> bool:
    """Say whether a backup gives this name, below its folder, to a file or a partial one."""
    if name.parts[0] == ARCHIVE:
        return _ARCHIVED in name.name
    return len(name.parts) == 1 and bool(_STORED.fullmatch(name.name))
