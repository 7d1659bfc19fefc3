"""Words and phrases are found in titles and texts of any script, in the span asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model import ConfigurationError
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.querying import answer
from warehouse.queries.searching import phrases_of, search

START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = [
    ("Harbour opens", "The harbour was opened on Monday, ministers said."),
    ("Der Hafen", "Am Montag wurde der Hafen ERÖFFNET, sagte der Minister."),
    ("Порт", "Порт открыли в понедельник."),
    ("港口", "星期一港口重新开放。"),
    ("Monday's harbour", "Nothing about it in the text; 100% sure, it's 'quoted'."),
    ("A ferry's title", None),  # whose text was let go
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
    publish(paths)
    return paths.published


def found(
    published: Path, text: str, since: datetime | None = None, until: datetime | None = None
) -> list[int]:
    answered = search(published, text, since, until, 10)
    at = answered.columns.index("url")
    return [int(row[at][-1]) for row in answered.rows]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("harbour", [4, 0]),
        ("HARBOUR monday", [4, 0]),
        ('"was opened"', [0]),
        ('"opened was"', []),
        ("eröffnet", [1]),
        ("ero\u0308ffnet", [1]),
        ("порт понедельник", [2]),
        ("港口", [3]),
        ("100%", [4]),
        ("it's", [4]),
        ("ferry title", [5]),
        ("ferry zebra", []),
        ("%", [4]),
        ("seebrücke", [6]),
        ("Seebrü\u00adcke KRAN", [6]),
        ("اتوبوس\u200cها", [8, 7]),
        ("اتوبوسها", [8, 7]),
        ('"کتابخانه بسته"', [8, 7]),
        ("اتوبوسها میروند", [8, 7]),
        ("میروند اتوبوس\u200cها", [8, 7]),
        ("क्षेत्र", [9]),
        ("ශ්\u200dරී क्षेत्र", [9]),
        ("ශ්රී", [9]),
        ("ភាសាខ្មែរ", [9]),
        ("izmir’de", [9]),
        ("İZMİR’DE LİMAN", [9]),
        ("a.b", []),
        ("(opened|closed)", []),
    ],
)
def test_words_and_phrases(published: Path, text: str, numbers: list[int]) -> None:
    assert found(published, text) == numbers


def test_since_is_in_and_until_is_out(published: Path) -> None:
    assert found(published, "harbour", since=START + timedelta(days=4)) == [4]
    assert found(published, "harbour", until=START + timedelta(days=4)) == [0]


def test_the_macro_serves_in_sql(published: Path) -> None:
    query = "SELECT title FROM search_articles('hafen', since := TIMESTAMPTZ '2026-01-01')"
    assert answer(published, query, 20.0).rows == [("Der Hafen",)]


def test_nothing_to_look_for_is_told() -> None:
    for text in ("", "  ", '""', '" "', "\u200c", '"\u200c \u00ad"'):
        with pytest.raises(ConfigurationError, match="nothing to look for"):
            phrases_of(text)
    assert phrases_of('a "b  c" a') == ["b c", "a"]
