"""Features of a text for grouping: names, countries, rare terms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.events.features import KINDS, countries, features_of, in_columns, names
from transforms.events.tfidf import TermSets, Tfidf


@pytest.mark.parametrize(
    "text",
    ["Selenskyj", "Zelensky", "Zelenskiy", "Зеленский", "Ζελένσκι", "زيلينسكي", "זלנסקי", "ゼレンスキー"],
)
def test_a_name_is_the_same_in_every_script(text: str) -> None:
    assert next(names(text)).startswith("slnsk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the vote in the council", []),
        ("Keir Starmer met Lu", ["stlml"]),
        ("マクロン大統領", ["mkln"]),
        ("法国总统马克龙", []),
        ("", []),
    ],
)
def test_names_are_capitals_or_words_of_scripts_without(text: str, found: list[str]) -> None:
    assert list(names(text)) == found


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "Britain and France sign; the United Kingdom sends troops to Ukraine", {"FR", "GB", "UA"}),
        ("uk", "Війська у Франції та в Україні", {"FR", "UA"}),
        ("zh-Hans", "法国总统访问乌克兰", {"FR", "UA"}),
        ("ar", "قوات فرنسا في أوكرانيا", {"FR", "UA"}),
        ("ja", "ウクライナとフランス", {"FR", "UA"}),
        ("en", "Nothing is named", set()),
        ("xx", "France", set()),
        ("und", "France", set()),
    ],
)
def test_places_are_countries_by_their_names_in_the_language(
    language: str, text: str, codes: set[str]
) -> None:
    assert countries(text, language) == codes


@given(st.text(), st.text(), st.sampled_from(["en", "zh", "ar", "sr-Cyrl", "und", "", "x-y"]))
def test_any_text_has_features_that_fit_their_columns(title: str, text: str, language: str) -> None:
    found = features_of(title, text, language)
    columns = in_columns([found, features_of("", "", language)])
    for kind in KINDS:
        assert getattr(columns, kind).terms(0) == getattr(found, kind)
        assert not getattr(columns, kind).terms(1)
    assert all(value < 2**32 for value in found.names | found.places)


def test_rare_terms_make_texts_more_alike_than_common_ones() -> None:
    sets = TermSets.of([{1, 2, 3}, {1, 2, 4}, {3, 5, 6}, {3, 7, 8}, {3, 9, 10}, {3, 11, 12}, set()])
    alike = Tfidf(sets)
    assert alike.cosine(0, 1) > alike.cosine(0, 2) > 0
    assert alike.cosine(0, 0) == pytest.approx(1)
    assert alike.cosine(0, 6) == alike.cosine(6, 6) == 0


@given(st.lists(st.frozensets(st.integers(0, 2**32 - 1), max_size=5), min_size=1, max_size=6))
def test_likeness_is_a_cosine(sets: list[frozenset[int]]) -> None:
    alike = Tfidf(TermSets.of(sets))
    found = np.array([[alike.cosine(one, other) for other in range(len(sets))] for one in range(len(sets))])
    assert (found == found.T).all()
    assert ((found >= 0) & (found <= 1 + 1e-9)).all()
