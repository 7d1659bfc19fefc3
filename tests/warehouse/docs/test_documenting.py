"""docs/warehouse.md is what the warehouse says of itself, with all of it in it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from model import ConfigurationError
from warehouse.database.statements import statement, statement_names
from warehouse.docs.describing import TableColumn, TableOrView, key_of, references
from warehouse.docs.documenting import described, documented, relation_names

FILE = Path(__file__).parents[3] / "docs" / "warehouse.md"
REMEDY = "run `python -m warehouse.docs.documenting`"
# Queues and logs may hold a row twice; of nothing else may a key be unchecked.
UNCHECKED = {"schema_version"}


@pytest.fixture(scope="module")
def relations() -> dict[str, TableOrView]:
    return described()


def test_the_file_and_its_picture_are_what_is_made(relations: dict[str, TableOrView]) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert documented(text, relations) == text, REMEDY


def test_every_column_file_and_sentence_is_in_it(relations: dict[str, TableOrView]) -> None:
    text = FILE.read_text(encoding="utf-8")
    for relation in relations.values():
        section = text.partition(f"### {relation.name}\n")[2].partition("\n#")[0]
        for column in relation.columns:
            assert f"| `{column.name}` | " in section, (relation.name, column.name)
    for folder in ("checks", "macros", "reports"):
        for name in statement_names(folder):
            assert f"| `{name.rpartition('/')[2]}` | " in text, name


def test_every_view_says_its_grain_and_key(relations: dict[str, TableOrView]) -> None:
    for name in statement_names("views"):
        text = statement(name).partition("\nCREATE")[0].replace("\n-- ", " ")
        key = key_of(text.partition("Grain and ")[2])
        columns = {column.name for column in relations[name.rpartition("/")[2]].columns}
        assert key, name
        assert set(key) <= columns, name


def test_keys_are_columns_and_are_checked(relations: dict[str, TableOrView]) -> None:
    checks = " ".join(statement(name) for name in statement_names("checks") if "twice" in name)
    tables = [name for names in relation_names(FILE.read_text(), "tables").values() for name in names]
    keyed = [relations[name] for name in tables if relations[name].key]
    assert len(keyed) > 30
    for relation in keyed:
        assert set(relation.key) <= {column.name for column in relation.columns}, relation.name
        assert relation.name in checks or relation.name in UNCHECKED, relation.name


def test_the_picture_has_every_table(relations: dict[str, TableOrView]) -> None:
    text = documented(FILE.read_text(encoding="utf-8"), relations)
    drawn = re.findall("^```mermaid\nerDiagram\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    chapters = relation_names(text, "tables")
    assert len(drawn) == len(chapters)
    for tables, diagram in zip(chapters.values(), drawn, strict=True):
        assert set(tables) <= set(re.findall(r"^    (\w+)(?: \{)?$", diagram, re.MULTILINE))
    every = "".join(drawn)
    assert "        UUID article_id PK, FK\n" in every
    assert "    article ||--o{ event : representative_article_id\n" in every
    assert "What came in" in chapters


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("tables outlet ", "tables "), "outlet is missing"),
        (("tables outlet ", "tables outlet outlet "), "outlet is named twice"),
        (("tables outlet ", "tables outlet nothing "), "nothing is not a table or view"),
    ],
)
def test_what_is_left_out_or_twice_is_told(
    relations: Mapping[str, TableOrView], change: tuple[str, str], problem: str
) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        documented(FILE.read_text(encoding="utf-8").replace(*change), relations)


def test_what_is_written_by_hand_stays(relations: dict[str, TableOrView]) -> None:
    text = FILE.read_text(encoding="utf-8") + "\nBy hand.\n"
    stale = text.replace("| `outlet_id` | VARCHAR", "| `gone` | VARCHAR")
    assert documented(stale, relations) == text


@pytest.mark.parametrize(
    ("comment", "key"),
    [
        ("Who. One row per outlet; key outlet_id.", ("outlet_id",)),
        ("What. Key (a, b_id).", ("a", "b_id")),
        ("A keyboard; monkeys.", ()),
    ],
)
def test_keys_are_read_from_comments(comment: str, key: tuple[str, ...]) -> None:
    assert key_of(comment) == key


def test_references_are_known_by_their_names() -> None:
    columns = tuple(
        TableColumn(name=name, type="UUID", is_required=True, comment="")
        for name in ("event_id", "first_outlet_id", "old_event_id", "article_id", "group_id")
    )
    relation = TableOrView(name="event", comment="", is_view=False, key=("event_id",), columns=columns)
    assert references(relation, ["event", "outlet", "article"]) == {
        "first_outlet_id": "outlet",
        "article_id": "article",
    }
