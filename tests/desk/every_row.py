"""Print the rows of queries as JSON: every_row.py WAREHOUSE, with {name: query} as JSON on standard input.

Two versions of DuckDB run it, so it needs nothing else and shows values in a way that depends on neither.
"""

import json
import sys
from datetime import datetime
from typing import Any

import duckdb


def shown(value: Any) -> Any:
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    # The last digits depend on the order in which numbers were added.
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def main() -> None:
    with duckdb.connect(sys.argv[1], read_only=True) as warehouse:
        warehouse.execute("SET TimeZone = 'UTC'")
        rows = {
            name: sorted(json.dumps(shown(list(row))) for row in warehouse.execute(query).fetchall())
            for name, query in json.load(sys.stdin).items()
        }
    print(json.dumps({"version": duckdb.__version__, "rows": rows}))


if __name__ == "__main__":
    main()
