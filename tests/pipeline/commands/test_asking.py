"""Queries from files and standard input, workbooks as answers, and what the warehouse says of itself."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main
from tests.made_once import begin_warehouse
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish

Capture = pytest.CaptureFixture[str]
OLD_FEED = "http://user:secret@old.example/rss"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "outlets.toml"))
    paths = begin_warehouse(
        WarehousePaths(published=tmp_path / "warehouse.duckdb", writer=tmp_path / "w" / "w.duckdb")
    )
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country) VALUES ('a', '=1+1', 'FR'), ('b', 'B', NULL)"
        )
        connection.execute(
            "INSERT INTO feed (feed_id, outlet_id, url, status, failure_count) "
            "VALUES ('f', 'b', ?, 'active', 0)",
            [OLD_FEED],
        )
    publish(paths)
    (tmp_path / "outlets.toml").write_text('[[outlet]]\nid = "a"\nfeeds = ["https://a.example/rss"]\n')
    return tmp_path


def test_a_query_is_read_from_a_file_or_from_standard_input(
    data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "-- Élysée\nSELECT outlet_id FROM outlet ORDER BY ALL;\n"
    file = data / "a query.sql"
    file.write_text(query, encoding="utf-8-sig")
    for arguments in (["-f", str(file)], ["--file", str(file)], ["-"], ["-f", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(query.encode())))
        assert main(["sql", "--format", "csv", *arguments]) == 0
        assert capsys.readouterr().out.split() == ["outlet_id", "a", "b"]


@pytest.mark.parametrize(
    ("content", "arguments", "code", "told"),
    [
        (b"SELECT 1; SELECT 2", [], 1, "there are 2 here. Run each on its own."),
        (b"SELECT 1", ["SELECT 2"], 2, "not both"),
        (b"\xff", [], 2, "must be UTF-8"),
        (None, [], 2, "cannot be read: No such file or directory"),
        (b"DROP TABLE outlet", [], 1, "Only reading is allowed here"),
        (b"x" * 9_000_000, [], 1, "The query is longer than"),
    ],
)
def test_what_is_no_query_is_told(
    data: Path, capsys: Capture, content: bytes | None, arguments: list[str], code: int, told: str
) -> None:
    if content is not None:
        (data / "q.sql").write_bytes(content)
    assert main(["sql", "-f", str(data / "q.sql"), *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err


def test_no_query_at_all_names_the_ways_to_give_one(capsys: Capture) -> None:
    assert main(["sql"]) == 2
    assert "give QUERY, --file FILE, or - for standard input" in capsys.readouterr().err


def _sheet(path: Path) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in openpyxl.load_workbook(path).active.rows]


def test_a_workbook_has_the_rows_in_order_and_no_formula(data: Path) -> None:
    out = data / "answer.xlsx"
    assert (
        main(
            [
                "sql",
                "SELECT name, country FROM outlet ORDER BY name DESC",
                "--format",
                "xlsx",
                "--out",
                str(out),
            ]
        )
        == 0
    )
    assert _sheet(out) == [("name", "country"), ("B", None), ("=1+1", "FR")]
    assert openpyxl.load_workbook(out).active["A3"].data_type == "s"


@pytest.mark.parametrize(
    "query", ["DESCRIBE outlet", "SUMMARIZE outlet", "SHOW TABLES", "PIVOT outlet ON country"]
)
def test_a_workbook_is_written_of_whatever_reads(data: Path, query: str) -> None:
    out = data / "answer.xlsx"
    assert main(["sql", query, "--format", "xlsx", "--out", str(out)]) == 0
    assert len(_sheet(out)) > 1


def test_a_workbook_cannot_be_printed_and_a_failure_leaves_none(data: Path, capsys: Capture) -> None:
    assert main(["sql", "SELECT 1", "--format", "xlsx"]) == 2
    assert "name a file with --out" in capsys.readouterr().err
    assert main(["sql", "FROM range(1100000)", "--format", "xlsx", "--out", str(data / "a.xlsx")]) == 1
    assert "a sheet of Excel holds" in capsys.readouterr().err
    assert not [path for path in data.iterdir() if "xlsx" in path.name]


@pytest.mark.parametrize(
    ("query", "word"),
    [("FROM fetch", "fetch"), ("SELECT fetch.url FROM fetch", "fetch"), ("SELECT end FROM mention", "end")],
)
def test_a_reserved_name_is_to_be_quoted(capsys: Capture, query: str, word: str) -> None:
    assert main(["sql", query]) == 1
    assert f'{word} is a reserved word of SQL: quote it, as in "{word}".' in capsys.readouterr().err


@pytest.mark.parametrize(
    "query", ["SELECT 1 FROM WHERE", "FROM nowhere", "SELECT FROM FROM outlet", "SELECT ("]
)
def test_other_errors_have_no_such_hint(capsys: Capture, query: str) -> None:
    assert main(["sql", query]) == 1
    assert "quote it" not in capsys.readouterr().err


def test_views_come_first_and_each_has_its_sentence(capsys: Capture) -> None:
    assert main(["tables", "--format", "json"]) == 0
    captured = capsys.readouterr()
    rows = json.loads(captured.out)
    kinds = [row["kind"] for row in rows]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"view", "table"}
    assert all(row["comment"] for row in rows)
    assert {"event_summary", "article", "fetch"} <= {row["name"] for row in rows}
    assert main(["tables", "--all", "--format", "json"]) == 0
    more = json.loads(capsys.readouterr().out)
    assert more[: len(rows)] == rows
    assert {row["kind"] for row in more[len(rows) :]} == {"internal table"}
    assert f"{len(more) - len(rows)} tables that only Parallax itself reads" in captured.err


def test_a_table_shows_its_columns_with_types_and_comments(capsys: Capture) -> None:
    assert main(["tables", "FETCH", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] == {"column": "fetch_id", "type": "UUID NOT NULL", "comment": "Id of the request."}
    assert main(["tables", "outlet"]) == 0
    assert capsys.readouterr().out.startswith("Who publishes.")


def test_an_unknown_table_is_told_with_those_it_resembles(capsys: Capture) -> None:
    assert main(["tables", "artcle"]) == 1
    assert "Did you mean article" in capsys.readouterr().err


def test_feeds_of_earlier_runs_are_listed_beside_the_catalog(data: Path, capsys: Capture) -> None:
    assert main(["feeds", "list", "--format", "json"]) == 0
    captured = capsys.readouterr()
    old, own = json.loads(captured.out)
    assert (own["outlet_id"], own["listed_in"], own["status"]) == ("a", "catalog", None)
    assert (old["feed_id"], old["listed_in"], old["status"]) == ("f", "warehouse", "active")
    assert "secret" not in captured.out
    assert f"1 feed of earlier runs not in the catalog {data / 'outlets.toml'}." in captured.err
    (data / "demo").mkdir()
    (data / "demo" / "outlets.toml").touch()
    assert main(["feeds", "list"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("outlet_id  status  listed_in  url")
    assert f"PARALLAX_CATALOG={data / 'demo' / 'outlets.toml'} lists those of the demo" in captured.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (lambda data: ["export", "--out", str(data / "outlets.toml")], "is a file; name a folder"),
        (lambda data: ["feeds", "export", "--out", str(data)], "is a folder: name a file"),
    ],
)
def test_a_wrong_kind_of_target_is_told(
    data: Path, capsys: Capture, arguments: Callable[[Path], list[str]], told: str
) -> None:
    assert main(arguments(data)) == 2
    assert told in capsys.readouterr().err


def test_an_export_of_nothing_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "none"))
    assert main(["export"]) == 1
    assert not (tmp_path / "none").exists()
