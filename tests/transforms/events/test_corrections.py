"""Corrections laid over a grouping, against a plain model that moves texts one by one."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from model import Correction, CorrectionKind
from tests.transforms.events.plain_corrections import modelled, parts
from transforms.events.corrections import Overlay, overlay

Made = list[list[Correction]]
TEXTS = "abcdefghij"
GROUPED = {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d", "f": "f"}

MERGE, SPLIT, PIN = CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.PIN


def correction(kind: CorrectionKind, text: str, anchor: str) -> Correction:
    return Correction(kind=kind, article_id=text, anchor_article_id=anchor)


def shown(grouped: dict[str, str], corrections: Sequence[Sequence[Correction]]) -> dict[str, str]:
    return {**grouped, **overlay(grouped, corrections).moved}


def test_without_corrections_nothing_is_moved() -> None:
    assert overlay(GROUPED, []) == Overlay()


def test_a_merge_moves_all_of_an_event_and_leads_its_id_on() -> None:
    found = overlay(GROUPED, [[correction(MERGE, "e", "b")]])
    assert found.moved == {"d": "a", "e": "a"}
    assert found.aliases == {"d": "a"}
    assert found.touched(GROUPED) == {"a", "d"}


def test_a_pin_moves_one_text_and_an_event_that_it_empties_is_led_on() -> None:
    assert overlay(GROUPED, [[correction(PIN, "b", "d")]]) == Overlay(moved={"b": "d"})
    assert overlay(GROUPED, [[correction(PIN, "f", "d")]]) == Overlay(moved={"f": "d"}, aliases={"f": "d"})


def test_texts_that_are_split_off_together_stay_together() -> None:
    rows = [correction(SPLIT, "b", "a"), correction(SPLIT, "c", "a"), correction(PIN, "c", "b")]
    found = overlay(GROUPED, [rows])
    assert found.moved.keys() == {"b", "c"}
    assert len(set(found.moved.values())) == 1
    assert found.aliases == {}
    assert list(found.founders.values()) == ["b"]


def test_a_split_of_what_is_elsewhere_already_changes_nothing() -> None:
    assert overlay(GROUPED, [[correction(SPLIT, "a", "d")]]) == Overlay()


def test_a_text_that_is_split_off_again_has_its_own_event_again() -> None:
    back = [[correction(PIN, "f", "d")], [correction(SPLIT, "f", "d")]]
    assert shown(GROUPED, back) == GROUPED
    once = [[correction(SPLIT, "b", "a")]]
    twice = [*once, [correction(MERGE, "b", "a")], *once]
    assert shown(GROUPED, twice) == shown(GROUPED, once)
    assert overlay(GROUPED, twice).aliases == {}


def test_an_event_of_one_text_never_has_the_id_of_another_event() -> None:
    rows = [[correction(SPLIT, "b", "a")], [correction(PIN, "c", "b")], [correction(PIN, "b", "a")]]
    found = shown(GROUPED, [*rows, [correction(SPLIT, "b", "a")]])
    assert parts(found) == {frozenset(part) for part in ("a", "b", "c", "de", "f")}


def test_corrections_of_texts_that_are_not_there_change_nothing() -> None:
    for kind in CorrectionKind:
        assert overlay(GROUPED, [[correction(kind, "x", "a")], [correction(kind, "a", "x")]]) == Overlay()


def test_an_ended_event_is_led_to_where_most_of_its_texts_are() -> None:
    pins = [[correction(PIN, text, anchor)] for text, anchor in (("a", "d"), ("b", "d"), ("c", "f"))]
    assert overlay(GROUPED, pins).aliases == {"a": "d"}


@st.composite
def groupings(draw: st.DrawFn) -> dict[str, str]:
    """Events are named after one of their texts, as those of grouping are."""
    found: dict[str, str] = {}
    for text in TEXTS:
        found[text] = draw(st.sampled_from([text, *sorted(set(found.values()))]))
    return found


ROWS = st.builds(
    correction, st.sampled_from(list(CorrectionKind)), st.sampled_from(TEXTS + "x"), st.sampled_from(TEXTS)
)
CORRECTIONS = st.lists(st.lists(ROWS, min_size=1, max_size=3), max_size=12)


@given(groupings(), CORRECTIONS)
def test_the_events_are_those_of_a_plain_model(grouped: dict[str, str], corrections: Made) -> None:
    assert parts(shown(grouped, corrections)) == modelled(grouped, corrections)


@given(groupings(), CORRECTIONS, ROWS)
def test_a_correction_moves_what_it_names_and_nothing_else(
    grouped: dict[str, str], corrections: Made, row: Correction
) -> None:
    before, after = shown(grouped, corrections), shown(grouped, [*corrections, [row]])
    moved = {text for text in grouped if before[text] != after[text]}
    own = before.get(row.article_id)
    named = {text for text in grouped if before[text] == own} if row.kind is MERGE else {row.article_id}
    assert moved in (set(), named)


@given(groupings(), CORRECTIONS)
def test_ids_of_events_that_ended_lead_to_living_ones(grouped: dict[str, str], corrections: Made) -> None:
    found = overlay(grouped, corrections)
    living = set(shown(grouped, corrections).values())
    assert set(found.aliases.values()) <= living
    assert not found.aliases.keys() & living
    assert set(grouped.values()) <= living | found.aliases.keys()
    assert all(shown(grouped, corrections)[text] == event for event, text in found.founders.items())
