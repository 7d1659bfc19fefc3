"""What starting worker processes and calling languages cost: a run's own clocks do not separate these."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.dag_run import cpu_ms
from pipeline.fetching import feed_content
from pipeline.running.workers import worker_processes
from pipeline.steps.poll import FEEDS_A_WORKER
from pipeline.steps.read import PAGES_A_WORKER, is_html
from transforms.language import calling
from warehouse import open_reader

_BUSY_S = 1.0
_CALLED = """
SELECT
    article.title,
    article_text."text",
    any_value(tag) FILTER (WHERE "method" = 'page') AS page,
    any_value(tag) FILTER (WHERE "method" = 'feed') AS feed
FROM article
INNER JOIN article_text USING (article_id)
LEFT JOIN article_language USING (article_id)
WHERE article.run_id IN (SELECT max(run_id) FROM article)
GROUP BY ALL
"""


def starts_ms(worker_count: int, feed_count: int, page_count: int) -> dict[str, float]:
    """Return the CPU milliseconds of starting the workers of a run, by stage."""
    poller_count = min(worker_count, max(1, feed_count // FEEDS_A_WORKER))
    reader_count = min(worker_count, max(1, page_count // PAGES_A_WORKER))
    return {
        "poll": _start_ms(poller_count, feed_content.warm_up),
        "read": _start_ms(reader_count, calling.warm_up, is_reader=True),
    }


def _start_ms(count: int, warm_up: Callable[[], object], *, is_reader: bool = False) -> float:
    before = cpu_ms()
    with worker_processes(count, warm_up) as pool:
        # While each worker is busy, the next task has to go to another one.
        futures: list[Any] = [pool.schedule(time.sleep, args=[_BUSY_S]) for _ in range(count)]
        if is_reader:
            # What a worker imports for its first page.
            futures += [pool.schedule(is_html, args=[None]) for _ in range(count)]
        for future in futures:
            future.result()
    return cpu_ms() - before


def language_ms(published: Path) -> float:
    """Return the CPU milliseconds of calling the languages of the last run's articles."""
    with open_reader(published) as connection:
        texts = connection.execute(_CALLED).fetchall()
    calling.warm_up()
    before = time.process_time()
    for title, text, page, feed in texts:
        calling.call_language(title or "", text, page, feed)
    return (time.process_time() - before) * 1e3
