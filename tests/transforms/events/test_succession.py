"""Which event keeps its id when groups split and merge."""

from transforms.events.succession import succession


def test_an_event_lives_on_in_its_larger_part() -> None:
    before = dict.fromkeys("abc", "E")
    found = succession(list("abc"), before, {"a": 1, "b": 2, "c": 2}, ())
    assert found.names == {2: "E", 1: "a"}
    assert found.aliases == {}


def test_of_equal_parts_the_earlier_keeps_the_id() -> None:
    assert succession(list("ab"), {"a": "E", "b": "E"}, {"a": 1, "b": 2}, ()).names == {1: "E", 2: "b"}


def test_of_two_events_in_one_group_the_larger_gives_its_id() -> None:
    before = {"a": "E", "b": "F", "c": "F"}
    found = succession(list("abc"), before, dict.fromkeys("abc", 1), ())
    assert found.names == {1: "F"}
    assert found.aliases == {"E": "F"}


def test_a_group_that_lost_its_event_to_a_larger_part_gets_an_id_of_its_own() -> None:
    before = dict.fromkeys("abc", "a")
    found = succession(list("abc"), before, {"a": 1, "b": 2, "c": 2}, ())
    assert found.names[2] == "a"
    assert found.names[1] not in {"a", "b", "c"}
    assert succession(list("abc"), before, {"a": 1, "b": 2, "c": 2}, ()) == found


def test_an_event_that_died_out_into_others_leads_to_its_largest_heir() -> None:
    before = {"a": "E", "b": "E", "c": "E", "d": "F", "e": "F", "f": "F", "g": "G", "h": "G"}
    after = {"a": 1, "b": 1, "c": 2, "d": 1, "e": 1, "f": 1, "g": 2, "h": 2}
    found = succession(list("abcdefgh"), before, after, ())
    assert found.names == {1: "F", 2: "G"}
    assert found.aliases == {"E": "F"}


def test_an_id_is_given_once_and_never_one_that_is_taken() -> None:
    found = succession(list("ab"), {}, {"a": 1, "b": 2}, {"a", "b"})
    assert len({*found.names.values(), "a", "b"}) == 4
