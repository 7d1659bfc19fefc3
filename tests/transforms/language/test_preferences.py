"""The languages that a reader prefers: which tags are known, and which languages of articles match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.preferences import in_order, known_tag

OF_ARTICLES = (
    "de", "en", "hi", "hi-Latn", "pt", "pt-BR", "pt-PT", "sr", "sr-Cyrl", "sr-Latn", "zh", "zh-Hans",
    "zh-Hant",
)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en", "en"),
        ("PT_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-DE-1996", "de-DE-1996"),
        ("ca-valencia", "ca-valencia"),
        ("eng", "en"),
        ("iw", "he"),
        ("en-u-co-phonebk", "en"),
    ],
)
def test_tags_are_spelt_as_usual(raw: str, tag: str) -> None:
    assert known_tag(raw) == tag


@pytest.mark.parametrize(
    "raw",
    ["jp", "english", "en-UK", "en-US-Latn", "en-US-GB", "pt-Brazil", "und", "mul", "en-", "-en", "*", ""],
)
def test_what_is_no_tag_or_names_nothing_is_unknown(raw: str) -> None:
    assert known_tag(raw) is None


@given(st.text("aeinrsztUHKL-_019 é", max_size=12))
def test_a_spelling_is_not_spelt_otherwise_again(raw: str) -> None:
    tag = known_tag(raw)
    assert tag is None or known_tag(tag) == tag


@pytest.mark.parametrize(
    ("preference", "matching"),
    [
        ("zh", ["zh", "zh-Hans", "zh-Hant"]),
        ("zh-Hans", ["zh-Hans", "zh"]),
        ("zh-TW", ["zh-Hant", "zh"]),
        ("zh-Hant-HK", ["zh-Hant", "zh"]),
        ("pt", ["pt", "pt-BR", "pt-PT"]),
        ("pt-BR", ["pt-BR", "pt", "pt-PT"]),
        ("sr-RS", ["sr", "sr-Cyrl", "sr-Latn"]),
        ("sr-Latn-RS", ["sr-Latn", "sr"]),
        ("hi-IN", ["hi", "hi-Latn"]),
        ("en-US", ["en"]),
        ("fr", []),
    ],
)
def test_tags_match_with_and_without_script_or_region(preference: str, matching: list[str]) -> None:
    assert in_order([preference], OF_ARTICLES) == matching


def test_an_earlier_preference_goes_before_a_closer_match() -> None:
    assert in_order(["pt-BR", "de", "pt"], reversed(OF_ARTICLES)) == ["pt-BR", "pt", "pt-PT", "de"]
    assert in_order([], OF_ARTICLES) == []
