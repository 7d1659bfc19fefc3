"""What was dropped, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in a run an item was dropped."""

    POLL = "poll"
    SELECT = "select"
    FETCH = "fetch"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One dropped item: `key` is its URL (or its id where it has none), `reason` a short word.

    `is_final` is false where a later run will try the item again. `feed_id` and `entry_id` name
    the entry; both are None where a whole feed was dropped.
    """

    run_id: str
    stage: Stage
    key: str
    reason: str
    detail: str = ""
    feed_id: str | None = None
    entry_id: str | None = None
    is_final: bool = True
