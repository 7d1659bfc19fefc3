"""Write the sounds that name nothing: those of weekdays and months, and of words that many events use.

`python -m bench.common_sounds GOLD.jsonl ... [--out FILE]`. The files are those of `parallax evaluate
events`; the files of `bench/coverage` are always used too.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from babel import Locale

from bench.train_events import coverage_files
from pipeline.grouping.gold import GoldArticle, read_gold
from transforms.embedding.embedder import LEAD_CHARS
from transforms.events.features import sounds

# A sound that texts of this many events have is too common to name any.
_COMMON_EVENTS = 12


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=Path("transforms/weights/common_sounds.json"))
    arguments = parser.parse_args()
    files = [read_gold(path) for path in [*arguments.gold, *coverage_files()]]
    languages = {row.language for rows in files for row in rows}
    common = set(_frequent(files)) | set(_of_the_calendar(languages))
    arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(sorted(common)), indent=1) + b"\n")


def _frequent(files: Iterable[list[GoldArticle]]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for rows in files:
        pairs = {
            (sound, row.event) for row in rows for sound in sounds(f"{row.title}\n{row.text[:LEAD_CHARS]}")
        }
        counts.update(sound for sound, _ in pairs)
    yield from (sound for sound, count in counts.items() if count >= _COMMON_EVENTS)


def _of_the_calendar(languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        locale = Locale.parse(language, sep="-")
        for names in (locale.days, locale.months):
            for form in names.values():
                for name in form["wide"].values():
                    yield from sounds(name)


if __name__ == "__main__":
    main()
