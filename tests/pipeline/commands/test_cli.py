"""The command line, with real files and a real warehouse."""

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipeline.catalog.reading import feed_id
from pipeline.cli import main
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.definition import read_reports

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
URL = "https://a.example/rss"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    paths = WarehousePaths(published=folder / "warehouse.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name) VALUES ('a', '=1+1'), ('b', '[red]B\x1b[31m\u202e, \"q\"')"
        )
        connection.execute(
            "INSERT INTO feed (feed_id, outlet_id, url, status, next_due_at, failure_count) "
            "VALUES (?, 'a', ?, 'failing', TIMESTAMPTZ '2026-01-02 03:04:05+00', 2)",
            [feed_id("a", URL), URL],
        )
    publish(paths)
    return paths.published


@pytest.fixture(autouse=True)
def data(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "config" / "outlets.toml"))
    monkeypatch.setenv("PARALLAX_WAREHOUSE", str(built))
    return tmp_path


def _catalog(data: Path, text: str = f'[[outlet]]\nid = "a"\nfeeds = ["{URL}"]\n') -> Path:
    path = data / "config" / "outlets.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.cli import main; main(['--help']);"
        "sys.exit(bool({'duckdb', 'airflow', 'trafilatura', 'rich', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "export" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["sql"],
        ["sql", "SELECT 1", "--format", "xml"],
        ["sql", "SELECT 1", "--timeout", "nan"],
        ["sql", "SELECT 1", "--timeout", "0"],
        ["sql", "SELECT 1", "--format", "parquet"],
        ["sql", "SELECT 1", "--out", "/nowhere/at/all.csv"],
        ["sql", "SELECT 1", "--out", "/"],
        ["up", "--port", "0"],
        ["export", "nope"],
        ["export", "--since", "yesterday"],
        ["export", "--since", "0001-01-01T00:00:00+14:00"],
        ["export", "--since", "2026-02-01", "--until", "2026-01-01"],
        ["feeds"],
        ["feeds", "list"],
        ["feeds", "add", "nope"],
        ["feeds", "remove", "nope"],
        ["feeds", "import", "/nowhere.opml"],
        ["feeds", "export"],
        ["demo", "--corpus", "/nowhere"],
    ],
)
def test_wrong_usage_is_two_and_told_on_stderr(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "parallax" in captured.err
    assert "Traceback" not in captured.err


def test_every_line_of_an_error_names_parallax(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PARALLAX_SLOTS", "x")
    monkeypatch.setenv("PARALLAX_PROXY", "y\x1b[31m")
    assert main(["sql", "SELECT 1"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("parallax: PARALLAX_") for line in lines)


def test_a_wrong_query_is_one_with_the_message_of_duckdb(capsys: Capture) -> None:
    assert main(["sql", "SELECT nope FROM outlet"]) == 1
    err = capsys.readouterr().err
    assert 'Referenced column "nope" not found' in err
    assert all(line.startswith("parallax: ") for line in err.splitlines())


@pytest.mark.parametrize(
    "query", ["DROP TABLE outlet", "SELECT 1; SELECT 2", "FROM read_text('/etc/passwd')"]
)
def test_a_query_only_reads(query: str, capsys: Capture) -> None:
    assert main(["sql", query]) == 1
    assert "root" not in capsys.readouterr().out


def test_a_missing_warehouse_is_one(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PARALLAX_WAREHOUSE", str(data / "none.duckdb"))
    assert main(["sql", "SELECT 1"]) == 1
    assert "`parallax run`" in capsys.readouterr().err


def test_a_table_is_whole_and_what_is_hostile_stays_text(capsys: Capture) -> None:
    assert (
        main(["sql", "SELECT outlet_id, name, repeat('x', 3000) AS long, NULL FROM outlet ORDER BY 1"]) == 0
    )
    out = capsys.readouterr().out
    assert out.count("x" * 3000) == 2
    assert "[red]B\\u001b[31m\\u202e" in out
    assert "\x1b" not in out
    assert "NULL" in out


def test_csv_is_rfc_4180_and_defused(capsys: Capture) -> None:
    query = """
        SELECT name, TIMESTAMPTZ '2026-01-02 03:04:05+00' AS at, -1.5 AS number,
            NULL AS nothing, [1, 2] AS list,
            'a' || chr(10) || 'b' AS lines, '-x' AS "=column"
        FROM outlet ORDER BY outlet_id
    """
    assert main(["sql", query, "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("name,at,number,nothing,list,lines,'=column\r\n")
    rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    assert rows[1] == ["'=1+1", "2026-01-02T03:04:05Z", "-1.5", "", "[1, 2]", "a\nb", "'-x"]
    assert rows[2][0] == '[red]B\x1b[31m\u202e, "q"'


def test_csv_tells_a_missing_value_from_an_empty_text(capsys: Capture) -> None:
    assert main(["sql", "SELECT NULL AS a, '' AS b, true AS c, '\"' AS d", "--format", "csv"]) == 0
    assert capsys.readouterr().out == 'a,b,c,d\r\n,"",true,""""\r\n'


def test_csv_has_a_line_for_a_row_of_one_missing_value(capsys: Capture) -> None:
    assert main(["sql", "SELECT NULL AS a", "--format", "csv"]) == 0
    assert capsys.readouterr().out == 'a\r\n""\r\n'


@pytest.mark.parametrize("value", ["NULL", "''", "true", "'=1'", "12.50::DECIMAL(4, 2)", "'a' || chr(10)"])
def test_csv_of_an_answer_is_that_of_an_export(data: Path, value: str, capsys: Capture) -> None:
    query = f"SELECT {value} AS a, 1 AS b"
    (data / "config" / "reports").mkdir(parents=True)
    header = "-- Title: One\n-- Grain: one row\n-- Columns: a, b\n"
    (data / "config" / "reports" / "one.sql").write_text(f"{header}{query}\n")
    assert main(["export", "one", "--out", str(data / "out")]) == 0
    capsys.readouterr()
    assert main(["sql", query, "--format", "csv"]) == 0
    assert capsys.readouterr().out.encode() == (data / "out" / "one.csv").read_bytes()


def test_json_is_an_array_of_objects(capsys: Capture) -> None:
    query = """
        SELECT 'nan'::FLOAT AS n, TIMESTAMPTZ '2026-01-02 03:04:05+00' AS at,
            DATE '2026-01-02' AS day, 1 AS n,
            '00000000-0000-0000-0000-000000000001'::UUID AS id, MAP {1: ['x']} AS m,
            'é\u202e' AS t, true AS b,
            1.5::DECIMAL(4, 2) AS d, 'x'::BLOB AS bytes, 'infinity'::DOUBLE AS inf, NULL AS nothing
    """
    assert main(["sql", query, "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert json.loads(out) == [
        {
            "n": None,
            "at": "2026-01-02T03:04:05Z",
            "day": "2026-01-02",
            "n_1": 1,
            "id": "00000000-0000-0000-0000-000000000001",
            "m": {"1": ["x"]},
            "t": "é\u202e",
            "b": True,
            "d": 1.5,
            "bytes": "78",
            "inf": None,
            "nothing": None,
        }
    ]


def test_json_of_no_rows_is_an_empty_array(capsys: Capture) -> None:
    assert main(["sql", "SELECT 1 WHERE false", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_an_answer_goes_whole_into_a_file(data: Path, form: str, capsys: Capture) -> None:
    out = data / "answer"
    assert main(["sql", "SELECT 7 AS seven", "--format", form, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert b"seven" in out.read_bytes()
    assert [path.name for path in data.iterdir()] == ["answer"]
    assert main(["sql", "SELECT nope", "--format", form, "--out", str(out)]) == 1
    assert b"seven" in out.read_bytes()


def test_parquet_can_be_read(data: Path) -> None:
    assert main(["sql", "FROM outlet", "--format", "parquet", "--out", str(data / "o.parquet")]) == 0
    assert len(duckdb.read_parquet(str(data / "o.parquet")).fetchall()) == 2


def test_export_prints_a_line_a_file(data: Path, capsys: Capture) -> None:
    assert main(["export"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list((data / "data" / "exports").glob("*.csv"))) == len(read_reports().known)
    assert any(line.endswith("outlets.csv  2 rows") for line in lines)


def test_export_takes_names_folder_and_span(data: Path, capsys: Capture) -> None:
    arguments = [
        "export",
        "outlets",
        "--out",
        str(data / "x"),
        "--since",
        "2026-01-01",
        "--until",
        "2026-01-02T10:00",
    ]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"{data / 'x' / 'outlets.csv'}  2 rows\n"


def test_feeds_are_listed_with_their_health(data: Path, capsys: Capture) -> None:
    _catalog(data, f'[[outlet]]\nid = "a"\nfeeds = ["{URL}", "https://a.example/2"]\n')
    assert main(["feeds", "list", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["status"], first["next_due_at"]) == ("failing", "2026-01-02T03:04:05Z")
    assert (second["url"], second["status"]) == ("https://a.example/2", None)


def test_feeds_are_listed_without_a_warehouse(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    _catalog(data)
    monkeypatch.setenv("PARALLAX_WAREHOUSE", str(data / "none.duckdb"))
    assert main(["feeds", "list"]) == 0
    damaged = data / "damaged.duckdb"
    damaged.write_bytes(b"damaged" * 1000)
    monkeypatch.setenv("PARALLAX_WAREHOUSE", str(damaged))
    assert main(["feeds", "list", "--format", "csv"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count(URL) == 2
    assert "not known" in captured.err


def test_a_feed_is_added_to_a_new_catalog_and_removed(data: Path, capsys: Capture) -> None:
    add = [
        "feeds",
        "add",
        URL,
        "--id",
        "a",
        "--name",
        "A",
        "--language",
        "fr",
        "--language",
        "de",
        "--kind",
        "wire",
    ]
    assert main([*add, "--country", "FR", "--owner", "O", "--homepage", "https://a.example"]) == 0
    text = (data / "config" / "outlets.toml").read_text(encoding="utf-8")
    assert 'languages = ["fr", "de"]' in text
    assert main(add) == 2
    assert "already" in capsys.readouterr().err
    assert main(["feeds", "remove", "a"]) == 0
    assert (data / "config" / "outlets.toml").read_text(encoding="utf-8") == ""


def test_a_refused_addition_leaves_the_catalog(data: Path) -> None:
    path = _catalog(data)
    before = path.read_bytes()
    assert main(["feeds", "add", "https://b.example/", "--country", "XX"]) == 2
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_linked_catalog_stays_a_link_with_its_mode(data: Path) -> None:
    path = _catalog(data)
    kept = data / "kept.toml"
    path.rename(kept)
    kept.chmod(0o640)
    path.symlink_to(kept)
    assert main(["feeds", "add", "https://b.example/"]) == 0
    assert path.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert "b.example" in kept.read_text(encoding="utf-8")


def test_the_default_catalog_is_read_and_copied_before_an_edit(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("PARALLAX_CATALOG")
    monkeypatch.chdir(data)
    default = (ROOT / "config" / "outlets.toml").read_bytes()
    assert main(["feeds", "list"]) == 0
    assert main(["feeds", "add", "nope"]) == 2
    assert not (data / "config" / "outlets.toml").exists()
    capsys.readouterr()
    assert main(["feeds", "add", "https://new.example/rss"]) == 0
    assert f"the default catalog is copied to {data / 'config' / 'outlets.toml'}" in capsys.readouterr().err
    assert (ROOT / "config" / "outlets.toml").read_bytes() == default
    assert (data / "config" / "outlets.toml").read_bytes().startswith(default.rstrip(b"\n"))
    assert main(["feeds", "remove", "https://new.example/rss"]) == 0
    assert capsys.readouterr().err == ""


def test_opml_goes_out_and_in(data: Path, capsys: Capture) -> None:
    _catalog(data)
    opml = data / "x.opml"
    assert main(["feeds", "export", "--out", str(opml)]) == 0
    more = '<outline text="N" xmlUrl="https://new.example/"/><outline text="F" xmlUrl="ftp://f.example/"/></body>'
    opml.write_text(opml.read_text(encoding="utf-8").replace("</body>", more), encoding="utf-8")
    assert main(["feeds", "import", str(opml)]) == 0
    captured = capsys.readouterr()
    assert captured.out == "1 added, 1 known already, 1 not usable\n"
    assert "ftp://f.example/" in captured.err
    assert main(["feeds", "export"]) == 0
    assert "https://new.example/" in capsys.readouterr().out


def test_many_at_once_lose_no_feed(data: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "feeds", "add"]
    started = [
        subprocess.Popen([*command, f"https://x{n}.example/"], cwd=ROOT, stdout=subprocess.DEVNULL)
        for n in range(4)
    ]
    assert [process.wait() for process in started] == [0] * 4
    text = (data / "config" / "outlets.toml").read_text(encoding="utf-8")
    assert text.count("[[outlet]]") == 4


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), 1, "The disk of /data/x is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x"), 1, "/data/x: Permission denied"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ZeroDivisionError("oh"), 1, "please report it: ZeroDivisionError: oh"),
    ],
)
def test_what_stops_a_command_is_told_without_a_traceback(
    error: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("warehouse.reports.exporting.open_reader", fail)
    assert main(["export"]) == code
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_the_program_itself() -> None:
    command = [sys.executable, "-m", "pipeline.cli", "sql", "SELECT 'é' AS x", "--format", "csv"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.stdout == b"x\r\n\\xe9\r\n"
    assert done.stderr == b""


def test_a_reader_who_leaves_early_hears_nothing() -> None:
    command = f"{sys.executable} -m pipeline.cli sql 'FROM range(20000)' | head -3"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S602
    assert done.stderr == ""


def test_control_c_stops_a_query() -> None:
    slow = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "sql", slow], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, err) == (130, "parallax: stopped.\n")
