"""`parallax run`: one ingest run and the reports after it, in this process."""

from pipeline.running.in_process import run_dags
from pipeline.settings import Settings


def run(settings: Settings, *, poll_all: bool) -> int:
    """Run the DAGs once and tell what is in the warehouse; raises what stopped them."""
    from pipeline.commands.summary import print_summary  # noqa: PLC0415 - a failed run needs none

    run_dags(settings, "ingest", {"poll_all": poll_all})
    print_summary(settings)
    return 0
