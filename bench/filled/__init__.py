"""A published warehouse of made-up articles, related and counted, with all that runs store about them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import related
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.steps.tallying import tally

_TRENDS = Path(__file__).parents[1] / "trends" / "make"
_OWN = Path(__file__).parent
# Their days are those of the newest texts that will be added, and the month before.
_DAYS = 30
_BESIDE = (
    "020_outlet", "035_article_text", "037_article_language", "038_fetch", "039_entry", "080_untallied",
)  # fmt: skip
# A run that ended just now, like the previous one under a scheduler.
_LAST_RUN = "INSERT INTO run VALUES ('last', $now, $now, 'succeeded', 0, 0, 0, 0)"
EXPORTS = "exports"


def fill(paths: WarehousePaths, count: int, end: datetime, embedder: str) -> None:
    """Make the warehouse, publish it and write its reports beside it; its articles end at `end`."""
    made = related.make(count, span_hours=24 * _DAYS)
    begin = end - timedelta(days=_DAYS)
    with open_writer(paths) as connection:
        related.load(connection, made, range(count), embedder, is_related=True, begin=begin)
        connection.execute("SELECT setseed(0.5)")
        _execute(connection, _TRENDS / "005_sentence.sql")
        for path in sorted(_OWN.glob("*.sql")):
            _execute(connection, path)
        for name in _BESIDE:
            _execute(connection, _TRENDS / f"{name}.sql")
        tally(connection)
        connection.execute(_LAST_RUN, {"now": datetime.now(UTC)})
    publish(paths)
    write_reports(paths.published, select_reports([], ExportOptions()), paths.published.parent / EXPORTS)


def _execute(connection: Connection, path: Path) -> None:
    connection.execute(path.read_text(encoding="utf-8"))
