"""The published warehouse in the store: pushed after each publication, pulled where it is read or taken over.

The manifest in the store names the file of the last publication. It is replaced last, and only by the machine
that wrote or pulled the one before: of two machines that take themselves for the writer's, one is refused.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import msgspec

from model import ConfigurationError, PermanentError, TransientError
from model.files import sha256_of, temporary_folder, write_whole
from pipeline.settings import Settings, installed_version
from pipeline.staging.steps import WORK_FOLDER
from pipeline.staging.store import OutdatedError, Store, open_store
from warehouse.database import publishing

FOLDER = "warehouse"
MANIFEST = f"{FOLDER}/manifest.json"
_FORMAT = 1
# Whoever has an older file to read waits no longer than this for a store that does not answer.
_PATIENCE_WITH_OLDER_S = 5.0

_log = logging.getLogger("parallax")


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest: which file of the store holds the warehouse, and what it is to hold."""

    format: int
    publisher: str
    file: str
    byte_count: int
    sha256: str
    published_at: datetime
    parallax_version: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What this machine knows of the published file beside it: the tag of its manifest, and its own state."""

    tag: str
    byte_count: int
    modified_ns: int


def publish(settings: Settings) -> None:
    """Publish the writer's file on this machine and, with a store, there.

    Raises TransientError where the disk is full or the store cannot be reached, PermanentError where another
    machine has published in between.
    """
    publishing.publish(settings.warehouse_paths)
    push_published(settings)


def push_published(settings: Settings) -> None:
    """Store the published file, unless the store has it; raises as `publish` does."""
    if not settings.store or _is_stored(settings):
        return
    store = open_store(settings.store)
    before = _current(settings, store)
    sha256 = sha256_of(settings.published)
    publication = Publication(
        format=_FORMAT,
        publisher=_publisher(settings),
        file=f"{FOLDER}/{sha256[:32]}.duckdb",
        byte_count=settings.published.stat().st_size,
        sha256=sha256,
        published_at=datetime.now(UTC),
        parallax_version=installed_version(),
    )
    store.push(settings.published, publication.file)
    _note(settings, _replace_manifest(settings, store, publication, before.tag if before else None))
    # Whoever began to read the one before goes on reading it.
    kept = {publication.file, MANIFEST, *([before.publication.file] if before else [])}
    store.remove(file.name for file in store.files(FOLDER) if file.name not in kept)


def _replace_manifest(settings: Settings, store: Store, publication: Publication, tag: str | None) -> str:
    try:
        return store.put(MANIFEST, msgspec.json.encode(publication), tag=tag)
    except OutdatedError:
        # A request whose answer was lost is sent again, and finds what it has written.
        found = _current(settings, store)
        if found is None or found.publication != publication:
            raise
        return found.tag


_TAKEN_OVER = (
    "Another machine has published to {store} since this one did: it holds the warehouse now. If that is not "
    "meant, stop its workers of the queue `writer`. To let this machine take over again, move {writer} away."
)


def require_latest(settings: Settings) -> None:
    """Raise PermanentError where this machine's warehouse is not the one that was published last."""
    if settings.store and settings.writer.exists():
        _current(settings, open_store(settings.store))


def require_writer_here(settings: Settings) -> None:
    """Raise ConfigurationError where the warehouse is on another machine, for commands that change it."""
    if settings.store and not settings.writer.exists():
        raise ConfigurationError([_READS_ONLY])
    require_latest(settings)


_READS_ONLY = (
    "This machine has a copy of the warehouse for reading only: run the command where the tasks of the queue "
    "`writer` run. If that machine is lost, the next such task on another one takes over."
)


class _Current(msgspec.Struct, frozen=True):
    """The manifest as the store has it, and its tag."""

    publication: Publication
    tag: str


def _current(settings: Settings, store: Store) -> _Current | None:
    """Return the manifest that this machine may replace, None where there is none.

    Raises PermanentError where another machine wrote it, and this one has not pulled it since.
    """
    current = _manifest(store)
    if current is None:
        return None
    if not _is_pulled(settings, current) and current.publication.publisher != _publisher(settings):
        raise PermanentError(_TAKEN_OVER.format(store=settings.store, writer=settings.writer.parent))
    return current


def _is_pulled(settings: Settings, current: _Current) -> bool:
    """Say whether this machine pulled or pushed the publication of a manifest last."""
    known = _known(settings)
    return known is not None and known.tag == current.tag


def _publisher(settings: Settings) -> str:
    """Return the name by which the store knows this machine; it is made when it is first asked for."""
    path = settings.writer.with_name("publisher")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, token_hex(16).encode(), is_durable=True)
    return path.read_text(encoding="ascii")


def pull_published(settings: Settings, *, must_be_newest: bool) -> None:
    """Bring the published file up to date on a machine that is not the writer's.

    Where the store cannot be reached, an older file serves, unless it must be the newest. Raises
    TransientError where there is none that serves.
    """
    if settings.writer.exists():
        return
    has_older = settings.published.exists() and not must_be_newest
    try:
        pull_latest(settings, patience_s=_PATIENCE_WITH_OLDER_S if has_older else None)
    except TransientError as error:
        if not has_older:
            raise
        _log.warning("%s The warehouse of an earlier publication is read.", error)


def pull_latest(settings: Settings, *, patience_s: float | None = None) -> None:
    """Bring the published file up to date where the store has a newer one; wait as `open_store` says.

    Raises TransientError where the store cannot be reached, or the file is being replaced.
    """
    store = open_store(settings.store, patience_s=patience_s)
    current = _manifest(store)
    if current is None or (_is_pulled(settings, current) and settings.published.exists()):
        return
    publication = current.publication
    folder = settings.published.parent
    folder.mkdir(parents=True, exist_ok=True)
    with temporary_folder(folder, WORK_FOLDER) as beside:
        file = beside / settings.published.name
        if store.pull(publication.file, file) is None or sha256_of(file) != publication.sha256:
            raise TransientError(
                f"{store.url}/{publication.file} is not what {MANIFEST} says: it was replaced meanwhile, or "
                "is damaged. Try again; the next run publishes it anew."
            )
        file.replace(settings.published)
    _note(settings, current.tag)


def _manifest(store: Store) -> _Current | None:
    """Return the manifest, None where there is none; raises PermanentError where it cannot be read."""
    found = store.get(MANIFEST)
    if found is None:
        return None
    content, tag = found
    try:
        publication = msgspec.json.decode(content, type=Publication)
    except msgspec.MsgspecError as error:
        raise PermanentError(
            f"{store.url}/{MANIFEST} is damaged ({error}): remove it, and run again."
        ) from error
    if publication.format != _FORMAT:
        raise PermanentError(f"A newer Parallax has published to {store.url}: update this installation.")
    return _Current(publication, tag)


def _note_path(settings: Settings) -> Path:
    return settings.published.with_name(f".{settings.published.name}.stored.json")


def _note(settings: Settings, tag: str) -> None:
    state = settings.published.stat()
    known = Known(tag=tag, byte_count=state.st_size, modified_ns=state.st_mtime_ns)
    write_whole(_note_path(settings), msgspec.json.encode(known), is_durable=True)


def _known(settings: Settings) -> Known | None:
    try:
        return msgspec.json.decode(_note_path(settings).read_bytes(), type=Known)
    except (OSError, msgspec.MsgspecError):
        return None


def _is_stored(settings: Settings) -> bool:
    """Say whether the published file is the one that was stored or pulled last."""
    known = _known(settings)
    if not settings.published.exists():
        return True
    state = settings.published.stat()
    return known is not None and (known.byte_count, known.modified_ns) == (state.st_size, state.st_mtime_ns)
