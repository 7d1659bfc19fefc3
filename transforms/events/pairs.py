"""What tells whether two texts report the same event: how close, how near in time, and what both name."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import xxhash
from numpy.typing import NDArray

from transforms.events.nearest import DENSITY_COUNT, LENGTH, Products, cosines
from transforms.events.originals import Originals
from transforms.events.terms import Counts, Rows, Signatures, Terms

FEATURES = (
    "cosine", "cosine less that of their neighbours", "hours apart", "same language", "likeness of names",
    "share of rare names in common", "rare names in common", "likeness of words", "likeness of sounds",
    "numbers in common", "share of numbers in common", "countries in common", "countries, none in common",
    "words of the shorter", "numbers, none in common", "rare names, none in common",
    "rare names of the one with fewer",
)  # fmt: skip
# Which way more of a feature may count: for one event, against it, or either.
DIRECTIONS = (1, 1, -1, 0, 1, 1, 1, 1, 1, 1, 1, 1, -1, 0, -1, -1, 0)
Values = NDArray[np.float32]

_BITS = {"words": 4_096, "sounds": 4_096, "names": 1_024, "rare": 1_024, "numbers": 1_024, "places": 1_024}
_HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True)
class _Shared:
    """How many terms of one kind the texts of each pair share, and how many the one with fewer has."""

    count: Counts
    fewer: Counts

    @property
    def share(self) -> Counts:
        return np.asarray(self.count / np.maximum(1, self.fewer), dtype=np.float32)

    @property
    def none(self) -> Counts:
        """The size of the smaller set where nothing is shared, else 0."""
        return np.where(self.count == 0, self.fewer, np.float32(0)).astype(np.float32)


class Pairs:
    """Texts that are compared in pairs, by their rows in `originals`."""

    def __init__(self, originals: Originals, products: Products, rows: Rows) -> None:
        """Prepare the texts `rows`; `products` are the highest of every text (`nearest`)."""
        self._originals = originals
        # Cosine with the neighbourhood: the mean of the highest.
        self._density = products.sum(axis=1) / np.float64(DENSITY_COUNT * LENGTH**2)
        self._place = np.full(len(originals), -1, dtype=np.intp)
        self._place[rows] = np.arange(len(rows))
        features = originals.features
        sets = {
            "words": features.words, "sounds": features.sounds, "names": features.names,
            "rare": features.names, "numbers": features.numbers, "places": features.places,
        }  # fmt: skip
        chosen = {kind: one.of_rows(rows) for kind, one in sets.items()}
        chosen["rare"] = chosen["rare"].without(_common_hashes())
        self._signatures = {kind: Signatures(one, _BITS[kind]) for kind, one in chosen.items()}

    def features(self, ones: Rows, others: Rows) -> Values:
        """Return the features of pairs of texts (pairs by FEATURES)."""
        originals = self._originals
        cosine = cosines(originals.vectors, ones, others)
        places_of = self._place[ones], self._place[others]
        names, words, sounds = (self._likeness(kind, *places_of) for kind in ("names", "words", "sounds"))
        rare, numbers, places = (self._shared(kind, *places_of) for kind in ("rare", "numbers", "places"))
        columns = (
            cosine,
            # The densities first: their sum is the same whichever text comes first.
            2 * cosine - (self._density[ones] + self._density[others]),
            np.abs(originals.published_s[ones] - originals.published_s[others]) / _HOUR_S,
            originals.language_codes[ones] == originals.language_codes[others],
            names,
            rare.share,
            rare.count,
            words,
            sounds,
            numbers.count,
            numbers.share,
            places.count,
            places.none,
            self._signatures["words"].fewer(*places_of),
            numbers.none,
            rare.none,
            rare.fewer,
        )
        return np.stack(columns, axis=1, dtype=np.float32, casting="unsafe")

    def _likeness(self, kind: str, ones: Rows, others: Rows) -> Counts:
        signatures = self._signatures[kind]
        return signatures.cosines(ones, others, signatures.shared(ones, others))

    def _shared(self, kind: str, ones: Rows, others: Rows) -> _Shared:
        signatures = self._signatures[kind]
        return _Shared(signatures.shared(ones, others), signatures.fewer(ones, others))


@cache
def common_sounds() -> frozenset[str]:
    """Return the sounds that so many texts have that they name nothing."""
    raw = files("transforms").joinpath("weights/common_sounds.json").read_bytes()
    return frozenset(msgspec.json.decode(raw, type=list[str]))


@cache
def _common_hashes() -> Terms:
    hashes = [xxhash.xxh32_intdigest(sound.encode()) for sound in common_sounds()]
    return np.sort(np.array(hashes, dtype=np.uint32))
