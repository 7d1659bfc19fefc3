"""`parallax erase URL|OUTLET`: articles and outlets go for good."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pipeline.keeping.erase import Erased, erase
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings
from reports.tables import visible


def erase_given(settings: Settings, given: Sequence[str], note: str | None) -> int:
    """Erase articles and outlets, and tell what went, table by table, and what stays.

    Raises TransientError where another run works on the data folder.
    """
    with only_run(settings):
        erased = erase(settings, given, note, datetime.now(UTC))
    sys.stdout.write("".join(f"{visible(line)}\n" for line in _told(erased)))
    return 0


def _told(erased: Erased) -> Iterator[str]:
    outlets = f", outlets: {', '.join(erased.outlets)}" if erased.outlets else ""
    yield f"articles erased: {erased.article_count}{outlets}"
    yield f"URLs refused from now on: {erased.url_count}"
    for table, count in erased.counts.items():
        yield f"  {table:24}{count:>8} rows"
    if not erased.counts:
        yield "The warehouse had nothing of it; it will not be taken in."
    for file in erased.finished.rewritten:
        yield f"rewritten without it: {file}"
    for file in erased.finished.missing:
        yield f"not there any more, so left: {file}"
    for file in erased.foreign_files:
        yield f"not rewritten, since it is your own and not in the data folder: {file}"
    for file in erased.other_files:
        yield f"no report of Parallax, so left: {file}"
    compacted = erased.finished.compacted
    yield f"warehouse compacted from {compacted.before_bytes:,} to {compacted.after_bytes:,} bytes"
    yield "Backups, logs and files written elsewhere before this may still hold it."
