"""The tokenizer of multilingual-e5-small, for the tokenizers library and for sentencepiece."""

from typing import Any

from sentencepiece import sentencepiece_model_pb2
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from transforms.embedding.e5_weights import E5Weights

PASSAGE_PROMPT = "passage: "
_NORMAL, _UNKNOWN, _CONTROL, _UNIGRAM = 1, 2, 3, 1


def unigram_tokenizer(weights: E5Weights) -> Tokenizer:
    """Return the SentencePiece Unigram tokenizer of these weights (Kudo, 2018)."""
    pieces = [(piece, float(score)) for piece, score in zip(weights.pieces, weights.scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=weights.unknown_id, byte_fallback=False))
    tokenizer.normalizer = character_normaliser()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", weights.begin_id), ("</s>", weights.end_id)]
    )
    return tokenizer


def character_normaliser() -> normalizers.Normalizer:
    """Return the normaliser of characters to those in the vocabulary."""
    return normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )


def sentencepiece_model(weights: E5Weights) -> bytes:
    """Return the same tokenizer as a SentencePiece model, serialised; its input must be normalised first."""
    made: Any = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    kinds = {weights.unknown_id: _UNKNOWN} | dict.fromkeys(
        (weights.begin_id, weights.end_id, weights.padding_id), _CONTROL
    )
    for number, (piece, score) in enumerate(zip(weights.pieces, weights.scores, strict=True)):
        made.pieces.add(piece=piece, score=float(score), type=kinds.get(number, _NORMAL))
    training = made.trainer_spec
    training.model_type, training.vocab_size = _UNIGRAM, len(weights.pieces)
    training.unk_id, training.bos_id = weights.unknown_id, weights.begin_id
    training.eos_id, training.pad_id = weights.end_id, weights.padding_id
    training.unk_piece, training.bos_piece, training.eos_piece, training.pad_piece = (
        weights.pieces[number]
        for number in (weights.unknown_id, weights.begin_id, weights.end_id, weights.padding_id)
    )
    rules = made.normalizer_spec
    rules.name, rules.add_dummy_prefix, rules.remove_extra_whitespaces = "identity", True, False
    serialised: bytes = made.SerializeToString()
    return serialised
