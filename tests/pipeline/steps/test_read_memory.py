"""Reading a batch of huge texts takes no more memory than a few of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from model import Article
from pipeline.handoff import RunFolder
from pipeline.run_lines import read_lines
from pipeline.settings import read_settings
from tests.faults.memory import watching
from tests.pipeline.command_line import PROJECT, environment
from tests.pipeline.hostile import SENTENCE
from tests.pipeline.steps.test_hostile_pages import archived

pytestmark = [pytest.mark.slow, pytest.mark.stress]

PAGE_BYTES, PAGE_COUNT = 4_400_000, 60
MOST_MB = 700


# The process of the tests has grown with others: what is measured is a process of its own.
READ = """
import sys
from pipeline.settings import read_settings
from pipeline.steps.read import read
if __name__ == "__main__":
    print(read(read_settings(), sys.argv[1]))
"""


def test_no_process_holds_all_texts_of_a_batch(tmp_path: Path) -> None:
    settings = read_settings({"PARALLAX_DATA": str(tmp_path), "PARALLAX_WORKERS": "2"})
    folder = RunFolder(settings.path_in_data("runs", "20260310T120000.000000Z"))
    paragraph = f"<p>{SENTENCE * 100}</p>"
    bodies = {
        str(number): f"<html><body><h1>Page {number}</h1><article>".encode()
        + (paragraph * (PAGE_BYTES // len(paragraph))).encode()
        for number in range(PAGE_COUNT)
    }
    fetched = archived(settings, folder, bodies)
    bodies.clear()
    with watching() as peak:
        done = subprocess.run(
            [sys.executable, "-c", READ, fetched],
            cwd=PROJECT,
            env=environment(tmp_path, PARALLAX_WORKERS="2"),
            capture_output=True,
            text=True,
            check=True,
        )
    out = Path(done.stdout.strip())
    print("largest MB by process:", [round(size / 1e6) for size in peak.by_process.values()])
    titles = [article.title for article in read_lines(out / "articles.jsonl", Article)]
    assert titles == [f"Page {number}" for number in range(PAGE_COUNT)]
    assert max(peak.by_process.values()) < MOST_MB * 1_000_000
