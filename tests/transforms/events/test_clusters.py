"""Looking ahead finds what comparing with every cluster finds, whatever has changed meanwhile."""

import numpy as np
import pytest

from transforms.events.clusters import Clusters
from transforms.events.features import TextFeatures, in_columns
from transforms.events.originals import Originals

_TOLD, _NEW, _BATCH = 600, 60, 30
_CLUSTERS = 400


@pytest.fixture(params=range(5))
def clusters(request: pytest.FixtureRequest) -> Clusters:
    """Some hundred clusters, most of one text, and new texts behind those that have theirs."""
    random = np.random.default_rng(request.param)
    count = _TOLD + _NEW
    vectors = random.normal(size=(count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    told = [f"event {number}" for number in random.integers(_CLUSTERS, size=_TOLD)]
    return Clusters(
        Originals(
            article_ids=[str(row) for row in range(count)],
            published_s=random.uniform(0, 86_400, size=count),
            vectors=vectors,
            languages=["en"] * count,
            features=in_columns([TextFeatures()] * count),
            event_ids=[*told, *[None] * _NEW],
            scores=[1.0] * count,
        )
    )


def nearest(clusters: Clusters, row: int) -> list[int]:
    return [cluster for cluster, _ in clusters.nearest(row)]


def nearest_of_all(clusters: Clusters, row: int) -> list[int]:
    every = np.arange(len(clusters.members))
    return [cluster for cluster, _ in clusters.nearest(row, every)]


@pytest.mark.parametrize("leaving", [0, 5, 500], ids=lambda count: f"{count} texts leave")
def test_nearest_are_those_of_all_clusters_after_changes(clusters: Clusters, leaving: int) -> None:
    new = range(_TOLD, _TOLD + _NEW)
    clusters.look_ahead(new)
    clusters.remove(range(leaving))
    batches = [new[start : start + _BATCH] for start in range(0, _NEW, _BATCH)]
    for batch in batches:
        clusters.look_ahead(batch)
        for row in batch:
            assert nearest(clusters, row) == nearest_of_all(clusters, row)
            near = nearest(clusters, row)[0]
            clusters.add(near if row % 2 else clusters.found(), row)
    assert any(len(clusters.compared(row)) < len(clusters.members) // 2 for row in batches[-1])


def test_what_came_nearer_is_found_at_the_next_look(clusters: Clusters) -> None:
    row = _TOLD
    clusters.look_ahead([row])
    far = next(cluster for cluster in range(len(clusters.members)) if cluster not in clusters.compared(row))
    clusters.add(far, row)
    clusters.look_ahead([row])
    assert far in clusters.compared(row)
    assert nearest(clusters, row) == nearest_of_all(clusters, row)
