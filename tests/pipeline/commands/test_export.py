"""`parallax export`: what reports there are, their own parameters, and what is told when they are wrong."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from pipeline.cli import main
from pipeline.running import progress
from pipeline.settings import read_settings
from pipeline.steps import export as step
from tests.made_once import begin_warehouse
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish

Capture = pytest.CaptureFixture[str]

OWN = """\
-- Title: Outlets of a country\x1b[31m
-- Grain: one row for each outlet
-- Columns: outlet_id, name
-- Parameters: country
SELECT outlet_id, name FROM outlet WHERE country = $country ORDER BY outlet_id
"""


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a warehouse of two outlets and a report of one's own; return the folder it is in."""
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "config" / "outlets.toml"))
    published = tmp_path / "data" / "warehouse.duckdb"
    paths = begin_warehouse(WarehousePaths(published=published, writer=tmp_path / "w.duckdb"))
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country) VALUES ('a', '=A', 'FR'), ('b', 'B', 'DE')"
        )
    publish(paths)
    folder = tmp_path / "config" / "reports"
    folder.mkdir(parents=True)
    (folder / "country.sql").write_text(OWN, encoding="utf-8")
    return folder


def test_the_list_says_what_each_report_is_has_and_takes(reports: Path, capsys: Capture) -> None:
    assert main(["export", "--list"]) == 0
    told = capsys.readouterr().out
    assert "articles\n  title       Articles with outlet" in told
    assert told.count("  parameters  since, until\n") == 14
    assert main(["export", "--list", "country"]) == 0
    assert capsys.readouterr().out == (
        "country\n"
        "  title       Outlets of a country\\u001b[31m\n"
        "  grain       one row for each outlet\n"
        "  columns     outlet_id, name\n"
        "  parameters  country\n"
        f"  file        {reports / 'country.sql'}\n\n"
    )


def test_the_list_ends_with_what_is_wrong(reports: Path, capsys: Capture) -> None:
    (reports / "wrong.sql").write_text("SELECT 1 AS one", encoding="utf-8")
    assert main(["export", "--list"]) == 2
    captured = capsys.readouterr()
    assert captured.out.count("  title ") == 15
    assert captured.err.count(f"parallax: {reports / 'wrong.sql'}: its header has no line") == 3
    assert main(["export", "outlets"]) == 0


def test_a_parameter_is_bound(reports: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", "country", "--param", "country=FR", "--out", str(tmp_path / "x")]) == 0
    assert (tmp_path / "x" / "country.csv").read_bytes() == b"outlet_id,name\r\na,'=A\r\n"
    assert main(["export", "country"]) == 2
    assert "give it with --param country=VALUE" in capsys.readouterr().err


def test_where_all_are_asked_for_one_without_its_value_is_left_out(tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", "--format", "xlsx"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "parallax: country is left out: it needs --param country=VALUE.\n"
    assert len(list((tmp_path / "data" / "exports").glob("*.xlsx"))) == 14
    assert main(["export", "--param", "country=DE"]) == 0
    assert "country.csv  1 row\n" in capsys.readouterr().out


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Callable[[], str]:
    """Tell this test what a run says, whatever told of runs before."""
    monkeypatch.setattr(progress, "_reporter", progress.ConsoleReporter(Console(width=1_000)))
    return lambda: capsys.readouterr().out


def test_a_run_leaves_out_what_needs_a_value(told: Callable[[], str]) -> None:
    assert len(step.export(read_settings())) == 14
    assert "country is left out: it needs country" in told()


def test_what_would_bind_nothing_is_told(capsys: Capture) -> None:
    assert main(["export", "articles", "--param", "since=2026-01-01"]) == 2
    assert "given by --since and --until" in capsys.readouterr().err
    assert main(["export", "articles", "--as-of", ""]) == 1
    assert "was published" in capsys.readouterr().err


def test_all_reports_are_in_one_workbook(tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", "--format", "xlsx", "--workbook", "--since", "2026-01-01"]) == 0
    path = tmp_path / "data" / "exports" / "parallax.xlsx"
    assert f"{path}  outlets  2 rows\n" in capsys.readouterr().out
    assert [file.name for file in path.parent.iterdir()] == ["parallax.xlsx"]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Contents"
    assert len(book.sheetnames) == 15
    front = {row[0]: row[1:] for row in book["Contents"].iter_rows(values_only=True) if row[0]}
    assert front["Span"][0] == "from 2026-01-01 00:00:00"
    assert front["Run"][0] == "none yet"
    assert front["Warehouse version"][0] >= "0021"
    assert front["outlets"][:2] == (
        "Outlets and how much of the span is theirs: one row for each outlet (outlet_id).",
        2,
    )
    assert [cell.value for cell in book["outlets"]["B"]] == ["name", "=A", "B"]


def test_a_workbook_may_be_named(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "new" / "a.xlsx"
    assert main(["export", "outlets", "--workbook", str(path)]) == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Contents", "outlets"]
    wrong = ["--workbook", "outlets", "--format", "csv", "--out", "x"]
    assert main(["export", *wrong]) == 2
    told = capsys.readouterr().err
    assert "ends in .xlsx; names of reports go before --workbook" in told
    assert "leave out --format" in told
    assert "two places" in told
    (tmp_path / "b.xlsx").mkdir()
    assert main(["export", "--workbook", str(tmp_path / "b.xlsx")]) == 2
    assert "b.xlsx is a folder: name a file." in capsys.readouterr().err


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for out in (file, file / "below"):
        assert main(["export", "outlets", "--out", str(out)]) == 2
        assert f"--out {out}: {file} is a file; name a folder." in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"


def test_without_a_warehouse_no_folder_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "missing"))
    assert main(["export"]) == 1
    assert main(["export", "--workbook", "--out", str(tmp_path / "missing")]) == 1
    assert "There is no warehouse at" in capsys.readouterr().err
    assert not (tmp_path / "missing").exists()


WEEKLY = """\
-- Title: Weeks
-- Grain: one row for each week
-- Columns: week
-- Parameters: since, until
SELECT week FROM (VALUES (DATE '2026-01-05')) AS weeks (week)
WHERE ($since IS NULL OR week >= $since) AND ($until IS NULL OR week < $until)
"""


def test_a_span_that_cuts_the_only_week_says_so(reports: Path, tmp_path: Path, capsys: Capture) -> None:
    (reports / "weeks.sql").write_text(WEEKLY, encoding="utf-8")
    out = ["--out", str(tmp_path / "x")]
    assert main(["export", "weeks", "--since", "2026-01-06", *out]) == 0
    captured = capsys.readouterr()
    assert captured.out.endswith("weeks.csv  0 rows\n")
    assert captured.err == (
        "parallax: weeks has no rows, because its weeks are dated on their Mondays and the span cuts the "
        "week: give --since 2026-01-05 for the whole week.\n"
    )
    assert main(["export", "weeks", "--since", "2026-01-06", "--until", "2026-01-07", *out]) == 0
    assert "give --since 2026-01-05 --until 2026-01-12" in capsys.readouterr().err
    for empty in (["--since", "2026-01-13"], ["--since", "2026-01-12"], ["--until", "2026-01-05"]):
        assert main(["export", "weeks", *empty, *out]) == 0
        assert capsys.readouterr().err == ""


def test_a_week_is_a_span(reports: Path, tmp_path: Path, capsys: Capture) -> None:
    (reports / "weeks.sql").write_text(WEEKLY, encoding="utf-8")
    out = ["--out", str(tmp_path / "x")]
    assert main(["export", "weeks", "--since", "2026-W02", "--until", "2026-W03", *out]) == 0
    captured = capsys.readouterr()
    assert captured.out.endswith("weeks.csv  1 row\n")
    assert (
        captured.err
        == "parallax: --since 2026-W02 is 2026-01-05.\nparallax: --until 2026-W03 is 2026-01-12.\n"
    )
    assert main(["export", "weeks", "--since", "2026-W02", "--until", "2026-W02", *out]) == 2
    assert "a whole day, week or month ends where the next begins" in capsys.readouterr().err
    assert main(["export", "weeks", "--since", "7x", *out]) == 2
    assert "a week such as 2026-W02" in capsys.readouterr().err


@pytest.mark.parametrize("raw", ["country", "=DE"])
def test_a_parameter_has_a_name_and_a_value(raw: str, capsys: Capture) -> None:
    assert main(["export", "--param", raw]) == 2
    assert "give NAME=VALUE" in capsys.readouterr().err


def test_reports_of_a_large_warehouse_stay_while_it_hardly_grows(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[], str]
) -> None:
    settings = read_settings()
    paths = WarehousePaths(published=settings.published, writer=settings.data / "w.duckdb")
    monkeypatch.setattr(step, "_SMALL_COUNT", 50)
    _grow(paths, 0, 100, hour=1)
    articles = Path(step.export(settings)[0])
    assert articles.name == "articles.csv"
    _grow(paths, 100, 101, hour=2)
    assert str(articles) in step.export(settings)
    assert _line_count(articles) == 101
    assert "1 of 101 articles behind" in told()
    _grow(paths, 101, 104, hour=3)
    step.export(settings)
    assert _line_count(articles) == 105
    _grow(paths, 104, 105, hour=27)
    step.export(settings)
    assert _line_count(articles) == 106
    _grow(paths, 105, 106, hour=28)
    articles.write_text("cut", encoding="utf-8")
    step.export(settings)
    assert _line_count(articles) == 107


def test_reports_of_a_small_warehouse_are_written_by_every_run() -> None:
    settings = read_settings()
    paths = WarehousePaths(published=settings.published, writer=settings.data / "w.duckdb")
    _grow(paths, 0, 100, hour=1)
    articles = Path(step.export(settings)[0])
    _grow(paths, 100, 101, hour=2)
    step.export(settings)
    assert _line_count(articles) == 102


def _grow(paths: WarehousePaths, first: int, end: int, hour: int) -> None:
    """Load articles numbered from `first` by a run that ends at an hour, and publish."""
    with open_writer(begin_warehouse(paths)) as connection:
        at = datetime(2026, 1, 6, tzinfo=UTC) + timedelta(hours=hour)
        connection.execute("INSERT INTO run VALUES (?, ?, ?, 'succeeded', 1, 1, 0, 0)", [f"r{hour}", at, at])
        connection.execute(
            "INSERT INTO article (article_id, outlet_id, url, published_at, published_basis, fetched_at, "
            "language, char_count, run_id) "
            "SELECT uuid(), 'a', 'http://a/' || n, $at, 'page', $at, 'en', 10, $run "
            "FROM range($first, $end) AS numbers (n)",
            {"at": at, "run": f"r{hour}", "first": first, "end": end},
        )
    publish(paths)


def _line_count(path: Path) -> int:
    return path.read_bytes().count(b"\r\n")
