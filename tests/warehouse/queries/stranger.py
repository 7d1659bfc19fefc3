"""Statements as a stranger might write them, made from a grammar by a seeded random generator.

Each is known to be harmless or harmful by the way it was made.
"""

from dataclasses import dataclass
from random import Random

# What DuckDB takes for a space outside of strings, beside those of ASCII.
SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
)
_COMMENTS = (
    "/* c */",
    "/**/",
    "/* a /* nested */ b */",
    "-- c\n",
    "/* ' */",
    "/* ; */",
    '/* " */',
    "-- $$\n",
)
_TABLES = (
    "outlet",
    "warehouse.outlet",
    "feed",
    "event_summary",
    "duckdb_tables",
    "information_schema.tables",
)
_VALUES = (
    *(
        "1",
        "NULL",
        "'x'",
        "'a''b'",
        "$$it's$$",
        "$t$;$t$",
        "'enable_logging()'",
        "'-- no comment'",
        "DATE '2026-01-01'",
    ),
    *(
        "[1, 2]",
        "{'a': 1}",
        "MAP {1: 2}",
        "'\u00a0'",
        "'\u3042'",
        "1.5",
        "TRUE",
        "current_date",
        "'/* no */'",
    ),
)
_FUNCTIONS = (
    "lower",
    "length",
    "typeof",
    "hash",
    "md5",
    "coalesce",
    "list_value",
    "concat",
    "greatest",
    "utc_day",
)
_TABLE_FUNCTIONS = ("range", "generate_series", "unnest", "repeat_row", "duckdb_settings", "json_each")
_HARMFUL_CALLS = (
    *("write_log('x')", "setseed(0.5)", "nextval('s')", "getenv('HOME')", "json_serialize_plan('SELECT 1')"),
    *("json_deserialize_sql('{}')", "system.main.write_log('x')", "currval('s')", "finalize(1)"),
)
_HARMFUL_TABLES = (
    *(
        "pandas_scan(NULL)",
        "arrow_scan(NULL, NULL, NULL)",
        "enable_logging()",
        "enable_logging(level := 'debug')",
    ),
    *(
        "enable_profiling()",
        "checkpoint()",
        "force_checkpoint()",
        "query('SELECT 1')",
        "query_table('outlet')",
    ),
    *(
        "read_csv('CANARY')",
        "read_text('CANARY')",
        "read_blob('CANARY')",
        "glob('CANARY*')",
        "sniff_csv('CANARY')",
    ),
    *(
        "parquet_metadata('CANARY')",
        "python_map_function()",
        "seq_scan()",
        "duckdb_secrets()",
        "truncate_duckdb_logs()",
    ),
    "json_execute_serialized_sql('{}')",
)
_HARMFUL_KINDS = (
    *(
        "CREATE TEMP TABLE outlet AS SELECT 'POISON' AS outlet_id",
        "CREATE TEMP VIEW outlet AS SELECT 'POISON' AS outlet_id",
    ),
    *(
        "CREATE TEMP MACRO lower(a) AS 'POISON'",
        "CREATE OR REPLACE TEMP MACRO utc_day(a) AS 1",
        "CREATE TYPE t AS ENUM ('a')",
    ),
    *(
        "SET threads = 1",
        "SET VARIABLE v = 1",
        "RESET threads",
        "PRAGMA enable_profiling",
        "PRAGMA table_info('outlet')",
    ),
    *(
        "USE memory",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "DEALLOCATE p",
        "ATTACH ':memory:' AS other",
        "DETACH warehouse",
    ),
    *(
        "COPY (SELECT 1) TO 'CANARY.out'",
        "EXPORT DATABASE 'CANARY.out'",
        "IMPORT DATABASE 'CANARY'",
        "LOAD 'CANARY'",
    ),
    *(
        "INSTALL httpfs",
        "CALL enable_logging()",
        "CALL pragma_table_info('outlet')",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
    ),
    *(
        "CHECKPOINT",
        "VACUUM",
        "ANALYZE",
        "CREATE SEQUENCE s",
        "CREATE SCHEMA memory.s",
        "DROP TABLE outlet",
        "INSERT INTO outlet DEFAULT VALUES",
    ),
    *(
        "UPDATE outlet SET name = 'x'",
        "DELETE FROM outlet",
        "COMMENT ON TABLE outlet IS 'x'",
        "CREATE SECRET (TYPE s3)",
    ),
    *(
        "CREATE TEMP TABLE p AS PIVOT outlet ON country",
        "ALTER TABLE outlet ADD COLUMN x INT",
        "COPY outlet FROM 'CANARY'",
    ),
)

_MARK = "\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement's text, and whether it does more than read."""

    text: str
    is_harmful: bool


class Stranger:
    """Makes statements; the same seed makes the same ones."""

    def __init__(self, seed: int, canary: str) -> None:
        self._random = Random(seed)
        self._canary = canary

    def statement(self) -> Statement:
        is_harmful = self._random.random() < 0.5
        if is_harmful and self._random.random() < 0.4:
            text = self._harmful_kind()
        else:
            self._is_harm_due = is_harmful
            text = self._query(2)
            if self._is_harm_due:
                harm = self._marked(*_HARMFUL_TABLES)
                text = f"SELECT * FROM {harm}" if self._maybe() else f"{text} UNION ALL FROM {harm}"
        if self._random.random() < 0.2:
            explain = self._any("EXPLAIN", "EXPLAIN ANALYZE", "EXPLAIN (FORMAT\tjson)")
            text = f"{explain} {text}"
        end = self._any(";", ";;", "; -- end", " /* end") if self._maybe(0.1) else ""
        plain = text.replace(_MARK, "").replace("CANARY", self._canary)
        return Statement(text=self._dressed(plain) + end, is_harmful=_MARK in text)

    def _maybe(self, share: float = 0.5) -> bool:
        return self._random.random() < share

    def _any(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _marked(self, *harms: str) -> str:
        """Return one of `harms` with a mark: a part of a statement that is made may not be used."""
        return _MARK + self._any(*harms)

    def _harmful_kind(self) -> str:
        harmful = self._marked(*_HARMFUL_KINDS)
        return harmful if self._maybe() else f"SELECT 1; {harmful}"

    def _query(self, depth: int) -> str:
        forms = (
            lambda: f"SELECT {self._columns(depth)} FROM {self._from(depth)}{self._tail(depth)}",
            lambda: f"FROM {self._from(depth)} SELECT {self._columns(depth)}",
            lambda: f"FROM {self._from(depth)} LIMIT 3",
            lambda: "FROM search_articles('x')" if self._maybe(0.1) else "FROM event_summary LIMIT 1",
            lambda: f"VALUES ({self._value(depth)}), ({self._value(depth)})",
            lambda: (
                f"WITH c AS ({self._query(depth - 1)}) FROM c, {self._from(depth)}"
                if depth
                else "TABLE outlet"
            ),
            lambda: f"SELECT {self._value(depth)}",
            lambda: f"PIVOT (SELECT 1 AS a, {self._value(depth)} AS b) ON a IN (1, 2) USING count(*)",
            lambda: f"PIVOT (SELECT 1 AS a, {self._value(depth)} AS b) ON a USING count(*)",
            lambda: f"UNPIVOT (SELECT 1 AS a, 2 AS b, {self._value(depth)} AS c) ON a, b",
            lambda: f"DESCRIBE {self._query(depth - 1)}" if depth else "SHOW TABLES",
            lambda: f"SUMMARIZE FROM {self._from(depth)}",
            lambda: f"SELECT row_number() OVER (ORDER BY {self._value(depth)}) AS n QUALIFY n > 0",
            lambda: (
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) "
                f"SELECT n, {self._value(depth)} FROM r"
            ),
        )
        return self._random.choice(forms)()

    def _columns(self, depth: int) -> str:
        return ", ".join(self._value(depth) for _ in range(self._random.randint(1, 3)))

    def _tail(self, depth: int) -> str:
        return self._any(
            "",
            f" WHERE {self._value(depth)} IS NOT NULL",
            " ORDER BY ALL LIMIT 2",
            f" GROUP BY {self._value(depth)}",
        )

    def _from(self, depth: int) -> str:
        if depth and self._maybe(0.3):
            return f"({self._query(depth - 1)}) AS s"
        return self._any(*_TABLES) if self._maybe() else self._table_call(depth)

    def _table_call(self, depth: int) -> str:
        if self._takes_harm():
            return self._marked(*_HARMFUL_TABLES)
        name = self._any(*_TABLE_FUNCTIONS)
        return f"{name}({'' if name == 'duckdb_settings' else self._value(max(depth - 1, 0))})"

    def _value(self, depth: int) -> str:
        if self._takes_harm():
            return self._marked(*_HARMFUL_CALLS)
        if depth == 0 or self._maybe(0.4):
            return self._any(*_VALUES)
        inner = self._value(depth - 1)
        return self._any(
            f"{self._any(*_FUNCTIONS)}({inner})",
            f"({inner})::VARCHAR",
            f"CASE WHEN {inner} IS NULL THEN 1 END",
            f"list_transform([1], lambda x: {inner})",
            f"(SELECT {inner})",
            f"{inner} IN ({self._any(*_VALUES)})",
            f"count({inner}) FILTER (WHERE true)",
            f"TRY({inner})",
        )

    def _takes_harm(self) -> bool:
        takes = self._is_harm_due and self._maybe(0.3)
        self._is_harm_due = self._is_harm_due and not takes
        return takes

    def _dressed(self, text: str) -> str:
        """Put other spaces and comments where one is outside of strings; change the case of words."""
        parts, end = [], ""
        for character in text:
            end = "" if character == end else end or (character if character in "'$" else "")
            is_space = character == " " and not end
            parts.append(self._space() if is_space and self._maybe(0.3) else character)
        return "".join(parts).swapcase() if self._maybe(0.05) and "$" not in text else "".join(parts)

    def _space(self) -> str:
        return self._any(*SPACES) if self._maybe() else f" {self._any(*_COMMENTS)} "
