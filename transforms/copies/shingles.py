"""Sampled shingles: the small set of hashes by which copies of a text are found.

Word 3-shingles, or 5-character shingles for scripts written without spaces; a hash is kept where it
is divisible by four, so that two texts sample the same shingles. See Broder, "On the resemblance and
containment of documents", 1997. Half of a hash is enough: that texts share six by chance does not happen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

import regex
import xxhash

from transforms.text import UNSPACED_SCRIPTS, content_words

WORDS_PER_SHINGLE = 3
CHARS_PER_SHINGLE = 5
KEPT_ONE_IN = 4
SHINGLE_BITS = 32
# In this many texts of one outlet a hash is part of its boilerplate.
BOILERPLATE_FROM = 3

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(f"[{UNSPACED_SCRIPTS}]")
_UNSPACED_SHARE = 0.3
_MAX_CHARS = 40_000


def shingle(text: str) -> tuple[int, ...]:
    """Return the sampled shingle hashes of a text, of SHINGLE_BITS, sorted, each once."""
    words = _WORD.findall(content_words(text[:_MAX_CHARS]))
    joined = "".join(words)
    if _is_unspaced(joined):
        pieces = [joined[i : i + CHARS_PER_SHINGLE] for i in range(len(joined) - CHARS_PER_SHINGLE + 1)]
    else:
        columns = [islice(words, skip, None) for skip in range(WORDS_PER_SHINGLE)]
        pieces = [" ".join(piece) for piece in zip(*columns, strict=False)]
    hashes = {xxhash.xxh3_64_intdigest(piece.encode()) % 2**SHINGLE_BITS for piece in pieces}
    return tuple(sorted(value for value in hashes if value % KEPT_ONE_IN == 0))


def text_hash(text: str) -> int:
    """Return one 64-bit hash of the words of a text, whatever their case and spacing; 0 where it has none."""
    if not _WORD.search(text):
        return 0
    return xxhash.xxh3_64_intdigest("".join(_WORD.findall(content_words(text))).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Hashes found in so many texts that sharing them says nothing about two of them.

    `common` are in too many groups of copies; `boilerplate` are, by outlet, in BOILERPLATE_FROM or more of
    its texts.
    """

    common: frozenset[int] = frozenset()
    boilerplate: Mapping[str, frozenset[int]] = field(default_factory=dict)


def boilerplate_of(texts: Iterable[tuple[str, Iterable[int]]]) -> dict[str, frozenset[int]]:
    """Return by outlet the hashes in many of its texts; `texts` are pairs of an outlet id and hashes."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for outlet_id, hashes in texts:
        counts[outlet_id].update(hashes)
    return {
        outlet_id: frozenset(value for value, count in own.items() if count >= BOILERPLATE_FROM)
        for outlet_id, own in counts.items()
        if outlet_id
    }


def _is_unspaced(joined: str) -> bool:
    sample = joined[:500]
    return bool(sample) and len(_UNSPACED.findall(sample)) >= _UNSPACED_SHARE * len(sample)
