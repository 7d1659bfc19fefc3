"""A collection of Media Cloud, as its site exports it, in the catalog."""

import csv
import io
import os
from pathlib import Path

import pytest

from model import ConfigurationError, OutletKind
from model.limits import MAX_OPML_FEEDS
from pipeline.catalog.media_cloud import Source, collection_of, read_sources
from pipeline.catalog.reading import read_catalog
from pipeline.cli import main

Capture = pytest.CaptureFixture[str]

COLUMNS = (
    "id", "homepage", "domain", "url_search_string", "label", "notes", "platform", "pub_country", "pub_state",
    "media_type", "stories_per_week", "last_story", "primary_language",
)  # fmt: skip
FILE = "Collection-34412234-Ruritania - National-sources-20260106120000.csv"
CATALOG = """\
# Mine.
[[outlet]]
id = "herald"
homepage = "https://www.herald.example"
collections = ["dailies"]  # by hand
feeds = ["https://www.herald.example/rss"]

[[outlet]]
id = "post"
feeds = ["https://post.example/rss"]

# Two of one house.
[[outlet]]
id = "twin-a"
feeds = ["https://a.twins.example/rss"]

[[outlet]]
id = "twin-b"
feeds = ["https://b.twins.example/rss"]
"""


def _list(*rows: dict[str, str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def test_a_source_has_what_an_outlet_needs() -> None:
    row = {
        "homepage": "http://www.herald.example/",
        "domain": "herald.example",
        "label": "The\nHerald",
        "platform": "online_news",
        "pub_country": "FRA",
        "media_type": "print_native",
        "primary_language": "fr",
    }
    assert read_sources(_list(row), "x") == [
        Source(
            homepage="http://www.herald.example/",
            name="The Herald",
            country="FR",
            language="fr",
            kind=OutletKind.NEWSPAPER,
        )
    ]


@pytest.mark.parametrize(
    ("code", "country"),
    [("USA", "US"), ("GBR", "GB"), ("XKX", "XK"), ("DE", "DE"), ("", None), ("ZZZ", None), ("none", None)],
)
def test_countries_have_two_letters(code: str, country: str | None) -> None:
    (source,) = read_sources(_list({"homepage": "https://x.example", "pub_country": code}), "x")
    assert source.country == country


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"label": "A"}, "has no homepage"),
        ({"homepage": "https://x.example", "platform": "youtube"}, "platform youtube"),
        ({"homepage": "https://x.example", "url_search_string": "x.example/sport/*"}, "part of its site"),
        ({"homepage": "javascript:alert(1)"}, "no http or https URL"),
        ({"homepage": "https://x.example/\x1b[31m"}, "no http or https URL"),
        ({"homepage": "https://x.example/" + "x" * 9_000}, "no http or https URL"),
    ],
)
def test_what_cannot_be_an_outlet_says_why(row: dict[str, str], why: str) -> None:
    (source,) = read_sources(_list(row), "x")
    assert source.problem is not None
    assert why in source.problem


def test_lists_without_most_columns_are_read() -> None:
    assert read_sources("\ufeffhomepage,name\r\nx.example,X\r\n,\r\n".encode(), "x") == [
        Source(homepage="https://x.example", name="X")
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"homepage\r\n",
        b"name,feed\r\nx,y\r\n",
        b"\xff\xfe",
        b'homepage\r\n"' + b"x" * 200_000 + b'"\r\n',
        b"x" * 10_000_001,
        b"homepage\r\n" + b"https://x.example\r\n" * (MAX_OPML_FEEDS + 1),
    ],
)
def test_what_is_no_list_of_sources_is_told(data: bytes) -> None:
    with pytest.raises(ConfigurationError, match="the list"):
        read_sources(data, "the list")


@pytest.mark.parametrize(
    ("name", "collection"),
    [
        (FILE, "Ruritania - National"),
        (FILE.replace(".csv", " (1).csv"), "Ruritania - National"),
        ("Collection-1-a-sources-b-sources-20260106120000.csv", "a-sources-b"),
        ("sources.csv", None),
    ],
)
def test_the_file_names_the_collection(name: str, collection: str | None) -> None:
    assert collection_of(name) == collection


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "outlets.toml"))
    path = tmp_path / "outlets.toml"
    path.write_text(CATALOG, encoding="utf-8")
    return path


def test_outlets_of_the_catalog_join_the_collection(catalog: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / FILE
    file.write_bytes(
        _list(
            {"homepage": "http://herald.example", "label": "Herald"},
            {"homepage": "https://news.post.example/", "label": "Post"},
            {"homepage": "https://twins.example/", "label": "Twins"},
            {"homepage": "https://new.example/?a=1&b=2", "label": "New"},
            {"homepage": "https://x.example", "label": "Clips", "platform": "youtube"},
        )
    )
    assert main(["feeds", "import", "--format", "mediacloud", str(file)]) == 0
    captured = capsys.readouterr()
    assert captured.out == (
        "Ruritania - National: outlets added: 2, in it already: 0; sources that are not in the catalog: 1, "
        "that may be any of several outlets: 1, not usable: 1\n"
    )
    assert "parallax: Clips is of the platform youtube, not online news.\n" in captured.err
    assert "may belong to any of twin-a, twin-b" in captured.err
    said = "parallax: New is not in the catalog: parallax feeds discover 'https://new.example/?a=1&b=2'\n"
    assert said in captured.err
    assert f"feeds import --format mediacloud --discover '{file}'" in captured.err
    found = {outlet.outlet_id: outlet.collections for outlet in read_catalog(catalog)}
    assert found == {
        "herald": ("dailies", "Ruritania - National"),
        "post": ("Ruritania - National",),
        "twin-a": (),
        "twin-b": (),
    }
    text = catalog.read_text(encoding="utf-8")
    assert "# by hand" in text
    assert "# Two of one house." in text
    assert main(["feeds", "import", "--format", "mediacloud", str(file)]) == 0
    assert "outlets added: 0, in it already: 2;" in capsys.readouterr().out
    assert catalog.read_text(encoding="utf-8") == text


def test_a_collection_must_have_a_name(catalog: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "sources.csv"
    file.write_bytes(_list({"homepage": "http://herald.example"}))
    command = ["feeds", "import", "--format", "mediacloud", str(file)]
    assert main(command) == 2
    assert "give --collection NAME" in capsys.readouterr().err
    assert main([*command, "--collection", "two\nlines"]) == 2
    assert catalog.read_text(encoding="utf-8") == CATALOG
    assert main([*command, "--collection", 'a "b"']) == 0
    assert read_catalog(catalog)[0].collections == ("dailies", 'a "b"')
    assert main(["feeds", "import", str(file), "--discover"]) == 2
    assert "are for --format mediacloud" in capsys.readouterr().err
