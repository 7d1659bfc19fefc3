"""Cleaning of text, of single lines and of HTML from feeds."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text import clean_html, clean_key, clean_line, clean_text, content_words

ANY_TEXT = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())),
    st.text(st.sampled_from("a e\u0301\u0327\n\r\t\xa0\u3000\u2028\ufeff\x00\x85\ud800 <>&;/p")),
    st.text(st.sampled_from("ab e\u0301\n\u200b\u200c\u200d\u00ad\u06af\u0e01\U0001f467\ufeff\ufffd")),
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
    started = time.thread_time()
    clean_html(piece * 100_000)
    assert time.thread_time() - started < 0.5


def test_content_words_ignore_case_width_and_invisible_marks() -> None:
    assert content_words("STRASSE ＡＢＣ") == content_words("Straße abc")
    assert content_words("Ver\u00adwal\u00adtung") == content_words("Verwaltung")
    assert content_words("می\u200cخواهم") == content_words("میخواهم")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("می\u200cماند", "می\u200cماند"),  # Persian
        ("دەچمە\u200cوە", "دەچمە\u200cوە"),  # Kurdish
        ("۱۲\u200cساله و 3\u200cها", "۱۲\u200cساله و 3\u200cها"),
        ("ه\u200c.ش", "ه\u200c.ش"),
        ("क्\u200dष और क्\u200cष", "क्\u200dष और क्\u200cष"),
        ("ශ්\u200dරී ලංකා", "ශ්\u200dරී ලංකා"),
        ("কাগজ\u200c র\u200d্যাব", "কাগজ\u200c র\u200d্যাব"),
        ("ភាសា\u200bខ្មែរ", "ភាសា\u200bខ្មែរ"),
        ("မြန်မာ\u200bစာ ພາສາ\u200bລາວ ภาษา\u200bไทย", "မြန်မာ\u200bစာ ພາສາ\u200bລາວ ภาษา\u200bไทย"),
        ("ᠬᠠᠷ\u180eᠠ", "ᠬᠠᠷ\u180eᠠ"),
        ("۝ \u06dd٢", "۝ \u06dd٢"),
        (
            "👨\u200d👩\u200d👧 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥",
            "👨\u200d👩\u200d👧 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥",
        ),
        ("Bundes\u00adver\u00adfassung", "Bundesverfassung"),
        ("har\u200bbour ha\u200crb\u200dour ha\u2060rb\ufeffour", "harbour harbour harbour"),
        ("\u200fשלום\u200e \u202bעולם\u202c \u2068נמל\u2069", "שלום עולם נמל"),
        ("\u061cمرفأ\u200f ٣", "مرفأ ٣"),
        ("新\u200b聞 ニュ\u200bース 뉴\u200b스", "新聞 ニュース 뉴스"),
        ("гавань\u200b при\u00adстань", "гавань пристань"),
        ("a\u200d👧 👧\u200db", "a👧 👧b"),
    ],
)
def test_invisible_marks_stay_where_they_are_spelling(text: str, cleaned: str) -> None:
    assert clean_text(text) == clean_line(text) == clean_html(text) == cleaned
    assert content_words(cleaned) == content_words(text)


def test_a_run_of_joiners_is_no_spelling() -> None:
    assert clean_text("می" + "\u200c" * 10_000 + "ماند") == "می\u200c\u200cماند"


def test_a_key_keeps_what_tells_it_from_others() -> None:
    assert clean_key("\ufeffhttp://a.test/bund\u00ades\x00 ", 100) == "http://a.test/bund\u00ades"
    assert clean_key(None, 10) == clean_key("", 10) == ""
