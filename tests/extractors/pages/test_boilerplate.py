"""A body stays whatever its class or id is called; boxes of links beside it go."""

import pytest

from extractors.pages.reading import read_page

PARTS = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for ten more years, a clerk said.",
    "Repairs begin in May and are paid for by the town, the region and a fund of private donors, he added.",
    "Two former keepers spoke for the tower, and a teacher brought letters that her class had written.",
)
SHAPES = {
    "br": "<div {}>" + "<br><br>".join(PARTS) + "</div>",
    "p": "<div {}>" + "".join(f"<p>{part}</p>" for part in PARTS) + "</div>",
    "div": "<section {}>" + "".join(f"<div>{part}</div>" for part in PARTS) + "</section>",
    "inner": "<div {}><div><span>" + "</span><br><span>".join(PARTS) + "</span></div></div>",
}
LINKS = (
    '<div class="social share"><a href="//a.test">Share it</a> <a href="//b.test">Post it</a></div>'
    '<ul class="tags topics"><li><a href="/t">Harbours</a></li></ul>'
)


def _text(body: str) -> str:
    page = read_page(
        f"<html><body><h1>Lighthouse stays</h1>{body}</body></html>".encode(), None, "http://a.test/b"
    )
    assert page is not None
    return page.text


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "name",
    ["story-body social-enabled", "share", "shared-content", "tags", "topics", "related", "newsletter",
     "comments", "comment-body", "promo", "read-more", "embed", "meta", "byline", "widget", "sidebar",
     "menu", "author-box", "next-story", "cookies", "premium", "overlay", "noprint", "timestamp"],
)  # fmt: skip
def test_a_body_of_any_name_stays(name: str, shape: str) -> None:
    for attribute in ("class", "id"):
        text = _text(SHAPES[shape].format(f'{attribute}="{name}"') + LINKS)
        assert all(part in text for part in PARTS)
        assert not any(word in text for word in ("Share it", "Post it", "Harbours"))
