"""A few outlets of the sample, whose news can change between two runs, and runs in this process."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from model.measurement import Meter
from pipeline.settings import Settings, read_settings
from pipeline.steps.fetch import fetch
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.select import select
from sample.corpus import catalog_text, read_corpus
from sample.server import serve
from tests.made_once import models
from tests.pipeline.command_line import PROJECT
from tests.pipeline.relating import relate
from tests.rows import as_dicts
from warehouse import WarehousePaths, open_reader, open_writer
from warehouse.steps.checking import check
from warehouse.steps.tallying import tally

OUTLETS = ("meridian-wire", "daily-beacon", "southern-cross-post", "morgenbote")
# An original with copies by two others, all listed by their feeds.
ORIGINAL = "http://www.meridianwire.example/2026/01/06/britain-france-pledge-troops-ukraine-after-war"
AMP = f"{ORIGINAL}/amp"
TWIN = f"{ORIGINAL}-twin"
# The clock of requests is the real one, so that of runs is too; all workers share it.
START = datetime.fromisoformat(os.environ["PARALLAX_TESTS_START"])


@dataclass(frozen=True, slots=True)
class Press:
    """A folder of pages, and the proxy that serves it."""

    folder: Path
    proxy_url: str

    def settings(self, data: Path, **more: str) -> Settings:
        values = {
            "PARALLAX_MODELS": models(),
            "PARALLAX_DATA": str(data),
            "PARALLAX_CATALOG": str(self.folder / "outlets.toml"),
            "PARALLAX_PROXY": self.proxy_url,
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_POLL_INTERVAL_S": "0",
            # A second worker would do next to nothing here, and importing what it needs costs half a second.
            "PARALLAX_WORKERS": "1",
        }
        return read_settings({**values, **more})


def write_press(
    folder: Path, *, outlets: Sequence[str] = OUTLETS, has_amp: bool = False, has_twin: bool = False
) -> None:
    """Write the pages of the outlets.

    With `has_amp` the original stands at a second URL that names the first as canonical, with `has_twin` at
    one that does not, byte for byte.
    """
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    lines = (PROJECT / "sample" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["outlet"] in outlets]
    for row in rows:
        if row["file"]:
            (folder / row["file"]).write_bytes((PROJECT / "sample" / row["file"]).read_bytes())
    if has_amp:
        rows.append(_amp(folder, next(row for row in rows if row["url"] == ORIGINAL)))
    if has_twin:
        rows.append(_twin(folder, next(row for row in rows if row["url"] == ORIGINAL)))
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "outlets.toml").write_text(catalog_text(read_corpus(folder)), encoding="utf-8")


def _amp(folder: Path, row: dict[str, Any]) -> dict[str, Any]:
    html = gzip.decompress((folder / row["file"]).read_bytes())
    link = f'<link rel="canonical" href="{ORIGINAL}"></head>'.encode()
    (folder / "pages" / "amp.html.gz").write_bytes(gzip.compress(html.replace(b"</head>", link)))
    return {**row, "url": AMP, "file": "pages/amp.html.gz"}


def _twin(folder: Path, row: dict[str, Any]) -> dict[str, Any]:
    html = gzip.decompress((folder / row["file"]).read_bytes())
    (folder / row["file"]).write_bytes(gzip.compress(re.sub(rb'<link rel="canonical"[^>]*>', b"", html)))
    return {**row, "url": TWIN}


@contextmanager
def served(folder: Path) -> Iterator[Press]:
    with serve(folder) as web:
        yield Press(folder, web.proxy_url)


def run_once(settings: Settings, number: int, meter: Meter | None = None) -> str:
    """Run all steps as the DAG does, the `number`-th hour; return the run's id."""
    now = START + timedelta(hours=number)
    polled = [poll(settings, batch, now) for batch in plan(settings, now, poll_all=True)]
    fetched = [fetch(settings, batch, now) for batch in select(settings, polled, now)]
    run = load(settings, polled, fetched, [read(settings, folder) for folder in fetched])
    publish(settings, relate(settings, run, now), now, meter)
    return Path(run).name


def rows(settings: Settings, query: str) -> list[dict[str, Any]]:
    with open_reader(settings.published) as connection:
        return as_dicts(connection.execute(query))


def findings(settings: Settings) -> list[str]:
    """Return what the checks find, in a copy where every article was tallied anew."""
    with TemporaryDirectory() as folder:
        paths = WarehousePaths(published=Path(folder) / "none", writer=Path(folder) / "copy.duckdb")
        shutil.copyfile(settings.published, paths.writer)
        with open_writer(paths) as connection:
            connection.execute("INSERT INTO untallied SELECT article_id FROM article")
            tally(connection)
            return [f"{found.name}: {found.example}" for found in check(connection)]
