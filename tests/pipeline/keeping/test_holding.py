"""Which files hold a passage: in any spelling and packing, and those that nobody can look into."""

import bz2
import gzip
import json
import lzma
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from openpyxl import Workbook
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from model.limits import SOUGHT_BLOCK_BYTES
from pipeline.keeping.erasure_note import passages_of
from pipeline.keeping.holding import blank, holder_of
from warehouse.keeping.contents import Content

PASSAGE = "Zwölf Züge standen drei Stunden im Tunnel"
SOUGHT = ("example.org/2026/something-else", PASSAGE)
ROW = f"x,{PASSAGE},y\n"


def _warc(path: Path) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Encoding", "gzip")], protocol="HTTP/1.1")
        for text in ("nothing", ROW):
            packed = gzip.compress(text.encode())
            record = writer.create_warc_record(
                "https://a.example/",
                "response",
                payload=BytesIO(packed),
                length=len(packed),
                http_headers=headers,
            )
            writer.write_record(record)


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("empty.txt", "")
        folder.writestr("deep/rows.csv", ROW)


def _xlsx(path: Path) -> None:
    book = Workbook()
    book.active.append(["x", PASSAGE])
    book.save(path)


def _tables(path: Path, statement: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE rows AS SELECT i, [{{'title': '{PASSAGE}'}}] AS titles FROM range(5000) AS r(i)"
        )
        connection.execute(statement.format(path=path))


def _database(path: Path) -> None:
    _tables(
        path, "ATTACH '{path}' AS other; CREATE SCHEMA other.mine; CREATE TABLE other.mine.t AS FROM rows"
    )


HOLDING: dict[str, Callable[[Path], object]] = {
    "rows.csv": lambda path: path.write_text(ROW, encoding="utf-8"),
    "utf-16.txt": lambda path: path.write_text(ROW, encoding="utf-16"),
    "rows.json": lambda path: path.write_text(json.dumps([{"title": PASSAGE}]), encoding="utf-8"),
    "rows.jsonl": lambda path: path.write_text(json.dumps({"title": PASSAGE}, ensure_ascii=False)),
    "links.html": lambda path: path.write_text(f"?q={quote(PASSAGE)}"),
    "rows.csv.gz": lambda path: path.write_bytes(gzip.compress(b"a") + gzip.compress(ROW.encode())),
    "rows.csv.bz2": lambda path: path.write_bytes(bz2.compress(ROW.encode())),
    "rows.csv.xz": lambda path: path.write_bytes(lzma.compress(ROW.encode())),
    "rows.zip": _zip,
    "report.xlsx": _xlsx,
    "moved.warc.gz": _warc,
    "rows.parquet": lambda path: _tables(path, "COPY rows TO '{path}' (FORMAT parquet, COMPRESSION zstd)"),
    "warehouse.duckdb.damaged": _database,
    "between blocks": lambda path: path.write_bytes(b"-" * (SOUGHT_BLOCK_BYTES - 9) + ROW.encode()),
}


@pytest.mark.parametrize("name", HOLDING)
def test_a_file_that_holds_it_is_found(tmp_path: Path, name: str) -> None:
    HOLDING[name](tmp_path / name)
    found = holder_of(tmp_path / name, SOUGHT)
    assert found is not None
    assert found.why == "still holds it"
    assert holder_of(tmp_path / name, SOUGHT[:1]) is None


UNREADABLE: dict[str, bytes] = {
    "cut.csv.gz": gzip.compress(b"a,b" * 999)[:-9],
    "cut.parquet": b"PAR1 and then nothing",
    "cut.zip": b"PK\x03\x04 and then nothing",
    "cut.duckdb": b"\x00" * 8 + b"DUCK" + b"\x01" * 20_000,
    "rows.csv.zst": b"\x28\xb5\x2f\xfd and more",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_looked_into_may_hold_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(UNREADABLE[name])
    found = holder_of(tmp_path / name, SOUGHT)
    assert found is not None
    assert "cannot be looked into" in found.why


def test_logs_lose_it_in_place(tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    log.write_text(f"before\n{ROW}{json.dumps(PASSAGE)}\nafter\n", encoding="utf-8")
    with log.open("a", encoding="utf-8") as other_process:
        blank(log, SOUGHT)
        other_process.write("later\n")
    text = log.read_text(encoding="utf-8")
    assert holder_of(log, SOUGHT) is None
    assert [line for line in text.splitlines() if "*" not in line] == ["before", "after", "later"]
    (tmp_path / "empty.log").touch()
    blank(tmp_path / "empty.log", SOUGHT)


def test_passages_are_what_every_format_writes_as_it_is() -> None:
    words = Content(
        url="https://a.example/2026/01/06/some-story?id=1&page=2",
        other_url=None,
        title='Minister: "we will not wait for the others any longer"',
        text='<p>A "quoted" beginning & then a sentence that is long enough to be found again.\n' * 40,
    )
    passages = list(passages_of(words))
    assert passages[:2] == [
        "a.example/2026/01/06/some-story?id=1",
        "we will not wait for the others any longer",
    ]
    assert all(len(passage) <= 60 and not set(passage) & set("\"'<>&\\\n") for passage in passages)
    assert list(passages_of(Content(url=None, other_url=None, title="Short", text=None))) == []
