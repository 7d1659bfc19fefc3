"""Names and texts as SQL writes them, where DuckDB binds no values: in COMMENT, ATTACH, COPY and SET."""


def quoted(name: str) -> str:
    """Return the name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """Return a text, or a path, between apostrophes."""
    return "'" + str(text).replace("'", "''") + "'"
