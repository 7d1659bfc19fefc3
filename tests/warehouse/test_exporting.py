"""Reports as CSV: the same bytes each time, and nothing that a spreadsheet runs."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from model import ConfigurationError, PermanentError
from warehouse import WarehousePaths, open_writer
from warehouse.exporting import export, export_names
from warehouse.publishing import publish

TITLES = {
    1: '=HYPERLINK("http://x.example")',
    2: " +1",
    3: "\ttab first",
    4: "\u00a0@SUM(A1)",
    5: "\uff1d1+1",
    6: 'He said "no",\nthen left',
    7: "Ελλάδα - plain",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute("INSERT INTO outlet (outlet_id, name) VALUES ('a', '-A')")
        connection.executemany(
            """
            INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at,
                language, char_count, run_id)
            VALUES (uuid(), 'a', ?, ?, TIMESTAMPTZ '2026-01-01 12:00:00+00' + to_days(?), 'feed', now(),
                'en', 100, 'r')
            """,
            [[f"http://a.example/{day}", title, day] for day, title in TITLES.items()],
        )
    publish(paths)
    return paths.published


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_formula_cells_are_defused_and_others_untouched(published: Path, tmp_path: Path) -> None:
    (file,) = export(published, ["articles"], tmp_path, None, None)
    titles = {int(row["url"][-1]): row["title"] for row in _rows(file.path)}
    assert titles == {day: f"'{title}" if day <= 5 else title for day, title in TITLES.items()}
    assert file.row_count == len(TITLES)


def test_times_carry_their_zone_and_lines_end_as_the_rfc_says(published: Path, tmp_path: Path) -> None:
    (file,) = export(published, ["articles"], tmp_path, None, None)
    assert _rows(file.path)[0]["published_at"] == "2026-01-02T12:00:00Z"
    assert file.path.read_bytes().split(b"\r\n", 1)[0].startswith(b"article_id,")


def test_two_exports_are_the_same_bytes(published: Path, tmp_path: Path) -> None:
    first = export(published, [], tmp_path / "1", None, None)
    second = export(published, [], tmp_path / "2", None, None)
    assert [file.name for file in first] == list(export_names())
    assert [file.path.read_bytes() for file in first] == [file.path.read_bytes() for file in second]


def test_since_is_in_and_until_is_out(published: Path, tmp_path: Path) -> None:
    since, until = datetime(2026, 1, 3, 12, tzinfo=UTC), datetime(2026, 1, 6, 12, tzinfo=UTC)
    (file,) = export(published, ["articles"], tmp_path, since, until)
    assert [row["url"][-1] for row in _rows(file.path)] == ["2", "3", "4"]


@pytest.mark.parametrize("name", list(export_names()))
def test_every_report_takes_a_span(published: Path, tmp_path: Path, name: str) -> None:
    since, until = datetime(2030, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    (file,) = export(published, [name], tmp_path, since, until)
    assert file.row_count == (1 if name == "outlets" else 0)


def test_a_report_named_twice_is_written_once(published: Path, tmp_path: Path) -> None:
    assert len(export(published, ["outlets", "outlets"], tmp_path, None, None)) == 1


def test_every_unknown_name_is_told(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        export(published, ["nope", "outlets", "neither"], tmp_path / "out", None, None)
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "out").exists()


def test_a_warehouse_without_the_tables_is_told(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    duckdb.connect(path).close()
    with pytest.raises(PermanentError, match="lacks what the report"):
        export(path, ["outlets"], tmp_path, None, None)
    assert list(tmp_path.glob("*.csv")) == []
