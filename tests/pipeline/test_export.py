"""`parallax export`: what reports there are, their own parameters, and what is told when they are wrong."""

import os
from pathlib import Path

import pytest

from pipeline import export as step
from pipeline.cli import main
from pipeline.settings import read_settings
from warehouse import WarehousePaths, open_writer
from warehouse.publishing import publish

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
    with open_writer(WarehousePaths(published=published, writer=tmp_path / "w.duckdb")) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country) VALUES ('a', '=A', 'FR'), ('b', 'B', 'DE')"
        )
    publish(WarehousePaths(published=published, writer=tmp_path / "w.duckdb"))
    folder = tmp_path / "config" / "reports"
    folder.mkdir(parents=True)
    (folder / "country.sql").write_text(OWN, encoding="utf-8")
    return folder


def test_the_list_says_what_each_report_is_has_and_takes(reports: Path, capsys: Capture) -> None:
    assert main(["export", "--list"]) == 0
    told = capsys.readouterr().out
    assert "articles\n  title       Articles with outlet" in told
    assert told.count("  parameters  since, until\n") == 9
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
    assert captured.out.count("  title ") == 10
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
    assert len(list((tmp_path / "data" / "exports").glob("*.xlsx"))) == 9
    assert main(["export", "--param", "country=DE"]) == 0
    assert "country.csv  1 row\n" in capsys.readouterr().out


def test_a_run_leaves_out_what_needs_a_value(caplog: pytest.LogCaptureFixture) -> None:
    assert len(step.export(read_settings())) == 9
    assert "country is left out: it needs country" in caplog.text


@pytest.mark.parametrize("raw", ["country", "=DE"])
def test_a_parameter_has_a_name_and_a_value(raw: str, capsys: Capture) -> None:
    assert main(["export", "--param", raw]) == 2
    assert "give NAME=VALUE" in capsys.readouterr().err
