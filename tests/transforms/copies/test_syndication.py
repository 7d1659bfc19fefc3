"""Groups of copies: exact, near and excerpt, and which text is the original."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import pytest

from model import Relation, SyndicationMember
from transforms.copies.shingles import Repeats, shingle, text_hash
from transforms.copies.syndication import COMMON_TO, Document, containment, find_copies

START = datetime(2026, 1, 6, tzinfo=UTC)
LATIN = [
    f"{start}{end}" for start in ("bor", "kel", "mat", "sun", "tri", "vol") for end in ("an", "eth", "ix")
]
HINDI = "सरकार किसान योजना दिल्ली मंत्री पानी बिजली सड़क शहर गाँव चुनाव नेता संसद बजट विद्यालय अस्पताल".split()  # noqa: SIM905 - words
CHINESE = list("国务院总理今天在北京表示经济运行平稳市场企业发展改革开放城市农村教育医疗")


def words_of(script: str, count: int, seed: int) -> list[str]:
    words = {"latin": LATIN, "hindi": HINDI, "chinese": CHINESE}[script]
    return Random(seed).choices(words, k=count)


def text_of(script: str, count: int = 400, seed: int = 1) -> str:
    return ("" if script == "chinese" else " ").join(words_of(script, count, seed))


def document(
    article_id: str,
    text: str,
    hour: float = 0,
    group_id: str | None = None,
    *,
    outlet: str | None = None,
    title: str = "",
    is_credited: bool = False,
) -> Document:
    return Document(
        title_hash=text_hash(title),
        outlet_id=article_id if outlet is None else outlet,
        is_credited=is_credited,
        article_id=article_id,
        published_at=START + timedelta(hours=hour),
        shingles=shingle(text),
        text_hash=text_hash(text),
        group_id=group_id,
    )


def copies_of(
    new: Sequence[Document], known: Sequence[Document], repeats: Repeats | None = None
) -> Sequence[SyndicationMember]:
    return find_copies(new, known, repeats).members


def groups_of(members: Sequence[SyndicationMember]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for member in members:
        groups.setdefault(member.group_id, set()).add(member.article_id)
    return groups


def grouped(documents: Sequence[Document], members: Sequence[SyndicationMember]) -> list[Document]:
    group_ids = {member.article_id: member.group_id for member in members}
    return [replace(one, group_id=group_ids[one.article_id]) for one in documents]


def test_nothing_new_gives_nothing() -> None:
    assert copies_of([], [document("a", "some text", group_id="a")]) == []


def test_exact_copies_are_found_in_texts_too_short_for_shingles() -> None:
    members = copies_of(
        [document("b", "Zwei Worte!", 1), document("a", "ZWEI  WORTE"), document("c", "Zwei")], []
    )
    assert groups_of(members) == {"a": {"a", "b"}, "c": {"c"}}
    assert [(member.article_id, member.relation, member.similarity) for member in members[:2]] == [
        ("a", Relation.ORIGINAL, 1.0),
        ("b", Relation.EXACT, 1.0),
    ]


@pytest.mark.parametrize("script", ["latin", "hindi", "chinese"])
def test_cut_copies_are_excerpts(script: str) -> None:
    whole = text_of(script)
    cut = whole[: len(whole) * 6 // 10]
    other = text_of(script, seed=2)
    members = copies_of([document("a", whole), document("b", cut, 1), document("c", other, 2)], [])
    assert groups_of(members) == {"a": {"a", "b"}, "c": {"c"}}
    assert members[1].relation is Relation.EXCERPT
    assert members[1].similarity > 0.9


@pytest.mark.parametrize("script", ["latin", "hindi", "chinese"])
def test_an_edited_copy_is_near(script: str) -> None:
    whole = text_of(script)
    edited = text_of(script, count=30, seed=3) + whole
    members = copies_of([document("a", whole), document("b", edited, 1)], [])
    assert [member.relation for member in members] == [Relation.ORIGINAL, Relation.NEAR]


def test_a_longer_version_of_a_flash_is_no_excerpt_of_it() -> None:
    whole = text_of("latin")
    members = copies_of([document("flash", whole[: len(whole) // 2]), document("story", whole, 1)], [])
    assert [(member.article_id, member.relation) for member in members] == [
        ("flash", Relation.ORIGINAL),
        ("story", Relation.NEAR),
    ]


def test_a_shared_paragraph_makes_no_copy() -> None:
    shared = text_of("latin", 100)
    texts = [f"{text_of('latin', 400, seed)} {shared}" for seed in (2, 3)]
    members = copies_of([document("a", texts[0]), document("b", texts[1], 1)], [])
    assert groups_of(members) == {"a": {"a"}, "b": {"b"}}


def test_order_of_arrival_does_not_matter() -> None:
    whole = text_of("latin")
    documents = [
        document("a", whole),
        document("b", whole[: len(whole) // 2], 1),
        document("c", whole[len(whole) // 3 :], 1),
        document("d", text_of("hindi"), 1),
        document("e", whole, 2),
    ]
    answers = {tuple(copies_of(order, [])) for order in permutations(documents)}
    assert [groups_of(answer) for answer in answers] == [{"a": {"a", "b", "c", "e"}, "d": {"d"}}]


def test_copies_that_arrive_later_are_grouped_as_in_one_batch() -> None:
    whole, other = text_of("latin"), text_of("chinese")
    early = [document("a", whole), document("d", other)]
    late = [document("b", whole[: len(whole) * 6 // 10], 2), document("c", whole, 3), document("e", other, 4)]
    first = copies_of(early, [])
    second = copies_of(late, grouped(early, first))
    assert second == copies_of([*late, *early], [])


def test_only_groups_with_something_new_are_returned() -> None:
    known = [document("a", "One text", group_id="a"), document("b", "Another text", group_id="b")]
    assert groups_of(copies_of([document("c", "One text", 1)], known)) == {"a": {"a", "c"}}


def test_an_earlier_text_that_arrives_late_becomes_the_original() -> None:
    whole = text_of("latin")
    known = [document("late", whole, 5, "late"), document("later", whole[: len(whole) // 2], 6, "late")]
    members = copies_of([document("early", whole)], known)
    assert {member.group_id for member in members} == {"late"}
    assert [(member.article_id, member.relation) for member in members] == [
        ("early", Relation.ORIGINAL),
        ("late", Relation.EXACT),
        ("later", Relation.EXCERPT),
    ]


def test_a_text_copied_by_very_many_stays_one_group() -> None:
    words = words_of("latin", 400, 1)
    copies = [" ".join([*words_of("latin", 20, 100 + n), *words[n:]]) for n in range(3 * COMMON_TO)]
    documents = [document(f"{n:03}", text, n / 10) for n, text in enumerate(copies)]
    assert len(groups_of(copies_of(documents, []))) == 1
    known = grouped(documents[:-1], copies_of(documents[:-1], []))
    assert set(groups_of(copies_of(documents[-1:], known))) == {"000"}


def test_boilerplate_of_many_texts_tells_nothing() -> None:
    boilerplate = text_of("hindi", 60)
    texts = [f"{text_of('latin', 300, seed)} {boilerplate}" for seed in range(COMMON_TO + 2)]
    documents = [document(f"{n:03}", text, n) for n, text in enumerate(texts)]
    # Half of this short text is the boilerplate, which would do, were it not in every text.
    short = document("short", f"{boilerplate} {text_of('latin', 30, 99)}", 50)
    members = copies_of([*documents, short], [])
    assert len(groups_of(members)) == len(documents) + 1


def test_containment_is_a_symmetric_share() -> None:
    whole = text_of("latin")
    one, other = document("a", whole), document("b", whole[: len(whole) // 2])
    assert containment(one, other) == containment(other, one) > 0.9
    assert containment(one, document("c", "")) == 0
    assert containment(document("d", "Two words"), document("e", "two words")) == 1


def test_boilerplate_of_one_outlet_makes_no_copies() -> None:
    notice = text_of("latin", 120, 50)
    texts = [f"{text_of('latin', 60, 60 + n)} {notice}" for n in range(6)]
    same = [document(f"{n}", text, n, outlet="a", title=f"Title {n}") for n, text in enumerate(texts)]
    assert len(groups_of(copies_of(same, []))) == len(texts)
    # The same texts of six outlets would be copies, for all that is known of them.
    assert len(groups_of(copies_of([document(f"{n}", text, n) for n, text in enumerate(texts)], []))) == 1


def test_boilerplate_hides_no_copy_beside_it() -> None:
    notice, story = text_of("latin", 120, 50), text_of("latin", 200, 7)
    others = [
        document(f"{n}", f"{text_of('latin', 60, 60 + n)} {notice}", n, outlet="a", title=f"{n}")
        for n in range(4)
    ]
    copied = document("copy", f"{story} {notice}", 9, outlet="a", title="Copy")
    members = copies_of([*others, copied, document("wire", story, 8)], [])
    assert groups_of(members)["wire"] == {"wire", "copy"}


def test_versions_of_one_text_in_one_outlet_are_copies() -> None:
    story = words_of("latin", 300, 7)
    versions = [
        document(f"{n}", " ".join([*story[: 280 + 5 * n]]), n, outlet="a", title=f"Version {n}")
        for n in range(4)
    ]
    assert len(groups_of(copies_of(versions, []))) == 1


def test_a_notice_in_place_of_many_texts_makes_no_copies() -> None:
    notice = text_of("latin", 120, 50)
    pages = [document(f"{n}", notice, n, outlet="a", title=f"Story {n}") for n in range(5)]
    known = [replace(page, group_id=page.article_id) for page in pages[:4]]
    assert len(groups_of(copies_of(pages, []))) > 1
    assert groups_of(copies_of(pages[4:], known)) == {"4": {"4"}}


def test_short_texts_are_copies_where_all_is_the_same_and_no_notice() -> None:
    short = "Mehr in Kürze an dieser Stelle"
    here = [document(f"{n}", short, n, outlet="a", title=f"Story {n}") for n in range(2)]
    assert len(groups_of(copies_of(here, []))) == 2
    same_title = [replace(one, title_hash=here[0].title_hash) for one in here]
    assert len(groups_of(copies_of(same_title, []))) == 1
    assert len(groups_of(copies_of([here[0], document("b", short, 3, title="Other")], []))) == 1
    assert len(groups_of(copies_of([here[0], document("b", f"{short} bald", 3)], []))) == 2


def test_the_original_is_the_earliest_that_credits_an_agency() -> None:
    whole = text_of("latin")
    documents = [
        document("first", whole),
        document("wire", whole, 1, is_credited=True),
        document("later", whole, 2, is_credited=True),
    ]
    members = copies_of(documents, [])
    assert [member.article_id for member in members] == ["wire", "later", "first"]
    assert members[0].relation is Relation.ORIGINAL


def test_reports_of_one_template_are_apart_and_their_copies_with_them() -> None:
    form = (
        "{town} (Data Desk) - The {firm} works on Friday reported sales of {a} million marks in "
        "the quarter, after {b} million a year before. Analysts had expected {c} million marks. "
        "The firm at {town} employs {d} people and said that it would keep its plans for the new "
        "hall by the river, which is to open in the spring. Shares are little changed since the "
        "beginning of the year, in line with the market as a whole, which has gained two percent "
        "over the same time. This report was made by a machine from the filings of the company."
    )
    one = form.format(town="Harl", firm="Tamm", a="12.5", b="11.9", c="13.1", d="2,300")
    two = form.format(town="Quill", firm="Weir", a="88.1", b="90.4", c="85.0", d="940")
    texts = {"one": one, "two": two, "one-again": f"{one} Copyright Data Desk."}
    documents = [replace(document(name, text, n), text=text) for n, (name, text) in enumerate(texts.items())]
    found = find_copies(documents, [])
    assert groups_of(found.members) == {"one": {"one", "one-again"}, "two": {"two"}}
    assert found.apart == [("one", "two")]
    # Where the texts are no longer kept, shingles alone decide.
    assert len(groups_of(copies_of([replace(one, text="") for one in documents], []))) == 1


def test_what_is_common_to_a_window_tells_nothing() -> None:
    whole = text_of("latin")
    known = [document("a", whole, group_id="a")]
    cut = document("b", whole[: len(whole) * 6 // 10], 1)
    common = Repeats(common=frozenset(known[0].shingles))
    assert len(groups_of(copies_of([cut], known))) == 1
    assert groups_of(copies_of([cut], known, common)) == {"b": {"b"}}
