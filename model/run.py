"""One pass of the pipeline and its counts, and how far foreign archive files have been read in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RunStatus(StrEnum):
    """How far a run came: `loaded` has its articles in the warehouse, `succeeded` is published."""

    LOADED = "loaded"
    SUCCEEDED = "succeeded"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run; always `entered_count` = `loaded_count` + `known_count` + `rejected_count`.

    `started_at` is None for a run that died before its load.
    """

    run_id: str
    started_at: datetime | None
    finished_at: datetime | None
    status: RunStatus
    entered_count: int
    loaded_count: int
    known_count: int
    rejected_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveImport:
    """How far a foreign WARC file was read in: `next_offset` equals `file_bytes` when all of it was.

    `file` is an absolute path, `next_offset` the byte at which the next record begins.
    """

    file: str
    file_bytes: int
    next_offset: int = 0
    page_count: int = 0
    run_id: str = ""
