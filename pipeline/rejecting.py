"""Drop a page: one rejection for every entry that links to it, so that the books add up."""

from model import Rejection, Stage
from pipeline.steps.select import PageTask


def reject_entries(
    task: PageTask, stage: Stage, run_id: str, reason: str, detail: str, *, is_final: bool = True
) -> list[Rejection]:
    """Return a rejection for each entry of a page; `is_final` is false where a later run tries again."""
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
        for entry in task.entries
    ]
