"""The letters of languages, and what they rule out."""

import pytest

from transforms.language.alphabets import by_letters, is_impossible


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("uz", "Эски кўприк ёпилади, ғаввослар ёриқлар топди, деди ҳоким"),
        ("tg", "Ӯ гуфт, ки ҷашни шаҳр рӯзи якшанбеи ёздаҳум мешавад"),
        ("kk", "Актёр көпірдің ашылуына келді, ұлттық өнер әлі де тірі"),
        ("tt", "Артём ярдәм итте, җыр һәм көй яңгырады, өйләр төзелде"),
        ("mn", "Ёслол төгөлдөр нээлт боллоо, үзэгчид олноор цугларав"),
        ("ky", "Ёлка көчөдө турат, үйлөр жаңы, сөздөр эски"),
        ("be", "Ён сказаў, што мост зачынены ўвесь тыдзень"),
        ("ro", "Podul vechi va fi închis până în primăvară, a anunţat primăria"),
        ("en", "The mayor of São Paulo, João Brandão, met Recep Yıldız"),
        ("fa", "پل قدیمی تا بهار بسته می‌ماند"),
    ],
)
def test_a_language_has_its_own_letters_and_those_of_names(tag: str, text: str) -> None:
    assert not is_impossible(tag, text)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("uk", "Старый мост закрыт до весны, объявила мэрия"),
        ("bg", "Эски кўприк ёпилади, ғаввослар ёриқлар топди"),
        ("kk", "Сумыусылар ярыҡтар тапҡан, һүҙҙәренсә"),
        ("id", "Şaredariya bajêr got ku pira kevn heta biharê girtî ye û dê were nûkirin"),
        ("tr", "Serokê şaredariyê got ku lêçûna sererastkirinê nêzîkî çar milyon lîre ye"),
        ("fa", "پردە کۆنەکە تا بەهار دادەخرێت، سەرۆکی شارەوانی گوتی"),
    ],
)
def test_letters_rule_a_language_out(tag: str, text: str) -> None:
    assert is_impossible(tag, text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Эски кўприк ёпилади, ғаввослар ёриқлар топди, деди ҳоким", "uz"),
        ("پردە کۆنەکە تا بەهار دادەخرێت، سەرۆکی شارەوانی گوتی", "ckb"),
        ("Она сказала, что ёлка на площади останется до весны", None),
        ("Старият мост остава затворен, пише „Ёлка“ на Петров до пролетта, съобщи кметът", None),
        ("The mayor said", None),
        ("", None),
    ],
)
def test_letters_of_only_one_language_name_it(text: str, tag: str | None) -> None:
    assert by_letters(text) == tag
