"""BCP 47 language tags: what a declared tag means, and the script of languages that are written in two."""

from collections import Counter
from functools import cache

import regex

from model.limits import MAX_LANGUAGE_TAG_CHARS

UNDETERMINED = "und"
_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "tl": "fil", "mo": "ro", "sh": "sr", "jw": "jv"}
_TRADITIONAL_REGIONS = frozenset(("tw", "hk", "mo"))
_SIMPLIFIED_REGIONS = frozenset(("cn", "sg", "my"))
_TWO_SCRIPTS = {"zh": ("hans", "hant"), "sr": ("cyrl", "latn")}
_CYRILLIC = regex.compile(r"\p{Script=Cyrillic}")
_LATIN = regex.compile(r"\p{Script=Latin}")
_HAN = regex.compile(r"\p{Script=Han}")
_SCRIPTS = {
    "Latn": _LATIN, "Cyrl": _CYRILLIC, "Arab": regex.compile(r"\p{Script=Arabic}"),
    "Deva": regex.compile(r"\p{Script=Devanagari}"), "Ethi": regex.compile(r"\p{Script=Ethiopic}"),
}  # fmt: skip
_LETTER = regex.compile(r"\p{L}")
_SCRIPT_CHARS = 1_000
_MARKED_SHARE = 0.6
_TAG = regex.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*+")


def well_formed(declared: str | None) -> str | None:
    """Return a declared tag with hyphens where it is a BCP 47 tag by its form, None for any other text."""
    tag = (declared or "").strip().replace("_", "-")
    return tag if len(tag) <= MAX_LANGUAGE_TAG_CHARS and _TAG.fullmatch(tag) else None


def primary_tag(declared: str | None) -> str | None:
    """Return the language subtag of a declared tag (`pt` for `pt_BR`), or None where it is not a tag."""
    if not declared:
        return None
    primary = declared.strip().replace("_", "-").split("-")[0].lower()
    if not (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3):  # noqa: PLR2004 - ISO 639
        return None
    if primary in {"und", "mul", "xx"}:
        return None
    return _OLD_CODES.get(primary) or _by_three_letters(primary) or primary


def _by_three_letters(code: str) -> str | None:
    """Return the tag of two letters that CLDR has for a code of three (`eng`, `ger`, `kmr`), if any."""
    from babel.core import get_global  # noqa: PLC0415 - reads CLDR's tables

    alias = get_global("language_aliases").get(code) if len(code) == 3 else None  # noqa: PLR2004 - ISO 639
    return _OLD_CODES.get(alias, alias) if alias and "_" not in alias else None


def declared_tag(declared: str | None) -> str | None:
    """Return a declared tag, with its script where its language has two: `zh-Hant` for `zh_TW`."""
    primary = primary_tag(declared)
    if primary not in _TWO_SCRIPTS:
        return primary
    subtags = (declared or "").strip().replace("_", "-").lower().split("-")[1:]
    script = next((tag for tag in subtags if tag in _TWO_SCRIPTS[primary]), None)
    if primary == "zh" and script is None:
        regions = set(subtags)
        script = (
            "hant" if regions & _TRADITIONAL_REGIONS else "hans" if regions & _SIMPLIFIED_REGIONS else None
        )
    return f"{primary}-{script.title()}" if script else primary


def without_script(tag: str) -> str:
    """Return a tag without its script (`zh` for `zh-Hant`)."""
    return tag.partition("-")[0]


@cache
def usual_script(tag: str) -> str:
    """Return the script in which a language is usually written (ISO 15924), by CLDR; empty if unknown."""
    from babel.core import get_global  # noqa: PLC0415 - reads CLDR's tables

    subtags = get_global("likely_subtags").get(tag, "").split("_")
    return subtags[1] if len(subtags) == 3 else ""  # noqa: PLR2004 - language, script, region


def main_script(text: str) -> str:
    """Return the script of most letters of a text (ISO 15924) if many languages share it, else none."""
    text = text[:_SCRIPT_CHARS]
    letters = {letter: count for letter, count in Counter(text).items() if _LETTER.match(letter)}
    for script, pattern in _SCRIPTS.items():
        if 2 * sum(count for letter, count in letters.items() if pattern.match(letter)) > sum(
            letters.values()
        ):
            return script
    return ""


def transliterated(tag: str, script: str) -> str:
    """Return a tag, marked where a language of another script is in Latin letters (`hi-Latn`)."""
    is_transliterated = script == "Latn" and "-" not in tag and usual_script(tag) not in {"", "Latn"}
    return f"{tag}-Latn" if is_transliterated else tag


def with_script(tag: str, text: str) -> str:
    """Return a tag, with the script of `text` where its language is written in two."""
    if tag == "zh":
        return _chinese(text)
    if tag == "sr":
        cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
        return "sr" if not cyrillic + latin else "sr-Cyrl" if cyrillic > latin else "sr-Latn"
    return tag


def _chinese(text: str) -> str:
    """Tell simplified from traditional characters by those that only GB 2312 or only Big5 has."""
    han = _HAN.findall(text)
    simplified = sum(_encodes(character, "gb2312") and not _encodes(character, "big5") for character in han)
    traditional = sum(_encodes(character, "big5") and not _encodes(character, "gb2312") for character in han)
    marked = simplified + traditional
    if not marked or max(simplified, traditional) < _MARKED_SHARE * marked:
        return "zh"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
