"""What is exported is read back equal by pandas, polars, DuckDB, R, a reader of workbooks and LibreOffice."""

import csv
import hashlib
import shutil
import subprocess
import uuid
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from reports.cells import cell_text
from tests.warehouse.exported import export
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.csv_dialect import FORMULA, defused
from warehouse.reports.exporting import ExportOptions
from warehouse.reports.formats import FILE_FORMATS

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example";"y")',
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1:A9)",
    " =1+1",
    "\u00a0\u3000=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\x01=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\ufe661+1",
    "\tafter a tab",
    "\nafter a line feed",
    "'=1+1",
    "''=1+1",
    "'\tx",
    "'quoted'",
    '"=1+1"',
    '"',
    'a "word", a comma; a semicolon',
    "two\nlines",
    "two\r\nlines",
    "tab\tinside",
    "<b>&amp;</b>",
    "_x0041_",
    "007",
    "1e5",
    "2026-01-02",
    "1/2",
    "TRUE",
    "http://x.example/a b",
    "שלום עולם",
    "مرحبا =1+1",
    "日本語、テスト",
    "हिन्दी",
    "👩‍👩‍👧 🇬🇷",
    " around ",
    "NULL",
    "#N/A",
    "",
]
REPORT = """\
-- Title: Every kind of cell
-- Grain: one row for each article
-- Columns: number, title, listed, parts, mapped, one_of, lasting, either, at, exactly, local, day, big,
--     share, =named, id, ids
SELECT
    number,
    title,
    [title, 'x'] AS listed,
    {'title': title} AS parts,
    map {title: 1} AS mapped,
    CASE WHEN number % 2 = 0 THEN '=1+1' ELSE 'x' END::ENUM('=1+1', 'x') AS one_of,
    INTERVAL (number) DAY AS lasting,
    union_value(text := title) AS either,
    TIMESTAMPTZ '2026-01-02 03:04:05+00' + to_days(number) AS at,
    TIMESTAMPTZ '2026-01-02 03:04:05.250+00' AS exactly,
    TIMESTAMP '2026-01-02 03:04:05' AS local,
    DATE '2026-01-02' - number AS day,
    12345678901234567890123 * number AS big,
    CASE WHEN number = 3 THEN NULL ELSE -number / 4 END AS share,
    title AS "=named",
    CASE WHEN number <> 3 THEN md5(number::VARCHAR)::UUID END AS id,
    [md5(number::VARCHAR)::UUID] AS ids
FROM hostile
ORDER BY number
"""
COUNT = len(HOSTILE)
IDS = [None if n == 3 else str(uuid.UUID(hashlib.md5(str(n).encode()).hexdigest())) for n in range(COUNT)]  # noqa: S324


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute("CREATE TABLE hostile (number INTEGER, title VARCHAR)")
        connection.executemany("INSERT INTO hostile VALUES (?, ?)", list(enumerate(HOSTILE)))
    publish(paths)
    (folder / "reports").mkdir()
    (folder / "reports" / "cells.sql").write_text(REPORT, encoding="utf-8")
    return paths.published


def _exported(warehouse: Path, out: Path, form: str, *, with_bom: bool = False) -> Path:
    own = warehouse.parent / "reports"
    (file,) = export(
        warehouse, ["cells"], out, ExportOptions(file_format=form, with_bom=with_bom, own_reports=own)
    )
    assert file.row_count == COUNT
    return file.path


def _undone(cell: str) -> str:
    """Take back what the guard did, as the documentation says."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _in_csv(text: str) -> str:
    return defused(text)


def test_the_guard_can_be_undone_for_every_text() -> None:
    guarded = [defused(text) for text in HOSTILE]
    assert [_undone(cell) for cell in guarded] == HOSTILE
    assert all(cell[:1] not in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") for cell in guarded if cell)


@pytest.mark.parametrize("with_bom", [False, True])
def test_pandas_reads_the_csv(warehouse: Path, tmp_path: Path, with_bom: bool) -> None:  # noqa: FBT001
    path = _exported(warehouse, tmp_path, "csv", with_bom=with_bom)
    frame = pd.read_csv(path, dtype={"title": str}, keep_default_na=False, na_values={"share": [""]})
    assert list(frame["title"]) == [_in_csv(text) for text in HOSTILE]
    assert list(frame["'=named"]) == [_in_csv(text) for text in HOSTILE]
    assert frame["number"].dtype.kind == "i"
    assert frame["share"].dropna().tolist() == [-n / 4 for n in range(COUNT) if n != 3]
    at = pd.to_datetime(frame["at"])
    assert at[1].to_pydatetime() == datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC)
    assert frame["exactly"][0] == "2026-01-02T03:04:05.250000Z"
    assert frame["local"][0] == "2026-01-02T03:04:05"
    assert frame["day"][2] == "2025-12-31"
    assert {cell[0] for cell in frame["listed"]} == {"["}
    assert {cell[0] for name in ("parts", "mapped", "either") for cell in frame[name]} == {"{"}
    assert set(frame["one_of"]) == {"'=1+1", "x"}
    assert frame["lasting"][1] == "1 day"
    assert int(frame["big"][2]) == 2 * 12345678901234567890123


def test_duckdb_reads_the_csv_without_being_told_how(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path, "csv")
    query = 'SELECT number, title, "at", day, share FROM read_csv(?)'
    rows = duckdb.execute(query, [str(path)]).fetchall()
    assert [row[1] or "" for row in rows] == [_in_csv(text) for text in HOSTILE]
    assert rows[1][2] == datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC)
    assert rows[1][3] == date(2026, 1, 1)
    assert [row[4] for row in rows] == [None if n == 3 else -n / 4 for n in range(COUNT)]


def test_every_record_of_the_csv_ends_as_the_rfc_says(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path, "csv")
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream, strict=True))
    assert {len(row) for row in rows} == {17}
    assert len(rows) == COUNT + 1
    assert path.read_bytes().endswith(b"\r\n")


def test_parquet_keeps_texts_and_kinds(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path, "parquet")
    frame = pd.read_parquet(path)
    assert list(frame["title"]) == HOSTILE
    assert str(frame["at"].dtype) == "datetime64[us, UTC]"
    rows = duckdb.execute("SELECT title, listed[1], parts.title FROM read_parquet(?)", [str(path)]).fetchall()
    assert rows == [(text, text, text) for text in HOSTILE]


def test_ids_of_every_format_are_equal_in_pandas(warehouse: Path, tmp_path: Path) -> None:
    paths = {form: _exported(warehouse, tmp_path, form) for form in FILE_FORMATS}
    frames = [pd.read_csv(paths["csv"]), pd.read_parquet(paths["parquet"]), pd.read_excel(paths["xlsx"])]
    for frame in frames:
        assert [None if pd.isna(cell) else cell for cell in frame["id"]] == IDS
    first, second, third = (frame[["id"]].dropna() for frame in frames)
    assert len(first.merge(second).merge(third)) == COUNT - 1
    assert (second["id"] == IDS[5]).sum() == 1
    assert [list(cell) for cell in frames[1]["ids"]][5] == [IDS[5]]


def test_ids_of_csv_and_parquet_are_equal_in_duckdb(warehouse: Path, tmp_path: Path) -> None:
    paths = [str(_exported(warehouse, tmp_path, form)) for form in ("csv", "parquet")]
    query = "SELECT count(*), any_value(typeof(p.id)) FROM read_csv(?) JOIN read_parquet(?) AS p USING (id)"
    assert duckdb.execute(query, paths).fetchall() == [(COUNT - 1, "VARCHAR")]


def test_an_interval_is_the_same_text_in_every_file(warehouse: Path, tmp_path: Path) -> None:
    texts = ["00:00:00", "1 day", *(f"{n} days" for n in range(2, COUNT))]
    for form, read in (("csv", pd.read_csv), ("parquet", pd.read_parquet), ("xlsx", pd.read_excel)):
        assert list(read(_exported(warehouse, tmp_path, form))["lasting"]) == texts


@pytest.mark.parametrize(
    "text",
    [
        *("90 minutes", "1 day 2 hours", "-90 minutes", "-1 day", "-2 days -3 hours", "5 days", "0 s"),
        *("2 days 250 milliseconds", "-1 microsecond"),
    ],
)
def test_a_query_shows_an_interval_as_a_file_has_it(text: str) -> None:
    query = "SELECT made, made::VARCHAR FROM (SELECT CAST(? AS INTERVAL) AS made)"
    (row,) = duckdb.execute(query, [text]).fetchall()
    assert cell_text(row[0]) == row[1]


def test_polars_reads_and_writes_every_column(warehouse: Path, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_parquet(_exported(warehouse, tmp_path, "parquet"))
    assert frame["title"].to_list() == HOSTILE
    assert frame["id"].to_list() == IDS
    assert frame["ids"].to_list()[5] == [IDS[5]]
    assert frame.filter(polars.col("id") == IDS[5])["number"].to_list() == [5]
    of_csv = polars.read_csv(_exported(warehouse, tmp_path, "csv"), schema_overrides={"title": polars.String})
    assert of_csv.join(frame, on="id").height == COUNT - 1
    frame.select("id", "title", "lasting", "at", "day").write_csv(tmp_path / "again.csv")
    assert polars.read_csv(tmp_path / "again.csv")["id"].to_list() == IDS


_IN_R = """
of_csv <- read.csv(commandArgs(TRUE)[1], na.strings = "", encoding = "UTF-8")
cat(sum(is.na(of_csv$id)), nrow(of_csv), of_csv$id[6], "\n")
if (requireNamespace("readxl", quietly = TRUE)) {
    of_sheet <- readxl::read_xlsx(commandArgs(TRUE)[2])
    cat(nrow(merge(of_csv[!is.na(of_csv$id), ], of_sheet, by = "id")), "\n")
}
"""


def test_r_reads_the_ids(warehouse: Path, tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed (Rscript is not on the path)")
    paths = [str(_exported(warehouse, tmp_path, form)) for form in ("csv", "xlsx")]
    done = subprocess.run(
        [rscript, "-e", _IN_R, *paths], capture_output=True, text=True, timeout=120, check=True
    )
    first, *merged = done.stdout.splitlines()
    assert first.split() == ["1", str(COUNT), IDS[5]]
    assert [line.strip() for line in merged] in ([], [str(COUNT - 1)])


def _in_sheet(text: str) -> str:
    """Return what an Excel reader that knows nothing of escaped characters sees."""
    return text.replace("\r\n", "\n").replace("_x0041_", "_x005F_x0041_").replace("\x01", "_x0001_")


def test_a_workbook_has_texts_numbers_and_times(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows(values_only=True))
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [cell["title"] for cell in cells] == [_in_sheet(text) for text in HOSTILE]
    assert [cell["number"] for cell in cells] == list(range(COUNT))
    assert [cell["share"] for cell in cells] == [None if n == 3 else -n / 4 for n in range(COUNT)]
    assert cells[1]["at"] == datetime(2026, 1, 3, 3, 4, 5)  # noqa: DTZ001 - a sheet knows no zone
    assert cells[0]["exactly"].microsecond == 250_000
    assert cells[2]["day"] == datetime(2025, 12, 31)  # noqa: DTZ001
    assert cells[2]["big"] == "24691357802469135780246"
    assert cells[1]["one_of"] == "x"
    assert {cell.data_type for cell in sheet["B"]} == {"s"}
    assert sheet["I2"].number_format.endswith('" UTC"')
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "<hyperlink" not in page
    frame = pd.read_excel(path, dtype={"title": str}, keep_default_na=False)
    assert list(frame["title"]) == [_in_sheet(text) for text in HOSTILE]


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_the_same_data_gives_the_same_bytes(warehouse: Path, tmp_path: Path, form: str) -> None:
    first, second = (_exported(warehouse, tmp_path / name, form) for name in "12")
    assert first.read_bytes() == second.read_bytes()


def office(path: Path, into: str, out: Path, reading: str = "") -> Path:
    """Convert a file with LibreOffice, as a user who opens and saves it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed (soffice is not on the path)")
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", into, "--outdir", str(out), str(path)]
    if reading:
        command.insert(3, f"--infilter={reading}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = out / f"{path.stem}.{into.split(':', maxsplit=1)[0]}"
    assert made.exists(), done.stdout + done.stderr
    return made


# Separated by commas, in UTF-8; of every column the text as it stands, or whatever LibreOffice makes of it.
_AS_TEXT = "CSV:44,34,76,1," + "/".join(f"{number}/2" for number in range(1, 18)) + ",0,false,false"
_AS_FOUND = "CSV:44,34,76,1,,0,false,true"
_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


def _rows_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.reader(stream))


def _unix(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.replace("\r\n", "\n") for cell in row] for row in rows]


@pytest.mark.libreoffice
def test_libreoffice_reads_every_cell_of_the_csv(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path / "out", "csv")
    again = office(path, _TO_CSV, tmp_path, _AS_TEXT)
    assert _unix(_rows_of(again)) == _unix(_rows_of(path))


@pytest.mark.libreoffice
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_takes_no_cell_for_a_formula(warehouse: Path, tmp_path: Path, form: str) -> None:
    path = _exported(warehouse, tmp_path / "out", form)
    flat = office(path, "fods", tmp_path, _AS_FOUND if form == "csv" else "").read_text(encoding="utf-8")
    assert "1+1" in flat
    assert "table:formula" not in flat
    assert 'office:value-type="float"' in flat


@pytest.mark.libreoffice
def test_libreoffice_reads_every_cell_of_the_workbook(warehouse: Path, tmp_path: Path) -> None:
    path = _exported(warehouse, tmp_path / "out", "xlsx")
    rows = _rows_of(office(path, _TO_CSV, tmp_path))
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [cell["title"].replace("\r\n", "\n") for cell in cells] == [
        text.replace("\r\n", "\n") for text in HOSTILE
    ]
    assert [cell["at"] for cell in cells][:2] == ["2026-01-02 03:04:05 UTC", "2026-01-03 03:04:05 UTC"]
    assert [cell["id"] or None for cell in cells] == IDS
    assert [cell["day"] for cell in cells][:2] == ["2026-01-02", "2026-01-01"]
    assert [float(cell["share"]) for cell in cells if cell["share"]] == [
        -n / 4 for n in range(COUNT) if n != 3
    ]
