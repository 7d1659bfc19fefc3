"""Pages made to be slow take a moment, far less than the time limit: the next page waits that long too."""

import gc
import time

import pytest

from extractors.pages.reading import read_page
from model import Article, Page
from model.limits import MAX_STATEMENTS_OF_A_KIND, MAX_TEXT_CHARS
from tests.pipeline.hostile import OURS, SENTENCE, page
from tests.pipeline.steps.test_hostile_pages import page_at
from transforms.article.article import make_article
from transforms.article.no_article import NoArticle
from transforms.language.calling import warm_up

pytestmark = [pytest.mark.slow, pytest.mark.long]

URL = "http://post.example/2026/3"
# The slowest takes a third of this on a slow machine; by the square of its length it would take minutes.
MOST_S = 6.0


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    warm_up()
    read(page(""))
    # What other tests left in this process is not collected at the cost of a page.
    gc.collect()
    gc.freeze()


def read(html: str) -> tuple[Page, Article | NoArticle]:
    found = read_page(html.encode("utf-8", "replace"), "text/html", URL)
    assert found is not None
    fetched = page_at(URL, "none", 0)
    return found, make_article(fetched.task.entries[0], fetched.fetch, found, "1")


@pytest.mark.parametrize("name", OURS)
def test_a_page_made_to_be_slow_is_read_in_a_moment(name: str) -> None:
    # A busy machine may slow one reading, and hardly each of three.
    for _ in range(3):
        began = time.thread_time()
        found, article = read(OURS[name])
        took = time.thread_time() - began
        if took < MOST_S:
            break
    print(f"{name}: {took:.2f} s")
    assert took < MOST_S
    assert isinstance(article, Article | NoArticle)
    counts = {(said.field, said.witness): 0 for said in found.statements}
    for said in found.statements:
        counts[said.field, said.witness] += 1
    assert max(counts.values(), default=0) <= MAX_STATEMENTS_OF_A_KIND


def test_a_text_beyond_all_articles_is_cut_and_told_to_be_incomplete() -> None:
    _, whole = read(page(f"<p>{SENTENCE * 100}</p>"))
    _, cut = read(
        f"<html><body><h1>Lighthouse</h1><article><p>{SENTENCE * 11_000}</p></article></body></html>"
    )
    assert isinstance(whole, Article)
    assert whole.is_complete
    assert isinstance(cut, Article)
    assert not cut.is_complete
    assert MAX_TEXT_CHARS - len(SENTENCE) < cut.char_count == len(cut.text) <= MAX_TEXT_CHARS


def test_marks_of_true_languages_stay_and_endless_ones_are_cut() -> None:
    marks = "\u0323\u0301"
    vietnamese = "Tiê\u0301ng Viê\u0323t "
    _, article = read(page(f"<p>{vietnamese * 40} a{marks * 5_000}b.</p>"))
    assert isinstance(article, Article)
    assert article.text.count("Tiếng Việt") == 40
    assert marks * 20 not in article.text
