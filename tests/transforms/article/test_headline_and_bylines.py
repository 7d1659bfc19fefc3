"""Headline and bylines: which of the statements about a page are believed."""

from datetime import UTC, datetime

import pytest

from model import Entry, Field, Page, Statement, Witness
from transforms.article.bylines import authors, names
from transforms.article.headline import headline

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def _page(*said: tuple[Field, Witness, str]) -> Page:
    return Page(
        text="",
        statements=tuple(Statement(field=field, witness=who, value=value) for field, who, value in said),
    )


def _titled(site: str = "", **said: str) -> Page:
    titles = [(Field.TITLE, Witness(who), value) for who, value in said.items()]
    return _page(*titles, *([(Field.SITE, Witness.META, site)] if site else []))


def test_what_two_agree_on_is_the_headline() -> None:
    page = _titled(json_ld="Harbour news live", meta="Lighthouse stays open", heading="Lighthouse stays open")
    assert headline(page, "") == ("Lighthouse stays open", Witness.META)


def test_json_ld_is_believed_against_one_other() -> None:
    page = _titled(
        json_ld="Lighthouse stays open", meta="You will not believe it", title_tag="You will not believe it"
    )
    assert headline(page, "")[0] == "Lighthouse stays open"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Lighthouse stays open | Harbour Post", "Harbour Post"),
        ("Lighthouse stays open - Harbour Post", "Harbour Post"),
        ("Lighthouse stays open – News – Harbour Post", "Harbour Post"),
        ("Lighthouse stays open ｜ Harbour", "Harbour"),
    ],
)
def test_the_name_of_the_site_goes(title: str, site: str) -> None:
    assert (
        headline(_titled(site, meta=title, heading="Lighthouse stays open"), "")[0] == "Lighthouse stays open"
    )
    assert headline(_titled(site, meta=title.partition(" – News")[0]), "")[0] == "Lighthouse stays open"


def test_a_dash_in_a_headline_stays() -> None:
    title = "After the storm - what the harbour lost"
    assert headline(_titled("Harbour Post", meta=title), "")[0] == title


def test_the_feed_speaks_where_the_page_does_not() -> None:
    assert headline(_page(), "Lighthouse stays open") == ("Lighthouse stays open", Witness.FEED)
    assert headline(_titled("Post", title_tag="Post"), "")[0] == ""


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("By Ann Example", ("Ann Example",)),
        ("By Ann Example and Bo Sample", ("Ann Example", "Bo Sample")),
        ("Von Anna Beispiel und Bo Muster, dpa", ("Anna Beispiel", "Bo Muster", "dpa")),
        ("Par Anne Exemple", ("Anne Exemple",)),
        ("Ann Example, Science Editor", ("Ann Example",)),
        ("Ann Example (Harbour)", ("Ann Example",)),
        ("Ann Example ann@post.example", ("Ann Example",)),
        ("홍길동 기자", ("홍길동",)),
        ("山田太郎、鈴木花子", ("山田太郎", "鈴木花子")),
        ("https://social.example/harbourpost", ()),
        ("admin", ()),
        ("Ann Example | Ann Example", ("Ann Example",)),
        ("von", ()),
        ("Андрій Приклад", ("Андрій Приклад",)),
        ("", ()),
    ],
)
def test_names_in_bylines(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline]) == found


def _entry(*listed: str) -> Entry:
    return Entry(
        feed_id="a/1", entry_id="1", outlet_id="a", url="http://a.example/1", article_url=None,
        authors=listed, first_seen_at=NOW, last_seen_at=NOW,
    )  # fmt: skip


def test_whom_json_ld_names_is_believed_and_the_site_goes_beside_a_person() -> None:
    page = _page(
        (Field.AUTHOR, Witness.JSON_LD, "Harbour Post"),
        (Field.AUTHOR, Witness.JSON_LD, "Ann Example"),
        (Field.AUTHOR, Witness.BYLINE, "By Somebody Else"),
        (Field.SITE, Witness.META, "Harbour Post"),
    )
    assert authors(page, _entry()) == (("Ann Example",), Witness.JSON_LD)


def test_a_meta_element_names_the_person_where_json_ld_names_the_site() -> None:
    page = _page(
        (Field.AUTHOR, Witness.JSON_LD, "Harbour Post"),
        (Field.AUTHOR, Witness.META, "Ann Example"),
        (Field.SITE, Witness.META, "Harbour Post"),
    )
    assert authors(page, _entry()) == (("Ann Example",), Witness.META)


def test_the_feed_names_the_author_where_the_page_does_not() -> None:
    assert authors(_page(), _entry("Ann Example")) == (("Ann Example",), Witness.FEED)
    assert authors(_page(), _entry()) == ((), None)


SITE, STORY = "Harbour Post", "Lighthouse stays open"


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ({"heading": SITE, "title_tag": f"{STORY} - {SITE}"}, STORY),
        ({"heading": SITE, "title_tag": f"{STORY} | {SITE}"}, ""),
        ({"heading": SITE, "meta": SITE, "title_tag": SITE}, STORY),
        (
            {
                "heading": STORY,
                "meta": f"{SITE} - news from the bay",
                "title_tag": f"{SITE} - news from the bay",
            },
            STORY,
        ),
        ({"heading": STORY, "meta": "News from the bay", "title_tag": "News from the bay"}, STORY),
        ({"heading": STORY, "meta": f"{SITE} | All the news"}, ""),
        ({"json_ld": SITE.upper(), "heading": STORY}, ""),
        ({"meta": "HARBOUR POST | News", "title_tag": f"{SITE} – {SITE}", "heading": STORY}, STORY),
    ],
)
def test_the_outlet_is_no_headline(said: dict[str, str], listed: str) -> None:
    assert headline(_titled(**said), listed, SITE)[0] == STORY


def test_the_outlet_is_the_headline_where_nothing_else_is() -> None:
    assert headline(_titled(meta=f"{SITE} - news from the bay"), "", SITE)[0] == f"{SITE} - news from the bay"
    assert (
        headline(_titled(heading="Harbour Post office robbed"), "", SITE)[0] == "Harbour Post office robbed"
    )
