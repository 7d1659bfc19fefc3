"""How often feeds are polled under the settings."""

from pipeline.settings import Settings
from transforms.polling import Pace


def pace_of(settings: Settings) -> Pace:
    """Return the interval of a new feed, and the bounds it may move in."""
    return Pace(
        default_s=settings.poll_interval_s,
        floor_s=settings.min_poll_interval_s,
        ceiling_s=settings.max_poll_interval_s,
    )
