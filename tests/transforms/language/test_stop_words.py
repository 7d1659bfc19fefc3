"""Stop words of many languages, as titles are cut into words."""

import pytest

from transforms.language.stop_words import stop_words


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "the"), ("en", "to"), ("en", "in"), ("en", "as"), ("en", "and"), ("de", "und"),
        ("fr", "aujourd"), ("nb", "og"), ("nn", "og"), ("uk", "та"),
        ("ru", "это"), ("sr-Latn", "je"), ("zh", "关于"),
        ("hi", "में"), ("ar", "على"), ("ms", "yang"), ("vi", "của"),
    ],
)  # fmt: skip
def test_words_that_say_nothing_are_stop_words(language: str, word: str) -> None:
    assert word in stop_words()[language]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "ai"), ("en", "fire"), ("en", "ukraine"), ("en", "troops"), ("en", "us"),
        ("ru", "война"), ("ru", "россия"), ("de", "recht"),
        ("fr", "état"), ("ms", "malaysia"), ("ms", "polis"), ("it", "governo"),
    ],
)  # fmt: skip
def test_what_news_is_about_is_none(language: str, word: str) -> None:
    assert word not in stop_words()[language]


def test_all_are_words_as_titles_are_cut() -> None:
    assert len(stop_words()) > 60
    for tag, words in stop_words().items():
        assert words, tag
        assert all(word == word.lower() and len(word) > 1 and " " not in word for word in words)
