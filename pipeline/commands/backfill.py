"""`parallax backfill`: the pages of foreign WARC files."""

import sys
from pathlib import Path

from extractors.archive.streaming import read_responses
from model import ConfigurationError, PermanentError
from pipeline.running.in_process import run_dags
from pipeline.settings import Settings


def backfill(settings: Settings, files: list[Path], *, catalog_only: bool) -> int:
    """Read WARC files in and tell what is in the warehouse; 1 where one of them is no WARC file.

    Raises ConfigurationError where a file is not there.
    """
    from pipeline.commands.summary import print_summary  # noqa: PLC0415 - a failed run needs none

    missing = [f"{file}: there is no such file." for file in files if not file.is_file()]
    if missing:
        raise ConfigurationError(missing)
    problems = {file: problem for file in files if (problem := _problem(file))}
    for problem in problems.values():
        sys.stderr.write(f"parallax: {problem}\n")
    usable = [str(file.absolute()) for file in files if file not in problems]
    if usable:
        run_dags(settings, "backfill", {"files": usable, "catalog_only": catalog_only})
        print_summary(settings)
    return 1 if problems else 0


def _problem(file: Path) -> str | None:
    """Return what is wrong with a file that is no archive; its first response is enough to tell."""
    try:
        next(read_responses(file), None)
    except (PermanentError, OSError) as error:
        return str(error)
    return None
