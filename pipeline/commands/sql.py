"""`parallax sql`: one reading question to the published warehouse."""

from pathlib import Path

from model import ConfigurationError
from pipeline.commands.answers import give
from pipeline.commands.bounds import bounded
from pipeline.settings import Settings
from warehouse.queries.querying import answer, answer_as_parquet


def sql(
    settings: Settings, query: str, *, form: str, out: Path | None, timeout_s: float, is_paged: bool = False
) -> int:
    """Answer a query in the format asked for; raises PermanentError with DuckDB's message."""
    if out is not None and not out.absolute().parent.is_dir():
        raise ConfigurationError([f"--out {out}: there is no folder {out.absolute().parent}."])
    if out is not None and out.is_dir():
        raise ConfigurationError([f"--out {out} is a folder: name a file."])
    if form == "parquet" and out is None:
        raise ConfigurationError(["--format parquet is no text: say where to write it with --out FILE."])
    with bounded(timeout_s):
        if form == "parquet" and out is not None:
            answer_as_parquet(settings.published, query, timeout_s, out)
            return 0
        found = answer(settings.published, query, timeout_s)
    give(found.columns, found.rows, form, out, is_paged=is_paged)
    return 0
