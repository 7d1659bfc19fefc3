"""Tables: what is cut and what is not, what a terminal gets, and what a file gets."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.screen import FILE, Screen
from reports.tables import draw, draw_records, table_of
from reports.visible import visible
from reports.widths import widest

TERMINAL = Screen(width=80, height=24, has_styles=True, has_links=True, can_position=True)
PLAIN = Screen(width=80, height=24)
URL = f"https://a.example/2026/03/14/{'harbour-bridge-opens-' * 4}after-two-winters.html"


def drawn(columns: list[str], rows: list[tuple[Any, ...]], screen: Screen = PLAIN) -> list[str]:
    return draw(table_of(columns, rows), screen).splitlines()


def test_none_is_empty_and_numbers_stand_on_the_right() -> None:
    assert drawn(["a", "number", "b"], [("x", 7, None), (None, 1234, "y")], FILE) == [
        "a  number  b",
        "─  ──────  ─",
        "x       7",
        "     1234  y",
    ]  # fmt: skip


def test_outside_a_terminal_nothing_is_cut_and_no_code_is_sent() -> None:
    row = ("long " * 100 + "end", URL, "שלום", 1)
    (line,) = drawn(["text", "url", "hebrew", "n"], [row], FILE)[2:]
    assert line == f"{row[0]}  {URL}  שלום    1"


@pytest.mark.parametrize(
    "value",
    [
        10**40,
        Decimal("12345678901234567890.123456789"),
        datetime(2026, 3, 14, 9, 26, 53, 123456, tzinfo=UTC),
        date(2026, 3, 14),
        UUID("7cdbd4f5-403e-3928-ba70-1fbbfc276b2a"),
        "7cdbd4f5-403e-3928-ba70-1fbbfc276b2a",
        "permanent_failure",
        -1.7976931348623157e308,
    ],
)
def test_numbers_times_and_ids_are_whole_or_left_out(value: object) -> None:
    for width in range(20, 120):
        text = "\n".join(drawn(["title", "value"], [("long " * 30, value)], Screen(width=width)))
        shown = table_of(["value"], [(value,)]).rows[0][0]
        assert (shown in text) != ("left out: value" in " ".join(text.split())), width


def test_columns_at_the_end_are_left_out_and_named_with_the_hint() -> None:
    columns = ["title", *(f"column_{number}" for number in range(12))]
    text = draw(table_of(columns, [("x" * 100, *range(12))]), PLAIN, "ask for fewer columns")
    head, _, row, _, *note = text.splitlines()
    assert head.split() == columns[: len(head.split())]
    assert row.split()[1:] == [str(number) for number in range(len(head.split()) - 1)]
    left = columns[len(head.split()) :]
    assert " ".join(note) == (
        f"{len(left)} of 13 columns do not fit and are left out: {', '.join(left)}. "
        "To see them, ask for fewer columns."
    )


def test_a_url_is_cut_in_the_middle_and_leads_to_the_whole() -> None:
    text = draw(table_of(["title", "url"], [("long title " * 9, URL)]), TERMINAL)
    assert f"\x1b]8;;{URL}\x1b\\https://a.example" in text
    assert ".html\x1b]8;;\x1b\\" in text
    assert "…" in text.rpartition("https://")[2]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/\x1b\\é\u202e", "https://a.example/%1B%5C%C3%A9%E2%80%AE"),
        ("https://a.example/%C3%A9?a=b&c=d#e", "https://a.example/%C3%A9?a=b&c=d#e"),
    ],
)
def test_a_link_has_no_character_that_ends_it(url: str, target: str) -> None:
    # The cell is visible before it becomes a link: what was escaped there stays as it is read.
    text = draw(table_of(["url"], [(url,)]), TERMINAL)
    assert text.count("\x1b]8;;") == 2
    inner = text.partition("\x1b]8;;")[2].partition("\x1b\\")[0]
    assert inner.isascii()
    assert inner.isprintable()
    if url.isascii() and url.isprintable():
        assert inner == target


def test_what_runs_from_right_to_left_is_isolated_at_a_terminal_only() -> None:
    (line,) = drawn(["a", "b", "n"], [("שלום", "plain", 1)])[2:]
    assert line == "\u2068שלום\u2069\u200e  plain  1"
    assert drawn(["a"], [("שלום",)], FILE)[2:] == ["שלום"]


def test_columns_are_put_in_their_place_where_terminals_disagree_about_a_width() -> None:
    (line,) = drawn(["a", "n"], [("हिन्दी", 7)], TERMINAL)[2:]
    assert "\x1b[" in line
    assert line.endswith("G  7")
    assert "\x1b[" not in drawn(["a", "n"], [("日本", 7)], TERMINAL)[2]
    assert "\x1b[" not in drawn(["a", "n"], [("हिन्दी", 7)], TERMINAL.paged(has_links=True))[2]


def test_a_cell_of_several_lines_keeps_them() -> None:
    assert drawn(["a", "b"], [("one\ntwo\r\nthree", 1)])[2:] == ["one    1", "two", "three"]


def test_the_first_column_is_there_however_narrow_the_screen() -> None:
    head, _, row, *_ = drawn(["title", "n"], [("long title " * 9, 5)], Screen(width=10))
    assert head.split() == ["title"]
    assert widest(row) == 10


def test_a_head_is_never_cut() -> None:
    assert drawn(["a_rather_long_head", "b"], [("x", 1)], Screen(width=24))[0] == "a_rather_long_head  b"


def test_prose_takes_several_lines() -> None:
    table = table_of(["name", "what"], [("a", "one two three four five six seven")], is_wrapped=True)
    assert draw(table, Screen(width=26)).splitlines()[2:] == [
        "a     one two three four",
        "      five six seven",
    ]


@given(st.lists(st.tuples(st.text(), st.text(), st.integers()), min_size=1, max_size=4), st.integers(40, 130))
def test_no_line_is_too_wide_and_nothing_is_obeyed(rows: list[tuple[str, str, int]], width: int) -> None:
    table = table_of(["a", "b", "n"], rows)
    for line in draw(table, Screen(width=width)).splitlines():
        bare = line.replace("\u2068", "").replace("\u2069\u200e", "")
        assert visible(bare) == bare
        assert widest(bare) <= max(width, *(len(str(number)) for _, _, number in rows))


def test_a_record_has_every_column_whole() -> None:
    table = table_of(
        ["title", "url", "n", "none"], [("word " * 30 + "end", URL, 7, None), ("שלום", URL, 1, None)]
    )
    assert draw_records(table).splitlines()[:5] == [
        "── 1 ─────",
        f"title  {'word ' * 30}end",
        f"url    {URL}",
        "n      7",
        "none",
    ]
    shown = draw_records(table, PLAIN).splitlines()
    assert shown[1:3] == ["title  " + " ".join(["word"] * 14), "       " + " ".join(["word"] * 14)]
    assert f"url    {URL}" in shown
    assert "title  \u2068שלום\u2069\u200e" in shown
    assert f"\x1b]8;;{URL}\x1b\\{URL}\x1b]8;;\x1b\\" in draw_records(table, TERMINAL)
