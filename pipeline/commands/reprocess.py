"""`parallax reprocess`: archived pages are read again with today's extractor."""

from datetime import datetime

from pipeline.running.in_process import run_dags
from pipeline.settings import Settings


def reprocess(
    settings: Settings,
    *,
    since: datetime | None,
    until: datetime | None,
    outlets: list[str],
    run_id: str | None,
) -> int:
    """Read the pages of a span again and tell what is in the warehouse; raises what stopped it."""
    from pipeline.commands.summary import print_summary  # noqa: PLC0415 - a failed run needs none

    span = {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "outlets": outlets or None,
        "run_id": run_id,
    }
    run_dags(settings, "reprocess", span)
    print_summary(settings)
    return 0
