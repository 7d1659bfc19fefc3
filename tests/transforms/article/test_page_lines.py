"""Which lines of a page belong to the article's text."""

import pytest

from transforms.article.page_lines import article_lines
from transforms.article.prose import is_prose

# ruff: noqa: E501 - lines of text are shown as they are
PROSE = "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years, and nobody spoke against it."
MORE = "Repairs begin in May and are paid for by the town, the region and a fund of donors who asked for no thanks."


def _text(*lines: str, titles: tuple[str, ...] = (), lead: str = "", is_free: bool | None = None) -> str:
    return article_lines("\n".join(lines), titles, lead, is_free=is_free).text


def test_the_headline_and_the_lines_before_the_prose_go() -> None:
    lines = ("Lighthouse stays open", "By Ann Example", "3 March 2026", PROSE, MORE)
    assert _text(*lines, titles=("Lighthouse stays open",)) == f"{PROSE}\n{MORE}"


def test_a_headline_repeated_far_down_stays() -> None:
    lines = (PROSE, *("A line of its own that is not prose yet",) * 9, "Lighthouse stays open", MORE)
    assert "Lighthouse stays open" in _text(*lines, titles=("Lighthouse stays open",))


def test_subheadings_and_lists_within_the_text_stay() -> None:
    assert _text(PROSE, "What it costs", "- paint", "- lamps", MORE).split("\n")[1:4] == [
        "What it costs",
        "- paint",
        "- lamps",
    ]


def test_labels_behind_the_last_prose_go() -> None:
    assert _text(PROSE, MORE, "More on this", "- Harbour", "Topics") == f"{PROSE}\n{MORE}"


def test_a_text_without_any_prose_is_left_alone() -> None:
    assert _text("one", "two", "three") == "one\ntwo\nthree"


def test_the_standfirst_comes_first_but_not_twice() -> None:
    assert _text(MORE, lead=PROSE) == f"{PROSE}\n{MORE}"
    assert _text(PROSE, MORE, lead=PROSE) == f"{PROSE}\n{MORE}"


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Log in here.",
        "Weiterlesen mit dem Digitalabo für 1 Euro im Monat.",
        "La suite de cet article est réservée aux abonnés.",
        "Suscríbete para seguir leyendo.",
        "この記事は会員限定です。",
        "Статья доступна только для подписчиков.",
        "Questo contenuto è riservato agli abbonati.",
    ],
)
def test_a_text_breaks_off_where_the_rest_is_offered(offer: str) -> None:
    cut = article_lines(f"{PROSE}\n{MORE}\n{offer}\nOne month free, then 9 a month.", (), "")
    assert (cut.text, cut.is_cut_by_offer) == (f"{PROSE}\n{MORE}", True)


def test_an_offer_in_the_middle_of_an_article_cuts_nothing() -> None:
    lines = (PROSE, "Subscribe to continue reading", *(MORE,) * 12)
    whole = article_lines("\n".join(lines), (), "")
    assert not whole.is_cut_by_offer
    assert whole.text.count(MORE) == 12


def test_a_page_that_says_it_is_free_is_not_cut() -> None:
    assert not article_lines(f"{PROSE}\nSubscribe to continue reading", (), "", is_free=True).is_cut_by_offer


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (PROSE, True),
        ("A short sentence that nevertheless ends.", True),
        ("Topics", False),
        ("Read more.", False),
        ("気象庁は明日の大雨に警報を発表した。", True),
        ("関連記事", False),
        ("هذه جملة كاملة من النثر في خبر محلي قصير؟", True),
    ],
)
def test_prose(line: str, *, is_one: bool) -> None:
    assert is_prose(line) is is_one
