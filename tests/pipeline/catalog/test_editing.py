"""Editing the catalog: what is added and removed, and all else as it was."""

import time
from pathlib import Path

import msgspec
import pytest

from model import ConfigurationError, FeedKind
from pipeline.catalog.editing import CatalogEditor, OutletDetails
from pipeline.catalog.reading import feed_id, parse_catalog, read_catalog
from pipeline.cli import main
from pipeline.running.replacing import FOLDER, Move, ready_for
from pipeline.settings import read_settings

SHIPPED = Path(__file__).parents[3] / "config" / "outlets.toml"
NOTHING = OutletDetails()
TEXT = """# The head.

# North

[[outlet]]
id = "a" # the first
homepage = "https://www.a.example"
feeds = [
    "https://www.a.example/1", # one
    "https://www.a.example/2",
]

# South

# About b.
[[outlet]]
id = "b"
name = "B"
feeds = ["https://b.example/rss"]

[[outlet]]
id = "c"
feeds = ["https://c.example/rss"]
# The end.
"""


def _added(
    url: str, details: OutletDetails = NOTHING, text: str = TEXT, kind: FeedKind = FeedKind.FEED
) -> tuple[str, str]:
    editor = CatalogEditor(text, "c")
    outlet_id = editor.add(url, details, kind)
    return outlet_id, editor.text()


def _removed(what: str, text: str = TEXT) -> str:
    editor = CatalogEditor(text, "c")
    editor.remove(what)
    return editor.text()


def test_a_feed_goes_to_the_outlet_of_its_domain() -> None:
    outlet_id, text = _added("https://feeds.b.example/2")
    assert outlet_id == "b"
    wanted = 'feeds = ["https://b.example/rss", "https://feeds.b.example/2"]'
    assert text == TEXT.replace('feeds = ["https://b.example/rss"]', wanted)


def test_the_layout_of_a_long_list_stays() -> None:
    _, text = _added("https://www.a.example/3")
    line = '    "https://www.a.example/2",\n'
    assert text == TEXT.replace(line, line + '    "https://www.a.example/3",\n')


def test_an_id_that_is_there_takes_the_feed() -> None:
    outlet_id, text = _added("https://elsewhere.example/rss", OutletDetails(outlet_id="c", name=None))
    assert outlet_id == "c"
    assert parse_catalog(text, "c")[2].feeds[1] == "https://elsewhere.example/rss"


def test_a_new_outlet_comes_last_with_its_details() -> None:
    details = OutletDetails(
        name='L"É', country="FR", languages=("fr", "br"), owner="O", kind="wire", collections=("x, y",)
    )
    outlet_id, text = _added("https://www.neuf.co.uk/rss", details)
    assert outlet_id == "neuf-co-uk"
    assert text.startswith(TEXT)
    outlet = parse_catalog(text, "c")[-1]
    assert (outlet.name, outlet.country, outlet.languages) == ('L"É', "FR", ("fr", "br"))
    assert (outlet.owner, outlet.kind, outlet.collections) == ("O", "wire", ("x, y",))


def test_a_catalog_can_begin_from_nothing() -> None:
    outlet_id, text = _added("https://www.x.example/rss", text="")
    assert text == f'[[outlet]]\nid = "{outlet_id}"\nfeeds = ["https://www.x.example/rss"]\n'


def test_two_new_feeds_of_a_domain_make_one_outlet() -> None:
    editor = CatalogEditor("", "c")
    assert editor.add("https://x.example/1", NOTHING) == editor.add("https://x.example/2", NOTHING)
    assert len(parse_catalog(editor.text(), "c")) == 1


@pytest.mark.parametrize(
    ("outlet_id", "before"),
    [
        ("a", '    "https://www.a.example/2",\n]\n'),
        ("b", 'feeds = ["https://b.example/rss"]\n'),
        ("c", 'feeds = ["https://c.example/rss"]\n'),
    ],
)
def test_a_sitemap_comes_below_the_feeds_of_its_outlet(outlet_id: str, before: str) -> None:
    url = f"https://{outlet_id}.example/news-sitemap.xml"
    added_to, text = _added(url, kind=FeedKind.SITEMAP)
    assert added_to == outlet_id
    assert text == TEXT.replace(before, f'{before}sitemaps = ["{url}"]\n')


def test_a_second_sitemap_stands_beside_the_first() -> None:
    editor = CatalogEditor(TEXT, "c")
    for url in ("https://b.example/s1", "https://b.example/s2"):
        editor.add(url, NOTHING, FeedKind.SITEMAP)
    editor.add("https://b.example/f2", NOTHING)
    outlet = parse_catalog(editor.text(), "c")[1]
    assert outlet.sitemaps == ("https://b.example/s1", "https://b.example/s2")
    assert outlet.feeds == ("https://b.example/rss", "https://b.example/f2")


def test_a_new_outlet_may_have_only_a_sitemap() -> None:
    outlet_id, text = _added("https://x.example/sitemap.xml", text="", kind=FeedKind.SITEMAP)
    assert text == f'[[outlet]]\nid = "{outlet_id}"\nsitemaps = ["https://x.example/sitemap.xml"]\n'
    assert _added("https://www.x.example/rss", text=text) == (
        outlet_id,
        f'{text}feeds = ["https://www.x.example/rss"]\n',
    )


def test_a_url_is_a_feed_or_a_sitemap_but_not_both() -> None:
    with pytest.raises(ConfigurationError, match="under b"):
        _added("https://b.example/rss", kind=FeedKind.SITEMAP)


def test_a_sitemap_is_removed_and_the_outlet_only_with_the_last_url() -> None:
    url = "https://b.example/sitemap.xml"
    _, both = _added(url, kind=FeedKind.SITEMAP)
    assert _removed(url, both) == TEXT
    assert _removed(feed_id("b", url), both) == TEXT
    only_sitemap = _removed("https://b.example/rss", both)
    assert [outlet.feeds for outlet in parse_catalog(only_sitemap, "c")][1] == ()
    assert 'id = "b"' not in _removed(url, only_sitemap)


def test_hosts_that_many_share_tell_no_outlet() -> None:
    editor = CatalogEditor("", "c")
    ids = [editor.add(f"https://feeds.feedburner.com/{name}", NOTHING) for name in ("One", "Two/x", "one/")]
    assert ids == ["one", "two-x", "one-2"]
    assert len(parse_catalog(editor.text(), "c")) == 3


def test_several_outlets_of_one_domain_need_an_id() -> None:
    text = TEXT.replace("https://c.example/rss", "https://news.b.example/rss")
    with pytest.raises(ConfigurationError, match="any of b, c"):
        _added("https://other.b.example/x", text=text)
    assert _added("https://news.b.example/x", text=text)[0] == "c"
    assert _added("https://other.b.example/x", OutletDetails(outlet_id="d"), text)[0] == "d"


@pytest.mark.parametrize(
    "url", ["https://b.example/rss", "HTTPS://B.EXAMPLE:443/rss#x", "https://b.example/rss?utm_a=1"]
)
def test_a_feed_that_is_there_is_refused_in_any_spelling(url: str) -> None:
    with pytest.raises(ConfigurationError, match="under b"):
        _added(url)


@pytest.mark.parametrize(
    "url", ["", "b.example", "ftp://b.example/", "http://b.example/a b", "http://b.example/\n"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="http or https"):
        _added(url)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("feed://feeds.b.example/2", "http://feeds.b.example/2"),
        ("feed:https://feeds.b.example/2", "https://feeds.b.example/2"),
        (" FEED:http://feeds.b.example/2 ", "http://feeds.b.example/2"),
        ("feed://https://feeds.b.example/2", "https://feeds.b.example/2"),
    ],
)
def test_feed_is_a_scheme_of_other_programs(url: str, meant: str) -> None:
    editor = CatalogEditor(TEXT, "c")
    assert editor.add(url, NOTHING) == "b"
    assert f'"{meant}"' in editor.text()
    assert editor.knows(url)
    assert editor.remove(url) == [meant]


@pytest.mark.parametrize("url", ["feed:", "feed://", "feeding://b.example/2"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="give an http or https URL"):
        _added(url)


def test_an_outlet_that_is_there_keeps_its_name() -> None:
    details = OutletDetails(outlet_id="b", name="Other", country="FR")
    with pytest.raises(ConfigurationError) as caught:
        _added("https://b.example/2", details)
    assert len(caught.value.problems) == 2


def test_details_that_are_wrong_are_refused() -> None:
    details = OutletDetails(outlet_id="Not A Slug", country="XX", languages=("?",))
    with pytest.raises(ConfigurationError) as caught:
        _added("https://new.example/", details)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("text", ['outlet = [{id = "a", feeds = ["http://a.example/"]}]\n', "outlet = []\n"])
def test_outlets_written_inline_are_left_to_their_author(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\[\[outlet\]\]"):
        _added("https://new.example/", text=text)


@pytest.mark.parametrize("what", ["https://www.a.example/2", feed_id("a", "https://www.a.example/2")])
def test_one_feed_is_removed(what: str) -> None:
    assert _removed(what) == TEXT.replace('    "https://www.a.example/2",\n', "")


@pytest.mark.parametrize("what", ["b", "https://b.example/rss"])
def test_an_outlet_goes_with_its_last_feed_and_its_comment(what: str) -> None:
    block = '# About b.\n[[outlet]]\nid = "b"\nname = "B"\nfeeds = ["https://b.example/rss"]\n\n'
    assert _removed(what) == TEXT.replace(block, "")


def test_headings_and_the_head_stay() -> None:
    for outlet_id in ("a", "c"):
        text = _removed(outlet_id)
        assert all(line in text for line in ("# The head.", "# North", "# South", "# About b.", "# The end."))


def test_the_last_outlet_can_go() -> None:
    assert parse_catalog(_removed("a", '[[outlet]]\nid = "a"\nfeeds = ["http://a.example/"]\n'), "c") == ()


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(ConfigurationError, match="parallax feeds list"):
        _removed("nothing")


def test_a_text_that_looks_like_a_heading_is_never_cut() -> None:
    text = (
        '[[outlet]]\nid = "a"\nname = """\n[[outlet]]\n"""\nfeeds = ["http://a.example/"]\n'
        + TEXT.replace('id = "a"', 'id = "z"')
    )
    try:
        left = parse_catalog(_removed("b", text), "c")
    except ConfigurationError:
        return
    assert [outlet.outlet_id for outlet in left] == ["a", "z", "c"]


@pytest.mark.slow
@pytest.mark.long
def test_every_outlet_of_the_shipped_catalog_can_be_removed() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    outlets = read_catalog(SHIPPED)
    for outlet in outlets[::120]:
        left = parse_catalog(_removed(outlet.outlet_id, text), "c")
        assert left == tuple(other for other in outlets if other != outlet)


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", ["https://x{}.example/rss", "https://x.example/{}", "https://x{}.substack.com/f"]
)
def test_thousands_of_feeds_are_added_in_proportion(address: str) -> None:
    def took_s(count: int) -> float:
        editor = CatalogEditor(TEXT, "c")
        began = time.process_time()
        for number in range(count):
            editor.add(address.format(number), OutletDetails(name=f"N{number}", is_hint=True))
        text = editor.text()
        took = time.process_time() - began
        assert len([url for outlet in parse_catalog(text, "c") for url in outlet.feeds]) == count + 4
        return took

    few, many = took_s(1_000), took_s(4_000)
    print(f"{address}: 1,000 in {few:.2f} s, 4,000 in {many:.2f} s")
    assert many < 9 * max(few, 0.05)


def test_an_error_names_only_some_of_many_outlets() -> None:
    text = "".join(f'[[outlet]]\nid = "a{n}"\nfeeds = ["https://{n}.a.example/"]\n' for n in range(50))
    with pytest.raises(ConfigurationError, match="may belong to any of a0, a1, a2, a3, a4 and 45 more: say"):
        _added("https://new.a.example/rss", text=text)


def test_ids_are_given_in_turn_where_many_outlets_have_a_name() -> None:
    editor = CatalogEditor("", "c")
    ids = [editor.add("https://a.substack.com/feed", NOTHING)]
    ids += [editor.add(f"https://a{n}.substack.com/feed", NOTHING) for n in range(3)]
    assert ids == ["feed", "feed-2", "feed-3", "feed-4"]


def test_an_interrupted_restore_of_the_catalog_is_completed_before_it_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = tmp_path / "outlets.toml"
    catalog.write_text("", encoding="utf-8")
    settings = read_settings({"PARALLAX_DATA": str(tmp_path / "data"), "PARALLAX_CATALOG": str(catalog)})
    restored = ready_for(settings, catalog)
    restored.parent.mkdir(parents=True)
    restored.write_text(TEXT, encoding="utf-8")
    journal = settings.data / FOLDER / "moves.json"
    journal.parent.mkdir(parents=True)
    moves = [Move(target=catalog, ready=restored, aside=restored.with_name("aside"))]
    journal.write_bytes(msgspec.json.encode(moves, enc_hook=str))
    monkeypatch.setenv("PARALLAX_DATA", str(settings.data))
    monkeypatch.setenv("PARALLAX_CATALOG", str(catalog))
    assert main(["feeds", "add", "https://d.example/rss"]) == 0
    assert [outlet.outlet_id for outlet in read_catalog(catalog)] == ["a", "b", "c", "d-example"]
    assert not journal.exists()
