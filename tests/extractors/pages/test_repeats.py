"""A text that a page holds twice is taken once; refrains and repeated answers stay."""

import time

import pytest

from extractors.pages.reading import read_page
from extractors.pages.repeats import without_repeats

A = "The harbour council voted on Tuesday to keep the old lighthouse open for ten more years, a clerk said."
B = "Repairs begin in May and are paid for by the town, the region and a fund of private donors, he added."
C = "Two former keepers spoke for the tower, and a teacher brought letters that her whole class had written."
D = "The vote ends a quarrel of four years, in which the light itself was off for two of them."
BRIEF = "Applause followed the vote."


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([A, B, C, A, B, C], [A, B, C]),
        ([A, BRIEF, B, C, A, BRIEF, B, C, D], [A, BRIEF, B, C, D]),
        ([A, A, B, B, C, C], [A, B, C]),
        ([A, B, C, "Advertisement", A, B, "Read on", C], [A, B, C, "Advertisement", "Read on"]),
        ([A, B, C, D, A, B, C], [A, B, C, D]),
        ([A, B, C, D, B, C], [A, B, C, D]),
        ([A, A], [A]),
        ([A + " ", B, C, A.replace(" ", "  "), B, C, D], [A + " ", B, C, D]),
        (["燈台は今後十年間も開かれたままになると港湾評議会が火曜日に決めた。"] * 2 + [BRIEF],
         ["燈台は今後十年間も開かれたままになると港湾評議会が火曜日に決めた。", BRIEF]),
        ([A, B, C] * 3, [A, B, C]),
    ],
)  # fmt: skip
def test_what_stands_twice_is_taken_once(lines: list[str], kept: list[str]) -> None:
    assert without_repeats("\n".join(lines)) == "\n".join(kept)


@pytest.mark.parametrize(
    "lines",
    [
        [A, "Q: Will it stay?", "A: Yes.", B, "Q: For long?", "A: Yes.", C],
        [
            "Light, o light over the bay,",
            "Burn for us.",
            A,
            "Light, o light over the bay,",
            "Burn for us.",
            B,
        ],
        [A, B, C, A, D],
        [A, BRIEF, B, BRIEF, C],
        [A, BRIEF, B, A, BRIEF, C, D],
        ["Yes.", "Yes."],
        [],
    ],
)
def test_what_is_said_again_stays(lines: list[str]) -> None:
    assert without_repeats("\n".join(lines)) == "\n".join(lines)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("hidden-xs", "visible-xs"), ("hidden md:block", "md:hidden"), ("d-none d-md-block", "d-md-none"),
        ("desktop-only", "mobile-only"), ("hide-for-small", "show-for-small"), ("x7f", "q2a"),
        ("mobile hidden-desktop", "desktop hidden-mobile"), ("hide-on-mobile", "hide-on-desktop"),
    ],
)  # fmt: skip
def test_a_page_for_two_screens_is_read_once(wide: str, narrow: str) -> None:
    body = "".join(f"<p>{part}</p>" for part in (A, B, C))
    page = read_page(
        f"<html><body><h1>Lighthouse stays</h1><div class='{wide}'>{body}</div><div class='{narrow}'>{body}"
        "</div></body></html>".encode(), None, "http://a.test/b",
    )  # fmt: skip
    assert page is not None
    assert [page.text.count(part) for part in (A, B, C)] == [1, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 200_000,
        "\n".join(map(str, [*range(50_000), *range(49_000)])),
        "".join(f"{number % 97}\n" for number in range(200_000)),
        f"{A}\n" * 50_000,
    ],
)
def test_hostile_repeats_are_compared_in_a_moment(text: str) -> None:
    started = time.process_time()
    without_repeats(text)
    assert time.process_time() - started < 3
