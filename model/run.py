"""One pass of the pipeline, with its books."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RunStatus(StrEnum):
    """How far a run came: `loaded` has its articles in, `succeeded` is published."""

    LOADED = "loaded"
    SUCCEEDED = "succeeded"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run; `entered_count` = `loaded_count` + `known_count` + `rejected_count`, always."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    status: RunStatus
    entered_count: int
    loaded_count: int
    known_count: int
    rejected_count: int
