"""The catalog: what is read from it, and every problem in it at once with its line."""

from pathlib import Path

import pytest

from model import ConfigurationError, FeedKind, OutletKind
from pipeline.catalog.reading import feeds_of, is_language_tag, parse_catalog, read_catalog

SHIPPED = Path(__file__).parents[3] / "config" / "outlets.toml"


def test_only_id_and_feeds_are_required() -> None:
    (outlet,) = parse_catalog('[[outlet]]\nid = "a"\nfeeds = ["https://www.a.co.uk/rss"]\n', "c")
    assert (outlet.name, outlet.domain, outlet.languages, outlet.kind) == ("a", "a.co.uk", (), None)


def test_an_outlet_has_what_the_file_says() -> None:
    text = """
[[outlet]]
id = "le-monde"
name = "Le Monde"
homepage = "https://www.lemonde.fr"
country = "FR"
languages = ["fr"]
owner = "Groupe Le Monde"
kind = "newspaper"
feeds = ["https://feeds.example/une.xml", "https://feeds.example/monde.xml"]
"""
    (outlet,) = parse_catalog(text, "c")
    assert (outlet.domain, outlet.kind, outlet.owner) == (
        "lemonde.fr",
        OutletKind.NEWSPAPER,
        "Groupe Le Monde",
    )
    feeds = feeds_of((outlet,))
    assert [feed.language for feed in feeds] == ["fr", "fr"]
    assert len({feed.feed_id for feed in feeds}) == 2


def test_a_feed_of_an_outlet_in_two_languages_declares_none() -> None:
    text = '[[outlet]]\nid = "a"\nlanguages = ["fr", "de"]\nfeeds = ["http://a.example/"]\n'
    assert feeds_of(parse_catalog(text, "c"))[0].language is None


def test_an_outlet_may_be_in_collections() -> None:
    text = (
        '[[outlet]]\nid = "a"\ncollections = ["Азия", "state media", "Азия"]\nfeeds = ["http://a.example/"]\n'
    )
    assert parse_catalog(text, "c")[0].collections == ("Азия", "state media")


@pytest.mark.parametrize(
    "collections", ['"state media"', "[1]", '[""]', '[" a"]', '["a\\nb"]', '["a\\u202eb"]']
)
def test_collections_that_name_none_are_told(collections: str) -> None:
    text = f'[[outlet]]\nid = "a"\ncollections = {collections}\nfeeds = ["http://a.example/"]\n'
    with pytest.raises(ConfigurationError, match="`collections`"):
        parse_catalog(text, "c")


@pytest.mark.parametrize("feeds", ["", "feeds = []\n"])
def test_a_sitemap_can_stand_for_feeds(feeds: str) -> None:
    text = f'[[outlet]]\nid = "a"\n{feeds}sitemaps = ["https://www.a.co.uk/news.xml"]\n'
    (outlet,) = parse_catalog(text, "c")
    assert (outlet.feeds, outlet.sitemaps) == ((), ("https://www.a.co.uk/news.xml",))
    assert outlet.domain == "a.co.uk"
    assert outlet.is_robots_obeyed


def test_feeds_know_their_kind_and_whether_robots_txt_holds() -> None:
    text = (
        '[[outlet]]\nid = "own"\nobey_robots = false\nfeeds = ["http://own.example/f"]\n'
        'sitemaps = ["http://own.example/s"]\n[[outlet]]\nid = "a"\nfeeds = ["http://a.example/f"]\n'
    )
    feeds = feeds_of(parse_catalog(text, "c"))
    assert [(feed.kind, feed.is_robots_obeyed) for feed in feeds] == [
        (FeedKind.FEED, False),
        (FeedKind.SITEMAP, False),
        (FeedKind.FEED, True),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "`feeds` is missing or empty"),
        ("feeds = []\nsitemaps = []", "or `sitemaps`"),
        ('feeds = "http://a.example/"', "give a list of URLs"),
        ('sitemaps = "http://a.example/"', "`sitemaps` is 'http://a.example/': give a list of URLs"),
        ('sitemaps = ["ftp://a.example/"]', "`sitemaps` has 'ftp://a.example/'"),
        ('feeds = ["http://a.example/"]\nsitemaps = ["HTTP://a.example"]', "is listed at c:1"),
        ('feeds = ["http://a.example/"]\nobey_robots = "no"', "`obey_robots` is 'no': give true or false"),
    ],
)
def test_wrong_sitemaps_and_switches_are_told(line: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_catalog(f'[[outlet]]\nid = "a"\n{line}\n', "c")
    (told,) = caught.value.problems
    assert problem in told


def test_every_problem_is_told_with_its_line() -> None:
    text = """# head
[[outlet]]
id = "A b"
feeds = []

[[outlet]]
id = "b"
country = "XX"
kind = "blog"
languages = ["nope-", "fr"]
homepage = "ftp://b"
color = 1
feeds = ["http://b.example/?a=1&b=2", "HTTP://B.example:80/?b=2&a=1", "mailto:x"]
"""
    with pytest.raises(ConfigurationError) as caught:
        parse_catalog(text, "c.toml")
    told = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 9
    assert all(problem.startswith(("c.toml:2", "c.toml:6")) for problem in caught.value.problems)
    for word in ("country", "kind", "languages", "homepage", "color", "already", "mailto:x", "slug"):
        assert word in told


def test_ids_are_unique() -> None:
    text = '[[outlet]]\nid = "a"\nfeeds = ["http://a.example/1"]\n'
    with pytest.raises(ConfigurationError, match="is used at c:1 already"):
        parse_catalog(text + text.replace("/1", "/2"), "c")


@pytest.mark.parametrize("text", ["x = [", "outlet = 1", "outlet = [1]", "other = 1"])
def test_what_is_no_catalog_is_told(text: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_catalog(text, "c")


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="parallax feeds add"):
        read_catalog(tmp_path / "none.toml")


def test_a_catalog_must_be_utf8_and_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(b'\xef\xbb\xbf[[outlet]]\nid = "a"\nfeeds = ["http://a.example/"]\n')
    assert len(read_catalog(path)) == 1
    path.write_bytes(b'name = "\xe9"')
    with pytest.raises(ConfigurationError, match="UTF-8"):
        read_catalog(path)


@pytest.mark.parametrize("tag", ["fr", "zh-Hant", "sr-Latn", "cnr", "nb"])
def test_language_tags_are_known(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "french", "qqq", "f", 1, None])
def test_other_tags_are_not(tag: object) -> None:
    assert not is_language_tag(tag)


def test_the_shipped_catalog_is_right() -> None:
    outlets = read_catalog(SHIPPED)
    assert len(outlets) > 200
    assert len({outlet.country for outlet in outlets}) > 50


@pytest.mark.parametrize(
    "key", ['id = "a\\n"', 'id = "a"\nlanguages = ["fr\\n"]', 'id = "a"\ncountry = "FR\\n"']
)
def test_a_line_end_is_no_part_of_an_id_language_or_country(key: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\\n"):
        parse_catalog(f'[[outlet]]\n{key}\nfeeds = ["http://a.example/"]\n', "c")
