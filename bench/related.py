"""A warehouse of made-up articles that are already related: a window of any size to relate new ones to.

Sizes resemble those of real monitoring: a quarter of the articles are copies, half of the originals are
alone, the others are in events whose sizes follow Zipf's law; the directions of vectors decay as those of
real texts do. Every outlet repeats some boilerplate, and some phrases are common to all.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from transforms.copies.shingles import SHINGLE_BITS
from transforms.embedding.embedder import Vectors
from transforms.events.centring import MEASURED_MODEL, language_means
from warehouse import Connection
from warehouse.database.rows import Float32, Unsigned32, Unsigned64, UuidText, stage
from warehouse.steps.event_groups import stored_vectors

END = datetime(2026, 1, 10, tzinfo=UTC)
WINDOW_HOURS = 96
DIMENSION = 384
_LANGUAGES = ("en", "de", "fr", "es", "ru", "zh", "ar", "pt", "it", "tr")
_OUTLETS = 300
_COPIES, _ALONE = 0.25, 0.5
_SHINGLES, _BOILERPLATE, _COMMON = 70, 4, 2
# For each kind of feature: how many a text has, and how many exist.
_FEATURES = {"numbers": (3, 20_000), "names": (15, 100_000), "places": (2, 250)}
_SHARED_FEATURES = 0.5
_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Articles in columns: `original` is the row that each one copies, its own row for most."""

    hours: NDArray[np.float64]
    event: NDArray[np.intp]
    original: NDArray[np.intp]
    outlet: NDArray[np.intp]
    language: NDArray[np.intp]
    shingles: Sequence[NDArray[np.uint32]]
    features: Mapping[str, NDArray[np.uint32]]
    vectors: Vectors


def make(count: int, seed: int = 1, span_hours: int = WINDOW_HOURS) -> Made:
    """Make `count` articles over one span: the window's and those of the hour after it."""
    random = np.random.default_rng(seed)
    hours = np.sort(random.uniform(0, span_hours, count))
    event = _events(random, count, span_hours // 24)
    original = np.arange(count)
    for row in np.flatnonzero(random.random(count) < _COPIES).tolist():
        original[row] = original[int(random.integers(max(0, row - count // 20), row + 1))]
    event = event[original]
    language = random.integers(len(_LANGUAGES), size=count)[original]
    outlet = random.integers(_OUTLETS, size=count)
    return Made(
        hours=hours,
        event=event,
        original=original,
        outlet=outlet,
        language=language,
        shingles=_shingles(random, original, outlet),
        features={kind: _hashes(random, event, count, most) for kind, (count, most) in _FEATURES.items()},
        vectors=_vectors(random, event, language),
    )


def _events(random: np.random.Generator, count: int, day_count: int) -> NDArray[np.intp]:
    """Return the event of each article: half are alone, the others in events that last a day."""
    shared = (max(1, count // (12 * day_count)) * random.random(count) ** 2).astype(np.intp)
    near = shared + (np.arange(count) // max(1, count // day_count)) * count
    return np.where(random.random(count) < _ALONE, -1 - np.arange(count), near)


def _shingles(
    random: np.random.Generator, original: NDArray[np.intp], outlet: NDArray[np.intp]
) -> list[NDArray[np.uint32]]:
    boilerplate = random.integers(2**SHINGLE_BITS, size=(_OUTLETS, _BOILERPLATE), dtype=np.uint32)
    common = random.integers(2**SHINGLE_BITS, size=200, dtype=np.uint32)
    own = random.integers(2**SHINGLE_BITS, size=(len(original), _SHINGLES), dtype=np.uint32)
    texts = []
    for row, source in enumerate(original):
        kept = own[source][: int(_SHINGLES * random.uniform(0.6, 1))] if source != row else own[row]
        texts.append(
            np.sort(np.concatenate([kept, boilerplate[outlet[row]], random.choice(common, _COMMON)]))
        )
    return texts


def _hashes(
    random: np.random.Generator, event: NDArray[np.intp], count: int, most: int
) -> NDArray[np.uint32]:
    """Return hashes by text: half of them are its event's, the others have frequencies of Zipf's law."""
    own = random.zipf(1.3, size=(len(event), count)) % most
    shared = (event[:, None] * 31 + np.arange(count)) % most
    return np.where(random.random(own.shape) < _SHARED_FEATURES, shared, own).astype(np.uint32)


def _vectors(random: np.random.Generator, event: NDArray[np.intp], language: NDArray[np.intp]) -> Vectors:
    fading = (np.arange(1, DIMENSION + 1) ** -0.4).astype(np.float32)
    _, code = np.unique(event, return_inverse=True)
    centres = _directions(random, code.max() + 1, fading)
    means = language_means(MEASURED_MODEL, {}).by_language
    starts = np.stack([means[tag] for tag in _LANGUAGES])
    moved = centres[code] + 0.8 * _directions(random, len(event), fading)
    return np.asarray(starts[language] + 0.4 * moved, dtype=np.float32)


def _directions(random: np.random.Generator, count: int, fading: Vectors) -> Vectors:
    drawn = random.standard_normal((count, DIMENSION), dtype=np.float32) * fading
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def load(
    connection: Connection,
    made: Made,
    rows: range,
    embedder: str,
    *,
    is_related: bool,
    begin: datetime = END - timedelta(hours=WINDOW_HOURS),
) -> None:
    """Load articles and the vectors of originals, and groups and events too if `is_related`."""
    for start in range(rows.start, rows.stop, _BATCH):
        batch = range(start, min(start + _BATCH, rows.stop))
        _load_batch(connection, made, batch, embedder, is_related=is_related, begin=begin)
    if is_related:
        connection.execute(_EVENTS)
        connection.execute(_MEANS)


def _load_batch(
    connection: Connection, made: Made, rows: range, embedder: str, *, is_related: bool, begin: datetime
) -> None:
    vectors = stored_vectors(made.vectors[rows.start : rows.stop])
    staged = [
        _Row(
            article_id=_id(row),
            outlet_id=f"o{made.outlet[row]}",
            published_at=begin + timedelta(hours=float(made.hours[row])),
            language=_LANGUAGES[made.language[row]],
            text_hash=row + 1,
            shingles=made.shingles[row].tolist(),
            vector=vector if made.original[row] == row else [],
            group_id=_id(made.original[row]),
            event_id=_id(int(made.event[row]) % 10**9 + 10**12),
            is_original=bool(made.original[row] == row),
            **{kind: sorted(set(hashes[row].tolist())) for kind, hashes in made.features.items()},
        )
        for row, vector in zip(rows, vectors, strict=True)
    ]
    stage(connection, "stage_made", _Row, staged)
    connection.execute(_ARTICLES)
    connection.execute(_FINGERPRINTS)
    if is_related:
        connection.execute(_GROUPS)
        connection.execute(_MEMBERS)
    else:
        connection.execute("INSERT INTO unrelated SELECT article_id FROM stage_made")
    connection.execute(_VECTORS_SQL, [embedder])


def _id(number: int) -> str:
    """Return an id that differs from its neighbours' as much as real ones do."""
    return str(UUID(bytes=hashlib.sha256(str(number).encode()).digest()[:16]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    article_id: UuidText
    outlet_id: str
    published_at: datetime
    language: str
    text_hash: Unsigned64
    shingles: Sequence[Unsigned32]
    vector: Sequence[Float32]
    group_id: UuidText
    event_id: UuidText
    is_original: bool
    numbers: Sequence[Unsigned64]
    names: Sequence[Unsigned32]
    places: Sequence[Unsigned32]


_ARTICLES = """
INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at, language,
    char_count, run_id)
SELECT article_id, outlet_id, article_id, article_id, published_at, 'page', published_at, language, 10, 'r'
FROM stage_made
"""
_FINGERPRINTS = (
    "INSERT INTO article_fingerprint SELECT article_id, published_at, text_hash, shingles FROM stage_made"
)
_GROUPS = """
INSERT INTO syndication_member
SELECT group_id, article_id, CASE WHEN is_original THEN 'original' ELSE 'near' END, 1, 'made' FROM stage_made
"""
_MEMBERS = """
INSERT INTO event_article (event_id, article_id, score, method_version)
SELECT event_id, article_id, 1, 'made' FROM stage_made
"""
_EVENTS = """
INSERT INTO event (event_id, title, first_published_at, last_published_at, representative_article_id)
SELECT event_id, any_value(title), min(published_at), max(published_at), arg_min(article_id, published_at)
FROM event_article JOIN article USING (article_id) GROUP BY event_id
"""
_MEANS = """
INSERT INTO language_mean
WITH items AS (
    SELECT embedder, language, unnest(vector) AS item, generate_subscripts(vector, 1) AS place
    FROM article_vector
),
sums AS (SELECT embedder, language, place, sum(item) AS total, count(*) AS n FROM items GROUP BY ALL)
SELECT embedder, language, max(n), list(total ORDER BY place), 'r' FROM sums GROUP BY embedder, language
"""
_VECTORS_SQL = """
INSERT INTO article_vector BY NAME
SELECT article_id, published_at, language, ? AS embedder, vector, numbers, names, places
FROM stage_made WHERE is_original
"""
