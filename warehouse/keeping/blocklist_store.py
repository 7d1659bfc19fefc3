"""What was erased for good, as the warehouse notes it, and what of it is left to do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from model import Blocklist, ErasedKind, PermanentError
from warehouse.database.connection import Connection, open_reader
from warehouse.database.statements import execute


def blocklist(published: Path) -> Blocklist:
    """Return what was erased, by the published copy; nothing where there is none yet."""
    if not published.exists():
        return Blocklist()
    with open_reader(published) as connection:
        return blocklist_of(connection)


def blocklist_of_any(files: Sequence[Path]) -> Blocklist | None:
    """Return what was erased, by the first of some files that can be read; None where all are damaged."""
    present = [file for file in files if file.exists()]
    for file in present:
        try:
            return blocklist(file)
        except PermanentError:
            continue
        except duckdb.CatalogException:  # of a Parallax that could not erase
            return Blocklist()
    return None if present else Blocklist()


def blocklist_of(connection: Connection) -> Blocklist:
    """Return what was erased."""
    found: dict[str, set[str]] = {kind: set() for kind in ErasedKind}
    for kind, key in connection.execute("SELECT kind, key FROM erased").fetchall():
        found[kind].add(key)
    return Blocklist(
        urls=frozenset(found[ErasedKind.URL]),
        outlets=frozenset(found[ErasedKind.OUTLET]),
        domains=frozenset(found[ErasedKind.DOMAIN]),
    )


def is_unfinished(connection: Connection) -> bool:
    """Say whether something that was erased still leaves traces, in the files or at another URL."""
    query = "SELECT EXISTS (FROM erased WHERE finished_at IS NULL) OR EXISTS (FROM unarchived)"
    (found,) = connection.execute(query).fetchall()[0]
    return bool(found) or bool(variants(connection))


def variants(connection: Connection) -> list[str]:
    """Return the URLs of pages that were refused because they are an erased article at another URL."""
    return [key for (key,) in execute(connection, "traces/variants").fetchall()]


def cuts(connection: Connection) -> Mapping[str, list[int]]:
    """Return the offsets of the records still to be cut out, by archive file."""
    query = "SELECT archive_file, list(archive_offset) FROM unarchived GROUP BY ALL ORDER BY archive_file"
    return dict(connection.execute(query).fetchall())


def note_finished(connection: Connection, at: datetime) -> None:
    """Note that nothing is left of all that was erased."""
    connection.execute("UPDATE erased SET finished_at = ? WHERE finished_at IS NULL", [at])


def note_cut(connection: Connection, archive_file: str) -> None:
    """Note that nothing more is to be cut out of an archive file."""
    connection.execute("DELETE FROM unarchived WHERE archive_file = ?", [archive_file])
