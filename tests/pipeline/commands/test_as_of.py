"""Last month's report, once more: the same bytes, whatever came since."""

from datetime import timedelta
from pathlib import Path

import pytest

from model import PermanentError
from pipeline.commands.arguments import moment_within
from pipeline.commands.ask.exporting import write_reports
from pipeline.grouping import correct
from pipeline.settings import Settings
from tests.made_once import begin_warehouse
from tests.pipeline.related_texts import NOW, RelatedText, paths_of, relate_and_publish, rows, settings_in
from warehouse import open_reader, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.as_of import as_of, find_run
from warehouse.reports.exporting import ExportOptions

pytestmark = [pytest.mark.slow, pytest.mark.long]

FIRST = [RelatedText(number=n, happening=1 + n % 2, hour=n) for n in range(1, 7)]
# Two stages of one matter, five days apart, and what comes to it later.
STORY = [
    RelatedText(number=40 + n, happening=40 + n // 2, matter=1, hour=n // 2 * 120 + n % 2) for n in range(4)
]
STORY_LATER = [RelatedText(number=50 + n, happening=50, matter=1, hour=240 + n) for n in range(3)]
LATER = NOW + timedelta(days=1)
REPORTS = ["articles", "coverage_daily", "event_summary", "event_language_lag", "language_daily"]
STORY_REPORTS = ["story_summary", "story_timeline"]


def run(settings: Settings, run_id: str) -> None:
    """Note a run as published at NOW or a day later."""
    at = NOW if run_id == "first" else LATER
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO run VALUES (?, ?, ?, 'succeeded', 0, 0, 0, 0)", [run_id, at, at])
        connection.execute("UPDATE article SET fetched_at = ? WHERE fetched_at < ?", [NOW, NOW])
    publish(paths_of(settings))


def exported(settings: Settings, out: Path, run_id: str | None = None) -> dict[str, bytes]:
    write_reports(settings, [*REPORTS, *STORY_REPORTS], out, ExportOptions(), run_id)
    return {path.name: path.read_bytes() for path in out.glob("*.csv")}


def test_a_report_as_of_a_run_is_what_it_was(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    relate_and_publish(settings, [*FIRST, *STORY])
    run(settings, "first")
    before = exported(settings, tmp_path / "before")
    assert before["story_timeline.csv"].count(b"\n") == 3
    late = [RelatedText(number=20 + n, happening=1 + n % 3, hour=n) for n in range(6)]
    relate_and_publish(settings, [*late, *STORY_LATER, RelatedText(number=30, hour=0.5, copy_of=1)], LATER)
    first, second = (row[0] for row in rows(settings, "SELECT event_id FROM event ORDER BY event_id LIMIT 2"))
    correct.merge(settings, [str(first), str(second)], None, LATER)
    run(settings, "second")
    assert exported(settings, tmp_path / "now") != before
    assert exported(settings, tmp_path / "then", "first") == before
    assert exported(settings, tmp_path / "again", "second") == exported(settings, tmp_path / "now")
    assert not list(settings.published.parent.glob(".as-of*"))


def test_a_run_that_was_never_published_is_told(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    relate_and_publish(settings, FIRST)
    with pytest.raises(PermanentError, match="No run was published yet"):
        write_reports(settings, [], tmp_path / "out", ExportOptions(), "last")
    run(settings, "first")
    run(settings, "second")
    known = r"the first is first, published 2026-01-20T00:00:00Z; the last is second, published 2026-01-21T"
    with pytest.raises(PermanentError, match=f"No run 'last' was published: {known}"):
        write_reports(settings, [], tmp_path / "out", ExportOptions(), "last")
    with pytest.raises(PermanentError, match=f"No run had been published by 2026-01-19: {known}"):
        write_reports(settings, [], tmp_path / "out", ExportOptions(), "2026-01-19")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "run_id"),
    [
        ("latest", "second"),
        ("second", "second"),
        ("2026-01-20", "first"),
        ("2026-01-20T00:00:00Z", "first"),
        ("2026-01-20T23:59", "first"),
        ("2026-01-21", "second"),
        ("2026-W04", "second"),
        ("2026-01", "second"),
    ],
)
def test_a_run_is_named_by_a_time(tmp_path: Path, text: str, run_id: str) -> None:
    settings = settings_in(tmp_path / "data")
    begin_warehouse(paths_of(settings))
    run(settings, "first")
    run(settings, "second")
    assert find_run(settings.published, text, moment_within(text)).run_id == run_id


def test_what_lies_beside_a_report_as_of_a_run_is_of_that_run(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    relate_and_publish(settings, FIRST)
    run(settings, "first")
    write_reports(settings, REPORTS, tmp_path / "before", ExportOptions(file_format="xlsx"))
    relate_and_publish(settings, [RelatedText(number=20, happening=1)], LATER)
    run(settings, "second")
    write_reports(settings, REPORTS, tmp_path / "then", ExportOptions(file_format="xlsx"), "first")
    before, then = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("before", "then")
    )
    assert b'"run_id": "first"' in before["manifest.json"]
    assert then == before


def test_polls_of_the_day_are_those_until_then(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    relate_and_publish(settings, FIRST)
    with open_writer(paths_of(settings)) as connection:
        for hours, outcome in ((0, "fetched"), (1, "transient_failure")):
            connection.execute(
                'INSERT INTO "fetch" '
                "(fetch_id, run_id, target_kind, url, host, requested_at, elapsed_ms, outcome) "
                "VALUES (uuid(), 'r', 'feed', ?, 'a.example', ?, 1, ?)",
                [f"https://a.example/{hours}", NOW + timedelta(hours=hours), outcome],
            )
        connection.execute("INSERT INTO poll_day VALUES (?, 1, 1), (?, 2, 1)", [NOW - timedelta(days=1), NOW])
    run(settings, "first")
    first = find_run(settings.published, "first", None)
    with as_of(settings.published, first) as file, open_reader(file) as connection:
        polls = connection.execute("SELECT due_feeds, answered_feeds FROM poll_day ORDER BY day").fetchall()
    assert polls == [(1, 1), (1, 1)]
