"""Which files of the data folder hold some passages, packed or not; and taking them out of logs."""

import bz2
import gzip
import json
import lzma
import mmap
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator

from model import PermanentError
from model.limits import SOUGHT_BLOCK_BYTES
from warehouse.keeping.contents import database_has, table_has

_DATABASE = slice(8, 12)
_PACKED: dict[bytes, Callable[[Path], Any]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
_ZSTD = b"\x28\xb5\x2f\xfd"
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, PermanentError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A file that holds a passage, or cannot be looked into: `why` says which, `remedy` what to do.

    `path` is a URL where the file is in the store.
    """

    path: Path | str
    why: str
    remedy: str = "Remove the file, then erase again, or let the next run finish it."


def holder_of(path: Path, passages: Sequence[str]) -> Holder | None:
    """Say whether a file holds one of some passages; one that cannot be looked into may."""
    try:
        if _has(path, passages):
            return Holder(path=path, why="still holds it")
    except FileNotFoundError:
        return None
    except _BROKEN as error:
        return Holder(path=path, why=f"may hold it, and cannot be looked into ({error})")
    return None


def blank(path: Path, passages: Sequence[str]) -> None:
    """Overwrite the passages in a text file in place: another process may be writing at its end."""
    needles = spellings(passages)
    if path.stat().st_size == 0:
        return
    with path.open("r+b") as stream, closing(mmap.mmap(stream.fileno(), 0)) as content:
        for needle in needles:
            at = content.find(needle)
            while at != -1:
                content[at : at + len(needle)] = b"*" * len(needle)
                at = content.find(needle, at)


def spellings(passages: Sequence[str]) -> tuple[bytes, ...]:
    """Return the bytes as which a passage may stand in a file."""
    found: dict[bytes, None] = {}
    for text in passages:
        escaped = json.dumps(text)[1:-1]
        for spelt in (text, escaped, escaped.replace("/", "\\/"), quote(text, safe="/:?=&,;@+~")):
            found[spelt.encode()] = None
        found[text.encode("ascii", "xmlcharrefreplace")] = None
        found[text.encode("utf-16-le")] = None
    return tuple(found)


def _has(path: Path, passages: Sequence[str]) -> bool:
    with path.open("rb") as stream:
        head = stream.read(12)
    needles = spellings(passages)
    with path.open("rb") as stream:
        if _stream_has(stream, needles):
            return True
    if head[_DATABASE] == b"DUCK":
        return database_has(path, passages)
    if head.startswith(b"PAR1"):
        return table_has(path, passages)
    if head.startswith(_ZSTD):
        raise PermanentError("it is packed by zstd")
    return any(_stream_has(stream, needles) for stream in _unpacked(path, head))


def _unpacked(path: Path, head: bytes) -> Iterator[Any]:
    """Yield the content of a packed file, and of each file in a packed folder; nothing for others."""
    for magic, opened in _PACKED.items():
        if head.startswith(magic):
            with opened(path) as stream:
                yield stream
    if ".warc" in path.name:
        yield from _bodies(path)
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as folder:
            for name in folder.namelist():
                with folder.open(name) as member:
                    yield member


def _bodies(path: Path) -> Iterator[Any]:
    """Yield the bodies of a WARC file, which servers may have packed once more."""
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            yield record.content_stream()


def _stream_has(stream: Any, needles: Sequence[bytes]) -> bool:
    longest = max(map(len, needles), default=1)
    tail = b""
    while block := stream.read(SOUGHT_BLOCK_BYTES):
        window = tail + block
        if any(needle in window for needle in needles):
            return True
        tail = window[-longest:]
    return False
