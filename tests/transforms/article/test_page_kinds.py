"""Pages that hold no article: listings, walls, error pages, parked domains."""

from typing import Any

import pytest

from model import Field, Page, Statement, Witness
from transforms.article.page_kinds import why_no_article

# ruff: noqa: E501 - pages are shown as they are
URL = "http://news.example/2026/story"
PROSE = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years. Repairs begin in May, "
    "and they are paid for by the town, the region and a fund of private donors who asked for no thanks at all. "
    "Fishermen, teachers and two former keepers spoke for the tower, and only the treasurer had his doubts."
)
DATED = (Statement(field=Field.PUBLISHED, witness=Witness.META, value="2026-03-02"),)


def _why(title: str, text: str, url: str = URL, **page: Any) -> str | None:
    found = why_no_article(Page(text=text, **page), title, text, url)
    return found.reason if found else None


def test_an_article_is_one() -> None:
    assert _why("Lighthouse stays open", PROSE) is None


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        (
            "We value your privacy",
            "We and our partners store cookies. Accept all, or manage options. Our 812 vendors need your consent. "
            "Cookies help partners show personalised ads. You may reject all cookies and withdraw consent. "
            * 2,
            "consent_wall",
        ),
        (
            "Zustimmung",
            "Mit Werbung und Cookies weiterlesen oder das Pur-Abo bestellen. Sie können zustimmen, dass wir und unsere "
            "Partner Cookies setzen. Datenschutz und Tracking: alle akzeptieren oder einwilligen. " * 2,
            "consent_wall",
        ),
        (
            "news.example",
            "The domain news.example is for sale. Buy this domain now. Related searches: cars.",
            "parked_domain",
        ),
        (
            "Page not found",
            "The page could not be found. Try the search, or one of the stories below. " * 5,
            "error_page",
        ),
        (
            "404",
            "Hier ist nichts. Lesen Sie stattdessen, was andere gern gelesen haben, zum Beispiel dies. " * 5,
            "error_page",
        ),
        (
            "Lo sentimos",
            "Lo sentimos, la página que buscas no existe. Vuelve a la portada para leer más. " * 5,
            "error_page",
        ),
        ("A line", "Too short.", "too_short"),
        ("A line", "", "no_text"),
    ],
)
def test_what_is_no_article(title: str, text: str, reason: str) -> None:
    assert _why(title, text) == reason


TEASERS = "\n".join(f"Headline of story number {number} from the harbour" for number in range(20))


def test_pages_of_teasers_are_listings_or_hold_no_prose() -> None:
    assert _why("Harbour", TEASERS, "http://news.example/tag/harbour", link_share=0.7) == "listing"
    assert _why("Harbour", TEASERS) == "listing"
    assert _why("Harbour", TEASERS, statements=DATED) == "no_prose"


def test_what_calls_itself_an_article_may_write_of_cookies_errors_and_domains() -> None:
    said: dict[str, Any] = {"kinds": ("NewsArticle",), "statements": DATED}
    text = (
        "The regulator fined the site, whose cookies and consent forms misled users, and its partners too. "
        * 8
    )
    assert _why("Cookies, consent, privacy: what partners and vendors know", text, **said) is None
    assert _why("Page not found: how a library lost its archive", PROSE, **said) is None
    assert _why("Domain for sale: a village sells its name", PROSE, **said) is None


def test_a_long_article_on_privacy_is_no_wall() -> None:
    assert _why("A law on privacy", f"{PROSE} The law on privacy asks for consent to cookies.") is None


@pytest.mark.parametrize(
    "headline",
    [
        "500 homes without power after the storm",
        "404 pupils get new desks",
        "410: the year the legions left",
        "Driver says access denied to his own garage",
        "Page not found: how a library lost its archive",
        "Service unavailable on two bus lines from Monday",
        "Stránka nenalezena: výstava o ztracených knihách",
        "ページが見つからない本の展示始まる",
    ],
)
def test_a_headline_that_the_feed_announced_may_have_the_words_of_an_error(headline: str) -> None:
    heading = Statement(field=Field.TITLE, witness=Witness.HEADING, value=headline)
    page = Page(text=PROSE, statements=(heading,))
    assert why_no_article(page, headline, PROSE, URL, headline) is None


@pytest.mark.parametrize("headline", ["500 homes without power", "Driver says access denied to his garage"])
def test_numbers_and_words_within_a_headline_are_no_error(headline: str) -> None:
    assert _why(headline, PROSE) is None


@pytest.mark.parametrize(
    "shown",
    [
        "404",
        "Error 404",
        "404 Not Found",
        "HTTP 503",
        "502 Bad Gateway",
        "Access denied",
        "Oops! Something went wrong",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Sidan hittades inte",
        "Siden blev ikke fundet",
        "Sivua ei löytynyt",
        "Lehte ei leitud",
        "Strona nie została znaleziona",
        "Stránka nebyla nalezena",
        "Az oldal nem található",
        "Pagina nu a fost găsită",
        "Stranica nije pronađena",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Страницата не е намерена",
        "Η σελίδα δεν βρέθηκε",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "הדף לא נמצא",
        "पृष्ठ नहीं मिला",
        "পৃষ্ঠা পাওয়া যায়নি",
        "ไม่พบหน้าที่คุณต้องการ",
        "Không tìm thấy trang",
        "Halaman tidak ditemukan",
        "ページが見つかりません",
        "页面不存在",
        "找不到頁面",
        "페이지를 찾을 수 없습니다",
    ],
)
def test_an_error_page_at_the_link_of_an_entry(shown: str) -> None:
    heading = Statement(field=Field.TITLE, witness=Witness.HEADING, value=shown)
    popular = (
        "Read instead what others liked to read: the ferry, the choir, and the long night of the lamps. " * 4
    )
    page = Page(text=popular, statements=(heading,))
    found = why_no_article(page, shown, popular, URL, "Lighthouse stays open")
    assert found is not None
    assert found.reason == "error_page"
