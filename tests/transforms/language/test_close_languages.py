"""Words that only one of several close languages has, and what outweighs them."""

import tomllib

import pytest

from transforms.language.close_languages import WORDS_OF_A_WITNESS, by_words
from transforms.phrases import read_phrases

LISTS = tomllib.loads(read_phrases("close_languages.toml"))


@pytest.mark.parametrize(
    ("group", "languages", "words"),
    [
        (
            "norwegian",
            ("nn", "nb"),
            "skal kommunen folk alle siste både etter nye brann oss hadde også gang tar bønder",
        ),
        (
            "south_slavic",
            ("hr", "sr"),
            "gradonačelnik gradonačelnika odbor zrak ministar kanton kantona otok",
        ),
        ("south_slavic", ("bs", "sr"), "načelnik federacija federacije ministar kanton"),
        ("malay", ("id", "ms"), "rumah sakit kereta polis kilang cukai rabu sabtu minggu wang doktor beliau"),
        ("iberian", ("es", "gl", "pt"), "por se sobre que para de la segundo nos"),
    ],
)
def test_words_of_both_languages_are_in_no_list(group: str, languages: tuple[str, ...], words: str) -> None:
    for word in words.split():
        listing = [tag for tag in languages if word in LISTS[group][tag].split()]
        assert listing in ([], list(languages)), word


def test_no_word_is_listed_twice_for_a_language() -> None:
    for group in LISTS.values():
        for listed in group.values():
            assert len(set(listed.split())) == len(listed.split())


def test_a_declaration_outweighs_a_few_words_and_not_many() -> None:
    few = " ".join(["ikkje"] * (WORDS_OF_A_WITNESS - 1))
    assert by_words("nb", few, [], None) == "nn"
    assert by_words("nb", few, ["nb"], None) == "nb"
    assert by_words("nb", few, [], "nb") == "nb"
    assert by_words("nb", " ".join(["ikkje"] * 9), ["nb"], "nb") == "nn"


def test_words_that_serbian_may_share_count_only_where_nothing_is_declared() -> None:
    ijekavian = "vrijeme mjesto dvije rijeka gdje uvijek poslije"
    assert by_words("hr", f"{ijekavian} hiljada", [], None) == "bs"
    assert by_words("hr", ijekavian, ["sr"], "hr") is None
    assert by_words("hr", ijekavian, ["sr"], None) == "sr"


def test_a_declared_language_has_the_words_that_the_found_one_lacks() -> None:
    assert by_words("hr", "hiljada januara", ["bs"], "hr") == "bs"
    assert by_words("hr", "hiljada januara", ["bs"], None) == "bs"
    assert by_words("hr", "tisuća siječnja", ["bs"], "hr") == "hr"
    assert by_words("hr", "vrijeme", ["bs"], "hr") is None


def test_a_language_without_close_ones_is_left_alone() -> None:
    assert by_words("fi", "ikkje vrijeme", ["nn"], "nn") is None
