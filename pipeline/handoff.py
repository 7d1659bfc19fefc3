"""What the steps of a run hand one another: values, the files they travel in, who writes and who reads them.

Tasks exchange paths as strings; rows travel in the run's folder, `runs/<run id>` below the data folder or in
the object store. Every file holds JSON lines and is written whole, so a name always means a complete file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from typing import Any, Generic, Self, TypeVar

import msgspec

from model import (
    ArchiveImport,
    Article,
    Blocklist,
    Entry,
    Feed,
    Fetch,
    Host,
    Outlet,
    PermanentError,
    Rejection,
    RejectionReason,
    Stage,
)
from model.files import sync, temporary_folder
from pipeline.run_lines import read_lines, write_lines
from warehouse.steps.event_groups import OriginalText, TextVector

T = TypeVar("T")

# Raised where a file of a run changes what it holds: a run goes on only with files of its own kind.
RUN_FORMAT = 1
RUNS = "runs"
BEGINNING = ".begin-"
RUN_ID_FORMAT = "%Y%m%dT%H%M%S.%fZ"
_RUN_ID = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z")


class RunKind(StrEnum):
    """What a run does: the DAG it belongs to."""

    INGEST = "ingest"
    REPROCESS = "reprocess"
    BACKFILL = "backfill"


class RunHead(msgspec.Struct, frozen=True):
    """What is known of a run when it starts."""

    run_id: str
    started_at: datetime
    kind: RunKind = RunKind.INGEST
    format: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """One page to fetch and every entry that links to it; the first entry gives its title and date.

    `url` is the normal form that identifies the page. `link` is the URL to request: a server may know only
    the link as the feed gave it.
    """

    url: str
    link: str
    entries: tuple[Entry, ...]

    def reject(
        self, stage: Stage, run_id: str, reason: str, detail: str, *, is_final: bool
    ) -> list[Rejection]:
        """Return one rejection for each entry, so that the counts add up.

        A rejection that is not final leaves the page to a later run.
        """
        return [
            Rejection(
                run_id=run_id,
                stage=stage,
                key=entry.url,
                reason=reason,
                detail=detail,
                feed_id=entry.feed_id,
                entry_id=entry.entry_id,
                is_final=is_final,
            )
            for entry in self.entries
        ]

    def put_off(self, stage: Stage, run_id: str, why: str) -> list[Rejection]:
        """Return the rejections of a page that the next run begins with."""
        detail = f"waits for the next run: {why}"
        return self.reject(stage, run_id, RejectionReason.PUT_OFF, detail, is_final=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page that arrived: where the archive has it, and the entries that link to it."""

    task: PageTask
    fetch: Fetch


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder in which one run keeps its work until it is published."""

    path: Path

    @property
    def run_id(self) -> str:
        """The run's id, which is the folder's name."""
        return self.path.name

    def begin(self, kind: RunKind, started_at: datetime) -> None:
        """Make the folder with the run's head in it, in one step: a folder without a head counts as dead."""
        runs, head = self.path.parent, RunHead(self.run_id, started_at, kind, RUN_FORMAT)
        runs.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            HEAD.write(self, [head])
            return
        with temporary_folder(runs, BEGINNING) as beside:
            begun = RunFolder(beside / self.run_id)
            HEAD.write(begun, [head])
            begun.path.rename(self.path)
        sync(runs)

    @property
    def has_begun(self) -> bool:
        """Whether the run's head is there."""
        return HEAD.path(self).exists()

    def head(self) -> RunHead:
        """Return the run's head; raises PermanentError that names what is wrong with it."""
        path, found = HEAD.path(self), HEAD.read(self)
        problem = _problem_of(found, self.run_id)
        if problem:
            raise PermanentError(f"{path} is damaged ({problem}): the next run removes the folder.")
        return found[0]


def _problem_of(heads: list[RunHead], run_id: str) -> str | None:
    if len(heads) != 1:
        return f"{len(heads)} lines, not 1"
    if heads[0].format != RUN_FORMAT:
        return "another version of Parallax wrote it"
    return None if heads[0].run_id == run_id else f"it is of the run {heads[0].run_id}"


def new_run_id(now: datetime) -> str:
    """Return a run id that sorts by time: `20260106T190500.123456Z`."""
    return now.strftime(RUN_ID_FORMAT)


def is_run_id(name: str) -> bool:
    """Say whether a name has the form of a run id."""
    return _RUN_ID.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Batch:
    """The part of a run that one task works on: its number is part of the names of its files."""

    folder: RunFolder
    number: str

    @classmethod
    def at(cls, handed: str) -> Self:
        """Return the batch of a path that a step handed on: `plan/batch-07.jsonl` or `poll/07-5c1e9a30`."""
        path = Path(handed)
        name = path.stem.rpartition("-")[2] if path.suffix else path.name
        return cls(RunFolder(path.parents[1]), name)

    def attempt(self) -> Self:
        """Return the batch for the results of one attempt at it, under a number that no other attempt has.

        A task that was taken for dead may go on beside the one that replaces it. What it writes is of no
        effect: the next step reads the files of the attempt that was handed on.
        """
        return type(self)(self.folder, f"{self.number.partition('-')[0]}-{token_hex(4)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile(Generic[T]):
    """One kind of file in a run's folder; `{batch}` in its name stands for the number of a batch."""

    name: str
    holds: type[T]
    written_by: tuple[str, ...]
    read_by: tuple[str, ...]

    def path(self, folder: RunFolder, batch: str = "") -> Path:
        """Return where the file is, or will be."""
        return folder.path / self.name.format(batch=batch)

    def paths(self, batches: Iterable[Batch]) -> list[Path]:
        """Return the files of some batches."""
        return [self.path(batch.folder, batch.number) for batch in batches]

    def batch_of(self, handed: str) -> str | None:
        """Return the batch of what a step handed on, relative to the run's folder; None if of other files."""
        for name in (self.name, self.name.rpartition("/")[0]):
            before, batch, after = name.partition("{batch}")
            if batch and handed.startswith(before) and handed.endswith(after):
                number = handed.removeprefix(before).removesuffix(after)
                return number if number and "/" not in number else None
        return None

    def write(self, folder: RunFolder, values: Iterable[T], batch: str = "") -> Path:
        """Write the file; return its path."""
        path = self.path(folder, batch)
        write_lines(path, values)
        return path

    def read(self, folder: RunFolder, batch: str = "") -> list[T]:
        """Return the values of one file."""
        return read_lines(self.path(folder, batch), self.holds)

    def read_all(self, batches: Iterable[Batch]) -> Iterator[T]:
        """Yield the values of some batches."""
        for batch in batches:
            yield from self.read(batch.folder, batch.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The folders of the attempts whose results make up a run, as the steps handed them on."""

    polled: Sequence[str] = ()
    fetched: Sequence[str] = ()
    read: Sequence[str]

    @property
    def folder(self) -> RunFolder:
        """The run's folder."""
        return Batch.at(self.read[0]).folder

    def note(self) -> None:
        """Write down what the run is made of, so that another machine can load it again."""
        polled, fetched, read = ([*map(_name_of, of)] for of in (self.polled, self.fetched, self.read))
        LOADED_RESULTS.write(self.folder, [Results(polled=polled, fetched=fetched, read=read)])


def _name_of(handed: str) -> str:
    """Return the name of a batch's folder from `runs` on, wherever that is."""
    return "/".join(Path(handed).parts[-4:])


HEAD = RunFile(
    name="plan/head.jsonl",
    holds=RunHead,
    written_by=("plan", "choose", "backfill"),
    read_by=("read", "load", "replace", "taking_over"),
)
OUTLETS = RunFile(
    name="plan/outlets.jsonl",
    holds=Outlet,
    written_by=("plan", "choose", "backfill"),
    read_by=("fetch", "read", "load"),
)
FEEDS_NOT_DUE = RunFile(
    name="plan/feeds.jsonl", holds=Feed, written_by=("plan", "backfill"), read_by=("load",)
)
WAITING_ENTRIES = RunFile(name="plan/waiting.jsonl", holds=Entry, written_by=("plan",), read_by=("select",))
KNOWN_HOSTS = RunFile(name="plan/hosts.jsonl", holds=Host, written_by=("plan",), read_by=("poll", "fetch"))
ERASED = RunFile(
    name="plan/erased.jsonl",
    holds=Blocklist,
    written_by=("plan", "choose", "backfill"),
    read_by=("poll", "read"),
)
FEEDS_DUE = RunFile(name="plan/batch-{batch}.jsonl", holds=Feed, written_by=("plan",), read_by=("poll",))
IMPORTS = RunFile(name="plan/imports.jsonl", holds=ArchiveImport, written_by=("backfill",), read_by=("load",))
POLLED_FEEDS = RunFile(name="poll/{batch}/feeds.jsonl", holds=Feed, written_by=("poll",), read_by=("select",))
POLLED_ENTRIES = RunFile(
    name="poll/{batch}/entries.jsonl", holds=Entry, written_by=("poll",), read_by=("select",)
)
POLL_FETCHES = RunFile(
    name="poll/{batch}/fetches.jsonl", holds=Fetch, written_by=("poll",), read_by=("load",)
)
POLL_HOSTS = RunFile(
    name="poll/{batch}/hosts.jsonl", holds=Host, written_by=("poll",), read_by=("select", "load")
)
POLL_REJECTIONS = RunFile(
    name="poll/{batch}/rejections.jsonl", holds=Rejection, written_by=("poll",), read_by=("select", "load")
)
PACED_FEEDS = RunFile(name="select/feeds.jsonl", holds=Feed, written_by=("select",), read_by=("load",))
ENTRIES = RunFile(
    name="select/entries.jsonl", holds=Entry, written_by=("select", "backfill"), read_by=("load",)
)
HOSTS_POLLED = RunFile(name="select/hosts.jsonl", holds=Host, written_by=("select",), read_by=("fetch",))
SELECT_REJECTIONS = RunFile(
    name="select/rejections.jsonl", holds=Rejection, written_by=("select",), read_by=("load",)
)
PAGES_TO_FETCH = RunFile(
    name="select/pages-{batch}.jsonl", holds=PageTask, written_by=("select",), read_by=("fetch",)
)
FETCHED_PAGES = RunFile(
    name="fetch/{batch}/pages.jsonl",
    holds=FetchedPage,
    written_by=("fetch", "choose", "backfill"),
    read_by=("read", "replace"),
)
PAGE_FETCHES = RunFile(
    name="fetch/{batch}/fetches.jsonl", holds=Fetch, written_by=("fetch", "backfill"), read_by=("load",)
)
PAGE_HOSTS = RunFile(
    name="fetch/{batch}/hosts.jsonl", holds=Host, written_by=("fetch", "backfill"), read_by=("load",)
)
FETCH_REJECTIONS = RunFile(
    name="fetch/{batch}/rejections.jsonl",
    holds=Rejection,
    written_by=("fetch", "backfill"),
    read_by=("load",),
)
ARTICLES = RunFile(
    name="read/{batch}/articles.jsonl", holds=Article, written_by=("read",), read_by=("load", "replace")
)
READ_REJECTIONS = RunFile(
    name="read/{batch}/rejections.jsonl", holds=Rejection, written_by=("read",), read_by=("load", "replace")
)
TEXTS_TO_EMBED = RunFile(
    name="copies/texts-{batch}.jsonl", holds=OriginalText, written_by=("group_copies",), read_by=("embed",)
)
EMBEDDED_TEXTS = RunFile(
    name="embed/{batch}/vectors.jsonl", holds=TextVector, written_by=("embed",), read_by=("group_events",)
)
LOADED_RESULTS = RunFile(
    name="load/results.jsonl",
    holds=Results,
    written_by=("load", "replace"),
    read_by=("taking_over",),
)
# DuckDB cannot read an empty list of files: this one is read where a run has none of a kind.
NO_ROWS: RunFile[object] = RunFile(
    name="plan/nothing.jsonl", holds=object, written_by=("load",), read_by=("load",)
)

RUN_FILES: tuple[RunFile[Any], ...] = (
    HEAD,
    OUTLETS,
    FEEDS_NOT_DUE,
    WAITING_ENTRIES,
    KNOWN_HOSTS,
    ERASED,
    FEEDS_DUE,
    IMPORTS,
    POLLED_FEEDS,
    POLLED_ENTRIES,
    POLL_FETCHES,
    POLL_HOSTS,
    POLL_REJECTIONS,
    PACED_FEEDS,
    ENTRIES,
    HOSTS_POLLED,
    SELECT_REJECTIONS,
    PAGES_TO_FETCH,
    FETCHED_PAGES,
    PAGE_FETCHES,
    PAGE_HOSTS,
    FETCH_REJECTIONS,
    ARTICLES,
    READ_REJECTIONS,
    TEXTS_TO_EMBED,
    EMBEDDED_TEXTS,
    LOADED_RESULTS,
    NO_ROWS,
)
