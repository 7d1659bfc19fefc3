"""Drift: when an outlet's pages begin to be read worse than before."""

from dataclasses import replace
from typing import Any

import pytest

from model import OutletReading
from transforms.drift import LEAST_PAGES, LEAST_PAST_PAGES, drift

PAST = OutletReading(
    outlet_id="post",
    page_count=200,
    article_count=196,
    empty_share=0.02,
    median_char_count=3_000,
    repeated_line_share=0.01,
    undated_share=0.0,
    unauthored_share=0.1,
)
NOW = replace(PAST, page_count=20, article_count=19)


def test_pages_that_read_as_before_have_not_drifted() -> None:
    assert drift(NOW, PAST) is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"empty_share": 0.9}, "pages without an article's text: 90%, before 2%"),
        ({"repeated_line_share": 0.6}, "text in lines that most articles have: 60%, before 1%"),
        ({"median_char_count": 700.0}, "characters of a text: 700, before 3000"),
        ({"median_char_count": 12_000.0}, "characters of a text: 12000, before 3000"),
        ({"undated_share": 1.0, "unauthored_share": 1.0}, "articles without a date: 100%, before 0%"),
    ],
)
def test_what_changed_is_told(changed: dict[str, Any], told: str) -> None:
    found = drift(replace(NOW, **changed), PAST)
    assert found is not None
    assert told in found


@pytest.mark.parametrize("changed", [{"undated_share": 1.0}, {"unauthored_share": 1.0}, {"empty_share": 0.4}])
def test_one_gap_or_a_few_empty_pages_are_no_drift(changed: dict[str, Any]) -> None:
    assert drift(replace(NOW, **changed), PAST) is None


def test_an_outlet_that_was_always_so_has_not_drifted() -> None:
    empty: dict[str, Any] = {"empty_share": 0.8}
    assert drift(replace(NOW, **empty), replace(PAST, **empty)) is None


def test_few_pages_and_a_short_past_say_nothing() -> None:
    broken = replace(NOW, empty_share=1.0)
    assert drift(broken, None) is None
    assert drift(replace(broken, page_count=LEAST_PAGES - 1), PAST) is None
    assert drift(broken, replace(PAST, page_count=LEAST_PAST_PAGES - 1)) is None
