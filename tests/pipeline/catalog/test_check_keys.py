"""`checked`, `checked_by` and `doubtful` in the catalog: read, refused where they are wrong, and written."""

from datetime import date
from pathlib import Path

import pytest

from model import ConfigurationError, FeedCheck, FeedKind
from pipeline.catalog.check_writing import FeedNote
from pipeline.catalog.editing import CatalogEditor, OutletDetails
from pipeline.catalog.opml import write_opml
from pipeline.catalog.reading import parse_catalog, read_checked_feeds

DAY = date(2026, 11, 27)
WELL = FeedCheck(checked_on=DAY, checked_by="parallax")
GONE = FeedCheck(doubt="gone (HTTP 410) on 2026-11-27")
TEXT = """# The head.

[[outlet]]
id = "one" # the first
feeds = ["https://one.example/rss"] # its only feed
checked = 2026-03-25 # long ago
checked_by = "somebody"

# Many feeds

# About two.
[[outlet]]
id = "two"
feeds = [
    "https://two.example/a", # the news
    { url = "https://two.example/b", doubtful = "gone" },
]
sitemaps = ["https://two.example/map.xml"]
checked = 2026-01-02

# The last section

[[outlet]]
id = "three"
feeds = ["https://three.example/rss"]
# The end.
"""


def _checks(text: str, folder: Path) -> dict[str, FeedCheck]:
    file = folder / "outlets.toml"
    file.write_text(text, encoding="utf-8")
    feeds, checks = read_checked_feeds(file)
    return {feed.url: checks[feed.feed_id] for feed in feeds}


def _noted(notes: dict[str, FeedNote], text: str = TEXT) -> str:
    editor = CatalogEditor(text, "c")
    editor.note(notes)
    return editor.text()


def _same(check: FeedCheck, *urls: str) -> dict[str, FeedNote]:
    return {url: FeedNote(url=url, check=check) for url in urls}


def test_an_outlets_keys_are_about_its_plain_feeds_and_a_tables_about_that_feed(tmp_path: Path) -> None:
    early = FeedCheck(checked_on=date(2026, 1, 2))
    assert _checks(TEXT, tmp_path) == {
        "https://one.example/rss": FeedCheck(checked_on=date(2026, 3, 25), checked_by="somebody"),
        "https://two.example/a": early,
        "https://two.example/b": FeedCheck(doubt="gone"),
        "https://two.example/map.xml": early,
        "https://three.example/rss": FeedCheck(),
    }


def test_feeds_in_tables_are_feeds_everywhere() -> None:
    outlets = parse_catalog(TEXT, "c")
    assert outlets[1].feeds == ("https://two.example/a", "https://two.example/b")
    assert 'xmlUrl="https://two.example/b"' in write_opml(outlets)
    editor = CatalogEditor(TEXT, "c")
    assert editor.knows("https://two.example/b")
    assert editor.remove("https://two.example/b") == ["https://two.example/b"]
    assert "two.example/b" not in editor.text()


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ('checked = "2026-01-31"', "`checked` is '2026-01-31': give a day without quotation marks"),
        ("checked = 2026-01-31T10:00:00Z", "`checked` is"),
        ("checked = true", "`checked` is True"),
        ("checked = 2026-01-31\nchecked_by = 3", "`checked_by` is 3: give a text on one line"),
        ('checked = 2026-01-31\nchecked_by = " "', "`checked_by` is ' '"),
        ('checked_by = "me"', "`checked_by` has no `checked` beside it: give the day of the check too"),
        ("doubtful = true", "`doubtful` is True: give a text on one line"),
        ('doubtful = "a\\nb"', "`doubtful` is"),
        ("doubted = 1", "unknown key 'doubted'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_would_be_right(keys: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse_catalog(f'[[outlet]]\nid = "x"\nfeeds = ["https://x.example/rss"]\n{keys}\n', "c.toml")
    (said,) = raised.value.problems
    assert said.startswith("c.toml:1: outlet 'x': ")
    assert problem in said


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ('{ url = "https://x.example/rss", check = 1 }', "a table with the unknown key 'check'"),
        ('{ url = "https://x.example/rss", checked = 1 }', "whose `checked` is 1"),
        ("{ checked = 2026-01-31 }", "`feeds` has None: give an http or https URL"),
        ('{ url = "https://u:secret@x.example/rss", checked = 1 }', "whose `checked` is 1"),
        ("3", "`feeds` has 3: give an http or https URL"),
    ],
)
def test_what_is_wrong_with_a_feed_in_a_table(item: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse_catalog(f'[[outlet]]\nid = "x"\nfeeds = [{item}]\n', "c.toml")
    (said,) = raised.value.problems
    assert problem in said
    assert "secret" not in said


def test_the_result_for_an_only_feed_is_in_its_outlets_keys() -> None:
    text = _noted({"https://one.example/rss": FeedNote(url="https://one.example/new", check=WELL)})
    assert text == TEXT.replace("one.example/rss", "one.example/new").replace(
        "2026-03-25 # long ago", "2026-11-27 # long ago"
    ).replace('"somebody"', '"parallax"')


def test_new_keys_come_at_the_end_of_the_outlet_and_before_the_comments_of_the_next() -> None:
    text = _noted(_same(WELL, "https://three.example/rss"))
    assert text == TEXT.replace(
        'feeds = ["https://three.example/rss"]\n',
        'feeds = ["https://three.example/rss"]\nchecked = 2026-11-27\nchecked_by = "parallax"\n',
    )


def test_a_doubt_comes_and_goes() -> None:
    doubtful = _noted(_same(GONE, "https://three.example/rss"))
    assert 'feeds = ["https://three.example/rss"]\ndoubtful = "gone (HTTP 410) on 2026-11-27"\n' in doubtful
    assert _noted(_same(WELL, "https://three.example/rss"), doubtful) == _noted(
        _same(WELL, "https://three.example/rss")
    )


def test_one_feed_of_several_gets_a_table_and_the_others_stay(tmp_path: Path) -> None:
    text = _noted({"https://two.example/a": FeedNote(url="https://two.example/moved", check=WELL)})
    assert (
        '    {url = "https://two.example/moved", checked = 2026-11-27, checked_by = "parallax"}, # the news\n'
        in text
    )
    checks = _checks(text, tmp_path)
    assert checks["https://two.example/moved"] == WELL
    assert checks["https://two.example/b"] == FeedCheck(doubt="gone")
    assert checks["https://two.example/map.xml"] == FeedCheck(checked_on=date(2026, 1, 2))
    assert "# About two.\n[[outlet]]" in text


def test_a_feed_in_a_table_stays_in_one(tmp_path: Path) -> None:
    urls = ("https://two.example/a", "https://two.example/b", "https://two.example/map.xml")
    checks = _checks(_noted(_same(WELL, *urls)), tmp_path)
    assert {checks[url] for url in urls} == {WELL}


def test_feeds_with_the_same_to_say_share_their_outlets_keys() -> None:
    text = '[[outlet]]\nid = "x"\nfeeds = ["https://x.example/1", "https://x.example/2"]\n'
    noted = _noted(_same(WELL, "https://x.example/1", "https://x.example/2"), text)
    assert noted == text + 'checked = 2026-11-27\nchecked_by = "parallax"\n'
    mixed = _noted({**_same(WELL, "https://x.example/1"), **_same(GONE, "https://x.example/2")}, noted)
    assert '{url = "https://x.example/2", doubtful = "gone (HTTP 410) on 2026-11-27"}' in mixed


def test_a_feed_that_is_added_to_a_checked_outlet_is_not_checked(tmp_path: Path) -> None:
    editor = CatalogEditor(TEXT, "c")
    editor.add("https://one.example/second", OutletDetails())
    editor.add("https://one.example/map.xml", OutletDetails(), FeedKind.SITEMAP)
    checks = _checks(editor.text(), tmp_path)
    assert checks["https://one.example/second"] == checks["https://one.example/map.xml"] == FeedCheck()
    assert checks["https://one.example/rss"].checked_by == "somebody"


def test_a_feed_can_be_added_after_notes_were_written() -> None:
    editor = CatalogEditor(TEXT, "c")
    editor.note({"https://one.example/rss": FeedNote(url="https://one.example/new", check=WELL)})
    assert not editor.knows("https://one.example/rss")
    assert editor.add("https://one.example/rss", OutletDetails()) == "one"
    assert parse_catalog(editor.text(), "c")[0].feeds == (
        "https://one.example/new",
        "https://one.example/rss",
    )
