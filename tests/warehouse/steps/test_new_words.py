"""Words of titles that are new in a week, in any script, bounded however hostile the titles are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warehouse.reported_articles import Reported, add_outlets, report, warehouse
from warehouse import Connection
from warehouse.steps.stop_words import keep_stop_words


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with warehouse(tmp_path) as connection:
        yield connection


def words_of(connection: Connection, title: str, language: str = "en") -> set[str]:
    """Return the words that three articles of this title are counted by."""
    report(connection, [Reported(number=n, title=title, language=language) for n in (1, 2, 3)])
    return {word for (word,) in connection.execute("SELECT word FROM word_week").fetchall()}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The COVID-19 “crisis”: a café, l’Ukraine!", {"the", "covid", "crisis", "café", "ukraine"}),
        ("Выборы в Ёлкино 2026", {"выборы", "ёлкино"}),
        ("यूक्रेन में युद्ध", {"यूक्रेन", "में", "युद्ध"}),
        ("می‌خواهم صلح", {"می‌خواهم", "صلح"}),
        ("윤석열 대통령", {"윤석열", "대통령"}),
        ("高市早苗首相", {"高市", "市早", "早苗", "苗首", "首相"}),
        ("AI株価とウクライナ", {"ai", "株価", "価と", "ウクライナ"}),
        ("ทรัมป์", {"ทรัม", "รัมป์"}),
        ("ไทย", {"ไทย"}),
        ("cafe\u0301", {"café"}),
        ("\x00 <b> 1 2 ' \u202e = %s", set()),
    ],
)
def test_words_of_any_script(connection: Connection, title: str, words: set[str]) -> None:
    assert words_of(connection, title) == words


def test_hostile_titles_are_bound(connection: Connection) -> None:
    assert words_of(connection, " ".join(f"w{n}" for n in range(100_000)) + "x" * 100_000) <= {
        f"w{n}" for n in range(100)
    }
    assert words_of(connection, "y" * 100_000) != {"y" * 300}


def week(number: int, words: dict[str, int], outlets: str = "a", total: int = 20) -> list[Reported]:
    """Return a week of `total` articles, of which so many have each word in their title."""
    return [
        Reported(
            number=1000 * number + place,
            day=7 * number,
            outlet=outlets[place % len(outlets)],
            title=" ".join(["filler", *(word for word, count in words.items() if place <= count)]),
        )
        for place in range(1, total + 1)
    ]


def new(connection: Connection) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT (week - DATE '2026-01-05') // 7, word FROM new_word_weekly ORDER BY ALL"
    ).fetchall()


def test_words_are_new_that_were_rare_in_the_four_weeks_before(connection: Connection) -> None:
    weeks = [week(number, {"old": 6, "pact": 8 if number == 4 else 0}) for number in range(5)]
    report(connection, [told for one in weeks for told in one])
    assert new(connection) == [(4, "pact")]


def test_a_word_is_new_again_after_four_weeks_without_it(connection: Connection) -> None:
    for number in range(11):
        report(connection, week(number, {"flood": 8 if number in {1, 2, 5, 10} else 0}))
    assert new(connection) == [(1, "flood"), (10, "flood")]


def test_a_late_week_changes_what_the_weeks_behind_it_had_before(connection: Connection) -> None:
    report(connection, [*week(0, {}), *week(4, {"pact": 8})])
    assert new(connection) == [(4, "pact")]
    report(connection, week(2, {"pact": 8}))
    assert new(connection) == [(2, "pact")]


def test_more_output_makes_no_word_new(connection: Connection) -> None:
    report(connection, [*week(0, {"vote": 5}), *week(1, {"vote": 50}, total=200)])
    assert new(connection) == []


def test_new_words_count_copies_and_owners_once(connection: Connection) -> None:
    add_outlets(connection, [("a", "Group", []), ("b", "Group", []), ("c", None, [])])
    told = week(1, {"pact": 10}, outlets="abc")
    copied = [replace(one, group=1001 if one.number <= 1004 else None) for one in told]
    report(connection, [*week(0, {}), *copied])
    assert connection.execute(
        "SELECT word, articles, originals, owners, article_share, articles_before, expected, z "
        "FROM new_word_weekly"
    ).fetchall() == [("pact", 10, 7, 2, 0.5, 0, 0, 10)]


def test_stop_words_are_left_out(connection: Connection) -> None:
    keep_stop_words(connection, {"en": {"the", "now"}, "zh": {"关于"}, "sr-Latn": {"je"}})
    titles = {
        "en": "The pact",
        "en-GB": "Now pact",
        "zh-Hans": "关于和",
        "sr-Latn": "Je mir",
        "sr-Cyrl": "је мир",
    }
    for language, title in titles.items():
        number = 10_000 * (1 + list(titles).index(language))
        before = [Reported(number=number + n, language=language, title="x1") for n in range(20)]
        now = [replace(one, number=one.number + 100, day=7, title=title) for one in before]
        report(connection, [*before, *now])
    rows = connection.execute("SELECT language, word FROM new_word_weekly ORDER BY ALL").fetchall()
    assert rows == [
        ("en", "pact"), ("en-GB", "pact"), ("sr-Cyrl", "мир"), ("sr-Cyrl", "је"), ("sr-Latn", "mir"),
        ("zh-Hans", "于和"),
    ]  # fmt: skip


def test_stop_words_follow_their_lists(connection: Connection) -> None:
    for words in ({"en": {"the", "a"}}, {"en": {"the"}, "fr": {"le"}}, {}):
        keep_stop_words(connection, words)
        stored = connection.execute("SELECT language, word FROM stop_word").fetchall()
        assert sorted(stored) == sorted((tag, word) for tag in words for word in words[tag])


def test_pairs_with_hiragana_are_left_out(connection: Connection) -> None:
    before = [Reported(number=n, language="ja", title="x1") for n in range(20)]
    report(connection, [*before, *(
        replace(one, number=one.number + 100, day=7, title="和平の合意") for one in before
    )])  # fmt: skip
    assert {word for _, word in new(connection)} == {"和平", "合意"}


def test_words_that_were_too_rare_to_be_kept_are_expected_all_the_same(connection: Connection) -> None:
    few = [Reported(number=n, title="the vote" if n < 3 else "x1") for n in range(1, 6)]
    report(connection, few)
    report(
        connection, [Reported(number=100 + n, day=7, title="the pact" if n < 8 else "x1") for n in range(20)]
    )
    assert connection.execute(
        "SELECT word, articles_before FROM word_week WHERE word = 'the'"
    ).fetchall() == [("the", 2)]
    rows = connection.execute("SELECT word, expected, weeks_before FROM new_word_weekly").fetchall()
    assert rows == [("pact", 0, 1)]


def test_a_series_says_how_many_weeks_it_compares_with(connection: Connection) -> None:
    for number in range(6):
        report(connection, week(number, {f"pact{number}": 8}))
    rows = connection.execute(
        "SELECT (week - DATE '2026-01-05') // 7, weeks_before FROM new_word_weekly ORDER BY ALL"
    ).fetchall()
    assert rows == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 4)]
