"""Shingles and hashes of texts in all scripts."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.copies.shingles import KEPT_ONE_IN, SHINGLE_BITS, shingle, text_hash

HINDI = "प्रधानमंत्री ने आज नई दिल्ली में कहा कि सरकार किसानों की मदद के लिए नई योजना शुरू करेगी"


@given(st.text(st.characters(codec=None, exclude_categories=["Cs"])))
def test_shingles_are_sorted_sampled_and_unsigned(text: str) -> None:
    hashes = shingle(text)
    assert list(hashes) == sorted(set(hashes))
    assert all(0 <= value < 2**SHINGLE_BITS and value % KEPT_ONE_IN == 0 for value in hashes)
    assert 0 <= text_hash(text) < 2**64


def test_spacing_case_and_punctuation_do_not_count() -> None:
    text = "The minister said on Monday that the bridge would stay closed until spring. " * 3
    other = text.upper().replace(" ", "\n ").replace(".", " —")
    assert shingle(text) == shingle(other) != ()
    assert text_hash(text) == text_hash(other)


def test_spaces_between_scripts_do_not_count_in_chinese() -> None:
    text = "苹果公司今天在北京发布了新款iPhone手机,售价与去年相同,预计下周五正式开始销售。" * 2
    spaced = text.replace("iPhone", " iPhone ").replace("。", "。\n")
    assert shingle(text) == shingle(spaced) != ()
    assert text_hash(text) == text_hash(spaced)


def test_hindi_words_stay_whole() -> None:
    # Were vowel signs taken for spaces, shingles of other words would be made of single letters.
    words = HINDI.split()
    turned = " ".join(reversed(words))
    assert not set(shingle(HINDI * 5)) & set(shingle(turned))


def test_texts_shorter_than_a_shingle_have_a_hash_alone() -> None:
    assert shingle("Two words") == shingle("東京") == shingle("") == ()
    assert text_hash("Two words") != text_hash("Two swords")


def test_one_in_about_four_is_kept() -> None:
    kept = shingle(" ".join(f"w{n}" for n in range(4_002)))
    assert 850 < len(kept) < 1_150
