"""Files of SQL are run with the parameters that they name, and each is run by something."""

import ast
from pathlib import Path

import duckdb
import pytest

from warehouse.database import statements
from warehouse.database.statements import execute, execute_all

WAREHOUSE = Path(statements.__file__).parents[1]
SQL = WAREHOUSE / "sql"
# Files of these folders are found by their folder: migrations by their number, reports by their name.
DISCOVERED = {"migrations", "reports"}


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    texts = {
        "one": "-- Two.\nCREATE TEMP TABLE seen AS SELECT $first AS n; INSERT INTO seen SELECT $second;",
        "two": "SELECT '$third' AS text, list(n ORDER BY n) AS numbers FROM seen;",
    }
    monkeypatch.setattr(statements, "statement", texts.__getitem__)
    statements.statements_of.cache_clear()
    return duckdb.connect()


def test_each_statement_gets_the_values_that_it_names(connection: duckdb.DuckDBPyConnection) -> None:
    execute_all(connection, ["one"], first=1, second=2, third=3)
    assert execute(connection, "two").fetchall() == [("$third", [1, 2])]


def test_a_value_that_is_missing_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(TypeError, match=r"warehouse/sql/one\.sql needs a value for \$second"):
        execute_all(connection, ["one"], first=1)


def test_every_file_is_named_and_every_name_is_a_file() -> None:
    there = {str(path.relative_to(SQL).with_suffix("")) for path in SQL.rglob("*.sql")}
    folders = {name.partition("/")[0] for name in there if "/" in name} - DISCOVERED
    named = {text for path in WAREHOUSE.rglob("*.py") for text in _texts(path)}
    listed = {text for text in named if text.partition("/")[0] in folders and text.partition("/")[2]}
    assert sorted(listed - there) == []
    assert sorted(name for name in there - named if name.partition("/")[0] not in DISCOVERED) == []


def _texts(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in constants if isinstance(text, str)}


def test_every_file_says_its_grain() -> None:
    names = [str(path.relative_to(SQL).with_suffix("")) for path in SQL.rglob("*.sql")]
    silent = [
        name
        for name in names
        if not name.startswith("migrations/") and "Grain" not in " ".join(statements.header_lines(name))
    ]
    assert silent == []
