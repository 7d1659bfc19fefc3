"""The texts of a run are in memory once, while they are loaded and after it."""

from dataclasses import replace
from pathlib import Path

from model import Article
from pipeline.run_lines import read_lines, write_lines
from tests.made_once import begin_warehouse
from tests.warehouse.runs import START, SeenEntry, paths_in, write_run
from warehouse import open_writer
from warehouse.database.statements import execute_all
from warehouse.steps import loading

ARTICLE_COUNT, TEXT_CHARS = 40, 1_000_000
HELD_MB = "SELECT sum(memory_usage_bytes) // 1000000 FROM duckdb_memory()"


def test_huge_texts_are_held_once(tmp_path: Path) -> None:
    files = write_run(tmp_path / "run", "run", [SeenEntry(page=number) for number in range(ARTICLE_COUNT)])
    (path,) = files["articles"]
    articles = list(read_lines(path, Article))
    words = [f"{number} lighthouses. " for number in range(TEXT_CHARS // 20)]
    huge = "".join(words)[:TEXT_CHARS]
    write_lines(path, [replace(article, text=huge) for article in articles])
    with open_writer(begin_warehouse(paths_in(tmp_path))) as connection:
        for kind in loading.STAGE:
            loading.stage_files(connection, loading.STAGE[kind], files[kind])
        execute_all(connection, loading.JUDGE)
        (staged_mb,) = connection.execute(HELD_MB).fetchone() or (0,)
        run = loading.load_run(connection, "run", START, files)
        (left_mb,) = connection.execute(HELD_MB).fetchone() or (0,)
        ((longest, count),) = connection.execute(
            "SELECT max(length(text)), count(*) FROM article_text"
        ).fetchall()
    assert (run.loaded_count, longest, count) == (ARTICLE_COUNT, len(huge), ARTICLE_COUNT)
    most_mb = 1.5 * ARTICLE_COUNT * len(huge) / 1e6
    assert staged_mb < most_mb
    # Those that were written are kept until the file is closed.
    assert left_mb < most_mb
