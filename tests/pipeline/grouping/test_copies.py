"""Groups of copies in a real warehouse: what the window holds decides, as it does for texts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from pipeline.grouping.copies import group_new_articles
from pipeline.settings import read_settings
from tests.made_once import begin_warehouse
from transforms.copies.shingles import shingle, text_hash
from transforms.copies.syndication import COMMON_TO, Document, find_copies
from warehouse import Connection, WarehousePaths, open_writer

START = datetime(2026, 1, 6, tzinfo=UTC)
WORDS = [
    f"{start}{end}" for start in ("bor", "kel", "mat", "sun", "tri", "vol") for end in ("an", "eth", "ix")
]


@dataclass(frozen=True, kw_only=True)
class Page:
    number: int
    text: str
    outlet: str
    hour: float = 0
    agency: str | None = None

    @property
    def document(self) -> Document:
        return Document(
            article_id=str(UUID(int=self.number)),
            published_at=START + timedelta(hours=self.hour),
            shingles=shingle(self.text),
            text_hash=text_hash(self.text),
            title_hash=text_hash(f"Title {self.number}"),
            outlet_id=self.outlet,
            is_credited=self.agency is not None,
        )


def words(count: int, seed: int) -> str:
    return " ".join(Random(seed).choices(WORDS, k=count))


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    settings = read_settings({"PARALLAX_DATA": str(tmp_path)})
    return WarehousePaths(published=settings.published, writer=settings.writer)


def load(connection: Connection, pages: Sequence[Page]) -> None:
    for page in pages:
        one = page.document
        connection.execute(
            "INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, "
            "fetched_at, language, char_count, agency, run_id) "
            "VALUES (?, ?, ?, ?, ?, 'page', ?, 'en', 10, ?, 'run')",
            [
                one.article_id,
                page.outlet,
                f"https://{page.outlet}.example/{page.number}",
                f"Title {page.number}",
                one.published_at,
                one.published_at,
                page.agency,
            ],
        )
        connection.execute("INSERT INTO unrelated VALUES (?)", [one.article_id])
        connection.execute(
            "INSERT INTO article_fingerprint VALUES (?, ?, ?, ?)",
            [one.article_id, one.published_at, one.text_hash, list(one.shingles)],
        )


def grouped(paths: WarehousePaths, *runs: Sequence[Page]) -> set[frozenset[int]]:
    """Return the groups of copies after runs, by the numbers of their pages."""
    with open_writer(begin_warehouse(paths)) as connection:
        for pages in runs:
            load(connection, pages)
            group_new_articles(connection, START)
        groups = connection.execute(
            "SELECT list(article_id) FROM syndication_member GROUP BY group_id"
        ).fetchall()
    return {frozenset(article.int for article in articles) for (articles,) in groups}


def side_by_side(pages: Sequence[Page]) -> set[frozenset[int]]:
    members = find_copies([page.document for page in pages], []).members
    groups: dict[str, set[int]] = {}
    for member in members:
        groups.setdefault(member.group_id, set()).add(UUID(member.article_id).int)
    return {frozenset(group) for group in groups.values()}


def pages_with_copies() -> list[Page]:
    stories = [words(200, seed) for seed in range(8)]
    cuts = [story[: len(story) * 6 // 10] for story in stories[:4]]
    return [
        Page(number=number + 1, text=text, outlet=f"o{number % 5}", hour=number)
        for number, text in enumerate([*stories, *cuts])
    ]


@pytest.mark.parametrize("lot", [1, 3, 12])
def test_copies_are_found_however_they_arrive(paths: WarehousePaths, lot: int) -> None:
    pages = pages_with_copies()
    found = grouped(paths, *(pages[start : start + lot] for start in range(0, len(pages), lot)))
    assert found == side_by_side(pages)
    assert frozenset({1, 9}) in found


def test_beyond_the_window_nothing_is_compared(paths: WarehousePaths) -> None:
    text = words(200, 1)
    near, far = (
        Page(number=number, text=text, outlet=f"o{number}", hour=24.0 * 6 * number) for number in (1, 3)
    )
    between = replace(near, number=2, hour=24.0 * 6 * 2, outlet="o2")
    assert grouped(paths, [near], [far]) == {frozenset({1}), frozenset({3})}
    assert grouped(paths, [between]) == {frozenset({1, 2}), frozenset({3})}


def test_boilerplate_that_the_window_knows_makes_no_copies(paths: WarehousePaths) -> None:
    notice = words(120, 50)
    pages = [Page(number=n, text=f"{words(60, 60 + n)} {notice}", outlet="a", hour=n) for n in range(1, 6)]
    assert grouped(paths, pages[:4], pages[4:]) == {frozenset({n}) for n in range(1, 6)}


def test_what_is_common_in_the_window_makes_no_copies(paths: WarehousePaths) -> None:
    common = words(60, 50)
    known = [
        Page(number=n, text=f"{words(300, 60 + n)} {common}", outlet=f"o{n}", hour=n / 10)
        for n in range(1, COMMON_TO + 3)
    ]
    short = Page(number=99, text=f"{common} {words(30, 999)}", outlet="short", hour=5)
    assert frozenset({99}) in grouped(paths, known, [short])
    assert frozenset({99}) not in side_by_side([known[0], short])


def test_the_original_is_the_earliest_credited_whenever_it_comes(paths: WarehousePaths) -> None:
    text = words(200, 1)
    plain, credited = (
        Page(number=number, text=text, outlet=f"o{number}", hour=number, agency=agency)
        for number, agency in ((1, None), (2, "Reuters"))
    )
    assert grouped(paths, [plain], [credited]) == {frozenset({1, 2})}
    with open_writer(paths) as connection:
        found = connection.execute("SELECT article_id FROM syndication_member WHERE relation = 'original'")
        assert [article.int for (article,) in found.fetchall()] == [2]
