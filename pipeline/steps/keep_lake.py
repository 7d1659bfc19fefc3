"""Keep the lake: compare it with the published warehouse, forget old snapshots, merge and remove files."""

from datetime import datetime

from pipeline.keeping.lake import keep_up_lake
from pipeline.running import progress
from pipeline.settings import Settings


def keep_lake(settings: Settings, now: datetime) -> None:
    """Do the daily upkeep of the lake, if there is one and something was published.

    Raises TransientError where the lake cannot be reached, ConfigurationError where an extension is missing.
    """
    if not settings.published.exists() or keep_up_lake(settings, now) is None:
        progress.say("lake: there is none to keep (PARALLAX_LAKE)")
