"""Reading a batch of huge texts takes no more memory than a few of them."""

import threading
from pathlib import Path

import psutil
import pytest

from model import Article
from pipeline.handoff import RunFolder, read_lines
from pipeline.settings import read_settings
from pipeline.steps.read import read
from tests.pipeline.hostile import SENTENCE
from tests.pipeline.steps.test_hostile_pages import archived

pytestmark = pytest.mark.slow

PAGE_BYTES, PAGE_COUNT = 4_400_000, 60
MOST_MB = 700


class Watch(threading.Thread):
    """Notes the largest size of this process and of each that it starts, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.sizes: dict[int, float] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.ended.wait(0.1):
            for process in [me, *me.children(recursive=True)]:
                try:
                    size = process.memory_info().rss / 1e6
                except psutil.Error:
                    continue
                self.sizes[process.pid] = max(size, self.sizes.get(process.pid, 0.0))


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
    watch = Watch()
    watch.start()
    out = Path(read(settings, fetched))
    watch.ended.set()
    watch.join()
    print("largest MB by process:", [round(size) for size in watch.sizes.values()])
    titles = [article.title for article in read_lines(out / "articles.jsonl", Article)]
    assert titles == [f"Page {number}" for number in range(PAGE_COUNT)]
    assert max(watch.sizes.values()) < MOST_MB
