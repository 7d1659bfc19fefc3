"""The tree that DuckDB's parser makes of a SELECT, and the functions called in it."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from model import PermanentError
from model.limits import MAX_TREE_DEPTH

# Parses, and neither binds nor runs anything. What is empty or the default is left out. The text is in
# base 64, since DuckDB replaces Unicode spaces in the SQL it gets, now and then in strings too. It is no
# bound value: to bind one, DuckDB imports pandas where there is one, which takes half a second.
_PARSE = """
    SELECT json_serialize_sql(
        decode(from_base64('{}')), skip_null := true, skip_empty := true, skip_default := true
    )::VARCHAR
"""
# Kinds of expressions. A function call or a window has its name under `function_name`.
_EXPRESSIONS = frozenset((
    "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "DEFAULT",
    "FUNCTION", "LAMBDA", "OPERATOR", "PARAMETER", "POSITIONAL_REFERENCE", "STAR", "SUBQUERY", "WINDOW",
))  # fmt: skip
# Kinds of queries, of what stands after FROM, and of what follows a query.
_PARTS = frozenset((
    "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE",
    "BASE_TABLE", "EMPTY", "EXPRESSION_LIST", "JOIN", "PIVOT", "SHOW_REF", "SUBQUERY", "TABLE_FUNCTION",
    "DISTINCT_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER",
    "ASCENDING", "DESCENDING", "ORDER_DEFAULT",
))  # fmt: skip
# The parameters of types, as in DECIMAL(4, 2), have kinds of their own and call nothing.
_TYPE_PARAMETERS = "type_info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """The names of the functions that a statement calls, in lower case."""

    functions: frozenset[str]
    table_functions: frozenset[str]


def calls_of(connection: duckdb.DuckDBPyConnection, text: str) -> Calls | None:
    """Return what a single SELECT calls, None where DuckDB has no tree for `text`, as it is no SELECT.

    Raises PermanentError where there is not exactly one statement, or the tree has parts that nobody has
    judged; duckdb.Error where the text is no SQL.
    """
    tree = _tree(connection, text)
    if tree["error"]:
        if tree["error_type"] == "parser":
            connection.extract_statements(text)  # raises the same error, with the line in question
        return None
    if len(tree["statements"]) != 1:
        raise PermanentError(
            f"One statement at a time, please: there are {len(tree['statements'])} here. Run each on its own."
        )
    parts = list(_parts(tree["statements"]))
    _refuse_unknown(parts)
    # What is no function, as in FROM TRY(x), has no name in the tree; its type is none that is allowed.
    tables = [part["function"] for part in parts if part.get("type") == "TABLE_FUNCTION"]
    of_tables = {id(call) for call in tables}
    values = [part for part in parts if "function_name" in part and id(part) not in of_tables]
    return Calls(functions=_names(values), table_functions=_names(tables))


def _tree(connection: duckdb.DuckDBPyConnection, text: str) -> dict[str, Any]:
    encoded = b64encode(text.encode()).decode()
    # All rows are fetched: while one may be left the connection is in a transaction, where DuckDB makes other
    # statements of a PIVOT.
    ((found,),) = connection.execute(_PARSE.format(encoded)).fetchall()
    try:
        tree: dict[str, Any] = json.loads(found)
    except RecursionError as error:
        raise _too_deep() from error
    return tree


def _parts(tree: list[Any]) -> Iterator[dict[str, Any]]:
    """Return every object in a tree, but the parameters of types."""
    waiting: list[tuple[Any, int]] = [(tree, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_TREE_DEPTH:
            raise _too_deep()
        if isinstance(value, dict):
            yield value
            waiting += [(inner, depth + 1) for key, inner in value.items() if key != _TYPE_PARAMETERS]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]


def _refuse_unknown(parts: list[dict[str, Any]]) -> None:
    for part in parts:
        kind, known = ("class", _EXPRESSIONS) if "class" in part else ("type", _PARTS)
        found = part.get(kind)  # of a constant it is an object
        if isinstance(found, str) and found not in known:
            raise PermanentError(f"The query has a part of a kind that is not allowed here: {found}.")


def _names(calls: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(call.get("function_name", call.get("type"))).lower() for call in calls)


def _too_deep() -> PermanentError:
    return PermanentError(
        "The query is nested too deeply: write fewer brackets and operators inside one another, for example "
        "with lists or with several queries in WITH."
    )
