"""Canonical URLs: which are believed, and which article a page is then."""

import pytest

from transforms.article.canonical import article_url, believed_canonical

PLAIN = "http://www.post.example/2026/lighthouse-stays-open"


@pytest.mark.parametrize(
    ("stated", "url", "believed"),
    [
        (PLAIN, "http://m.post.example/2026/lighthouse-stays-open", PLAIN),
        (f"{PLAIN}/?utm_source=x", PLAIN, PLAIN),
        ("http://www.post.example/", PLAIN, None),
        ("http://other.example/2026/lighthouse-stays-open", PLAIN, None),
        ("http://www.post.example/2026", PLAIN, None),
        (PLAIN, f"{PLAIN}/amp", PLAIN),
        (PLAIN, "https://www-post-example.cdn.ampproject.org/c/s/www.post.example/amp/1", PLAIN),
        ("http://other.example/a-b-c", "https://cdn.ampproject.org/c/s/www.post.example/amp/1", None),
        (PLAIN, "https://evil.example/c/s/www.post.example/amp/1", None),
        ("no url", PLAIN, None),
        (None, PLAIN, None),
    ],
)
def test_which_canonical_urls_are_believed(stated: str | None, url: str, believed: str | None) -> None:
    assert believed_canonical(stated, url) == believed


@pytest.mark.parametrize(
    ("url", "canonical", "own"),
    [
        ("http://m.post.example/2026/lighthouse-stays-open", PLAIN, PLAIN),
        ("http://amp.post.example/2026/lighthouse-stays-open", PLAIN, PLAIN),
        (f"{PLAIN}/amp", PLAIN, PLAIN),
        (f"{PLAIN}.amp.html", f"{PLAIN}.html", f"{PLAIN}.html"),
        (f"{PLAIN}?outputType=amp", PLAIN, PLAIN),
        (f"{PLAIN}?from_section=home", PLAIN, PLAIN),
        # The scheme stays what was asked for.
        (f"{PLAIN}?x=y", PLAIN.replace("http:", "https:"), PLAIN),
        # So do numbers that no page and no text of its own has.
        (f"{PLAIN}?campaign=1490", PLAIN, PLAIN),
        (f"{PLAIN}?edition=7&x=20260106", PLAIN, PLAIN),
        (f"{PLAIN}?campaign=1490&id=2", f"{PLAIN}?id=2", f"{PLAIN}?id=2"),
        (PLAIN.replace("www.", ""), PLAIN, PLAIN),
        (PLAIN, PLAIN.replace("www.", ""), PLAIN.replace("www.", "")),
        (f"{PLAIN.replace('www.', '')}?page=2", PLAIN, f"{PLAIN.replace('www.', '')}?page=2"),
        (PLAIN.replace("www.", "shop."), PLAIN, PLAIN.replace("www.", "shop.")),
        ("http://cdn.ampproject.org/c/www.post.example/amp/1", PLAIN, PLAIN),
        # A number tells one page of a text, or one text, from another.
        (f"{PLAIN}?page=2", PLAIN, f"{PLAIN}?page=2"),
        (f"{PLAIN}?Seite=2&campaign=1", PLAIN, f"{PLAIN}?Seite=2&campaign=1"),
        (f"{PLAIN}?id=2", PLAIN, f"{PLAIN}?id=2"),
        ("http://post.example/story?id=17", "http://post.example/story", "http://post.example/story?id=17"),
        # Another path is another text until a copy is found in it.
        (PLAIN, "http://www.post.example/2026/another-story-of-the-day", PLAIN),
        (PLAIN, None, PLAIN),
    ],
)
def test_variants_of_a_page_are_one_article(url: str, canonical: str | None, own: str) -> None:
    assert article_url(url, canonical) == own
