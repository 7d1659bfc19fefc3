"""The dialogs of a page: by the marks of consent platforms, and by their role."""

import pytest

from extractors.pages.reading import read_page

ARTICLE = (
    "<article><h1>Lighthouse stays open</h1><p>The council voted on Tuesday to keep it open.</p></article>"
)
ASKS = "<h2>We value your privacy</h2><p>We and our partners store cookies.</p><script>let a = 1</script>"
TEXT = "We value your privacyWe and our partners store cookies."


def _dialogs(markup: str) -> str:
    page = read_page(f"<html><body>{markup}</body></html>".encode(), "text/html", "http://news.example/1")
    return page.dialogs if page else ""


@pytest.mark.parametrize(
    "opening",
    [
        '<div id="onetrust-consent-sdk">',
        '<div id="didomi-host">',
        '<div id="sp_message_container_812">',
        '<div id="usercentrics-root">',
        '<div class="qc-cmp2-container">',
        '<div id="CybotCookiebotDialog">',
        '<div class="fc-consent-root">',
        '<div class="page cookie-wall">',
        '<section class="consent-page">',
        '<div role="dialog" aria-modal="true">',
        "<dialog open>",
    ],
)
def test_the_text_of_dialogs(opening: str) -> None:
    tag = opening[1:].partition(" ")[0].rstrip(">")
    assert _dialogs(f"{ARTICLE}{opening}{ASKS}</{tag}>") == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        ARTICLE,
        f'<div class="cookie-banner-open">{ARTICLE}</div>',
        f'<div id="newsletter-consentient">{ASKS}</div>',
    ],
)
def test_what_is_no_dialog(markup: str) -> None:
    assert _dialogs(markup) == ""
