"""Any sentence-transformers model exported to ONNX, run by onnxruntime."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model import ConfigurationError
from transforms.embedding.embedder import Vectors

MODEL_FILE, TOKENIZER_FILE, SENTENCEPIECE_FILE = "model.onnx", "tokenizer.json", "sentencepiece.model"
_MOST_TOKENS = 512
Tokens = Callable[[Sequence[str]], list[list[int]]]
_PASSAGE_PROMPTS = ("passage", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usage:
    """How a model is used: the prompt before each text, the most tokens of a text, and the pooling."""

    prompt: str = ""
    token_count: int = _MOST_TOKENS
    is_first_token_pooled: bool = False


class OnnxEmbedder:
    """A model folder (`model.onnx`, `tokenizer.json`) as an embedder.

    `config_sentence_transformers.json`, `sentence_bert_config.json` and `1_Pooling/config.json` are used
    where they exist. Raises ConfigurationError where the folder holds no model that can be loaded.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Load the model; vectors of different `name`s are never compared."""
        missing = [file for file in (MODEL_FILE, TOKENIZER_FILE) if not (folder / file).is_file()]
        if missing:
            what = " and no ".join(missing)
            raise ConfigurationError(
                [f"The model folder {folder} has no {what}: see PARALLAX_EMBEDDER in docs/settings.md."]
            )
        self.name = name
        self._usage = _usage(folder)
        self._tokens, self._session = _loaded(folder, self._usage.token_count, _write_times(folder))
        self._inputs = {given.name for given in self._session.get_inputs()}
        self.dimension = int(self.embed(["a"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector (float32) a text, in their order.

        Each text runs by itself on one core: padding to a common length, and threads that wait for each
        other, cost half as much again, and in int8 a text's vector would depend on the others in its batch.
        """
        prompted = [f"{self._usage.prompt}{text}" for text in texts]
        tokens = self._tokens(prompted)
        with ThreadPoolExecutor(_cores()) as pool:
            vectors = list(pool.map(self._embedded, tokens))
        return np.stack(vectors) if vectors else np.empty((0, self.dimension), dtype=np.float32)

    def _embedded(self, tokens: Sequence[int]) -> Vectors:
        ids = np.array([tokens], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (hidden, *_) = self._session.run(None, {name: given[name] for name in self._inputs})
        return _pooled(np.asarray(hidden[0], dtype=np.float32), self._usage)


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


def _pooled(hidden: Vectors, usage: _Usage) -> Vectors:
    """Return a unit vector: the one the model pooled, that of the first token, or the mean of all tokens."""
    vector = hidden
    if hidden.ndim > 1:
        vector = hidden[0] if usage.is_first_token_pooled else hidden.mean(axis=0)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _write_times(folder: Path) -> tuple[int, ...]:
    return tuple(sorted(path.stat().st_mtime_ns for path in folder.iterdir()))


@lru_cache(maxsize=1)
def _loaded(folder: Path, token_count: int, _written_at_ns: tuple[int, ...]) -> tuple[Tokens, Any]:
    """Return the tokenizer and the session of a folder as it was written then.

    An import embeds once a chunk of pages; loading the model costs it half a second of CPU each time.
    """
    import onnxruntime  # noqa: PLC0415 - loads a native library that few processes need

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        is_small = (folder / SENTENCEPIECE_FILE).is_file()
        tokens = (_sentencepiece if is_small else _tokenizer)(folder, token_count)
        session = onnxruntime.InferenceSession(
            folder / MODEL_FILE, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ConfigurationError(
            [f"The model in {folder} cannot be loaded: {str(error)[:300]}. Export it again, or use another."]
        ) from error
    return tokens, session


def _tokenizer(folder: Path, token_count: int) -> Tokens:
    from tokenizers import Tokenizer  # noqa: PLC0415 - a native library that few processes need

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    tokenizer.enable_truncation(token_count)
    tokenizer.no_padding()
    return lambda texts: [encoding.ids for encoding in tokenizer.encode_batch(texts)]


def _sentencepiece(folder: Path, token_count: int) -> Tokens:
    """Return the tokenizer of the default model, whose `tokenizer.json` would take 300 MB of memory."""
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - as above

    from transforms.embedding.e5_tokenizer import character_normaliser  # noqa: PLC0415 - as above

    processor = SentencePieceProcessor(model_file=str(folder / SENTENCEPIECE_FILE))
    normaliser = character_normaliser()

    def tokens(texts: Sequence[str]) -> list[list[int]]:
        encoded = processor.encode([normaliser.normalize_str(text) for text in texts])
        return [[processor.bos_id(), *ids[: token_count - 2], processor.eos_id()] for ids in encoded]

    return tokens


def _usage(folder: Path) -> _Usage:
    prompts = _read(folder / "config_sentence_transformers.json").get("prompts") or {}
    pooling = _read(folder / "1_Pooling" / "config.json")
    longest = _read(folder / "sentence_bert_config.json").get("max_seq_length") or _MOST_TOKENS
    return _Usage(
        prompt=next((prompts[name] for name in _PASSAGE_PROMPTS if name in prompts), ""),
        token_count=int(longest),
        is_first_token_pooled=bool(pooling.get("pooling_mode_cls_token")),
    )


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ConfigurationError([f"{path} cannot be read: {error}."]) from error
    return value if isinstance(value, dict) else {}
