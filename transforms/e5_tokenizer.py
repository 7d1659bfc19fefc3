"""The tokenizer of multilingual-e5-small in the form of the tokenizers library."""

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from transforms.e5_weights import E5Weights

PASSAGE_PROMPT = "passage: "


def unigram_tokenizer(weights: E5Weights) -> Tokenizer:
    """Return the SentencePiece Unigram tokenizer of these weights (Kudo, 2018)."""
    pieces = [(piece, float(score)) for piece, score in zip(weights.pieces, weights.scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=weights.unknown_id, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", weights.begin_id), ("</s>", weights.end_id)]
    )
    return tokenizer
