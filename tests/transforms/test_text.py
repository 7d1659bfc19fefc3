"""Cleaning of text, of single lines and of HTML from feeds."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text import clean_html, clean_line, clean_text, content_words

ANY_TEXT = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())),
    st.text(st.sampled_from("a e\u0301\u0327\n\r\t\xa0\u3000\u2028\ufeff\x00\x85\ud800 <>&;/p")),
)


def is_clean(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not any(
        unicodedata.category(mark) in {"Cc", "Cs"} for mark in text if mark not in "\n\t"
    )


@given(ANY_TEXT)
@example("e\x00\u0301")
@example("a\n\u3000\n\u0301b")
def test_clean_text_is_clean_and_stable(text: str) -> None:
    cleaned = clean_text(text)
    assert is_clean(cleaned)
    assert "\n\n" not in cleaned
    assert "\t" not in cleaned
    assert clean_text(cleaned) == cleaned
    cleaned.encode()


@given(ANY_TEXT, st.integers(1, 20))
@example("ab cd", 3)
def test_clean_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert is_clean(line)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert len(line) <= limit


@given(ANY_TEXT)
@example("&#xD800;&#0;&#13;&#x85;&#xFEFF;")
@example("<p")
def test_clean_html_of_any_text(text: str) -> None:
    line = clean_html(text)
    assert is_clean(line)
    assert len(line.splitlines()) <= 1


def test_nothing_is_an_empty_line() -> None:
    assert clean_line(None) == clean_line("") == clean_line(" \x00\n") == clean_html(None) == ""


def test_lines_survive_and_blank_ones_go() -> None:
    assert clean_text("a\r\n\r\n \t\n b\xa0\xa0c\rd ") == "a\nb c\nd"


def test_decomposed_letters_are_composed() -> None:
    assert clean_text("Cafe\u0301") == "Caf\u00e9"


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("a<br/>b", "a b"),
        ("<b>un</b>believable H<sub>2</sub>O", "unbelievable H2O"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a&nbsp;b &amp; c &lt;b&gt;", "a b & c <b>"),
        ("Hi<script>var x = '<p>';</script> you<!-- not me -->", "Hi you"),
        ("Hi<style>p { color: red }", "Hi"),
    ],
)
def test_html_is_read_as_a_browser_shows_it(fragment: str, text: str) -> None:
    assert clean_html(fragment) == text


@pytest.mark.parametrize("piece", ["<b ", "<", "&#", "<!--", "<script>", "<p", "<br"])
def test_hostile_html_takes_no_time(piece: str) -> None:
    started = time.perf_counter()
    clean_html(piece * 100_000)
    assert time.perf_counter() - started < 0.5


def test_content_words_ignore_case_width_and_invisible_marks() -> None:
    assert content_words("STRASSE ＡＢＣ") == content_words("Straße abc")
    assert content_words("Ver\u00adwal\u00adtung") == content_words("Verwaltung")
    assert content_words("می\u200cخواهم") == content_words("میخواهم")
