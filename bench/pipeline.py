"""What a whole run costs: `python -m bench.pipeline [--corpus DIR ...] [--json]`.

Every feed and page of a corpus (the bundled sample unless others are named), served on loopback by a
process of its own, goes through the steps of a run, one after another in this process. Figures are CPU
milliseconds an article, over all threads and the worker processes, with the start of these. `fixed_ms` is
what the steps take together in a second run, in which no page is new. A run before them, in a data folder of
its own, has everything imported. Airflow is not in it.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.embedders import embedder
from pipeline.export import export
from pipeline.fetch import fetch
from pipeline.load import load
from pipeline.plan import plan
from pipeline.poll import poll
from pipeline.publish import publish
from pipeline.read import read
from pipeline.relate import embed_originals, group_new_articles, relate
from pipeline.runfolder import RunFolder
from pipeline.select import select
from pipeline.settings import Settings, read_settings
from sample.corpus import catalog_text, read_corpus
from warehouse import WarehousePaths, open_reader, open_writer

_SAMPLE = Path(__file__).parents[1] / "sample"
_DEAR = ("read", "embed")


def main() -> None:
    """Run, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, nargs="+", default=[_SAMPLE], metavar="DIR")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    figures = {folder.name: _measured(folder) for folder in asked.corpus}
    if asked.json:
        sys.stdout.write(f"{json.dumps(figures if len(figures) > 1 else next(iter(figures.values())))}\n")
        return
    for name, one in figures.items():
        sys.stdout.write(f"{name}: {one['articles']} articles\n")
        for stage, cost_ms in one["cpu_ms"].items():
            sys.stdout.write(f"  {stage:28} {cost_ms:>10.2f}\n")
        for key in ("total_ms", "outside_read_and_embed_ms", "fixed_ms"):
            sys.stdout.write(f"  {key:28} {one[key]:>10.2f}\n")


def _measured(corpus: Path) -> dict[str, Any]:
    with TemporaryDirectory() as data, TemporaryDirectory() as other, _served(corpus) as proxy:
        settings = _settings(Path(data), corpus, proxy)
        _warm_up(Path(other), settings.models)
        first, second = _run(settings), _run(settings)
        with open_reader(settings.published) as connection:
            ((count,),) = connection.execute("SELECT count(*) FROM article").fetchall()
    cpu_ms = {stage: (first[stage] - second[stage]) / count for stage in first}
    return {
        "articles": count,
        "cpu_ms": cpu_ms,
        "fixed_ms": sum(second.values()),
        "total_ms": sum(cpu_ms.values()),
        "outside_read_and_embed_ms": sum(cost for stage, cost in cpu_ms.items() if stage not in _DEAR),
    }


def _warm_up(data: Path, models: Path) -> None:
    """Run on the sample once, and have the model made."""
    with _served(_SAMPLE) as proxy:
        settings = replace(_settings(data, _SAMPLE, proxy), models=models)
        embedder(settings)
        _run(settings)


def _settings(data: Path, corpus: Path, proxy: str) -> Settings:
    catalog = data / "outlets.toml"
    catalog.write_text(catalog_text(read_corpus(corpus)), encoding="utf-8")
    chosen = {
        "PARALLAX_DATA": str(data),
        "PARALLAX_CATALOG": str(catalog),
        "PARALLAX_PROXY": proxy,
        "PARALLAX_HOST_DELAY_S": "0",
    }
    kept = {name: value for name in ("PARALLAX_MODELS",) if (value := os.environ.get(name))}
    return read_settings({**kept, **chosen})


@contextmanager
def _served(corpus: Path) -> Iterator[str]:
    """Serve a corpus from another process, whose time does not count; yield the proxy's URL."""
    command = [sys.executable, "-m", "sample.server", str(corpus)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            yield server.stdout.readline().strip() if server.stdout else ""
        finally:
            server.terminate()


def _run(settings: Settings) -> dict[str, float]:
    """Run every step once; return the CPU milliseconds of each."""
    spent: dict[str, float] = {}
    now = datetime.now(UTC)

    def step(stage: str, work: Callable[[], Any]) -> Any:
        before = _cpu_ms()
        result = work()
        spent[stage] = spent.get(stage, 0) + _cpu_ms() - before
        return result

    batches = step("plan", lambda: plan(settings, now, poll_all=True))
    polled = step("poll", lambda: [poll(settings, batch, now) for batch in batches])
    pages = step("select", lambda: select(settings, polled, now))
    fetched = step("fetch", lambda: [fetch(settings, batch, now) for batch in pages])
    articles = step("read", lambda: [read(settings, folder) for folder in fetched])
    run = step("load", lambda: load(settings, articles))
    model = step("embed", lambda: embedder(settings))
    with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)) as connection:
        step("relate", lambda: group_new_articles(connection, now))
        step("embed", lambda: embed_originals(connection, model))
    step("relate", lambda: relate(settings, str(RunFolder(Path(run)).path), now))
    step("publish", lambda: publish(settings, run, now))
    step("export", lambda: export(settings))
    return spent


def _cpu_ms() -> float:
    """Return the CPU time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1e3


if __name__ == "__main__":
    main()
