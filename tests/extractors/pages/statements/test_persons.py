"""The authors of JSON-LD that are persons."""

from extractors.pages.statements.persons import persons


def test_the_names_of_persons_as_they_are_stated() -> None:
    author = [
        {"@type": "Person", "name": " Ann  Example &amp; Co "},
        {"@type": ["Thing", "Person"], "name": "Bo Sample"},
        {"@type": "Organization", "name": "Harbour Post"},
        {"@type": "Person", "name": ["Cy", "Third"]},
        {"@type": "Person"},
        "Dee Fourth",
    ]
    assert persons([{"author": author}, {"author": author[1]}, {}]) == ("Ann Example & Co", "Bo Sample")
