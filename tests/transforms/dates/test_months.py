"""The file with the names of months of all languages."""

from transforms.dates.months import file_of_all, written_months


def test_the_file_of_all_names_is_what_babel_gives() -> None:
    written = file_of_all().read_text(encoding="utf-8")
    assert written == written_months(), "make it again: python -m transforms.dates.months"
