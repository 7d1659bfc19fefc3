"""Replace what was made of archived pages by what reading them again gave: all in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from model import Run
from warehouse.database.connection import Connection
from warehouse.database.quoting import quoted
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction
from warehouse.steps.event_stories import repair_stories
from warehouse.steps.loading import find_run, reconcile, stage_files
from warehouse.steps.watching import watch_again

# Stage: what was read again, and what became of each page.
STAGE_PAGES, STAGE_REJECTIONS, STAGE_ARTICLES = (
    "replace/stage_page",
    "load/stage_rejection",
    "load/stage_read",
)
JUDGE = ("replace/stage_outcome", "replace/stage_changed", "replace/stage_new_article")
# Detach: take articles whose text has changed out of their groups and events, to be related again.
DETACH = (
    "replace/keep_memberships",
    "replace/keep_titles",
    "replace/date_titles",
    "replace/ungroup",
    "replace/leave_events",
)
# What depends on the text of an article: each table with the column that names the article.
OF_TEXTS = (
    ("article_vector", "article_id"),
    ("article_closeness", "article_id"),
    ("article_apart", "article_id"),
    ("article_apart", "other_article_id"),
)
# Tables whose rows of an article are written again.
REWRITTEN = ("article", "article_text", "article_language", "article_fingerprint", "article_contradiction")
# Words of articles that go or come back different leave the index.
FORGET_WORDS = "search/forget"
WRITE = (
    "load/article",
    "load/article_text",
    "load/article_fingerprint",
    "load/article_language",
    "load/article_contradiction",
    "load/unrelated",
    "load/untallied",
    "load/unindexed",
    "replace/entry",
    "replace/article_revision",
    "replace/event",
    "replace/event_title",
    "replace/rejection",
)
RECONCILE = "replace/reconcile"


def replace_run(
    connection: Connection, run_id: str, started_at: datetime, files: Mapping[str, Sequence[Path]]
) -> Run:
    """Replace articles by those of JSON-lines `files` (pages, articles, rejections); return the run.

    First-seen times, fetches and entries stay; what depends on a text that changed is taken apart, for
    relating to do anew. Replacing twice changes nothing.
    """
    done = find_run(connection, run_id)
    if done:
        return done
    with transaction(connection):
        stage_files(connection, STAGE_PAGES, files["pages"])
        stage_files(connection, STAGE_REJECTIONS, files["rejections"])
        stage_files(connection, STAGE_ARTICLES, files["articles"])
        execute_all(connection, JUDGE)
        execute_all(connection, DETACH, at=started_at)
        for table, key in OF_TEXTS:
            _delete_changed(connection, table, key, "WHERE is_text_changed")
        execute(connection, "replace/empty_events")
        execute(connection, FORGET_WORDS)
        for table in REWRITTEN:
            _delete_changed(connection, table, "article_id")
        execute_all(connection, WRITE)
        repair_stories(connection, started_at)
        watch_again(connection)
        return reconcile(connection, run_id, started_at, RECONCILE)


def _delete_changed(connection: Connection, table: str, key: str, where: str = "") -> None:
    connection.execute(
        f"DELETE FROM {quoted(table)} "  # noqa: S608 - our own names
        f"WHERE {quoted(key)} IN (SELECT article_id FROM stage_changed {where})"
    )
