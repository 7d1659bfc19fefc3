"""A reader: `python -m tests.warehouse.reader FILE STOP` asks the published FILE until STOP exists.

It prints, one line per look, how many articles it saw; it fails where a look shows half a load.
"""

import sys
import time
from pathlib import Path

from tests.warehouse.runs import COUNTS
from warehouse import connect_readonly

# Readers that never pause would leave the writer a third of the machine.
_PAUSE_S = 0.03


def main() -> None:
    published, stop = (Path(argument) for argument in sys.argv[1:])
    before = 0
    while not stop.exists():
        connection = connect_readonly(published)
        articles, *others = connection.execute(COUNTS).fetchall()[0]
        (tallied,) = connection.execute("SELECT sum(articles) FROM language_day").fetchall()[0]
        connection.close()
        if {articles, tallied} != {*others, articles} or articles < before:
            raise SystemExit(f"half a load: {articles}, {others}, {tallied} tallied, {before} before")
        before = articles
        print(articles, flush=True)
        time.sleep(_PAUSE_S)


if __name__ == "__main__":
    main()
