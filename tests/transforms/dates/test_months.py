"""The file with the names of months of all languages."""

from transforms.dates.months import FILE, written_months
from transforms.phrases import read_phrases


def test_the_file_of_all_names_is_what_babel_gives() -> None:
    assert read_phrases(FILE) == written_months(), "make it again: python -m transforms.dates.months"
