"""A second article below the page's own stays out of its text; the parts of one story stay together."""

import json

import pytest

from extractors.pages.reading import read_page

URL = "http://news.example/harbour/lighthouse"
TITLE = "Lighthouse stays open for ten more years"
NEXT = "Mill race reopens after the flood"
OWN_PARTS = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years, after a long "
    "debate in which fishermen, teachers and two former keepers spoke for the tower.",
    "Repairs begin in May and are paid for by the town, the region and a fund of private donors who asked for "
    "no thanks, the treasurer told a full hall.",
)
NEXT_PARTS = (
    "The mill race in the upper town carries water again for the first time since the flood of last March, and "
    "some two hundred people came to see the gate being raised.",
    "Stones and silt had closed the channel over a length of ninety metres, so that the brewery had to bring "
    "its water by lorry for almost eleven months.",
    "The miller's daughter, who opened the gate, said that her father had not lived to see it, and that the "
    "wheel would turn on Sundays from now on.",
)


def _paragraphs(parts: tuple[str, ...]) -> str:
    return "".join(f"<p>{part}</p>" for part in parts)


OWN, OTHER = _paragraphs(OWN_PARTS), _paragraphs(NEXT_PARTS)
OTHER_IN_LD = [{"@type": "NewsArticle", "headline": TITLE}, {"@type": "NewsArticle", "headline": NEXT}]
SIGNED = '<p class="byline">By Otto Other</p><time datetime="2026-01-01">1 January</time>'


def _text(body: str, ld: object = None, title: str = TITLE) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    page = read_page(
        f"<html><head><title>{title}</title>{script}</head><body>{body}</body></html>".encode(), None, URL
    )
    assert page is not None
    return page.text


@pytest.mark.parametrize(
    ("body", "ld"),
    [
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h1>{NEXT}</h1>{OTHER}</article>", None),
        (f"<main><article><h1>{TITLE}</h1>{OWN}</article><div><article><p>News</p><h1>{NEXT}</h1>{OTHER}"
         "</article></div></main>", None),
        (f"<h1>Harbour Post</h1><article><h2>{TITLE}</h2>{OWN}</article><article><h2>{NEXT}</h2>{OTHER}</article>",
         None),
        (f"<header><h1>{TITLE}</h1></header><article>{OWN}</article><article><h1>{NEXT}</h1>{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h2><a href='/mill'>{NEXT}</a></h2>{OTHER}</article>",
         None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><a href='/mill'><h2>{NEXT}</h2></a>{OTHER}</article>",
         None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article data-url='/mill'><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h2>{NEXT}</h2>{SIGNED}{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h2>{NEXT}</h2>{OTHER}</article>", OTHER_IN_LD),
        (f"<div><h1>{TITLE}</h1>{OWN}</div><div><h2>{NEXT}</h2>{OTHER}</div>", OTHER_IN_LD),
        (f"<div><h1>{TITLE}</h1>{OWN}</div><section data-href='/mill'><h2>{NEXT}</h2>{OTHER}</section>", None),
        (f"<article><h1>{NEXT}</h1>{OTHER}</article><article><h1>{TITLE}</h1>{OWN}</article>", None),
        (f"<article><article><h1>{TITLE}</h1>{OWN}</article><article><h1>{NEXT}</h1>{OTHER}</article></article>",
         None),
    ],
)  # fmt: skip
def test_the_next_article_is_left_out(body: str, ld: object) -> None:
    text = _text(body, ld)
    assert all(part in text for part in OWN_PARTS)
    assert not any(part in text for part in NEXT_PARTS)


@pytest.mark.parametrize(
    ("body", "ld"),
    [
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article>{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h2>What comes next</h2>{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}<section><h1>What comes next</h1>{OTHER}</section></article>", None),
        (f"<h1>{TITLE}</h1><article>{OWN}</article><article>{OTHER}</article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article><h2>{TITLE}</h2>{OTHER}</article>", OTHER_IN_LD),
        (f"<div><h1>{TITLE}</h1>{OWN}</div><div><h1>What comes next</h1>{OTHER}</div>", None),
        (f"<article><h1>{TITLE}</h1></article><article><h1>Lighthouse</h1>{OWN}{OTHER}</article>", None),
        (
            f"<article><h1>{TITLE}</h1>{OWN}</article><article><h1>19:40 Gate opens</h1>{OTHER}</article>",
            [{"@type": "LiveBlogPosting", "headline": TITLE}],
        ),
    ],
)
def test_the_parts_of_one_story_stay(body: str, ld: object) -> None:
    text = _text(body, ld)
    assert all(part in text for part in (*OWN_PARTS, *NEXT_PARTS))


def test_the_posts_of_a_report_stay() -> None:
    posts = "".join(f"<article><h3>Post</h3>{SIGNED}<p>{part}</p></article>" for part in NEXT_PARTS)
    text = _text(f"<article><h1>{TITLE}</h1>{OWN}</article>{posts}")
    assert all(part in text for part in (*OWN_PARTS, *NEXT_PARTS))
