"""The warehouse that readers open, brought up to date where it comes from the store."""

from pathlib import Path

from pipeline.settings import Settings


def readable(settings: Settings, *, must_be_newest: bool = False) -> Path:
    """Return the published file; with a store, on a machine that is not the writer's, the newest.

    Where the store does not answer, this machine's older file serves, unless it must be the newest. Raises
    TransientError where there is none that serves.
    """
    if settings.store:
        from pipeline.staging.published import pull_published  # noqa: PLC0415 - most have no store

        pull_published(settings, must_be_newest=must_be_newest)
    return settings.published
