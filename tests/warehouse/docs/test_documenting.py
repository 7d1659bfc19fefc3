"""docs/warehouse.md is what the warehouse says of itself, with all of it in it."""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from model import ConfigurationError
from warehouse.database.statements import statement, statement_names
from warehouse.docs.describing import Column, Relation, key_of, references
from warehouse.docs.documenting import described, documented, relation_names

FILE = Path(__file__).parents[3] / "docs" / "warehouse.md"
REMEDY = "run `python -m warehouse.docs.documenting`"
# Queues and logs may hold a row twice; of nothing else may a key be unchecked.
UNCHECKED = {"schema_version"}


@pytest.fixture(scope="module")
def relations() -> dict[str, Relation]:
    return described()


def test_the_file_and_its_picture_are_what_is_made(relations: dict[str, Relation]) -> None:
    text = FILE.read_text(encoding="utf-8")
    made, picture = documented(text, relations)
    assert made == text, REMEDY
    assert picture == FILE.with_suffix(".svg").read_text(encoding="utf-8"), REMEDY


def test_every_column_file_and_sentence_is_in_it(relations: dict[str, Relation]) -> None:
    text = FILE.read_text(encoding="utf-8")
    for relation in relations.values():
        section = text.partition(f"### {relation.name}\n")[2].partition("\n#")[0]
        for column in relation.columns:
            assert f"| `{column.name}` | " in section, (relation.name, column.name)
    for folder in ("checks", "macros", "exports"):
        for name in statement_names(folder):
            assert f"| `{name.rpartition('/')[2]}` | " in text, name


def test_every_view_says_its_grain_and_key(relations: dict[str, Relation]) -> None:
    for name in statement_names("views"):
        text = statement(name).partition("\nCREATE")[0].replace("\n-- ", " ")
        key = key_of(text.partition("Grain and ")[2])
        columns = {column.name for column in relations[name.rpartition("/")[2]].columns}
        assert key, name
        assert set(key) <= columns, name


def test_keys_are_columns_and_are_checked(relations: dict[str, Relation]) -> None:
    checks = " ".join(statement(name) for name in statement_names("checks") if "twice" in name)
    tables = [name for names in relation_names(FILE.read_text(), "tables").values() for name in names]
    keyed = [relations[name] for name in tables if relations[name].key]
    assert len(keyed) > 30
    for relation in keyed:
        assert set(relation.key) <= {column.name for column in relation.columns}, relation.name
        assert relation.name in checks or relation.name in UNCHECKED, relation.name


def test_the_picture_has_every_table(relations: dict[str, Relation]) -> None:
    text = FILE.read_text(encoding="utf-8")
    root = ET.fromstring(documented(text, relations)[1])  # noqa: S314 - our own
    drawn = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    tables = [name for names in relation_names(text, "tables").values() for name in names]
    assert set(tables) <= drawn
    assert {"article_id", "representative_article_id", "What came in"} <= drawn


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("tables outlet ", "tables "), "outlet stands nowhere"),
        (("tables outlet ", "tables outlet outlet "), "outlet stands there twice"),
        (("tables outlet ", "tables outlet nothing "), "nothing is no table or view"),
    ],
)
def test_what_is_left_out_or_twice_is_told(
    relations: Mapping[str, Relation], change: tuple[str, str], problem: str
) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        documented(FILE.read_text(encoding="utf-8").replace(*change), relations)


def test_what_is_written_by_hand_stays(relations: dict[str, Relation]) -> None:
    text = FILE.read_text(encoding="utf-8") + "\nBy hand.\n"
    stale = text.replace("| `outlet_id` | VARCHAR", "| `gone` | VARCHAR")
    assert documented(stale, relations)[0] == text


@pytest.mark.parametrize(
    ("comment", "key"),
    [
        ("Who. One row an outlet; key outlet_id.", ("outlet_id",)),
        ("What. Key (a, b_id).", ("a", "b_id")),
        ("A keyboard; monkeys.", ()),
    ],
)
def test_keys_are_read_from_comments(comment: str, key: tuple[str, ...]) -> None:
    assert key_of(comment) == key


def test_references_are_known_by_their_names() -> None:
    columns = tuple(
        Column(name=name, type="UUID", is_required=True, comment="")
        for name in ("event_id", "first_outlet_id", "old_event_id", "article_id", "group_id")
    )
    relation = Relation(name="event", comment="", key=("event_id",), columns=columns)
    assert references(relation, ["event", "outlet", "article"]) == {
        "first_outlet_id": "outlet",
        "article_id": "article",
    }
