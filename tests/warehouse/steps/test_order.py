"""Runs give the same warehouse in whatever order and splits they are loaded, and however often."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.made_once import begin_warehouse
from tests.warehouse.runs import OUTLETS, SeenEntry, load, paths_in
from warehouse import open_writer
from warehouse.steps.tallying import tally

# All but what the run itself gives: its id, its fetches, when it fetched and polled.
STANDING = {
    "articles": "SELECT * EXCLUDE (fetch_id, run_id, fetched_at) FROM article ORDER BY ALL",
    "texts": "FROM article_text ORDER BY ALL",
    "votes": "FROM article_language ORDER BY ALL",
    "fingerprints": "FROM article_fingerprint ORDER BY ALL",
    "entries": "FROM entry ORDER BY ALL",
    "rejections": "SELECT DISTINCT * EXCLUDE (run_id) FROM rejection ORDER BY ALL",
    "outlets": "FROM outlet ORDER BY ALL",
    "feeds": "FROM feed ORDER BY ALL",
    "tally": "SELECT * FROM article_tally ORDER BY ALL",
    "days": "FROM language_day ORDER BY ALL",
}
OUTCOMES = ("loaded", "loaded", "loaded", "rejected", "waiting")


@st.composite
def sightings(draw: st.DrawFn) -> list[SeenEntry]:
    """Return what was seen of a few pages, at minutes of which no two are the same."""
    seen = draw(
        st.lists(
            st.tuples(st.integers(0, 11), st.integers(0, OUTLETS - 1), st.sampled_from(OUTCOMES)),
            min_size=1,
            max_size=14,
        )
    )
    return [
        SeenEntry(page=page, feed=feed, minute=minute * 200, outcome=outcome)
        for minute, (page, feed, outcome) in enumerate(seen)
    ]


@pytest.mark.slow
@pytest.mark.long
# Without shrinking, which takes minutes with real files.
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(sightings(), st.integers(0, 2**16))
def test_order_and_splits_make_no_difference(seen: list[SeenEntry], seed: int) -> None:
    random, shuffled = Random(seed), [*seen]
    random.shuffle(shuffled)
    assert _warehouse(_runs(shuffled, random), random) == _warehouse([[sight] for sight in seen], None)


def _runs(seen: Sequence[SeenEntry], random: Random) -> list[list[SeenEntry]]:
    """Split what was seen into runs; a run sees an entry once, and a page the same way in every feed."""
    runs: list[list[SeenEntry]] = [[]]
    for sight in seen:
        if random.random() < 0.4 or any(other.page == sight.page for other in runs[-1]):
            runs.append([])
        runs[-1].append(sight)
    return [run for run in runs if run]


def _warehouse(
    runs: Sequence[Sequence[SeenEntry]], random: Random | None
) -> dict[str, list[tuple[Any, ...]]]:
    """Load the runs, some twice where `random` says so; return what stands then."""
    with TemporaryDirectory() as folder, open_writer(begin_warehouse(paths_in(Path(folder)))) as connection:
        for number, run in enumerate(runs):
            for _ in range(1 + (random is not None and random.random() < 0.3)):
                load(connection, Path(folder) / "runs", f"run-{number}", run)
            if random is None or random.random() < 0.5:
                tally(connection)
        tally(connection)
        return {name: connection.execute(query).fetchall() for name, query in STANDING.items()}
