"""Rules that SQL and Python both follow: a macro gives what the function does."""

from collections.abc import Iterator

import pytest

from tests.warehouse.runs import paths_in
from transforms.text import UNSPACED_SCRIPTS
from transforms.urls import article_id, host_of
from warehouse import Connection, open_writer
from warehouse.database.statements import statement


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with open_writer(paths_in(tmp_path_factory.mktemp("macros"))) as connection:
        yield connection


@pytest.mark.parametrize(
    "url", ["https://www.a.example/b?c=d", "http://a.example:8080/", "https://ü.example/ß"]
)
def test_urls(connection: Connection, url: str) -> None:
    found = connection.execute("SELECT CAST(article_id_of($1) AS VARCHAR), host_of($1)", [url]).fetchall()
    assert found == [(article_id(url), host_of(url))]


def test_unspaced_scripts_are_the_same() -> None:
    assert f"'[{UNSPACED_SCRIPTS}]'" in statement("macros/has_unspaced_script")


def test_days_and_weeks(connection: Connection) -> None:
    query = """
        SELECT CAST(utc_day(TIMESTAMPTZ '2026-03-02 00:30:00+01') AS VARCHAR),
            CAST(iso_week(DATE '2026-03-01') AS VARCHAR)
    """
    assert connection.execute(query).fetchall() == [("2026-03-01", "2026-02-23")]
