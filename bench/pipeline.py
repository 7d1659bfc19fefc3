"""What a whole run costs: `python -m bench.pipeline [--corpus DIR ...] [--filled N] [--turns N] [--json]`.

Every feed and page of a corpus, served on loopback by a separate process, goes through the DAGs as in
`parallax run`, with one process for each run. Figures are CPU milliseconds for each article over all threads
and worker processes. Fixed costs are subtracted and shown in `fixed_ms`: a second run without new pages, the
start of the workers that the second run does not need, and copying the warehouse. `airflow` is the process's
time outside its steps. `archive` is writing the responses while polling and fetching. `language` is calling
the languages of the articles once more, subtracted from `read`.

`ratio_200k` is an article's cost, measured in the same way, when the warehouse already holds N made-up
articles of the wire's days and the weeks before, divided by its cost in an empty one. `ratio_200k_fixed_too`
includes everything that the existing articles add to a run, fixed costs too. Their reports were written
within the day. A run on the sample comes first, so that everything is compiled and the model exists.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.filled import EXPORTS, fill
from bench.memory import hand_out_memory
from bench.starting import language_ms, starts_ms
from model.files import sync
from pipeline.catalog.reading import read_catalog
from pipeline.grouping.embedders import DEFAULT_NAME
from pipeline.settings import Settings, read_settings
from sample.corpus import catalog_text, read_corpus
from warehouse import WarehousePaths, open_reader, open_writer

_PROJECT = Path(__file__).parents[1]
_SAMPLE = _PROJECT / "sample"
_CORPORA = tuple(_PROJECT.parent / "shared" / "corpus" / name for name in ("press", "wire"))
_STAGES = (
    "poll", "fetch", "archive", "read", "language", "load", "embed", "relate", "publish", "export", "airflow",
)  # fmt: skip
_DEAR = ("read", "language", "embed")
_FILLED = 200_000
_TURNS = 5
_FILLED_UNTIL = datetime(2026, 1, 12, tzinfo=UTC)

Spent = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a run on a corpus and a run without new pages took, and separate measurements of the first."""

    first: Spent
    second: Spent
    language_ms: float
    feeds: int
    pages: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU milliseconds that a corpus took: by stage what its articles add, and the fixed costs."""

    articles: int
    by_stage: Spent
    fixed_ms: float

    def figures(self) -> dict[str, Any]:
        """Return the figures for one article."""
        cpu_ms = {stage: cost / self.articles for stage, cost in self.by_stage.items()}
        return {
            "articles": self.articles,
            "cpu_ms": cpu_ms,
            "fixed_ms": self.fixed_ms,
            "total_ms": sum(cpu_ms.values()),
            "outside_read_and_embed_ms": sum(cost for stage, cost in cpu_ms.items() if stage not in _DEAR),
        }


def main() -> None:
    """Run, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    standing = [folder for folder in _CORPORA if folder.is_dir()] or [_SAMPLE]
    parser.add_argument("--corpus", type=Path, nargs="+", default=standing, metavar="DIR")
    parser.add_argument(
        "--filled", type=int, default=_FILLED, help="articles already in the warehouse; 0 skips this"
    )
    parser.add_argument("--turns", type=int, default=_TURNS, help="runs of each kind, more on a busy machine")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as work:
        figures = _measured(Path(work), arguments.corpus, arguments.filled, arguments.turns)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    _print(figures, [folder.name for folder in arguments.corpus])


def _print(figures: Mapping[str, Any], names: Sequence[str]) -> None:
    columns = {"all": figures, **{name: figures[name] for name in names}}
    rows = {stage: [one["cpu_ms"][stage] for one in columns.values()] for stage in figures["cpu_ms"]}
    keys = [key for key in figures if not isinstance(figures[key], dict)]
    rows |= {key: [one.get(key, float("nan")) for one in columns.values()] for key in keys}
    sys.stdout.write(f"{'':28}" + "".join(f"{name:>12}" for name in columns) + "\n")
    for name, values in rows.items():
        sys.stdout.write(f"{name:28}" + "".join(f"{value:>12.2f}" for value in values) + "\n")


def _measured(work: Path, corpora: Sequence[Path], filled_count: int, turn_count: int) -> dict[str, Any]:
    warm = _warm_up(work / "warm")
    warehouses: list[WarehousePaths | None] = [None]
    if filled_count:
        filled = WarehousePaths(published=work / "filled" / "warehouse.duckdb", writer=work / "writer.duckdb")
        fill(filled, filled_count, _FILLED_UNTIL, DEFAULT_NAME)
        warehouses.append(filled)
    costs = {one.name: _costs(work / one.name, one, warm, warehouses, turn_count) for one in corpora}
    empty, *with_them = zip(*costs.values(), strict=True)
    total = _sum(empty)
    figures = total.figures() | {name: own[0].figures() for name, own in costs.items()}
    if with_them:
        for name, own in costs.items():
            _compare(figures[name], *own)
        _compare(figures, total, _sum(with_them[0]))
    return figures


def _sum(costs: Sequence[Cost]) -> Cost:
    return Cost(
        articles=sum(cost.articles for cost in costs),
        by_stage={stage: sum(cost.by_stage[stage] for cost in costs) for stage in _STAGES},
        fixed_ms=sum(cost.fixed_ms for cost in costs),
    )


def _compare(figures: dict[str, Any], empty: Cost, filled: Cost) -> None:
    """Add to the figures of an empty warehouse those with the made-up articles."""
    without_ms, with_ms = (sum(cost.by_stage.values()) for cost in (empty, filled))
    figures["cpu_ms_200k"] = {stage: filled.by_stage[stage] / empty.articles for stage in _STAGES}
    figures["ratio_200k"] = with_ms / without_ms
    figures["ratio_200k_fixed_too"] = (with_ms + filled.fixed_ms - empty.fixed_ms) / without_ms


def _warm_up(data: Path) -> Settings:
    """Run on the sample once; return its settings, because its model and Airflow database are used again."""
    with _prepared(data, _SAMPLE, None) as environment:
        _run(environment)
    return read_settings(environment)


def _costs(
    data: Path,
    corpus: Path,
    warm: Settings,
    warehouses: Sequence[WarehousePaths | None],
    turn_count: int,
) -> list[Cost]:
    """Return what a corpus costs in each of some warehouses; None stands for an empty one.

    The cost of each run and stage is the minimum over all turns, because other work of the machine only adds
    to it. The warehouses alternate, forwards and backwards, because the machine's speed varies over time.
    """
    turns: list[list[Turn]] = [[] for _ in warehouses]
    for number in range(turn_count):
        for place in range(len(warehouses))[:: -1 if number % 2 else 1]:
            turns[place].append(_turn(data, corpus, warm, warehouses[place]))
    # The same for every warehouse.
    starts = _least([_starts(warm.worker_count, turns[0][0]) for _ in range(turn_count)])
    return [_cost(own, starts) for own in turns]


def _turn(data: Path, corpus: Path, warm: Settings, filled: WarehousePaths | None) -> Turn:
    """Run on a corpus, then once more without new pages; remove all data."""
    with _prepared(data, corpus, warm) as environment:
        settings = read_settings(environment)
        _place(filled, settings)
        first, second = _run(environment), _run(environment)
        feed_count = sum(len(outlet.feeds) for outlet in read_catalog(settings.catalog))
    article_count, page_count = _counts(settings.published)
    turn = Turn(
        first=first,
        second=second,
        # With other articles in the warehouse, those of this corpus cannot be separated: they stay in `read`.
        language_ms=0.0 if filled else language_ms(settings.published),
        feeds=feed_count,
        pages=page_count,
        articles=article_count - (_counts(filled.published)[0] if filled else 0),
    )
    shutil.rmtree(data)
    return turn


def _starts(worker_count: int, turn: Turn) -> Spent:
    """Return what starting the workers of a turn's run takes."""
    hand_out_memory()
    return starts_ms(worker_count, turn.feeds, turn.pages)


def _cost(turns: Sequence[Turn], starts: Spent) -> Cost:
    """Return the cost in one warehouse from its turns."""
    first, second = _least([turn.first for turn in turns]), _least([turn.second for turn in turns])
    languages_ms = min(turn.language_ms for turn in turns)
    added = {stage: first[stage] - second[stage] - starts.get(stage, 0) for stage in first}
    added["read"] -= languages_ms
    added["language"] = languages_ms
    return Cost(
        articles=turns[0].articles,
        by_stage={stage: added[stage] for stage in _STAGES},
        fixed_ms=sum(second.values()) + sum(starts.values()),
    )


def _least(spent: Sequence[Spent]) -> Spent:
    return {stage: min(one[stage] for one in spent) for stage in spent[0]}


def _place(filled: WarehousePaths | None, settings: Settings) -> None:
    """Copy a filled warehouse and its reports into a data folder, and wait until they are on the disk.

    Without one, make an empty warehouse, whose creation is not part of an article's cost.
    """
    if not filled:
        with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)):
            return
    settings.writer.parent.mkdir(parents=True)
    shutil.copytree(filled.published.parent / EXPORTS, settings.path_in_data(EXPORTS))
    for there, here in ((filled.published, settings.published), (filled.writer, settings.writer)):
        shutil.copyfile(there, here)
        sync(here)


def _counts(published: Path) -> tuple[int, int]:
    """Return how many articles and requests for pages a warehouse has."""
    with open_reader(published) as connection:
        ((article_count, page_count),) = connection.execute(_COUNTS).fetchall()
    return article_count, page_count


@contextmanager
def _prepared(data: Path, corpus: Path, warm: Settings | None) -> Iterator[dict[str, str]]:
    """Make a data folder for a corpus and serve the corpus; yield the environment of its runs."""
    (data / "airflow").mkdir(parents=True)
    own = _own_environment(data)
    Path(own["PARALLAX_CATALOG"]).write_text(catalog_text(read_corpus(corpus)), encoding="utf-8")
    kept = {name: value for name in ("PARALLAX_MODELS",) if (value := os.environ.get(name))}
    if warm:
        kept["PARALLAX_MODELS"] = str(warm.models)
        for database in warm.path_in_data("airflow").glob("template-*"):
            shutil.copy(database, data / "airflow")
    with _served(corpus) as proxy:
        yield {
            **kept,
            **own,
            "PARALLAX_PROXY": proxy,
            "PARALLAX_HOST_DELAY_S": "0",
        }


def _own_environment(data: Path) -> dict[str, str]:
    """Return the environment variables for a data folder with its own catalog."""
    return {"PARALLAX_DATA": str(data), "PARALLAX_CATALOG": str(data / "outlets.toml")}


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


def _run(environment: Mapping[str, str]) -> Spent:
    """Run the DAGs once in a separate process; return the CPU milliseconds by stage, including Airflow's."""
    hand_out_memory()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARALLAX_")}
    done = subprocess.run(
        [sys.executable, "-m", "bench.dag_run"],
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    spent: Spent = json.loads(done.stdout)
    whole_ms = spent.pop("whole")
    return {**spent, "airflow": whole_ms - sum(spent.values())}


_COUNTS = """
SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM "fetch" WHERE target_kind = 'page')
"""


if __name__ == "__main__":
    main()
