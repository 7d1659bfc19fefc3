"""Which of the dates on a page are its article's, and which of those of the publication."""

# ruff: noqa: E501 - a row of a table is a line

import pytest

from extractors.pages.reading import read_page
from extractors.pages.statements.date_labels import dated_parts, label_before, label_in_names
from model import Field, Page, Witness

TITLE = "Mill race at Oberau runs dry"
PROSE = "".join(
    f"<p>The wardens of the Oberau mill race counted {count} trout in the last pool on Monday and carried them "
    "in buckets to the river, while the miller waited for rain that the forecast did not promise.</p>"
    for count in (14, 27, 61)
)


def _page(inside: str, *, before: str = "", behind: str = "", around: str = "article") -> Page:
    body = f"{before}<{around}><h1>{TITLE}</h1>{inside}{PROSE}</{around}>{behind}"
    page = read_page(
        f"<html lang='en'><body>{body}</body></html>".encode(), "text/html; charset=utf-8", "http://a.test/b"
    )
    assert page
    return page


@pytest.mark.parametrize(
    ("dates", "published", "updated"),
    [
        ("<p class='date'>Updated: 7 May 2026</p><p class='date'>Published: 5 May 2026</p>", "5 May 2026", "7 May 2026"),
        ("<p class='date'>Published 5 May 2026 | Last updated 7 May 2026</p>", "5 May 2026", "7 May 2026"),
        ("<p class='date'>Aktualisiert am 7. Mai 2026 – veröffentlicht am 5. Mai 2026</p>", "am 5. Mai 2026", "am 7. Mai 2026"),
        ("<p class='date'>2026年5月7日 更新</p><p class='date'>2026年5月5日 公開</p>", "2026年5月5日", "2026年5月7日"),
        ("<p class='date'>입력 2026.05.05 수정 2026.05.07</p>", "2026.05.05", "2026.05.07"),
        ("<span class='last-updated'>7 May 2026</span><span class='published'>5 May 2026</span>", "5 May 2026", "7 May 2026"),
        ("<span>Updated</span> <time>7 May 2026</time> <span>Published</span> <time>5 May 2026</time>", "5 May 2026", "7 May 2026"),
        ("<dl><dt>Modified</dt><dd class='date'>7 May 2026</dd><dt>Posted</dt><dd class='date'>5 May 2026</dd></dl>", "5 May 2026", "7 May 2026"),
        ("<time class='updated' datetime='2026-05-07'>x</time><time class='entry-date' datetime='2026-05-05'>x</time>", "2026-05-05", "2026-05-07"),
        ("<time itemprop='dateModified' datetime='2026-05-07'>x</time><time itemprop='datePublished' datetime='2026-05-05'>x</time>", "2026-05-05", "2026-05-07"),
        ("<time class='entry-date published updated' datetime='2026-05-05'>x</time>", "2026-05-05", None),
        ("<time datetime='2026-05-07'>Updated 7 May</time> <time datetime='2026-05-05'>5 May</time>", "2026-05-05", "2026-05-07"),
        ("<p class='date'>Updated: 7 May 2026</p>", None, "7 May 2026"),
    ],
)  # fmt: skip
def test_labels_and_names_say_which_date_is_which(dates: str, published: str, updated: str | None) -> None:
    page = _page(dates)
    stated = (said.value for said in page.about(Field.PUBLISHED) if said.witness is not Witness.HTML)
    assert next(stated, None) == published
    assert page.first(Field.UPDATED) == updated


@pytest.mark.parametrize("shown", ["二〇二六年五月五日", "令和八年五月五日", "民國一百一十五年五月五日"])
def test_a_date_may_have_its_numbers_in_words(shown: str) -> None:
    assert _page(f"<p class='date'>{shown}</p>").first(Field.PUBLISHED) == shown


TODAY = "<div class='date'>23 November 2026</div>"
OTHER = "<ul class='latest'><li><time datetime='2026-11-22T08:00:00Z'>x</time> Eels</li></ul>"
OWN = "<span class='date'>5 May 2026</span>"
OWN_TIME = "<time datetime='2026-05-05T09:10:00Z'>5 May</time>"


@pytest.mark.parametrize("around", ["article", "main", "div"])
@pytest.mark.parametrize("before", [TODAY, OTHER, f"<header class='masthead'>{TODAY}</header>"])
def test_the_date_of_the_article_comes_before_those_above_it(around: str, before: str) -> None:
    assert _page(OWN, before=before, around=around).first(Field.PUBLISHED) == "5 May 2026"
    assert _page(OWN_TIME, before=before, around=around).first(Field.PUBLISHED) == "2026-05-05T09:10:00Z"


def test_other_articles_in_the_article_come_after_its_own_date() -> None:
    related = "<div class='related'><article><time datetime='2026-11-22T08:00:00Z'>x</time></article></div>"
    assert _page(related + OWN).first(Field.PUBLISHED) == "5 May 2026"
    assert _page(related + OWN_TIME).first(Field.PUBLISHED) == "2026-05-05T09:10:00Z"


def test_a_date_above_the_article_is_better_than_none() -> None:
    assert _page("", before="<div class='date'>5 May 2026</div>").first(Field.PUBLISHED) == "5 May 2026"


@pytest.mark.parametrize("name", ["masthead", "site-header", "today", "current-date"])
def test_the_date_of_today_is_never_the_article_s(name: str) -> None:
    page = _page("", before=f"<div class='{name}'>{TODAY}</div>")
    assert page.first(Field.PUBLISHED) is None


def test_a_headline_is_no_label() -> None:
    page = read_page(
        f"<html><body><article><h1>Law amended, guide updated</h1><time>5 May 2026</time>{PROSE}</article></body></html>".encode(),
        "text/html", "http://a.test/b",
    )  # fmt: skip
    assert page
    assert page.first(Field.PUBLISHED) == "5 May 2026"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mis à jour le 7/5/2026, publié le 5/5/2026", [("le 7/5/2026", Field.UPDATED), ("le 5/5/2026", Field.PUBLISHED)]),
        ("5 May 2026, updated 7 May 2026", [("5 May 2026,", None), ("7 May 2026", Field.UPDATED)]),
        ("آخر تحديث: 7 مايو 2026", [("7 مايو 2026", Field.UPDATED)]),
        ("تاريخ النشر 5 مايو 2026", [("5 مايو 2026", Field.PUBLISHED)]),
        ("2026年5月5日 公開 2026年5月7日 更新", [("2026年5月5日", Field.PUBLISHED), ("2026年5月7日", Field.UPDATED)]),
        ("Güncelleme: 07.05.2026", [("07.05.2026", Field.UPDATED)]),
        ("5 May 2026", [("5 May 2026", None)]),
        ("no date", []),
        ("Updated", []),
    ],
)  # fmt: skip
def test_a_text_is_cut_at_its_labels(text: str, parts: list[tuple[str, Field | None]]) -> None:
    assert [(part.text, part.field) for part in dated_parts(text)] == parts


def test_the_label_nearest_to_a_date_counts() -> None:
    assert label_before("Published 5 May · Updated") is Field.UPDATED
    assert label_before("Updated") is Field.UPDATED
    assert label_before("Updated by the whole night shift of the paper:") is None
    assert label_in_names("entry-date published updated") is Field.PUBLISHED
    assert label_in_names("date") is None
