"""Many sheets in one workbook, behind one that says what they hold."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.warehouse.reports.test_readback import HOSTILE, office
from warehouse.reports import workbook
from warehouse.reports.cells import Kind, ReportColumn
from warehouse.reports.contents import FRONT, Sheet, WrittenSheet, write_sheets

TEXTS = [ReportColumn(name="text", kind=Kind.TEXT)]


def _sheet(name: str, texts: Sequence[str] = (), about: str = "Texts.") -> Sheet:
    return Sheet(name=name, about=about, columns=TEXTS, rows=[(text,) for text in texts])


def _written(path: Path, *sheets: Sheet, **facts: str) -> tuple[list[WrittenSheet], Any]:
    written = write_sheets(path, "Title", facts, sheets)
    return written, openpyxl.load_workbook(path)


def test_the_front_sheet_names_every_sheet_and_links_to_it(tmp_path: Path) -> None:
    _, book = _written(tmp_path / "x.xlsx", _sheet("first", "ab"), _sheet("second"), Run="r1")
    assert book.sheetnames == [FRONT, "first", "second"]
    assert list(book[FRONT].iter_rows(values_only=True)) == [
        ("Title", None, None, None),
        ("Run", "r1", None, None),
        (None, None, None, None),
        ("Sheet", "What it holds", "Rows", "Note"),
        ("first", "Texts.", 2, ""),
        ("second", "Texts.", 0, ""),
    ]
    assert [book[FRONT][cell].hyperlink.location for cell in ("A5", "A6")] == ["'first'!A1", "'second'!A1"]
    assert [cell.value for cell in book["first"]["A"]] == ["text", "a", "b"]


def test_names_of_sheets_fit_and_differ(tmp_path: Path) -> None:
    names = ["x" * 40, "X" * 31, "x" * 32, "contents", "history", "a/b", "a:b", "'", " ", "=1+1", "a!b"]
    written, book = _written(tmp_path / "x.xlsx", *map(_sheet, names))
    assert book.sheetnames == [
        *(FRONT, "x" * 31, "X" * 29 + " 2", "x" * 29 + " 3", "contents 2", "history 2", "a_b", "a_b 2"),
        *("_", "Sheet", "=1+1", "a!b"),
    ]
    assert [one.name for one in written] == names
    notes = [cell.value for cell in book[FRONT]["D"]]
    assert "In full: " + "x" * 40 in notes
    assert [cell.hyperlink.location for cell in book[FRONT]["A"] if cell.hyperlink] == [
        f"'{name}'!A1" for name in book.sheetnames[1:]
    ]


def test_what_is_beyond_the_last_row_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    written, book = _written(tmp_path / "x.xlsx", _sheet("long", "abc"), _sheet("short", "ab"))
    assert [one.is_cut for one in written] == [True, False]
    assert [cell.value for cell in book["long"]["A"]] == ["text", "a", "b"]
    rows = list(book[FRONT].iter_rows(min_row=4, values_only=True))
    assert [row[2] for row in rows] == [3, 2]
    assert "Only the first 2 rows are here" in rows[0][3]


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    sheets = [_sheet(f"sheet {number}", [text], about=text) for number, text in enumerate(HOSTILE)]
    _, book = _written(tmp_path / "x.xlsx", *sheets, **{"=1+1": "=2+2"})
    said = [cell.value or "" for cell in book[FRONT]["B"]][4:]
    assert len(said) == len(HOSTILE)
    assert said[0] == "=1+1"
    assert {cell.data_type for row in book[FRONT].iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert all("<f>" not in page for page in pages)
        assert not any("_rels" in name and "sheet" in name for name in archive.namelist())


def test_the_same_sheets_are_the_same_bytes(tmp_path: Path) -> None:
    for name in "12":
        write_sheets(tmp_path / f"{name}.xlsx", "Title", {}, [_sheet("a", HOSTILE)])
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


@pytest.mark.libreoffice
def test_libreoffice_opens_every_sheet_and_follows_its_links(tmp_path: Path) -> None:
    names = ["articles", "x" * 40, "a!b", "it's", "=1+1"]
    (tmp_path / "out").mkdir()
    written, _ = _written(tmp_path / "out" / "x.xlsx", *(_sheet(name, HOSTILE) for name in names))
    flat = office(tmp_path / "out" / "x.xlsx", "fods", tmp_path).read_text(encoding="utf-8")
    for sheet in written:
        assert f'table:name="{sheet.sheet}"' in flat
    assert flat.count("<text:a xlink:href=") == len(names)
    assert "table:formula" not in flat
