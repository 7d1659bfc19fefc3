"""Searches find words, phrases and fields in any script, and say what is wrong with them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from model import ConfigurationError, ParallaxError
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.querying import answer
from warehouse.queries.searching import search
from warehouse.steps.indexing import index_words

START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = [
    ("Harbour opens", "The harbour was opened on Monday, ministers said."),
    ("Der Hafen", "Am Montag wurde der Hafen ERÖFFNET, sagte der Minister."),
    ("Порт", "Порт открыли в понедельник."),
    ("港口", "星期一港口重新开放。"),
    ("Monday's harbour", "Nothing about it in the text; 100% sure, it's 'quoted'."),
    ("A ferry's title", None),  # whose text has expired
    ("Die See\u00adbrücke", "Der Kran steht im alten Teil."),  # as titles were stored before
    ("بندر", "اتوبوس\u200cها می\u200cروند و کتاب\u200cخانه بسته است."),
    ("بندر", "اتوبوسها میروند و کتابخانه بسته است."),
    ("İzmir’de liman", "क्\u200dषेत्र ශ්\u200dරී ភាសា\u200bខ្មែរ"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country, owner, collections) "
            "VALUES ('a', 'The Aster', 'GB', 'Flower Press', ['Morning papers'])"
        )
        for number, (title, text) in enumerate(TEXTS):
            at = START + timedelta(days=number)
            (article_id,) = connection.execute(
                "INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, "
                "fetched_at, language, char_count, run_id) "
                "VALUES (uuid(), 'a', ?, ?, ?, 'page', ?, 'en', 1, 'r') "
                "RETURNING article_id",
                [f"https://a.example/{number}", title, at, at],
            ).fetchall()[0]
            if text is not None:
                connection.execute("INSERT INTO article_text VALUES (?, ?, ?)", [article_id, at, text])
        connection.execute("INSERT INTO unindexed SELECT article_id FROM article")
        index_words(connection)
    publish(paths)
    return paths.published


@pytest.fixture(scope="module")
def reader(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(published, read_only=True) as connection:
        yield connection


def found(reader: duckdb.DuckDBPyConnection, query: str) -> list[int]:
    rows = reader.execute("SELECT url FROM search_articles($query)", {"query": query}).fetchall()
    return [int(url[-1]) for (url,) in rows]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("harbour", [4, 0]),
        ("HARBOUR monday", [4, 0]),
        ("harbours", []),
        ("arbour", []),
        ('"was opened"', [0]),
        ('"opened was"', []),
        ('"opened was"~1', [0]),
        ("eröffnet", [1]),
        ("eroffnet", [1]),
        ("ero\u0308ffnet", [1]),
        ("порт понедельник", [2]),
        ("港口", [3]),
        ("口", [3]),
        ("星期一港口", [3]),
        ("港星", []),
        ("100%", [4]),
        ("it's", [4]),
        ("it’s", [4]),
        ("ferry title", [5]),
        ("ferry zebra", []),
        ("seebrücke", [6]),
        ("Seebrü\u00adcke KRAN", [6]),
        ("اتوبوس\u200cها", [8, 7]),
        ("اتوبوسها", [8, 7]),
        ('"کتابخانه بسته"', [8, 7]),
        ("میروند اتوبوس\u200cها", [8, 7]),
        ("क्षेत्र", [9]),
        ("ශ්\u200dරී क्षेत्र", [9]),
        ("ශ්රී", [9]),
        ("ភាសាខ្មែរ", [9]),
        ("izmir’de", [9]),
        ("İZMİR’DE LİMAN", [9]),
        ("opened OR eröffnet", [1, 0]),
        ("opened || eröffnet", [1, 0]),
        ("harbour NOT opened", [4]),
        ("harbour -opened", [4]),
        ("harbour !opened", [4]),
        ("harbour AND NOT (opened OR sure)", []),
        ("NOT (harbour OR hafen OR порт OR 港口 OR ferry)", [9, 8, 7, 6]),
        ("open*", [0]),
        ("*öffnet", [1]),
        ("e*net", [1]),
        ("harbour NEAR/1 opened", [0]),
        ("opened NEAR/1 harbour", [0]),
        ("harbour NEAR/0 opened", []),
        ("harbour NEAR/1 monday", [4]),
        ("harbour NEAR/3 monday", [4, 0]),
        ('"the harbour" NEAR/3 monday', [0]),
        ("title:harbour", [4, 0]),
        ("title:minister*", []),
        ("title:(opens OR hafen)", [1, 0]),
        ("language:en harbour", [4, 0]),
        ("language:(fr OR de)", []),
        ("outlet:a title:hafen", [1]),
        ('outlet:"the aster" title:hafen', [1]),
        ("country:gb owner:flower* collection:morning* title:hafen", [1]),
        ("country:fr title:hafen", []),
        ("outlet:b title:hafen", []),
        ("harbour since:2026-01-03", [4]),
        ("harbour until:2026-01-03", [0]),
        ("harbour since:2026-01-01 until:2026-01-02", [0]),
        ("Hafen: der - Minister?", [1]),
        ("“was opened”", [0]),
        ("*", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
    ],
)
def test_words_and_phrases(reader: duckdb.DuckDBPyConnection, text: str, numbers: list[int]) -> None:
    assert found(reader, text) == numbers


def test_since_is_in_and_until_is_out(published: Path) -> None:
    def numbers(since: datetime | None, until: datetime | None) -> list[int]:
        return [int(found.url[-1]) for found in search(published, "harbour", since, until, 10).page]

    assert numbers(START + timedelta(days=4), None) == [4]
    assert numbers(None, START + timedelta(days=4)) == [0]


def test_the_macro_serves_in_sql(published: Path) -> None:
    query = "SELECT title FROM search_articles('hafen', since := TIMESTAMPTZ '2026-01-01')"
    assert answer(published, query, 20.0).rows == [("Der Hafen",)]


@pytest.mark.parametrize(
    ("query", "place", "problem"),
    [
        ("", 1, "there is nothing to look for"),
        ("  ", 1, "there is nothing to look for"),
        ('"\u200c"', 1, "there is nothing to look for"),
        ("?! –", 1, "there is nothing to look for"),
        ("a (b OR c", 3, "not closed"),
        ("a OR b)", 7, "no parenthesis is open"),
        ("a ()", 4, "missing before the parenthesis"),
        ("AND a", 1, "AND has nothing before it"),
        ("a AND OR b", 3, "AND has nothing after it"),
        ("a NOT", 3, "NOT has nothing after it"),
        ('a "b c', 3, "no other closes it"),
        ("text:pact", 1, "text: is not a field"),
        ("pact~2", 1, "only alike"),
        ("p?ct", 1, "an asterisk does"),
        ("a NEAR/5", 3, "NEAR/5 stands between"),
        ("(a OR b) NEAR/5 c", 10, "NEAR/5 stands between"),
        ("a NEAR/500 b", 1, "at most 100 words"),
        ("since:tomorrow a", 7, "is not a date"),
        ("a OR since:2026-01-01", 12, "limits the whole search"),
        ("(a since:2026-01-01)", 10, "limits the whole search"),
    ],
)
def test_a_wrong_query_says_where_it_is_wrong(
    reader: duckdb.DuckDBPyConnection, query: str, place: int, problem: str
) -> None:
    ((said,),) = reader.execute("SELECT search_problem($query)", {"query": query}).fetchall()
    assert f"at letter {place}," in said
    assert problem in said


def test_a_wrong_query_is_a_wrong_argument(published: Path) -> None:
    with pytest.raises(ConfigurationError, match="at letter 3"):
        search(published, "a OR", None, None, 10)


def test_the_macro_says_it_in_sql(published: Path) -> None:
    with pytest.raises(ParallaxError, match="at letter 3"):
        answer(published, "FROM search_articles('a OR')", 20.0)


def test_pages_and_the_count_of_all(published: Path) -> None:
    pages = [search(published, "*", None, None, 4, offset) for offset in (0, 4, 8, 12)]
    assert [len(one.page) for one in pages] == [4, 4, 2, 0]
    assert [one.count for one in pages] == [10, 10, 10, 0]
    assert len({found.url for one in pages for found in one.page}) == 10


def test_pieces_mark_what_was_looked_for(published: Path) -> None:
    def marked(query: str) -> list[str]:
        (found,) = search(published, query, None, None, 1).page
        return [piece for piece, mark in zip(found.pieces, found.marks, strict=True) if mark]

    assert marked("OPENED minist*") == ["opened", "ministers"]
    assert marked("港口重") == ["港", "口", "重"]
    assert marked("ERÖFFNET") == ["ERÖFFNET"]
    assert marked("ferry") == []
