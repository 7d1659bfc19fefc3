"""Lists, tables and figures of an article, before and after its prose; what leads elsewhere stays out."""

import pytest

from extractors.pages.reading import read_page
from transforms.article.page_lines import article_lines
from transforms.text import clean_text

# ruff: noqa: E501 - pages are shown as they are
PROSE = (
    "The race around the island was run in fog on Sunday, and the first three arrived within a minute of each other.",
    "The club counted four hundred runners, two dogs and a goat, which the judges did not let into the list of finishers.",
    "The course was shortened by a mile, because the bridge at the mill is being painted and its railings lie in the meadow.",
    "Next year the race is to start at the lighthouse again, the chairwoman said, and the goat will have a bib of its own.",
)
PAGES = (
    "<article><h1>Race in fog</h1>{before}{prose}{behind}</article>",
    "<main><h1>Race in fog</h1><div class='story'>{before}{prose}{behind}</div><ul><li><a href='/2'>More</a></li></ul></main>",
)


def _others(before: str = "", behind: str = "", page: str = PAGES[0]) -> list[str]:
    """Return the lines of a page's text beside its prose."""
    body = page.format(before=before, prose="".join(f"<p>{line}</p>" for line in PROSE), behind=behind)
    html = f"<html><head><title>Race in fog</title></head><body>{body}</body></html>"
    read = read_page(html.encode(), "text/html; charset=utf-8", "http://news.example/race")
    assert read is not None
    found = article_lines(
        clean_text(read.text), ["Race in fog"], "", authors=("Ann Example",), own_lines=read.own_lines
    )
    assert found.core == "\n".join(PROSE)
    return [line for line in found.text.split("\n") if line not in PROSE]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("behind", "lines"),
    [
        ("<h3>Results</h3><ol><li>Ada 31:04</li><li>Bo <b>Lind</b> 31:22</li></ol>", ["Results", "- Ada 31:04", "- Bo Lind 31:22"]),
        ("<div><ul><li>First: Ada</li><li>Second: Bo</li></ul></div>", ["- First: Ada", "- Second: Bo"]),
        ("<table><tr><th>Name</th><th>Time</th></tr><tr><td>Ada</td><td>31:04</td></tr></table>", ["Name | Time", "Ada | 31:04"]),
        ("<dl><dt>Ada</dt><dd>31:04</dd></dl>", ["- Ada", "- 31:04"]),
        ("<p>Results:<br>Ada 31:04<br>Bo 31:22</p>", ["Results:", "Ada 31:04", "Bo 31:22"]),
        ("<pre>Ada 31:04\nBo 31:22</pre>", ["Ada 31:04", "Bo 31:22"]),
        ("<p><b>Winning numbers:</b> 3, 11, 19</p><p>Bonus ball: 8</p>", ["Winning numbers: 3, 11, 19", "Bonus ball: 8"]),
        ("<p>当選番号：３、１１、１９</p>", ["当選番号：３、１１、１９"]),
        ("<p>الأرقام الفائزة: ٣، ١١</p>", ["الأرقام الفائزة: ٣، ١١"]),
        ("<p>Best runner: Ada</p><p>Best goat: Bo</p>", ["Best runner: Ada", "Best goat: Bo"]),
        ("<ul><li>Ada<ul><li>31:04</li></ul></li></ul>", ["- Ada", "- 31:04"]),
    ],
)  # fmt: skip
def test_what_an_article_ends_with_is_kept(behind: str, lines: list[str], page: str) -> None:
    assert _others(behind=behind, page=page) == lines


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "before",
    [
        "<ul><li>Fog on the whole course</li><li>Four hundred runners</li></ul>",
        "<div class='summary'><h2>In short</h2><ul><li>Fog on the whole course</li><li>Four hundred runners</li></ul></div>",
    ],
)
def test_key_points_before_the_prose_are_kept(before: str, page: str) -> None:
    assert _others(before=before, page=page) == ["- Fog on the whole course", "- Four hundred runners"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "behind",
    [
        "<h3>Related</h3><ul><li><a href='/1'>Ferry 2 is late</a></li><li><a href='/2'>Fish up 3 percent</a></li></ul>",
        "<ul><li>Facebook</li><li>X</li><li>WhatsApp</li></ul>",
        "<ul><li><button>Share 12</button></li><li><button>Save 3</button></li></ul>",
        "<ul class='tags'><li>races</li><li>goats</li></ul>",
        "<p>Tags: races, goats</p>",
        "<p>Tags: <a href='/t/1'>race 1</a>, <a href='/t/2'>goats</a></p>",
        "<p>Published 20 November 2026, 15:10</p>",
        "<p>© 2026 Harbour Post</p>",
        "<p>Write to desk1@post.example</p>",
        "<aside><ul><li>Ada 3</li><li>Bo 4</li></ul></aside>",
        "<div><ul><li>All news in an app</li><li>Push messages</li></ul><a href='/abo'>Subscribe</a></div>",
    ],
)
def test_what_leads_elsewhere_stays_out(behind: str, page: str) -> None:
    assert _others(behind=behind, page=page) == []


@pytest.mark.parametrize(
    "before",
    [
        "<ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li><li>Race in fog</li></ul>",
        "<ul><li>By Ann Example</li><li>3 minutes to read</li></ul>",
    ],
)
def test_breadcrumbs_and_bylines_stay_out(before: str) -> None:
    assert _others(before=before) == []
