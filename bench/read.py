"""Read real pages with Parallax, trafilatura alone, newspaper4k and news-please, in one run.

`python -m bench.read [--peers DIR] [--json]`. Body F1 is computed on 4-grams; title, authors, day and minute
are shares of pages whose result equals the annotation. CPU times cover all of a reader's work on the same
pages, without starting it; Parallax's include the language, the dates and the fingerprint of each page.
newspaper4k and news-please run in a separate environment, which is created at DIR if it is missing.
"""

import argparse
import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bench.press import PressPage, press_pages
from bench.readers import Reading, by_parallax, by_trafilatura, by_trafilatura_text, read_time
from bench.scores import body_f1
from extractors.charsets.documents import decode_page
from pipeline.running.workers import worker_processes
from transforms.language.calling import warm_up
from transforms.text import clean_line, clean_text

_PEERS = Path(__file__).with_name("peers.txt")
_SAME_MINUTE = timedelta(minutes=1)
_ROUNDS = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--peers", type=Path, default=Path("data/bench/peers"), help="environment of the peers"
    )
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    pages = press_pages()
    warm_up()
    readings = {"parallax": _best(by_parallax, pages), "trafilatura": _best(by_trafilatura, pages)}
    readings["trafilatura text only"] = _best(by_trafilatura_text, pages)
    if not arguments.without_peers:
        readings |= _by_peers(arguments.peers, pages)
    figures = {name: page_scores(pages, found) for name, found in readings.items()}
    own_ms = figures["parallax"]["cpu_ms"]
    for scores in figures.values():
        scores["cpu_ratio"] = own_ms / scores["cpu_ms"]
    figures["parallax"]["two_workers_ratio"] = _two_workers_ratio(pages)
    _print(figures, as_json=arguments.json)


def _best(read: Callable[[PressPage], Reading], pages: Sequence[PressPage]) -> list[Reading]:
    """Read every page a few times and keep the fastest, because other work of the machine only adds time."""
    rounds = [[read(page) for page in pages] for _ in range(_ROUNDS)]
    return [min(found, key=lambda reading: reading.cpu_s) for found in zip(*rounds, strict=True)]


def _by_peers(environment: Path, pages: Sequence[PressPage]) -> dict[str, list[Reading]]:
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", _PEERS], check=True)  # noqa: S603 - ours
    found: dict[str, list[Reading]] = {}
    with TemporaryDirectory() as folder:
        listed = _written(Path(folder), pages)
        printed = subprocess.run(  # noqa: S603 - our own file, by the environment we made
            [python, Path(__file__).with_name("peer_readers.py"), listed],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ).stdout  # fmt: skip
    for line in printed.splitlines():
        row = json.loads(line)
        found.setdefault(row["reader"], []).append(_reading(row))
    return found


def _written(folder: Path, pages: Sequence[PressPage]) -> Path:
    rows = []
    for number, page in enumerate(pages):
        file = folder / f"{number}.html"
        file.write_text(decode_page(page.html, "text/html"), encoding="utf-8")
        rows.append(json.dumps({"url": page.url, "file": str(file)}))
    listed = folder / "pages.jsonl"
    listed.write_text("\n".join(rows), encoding="utf-8")
    return listed


def _reading(row: dict[str, object]) -> Reading:
    authors = row["authors"]
    return Reading(
        title=str(row["title"]),
        authors=frozenset(map(str, authors if isinstance(authors, list) else ())),
        published_at=read_time(row["published"]),
        text=str(row["text"]),
        cpu_s=float(str(row["cpu_s"])),
    )


def page_scores(pages: Sequence[PressPage], readings: Sequence[Reading]) -> dict[str, float]:
    """Return how close a reader's results are to the annotations, and the CPU ms for a page."""
    both = list(zip(pages, readings, strict=True))
    dated = [(expected, found.published_at) for page, found in both if (expected := page.published_at)]
    return {
        "body_f1": mean(body_f1(clean_text(found.text), clean_text(page.body)) for page, found in both),
        "title": _share(clean_line(found.title) == clean_line(page.title) for page, found in both),
        "authors": _share(found.authors == page.authors for page, found in both),
        "day": _share(_is_same_day(expected, found) for expected, found in dated),
        "minute": _share(_is_same_minute(expected, found) for expected, found in dated),
        "cpu_ms": 1_000 * mean(found.cpu_s for found in readings),
    }


def _is_same_day(expected: datetime, found: datetime | None) -> bool:
    """Say whether a time is on the annotated day, in its own zone or in UTC."""
    if found is None:
        return False
    return (
        found.astimezone(expected.tzinfo).date() == expected.date()
        or found.date() == expected.astimezone(UTC).date()
    )


def _is_same_minute(expected: datetime, found: datetime | None) -> bool:
    return found is not None and abs(found - expected) < _SAME_MINUTE


def _share(agreed: Iterable[bool]) -> float:
    return mean(map(float, agreed))


def _two_workers_ratio(pages: Sequence[PressPage]) -> float:
    """Return how many times as fast as one worker process two are."""
    return _seconds(1, pages) / _seconds(2, pages)


def _seconds(count: int, pages: Sequence[PressPage]) -> float:
    with worker_processes(count, warm_up) as pool:
        for future in [pool.schedule(by_parallax, args=[pages[0]]) for _ in range(2 * count)]:
            future.result()
        started = time.perf_counter()
        for future in [pool.schedule(by_parallax, args=[page]) for page in pages for _ in range(2)]:
            future.result()
        return time.perf_counter() - started


def _print(figures: dict[str, dict[str, float]], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    columns = list(figures["parallax"])
    sys.stdout.write(f"{'':24}" + "".join(f"{column:>18}" for column in columns) + "\n")
    for name, scores in figures.items():
        cells = (f"{scores[column]:18.3f}" if column in scores else f"{'':18}" for column in columns)
        sys.stdout.write(f"{name:24}" + "".join(cells) + "\n")


if __name__ == "__main__":
    main()
