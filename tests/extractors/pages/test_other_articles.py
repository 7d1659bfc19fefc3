"""A second article below the page's own stays out of its text; the parts of one story stay together."""

import json

import pytest

from extractors.pages.reading import read_page

URL = "http://news.example/harbour/lighthouse"
TITLE = "Lighthouse stays open for ten more years"
NEXT = "Mill race reopens after the flood"
OWN_PARTS = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for ten more years, a clerk said.",
    "Repairs begin in May and are paid for by the town, the region and a fund of private donors, he added.",
    "Fishermen, teachers and two former keepers had spoken for the tower in a debate of four hours.",
)
NEXT_PARTS = (
    "The mill race in the upper town carries water again for the first time since the flood of last March.",
    "Stones and silt had closed the channel over ninety metres, and the brewery brought its water by lorry.",
    "The miller's daughter opened the gate, and the wheel will turn on Sundays from now on, she said.",
)
# The same story goes on, in its own words.
CHAPTER_PARTS = (
    "In May the council pays for new glass, and the tower will carry two lamps, as in the year it was built.",
    "Two former keepers wrote to the donors on Friday and asked for a room where fishermen can meet.",
    "What the repairs cost is open, the clerk said, and the region has ten more years to find the rest.",
)


def _paragraphs(parts: tuple[str, ...]) -> str:
    return "".join(f"<p>{part}</p>" for part in parts)


OWN, OTHER, CHAPTER = _paragraphs(OWN_PARTS), _paragraphs(NEXT_PARTS), _paragraphs(CHAPTER_PARTS)
OTHER_IN_LD = [{"@type": "NewsArticle", "headline": TITLE}, {"@type": "NewsArticle", "headline": NEXT}]
SIGNED = '<p class="byline">By Otto Other</p><time datetime="2026-01-01">1 January</time>'


def _text(body: str, ld: object = None, title: str = TITLE) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    page = read_page(
        f"<html><head><title>{title}</title>{script}</head><body>{body}</body></html>".encode(), None, URL
    )
    assert page is not None
    return page.text


PAGE = f"<article><h1>{TITLE}</h1>{OWN}</article>"
TYPED = "itemscope itemtype='https://schema.org/NewsArticle'"
LINKED = f"<h2><a href='/mill'>{NEXT}</a></h2>{OTHER}"


@pytest.mark.parametrize(
    ("body", "ld"),
    [
        (f"{PAGE}<article><h1>{NEXT}</h1>{OTHER}</article>", None),
        (f"<main>{PAGE}<div><article><p>News</p><h1>{NEXT}</h1>{OTHER}</article></div></main>", None),
        (
            f"<h1>Harbour Post</h1>{PAGE}<article><h2>{NEXT}</h2>{OTHER}</article>".replace("h1", "h2", 4),
            None,
        ),
        (f"<h1>{TITLE}</h1><article>{OWN}</article><article><h1>{NEXT}</h1>{OTHER}</article>", None),
        (f"{PAGE}<article>{LINKED}</article>", None),
        (f"{PAGE}<article><a href='/mill'><h2>{NEXT}</h2></a>{OTHER}</article>", None),
        (f"{PAGE}<article data-url='/mill'><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"{PAGE}<article><h2>{NEXT}</h2>{SIGNED}{OTHER}</article>", None),
        (f"{PAGE}<article><h2>{NEXT}</h2>{OTHER}</article>", OTHER_IN_LD),
        (f"<div><h1>{TITLE}</h1>{OWN}</div><div><h2>{NEXT}</h2>{OTHER}</div>", OTHER_IN_LD),
        (f"<div>{PAGE}</div><section data-href='/mill'><h2>{NEXT}</h2>{OTHER}</section>", None),
        (f"<article><h1>{NEXT}</h1>{OTHER}</article>{PAGE}", None),
        (f"<article>{PAGE}<article><h1>{NEXT}</h1>{OTHER}</article></article>", None),
        (f"<div {TYPED}><h1>{TITLE}</h1>{OWN}</div><div {TYPED}><h1>{NEXT}</h1>{OTHER}</div>", None),
        (f"<div><h1>{TITLE}</h1>{OWN}</div><div role='article'><h1>{NEXT}</h1>{OTHER}</div>", None),
        (f"{PAGE}<article><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"{PAGE}<hr><div><article><h3>{NEXT}</h3>{OTHER}</article></div>", None),
        (f"<main>{PAGE}</main><article><p>News</p><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"<h1>{TITLE}</h1><article>{OWN}</article><article><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"{PAGE}{f'<article>{LINKED}</article>' * 4}<article><h2>{NEXT}</h2>{OTHER}</article>", None),
        (f"{PAGE}<article><h2>{NEXT}</h2><p>{NEXT_PARTS[0]}</p></article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}<article><h2>{NEXT}</h2>{OTHER}</article></article>", None),
        (f"<article><h1>{TITLE}</h1>{OWN}<article>{LINKED}</article></article>", None),
        (f"<main><h1>{TITLE}</h1><div>{OWN}</div><article><h2>{NEXT}</h2>{OTHER}</article></main>", None),
        (
            f"{PAGE}<article><h2>The tower</h2>{CHAPTER}</article><article><h2>{NEXT}</h2>{OTHER}</article>",
            None,
        ),
    ],
)
def test_the_next_article_is_left_out(body: str, ld: object) -> None:
    text = _text(body, ld)
    assert all(part in text for part in OWN_PARTS)
    assert not any(part in text for part in NEXT_PARTS)


@pytest.mark.parametrize(
    ("body", "ld"),
    [
        (f"<article><h1>{TITLE}</h1>{OWN}</article><article>{OTHER}</article>", None),
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


@pytest.mark.parametrize(
    "body",
    [
        f"{PAGE}<article><h2>What comes next</h2>{CHAPTER}</article>",
        f"<h1>{TITLE}</h1><article>{OWN}</article><article><h2>What comes next</h2>{CHAPTER}</article>",
        f"<article><h1>{TITLE}</h1><p>{OWN_PARTS[0]}</p></article><article><h2>More</h2>{CHAPTER}</article>",
        f"<article><h1>{TITLE}</h1>{OWN}<article><h2>What comes next</h2>{CHAPTER}</article></article>",
    ],
)
def test_a_chapter_in_the_words_of_its_story_stays(body: str) -> None:
    text = _text(body)
    assert all(part in text for part in (OWN_PARTS[0], *CHAPTER_PARTS))


def test_several_chapters_are_one_story() -> None:
    chapters = "".join(f"<article><h2>Chapter</h2><p>{part}</p></article>" for part in NEXT_PARTS)
    assert all(part in _text(f"{PAGE}{chapters}") for part in (*OWN_PARTS, *NEXT_PARTS))


def test_the_posts_of_a_report_stay() -> None:
    posts = "".join(f"<article><h3>Post</h3>{SIGNED}<p>{part}</p></article>" for part in NEXT_PARTS)
    text = _text(f"<article><h1>{TITLE}</h1>{OWN}</article>{posts}")
    assert all(part in text for part in (*OWN_PARTS, *NEXT_PARTS))
