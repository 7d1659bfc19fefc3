"""The warehouse in a database that attaches it: views as they are, macros by the search path."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.pipeline.command_line import demo_folder
from warehouse.database.views import VIEWS, relation_of

pytestmark = pytest.mark.long

SEARCH = "SELECT article_id FROM {}search_articles('Ukraine') ORDER BY ALL"


def published() -> str:
    return str(demo_folder() / "warehouse.duckdb")


@pytest.fixture
def own() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH '{published()}' AS \"the news\" (READ_ONLY)")
        yield connection


@pytest.fixture(scope="module")
def direct() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(published(), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@pytest.mark.parametrize("view", [relation_of(name) for name in VIEWS])
def test_a_view_gives_the_same_rows_under_any_alias(
    view: str, own: duckdb.DuckDBPyConnection, direct: duckdb.DuckDBPyConnection
) -> None:
    query = "SELECT count(*), sum(hash(COLUMNS(*)::VARCHAR)) FROM {}"
    assert (
        own.execute(query.format(f'"the news".{view}')).fetchall()
        == direct.execute(query.format(view)).fetchall()
    )


@pytest.mark.parametrize("statement", ['USE "the news"', "SET search_path = 'memory.main,the news.main'"])
def test_a_search_works_once_the_warehouse_is_in_the_search_path(
    statement: str, own: duckdb.DuckDBPyConnection, direct: duckdb.DuckDBPyConnection
) -> None:
    own.execute(statement)
    assert own.execute(SEARCH.format("")).fetchall() == direct.execute(SEARCH.format("")).fetchall() != []


def test_an_analyst_keeps_a_database_of_their_own_beside_the_warehouse(
    own: duckdb.DuckDBPyConnection,
) -> None:
    own.execute("SET search_path = 'memory.main,\"the news\".main'")
    own.execute("CREATE TABLE found AS FROM search_articles('Ukraine')")
    assert own.execute("SELECT count(*) > 0 FROM memory.main.found").fetchall() == [(True,)]
