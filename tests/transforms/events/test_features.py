"""Features of a text for grouping: names, countries, words and their sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.embedding.embedder import LEAD_CHARS
from transforms.events.features import (
    KINDS,
    TextFeatures,
    countries,
    features_of,
    in_columns,
    names,
    sounds,
    words,
)
from transforms.events.terms import TermSets

LANGUAGES = st.sampled_from(["en", "de", "zh", "ar", "sr-Cyrl", "und", "", "x-y"])


@pytest.mark.parametrize(
    "text",
    ["Selenskyj", "Zelensky", "Zelenskiy", "Зеленский", "Ζελένσκι", "زيلينسكي", "זלנסקי", "ゼレンスキー"],
)
def test_a_name_is_the_same_in_every_script(text: str) -> None:
    assert next(names(f"that {text}", "en")).startswith("slnsk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the vote in the council", []),
        ("when Starmer met Lu", ["stlml"]),
        ("マクロン大統領", ["mkln"]),
        ("法国总统马克龙", []),
        ("", []),
    ],
)
def test_names_are_capitals_or_words_of_scripts_without(text: str, found: list[str]) -> None:
    assert list(names(text, "en")) == found


@pytest.mark.parametrize(
    "text", ["Starmer met him", "They left. Starmer stayed", "he said: “Starmer”", "one: Starmer"]
)
def test_the_first_word_of_a_sentence_need_not_be_a_name(text: str) -> None:
    assert list(names(text, "en")) == []


def test_of_names_that_begin_a_sentence_the_second_is_one() -> None:
    assert list(names("Keir Starmer met Macron", "en")) == ["stlml", "mkln"]


def test_a_noun_by_itself_is_no_name_where_all_nouns_have_capitals() -> None:
    text = "gestern traf der Kanzler in London den Premier Keir Starmer"
    german = list(names(text, "de"))
    assert german == ["blml", "stlml"]
    assert set(german) < set(names(text, "en"))
    assert list(names(text, "de-AT")) == german


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cats, and 3 of 12 dogs!", ["the", "cats", "and", "dogs"]),
        ("Straße an der Moskwa", ["strasse", "der", "moskwa"]),
        ("法国总统", ["法国", "国总", "总统"]),
        ("法 国 总统", ["总统"]),
        ("NATO 峰会", ["nato", "峰会"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("a of 12", []),
        ("", []),
    ],
)
def test_words_are_those_between_spaces_or_pairs_of_characters(text: str, found: list[str]) -> None:
    assert list(words(text)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [("президент", "president"), ("Ukraine", "Україна"), ("protest", "протест"), ("parlament", "парламент")],
)
def test_words_that_languages_share_sound_alike(one: str, other: str) -> None:
    assert list(sounds(one)) == list(sounds(other)) != []


def test_words_of_few_consonants_and_scripts_without_spaces_have_no_sound() -> None:
    assert list(sounds("we are in 2026, 法国总统")) == []


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


def own(column: TermSets, row: int) -> set[int]:
    return set(column.values[column.starts[row] : column.starts[row + 1]].tolist())


@given(st.text(), st.text(), LANGUAGES)
def test_any_text_has_features_that_fit_their_columns(title: str, text: str, language: str) -> None:
    found = features_of(title, text, language)
    columns = in_columns([found, TextFeatures(), found])
    for kind in KINDS:
        values = getattr(found, kind)
        assert [own(getattr(columns, kind), row) for row in range(3)] == [values, set(), values]
        assert all(0 <= value < 2 ** (64 if kind == "numbers" else 32) for value in values)


def test_names_and_words_are_those_of_title_and_lead() -> None:
    beyond = "word " * LEAD_CHARS + "met Macron"
    assert features_of("When Macron", "met him", "en").names == features_of("", "when Macron", "en").names
    for kind in ("names", "words", "sounds"):
        assert getattr(features_of("", beyond, "en"), kind) <= getattr(features_of("", "word", "en"), kind)


def test_marks_within_a_word_do_not_make_it_another() -> None:
    soft, plain = (features_of(title, "", "de") for title in ("Bundes\u00adtag und", "Bundestag und"))
    assert soft == plain


def test_no_texts_have_empty_columns() -> None:
    assert all(len(getattr(in_columns([]), kind)) == 0 for kind in KINDS)
