"""An object store: S3, Google's or Azure's, by obstore. Its keys are in the variables that each defines.

What fails for want of a connection was tried for minutes before: such an error is a TransientError.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import obstore
from obstore import exceptions
from obstore.store import from_url

from model import PermanentError, TransientError
from model.files import written_whole
from pipeline.staging.waiting import UnansweredError, Waiting

P = ParamSpec("P")
T = TypeVar("T")

# A request that takes longer than 30 seconds is sent again: parts of this size take less on any usable line.
_PART_BYTES = 8 * 1_048_576
# How long a request is sent again while the store does not answer.
PATIENCE_S = 180.0
# Obstore does so first, silently, with growing pauses: so long, and so often. Then we say so and begin anew.
_SILENT_S, _SILENT_RETRIES, _LONGEST_PAUSE_S = 10.0, 10, 2.0
# Obstore has one error for all; its text says whether a connection failed, or it tried more than once.
_UNANSWERED = re.compile(r"HTTP error|, after [0-9]+ retries")
# Small files are moved side by side: each waits for the network most of the time.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the store; `tag` is another one whenever its content is."""

    name: str
    byte_count: int
    tag: str
    modified_at: datetime


class OutdatedError(PermanentError):
    """A file of the store was replaced by somebody else."""


def _waited_for(
    method: Callable[Concatenate["Store", P], T],
) -> Callable[Concatenate["Store", P], T]:
    """Repeat a method of the store until the store answers."""

    @wraps(method)
    def ask(self: "Store", /, *arguments: P.args, **named: P.kwargs) -> T:
        return self.waiting.ask(lambda: method(self, *arguments, **named))

    return ask


@dataclass(frozen=True, slots=True)
class Store:
    """The files below one URL. Names are relative to it, with slashes.

    Every method waits for a store that does not answer, and raises TransientError when its time is up.
    """

    url: str
    objects: Any
    waiting: Waiting

    @_waited_for
    def pull(self, name: str, target: Path) -> StoredFile | None:
        """Write a file of the store to `target`, whole; return it, or None where the store has none."""
        with self._explained(name):
            try:
                file = self._file(name)
                if file is None:
                    return None
                target.parent.mkdir(parents=True, exist_ok=True)
                with written_whole(target, is_durable=True) as partial, partial.open("wb") as stream:
                    for part in self._parts(file):
                        stream.write(part)
            except exceptions.PreconditionError as error:
                raise TransientError(f"{self.url}/{name} was replaced while it was read.") from error
            return file

    def pull_all(self, names: Iterable[str], folder: Path) -> list[str]:
        """Write files of the store below a folder under their own names; return those the store has not."""
        wanted = list(names)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            found = threads.map(lambda name: self.pull(name, folder / name), wanted)
            return [name for name, file in zip(wanted, found, strict=True) if file is None]

    @_waited_for
    def push(self, source: Path, name: str) -> None:
        """Store a file under a name, in place of one that has it."""
        with self._explained(name):
            obstore.put(self.objects, name, source, chunk_size=_PART_BYTES, max_concurrency=4)

    def push_all(self, folder: Path, names: Iterable[str]) -> None:
        """Store files of a folder under their own names."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            list(threads.map(lambda name: self.push(folder / name, name), names))

    @_waited_for
    def put(self, name: str, content: bytes, *, tag: str | None) -> str:
        """Store bytes in place of those with a tag, or where there are none; return their tag.

        Raises OutdatedError where the store has others, so that of two that write at once one learns of it.
        """
        mode: Any = {"e_tag": tag} if tag else "create"
        with self._explained(name):
            try:
                result = obstore.put(self.objects, name, content, mode=mode, use_multipart=False)
            except (exceptions.PreconditionError, exceptions.AlreadyExistsError) as error:
                raise OutdatedError(f"{self.url}/{name} was replaced by another machine.") from error
        return str(result["e_tag"])

    @_waited_for
    def get(self, name: str) -> tuple[bytes, str] | None:
        """Return the content of a small file with its tag; None where the store has none."""
        with self._explained(name):
            try:
                result = obstore.get(self.objects, name)
                return bytes(result.bytes()), str(result.meta["e_tag"])
            except FileNotFoundError:
                return None

    @_waited_for
    def ranges(self, name: str, spans: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return the bytes of some spans (beginning and end) of a file, which must not pass its end."""
        with self._explained(name):
            starts, ends = [start for start, _ in spans], [end for _, end in spans]
            return [bytes(part) for part in obstore.get_ranges(self.objects, name, starts=starts, ends=ends)]

    @_waited_for
    def find(self, name: str) -> StoredFile | None:
        """Return what the store knows of a file; None where it has none."""
        with self._explained(name):
            return self._file(name)

    @_waited_for
    def files(self, folder: str) -> list[StoredFile]:
        """Return the files of a folder and of those below it."""
        with self._explained(folder):
            return [_stored(one) for some in obstore.list(self.objects, folder) for one in some]

    @_waited_for
    def folders(self, folder: str) -> list[str]:
        """Return the names of the folders in a folder, without its own."""
        with self._explained(folder):
            found = obstore.list_with_delimiter(self.objects, folder)["common_prefixes"]
        return sorted(Path(name).name for name in found)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; one that is not there is no error."""
        wanted = list(names)
        if wanted:
            self._remove(wanted)

    def remove_folder(self, folder: str) -> None:
        """Remove the files of a folder and of those below it."""
        self.remove([file.name for file in self.files(folder)])

    @_waited_for
    def _remove(self, names: list[str]) -> None:
        with self._explained(names[0]):
            obstore.delete(self.objects, names)

    def _file(self, name: str) -> StoredFile | None:
        try:
            return _stored(obstore.head(self.objects, name))
        except FileNotFoundError:
            return None

    def _parts(self, file: StoredFile) -> Iterator[bytes]:
        for start in range(0, file.byte_count, _PART_BYTES):
            end = min(start + _PART_BYTES, file.byte_count)
            options: Any = {"range": (start, end), "if_match": file.tag}
            yield bytes(obstore.get(self.objects, file.name, options=options).bytes())

    @contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        try:
            yield
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise PermanentError(
                f"{self.url}/{name} may not be read or written: give a key that may, such as in "
                f"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. {_first_line(error)}"
            ) from error
        except (exceptions.PreconditionError, exceptions.AlreadyExistsError, exceptions.NotFoundError):
            raise
        except exceptions.BaseError as error:
            kind = UnansweredError if _UNANSWERED.search(str(error)) else TransientError
            raise kind(
                f"{self.url}/{name} cannot be reached: see that the store answers and PARALLAX_STORE names "
                f"it. {_first_line(error)}"
            ) from error


def open_store(url: str, *, patience_s: float | None = None) -> Store:
    """Open the store of PARALLAX_STORE; nothing is requested yet.

    While the store does not answer, requests are sent again for `patience_s`, by default for three minutes.
    """
    waited_s = PATIENCE_S if patience_s is None else patience_s
    retrying: Any = {
        "max_retries": _SILENT_RETRIES,
        "retry_timeout": timedelta(seconds=min(_SILENT_S, waited_s)),
        "backoff": {"max_backoff": timedelta(seconds=_LONGEST_PAUSE_S)},
    }
    return Store(url, from_url(url, retry_config=retrying), Waiting(url, waited_s))


def _stored(meta: Any) -> StoredFile:
    return StoredFile(
        name=str(meta["path"]),
        byte_count=int(meta["size"]),
        tag=str(meta["e_tag"]),
        modified_at=meta["last_modified"],
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
