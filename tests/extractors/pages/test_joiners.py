"""Joiners and word breaks of a page's text come through reading; soft hyphens and direction marks do not."""

import pytest
from lxml import html

from extractors.pages.joiners import hide_joiners, show_joiners
from extractors.pages.reading import read_page
from transforms.text import clean_text


def _body(*paragraphs: str) -> str:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = read_page(
        f"<html><body><article><h1>x</h1>{shown}</article></body></html>".encode(), None, "http://a.test/b"
    )
    assert page is not None
    return clean_text(page.text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("قایق\u200cها در بندر می\u200cمانند.", "قایق\u200cها در بندر می\u200cمانند."),
        ("قایق&zwnj;ها در <b>بندر می</b>&#8204;مانند.", "قایق\u200cها در بندر می\u200cمانند."),
        ("ශ්&zwj;රී ලංකාවේ වරාය &#x200d;", "ශ්\u200dරී ලංකාවේ වරාය"),
        ("ទូក\u200bនៅ&#x200B;កំពង់ផែ។", "ទូក\u200bនៅ\u200bកំពង់ផែ។"),
        ("Die Hafen&shy;ver\u00adwaltung tagt.", "Die Hafenverwaltung tagt."),
        ("ספינה\u200f ב\u200eנמל.", "ספינה בנמל."),
        ("The\U000e01ed pier\U000e01ef is closed.", "The pier is closed."),
        ("قال تعالى \u06dd١٢ في الكتاب.", "قال تعالى \u06dd١٢ في الكتاب."),
    ],
)
def test_what_is_spelling_comes_through(written: str, read: str) -> None:
    filling = "The harbour council voted to keep the lighthouse open for ten more years, a clerk said."
    assert read in _body(written + " " + filling, filling + " " + filling).replace("  ", " ")


def test_marks_of_the_page_are_not_taken_for_joiners() -> None:
    tree = html.fromstring("<div>a\U000e01ec\u200cb<i>c</i>\u200d\U000e01eed</div>")
    hide_joiners(tree)
    assert show_joiners(tree.text_content()) == "a\u200cbc\u200dd"
