"""Relate what is new: copies of one text first, then events among the originals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from pipeline.grouping.embedders import embedder
from pipeline.running import progress
from pipeline.running.run_folder import RunFolder
from pipeline.settings import Settings
from transforms.copies import syndication
from transforms.copies.overlap import Overlap, Shingled, overlap
from transforms.copies.repeats import Repeats
from transforms.copies.shingles import text_hash
from transforms.copies.syndication import Document, group_copies
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.centring import VectorSum, language_means, moved_sums
from transforms.events.clues import KINDS, ClueColumns, Clues, clues_of
from transforms.events.clusters import WINDOW
from transforms.events.corrections import corrected
from transforms.events.events import Regrouping, most_central, regroup
from transforms.events.originals import Originals
from transforms.events.tfidf import TermSets
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.queries import correction_log
from warehouse.steps import relating

SYNDICATION_WINDOW_DAYS = 7
_EMBEDDED_AT_ONCE = 128

Row = dict[str, Any]


def relate(settings: Settings, run: str, now: datetime) -> str:
    """Relate every article that is not yet related; return the run's folder it was given.

    What a dead run loaded but did not relate is taken up too.
    """
    folder, model = RunFolder(Path(run)), embedder(settings)
    name = model.name
    with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)) as connection:
        new_count, group_count = group_new_articles(connection, now)
        embed_originals(connection, model)
        # Its memory serves the grouping.
        del model
        told_count, event_count = group_new_originals(connection, name, folder.run_id, now)
    progress.say(
        f"relate: {new_count} new articles in {group_count} groups of copies; "
        f"{told_count} new originals in {event_count} events"
    )
    return run


def group_new_articles(connection: Connection, now: datetime) -> tuple[int, int]:
    """Put every ungrouped article in its group of copies; return the numbers of both."""
    new = relating.ungrouped(connection)
    if not new:
        return 0, 0
    found = _overlap(connection, new)
    near = relating.near_groups(connection, found.near.tolist(), SYNDICATION_WINDOW_DAYS)
    documents, known = ([_document(row) for row in rows] for rows in (new, near))
    members = group_copies(documents, known, _repeats(found, [*new, *near]))
    relating.write_groups(connection, members, syndication.METHOD_VERSION, now)
    return len(new), len({member.group_id for member in members})


def _overlap(connection: Connection, new: list[Row]) -> Overlap:
    """Return what the texts of the window share with new ones."""
    hashes, texts = relating.shingles_around(connection, SYNDICATION_WINDOW_DAYS)
    window = Shingled(
        text_of=hashes["text"],
        hashes=hashes["hash"],
        texts=texts["text"],
        groups=texts["group_code"],
        outlets=texts["outlet_code"],
    )
    asked = np.array([row["text"] for row in new])
    return overlap(window, asked, min_shared=syndication.MIN_SHARED, common_to=syndication.COMMON_TO)


def _repeats(found: Overlap, rows: list[Row]) -> Repeats:
    """Return what tells nothing of the texts in rows."""
    outlets = {row["outlet_code"]: row["outlet_id"] for row in rows}
    furniture: dict[str, set[int]] = {outlet_id: set() for outlet_id in outlets.values()}
    for code, value in zip(*(column.tolist() for column in found.furniture), strict=True):
        if code in outlets:
            furniture[outlets[code]].add(value)
    return Repeats(
        common=frozenset(found.common.tolist()),
        furniture={outlet_id: frozenset(values) for outlet_id, values in furniture.items()},
    )


def _document(row: Row) -> Document:
    group_id = row.get("group_id")
    return Document(
        article_id=str(row["article_id"]),
        published_at=row["published_at"],
        shingles=tuple(row["shingles"]),
        text_hash=row["text_hash"],
        title_hash=text_hash(row["title"] or ""),
        outlet_id=row["outlet_id"],
        is_credited=row["agency"] is not None,
        group_id=str(group_id) if group_id else None,
    )


def embed_originals(connection: Connection, model: Embedder) -> None:
    """Embed the originals that have no vector; kept in small lots, so that a dead run's are not lost."""
    embed(connection, model, relating.originals_without_vector(connection, model.name))


def embed(connection: Connection, model: Embedder, rows: list[Row]) -> None:
    """Embed texts (as of `relating.originals_without_vector`), and keep their vectors in small lots."""
    with progress.track("embed", len(rows)) as advance:
        for start in range(0, len(rows), _EMBEDDED_AT_ONCE):
            lot = rows[start : start + _EMBEDDED_AT_ONCE]
            vectors = model.embed([text_to_embed(row["title"], row["text"]) for row in lot])
            clues = [_listed(clues_of(row["title"], row["text"], row["language"])) for row in lot]
            relating.write_vectors(connection, lot, vectors, clues, model.name)
            for _ in lot:
                advance()


def _listed(clues: Clues) -> dict[str, list[int]]:
    return {kind: sorted(getattr(clues, kind)) for kind in KINDS}


def group_new_originals(
    connection: Connection, model_name: str, run_id: str, now: datetime
) -> tuple[int, int]:
    """Put every untold original, and its copies with it, in an event; return the numbers of both.

    Compared are the vectors of the model of that name.
    Where a new original shows that events are one, or one is two, those it was not in change as well.
    """
    spans = relating.untold_spans(connection, model_name, WINDOW)
    if not spans:
        return 0, 0
    columns = relating.window(connection, model_name, spans)
    is_new = columns["event_id"] == ""
    sums = moved_sums(
        relating.language_sums(connection, model_name), columns["language"][is_new], columns["vector"][is_new]
    )
    rows = [_sum_row(model_name, run_id, *one) for one in sums.items()]
    found = regroup_texts(connection, as_originals(columns, sums), now, sums=rows)
    return int(is_new.sum()), len(found.tellings)


def regroup_texts(
    connection: Connection,
    originals: Originals,
    now: datetime,
    *,
    again: Iterable[int] = (),
    sums: Sequence[Row] = (),
) -> Regrouping:
    """Place texts that have no event, and rows `again`, by decision and corrections; write what changed.

    `sums` are the rows of languages' vectors as they are now; none leave those that stand.
    """
    taken = relating.taken_ids(connection, originals.published_s.min(), originals.published_s.max())
    corrections = corrected(correction_log.corrections_in_force(connection))
    # A second thread of the matrix library would wait busily between many small products.
    with threadpool_limits(limits=1, user_api="blas"):
        found = regroup(originals, corrections=corrections, again=again, taken=taken)
    relating.write_events(connection, event_changes(originals, found), now, sums)
    return found


def as_originals(columns: relating.Columns, sums: Mapping[str, VectorSum]) -> Originals:
    """Return what grouping compares of texts, their languages' means taken out of their vectors."""
    languages = columns["language"].tolist()
    vectors = columns["vector"]
    return Originals(
        article_ids=columns["article_id"].tolist(),
        published_s=columns["published_s"],
        vectors=language_means(sums).centre(vectors, languages, out=vectors),
        languages=languages,
        clues=ClueColumns(**{kind: _term_sets(columns, kind) for kind in KINDS}),
        event_ids=[event_id or None for event_id in columns["event_id"]],
        scores=columns["score"].tolist(),
    )


def _term_sets(columns: relating.Columns, kind: str) -> TermSets:
    return TermSets(np.append(columns[f"{kind}_start"], len(columns[kind])), columns[kind])


def event_changes(originals: Originals, found: Regrouping) -> relating.EventChanges:
    """Return what there is to write: with the most central article of each event, and of its languages."""
    return relating.EventChanges(
        members=found.members,
        aliases=found.aliases,
        central={event_id: central(originals, rows) for event_id, rows in found.tellings.items()},
    )


def central(originals: Originals, rows: Sequence[int]) -> list[str]:
    """Return the most central article of an event (its rows), then that of each other language."""
    first: dict[str, int] = {}
    for row in most_central(originals, rows):
        first.setdefault(originals.languages[row], row)
    return [originals.article_ids[row] for row in first.values()]


def _sum_row(embedder: str, run_id: str, language: str, seen: VectorSum) -> Row:
    return {
        "embedder": embedder,
        "language": language,
        "article_count": seen.count,
        "total": seen.total.tolist(),
        "run_id": run_id,
    }
