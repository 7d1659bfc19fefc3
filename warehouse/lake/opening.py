"""Open the lake, and say what its errors mean without the password in them."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from model import TransientError
from model.credentials import masked
from model.paths import LakeAddress
from warehouse.database.quoting import literal
from warehouse.lake.extensions import DUCKLAKE, POSTGRES, S3, load

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
}
_PASSWORD = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"postgres(?:ql)?://\S+")
# Deletes that are kept in the catalog, beside those in files, make deleted rows come back (DuckLake issues
# 1084, 1364): everything goes to files.
_OPTIONS = "DATA_INLINING_ROW_LIMIT 0"
_PATIENCE_S = 10
_MOST_CHARACTERS = 300
# What a secret of DuckDB for S3 is called in the environment, as all clients of S3 read it.
_S3_VARIABLES = {
    "KEY_ID": "AWS_ACCESS_KEY_ID",
    "SECRET": "AWS_SECRET_ACCESS_KEY",
    "SESSION_TOKEN": "AWS_SESSION_TOKEN",
    "REGION": "AWS_REGION",
}


@contextmanager
def open_lake(address: LakeAddress, *, is_read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the lake as the database `lake` of a connection, and close it again; it is made if it is missing.

    Raises ConfigurationError where an extension is not installed, TransientError where the lake cannot be
    reached or used.
    """
    with duckdb.connect(config=_CONFIG) as connection, explained(address):
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")
        load(connection, _extensions(address))
        if address.is_in_s3:
            connection.execute(_secret())
        options = "READ_ONLY" if is_read_only else f"DATA_PATH {literal(address.data)}, {_OPTIONS}"
        connection.execute(f"ATTACH {literal(_catalog(address))} AS lake ({options})")
        try:
            yield connection
        finally:
            with suppress(duckdb.Error):  # a connection that is lost cannot be closed in order
                connection.execute("USE memory")
                connection.execute("DETACH lake")


@contextmanager
def explained(address: LakeAddress) -> Iterator[None]:
    """Turn what DuckDB says of the lake into a TransientError, with what to do about it."""
    try:
        yield
    except duckdb.Error as error:
        # Not `from error`: its text may have the password in it.
        raise TransientError(
            f"The lake {without_password(address.catalog)} cannot be reached or written "
            f"({without_password(_in_one_line(error))}): look whether its catalog answers, whether this user "
            f"may write there and to {address.data}, and run again. What it lacks comes with the next run."
        ) from None


def _in_one_line(error: duckdb.Error) -> str:
    """Return what DuckDB says; of a commit that failed, a long statement is before the reason."""
    text = " ".join(str(error).split())
    return (
        text
        if len(text) <= 2 * _MOST_CHARACTERS
        else f"{text[:_MOST_CHARACTERS]} ... {text[-_MOST_CHARACTERS:]}"
    )


def without_password(text: str) -> str:
    """Return a text in which a connection may be named, without its password."""
    bare = _PASSWORD.sub(r"\1***", text)
    return _ADDRESS.sub(lambda found: masked(found[0]), bare)


def _extensions(address: LakeAddress) -> list[str]:
    return [
        DUCKLAKE,
        *([POSTGRES] if address.is_in_postgres else []),
        *([S3] if address.is_in_s3 else []),
    ]


def _catalog(address: LakeAddress) -> str:
    """Return the catalog with a limit to how long a connection is waited for."""
    if not address.is_in_postgres or "connect_timeout" in address.catalog:
        return address.catalog
    if "://" in address.catalog:
        return f"{address.catalog}{'&' if '?' in address.catalog else '?'}connect_timeout={_PATIENCE_S}"
    return f"{address.catalog} connect_timeout={_PATIENCE_S}"


def _secret() -> str:
    """Return the statement that tells DuckDB how to reach S3, from the variables that all clients read."""
    values = {
        name: os.environ[variable] for name, variable in _S3_VARIABLES.items() if variable in os.environ
    }
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    parts = ["TYPE s3", *(f"{name} {literal(value)}" for name, value in values.items())]
    if endpoint:
        scheme, _, host = endpoint.rstrip("/").partition("://")
        parts += [
            f"ENDPOINT {literal(host)}",
            "URL_STYLE 'path'",
            f"USE_SSL {str(scheme == 'https').lower()}",
        ]
    return f"CREATE SECRET lake_files ({', '.join(parts)})"
