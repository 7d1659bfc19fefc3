"""Numbers in title and lead, as a feature of a text."""

import pytest

from transforms.events.features import numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200 soldiers", "1.200 soldados"),
        ("in 2026", "في ٢٠٢٦"),
        ("३५ लोग", "35 people"),
        ("3.5 percent", "3,5 Prozent"),
    ],
)
def test_numbers_are_the_same_in_every_language(one: str, other: str) -> None:
    assert numbers(one, "") == numbers("", other) != frozenset()


def test_one_digit_tells_nothing() -> None:
    assert numbers("7 of 9", "and 5") == frozenset()


def test_only_title_and_lead_count() -> None:
    assert numbers("", "word " * 400 + "2026") == frozenset()
