"""Replace files and folders together, by renaming: whatever kills it, all are the old ones or all the new.

What is to take their place lies ready in a folder of its own, on the disk of each. From the moment its
journal has its name the replacement is decided, and whoever locks the data folder next completes it. What is
replaced is kept until then; where a rename fails it is put back.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from model import PermanentError
from model.files import discard, hard_linked, sync, write_whole
from pipeline.settings import Settings

FOLDER = ".restoring"
_READY, _ASIDE = "new", "old"
_JOURNAL, _DONE = "moves.json", "done.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is replaced, by what (None: by nothing), and where it is kept meanwhile."""

    target: Path
    ready: Path | None
    aside: Path


def ready_for(settings: Settings, target: Path) -> Path:
    """Return where to put what is to replace `target`: on the same disk."""
    return _working_folder(settings, target) / _READY / target.relative_to(_base(settings, target))


def catalog_file(settings: Settings) -> Path:
    """Return the file of the catalog; a link to it stays one."""
    return settings.catalog.resolve()


@contextmanager
def prepared(settings: Settings) -> Iterator[None]:
    """Begin without anything made ready, and leave nothing of it, whether it took its place or not."""
    _clear(settings)
    try:
        yield
    finally:
        # One that is decided and could be neither completed nor undone is left to the next command.
        if not is_decided(settings):
            _clear(settings)


def replace_all(settings: Settings, targets: Sequence[Path]) -> None:
    """Replace the targets by what is ready for them; one for which nothing is ready is removed.

    Raises OSError where a rename fails: all is as it was then.
    """
    moves = [_move(settings, target) for target in targets]
    for folder in {_working_folder(settings, target) / _READY for target in targets}:
        _sync_folders(folder)
    journal = _folder(settings) / _JOURNAL
    journal.parent.mkdir(parents=True, exist_ok=True)
    write_whole(journal, msgspec.json.encode(moves, enc_hook=str), is_durable=True)
    _complete(journal, moves)


def _move(settings: Settings, target: Path) -> Move:
    ready = ready_for(settings, target)
    aside = _working_folder(settings, target) / _ASIDE / target.relative_to(_base(settings, target))
    return Move(target=target, ready=ready if _is_there(ready) else None, aside=aside)


def is_decided(settings: Settings) -> bool:
    """Say whether a replacement was interrupted that has to be completed."""
    return (_folder(settings) / _JOURNAL).exists()


def complete_replacement(settings: Settings) -> bool:
    """Complete a replacement that was interrupted, and remove what one left; say whether it was decided.

    Call it only while holding the lock of the data folder.
    """
    journal = _folder(settings) / _JOURNAL
    was_decided = journal.exists() or journal.with_name(_DONE).exists()
    if journal.exists():
        _complete(journal, _read(journal))
    _clear(settings)
    return was_decided


def _read(journal: Path) -> list[Move]:
    try:
        return msgspec.json.decode(
            journal.read_bytes(), type=list[Move], dec_hook=lambda kind, text: kind(text)
        )
    except msgspec.DecodeError as error:
        raise PermanentError(
            f"{journal} is damaged ({error}), so an interrupted restore cannot be completed: move its folder "
            "away, and restore again with --overwrite."
        ) from error


def _folder(settings: Settings) -> Path:
    return settings.path_in_data(FOLDER)


def _base(settings: Settings, target: Path) -> Path:
    """Return the folder on whose disk a target is: the writer's file is on that of the published copy."""
    return target.parent.parent if target.parent == settings.writer.parent else target.parent


def _working_folder(settings: Settings, target: Path) -> Path:
    """Return where `target` is made ready and kept aside; outside of the data folder it is named for that."""
    base = _base(settings, target)
    if base == settings.data:
        return _folder(settings)
    return base / f"{FOLDER}-{hashlib.sha256(os.fsencode(settings.data)).hexdigest()[:8]}"


def _complete(journal: Path, moves: Sequence[Move]) -> None:
    try:
        for move in moves:
            _do(move)
        for folder in {move.target.parent for move in moves if move.target.parent.exists()}:
            sync(folder)
    except OSError:
        for move in reversed(moves):
            _undo(move)
        journal.unlink()
        raise
    journal.rename(journal.with_name(_DONE))
    sync(journal.parent)


def _do(move: Move) -> None:
    """Do one move, as far as it is not done."""
    if move.ready is not None and not _is_there(move.ready):
        return
    if _is_there(move.target) and not _is_there(move.aside):
        move.aside.parent.mkdir(parents=True, exist_ok=True)
        # A file has two names until the new one takes the first: readers never miss it.
        if move.ready is None or not _link(move.target, move.aside):
            move.target.rename(move.aside)
    if move.ready is not None:
        move.target.parent.mkdir(parents=True, exist_ok=True)
        move.ready.replace(move.target)


def _undo(move: Move) -> None:
    """Undo one move, as far as it is done."""
    if move.ready is not None and not _is_there(move.ready) and _is_there(move.target):
        move.ready.parent.mkdir(parents=True, exist_ok=True)
        move.target.rename(move.ready)
    if _is_there(move.aside):
        move.aside.replace(move.target)
        # Two names of one file stay two.
        move.aside.unlink(missing_ok=True)


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _link(target: Path, aside: Path) -> bool:
    return target.is_file() and not target.is_symlink() and hard_linked(target, aside)


def _clear(settings: Settings) -> None:
    """Remove what is ready and what was kept aside; that a replacement is done is forgotten last."""
    own = _folder(settings)
    places = (settings.published, settings.writer, catalog_file(settings))
    for folder in {_working_folder(settings, place) for place in places} - {own}:
        discard(folder)
    if not own.is_dir() or own.is_symlink():
        discard(own)
        return
    for path in own.iterdir():
        if path.name != _DONE:
            discard(path)
    discard(own)


def _sync_folders(top: Path) -> None:
    for folder, _, _ in os.walk(top):
        sync(Path(folder))
