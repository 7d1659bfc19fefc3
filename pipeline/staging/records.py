"""Pull records of the archive: of each file only what is read, unless that is much of it.

Records lie at the same bytes of the pulled file as of the stored one; what is between them is left empty, and
takes no room on the disk. So they are read as those of a whole file are.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from extractors.archive.reading import referred_location
from extractors.archive.writing import RecordLocation
from model import PermanentError
from model.files import temporary_folder
from pipeline.settings import Settings
from pipeline.staging.steps import WORK_FOLDER
from pipeline.staging.store import Store, StoredFile, open_store

# A page takes some 10 to 60 kB, packed.
_RECORD_BYTES = 65_536
_GZIP = 31


@contextmanager
def records_at_hand(settings: Settings, locations: Iterable[RecordLocation]) -> Iterator[Path]:
    """Yield a folder in which the records at some locations can be read, with the bodies that they refer to.

    Without a store that is the data folder. A record that the store has not is missing there, too: whoever
    reads it finds out. Raises TransientError where the store cannot be reached.
    """
    if not settings.store:
        yield settings.work
        return
    settings.work.mkdir(parents=True, exist_ok=True)
    with temporary_folder(settings.work, WORK_FOLDER) as folder:
        pull_records(open_store(settings.store), folder, locations)
        yield folder


def pull_records(store: Store, folder: Path, locations: Iterable[RecordLocation]) -> None:
    """Write the records at some locations, and those that they refer to, into files below a folder."""
    wanted, pulled = _of_store(locations), set[RecordLocation]()
    while wanted:
        for file, some in groupby(sorted(wanted, key=attrgetter("file", "offset")), attrgetter("file")):
            _pull_some(store, folder, file, [location.offset for location in some])
        pulled |= wanted
        wanted = _of_store(_referred(folder, wanted)) - pulled


def _of_store(locations: Iterable[RecordLocation]) -> set[RecordLocation]:
    """Return the locations in files of the archive; foreign ones have absolute paths and stay in place."""
    return {one for one in locations if one.file and not Path(one.file).is_absolute()}


def _referred(folder: Path, locations: Iterable[RecordLocation]) -> Iterator[RecordLocation]:
    for location in locations:
        try:
            origin = referred_location(folder, location)
        except PermanentError:
            continue
        if origin is not None:
            yield origin


def _pull_some(store: Store, folder: Path, name: str, offsets: Sequence[int]) -> None:
    path, file = folder / name, store.find(name)
    if file is None:
        return
    if len(offsets) * _RECORD_BYTES >= file.byte_count:
        store.pull(name, path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    spans = [(offset, min(offset + _RECORD_BYTES, file.byte_count)) for offset in offsets]
    spans = [(start, end) for start, end in spans if start < end]
    with path.open("r+b" if path.exists() else "w+b") as stream:
        for (start, _), content in zip(spans, store.ranges(name, spans), strict=True):
            stream.seek(start)
            stream.write(_whole_record(store, file, start, content))


def _whole_record(store: Store, file: StoredFile, start: int, content: bytes) -> bytes:
    """Return the bytes of a record whose first ones are given; of a damaged one, those."""
    while not _ends_in(content) and start + len(content) < file.byte_count:
        begin = start + len(content)
        (more,) = store.ranges(file.name, [(begin, min(begin + len(content), file.byte_count))])
        content += more
    return content


def _ends_in(content: bytes) -> bool:
    """Say whether a record, which is packed by itself, ends within these bytes, or is damaged there."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        rest = content
        while rest and not unpacker.eof:
            unpacker.decompress(rest, _RECORD_BYTES)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return True
    return unpacker.eof
