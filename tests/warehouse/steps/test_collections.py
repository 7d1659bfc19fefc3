"""The collections of the catalog come to the warehouse, and follow it."""

from pathlib import Path

from pipeline.catalog.reading import parse_catalog
from pipeline.run_lines import write_lines
from tests.warehouse.reported_articles import warehouse
from warehouse import Connection
from warehouse.database.statements import execute

OUTLET = '[[outlet]]\nid = "{0}"\nfeeds = ["https://{0}.example/"]\n'


def load(connection: Connection, file: Path, catalog: str) -> dict[str, list[str]]:
    write_lines(file, parse_catalog(catalog, "c"))
    execute(connection, "load/stage_outlet", files=[str(file)])
    execute(connection, "load/outlet")
    return dict(connection.execute("SELECT outlet_id, collections FROM outlet").fetchall())


def test_collections_follow_the_catalog(tmp_path: Path) -> None:
    file, one, other = tmp_path / "outlets.jsonl", OUTLET.format("a"), OUTLET.format("b")
    with warehouse(tmp_path) as connection:
        assert load(connection, file, one + 'collections = ["state media", "Asia"]\n' + other) == {
            "a": ["state media", "Asia"],
            "b": [],
        }
        assert load(connection, file, one + other + 'collections = ["Asia"]\n') == {"a": [], "b": ["Asia"]}


def test_collections_of_an_outlet_that_left_the_catalog_stay(tmp_path: Path) -> None:
    file, one, other = tmp_path / "outlets.jsonl", OUTLET.format("a"), OUTLET.format("b")
    with warehouse(tmp_path) as connection:
        load(connection, file, one + 'collections = ["Asia"]\n' + other)
        assert load(connection, file, other) == {"a": ["Asia"], "b": []}


def test_outlets_written_by_an_older_run_have_none(tmp_path: Path) -> None:
    file = tmp_path / "outlets.jsonl"
    file.write_text('{"outlet_id": "a", "name": "A", "languages": []}\n')
    with warehouse(tmp_path) as connection:
        execute(connection, "load/stage_outlet", files=[str(file)])
        execute(connection, "load/outlet")
        assert connection.execute("SELECT collections FROM outlet").fetchall() == [([],)]
