"""The file with the names of months of all languages."""

import subprocess
import sys

from transforms.dates.months import file_of_all


def test_the_file_of_all_names_is_what_babel_gives() -> None:
    # In a process of its own: where Babel has written dates, it has changed what it knows of months.
    code = "from transforms.dates.months import written_months; print(ascii(written_months()))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    written = file_of_all().read_text(encoding="utf-8")
    assert made.stdout.strip() == ascii(written), "make it again: python -m transforms.dates.months"
