"""`parallax demo`: the bundled news web on loopback, and a run on it."""

import os
from dataclasses import replace
from pathlib import Path

from model import ConfigurationError
from pipeline.commands.run import run
from pipeline.settings import Settings
from sample.corpus import catalog_text, read_corpus
from sample.server import serve

SAMPLE = Path(__file__).parents[2] / "sample"


def demo(settings: Settings, corpus: Path | None) -> int:
    """Serve a corpus folder (the bundled sample unless one is named) as a proxy, and run on it.

    Its hosts are ours, so they are asked without a delay. Raises ConfigurationError where the
    folder is no corpus.
    """
    folder = corpus or SAMPLE
    if not (folder / "manifest.jsonl").is_file():
        raise ConfigurationError(
            [f"There is no corpus at {folder}: a corpus is a folder with a manifest.jsonl."]
        )
    catalog = settings.path_in_data("demo", "outlets.toml")
    catalog.parent.mkdir(parents=True, exist_ok=True)
    catalog.write_text(catalog_text(read_corpus(folder)), encoding="utf-8")
    with serve(folder) as web:
        os.environ["PARALLAX_HOST_DELAY_S"] = "0"
        return run(
            replace(settings, catalog=catalog, proxy=web.proxy_url, host_delay_s=0.0, domain_delay_s=0.0),
            poll_all=True,
        )
