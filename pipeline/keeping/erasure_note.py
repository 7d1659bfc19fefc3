"""What an erasure that is not finished has to look for: passages of what was erased, kept in one file.

The file itself holds what is erased. It is written before anything else, and removed when nothing else in the
data folder holds it: then the erasure is finished.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import msgspec

from model.files import sync, write_whole
from model.limits import MAX_SOUGHT_PASSAGES
from pipeline.settings import Settings

NOTE = ".erasing.json"
# Shorter ones stand in texts that have nothing to do with it.
_LEAST_BYTES, _MOST_CHARS = 16, 60
# Every file format writes these as they are: no quotation marks, no line ends, nothing that markup replaces.
_PLAIN = re.compile(r"""[^\s"'&<>\\\u0000-\u001f][^"'&<>\\\u0000-\u001f]*""")


class Words(Protocol):
    """What is known in words of an article or entry."""

    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def other_url(self) -> str | None: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def text(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The passages to look for; `is_rewritten` once warehouse, archive and reports are without them."""

    passages: tuple[str, ...] = ()
    is_rewritten: bool = False


def note_path(settings: Settings) -> Path:
    """Return where the note is while an erasure is unfinished."""
    return settings.path_in_data(NOTE)


def read_note(settings: Settings) -> Note:
    """Return the note; one that is missing or damaged has no passages."""
    try:
        return msgspec.json.decode(note_path(settings).read_bytes(), type=Note)
    except (OSError, ValueError):
        return Note()


def add_to_note(settings: Settings, erased: Sequence[Words]) -> None:
    """Note what is about to be erased, beside what was noted before."""
    found = dict.fromkeys((*read_note(settings).passages, *_sample(erased)))
    _write(settings, Note(passages=tuple(found)))


def note_rewritten(settings: Settings) -> None:
    """Note that only files that Parallax does not rewrite are left to look into."""
    _write(settings, replace(read_note(settings), is_rewritten=True))


def remove_note(settings: Settings) -> None:
    """Remove the note: the erasure is finished."""
    note_path(settings).unlink(missing_ok=True)
    sync(settings.data)


def _write(settings: Settings, note: Note) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    write_whole(note_path(settings), msgspec.json.encode(note), is_durable=True)


def _sample(erased: Sequence[Words]) -> Iterator[str]:
    """Yield passages, evenly spread over what is erased where there are too many."""
    step = -(-len(erased) // MAX_SOUGHT_PASSAGES) or 1
    found = dict.fromkeys(passage for one in erased[::step] for passage in passages_of(one))
    return islice(found, MAX_SOUGHT_PASSAGES)


def passages_of(one: Words) -> Iterator[str]:
    """Yield passages by which an article can be recognised: its URLs, its title, and parts of its text."""
    urls = [url for url in (one.url, one.other_url) if url]
    yield from _plain(url.partition("://")[2] for url in urls)
    yield from _plain([one.title or ""])
    text = one.text or ""
    yield from _plain(text[at * len(text) // 4 : at * len(text) // 4 + 4 * _MOST_CHARS] for at in range(4))


def _plain(texts: Iterable[str]) -> Iterator[str]:
    """Yield of each text the longest part that every file format writes as it is."""
    for text in texts:
        longest = max(_PLAIN.findall(text), key=len, default="")[:_MOST_CHARS].rstrip()
        if len(longest.encode()) >= _LEAST_BYTES:
            yield longest
