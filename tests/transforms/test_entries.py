"""Entries made of feed items: id, link, texts and dates."""

from dataclasses import dataclass
from datetime import UTC, datetime

from model import Entry, Feed
from transforms.entries import entries_of

NOW = datetime(2026, 1, 7, tzinfo=UTC)
FEED = Feed(feed_id="f", outlet_id="o", url="http://example.com/rss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    item_id: str = "1"
    link: str = "http://Example.com/a?utm_source=rss"
    title: str = "Title"
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    updated_raw: str | None = None
    language: str | None = None


def entry_of(item: Item, feed: Feed = FEED, language: str | None = None) -> Entry:
    (entry,) = entries_of(feed, [item], language, NOW)
    return entry


def test_the_link_stays_and_its_normal_form_stands_beside_it() -> None:
    entry = entry_of(Item())
    assert (entry.url, entry.article_url) == (
        "http://Example.com/a?utm_source=rss",
        "http://example.com/a",
    )
    assert entry_of(Item(link="javascript:void(0)")).article_url is None
    assert entry_of(Item(link="")).article_url is None


def test_texts_are_cleaned() -> None:
    entry = entry_of(
        Item(title="A <b>b</b> &amp;\x00 c", summary="<p>One.</p><p>Two.</p>", authors=(" A\n B ",))
    )
    assert (entry.title, entry.summary, entry.authors) == ("A b & c", "One. Two.", ("A B",))


def test_the_id_is_the_items_or_its_link_or_made_of_its_texts() -> None:
    assert entry_of(Item(item_id="guid")).entry_id == "guid"
    assert entry_of(Item(item_id=" ")).entry_id == "http://Example.com/a?utm_source=rss"
    made = [entry_of(Item(item_id="", link="", summary=text)).entry_id for text in ("a", "b", "a", "\udc80")]
    assert made[0] == made[2]
    assert len(set(made)) == 3


def test_the_first_of_an_id_stands_in_the_order_of_the_feed() -> None:
    items = [Item(item_id="2", title="first"), Item(item_id="1"), Item(item_id="2", title="second")]
    assert [(one.entry_id, one.title) for one in entries_of(FEED, items, None, NOW)] == [
        ("2", "first"),
        ("1", "Title"),
    ]


def test_dates_are_kept_raw_and_read_in_the_catalogs_language() -> None:
    german = Feed(feed_id="f", outlet_id="o", url="http://example.com/rss", language="de")
    entry = entry_of(Item(published_raw="5. März 2025, 19:05"), german, "en")
    assert entry.language == "de"
    assert entry.published_raw == "5. März 2025, 19:05"
    assert entry.published_at == datetime(2025, 3, 5, 19, 5, tzinfo=UTC)
    assert entry_of(Item(), FEED, "fr").language == "fr"
    assert entry_of(Item(language="pt_BR"), FEED, "fr").language == "pt-BR"
    assert entry_of(Item(language="none at all"), FEED, "fr").language == "fr"
    assert entry_of(Item(language="pt"), german, "fr").language == "de"


def test_an_item_without_a_publication_time_has_that_of_its_update() -> None:
    entry = entry_of(Item(updated_raw="2026-01-06T10:00:00Z"))
    assert entry.published_at == entry.updated_at == datetime(2026, 1, 6, 10, tzinfo=UTC)


def test_impossible_dates_leave_the_raw_string() -> None:
    entry = entry_of(Item(published_raw="9999-12-31T00:00:00Z"))
    assert (entry.published_at, entry.published_raw) == (None, "9999-12-31T00:00:00Z")
    assert (entry.first_seen_at, entry.last_seen_at) == (NOW, NOW)


def ids_and_links(*items: Item) -> list[tuple[str, str]]:
    return [(one.entry_id, one.url) for one in entries_of(FEED, items, None, NOW)]


def test_items_that_share_an_id_but_not_a_page_are_items_of_their_own() -> None:
    links = [f"http://example.com/{name}" for name in "abc"]
    shared = [Item(item_id="N/A", link=link) for link in links]
    assert ids_and_links(*shared) == [(link, link) for link in links]
    assert ids_and_links(*reversed(shared)) == [(link, link) for link in reversed(links)], "in any order"


def test_an_id_that_is_unique_stays_beside_others_that_are_shared() -> None:
    items = [Item(item_id="0", link="http://e.example/1"), Item(item_id="7", link="http://e.example/2")]
    items.append(Item(item_id="0", link="http://e.example/3"))
    assert ids_and_links(*items) == [
        ("http://e.example/1", "http://e.example/1"),
        ("7", "http://e.example/2"),
        ("http://e.example/3", "http://e.example/3"),
    ]


def test_one_page_under_one_id_is_one_entry_however_its_link_is_tracked() -> None:
    twice = [Item(item_id="1", link=f"http://example.com/a?utm_source={name}") for name in ("rss", "mail")]
    assert ids_and_links(*twice) == [("1", "http://example.com/a?utm_source=rss")]


def test_items_that_share_an_id_and_have_no_link_are_told_apart_by_what_they_say() -> None:
    items = [Item(item_id="N/A", link="", title=title) for title in ("one", "two", "one")]
    found = entries_of(FEED, items, None, NOW)
    assert [one.title for one in found] == ["one", "two"]
    assert len({one.entry_id for one in found} | {"N/A"}) == 3
