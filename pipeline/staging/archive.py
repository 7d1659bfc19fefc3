"""The files of the archive, which are in the data folder or, with a store, there."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.files import temporary_folder
from pipeline.settings import Settings
from pipeline.staging.steps import WORK_FOLDER
from pipeline.staging.store import StoredFile, open_store

ARCHIVE = "archive"


def archive_names(settings: Settings) -> list[str]:
    """Return the names of the archive's files, relative to the data folder, in order."""
    if settings.store:
        return [file.name for file in stored_archive(settings)]
    paths = settings.path_in_data(ARCHIVE).glob("*/*/*/*.warc.gz")
    return sorted(str(path.relative_to(settings.data)) for path in paths)


def stored_archive(settings: Settings) -> list[StoredFile]:
    """Return the files of the archive in the store, in order of their names."""
    found = open_store(settings.store).files(ARCHIVE)
    return sorted((file for file in found if file.name.endswith(".warc.gz")), key=lambda file: file.name)


@contextmanager
def archive_file(settings: Settings, name: str) -> Iterator[Path]:
    """Yield where a file of the archive can be read and changed; with a store, what changed is stored again.

    Raises FileNotFoundError where there is no such file.
    """
    if not settings.store:
        yield settings.data / name
        return
    store = open_store(settings.store)
    with temporary_folder(settings.data, WORK_FOLDER) as folder:
        path = folder / name
        if store.pull(name, path) is None:
            raise FileNotFoundError(f"{settings.store}/{name}")
        before = _state(path)
        yield path
        if _state(path) != before:
            store.push(path, name)


def add_to_archive(settings: Settings, folder: Path, name: str) -> None:
    """Store a new file of the archive that was written below a folder; without a store it is in place."""
    if settings.store:
        open_store(settings.store).push(folder / name, name)


def remove_from_archive(settings: Settings, names: Iterable[str]) -> None:
    """Remove files of the archive, and the folders of days that are empty then."""
    if settings.store:
        open_store(settings.store).remove(names)
        return
    for name in names:
        path = settings.data / name
        path.unlink(missing_ok=True)
        _remove_empty(path.parent, settings.path_in_data(ARCHIVE))


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _state(path: Path) -> tuple[int, int]:
    """Return what changes of a file when it is written anew."""
    state = path.stat()
    return state.st_ino, state.st_mtime_ns
