"""`parallax run`, `demo`, `up`, `reprocess` and `backfill`: the commands that fill the warehouse."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from model import ConfigurationError, PermanentError
from pipeline.commands.arguments import port, span_options
from pipeline.commands.dialogue import say, warn
from pipeline.settings import Settings, read_settings
from reports.visible import unguarded


@click.command("run")
@click.option("--all", "poll_all", is_flag=True, help="Poll every live feed, due or not.")
def run(*, poll_all: bool) -> None:
    """Poll the feeds that are due, once, and write the reports."""
    _run_and_summarise(read_settings(), "ingest", {"poll_all": poll_all})


@click.command("demo")
@click.option("--corpus", type=Path, metavar="DIR", help="Run on another corpus folder.")
def demo(*, corpus: Path | None) -> None:
    """Run on the bundled sample of news sites; needs no network.

    The sample is served on this machine. A corpus is a folder with a manifest.jsonl.
    """
    import os

    import sample
    from pipeline.running.private import private
    from sample.corpus import catalog_text, read_corpus
    from sample.server import serve

    settings = read_settings()
    folder = corpus or Path(sample.__file__).parent
    if not (folder / "manifest.jsonl").is_file():
        raise ConfigurationError(
            [f"There is no corpus at {folder}: a corpus is a folder with a manifest.jsonl."]
        )
    catalog = settings.path_in_data("demo", "outlets.toml")
    with private(settings.data):
        catalog.parent.mkdir(parents=True, exist_ok=True)
        catalog.write_text(catalog_text(read_corpus(folder)), encoding="utf-8")
    with serve(folder) as web:
        os.environ["PARALLAX_HOST_DELAY_S"] = "0"  # the hosts are served here, so nobody is spared
        settings = replace(
            settings, catalog=catalog, proxy=web.proxy_url, host_delay_s=0.0, domain_delay_s=0.0, store=""
        )
        _run_and_summarise(settings, "ingest", {"poll_all": True})


@click.command("up")
@click.option(
    "--port",
    type=port,
    default="8080",
    show_default=True,
    metavar="PORT",
    help="The port of Airflow's web interface, on 127.0.0.1.",
)
def up(*, port: int) -> int:
    """Start the scheduled service on this machine.

    It polls the feeds that are due every 15 minutes, until it is stopped with Ctrl-C.
    """
    from pipeline.running.service import serve

    return serve(read_settings(), port)


@click.command("reprocess")
@span_options("pages fetched")
@click.option(
    "--outlet", "outlets", multiple=True, metavar="ID", help="Only pages of this outlet. Can be repeated."
)
@click.option("--run", "run_id", metavar="RUN", help="Only pages fetched by the run with this id.")
def reprocess(
    *, since: datetime | None, until: datetime | None, outlets: tuple[str, ...], run_id: str | None
) -> None:
    """Read archived pages again, without the network.

    The articles read replace those read before, for instance by an older version of Parallax.
    """
    selection = {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "outlets": list(outlets) or None,
        "run_id": run_id,
    }
    _run_and_summarise(read_settings(), "reprocess", selection)


@click.command("backfill")
@click.argument("files", nargs=-1, required=True, type=Path, metavar="WARC...")
@click.option("--catalog-only", is_flag=True, help="Only pages of outlets in the catalog.")
def backfill(*, files: tuple[Path, ...], catalog_only: bool) -> int:
    """Load articles from WARC files, such as those of Common Crawl."""
    settings = read_settings()
    missing = [f"{file}: there is no such file." for file in files if not file.is_file()]
    if missing:
        raise ConfigurationError(missing)
    problems = {file: problem for file in files if (problem := _problem(file))}
    for problem in problems.values():
        warn(problem)
    usable = [str(file.absolute()) for file in files if file not in problems]
    if usable:
        _run_and_summarise(settings, "backfill", {"files": usable, "catalog_only": catalog_only})
    return 1 if problems else 0


def _problem(file: Path) -> str | None:
    """Return why a file is not a WARC file, from its first response."""
    from extractors.archive.streaming import read_responses

    try:
        next(read_responses(file), None)
    except (PermanentError, OSError) as error:
        return str(error)
    return None


def _run_and_summarise(settings: Settings, dag_id: str, conf: dict[str, Any]) -> None:
    """Run a DAG and the reports, and print what the warehouse holds then; raises what stopped the run."""
    from pipeline.running.in_process import run_dags

    run_dags(settings, dag_id, conf)

    from reports.screen import screen_of
    from reports.summary import draw_summary
    from warehouse.queries.summarising import summarise

    unguarded(sys.stdout).write(draw_summary(summarise(settings.published), screen_of(sys.stdout)))
    say(f"Warehouse {settings.published}")
    say(f"CSV files {settings.path_in_data('exports')}")
