"""Features of pairs of texts, as plain sets and vectors give them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh32_intdigest

from tests.transforms.events.made_texts import Text, originals
from tests.transforms.events.plain_pairs import all_pairs
from transforms.events.features import TextFeatures, features_of
from transforms.events.nearest import DENSITY_COUNT, LENGTH, Products, nearest
from transforms.events.pairs import DIRECTIONS, FEATURES, Pairs, common_sounds

# Hashes that differ in their lowest bits: none of the terms share a bit.
TERMS = st.frozensets(st.integers(0, 300), max_size=8)
FOUND = st.builds(TextFeatures, numbers=TERMS, names=TERMS, places=TERMS, words=TERMS, sounds=TERMS)
COMMON = frozenset(xxh32_intdigest(sound.encode()) for sound in common_sounds())
TEXTS = st.lists(
    st.builds(
        Text,
        article_id=st.just("any"),
        vector=st.tuples(st.floats(0.1, 1), st.floats(-1, 1)),
        hour=st.integers(0, 90),
        language=st.sampled_from(["en", "fr", "sr-Cyrl", "sr-Latn"]),
        features=FOUND,
    ),
    min_size=1,
    max_size=6,
)


def features(texts: list[Text]) -> dict[tuple[int, int], dict[str, float]]:
    """Return the features of all pairs by name."""
    known = originals(texts)
    rows = np.arange(len(texts))
    near = nearest(known.vectors, known.published_s, rows, known.products)
    ones, others = all_pairs(len(texts))
    values = Pairs(known, near.products, rows).features(ones, others)
    assert values.dtype == np.float32
    return {
        (one, other): dict(zip(FEATURES, line, strict=True))
        for one, other, line in zip(ones.tolist(), others.tolist(), values.tolist(), strict=True)
    }


def cosine(one: frozenset[int], other: frozenset[int]) -> float:
    return float(len(one & other) / max(1, len(one) * len(other)) ** 0.5)


def none_shared(one: frozenset[int], other: frozenset[int]) -> int:
    return 0 if one & other else min(len(one), len(other))


def plain(one: Text, other: Text) -> dict[str, float]:
    """Return what two texts have in common."""
    mine, theirs = one.features, other.features
    rare, numbers = ((mine.names - COMMON, theirs.names - COMMON), (mine.numbers, theirs.numbers))
    return {
        "hours apart": abs(one.hour - other.hour),
        "same language": float(one.language[:2] == other.language[:2]),
        "likeness of names": cosine(mine.names, theirs.names),
        "likeness of words": cosine(mine.words, theirs.words),
        "likeness of sounds": cosine(mine.sounds, theirs.sounds),
        "share of rare names in common": len(rare[0] & rare[1]) / max(1, min(map(len, rare))),
        "rare names in common": len(rare[0] & rare[1]),
        "rare names, none in common": none_shared(*rare),
        "rare names of the one with fewer": min(map(len, rare)),
        "numbers in common": len(numbers[0] & numbers[1]),
        "share of numbers in common": len(numbers[0] & numbers[1]) / max(1, min(map(len, numbers))),
        "numbers, none in common": none_shared(*numbers),
        "countries in common": len(mine.places & theirs.places),
        "countries, none in common": none_shared(mine.places, theirs.places),
        "words of the shorter": min(len(mine.words), len(theirs.words)),
    }


@given(TEXTS)
def test_features_are_what_two_texts_have_in_common(texts: list[Text]) -> None:
    for (one, other), found in features(texts).items():
        expected = plain(texts[one], texts[other])
        assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-6)
        assert set(FEATURES) - set(expected) == {"cosine", "cosine less that of their neighbours"}


@given(TEXTS)
def test_features_are_the_same_both_ways_round(texts: list[Text]) -> None:
    found = features(texts)
    assert all(values == pytest.approx(found[other, one]) for (one, other), values in found.items())


def test_a_dense_neighbourhood_counts_against_a_cosine() -> None:
    texts = [Text(article_id="any", vector=(1, 0)) for _ in range(3)]
    found = features([*texts, Text(article_id="far", vector=(0, 1))])
    # Each of the three has two neighbours like it, of the ten that are counted.
    assert found[0, 1]["cosine"] == 1
    assert found[0, 1]["cosine less that of their neighbours"] == pytest.approx(2 - 0.4)
    assert found[0, 3]["cosine less that of their neighbours"] == pytest.approx(-0.2)


@given(st.lists(st.integers(0, LENGTH**2), min_size=DENSITY_COUNT, max_size=DENSITY_COUNT), st.integers(1, 9))
def test_no_feature_but_that_of_the_neighbourhood_depends_on_it(highest: list[int], more: int) -> None:
    known = originals([Text(article_id="a", vector=(1, 0)), Text(article_id="b", vector=(1, 1))])

    def values(products: Products) -> dict[str, float]:
        pairs = Pairs(known, products, np.arange(2))
        (line,) = pairs.features(np.array([0]), np.array([1])).tolist()
        return dict(zip(FEATURES, line, strict=True))

    thin = np.array([highest, highest], dtype=np.int32)
    dense = np.minimum(thin + more * 10**6, LENGTH**2).astype(np.int32)
    before, after = values(thin), values(dense)
    name = "cosine less that of their neighbours"
    assert after.pop(name) <= before.pop(name)
    assert before == after


def test_texts_are_found_wherever_they_stand() -> None:
    texts = [Text(article_id="any", vector=(1, number)) for number in range(5)]
    known = originals(texts)
    some = Pairs(known, known.products, np.array([4, 1]))
    every = Pairs(known, known.products, np.arange(5))
    ones, others = np.array([1, 4]), np.array([4, 1])
    assert (some.features(ones, others) == every.features(ones, others)).all()


def test_common_sounds_are_no_rare_names() -> None:
    common = sorted(common_sounds())[:3]
    names = frozenset(xxh32_intdigest(sound.encode()) for sound in common)
    text = Text(article_id="any", vector=(1, 0), features=TextFeatures(names=names))
    found = features([text, text])[0, 1]
    assert (found["likeness of names"], found["rare names in common"]) == (1, 0)


def test_every_feature_has_a_direction() -> None:
    assert len(FEATURES) == len(DIRECTIONS) == len(set(FEATURES))
    assert set(DIRECTIONS) == {-1, 0, 1}
    assert DIRECTIONS[FEATURES.index("cosine less that of their neighbours")] == 1


def test_real_texts_of_one_happening_have_more_in_common() -> None:
    written = [
        (
            "Zelenskiy meets Macron in Paris",
            "Ukraine and France signed 3 agreements worth 250 million.",
            "en",
        ),
        ("Selenskyj trifft Macron in Paris", "Die Ukraine und Frankreich: 250 Millionen.", "de"),
        ("Tokyo shares fall", "Japan's Nikkei lost 417 points on Friday.", "en"),
    ]
    texts = [
        Text(article_id="any", vector=(1, 0), language=tag, features=features_of(title, text, tag))
        for title, text, tag in written
    ]
    found = features(texts)
    for name in ("likeness of sounds", "numbers in common", "countries in common"):
        assert found[0, 1][name] > found[0, 2][name], name
    assert found[0, 2]["countries, none in common"] > found[0, 1]["countries, none in common"] == 0
