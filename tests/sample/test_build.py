"""The sample on disk is what its stories make, and it covers what it is for."""

import gzip
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import regex

import sample
from sample.build import build, main

HERE = Path(sample.__file__).parent
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    text = (HERE / "manifest.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def articles(rows: Rows) -> Rows:
    return [row for row in rows if row["is_article"]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: gzip.decompress(path.read_bytes()) for path in (folder / "pages").iterdir()}


def page(row: Mapping[str, Any]) -> str:
    return gzip.decompress((HERE / row["file"]).read_bytes()).decode()


def script(text: str) -> str:
    letters = (letter for letter in text if letter.isalpha())
    return unicodedata.name(next(letters)).split()[0]


def test_pages_on_disk_equal_a_fresh_build(tmp_path: Path) -> None:
    build(HERE, tmp_path)
    assert (tmp_path / "manifest.jsonl").read_bytes() == (HERE / "manifest.jsonl").read_bytes()
    assert contents(tmp_path) == contents(HERE)


def test_rebuild_is_byte_identical_and_sweeps_stale_pages(tmp_path: Path) -> None:
    build(HERE, tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()}
    (tmp_path / "pages" / "99999.html.gz").write_bytes(b"stale")
    build(HERE, tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()} == before


def test_command_line_tells_what_it_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--out", str(tmp_path)])
    assert capsys.readouterr().out.startswith("98 pages, 89 of them articles")


def test_rows_are_sorted_and_distinct(rows: Rows) -> None:
    keys = [(row["published"] or "", row["url"]) for row in rows]
    assert keys == sorted(keys)
    assert len({row["url"] for row in rows}) == len(rows)


def test_sample_is_broad_enough(articles: Rows) -> None:
    assert len(articles) >= 60
    assert len({row["outlet"] for row in articles}) >= 15
    assert len({row["lang"] for row in articles}) >= 10
    assert len({script(row["expected"]["body"]) for row in articles}) >= 5
    assert len({row["event"] for row in articles}) >= 8


def shingles(text: str) -> set[tuple[str, ...]]:
    words = regex.findall(r"\w+", text.casefold())
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def test_copies_overlap_with_their_originals(articles: Rows) -> None:
    texts = {row["url"]: shingles(row["expected"]["body"]) for row in articles}
    copies = [row for row in articles if row["copy_of"]]
    assert len(copies) >= 10
    for row in copies:
        copy, original = texts[row["url"]], texts[row["copy_of"]]
        assert len(copy & original) >= 0.5 * min(len(copy), len(original)), row["url"]


def test_every_paragraph_is_on_its_page(articles: Rows) -> None:
    for row in articles:
        shown = regex.sub(r"<[^>]+>", "", page(row))
        plain = shown.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
        missing = [line for line in row["expected"]["body"].split("\n") if line not in plain]
        assert not missing, row["url"]


def test_pages_declare_the_outlets_language_but_for_the_wrong_one(articles: Rows) -> None:
    for row in articles:
        declared = regex.search(r'<html lang="([^"]+)"', page(row))
        assert declared is not None
        assert declared[1] == ("en" if row["outlet"] == "faro-diario" else row["lang"])


def test_only_arabic_pages_run_from_right_to_left(articles: Rows) -> None:
    assert {row["lang"] for row in articles if 'dir="rtl"' in page(row)} == {"ar"}


def test_styles_of_dating_are_all_there(articles: Rows) -> None:
    marks = ("application/ld+json", "article:published_time", "<time datetime")
    styles = {tuple(mark in page(row) for mark in marks) for row in articles}
    assert styles == {(True, False, False), (False, True, False), (False, False, True), (False, False, False)}


def test_other_pages_are_spread_over_outlets(rows: Rows) -> None:
    others = [row for row in rows if not row["is_article"]]
    assert len({row["outlet"] for row in others}) == len(others) == 9
    assert sorted(row["status"] for row in others if row["status"] != 200) == [404, 410, 503]
