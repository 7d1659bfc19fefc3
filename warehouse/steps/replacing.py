"""Replace what was made of archived pages by what reading them again gave: all in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from model import Run
from warehouse.database.connection import Connection
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction
from warehouse.steps.loading import book_run, find_run
from warehouse.steps.watching import watch_again

_WRITING = ("load/040_article", "load/041_article_text", "load/042_article_fingerprint",
            "load/043_article_language", "load/045_article_contradiction", "load/046_unrelated",
            "load/047_untallied")  # fmt: skip


def replace_run(
    connection: Connection, run_id: str, started_at: datetime, files: Mapping[str, Sequence[Path]]
) -> Run:
    """Replace articles by those of JSON-lines `files` (pages, articles, rejections); return the books.

    First-seen times, fetches and entries stay; what depends on a text that changed is taken apart, for
    relating to do anew. Replacing twice changes nothing.
    """
    done = find_run(connection, run_id)
    if done:
        return done
    with transaction(connection):
        _execute(connection, "replace/010_stage_page", files["pages"])
        _execute(connection, "load/014_stage_rejection", files["rejections"])
        _execute(connection, "load/015_stage_read", files["articles"])
        for name in (
            "replace/020_stage_outcome",
            "replace/021_stage_changed",
            "replace/022_stage_new_article",
        ):
            connection.execute(statement(name))
        for name in statement_names("replace"):
            if "replace/030" <= name < "replace/050":
                text = statement(name)
                connection.execute(text, {"at": started_at} if "$at" in text else None)
        for name in (*_WRITING, *(name for name in statement_names("replace") if name >= "replace/050")):
            connection.execute(statement(name))
        watch_again(connection)
        return book_run(connection, run_id, started_at, "replace/023_books")


def _execute(connection: Connection, name: str, files: Sequence[Path]) -> None:
    connection.execute(statement(name), {"files": [str(path) for path in files]})
