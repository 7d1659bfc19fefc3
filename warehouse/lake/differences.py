"""Find what differs between the published warehouse and what the lake has, table by table.

A row is known by a hash of all its columns, and found by a hash of its key. Two keys with one hash do no
harm: all rows of a hash are replaced together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.database.quoting import quoted
from warehouse.database.views import INDEX_TABLES
from warehouse.docs.describing import key_of

# What hashing the texts themselves costs most: the hash that their fingerprint has of them does, with what
# changes when a page is read again.
_TEXT_VERSION = """
SELECT
    hash(article_text.article_id) AS key_hash,
    hash(
        article_text.article_id, article_text.published_at, article_fingerprint.text_hash,
        article.char_count, article.run_id, article.fetched_at, article.extractor_version
    ) AS row_hash
FROM {database}.article_text
LEFT JOIN {database}.article_fingerprint USING (article_id)
LEFT JOIN {database}.article USING (article_id)
"""
_COLUMNS = """
SELECT table_name, list((column_name, data_type) ORDER BY column_index)
FROM duckdb_columns()
WHERE database_name = $database AND NOT internal
    AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = $database)
    AND NOT list_contains($left_out, table_name)
GROUP BY table_name
"""
# Of a table of which more than this share changes, all rows are written.
_WHOLE_SHARE = 0.3
# Each file with deleted rows is opened by every reader, and written again by every run that deletes in it.
_MOST_DELETE_FILES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """A table that differs; `key` has the columns by which its rows are found.

    Whole ones are written anew; of the others the rows whose key's hash is in the temporary table `stage`.
    """

    table: str
    key: Sequence[str]
    is_whole: bool

    @property
    def stage(self) -> str:
        """The temporary table of the hashes of changed keys; a new table has none."""
        return quoted(f"changed_{self.table}")

    @property
    def key_hash(self) -> str:
        """The expression that hashes the key of a row."""
        return f"hash({', '.join(quoted(column) for column in self.key)})"


def find_changes(
    connection: duckdb.DuckDBPyConnection, base: str, *, is_thorough: bool, is_rewriting: bool
) -> list[TableChange]:
    """Return the tables of the database `file` that differ from `base`: the lake, or the file it was made of.

    With `is_thorough` texts are compared, not only what tells of them. With `is_rewriting` tables with a
    change, or with deleted rows in their files, are whole.
    """
    tables, before = _tables(connection, "file"), _tables(connection, base)
    keys = _keys(connection, tables)
    delete_files = _delete_files(connection)
    # After a migration texts may have changed while all that tells of them is the same.
    is_thorough = is_thorough or _is_migrated(connection, base, before)
    found = []
    for table, columns in tables.items():
        key = keys[table] or [name for name, _ in columns]
        change = TableChange(table=table, key=key, is_whole=before.get(table) != columns)
        if change.is_whole:
            found.append(change)
            continue
        changed = _stage(connection, change, base, is_thorough=is_thorough)
        is_crowded = delete_files.get(table, 0) > (0 if is_rewriting else _MOST_DELETE_FILES)
        rows = _scalar(connection, f"SELECT count(*) FROM file.{quoted(table)}")  # noqa: S608 - our own names
        is_whole = is_crowded or (changed > 0 and (is_rewriting or changed >= rows * _WHOLE_SHARE))
        if changed or is_crowded:
            found.append(TableChange(table=table, key=key, is_whole=is_whole))
    return found


def gone_tables(connection: duckdb.DuckDBPyConnection, own: str) -> list[str]:
    """Return the tables of the lake that the warehouse does not have, but for the lake's `own`."""
    return sorted(_tables(connection, "lake").keys() - _tables(connection, "file").keys() - {own})


def _stage(
    connection: duckdb.DuckDBPyConnection, change: TableChange, base: str, *, is_thorough: bool
) -> int:
    """Stage the hashes of the keys whose rows differ; return how many."""
    now, was = (_hashes(change, database, is_thorough=is_thorough) for database in ("file", base))
    sides = f"SELECT *, 1 AS side FROM ({now}) UNION ALL SELECT *, -1 FROM ({was})"  # noqa: S608 - our own names
    apart = f"SELECT key_hash FROM ({sides}) GROUP BY key_hash, row_hash HAVING sum(side) != 0"  # noqa: S608 - our own names
    text = f"CREATE OR REPLACE TEMP TABLE {change.stage} AS SELECT DISTINCT key_hash FROM ({apart})"  # noqa: S608 - our own names
    connection.execute(text)
    return _scalar(connection, f"SELECT count(*) FROM {change.stage}")  # noqa: S608 - our own names


def _hashes(change: TableChange, database: str, *, is_thorough: bool) -> str:
    if change.table == "article_text" and not is_thorough:
        return _TEXT_VERSION.format(database=database)
    table = f"{database}.{quoted(change.table)}"
    return f"SELECT {change.key_hash} AS key_hash, hash(whole_row) AS row_hash FROM {table} AS whole_row"  # noqa: S608 - our own names


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[tuple[str, str]]]:
    rows = connection.execute(_COLUMNS, {"database": database, "left_out": list(INDEX_TABLES)}).fetchall()
    return {name: [tuple(column) for column in columns] for name, columns in sorted(rows)}


def _keys(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, list[tuple[str, str]]]
) -> dict[str, list[str]]:
    """Return the columns that the comment of each table names as its key, if any."""
    text = "SELECT table_name, coalesce(comment, '') FROM duckdb_tables() WHERE database_name = 'file'"
    return {
        table: [name for name in key_of(comment) if name in dict(tables[table])]
        for table, comment in connection.execute(text).fetchall()
        if table in tables
    }


def _is_migrated(
    connection: duckdb.DuckDBPyConnection, base: str, before: dict[str, list[tuple[str, str]]]
) -> bool:
    text = f"SELECT count(*) FROM file.schema_version ANTI JOIN {base}.schema_version USING (name)"  # noqa: S608 - our own names
    return "schema_version" in before and _scalar(connection, text) > 0


def _delete_files(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many files with deleted rows each table of the lake has."""
    text = "SELECT table_name, delete_file_count FROM ducklake_table_info('lake')"
    return dict(connection.execute(text).fetchall())


def _scalar(connection: duckdb.DuckDBPyConnection, text: str) -> int:
    ((count,),) = connection.execute(text).fetchall()
    return int(count)
