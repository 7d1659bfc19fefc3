"""Widths of texts, and shortening them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.visible import visible
from reports.widths import cut_in_middle, is_disputed, shortened, widest, width, wrapped

# As tmux 3.3 shows them.
SHOWN = {
    "plain": 5,
    "日本のニュース": 14,
    "한국 뉴스": 9,
    "ข่าวประเทศไทย": 12,
    "أخبار": 5,
    "שָׁלוֹם": 4,
    "हिन्दी में समाचार": 14,
    "தமிழ் செய்திகள்": 12,
    "বাংলা সংবাদ": 11,
    "e\u0301": 1,
    "ｶﾀｶﾅ": 4,
    "👩‍👩‍👧": 2,
    "🇫🇷": 2,
    "": 0,
}


@pytest.mark.parametrize(("text", "columns"), SHOWN.items())
def test_texts_take_as_many_columns_as_a_terminal_gives_them(text: str, columns: int) -> None:
    assert width(text) == columns
    assert widest(text) >= columns


@pytest.mark.parametrize("text", ["हिन्दी", "👩‍👩‍👧", "❤️"])
def test_terminals_disagree_about_some(text: str) -> None:
    assert is_disputed(text)


@pytest.mark.parametrize("text", ["plain", "日本", "שלום", "Привет", "ไทย", "한국"])
def test_and_agree_about_others(text: str) -> None:
    assert not is_disputed(text)


def test_a_letter_keeps_its_marks() -> None:
    assert shortened("e\u0301e\u0301e\u0301e\u0301", 3) == "e\u0301e\u0301…"
    assert shortened("日本の橋", 4) == "日…"
    assert shortened("four words of text", 11) == "four words…"
    assert shortened("whole", 5) == "whole"


def test_a_url_keeps_its_beginning_and_its_end() -> None:
    assert cut_in_middle("https://a.example/2026/opens.html", 20) == "https://a.exa…s.html"
    assert cut_in_middle("https://a.example/", 20) == "https://a.example/"


def test_lines_break_between_words() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("unbreakable it is", 5) == ["unbreakable", "it is"]
    assert wrapped("", 5) == [""]


@given(st.text(), st.integers(1, 40))
def test_what_is_shortened_fits_and_is_the_beginning(text: str, limit: int) -> None:
    text = visible(text)
    for cut in (shortened(text, limit), cut_in_middle(text, limit)):
        assert widest(cut) <= limit
        assert cut == text or "…" in cut
    assert text.startswith(shortened(text, limit).removesuffix("…").rstrip())
