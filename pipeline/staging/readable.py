"""The warehouse that readers open, brought up to date where it comes from the store."""

from pathlib import Path

from pipeline.settings import Settings


def readable(settings: Settings) -> Path:
    """Return the published file; with a store, on a machine that is not the writer's, the newest.

    Raises TransientError where the store cannot be reached and this machine has no file yet.
    """
    if settings.store:
        from pipeline.staging.published import pull_published  # noqa: PLC0415 - most have no store

        pull_published(settings)
    return settings.published
