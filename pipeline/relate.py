"""Relate what is new: copies of one text first, then events among the originals."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from model import EventMember
from pipeline import progress
from pipeline.embedders import embedder
from pipeline.runfolder import RunFolder
from pipeline.settings import Settings
from transforms import events, syndication
from transforms.centring import VectorSum, language_means, moved_sums
from transforms.embedding import Embedder, text_to_embed
from transforms.events import Told, central, group_events
from transforms.numbers import numbers
from transforms.syndication import Document, group_copies
from warehouse import Connection, WarehousePaths, open_writer, relating

SYNDICATION_WINDOW = timedelta(days=7)
_EMBEDDED_AT_ONCE = 128

Row = dict[str, Any]


def relate(settings: Settings, run: str) -> str:
    """Relate every article that is not yet related; return the run's folder it was given.

    What a dead run loaded but did not relate is taken up too.
    """
    folder, model = RunFolder(Path(run)), embedder(settings)
    with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)) as connection:
        new_count, group_count = group_new_articles(connection)
        embed_originals(connection, model)
        told_count, event_count = group_new_originals(connection, model, folder.run_id)
    progress.say(
        f"relate: {new_count} new articles in {group_count} groups of copies; "
        f"{told_count} new originals in {event_count} events"
    )
    return run


def group_new_articles(connection: Connection) -> tuple[int, int]:
    """Put every ungrouped article in its group of copies; return the numbers of both."""
    new = [_document(row) for row in relating.ungrouped(connection)]
    if not new:
        return 0, 0
    since, until = new[0].published_at - SYNDICATION_WINDOW, new[-1].published_at + SYNDICATION_WINDOW
    known = [_document(row) for row in relating.grouped_in_window(connection, since, until)]
    members = group_copies(new, known)
    relating.write_groups(connection, members, syndication.METHOD_VERSION)
    return len(new), len({member.group_id for member in members})


def _document(row: Row) -> Document:
    group_id = row.get("group_id")
    return Document(
        article_id=str(row["article_id"]),
        published_at=row["published_at"],
        shingles=tuple(row["shingles"]),
        text_hash=row["text_hash"],
        group_id=str(group_id) if group_id else None,
    )


def embed_originals(connection: Connection, model: Embedder) -> None:
    """Embed the originals that have no vector; kept in small lots, so that a dead run's are not lost."""
    rows = relating.originals_without_vector(connection, model.name)
    with progress.track("embed", len(rows)) as advance:
        for start in range(0, len(rows), _EMBEDDED_AT_ONCE):
            lot = rows[start : start + _EMBEDDED_AT_ONCE]
            vectors = model.embed([text_to_embed(row["title"], row["text"]) for row in lot])
            named = [numbers(row["title"], row["text"]) for row in lot]
            relating.write_vectors(connection, lot, vectors, named, model.name)
            for _ in lot:
                advance()


def group_new_originals(connection: Connection, model: Embedder, run_id: str) -> tuple[int, int]:
    """Put every untold original, and its copies with it, in an event; return the numbers of both."""
    new_rows = relating.untold_originals(connection, model.name)
    if not new_rows:
        return 0, 0
    since, until = new_rows[0]["published_at"] - events.WINDOW, new_rows[-1]["published_at"] + events.WINDOW
    known_rows = relating.told_in_window(connection, model.name, since, until)
    new_vectors = [np.array(row["vector"], dtype=np.float32) for row in new_rows]
    before = relating.language_sums(connection, model.name)
    sums = moved_sums(before, [row["language"] for row in new_rows], new_vectors)
    rows = new_rows + known_rows
    told = told_of_rows(rows, sums)
    members = group_events(told[: len(new_rows)], told[len(new_rows) :])
    changes = relating.EventChanges(
        members=members,
        representatives=_representatives(told, members),
        language_sums={language: (seen.count, seen.total) for language, seen in sums.items()},
    )
    relating.write_events(connection, changes, model.name, run_id)
    return len(new_rows), len(changes.representatives)


def told_of_rows(rows: list[Row], sums: dict[str, VectorSum]) -> list[Told]:
    """Return what grouping compares of originals, their languages' means taken out of the vectors."""
    raw = np.array([row["vector"] for row in rows], dtype=np.float32)
    vectors = language_means(sums).centre(raw, [row["language"] for row in rows])
    return [
        Told(
            article_id=str(row["article_id"]),
            published_at=row["published_at"],
            vector=vector,
            language=row["language"],
            numbers=frozenset(row["numbers"] or ()),
            event_id=str(row["event_id"]) if row.get("event_id") else None,
        )
        for row, vector in zip(rows, vectors, strict=True)
    ]


def _representatives(told: list[Told], members: list[EventMember]) -> dict[str, str]:
    """Return the most central article of every event that got a new member."""
    joined = {member.article_id: member.event_id for member in members}
    tellings: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        event_id = joined.get(one.article_id, one.event_id)
        if event_id:
            tellings[event_id].append(one)
    return {event_id: central(tellings[event_id]) for event_id in dict.fromkeys(joined.values())}
