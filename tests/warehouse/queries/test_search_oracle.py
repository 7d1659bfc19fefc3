"""The SQL of searches finds what a plain reading in Python finds, in many scripts."""

import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.warehouse.queries.search_oracle import Document, Joined, Language, Not, Part, Query, sought, words
from warehouse import WarehousePaths, open_writer
from warehouse.database.statements import execute_all

START = datetime(2026, 1, 1, tzinfo=UTC)
# Words that differ in case, accents, marks and endings, in eleven scripts.
VOCABULARY = (
    *("troops", "Troop", "Élysée", "elysee", "l’Élysée", "STRASSE", "straße", "3.5", "1,500", "EU", "e-mail"),
    *("войска", "Войск", "ЁЛКА", "елка", "п’ять", "край"),
    *("ειρήνη", "ΕΙΡΗΝΗΣ", "ειρήνης"),
    *("قوات", "القوّات", "أوروبا", "اوروبا", "کتاب"),
    *("שלום", "צבא", "שָׁלוֹם"),
    *("सेना", "सैनिक", "कि", "की"),
    *("军队", "欧洲军队", "军", "ウクライナ", "ウク", "ー"),
    *("ทหาร", "ทหารไทย", "한국", "한국의", "İzmir", "izmir"),
    *("ജനം", "ქართული", "Հայաստան", "አማርኛ"),
)
SEPARATORS = (" ", " ", " ", ", ", ". ", "\n", " – ", "")
LANGUAGES = ("en", "fr", "zh-Hans")
ALPHABET = st.one_of(
    st.sampled_from("aÀbßçİıKſœ'’ʼ-.,_0159 \n\u00ad\u200c\u0301"),
    *(
        # What this Python does not know yet, DuckDB may.
        st.characters(exclude_categories=["Cn", "Cs"], min_codepoint=first, max_codepoint=last)
        for first, last in (
            (0x41, 0x24F), (0x370, 0x52F), (0x591, 0x6FF), (0x900, 0xDFF), (0xE01, 0xEDF),
            (0x10A0, 0x137F), (0x3041, 0x30FF), (0x4E00, 0x4EFF), (0xAC00, 0xACFF), (0xFF01, 0xFF5E),
        )
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("oracle")
    with open_writer(WarehousePaths(published=folder / "w.duckdb", writer=folder / "x.duckdb")) as connection:
        yield connection


texts = st.lists(st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(SEPARATORS)), max_size=12).map(
    lambda parts: "".join(word + separator for word, separator in parts)
)
documents = st.lists(
    st.builds(Document, title=texts, text=texts, language=st.sampled_from(LANGUAGES)), min_size=1, max_size=6
)
sides = st.one_of(
    st.sampled_from(VOCABULARY).filter(sought),
    st.tuples(st.sampled_from(VOCABULARY), st.integers(2, 3)).map(lambda drawn: f"{drawn[0][: drawn[1]]}*"),
    st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=3).map(" ".join),
).filter(lambda side: bool(sought(side)) and side.strip("*").isprintable() and not side.startswith("-"))
parts = st.one_of(
    st.builds(Part, sides=sides.map(lambda side: [side]), is_title=st.booleans()),
    st.builds(
        Part,
        sides=st.lists(sides, min_size=2, max_size=2),
        distance=st.integers(0, 4),
        is_title=st.booleans(),
    ),
)
queries: st.SearchStrategy[Query] = st.recursive(
    st.one_of(parts, st.builds(Language, tag=st.sampled_from(("en", "fr", "zh")))),
    lambda inner: st.one_of(
        st.builds(Not, of=inner),
        st.builds(
            Joined, sign=st.sampled_from(("AND", "OR", "")), of=st.lists(inner, min_size=2, max_size=3)
        ),
    ),
    max_leaves=5,
)


def fill(connection: duckdb.DuckDBPyConnection, found: Sequence[Document]) -> None:
    for table in ("article", "article_text", "search_document", "search_posting_recent", "unindexed"):
        connection.execute(f"DELETE FROM {table}")
    for number, document in enumerate(found):
        at = START + timedelta(hours=number)
        connection.execute(
            "INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, "
            "fetched_at, language, char_count, run_id) VALUES (?, 'a', ?, ?, ?, 'page', ?, ?, 1, 'r')",
            [uuid.UUID(int=number), str(number), document.title, at, at, document.language],
        )
        connection.execute(
            "INSERT INTO article_text VALUES (?, ?, ?)", [uuid.UUID(int=number), at, document.text]
        )
    connection.execute("INSERT INTO unindexed SELECT article_id FROM article")
    execute_all(connection, ("search/stage_unindexed", "search/index"), most=100)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(ALPHABET, max_size=40).map(lambda text: unicodedata.normalize("NFC", text)))
def test_words_are_those_of_a_plain_reading(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    ((found,),) = connection.execute("SELECT search_words($text)", {"text": text}).fetchall()
    assert found == words(text)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(ALPHABET, max_size=40).map(lambda text: unicodedata.normalize("NFC", text)))
def test_pieces_give_the_text_again_and_have_its_words(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    ((found,),) = connection.execute("SELECT search_pieces($text)", {"text": text}).fetchall()
    assert "".join(one["piece"] for one in found) == text
    assert [word for one in found for word in one["words"]] == words(text)


@pytest.mark.slow
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
)
@given(documents, st.lists(queries, min_size=1, max_size=4))
def test_searches_find_what_a_plain_reading_finds(
    connection: duckdb.DuckDBPyConnection, filled: Sequence[Document], asked: Sequence[Query]
) -> None:
    fill(connection, filled)
    for query in asked:
        assume(not str(query).startswith("-"))
        found = connection.execute("FROM search_articles($query)", {"query": str(query)}).fetchall()
        expected = {number for number, document in enumerate(filled) if query.holds(document)}
        assert {int(row[4]) for row in found} == expected, str(query)
