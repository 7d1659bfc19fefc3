"""Whatever strangers run, a reader stays as it was, and the verdict is that of DuckDB's own parse.

`HYPOTHESIS_PROFILE=long` runs 100,000 statements.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from model import PermanentError
from tests.warehouse.queries.stranger import Statement, Stranger
from warehouse import WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.functions import allowed_functions, allowed_table_functions, warehouse_macros
from warehouse.queries.refusing import readable

# So many between two looks at the reader's state, which take as long as 50 statements.
STATEMENTS = 100
SECRET = "what-only-the-canary-says"  # noqa: S105
_STATE = (
    "SELECT name, value FROM duckdb_settings() ORDER BY ALL",
    "SELECT internal, count(*), list(macro_definition) FROM duckdb_functions() GROUP BY ALL ORDER BY ALL",
    "SELECT database_name, table_name, sql FROM duckdb_tables() ORDER BY ALL",
    "SELECT database_name, view_name, sql FROM duckdb_views() ORDER BY ALL",
    "SELECT type_name FROM duckdb_types() ORDER BY ALL",
    "SELECT database_name, path FROM duckdb_databases() ORDER BY ALL",
    "FROM duckdb_logs()",
    "FROM duckdb_prepared_statements()",
    "FROM duckdb_variables()",
    "FROM duckdb_sequences()",
    "SELECT current_schema(), current_database(), current_setting('TimeZone')",
    "SELECT outlet_id, lower('ABC'), utc_day(TIMESTAMPTZ '2026-01-01 00:00:00+00') FROM outlet ORDER BY ALL",
)


class Shared:
    """A reader that all share, and the files that nobody may touch."""

    def __init__(self, folder: Path) -> None:
        paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
        with open_writer(paths) as connection:
            connection.execute("INSERT INTO outlet (outlet_id, name, country) VALUES ('a', 'A', 'FR')")
        publish(paths)
        self.canary = folder / "canary"
        self.canary.write_text(SECRET)
        self.folder = folder
        self.reader = connect_readonly(paths.published, timeout_s=20)
        self.others = duckdb.connect(":memory:", config={"python_enable_replacements": "false"})
        self.allowed = allowed_functions() | allowed_table_functions() | warehouse_macros()
        self.before = self.fingerprint()

    def fingerprint(self) -> str:
        parts = [repr(self.reader.execute(query).fetchall()) for query in _STATE]
        files = [
            f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
            for path in sorted(self.folder.rglob("*"))
        ]
        return hashlib.sha256("\n".join([*parts, *files]).encode()).hexdigest()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    made = Shared(tmp_path_factory.mktemp("shared"))
    yield made
    made.reader.close()
    made.others.close()


def _run(shared: Shared, statement: Statement) -> str | None:
    """Run a statement; return the text that was judged to be readable, None where it was refused."""
    try:
        text = readable(shared.reader._database, statement.text)  # noqa: SLF001
    except (PermanentError, duckdb.Error):
        return None
    try:
        rows = shared.reader.execute(statement.text).fetchmany(5)
    except duckdb.Error as error:
        rows = [(str(error),)]
    assert SECRET not in repr(rows)
    return text


def _parsed(shared: Shared, text: str) -> list[str] | None:
    """Return the kinds of statements DuckDB finds in a text, None where it finds no SQL."""
    if "pragma" in text.lower():
        return ["PRAGMA"]
    try:
        return [found.type.name for found in shared.others.extract_statements(text)]
    except duckdb.Error:
        return None


def _called(shared: Shared, text: str) -> set[str]:
    encoded = b64encode(text.encode()).decode()
    query = f"""
        SELECT DISTINCT lower(value ->> '$')
        FROM json_tree(json_serialize_sql(decode(from_base64('{encoded}')))) WHERE key = 'function_name'
    """
    return {name for (name,) in shared.others.execute(query).fetchall()}


def _judge(shared: Shared, statement: Statement) -> None:
    ran = _run(shared, statement)
    kinds = _parsed(shared, statement.text)
    if kinds is None or (statement.is_harmful and not _is_confused(statement.text)):
        assert ran is None, ascii(statement.text)
    elif ran is None:
        is_right = statement.is_harmful or _may_be_refused(statement.text, kinds)
        assert is_right, ascii(statement.text)
    else:
        is_open_pivot = kinds[-1] == "SELECT" and set(kinds[:-1]) == {"CREATE"}
        assert kinds in (["SELECT"], ["EXPLAIN"]) or is_open_pivot, ascii(statement.text)
        assert _called(shared, statement.text) <= shared.allowed, ascii(statement.text)


def _is_confused(text: str) -> bool:
    """Say whether DuckDB takes Unicode spaces for letters of names: it does after a quote in a comment."""
    return any(comment in text for comment in ("/* ' */", '/* " */')) and not text.isascii()


def _may_be_refused(text: str, kinds: list[str]) -> bool:
    """Say whether a harmless statement may be refused: DuckDB shows no tree of a PIVOT without IN."""
    return _is_confused(text) or (len(kinds) > 1 and "PIVOT" in text.upper())


@pytest.mark.slow
@pytest.mark.stress
@seed(20261127)
@settings(
    max_examples=settings().max_examples // 20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=st.integers(0, 2**64))
def test_a_shared_reader_stays_as_it_was(shared: Shared, number: int) -> None:
    stranger = Stranger(number, str(shared.canary))
    for _ in range(STATEMENTS):
        _judge(shared, stranger.statement())
    assert shared.fingerprint() == shared.before
