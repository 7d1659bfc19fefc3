"""Workbooks within the limits of Excel: what is cut, what becomes a text and what is refused."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import PermanentError
from tests.warehouse.exported import export
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.reports import workbook
from warehouse.reports.cells import Kind, ReportColumn
from warehouse.reports.exporting import ExportOptions
from warehouse.reports.workbook import LONGEST_TEXT, write_workbook


def _cells(path: Path, kind: Kind, values: Sequence[Any], sheet: str = "report") -> list[Any]:
    write_workbook(path, sheet, [ReportColumn(name="value", kind=kind)], [(value,) for value in values])
    page = openpyxl.load_workbook(path).active
    return [cell.value for cell in page["A"]][1:]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        ("x" * (LONGEST_TEXT + 1), "x" * (LONGEST_TEXT - 1) + "…"),
        ("👩" * 16_383 + "x", "👩" * 16_383 + "x"),
        ("👩" * 16_384, "👩" * 16_383 + "…"),
        ("x" + "👩" * 16_384, "x" + "👩" * 16_382 + "…"),
    ],
)
def test_a_text_longer_than_a_cell_is_cut_between_characters(tmp_path: Path, text: str, cut: str) -> None:
    assert _cells(tmp_path / "x.xlsx", Kind.TEXT, [text, "next"]) == [cut, "next"]


def test_what_has_no_end_and_whole_numbers_of_any_length_are_texts(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 2)  # noqa: DTZ001 - as a cell holds it
    moments = [datetime.max, datetime.min, moment]  # noqa: DTZ901
    assert _cells(tmp_path / "x.xlsx", Kind.MOMENT, moments) == ["infinity", "-infinity", moment]
    assert _cells(tmp_path / "y.xlsx", Kind.DAY, [date.max]) == ["infinity"]
    # As DuckDB hands a BIGNUM over.
    assert _cells(tmp_path / "z.xlsx", Kind.NUMBER, ["-12345678901234567890123", 5]) == [
        "-12345678901234567890123",
        5,
    ]


def test_numbers_stay_numbers_as_long_as_they_are_exact(tmp_path: Path) -> None:
    values = [
        0,
        -5,
        0.25,
        Decimal("1.50"),
        1e300,
        10**15 - 1,
        10**15,
        -(10**20),
        math.inf,
        -math.inf,
        math.nan,
    ]
    assert _cells(tmp_path / "x.xlsx", Kind.NUMBER, values) == [
        *(0, -5, 0.25, 1.5, 1e300, 10**15 - 1),
        *("1000000000000000", "-100000000000000000000", "inf", "-inf", "nan"),
    ]


def test_times_that_a_sheet_does_not_know_are_texts(tmp_path: Path) -> None:
    at, early = datetime(2026, 1, 2, 3, 4, 5), datetime(1899, 5, 6)  # noqa: DTZ001 - a sheet knows no zone
    found = _cells(tmp_path / "x.xlsx", Kind.MOMENT, [at, None, early])
    assert found == [at, None, "1899-05-06T00:00:00"]
    assert _cells(tmp_path / "x.xlsx", Kind.DAY, [date(1900, 2, 28)]) == ["1900-02-28"]


@pytest.mark.parametrize("sheet", ["a/b:c*d?e[f]\\", "x" * 40, "'quoted'"])
def test_a_report_of_any_name_has_a_sheet(tmp_path: Path, sheet: str) -> None:
    assert _cells(tmp_path / "x.xlsx", Kind.TEXT, ["x"], sheet) == ["x"]


def test_no_rows_are_a_header(tmp_path: Path) -> None:
    assert _cells(tmp_path / "x.xlsx", Kind.TEXT, []) == []


@settings(max_examples=60)
@given(st.lists(st.text(), max_size=5))
def test_any_text_makes_a_workbook_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    cells = _cells(tmp_path_factory.mktemp("any") / "x.xlsx", Kind.TEXT, texts)
    assert len(cells) == len(texts)
    for text, cell in zip(texts, cells, strict=True):
        if text.isprintable() and "_x" not in text:
            assert cell == text


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute("INSERT INTO outlet (outlet_id, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C')")
    publish(paths)
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(PermanentError, match=r"report outlets has 3 rows .* --since and --until, or"):
        export(paths.published, ["outlets"], tmp_path / "out", ExportOptions(file_format="xlsx"))
    assert list((tmp_path / "out").iterdir()) == []
