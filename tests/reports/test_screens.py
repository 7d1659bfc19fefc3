"""Tables in many scripts look as they were accepted to, and each column begins where its head does."""

import re
import unicodedata

import pytest

from tests.reports.screens import FOLDER, TITLES, WIDTHS, rows, screens

ISOLATES = re.compile("[\u2066-\u2069\u200e]")


def cells(text: str) -> int:
    """Return the columns of a terminal that a text takes, by the rules of Unicode alone."""
    return sum(
        0
        if unicodedata.category(one) in {"Mn", "Me", "Cf"}
        else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


@pytest.mark.parametrize("name", screens())
def test_screens_are_as_accepted(name: str) -> None:
    assert screens()[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_no_screen_is_kept_that_nothing_draws() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(screens())


@pytest.mark.parametrize("name", screens())
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    limit = int(re.findall(r"\d+", name)[0])
    assert max(cells(line) for line in screens()[name].splitlines()) <= limit


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_stand_below_their_heads(width: int) -> None:
    head, _, *lines = screens()[f"rows-{width}.txt"].splitlines()
    number_ends, url_begins = head.index("readers") + len("readers"), head.index("url")
    for line, (language, _, readers, *_) in zip(lines, rows(), strict=True):
        before, _, _ = ISOLATES.sub("", line).partition("https")
        # An emoji with a tone of skin is one picture, which the rules of code points do not know.
        assert cells(before.replace("\U0001f3fd", "")) == url_begins, language
        assert cells(before.replace("\U0001f3fd", "").rstrip()) == number_ends, language
        assert str(readers) in before


def test_at_80_columns_no_figure_of_the_summary_is_missing() -> None:
    text = screens()["summary-80.txt"]
    assert text.count(" 25         21       23      21         15         19\n") == len(TITLES)
    assert "left out" not in text
