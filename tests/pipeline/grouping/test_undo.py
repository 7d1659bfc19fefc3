"""Corrections taken back: what is left is what there would be had they never been made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from model import Correction, CorrectionKind, PermanentError
from pipeline.grouping import correct
from pipeline.keeping.erase import erase
from pipeline.settings import Settings
from tests.pipeline.related_texts import (
    NOW,
    RelatedText,
    events,
    paths_of,
    relate_and_publish,
    rows,
    settings_in,
    url_of,
)
from tests.transforms.events.plain_corrections import modelled
from tests.warehouse.database.test_migrating import older
from warehouse import WarehousePaths, open_writer
from warehouse.steps.checking import check
from warehouse.steps.tallying import tally

pytestmark = pytest.mark.slow

# Two happenings that are near to each other, as a pact and what is said about it, and one far from both.
PACT = [RelatedText(number=number, happening=1, hour=number) for number in range(1, 7)]
REACTION = [RelatedText(number=number, happening=2, hour=number - 10) for number in range(11, 15)]
STRAY = [RelatedText(number=21, happening=3, hour=2, language="fr")]
COPIES = [RelatedText(number=31, copy_of=2, hour=4), RelatedText(number=32, copy_of=21, hour=4)]
LATE = [
    RelatedText(number=7, happening=1, hour=2.5),
    RelatedText(number=22, happening=3, hour=3),
    RelatedText(number=33, copy_of=21, hour=5),
]
LATER = NOW + timedelta(hours=1)
State = dict[str, list[tuple[Any, ...]]]
# All that readers see of the grouping, but since when it is so.
SEEN = {
    "event_article": "SELECT * EXCLUDE (valid_from) FROM event_article ORDER BY article_id",
    "event": "SELECT * EXCLUDE (valid_from) FROM event ORDER BY event_id",
    "event_title": "FROM event_title ORDER BY ALL",
    "event_alias": "SELECT old_event_id, event_id FROM event_alias ORDER BY ALL",
    "event_article_uncorrected": "FROM event_article_uncorrected",
    "story": "FROM story ORDER BY story_id",
    "story_event": "SELECT * EXCLUDE (valid_from) FROM story_event ORDER BY event_id",
}
# What the texts of these tests lack, or what is not about events.
CHECKED = {
    "article_twice", "group_twice", "event_twice", "event_missing", "copies_apart", "uncorrected_idle",
    "alias_astray", "alias_living", "key_twice", "event_row_twice", "event_empty", "title_astray", "span_off",
    "left_behind", "story_astray",
}  # fmt: skip


def seen(settings: Settings) -> State:
    return {name: rows(settings, query) for name, query in SEEN.items()}


def amiss(settings: Settings) -> list[str]:
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO untallied SELECT article_id FROM article")
        tally(connection)
        return [one.example for one in check(connection) if one.name in CHECKED]


def event_of(settings: Settings, number: int) -> str:
    query = f"SELECT event_id FROM event_article WHERE article_id = '{RelatedText(number=number).article_id}'"
    return str(rows(settings, query)[0][0])


def url(number: int) -> str:
    return url_of(RelatedText(number=number))


def begun(data: Path) -> Settings:
    settings = settings_in(data)
    relate_and_publish(settings, [*PACT, *REACTION, *STRAY, *COPIES])
    assert events(settings) == {
        frozenset({1, 2, 3, 4, 5, 6, 31}),
        frozenset({11, 12, 13, 14}),
        frozenset({21, 32}),
    }
    return settings


TRIES: dict[str, Callable[[Settings], correct.Made]] = {
    "merge": lambda it: correct.merge(it, [event_of(it, 1), event_of(it, 21)], None, LATER),
    "merge of strangers": lambda it: correct.merge(it, [event_of(it, 11), event_of(it, 1)], None, LATER),
    "split": lambda it: correct.split(it, event_of(it, 1), [url(2)], None, LATER),
    "split of the founder": lambda it: correct.split(it, event_of(it, 1), [url(1), url(5)], None, LATER),
    "pin": lambda it: correct.pin(it, url(32), event_of(it, 1), None, LATER),
}


@pytest.mark.parametrize("tried", TRIES)
@pytest.mark.parametrize("came_between", [[], LATE], ids=["at once", "after a run"])
def test_an_undone_correction_leaves_no_trace(
    tmp_path: Path, tried: str, came_between: list[RelatedText]
) -> None:
    settings, other = begun(tmp_path / "one"), begun(tmp_path / "other")
    before = seen(settings)
    assert before == seen(other)
    made = TRIES[tried](settings)
    assert seen(settings) != before
    assert amiss(settings) == []
    for one in (settings, other):
        relate_and_publish(one, came_between, LATER + timedelta(hours=1))
    assert amiss(settings) == []
    correct.withdraw(settings, made.number, LATER + timedelta(hours=2))
    assert seen(settings) == seen(other)
    assert amiss(settings) == []


def test_a_merge_moves_what_it_names_and_says_so(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    pact, stray = event_of(settings, 1), event_of(settings, 21)
    made = correct.merge(settings, [stray, pact], None, LATER)
    assert [
        (row.from_event_id, row.from_title, row.to_event_id, row.url, row.is_original) for row in made.moved
    ] == [
        (stray, "Title 21", pact, url(21), True),
        (stray, "Title 21", pact, url(32), False),
    ]
    assert events(settings) == {frozenset({1, 2, 3, 4, 5, 6, 21, 31, 32}), frozenset({11, 12, 13, 14})}
    back = correct.withdraw(settings, made.number, LATER)
    assert [(row.from_event_id, row.to_event_id, row.to_title) for row in back] == [
        (pact, stray, "Title 21")
    ] * 2


def test_a_later_report_joins_the_event_of_grouping_and_is_shown_with_it(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    made = correct.merge(settings, [event_of(settings, 1), event_of(settings, 21)], None, LATER)
    correct.split(settings, event_of(settings, 11), [url(12)], None, LATER)
    relate_and_publish(settings, [*LATE, RelatedText(number=15, happening=2, hour=2)], LATER)
    assert events(settings) == {
        frozenset({1, 2, 3, 4, 5, 6, 7, 21, 22, 31, 32, 33}),
        frozenset({11, 13, 14, 15}),
        frozenset({12}),
    }
    correct.withdraw(settings, made.number, LATER)
    assert frozenset({21, 22, 32, 33}) in events(settings)


def test_another_correction_stands_when_the_one_it_was_made_upon_is_undone(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    pact = event_of(settings, 1)
    merged = correct.merge(settings, [pact, event_of(settings, 11)], None, LATER)
    assert merged.event_id == pact
    correct.pin(settings, url(21), pact, None, LATER)
    correct.withdraw(settings, merged.number, LATER)
    assert events(settings) == {frozenset({1, 2, 3, 4, 5, 6, 21, 31, 32}), frozenset({11, 12, 13, 14})}


def test_what_joined_a_split_event_does_not_carry_others_along(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    split = correct.split(settings, event_of(settings, 1), [url(2)], None, LATER)
    pinned = correct.pin(settings, url(11), split.event_id, None, LATER)
    correct.merge(settings, [split.event_id, event_of(settings, 21)], None, LATER)
    correct.withdraw(settings, pinned.number, LATER)
    assert events(settings) == {
        frozenset({1, 3, 4, 5, 6}),
        frozenset({2, 31, 21, 32}),
        frozenset({11, 12, 13, 14}),
    }


def test_a_text_that_became_a_copy_is_corrected_with_its_group(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    correct.pin(settings, url(21), event_of(settings, 11), None, LATER)
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "UPDATE syndication_member SET group_id = $group, relation = 'exact' WHERE group_id = $own",
            {"group": PACT[0].article_id, "own": STRAY[0].article_id},
        )
    relate_and_publish(settings, [], LATER)
    assert event_of(settings, 1) == event_of(settings, 11) != event_of(settings, 2)


def test_a_correction_of_before_holds_and_its_undoing_moves_nothing(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "INSERT INTO event_correction (correction_id, kind, article_id, anchor_article_id, made_at) "
            "VALUES (1, 'split', ?, ?, now()), (2, 'merge', ?, ?, now())",
            [one.article_id for one in (STRAY[0], PACT[0], PACT[1], PACT[2])],
        )
    before = seen(settings)
    relate_and_publish(settings, [], LATER)
    assert seen(settings) == before
    for number in (1, 2):
        assert correct.withdraw(settings, number, LATER) == []
    assert seen(settings) == before


def test_a_merge_outlives_the_articles_that_it_names(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    made = correct.merge(settings, [event_of(settings, 1), event_of(settings, 11)], None, LATER)
    ((own, anchor),) = rows(settings, "SELECT article_id, anchor_article_id FROM event_correction")
    named = {article.int for article in (own, anchor)}
    erase(settings, [url(number) for number in named], None, LATER + timedelta(hours=1))
    pact, reaction = ({1, 2, 3, 4, 5, 6, 31} - named, {11, 12, 13, 14} - named)
    assert events(settings) == {frozenset(pact | reaction), frozenset({21, 32})}
    correct.withdraw(settings, made.number, LATER + timedelta(hours=2))
    assert events(settings) == {frozenset(pact), frozenset(reaction), frozenset({21, 32})}
    assert amiss(settings) == []


def test_a_split_text_that_is_erased_leaves_its_copy_split_off(tmp_path: Path) -> None:
    settings = begun(tmp_path)
    correct.split(settings, event_of(settings, 1), [url(2), url(3)], None, LATER)
    with open_writer(paths_of(settings)) as connection:
        connection.execute(
            "INSERT INTO article_fingerprint "
            "SELECT article_id, published_at, hash(article_id), [] FROM article"
        )
    erase(settings, [url(2)], None, LATER + timedelta(hours=1))
    assert events(settings) == {
        frozenset({1, 4, 5, 6}),
        frozenset({3, 31}),
        frozenset({11, 12, 13, 14}),
        frozenset({21, 32}),
    }
    assert amiss(settings) == []


def test_ids_of_an_older_file_lead_where_they_led(tmp_path: Path) -> None:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with older(paths, "migrations/0020_corrections_overlay") as connection:
        connection.execute("INSERT INTO event_alias VALUES (uuid(), uuid(), now())")
    with open_writer(paths) as connection:
        query = "SELECT event_id = uncorrected_event_id FROM event_alias"
        assert connection.execute(query).fetchall() == [(True,)]


@dataclass(kw_only=True)
class Desk:
    """A warehouse that is corrected, and its twin that has the same runs and no corrections."""

    settings: Settings
    twin: Settings
    at: datetime = NOW
    numbers: Iterable[int] = field(default_factory=lambda: iter(range(1, 1_000)))
    made: list[int] = field(default_factory=list)

    def run(self, happenings: list[int], copied: int) -> None:
        self.at += timedelta(hours=1)
        texts = [
            RelatedText(number=number, happening=happening, hour=happening * 3 + number % 7)
            for number, happening in zip(self.numbers, happenings, strict=False)
        ]
        if copied:
            texts.append(RelatedText(number=1_000 + texts[0].number, copy_of=texts[0].number, hour=copied))
        for one in (self.settings, self.twin):
            relate_and_publish(one, texts, self.at)

    def correct(self, kind: CorrectionKind, which: int, where: int) -> None:
        self.at += timedelta(hours=1)
        found = sorted({str(event) for (event,) in rows(self.settings, "SELECT event_id FROM event")})
        event, other = found[where % len(found)], found[(where + 1 + which) % len(found)]
        members = rows(
            self.settings, f"SELECT article_id FROM event_article WHERE event_id = '{event}' ORDER BY ALL"
        )
        articles = [str(article) for (article,) in members]
        one = articles[which % len(articles)]
        try:
            if kind is CorrectionKind.MERGE:
                made = correct.merge(self.settings, [event, other], None, self.at)
            elif kind is CorrectionKind.SPLIT:
                made = correct.split(self.settings, event, sorted({one, articles[0]}), None, self.at)
            else:
                made = correct.pin(self.settings, one, other, None, self.at)
        except PermanentError:
            return
        self.made.append(made.number)

    def undo(self, which: int) -> None:
        self.at += timedelta(hours=1)
        if self.made:
            correct.withdraw(self.settings, self.made.pop(which % len(self.made)), self.at)

    def assert_shown(self) -> None:
        """Assert that the events are those of the twin with the corrections in force, by a plain model."""
        by_group = "JOIN syndication_member USING (article_id) WHERE relation = 'original'"
        grouped = {
            str(text): str(event)
            for text, event in rows(self.twin, f"SELECT article_id, event_id FROM event_article {by_group}")
        }
        in_force = rows(
            self.settings,
            "SELECT kind, article_id, anchor_article_id FROM event_correction WHERE withdrawn_at IS NULL "
            "ORDER BY correction_id, kind = 'pin', rowid",
        )
        corrections = [
            Correction(kind=CorrectionKind(kind), article_id=str(text), anchor_article_id=str(anchor))
            for kind, text, anchor in in_force
        ]
        shown = rows(
            self.settings, f"SELECT list(article_id::VARCHAR) FROM event_article {by_group} GROUP BY event_id"
        )
        assert {frozenset(texts) for (texts,) in shown} == modelled(grouped, [corrections])
        assert amiss(self.settings) == []


STEPS = st.one_of(
    st.tuples(st.just(Desk.run), st.lists(st.integers(1, 3), min_size=1, max_size=4), st.integers(0, 3)),
    st.tuples(st.just(Desk.correct), st.sampled_from(CorrectionKind), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just(Desk.undo), st.integers(0, 9)),
)


@pytest.mark.long
@profile(max_examples=15)
@given(st.lists(st.integers(1, 3), min_size=4, max_size=8), st.lists(STEPS, max_size=8), st.randoms())
def test_whatever_is_corrected_and_undone_between_runs(
    first: list[int], steps: list[Any], random: Any
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(settings=settings_in(Path(folder) / "one"), twin=settings_in(Path(folder) / "twin"))
        desk.run(first, 1)
        for step, *values in steps:
            step(desk, *values)
        desk.assert_shown()
        while desk.made:
            desk.undo(random.randrange(9))
        for name in ("event_article", "event_alias", "event_article_uncorrected"):
            assert rows(desk.settings, SEEN[name]) == rows(desk.twin, SEEN[name]), name
        assert amiss(desk.settings) == []
