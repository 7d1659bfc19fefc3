"""Tell apart languages that detectors confuse, by letters and words that only one of them uses."""

import tomllib

import regex

from transforms.phrases import read_phrases

_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"\p{L}+")
# For languages in Cyrillic: the letters they have beyond а-я, and the letters of а-я that they lack.
_CYRILLIC = {
    "ru": ("ё", ""), "uk": ("іїєґ", "ыэъё"), "be": ("іўё", "иъщ"), "bg": ("", "ыэёіїєј"),
    "mk": ("јѓќљњџѕ", "йщъыьэюяѐё"), "sr": ("јђћљњџ", "йщъыьэюя"), "kk": ("әғқңөұүһі", ""),
    "ky": ("ңөү", "іў"),
    "mn": ("өү", "іў"), "tg": ("ғӣқӯҳҷ", "ыщ"), "tt": ("әөүҗңһ", "іў"), "uz": ("ўқғҳ", "ыщі"),
}  # fmt: skip
_COMMON_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_ALPHABETS = {
    tag: (_COMMON_CYRILLIC | set(beyond)) - set(lacking) for tag, (beyond, lacking) in _CYRILLIC.items()
}
_CYRILLIC_LETTER = regex.compile(r"\p{Script=Cyrillic}")
_FOREIGN_SHARE = 0.01

_GROUPS = tuple(
    {tag: frozenset(listed.split()) for tag, listed in group.items()}
    for group in tomllib.loads(read_phrases("close_languages.toml")).values()
)


def is_impossible(tag: str, text: str) -> bool:
    """Say whether a text in Cyrillic has letters that the language does not use."""
    alphabet = _ALPHABETS.get(tag)
    if alphabet is None:
        return False
    letters = [letter.lower() for letter in _CYRILLIC_LETTER.findall(text)]
    foreign = sum(letter not in alphabet for letter in letters)
    return foreign > max(0, _FOREIGN_SHARE * len(letters))


def by_letters(text: str) -> str | None:
    """Return the language in Cyrillic whose own letters a text uses, None where that is none or several."""
    letters = [letter.lower() for letter in _CYRILLIC_LETTER.findall(text)]
    if not letters or len(letters) < len(_LETTER.findall(text)) / 2:
        return None
    written = set(letters)
    shared = {tag: sum(letter in beyond for letter in letters) for tag, (beyond, _) in _CYRILLIC.items()}
    fitting = [tag for tag in shared if shared[tag] and written <= _ALPHABETS[tag]]
    best = max(fitting, key=lambda tag: (shared[tag], tag), default=None)
    rivals = [tag for tag in fitting if shared[tag] == shared.get(best or "", 0)]
    return best if len(rivals) == 1 else None


def by_words(tag: str, text: str) -> str | None:
    """Return which of `tag` and the languages close to it a text is in, by words of their own.

    None where `tag` has no close languages, or the words do not decide.
    """
    for group in _GROUPS:
        if tag in group:
            words = _WORD.findall(text.casefold())
            counts = {name: sum(word in own for word in words) for name, own in group.items()}
            most = max(counts.values())
            best = [name for name, count in counts.items() if count == most]
            return best[0] if most and len(best) == 1 else None
    return None


def are_close(one: str, other: str) -> bool:
    """Say whether two languages are so easily confused that finding both in one text means little."""
    return any(one in group and other in group for group in _CLOSE)


_CLOSE = (
    frozenset(("nb", "nn", "da", "sv")), frozenset(("sr", "hr", "bs", "sl", "mk")),
    frozenset(("id", "ms", "jv", "su")),
    frozenset(("es", "gl", "pt", "ca")), frozenset(("cs", "sk")), frozenset(("ru", "uk", "be", "bg", "kk")),
    frozenset(("xh", "zu", "st", "tn", "nso", "ss", "ts")), frozenset(("nl", "af")),
    frozenset(("fa", "ps", "ur", "ar")),
    frozenset(("az", "tr", "tk")), frozenset(("zh", "ja")), frozenset(("hi", "mr", "ne")),
    frozenset(("fr", "co", "oc")),
)  # fmt: skip
